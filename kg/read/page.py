"""HTML → the article it carries: its text, what its markup says of each block, and what the page says of itself.

trafilatura finds the article on the page; the text it gives is the stored text, and every offset indexes that.
Nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree  # type: ignore[import-untyped, unused-ignore]
from lxml import html as lxml_html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from kg.errors import UnreadableArticle
from kg.model import Article, Block, BlockKind, Span
from kg.read.dated import settled
from kg.read.decode import whole
from kg.read.metadata import about, dated_by_htmldate, printed
from kg.view import flat

_OPENING: Final = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|header|div|meta|title|p|h[1-6])\b",
    re.I,
)
_ANY_TAG = re.compile(r"<(?:html|head|body|article|p|div|h[1-6]|br)\b[^>]{0,500}>", re.I)
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_KINDS: Final[dict[str, BlockKind]] = {
    "head": "headline", "p": "body", "quote": "body", "ab": "body", "code": "body", "item": "list", "row": "table",
}  # fmt: skip
_OUTER = frozenset(_KINDS) | {"list", "table", "body", "div", "figure", "comments"}
_FALLBACK: Final[dict[str, BlockKind]] = {
    **{f"h{n}": "headline" for n in range(1, 7)}, "p": "body", "blockquote": "body", "li": "list", "tr": "table",
    "figcaption": "caption", "pre": "body", "dd": "body",
}  # fmt: skip
for _name in ("trafilatura", "htmldate"):  # what they cannot use is no news for who runs us
    logging.getLogger(_name).addHandler(logging.NullHandler())
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "head",
    "nav",
    "footer",
    "form",
    "iframe",
    "object",
    "button",
)


def looks_like_html(text: str, *, name: str = "") -> bool:
    """Say whether a text is an HTML page: by its opening, or by its name and any block tag.

    >>> looks_like_html("<!DOCTYPE html><p>x"), looks_like_html("the 31<sup>st</sup> member")
    (True, False)
    """
    head = text[:20_000].lstrip("\ufeff")
    if _OPENING.match(head):
        return True
    return name.lower().endswith((".html", ".htm", ".xhtml")) and bool(_ANY_TAG.search(head))


def page(source: str, *, id: str, url: str | None = None) -> Article:
    """Return the article that an HTML page carries.

    Raises UnreadableArticle where the page has no text that could be quoted.
    """
    tree = _tree(source, id)
    told = about(tree)
    if not told.dates and (found := printed(tree) or dated_by_htmldate(tree, url=url or told.url)):
        told.dates.append(found)
    given = _marked(tree)
    blocks = _blocks(tree, given)
    pieces: list[str] = []
    placed: list[Block] = []
    length = 0
    before: tuple[Span, str] | None = None
    header: Span | None = None
    for kind, words in blocks:
        span = Span(length, length + len(words))
        if kind not in ("list", "table"):
            header = None
            before = (span, words)
        elif kind == "list" and before is not None and before[1].endswith(":"):
            header = before[0]
        placed.append(Block(span, kind, header))
        pieces.append(words)
        length = span.end + 2
    if not pieces:
        raise UnreadableArticle(f"{id}: the page has no paragraph of text; is the article loaded by a script?")
    evidence = tuple(told.dates)
    return Article(
        id=id,
        text="\n\n".join(pieces),
        published=settled(evidence)[0],
        url=url or told.url,
        title=told.title,
        publisher=told.publisher,
        language=told.language,
        blocks=tuple(placed),
        evidence=evidence,
    )


def _tree(source: str, name: str) -> lxml_html.HtmlElement:
    clean = whole(source).replace("\x00", " ")
    try:
        tree = lxml_html.document_fromstring(clean.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableArticle(f"{name}: the page has no element that holds text ({error})") from None
    return tree


def _marked(tree: lxml_html.HtmlElement) -> Mapping[str, BlockKind]:
    """Make captions paragraphs and figures super- and subscripts of their own, so that the extraction keeps them.

    What the markup said of those words is returned.
    """
    given: dict[str, BlockKind] = {}
    for caption in tree.xpath("//figcaption"):
        words = _squeezed("".join(caption.itertext()))
        figure = next(caption.iterancestors("figure"), None)
        if words and figure is not None and figure.getparent() is not None:
            given[words] = "caption"
            paragraph = etree.Element("p")
            paragraph.text = words
            paragraph.tail, figure.tail = figure.tail, None
            figure.addnext(paragraph)
            caption.drop_tree()
    for tag, digits in (("sup", _SUPERSCRIPT), ("sub", _SUBSCRIPT)):
        for raised in tree.xpath(f"//{tag}"):
            if len(raised) == 0 and re.fullmatch(r"[0-9+-]{1,6}", (raised.text or "").strip()):
                raised.text = (raised.text or "").strip().translate(digits)
    return given


def _blocks(tree: lxml_html.HtmlElement, given: Mapping[str, BlockKind]) -> list[tuple[BlockKind, str]]:
    """Return the article's blocks; what the extraction runs together in one is taken as the markup has it."""
    found = list(_extracted(tree, given))
    if len(found) > 1:
        return found
    plain = list(_plain(tree))
    return plain if len(plain) > len(found) else found


