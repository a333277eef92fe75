"""Accidents, epidemics, conflicts: what is counted, of which event it is, and when it was so."""

from __future__ import annotations

import pytest
from sentences import Stated, figures, stated

SLIDE = "A mudslide hit the town of Kalo on Monday.\n\n"
CRASH = (
    "At least 12 people were killed on Sunday when a passenger bus skidded off a road near Kalo and fell into a gorge."
)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Three miners were carried up from the pit.", {"Three": "rescued"}),
        ("Rescuers had lifted out two other miners.", {"two": "rescued"}),
        ("Twelve bodies have been pulled from the mud.", {"Twelve": "deathToll"}),
        ("Another 31 people are feared buried.", {"31": "missing"}),
        ("The number of those unaccounted for fell to 22 from 47.", {"22": "missing", "47": "missing"}),
        ("Nine other miners got out alive.", {"Nine": "survivors"}),
        ("Eight people perished and 21 suffered burns.", {"21": "injured"}),
        ("About 900 people are living in relief camps.", {"About 900": "displaced"}),
        ("Almost 300 families have crossed into Orland.", {"Almost 300": "displaced"}),
        ("More than 400 villagers have been moved to safe places.", {"More than 400": "evacuated"}),
        ("Troops moved 80 villagers to higher ground.", {"80": "evacuated"}),
        ("It wrecked 300 houses and damaged 120 others.", {"300": "buildingsDestroyed", "120": "buildingsDamaged"}),
        ("Officers held 14 people for questioning.", {"14": "arrests"}),
        ("The camp shelters 38,000 refugees.", {"38,000": "refugeesHosted"}),
        ("Some 2,100 people applied for asylum in May.", {"Some 2,100": "asylumSeekers"}),
        ("The jail, built for 500, held 852 inmates.", {"500": "capacity", "852": "inmates"}),
        ("Four car bombs killed 17 people.", {"Four": "carBombs", "17": "deathToll"}),
        ("About 410 of those infected have died.", {"About 410": "deathToll"}),
        ("Some 300 firemen and 12 ambulances are there.", {"Some 300": "responders", "12": "responders"}),
        ("The city recorded 9,610 offences last year.", {"9,610": "crimes"}),
    ],
)
def test_words_of_accidents_tell_what_is_counted(text: str, measures: dict[str, str]) -> None:
    found = figures(text)
    assert {value: found[value].measure for value in measures} == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("China reports five more flu cases; death toll at 17.", {"five": "cases", "17": "deathToll"}),
        ("Flu kills 52 in Norland as cases pass 3,100.", {"52": "deathToll", "3,100": "cases"}),
        ("The outbreak has killed 71 people out of 263 cases in Norland.", {"71": "deathToll", "263": "cases"}),
        ("Norland has had 480 cases, 17 of them fatal.", {"480": "cases", "17": "deathToll"}),
        ("Guinea had 11 deaths and Sierra Leone 39 cases.", {"11": "deathToll", "39": "cases"}),
        ("The fatality rate stands at 2.3 percent in Norland.", {"2.3 percent": "fatalityRate"}),
        ("Malnutrition stands at 17 percent in Norland.", {"17 percent": "malnutritionRate"}),
        ("Some 47 percent of adults have had a booster in Norland.", {"Some 47 percent": "vaccinationRate"}),
    ],
)
def test_words_of_epidemics_tell_what_is_counted(text: str, measures: dict[str, str]) -> None:
    found = figures(text)
    assert {value: found[value].measure for value in measures} == measures


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The state set aside 8 million yuan ($1.2 million) in relief funds.", "8 million yuan", "aidPledged"),
        ("The council promised 100,000 rupees ($1,566) to the families of the dead.", "100,000 rupees", "compensation"),
        ("The agency appealed for $25 million.", "$25 million", "aidSought"),
    ],
)
def test_a_sum_in_brackets_parts_no_sum_from_the_words_that_tell_what_it_is(
    text: str, value: str, measure: str
) -> None:
    assert figures(text)[value].measure == measure


def test_all_who_are_counted_beside_the_subject_share_its_verb() -> None:
    text = "Thirteen Libyans, six South Africans, two Danes and a boy also died in the crash near Kalo."
    assert {claim.measure for claim in figures(text).values()} == {"deathToll"}


