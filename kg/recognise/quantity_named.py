"""A number right after a name → whether it counts something of it ("Guinea 39 cases") or belongs to it ("Falcon 9")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.lexicon import Lexicon
from kg.recognise.quantity_nouns import Nouns
from kg.recognise.quantity_tokens import Token, low_at

_SAME = 30  # words from a counted noun to the same after a name
_WORDS = 4  # of a name in a list: "Lund County 73"
_GIVING = frozenset({"give", "gives", "gave", "giving", "send", "sends", "sent", "lend", "lent", "handed", "granted"})


class AfterNames:
    """Tells counts from names that end in a number, by what stands on both sides."""

    def __init__(self, lexicon: Lexicon, nouns: Nouns) -> None:
        self._nouns = nouns
        # what is counted of each name: "Guinea 39 cases"
        self._person = lexicon.words_of("person")
        self._told = self._person | lexicon.words_of("tallied")

    def counts(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """Say whether a number counts: "in Baghdad 12 people", "Blast Kills 12"; not in Windows 11, Falcon 9."""
        if low_at(tokens, at - 2) in _GIVING and len(tokens[at].text) > 1 and self._nouns.counted(tokens, end):
            return True  # "will give Norland 22 field guns", but "Leopard 2 tanks"
        if self._follows(tokens, end):
            place = low_at(tokens, at - 2) in ("in", "at", "near", "from", "on")
            people = low_at(tokens, end) in self._told or low_at(tokens, end) in self._nouns.casualties
            people = people or tokens[at - 1].low.endswith(("'s", "’s"))  # "Acme's 451 orders"
            near = pairwise(tokens[max(0, at - _SAME) : at - 1])
            again = any(one.digits and after.low == low_at(tokens, end) for one, after in near)
            people = people or again  # "gives the Reds 39 cups and the Greens 37 cups"
            return place or people or at == 1 or self._headline(tokens, at)
        if (
            low_at(tokens, end) == "of"
            and low_at(tokens, end + 1) in ("the", "its")
            and low_at(tokens, end + 2)[:1].isdecimal()
        ):
            return True  # "give Civic Union 96 of the 200 seats"
        told = low_at(tokens, at - 2) == "the" and tokens[at - 1].low.endswith("s")  # "Labour 68 and the Greens 27"
        named = at - 1  # where the name begins: "Lund County 73"
        while named > at - _WORDS and tokens[named - 1].capital and tokens[named - 1].word:
            named -= 1
        link = low_at(tokens, named - 1)
        listed = link == "," and low_at(tokens, end) in ("and", ",", ".") and len(tokens[at].text) > 1
        gapped = link == "and" and low_at(tokens, end) in (".", ",", ";", "")
        if (gapped and self._parted(tokens, at)) or (
            (told or listed) and any(token.digits for token in tokens[: at - 1])
        ):
            return True  # "reported 248 new cases, Guinea 74 and Liberia eight"
        return self._headline(tokens, at)

    def _parted(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether somebody else has so many of something before: "was to have 27 seats and MRF 26"."""
        pairs = pairwise(tokens[: at - 2])
        return any(one.digits and self._nouns.plural(after) and not after.capital for one, after in pairs)

    def _headline(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether the capital before a number is that of a verb, in a line where all words have one."""
        words = [token for token in tokens if token.word and len(token.text) > 3]
        capitals = sum(token.capital for token in words)
        return len(words) > 2 and capitals * 10 >= len(words) * 8 and tokens[at - 1].low.endswith(("s", "ed", "ing"))

    def _follows(self, tokens: Sequence[Token], end: int) -> bool:
        """Say whether the next word can be what is counted."""
        if end >= len(tokens):
            return False
        token = tokens[end]
        return token.low in self._person or (self._nouns.plural(token) and not token.capital)
