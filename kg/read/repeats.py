"""Paragraphs → those that an earlier one has said already, word for word or nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
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
    exact: set[tuple[str, ...]] = set()
    first_with: dict[tuple[str, ...], int] = {}
    vocabulary: dict[int, frozenset[str]] = {}
    headlines: list[tuple[str, ...]] = []
    found = []
    for number, line in enumerate(lines):
        words = tuple(_WORD.findall(line.lower()))
        if ignored[number]:
            continue
        vocabulary[number] = frozenset(words)
        if len(words) < _SHINGLE:
            continue
        shingles = set[tuple[str, ...]](zip(words, words[1:], words[2:], strict=False))
        if words in exact or _nearly(words, shingles, first_with, vocabulary) or _retitled(line, headlines):
            found.append(number)
            continue
        exact.add(words)
        first_with.update(dict.fromkeys(shingles.difference(first_with), number))
        if len(line) <= _HEADLINE and len(headlines) < _HEADLINES and len(words) >= 4 and not line.endswith((".", ":")):
            headlines.append(words)
    return found


def _nearly(
    words: tuple[str, ...],
    shingles: set[tuple[str, ...]],
    first_with: dict[tuple[str, ...], int],
    vocabulary: dict[int, frozenset[str]],
) -> bool:
    """Say whether one earlier line has nearly all of the words in this order, and all of them somewhere."""
    if len(shingles) < _LONG:
        return False
    if shingles.isdisjoint(first_with):
        return False
    seen = Counter(first_with[shingle] for shingle in shingles if shingle in first_with)
    earlier, shared = seen.most_common(1)[0]
    if shared < _NEARLY * len(shingles):
        return False
    # a line break lost ("Kim added:We won") joins two earlier lines
    return (vocabulary[earlier] | vocabulary.get(earlier - 1, frozenset())).issuperset(words)


def _retitled(line: str, headlines: Sequence[tuple[str, ...]]) -> bool:
    """Say whether the line is a headline seen before with the name of a site behind it, or with a letter lost."""
    while len(line) <= _HEADLINE:
        words = tuple(_WORD.findall(line.lower()))
        if len(words) >= 4 and any(_same_title(words, headline) for headline in headlines):
            return True
        shorter = _SUFFIX.sub("", line)
        if shorter == line:
            break
        line = shorter
    return False


def _same_title(words: tuple[str, ...], headline: tuple[str, ...]) -> bool:
    if len(words) != len(headline):
        return False
    return all(
        one == other or (one.isalpha() and len(one) > 3 and other.endswith(one))
        for one, other in zip(words, headline, strict=True)
    )
