"""Stretch of text → its words and signs, cut once for all the stages that read it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# every sign that is no space is of some word, so that the lengths tell the offsets
_WORD = re.compile(
    r"(\s*+)(['’]s\b|(?:[A-Z]\.){2,8}(?:-\w+)?|(?:Mrs?|Ms|Dr|St|Gen|Sen|Rep|Gov|No)\.|\d+(?:[.,]\d+)+|\d+(?=-[^\W\d_])|[^\W_]+(?:[-.&'’](?!s\b)[^\W_]+)*|[^\w\s]|_)"
)


class Token(NamedTuple):
    """A word or a sign, with its place in the article's text."""

    text: str
    lower: str
    start: int
    end: int


class Words(NamedTuple):
    """The tokens of a stretch of text, and two columns of them that are asked for all the time."""

    tokens: tuple[Token, ...]
    lows: tuple[str, ...]
    starts: tuple[int, ...]

    def part(self, first: int, last: int) -> Words:
        """Return the tokens ``first`` up to (not including) ``last``."""
        if first == 0 and last >= len(self.tokens):
            return self
        return Words(self.tokens[first:last], self.lows[first:last], self.starts[first:last])


@lru_cache(maxsize=512)  # the sentences of one article are cut once for all who read them
def tokenise(text: str, start: int, end: int) -> Words:
    """Cut ``text[start:end]`` into words and signs.

    >>> [token.text for token in tokenise("NATO's 31 members.", 0, 18).tokens]
    ['NATO', "'s", '31', 'members', '.']
    """
    tokens: list[Token] = []
    lows: list[str] = []
    starts: list[int] = []
    new = tuple.__new__  # what the class itself calls, without a step through Python for each word
    after = start
    for space, word in _WORD.findall(text, start, end):
        low = word.lower() if word.isascii() else word.lower().replace("’", "'")
        begin = after + len(space)
        after = begin + len(word)
        tokens.append(new(Token, (word, low, begin, after)))
        lows.append(low)
        starts.append(begin)
    return Words(tuple(tokens), tuple(lows), tuple(starts))
