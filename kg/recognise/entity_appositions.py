"""Unknown name → the class that the words beside it tell: "Dutch chipmaker Velding", "Velding, a chipmaker, …"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_index import Token
from kg.recognise.entity_words import Words

_LONGEST = 3  # words of a description
_REACH = 10  # tokens from a name to the noun that describes it
_DETERMINERS = frozenset({"a", "an", "the", "one", "its", "their"})
_THEN = frozenset({"once", "now", "formerly", "long", "already", "currently"})
_HOLDINGS = frozenset(
    {"shares", "share", "stock", "stake", "stakes", "holding", "holdings", "interest", "shareholders"}
)
_TRADED = frozenset({"shares", "stock", "scrip"})
_AGE = 2  # digits
YEARS_OLD = ("-", "year", "-", "old")
_CLOSING = frozenset({",", "of", "in", "that", "which", "with", "for", "based", "behind", "whose", "owned", "listed"})


class Appositions:
    """What nouns beside a name say of it."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer, self._descriptions = gazetteer, words.descriptions
        self._beside = words.beside
        self._crafts, self._endings, self._openings = words.crafts, words.endings, words.openings
        self._never, self._acting = words.never, words.acting
        self._ends = frozenset(
            text.replace("-", " ").rpartition(" ")[2] for text in words.described
        )  # the last words of descriptions, to see fast that none stands there

    def kind(self, found: list[Token], first: int, last: int, *, placed: bool) -> str | None:
        """Return the class that the words before or after a name tell, None where they tell none."""
        place = first - 2 if first > 1 and found[first - 1].text == "," else first - 1
        if place >= 0 and self._openings.get(found[place].low) == "Disaster":
            return "Disaster"  # "typhoon Oriel", "an earlier storm, Oriel, …"
        if first and found[first - 1].low in self._ends:
            for begin in range(max(0, first - _LONGEST), first):
                match = self._descriptions.longest(found, begin, first)
                if match is not None and match[0] == first:
                    return self._chosen(match[1], found[first - 1].low)
        if first > 1 and found[first - 1].text == "," and found[first - 2].text in self._ends and not placed:
            match = self._descriptions.longest(found, first - 2)  # "the company, Velding, said"
            if match is not None and last < len(found) and found[last].text == ",":
                return self._chosen(match[1], found[first - 2].text)
        if _shared(found, last) or _of_shares(found, first):
            return "Company"  # "Velding shares rose", "the stock of Velding"
        if placed or last + 2 >= len(found) or found[last].text != ",":
            return None
        return self._after(found, last + 1)

    def called(self, found: list[Token], at: int) -> bool:
        """Say whether a firm is called by a common word: "the retailer Next said", not "the retailer Tuesday said"."""
        if not at or found[at - 1].low not in self._ends or found[at].low in self._never or at + 1 >= len(found):
            return False
        noun, after = found[at - 1], found[at + 1]
        if found[at].key[0] != " " or (noun.capital and at > 1):
            return False  # nor "Bank Profit Falls"
        return after.text in (",", "'") or (after.low in self._acting and after.text.islower())

    def joined(self, found: list[Token], at: int) -> str | None:
        """Return the class of what a word and the place right behind it name: "Air Jamaica", "Real Madrid"."""
        kind = self._beside.get(found[at].low)
        after = self._gazetteer.longest(found, at + 1) if kind is not None and at + 1 < len(found) else None
        if after is None or after[1][0].form == "adjective":
            return None
        return kind if self._gazetteer.is_a(after[1][0].known.classes, "Place") else None

    def located(self, found: list[Token], at: int, stop: int) -> bool:
        """Say whether an unknown name is of a place: "in Quarrington", "the town of Quarrington"."""
        if at == 0 or stop > at + 1:
            return False
        if found[at - 1].low == "of":
            return at > 1 and self._place(found, at - 2)
        return found[at - 1].low in ("in", "near") and not held(found, at)

    def member(self, found: list[Token], at: int, stop: int) -> bool:
        """Say whether a name of two or three words stands behind that of a party: "Republican Joni Ernst"."""
        if not at or not found[at - 1].capital or not 1 < stop - at <= _LONGEST:
            return False
        before = self._gazetteer.longest(found, at - 1)
        if before is None or before[0] != at or "Party" not in before[1][0].known.classes:
            return False
        return all(token.word and token.text.isalpha() and not token.text.isupper() for token in found[at:stop])

    def _place(self, found: list[Token], at: int) -> bool:
        """Say whether a word tells of a place: "the town of …", "the city of …"."""
        if self._endings.get(found[at].text) in ("City", "Region"):
            return True
        match = self._descriptions.longest(found, at, at + 1)
        return match is not None and any(self._gazetteer.is_a((kind,), "Place") for kind in match[1])

    def _after(self, found: list[Token], begin: int) -> str | None:
        """Return the class that an apposition tells: "…, Britain's third-largest retailer of toys, …"."""
        begin += found[begin].text in _THEN  # "Velding, once the largest retailer, …"
        if found[begin].text not in _DETERMINERS and not found[begin].capital:
            return None
        for at in range(begin + 1, min(begin + _REACH, len(found) - 1)):
            text = found[at].text
            if text == "." and found[at - 1].capital and len(found[at - 1].text) == 1:
                continue  # "the largest U.S. retailer"
            if text in (",", ".", ";", "(", "that", "which", "who"):
                return None
            if text not in self._ends:
                continue
            match = self._descriptions.longest(found, at)
            if f"{found[at - 1].text} {text}" in self._crafts:
                return None  # "the Aurora, a bulk carrier, …"
            if match is not None and match[0] < len(found) and found[match[0]].text in _CLOSING:
                return self._chosen(match[1], text)
        return None

    def _chosen(self, kinds: Iterable[str], noun: str) -> str | None:
        """Return which of the classes that a noun describes is meant: its namesake, else a company, else the first."""
        owning = [kind for kind in kinds if self._gazetteer.is_a((kind,), "Organisation")]
        namesake = next((kind for kind in owning if kind.lower() == noun), None)
        company = next((kind for kind in owning if self._gazetteer.is_a((kind,), "Company")), None)
        return namesake or company or next(iter(owning), None)


