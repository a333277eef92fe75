"""Dated events: their times of day, those that recur, and those that are told under other names."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from itertools import permutations
from typing import Any

import pyoxigraph
import pytest
from compared import claim, named
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper

from kg import names
from kg.check import check, check_claims, findings, recheck, validate
from kg.check.claims import convertible
from kg.check.graph import comparison_quads
from kg.check.plain import results
from kg.check.shapes import examined
from kg.edtf import clock
from kg.interval import interval
from kg.lexicon import Lexicon
from kg.lift.kinship import kinship
from kg.model import Article, Claim, Report, Span
from kg.ontology import load
from kg.resources import shapes as folder
from kg.store import Store


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return load(base=names.DEFAULT_BASE)


def event(subject: str, measure: str, value: str, *, day: str | None = "2024-06-01", **more: Any) -> Claim:
    facts = {"subject": subject, "subject_iri": None, "measure": measure, "kind": "date", "temporality": "event"}
    return claim(value, day, **(facts | more))


def told(report: Report) -> set[tuple[str, str]]:
    return {(finding.shape.rpartition("#")[2], finding.severity) for finding in report.findings}


def found(*claims: Claim) -> set[tuple[str, str]]:
    return told(check_claims(claims, lexicon=lexicon()))


@pytest.mark.parametrize(
    ("value", "notation"),
    [
        ("2021-02-03", "[2021-02-03,2021-02-03]"),
        ("2021-02-03T04:17", "[2021-02-03T04:17,2021-02-03T04:17]"),
        ("2021-02-03T04", "[2021-02-03T04:00,2021-02-03T04:59]"),
        ("2021-02-03T18:00", "[2021-02-03T17:46,2021-02-03T18:14]"),
        ("2021-02-03T04:17Z", "[2021-02-03,2021-02-03]"),
    ],
)
def test_a_time_of_day_is_as_precise_as_it_is_told(value: str, notation: str) -> None:
    assert interval(event("x", "eventDate", value)).notation == notation


def test_a_time_never_leaves_its_day() -> None:
    assert clock("2021-02-03T00:00") == ("00:00", "00:14")
    assert clock("2021-02-03T23:59") == ("23:59", "23:59")
    assert clock("2021-02-03T24:00") is None


@pytest.mark.parametrize(
    ("first", "second", "shapes"),
    [
        ("2021-02-03T04:17", "2021-02-03T05:40", {("Contradiction", "violation")}),
        ("2021-02-03T04:17", "2021-02-03T04:15", {("RoundingVariant", "info")}),
        ("2021-02-03T18:07", "2021-02-03T18", {("RoundingVariant", "info")}),
        ("2021-02-03T18:07", "2021-02-03", {("RoundingVariant", "info")}),
        ("2021-02-03T18:07", "2021-02-03T16:07Z", {("RoundingVariant", "info")}),
    ],
)
def test_times_of_one_day_are_compared_by_the_clock(first: str, second: str, shapes: set[tuple[str, str]]) -> None:
    quake = [event("quake at Sella", "eventDate", value, article=value) for value in (first, second)]
    assert found(*quake) == shapes


def test_two_visits_told_after_both_are_two_and_two_dates_of_one_week_are_a_conflict() -> None:
    first, next_week, later = (
        event("Anna Mirzo", "visitDate", value, article=value) for value in ("2024-03-04", "2024-03-07", "2024-05-20")
    )
    assert found(first, later) == {("NextValue", "info")}
    assert found(first, next_week) == {("Contradiction", "violation")}
    opened = [event("Tamar bridge", "completionDate", f"{year}-05-01", article=f"{year}") for year in (2012, 2020)]
    assert found(*opened) == {("Contradiction", "violation")}


MEETING = event("Mirzo-Tanaka meeting", "meetingDate", "2023-09-19", article="a")
VISIT = event("Anna Mirzo", "visitDate", "2023-09", article="b")
CONFLICT = event("military conflict between Norway and Sweden", "startDate", "2014", article="a")
INVASION = event("Swedish invasion of Norway", "startDate", "2022-02", article="b")


@pytest.mark.parametrize(
    ("a", "b", "shapes"),
    [
        pytest.param(MEETING, VISIT, {("OneEvent", "info")}, id="a meeting and the visit of one of them"),
        pytest.param(MEETING, replace(VISIT, value="2023-10"), set(), id="another month"),
        pytest.param(MEETING, replace(VISIT, value="2023"), set(), id="a visit some time in the year"),
        pytest.param(MEETING, replace(VISIT, subject="Carlo Ruiz"), set(), id="somebody else"),
        pytest.param(MEETING, replace(VISIT, certainty="planned"), set(), id="a plan"),
        pytest.param(MEETING, replace(VISIT, subject="meeting in Oslo"), set(), id="a place is nobody"),
        pytest.param(CONFLICT, INVASION, {("RelatedEvents", "info")}, id="a conflict and an invasion"),
        pytest.param(replace(CONFLICT, value="2022"), INVASION, {("OneEvent", "info")}, id="of one year"),
        pytest.param(CONFLICT, replace(INVASION, subject="Swedish invasion of Denmark"), set(), id="another enemy"),
        pytest.param(CONFLICT, replace(INVASION, measure="completionDate"), set(), id="its end"),
        pytest.param(CONFLICT, replace(INVASION, polarity="-"), set(), id="denied"),
    ],
)
def test_kindred_events_are_laid_side_by_side_and_never_against_each_other(
    a: Claim, b: Claim, shapes: set[tuple[str, str]]
) -> None:
    assert found(a, b) == found(b, a) == shapes


@pytest.mark.parametrize(
    ("subject", "measure", "value", "keys"),
    [
        ("Mirzo-Tanaka meeting", "meeting_date", "2023-09-19", ("2023-09 date mirzo", "2023-09 date tanaka")),
        ("talks with Xi Jinping in Beijing", "eventDate", "2023-09", ("2023-09 date jinping",)),
        ("Tanaka's visit to Moscow", "visitDate", "2023-09-19", ("2023-09 date tanaka",)),
        ("Mirzo talks (5 Nov 2006)", "eventDate", "2006-11-05", ("2006-11 date mirzo",)),
        ("European Council meeting", "eventDate", "2023-09-19", ()),
        ("2023 Oslo summit", "eventDate", "2023-09-19", ()),
        ("Tamar bridge", "completionDate", "2023-09-19", ()),
        ("x" * 100_000, "visitDate", "2023-09-19", ()),
    ],
)
def test_an_encounter_is_known_by_its_persons_and_its_month(
    subject: str, measure: str, value: str, keys: tuple[str, ...]
) -> None:
    assert kinship(lexicon())(event(subject, measure, value)) == tuple(f"encounter {key}" for key in keys)


def test_without_words_for_events_none_are_kindred() -> None:
    assert kinship(None)(MEETING) == kinship(Lexicon())(MEETING) == ()


subjects = st.sampled_from(
    [
        ("Mirzo-Tanaka meeting", "meetingDate"),
        ("Anna Mirzo", "visitDate"),
        ("Swedish war on Norway", "startDate"),
        ("conflict between Norway and Sweden", "startDate"),
    ]
)
dates = st.sampled_from(
    ["2023-09", "2023-09-19", "2023-09-19T10:00", "2023-09-19T11:20", "2023-09-12", "2023-11-02", "2023"]
)
events = st.builds(
    lambda what, value, day, article, certainty: event(*what, value, day=day, article=article, certainty=certainty),
    subjects,
    dates,
    st.sampled_from(["2023-09-15", "2024-06-01", None]),
    st.sampled_from("abc"),
    st.sampled_from(["asserted", "asserted", "asserted", "planned"]),
)


@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(events, min_size=3, max_size=6))
def test_plain_pyshacl_finds_the_same_of_events(monkeypatch: pytest.MonkeyPatch, made: list[Claim]) -> None:
    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", lambda *_, **__: True)  # takes most of its time
    claims = named(made)
    store = pyoxigraph.Store()
    units = convertible(lexicon())
    quads = comparison_quads(claims, units=units, canonical={}, lexicon=lexicon(), base=names.DEFAULT_BASE)
    store.extend(set(quads))
    shapes = examined(folder() / "consistency.ttl") + examined(folder() / "arithmetic.ttl")
    plain = {(shape, focus, messages) for shape, focus, _, messages in results(validate(store, shapes))}
    by_claim = {id(each): name for name, each in claims.items()}
    ours = set()
    for finding in check_claims(claims.values(), lexicon=lexicon()).findings:
        left, right = (by_claim[id(each)] for each in finding.claims[:2])
        ours.add((finding.shape, finding.series or "", tuple(sorted([finding.message, f"{left} {right}"]))))
    assert plain == ours


@settings(deadline=None, max_examples=8)
@given(st.lists(events, min_size=2, max_size=4))
def test_the_order_of_events_changes_nothing(made: list[Claim]) -> None:
    reports = {check_claims(order, lexicon=lexicon()).findings for order in permutations(made[:3])}
    assert len(reports) == 1


def in_article(name: str, made: Claim) -> tuple[Article, list[Claim]]:
    text = f"{made.subject}: {made.value}."
    return Article(name, text, published="2024-06-01"), [
        replace(made, article=name, quote=text, span=Span(0, len(text)))
    ]


@pytest.mark.parametrize("order", list(permutations([MEETING, VISIT, CONFLICT, INVASION]))[::7])
def test_kindred_events_are_found_whichever_article_comes_last(order: tuple[Claim, ...]) -> None:
    store, now = Store.open(), dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    for made in order:
        article, claims = in_article(made.subject, made)
        recheck(store, store.ingest(article, claims, lexicon=lexicon(), now=now).touched_series, now=now)
    kept = {each.id for each in findings(store)}
    assert kept == {each.id for each in check(store).findings}
    assert told(check(store)) == {("OneEvent", "info"), ("RelatedEvents", "info")}
