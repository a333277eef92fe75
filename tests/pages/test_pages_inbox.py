"""The inbox: what it lists, who may decide, what becomes of a decision, and what is taken away."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html as markup
from serving import TOKEN

from kg.webhook import signature
from pages.readers import csrf, filled, key


def test_the_inbox_lists_the_newest_first_with_both_values_dates_and_newsrooms(reader: FlaskClient) -> None:
    tree = markup.document_fromstring(reader.get("/inbox").text)
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//li[contains(@class,'row')]")]
    days = {
        f["id"].rpartition("/")[2]: max(c["published"] for c in f["claims"])
        for f in reader.get("/findings?limit=1000").json["items"]
    }
    newest = [days[link.rpartition("/")[2]] for link in tree.xpath("//li[contains(@class,'row')]//a/@href")]
    assert newest == sorted(newest, reverse=True)
    assert any("31" in row and "32" in row and "The Meridian" in row and "Harbour Wire" in row for row in rows[:3])


@pytest.mark.parametrize(
    "wanted",
    [{"severity": "violation"}, {"measure": "memberCount"}, {"newsroom": "Nordlys Courier"}, {"since": "2024-01-01"}],
)
def test_a_filter_leaves_as_many_as_its_count_says(reader: FlaskClient, wanted: dict[str, str]) -> None:
    tree = markup.document_fromstring(reader.get("/inbox", query_string=wanted).text)
    shown = len(tree.xpath("//li[contains(@class,'row')]"))
    name, value = next(iter(wanted.items()))
    offered = tree.xpath(f"//select[@name='{name}']/option[@value='{value}']")
    assert 0 < shown < len(markup.document_fromstring(reader.get("/inbox").text).xpath("//li[contains(@class,'row')]"))
    assert not offered or f"({shown})" in offered[0].text


def test_the_inbox_and_the_json_interface_know_the_same_findings(reader: FlaskClient) -> None:
    listed = {
        item["id"].rpartition("/")[2] for item in reader.get("/findings?limit=1000&measure=memberCount").json["items"]
    }
    assert (
        set(re.findall(r'href="/inbox/([0-9a-f]+)"', reader.get("/inbox?state=any&measure=memberCount").text)) == listed
    )


def test_an_address_that_cannot_be_read_is_explained_on_a_page(reader: FlaskClient) -> None:
    answer = reader.get("/inbox?since=yesterday")
    assert answer.status_code == 400
    assert "is no date" in answer.text
    assert "<main" in answer.text


def test_a_token_opens_a_session_that_scripts_cannot_read(demo: Flask) -> None:
    answer = demo.test_client().post("/sign-in", data={"token": TOKEN, "next": "//elsewhere.example/"})
    cookie = answer.headers["Set-Cookie"]
    assert answer.location == "/inbox"
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert TOKEN not in cookie


def test_a_wrong_token_opens_none(demo: Flask) -> None:
    answer = demo.test_client().post("/sign-in", data={"token": "guess"})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_who_signs_out_can_decide_nothing_any_more(demo: Flask, editor: FlaskClient) -> None:
    secret = csrf(editor)
    editor.post("/sign-out", data={"csrf": secret})
    answer = editor.post("/inbox/decisions", data={"csrf": secret, "finding": key(demo), "state": "confirmed"})
    assert answer.status_code == 403


def test_nothing_is_decided_without_a_session_its_secret_or_from_another_site(
    demo: Flask, reader: FlaskClient, editor: FlaskClient
) -> None:
    asked = {"finding": key(demo), "state": "confirmed", "reason": "x"}
    assert reader.post("/inbox/decisions", data=asked).status_code == 403
    assert editor.post("/inbox/decisions", data=asked | {"csrf": "guess"}).status_code == 403
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert editor.post("/inbox/decisions", data=asked | {"csrf": csrf(editor)}, headers=elsewhere).status_code == 403
    assert reader.get(f"/findings/{asked['finding']}").json["state"] == "open"


def test_a_dismissal_needs_a_reason_keeps_it_and_can_be_undone(demo: Flask, editor: FlaskClient) -> None:
    name = key(demo, verdict="contradiction", entity="NATO")
    asked = {"csrf": csrf(editor), "finding": name, "after": "/inbox"}
    assert editor.post("/inbox/decisions", data=asked | {"state": "dismissed"}).status_code == 400
    answer = editor.post("/inbox/decisions", data=asked | {"state": "dismissed", "reason": "31 was a typing error"})
    page = editor.get(answer.location).text
    assert f'value="{name}.open"' in page
    assert "31 was a typing error" in editor.get(f"/inbox/{name}").text
    assert f"/inbox/{name}" not in editor.get("/inbox").text
    undo = editor.post("/inbox/decisions", data={"csrf": csrf(editor), "finding": f"{name}.open", "state": "undo"})
    assert undo.status_code == 303
    assert f"/inbox/{name}" in editor.get("/inbox").text


def test_many_are_decided_at_once_and_all_put_back(demo: Flask, editor: FlaskClient) -> None:
    marked = [item["id"].rpartition("/")[2] for item in editor.get("/findings?severity=info&limit=3").json["items"]]
    secret = csrf(editor)
    answer = editor.post(
        "/inbox/decisions",
        data={"csrf": secret, "finding": marked, "state": "confirmed", "after": "/inbox?severity=info"},
    )
    assert answer.location.startswith("/inbox?severity=info&done=")
    states = [editor.get(f"/findings/{name}").json["state"] for name in marked]
    editor.post(
        "/inbox/decisions", data={"csrf": secret, "finding": [f"{name}.open" for name in marked], "state": "undo"}
    )
    assert states == ["confirmed"] * 3
    assert {editor.get(f"/findings/{name}").json["state"] for name in marked} == {"open"}


def test_a_finding_shows_both_quotes_in_context_with_the_values_marked(demo: Flask, reader: FlaskClient) -> None:
    tree = markup.document_fromstring(reader.get(f"/inbox/{key(demo, verdict='contradiction', entity='NATO')}").text)
    assert sorted(tree.xpath("//blockquote/mark/text()")) == ["31", "32"]
    assert "Foreign ministers met in Brussels" in "".join(tree.xpath("//*[@class='around']/text()"))
    assert tree.xpath("//figure//*[name()='svg']")


def test_what_is_taken_away_has_the_filters_of_the_list(reader: FlaskClient) -> None:
    tree = markup.document_fromstring(reader.get("/inbox?severity=info&newsroom=Harbour+Wire&state=any").text)
    links = tree.xpath("//*[@class='takes small']//a/@href")
    assert len(links) == 7
    assert all("severity=info" in link and "newsroom=Harbour+Wire" in link for link in links)
    told = reader.get(next(link for link in links if "format=json&" in f"{link}&")).json["findings"]
    assert {finding["severity"] for finding in told} == {"info"}


def test_a_finding_says_in_words_what_it_is_and_how_the_values_differ(demo: Flask, reader: FlaskClient) -> None:
    page = reader.get(f"/inbox/{key(demo, verdict='contradiction', entity='NATO')}").text
    assert "Two statements of one time that cannot both be true" in page
    assert "31 is 1 less than 32 (3.1 %)" in page or "32 is 1 more than 31 (3.2 %)" in page
    assert "Both speak of one time: as of 4 Apr 2024." in page
    units = reader.get(f"/inbox/{key(demo, verdict='unitVariant', measure='length')}").text
    assert "833 miles are 1,340.6 km." in units


@pytest.mark.parametrize("form", ["html", "md", "json", "jsonld", "ttl", "csv"])
def test_the_report_is_taken_away_in_each_form(reader: FlaskClient, form: str) -> None:
    answer = reader.get("/report/download", query_string={"format": form, "measure": "memberCount", "state": "any"})
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert form == "jsonld" or "NATO has 31 members" in html.unescape(answer.text)
    assert "founding" not in answer.text or form == "html"


def test_a_new_violation_is_told_to_the_webhook_once(make_app: Callable[..., Flask]) -> None:
    told: list[tuple[dict[str, str], bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = make_app(webhook=f"http://127.0.0.1:{server.server_port}/", webhook_secret="s")
        sent = {"id": "a", "published": "2024-04-04", "text": "NATO has 31 members.\n", "publisher": "Wire"}
        filled(
            app.test_client(),
            json.dumps(sent) + "\n" + json.dumps(sent | {"id": "b", "text": "NATO has 32 members.\n"}),
        )
        filled(app.test_client(), json.dumps(sent | {"id": "c", "text": "Sweden joined NATO on Thursday.\n"}))
        app.config["INBOX"].close()
        server.shutdown()
    findings = [finding for _, body in told for finding in json.loads(body)["findings"]]
    assert [finding["verdict"] for finding in findings] == ["contradiction"]
    headers, body = told[0]
    assert headers["X-Claimgraph-Signature"] == signature("s", headers["X-Claimgraph-Timestamp"], body)
