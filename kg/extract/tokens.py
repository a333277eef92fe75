"""Stretch of text → its words and signs, cut once for all the stages that read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kg.chunks import Remembered, chunks

_WORD = re.compile(
    r"(['’]s\b|(?:[A-Z]\.){2,8}(?:-\w+)?|(?:Mrs?|Ms|Dr|St|Gen|Sen|Rep|Gov|No)\.|\d+(?:[.,]\d+)+|\d+(?=-[^\W\d_])|[^\W_]+(?:[-.&'’](?!s\b)[^\W_]+)*|[^\w\s]|_)"
)


class Token(NamedTuple):
    """A word or a sign, with its place in the article's text."""

    text: str
    lower: str
    start: int
    end: int


class Lows(dict[int, str]):
    """The tokens in lower case by their place; where there is none, an empty string.

    >>> low = Lows(enumerate(("the", "bridge"))).__getitem__
    >>> low(1), low(2), low(-1)
    ('bridge', '', '')
    """

    def __missing__(self, place: int) -> str:
        return ""


class Words(NamedTuple):
    """The tokens of a stretch of text, and what is asked of them all the time."""

    tokens: tuple[Token, ...]
    lows: tuple[str, ...]
    starts: tuple[int, ...]
    distinct: frozenset[str]  # the different words, in lower case: a rule whose few are not among them need not run
    low: Callable[[int], str]  # of :class:`Lows`, which answers without a step through Python

    def part(self, first: int, last: int) -> Words:
        """Return the tokens ``first`` up to (not including) ``last``."""
        if first == 0 and last >= len(self.tokens):
            return self
        return _words(self.tokens[first:last])


@lru_cache(maxsize=2048)  # the sentences of one article are cut once for all who read them
def tokenise(text: str, start: int, end: int) -> Words:
    """Cut ``text[start:end]`` into words and signs.

    >>> [token.text for token in tokenise("NATO's 31 members.", 0, 18).tokens]
    ['NATO', "'s", '31', 'members', '.']
    """
    pieces, bases = chunks(text, start, end)
    new = tuple.__new__  # what the class itself calls, without a step through Python for each word
    tokens = [
        new(Token, (word, low, base + begin, base + after))
        for base, cut in zip(bases, map(_CUT.__getitem__, pieces), strict=True)
        for word, low, begin, after in cut
    ]
    return _words(tuple(tokens))


def _words(tokens: tuple[Token, ...]) -> Words:
    lows = [token[1] for token in tokens]
    starts, low = tuple([token[2] for token in tokens]), Lows(enumerate(lows)).__getitem__
    return Words(tokens, tuple(lows), starts, frozenset(lows), low)


def _cut(chunk: str) -> list[tuple[str, str, int, int]]:
    """Return the words and signs of a chunk: as written, in lower case, and where each begins and ends in it."""
    return [(word[0], _lower(word[0]), word.start(), word.end()) for word in _WORD.finditer(chunk)]


def _lower(word: str) -> str:
    return word if word == "WHO" else word.lower().replace("’", "'")  # the organisation, which is no pronoun


_CUT = Remembered(_cut)
