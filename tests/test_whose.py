"""Words that name nothing outside their article are called with whose they are."""

from __future__ import annotations

import pytest
from sentences import figures

LAND = "Estonia and its schools face a hard winter. Estonia has closed 40 libraries since 2015."
BLAST = (
    "A blast at a mill in Orsa killed four people on Monday.\n\n"
    "The blast tore the roof off the mill. The blast was heard in the next town."
)


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (f"{LAND}\n\nSome 30 percent of teachers are older than 60.", "Some 30 percent", "teachers (Estonia)"),
        (f"{LAND}\n\nThe winter timetable lasts five months.", "five months", "winter timetable (Estonia)"),
        (f"{BLAST}\n\nThe survivors waited nine hours for help.", "nine hours", "survivors (blast at a mill in Orsa)"),
    ],
)
def test_bare_words_are_called_with_the_place_the_article_is_about(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (f"{LAND}\n\nWheat rose 4 percent.", "4 percent", "Wheat"),
        (f"{LAND}\n\nGlobal demand for timber rose 4 percent.", "4 percent", "Global demand for timber"),
        (f"{LAND}\n\nFinnish teachers own 20 percent.", "20 percent", "Finnish teachers"),
        ("Timber is scarce. The sawmill in question has 30 saws.", "30", "sawmill in question"),
    ],
)
def test_words_of_everywhere_and_names_are_called_as_they_are(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


def test_the_same_words_in_articles_about_two_lands_are_two_subjects() -> None:
    said = "\n\nSome 30 percent of teachers are older than 60."
    estonia, latvia = (figures(text + said)["Some 30 percent"] for text in (LAND, LAND.replace("Estonia", "Latvia")))
    assert (estonia.subject, latvia.subject) == ("teachers (Estonia)", "teachers (Latvia)")


def test_what_only_measures_a_land_is_of_that_land() -> None:
    found = figures(f"{LAND}\n\nThe reserves have fallen to 1.2 billion dollars.")["1.2 billion dollars"]
    assert (found.measure, found.subject) == ("reserves", "Estonia")


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Norland's annual inflation rate was 5.7 percent in March.", "5.7 percent", "Norland"),
        ("Kelmar's quarterly revenue was $5 million.", "$5 million", "Kelmar"),
    ],
)
def test_who_has_what_is_measured_owns_the_figure(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject
