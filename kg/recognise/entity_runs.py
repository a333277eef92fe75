"""Tokens → runs of capitalised words, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.model import Sentence, Span
from kg.recognise.entity_index import Places, Token, placed
from kg.recognise.entity_words import LEGAL, PARTICLES

_OPENING = frozenset("\"'“‘«([-–—*•:#")
_LISTED = 5  # tokens of "(NYSE:ACM)"
_PARTING = frozenset({"'", "and", "of", "for", "on", "the", "to", "in", "&"})  # words within a name with an acronym
LONGEST = 14  # tokens in a run
_ABBREVIATED = frozenset({"St", "Mt", "Ft", "Jr", "Sr"})
_SMALL = frozenset({"the", "and", "but", "for", "nor", "from", "into", "over", "with", "after", "amid"})  # not raised
_TITLE_CASE = 0.75  # of the words of a headline have capitals
_FULL = 6  # words, all with capitals, make a headline of a line that ends with a full stop


class Line(NamedTuple):
    """A sentence with its tokens and their places; ``shown`` is True in a headline where most words have capitals."""

    sentence: Sentence
    tokens: list[Token]
    places: Places
    shown: bool

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens ``first`` up to ``last`` stand in the text."""
        found, places = self.tokens, self.places
        return Span(places.start(found, first), places.start(found, last - 1) + len(found[last - 1].text))


def line_of(text: str, sentence: Sentence) -> Line:
    """Return a sentence's tokens, and whether its capitals say little."""
    found, places = placed(text, sentence.span.start, sentence.span.end)
    return Line(sentence, found, places, _shown(found))


def _shown(found: Sequence[Token]) -> bool:
    stopped = bool(found) and found[-1].text == "."
    if stopped:
        for token in found:  # most sentences: told by an early word
            if not token.capital and _tells(token):
                return False
    counted = [token.text for token in found if _tells(token)]
    if len(counted) > 1 and all(map(str.isupper, counted)):
        return True
    capitals = len([word for word in counted if word[0].isupper()])
    if stopped:
        return len(counted) >= _FULL and capitals == len(counted)
    return len(counted) > 2 and capitals >= _TITLE_CASE * len(counted)


def _tells(token: Token) -> bool:
    """Say whether a word's capital tells a headline."""
    return token.word and len(token.text) > 2 and token.low not in _SMALL and token.text.isalpha()


def according(found: list[Token], at: int) -> bool:
    """Say whether "according to" stands before a token."""
    return at > 1 and found[at - 1].text == "to" and found[at - 2].low == "according"


def texts(found: list[Token], first: int, last: int) -> tuple[str, ...]:
    """Return the words of some tokens."""
    return tuple([token.text for token in found[first:last]])


def run(found: list[Token], at: int) -> int:
    """Return where a run of capitalised words ends; initials, hyphens, "&" and particles between them go with it."""
    end, limit = at + 1, min(len(found), at + LONGEST)
    while end < limit:
        token = found[end]
        after = found[end + 1] if end + 1 < len(found) else None
        if token.word:
            if token.key[0] == " " and token.capital:
                end += 1
                continue
            if token.text in PARTICLES and token.key[0] == " ":
                further = end + 1
                while further < limit and (found[further].text in PARTICLES or found[further].text == "-"):
                    further += 1
                if further < limit and found[further].word and found[further].capital:
                    end = further + 1
                    continue
            return end
        if after is None or not after.word:
            return end
        joined = token.key[0] != " " and after.key[0] not in " \n"
        short = len(found[end - 1].text) <= 2
        abbreviated = found[end - 1].word and (len(found[end - 1].text) == 1 or found[end - 1].text in _ABBREVIATED)
        goes_on = (
            (token.text == "." and token.key == "." and abbreviated and after.capital and after.key[0] != "\n")
            or (token.text in "-‐‑" and joined and (after.capital or after.text.isdigit()))
            or (token.text == "'" and joined and short and after.capital)
            or (token.text == "'" and joined and after.text == "s" and _legal(found, end + 2))
            or (token.text == "&" and after.capital and "\n" not in (token.key[0], after.key[0]))
        )
        if not goes_on:
            return end
        end += 2
    return end


def _legal(found: list[Token], at: int) -> bool:
    """Say whether the legal form of a firm stands at a token: "Denby's Corp"."""
    return at < len(found) and found[at].capital and found[at].low in LEGAL


