"""A page's head → what the page says of itself: title, publisher, address, language, dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree  # type: ignore[import-untyped, unused-ignore]
from lxml import html as lxml_html  # type: ignore[import-untyped, unused-ignore]

from kg.model import DateEvidence
from kg.read.dated import written_date

# in order of trust; all say when the article appeared, none when it was updated
_DATES: Final = (
    "article:published_time", "datepublished", "og:published_time", "og:article:published_time", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "publication-date",
    "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_ARTICLE = re.compile(r"(?:Article|Report|Posting|BlogPost|Review|Recipe)\Z|\A(?:WebPage|LiveBlogPosting)\Z")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_]|\Z)")
_DEEP = 6
# where the dates of other articles stand, and what says when the page was changed
_ELSEWHERE: Final = "//aside|//nav|//footer|//form|//script|//style|//a//time|//*[@class or @id]|//meta"
_FURNITURE = re.compile("related|recommend|teaser|sidebar|most-read|popular|comment|updated|modified", re.I)
_CHANGED = re.compile("modif|updat", re.I)
_STAMP = re.compile(
    r"byline|dateline|time-?stamp|pub(?:lish(?:ed)?)?-?(?:date|time)|(?:post|entry|article)-?(?:date|time|meta|info)|\bdate\b",
    re.I,
)
_SHORT = 160  # characters
_PIECES = 24  # of an element's text
_PROSE = 100  # characters of a paragraph
_STAMPS = 40  # elements that are looked at


@dataclass(slots=True)
class About:
    """What a page says of itself; filled in as the page is read."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: list[DateEvidence] = field(default_factory=list)


def about(tree: lxml_html.HtmlElement) -> About:
    """Return what the meta elements, JSON-LD, links and time elements of a page say."""
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    told = About()
    titles = [metas.get("og:title"), *(node.get("headline") for node in linked), metas.get("title")]
    titles += ["".join(element.itertext()) for tag in ("h1", "title") for element in islice(tree.iter(tag), 1)]
    told.title = next((title for value in titles if (title := _text(value))), None)
    told.publisher = _text(metas.get("og:site_name")) or next((n for a in linked if (n := _publisher(a))), None)
    canonical = tree.xpath("//link[@rel='canonical']/@href") or [metas.get("og:url")]
    told.url = next((url for url in canonical if url and urlsplit_ok(url)), None)
    if match := _LANGUAGE.match(str(tree.get("lang") or metas.get("og:locale") or metas.get("content-language") or "")):
        told.language = match[1].lower()
    told.dates.extend(_dates(tree, metas, linked))
    return told


def urlsplit_ok(url: str) -> bool:
    """Say whether this is a whole web address.

    >>> urlsplit_ok("https://daily.example/a"), urlsplit_ok("/a"), urlsplit_ok("https://[")
    (True, False, False)
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url.strip()


def _metas(tree: lxml_html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = meta.get("content")
        if name and content and content.strip():
            metas.setdefault(name.strip().lower(), content.strip())
    return metas


def _linked_data(tree: lxml_html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the article nodes of the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):  # a broken script tells nothing
            continue
        yield from _articles(data, _DEEP)


def _articles(data: object, deep: int) -> Iterator[dict[str, Any]]:
    if deep == 0:
        return
    if isinstance(data, list):
        for item in data[:50]:
            yield from _articles(item, deep - 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        if any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types])):
            yield data
        else:
            yield from _articles(data.get("@graph"), deep - 1)


def _publisher(node: dict[str, Any]) -> str | None:
    publisher = node.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    return _text(publisher.get("name") if isinstance(publisher, dict) else publisher)


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _dates(tree: lxml_html.HtmlElement, metas: dict[str, str], linked: list[dict[str, Any]]) -> Iterator[DateEvidence]:
    seen = set()
    stated = [(node.get("datePublished"), "JSON-LD datePublished") for node in linked]
    stated += [(metas.get(name), f"meta {name}") for name in _DATES]
    # a time element dates the article only where the markup says so; others stand beside teasers
    marked = "//time[@pubdate or @itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
    stated += [(value, "time element") for value in tree.xpath(marked)[:1]]
    for value, note in stated:
        date = written_date(value) if isinstance(value, str) else None
        if date is not None and date[0] not in seen:
            seen.add(date[0])
            yield DateEvidence(date[0], "metadata", note=note)


def printed(tree: lxml_html.HtmlElement) -> DateEvidence | None:
    """Return the date in the elements between heading and text that the page's classes call byline or date.

    The date of an update counts only where there is no other.
    """
    changed: DateEvidence | None = None
    for element in islice(_between(tree), _STAMPS):
        if any(map(_elsewhere, (element, *element.iterancestors()))):
            continue
        words = " ".join("".join(islice(element.itertext(), _PIECES)).split())
        date = written_date(words) if len(words) <= _SHORT else None
        if date is None:
            continue
        evidence = DateEvidence(date[0], "byline", note="printed on the page")
        if not _CHANGED.search(words[: date[1]]):
            return evidence
        changed = changed or evidence
    return changed


def _between(tree: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """Yield the elements named for a date that stand below the page's heading and above its second paragraph."""
    headed = next(tree.iter("h1"), None) is None
    prose = 0
    for element in tree.iter(etree.Element):
        headed = headed or element.tag == "h1"
        prose += headed and element.tag == "p" and len("".join(islice(element.itertext(), _PIECES))) > _PROSE
        if prose > 1:
            return
        if headed and _STAMP.search(f"{element.get('class', '')} {element.get('id', '')}"):
            yield element


def dated_by_htmldate(tree: lxml_html.HtmlElement, *, url: str | None) -> DateEvidence | None:
    """Return the date that htmldate finds on the article's own part of the page or in its own address."""
    own = deepcopy(tree)
    for element in own.xpath(_ELSEWHERE):
        if element.getparent() is not None and _elsewhere(element):
            element.drop_tree()
    # published, not updated; the far end is fixed so that a page reads the same on any day
    date = find_date(own, extensive_search=False, original_date=True, url=url, max_date="2100-01-01")
    return DateEvidence(date, "htmldate") if date else None


def _elsewhere(element: lxml_html.HtmlElement) -> bool:
    """Say whether an element is no part of the article that the page is for."""
    if element.tag == "meta":
        named = (element.get("property"), element.get("name"), element.get("itemprop"))
        return any(_CHANGED.search(name) for name in named if name)
    if element.tag in ("html", "body", "main", "article"):
        return False
    if (
        element.tag in ("aside", "nav", "footer", "form", "script", "style")
        or next(element.iterancestors("a"), None) is not None
    ):
        return True
    return bool(_FURNITURE.search(f"{element.get('class', '')} {element.get('id', '')}"))
