"""Figures in sentences of our own, read by the whole of the reading stages: what is measured, and whose it is."""

from __future__ import annotations

import pytest
from sentences import Stated, figures, stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dormund Inc. reported net sales of $1.48 billion for the quarter ended June 30, an increase of "
            "6.2 percent from $1.39 billion a year earlier.",
            [
                ("$1.48 billion", "revenue", "Dormund Inc"),
                ("6.2 percent", "revenueChange", "Dormund Inc"),
                ("$1.39 billion", "revenue", "Dormund Inc"),
            ],
        ),
        (
            "Wheat rose 3 cents to $4.10 a bushel.",
            [("3 cents", "priceChange", "Wheat"), ("$4.10 a bushel", "price", "Wheat")],
        ),
        (
            "Oil output has fallen to 1.4 million barrels per day because of attacks in the delta, from 2.2 million.",
            [
                ("1.4 million barrels per day", "production", "Oil output"),
                ("2.2 million", "production", "Oil output"),
            ],
        ),
        ("The kwacha has lost half its value since 2019.", [("half", "exchangeRateChange", "kwacha")]),
        (
            "Kenya Foods said gross margin was 34.1 percent, down 60 basis points.",
            [("34.1 percent", "grossMargin", "Kenya Foods"), ("60 basis points", "grossMarginChange", "Kenya Foods")],
        ),
    ],
)
def test_changes_and_earlier_values_are_of_the_level_they_are_told_with(text: str, expected: list[Stated]) -> None:
    assert stated(text, *(value for value, _, _ in expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Boys got 26.6 percent, compared with 26.2 percent for girls.",
            [("26.6 percent", "percentageShare", "Boys"), ("26.2 percent", "percentageShare", "girls")],
        ),
        (
            "Labour costs average $63 an hour, compared with $50 at foreign-owned plants.",
            [("$50", "cost", "foreign-owned plants")],
        ),
        (
            "Britain has pledged 30 million euros, the European Union 42 million euros and Denmark 26 million crowns.",
            [
                ("30 million euros", "aidPledged", "United Kingdom"),
                ("42 million euros", "aidPledged", "European Union"),
                ("26 million crowns", "aidPledged", "Denmark"),
            ],
        ),
        (
            "Nigeria accounted for 27 percent of the cases and Kenya for 12 percent.",
            [("27 percent", "percentageShare", "Nigeria"), ("12 percent", "percentageShare", "Kenya")],
        ),
        (
            "In the vote, Nora Lund won 21,113 votes, or 59.7 percent, against 8,709 for Piet Vos.",
            [
                ("21,113", "votes", "Nora Lund"),
                ("59.7 percent", "voteShare", "Nora Lund"),
                ("8,709", "votes", "Piet Vos"),
            ],
        ),
        (
            "Hotels added 3,000 jobs in March, mines lost 2,000 and construction lost 1,500.",
            [("3,000", "jobsAdded", "Hotels"), ("2,000", "jobs", "mines"), ("1,500", "jobs", "construction")],
        ),
    ],
)
def test_values_side_by_side_have_the_owners_named_beside_them(text: str, expected: list[Stated]) -> None:
    assert stated(text, *(value for value, _, _ in expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A storm hit the 220,000-ton vessel.", ("220,000-ton", "mass", "vessel")),
        ("Tugs freed the 400-metre-long ship.", ("400-metre", "length", "ship")),
        ("Goma, a city of 2 million people, lies on the border.", ("2 million", "population", "Goma")),
        (
            "Lorn Shipping put the value of westbound traffic at $5 billion.",
            ("$5 billion", "amount", "westbound traffic"),
        ),
        ("Her employer, Kestrel Broking, was fined 6 million euros.", ("6 million euros", "fine", "Kestrel Broking")),
        ("With results still coming in, Democrats had gained 27 seats.", ("27", "seats", "Democratic Party")),
        ("Some 80 percent of children there sleep under a net.", ("Some 80 percent", "percentageShare", "children")),
        ("Moving a ship round the cape adds 9,000 km.", ("9,000 km", "distance", "ship round the cape")),
    ],
)
def test_an_owner_is_found_where_the_sentence_names_it(text: str, expected: Stated) -> None:
    (value, measure, subject) = stated(text, expected[0])[0]
    assert (value, measure) == expected[:2]
    assert expected[2] in subject


def test_who_says_so_owns_nothing() -> None:
    found = figures("As many as 9,000 people have been moved to camps, according to the Disaster Management Authority.")
    assert "Authority" not in found["As many as 9,000"].subject


