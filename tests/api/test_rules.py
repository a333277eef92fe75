"""Writes to an article's graph keep the model's rules; a user's own graphs are the user's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from pyoxigraph import RdfFormat, parse
from serving import WRITES, opened

from api.app import close
from kg.model import Article
from kg.pipeline import open_reader


@pytest.fixture(scope="module")
def filed() -> Iterator[tuple[Flask, str]]:
    app = opened()
    reader = open_reader(base="http://kg.example/")
    article = Article("a", "NATO has 32 members.", published="2024-04-04")
    ingested = app.config["KNOWLEDGE"].store.ingest(
        article, reader.claims(article), lexicon=reader.lexicon, now=dt.datetime.now(dt.UTC)
    )
    yield app, ingested.version_iri
    close(app)


def test_an_articles_graph_can_be_put_back_as_it_was(filed: tuple[Flask, str]) -> None:
    app, version = filed
    client, address = app.test_client(), f"/store?graph={quote(version, safe='')}"
    turtle = client.get(address, headers={"Accept": "text/turtle"}).data
    assert client.put(address, data=turtle, content_type="text/turtle", headers=WRITES).status_code == 204


def test_a_write_that_breaks_a_claim_is_refused_with_the_report_and_changes_nothing(filed: tuple[Flask, str]) -> None:
    app, version = filed
    client, before = app.test_client(), set(app.config["KNOWLEDGE"].quads)
    measure = "<https://w3id.org/claimgraph/ontology#measure>"
    delete = f"DELETE WHERE {{ GRAPH <{version}> {{ ?c {measure} ?m }} }}"
    for address, more in (
        ("/sparql", {"data": {"update": delete}}),
        (
            f"/store?graph={quote(version, safe='')}",
            {"data": "<http://x/c> a <https://w3id.org/claimgraph/ontology#Claim> .", "content_type": "text/turtle"},
        ),
    ):
        answer = client.post(address, headers=WRITES, **more)
        assert answer.status_code == 422, answer.text
        report = list(parse(answer.json["report"], RdfFormat.TURTLE))
        assert any(str(quad.object).endswith("shacl#ValidationReport>") for quad in report)
    assert set(app.config["KNOWLEDGE"].quads) == before


def test_an_articles_graph_is_withdrawn_not_dropped(filed: tuple[Flask, str]) -> None:
    app, version = filed
    answer = app.test_client().delete(f"/store?graph={quote(version, safe='')}", headers=WRITES)
    assert answer.status_code == 422
    assert "withdraw" in answer.json["detail"]


def test_the_graphs_that_the_service_keeps_are_not_written_from_outside(filed: tuple[Flask, str]) -> None:
    app, _ = filed
    update = "INSERT DATA { GRAPH <http://kg.example/id/graph/records> { <a:a> <a:b> 1 } }"
    assert app.test_client().post("/sparql", data={"update": update}, headers=WRITES).status_code == 403


def test_any_other_graph_is_the_users_own(filed: tuple[Flask, str]) -> None:
    app, _ = filed
    update = "INSERT DATA { GRAPH <http://mine.example/g> { <a:a> a <https://w3id.org/claimgraph/ontology#Claim> } }"
    assert app.test_client().post("/sparql", data={"update": update}, headers=WRITES).status_code == 204
