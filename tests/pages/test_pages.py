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
from werkzeug.test import TestResponse

from api.pages.editor import examples
from kg import names
from kg.webhook import signature
from pages.readers import NASTY, filled, withdrawn


def csrf(client: FlaskClient, path: str = "/inbox") -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found is not None, "nobody is signed in"
    return found[1]


def key(demo: Flask, **wanted: str) -> str:
    items = demo.test_client().get("/findings", query_string=wanted).json["items"]
    return str(items[0]["id"]).rpartition("/")[2]


def article(demo: Flask, name: str) -> str:
    return names.article(demo.config["SETTINGS"].base, name).rpartition("/")[2]


def pages(demo: Flask) -> list[str]:
    finding = demo.test_client().get(f"/findings/{key(demo, verdict='contradiction', entity='NATO')}").json
    paths = ["/", "/inbox", f"/inbox/{finding['id'].rpartition('/')[2]}", "/entities", "/archive", "/draft", "/editor"]
    paths += [
        "/entities/one?iri=http://www.wikidata.org/entity/Q7184",
        f"/over-time/{finding['series'].rpartition('/')[2]}",
    ]
    paths += [f"/archive/{article(demo, 'meridian-anniversary')}", "/editor?example=01-nato-members", "/sign-in"]
    return [*paths, "/inbox/nothing"]


def test_every_page_is_whole_html_without_inline_script_or_style_and_asks_nobody_else(demo: Flask) -> None:
    for path in pages(demo):
        answer = demo.test_client().get(path)
        assert answer.content_type == "text/html; charset=utf-8", path
        tree = markup.document_fromstring(answer.text)
        assert tree.xpath("count(//main)") == tree.xpath("count(//h1)") == 1, path
        assert not tree.xpath("//script[not(@src)] | //style | //*[@style] | //@*[starts-with(name(), 'on')]"), path
        fetched = tree.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
        assert all(each.startswith("/") for each in fetched), path


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


