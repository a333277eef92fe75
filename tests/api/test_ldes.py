"""The event stream: a client that walks its pages has every member, and later the new ones; full pages stand still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node
from serving import WRITES

from kg.exchange.feed import Log
from kg.model import Article
from kg.pipeline import demo_articles, ingest, open_reader

TREE, LDES, DCT = (
    Namespace("https://w3id.org/tree#"),
    Namespace("https://w3id.org/ldes#"),
    Namespace("http://purl.org/dc/terms/"),
)
BASE = "http://kg.example"
STATUS = URIRef("https://schema.org/creativeWorkStatus")


class Replica:
    """A client that knows TREE and nothing of us: it follows relations, and asks again for what may have changed."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.members, self.fetched = client, Graph(), 0
        self.seen: dict[str, str] = {}  # version → thing
        self.settled: set[str] = set()

    def follow(self) -> set[str]:
        before, to_do = set(self.seen), [f"{BASE}/feed"]
        while to_do:
            address = to_do.pop()
            if address in self.settled:
                to_do += self._next(address)
                continue
            answer = self.client.get(address.removeprefix(BASE), headers={"Accept": "text/turtle"})
            assert answer.status_code == 200
            self.fetched += 1
            page = Graph().parse(data=answer.data, format="turtle")
            for stream, member in page.subject_objects(TREE.member):
                assert (stream, RDF.type, LDES.EventStream) in page
                self.seen[str(member)] = str(page.value(member, DCT.isVersionOf))
            self.members += page
            if "immutable" in answer.headers["Cache-Control"]:
                self.settled.add(address)
            to_do += self._next(address)
        return set(self.seen) - before

    def _next(self, address: str) -> list[str]:
        relations: list[Node] = list(self.members.objects(URIRef(address), TREE.relation))
        return [str(self.members.value(relation, TREE.node)) for relation in relations]


