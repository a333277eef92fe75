"""What is told of accidents, raids, storms, epidemics and courts: whose figures they are, of what, and when."""

from __future__ import annotations

import pytest
from sentences import figures, stated, when

TOLL, HURT = "deathToll", "injured"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Officials said six guards and nine clerks – including four trainees – were killed.", "six", TOLL),
        ("But 29 of the 47 people aboard — many of them pupils — were still missing on Monday.", "29", "missing"),
        ("Police said 40 protesters, some of whom had thrown stones, were arrested on Friday.", "40", "arrests"),
        ("The mayor told reporters that nine nurses, who were off duty, were wounded.", "nine", HURT),
        ("Some 3,000 families – mostly from the hills – have been evacuated.", "Some 3,000", "evacuated"),
    ],
)
def test_a_predicate_behind_what_is_put_in_is_of_those_before(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_what_is_put_in_has_not_the_time_of_the_sentence() -> None:
    text = "The bus that plunged into a gorge on Friday, injuring 22 pupils, will be examined next week."
    claim = figures(text, published="2024-05-15")["22"]
    assert (claim.valid_from, claim.certainty) == ("2024-05-10", "asserted")
    text = "The ministry said 14 nurses – who had not been paid since May 2020 – resigned on Sunday."
    assert when(text, "14", published="2024-05-15") == ("2024-05-12", "2024-05-12")


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Denmark's exports were up 5%, imports were down 3%.", "exportsChange", "importsChange"),
        ("Robberies rose 5% and murders fell 3% in Denmark.", "crimesChange", "homicidesChange"),
        ("While cases were down 5% on last year, deaths were up 3% in Denmark.", "casesChange", "deathTollChange"),
    ],
)
def test_each_of_two_changes_is_of_its_own_subject(text: str, one: str, other: str) -> None:
    found = figures(text)
    assert [found[value].measure for value in ("5%", "3%")] == [one, other]
    assert found["3%"].subject == "Denmark"


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("The number of confirmed COVID-19 cases in India stands at 1,251.", "1,251", "India"),
        ("Coronavirus infections in Japan topped 2,000, the ministry said.", "2,000", "Japan"),
        ("COVID-19 has killed 3 million people.", "3 million", "COVID-19"),
    ],
)
def test_cases_of_a_disease_are_of_the_land_that_is_named(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


def test_one_more_of_another_kind_is_none_of_the_first() -> None:
    text = "Thailand reported 127 cases and one new death on Tuesday."
    assert stated(text, "127", "one") == [("127", "cases", "Thailand"), ("one", TOLL, "Thailand")]
    text = "The storm destroyed 23,000 houses and damaged 40,000 others, knocked down power lines and uprooted trees."
    assert figures(text)["40,000"].measure == "buildingsDamaged"


def test_another_count_elsewhere_is_of_the_same_measure() -> None:
    text = "The raids killed 19 people in the city of Orsa, and another 23 people in Kalo, the group said."
    assert figures(text)["23"].measure == TOLL


def test_a_toll_of_a_war_is_none_of_one_raid() -> None:
    text = (
        "Air strikes killed 42 people in Idlib on Sunday, a monitor said.\n\n"
        "More than 158,000 civilians have been killed in Syria through attacks by militants, it said."
    )
    found = figures(text, title="Air strikes kill 42 in Idlib", published="2014-09-22")
    assert found["More than 158,000"].subject == "Syria"


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("Border agents stopped a 37ft yacht off the coast.", "37ft", "length", "yacht"),
        ("The Sewol, a 480-foot ferry, set sail on Tuesday.", "480-foot", "length", "Sewol"),
        ("The boat, 88 feet long, was 650 feet from the shore.", "650 feet", "distance", "boat"),
        ("A bus fell 300m into a ravine.", "300m", "distance", "bus"),
    ],
)
def test_how_long_a_craft_is(text: str, value: str, measure: str, owner: str) -> None:
    assert stated(text, value) == [(value, measure, owner)]


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        (
            "John Lee was on trial. Lee admitted theft. Judge Tom Plum jailed him for four years.",
            "four years",
            "John Lee",
        ),
        ("The regulator imposed a fine of $2 million on Intel on Monday.", "$2 million", "Intel"),
        ("The judge imposed a penalty of $4,000 on each of the convicts.", "$4,000", "convicts"),
    ],
)
def test_a_penalty_is_of_whom_it_hits(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Peak winds reached 40 to 50 mph around the city.", ["40 to 50 mph"]),
        ("The firm hit $4 to $5 million in sales.", ["$4 to $5 million"]),
        ("Some 900 cases and 1766 deaths were reported.", ["Some 900", "1766"]),
        ("Some 2,320 migrants came on 23 and 24 March.", ["Some 2,320"]),
        ("A temperature of 39.1 C (102.4 F) was recorded in Orsa.", ["39.1 C", "102.4 F"]),
    ],
)
def test_figures_as_they_are_written(text: str, written: list[str]) -> None:
    assert list(figures(text)) == written


def test_what_came_before_the_verb_is_no_change() -> None:
    claim = figures("Gusts of 74 mph knocked down trees in Orsa.")["74 mph"]
    assert (claim.measure, claim.value) == ("windSpeed", 74)
    assert figures("A 12-metre boat sank off Kalo.")["12-metre"].measure == "length"
    assert figures("The toll had reached 92 nearly 12 hours after the quake struck.")["92"].measure != "nearly12Hours"


def test_a_total_since_a_day_goes_on() -> None:
    text = "The total death toll since the outbreak came to light on Feb. 21 now stands at 31,106."
    assert when(text, "31,106", published="2020-05-13") == ("2020-02-21", "2020-05-13")


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("More than 140,000 customers lost service on Monday.", "More than 140,000", "homesWithoutPower"),
        ("People carrying the virus fell to 78,457 on Monday.", "78,457", "cases"),
        ("He had 520 grams of high-purity cocaine in his car.", "520 grams", "drugsSeized"),
        ("The fire reduced 1,050 residences to ash.", "1,050", "buildingsDestroyed"),
    ],
)
def test_the_words_of_a_measure(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure
