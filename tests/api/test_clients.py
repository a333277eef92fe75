"""The tools people use work against a running service: SPARQLWrapper, rdflib, curl, Comunica."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from programs import missing, program
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from serving import TOKEN, WRITES, Served
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

EX = "http://example.org/"
COMUNICA = "comunica-sparql-file"
DATA = f"DROP ALL; INSERT DATA {{ <{EX}a> <{EX}p> 'é' , 2 . GRAPH <{EX}g> {{ <{EX}b> <{EX}p> 3 }} }}"


@pytest.fixture(autouse=True)
def filled(served: Served) -> None:
    assert served.post("/sparql", data={"update": DATA}, headers=WRITES).status_code == 204


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # SPARQLWrapper uses what rdflib has renamed
@pytest.mark.parametrize("method", ["GET", POST, POSTDIRECTLY])
def test_sparqlwrapper_reads_every_result_format(served: Served, method: str) -> None:
    wrapper = SPARQLWrapper(served.base + "/sparql")
    if method == POSTDIRECTLY:
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setMethod(POST)
    elif method == POST:
        wrapper.setMethod(POST)
    wrapper.setQuery(f"SELECT ?o {{ <{EX}a> <{EX}p> ?o }}")
    for form in (JSON, XML, CSV, TSV):
        wrapper.setReturnFormat(form)
        converted = wrapper.query().convert()
        text = (
            converted.toxml()
            if form == XML
            else converted.decode()
            if isinstance(converted, bytes)
            else json.dumps(converted, ensure_ascii=False)
        )
        assert "é" in text, form
    wrapper.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    for form in (TURTLE, RDFXML, JSONLD, N3):
        wrapper.setReturnFormat(form)
        assert wrapper.query().convert(), form


def test_sparqlwrapper_updates_with_a_token(served: Served) -> None:
    wrapper = SPARQLWrapper(served.base + "/sparql")
    wrapper.setMethod(POST)
    wrapper.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    wrapper.setQuery(f"INSERT DATA {{ <{EX}w> <{EX}p> 9 }}")
    wrapper.query()
    assert served.get(
        "/sparql", params={"query": f"ASK {{ <{EX}w> ?p 9 }}"}, headers={"Accept": "application/sparql-results+json"}
    ).json()["boolean"]


def test_an_rdflib_graph_reads_from_the_service(served: Served) -> None:
    graph = Graph(SPARQLStore(served.base + "/sparql", returnFormat="json"))
    assert {str(o) for o in graph.objects(URIRef(EX + "a"), URIRef(EX + "p"))} == {"é", "2"}
    rows = list(graph.query(f"SELECT ?o {{ <{EX}a> <{EX}p> ?o }} ORDER BY ?o"))
    assert len(rows) == 2
    assert len(graph) == 2
    graph.store.close()


def test_an_rdflib_dataset_writes_to_the_service(served: Served) -> None:
    store = SPARQLUpdateStore(served.base + "/sparql", served.base + "/sparql", headers=dict(WRITES), autocommit=False)
    dataset = Dataset(store)
    graph = dataset.graph(URIRef(EX + "mine"))
    graph.add((URIRef(EX + "c"), URIRef(EX + "p"), Literal("new")))
    store.commit()
    assert [str(o) for o in graph.objects(URIRef(EX + "c"))] == ["new"]
    graph.remove((URIRef(EX + "c"), None, None))
    store.commit()
    assert list(graph.objects(URIRef(EX + "c"))) == []
    store.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_gets_what_it_asks_for(served: Served, tmp_path: Path) -> None:
    def curl(*arguments: str) -> str:
        done = subprocess.run(
            ["curl", "-sS", "--fail-with-body", *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout

    url = served.base + "/sparql"
    assert (
        curl(
            "-H",
            "Accept: text/csv",
            "--data-urlencode",
            f"query=SELECT ?o {{ <{EX}b> ?p ?o }}",
            "--data-urlencode",
            f"default-graph-uri={EX}g",
            url,
        )
        == "o\n3\n"
    )
    (tmp_path / "q.rq").write_text("ASK {}")
    assert "true" in curl("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path}/q.rq", url)
    (tmp_path / "g.ttl").write_text(f"<{EX}t> <{EX}p> 7 .")
    graph = f"{served.base}/store?graph={EX}t"
    curl(
        "-X",
        "PUT",
        "-H",
        f"Authorization: Bearer {TOKEN}",
        "-H",
        "Content-Type: text/turtle",
        "-T",
        str(tmp_path / "g.ttl"),
        graph,
    )
    assert f"<{EX}t>" in curl("-H", "Accept: application/n-triples", graph)


@pytest.mark.slow
@pytest.mark.skipif(program(COMUNICA) is None, reason=missing(COMUNICA))
def test_comunica_queries_the_service(served: Served) -> None:
    query = f"SELECT ?o {{ <{EX}a> <{EX}p> ?o }}"
    done = subprocess.run(
        [program(COMUNICA) or "", f"sparql@{served.base}/sparql", query, "-t", "application/sparql-results+json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert {row["o"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]} == {"é", "2"}


def test_connections_are_kept_and_shared(served: Served) -> None:
    with httpx.Client(base_url=served.base) as client:
        answers = [client.post("/sparql", data={"query": f"SELECT ({n} AS ?n) {{}}"}) for n in range(20)]
    assert {answer.status_code for answer in answers} == {200}
