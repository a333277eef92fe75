"""Text → its blocks by shape: headline, body, caption, list, table, byline, teaser, form, navigation, duplicate.

Every rule goes by shape (length, stops, repetition) or by a cue of the "boilerplate" scheme; none knows a site. What
no rule claims is body: a lost paragraph is worse than a teaser too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, cast

from kg.model import Block, BlockKind, Span
from kg.read.markers import CLOSED, Markers
from kg.read.repeats import duplicates
from kg.view import flat, paragraphs

_BULLET = re.compile(r"\s{0,8}(?:[•▪▫◦‣●■□]\s{0,4}|[-–*·]\s{1,4}(?=\S)|\(?[0-9]{1,2}[.)]\s{1,4}(?=[A-Z]))")
_TRUNCATED = re.compile(r"(?:…|\.\.\.)[\"')\]]{0,3}\Z|\[(?:…|\.\.\.)\]\Z")
_LINK = re.compile(r"https?://\S+\Z|https?://\S{8,}\s", re.I)
_HASHTAGS = re.compile(r"(?:[#@]\w+\W{0,3}){2,40}\Z")
_CRUMBS = re.compile(r"(?:[^»›>|/.\n]{1,60}[ \u00a0]?[»›>][ \u00a0]){1,8}[^\n]{0,300}\Z")
_RULE = re.compile(r"[\W_]+\Z")
_WRITER = re.compile(r"by (?-i:admin|staff|[A-Z]\S{0,30}(?:,? (?:and |& |of |for |in )?[A-Z(]\S{0,30}){0,8})\Z", re.I)
_SITE = re.compile(r"\s\|\s[A-Z][^|0-9]{1,40}\Z")
_CELLS = re.compile(r"\S(?:\t+| {0,3}\| {0,3})\S")
_HANGS = re.compile(r"(?:\b(?:the|a|an|of|in|and|to|for|by|with|from|at|on|that)|,)\Z")
_MARKUP: Final = frozenset({"headline", "body", "caption", "list", "table"})
_HEADLINE = 200  # characters
_MENU_LINE = 32  # characters, at most four words
_ENTRY = 44
_A_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_MENU = 4  # lines that make a menu
_LEAD = 110
_FURNITURE = 300
_PROSE = 100  # characters: a paragraph that long which ends with a stop is prose, not a teaser's title


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with what the rules look at."""

    span: Span
    words: str  # one kind of space and quote
    given: BlockKind | None = None  # what the page's markup says it is
    header: Span | None = None
    bullet: bool = False
    crumbs: bool = False  # "Home » World » …"

    @property
    def prose(self) -> bool:
        return len(self.words) >= _PROSE and bool(CLOSED.search(self.words)) and not _TRUNCATED.search(self.words)

    @property
    def title(self) -> bool:
        """Say whether it could be a headline: one short line without a final stop."""
        return len(self.words) <= _HEADLINE and not CLOSED.search(self.words) and any(map(str.isalpha, self.words))


