import io
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from claims_cases import ARTICLE, BASE, CLAIM, LEXICON, NATO, NOW, article, readings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import Dataset, Graph

from kg import names
from kg.errors import BadClaims, BadQuery, StoreError
from kg.lexicon import Measure
from kg.store import Embedded, Store
from kg.vocab import KG, PROV, RDF, RDFS

LATER = NOW.replace(day=3)


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    with Store.open(tmp_path / "store" if request.param == "disk" else None, base=BASE) as opened:
        yield opened


def file(store, article=ARTICLE, claims=(CLAIM,), now=NOW, lexicon=LEXICON):
    return store.ingest(article, claims, lexicon=lexicon, now=now)


def content(store):
    return sorted(map(str, store.quads))


def test_what_is_ingested_is_read_back(store):
    ingested = file(store)
    assert [stored.claim for stored in store.claims()] == [CLAIM]
    assert store.article(ingested.article_iri) == ARTICLE
    (filed,) = store.articles()
    assert (filed.id, filed.title, filed.publisher) == ("alliance-grows", "Alliance grows", "The Daily")
    assert filed.read_at == "2026-01-02T08:00:00Z"


def test_reading_the_same_article_twice_changes_nothing(store):
    file(store)
    before = content(store)
    again = file(store, now=LATER)
    assert not again.changed
    assert not again.touched_series
    assert content(store) == before


def test_a_changed_text_supersedes_the_version_before(store):
    first = file(store)
    changed = replace(ARTICLE, text=ARTICLE.text + " Updated.")
    second = file(store, changed, now=LATER)
    assert second.superseded == first.version_iri
    assert second.touched_series == first.touched_series
    assert [stored.version for stored in store.claims()] == [second.version_iri]
    assert store.article(first.article_iri) == changed


def test_a_superseded_version_stays_readable(store):
    first = file(store)
    file(store, replace(ARTICLE, text=ARTICLE.text + " Updated."), [], now=LATER)
    assert store.article(first.version_iri) == ARTICLE
    (old,) = store.claims(superseded=True)
    assert (old.claim, old.current) == (CLAIM, False)
    assert not list(store.claims())
    assert [stored.iri for stored in store.claims(series=old.series, superseded=True)] == [old.iri]


def test_shapes_over_claims_see_current_claims_only(store):
    file(store)
    file(store, replace(ARTICLE, text=ARTICLE.text + " Updated."))
    assert len(list(store.query("SELECT ?claim { ?claim a kg:Claim ; kg:series ?series }"))) == 1


def test_an_article_that_goes_back_to_its_first_text_is_current_again(store):
    first = file(store)
    file(store, replace(ARTICLE, text=ARTICLE.text + " Updated."))
    back = file(store, now=LATER)
    assert back.version_iri == first.version_iri
    assert [stored.version for stored in store.claims()] == [first.version_iri]
    assert not list(store.quads.quads_for_pattern(NamedNode(first.version_iri), PROV.invalidatedAtTime, None))


def test_a_better_reading_of_the_same_text_replaces_its_claims(store):
    first = file(store)
    better = replace(CLAIM, certainty="alleged", scope=("group: allies",))
    again = file(store, claims=[better])
    assert (again.changed, again.superseded) == (True, None)
    assert [stored.claim for stored in store.claims(superseded=True)] == [better]
    assert first.touched_series < again.touched_series


def test_the_union_of_all_graphs_says_nothing_twice_but_what_is_told_alike(store):
    for number in range(5):
        file(store, *article(number))
    file(store, replace(article(1)[0], text="NATO has 33 members, report 1 says."), [])
    rows = [tuple(row) for row in store.query("SELECT ?s ?p ?o { ?s ?p ?o }")]
    assert {row[1] for row, times in Counter(rows).items() if times > 1} == {KG.told}


def test_a_newer_ontology_replaces_what_an_older_one_said(store):
    file(store)
    renamed = replace(LEXICON, measures=(replace(LEXICON.measures[0], label="number of members"),))
    file(store, *article(1), lexicon=renamed)
    labels = store.quads.quads_for_pattern(NamedNode(LEXICON.measures[0].iri), RDFS.label, None)
    assert [quad.object.value for quad in labels] == ["number of members"]


def test_withdrawing_takes_the_article_out_whole(store):
    kept = file(store, *article(1))
    before = content(store)
    about_the_tana = replace(CLAIM, subject="Lake Tana", subject_iri=None, speaker=None, speaker_span=None)
    ingested = file(store, claims=[CLAIM, about_the_tana])
    file(store, replace(ARTICLE, text=ARTICLE.text + " Updated."))
    touched = store.withdraw(ingested.article_iri, now=LATER, reason="published in error")
    assert kept.touched_series <= touched
    left = [line for line in content(store) if line not in before]
    assert {line.split()[0] for line in left} <= {f"<{ingested.article_iri}>", f"<{LEXICON.measures[0].iri}>"}
    assert not [line for line in left if "Tana" in line or "general" in line or "Daily" in line]
    with pytest.raises(StoreError, match="has no article"):
        store.article(ingested.article_iri)


