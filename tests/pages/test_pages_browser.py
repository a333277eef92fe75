"""A newcomer with a browser: finds, decides, undoes, checks, asks; axe on each page, light, dark, wide, narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from serving import TOKEN

from kg import names
from kg.report import render
from pages.readers import NASTY, withdrawn

AXE = Path(__file__).resolve().parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[tuple[str, str, str]]:
    """Return what axe has against the page as it stands: rule, where, why."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in ui/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false})", RULES
    )["violations"]
    return [
        (each["id"], each["nodes"][0]["html"][:200], each["nodes"][0].get("failureSummary", "")[:200]) for each in found
    ]


def sign_in(tab: Any, address: str) -> None:
    tab.goto(f"{address}/sign-in")
    tab.get_by_label("Token").fill(TOKEN)
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url("**/inbox")


def test_a_newcomer_dismisses_a_finding_with_a_reason_and_undoes_it(tab: Any, address: str) -> None:
    sign_in(tab, address)
    row = tab.locator(".row", has_text="31").filter(has_text="32").filter(has_text="Contradiction: NATO, member count")
    row.get_by_role("link").click()
    assert sorted(tab.locator("blockquote mark").all_inner_texts()) == ["31", "32"]
    tab.get_by_role("button", name="Dismiss").click()
    assert tab.locator("input[name=reason]").evaluate("box => box.validationMessage").startswith("Say why")
    tab.get_by_label("Reason").fill("the second article corrected it")
    tab.get_by_role("button", name="Dismiss").click()
    tab.get_by_role("status").get_by_text("Dismissed: 1 finding").wait_for()
    assert "the second article corrected it" in tab.locator("main").inner_text()
    assert tab.get_by_role("link", name="Next open finding").is_visible()
    tab.get_by_role("button", name="Undo").click()
    tab.locator("h1 + p .badge", has_text="open").wait_for()


