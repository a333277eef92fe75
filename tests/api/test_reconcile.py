"""Reconciliation: entities and measures by name, as tables of other tools ask for them, in both versions."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from serving import SUITES, free_port, opened, serving

from api.app import close
from kg.pipeline import demo_articles, ingest, open_reader
from kg.store import Store

NATO = "http://www.wikidata.org/entity/Q7184"
NASTY = [
    '"',
    "'",
    "\\",
    "') } DROP ALL #",
    "<script>alert(1)</script>",
    "日本語 𝄞",
    "{}",
    "*",
    "a" * 3000,
    " ",
    "a\u0000b",
]


@pytest.fixture(scope="module")
def known() -> Iterator[Flask]:
    app = opened()
    knowledge = app.config["KNOWLEDGE"]
    reader = open_reader(base=knowledge.base)
    now = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    done = list(ingest(demo_articles(reader), knowledge.store, reader, now=lambda: now))
    app.config["INBOX"].look_at({series for each in done for series in each.touched_series})
    assert app.config["INBOX"].wait(60)
    yield app
    close(app)


@pytest.fixture
def asked(known: Flask) -> FlaskClient:
    return known.test_client()


def batch(client: FlaskClient, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.data
    return {key: found["result"] for key, found in answer.json.items()}


def match(client: FlaskClient, *queries: dict[str, Any]) -> list[list[dict[str, Any]]]:
    answer = client.post("/reconcile/1.0/match", json={"queries": list(queries)})
    assert answer.status_code == 200, answer.data
    return [found["candidates"] for found in answer.json["results"]]


def named(name: str, *more: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"conditions": [{"matchType": "name", "propertyValue": name}, *more]} | fields


def test_an_organisation_is_found_by_its_name_and_is_a_match(asked: FlaskClient) -> None:
    first = batch(asked, q={"query": "NATO"})["q"][0]
    assert (first["id"], first["name"], first["match"], first["score"]) == (NATO, "NATO", True, 100.0)
    assert {"id": "Organisation", "name": "Organisation"} in first["type"]


def test_a_measure_is_found_as_well(asked: FlaskClient) -> None:
    first = batch(asked, q={"query": "member count", "type": "Measure"})["q"][0]
    assert first["id"] == "https://w3id.org/claimgraph/measure#memberCount"
    assert first["match"]


@pytest.mark.parametrize("id", [NATO, "Q7184"])
def test_an_id_as_query_gives_that_entity(asked: FlaskClient, id: str) -> None:
    assert [found["id"] for found in batch(asked, q={"query": id})["q"]] == [NATO]
    assert [found["id"] for found in match(asked, {"conditions": [{"matchType": "id", "propertyValue": id}]})[0]] == [
        NATO
    ]


def test_a_name_with_a_slip_is_a_candidate_but_no_match(asked: FlaskClient) -> None:
    first = batch(asked, q={"query": "Filnand"})["q"][0]
    assert first["name"] == "Finland"
    assert not first["match"]


def test_a_type_leaves_out_things_of_other_types(asked: FlaskClient) -> None:
    found = batch(asked, of={"query": "NATO", "type": ["Organisation"]}, other={"query": "NATO", "type": "Person"})
    assert found["of"][0]["id"] == NATO
    assert NATO not in [each["id"] for each in found["other"]]


def test_scores_decrease_and_limits_hold(asked: FlaskClient) -> None:
    found = batch(asked, many={"query": "national", "limit": 7}, one={"query": "national", "limit": 1})
    scores = [each["score"] for each in found["many"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 7
    assert found["one"] == found["many"][:1]


def test_words_that_name_nothing_match_nothing(asked: FlaskClient) -> None:
    assert not any(each["match"] for each in batch(asked, q={"query": "zzqx vbnk wrtp"})["q"])


def test_strange_words_are_only_words(asked: FlaskClient) -> None:
    assert len(batch(asked, **{str(at): {"query": words} for at, words in enumerate(NASTY)})) == len(NASTY)
    for words in NASTY[:-1]:
        assert asked.get("/reconcile/suggest/entity", query_string={"prefix": words[:2000]}).status_code == 200


def test_a_property_lifts_who_has_it_and_a_required_one_leaves_out_who_has_not(asked: FlaskClient) -> None:
    def having(value: int, **more: Any) -> dict[str, Any]:
        return {"matchType": "property", "propertyId": "memberCount", "propertyValue": value} | more

    right, wrong, strict, none = match(
        asked,
        named("NATO", having(32)),
        named("NATO", having(99)),
        named("NATO", having(99, required=True)),
        named("NATO", having(99, required=True, matchQuantifier="none")),
    )
    assert right[0]["score"] == 100.0
    assert right[0]["match"]
    assert wrong[0]["score"] < 80
    assert NATO not in [each["id"] for each in strict]
    assert none[0]["id"] == NATO
    older = batch(asked, q={"query": "NATO", "properties": [{"pid": "memberCount", "v": "32"}]})["q"]
    assert older[0]["score"] == 100.0


@pytest.mark.parametrize(
    "queries", ["{oops", "[]", '{"q": 5}', '{"q": {"query": 5}}', '{"q": {"query": "x", "limit": -1}}',
                '{"q": {"query": "x", "type": [3]}}', '{"q": {"query": "x", "properties": [{"pid": 1}]}}', ""]
)  # fmt: skip
def test_a_batch_out_of_form_is_a_bad_request(asked: FlaskClient, queries: str) -> None:
    for answer in (
        asked.post("/reconcile", data={"queries": queries}),
        asked.get("/reconcile", query_string={"queries": queries}),
    ):
        assert answer.status_code == 400, queries
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "body", [[], {"queries": {}}, {"queries": [{}]}, {"queries": [{"conditions": []}]}, {"queries": [{"query": "x"}]},
             {"queries": [{"conditions": [{"propertyValue": "x"}]}]}, {"queries": [named("x", type=["A", "B"])]},
             {"queries": [named("x", limit="1")]}, {"queries": [named("x", extra=1)]},
             {"queries": [named("x", {"matchType": "property", "propertyValue": 1})]},
             {"queries": [named("x", {"matchType": "property", "propertyId": "p", "propertyValue": 1}
                                | {"matchQuantifier": "most"})]}]
)  # fmt: skip
def test_a_query_out_of_the_draft_s_form_is_a_bad_request(asked: FlaskClient, body: Any) -> None:
    assert asked.post("/reconcile/1.0/match", json=body).status_code == 400


def test_too_many_queries_at_once_are_refused_and_as_many_as_announced_are_not(asked: FlaskClient) -> None:
    most = asked.get("/reconcile").json["batchSize"]
    assert len(batch(asked, **{f"q{n}": {"query": "x"} for n in range(most)})) == most
    many = {f"q{n}": {"query": "x"} for n in range(most + 1)}
    assert asked.post("/reconcile", data={"queries": json.dumps(many)}).status_code == 413
    assert asked.post("/reconcile/1.0/match", json={"queries": [named("x")] * (most + 1)}).status_code == 413


def test_member_count_as_of_a_day_comes_with_source_quote_and_conflicts(asked: FlaskClient) -> None:
    parts = ("", ".date", ".source", ".publisher", ".quote", ".conflicts", ".claim")
    wanted = [{"id": f"memberCount{part}", "settings": {"asOf": "2023-10-01"}} for part in parts]
    answer = asked.post("/reconcile", data={"extend": json.dumps({"ids": [NATO, "nobody"], "properties": wanted})}).json
    row = answer["rows"][NATO]
    assert row["memberCount"] == [{"int": 31}]
    assert row["memberCount.date"] == [{"str": "2023-07-12"}]
    assert "31 members" in row["memberCount.quote"][0]["str"]
    assert row["memberCount.source"][0]["str"].startswith("https://")
    assert row["memberCount.conflicts"][0]["int"] >= 1
    assert asked.get(row["memberCount.claim"][0]["str"].removeprefix("http://kg.example")).status_code == 303
    assert all(values == [] for values in answer["rows"]["nobody"].values())
    assert [column["id"] for column in answer["meta"]] == [each["id"] for each in wanted]


def test_the_latest_value_is_given_where_no_day_is_asked_and_both_versions_say_the_same(asked: FlaskClient) -> None:
    query = {"ids": [NATO], "properties": [{"id": "memberCount"}]}
    older = asked.get("/reconcile", query_string={"extend": json.dumps(query)}).json
    newer = asked.post("/reconcile/1.0/extend", json=query).json
    assert older["rows"][NATO]["memberCount"] == [{"int": 32}]
    assert newer["rows"] == [{"id": NATO, "properties": [{"id": "memberCount", "values": [{"int": 32}]}]}]


@pytest.mark.parametrize(
    "extend",
    [
        "{oops",
        '{"ids": 5}',
        "[]",
        '{"ids": [], "properties": [{"id": 5}]}',
        '{"ids": ["Q7184"], "properties": [{"id": "cost", "settings": {"asOf": "soon"}}]}',
    ],
)
def test_an_extension_out_of_form_is_a_bad_request(asked: FlaskClient, extend: str) -> None:
    assert asked.post("/reconcile", data={"extend": extend}).status_code == 400


@pytest.mark.parametrize(
    ("kind", "prefix", "id"),
    [("entity", "NAT", NATO), ("property", "member", "memberCount"), ("type", "Organ", "Organisation")],
)
def test_what_begins_so_is_suggested_with_a_flyout(asked: FlaskClient, kind: str, prefix: str, id: str) -> None:
    for root in ("/reconcile", "/reconcile/1.0"):
        for asking in (prefix, id):
            found = asked.get(f"{root}/suggest/{kind}", query_string={"prefix": asking}).json["result"]
            assert id in [each["id"] for each in found]
    flyout = asked.get(f"/reconcile/flyout/{kind}", query_string={"id": id}).json
    assert flyout["id"] == id
    assert "<" in flyout["html"]
    assert asked.get(f"/reconcile/flyout/{kind}", query_string={"id": "no such"}).status_code == 404


def test_suggestions_can_be_paged(asked: FlaskClient) -> None:
    first = [each["id"] for each in asked.get("/reconcile/suggest/entity?prefix=Nat").json["result"]]
    after = [each["id"] for each in asked.get("/reconcile/suggest/entity?prefix=Nat&cursor=1").json["result"]]
    assert after[: len(first) - 1] == first[1:]
    drafted = [
        each["id"] for each in asked.get("/reconcile/1.0/suggest/entity?prefix=Nat&limit=2&offset=1").json["result"]
    ]
    assert drafted == first[1:3]


def test_the_preview_may_be_framed_by_other_tools_and_by_them_alone(asked: FlaskClient) -> None:
    answer = asked.get("/reconcile/preview", query_string={"id": NATO})
    assert "member count" in answer.text
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert asked.get("/").headers["X-Frame-Options"] == "DENY"
    unknown = asked.get("/reconcile/preview", query_string={"id": "<script>alert(1)</script>"})
    assert unknown.status_code == 404
    assert "<script>" not in unknown.text


def test_properties_are_proposed_for_a_type(asked: FlaskClient) -> None:
    for address in ("/reconcile/properties", "/reconcile/1.0/extend/propose"):
        proposed = asked.get(address, query_string={"type": "Organisation", "limit": 500}).json
        names = [each["id"] for each in proposed["properties"]]
        assert {"memberCount", "memberCount.quote", "headcount"} <= set(names)
        assert proposed["type"] == "Organisation"
        assert len(asked.get(address, query_string={"type": "Measure", "limit": 1}).json["properties"]) == 1


def test_view_leads_to_where_a_thing_is_described(asked: FlaskClient) -> None:
    local = batch(asked, q={"query": "Finance Ministry"})["q"][0]["id"]
    assert asked.get("/reconcile/view", query_string={"id": local}).location == local
    assert asked.get("/reconcile/view", query_string={"id": NATO}).location.startswith(
        "http://kg.example/reconcile/preview?id="
    )
    assert asked.get("/reconcile/view", query_string={"id": "no such"}).status_code == 404


def test_the_manifest_says_what_there_is(asked: FlaskClient) -> None:
    older, newer = asked.get("/reconcile").json, asked.get("/reconcile/1.0").json
    assert older["versions"] == ["0.2"]
    assert newer["versions"] == ["1.0-draft"]
    assert {kind: set(said) for kind, said in older["suggest"].items()} == {
        kind: {"service_url", "service_path", "flyout_service_url", "flyout_service_path"}
        for kind in ("entity", "property", "type")
    }
    assert newer["suggest"] == {"entity": True, "property": True, "type": True}
    assert newer["standardizedScore"]
    assert older["extend"]["property_settings"][0]["name"] == newer["extend"]["propertySettings"][0]["id"] == "asOf"


def test_every_origin_may_ask(asked: FlaskClient) -> None:
    origin = {"Origin": "http://refine.example"}
    for address in (
        "/reconcile",
        "/reconcile?queries=%7B%7D",
        "/reconcile/suggest/type",
        "/reconcile/1.0",
        "/reconcile/preview?id=x",
    ):
        assert asked.get(address, headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    before = asked.options("/reconcile/1.0/match", headers=origin | {"Access-Control-Request-Method": "POST"})
    assert before.status_code == 204
    assert "POST" in before.headers["Access-Control-Allow-Methods"]


def test_a_new_article_s_entities_are_known_at_once(known: Flask) -> None:
    client, knowledge = known.test_client(), known.config["KNOWLEDGE"]
    assert not any(each["match"] for each in batch(client, q={"query": "Brackwater Ferries"})["q"])
    reader = open_reader(base=knowledge.base)
    from kg.model import Article

    text = "Brackwater Ferries employs 412 people, the company said on Monday."
    article = reader.frame(Article("brackwater", text, published="2024-05-06"))
    list(ingest([article], knowledge.store, reader, now=lambda: dt.datetime.now(dt.UTC)))
    assert any(
        each["name"].endswith("Brackwater Ferries") for each in batch(client, q={"query": "Brackwater Ferries"})["q"]
    )


@pytest.mark.shared
@pytest.mark.skipif(not SUITES.is_dir(), reason="the black-box suites are not beside this checkout (../shared/suites)")
def test_the_reconciliation_suite_passes_for_both_versions(tmp_path: Path) -> None:
    from test_suites import run

    port = free_port()
    base = f"http://127.0.0.1:{port}"
    reader = open_reader(base=base + "/")
    with Store.open(tmp_path / "store", base=base + "/") as store:
        assert list(ingest(demo_articles(reader), store, reader, now=lambda: dt.datetime.now(dt.UTC)))
    fixture = tmp_path / "fixture.json"
    facts = {"name": "NATO", "id": NATO, "type": "Organisation", "property": "memberCount", "prefix": "Nat"}
    fixture.write_text(json.dumps(facts | {"nonsense": "zzqx vbnk wrtp"}))
    with serving(port=port, store=tmp_path / "store"):
        more = (
            "--draft-path",
            "/reconcile/1.0",
            "--fixture",
            str(fixture),
            "--require",
            "suggest,flyout,preview,extend,propose",
        )
        counts, failures = run("recon", base, tmp_path, *more)
    assert failures == ""
    assert counts == {"passed": 146, "failed": 0, "skipped": 0}
