"""What every store must do alike: in memory, on disk, and in the servers of others."""

import io
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal

import pytest
from claims_cases import ARTICLE, BASE, CLAIM, LEXICON, NOW, article
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Variable, parse
from store_servers import oxigraph, virtuoso

from kg.check import check
from kg.errors import BadClaims, BadQuery
from kg.pipeline import demo_articles, ingest
from kg.store import Store
from kg.vocab import KG, XSD

LATER = NOW.replace(day=3)
GRAPH = NamedNode("https://desk.example/own")
BACKENDS = ["memory", "disk", "oxigraph", "virtuoso"]


@pytest.fixture(scope="module", params=BACKENDS)
def opened(request, tmp_path_factory):
    """What opens a store of this kind, empty."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as running, pytest.MonkeyPatch.context() as environment:
        if request.param == "memory":
            yield lambda: Store.open(base=BASE)
        elif request.param == "disk":
            count = iter(range(1000))
            yield lambda: Store.open(folder / str(next(count)), base=BASE)
        else:
            if request.param == "virtuoso":
                environment.setenv("KG_STORE_USER", "dba")
                environment.setenv("KG_STORE_PASSWORD", "dba")
            address = running.enter_context({"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param](folder))
            yield lambda: emptied(address)


def emptied(address):
    with Store.at(address, base=BASE) as store:
        wipe(store)
    return Store.at(address, base=BASE)


def wipe(store):
    for name in {quad.graph_name.value for quad in store.match()}:
        store.update(f"DROP SILENT GRAPH <{name}>")


@pytest.fixture
def store(opened):
    with opened() as store:
        yield store


def file(store, article=ARTICLE, claims=(CLAIM,), now=NOW):
    return store.ingest(article, claims, lexicon=LEXICON, now=now)


def content(store):
    return sorted(map(str, store.match()))


def embedded(*steps):
    """Return what a store in memory holds after the same steps."""
    with Store.open(base=BASE) as store:
        for step in steps:
            step(store)
        return content(store)


class TestEveryStore:
    def test_what_is_ingested_is_read_back(self, store):
        ingested = file(store)
        assert [stored.claim for stored in store.claims()] == [CLAIM]
        assert store.article(ingested.article_iri) == ARTICLE
        (filed,) = store.articles()
        assert (filed.id, filed.title, filed.publisher) == ("alliance-grows", "Alliance grows", "The Daily")
        assert content(store) == embedded(file)

    def test_reading_the_same_article_twice_changes_nothing(self, store):
        file(store)
        before = content(store)
        assert not file(store, now=LATER).changed
        assert content(store) == before

    def test_a_changed_text_supersedes_the_version_before(self, store):
        def newer(into):
            return file(into, replace(ARTICLE, text=ARTICLE.text + " Updated."), now=LATER)

        first = file(store)
        second = newer(store)
        assert second.superseded == first.version_iri
        assert [stored.version for stored in store.claims()] == [second.version_iri]
        assert store.article(first.version_iri) == ARTICLE
        assert content(store) == embedded(file, newer)

    def test_a_better_reading_replaces_what_was_read_before(self, store):
        better = replace(CLAIM, certainty="alleged", scope=("group: allies",))

        def again(into):
            return file(into, claims=[better])

        file(store)
        assert again(store).changed
        assert [stored.claim for stored in store.claims(superseded=True)] == [better]
        assert content(store) == embedded(file, again)

    def test_withdrawing_takes_the_article_out_whole(self, store):
        def out(into):
            into.withdraw(f"{BASE}id/article/" + article_key(into), now=LATER, reason="published “in error”")

        file(store)
        file(store, *article(1))
        out(store)
        assert [stored.claim.article for stored in store.claims()] == ["report-1"]
        assert file(store).withdrawn
        assert content(store) == embedded(file, lambda into: file(into, *article(1)), out)

    def test_an_article_whose_claim_is_refused_leaves_no_trace(self, store):
        before = content(store)
        with pytest.raises(BadClaims):
            file(store, claims=[CLAIM, replace(CLAIM, subject_iri="no iri")])
        assert content(store) == before

    def test_numbers_of_many_digits_come_back_as_they_were(self, store):
        for number, digits in enumerate(
            ["0.1234567890123456789012345678901234567891", "1" * 40, "-7." + "3" * 20, "1.50"]
        ):
            made, (claim,) = article(number)
            file(store, made, [replace(claim, value=Decimal(digits), step=Decimal("0.01"), low=None)])
        values = {stored.claim.article: stored.claim.value for stored in store.claims()}
        assert values["report-0"] == Decimal("0.1234567890123456789012345678901234567891")
        assert values["report-1"] == Decimal("1" * 40)
        assert values["report-2"] == Decimal("-7." + "3" * 20)
        assert values["report-3"] == Decimal("1.5")

    @pytest.mark.parametrize(
        "literal",
        [
            Literal("true", datatype=NamedNode(XSD.iri + "boolean")),
            Literal("P1Y2M", datatype=NamedNode(XSD.iri + "duration")),
            Literal("1" + "0" * 30, datatype=XSD.integer),
            Literal("2024-04-04", datatype=XSD.date),
            Literal("2024-04-04T10:00:00Z", datatype=XSD.dateTime),
            Literal("2024", datatype=NamedNode(XSD.iri + "gYear")),
            Literal('Київ \U0001f600 "quoted" \\ back\nline\ttab', language="uk"),
            Literal(""),
            Literal("2024~", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
        ],
    )
    def test_a_literal_comes_back_as_it_was(self, store, literal):
        store.update(f"INSERT DATA {{ GRAPH {GRAPH} {{ {GRAPH} {KG.value} {literal} }} }}")
        assert [quad.object for quad in store.match(GRAPH, KG.value, None, GRAPH)] == [literal]
        assert list(store.match(GRAPH, KG.value, literal)) == [Quad(GRAPH, KG.value, literal, GRAPH)]
        store.update(f"DELETE DATA {{ GRAPH {GRAPH} {{ {GRAPH} {KG.value} {literal} }} }}")
        assert not list(store.match(None, None, None, GRAPH))

    def test_a_long_answer_is_whole(self, store):
        said = "\n".join(f'<{GRAPH.value}/{number}> {KG.name} "{number:05}" .' for number in range(1_500))
        store.update(f"INSERT DATA {{ GRAPH {GRAPH} {{ {said} }} }}")
        assert len({quad.subject for quad in store.match(None, KG.name, None, GRAPH)}) == 1_500
        answer = store.query("SELECT ?n WHERE { ?s kg:name ?n } ORDER BY DESC(?n)")
        assert [row["n"].value for row in answer] == [f"{number:05}" for number in reversed(range(1_500))]
        assert store.count == len(content(store))

    def test_the_default_graph_is_the_union_of_all(self, store):
        file(store)
        assert bool(store.query("ASK { ?claim a kg:Claim ; kg:series ?series . ?series kg:measure ?measure }"))
        assert not bool(store.query("ASK { ?s kg:nothing ?o }"))
        (row,) = store.query(
            "SELECT ?s ?m WHERE { ?s kg:measure ?m ; a kg:Claim }",
            substitutions={Variable("m"): NamedNode(LEXICON.measures[0].iri)},
        )
        assert row["s"].value == next(store.claims()).iri

    def test_named_graphs_can_be_asked_alone(self, store):
        first, second = file(store), file(store, *article(1))
        answer = store.query("SELECT ?c WHERE { ?c a kg:Claim }", default_graphs=[NamedNode(second.version_iri)])
        assert [row["c"].value for row in answer] == [
            stored.iri for stored in store.claims() if stored.version != first.version_iri
        ]

    def test_construct_gives_triples(self, store):
        file(store)
        triples = set(store.query("CONSTRUCT { ?c kg:name ?q } WHERE { ?c a kg:Claim ; kg:quote ?q }"))
        assert [triple.object for triple in triples] == [Literal(CLAIM.quote)]

    def test_a_query_that_cannot_be_parsed_says_so(self, store):
        with pytest.raises(BadQuery):
            store.query("SELECT WHERE {")
        with pytest.raises(BadQuery):
            store.update("INSERT DATA { GRAPH <http://g> { oops } }")

    def test_an_export_loads_as_the_same_quads(self, store):
        file(store)
        out = io.BytesIO()
        store.export("nquads", to=out)
        assert sorted(map(str, parse(out.getvalue(), RdfFormat.N_QUADS))) == content(store)

    def test_a_file_is_loaded_with_names_for_its_blank_nodes(self, store, tmp_path):
        path = tmp_path / "own.ttl"
        path.write_text("[] <http://x/p> [ <http://x/q> 1.5 ] .")
        assert store.load(path, GRAPH.value) == 2
        assert len(list(store.match(None, None, None, GRAPH))) == 2

    def test_the_base_is_kept(self, store):
        assert store.base == BASE
        assert [quad.object for quad in store.match(None, KG.base)] == [Literal(BASE)]

    def test_what_a_check_finds_is_the_same(self, store):
        for number in range(6):
            file(store, *article(number, members=31 + number % 3))
        with Store.open(base=BASE) as plain:
            for number in range(6):
                file(plain, *article(number, members=31 + number % 3))
            expected = check(plain)
        found = check(store)
        assert expected.findings
        assert found.findings == expected.findings
        assert (found.complete, found.claims, found.articles) == (True, 6, 6)

    @pytest.mark.slow
    def test_the_demo_is_found_alike(self, store, reader, lexicon):
        found = list(demo_articles(reader))
        done = list(ingest(found, store, reader, now=lambda: NOW))
        assert all(each.changed for each in done)
        with Store.open(base=BASE) as plain:
            list(ingest(found, plain, reader, now=lambda: NOW))
            assert content(store) == content(plain)
            assert check(store) == check(plain)


def article_key(store):
    return next(filed.iri for filed in store.articles() if filed.id == ARTICLE.id).rpartition("/")[2]