def held(found: list[Token], at: int) -> bool:
    """Say whether what is named is owned: "shares in Velding", "a stake in Velding"."""
    return at > 1 and found[at - 1].low == "in" and found[at - 2].low in _HOLDINGS


def _shared(found: list[Token], at: int) -> bool:
    """Say whether a token is of what is traded: "Velding shares", "Velding share price"."""
    if at < len(found) and found[at].text in _TRADED:
        return True
    return at + 1 < len(found) and (found[at].text, found[at + 1].text) == ("share", "price")


def _of_shares(found: list[Token], at: int) -> bool:
    """Say whether the shares of what is named are told: "shares of Velding", but not "a share of Velding's sales"."""
    return at > 1 and found[at - 1].low in ("of", "in") and found[at - 2].low in _TRADED


def aged(found: list[Token], first: int, last: int) -> bool:
    """Say whether the age beside a name of several words tells a person: "Ann Lee, 45, …", "45-year-old Ann Lee"."""
    return last - first > 1 and age(found, first, last) is not None


def age(found: list[Token], first: int, last: int) -> str | None:
    """Return the age that stands beside a name, in digits."""
    after = found[last : last + 3]
    if len(after) > 1 and after[0].text == "," and after[1].text.isdigit() and len(after[1].text) <= _AGE:
        return after[1].text if len(after) < 3 or after[2].text in (",", ".") else None
    before = found[max(0, first - 1 - len(YEARS_OLD)) : first]
    if len(before) > len(YEARS_OLD) and before[-1].low == "old" and before[0].text.isdigit():
        return before[0].text
    return None