def test_the_place_of_a_dateline_owns_nothing() -> None:
    text = "OSLO, May 5 (Reuters) - Inflation will be 3 percent this year, the bank said. Inflation in Norway fell."
    assert figures(text)["3 percent"].subject != "Oslo"


def test_a_fire_brigade_is_no_fire() -> None:
    text = "Floods hit Lorn on Monday. Three men of the fire service were injured in the floods."
    assert "fire" not in figures(text)["Three"].subject.lower()


def test_a_killing_years_before_is_another_event() -> None:
    text = "The attack in Denver killed five. It came six years after a gunman killed 49 people at a club in Orlando."
    found = figures(text)
    assert "Denver" in found["five"].subject
    assert "Orlando" in found["49"].subject


def test_the_toll_of_a_pandemic_is_of_the_country() -> None:
    text = "Portugal eased its pandemic rules on Monday. Hospitals are treating 599 patients, up from 450."
    assert [(found.measure, found.subject) for found in figures(text).values()] == [("hospitalised", "Portugal")] * 2


def test_parts_of_a_toll_say_of_where_they_are() -> None:
    found = figures("Hurricane Vera killed at least 38 people, including 10 in Cuba and 11 in Haiti.")
    assert [found[value].scope for value in ("10", "11")] == [("in: cuba",), ("in: haiti",)]


def test_a_share_of_nothing_counted_is_no_part_of_the_next_value() -> None:
    assert figures("The side had 58 percent of possession, 14 shots and two goals.")["14"].scope == ()


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("The striker has scored 17 goals in 19 games.", "19", "games"),
        ("The probe will attempt five flights.", "five", "flights"),
        ("The insurer received 8,985 claims.", "8,985", "claims"),
        ("The mission deployed 30 observers.", "30", "observers"),
        ("Officials ordered 6.3 million people to evacuate.", "6.3 million", "evacuated"),
        ("The agency won convictions in 19 cases.", "19", "cases"),
        ("The ship is carrying 18,300 containers.", "18,300", "containers"),
        ("A court sentenced three policemen to nine years in prison.", "three", "charged"),
        ("The chain opened 14 stores.", "14", "storesOpened"),
        ("The economy contracted by 0.3 percent.", "0.3 percent", "gdpGrowth"),
        ("Acme Inc. will pay a dividend of 36.5 cents a share.", "36.5 cents", "dividend"),
    ],
)
def test_a_word_of_a_measure_needs_the_right_thing_counted(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost 300 pa'anga.", "300 pa'anga", "TOP"),
        ("It cost 500 million Swedish crowns.", "500 million Swedish crowns", "SEK"),
        ("It cost 5 Trinidad and Tobago dollars.", "5 Trinidad and Tobago dollars", "TTD"),
        ("It cost 20,000 vatu.", "20,000 vatu", "VUV"),
        ("Rice costs 52 taka a kilo.", "52 taka a kilo", "BDT/kg"),
        ("The levy is 2 cents, of 3 euros in all.", "2 cents", "EUR"),
        ("It packs 1 million pounds a day of beef.", "1 million pounds a day", "lb/day"),
        ("Britain gave 30 million pounds; others gave $40 million.", "30 million pounds", "GBP"),
        ("The firm, worth $4 billion, made 30 million pounds last year.", "30 million pounds", "lb"),
        ("The rate is six per 10,000 people.", "six per 10,000", "1/10000"),
        ("It handles 71 a day.", "71 a day", "1/day"),
        ("It costs $50 million to $100 million a day.", "$50 million to $100 million a day", "USD/day"),
        ("Exports rose by 325 million bushels to a record 2.650 billion.", "2.650 billion", "bushel"),
        ("Ann Lee beat Bo Diaz by 52 percent to 48.", "48", "percent"),
        ("Workers earn $31 an hour, compared with $28 a year ago.", "$28", "USD/hour"),
    ],
)
def test_units_are_read_with_what_stands_around_them(text: str, value: str, unit: str) -> None:
    assert figures(text)[value].unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "Call 0800 123 4567 or +44 20 7946 0958.",
        "She has children aged 6, 9 and 12.",
        "Most of them were under five.",
        "A third, Alice Greer, was acquitted.",
        "The number of 18-year-olds fell.",
        "It rained in the 24 hours to noon.",
    ],
)
def test_what_only_tells_who_or_when_is_no_figure(text: str) -> None:
    assert figures(text) == {}


def test_one_in_five_is_a_share_after_that_too() -> None:
    assert figures("She said that one in five teachers planned to leave.")["one in five"].unit == "percent"
