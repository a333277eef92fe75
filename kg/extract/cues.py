"""Phrases → places where they stand: a matcher over the words of a frame, linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.extract.frame import Frame, tokenise
from kg.lexicon import Lexicon
from kg.model import Span

T = TypeVar("T")
_GAP = 3  # words that "*" may stand for


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found in a frame, from token ``first`` up to ``last``."""

    first: int
    last: int
    value: T


class Phrases(Generic[T]):
    """Many phrases, looked up by their first word.

    A phrase is lower-case words; ``*`` stands for up to three words.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases:
            words = tuple(_words(phrase))
            if words and words[0] != "*":
                self._by_word.setdefault(words[0], []).append((words[1:], value))
        for rows in self._by_word.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, frame: Frame) -> Iterator[Hit[T]]:
        """Yield every phrase that stands in the frame, longest first at each place."""
        tokens = frame.tokens
        for i, token in enumerate(tokens):
            rows = self._by_word.get(token.lower)
            if rows is None:
                continue
            for rest, value in rows:
                last = _match(frame, i + 1, rest) if rest else i + 1
                if last:
                    yield Hit(i, last, value)

    def at(self, frame: Frame, i: int) -> Hit[T] | None:
        """Return the longest phrase that begins at token i."""
        for rest, value in self._by_word.get(frame.lower(i), ()):
            last = _match(frame, i + 1, rest)
            if last:
                return Hit(i, last, value)
        return None


def scheme(lexicon: Lexicon, name: str) -> Phrases[str]:
    """Return the cues of a scheme as phrases that carry their sense."""
    return Phrases((cue.text.lower(), cue.sense or cue.text) for cue in lexicon.cues_of(name))


def _words(phrase: str) -> Iterator[str]:
    for part in phrase.lower().split():
        if part == "*":
            yield part
        else:
            yield from (token.lower for token in tokenise(part, Span(0, len(part))))


def _match(frame: Frame, i: int, rest: tuple[str, ...]) -> int:
    """Return the token after the phrase, 0 where it does not stand at i."""
    if rest and rest[0] != "*" and frame.lower(i) != rest[0]:
        return 0
    for place, word in enumerate(rest):
        if word == "*":
            after = rest[place + 1 :]
            for skip in range(_GAP + 1):
                last = _match(frame, i + skip, after)
                if last:
                    return last
            return 0
        if frame.lower(i) != word:
            return 0
        i += 1
    return i
