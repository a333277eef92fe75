"""SPARQL 1.1 Graph Store HTTP Protocol, clause by clause."""

from __future__ import annotations

import io
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from serving import WRITES

from api import negotiate

EX = "http://example.org/"
ONE, TWO = f"<{EX}a> <{EX}p> 1 .", f'<{EX}b> <{EX}p> [ <{EX}q> "é日本"@ja ] .'


def at(name: str) -> str:
    return f"/store?graph={quote(EX + name, safe='')}"


def put(
    client: FlaskClient,
    address: str,
    body: str | bytes,
    media: str = "text/turtle",
    method: str = "PUT",
    **headers: str,
) -> int:
    return client.open(address, method=method, data=body, content_type=media, headers=WRITES | headers).status_code


def triples(client: FlaskClient, address: str) -> set[str]:
    answer = client.get(address, headers={"Accept": negotiate.NTRIPLES})
    assert answer.status_code == 200, answer.text
    return {str(quad.object) for quad in parse(answer.data, RdfFormat.N_TRIPLES)}


def test_put_creates_then_replaces_post_adds_delete_removes(client: FlaskClient) -> None:
    assert client.get(at("g")).status_code == 404
    assert put(client, at("g"), ONE) == 201
    assert put(client, at("g"), TWO) == 204
    assert len(triples(client, at("g"))) == 2
    assert put(client, at("g"), ONE, method="POST") == 204
    assert len(triples(client, at("g"))) == 3
    assert client.delete(at("g"), headers=WRITES).status_code == 204
    assert client.get(at("g")).status_code == 404
    assert client.delete(at("g"), headers=WRITES).status_code == 404


def test_a_graph_has_an_address_of_its_own_under_the_store(client: FlaskClient) -> None:
    assert put(client, "/store/person/1.ttl", "<> <http://example.org/p> <#me> .") == 201
    assert triples(client, "/store/person/1.ttl") == {"<http://kg.example/store/person/1.ttl#me>"}
    assert triples(client, "/store?graph=" + quote("http://kg.example/store/person/1.ttl", safe="")) != set()
    assert put(client, "/store/p%20q", ONE) == 201
    assert client.get("/store/p%20q").status_code == 200
    assert put(client, "/store/%C2%88a%7C%5Cb%25%22", ONE) == 201
    assert triples(client, "/store?graph=" + quote("http://kg.example/store/%C2%88a%7C%5Cb%25%22", safe="")) != set()
    assert put(client, "/store/%FF", ONE) == 400


def test_a_post_to_the_store_makes_a_graph_and_says_where(client: FlaskClient) -> None:
    made = client.post("/store", data=ONE, content_type="text/turtle", headers=WRITES)
    assert made.status_code == 201
    assert len(triples(client, made.headers["Location"].removeprefix("http://kg.example"))) == 1


def test_the_default_graph_is_always_there_and_keeps_apart(client: FlaskClient) -> None:
    assert triples(client, "/store?default") == set()
    assert put(client, "/store?default", ONE) == 204
    assert put(client, at("g"), TWO) == 201
    assert len(triples(client, "/store?default")) == 1
    assert client.delete("/store?default", headers=WRITES).status_code == 204
    assert triples(client, "/store?default") == set()


def test_an_empty_graph_is_a_graph(client: FlaskClient) -> None:
    assert put(client, at("empty"), "") == 201
    assert triples(client, at("empty")) == set()


def test_blank_nodes_of_two_documents_are_two(client: FlaskClient) -> None:
    for number in (1, 2):
        put(client, at("b"), f"_:x <{EX}p> {number} .", method="POST")
    answer = client.get(at("b"), headers={"Accept": negotiate.NTRIPLES})
    assert len({str(quad.subject) for quad in parse(answer.data, RdfFormat.N_TRIPLES)}) == 2


@pytest.mark.parametrize("media", [m for m in negotiate.GRAPH if m not in (negotiate.TRIG, negotiate.NQUADS)])
def test_what_is_given_in_a_format_can_be_put_back_in_it(client: FlaskClient, media: str) -> None:
    put(client, at("f"), TWO)
    body = client.get(at("f"), headers={"Accept": media})
    assert body.mimetype == media
    assert put(client, at("again"), body.data, media) == 201
    assert len(triples(client, at("again"))) == 2


def test_parts_of_a_form_are_each_read_in_their_own_format(client: FlaskClient) -> None:
    parts = {
        "f": [
            (io.BytesIO(ONE.encode()), "a.ttl", "text/turtle"),
            (io.BytesIO(b'<http://x/c> <http://x/p> "nt" .\n'), "b.nt", negotiate.NTRIPLES),
        ]
    }
    assert client.post(at("parts"), data=parts, headers=WRITES).status_code == 201
    assert len(triples(client, at("parts"))) == 2


@pytest.mark.parametrize(
    ("address", "body", "media", "status"),
    [
        (at("x"), "hello", "image/png", 415),
        (at("x"), "hello", "", 415),
        (at("x"), "<a> <b>", "text/turtle", 400),
        (at("x"), b'<a:a> <a:b> "\xff" .', "text/turtle", 400),
        (at("x"), "<rdf:RDF>", "application/rdf+xml", 400),
        ("/store?graph=relative", ONE, "text/turtle", 400),
        ("/store?graph=", ONE, "text/turtle", 400),
        (at("x") + "&default", ONE, "text/turtle", 400),
        (at("x") + "&graph=http://example.org/y", ONE, "text/turtle", 400),
        ("/store", ONE, "text/turtle", 405),
    ],
)
def test_what_cannot_be_stored_is_refused_and_stores_nothing(client: FlaskClient, address, body, media, status) -> None:  # type: ignore[no-untyped-def]
    assert put(client, address, body, media) == status
    assert client.get(at("x")).status_code == 404


def test_a_write_on_condition_does_not_overwrite_what_somebody_else_wrote(client: FlaskClient) -> None:
    put(client, at("c"), ONE)
    tag = client.get(at("c")).headers["ETag"]
    put(client, at("other"), ONE)
    assert client.get(at("c"), headers={"If-None-Match": tag}).status_code == 304
    assert put(client, at("c"), TWO, **{"If-Match": '"stale"'}) == 412
    assert put(client, at("c"), TWO, **{"If-Match": tag}) == 204
    assert put(client, at("c"), ONE, **{"If-Match": tag}) == 412
    assert put(client, at("c"), ONE, **{"If-None-Match": "*"}) == 412
    assert put(client, at("new"), ONE, **{"If-Match": "*"}) == 412


def test_the_whole_store_is_given_as_quads(client: FlaskClient) -> None:
    put(client, at("g"), ONE)
    assert client.get("/store").mimetype == negotiate.NQUADS
    assert client.get("/store", headers={"Accept": negotiate.TRIG}).mimetype == negotiate.TRIG
    assert client.get("/store", headers={"Accept": "text/turtle"}).status_code == 406


def test_reading_is_open_writing_needs_the_token(client: FlaskClient) -> None:
    for method in ("PUT", "POST", "DELETE"):
        answer = client.open(at("g"), method=method, data=ONE, content_type="text/turtle")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get(at("g")).status_code == 404