def acronym_after(found: list[Token], at: int, end: int) -> tuple[int, int] | None:
    """Return the token of an acronym in brackets after a name of several words: "State Safety Board (SSB)".

    What a firm is called on its exchange is one after a name of any length: "Acme (NYSE:ACM)".
    """
    if (symbol := _ticker(found, end)) is not None:
        return symbol
    if end + 2 >= len(found) or found[end].text != "(" or found[end + 2].text != ")" or end - at < 2:
        return None
    letters = found[end + 1].text
    initials = "".join(token.text[0] for token in found[at:end] if token.word).lower()
    if not (2 <= len(letters) <= 8 and letters[0].isupper() and sum(map(str.isupper, letters)) >= 2):
        return None
    rest = iter("".join(token.text for token in found[at:end]).lower())
    told = initials[0] == letters[0].lower() and all(letter in rest for letter in letters.lower())
    return (end + 1, end + 2) if told else None


def spelled_out(found: list[Token], at: int, stop: int) -> int:
    """Return where a name ends that little words part, as an acronym behind it tells; ``stop`` where none does.

    "Varda People's Liberation Front (VPLF)", "Profit and Sustainability Rules (PSR)".
    """
    if stop >= len(found) or found[stop].text not in _PARTING:
        return stop
    end = stop
    while end < len(found) and end - at <= LONGEST and found[end].text != "(":
        if not (found[end].word and found[end].capital) and not _parting(found, end):
            return stop
        end += 1
    if end + 2 >= len(found) or found[end + 2].text != ")" or found[end].text != "(":
        return stop
    initials = "".join([found[i].text[0] for i in range(at, end) if not _parting(found, i)])
    return end if len(initials) > 2 and found[end + 1].text == initials else stop


def _parting(found: list[Token], i: int) -> bool:
    return found[i].text in _PARTING or (found[i].text == "s" and found[i - 1].text == "'")


def listed(found: list[Token], acronym: tuple[int, int] | None) -> bool:
    """Say whether an acronym is what a firm is called on its exchange: "Acme (NYSE:ACM)"."""
    return acronym is not None and found[acronym[0] - 1].text == ":"


def _ticker(found: list[Token], end: int) -> tuple[int, int] | None:
    end += end < len(found) and found[end].key == "."  # "Acme Ltd. (NYSE:ACM)"
    if end >= len(found) or found[end].text != "(":
        return None
    words = [token.text for token in found[end : end + _LISTED]]
    if len(words) < _LISTED or (words[2], words[4]) != (":", ")"):
        return None
    exchange, letters = words[1], words[3]
    return (end + 3, end + 4) if exchange.isupper() and letters.isupper() and letters.isalnum() else None


def plainly(found: list[Token], at: int) -> bool:
    """Say whether a word that opens a sentence is a name for sure: "Turkey's exports", "US exports"."""
    own = [token.key for token in found[at + 1 : at + 3]] == ["'", "s"]
    return own or (len(found[at].text) > 1 and found[at].text.isupper() and any(t.text.islower() for t in found))


def headlined(found: list[Token], at: int, end: int) -> bool:
    """Say whether a dash with spaces parts a name that opens a line from what is told of it: "Acme — Shares fell"."""
    if end + 2 < len(found) and (found[end].text, found[end + 2].text) == ("(", ")"):
        end += 3  # "Acme (ACM) – Shares fell"
    if at or end + 1 >= len(found) or found[end].text not in ("–", "—", "|"):
        return False
    return found[end].key[0] == found[end + 1].key[0] == " " and found[end + 1].capital


def abbreviates(found: list[Token], at: int) -> bool:
    """Say whether a letter before a hyphen only tells a party: "Sen. Ann Lee, D-N.Y.,", "(R-Ky.)"."""
    return at + 2 >= len(found) or len(found[at + 2].text) == 1 or (at > 0 and found[at - 1].text in "(,")


def between(found: list[Token], done: int, at: int, titled: str | None, opening: bool) -> tuple[str | None, bool]:
    """Return the form of address that still counts at a token, and whether a name there opens what is said."""
    place = at
    while place > done and not found[place - 1].word:
        place -= 1
    if place > done:  # a word stands between
        titled, opening = None, False
    for sign in range(place, at):
        text = found[sign].text
        opening = opening or (text in _OPENING and (sign == 0 or found[sign].key != text))
        titled = titled if text == "." else None
    return titled, opening