def blocks_of(text: str, known: Sequence[Block], marked: Markers, *, title: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of a text, in reading order; ``known`` are those that a page's markup gives.

    Blocks that were told apart before are left as they are: markup knows no teaser, form or duplicate.

    >>> from kg.read.markers import markers
    >>> text = "Bridge opens\\n\\nThe bridge opened on Monday.\\n\\nTolls:\\n\\n- cars: 3 euros\\n- lorries: 9 euros"
    >>> [(block.kind, block.header is not None) for block in blocks_of(text, (), markers(()))]
    [('headline', False), ('body', False), ('body', False), ('list', True), ('list', True)]
    """
    if any(block.kind not in _MARKUP for block in known):
        return tuple(known)
    if known:
        lines = [_Line(b.span, flat(b.span.of(text)).strip(), b.kind, b.header) for b in known]
    else:
        lines = [_line(text, span) for span in _joined(text, paragraphs(text))]
    kinds = [_by_itself(line, marked) for line in lines]
    _menus(lines, kinds)
    _sections(lines, kinds, marked)
    _headlines(lines, kinds, title)
    repeats = duplicates([line.words for line in lines], [kind in ("form", "navigation", "teaser") for kind in kinds])
    for number in repeats:
        kinds[number] = "duplicate"
    _captions(lines, kinds)
    _listed(lines, kinds)
    return tuple(_split(lines, cast(list[BlockKind], [kind or "body" for kind in kinds]), marked))


def _line(text: str, span: Span) -> _Line:
    written = span.of(text)
    words = flat(written).strip()
    bullet = _BULLET.match(words)
    if bullet and bullet.end() < len(words):
        return _Line(Span(span.start + bullet.end(), span.end), words[bullet.end() :], bullet=True)
    return _Line(span, words, crumbs=len(words) <= _FURNITURE and bool(_CRUMBS.match(written)))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join a paragraph that a blank line cut in the middle of a sentence."""
    found: list[Span] = []
    for span in spans:
        if found:
            before = flat(text[max(found[-1].start, found[-1].end - 12) : found[-1].end])
            long = found[-1].end - found[-1].start >= _PROSE
            cut = before[-1].isalnum() or before[-1] == ","
            if long and cut and (text[span.start].islower() or _HANGS.search(before)):
                found[-1] = Span(found[-1].start, span.end)
                continue
        found.append(span)
    return found


def _by_itself(line: _Line, markers: Markers) -> BlockKind | None:
    """Return what a paragraph is, judged alone; None: no rule claims it."""
    words = line.words
    if _RULE.match(words):
        return "navigation"
    if kind := markers.whole(words) or markers.opens(words):
        return kind
    if _HASHTAGS.match(words) or line.crumbs:
        return "navigation"
    if _WRITER.match(words):
        return "byline"
    if kind := markers.begins(words):
        return kind
    if line.given in ("headline", "list", "table", "caption"):
        return line.given
    if kind := markers.holds(words):
        return kind
    if markers.credit(words) is not None:
        return "caption"
    if _LINK.match(words) or (_TRUNCATED.search(words) and len(words) <= _HEADLINE and words[0] not in "\"'"):
        return "teaser"
    if _CELLS.search(words) and len(re.split(r"\t+|\|", words)) >= 3:
        return "table"
    return None


def _menus(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """Mark runs of short lines without stops or figures: the menus of a site."""
    run: list[int] = []
    menu: set[int] = set()
    for number in range(len(lines) + 1):
        if number < len(lines) and _menu_line(lines[number], kinds[number]):
            run.append(number)
            continue
        if len(run) >= _MENU:
            menu.update(run)
        run = []
    for number in list(menu):
        kinds[number] = "navigation"
        if number + 2 in menu and number + 1 not in menu and _short(lines[number + 1]):
            kinds[number + 1] = "navigation"  # a longer entry between two others


def _menu_line(line: _Line, kind: BlockKind | None) -> bool:
    if line.given in ("list", "table", "caption") or line.bullet or kind not in (None, "navigation"):
        return False
    return len(line.words) <= _MENU_LINE and len(line.words.split()) <= 4 and _short(line)


def _short(line: _Line) -> bool:
    """Say whether a line is short, without a stop, and without figures save a year."""
    words = line.words
    return len(words) <= _ENTRY and words[-1] not in ".!?:;,\"'" and not re.search("[0-9]", _A_YEAR.sub("", words))


def _sections(lines: Sequence[_Line], kinds: list[BlockKind | None], markers: Markers) -> None:
    """Carry a heading ("You may also like", "Leave a reply") over what stands below it.

    A teaser section ends at prose. A form ends the page, unless more than twice as much follows as came before.
    """
    above = [0, *accumulate(len(line.words) for line in lines)]  # characters before each line
    total = above[-1]
    section: BlockKind | None = None
    for number, line in enumerate(lines):
        opened = markers.opens(line.words)
        if opened is not None:
            section = opened
            if section == "form" and total - above[number] > 3 * above[number]:
                section = "teaser"  # stands above the article: what follows may be prose again
            kinds[number] = section
        elif section == "form":
            kinds[number] = kinds[number] if kinds[number] in ("navigation", "teaser") else "form"
        elif section is not None:
            if line.prose and kinds[number] not in ("navigation", "teaser", "form"):
                section = None
            else:
                kinds[number] = kinds[number] if kinds[number] in ("navigation", "form", "byline") else section


def _headlines(lines: Sequence[_Line], kinds: list[BlockKind | None], title: str | None) -> None:
    """Name the headline and the crossheads: single lines without a stop, before prose."""
    wanted = flat(title).strip().lower() if title else None
    first = True
    for number, line in enumerate(lines):
        if kinds[number] not in (None, "headline"):
            continue
        alone = number + 1 < len(lines) and not line.bullet
        if line.given == "headline" or (wanted and line.words.lower() == wanted):
            kinds[number] = "headline"
        elif not first and line.title and _SITE.search(line.words):
            kinds[number] = "teaser"  # the title of another page, with its site behind it
        elif alone and (_stands(line) or (first and _leads(lines, number))):
            kinds[number] = "headline"
        first = False


def _stands(line: _Line) -> bool:
    """Say whether a line without a stop can stand over prose: it neither introduces nor quotes nor goes on."""
    words = line.words
    begins = words[0].isupper() or (words[0] not in "-–—" and not words[0].isalpha())
    quotes = words[0] == '"' and words.count('"') % 2 == 1
    return line.title and begins and not quotes and words[-1] not in ":,;"


def _leads(lines: Sequence[_Line], number: int) -> bool:
    """Say whether one short sentence stands over longer paragraphs: a headline with a stop."""
    words = lines[number].words
    below = lines[number + 1 : number + 4]
    return len(words) <= _LEAD and ". " not in words and any(len(line.words) > 1.5 * len(words) for line in below)


def _captions(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    """A line printed again with its credit ("… on April 3. Photograph: …") is the same caption."""
    for number in range(1, len(lines)):
        before, line = lines[number - 1].words, lines[number].words
        twin = kinds[number] == "caption" and len(before) >= 20 and line.startswith(before[:-1])
        if twin and kinds[number - 1] in (None, "headline"):
            kinds[number - 1] = "caption"


def _listed(lines: Sequence[_Line], kinds: list[BlockKind | None]) -> None:
    for number, line in enumerate(lines):
        if line.bullet and kinds[number] in (None, "headline"):
            kinds[number] = "list"


def _split(lines: Sequence[_Line], kinds: Sequence[BlockKind], markers: Markers) -> Iterable[Block]:
    """Yield the blocks; the credit behind a caption is a block of its own, list items know their header."""
    header: Span | None = None
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        span = line.span
        if kind == "caption" and (credit := markers.credit(line.words)) is not None:
            cut = min(span.start + credit, span.end - 1)
            if cut > span.start:
                yield Block(Span(span.start, cut), kind)
            yield Block(Span(cut, span.end), "navigation")
            continue
        if kind != "list":
            header = None
            yield Block(span, kind)
            continue
        if line.header is not None:
            header = line.header
        elif (
            number
            and header is None
            and kinds[number - 1] in ("body", "headline")
            and lines[number - 1].words[-1] == ":"
        ):
            header = lines[number - 1].span
        yield Block(span, kind, header)
