"""The service on the stores of others: the same pages, answers and refusals as on a folder of its own."""

from __future__ import annotations

import io
import re
from collections import Counter
from contextlib import ExitStack
from urllib.parse import urldefrag, urlsplit

import pytest
from claims_cases import NOW
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, parse_query_results
from store_servers import oxigraph, virtuoso

from api import Knowledge, Settings, create_app
from api.app import close
from api.pages.editor import examples
from kg.check import recheck
from kg.errors import StoreError
from kg.model import Article
from kg.pipeline import Reader, demo_articles, ingest
from kg.store import Store

BASE = "http://kg.example/"
TOKEN = "correct horse battery staple"
JSON = "application/sparql-results+json"
WRITES = {"Authorization": f"Bearer {TOKEN}"}
ADDRESS = re.compile(r'(?:href|src|action)="([^"]+)"')
START = ("/", "/inbox", "/archive", "/entities", "/links", "/draft")
VARIANTS = 3  # addresses that differ in their query alone: filters make them without end
OF_A_KIND = 8
UNORDERED = {"/editor", "/sparql"}  # the queries of people: rows come in whatever order a store has them


def served(store: object):
    settings = Settings(base=BASE, store=str(store), token=TOKEN, readers=1, rate=0, log="off")
    return create_app(Knowledge(settings))


@pytest.fixture(scope="module")
def reader():
    from kg.ontology import load

    return Reader(load(base=BASE))