def test_an_address_that_is_nowhere_is_a_page_for_people_and_a_problem_for_programs(reader: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert "<main" in reader.get("/nowhere", headers=browser).text
    assert reader.get("/nowhere").content_type == "application/problem+json"
    assert reader.get("/nowhere", headers=browser).status_code == 404


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


def test_the_words_of_an_article_stay_words(demo: Flask, reader: FlaskClient) -> None:
    page = reader.get(f"/archive/{article(demo, 'nasty')}")
    assert "document.title=" in page.text
    assert "<script>document" not in page.text
    assert "<img" not in page.text
    tree = markup.document_fromstring(page.text)
    assert "".join(tree.xpath("//*[@aria-label='Text']")[0].itertext()) == NASTY["text"]


def test_the_article_page_shows_the_article_letter_by_letter(demo: Flask, reader: FlaskClient) -> None:
    for name in ("meridian-anniversary", "harbour-japan-budget"):
        stored = reader.get(f"/articles/{article(demo, name)}").json
        tree = markup.document_fromstring(reader.get(f"/archive/{article(demo, name)}").text)
        assert "".join(tree.xpath("//*[@aria-label='Text']")[0].itertext()) == stored["text"]
        anchors = {f"c-{claim['iri'].rpartition('/')[2]}" for claim in stored["claims"]}
        assert set(tree.xpath("//ol[@class='claims']/li/@id")) == anchors
        assert {link.removeprefix("#") for link in tree.xpath("//*[@aria-label='Text']//a/@href")} <= anchors


def test_a_corrected_date_reads_the_article_again(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    client = app.test_client()
    client.post("/sign-in", data={"token": TOKEN})
    sent = {"id": "a", "published": "2023-04-04", "text": "NATO has 31 members.\n", "publisher": "Wire"}
    filled(
        client,
        "\n".join(
            json.dumps(each)
            for each in (sent, sent | {"id": "b", "published": "2024-04-04", "text": "NATO has 32 members.\n"})
        ),
    )
    before = {item["verdict"] for item in client.get("/findings").json["items"]}
    name = names.article(app.config["SETTINGS"].base, "a").rpartition("/")[2]
    secret = csrf(client, f"/archive/{name}")
    assert client.post(f"/archive/{name}/date", data={"csrf": secret, "published": "someday"}).status_code == 400
    answer = client.post(f"/archive/{name}/date", data={"csrf": secret, "published": "2024-04-04"})
    job = answer.location.rpartition("job=")[2]
    while client.get(f"/jobs/{job}").json["state"] != "done":
        pass
    assert app.config["INBOX"].wait(30)
    assert client.get(f"/articles/{name}").json["published"] == "2024-04-04"
    assert "contradiction" not in before
    assert "contradiction" in {item["verdict"] for item in client.get("/findings?state=open").json["items"]}
    assert "read again" in client.get(answer.location).text


def test_a_day_narrows_what_is_said_of_an_entity(reader: FlaskClient) -> None:
    nato = "/entities/one?iri=http://www.wikidata.org/entity/Q7184"
    whole, narrow = reader.get(nato).text, reader.get(f"{nato}&as_of=2023-07-12").text
    assert "Vilnius" in narrow
    assert "anniversary" in whole
    assert "anniversary" not in narrow.lower().partition("<main")[2]
    assert "speaks of that time" in reader.get(f"{nato}&as_of=1800-01-01").text


def test_an_entity_leads_to_its_measures_their_plots_and_wikidata(reader: FlaskClient) -> None:
    tree = markup.document_fromstring(reader.get("/entities/one?iri=http://www.wikidata.org/entity/Q7184").text)
    assert tree.xpath("//a[@href='http://www.wikidata.org/entity/Q7184']")
    assert tree.xpath("//*[name()='svg']//*[name()='a'][starts-with(@href, '/archive/')]")
    assert "Member count" in " ".join(tree.xpath("//h2//text()"))


def test_a_draft_is_judged_with_evidence_and_not_kept(demo: Flask, reader: FlaskClient) -> None:
    before = demo.config["KNOWLEDGE"].number
    page = reader.post("/draft", data={"text": "NATO has 30 members.\r\nThe alliance was founded on April 4, 1949."})
    tree = markup.document_fromstring(page.text)
    assert "30" in tree.xpath("//*[@aria-label='Your text']//a[contains(@class,'contradicted')]/text()")
    assert any("NATO has 32 members" in each for each in tree.xpath("//li[contains(@class,'contradicted')]//a/text()"))
    assert tree.xpath("//*[@aria-label='Your text']//a[contains(@class,'supported')]")
    assert demo.config["KNOWLEDGE"].number == before


def test_a_checked_draft_is_taken_away_as_markdown_and_html(reader: FlaskClient) -> None:
    draft = {"text": "NATO has 30 members <script>.", "published": "2024-05-01"}
    told = reader.post("/draft", data=draft | {"export": "md"})
    assert told.content_type == "text/markdown; charset=utf-8"
    assert "## Contradicted" in told.text
    assert "<script>" not in told.text.replace("\\<script\\>", "")
    kept = reader.post("/draft", data=draft | {"export": "html"})
    assert "attachment" in kept.headers["Content-Disposition"]
    assert "<script" not in kept.text
    assert "&lt;script&gt;" in kept.text


def keep(client: FlaskClient, **given: str) -> TestResponse:
    draft = {"text": "Malta has 12 lighthouses.", "title": "Lights", "publisher": "Island Post"}
    return client.post("/draft/keep", data=draft | {"csrf": csrf(client, "/draft"), "published": "2024-05-01"} | given)


def test_a_draft_is_stored_where_somebody_asks_for_it_like_any_article_and_once(
    demo: Flask, editor: FlaskClient
) -> None:
    answer, again = keep(editor), keep(editor)
    path = answer.location.partition("?")[0]
    assert answer.status_code == 303
    assert again.location.startswith(path)
    stored = editor.get(f"/articles/{path.rpartition('/')[2]}").json
    assert (stored["title"], stored["publisher"], stored["published"]) == ("Lights", "Island Post", "2024-05-01")
    assert [claim["quote"] for claim in stored["claims"]] == ["Malta has 12 lighthouses."]
    assert "Stored and read, dated 1 May 2024" in editor.get(answer.location).text
    withdrawn(demo, path.rpartition("/")[2])
    assert editor.get(path).status_code == 404


def test_a_draft_is_not_stored_by_strangers_without_title_or_undated(demo: Flask, editor: FlaskClient) -> None:
    before = demo.config["KNOWLEDGE"].number
    assert demo.test_client().post("/draft/keep", data={"text": "Malta has 12 lighthouses."}).status_code == 403
    assert keep(editor, csrf="guess").status_code == 403
    refused = {"title": " ", "published": "someday", "text": " ", "publisher": "x" * 400}
    assert {keep(editor, **{name: value}).status_code for name, value in refused.items()} == {400}
    assert demo.config["KNOWLEDGE"].number == before


def test_who_may_not_write_is_told_how_to_store_a_draft(make_app: Callable[..., Flask], reader: FlaskClient) -> None:
    draft = {"text": "Malta has 12 lighthouses."}
    assert "Sign in" in reader.post("/draft", data=draft).text.rpartition("Nothing of it was stored")[2]
    closed = make_app(token="").test_client().post("/draft", data=draft).text
    assert "read only" in closed
    assert "/draft/keep" not in closed


def test_a_fault_of_ours_is_a_page_that_names_the_request(
    demo: Flask, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("api.pages.draft.check_text", broken)
    answer = reader.post("/draft", data={"text": "x"})
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "a secret" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


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


def test_an_empty_draft_and_one_without_claims_say_so(reader: FlaskClient) -> None:
    assert "paste the draft" in reader.post("/draft", data={"text": "  "}).text
    assert "No figure" in reader.post("/draft", data={"text": "Well, well."}).text


@pytest.mark.parametrize("example", [each.name for each in examples()])
def test_every_example_query_answers_something_on_the_demo(reader: FlaskClient, example: str) -> None:
    answer = reader.get("/editor", query_string={"example": example})
    assert answer.status_code == 200
    tree = markup.document_fromstring(answer.text)
    assert tree.xpath("//section//tbody/tr") or "ontology#quote" in "".join(tree.xpath("//section//pre/text()"))


def test_days_and_numbers_are_drawn_and_a_broken_query_is_explained(reader: FlaskClient) -> None:
    assert "<svg" in reader.get("/editor?example=01-nato-members").text
    broken = reader.post("/editor", data={"query": "SELECT WHERE"})
    assert broken.status_code == 400
    assert "SELECT WHERE" in broken.text
    assert 'role="alert"' in broken.text


def test_where_reading_needs_a_token_the_pages_ask_for_it(make_app: Callable[..., Flask]) -> None:
    client = make_app(read_open=False).test_client()
    answer = client.get("/inbox?state=any")
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")
    assert client.get("/sign-in").status_code == client.get("/look.css").status_code == 200
    client.post("/sign-in", data={"token": TOKEN})
    page = client.get("/inbox")
    assert page.status_code == 200
    assert "No article has been read yet" in page.text


def test_a_service_without_a_token_says_that_it_is_read_only(make_app: Callable[..., Flask]) -> None:
    client = make_app(token="").test_client()
    assert "started without a token" in client.get("/sign-in").text
    assert client.post("/inbox/decisions", data={"finding": "x", "state": "confirmed"}).status_code == 403


def test_dates_are_written_as_the_reader_writes_them(demo: Flask, reader: FlaskClient) -> None:
    path = f"/archive/{article(demo, 'meridian-anniversary')}"
    said = {
        place: reader.get(path, headers={"Accept-Language": place}).text for place in ("en-GB", "en-US", "de", "xx")
    }
    assert "4 Apr 2024" in said["en-GB"]
    assert "Apr 4, 2024" in said["en-US"]
    assert "04.04.2024" in said["de"]
    assert "4 Apr 2024" in said["xx"]


@pytest.mark.parametrize("form", ["html", "md", "json", "jsonld", "ttl", "csv"])
def test_the_report_is_taken_away_in_each_form(reader: FlaskClient, form: str) -> None:
    answer = reader.get("/report/download", query_string={"format": form, "measure": "memberCount", "state": "any"})
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert form == "jsonld" or "NATO has 31 members" in html.unescape(answer.text)
    assert "founding" not in answer.text or form == "html"


def test_the_pages_are_no_part_of_the_interface_for_programs(reader: FlaskClient) -> None:
    assert "/inbox" not in reader.get("/openapi.json").json["paths"]


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
