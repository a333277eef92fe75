"""Claims of other readers, who call measures, places of the page and what is superseded otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from desk_claims import FIRM, GROWTH, MARCH, NEVER, STRIKE, Facts, lexicon, report, says

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


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Arad refinery blast (12 Jan 2019)", "explosion at the Arad refinery"),
        ("Tarsa colliery explosion (5 Nov 2006)", "Tarsa Coal Mine blast (Nov 5, 2006)"),
        ("Seltan fever outbreak in Orsa Pradesh", "outbreak in Orsa Pradesh"),
        ("2023 Gorland election", "Gorland election"),
    ],
)
def test_names_of_one_event_are_one(first: str, second: str) -> None:
    claims = [says(12, "12 it was", subject=first), says(15, "15 it was", "b", subject=second)]
    assert verdicts(*claims, measure="deaths", temporality="cumulative") == {"correction"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tarsa mine blast (5 Nov 2006)", "Tarsa mine blast (7 Feb 2009)"),
        ("first Kesh strike", "Kesh strike"),
        ("Lowmere crashes", "Lowmere crash"),
        ("survivors of the Arad blast", "Arad blast"),
        ("Arad blast in Norland", "Arad fire in Norland"),
    ],
)
def test_events_that_are_two_stay_two(first: str, second: str) -> None:
    claims = [says(12, "12 it was", subject=first), says(15, "15 it was", "b", subject=second)]
    assert verdicts(*claims, measure="deaths", temporality="cumulative") == set()


def test_a_name_that_could_be_of_two_events_is_of_none() -> None:
    names = ("Ostra crash (2 May 2011)", "Ostra crash", "Ostra crash (9 June 2014)")
    claims = [says(10 + at, f"{10 + at} died", str(at), subject=name) for at, name in enumerate(names)]
    assert verdicts(*claims, measure="deaths", temporality="cumulative") == set()


def test_a_total_without_a_time_is_of_its_articles_day() -> None:
    shared = {"subject": "Darva conflict", "measure": "deaths", "temporality": "cumulative"}
    un, army = (
        says(number, f"{number} killed, says the {speaker}", speaker, speaker=speaker) | NEVER
        for number, speaker in ((200000, "UN"), (9000, "army"))
    )
    assert verdicts(un, army, **shared) == {"dispute"}
    assert verdicts(army, un | {"published": "2024-06-06"}, **shared) == {"update"}


def test_what_counts_from_one_day_to_several_is_a_running_total() -> None:
    shared = {"subject": "aid to Lomar", "measure": "aid_total", "unit": "USD", "temporality": "state"}
    spring, autumn = says(38, "38 in all"), says(176, "176 in all", "b", published="2024-10-14")
    for start in ("2024-02-24", None):
        since = {"valid_from": start}
        assert verdicts(spring | since, autumn | since, **shared) == {"update"}


def test_what_was_superseded_is_of_the_day_of_what_replaced_it() -> None:
    shared = {"subject": "Lund metro", "measure": "cost", "unit": "EUR", "temporality": "state"}
    before = says(11, "not 11", certainty="superseded forecast") | NEVER
    assert verdicts(before, says(17, "but 17", certainty="forecast", at=60) | NEVER, **shared) == {"correction"}


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ({"valid_from": "2024-10-14", "valid_to": "2024-10-14", "published": "2024-10-14"}, {"succession"}),
        ({}, set()),
    ],
)
def test_a_limit_that_moved_is_a_change(later: Facts, found: set[str]) -> None:
    shared = {"subject": "aid to Lomar", "measure": "rockets", "modality": "more_than", "temporality": "state"}
    claims = [says(5500, "more than 5,500"), says(8500, "more than 8,500", "b") | later]
    assert verdicts(*claims, **shared) == found


def test_degrees_are_converted_and_differences_of_degrees_have_no_zero() -> None:
    shared = {"subject": "Merra", "temporality": "event"}
    heat = [says(40, "40 degrees", unit="degC"), says(104, "104 degrees", "b", unit="degF")]
    assert verdicts(*heat, measure="temperature", **shared) == {"unitVariant"}
    rise = [says(2, "2 degrees more", unit="degC"), says(36, "36 degrees more", "b", unit="degF")]
    assert verdicts(*rise, measure="temperature_change", **shared) == {"contradiction"}


@pytest.mark.parametrize(("survivors", "found"), [(9, {"selfContradiction"}), (7, set())])
def test_the_dead_and_the_survivors_are_no_more_than_there_were(survivors: int, found: set[str]) -> None:
    counts = {"people_on_board": 110, "deaths": 103, "survivors": survivors}
    claims = [
        says(number, f"{number} {name}", measure=name, at=50 * at) for at, (name, number) in enumerate(counts.items())
    ]
    assert verdicts(*claims, subject="Delta One crash", temporality="cumulative") == found


def test_answers_to_many_questions_of_one_poll_are_no_slip() -> None:
    shared = {"subject": "voters", "unit": "percent", "temporality": "period", "speaker": "Fokus poll"}
    claims = [says(41, "41 percent called it wrong"), says(31, "31 percent did not", at=60)]
    assert verdicts(*claims, measure="poll_opinion", **shared) == set()
    assert verdicts(*claims, measure="market_share", **shared) == {"selfContradiction"}


def test_two_articles_that_put_a_cause_in_unlike_words_are_shown() -> None:
    cause = {"kind": "statement", "measure": "cause", "temporality": "state", "value_start": None}
    first = says("gas leak", "a gas leak") | NEVER
    second = says("arson", "it was arson", "b") | NEVER | {"published": "2024-05-09"}
    assert verdicts(first, second, subject="Karba bus explosion", **cause) == {"dispute"}
    assert verdicts(first, first | {"article": "b"}, subject="Karba bus explosion", **cause) == set()


def test_a_quarter_told_by_its_days_is_that_quarter() -> None:
    shared = {"subject": "Bellhaus", "measure": "net_income", "unit": "USD", "temporality": "period"}
    named = says(2.77, "2.77 earned", valid_from="2019-Q3", valid_to="2019-Q3", written="2.77")
    told = says(2.8, "2.8 earned", "b", valid_from="2019-08-05~", valid_to="2019-11-03~", written="2.8")
    assert verdicts(named, told, **shared) == {"roundingVariant"}


@pytest.mark.parametrize(("minute", "found"), [("15:14", {"roundingVariant"}), ("15:16", {"contradiction"})])
def test_a_time_of_day_is_as_precise_as_it_is_told(minute: str, found: set[str]) -> None:
    shared = {"kind": "date", "temporality": "event", "subject": "Tarsa blast", "measure": "event_time"}
    first, second = says("2024-05-06T15:10", "at 15:10"), says(f"2024-05-06T{minute}", f"at {minute}", "b")
    assert verdicts(first, second, **shared) == found
