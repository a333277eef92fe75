"""Claims of other readers, who call measures, places of the page and what is superseded otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from test_verdict_groups import FIRM, GROWTH, MARCH, NEVER, STRIKE, Facts, lexicon, report, says

from kg.check.alike import plain_name


def verdicts(*claims: Facts, **shared: Any) -> set[str]:
    return {finding.verdict for finding in report(*claims, **shared).findings}


@pytest.mark.parametrize(
    ("shared", "first", "second"),
    [
        (STRIKE, "death_toll", "people_killed"),
        (STRIKE, "number_of_deaths", "fatalities"),
        (FIRM, "employees", "staffCount"),
        (GROWTH, "annual_inflation_pct", "inflation_rate"),
        (FIRM, "satellites", "satellite_count"),
        (FIRM | {"kind": "date", "temporality": "event"}, "date_of_birth", "birth_date"),
        (FIRM | {"kind": "date", "temporality": "event"}, "crash_date", "event_day"),
        (FIRM | {"kind": "date", "temporality": "event"}, "talks_date", "meeting_date"),
    ],
)
def test_names_of_one_measure_are_one(shared: Facts, first: str, second: str) -> None:
    values = ("2024-05-06", "2024-05-07") if shared.get("kind") == "date" else (12, 15)
    claims = [
        says(value, f"{value} it was", article, measure=measure, written=str(value), published="2024-05-08")
        for value, article, measure in zip(values, "ab", (first, second), strict=True)
    ]
    assert verdicts(*claims, **shared) & {"contradiction", "correction"}


@pytest.mark.parametrize(
    ("shared", "first", "second"),
    [
        (STRIKE, "deaths", "injured"),
        (STRIKE, "detained", "arrested"),
        (FIRM, "covid_cases_new", "covid_cases_total"),
        (GROWTH, "inflation", "core_inflation"),
        (FIRM | {"unit": "USD"}, "operating_profit", "net_profit"),
    ],
)
def test_measures_that_are_two_stay_two(shared: Facts, first: str, second: str) -> None:
    claims = [says(12, "12 it was", "a", measure=first), says(15, "15 it was", "b", measure=second)]
    assert verdicts(*claims, **shared) == set()


def test_no_name_of_a_measure_is_that_of_another() -> None:
    named: dict[str, set[str]] = {}
    for measure in lexicon().measures:
        for words in measure.aliases:
            named.setdefault(plain_name(words), set()).add(measure.name)
    assert {words: measures for words, measures in named.items() if len(measures) > 1} == {}


def test_names_of_one_measure_are_compared_although_readers_differ_on_its_time() -> None:
    claims = [
        says(4, "a toll of 4", "a", measure="deaths", temporality="cumulative"),
        says(9, "killed 9", "b", measure="people_killed", temporality="state"),
    ]
    assert verdicts(*claims, subject="blast at the Arad refinery") == {"correction"}
    assert verdicts(claims[0] | {"subject": "Arad refinery blast"}, claims[1], subject="blast at the Arad refinery")


@pytest.mark.parametrize("place", ["headline", "subhead", "caption", "table"])
def test_where_on_the_page_it_stands_parts_no_series(place: str) -> None:
    claims = [says(900, "900 homes", scope=place), says(9000, "9,000 homes", at=50)]
    assert verdicts(*claims, **MARCH) == {"selfContradiction"}
    assert verdicts(claims[0] | {"scope": "north"}, claims[1], **MARCH) == set()


def test_in_one_sentence_two_speakers_dispute_and_one_voice_tells_two_things_apart() -> None:
    words = "the governor counted 40, the union 52"
    values = [says(40, words, written="40"), says(52, words, written="52")]
    assert verdicts(*values, **MARCH) == set()
    speakers = [value | {"speaker": speaker} for value, speaker in zip(values, ("governor", "union"), strict=True)]
    assert verdicts(*speakers, **MARCH) == {"dispute"}
    lowered = [values[0] | {"certainty": "superseded"}, values[1]]
    assert verdicts(*lowered, **MARCH) == {"correction"}


def test_a_half_year_is_somewhere_in_it_and_clashes_with_none_of_its_quarters() -> None:
    half = {"valid_from": "2023-01", "valid_to": "2023-06"}
    quarter = {"valid_from": "2023-Q1", "valid_to": "2023-Q1"}
    shared = {"subject": "Corvo", "measure": "operating_loss", "unit": "EUR", "temporality": "state"}
    assert verdicts(says(30, "30 lost") | quarter, says(55, "55 lost", "b") | half, **shared) == set()
    assert verdicts(says(30, "30 lost") | half, says(55, "55 lost", "b") | half, **shared) == {"contradiction"}
    daily = {"valid_from": "2023-01-01", "valid_to": "2023-06-30"}
    assert verdicts(says(30, "30 lost") | quarter, says(55, "55 lost", "b") | daily, **shared) == {"contradiction"}


def test_a_time_on_the_clock_is_no_number_of_that_scale() -> None:
    run = {"subject": "Lena Okoro", "measure": "marathon_time", "unit": "second", "temporality": "period"}
    slow, fast = says(8103, "in 2:15:03", written="2:15:03"), says(8043, "in 2:14:03", "b", written="2:14:03")
    assert verdicts(slow, fast, **run) == {"contradiction"}


def test_figures_of_a_period_that_none_names_are_those_of_the_day() -> None:
    shared = {"subject": "Pomo phone", "measure": "launch_price", "unit": "USD", "temporality": "period"}
    first, second = says(899, "899 dollars"), says(999, "999 dollars", "b")
    assert verdicts(first | NEVER, second | NEVER, **shared) == {"contradiction"}
    later = second | NEVER | {"published": "2024-06-01"}
    assert verdicts(first | NEVER, later, **shared) == {"succession"}
