"""A number as written → how precisely it is stated: one unit of the last digit its words give."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"\d[\d,. \u00a0\u202f]{0,40}\d|\d")
_GROUPS = re.compile(r"[, \u00a0\u202f](?=\d{2,3}(?!\d))")
_FIVE = Decimal(5)
_IN_WORDS = 1000  # from here on, words have no digits but those that are meant
_PLAIN = re.compile(r"\d{1,30}(\.\d{1,30})?")


def written_step(value: Decimal, written: str) -> Decimal:
    """Read the precision off the number as written.

    >>> int(written_step(Decimal(25_000_000), "2.5 crore")), written_step(Decimal("67.65"), "67.65%")
    (1000000, Decimal('0.01'))
    >>> int(written_step(Decimal(3_000_000), "three million")), int(written_step(Decimal(500_000), "half a million"))
    (1000000, 100000)
    """
    number = _NUMBER.search(written)
    if number is None and written and abs(value) >= _IN_WORDS:
        return last_digit(value, highest=abs(value).adjusted())
    digits = _GROUPS.sub("", number.group()) if number else ""
    if not _PLAIN.fullmatch(digits) or value == 0 or Decimal(digits) == 0:
        return last_digit(value)
    scale = abs(value) / Decimal(digits)
    if scale.normalize().as_tuple().digits != (1,):  # "2:14:03", "two and 1/2": the number is not the value
        return last_digit(value)
    decimals = len(digits.partition(".")[2])
    return scale.scaleb(-decimals).normalize() if scale >= 1 else last_digit(value)


def last_digit(value: Decimal, *, highest: int = 0) -> Decimal:
    """Return one unit of the last digit of a number that is not zero, at most ten to the power of ``highest``."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, highest)) if isinstance(exponent, int) else Decimal(0)


def round_step(value: Decimal, *, fives: bool = False) -> Decimal:
    """Return how coarse a round number is, at most two digits of it; ``fives``: to the nearest five as well.

    >>> [int(round_step(Decimal(number))) for number in (13_000, 3_400, 2_000, 200, 110)]
    [1000, 100, 100, 10, 0]
    >>> [int(round_step(Decimal(number), fives=True)) for number in (175, 110, 177, 2_000, 45)]
    [5, 5, 0, 100, 0]
    """
    parts = value.normalize().as_tuple()
    if not isinstance(parts.exponent, int) or parts.exponent < 0:
        return Decimal(0)
    magnitude = len(parts.digits) + parts.exponent
    if parts.exponent >= 2:
        return Decimal(1).scaleb(min(parts.exponent, magnitude - 2))
    return _FIVE if fives and magnitude > 2 and value % _FIVE == 0 else Decimal(0)
