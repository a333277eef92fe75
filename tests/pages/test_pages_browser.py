"""A newcomer with a browser: finds, decides, undoes, checks, asks; axe on each page, light, dark, wide, narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from serving import TOKEN

from kg import names
from kg.report import render
from pages.readers import NASTY

AXE = Path(__file__).resolve().parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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


def test_a_newcomer_runs_an_example_query(tab: Any, address: str) -> None:
    tab.goto(f"{address}/editor")
    tab.get_by_role("link", name="How many members does NATO have").click()
    tab.locator("#result").wait_for()
    assert tab.locator("section tbody tr").count() > 4
    assert tab.locator("section svg.plot").is_visible()


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
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in ui/")
    client, base = demo.test_client(), demo.config["SETTINGS"].base
    finding = client.get("/findings?verdict=contradiction&entity=NATO").json["items"][0]
    article = names.article(base, "meridian-anniversary").rpartition("/")[2]
    paths = ["/", "/inbox", "/entities", f"/inbox/{finding['id'].rpartition('/')[2]}", "/archive"]
    paths += [
        "/entities/one?iri=http://www.wikidata.org/entity/Q7184",
        f"/over-time/{finding['series'].rpartition('/')[2]}",
    ]
    paths += ["/draft", "/editor?example=01-nato-members", "/inbox/nothing", f"/archive/{article}"]
    paths += ["/inbox?measure=nothing", "/sparql"]
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    page, wrong = context.new_page(), []
    sign_in(page, address)
    for path in paths[every - 1 :: every]:
        page.goto(address + path)
        page.add_script_tag(path=str(AXE))
        # the editor of YASGUI is other people's work: its own controls are not ours to label
        found = page.evaluate(
            "rules => axe.run({exclude: [['#yasgui']]}, {runOnly: rules, resultTypes: ['violations'], preload: false})",
            RULES,
        )["violations"]
        wrong += [
            (path, each["id"], each["nodes"][0]["html"][:200], each["nodes"][0].get("failureSummary", "")[:200])
            for each in found
        ]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{path} is wider than {width} pixels"
        )
    page.set_content("<main><h1>x</h1><input><p style='color:#aaa;background:#bbb'>pale</p></main>")
    page.add_script_tag(path=str(AXE))
    seen = {each["id"] for each in page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]}
    context.close()
    assert {"label", "color-contrast"} <= seen  # axe looks, and would have said so
    assert wrong == []