def test_a_withdrawn_article_stays_out_until_it_is_readmitted(store):
    ingested = file(store)
    store.withdraw(ingested.article_iri, now=NOW)
    again = file(store)
    assert (again.withdrawn, again.changed) == (True, False)
    assert not list(store.claims())
    store.readmit(ingested.article_iri)
    assert file(store).changed
    assert [stored.claim for stored in store.claims()] == [CLAIM]


def test_withdrawing_what_is_not_there_is_an_error(store):
    with pytest.raises(StoreError, match="the store has no article http://x/"):
        store.withdraw("http://x/", now=NOW)
    with pytest.raises(StoreError, match="was not withdrawn"):
        store.readmit("http://x/")


def test_an_article_whose_claim_is_refused_leaves_no_trace(store):
    before = content(store)
    with pytest.raises(BadClaims):
        file(store, claims=[CLAIM, replace(CLAIM, subject_iri="no iri")])
    assert content(store) == before


def test_claims_are_found_by_what_they_are_about(store):
    file(store)
    for number in range(3):
        file(store, *article(number, members=30 + number))
    (stored,) = store.claims(speaker=names.entity(BASE, "the secretary general"))
    assert stored.claim == CLAIM
    assert len(list(store.claims(subject=NATO))) == 4
    assert len(list(store.claims(measure=LEXICON.measures[0].iri, article=names.article(BASE, "report-1")))) == 1
    assert list(store.claims(iris=[stored.iri])) == [stored]
    assert not list(store.claims(subject="http://x/"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading[0].id), st.randoms())
def test_the_order_in_which_articles_arrive_changes_nothing(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    stores = []
    for order in (found, shuffled):
        store = Store.open(base=BASE)
        for reading in order:
            file(store, *reading)
        stores.append(content(store))
    many = Store.open(base=BASE)
    assert len(list(many.ingest_many(found, lexicon=LEXICON, now=NOW))) == len(found)
    assert stores[0] == stores[1] == content(many)


def test_many_articles_at_once_may_hold_one_twice_or_changed(store):
    pairs = [article(1), article(2), article(1), (replace(article(1)[0], text="Nothing, it says."), []), article(3)]
    ingested = list(store.ingest_many(pairs, lexicon=LEXICON, now=NOW))
    assert [done.changed for done in ingested] == [True, True, False, True, True]
    assert len(list(store.claims())) == 2


def test_many_articles_are_written_in_batches(store, monkeypatch):
    monkeypatch.setattr("kg.store.store.BATCH", 200)
    monkeypatch.setattr("kg.store.embedded.BULK", 1000)
    list(store.ingest_many(map(article, range(20)), lexicon=LEXICON, now=NOW))
    single = Store.open(base=BASE)
    for number in range(20):
        file(single, *article(number))
    assert content(store) == content(single)


def test_an_article_that_is_refused_among_many_keeps_those_before(store):
    bad = article(3)[0], [replace(article(3)[1][0], subject_iri="no iri")]
    with pytest.raises(BadClaims):
        list(store.ingest_many([article(1), article(2), bad], lexicon=LEXICON, now=NOW))
    assert {filed.id for filed in store.articles()} == {"report-1", "report-2"}


def test_a_store_on_disk_is_there_when_opened_again(tmp_path):
    with Store.open(tmp_path, base=BASE) as store:
        file(store)
        before = content(store)
    with Store.open(tmp_path) as store:
        assert store.base == BASE
        assert content(store) == before


def test_a_store_keeps_its_base(tmp_path):
    Store.open(tmp_path, base=BASE).close()
    with pytest.raises(StoreError, match=r"under https://desk\.example/, not https://other\.example/"):
        Store.open(tmp_path, base="https://other.example")
    Store.open(tmp_path).close()  # the refusal let go of it


def test_a_store_in_use_says_who_holds_it(tmp_path):
    with Store.open(tmp_path), pytest.raises(StoreError, match=r"in use by process \d+ .*kg serve"):
        Store.open(tmp_path)


def test_a_path_that_is_no_directory_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot open the store .*file"):
        Store.open(tmp_path / "file")


def test_a_closed_store_says_so():
    store = Store.open()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


@pytest.mark.parametrize("format", ["nquads", "trig", "jsonld"])
def test_an_export_with_graphs_loads_as_the_same_quads(store, format):
    file(store)
    written = io.BytesIO()
    store.export(format, to=written)
    formats = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
    assert sorted(map(str, parse(written.getvalue(), formats[format]))) == content(store)


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml"])
def test_an_export_without_graphs_is_the_union(store, format):
    file(store)
    written = io.BytesIO()
    store.export(format, to=written)
    graph = Graph().parse(data=written.getvalue(), format={"rdfxml": "xml", "ntriples": "nt"}.get(format, format))
    assert len(graph) == store.count


def test_one_graph_can_be_exported(store):
    ingested = file(store)
    written = io.BytesIO()
    store.export("trig", to=written, graph=ingested.version_iri)
    own = store.quads.quads_for_pattern(None, None, None, NamedNode(ingested.version_iri))
    assert len(Graph().parse(data=written.getvalue(), format="turtle")) == len(list(own))


def test_an_unknown_format_is_refused_with_those_we_know():
    with pytest.raises(StoreError, match="choose one of nquads, trig"):
        Store.open().export("csv", to=io.BytesIO())


def test_rdflib_reads_the_whole_store_alike(store):
    file(store)
    written = io.BytesIO()
    store.export("nquads", to=written)
    assert len(list(Dataset().parse(data=written.getvalue(), format="nquads").quads())) == store.count


def test_loading_names_blank_nodes_by_content(store, tmp_path: Path):
    path = tmp_path / "facts.ttl"
    path.write_text("@prefix : <http://x/> . :a :b [ :c 1 ] , [ :c 2 ] .")
    assert store.load(path, f"{BASE}id/graph/facts") == 4
    before = content(store)
    store.load(path, f"{BASE}id/graph/facts")
    assert content(store) == before
    assert not [line for line in before if "_:" in line]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.ttl", "nonsense", r"a\.ttl: .*"),
        ("a.docx", "", "no format of RDF"),
        ("missing.ttl", None, "cannot be read"),
    ],
)
def test_a_file_that_is_not_rdf_is_refused_by_name(store, tmp_path, name, text, complaint):
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(StoreError, match=complaint):
        store.load(tmp_path / name, "http://x/g")


