"""Every page is whole and open to whom it should be; an article's and an entity's show what is stored, no more."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from lxml import html as markup
from serving import TOKEN

from kg import names
from pages.readers import NASTY, article, csrf, filled, key


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


def test_an_address_that_is_nowhere_is_a_page_for_people_and_a_problem_for_programs(reader: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert "<main" in reader.get("/nowhere", headers=browser).text
    assert reader.get("/nowhere").content_type == "application/problem+json"
    assert reader.get("/nowhere", headers=browser).status_code == 404


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


def test_the_pages_are_no_part_of_the_interface_for_programs(reader: FlaskClient) -> None:
    assert "/inbox" not in reader.get("/openapi.json").json["paths"]
