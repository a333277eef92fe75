"""The queue of matches over HTTP: proposed, decided by who may write, undone; series and findings follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from serving import TOKEN, WRITES, opened
from test_programs import send

from api.app import close
from kg.link.groups import links_graph

BASE = "http://kg.example/"
ONE, TWO = f"{BASE}id/entity/brackwater-ferries", f"{BASE}id/entity/brackwater-ferries-ltd"
ARTICLES = [
    {"id": "one", "published": "2024-05-06", "text": "Brackwater Ferries employs 412 people."},
    {"id": "two", "published": "2024-05-06", "text": "Brackwater Ferries Ltd employs 390 people."},
]


@pytest.fixture(scope="module")
def desk() -> Iterator[Flask]:
    app = opened(default_graph="union")
    send(app.test_client(), ARTICLES)
    yield app
    close(app)


@pytest.fixture
def client(desk: Flask) -> Iterator[FlaskClient]:
    """Somebody without a session; afterwards nothing is linked or proposed."""
    client = desk.test_client()
    yield client
    for match in client.get("/matches", query_string={"state": "accepted"}).json["items"]:
        decision(client, match["iri"], "undone")
    store = desk.config["KNOWLEDGE"].store
    store.update(f"DROP SILENT GRAPH <{links_graph(store)}>")


def subjects(client: FlaskClient) -> dict[str, str]:
    return {each["article"]: each["subject_iri"] for each in client.get("/claims").json["items"]}


def series(client: FlaskClient) -> set[str]:
    return {each["series"] for each in client.get("/claims").json["items"]}


def verdicts(client: FlaskClient) -> list[str]:
    assert client.application.config["INBOX"].wait(60)
    return [each["verdict"] for each in client.get("/findings").json["items"]]


def local(client: FlaskClient, name: str) -> str:
    found = client.get("/reconcile/suggest/entity", query_string={"prefix": name}).json["result"]
    return next(str(each["id"]) for each in found if each["name"] == name)


def proposal(client: FlaskClient, **more: Any) -> Any:
    one, two = local(client, "Brackwater Ferries"), local(client, "Brackwater Ferries Ltd")
    body = {"local": two, "remote": one, "remote_name": "Brackwater Ferries", "score": 0.9, "evidence": "one register"}
    return client.post("/matches", json=body | more, headers=WRITES)


def decision(client: FlaskClient, match: str, state: str, **more: str) -> Any:
    key = match.rpartition("/")[2]
    return client.post(f"/matches/{key}/decision", json={"state": state} | more, headers=WRITES)


def test_a_proposal_waits_with_its_evidence(client: FlaskClient) -> None:
    assert client.get("/matches").json["items"] == []
    made = proposal(client)
    assert made.status_code == 201
    assert client.get(made.headers["Location"]).json == made.json
    (waiting,) = client.get("/matches", query_string={"state": "proposed"}).json["items"]
    assert (waiting["evidence"], waiting["score"], waiting["local_name"]) == (
        "one register", 0.9, "Brackwater Ferries Ltd",
    )  # fmt: skip
    assert client.get("/matches", query_string={"state": "accepted"}).json["items"] == []
    assert proposal(client).status_code == 409


def test_an_accepted_match_merges_series_and_makes_a_finding_and_undoing_it_takes_both_back(
    client: FlaskClient,
) -> None:
    before = series(client), verdicts(client)
    assert len(before[0]) == 2
    match = proposal(client).json["iri"]
    accepted = decision(client, match, "accepted", reason="same register entry")
    assert (accepted.status_code, accepted.json["state"], accepted.json["reason"]) == (
        200, "accepted", "same register entry",
    )  # fmt: skip
    assert accepted.json["by"].startswith("token ")
    assert len(series(client)) == 1
    assert verdicts(client) == ["contradiction"]
    assert decision(client, match, "undone").json["state"] == "undone"
    assert (series(client), verdicts(client)) == before
    assert decision(client, match, "undone").status_code == 200


def test_articles_read_later_join_the_series_of_what_is_linked(client: FlaskClient) -> None:
    decision(client, proposal(client).json["iri"], "accepted")
    later = {"id": "three", "published": "2024-05-07", "text": "Brackwater Ferries Ltd employs 391 people."}
    (filed,) = send(client, [later])["articles"]
    assert len(series(client)) == 1
    client.delete(f"/articles/{filed['iri'].rpartition('/')[2]}", headers=WRITES)


def test_a_rejected_match_is_not_proposed_again(client: FlaskClient) -> None:
    match = proposal(client).json["iri"]
    assert decision(client, match, "rejected", reason="a subsidiary").json["state"] == "rejected"
    assert proposal(client).status_code == 409
    assert decision(client, match, "undone").status_code == 409
    assert len(series(client)) == 2


def test_the_page_shows_the_queue_and_takes_decisions_of_who_signed_in(client: FlaskClient) -> None:
    match = proposal(client, evidence="<script>alert(1)</script> one register").json["iri"].rpartition("/")[2]
    page = client.get("/links").text
    assert "Brackwater Ferries Ltd" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="/links"' in client.get("/entities").text
    assert client.post("/links/decisions", data={"match": match, "state": "accepted"}).status_code == 403
    client.post("/sign-in", data={"token": TOKEN})
    secret = re.search(r'name="csrf" value="([^"]+)"', client.get("/links").text)
    assert secret is not None
    form = {"csrf": secret[1], "match": match, "reason": "same entry", "shown": "proposed"}
    assert client.post("/links/decisions", data=form | {"state": "open"}).status_code == 400
    assert client.post("/links/decisions", data={"csrf": secret[1], "state": "accepted"}).status_code == 400
    done = client.post("/links/decisions", data=form | {"state": "accepted"})
    assert (done.status_code, done.location) == (303, "/links?state=proposed")
    assert "same entry" in client.get("/links?state=accepted").text
    assert len(series(client)) == 1
    both = form | {"match": [match, "nobody"], "state": "undone"}
    assert client.post("/links/decisions", data=both).status_code == 404
    assert len(series(client)) == 1  # all that were marked, or none
    client.post("/links/decisions", data=form | {"state": "undone"})
    assert len(series(client)) == 2


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"local": "http://nobody.example/x"}, 404),
        ({"remote": "no address"}, 400),
        ({"remote": "http://a.example/ b"}, 400),
        ({"remote": None}, 400),
        ({"score": 7}, 400),
        ({"score": "high"}, 400),
        ({"evidence": 7}, 400),
    ],
)
def test_what_is_no_proposal_is_refused_with_the_reason(
    client: FlaskClient, changed: dict[str, Any], status: int
) -> None:
    answer = proposal(client, **changed)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert client.get("/matches").json["items"] == []


def test_only_who_may_write_decides_and_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    match = proposal(client).json["iri"].rpartition("/")[2]
    assert client.post(f"/matches/{match}/decision", json={"state": "accepted"}).status_code == 401
    assert client.post("/matches", json={}).status_code == 401
    assert client.get("/matches/nothing").status_code == 404
    assert decision(client, "nothing", "accepted").status_code == 404
    assert decision(client, match, "proposed").status_code == 400
    assert client.get("/matches", query_string={"state": "open"}).status_code == 400
    assert client.get(f"/id/match/{match}", headers={"Accept": "text/turtle"}).status_code == 303
