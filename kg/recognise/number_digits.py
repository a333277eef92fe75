"""Digits → values: their separators, groups of three, small fractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.recognise.quantity_tokens import Token, glued, low_at

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d+)?")
_PLAIN = re.compile(r"\d*\.?\d+")
_CONTINENTAL = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,}|\d{1,3},\d{1,2}")
_GROUP = 3
_BOUNDED = frozenset({"over", "than", "nearly", "almost", "about", "around", "approximately", "least"})
_LONGEST = 21  # more digits make an identifier


def read_digits(text: str) -> tuple[Decimal, Decimal, bool] | None:
    """Return the value of digits, one unit of the last of them, and whether the separators are doubtful.

    >>> read_digits("1,234.5"), read_digits("1.234.567,8"), read_digits("10.0.0.1")
    ((Decimal('1234.5'), Decimal('0.1'), False), (Decimal('1234567.8'), Decimal('0.1'), False), None)
    """
    if len(text) > _LONGEST + 7:
        return None
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        plain, loose = text.replace(",", ""), False
    elif _CONTINENTAL.fullmatch(text):
        plain, loose = text.replace(".", "").replace(",", "."), "." not in text
    else:
        return None
    if len(plain) > _LONGEST or not plain.isascii():
        return None
    return Decimal(plain), Decimal(1).scaleb(-len(plain.partition(".")[2])), loose


def groups_of(tokens: Sequence[Token], at: int) -> int:
    """Count the tokens of "60 000" and "1 234 567": three digits each after a space, not two numbers in a row."""
    if not (tokens[at].text.isdecimal() and len(tokens[at].text) <= 3) or tokens[at].text[0] == "0":
        return 1
    if low_at(tokens, at + 1) == "," and _slipped(tokens, at):
        return 3
    end = at + 1
    while (
        end < len(tokens)
        and tokens[end].text[:3].isdecimal()
        and tokens[end].text[3:4] in ("", ".", ",")
        and len(tokens[end].text) >= 3
        and tokens[end].start == tokens[end - 1].end + 1
        and end - at < 6
    ):
        end += 1
    return end - at if end - at > 2 or (end - at == 2 and tokens[at + 1].text[:3] == "000") else 1


def _slipped(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a space slipped in behind the comma of one number: "from 40, 090 to", "over 42, 200 cases"."""
    rest = tokens[at + 2].text if at + 2 < len(tokens) else ""
    if len(rest) != _GROUP or not rest.isdecimal() or not glued(tokens, at + 1) or glued(tokens, at + 2):
        return False
    counted = at + 3 < len(tokens) and tokens[at + 3].text.isalpha() and tokens[at + 3].text.islower()
    return rest[0] == "0" or (counted and low_at(tokens, at - 1) in _BOUNDED)


def slashed(tokens: Sequence[Token], at: int) -> Decimal | None:
    """Return 3/4 as a number: small, proper fractions alone, without spaces."""
    if at + 2 >= len(tokens) or tokens[at + 1].text != "/" or not (glued(tokens, at + 1) and glued(tokens, at + 2)):
        return None
    over, under = tokens[at].text, tokens[at + 2].text
    if not (over.isdecimal() and under in ("2", "3", "4", "5", "8", "10", "16") and 0 < int(over[:3]) < int(under)):
        return None
    return None if low_at(tokens, at + 3) == "/" else Decimal(over) / Decimal(under)
