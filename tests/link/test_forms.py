"""The graph in other tools' forms: RDF, tables, nanopublications, reviews; whole, or of one thing."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from link_cases import BASE, NATO, NOW, filed, written
from pyoxigraph import DefaultGraph, RdfFormat
from rdflib import Graph

from kg.check import decide, recheck
from kg.cli.exporting import export
from kg.errors import StoreError
from kg.exchange.compact import context
from kg.exchange.forms import ALL_FORMS
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Span
from kg.pipeline import Reader
from kg.store import Store


def test_every_form_is_written_for_the_whole_store_and_for_one_entity(demo_store: Store, lexicon: Lexicon) -> None:
    for form in ALL_FORMS:
        if form.startswith("parquet"):
            pytest.importorskip("pyarrow")
        if form != "claimreview":
            whole, part = written(demo_store, form, lexicon), written(demo_store, form, lexicon, entity=NATO)
            assert len(whole) >= len(part) > 0, form
    with pytest.raises(StoreError, match="choose one of"):
        written(demo_store, "xlsx", lexicon)


def test_a_selection_of_nothing_says_so(demo_store: Store, lexicon: Lexicon) -> None:
    with pytest.raises(StoreError, match="Q99999999"):
        written(demo_store, "csv", lexicon, entity="http://www.wikidata.org/entity/Q99999999")
    with pytest.raises(StoreError, match="no finding"):
        written(demo_store, "csv", lexicon, finding=f"{BASE}id/finding/none")


def test_the_rdf_of_one_claim_holds_its_words_series_and_article(demo_store: Store, lexicon: Lexicon) -> None:
    stored = next(s for s in demo_store.claims(subject=NATO) if s.claim.measure == "memberCount")
    turtle = written(demo_store, "turtle", lexicon, series=stored.series).decode()
    for part in (stored.iri, stored.series, "TextQuoteSelector", "member count", "NewsArticle"):
        assert part in turtle
    assert "articleBody" not in turtle


def test_json_ld_in_our_words_says_what_the_graph_says(demo_store: Store, lexicon: Lexicon) -> None:
    stored = next(s for s in demo_store.claims(subject=NATO) if s.claim.measure == "memberCount")
    lines = written(demo_store, "jsonld-claims", lexicon, series=stored.series).splitlines()
    back = Graph()
    for line in lines:
        document = json.loads(line)
        assert document["@context"] == f"{BASE}context.jsonld"
        assert document["@graph"][0]["quote"]
        back.parse(data=json.dumps(document | {"@context": context()}), format="json-ld")
    turtle = Graph().parse(data=written(demo_store, "turtle", lexicon, series=stored.series), format="turtle")
    assert set(back) == set(turtle)


def test_a_reified_claim_states_its_triple_in_rdf_1_2(demo_store: Store, lexicon: Lexicon) -> None:
    triples = list(pyoxigraph.parse(written(demo_store, "rdf12", lexicon), RdfFormat.TURTLE))
    stated = {str(quad.object.subject) for quad in triples if isinstance(quad.object, pyoxigraph.Triple)}
    assert f"<{NATO}>" in stated


def test_a_nanopublication_has_its_four_graphs_and_all_in_them(demo_store: Store, lexicon: Lexicon) -> None:
    np = "http://www.nanopub.org/nschema#"
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(written(demo_store, "nanopub", lexicon, entity=NATO), RdfFormat.TRIG))
    graphs = {str(quad.graph_name) for quad in dataset}
    heads = [quad for quad in dataset if str(quad.object) == f"<{np}Nanopublication>"]
    assert len(graphs) == 4 * len(heads) > 0
    assert "DEFAULT" not in {str(graph) for graph in graphs if graph == DefaultGraph()}
    for head in heads:
        parts = {
            q.predicate.value.removeprefix(np): q.object
            for q in dataset
            if q.subject == head.subject and np in q.predicate.value
        }
        assert {"hasAssertion", "hasProvenance", "hasPublicationInfo"} <= set(parts)
        for name, of in (("hasProvenance", parts["hasAssertion"]), ("hasPublicationInfo", head.subject)):
            assert any(q.graph_name == parts[name] and q.subject == of for q in dataset)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_nanopub_library_finds_them_valid(demo_store: Store, lexicon: Lexicon) -> None:
    nanopub = pytest.importorskip("nanopub", reason="the nanopub library is not installed")
    from rdflib import Dataset

    apart: dict[str, list[pyoxigraph.Quad]] = {}
    for quad in pyoxigraph.parse(written(demo_store, "nanopub", lexicon, entity=NATO), RdfFormat.TRIG):
        apart.setdefault(quad.graph_name.value.partition("#")[0], []).append(quad)
    assert len(apart) > 5

    def valid(quads: list[pyoxigraph.Quad]) -> bool:
        one = Dataset()
        one.parse(data=pyoxigraph.serialize(quads, format=RdfFormat.TRIG), format="trig")
        return bool(nanopub.Nanopub(rdf=one, conf=nanopub.NanopubConf()).is_valid)

    assert all(map(valid, apart.values()))
    cut = [quad for quad in next(iter(apart.values())) if not quad.graph_name.value.endswith("#provenance")]
    with pytest.raises(nanopub.utils.MalformedNanopubError):
        valid(cut)


def test_csv_and_parquet_hold_the_same_rows(demo_store: Store, lexicon: Lexicon, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(demo_store, "csv", lexicon).decode())))
    claims = {stored.iri: stored.claim for stored in demo_store.claims()}
    assert {row["claim"] for row in rows} == set(claims)
    assert all(row["value"] == "" or claims[row["claim"]].value is not None for row in rows)
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(io.BytesIO(written(demo_store, "parquet", lexicon))).to_pylist()
    assert [{name: value or "" for name, value in row.items()} for row in table] == [
        {name: cell.removeprefix("'") if cell[:2] in ("'=", "'+", "'@", "'-") else cell for name, cell in row.items()}
        for row in rows
    ]


def test_words_that_look_like_a_formula_stay_words_in_csv(lexicon: Lexicon) -> None:
    text = "=SUM(A1) has 31 members."
    claim = Claim("a", "quantity", Span(0, len(text)), text, "=SUM(A1)", None, "memberCount", Decimal(-31))
    with Store.open(base=BASE) as store:
        store.ingest(Article("a", text), [claim], lexicon=lexicon, now=NOW)
        (row,) = csv.DictReader(io.StringIO(written(store, "csv", lexicon).decode()))
    assert row["quote"] == f"'{text}"
    assert row["value"] == "-31"


def test_claims_are_schema_claims_and_only_what_a_person_confirmed_is_a_review(
    reader: Reader, lexicon: Lexicon
) -> None:
    with Store.open(base=BASE) as store:
        filed(
            store,
            reader,
            Article("one", "NATO has 31 members.", "2024-05-01", url="https://a.example/1", publisher="A"),
            Article("two", "NATO has 33 members.", "2024-05-01", url="https://b.example/2", publisher="B"),
        )
        report = recheck(store, now=NOW)
        finding = next(found for found in report.findings if found.verdict == "contradiction")
        assert written(store, "claimreview", lexicon) == b""
        decide(store, finding.id, "confirmed", who="The desk", now=NOW)
        (review,) = map(json.loads, written(store, "claimreview", lexicon).splitlines())
        assert review["@type"] == "ClaimReview"
        assert review["author"]["name"] == "The desk"
        assert {review["itemReviewed"]["@id"], review["citation"]["@id"]} <= {s.iri for s in store.claims()}
        assert "reviewRating" in review
        assert "ratingValue" not in review["reviewRating"]
        claims = [
            json.loads(line) for line in written(store, "schema-claims", lexicon, finding=finding.id).splitlines()
        ]
        assert {claim["@type"] for claim in claims} == {"Claim"}
        assert {claim["appearance"]["url"] for claim in claims} == {"https://a.example/1", "https://b.example/2"}


def exported(*arguments: object) -> bytes:
    done = CliRunner().invoke(export, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def test_the_command_writes_every_form_whole_or_not_at_all(reader: Reader, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Store.open(store, base=BASE) as made:
        filed(made, reader, Article("one", "NATO has 31 members.", "2024-05-01", url="https://a.example/1"))
    assert b"31" in exported("--store", store, "--format", "csv", "--entity", NATO)
    out = tmp_path / "statements.ttl"
    exported("--store", store, "--format", "wikidata", "--out", out)
    assert b"P2124" in out.read_bytes()
    with pytest.raises(StoreError):
        exported(
            "--store", store, "--format", "csv", "--entity", "http://nobody.example/", "--out", tmp_path / "none.csv"
        )
    assert not list(tmp_path.glob("none*"))
    exported("--store", store, "--format", "package", "--out", tmp_path / "package")
    assert (tmp_path / "package" / "ro-crate-metadata.json").is_file()
    for wrong in (("--format", "package"), ("--graph", "http://g.example/", "--entity", NATO)):
        assert CliRunner().invoke(export, ["--store", str(store), *wrong]).exit_code == 2