@pytest.fixture
def filled(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    app.config["FEED_PAGE"] = 20
    knowledge = app.config["KNOWLEDGE"]
    reader = open_reader(base=knowledge.base)
    now = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    done = list(ingest(demo_articles(reader), knowledge.store, reader, now=lambda: now))
    settle(app, {series for each in done for series in each.touched_series})
    return app


def settle(app: Flask, series: object) -> None:
    app.config["INBOX"].look_at(series)
    assert app.config["INBOX"].wait(60)


def read(app: Flask, id: str, text: str, published: str) -> None:
    knowledge = app.config["KNOWLEDGE"]
    reader = open_reader(base=knowledge.base)
    article = reader.frame(Article(id, text, published=published))
    for done in ingest([article], knowledge.store, reader, now=lambda: dt.datetime.now(dt.UTC)):
        settle(app, done.touched_series)


def test_a_client_replicates_every_claim_and_finding(filled: Flask) -> None:
    replica = Replica(filled.test_client())
    replica.follow()
    claims = {stored.iri for stored in filled.config["KNOWLEDGE"].store.claims()}
    findings = {finding.id for finding in filled.config["INBOX"].report().findings}
    assert claims
    assert findings
    assert set(replica.seen.values()) == claims | findings
    quote = URIRef("https://w3id.org/claimgraph/ontology#quote")
    for member, thing in replica.seen.items():
        assert (replica.members.value(URIRef(member), quote) is not None) == (thing in claims)
    assert replica.fetched > 4


def test_it_picks_up_what_is_new_without_fetching_full_pages_again(filled: Flask) -> None:
    replica = Replica(filled.test_client())
    replica.follow()
    assert replica.follow() == set()
    fetched = replica.fetched
    read(filled, "ferries", "Brackwater Ferries employs 412 people.", "2024-05-06")
    new = replica.follow()
    added = {stored.iri for stored in filled.config["KNOWLEDGE"].store.claims() if stored.claim.article == "ferries"}
    assert added
    assert {replica.seen[member] for member in new} >= added
    assert replica.fetched - fetched <= 3  # the root, the page that was open, and the next


def test_a_full_page_never_changes_and_says_so(filled: Flask) -> None:
    client = filled.test_client()
    before = client.get("/feed/1")
    read(filled, "ferries", "Brackwater Ferries employs 412 people.", "2024-05-06")
    after = client.get("/feed/1")
    assert (before.data, before.headers["ETag"]) == (after.data, after.headers["ETag"])
    assert "immutable" in after.headers["Cache-Control"]
    assert client.get("/feed/1", headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_a_superseded_claim_and_a_decision_are_news(filled: Flask) -> None:
    read(filled, "ferries", "Brackwater Ferries employs 412 people.", "2024-05-06")
    replica = Replica(filled.test_client())
    replica.follow()
    old = {stored.iri for stored in filled.config["KNOWLEDGE"].store.claims() if stored.claim.article == "ferries"}
    read(filled, "ferries", "Brackwater Ferries employs 418 people.", "2024-05-06")
    finding = filled.config["INBOX"].report().findings[0].id
    filled.config["INBOX"].decide(finding, "confirmed", reason="seen", by="desk")
    new = replica.follow()
    states = {replica.seen[member]: str(replica.members.value(URIRef(member), STATUS)) for member in new}
    assert {states[iri] for iri in old} == {"superseded"}
    assert states[finding] == "confirmed"


def test_what_a_withdrawn_article_said_is_gone_from_the_stream_too(filled: Flask) -> None:
    read(filled, "ferries", "Brackwater Ferries employs 412 people.", "2024-05-06")
    client = filled.test_client()
    Replica(client).follow()
    store = filled.config["KNOWLEDGE"].store
    iri = next(filed.iri for filed in store.articles() if filed.id == "ferries")
    claims = {stored.iri for stored in store.claims(article=iri)}
    settle(filled, store.withdraw(iri, now=dt.datetime.now(dt.UTC)))
    replica = Replica(client)
    replica.follow()
    assert "Brackwater" not in replica.members.serialize(format="nt")
    told = {thing: str(replica.members.value(URIRef(member), STATUS)) for member, thing in replica.seen.items()}
    assert {told[claim] for claim in claims} == {"gone"}


def test_a_finding_that_quoted_a_withdrawn_article_quotes_it_no_more(filled: Flask) -> None:
    read(filled, "one", "Brackwater Ferries employs 412 people.", "2024-05-06")
    read(filled, "two", "Brackwater Ferries employs 390 people.", "2024-05-06")
    client = filled.test_client()
    first = Replica(client)
    first.follow()
    assert "employs 390" in first.members.serialize(format="nt")
    store = filled.config["KNOWLEDGE"].store
    for id in ("one", "two"):
        iri = next(filed.iri for filed in store.articles() if filed.id == id)
        settle(filled, store.withdraw(iri, now=dt.datetime.now(dt.UTC)))
    again = Replica(client)
    again.follow()
    assert "Brackwater" not in again.members.serialize(format="nt")


def test_the_events_are_in_the_store_for_whoever_opens_it_next(filled: Flask) -> None:
    Replica(filled.test_client()).follow()
    followed = filled.config["FEED"][2]
    assert followed.events
    assert Log(filled.config["KNOWLEDGE"].store).events == followed.events


def test_a_page_that_is_not_there_is_not_found(filled: Flask) -> None:
    client = filled.test_client()
    assert client.get("/feed/0").status_code == 404
    assert client.get("/feed/9999").status_code == 404
    assert client.get("/feed/x").status_code == 404
    assert client.get("/feed", headers={"Accept": "image/png"}).status_code == 406


def test_a_store_that_is_cleared_begins_a_new_stream(filled: Flask) -> None:
    client = filled.test_client()
    Replica(client).follow()
    client.post("/sparql", data={"update": "DROP ALL"}, headers=WRITES)
    settle(filled, set())
    replica = Replica(client)
    replica.follow()
    assert not any("/id/claim/" in thing for thing in replica.seen.values())