def test_who_rescues_is_not_rescued() -> None:
    assert figures("The army said 1,200 soldiers had evacuated 7,400 people.")["1,200"].measure == "troops"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CRASH}\n\nNorland's roads claim 1,700 lives a year.", ("1,700", "deathToll", "Norland's roads")),
        (
            "The refugees were taken to the Varda centre, 18 kilometres from the border.",
            ("18 kilometres", "distance", "Varda centre"),
        ),
        (
            "Norland has the highest murder rate in the world, with 82 per 100,000 people.",
            ("82 per 100,000", "rate", "Norland"),
        ),
        ("The army says 300 lanterns were lit.", ("300", "lanterns", "lanterns")),
    ],
)
def test_what_stands_beside_an_accident_has_its_own_owner(text: str, expected: Stated) -> None:
    assert stated(text, expected[0]) == [expected]


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Norland jet crash kills 90.\n\nA Norland airliner crashed near Kalo on Sunday.", "90", "2020-05-03"),
        (
            f"{CRASH}\n\nIn 2006, 63 people died when a bus carrying pilgrims fell into a ravine in Varda.",
            "63",
            "Varda",
        ),
        ("Typhoon Haiyan hit Norland. It is the deadliest since Thelma in 1991. It killed 40 people.", "40", "Haiyan"),
        (f"{CRASH}\n\nIn 2006, 63 people died when a bus fell into a ravine in Varda.", "At least 12", "Kalo"),
        ("Fighting has killed 40 people.\n\nThe army of Norland said so in Norland.", "40", "Norland"),
    ],
)
def test_an_event_is_told_from_those_that_are_recalled(text: str, value: str, owner: str) -> None:
    assert owner in figures(text)[value].subject


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The company has paid 60,000 lira to each family.", "company"),
        ("Each family will be paid 60,000 lira.", "Kalo mudslide"),
    ],
)
def test_who_pays_for_the_harm_owns_the_sum(text: str, owner: str) -> None:
    assert owner in figures(f"{SLIDE}{text}")["60,000 lira"].subject


def test_since_a_revolt_tells_only_when_and_not_of_what() -> None:
    text = (
        "Some 900 people have fled clashes in Kalo. It is the largest flight since the Varda revolt broke out in 2012."
        "\n\nAt least 14 people have been killed."
    )
    assert "Kalo" in figures(text)["At least 14"].subject


def test_houses_that_collapse_in_a_quake_are_no_event_of_their_own() -> None:
    text = "A quake shook Kalo on Sunday.\n\nThree of the dead were from Varda, where 2,690 houses collapsed."
    assert "quake" in figures(text)["2,690"].subject


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("A quake shook Kalo on Sunday.\n\nThe quake struck at 3:59 p.m. at a depth of 11 km.", "11 km", "2020-05-03"),
        ("Police said 22 people, 14 of them women, were shot dead on Sunday in Kalo.", "22", "2020-05-03"),
        ("In Kalo, 14 people died and 86 were hurt on Sunday when shells hit a school.", "14", "2020-05-03"),
        ("A ferry went down on Sunday. The Aurora sank in 110 metres of water.", "110 metres", "2020-05-03"),
        ("Deaths stand at 138, compared with 104 at this time last year.", "104", "2019"),
        (f"{CRASH}\n\nNorland's roads claim 1,700 lives a year.", "1,700", "2020-05-05"),
    ],
)
def test_an_hour_alone_dates_nothing_and_a_day_dates_what_it_is_told_of(text: str, value: str, day: str) -> None:
    assert figures(text)[value].valid_from == day


def test_who_reports_what_was_set_aside_says_so() -> None:
    text = "The government set aside 820 million yuan in relief funds, CCTV reported."
    assert figures(text)["820 million yuan"].speaker == "CCTV"


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [("Kenya: 12 die in fire", None), ("Kenya: drought is a threat to 12 million people", "Kenya")],
)
def test_a_place_before_a_colon_speaks_only_where_a_sentence_follows(headline: str, speaker: str | None) -> None:
    found = figures(f"{headline}\n\nThe rest of the story is told here.")
    assert [claim.speaker for claim in found.values()] == [speaker]


@pytest.mark.parametrize("day", ["201X", "20XX", "2012~", "2012-XX", "2011/2012", "2012-Q3"])
def test_an_article_of_no_one_day_tells_of_events_of_other_years(day: str) -> None:
    found = figures(f"{CRASH}\n\nIn 1987, 40 people died when a ferry sank off Varda.", published=day)
    assert {value: claim.measure for value, claim in found.items()} == {"At least 12": "deathToll", "40": "deathToll"}
