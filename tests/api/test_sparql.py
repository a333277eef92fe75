"""SPARQL 1.1 Protocol, clause by clause; the same clauses as the black-box suite, for where that is absent."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from serving import WRITES
from werkzeug.test import TestResponse

from api import negotiate

EX = "http://example.org/"
DATA = f"""INSERT DATA {{ <{EX}d> <{EX}p> "default" . GRAPH <{EX}g1> {{ <{EX}s1> <{EX}p> "one" }}
GRAPH <{EX}g2> {{ <{EX}s2> <{EX}p> "two, \\"quoted\\"\\nline" }} }}"""
ALL = f"SELECT ?s ?o WHERE {{ ?s <{EX}p> ?o }}"


@pytest.fixture
def filled(client: FlaskClient) -> FlaskClient:
    assert client.post("/sparql", data={"update": DATA}, headers=WRITES).status_code == 204
    return client


def ask(client: FlaskClient, query: str, accept: str | None = negotiate.JSON, **more: str | list[str]) -> TestResponse:
    fields = urlencode({"query": query, **{k.replace("_", "-"): v for k, v in more.items()}}, doseq=True)
    return client.get(f"/sparql?{fields}", headers={"Accept": accept} if accept else {})


def subjects(response: TestResponse) -> set[str]:
    assert response.status_code == 200, response.text
    return {row["s"]["value"].removeprefix(EX) for row in json.loads(response.data)["results"]["bindings"]}


def test_a_query_is_taken_in_the_address_as_a_form_and_as_it_is(filled: FlaskClient) -> None:
    accept = {"Accept": negotiate.JSON}
    answers = [
        ask(filled, ALL),
        filled.post("/sparql", data={"query": ALL}, headers=accept),
        filled.post("/sparql", data=ALL, content_type="application/sparql-query", headers=accept),
        filled.post("/sparql", data=ALL, content_type="Application/SPARQL-Query; charset=UTF-8", headers=accept),
    ]
    assert [subjects(answer) for answer in answers] == [{"d"}] * 4


@pytest.mark.parametrize("media", [negotiate.JSON, negotiate.XML, negotiate.CSV, negotiate.TSV])
def test_rows_come_in_the_format_asked_for(filled: FlaskClient, media: str) -> None:
    answer = ask(filled, ALL, media)
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert b"default" in answer.data
    assert "accept" in answer.headers["Vary"].lower()


@pytest.mark.parametrize("media", list(negotiate.GRAPH))
def test_a_graph_comes_in_the_format_asked_for(filled: FlaskClient, media: str) -> None:
    answer = ask(filled, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", media)
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert b"default" in answer.data


def test_quality_values_decide_and_zero_excludes(filled: FlaskClient) -> None:
    assert ask(filled, ALL, "text/csv;q=0.1, application/sparql-results+xml;q=0.8").mimetype == negotiate.XML
    assert ask(filled, ALL, f"{negotiate.JSON};q=0, */*").mimetype == negotiate.XML
    assert ask(filled, ALL, None).mimetype == negotiate.JSON
    assert ask(filled, ALL, "image/png").status_code == 406
    assert ask(filled, "ASK {}", "text/csv").status_code == 406


def test_csv_quotes_a_comma_in_an_iri_and_ends_its_lines_as_the_rfc_says(filled: FlaskClient) -> None:
    answer = ask(
        filled,
        f"SELECT ?s ?o {{ VALUES (?s ?o) {{ (<{EX}#char=1,2> 'a, \"b\"\\n\\tc'@en) (1.5 UNDEF) }} }}",
        "text/csv",
    )
    assert answer.data.startswith(b"s,o\r\n")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert rows == [["s", "o"], [f"{EX}#char=1,2", 'a, "b"\n\tc'], ["1.5", ""]]


def test_parameters_are_decoded_once(client: FlaskClient) -> None:
    answer = ask(client, 'SELECT ("100%25 %41 1+1" AS ?s) {}')
    assert subjects(answer) == {"100%25 %41 1+1"}
    plus = client.get("/sparql?query=SELECT+(1%2B1+AS+?s)+%7B%7D", headers={"Accept": negotiate.JSON})
    assert subjects(plus) == {"2"}


def test_the_dataset_of_the_protocol_is_honoured(filled: FlaskClient) -> None:
    assert subjects(ask(filled, ALL)) == {"d"}
    assert subjects(ask(filled, ALL, default_graph_uri=EX + "g1")) == {"s1"}
    assert subjects(ask(filled, ALL, default_graph_uri=[EX + "g1", EX + "g2"])) == {"s1", "s2"}
    assert subjects(ask(filled, ALL, named_graph_uri=EX + "g1")) == set()
    within = f"SELECT ?s {{ GRAPH ?g {{ ?s <{EX}p> ?o }} }}"
    assert subjects(ask(filled, within, named_graph_uri=EX + "g1")) == {"s1"}
    assert subjects(ask(filled, within, default_graph_uri=EX + "g1")) == set()
    from_two = f"SELECT ?s FROM <{EX}g2> {{ ?s ?p ?o }}"
    assert subjects(ask(filled, from_two)) == {"s2"}
    assert subjects(ask(filled, from_two, default_graph_uri=EX + "g1")) == {"s1"}


def test_the_default_graph_is_the_union_where_that_is_set(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app(default_graph="union").test_client()
    client.post("/sparql", data={"update": DATA}, headers=WRITES)
    assert subjects(ask(client, ALL)) == {"d", "s1", "s2"}
    assert subjects(ask(client, f"SELECT ?s FROM <{EX}g2> {{ ?s ?p ?o }}")) == {"s2"}
    assert subjects(ask(client, ALL, default_graph_uri=EX + "g1")) == {"s1"}


@pytest.mark.parametrize(
    ("method", "address", "more", "status"),
    [
        ("GET", "/sparql?query=SELECT", {}, 400),
        ("GET", "/sparql?query=", {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, 400),
        ("GET", "/sparql?foo=bar", {}, 400),
        ("GET", "/sparql?update=DROP+ALL", {}, 400),
        ("GET", "/sparql?query=%FF", {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=not+an+iri", {}, 400),
        ("GET", "/sparql?query=ASK%7B%7D&using-graph-uri=http://x/", {}, 400),
        ("GET", "/sparql?query=INSERT+DATA+%7B%7D", {}, 400),
        ("POST", "/sparql", {"data": {"foo": "bar"}}, 400),
        ("POST", "/sparql", {"data": {"query": "ASK{}", "update": "DROP ALL"}}, 400),
        ("POST", "/sparql?query=ASK%7B%7D", {"data": "ASK{}", "content_type": "application/sparql-query"}, 400),
        ("POST", "/sparql", {"data": b'ASK{"\xff"}', "content_type": "application/sparql-query"}, 400),
        ("POST", "/sparql", {"data": "ASK {}", "content_type": "text/plain"}, 415),
        ("POST", "/sparql", {"data": "ASK {}", "content_type": "application/json"}, 415),
        ("PUT", "/sparql?query=ASK%7B%7D", {}, 405),
        ("DELETE", "/sparql?query=ASK%7B%7D", {}, 405),
    ],
)
def test_what_is_no_request_of_the_protocol_is_refused(client: FlaskClient, method, address, more, status) -> None:  # type: ignore[no-untyped-def]
    answer = client.open(address, method=method, **more)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.json)
    if status == 405:
        assert "GET" in answer.headers["Allow"]


def test_an_update_is_visible_at_once_in_both_ways(client: FlaskClient) -> None:
    assert (
        client.post("/sparql", data={"update": f"INSERT DATA {{ <{EX}a> <{EX}p> 1 }}"}, headers=WRITES).status_code
        == 204
    )
    assert subjects(ask(client, ALL)) == {"a"}
    direct = client.post(
        "/sparql", data="DELETE WHERE { ?s ?p ?o }", content_type="application/sparql-update", headers=WRITES
    )
    assert direct.status_code == 204
    assert subjects(ask(client, ALL)) == set()


def test_an_update_is_whole_or_not_at_all(client: FlaskClient) -> None:
    failing = f"INSERT DATA {{ <{EX}a> <{EX}p> 1 }} ; LOAD <http://127.0.0.1:9/none>"
    assert client.post("/sparql", data={"update": failing}, headers=WRITES).status_code == 403
    assert (
        client.post(
            "/sparql", data={"update": f"CREATE GRAPH <{EX}g>; CREATE GRAPH <{EX}g>"}, headers=WRITES
        ).status_code
        == 400
    )
    assert subjects(ask(client, "SELECT ?s { { ?s ?p ?o } UNION { GRAPH ?s {} } }")) == set()


def test_using_graphs_are_honoured_and_never_mixed_with_those_of_the_text(filled: FlaskClient) -> None:
    copy = f"INSERT {{ GRAPH <{EX}out> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    assert (
        filled.post("/sparql", data={"update": copy, "using-graph-uri": EX + "g1"}, headers=WRITES).status_code == 204
    )
    assert subjects(ask(filled, ALL, default_graph_uri=EX + "out")) == {"s1"}
    gone = filled.post(
        "/sparql", data={"update": "DELETE WHERE { ?s ?p ?o }", "using-graph-uri": EX + "g1"}, headers=WRITES
    )
    assert gone.status_code == 204
    assert subjects(ask(filled, ALL)) == {"d"}
    for clause in ("USING", "USING NAMED"):
        text = f"INSERT {{ ?s <{EX}z> ?o }} {clause} <{EX}g1> WHERE {{ ?s ?p ?o }}"
        assert (
            filled.post("/sparql", data={"update": text, "using-graph-uri": EX + "g2"}, headers=WRITES).status_code
            == 400
        )


@pytest.mark.parametrize(
    "pattern", ["{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }", f"{{ GRAPH <{EX}g1> {{ ?s ?p ?o }} }}"]
)
def test_readers_see_exactly_what_the_store_holds_after_any_update(filled: FlaskClient, app, pattern: str) -> None:  # type: ignore[no-untyped-def]
    updates = [
        f"INSERT {{ GRAPH <{EX}new> {{ ?s ?p [ <{EX}q> ?o ] }} }} WHERE {pattern}",
        f"DELETE {pattern} INSERT {{ ?s ?p 'changed' }} WHERE {pattern}".replace("?g", "?h"),
        f"MOVE GRAPH <{EX}g2> TO <{EX}g3>; COPY DEFAULT TO <{EX}g4>; CREATE GRAPH <{EX}empty>",
        f"PREFIX e: <{EX}> DELETE WHERE {{ GRAPH e:new {{ ?s ?p ?o }} }}; DROP GRAPH e:g4",
        "CLEAR NAMED",
    ]
    for update in updates:
        assert filled.post("/sparql", data={"update": update}, headers=WRITES).status_code == 204, update
        everything = filled.get("/store", headers={"Accept": negotiate.NQUADS}).text.splitlines()
        assert sorted(everything) == sorted(f"{quad} ." for quad in app.config["KNOWLEDGE"].quads)
        graphs = ask(filled, "SELECT ?s { GRAPH ?s {} }")
        assert subjects(graphs) == {n.value.removeprefix(EX) for n in app.config["KNOWLEDGE"].quads.named_graphs()}


def test_a_result_carries_an_etag_until_the_next_write(filled: FlaskClient) -> None:
    address = f"/sparql?query={quote(ALL)}"
    tag = filled.get(address).headers["ETag"]
    unchanged = filled.get(address, headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    filled.post("/sparql", data={"update": f"INSERT DATA {{ <{EX}b> <{EX}p> 2 }}"}, headers=WRITES)
    assert filled.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_head_is_get_without_a_body_and_frees_its_reader(filled: FlaskClient) -> None:
    for number in range(6):
        answer = filled.head(f"/sparql?query={quote(f'SELECT ({number} AS ?n) {{}}')}")
        assert (answer.status_code, answer.data) == (200, b"")
    assert subjects(ask(filled, ALL)) == {"d"}


def test_an_unknown_function_is_named_as_such(client: FlaskClient) -> None:
    assert ask(client, f"SELECT (<{EX}f>(1) AS ?s) {{}}").status_code == 501


def test_browsers_of_other_sites_may_ask(client: FlaskClient) -> None:
    assert ask(client, "ASK {").headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options(
        "/sparql", headers={"Origin": "http://yasgui.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "authorization" in preflight.headers["Access-Control-Allow-Headers"].lower()
    assert "GET" in client.options("/sparql").headers["Allow"]


def test_a_million_rows_pass_through_in_parts(client: FlaskClient) -> None:
    numbers = " ".join(map(str, range(1000)))
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    answer = ask(client, query, negotiate.TSV)
    sizes = [len(part) for part in answer.iter_encoded()]
    assert answer.status_code == 200
    assert len(sizes) > 50
    assert max(sizes) < 1_000_000


def test_a_result_past_its_limit_is_cut_off_not_completed(make_app) -> None:  # type: ignore[no-untyped-def]
    client = make_app(query_rows=100).test_client()
    few = " ".join(map(str, range(101)))
    for media in (negotiate.JSON, negotiate.XML, negotiate.CSV, negotiate.TSV):
        answer = ask(client, f"SELECT ?a {{ VALUES ?a {{ {few} 0 0 }} }}", media)
        assert answer.status_code == 503, media
        assert "LIMIT" in answer.json["detail"]
        assert ask(client, "SELECT ?a { VALUES ?a { 1 2 3 } }", media).status_code == 200