@pytest.fixture(scope="module")
def embedded(reader, tmp_path_factory):
    folder = tmp_path_factory.mktemp("embedded") / "store"
    with Store.open(folder, base=BASE) as store:
        for _ in ingest(demo_articles(reader), store, reader, now=lambda: NOW):
            pass
        recheck(store, now=NOW)
        content = io.BytesIO()
        store.export("nquads", to=content)
    app = served(folder)
    yield app.test_client(), content.getvalue()
    close(app)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request, embedded, tmp_path_factory):
    """A service on the server, and the server's address."""
    with ExitStack() as running, pytest.MonkeyPatch.context() as environment:
        if request.param == "virtuoso":
            environment.setenv("KG_STORE_USER", "dba")
            environment.setenv("KG_STORE_PASSWORD", "dba")
        folder = tmp_path_factory.mktemp(request.param)
        address = running.enter_context({"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param](folder))
        with Store.at(address, base=BASE) as store:
            store.insert(embedded[1])
        app = served(address)
        yield app.test_client(), address
        close(app)


def pages(client: FlaskClient) -> dict[str, tuple[int, str]]:
    """Return what can be reached from the pages people begin with, some of every kind: status and content."""
    seen: dict[str, tuple[int, str]] = {}
    variants: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    waiting = list(START)
    while waiting:
        address = waiting.pop()
        path, _, asked = address.partition("?")
        if path in UNORDERED:
            continue
        kind = path.rpartition("/")[0] if path.count("/") > 1 else path
        if address in seen or path.startswith(("/static/", "/sign-in")) or kinds[kind] >= OF_A_KIND:
            continue
        if asked and variants[path] >= VARIANTS:
            continue
        kinds[kind] += 1
        variants[path] += bool(asked)
        response = client.get(address, headers={"Accept": "text/html"})
        seen[address] = (response.status_code, varying(response.get_data(as_text=True)))
        for found in ADDRESS.findall(seen[address][1]) if response.mimetype == "text/html" else ():
            parts = urlsplit(urldefrag(found.replace("&amp;", "&"))[0].replace(BASE, "/"))
            if not parts.netloc and parts.scheme == "" and parts.path.startswith("/"):
                waiting.append(parts.geturl())
    return seen


def varying(content: str) -> str:
    """Return a page without what no two answers have in common: the number of the request."""
    return re.sub(r"urn:request:[\w-]+", "", content)


def test_every_page_is_the_same_as_on_a_folder(embedded, remote):
    expected, found = pages(embedded[0]), pages(remote[0])
    assert len([status for status, _ in expected.values() if status == 200]) > 30
    assert sorted(found) == sorted(expected)
    assert [address for address in expected if found[address] != expected[address]] == []


def test_every_example_of_the_editor_gives_the_same_rows_as_on_a_folder(embedded, remote):
    def answers(client: FlaskClient) -> list[Counter[str]]:
        wanted = {"Accept": "text/csv, application/n-triples"}
        asked = [client.get("/sparql", query_string={"query": each.text}, headers=wanted) for each in examples()]
        assert {answer.status_code for answer in asked} == {200}
        return [Counter(answer.text.splitlines()) for answer in asked]

    assert answers(remote[0]) == answers(embedded[0])


def test_what_the_service_writes_stands_in_the_store(remote):
    client, address = remote
    graph = "https://desk.example/notes"
    said = f'INSERT DATA {{ GRAPH <{graph}> {{ <{graph}#a> <{graph}#says> "1.50", 1.50, "\u0416"@uk }} }}'
    assert client.post("/sparql", data={"update": said}, headers=WRITES).status_code == 204
    with Store.at(address, base=BASE) as store:
        assert sorted(str(quad.object) for quad in store.match() if quad.graph_name.value == graph) == sorted(
            str(triple["o"]) for triple in rows(client, f"SELECT ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        )
    assert client.post("/sparql", data={"update": f"DROP GRAPH <{graph}>"}, headers=WRITES).status_code == 204
    with Store.at(address, base=BASE) as store:
        assert graph not in {quad.graph_name.value for quad in store.match(None, None, None)}


@pytest.mark.parametrize(
    ("update", "why"),
    [
        ("INSERT DATA { <http://x/a> <http://x/b> 1 }", "name its graph"),
        ("INSERT DATA { GRAPH <http://x/g> { [] <http://x/b> 1 } }", "blank nodes"),
    ],
)
def test_what_not_every_store_can_keep_is_refused_with_the_reason(remote, update, why):
    client, _ = remote
    before = client.get("/metrics").get_data(as_text=True).partition("claimgraph_quads ")[2].split()[0]
    answer = client.post("/sparql", data={"update": update}, headers=WRITES)
    assert answer.status_code == 422
    assert why in answer.get_json()["detail"]
    assert f"claimgraph_quads {before}" in client.get("/metrics").get_data(as_text=True)


def test_what_another_program_writes_is_taken_over(remote, reader):
    client, address = remote
    mirror = client.application.config["KNOWLEDGE"]._backend
    article = Article("written-elsewhere", "Lake Council has 31 members.", published="2024-04-04")
    with Store.at(address, base=BASE) as other:
        filed = other.ingest(article, reader.claims(article), lexicon=reader.lexicon, now=NOW)
        assert mirror.follow_others()
        key = filed.article_iri.rpartition("/")[2]
        assert "written-elsewhere" in client.get(f"/archive/{key}", headers={"Accept": "text/html"}).get_data(
            as_text=True
        )
        assert rows(client, f"SELECT ?v WHERE {{ <{filed.article_iri}> kg:currentVersion ?v }}")
        other.withdraw(filed.article_iri, now=NOW)
        assert mirror.follow_others()
        assert sorted(map(str, mirror.match())) == sorted(map(str, other.match()))
    assert not mirror.follow_others()
    assert client.get(f"/archive/{key}").status_code in {404, 410}


def test_the_files_of_another_server_are_not_copied(remote, tmp_path):
    with pytest.raises(StoreError, match="copy it there"):
        remote[0].application.config["KNOWLEDGE"].backup(tmp_path / "copy")


def rows(client: FlaskClient, query: str) -> list[object]:
    asked = f"PREFIX kg: <https://w3id.org/claimgraph/ontology#> {query}"
    answer = client.get("/sparql", query_string={"query": asked}, headers={"Accept": JSON})
    return list(parse_query_results(answer.get_data(), QueryResultsFormat.JSON))
