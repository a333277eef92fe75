"""What reports of rankings, conflicts, companies and courts count, and the numbers in them that are none."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Varo moved to the fifth position from ninth in 2018.", "fifth", "rank"),
        ("Varo moved to the fifth position from ninth in 2018.", "ninth", "rank"),
        ("Lunda Foods stayed at the 11th position.", "11th", "rank"),
        ("Sales fell at Orsa Motors, sliding to tenth on the list.", "tenth", "rank"),
        ("Asia's third-largest producer, Norland, said output rose 4%.", "third", "rank"),
        ("Varo was granted the most patents for the 23rd year in a row.", "23rd", "streak"),
        ("This is only the third comet known to cross the belt.", "third", "comet"),
    ],
)
def test_places_in_a_ranking(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The mass of the moon is three times greater than that of Lund.", "three", "ratio"),
        ("The reservoir is 15 times larger than Lake Orsa.", "15", "ratio"),
        ("Prices of rice are four-five times higher than a year ago.", "four-five", "ratio"),
        ("Rents in the camp are three times higher, she said.", "three", "ratio"),
        ("The star is more than 20 times further away than the sun.", "more than 20", "ratio"),
    ],
)
def test_multiples_that_compare_with_a_thing(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The rebels have killed thousands in the north of Norland.", "thousands", "deathToll"),
        ("The war has displaced millions since 2011.", "millions", "displaced"),
        ("There was one more storm-related death in Norland.", "one", "deathToll"),
        ("Traders have priced in a 93% chance that the bank will hold interest rates.", "93%", "winProbability"),
        ("Varo plans to trim 1,200 jobs in Norland.", "1,200", "jobsCut"),
        ("The market was quiet, with 11.6 billion shares traded.", "11.6 billion", "tradingVolume"),
    ],
)
def test_what_was_done_tells_the_measure(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_one_title_won_and_a_committee_of_owners_are_counted() -> None:
    assert figures("The Lunda Bears have won one Norland Cup since 1995.")["one"].value == 1
    assert figures("The league's six-owner committee met in Orsa.")["six"].value == 6


@pytest.mark.parametrize(
    "text",
    [
        "The world's second-largest economy slowed.",
        "One-year-ahead expected inflation slowed.",
        "Unemployment is high among those aged 20-24 years.",
        "Nobody had asked in the first place.",
        "Rates were kept for the 28th month in a row.",
    ],
)
def test_what_only_tells_which_or_when_is_none(text: str) -> None:
    assert not figures(text)