def test_the_inbox_is_worked_by_keys_alone(tab: Any, address: str) -> None:
    sign_in(tab, address)
    first = tab.locator(".row").first.get_by_role("link").inner_text()
    for key in ("j", "x", "d"):
        tab.keyboard.press(key)
    tab.keyboard.type("seen")
    tab.keyboard.press("Escape")
    tab.keyboard.press("d")
    tab.get_by_role("status").get_by_text("Dismissed").wait_for()
    assert tab.locator(".row").first.get_by_role("link").inner_text() != first
    tab.keyboard.press("u")
    tab.get_by_role("status").wait_for(state="detached")
    tab.wait_for_load_state()  # the keys are there when the page is
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/inbox/*")


def test_a_newcomer_checks_a_text(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.get_by_role("link", name="Check a text").first.click()
    tab.get_by_label("Text", exact=True).fill("NATO has 30 members.")
    tab.get_by_role("button", name="Check").click()
    answer = tab.locator("li.contradicted")
    answer.wait_for()
    assert "NATO has 32 members" in answer.inner_text()
    answer.get_by_role("link").last.click()
    tab.wait_for_url("**/archive/*#c-*")


def test_a_text_on_its_way_says_so_and_is_not_sent_twice(tab: Any, address: str) -> None:
    tab.goto(f"{address}/draft")
    tab.evaluate("document.querySelector('main form').addEventListener('submit', event => event.preventDefault())")
    tab.get_by_label("Text", exact=True).fill("NATO has 30 members.")
    tab.get_by_role("button", name="Check").click()
    busy = tab.get_by_role("button", name="Checking…")
    busy.wait_for()
    assert busy.is_disabled()


def test_a_newcomer_runs_an_example_query(tab: Any, address: str) -> None:
    tab.goto(f"{address}/editor")
    tab.get_by_role("link", name="How many members does NATO have").click()
    tab.locator("#result").wait_for()
    assert tab.locator("section tbody tr").count() > 4
    assert tab.locator("section .wide svg.plot").is_visible()
    assert not tab.locator("section .narrow svg.plot").is_visible()


def test_yasgui_runs_a_query_and_draws_it_and_axe_finds_nothing_in_it(tab: Any, address: str) -> None:
    tab.goto(f"{address}/editor?example=01-nato-members")
    if not tab.locator("#yasgui").count():
        pytest.skip("YASGUI is not built: make ui")
    tab.locator("#yasgui").get_by_role("button", name="Run").click()
    tab.locator("#yasgui tbody tr").first.wait_for()
    wrong = violations(tab)
    tab.get_by_role("button", name="Shows Plot view").click()
    tab.locator("#yasgui .wide svg.plot").wait_for()
    assert wrong == []
    assert violations(tab) == []


def test_a_newcomer_stores_a_checked_text_and_lands_on_its_page(tab: Any, address: str, demo: Flask) -> None:
    sign_in(tab, address)
    tab.goto(f"{address}/draft")
    tab.get_by_label("Text", exact=True).fill("Malta has 12 lighthouses. Malta has 4 airports.")
    tab.get_by_role("button", name="Check").click()
    tab.get_by_label("Title").fill("Lights of Malta")
    tab.get_by_label("Newsroom").fill("Island Post")
    tab.get_by_label("Date", exact=True).fill("2024-05-01")
    tab.get_by_role("button", name="Store as an article").click()
    tab.wait_for_url("**/archive/*?job=*")
    tab.get_by_role("heading", name="Lights of Malta").wait_for()
    assert "Island Post, 1 May 2024" in tab.locator("main").inner_text()
    assert {"12", "4"} <= set(tab.locator(".text a.value").all_inner_texts())
    withdrawn(demo, tab.url.partition("?")[0].rpartition("/")[2])


def test_all_of_a_page_are_marked_at_once(tab: Any, address: str) -> None:
    sign_in(tab, address)
    tab.get_by_label("Mark all on this page").check()
    boxes = tab.locator(".row input[type=checkbox]")
    assert boxes.count() == tab.locator(".row input:checked").count() > 5
    tab.get_by_label("Mark all on this page").uncheck()
    assert tab.locator(".row input:checked").count() == 0


def test_everything_is_read_and_decided_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address)
    page.locator(".row").first.get_by_role("checkbox").check()
    page.get_by_label("Reason").fill("by hand")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/inbox")
    page.goto(f"{address}/editor?example=04-newsrooms")
    assert page.locator("#query").is_visible()
    assert "Harbour Wire" in page.locator("table").inner_text()
    context.close()


def test_the_words_of_an_article_do_nothing(tab: Any, address: str, demo: Flask) -> None:
    tab.goto(f"{address}/archive/{names.article(demo.config['SETTINGS'].base, 'nasty').rpartition('/')[2]}")
    assert tab.title().startswith(NASTY["title"])
    assert tab.locator(".text").inner_text().strip() == NASTY["text"].strip()


def test_the_report_opens_from_the_disk_with_its_plots_and_asks_for_nothing(
    tab: Any, demo: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(demo.config["INBOX"].report(), "html"), encoding="utf-8")
    asked: list[str] = []
    tab.on("request", lambda sent: asked.append(sent.url))
    tab.goto(file.as_uri())
    assert tab.locator("svg.plot").count() > 2
    assert tab.locator("svg.plot").first.is_visible()
    assert asked == [file.as_uri()]


@pytest.mark.parametrize(("width", "scheme", "every"), [(1280, "light", 1), (390, "dark", 2)])
def test_axe_finds_nothing_on_any_page(
    browser: Any, address: str, demo: Flask, width: int, scheme: str, every: int
) -> None:
    client, base = demo.test_client(), demo.config["SETTINGS"].base
    finding = client.get("/findings?verdict=contradiction&entity=NATO").json["items"][0]
    article = names.article(base, "meridian-anniversary").rpartition("/")[2]
    paths = ["/", "/inbox", "/entities", f"/inbox/{finding['id'].rpartition('/')[2]}", "/archive"]
    paths += [
        "/entities/one?iri=http://www.wikidata.org/entity/Q7184",
        f"/over-time/{finding['series'].rpartition('/')[2]}",
    ]
    paths += ["/draft", "/editor?example=01-nato-members", "/inbox/nothing", f"/archive/{article}"]
    paths += ["/inbox?measure=nothing", "/sparql", "/sign-in", "/links"]
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page, wrong = context.new_page(), []
    sign_in(page, address)
    for path in paths[every - 1 :: every]:
        page.goto(address + path)
        if path == "/draft":
            page.get_by_label("Text", exact=True).fill("NATO has 30 members. The moon has 14 gates.")
            page.get_by_role("button", name="Check").click()
            page.locator("li.contradicted").wait_for()
        wrong += [(path, *each) for each in violations(page)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{path} is wider than {width} pixels"
        )
    page = context.new_page()  # without our content policy, which would not let a style so pale through
    page.set_content("<main><h1>x</h1><input><p style='color:#aaa;background:#bbb'>pale</p></main>")
    seen = {each[0] for each in violations(page)}
    context.close()
    assert {"label", "color-contrast"} <= seen  # axe looks, and would have said so
    assert wrong == []