def test_the_graphs_of_articles_are_not_loaded_over(store, tmp_path):
    with pytest.raises(StoreError, match="load the file into a graph of another name"):
        store.load(tmp_path / "a.ttl", store.shared_graph)


def test_a_query_that_cannot_be_parsed_says_where(store):
    with pytest.raises(BadQuery, match=r"error at 1:16"):
        store.query("SELECT nonsense")


def test_the_default_graph_is_the_union_unless_asked_otherwise(store):
    file(store)
    asked = "ASK { ?claim a kg:Claim }"
    assert bool(store.query(asked))
    assert not bool(store.query(asked, union=False))
    assert not bool(store.query(asked, default_graphs=[NamedNode(store.records_graph)]))


def test_a_base_written_by_a_stranger_is_not_taken_for_ours(tmp_path):
    with Store.open(tmp_path, base=BASE) as store:
        store.update(f'INSERT DATA {{ GRAPH <http://x/g> {{ <http://x/> <{KG.base.value}> "http://x/" }} }}')
    with Store.open(tmp_path) as store:
        assert store.base == BASE


def test_an_update_that_fails_changes_nothing(store):
    with pytest.raises(BadQuery):
        store.update("INSERT DATA { GRAPH <http://x/g> { <http://x/a> <http://x/b> 1 } } ; nonsense")
    assert not list(store.quads.quads_for_pattern(None, NamedNode("http://x/b"), None))


def test_withdrawn_articles_keep_their_reason(store):
    ingested = file(store)
    store.withdraw(ingested.article_iri, now=NOW, reason='a "court" said so')
    about = {
        (quad.predicate, quad.object)
        for quad in store.quads.quads_for_pattern(NamedNode(ingested.article_iri), None, None)
    }
    assert (RDF.type, KG.WithdrawnArticle) in about
    assert (KG.withdrawnBecause, Literal('a "court" said so')) in about


def test_a_measure_the_ontology_lacks_has_a_name_of_its_own(store):
    file(store, claims=[replace(CLAIM, measure="ship count")])
    (stored,) = store.claims()
    assert stored.claim.measure == "ship count"
    assert not list(store.claims(measure=Measure("x", "http://x/", "x").iri))


def test_whoever_holds_the_writing_of_the_backend_can_write_through_the_store() -> None:
    backend = Embedded()
    store = Store(backend, base=BASE)
    said = "INSERT DATA {{ GRAPH <http://kg.example/g> {{ <http://kg.example/{}> <http://kg.example/p> 1 }} }}"
    other = threading.Thread(target=store.update, args=[said.format("other")], daemon=True)
    with backend.writing:
        other.start()
        store.update(said.format("own"))
    other.join(timeout=30)
    assert not other.is_alive()
    assert {quad.subject.value.rpartition("/")[2] for quad in store.match(None, NamedNode("http://kg.example/p"))} == {
        "own",
        "other",
    }
