"""Paragraphs → those that an earlier one has said already, word for word or nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from kg.chunks import Remembered

_Words: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
_OF_CHUNK = Remembered(_WORD.findall)  # no word goes over a space
_SUFFIX = re.compile(r"\s(?:\||-|–|—)\s[^|]{1,80}\Z")  # "… | Reuters", "… - World - Business Recorder"
_SHINGLE = 3  # words of a shingle, the stretches by which paragraphs are compared
_LONG = 12  # shingles: in a shorter line one other word is another statement
_NEARLY = 0.85
_HEADLINE = 200  # characters
_HEADLINES = 12  # that later lines are held against


def duplicates(lines: Sequence[str], ignored: Sequence[bool]) -> list[int]:
    """Return the numbers of the lines that repeat an earlier line.

    A line with another figure or another word is news, not a repetition.

    >>> lines = ["Toll rises to 12", "Toll rises to 14", "Toll rises to 12 | Daily", "Toll rises to 12"]
    >>> duplicates(lines, [False] * 4)
    [2, 3]
    """
    exact: set[_Words] = set()
    earlier = _Earlier()
    headlines: list[_Words] = []
    found = []
    for number, line in enumerate(lines):
        if ignored[number]:
            continue
        words = _words(line)
        repeats = len(words) >= _SHINGLE and (
            words in exact or earlier.nearly(words) or _retitled(line, words, headlines)
        )
        earlier.note(words, number, kept=not repeats)
        if repeats:
            found.append(number)
        if repeats or len(words) < _SHINGLE:
            continue
        exact.add(words)
        if len(line) <= _HEADLINE and len(headlines) < _HEADLINES and len(words) >= 4 and not line.endswith((".", ":")):
            headlines.append(words)
    return found


def _words(line: str) -> _Words:
    return tuple(chain.from_iterable(map(_OF_CHUNK.__getitem__, line.lower().split(" "))))


class _Earlier:
    """The lines before, by their words; what they are compared by is only made once a line has no word of its own."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._lines: dict[int, _Words] = {}
        self._waiting: list[int] = []
        self._first_with: dict[_Words, int] = {}

    def note(self, words: _Words, number: int, *, kept: bool) -> None:
        """Remember a line; one that repeats another is not ``kept`` to be compared with."""
        self._words.update(words)
        self._lines[number] = words
        if kept:
            self._waiting.append(number)

    def nearly(self, words: _Words) -> bool:
        """Say whether one earlier line has nearly all of the words in this order, and all of them somewhere."""
        if len(words) < _LONG or not self._words.issuperset(words):
            return False
        shingles = _shingles(words)
        if len(shingles) < _LONG:
            return False
        for waiting in self._waiting:
            new = _shingles(self._lines[waiting]).difference(self._first_with)
            self._first_with.update(dict.fromkeys(new, waiting))
        self._waiting.clear()
        seen = Counter(self._first_with[shingle] for shingle in shingles if shingle in self._first_with)
        if not seen:
            return False
        line, shared = seen.most_common(1)[0]
        if shared < _NEARLY * len(shingles):
            return False
        # a line break lost ("Kim added:We won") joins two earlier lines
        return {*self._lines[line], *self._lines.get(line - 1, ())}.issuperset(words)


def _shingles(words: _Words) -> set[_Words]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _retitled(line: str, words: _Words, headlines: Sequence[_Words]) -> bool:
    """Say whether the line is a headline seen before with the name of a site behind it, or with a letter lost."""
    while headlines and len(line) <= _HEADLINE:
        if len(words) >= 4 and any(_same_title(words, headline) for headline in headlines):
            return True
        shorter = _SUFFIX.sub("", line)
        if shorter == line:
            break
        line, words = shorter, _words(shorter)
    return False


def _same_title(words: _Words, headline: _Words) -> bool:
    if len(words) != len(headline):
        return False
    return all(
        one == other or (one.isalpha() and len(one) > 3 and other.endswith(one))
        for one, other in zip(words, headline, strict=True)
    )
