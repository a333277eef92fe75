"""The demo articles: plain pySHACL over their graph finds what ``kg check`` finds, and changes are explained."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper

from kg.check import check, check_claims, load_reference, validate
from kg.check.plain import results
from kg.check.shapes import examined
from kg.errors import StoreError
from kg.lift import lower
from kg.model import Article, Claim, Report
from kg.ontology import load
from kg.packed import Packed, scattered, unpack
from kg.pipeline import demo_articles, open_reader
from kg.resources import shapes as folder
from kg.store import Store
from kg.vocab import KG, PROV

BASE = "http://127.0.0.1:8000/"
NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
LEXICON = load(base=BASE)


@lru_cache(maxsize=1)
def read() -> tuple[tuple[Article, tuple[Claim, ...]], ...]:
    reader = open_reader(base=BASE)
    return tuple((article, tuple(reader.claims(article))) for article in demo_articles(reader))


def store_of(*names: str) -> Store:
    store = Store.open(base=BASE)
    for article, claims in read():
        if not names or article.id in names:
            store.ingest(article, claims, lexicon=LEXICON, now=NOW)
    return store


def of_members(report: Report) -> list[tuple[str, str]]:
    return [
        (finding.verdict, finding.working or "")
        for finding in report.findings
        if finding.claims and finding.claims[0].measure == "memberCount" and finding.verdict.endswith("uccession")
    ]


def test_plain_pyshacl_over_the_graph_finds_what_the_check_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    # pySHACL searches the text of a query for forbidden words anew for every focus node, which takes most of its time.
    # On an rdflib graph the same takes minutes: tests/test_shapes.py holds each shape to both engines.
    monkeypatch.setattr(SPARQLQueryHelper, "check_invalid_sparql", lambda *_, **__: True)
    store = store_of()
    shapes = examined(folder() / "consistency.ttl") + examined(folder() / "arithmetic.ttl")
    report = validate(store.quads, shapes)
    theirs = {(shape, focus, message) for shape, focus, _, said in results(report) for message in said}
    ours = {(each.shape, each.series, each.message) for each in check(store).findings}
    assert {each for each in theirs if not each[2].startswith(BASE)} == ours
    assert {shape.rpartition("#")[2] for shape, *_ in ours} >= {"RoundingVariant", "ImpliedRate", "Dispute"}


def test_an_accession_between_the_dates_explains_how_31_members_became_32() -> None:
    names = ("harbour-vilnius", "courier-sweden-joins")
    claims = [claim for article, found in read() for claim in found if article.id in names]
    for report in (check(store_of(*names)), check_claims(claims, lexicon=LEXICON, base=BASE)):
        assert of_members(report) == [("explainedSuccession", "2024-03-07: “Sweden joined NATO on Thursday.”")]


def test_a_change_that_nothing_accounts_for_is_a_warning() -> None:
    report = check(store_of("harbour-vilnius", "harbour-anniversary"))
    assert of_members(report) == [("succession", "")]
    assert {each.severity for each in report.findings if each.verdict == "succession"} == {"warning"}


def test_statements_as_wikidata_exports_them_are_matched_and_named(tmp_path: Path) -> None:
    path = tmp_path / "wikidata.ttl"
    path.write_text(
        "@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .\n"
        "@prefix pq: <http://www.wikidata.org/prop/qualifier/> . @prefix wd: <http://www.wikidata.org/entity/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'wd:Q7184 p:P2124 <urn:s31> , <urn:s32> . <urn:s31> ps:P2124 "+31"^^xsd:decimal ;\n'
        '  pq:P580 "2023-04-04T00:00:00Z"^^xsd:dateTime ; pq:P582 "2024-03-07T00:00:00Z"^^xsd:dateTime .\n'
        '<urn:s32> ps:P2124 "+32"^^xsd:decimal ; pq:P580 "2024-03-07T00:00:00Z"^^xsd:dateTime .\n',
        encoding="utf-8",
    )
    store = store_of("harbour-vilnius", "harbour-anniversary", "meridian-anniversary")
    assert load_reference(store, path, lexicon=LEXICON) == 2
    found = {finding.verdict: finding.working or "" for finding in check(store).findings if finding.verdict}
    assert "reference wikidata.ttl: 31" in found["explainedSuccession"]
    assert "reference wikidata.ttl: 32" in found["explainedSuccession"]
    assert "is supported by reference wikidata.ttl: 32" in found["contradiction"]
    assert "is contradicted by reference wikidata.ttl: 32" in found["contradiction"]


def test_what_a_measure_is_to_others_stands_in_the_graph() -> None:
    known = {measure.name: measure for measure in LEXICON.measures}
    assert known["memberCount"].wikidata == ("P2124",)
    assert ("explains", known["memberCount"].iri) in known["accessionDate"].links
    store = store_of("courier-sweden-joins")
    assert [quad.object.value for quad in store.match(None, KG.explains)] == [known["memberCount"].iri]


def test_the_comparison_says_what_the_properties_say() -> None:
    store = store_of()
    predicates = {
        "interval": (KG.interval,),
        "footing": (KG.footing,),
        "step": (KG.step,),
        "start": (KG.validFrom, KG.attestedFrom),
        "until": (KG.validUntil, KG.attestedUntil),
        "granularity": (KG.granularity,),
        "voice": (KG.voice,),
        "said": (KG.said,),
        "unit": (KG.unit,),
        "publisher": (KG.publisher,),
        "article": (PROV.wasDerivedFrom,),
    }
    seen = 0
    told = {claim: (series, says) for text in comparisons(store) for claim, series, says in scattered(text)}
    for stored in lower(store.quads):
        node = pyoxigraph.NamedNode(stored.iri)
        series, says = told.pop(stored.iri)
        assert series == stored.series
        properties = {
            name: next((quad.object.value for each in terms for quad in store.match(node, each)), "")
            for name, terms in predicates.items()
        }
        columns = unpack(says)
        written = next((quad.object.value for quad in store.match(node, KG.asWritten)), columns.written)
        properties["step"] = properties["step"].removesuffix(".0")
        assert columns == Packed(**properties, written=written)
        seen += 1
    assert seen == sum(len(claims) for _, claims in read())
    assert not told


def comparisons(store: Store) -> list[str]:
    return [quad.object.value for quad in store.match(None, KG.comparisons) if isinstance(quad.object, Literal)]


@pytest.mark.parametrize("whole", [True, False])
def test_a_claim_without_its_comparison_is_not_left_out_in_silence(whole: bool) -> None:
    store = store_of("harbour-vilnius")
    for told in (KG.comparisons, KG.told):
        store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?version {told} ?says }} }}")
    series = next(store.claims()).series
    with pytest.raises(StoreError, match="no line in the kg:comparisons"):
        check(store, series=None if whole else [series])


def test_a_line_without_its_claim_is_not_compared() -> None:
    store = store_of("harbour-vilnius")
    gone = next(store.claims())
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ <{gone.iri}> ?property ?value }} }}")
    assert check(store).claims == len(list(store.claims()))


def test_a_line_that_is_none_is_refused_with_its_article() -> None:
    store = store_of("harbour-vilnius")
    (quad,) = store.match(None, KG.comparisons)
    store.update(f'INSERT DATA {{ GRAPH {quad.graph_name} {{ {quad.subject} {KG.comparisons} "urn:a\\nspoilt" }} }}')
    with pytest.raises(StoreError, match="urn:a have a line that is none"):
        check(store)


def test_an_article_may_have_more_claims_than_a_field_of_csv_holds() -> None:
    article, claims = read()[0]
    many = [replace(claims[0], publisher=f"{number:0600}") for number in range(300)]
    store = Store.open(base=BASE)
    store.ingest(article, many, lexicon=LEXICON, now=NOW)
    assert max(map(len, comparisons(store))) > 2**17
    assert check(store).claims == len(many)


def test_a_claim_without_its_record_is_refused_by_name() -> None:
    store = store_of()
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?claim {KG.record} ?record }} }}")
    with pytest.raises(StoreError, match=r"claim http.* has no kg:record"):
        check(store)


def test_a_publisher_with_a_bar_in_its_name_keeps_it() -> None:
    article, claims = read()[0]
    named = replace(article, publisher="The A | B Post")
    store = Store.open(base=BASE)
    store.ingest(named, [replace(claim, publisher=None) for claim in claims], lexicon=LEXICON, now=NOW)
    said = {unpack(says).publisher for text in comparisons(store) for _, _, says in scattered(text)}
    assert said == {"The A | B Post"}
