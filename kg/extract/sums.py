"""Unit → whether what it measures is a sum of money: a currency has a code of three capitals (ISO 4217)."""

from __future__ import annotations

import re

from kg.model import Quantity

_CODE = re.compile(r"[A-Z]{3}")
_GLUED = re.compile(r"\d[a-z]+$")


def currency(unit: str | None) -> bool:
    """Say whether a unit is a currency.

    >>> currency("USD"), currency("day"), currency("USD/t"), currency(None)
    (True, False, False, False)
    """
    return unit is not None and _CODE.fullmatch(unit) is not None


def money(value: object) -> bool:
    """Say whether the value of a mention is a sum of money."""
    return isinstance(value, Quantity) and currency(value.unit)


def joined(words: str, unit: str) -> bool:
    """Say whether a value is joined to its unit: "12-metre", "37ft", no "$1bn"."""
    return "-" in words or (_GLUED.search(words) is not None and not currency(unit))
