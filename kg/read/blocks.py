"""Text → its blocks by shape: headline, body, caption, list, table, byline, teaser, form, navigation, duplicate.

Every rule goes by shape (length, stops, repetition) or by a cue of the "boilerplate" scheme; none knows a site. What
no rule claims is body: a lost paragraph is worse than a teaser too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, cast

from kg.model import Block, BlockKind, Span
from kg.read.lines import DATELINE, PROSE, Line, alone, is_dateline, line_of
from kg.read.markers import Markers
from kg.read.repeats import duplicates
from kg.read.sections import Kinds, first_prose, foot, menus, names, sections
from kg.view import flat, paragraphs

_SITE = re.compile(r"\s\|\s[A-Z][^|0-9]{1,40}\Z")
_HANGS = re.compile(r"(?:\b(?:the|a|an|of|in|and|to|for|by|with|from|at|on|that)|,)\Z")
_MARKUP: Final = frozenset({"headline", "body", "caption", "list", "table"})
_SILENT: Final = ("form", "navigation", "teaser")
_LEAD = 110
_KICKER = 25  # characters: "Obituaries", above the headline


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
        lines = [Line(b.span, flat(b.span.of(text)).strip(), b.kind, b.header) for b in known]
    else:
        lines = [line_of(text, span) for span in _joined(text, paragraphs(text))]
    kinds = [alone(line, marked) for line in lines]
    menus(lines, kinds)
    sections(lines, kinds, marked)
    names(lines, kinds, marked)
    foot(lines, kinds)
    _headlines(lines, kinds, title)
    _repeated(lines, kinds)
    _captions(lines, kinds)
    _listed(lines, kinds)
    return tuple(_split(lines, cast(list[BlockKind], [kind or "body" for kind in kinds]), marked))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join a paragraph that a blank line cut in the middle of a sentence, and a dateline with what it opens."""
    found: list[Span] = []
    for span in spans:
        if found and _goes_on(text, found[-1], span):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _goes_on(text: str, before: Span, span: Span) -> bool:
    length = before.end - before.start
    if length <= DATELINE and is_dateline(flat(before.of(text))):
        return True
    ending = flat(text[max(before.start, before.end - 12) : before.end])
    cut = ending[-1].isalnum() or ending[-1] == ","
    return length >= PROSE and cut and (text[span.start].islower() or bool(_HANGS.search(ending)))


def _headlines(lines: Sequence[Line], kinds: Kinds, title: str | None) -> None:
    """Name the headline and the crossheads: single lines without a stop, before prose."""
    wanted = flat(title).strip().lower() if title else None
    first = True
    for number, line in enumerate(lines):
        if kinds[number] not in (None, "headline"):
            continue
        alone = number + 1 < len(lines) and not line.bullet
        if first and line.words.lower() != wanted and _kicker(lines, kinds, number):
            kinds[number] = "navigation"
            continue
        if line.given == "headline" or (wanted and line.words.lower() == wanted):
            kinds[number] = "headline"
        elif not first and line.title and _SITE.search(line.words):
            kinds[number] = "teaser"  # the title of another page, with its site behind it
        elif alone and (_stands(line) or (first and _leads(lines, number))):
            kinds[number] = "headline"
        first = False


def _kicker(lines: Sequence[Line], kinds: Kinds, number: int) -> bool:
    """Say whether a line of one or two words is the name of the section, with the headline below it."""
    words = lines[number].words
    if len(words) > _KICKER or words.count(" ") > 1 or not lines[number].title or words[-1] in ":,;":
        return False
    for line, kind in zip(lines[number + 1 :], kinds[number + 1 :], strict=True):
        if kind not in (None, "headline"):
            continue
        if not _stands(line):
            return False
        if line.words.count(" ") >= 3:
            return True
        if len(line.words) > _KICKER:
            return False
    return False


def _repeated(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark what the page says again."""
    words = [line.words for line in lines]
    repeats = duplicates(words, [kind in _SILENT for kind in kinds])
    again = frozenset(repeats)
    for number in repeats:
        kinds[number] = "duplicate"
    earlier = {line: number for number, line in reversed(list(enumerate(words))) if kinds[number] == "teaser"}
    for number in range(len(lines) - 1):
        first = earlier.get(words[number])
        # what stood among teasers, and stands again over a paragraph that is printed again, was that one's headline
        if (
            first is not None
            and kinds[number] == "headline"
            and number + 1 in again
            and words[first + 1] == words[number + 1]
        ):
            kinds[first], kinds[number] = "headline", "duplicate"
    _lowest(lines, kinds, words)


def _lowest(lines: Sequence[Line], kinds: Kinds, words: Sequence[str]) -> None:
    """Of two copies of a headline with a byline between them, the one over the prose is the article's."""
    head = first_prose(lines, kinds)
    if not 0 < head < len(lines) or kinds[head - 1] != "duplicate":
        return
    first = next((n for n in range(head - 1) if kinds[n] == "headline" and words[n] == words[head - 1]), None)
    if first is not None and "byline" in kinds[first:head]:
        kinds[first], kinds[head - 1] = "duplicate", "headline"


def _stands(line: Line) -> bool:
    """Say whether a line without a stop can stand over prose: it neither introduces nor quotes nor goes on."""
    words = line.words
    begins = words[0].isupper() or (words[0] not in "-–—" and not words[0].isalpha())
    quotes = words[0] == '"' and words.count('"') % 2 == 1
    return line.title and begins and not quotes and words[-1] not in ":,;"


def _leads(lines: Sequence[Line], number: int) -> bool:
    """Say whether one short sentence stands over longer paragraphs: a headline with a stop."""
    words = lines[number].words
    below = lines[number + 1 : number + 4]
    return len(words) <= _LEAD and ". " not in words and any(len(line.words) > 1.5 * len(words) for line in below)


def _captions(lines: Sequence[Line], kinds: Kinds) -> None:
    """A line printed again with its credit ("… on April 3. Photograph: …") is the same caption."""
    for number in range(1, len(lines)):
        before, line = lines[number - 1].words, lines[number].words
        twin = kinds[number] == "caption" and len(before) >= 20 and line.startswith(before[:-1])
        if twin and kinds[number - 1] in (None, "headline"):
            kinds[number - 1] = "caption"


def _listed(lines: Sequence[Line], kinds: Kinds) -> None:
    for number, line in enumerate(lines):
        if line.bullet and kinds[number] in (None, "headline"):
            kinds[number] = "list"


def _split(lines: Sequence[Line], kinds: Sequence[BlockKind], markers: Markers) -> Iterable[Block]:
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