def _extracted(tree: lxml_html.HtmlElement, given: Mapping[str, BlockKind]) -> Iterator[tuple[BlockKind, str]]:
    """Yield the blocks that trafilatura finds."""
    led = _led(tree)
    document = bare_extraction(tree, include_comments=False, include_tables=True)
    if isinstance(document, Document) and document.body is not None:
        found = list(_walk(document.body, "body"))
        kept = {words for _, words in found}
        for kind, words in found:
            # a list whose heading the extraction leaves out ("More on this story") is none of the article's
            if kind != "list" or led.get(words, words) in kept:
                yield given.get(words, kind), words


def _led(tree: lxml_html.HtmlElement) -> Mapping[str, str]:
    """Return the items of lists and the heading right above each list."""
    found: dict[str, str] = {}
    for items in tree.xpath("//ul | //ol"):
        heading = items.getprevious()
        words = _squeezed(" ".join(heading.itertext())) if heading is not None and heading.tag in _HEADINGS else ""
        if words:
            found.update({_squeezed(" ".join(item.itertext())): words for item in items.iter("li")})
    return found


def _walk(element: etree._Element, kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    """Yield the blocks below an element; text between inner blocks is a block of the element's own kind."""
    tag = element.tag if isinstance(element.tag, str) else ""
    kind = _KINDS.get(tag, kind)
    if tag == "row":
        cells = [_squeezed(" ".join(cell.itertext())) for cell in element]
        if any(cells):
            yield "table", " | ".join(cells)
        return
    own = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in _OUTER:
            yield from _flushed(own, kind)
            own = []
            yield from _walk(child, kind)
        else:
            own.extend(_inline(child))
        own.append(child.tail or "")
    yield from _flushed(own, kind)


def _inline(element: etree._Element) -> Iterator[str]:
    if element.tag == "lb":
        yield "\n"
    elif isinstance(element.tag, str) and element.tag != "graphic":
        yield element.text or ""
        for child in element:
            yield from _inline(child)
            yield child.tail or ""


def _flushed(own: list[str], kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    for line in "".join(piece if piece == "\n" else piece.replace("\n", " ") for piece in own).split("\n"):
        if words := _squeezed(line):
            yield kind, words


def _plain(tree: lxml_html.HtmlElement) -> Iterator[tuple[BlockKind, str]]:
    """Yield the blocks of a page that trafilatura finds no article on: all that its markup calls text."""
    for silent in tree.xpath("|".join(f"//{tag}" for tag in _SILENT)):
        if silent.getparent() is not None:
            silent.drop_tree()
    found = False
    for element in tree.iter(*_FALLBACK):
        if next(element.iterdescendants(*_FALLBACK), None) is not None:
            continue
        if words := _squeezed(" ".join(element.itertext())):
            found = True
            yield _FALLBACK[element.tag], words
    if not found and (words := _squeezed(" ".join(tree.itertext()))):
        yield "body", words


def _squeezed(text: str) -> str:
    """Return the text with its white space as a browser shows it; a no-break space stays what it is."""
    squeezed = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")
    return squeezed if flat(squeezed).strip() else ""  # a paragraph of no-break spaces is none
