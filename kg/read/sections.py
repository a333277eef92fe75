"""Paragraphs in their order → what their neighbours make of them: menus, sections, the people of a byline, the foot.

A section is what stands below a heading such as "You may also like" or "Leave a reply".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from kg.model import BlockKind
from kg.read.lines import Line
from kg.read.markers import Markers

Kinds = list[BlockKind | None]

_MENU_LINE = 32  # characters, at most four words
_ENTRY = 44
_A_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_MENU = 4  # lines that make a menu
_STOPPED = re.compile(r"\.[\"')\]]{0,3}\Z")
_SUMMARY = 40  # characters: a shorter sentence tells nothing of a teaser's section
_SENTENCE = 20  # characters: a shorter line with a stop may be a name ("Aln Pumps, Inc.")
_NAMED = 60
_FOOT = 120
_SILENT = ("navigation", "teaser", "form", "byline")
_SMALL = frozenset(("and", "of", "&", "de", "van", "von"))


def menus(lines: Sequence[Line], kinds: Kinds) -> None:
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


def _menu_line(line: Line, kind: BlockKind | None) -> bool:
    if line.given in ("list", "table", "caption") or line.bullet or kind not in (None, "navigation"):
        return False
    return len(line.words) <= _MENU_LINE and len(line.words.split()) <= 4 and _short(line)


def _short(line: Line) -> bool:
    """Say whether a line is short, without a stop, and without figures save a year."""
    words = line.words
    return len(words) <= _ENTRY and words[-1] not in ".!?:;,\"'" and not re.search("[0-9]", _A_YEAR.sub("", words))


def sections(lines: Sequence[Line], kinds: Kinds, markers: Markers) -> None:
    """Carry a heading ("You may also like", "Leave a reply") over what stands below it.

    A teaser section ends at prose. A form ends the page, unless more than twice as much follows as came before.
    """
    above = [0, *accumulate(len(line.words) for line in lines)]  # characters before each line
    total = above[-1]
    section: BlockKind | None = None
    heading = 0
    carried = []
    for number, line in enumerate(lines):
        opened = markers.opens(line.words)
        if opened is not None:
            section, heading = opened, number
            kinds[number] = section
            if section == "form" and total - above[number] > 3 * above[number]:
                # stands above the article: what follows may be prose again; a count of comments heads nothing there
                section = None if re.search("[0-9]", line.words) else "teaser"
                kinds[number] = section or "form"
        elif section == "form":
            kinds[number] = kinds[number] if kinds[number] in ("navigation", "teaser") else "form"
        elif section is not None:
            if kinds[number] not in ("navigation", "teaser", "form") and _ends(lines, number, heading, section):
                section = None
            else:
                carried += [number] if kinds[number] is None else []
                kinds[number] = kinds[number] if kinds[number] in ("navigation", "form", "byline") else section
    _own_headline(lines, kinds, carried)


def _own_headline(lines: Sequence[Line], kinds: Kinds, carried: Sequence[int]) -> None:
    """Give a page whose head is all sections ("Latest news") its headline back: the last title above the byline."""
    head = first_prose(lines, kinds)
    if head == len(lines) or any(kinds[n] in (None, "headline") and lines[n].title for n in range(head)):
        return
    byline = next((n for n in range(head) if kinds[n] == "byline"), head)
    own = next((n for n in reversed(carried) if n < byline and lines[n].title), None)
    if own is not None:
        kinds[own] = None


def _ends(lines: Sequence[Line], number: int, heading: int, section: BlockKind) -> bool:
    """Say whether the article goes on here: at prose, or at a sentence that is no teaser's summary.

    A summary stands below its title; a sentence that quotes, or goes on, or follows two titles, is none.
    """
    line = lines[number]
    if line.prose:
        return True
    if not _sentence(line) or len(line.words) < _SUMMARY:
        return False
    if section == "navigation" or line.words[0] == '"':
        return True
    following = lines[number + 1] if number + 1 < len(lines) else None
    goes_on = following is not None and following.closed and bool(_STOPPED.search(following.words))
    titles = lines[max(heading + 1, number - 2) : number]
    return goes_on or (len(titles) == 2 and all(title.title for title in titles))


def _sentence(line: Line) -> bool:
    """Say whether a line is a whole sentence, ended with a full stop."""
    return len(line.words) >= _SENTENCE and line.closed and bool(_STOPPED.search(line.words))


def first_prose(lines: Sequence[Line], kinds: Sequence[BlockKind | None]) -> int:
    """Return the number of the first paragraph of prose: what stands above it is the head of the page."""
    prose = (n for n, line in enumerate(lines) if line.prose and kinds[n] in (None, "body"))
    return next(prose, len(lines))


def names(lines: Sequence[Line], kinds: Kinds, markers: Markers) -> None:
    """Mark the writers, their posts and their paper that stand above or below a byline in the head of the page."""
    head = first_prose(lines, kinds)
    titled = next((n for n in range(head) if lines[n].title and lines[n].words.count(" ") >= 3), head)
    for number in range(titled + 1, head):
        if kinds[number] is None and kinds[number - 1] == "byline" and _named(lines[number], markers):
            kinds[number] = "byline"
    for number in range(head - 2, titled, -1):
        if kinds[number] is None and kinds[number + 1] == "byline" and _named(lines[number], markers):
            kinds[number] = "byline"


def _named(line: Line, markers: Markers) -> bool:
    """Say whether a line is a name, or a name with a post: "Environment correspondent, Northern News"."""
    words = line.words
    if (
        len(words) > _NAMED
        or line.bullet
        or line.given in ("list", "table", "caption")
        or re.search('[0-9?!:"]', words)
    ):
        return False
    parts = re.findall(r"[^\W_][\w'.-]*|&", words)
    if not parts or len(parts) > 8:
        return False
    if any(part.lower() in markers.role for part in parts):
        return True
    return len(parts) <= 4 and parts[0][0].isupper() and all(p[0].isupper() or p in _SMALL for p in parts)


def foot(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark the lines without a stop below the last sentence of a page: what it offers next, not what it reports."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if kinds[n] in (None, "body") and _sentence(lines[n])), None)
    if last is None or len(lines) - last < 3:
        return
    below = range(last + 1, len(lines))
    for number in below:
        line = lines[number]
        if kinds[number] in _SILENT:
            continue
        listed = line.bullet or line.given in ("list", "table", "caption") or line.words[-1] == ":"
        if listed or kinds[number] not in (None, "headline", "body") or len(line.words) > _FOOT:
            return
    for number in below:
        if kinds[number] not in _SILENT:
            kinds[number] = "teaser"
