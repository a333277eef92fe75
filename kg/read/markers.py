"""Boilerplate cues → what a line that carries one is: by the place where the marker counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast, get_args

from kg.lexicon import Cue
from kg.model import BlockKind
from kg.read.dated import written_date
from kg.view import flat

CLOSED: Final = re.compile(r"[.!?][\"')\]]{0,3}\Z")
"""A line that ends as sentences do."""

_KINDS: Final = frozenset(get_args(BlockKind))
_EDGES = " \t:.!…*-–—|()[]>»›0123456789"
_LINE = 120  # characters of a line that is a marker
_FIGURE = re.compile("[0-9]{1,6}")
_HEADING = 90  # of a heading that begins with a marker
_BYLINE = 120
_FURNITURE = 300  # of a sentence that begins with a marker
_PARAGRAPH = 1500  # of a paragraph with a marker inside
_POLLED = re.compile(r"\b(?:polls?|polling|surveys?)\b", re.IGNORECASE)  # behind the names of who asked
_CREDIT = 400  # of what stands behind a caption
_ENDING = 8  # of an ending


def ended(pattern: re.Pattern[str], words: str) -> bool:
    """Say whether a line ends with a pattern of a few signs, without a look at the rest of it.

    >>> ended(CLOSED, "The bridge opened."), ended(CLOSED, "Bridge opens")
    (True, False)
    """
    return pattern.search(words, max(0, len(words) - _ENDING)) is not None


@dataclass(frozen=True, slots=True)
class Markers:
    """The cues of the scheme "boilerplate", ready to be looked for; ``ontology/boilerplate.ttl`` names the places."""

    line: Mapping[str, BlockKind]
    heading: Mapping[str, BlockKind]
    section: Mapping[str, BlockKind]
    start: Mapping[str, BlockKind]
    inside: Mapping[str, BlockKind]
    stamp: frozenset[str]  # words beside a date on a line that is only a date
    role: frozenset[str]  # what those who write are
    sections: re.Pattern[str] | None
    starts: re.Pattern[str] | None
    insides: re.Pattern[str] | None
    tails: re.Pattern[str] | None

    def opens(self, words: str) -> BlockKind | None:
        """Return the kind of the section that a line is the heading of."""
        if len(words) > _LINE:
            return None
        if kind := self.heading.get(_bare(words)):
            return kind
        found = self.sections.match(words.lower()) if self.sections and len(words) <= _HEADING else None
        return self.section[_FIGURE.sub("#", found[1])] if found and not CLOSED.search(words) else None

    def whole(self, words: str) -> BlockKind | None:
        """Return what a line is that is a marker and nothing else."""
        return self.line.get(_bare(words)) if len(words) <= _LINE else None

    def begins(self, words: str) -> BlockKind | None:
        """Return what a line is that begins with a marker and is no sentence of news ("Published figures show …")."""
        found = self.starts.match(words[:_LINE].lower()) if self.starts else None
        if found is None:
            return None
        marker = _FIGURE.sub("#", found[1])
        kind = self.start[marker]
        if not CLOSED.search(words):
            furniture = kind != "byline" or len(words) <= _BYLINE
        elif kind == "byline":
            dated = len(marker.split()) >= 3 or written_date(words) is not None
            furniture = len(words) <= _BYLINE and dated
        else:
            sure = len(marker.split()) >= 3 or not marker[0].isalpha() or marker[-1] == ":"
            furniture = sure and len(words) <= _FURNITURE
        return kind if furniture else None

    def holds(self, words: str) -> BlockKind | None:
        """Return what a paragraph is that has a marker anywhere."""
        found = self.insides.search(" " + words.lower()) if self.insides and len(words) <= _PARAGRAPH else None
        return self.inside[found[1]] if found else None

    def credit(self, words: str) -> int | None:
        """Return where the credit of a picture begins behind its caption."""
        found = self.tails.search(" " + words.lower()) if self.tails else None
        if found is None:
            return None
        rest = words[found.end() - 1 :]
        if _POLLED.search(rest):
            return None  # "…, according to a Reuters/Ipsos poll released on Friday"
        marked = found[1].startswith("(") or len(rest.split()) <= 8
        return found.start(1) - 1 if marked and len(rest) <= _CREDIT else None


@lru_cache(maxsize=8)
def markers(cues: tuple[Cue, ...]) -> Markers:
    """Return the markers that the cues are; a sense that is no kind of block counts as navigation.

    >>> found = markers((Cue("leave a reply", "boilerplate", "form", "heading"),))
    >>> found.opens("Leave a Reply (3)"), found.opens("Leave a reply to her")
    ('form', None)
    """

    def of(position: str) -> dict[str, BlockKind]:
        return {
            flat(cue.text.lower()): cast(BlockKind, cue.sense) if cue.sense in _KINDS else "navigation"
            for cue in cues
            if cue.position == position
        }

    def pattern(texts: Mapping[str, BlockKind], before: str) -> re.Pattern[str] | None:
        longest = sorted(texts, key=len, reverse=True)
        # a marker that ends with a sign may stand close to what follows: "©2024"
        ends = [(text, "(?![a-z0-9])" if text[-1].isalnum() else "") for text in longest]
        return re.compile(f"{before}({_branches(ends)})") if longest else None

    section, start, inside = of("section"), of("start"), of("inside")
    return Markers(
        of("line"),
        of("heading"),
        section,
        start,
        inside,
        frozenset(of("stamp")),
        frozenset(of("role")),
        pattern(section, r"\A[\W_]{0,4}"),
        pattern(start, r"\A[\W_]{0,4}"),
        # a sign that is looked for, not looked back at, lets whole words be passed at once
        pattern(inside, "[^a-z0-9]"),
        pattern(of("tail"), "[^a-z0-9]"),
    )


def _branches(texts: Sequence[tuple[str, str]], depth: int = 3) -> str:
    """Return a pattern for texts, each with what must follow it, that tells them apart by one sign after the other."""
    if depth == 0 or len(texts) == 1:
        return "|".join(_escaped(text) + end for text, end in texts)
    by_sign: dict[str, list[tuple[str, str]]] = {}
    for text, end in texts:
        by_sign.setdefault(text[:1], []).append((text[1:], end))
    return "|".join(f"{_escaped(sign)}(?:{_branches(rest, depth - 1)})" for sign, rest in by_sign.items())


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\#", "[0-9]{1,6}")


def _bare(words: str) -> str:
    """Return the line without case, figures and outer punctuation: "Comments (12)" is "comments"."""
    return words.lower().strip(_EDGES)
