"""Sentence → tokens, and the phrases of the lexicon found among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.chunks import Remembered, chunks

T = TypeVar("T")
HYPHENS = ("-", "‑")
DASHES = (*HYPHENS, "–", "—")

# an abbreviation with dots, a word, a decimal without its zero, digits with their separators, any other character
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|(?<![\w.])\.\d+|\d+(?:[.,]\d+)*|\S")
_CASED = 3  # labels of up to so many letters are read with their case: "mW" is not "MW"


class Token(NamedTuple):
    """A word, a number or a sign, with its offsets in the article."""

    text: str
    low: str
    start: int
    end: int

    @property
    def digits(self) -> bool:
        """Say whether it is written in digits."""
        return self.text[-1].isdecimal()

    @property
    def word(self) -> bool:
        """Say whether it is made of letters."""
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        """Say whether it is a word with a capital."""
        return self.text[0].isupper()


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch of text.

    >>> [token.text for token in tokenise("$1.3bn, up 7.5%", 0, 15)]
    ['$', '1.3', 'bn', ',', 'up', '7.5', '%']
    """
    pieces, bases = chunks(text, start, end)
    new = tuple.__new__  # what the class itself calls, without a step through Python for each word
    return [
        new(Token, (written, low, base + begin, base + end))
        for base, cut in zip(bases, map(_CUT.__getitem__, pieces), strict=True)
        for written, low, begin, end in cut
    ]


def _cut(chunk: str) -> list[tuple[str, str, int, int]]:
    """Return the tokens of a chunk: as written, in lower case, and where each begins and ends in it."""
    return [(found[0], found[0].lower(), found.start(), found.end()) for found in _TOKEN.finditer(chunk)]


_CUT = Remembered(_cut)


def glued(tokens: Sequence[Token], at: int) -> bool:
    """Say whether no space stands between a token and the one before it."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def low_at(tokens: Sequence[Token], at: int) -> str:
    """Return a token in lower case, the empty string outside the sentence."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


class _Reach(NamedTuple):
    """Of the phrases with a word at one end: how many tokens the longest has, and which words may stand next to it."""

    longest: int
    beside: frozenset[str]


class Phrases(Generic[T]):
    """Labels of one or more words, and what each stands for: the longest match wins, a label's first meaning stays.

    Hyphens inside a phrase count as spaces. ``cased`` labels of up to three letters, and symbols, are read with their
    case, and with nothing else.
    """

    def __init__(self, rows: Iterable[tuple[str, T]], *, cased: bool = False) -> None:
        self._meanings: dict[str, T] = {}
        self._cased = cased
        self._first: dict[str, _Reach] = {}
        self._last: dict[str, _Reach] = {}
        for label, meaning in rows:
            tokens = tokenise(label, 0, len(label))
            if not tokens:
                continue
            short = cased and len(label) <= _CASED
            key = _key([token.text if short else token.low for token in tokens], tokens)
            self._meanings.setdefault(key, meaning)
            lows = [token.low for token in tokens]
            for table, words in ((self._first, lows), (self._last, lows[::-1])):
                known = table.get(words[0], _Reach(0, frozenset({"-"})))
                beside = next((word for word in words[1:] if word != "-"), "-")
                table[words[0]] = _Reach(max(known.longest, len(words)), known.beside | {beside})

    @property
    def first_words(self) -> frozenset[str]:
        """The words, in lower case, with which a phrase begins."""
        return frozenset(self._first)

    def second_words(self, first: frozenset[str]) -> frozenset[str]:
        """Return the words, in lower case, that stand second in the phrases which begin with some words."""
        labels = (tokenise(label, 0, len(label)) for label in self._meanings)
        return frozenset(label[1].low for label in labels if len(label) > 1 and label[0].low in first)

    def after(self, tokens: Sequence[Token], at: int) -> tuple[T, int] | None:
        """Return the meaning of the longest phrase that starts at a token, and where it ends."""
        if not 0 <= at < len(tokens) or (reach := self._first.get(tokens[at].low)) is None:
            return None
        goes_on = reach.longest > 1 and low_at(tokens, at + 1) in reach.beside
        longest = reach.longest
        if goes_on:  # "U.S.-dollar": a hyphen stands for a space, and is a token
            longest += sum(token.text == "-" for token in tokens[at + 1 : at + 1 + longest])
        for length in range(min(longest, len(tokens) - at) if goes_on else 1, 0, -1):
            meaning = self._meaning(tokens[at : at + length])
            if meaning is not None:
                return meaning, at + length
        return None

    def before(self, tokens: Sequence[Token], at: int) -> tuple[T, int] | None:
        """Return the meaning of the longest phrase that ends before a token, and where it starts."""
        if not 0 < at <= len(tokens) or (reach := self._last.get(tokens[at - 1].low)) is None:
            return None
        goes_on = reach.longest > 1 and low_at(tokens, at - 2) in reach.beside
        for length in range(min(reach.longest, at) if goes_on else 1, 0, -1):
            meaning = self._meaning(tokens[at - length : at])
            if meaning is not None:
                return meaning, at - length
        return None

    def _meaning(self, tokens: Sequence[Token]) -> T | None:
        folded = _key([token.low for token in tokens], tokens)
        if not self._cased or len(folded) > _CASED:
            return self._meanings.get(folded)
        return self._meanings.get(_key([token.text for token in tokens], tokens))


def _key(words: Sequence[str], tokens: Sequence[Token]) -> str:
    if len(words) == 1:
        return words[0]
    parts = [words[0]]
    for word, before, token in zip(words[1:], tokens, tokens[1:], strict=False):
        parts += [word] if before.end == token.start else [" ", word]
    return "".join(parts).replace("-", " ")


def negative(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the token makes the number after it negative: "-5.44%", "minus 5 degrees"."""
    if low_at(tokens, at) == "minus":
        return low_at(tokens, at - 1) != "or"
    return low_at(tokens, at) in ("-", "−") and not glued(tokens, at) and glued(tokens, at + 1)


def chunk_end(tokens: Sequence[Token], at: int) -> int:
    """Return where the run of tokens without spaces between them ends."""
    end = at + 1
    while (
        end < len(tokens) and glued(tokens, end) and (tokens[end].text[0].isalnum() or tokens[end].text in "-‑/:._'’")
    ):
        end += 1
    return end
