"""What is written out can be read back: dumps, statements, tables, packages; what comes in has its source."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import BASE, NOW, filed
from pyoxigraph import DefaultGraph, RdfFormat
from rdflib import Graph

from kg.check.life import decide, recheck
from kg.check.reference import load_reference
from kg.check.store import check
from kg.cli.exporting import export
from kg.errors import BadClaims, BadReference, KgError, StoreError
from kg.exchange.compact import context
from kg.exchange.crosswalk import crosswalk
from kg.exchange.dump import import_dump
from kg.exchange.facts import is_statements, reference_turtle
from kg.exchange.forms import ALL_FORMS, write
from kg.exchange.incoming import import_constructed, import_reviews, read_reviews
from kg.exchange.package import write_package
from kg.exchange.selection import Selection, selected
from kg.exchange.wikidata import fits, read_statements, statements
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Span
from kg.ontology import load
from kg.pipeline import Reader, demo_articles, ingest
from kg.store import Store

NATO = "http://www.wikidata.org/entity/Q7184"


@pytest.fixture(scope="module")
def demo_store(reader: Reader) -> Iterator[Store]:
    """The demo articles, read once; tests that change a store make their own."""
    with Store.open(base=BASE) as store:
        assert list(ingest(demo_articles(reader), store, reader, now=lambda: NOW))
        yield store


def written(store: Store, form: str, lexicon: Lexicon, **selection: str) -> bytes:
    out = io.BytesIO()
    write(store, form, out, lexicon=lexicon, selection=Selection(**selection))
    return out.getvalue()


def claims_and_findings(store: Store) -> tuple[set[str], set[tuple[str, str]]]:
    return {stored.iri for stored in store.claims()}, {(found.id, found.verdict) for found in check(store).findings}


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
def test_a_dump_gives_the_same_claims_and_findings_in_an_empty_store(
    demo_store: Store, lexicon: Lexicon, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"dump.{ {'nquads': 'nq', 'trig': 'trig', 'jsonld': 'jsonld'}[form] }"
    path.write_bytes(written(demo_store, form, lexicon))
    with Store.open(base=BASE) as copy:
        first = import_dump(copy, path)
        assert claims_and_findings(copy) == claims_and_findings(demo_store)
        assert list(copy.articles()) == list(demo_store.articles())
        assert first.quads == demo_store.count
        assert import_dump(copy, path).new == 0
        assert (
            written(copy, "nquads", lexicon).splitlines().sort()
            == written(demo_store, "nquads", lexicon).splitlines().sort()
        )


def test_a_dump_of_another_base_or_of_another_version_is_refused_whole(
    demo_store: Store, lexicon: Lexicon, reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / "dump.nq"
    path.write_bytes(written(demo_store, "nquads", lexicon))
    with Store.open(base="https://other.example/") as other:
        before = other.count
        with pytest.raises(StoreError, match="KG_BASE"):
            import_dump(other, path)
        assert other.count == before
    with Store.open(base=BASE) as newer:
        filed(newer, reader, Article("harbour-vilnius", "NATO has 33 members.", "2023-07-12"))
        before = newer.count
        with pytest.raises(StoreError, match="another version"):
            import_dump(newer, path)
        assert newer.count == before


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.nq", "<http://a> <http://b> .", "a.nq"),
        ("a.nq", "<http://a> <http://b> <http://c> .", "no graph"),
        ("a.nq", "_:a <http://b> <http://c> <http://g> .", "blank nodes"),
        ("a.nq", "<http://a> <http://b> <http://c> <http://g> .", "no records"),
        ("a.ttl", "", "N-Quads"),
    ],
)
def test_what_is_no_dump_is_refused_with_the_reason(tmp_path: Path, name: str, text: str, reason: str) -> None:
    (tmp_path / name).write_text(text)
    with Store.open(base=BASE) as store, pytest.raises(StoreError, match=reason):
        import_dump(store, tmp_path / name)


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


def test_statements_in_wikidata_s_form_read_back_as_they_were(demo_store: Store, lexicon: Lexicon) -> None:
    walk = crosswalk(lexicon)
    data = written(demo_store, "wikidata", lexicon)
    quads = pyoxigraph.parse(data, RdfFormat.TURTLE)
    back = {found.iri: found for found in read_statements(quads, walk)}
    shaped = [each.stored for each in selected(demo_store, Selection()) if fits(each.stored.claim)]
    assert len(back) == len(shaped) > 20
    for stored in shaped:
        claim, found = stored.claim, back[stored.iri]
        assert (found.value, found.low, found.high, found.unit) == (claim.value, claim.low, claim.high, claim.unit)
        assert (found.valid_from, found.valid_to, found.modality) == (claim.valid_from, claim.valid_to, claim.modality)
        assert (found.measure, found.quote) == (claim.measure, claim.quote)


_NUMBERS = st.decimals(-(10**15), 10**15, places=3)
_EDTF = st.sampled_from(["2024", "2024-03", "2024-03-07", "2019-Q3", "199X", "2022-09~", None])


@settings(max_examples=40, deadline=None)
@given(value=_NUMBERS, low=st.none() | _NUMBERS, high=st.none() | _NUMBERS, start=_EDTF, end=_EDTF,
       unit=st.sampled_from([None, "km", "USD", "USD/bbl", "percent"]),
       modality=st.sampled_from(["exact", "about", "at_least"]))  # fmt: skip
def test_any_number_unit_and_date_survives_wikidata_s_form(
    value: Decimal, low: Decimal | None, high: Decimal | None, start: str | None, end: str | None,
    unit: str | None, modality: str,
) -> None:  # fmt: skip
    lexicon = load(base=BASE)
    text = "Lake Tana holds 31 islands."
    claim = Claim("a", "quantity", Span(0, len(text)), text, "Lake Tana", None, "depth", value, low=low, high=high,
                  unit=unit, modality=modality, valid_from=start, valid_to=end, basis="stated")  # type: ignore[arg-type]  # fmt: skip
    walk = crosswalk(lexicon)
    with Store.open(base=BASE) as store:
        store.ingest(Article("a", text), [claim], lexicon=lexicon, now=NOW)
        quads = list(statements(selected(store, Selection()), walk, base=BASE))
    (found,) = read_statements(quads, walk)
    assert (found.value, found.low, found.high, found.unit) == (value, low, high, unit)
    assert (found.valid_from, found.valid_to, found.modality) == (start, end, modality)


def test_an_attested_day_is_a_point_in_time_and_never_a_start(demo_store: Store, lexicon: Lexicon) -> None:
    data = written(demo_store, "wikidata", lexicon).decode()
    assert "P585" in data
    attested = [s for s in demo_store.claims() if s.claim.basis == "attested" and fits(s.claim)]
    assert attested
    quads = list(pyoxigraph.parse(data.encode(), RdfFormat.TURTLE))
    starts = {str(quad.subject)[1:-1] for quad in quads if quad.predicate.value.endswith("qualifier/P580")}
    assert not starts & {stored.iri for stored in attested}


def test_quick_statements_are_only_of_what_wikidata_has_names_for(demo_store: Store, lexicon: Lexicon) -> None:
    lines = written(demo_store, "quickstatements", lexicon).decode().splitlines()
    assert lines
    for line in lines:
        subject, property, value, *_ = line.split("\t")
        assert subject.startswith("Q")
        assert property.startswith("P")
        assert value
    assert any(line.startswith("Q7184\tP2124\t32\tP585\t+2024-04-04T00:00:00Z/11\tS854\t") for line in lines)


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

    stored = next(s for s in demo_store.claims(subject=NATO) if s.claim.measure == "memberCount")
    claims = [s for s in demo_store.claims(series=stored.series)]
    data = written(demo_store, "nanopub", lexicon, article=demo_store_article(demo_store, claims[0].version))
    one = Dataset()
    one.parse(data=first_nanopub(data), format="trig")
    made = nanopub.Nanopub(rdf=one, conf=nanopub.NanopubConf())
    assert made.is_valid


def demo_store_article(store: Store, version: str) -> str:
    return next(filed.iri for filed in store.articles() if filed.version == version)


def first_nanopub(data: bytes) -> bytes:
    quads = list(pyoxigraph.parse(data, RdfFormat.TRIG))
    name = str(quads[0].graph_name.value).partition("#")[0]
    return pyoxigraph.serialize(
        [q for q in quads if str(q.graph_name.value).partition("#")[0] == name], format=RdfFormat.TRIG
    )


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


def test_a_package_describes_every_file_it_holds(demo_store: Store, tmp_path: Path) -> None:
    import hashlib

    folder = tmp_path / "package"
    files = write_package(
        demo_store, folder, title="Demo", licence="https://creativecommons.org/publicdomain/zero/1.0/", day="2025-01-02"
    )
    package = json.loads((folder / "datapackage.json").read_text())
    crate = {each["@id"]: each for each in json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]}
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert crate[resource["path"]]["contentSize"] == str(len(content))
    assert {part["@id"] for part in crate["./"]["hasPart"]} == {r["path"] for r in package["resources"]}
    assert len(files) == 6
    assert str(demo_store.count) in (folder / "void.ttl").read_text()
    with Store.open(base=BASE) as copy:
        import_dump(copy, folder / "graph.nq")
        assert claims_and_findings(copy) == claims_and_findings(demo_store)
    with pytest.raises(KgError, match="empty folder"):
        write_package(demo_store, folder, title="Demo", licence="x", day="2025-01-02")


ENTITY = {
    "entities": {
        "Q7184": {
            "claims": {
                "P2124": [
                    {
                        "id": "Q7184$1", "rank": "normal",
                        "mainsnak": {"datavalue": {"value": {"amount": "+32", "unit": "1"}}},
                        "qualifiers": {
                            "P580": [{"datavalue": {"value": {"time": "+2024-03-07T00:00:00Z", "precision": 11}}}]
                        },
                    },
                    {
                        "id": "Q7184$2", "rank": "deprecated",
                        "mainsnak": {"datavalue": {"value": {"amount": "+40", "unit": "1"}}},
                    },
                    {"id": "Q7184$3", "rank": "normal", "mainsnak": {"snaktype": "novalue"}},
                ],
                "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q245065"}}}}],
            }
        }
    }
}  # fmt: skip


def test_wikidata_s_json_becomes_reference_facts_that_support_and_contradict(
    reader: Reader, lexicon: Lexicon, tmp_path: Path
) -> None:
    path = tmp_path / "Q7184.json"
    path.write_text(json.dumps(ENTITY))
    assert is_statements(path)
    facts = tmp_path / "facts.ttl"
    facts.write_bytes(reference_turtle(path, lexicon, crosswalk(lexicon)))
    with Store.open(base=BASE) as store:
        filed(
            store,
            reader,
            Article("one", "NATO has 31 members.", "2024-05-01"),
            Article("two", "NATO has 32 members.", "2024-05-01"),
        )
        assert load_reference(store, facts, lexicon=lexicon) == 1
        count = store.count
        load_reference(store, facts, lexicon=lexicon)
        assert store.count == count
        told = " ".join(f"{found.message} {found.working}" for found in check(store).findings)
    assert "facts.ttl" in told


def test_our_own_statements_in_wikidata_s_form_are_read_as_facts_too(
    demo_store: Store, lexicon: Lexicon, tmp_path: Path
) -> None:
    path = tmp_path / "statements.ttl"
    path.write_bytes(written(demo_store, "wikidata", lexicon, entity=NATO))
    facts = reference_turtle(path, lexicon, crosswalk(lexicon)).decode()
    assert "kg:ReferenceFact" in facts


@pytest.mark.parametrize("text", ["{oops", "[]", '{"entities": {"Q1": {"claims": {}}}}'])
def test_json_that_holds_no_facts_is_refused_with_the_file_s_name(lexicon: Lexicon, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    with pytest.raises(BadReference, match=r"bad\.json"):
        reference_turtle(path, lexicon, crosswalk(lexicon))


REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://checks.example/nato-31",
    "claimReviewed": "NATO has 31 members.", "datePublished": "2024-06-03",
    "author": {"@type": "Organization", "name": "Checks"},
    "itemReviewed": {"author": {"@type": "Person", "name": "Ada Thorne"}, "datePublished": "2024-05-28"},
    "reviewRating": {"ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "Outdated"},
}  # fmt: skip


@pytest.mark.parametrize(
    "shape",
    [
        lambda r: r,
        lambda r: [r],
        lambda r: {"@type": "DataFeed", "dataFeedElement": [{"item": [r]}]},
        lambda r: {"@graph": [r]},
    ],
)
def test_a_reviewed_claim_is_a_claim_of_its_own_day_with_the_publisher_s_rating(
    reader: Reader, lexicon: Lexicon, shape: object
) -> None:
    content = json.dumps(shape(REVIEW)).encode()  # type: ignore[operator]
    with Store.open(base=BASE) as store:
        for again in (False, True):
            reviews = read_reviews(content, source="feed")
            done = list(import_reviews(store, reviews, lexicon=lexicon, claims_of=reader.claims, now=NOW))
            assert [new for _, new in done] == [not again]
        (stored,) = store.claims()
        assert (stored.claim.measure, stored.claim.value, stored.claim.speaker) == (
            "memberCount",
            Decimal(31),
            "Ada Thorne",
        )
        assert stored.claim.published == "2024-05-28"
        rows = store.query(
            "SELECT ?name ?who WHERE { ?review schema:itemReviewed ?claim ; schema:author ?who ; "
            "schema:reviewRating/schema:alternateName ?name }"
        )
        assert [(row["name"].value, row["who"].value) for row in rows] == [("Outdated", "Checks")]  # type: ignore[union-attr,index]


def test_a_review_of_words_without_a_number_is_kept_as_a_statement(reader: Reader, lexicon: Lexicon) -> None:
    content = json.dumps(REVIEW | {"claimReviewed": "Cats rule the internet"}).encode()
    with Store.open(base=BASE) as store:
        list(
            import_reviews(store, read_reviews(content, source="f"), lexicon=lexicon, claims_of=reader.claims, now=NOW)
        )
        (stored,) = store.claims()
    assert (stored.claim.kind, stored.claim.quote) == ("statement", "Cats rule the internet")


@pytest.mark.parametrize("content", [b"{oops", b"[]", b'{"@type": "NewsArticle"}', b'{"@type": "ClaimReview"}\n{oops'])
def test_a_feed_without_reviews_is_refused_with_its_name(content: bytes) -> None:
    with pytest.raises(BadClaims, match="the-feed"):
        list(read_reviews(content, source="the-feed"))


def test_constructed_statements_replace_what_the_same_query_gave_before() -> None:
    query, endpoint = "CONSTRUCT WHERE { ?s ?p ?o }", "https://other.example/sparql"
    with Store.open(base=BASE) as store:
        graph, count = import_constructed(
            store, b"<http://a> <http://b> <http://c> .\n", endpoint=endpoint, query=query, now=NOW
        )
        assert count == 1
        again, _ = import_constructed(
            store, b"<http://a> <http://b> <http://d> .\n", endpoint=endpoint, query=query, now=NOW
        )
        assert again == graph
        named = pyoxigraph.NamedNode(graph)
        assert [str(q.object) for q in store.quads.quads_for_pattern(None, None, None, named)] == ["<http://d>"]
        with pytest.raises(StoreError, match=r"other\.example"):
            import_constructed(store, b"<html>", endpoint=endpoint, query=query, now=NOW)
        assert len(list(store.quads.quads_for_pattern(None, None, None, named))) == 1
        sources = store.query(f"SELECT ?from WHERE {{ <{graph}> prov:wasDerivedFrom ?from }}")
        assert [row["from"].value for row in sources] == [endpoint]  # type: ignore[union-attr,index]


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
