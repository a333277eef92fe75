"""Pages as newsrooms lay them out, plain and as HTML: what makes claims, what does not, which day is the article's."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

from kg import ontology
from kg.model import Article
from kg.read import framer
from kg.read.page import page
from kg.segment import SPEAKING

PAGES = Path(__file__).parent / "newsrooms.txt"
SPEAKS = frozenset("HBCLA")
FRAME = framer(ontology.load(base="http://127.0.0.1:8000/"))


@dataclass(frozen=True)
class Page:
    name: str
    published: str | None
    lines: tuple[tuple[str, str], ...]


def pages() -> list[Page]:
    found: list[Page] = []
    for line in PAGES.read_text("utf-8").splitlines():
        if line.startswith("==="):
            name, _, date = line[4:].partition(" | ")
            found.append(Page(name, None if date == "unknown" else date, ()))
        elif line and not line.startswith("#"):
            found[-1] = Page(found[-1].name, found[-1].published, (*found[-1].lines, (line[0], line[2:])))
    return found


def wrong(article: Article, lines: tuple[tuple[str, str], ...]) -> list[str]:
    """The lines of which something makes claims and should not, or nothing does and should."""
    speaking = [b.span.of(article.text) for b in article.blocks if b.kind in SPEAKING]
    missed = []
    for kind, words in lines:
        plain = " ".join(words.split())
        said = any(plain in " ".join(t.split()) or (kind in "CL" and t in plain) for t in speaking)
        # a short line may stand inside a sentence of the article
        if said != (kind in SPEAKS) and (kind in SPEAKS or len(plain) > 30 or plain in speaking):
            missed.append(f"{kind} {words}")
    return missed


@pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["paragraphs", "lines"])
def test_only_the_article_speaks(one: Page, gap: str) -> None:
    article = FRAME(Article(one.name, gap.join(words for _, words in one.lines), language="en"))
    assert wrong(article, one.lines) == []
    assert article.published == one.published
    assert article.title == next(words for kind, words in one.lines if kind == "H")


MARKUP = {
    "N": '<div class="tools"><a href="/tools">{}</a></div>',
    "T": '<aside class="related"><a href="/other">{}</a></aside>',
    "F": "<form><label>{}</label></form>",
    "C": '<figure><img src="x.jpg"><figcaption>{}</figcaption></figure>',
    "L": "<ul><li>{}</li></ul>",
    "Y": '<div class="byline">{}</div>',
}


def html(one: Page, *, meant: bool) -> str:
    """A page whose markup tells what its pieces are, or whose pieces are all paragraphs."""
    headings = iter(["h1", *["h2"] * 20])
    parts = []
    for kind, words in one.lines:
        if kind == "H":
            heading = next(headings)
            parts.append(f"<{heading}>{escape(words)}</{heading}>")
        else:
            parts.append((MARKUP.get(kind, "<p>{}</p>") if meant else "<p>{}</p>").format(escape(words)))
    return f'<!DOCTYPE html><html lang="en"><body><article>{"".join(parts)}</article></body></html>'


@pytest.mark.parametrize("one", pages(), ids=lambda one: one.name)
@pytest.mark.parametrize("meant", [True, False], ids=["told", "untold"])
def test_so_it_is_on_a_page(one: Page, meant: bool) -> None:
    article = FRAME(page(html(one, meant=meant), id=one.name))
    speaking = {b.span.of(article.text) for b in article.blocks if b.kind in SPEAKING}
    assert [words for kind, words in one.lines if kind in "TNFY" and words in speaking and len(words) > 20] == []
    bodies = [" ".join(words.split()) for kind, words in one.lines if kind == "B"]
    assert [words for words in bodies if not any(words in text for text in speaking)] == []
    assert article.published == one.published
