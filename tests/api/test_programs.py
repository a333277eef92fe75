"""The JSON interface: articles in, claims, series and findings out, texts checked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from serving import WRITES, opened
from werkzeug.test import TestResponse

from api.app import close

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "one",
        "published": "2023-07-11",
        "publisher": "Harbour Wire",
        "text": "NATO has 31 members, the alliance said on Tuesday.",
    },
    {"id": "two", "published": "2024-04-04", "publisher": "Meridian", "text": "NATO has 32 members."},
    {"id": "three", "published": "2024-04-04", "publisher": "Courier", "text": "NATO has 31 members."},
]


def send(client: FlaskClient, articles: list[dict[str, Any]]) -> dict[str, Any]:
    """Send articles and wait until they are read and looked at."""
    lines = "\n".join(map(json.dumps, articles))
    accepted = client.post("/articles", data=lines, content_type="application/x-ndjson", headers=WRITES)
    assert accepted.status_code == 202, accepted.text
    app = client.application
    while (job := client.get(accepted.headers["Location"]).json)["state"] != "done":
        assert app.config["JOBS"]._thread.is_alive()
    assert app.config["INBOX"].wait(60)
    return dict(job)


@pytest.fixture(scope="module")
def news() -> Iterator[Flask]:
    app = opened(default_graph="union")
    job = send(app.test_client(), ARTICLES)
    assert (job["done"], job["errors"]) == (3, [])
    yield app
    close(app)


@pytest.fixture
def client(news: Flask) -> FlaskClient:
    return news.test_client()


def test_a_job_tells_what_became_of_each_article(client: FlaskClient) -> None:
    job = send(client, [ARTICLES[0], {"id": "empty", "text": " \n", "url": "ftp://nowhere.example/"}])
    assert [each["changed"] for each in job["articles"]] == [False]
    assert [each["article"] for each in job["errors"]] == ["empty"]
    assert (job["state"], job["done"], job["total"]) == ("done", 2, 2)


def test_articles_are_listed_and_given_with_their_claims(client: FlaskClient) -> None:
    listed = client.get("/articles").json["items"]
    assert {"one", "two", "three"} <= {each["id"] for each in listed}
    key = next(each["iri"] for each in listed if each["id"] == "two").rsplit("/", 1)[1]
    article = client.get(f"/articles/{key}").json
    (claim,) = article["claims"]
    assert (claim["measure"], claim["value"]) == ("memberCount", 32)
    assert article["text"][claim["start"] : claim["end"]] == claim["quote"]
    assert client.get("/claims/" + claim["iri"].rsplit("/", 1)[1]).json == claim


def test_lists_come_in_pages_that_together_are_the_whole(client: FlaskClient) -> None:
    whole = [each["iri"] for each in client.get("/claims?limit=1000").json["items"]]
    paged, offset = [], 0
    while offset is not None:
        page = client.get(f"/claims?limit=2&offset={offset}").json
        paged += [each["iri"] for each in page["items"]]
        offset = page["next"]
    assert paged == whole
    assert len(whole) >= 3


def test_a_series_shows_its_values_over_time_as_of_a_day_and_as_known_by_one(client: FlaskClient) -> None:
    claims = client.get("/claims?subject=http://www.wikidata.org/entity/Q7184").json["items"]
    key = claims[0]["series"].rsplit("/", 1)[1]
    values = [each["value"] for each in client.get(f"/series/{key}").json["values"]]
    assert values[0] == 31
    assert sorted(values) == [31, 31, 32]
    assert [v["value"] for v in client.get(f"/series/{key}?known_by=2023-12-31").json["values"]] == [31]
    assert sorted(v["value"] for v in client.get(f"/series/{key}?as_of=2024-04-04").json["values"]) == [31, 32]
    assert client.get(f"/series/{key}?as_of=2019-01-01").json["values"] == []
    assert client.get(f"/series/{key}?as_of=yesterday").status_code == 400
    assert claims[0]["series"] in {each["iri"] for each in client.get("/series").json["items"]}


def test_findings_are_filtered_by_what_they_say(client: FlaskClient) -> None:
    found = client.get("/findings").json
    assert found["complete"] is True
    verdicts = {each["verdict"] for each in found["items"]}
    assert "contradiction" in verdicts
    assert [f["severity"] for f in found["items"]] == sorted(
        (f["severity"] for f in found["items"]), key=["violation", "warning", "info"].index
    )
    for name, value in (
        ("verdict", "contradiction"),
        ("severity", "violation"),
        ("measure", "memberCount"),
        ("entity", "NATO"),
        ("state", "open"),
    ):
        assert client.get(f"/findings?{name}={value}").json["items"], name
    for query in (
        "verdict=none",
        "measure=none",
        "entity=none",
        "since=2030-01-01",
        "until=2000-01-01",
        "state=dismissed",
    ):
        assert client.get(f"/findings?{query}").json["items"] == [], query
    assert client.get("/findings?severity=grave").status_code == 400
    assert client.get("/findings?colour=red").status_code == 400


def test_a_decision_on_a_finding_lasts_and_can_be_taken_back(client: FlaskClient) -> None:
    key = client.get("/findings?verdict=contradiction").json["items"][0]["id"].rsplit("/", 1)[1]
    decision = {"state": "dismissed", "reason": "The Courier meant 2023."}
    assert client.post(f"/findings/{key}/decision", json=decision).status_code == 401
    assert (
        client.post(f"/findings/{key}/decision", json={"state": "no", "reason": "x"}, headers=WRITES).status_code == 400
    )
    assert client.post(f"/findings/{key}/decision", json={"state": "open"}, headers=WRITES).status_code == 400
    assert client.post(f"/findings/{key}/decision", json=decision, headers=WRITES).json["state"] == "dismissed"
    shown = client.get(f"/findings/{key}").json
    assert (shown["state"], shown["decision"]["reason"]) == ("dismissed", decision["reason"])
    assert key in {each["id"].rsplit("/", 1)[1] for each in client.get("/findings?state=dismissed").json["items"]}
    decided = {"query": f"ASK {{ <http://kg.example/id/finding/{key}> ?p 'dismissed' ; ?q 'The Courier meant 2023.' }}"}
    assert client.get("/sparql", query_string=decided).json["boolean"] is True
    assert client.get(f"/id/finding/{key}").status_code == 303
    back = client.post(f"/findings/{key}/decision", json={"state": "open", "reason": "a second look"}, headers=WRITES)
    assert back.json["state"] == "open"


def test_the_report_comes_in_the_form_asked_for(client: FlaskClient) -> None:
    def report(media: str, query: str = "") -> TestResponse:
        return client.get(f"/report{query}", headers={"Accept": media})

    assert report("*/*").json["findings"]
    assert "contradiction" in {row["verdict"] for row in csv.DictReader(io.StringIO(report("text/csv").text))}
    assert "# Consistency report" in report("text/markdown").text
    turtle = {quad.predicate.value for quad in parse(report("text/turtle").data, RdfFormat.TURTLE)}
    assert "http://www.w3.org/ns/shacl#result" in turtle
    assert json.loads(report("application/ld+json").data)["@context"]
    page = report("text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.mimetype == "text/html"
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "Meridian" in page.text
    assert report("image/png").status_code == 406
    assert report("application/json", "?verdict=none").json["findings"] == []
    again = client.get("/report", headers={"If-None-Match": report("application/json").headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def check(client: FlaskClient, text: str, published: str) -> dict[str, Any]:
    answer = client.post("/check", json={"text": text, "published": published})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_a_text_is_held_against_the_graph_claim_by_claim(client: FlaskClient) -> None:
    def answers(text: str, published: str) -> list[str]:
        return [each["answer"] for each in check(client, text, published)["claims"]]

    assert answers("NATO has 33 members.", "2024-04-04") == ["contradicted"]
    assert answers("NATO has 31 members.", "2023-07-11") == ["supported"]
    assert answers("NATO has 31 members.", "2024-06-01") == ["outdated"]
    assert answers("The African Union has 55 members.", "2024-04-04") == ["notInGraph"]
    assert answers("Good morning.", "2024-04-04") == []
    against = check(client, "NATO has 33 members.", "2024-04-04")["claims"][0]
    assert {each["article"] for each in against["evidence"]} <= {"one", "two", "three"}
    assert against["evidence"][0]["iri"].startswith("http://kg.example/id/claim/")
    assert against["reasons"][0]["message"]


def test_a_text_that_is_checked_is_not_kept(client: FlaskClient, news: Flask) -> None:
    before = len(news.config["KNOWLEDGE"].quads)
    check(client, "NATO has 33 members.", "2024-04-04")
    assert len(news.config["KNOWLEDGE"].quads) == before


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b'{"text": ""}', "application/json", 400),
        (b'{"text": 5}', "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": "x", "published": "soon"}', "application/json", 400),
        (b'{"text": "\\ud800"}', "application/json", 400),
        (b"text", "application/xml", 415),
    ],
)
def test_what_cannot_be_checked_is_refused_with_the_reason(
    client: FlaskClient, body: bytes, media: str, status: int
) -> None:
    answer = client.post("/check", data=body, content_type=media)
    assert answer.status_code == status
    assert answer.json["detail"]


def test_articles_that_cannot_be_taken_are_refused_at_once(client: FlaskClient) -> None:
    for body, media in (
        ("{}", "application/json"),
        ('{"text": 1}', "application/json"),
        ("nonsense", "application/x-ndjson"),
        ("", "application/x-ndjson"),
        ('{"text": "x", "published": "2024-13"}', "application/json"),
    ):
        answer = client.post("/articles", data=body, content_type=media, headers=WRITES)
        assert answer.status_code == 400, body
    assert client.post("/articles", data="x", content_type="image/png", headers=WRITES).status_code == 415
    assert client.post("/articles", json={"text": "x"}).status_code == 401


def test_an_address_of_the_house_is_not_fetched(client: FlaskClient) -> None:
    for url in (
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "file:///etc/passwd",
        "http://[::1]/",
    ):
        job = send(client, [{"url": url}])
        assert job["articles"] == []
        assert len(job["errors"]) == 1


def test_a_withdrawn_article_is_gone_with_its_claims_and_findings(client: FlaskClient) -> None:
    send(client, [{"id": "wrong", "published": "2024-04-04", "text": "NATO has 99 members."}])
    key = next(each["iri"] for each in client.get("/articles").json["items"] if each["id"] == "wrong").rsplit("/", 1)[1]
    assert "99" in client.get("/report").text
    assert client.delete(f"/articles/{key}").status_code == 401
    assert client.delete(f"/articles/{key}?reason=invented", headers=WRITES).status_code == 204
    assert client.application.config["INBOX"].wait(60)
    assert client.get(f"/articles/{key}").status_code == 404
    assert "has 99 members" not in client.get("/report").text
    assert client.delete(f"/articles/{key}", headers=WRITES).status_code == 404


def test_health_and_numbers_are_told(client: FlaskClient) -> None:
    assert client.get("/health").json == client.get("/health/live").json == {"status": "live"}
    ready = client.get("/health/ready")
    assert ready.json == {"status": "ready"}
    ready.close()
    numbers = client.get("/metrics").text
    assert "claimgraph_quads" in numbers
    assert 'claimgraph_requests_total{method="GET",route="/health/ready",status="200"}' in numbers


def test_findings_go_with_the_articles_that_an_update_drops(make_app) -> None:  # type: ignore[no-untyped-def]
    app = make_app(default_graph="union")
    client = app.test_client()
    send(client, ARTICLES)
    assert client.get("/findings").json["items"]
    assert client.post("/sparql", data={"update": "DROP ALL"}, headers=WRITES).status_code == 204
    assert app.config["INBOX"].wait(60)
    found = client.get("/findings").json
    assert (found["items"], found["complete"]) == ([], True)
    send(client, ARTICLES)
    assert client.get("/findings").json["items"]
