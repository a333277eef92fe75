"""Findings: the same by our sweep as by plain pySHACL, kept in the store with their life, and never cut in silence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from compared import UNITS, claim, graph, named
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import Graph
from test_compare import accounts, hours, times, values

from kg.check import check, check_claims, decide, findings, load_reference, recheck, validate
from kg.check.plain import results
from kg.check.shapes import examined
from kg.errors import BadClaims, BadReference, StoreError
from kg.formats import claim_to_json, claims_from_json
from kg.lexicon import Lexicon, Unit
from kg.model import Article, Claim, Report, Span
from kg.resources import shapes as folder
from kg.store import Store

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
LEXICON = Lexicon(
    units=tuple(Unit(code, f"urn:{code}", scale.dimension, factor=str(scale.factor)) for code, scale in UNITS.items())
)


@pytest.fixture
def shapes(monkeypatch: pytest.MonkeyPatch) -> Graph:
    # pySHACL searches the text of a query for forbidden words anew for every focus node, which takes most of its time
    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", lambda *_, **__: True)
    return examined(folder() / "consistency.ttl") + examined(folder() / "arithmetic.ttl")


def by_pyshacl(claims: list[Claim], shapes: Graph) -> set[tuple[str, str, str, tuple[str, ...]]]:
    return set(results(validate(graph(claims), shapes)))


def by_sweep(claims: list[Claim]) -> set[tuple[str, str, str, tuple[str, ...]]]:
    names = {id(each): name for name, each in named(claims).items()}
    by_claim = {each: names[id(each)] for each in named(claims).values()}
    found = set()
    for finding in check_claims(claims, lexicon=LEXICON).findings:
        left, right = by_claim[finding.claims[0]], by_claim[finding.claims[-1 if len(finding.claims) == 1 else 1]]
        found.add((finding.shape, finding.series or "", right, tuple(sorted([finding.message, f"{left} {right}"]))))
    return found


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(values | accounts | hours, times), min_size=5, max_size=8))
def test_plain_pyshacl_finds_what_our_sweep_finds(shapes: Graph, made: list[tuple[Claim, str]]) -> None:
    from dataclasses import replace

    claims = list(
        {name: each for name, each in named([replace(each, temporality=time) for each, time in made]).items()}.values()
    )
    assert by_pyshacl(claims, shapes) == by_sweep(claims)


def article(name: str, value: int, day: str) -> tuple[Article, list[Claim]]:
    text = f"NATO has {value} members."
    made = claim(value, day, article=name, quote=text, written=str(value), basis="attested")
    return Article(name, text, published=day), [made]


def store_of(*articles: tuple[Article, list[Claim]]) -> Store:
    store = Store.open()
    for each, claims in articles:
        store.ingest(each, claims, lexicon=LEXICON, now=NOW)
    return store


A, B, C = article("a", 31, "2023-07-11"), article("b", 32, "2024-04-04"), article("c", 31, "2024-04-04")


def names_of(report: Report) -> set[str]:
    return {finding.shape.rpartition("#")[2] for finding in report.findings}


def test_31_and_32_on_one_day_is_a_contradiction_and_across_days_a_change() -> None:
    assert names_of(check(store_of(A, B))) == {"Succession"}
    report = check(store_of(A, B, C))
    assert "Contradiction" in names_of(report)
    clash = next(finding for finding in report.findings if finding.verdict == "contradiction")
    assert {each.value for each in clash.claims} == {31, 32}
    assert clash.severity == "violation"
    assert clash.sources == (1, 1)
    assert (report.articles, report.claims, report.complete) == (3, 3, True)


def test_findings_are_kept_decided_on_and_resolved_when_a_claim_is_withdrawn() -> None:
    store = store_of(A, B, C)
    kept = {finding.id for finding in recheck(store, now=NOW).findings}
    assert {finding.id for finding in findings(store)} == kept
    clash = next(findings(store, verdict="contradiction"))
    assert {each.value for each in clash.claims} == {31, 32}
    assert decide(store, clash.id, "dismissed", who="Ada", why="known slip", now=NOW).state == "dismissed"
    assert next(findings(store, state="dismissed")).id == clash.id
    assert {f.state for f in recheck(store, now=NOW).findings if f.id == clash.id} == {"dismissed"}
    gone = next(each.iri for each in store.articles() if each.id == "c")
    recheck(store, store.withdraw(gone, now=NOW), now=NOW)
    assert next(findings(store, ids=[clash.id])).state == "resolved"
    assert {f.id for f in findings(store) if f.state != "resolved"} == {f.id for f in check(store).findings}


def test_a_finding_keeps_the_time_at_which_it_was_first_found_until_it_is_resolved() -> None:
    store, later = store_of(A, B, C), NOW + dt.timedelta(days=1)
    recheck(store, now=NOW)
    first = {finding.id: finding.found for finding in findings(store)}
    assert set(first.values()) == {NOW.isoformat().replace("+00:00", "Z")}
    assert {f.id: f.found for f in recheck(store, now=later).findings} == first
    gone = next(each.iri for each in store.articles() if each.id == "c")
    recheck(store, store.withdraw(gone, now=later), now=later)
    store.readmit(gone)
    again = store.ingest(C[0], C[1], lexicon=LEXICON, now=later)
    recheck(store, again.touched_series, now=later)
    back = [f.found for f in findings(store, verdict="contradiction")]
    assert back == [later.isoformat().replace("+00:00", "Z")]


def test_an_increment_gives_what_a_full_check_gives() -> None:
    store = store_of(A)
    recheck(store, now=NOW)
    for each, claims in (C, B):
        ingested = store.ingest(each, claims, lexicon=LEXICON, now=NOW)
        recheck(store, ingested.touched_series, now=NOW)
    assert {f.id for f in findings(store) if f.state != "resolved"} == {f.id for f in check(store_of(A, B, C)).findings}


def test_a_finding_that_the_store_does_not_have_cannot_be_decided_on() -> None:
    with pytest.raises(StoreError, match="no finding"):
        decide(Store.open(), "http://x/none", "confirmed", who="Ada", now=NOW)


def test_a_reference_explains_a_change_and_is_named(tmp_path: Path) -> None:
    store = store_of(A, B)
    measure = next(iter(store.query("SELECT ?m { ?c kg:measure ?m }")))["m"].value
    facts = (
        "@prefix kg: <https://w3id.org/claimgraph/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        + "".join(
            f"<urn:{value}> a kg:ReferenceFact ; kg:subject <http://www.wikidata.org/entity/Q7184> ; "
            f"kg:measure <{measure}> ; "
            f'kg:value {value}.0 ; kg:validFrom "{start}"^^xsd:date ; kg:validUntil "{until}"^^xsd:date .\n'
            for value, start, until in ((31, "2023-04-04", "2024-03-07"), (32, "2024-03-07", "2030-01-01"))
        )
    )
    path = tmp_path / "members.ttl"
    path.write_text(facts, encoding="utf-8")
    assert load_reference(store, path) == 2
    assert load_reference(store, path) == 2
    (finding,) = check(store).findings
    assert finding.verdict == "explainedSuccession"
    assert "supported by reference members.ttl" in (finding.working or "")


def test_a_reference_that_holds_nothing_comparable_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    with pytest.raises(BadReference, match=r"empty\.ttl"):
        load_reference(Store.open(), path)


def test_shapes_of_ones_own_run_too(tmp_path: Path) -> None:
    path = tmp_path / "my.ttl"
    path.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/claimgraph/ontology#> .
        <urn:my#Few> a sh:NodeShape ; sh:targetClass kg:Claim ; sh:severity sh:Warning ;
            sh:property <urn:my#value> . <urn:my#value> sh:path kg:value ; sh:minInclusive 32 ;
            sh:message "few members"@en .""",
        encoding="utf-8",
    )
    found = [each for each in check(store_of(A, B), shapes=[path]).findings if each.message == "few members"]
    assert [each.claims[0].value for each in found] == [31]
    series = next(iter(check(store_of(A, B)).findings)).series
    assert [
        e.message
        for e in check(store_of(A, B), shapes=[path], series=[str(series)]).findings
        if e.shape.startswith("urn:my")
    ]


def test_a_claim_is_the_same_after_json() -> None:
    import json

    made = claim(
        "67.65", unit="percent", speaker="A", scope=("2024",), speaker_span=Span(0, 3), publisher="P", step=None
    )
    assert list(claims_from_json([json.dumps(claim_to_json(made))])) == [made]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"article": "a"}', '"quote"|"start"'),
        ('{"article": 3}', '"start"|"article"'),
    ],
)
def test_a_claim_that_is_not_in_the_form_is_refused_with_its_line(line: str, reason: str) -> None:
    with pytest.raises(BadClaims, match=rf"mine, line 2: .*({reason})"):
        list(claims_from_json(["", line], source="mine"))
