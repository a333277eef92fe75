"""Phrases → places where they stand: a matcher over the words of a frame, linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from kg.extract.frame import Frame
from kg.extract.tokens import tokenise
from kg.lexicon import Lexicon

T = TypeVar("T")
_Part: TypeAlias = tuple[str, ...]
# the words after the first up to a "*", those after each "*", and what the phrase stands for
_Row: TypeAlias = tuple[_Part, tuple[_Part, ...], T]
_GAP = 3  # words that "*" may stand for


class Hit(NamedTuple, Generic[T]):
    """A phrase found in a frame, from token ``first`` up to ``last``."""

    first: int
    last: int
    value: T


class Phrases(Generic[T]):
    """Many phrases, looked up by their first word.

    A phrase is lower-case words; ``*`` stands for up to three words.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        by_word: dict[str, list[_Row[T]]] = {}
        for phrase, value in phrases:
            words = tuple(_words(phrase))
            if words and words[0] != "*":
                gaps = [i for i, word in enumerate(words) if word == "*"]
                first, *parts = (words[i + 1 : j] for i, j in pairwise([0, *gaps, len(words)]))
                by_word.setdefault(words[0], []).append((first, tuple(parts), value))
        # by the first word, then by the second: "the", "a" and "of" begin many phrases
        self._by_word = {word: _by_second(rows) for word, rows in by_word.items()}
        self._starts = frozenset(by_word)
        self._memo = ("phrases", id(self))

    def find(self, frame: Frame) -> list[Hit[T]]:
        """Return every phrase that stands in the frame, longest first at each place."""
        by_word, lows = self._by_word, frame.lows
        found: list[Hit[T]] = []
        if self._starts.isdisjoint(lows):  # as most sentences are, of most cues
            return found
        for i in [i for i, low in enumerate(lows, 1) if low in by_word]:
            by_second, others = by_word[lows[i - 1]]
            for first, parts, value in by_second.get(lows[i], others) if i < frame.size else others:
                if parts and parts[0] and parts[0][0] not in lows:
                    continue
                last = i + len(first)
                if lows[i:last] == first and (not parts or (last := _follow(lows, last, parts))):
                    found.append(Hit(i - 1, last, value))
        return found

    def places(self, frame: Frame) -> dict[int, Hit[T]]:
        """Return the longest phrase at each token where one begins."""
        found: dict[int, Hit[T]] | None = frame.memo.get(self._memo)
        if found is None:
            found = {}
            for hit in self.find(frame):
                found.setdefault(hit.first, hit)
            frame.memo[self._memo] = found
        return found

    def at(self, frame: Frame, i: int) -> Hit[T] | None:
        """Return the longest phrase that begins at token i."""
        return self.places(frame).get(i)


def scheme(lexicon: Lexicon, name: str) -> Phrases[str]:
    """Return the cues of a scheme as phrases that carry their sense."""
    return Phrases((cue.text.lower(), cue.sense or cue.text) for cue in lexicon.cues_of(name))


def _by_second(rows: list[_Row[T]]) -> tuple[dict[str, list[_Row[T]]], list[_Row[T]]]:
    """Return the phrases that may begin with each second word, longest first, and those for any other."""
    ordered = sorted(rows, key=lambda row: -(len(row[0]) + sum(len(part) + 1 for part in row[1])))
    seconds = {first[0] for first, _, _ in ordered if first}

    def open_to(second: str) -> list[_Row[T]]:
        return [row for row in ordered if not row[0] or row[0][0] == second]

    return {second: open_to(second) for second in seconds}, open_to("*")


def _words(phrase: str) -> Iterator[str]:
    for part in phrase.lower().split():
        if part == "*":
            yield part
        else:
            yield from tokenise(part, 0, len(part)).lows


def _follow(lows: tuple[str, ...], i: int, parts: tuple[_Part, ...]) -> int:
    """Return the token after the parts, each at most three words behind what stands before it; 0 where they do not."""
    part, others = parts[0], parts[1:]
    if part and part[0] not in lows[i : i + _GAP + 1]:
        return 0
    for begin in range(i, i + _GAP + 1):
        end = begin + len(part)
        if lows[begin:end] == part:
            last = _follow(lows, end, others) if others else end
            if last:
                return last
    return 0
