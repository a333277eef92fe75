"""SERVICE over HTTP: off unless endpoints are set up, then joined with what they answer; failures are told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from serving import WRITES, Served, free_port
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Request, Response

EX = "http://example.org/"
HEADERS = {"Accept": "application/sparql-results+json"}


@pytest.fixture
def there(served: Served) -> str:
    """Another endpoint: a service in a process of its own."""
    update = f"DROP ALL; INSERT DATA {{ <{EX}nato> <{EX}seat> 'Brussels'@en . <{EX}imf> <{EX}seat> 'Washington' }}"
    assert served.post("/sparql", data={"update": update}, headers=WRITES).status_code == 204
    return f"{served.base}/sparql"


@pytest.fixture
def here(make_app: Callable[..., Flask], there: str) -> FlaskClient:
    app = make_app(services=there, service_rows=50, service_seconds=5.0, default_graph="plain")
    client = app.test_client()
    client.post("/sparql", data={"update": f"INSERT DATA {{ <{EX}nato> <{EX}members> 31 }}"}, headers=WRITES)
    return client


def rows(client: FlaskClient, query: str, **more: str) -> list[dict[str, str]]:
    answer = client.post("/sparql", data={"query": query} | more, headers=HEADERS)
    assert answer.status_code == 200, answer.data
    found = answer.json["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_a_query_joins_our_graph_with_another_endpoint(here: FlaskClient, there: str) -> None:
    query = f"SELECT ?n ?seat {{ ?who <{EX}members> ?n . SERVICE <{there}> {{ ?who <{EX}seat> ?seat }} }}"
    assert rows(here, query) == [{"n": "31", "seat": "Brussels"}]
    answer = here.get("/sparql", query_string={"query": query}, headers=HEADERS)
    assert answer.status_code == 200
    again = here.get(
        "/sparql", query_string={"query": query}, headers=HEADERS | {"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304
    described = here.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "BasicFederatedQuery" in described


def test_what_changes_there_changes_the_answer_and_its_name(here: FlaskClient, there: str, served: Served) -> None:
    query = f"SELECT ?seat {{ SERVICE <{there}> {{ <{EX}nato> <{EX}seat> ?seat }} }}"
    before = here.get("/sparql", query_string={"query": query}, headers=HEADERS)
    served.post("/sparql", data={"update": f"INSERT DATA {{ <{EX}nato> <{EX}seat> 'Mons' }}"}, headers=WRITES)
    after = here.get("/sparql", query_string={"query": query}, headers=HEADERS)
    assert len(after.json["results"]["bindings"]) == 2
    assert before.headers["ETag"] != after.headers["ETag"]


def test_endpoints_that_were_not_set_up_are_refused(
    here: FlaskClient, make_app: Callable[..., Flask], there: str
) -> None:
    for client, address in ((here, f"{there}2"), (here, "http://127.0.0.1:1/"), (make_app().test_client(), there)):
        answer = client.post(
            "/sparql", data={"query": f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"}, headers=HEADERS
        )
        assert (answer.status_code, answer.content_type) == (403, "application/problem+json")
    update = f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"
    assert here.post("/sparql", data={"update": update}, headers=WRITES).status_code == 403


def test_an_answer_that_is_too_large_and_a_query_that_is_wrong_are_told(here: FlaskClient, there: str) -> None:
    many = " ".join(str(n) for n in range(60))
    large = here.post(
        "/sparql", data={"query": f"SELECT * {{ SERVICE <{there}> {{ VALUES ?n {{ {many} }} }} }}"}, headers=HEADERS
    )
    assert (large.status_code, "more than 50 rows" in large.json["detail"]) == (413, True)
    wrong = here.post("/sparql", data={"query": f"SELECT * {{ SERVICE <{there}> {{ ?s ?p }} }}"}, headers=HEADERS)
    assert (wrong.status_code, there in wrong.json["detail"]) == (502, True)
    deep = "{" * 300 + f"SERVICE <{there}> {{ ?s ?p ?o }}" + "}" * 300
    assert here.post("/sparql", data={"query": f"SELECT * {deep}"}, headers=HEADERS).status_code in (400, 413)


@pytest.fixture
def slow() -> Iterator[BaseWSGIServer]:
    """An endpoint that never comes to an end."""
    ended = threading.Event()

    @Request.application
    def never(request: Request) -> Response:
        def drip() -> Iterator[bytes]:
            yield b'{"head":{"vars":["x"]},"results":{"bindings":['
            while not ended.wait(0.05):
                yield b" "

        return Response(drip(), content_type="application/sparql-results+json")

    server = make_server("127.0.0.1", free_port(), never, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    ended.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_endpoint_that_never_ends_is_given_up_and_silent_goes_on_without_it(
    make_app: Callable[..., Flask], slow: BaseWSGIServer
) -> None:
    address = f"http://127.0.0.1:{slow.server_port}/sparql"
    client = make_app(services=address, service_seconds=0.5).test_client()
    query = f"SELECT ?x {{ SERVICE <{address}> {{ ?x ?p ?o }} }}"
    answer = client.post("/sparql", data={"query": query}, headers=HEADERS)
    assert (answer.status_code, answer.content_type) == (502, "application/problem+json")
    assert rows(client, query.replace("SERVICE", "SERVICE SILENT")) == [{}]
