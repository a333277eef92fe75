"""What readers type in: drafts are judged, taken away and stored; queries are answered or explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html as markup
from werkzeug.test import TestResponse

from api.pages.editor import examples
from pages.readers import csrf, withdrawn


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
