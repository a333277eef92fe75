"""Phrases → places where they stand: a matcher over the words of a frame, linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from kg.extract.frame import Frame
from kg.extract.tokens import tokenise
from kg.lexicon import Lexicon

T = TypeVar("T")
_Part: TypeAlias = tuple[str, ...]
_GAP = 3  # words that "*" may stand for


class Hit(NamedTuple, Generic[T]):
    """A phrase found in a frame, from token ``first`` up to ``last``."""

    first: int
    last: int
    value: T


class _Row(NamedTuple):
    """A phrase that begins with some word, looked for at the word after it."""

    first: _Part  # the words after the first up to a "*"
    parts: tuple[_Part, ...]  # those after each "*"
    value: Any  # what the phrase stands for
    whose: int  # the number of the phrases it is one of, in their table
    sure: bool  # whether its first two words are all of it


_Few: TypeAlias = tuple[list[_Row], frozenset[str]]  # and words without one of which none stands in a sentence
_Rows: TypeAlias = tuple[dict[str, _Few], _Few]  # by the second word, and those for any other


class _Table:
    """Phrases of several kinds, looked for together: each sentence is gone through once, not once a kind."""

    def __init__(self) -> None:
        self._rows: list[dict[str, list[_Row]]] = []  # of each kind, by the first word
        self._by_word: dict[str, _Rows] | None = None
        self.memo = ("phrases", id(self))

    def add(self, phrases: Iterable[tuple[str, T]]) -> int:
        """Take in phrases of one kind; return its number."""
        by_word: dict[str, list[_Row]] = {}
        number = len(self._rows)
        for phrase, value in phrases:
            words = tuple(_words(phrase))
            if words and words[0] != "*":
                gaps = [i for i, word in enumerate(words) if word == "*"]
                first, *parts = (words[i + 1 : j] for i, j in pairwise([0, *gaps, len(words)]))
                row = _Row(first, tuple(parts), value, number, len(first) < 2 and not parts)
                by_word.setdefault(words[0], []).append(row)
        self._rows.append(by_word)
        self._by_word = None
        return number

    def found(self, frame: Frame) -> dict[int, list[Hit[Any]]]:
        """Return the phrases that stand in a frame by the number of their kind, longest first at each place."""
        found: dict[int, list[Hit[Any]]] | None = frame.memo.get(self.memo)
        if found is None:
            found = frame.memo[self.memo] = self._look(frame.lows, frame.distinct)
        return found

    def _look(self, lows: tuple[str, ...], distinct: frozenset[str]) -> dict[int, list[Hit[Any]]]:
        by_word = self._by_word
        if by_word is None:
            by_word = self._by_word = self._joined()
        new = tuple.__new__  # what the class itself calls, without a step through Python for each hit
        found: dict[int, list[Hit[Any]]] = {}
        for i, (low, after) in enumerate(zip(lows, (*lows[1:], ""), strict=True), 1):
            if low not in by_word:
                continue
            by_second, others = by_word[low]
            rows, needed = by_second.get(after, others)
            if needed.isdisjoint(distinct):
                continue  # "of * years" and the like: begun at every "of", and hardly ever there
            for first, parts, value, whose, sure in rows:
                last = i + len(first)
                if not sure:
                    if parts and parts[0] and parts[0][0] not in distinct:
                        continue
                    if lows[i:last] != first or (parts and not (last := _follow(lows, last, parts))):
                        continue
                found.setdefault(whose, []).append(new(Hit, (i - 1, last, value)))
        return found

    def _joined(self) -> dict[str, _Rows]:
        """Return the phrases of all kinds by their first word, and by the second: "the" and "of" begin many."""
        words = {word: [rows[word] for rows in self._rows if word in rows] for rows in self._rows for word in rows}
        return {word: _by_second(word, kinds) for word, kinds in words.items()}


_TOGETHER: ContextVar[_Table | None] = ContextVar("the table of the phrases that are being made", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Let the phrases that are made meanwhile be looked for together in each sentence."""
    token = _TOGETHER.set(_Table())
    try:
        yield
    finally:
        _TOGETHER.reset(token)


class Phrases(Generic[T]):
    """Many phrases of one kind, looked up by their first words.

    A phrase is lower-case words; ``*`` stands for up to three words.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._table = _TOGETHER.get() or _Table()
        self._number = self._table.add(phrases)
        self._memo = ("places", id(self))

    def find(self, frame: Frame) -> list[Hit[T]]:
        """Return every phrase that stands in the frame, longest first at each place."""
        found = frame.memo.get(self._table.memo) or self._table.found(frame)
        return found.get(self._number, [])

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


def _by_second(word: str, kinds: list[list[_Row]]) -> _Rows:
    """Return the phrases with a first word that may go on with each second one, longest first of each kind.

    Those for any other second word stand beside them.
    """
    ordered = [
        row
        for rows in kinds
        for row in sorted(rows, key=lambda row: -(len(row.first) + sum(len(part) + 1 for part in row.parts)))
    ]
    seconds = {row.first[0] for row in ordered if row.first}

    def open_to(second: str) -> _Few:
        rows = [row for row in ordered if not row.first or row.first[0] == second]
        return rows, frozenset([_needed(word, row) for row in rows])

    return {second: open_to(second) for second in seconds}, open_to("*")


def _needed(word: str, row: _Row) -> str:
    """Return a word without which a phrase is not in a sentence: as late a one as is easily told."""
    after = row.parts[0] if row.parts else ()
    return after[0] if after else row.first[-1] if row.first else word


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
