"""The verdict a careful editor would give, whatever the order of arrival."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from compared import UNITS, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.check import check_claims
from kg.compare import Row, Statement, row, sweep, verdict
from kg.compare.independence import independent_sources
from kg.compare.statement import Series
from kg.edtf import days
from kg.interval import columns, footing, interval, series_key, step
from kg.model import Claim
from kg.packed import pack


def line(name: str, article: str, each: Claim) -> Row:
    return row(name, pack(columns(each, units=UNITS), article=article, publisher=None, unit=each.unit))


def statement(*claims: Claim) -> Statement:
    return Statement(tuple(line(f"c{at}", each.article, each) for at, each in enumerate(claims)))


def judged(a: Claim, b: Claim) -> str:
    first, second = (
        verdict(statement(a), statement(b), temporality=a.temporality or "state"),
        verdict(statement(b), statement(a), temporality=a.temporality or "state"),
    )
    assert first == second
    return first


YEAR: dict[str, Any] = {"day": "2024", "said": "2024-05-01", "temporality": "period", "unit": "percent"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (claim(31, article="a"), claim(32, article="b"), "contradiction"),
        (claim(31, article="a"), claim(32, article="a"), "selfContradiction"),
        (claim(31, article="a", speaker="A"), claim(32, article="b", speaker="B"), "dispute"),
        (claim(31, "2023-06-01"), claim(32, "2024-06-01"), "succession"),
        (claim(31, article="a"), claim(31, article="b"), "agreement"),
        (claim(32, None, said="2024-01-01"), claim(31), "incomparable"),
        (claim(32), claim(33, certainty="forecast"), "incomparable"),
        (claim(32, article="a"), claim(32, article="b", polarity="-"), "contradiction"),
        (claim(32, article="a"), claim(33, article="b", polarity="-"), "incomparable"),
        (claim(17, article="a", standing="prior", day="2023"), claim(15, article="b"), "succession"),
        (claim(68, article="a", **YEAR), claim("67.6", article="b", **YEAR), "roundingVariant"),
        (claim("67.6", article="a", **YEAR), claim("67.65", article="b", **YEAR), "roundingVariant"),
        (claim("67.6", article="a", **YEAR), claim("67.69", article="b", **YEAR), "roundingVariant"),
        (claim(68, article="a", **YEAR), claim(69, article="b", **YEAR), "contradiction"),
        (claim(13000, modality="at_least"), claim(13241, article="b"), "roundingVariant"),
        (claim(300, unit="km", article="a"), claim(186, unit="mi", article="b"), "unitVariant"),
        (
            claim(134, "2024-04-01", temporality="cumulative"),
            claim(148, "2024-04-02", temporality="cumulative"),
            "update",
        ),
        (
            claim(148, "2024-04-01", temporality="cumulative"),
            claim(146, "2024-04-02", temporality="cumulative"),
            "correction",
        ),
        (claim(31, "2024", said="2024-12-01"), claim(32, "2024-04-04"), "succession"),
        (claim(35, article="a"), claim(20, article="b", modality="more_than", polarity="-"), "contradiction"),
        (claim(15, article="a"), claim(20, article="b", modality="more_than", polarity="-"), "incomparable"),
        (
            claim("3.5", certainty="forecast", **YEAR),
            claim("4.2", standing="prior", certainty="forecast", **YEAR),
            "correction",
        ),
        (claim(15, article="a", valid_from="2024-04-04T20:00"), claim(5, article="b"), "correction"),
    ],
)
def test_two_claims_get_the_verdict_of_a_careful_editor(a: Claim, b: Claim, expected: str) -> None:
    assert judged(a, b) == expected


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [
        ("68", {"unit": "percent"}, "[67.5,68.5)"),
        ("31", {}, "[31,31]"),
        ("13000", {"written": "13,000"}, "[12500,13500)"),
        ("25000000", {"written": "2.5 crore"}, "[24500000,25500000)"),
        ("13000", {"modality": "at_least"}, "[13000,)"),
        ("300", {"modality": "more_than", "unit": "km"}, "(300000,)"),
        ("60", {"modality": "between", "low": Decimal(50), "high": Decimal(60)}, "[50,60]"),
        ("2", {"modality": "less_than"}, "(,2)"),
    ],
)
def test_an_interval_is_what_the_words_commit_to(value: str, more: dict[str, Any], expected: str) -> None:
    assert interval(claim(value, **more), units=UNITS).notation == expected


def test_a_date_is_the_days_it_names() -> None:
    assert interval(claim("1949", kind="date")).notation == "[1949-01-01,1949-12-31]"
    assert days("2019-35") == days("2019-Q3")
    assert days("2023-02-30") is None


def test_a_word_in_lower_case_is_a_count_and_a_currency_is_its_own_dimension() -> None:
    assert series_key(claim(5, unit="person"), units=UNITS) == series_key(claim(5), units=UNITS)
    assert series_key(claim(5, unit="EUR"), units=UNITS) != series_key(claim(5, unit="USD"), units=UNITS)
    assert step(claim(5, unit="km"), units=UNITS) == 1


def test_what_was_expected_once_is_no_claim_of_today() -> None:
    assert footing(claim(4, certainty="forecast", standing="prior")) == "former"
    assert footing(claim(4, certainty="forecast", standing="prior"), "unknown") == "aside"
    assert footing(claim(4, certainty="conditional")) == "aside"


def test_a_wire_copy_is_one_source() -> None:
    words = "rescuers said on Monday that 39 people had died when the plane crashed"
    assert independent_sources([claim(39, article=paper, quote=words) for paper in "abc"]) == 1
    other = claim(39, article="d", quote="a minister gave the number of the dead as 39 late in the evening")
    assert independent_sources([claim(39, article="a", quote=words), other]) == 2


values = st.builds(
    claim,
    st.sampled_from(["31", "32", "31.5", "68", "67.6", "13000"]),
    st.sampled_from(["2023-04-04", "2024-04-04", "2024", "2023", None]),
    said=st.sampled_from(["2024-04-04", "2024-04-05", None]),
    article=st.sampled_from("abc"),
    speaker=st.sampled_from([None, "A", "B"]),
    polarity=st.sampled_from(["+", "+", "-"]),
    certainty=st.sampled_from(["asserted", "asserted", "forecast", "alleged"]),
    standing=st.sampled_from(["current", "current", "prior"]),
    modality=st.sampled_from(["exact", "exact", "about", "at_least", "more_than"]),
    basis=st.sampled_from(["stated", "attested"]),
    publisher=st.sampled_from([None, "P"]),
    unit=st.sampled_from([None, None, "percent"]),
)
times = st.sampled_from(["constant", "state", "cumulative", "period", "event"])
accounts = st.builds(
    claim,
    st.sampled_from(["coal dust", "gas", "Gas"]),
    st.sampled_from(["2023-04-04", "2024-04-04", None]),
    kind=st.just("statement"),
    measure=st.sampled_from(["cause", "cause", "statement"]),
    said=st.sampled_from(["2024-04-04", None]),
    article=st.sampled_from("abc"),
    speaker=st.sampled_from([None, "A", "B"]),
    polarity=st.sampled_from(["+", "+", "-"]),
    certainty=st.sampled_from(["asserted", "asserted", "alleged", "forecast"]),
    basis=st.sampled_from(["stated", "attested"]),
)
hours = st.builds(
    claim,
    st.sampled_from(["15", "5"]),
    valid_from=st.sampled_from(["2024-04-04T08:00", "2024-04-04"]),
    article=st.sampled_from("ab"),
    speaker=st.sampled_from([None, "A"]),
    polarity=st.sampled_from(["+", "-"]),
    modality=st.sampled_from(["exact", "at_least", "at_most"]),
)


@given(values | accounts | hours, values | hours, times | st.sampled_from(["occasion", "recurring"]))
def test_the_verdict_is_symmetric(a: Claim, b: Claim, time: str) -> None:
    assert verdict(statement(a), statement(b), temporality=time) == verdict(
        statement(b), statement(a), temporality=time
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(values | accounts | hours, max_size=7), st.randoms())
def test_the_order_of_arrival_changes_nothing(claims: list[Claim], chance: Any) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert check_claims(claims) == check_claims(shuffled)


def test_a_hot_series_ends_in_time_and_says_that_it_was_cut() -> None:
    rows = tuple(
        line(f"c{at}", f"a{at}", claim(at, "2024", said="2024-05-01", temporality="period", article=f"a{at}"))
        for at in range(2000)
    )
    swept = sweep(Series("s", "period", rows))
    assert "clash" in swept.cut
    assert len([pair for pair in swept.pairs if pair.question == "clash"]) <= 20_000


def test_a_check_that_was_cut_says_so() -> None:
    report = check_claims([claim(at, article=f"a{at}") for at in range(10)], limit=5)
    assert not report.complete
    assert "memberCount" in (report.reason or "")
    assert len(report.findings) == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("demand for oil", "World demand for oil", True),
        ("oil demand", "the demand for oil", True),
        ("Finland's border with Russia", "border between Russia and Finland", True),
        ("border of Finland with Russia", "border between Finland and Russia", True),
        ("earthquake in Turkey", "Turkey earthquake", True),
        ("coal mine in Shanxi", "coal mine in Henan", False),
        ("coal mine in Shanxi", "gold mine in Shanxi", False),
        ("exports to China", "exports from China", False),
        ("trade between A and B", "trade between A and C", False),
        ("world", "the world", True),
    ],
)
def test_subjects_in_other_words_are_one_series_only_where_grammar_makes_it_certain(
    one: str, other: str, same: bool
) -> None:
    keys = {series_key(claim(1, subject=words, subject_iri=None)) for words in (one, other)}
    assert (len(keys) == 1) is same
