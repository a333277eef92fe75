"""Names → an index of token paths: longest match from any token on, in time linear in the text.

A text is cut into words (runs of letters and digits) and single signs; a token remembers the white space before it, so
that "U.S." and "United States" match as they are written, over a line break too, but never over a blank line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, chain
from typing import Any, Generic, NamedTuple, TypeVar

from kg.chunks import Remembered, chunks

Meaning = TypeVar("Meaning")

_TOKEN = re.compile(r"(\s*+)([^\W_]++|[^\w\s]|_)")  # every sign that is no space: the lengths tell the offsets
_INNER = 3  # letters of what is no name: "eV"
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


class Token(NamedTuple):
    """A word or a sign, wherever it stands.

    ``key`` is what the index looks up, with a space in front where the text has white space; ``low`` is in lower case;
    ``word`` tells a word or number from a sign, ``capital`` a word that starts with a capital. ``begin`` counts from
    the start of its chunk.
    """

    text: str
    key: str
    low: str
    word: bool
    capital: bool
    begin: int


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut a text, or a part of it, into tokens.

    >>> [token.key for token in tokens("the U.S. economy")]
    ['the', ' U', '.', 'S', '.', ' economy']
    """
    first, *others = chunks(text, start, len(text) if end is None else end).pieces
    return list(chain(_FIRST[first], chain.from_iterable(map(_CUT.__getitem__, others))))


class Places(NamedTuple):
    """Where the :func:`tokens` of a part of a text start: worked out for those that are asked for, which few are."""

    bases: list[int]  # where each chunk starts
    upto: list[int]  # how many tokens it and those before it have

    def start(self, found: list[Token], at: int) -> int:
        """Return where a token starts."""
        return self.bases[bisect_right(self.upto, at)] + found[at].begin


def placed(text: str, start: int, end: int) -> tuple[list[Token], Places]:
    """Return the :func:`tokens` of a part of a text, and where they start in it."""
    (first, *others), bases = chunks(text, start, end)
    cut = [_FIRST[first], *map(_CUT.__getitem__, others)]
    return list(chain.from_iterable(cut)), Places(bases, list(accumulate(map(len, cut))))


def _cut(chunk: str) -> tuple[Token, ...]:
    found = []
    end = 0
    for space, written in _TOKEN.findall(chunk):
        text = written if written.isascii() else written.translate(_APOSTROPHES)
        before = "" if end and not space else " " if space.count("\n") < 2 else "\n"
        begin = end + len(space)
        end = begin + len(text)
        inner = text[0] in "ei" and text[1:2].isupper() and len(text) > _INNER  # "eBay"
        capital = text[0].isupper() or inner
        found.append(Token(text, before + text, text.lower(), text[0].isalnum(), capital, begin))
    return tuple(found)


def _first(chunk: str) -> tuple[Token, ...]:
    return tuple([token._replace(key=token.key.lstrip()) if token.begin == 0 else token for token in _cut(chunk)])


_CUT, _FIRST = Remembered(_cut), Remembered(_first)


def plain(text: str) -> str:
    """Return the text without diacritics.

    >>> plain("Erdoğan, Türkiye, Łódź")
    'Erdogan, Turkiye, Lodz'
    """
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return unicodedata.normalize("NFC", "".join(sign for sign in spread if not unicodedata.combining(sign)))


_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
)


class Index(Generic[Meaning]):
    """What names mean, by their tokens; a name may have several meanings, in the order they were added.

    With ``lower``, capitals make no difference.
    """

    def __init__(self, *, lower: bool = False) -> None:
        self._root: dict[str, Any] = {}
        self._lower = lower
        self.starts = self._root.keys()  # the first words of all names, to see fast that none begins here

    def add(self, name: str, meaning: Meaning) -> None:
        """Let a name, written just so, have a meaning."""
        place = self._root
        for number, token in enumerate(tokens(name.strip().lower() if self._lower else name.strip())):
            place = place.setdefault(token.key if number else token.text, {})
        if place is not self._root:
            meanings = place.setdefault("", [])
            if meaning not in meanings:
                meanings.append(meaning)

    def add_all(self, names: Iterable[str], meaning: Meaning) -> None:
        """Let each of the names have a meaning."""
        for name in names:
            self.add(name, meaning)

    def longest(self, found: list[Token], at: int, stop: int | None = None) -> tuple[int, tuple[Meaning, ...]] | None:
        """Return the end (a token index) and the meanings of the longest name that starts at a token, None if none."""
        lower = self._lower
        place = self._root.get(found[at].low if lower else found[at].text)
        if place is None:
            return None  # as of most words
        best: tuple[int, tuple[Meaning, ...]] | None = None
        limit = len(found) if stop is None else stop
        number = at + 1
        while place is not None:
            meanings = place.get("")
            if meanings:
                best = number, tuple(meanings)
            if number >= limit:
                break
            key = found[number].key
            place = place.get(key.lower() if lower else key)
            number += 1
        return best
