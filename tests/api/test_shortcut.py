"""The short way of a query and the long way through the framework answer alike, header by header."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ACCEPT = {"Accept": "application/sparql-results+json"}


def told(answer: TestResponse) -> tuple[int, dict[str, str], object]:
    headers = {name: value for name, value in answer.headers.items() if name not in {"X-Request-Id", "Content-Length"}}
    if answer.status_code == 304:
        headers.pop("Content-Type", None)
    if answer.mimetype != "application/problem+json" or not answer.data:
        return answer.status_code, headers, answer.data
    problem = json.loads(answer.data)
    assert problem.pop("instance") == f"urn:request:{answer.headers['X-Request-Id']}"
    return answer.status_code, headers, problem


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "query_string": {"query": "ASK {}"}, "headers": ACCEPT},
        {"method": "HEAD", "query_string": {"query": "SELECT (1 AS ?n) {}"}, "headers": ACCEPT},
        {"method": "POST", "data": {"query": "SELECT ('é' AS ?n) {}"}, "headers": {"Accept": "text/csv"}},
        {"method": "POST", "data": "ASK {}", "content_type": QUERY + "; charset=utf-8"},
        {"method": "POST", "data": "ASK {}", "content_type": QUERY, "query_string": {"default-graph-uri": "http://x/"}},
        {"method": "POST", "data": b"ASK { \xff }", "content_type": QUERY},
        {"method": "POST", "data": {"query": "ASK {}", "default-graph-uri": "no iri"}},
        {"method": "POST", "data": {"query": "ASK {}", "using-graph-uri": "http://x/"}},
        {"method": "POST", "data": {"query": ["ASK {}", "ASK {}"]}},
        {"method": "POST", "data": {"query": "ASK {}", "update": "DROP ALL"}},
        {"method": "POST", "data": "query=%FF", "content_type": FORM},
        {"method": "GET", "query_string": {"query": "SELECT"}},
        {"method": "GET", "query_string": {"query": "SELECT * { SERVICE <http://x/> {} }"}},
        {"method": "GET", "query_string": {"query": "SELECT * FROM <http://x/g> { ?s <x:wasDerivedFrom> ?o }"}},
        {"method": "GET", "query_string": {"query": "ASK { FILTER(<x:unknown>(1)) }"}},
        {"method": "GET", "query_string": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}},
        {"method": "GET", "query_string": {"query": "ASK {}"}, "headers": {"Authorization": "Bearer x"}},
        {"method": "GET", "query_string": {"query": ""}},
        {"method": "PUT", "data": "ASK {}", "content_type": QUERY},
    ],
    ids=lambda request: f"{request['method']} {request.get('data', request.get('query_string'))}",
)
def test_both_ways_answer_alike(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, request_: dict[str, object]
) -> None:
    short = told(client.open("/sparql", **request_))  # type: ignore[arg-type]
    tag = short[1].get("ETag")
    again = {**request_, "headers": {**request_.get("headers", {}), "If-None-Match": tag or "x"}}  # type: ignore[dict-item]
    kept = told(client.open("/sparql", **again))  # type: ignore[arg-type]
    monkeypatch.setattr(app.wsgi_app, "_shortcut", lambda environ, request_id: None)
    assert told(client.open("/sparql", **request_)) == short  # type: ignore[arg-type]
    assert told(client.open("/sparql", **again)) == kept  # type: ignore[arg-type]
    assert kept[0] == (304 if tag else short[0])


def test_reading_with_a_token_holds_on_the_short_way(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app(read_open=False).test_client()
    answer = client.post("/sparql", data={"query": "ASK {}"})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_both_ways_are_counted_and_nothing_stays_counted_as_running(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app().test_client()
    for address in ("/sparql?query=ASK%7B%7D", "/sparql", "/nowhere"):
        client.get(address).close()
    numbers = client.get("/metrics").text
    assert 'claimgraph_requests_total{method="GET",route="/sparql",status="200"} 2.0' in numbers
    assert 'claimgraph_requests_total{method="GET",route="none",status="404"} 1.0' in numbers
    assert "claimgraph_requests_active 1.0" in numbers  # the one that asks
