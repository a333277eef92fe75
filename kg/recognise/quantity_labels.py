"""Bare numbers that only tell who, where or whom to call: ages, addresses, telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Span
from kg.recognise.quantity_nouns import Nouns
from kg.recognise.quantity_tokens import DASHES, Token, glued, low_at

_SHARES = frozenset({"percent", "cent", "pct"})
_OLDER = frozenset({"older", "younger", "elder"})
_AGED = frozenset({"them", "those", "aged", "anyone", "everyone", "were", "are"})
_DIGITS = 2  # of an age
_LISTED, _GROUPS = 10, 6  # tokens of a list of ages, groups of a telephone number


def age(tokens: Sequence[Token], at: int, end: int, nouns: Nouns) -> bool:
    """John Smith, 42, of Leeds; the singer, 54, died; who was 71, died."""
    if (
        at > 1
        and low_at(tokens, at - 1) in ("is", "was")
        and low_at(tokens, at - 2) == "who"
        and len(tokens[at].text) < 4
    ):
        return low_at(tokens, end) in (",", ".", "")
    if low_at(tokens, at - 1) == "," == low_at(tokens, end) and at > 1 and len(tokens[at].text) < 4:
        before = tokens[at - 2]
        return before.word and not nouns.plural(before)
    return (
        low_at(tokens, at - 1) == ","
        and at > 1
        and tokens[at - 2].capital
        and len(tokens[at].text) <= 3
        and low_at(tokens, end) in (",", ".", ";", ")", "of", "from", "who", "was", "is", "―", "—", "–", "-", "")
        and not (low_at(tokens, end) == "of" and low_at(tokens, end + 1) in ("them", "whom", "which", "those"))
    )


def aged(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number is one of the ages in a list: "aged 6, 9 and 12"."""
    first = at - 1
    while first > max(0, at - _LISTED) and (tokens[first].digits or tokens[first].low in (",", "and", "or", "to")):
        first -= 1
    return low_at(tokens, first) == "aged"


def of_age(tokens: Sequence[Token], first: int, at: int, persons: frozenset[str]) -> bool:
    """Say whether a number only tells how old some people are: people under 30, Democrats over 65."""
    if low_at(tokens, at + 1) in ("and", "or") and low_at(tokens, at + 2) in _OLDER:
        return len(tokens[at].text) <= _DIGITS  # "voters 50 and older"
    if first == at or low_at(tokens, first) not in ("under", "over") or not first:
        return False
    group = tokens[first - 1]
    if group.text == "," and low_at(tokens, at + 1) == "," and first > 1:
        group = tokens[first - 2]  # "young voters, under 30, back Roe"
    named = group.capital and group.low.endswith("s") and len(tokens[at].text) == _DIGITS
    return group.low in persons or group.low in _AGED or named


def is_address(tokens: Sequence[Token], end: int, words: frozenset[str]) -> bool:
    """Say whether a number opens an address: "10 Downing Street"."""
    for i in range(end, min(end + 4, len(tokens))):
        if not (tokens[i].capital or tokens[i].digits or glued(tokens, i)):
            return False
        if tokens[i].low in words and i > end:
            return True
    return False


def telephone(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number is a group of a telephone number: "0800 123 4567", "+44 20 7946 0958"."""
    first, last = at, at + 1
    while first and tokens[first - 1].digits and at - first < _GROUPS:
        first -= 1
    while last < len(tokens) and tokens[last].digits and last - at < _GROUPS:
        last += 1
    groups = [token.text for token in tokens[first:last]]
    coded = groups[0][0] == "0" or low_at(tokens, first - 1) == "+"
    return all(map(str.isdecimal, groups)) and (len(groups) > 2 or (len(groups) == 2 and coded))


def second_side(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number is joined to one before it: the second share of "49-47 percent"."""
    joined = at > 1 and glued(tokens, at) and glued(tokens, at - 1)
    if not joined or tokens[at - 1].text not in DASHES:
        return False
    share = tokens[at - 2].text == "%" and at > 2 and glued(tokens, at - 2) and tokens[at - 3].digits  # "48%-42%"
    spelt = at > 2 and tokens[at - 2].low in _SHARES and (tokens[at - 3].digits or tokens[at - 3].low == "per")
    return tokens[at - 2].digits or share or spelt  # "60 percent-36 percent"


def web_addresses(text: str, span: Span) -> list[tuple[int, int]]:
    """Return the stretches of web and mail addresses and hashtags."""
    piece = text[span.start : span.end]
    if "://" not in piece and "www." not in piece and "@" not in piece and "#" not in piece:
        return []
    found, start = [], 0
    for chunk in piece.split():
        start = piece.index(chunk, start)
        if any(mark in chunk for mark in ("://", "www.", "@")) or chunk.lstrip("(\"'").startswith("#"):
            found.append((span.start + start, span.start + start + len(chunk)))
        start += len(chunk)
    return found
