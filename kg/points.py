"""Claims of one measure → points of a drawing: a value at a day, the bounds its words allow, who says so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.edtf import days
from kg.interval import Units, columns
from kg.lexicon import Scale, scale
from kg.model import Claim

Mark = Literal["conflict", "change", ""]
_WORDS = 90  # characters of a quote that a point tells


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a day, with the bounds its words allow, and who says so; ``mark`` rings it."""

    day: dt.date
    value: Decimal
    low: Decimal
    high: Decimal
    written: str
    newsroom: str
    words: str = ""
    mark: Mark = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, drawn as an upright line with its name."""

    day: dt.date
    name: str


def points(
    claims: Iterable[Claim],
    *,
    units: Units | None = None,
    mark: Callable[[Claim], Mark] = lambda _: "",
    link: Callable[[Claim], str | None] = lambda _: None,
) -> list[Point]:
    """Return the claims that have a number and a day, in order of time; others cannot be drawn.

    The day is the first of the time the claim speaks of, else the day it was said. Values in several units are drawn in
    the most frequent one, where ``units`` can convert them.
    """
    numbers = [claim for claim in claims if isinstance(claim.value, Decimal) or _bounds(claim)]
    shared = len({claim.unit for claim in numbers}) < 2
    most = unit_of(numbers)
    usual = (
        Scale("") if shared else next((scale(each, units=units) for each in numbers if each.unit == most), Scale(""))
    )
    found = []
    for claim in numbers:
        read = columns(claim, units=None if shared else units)
        day = _day(claim)
        ends = [end for end in (read.interval.low, read.interval.high) if end is not None]
        value = read.stated if read.stated is not None else (sum(ends, Decimal(0)) / len(ends) if ends else None)
        if day is None or value is None:
            continue
        low, high = (value if end is None else end for end in (read.interval.low, read.interval.high))
        value, low, high = (usual.back(number) for number in (value, low, high))
        found.append(
            Point(
                day=day,
                value=value,
                low=low,
                high=high,
                written=claim.written or str(claim.value),
                newsroom=claim.publisher or "unnamed",
                words=_short(claim.quote),
                mark=mark(claim),
                link=link(claim),
            )
        )
    return sorted(found, key=lambda point: (point.day, point.value, point.newsroom, point.words))


def unit_of(claims: Iterable[Claim]) -> str:
    """Return the unit that most of the claims are in; empty for counts.

    >>> unit_of([])
    ''
    """
    found = Counter(claim.unit or "" for claim in claims if claim.kind == "quantity")
    return min(found, key=lambda unit: (-found[unit], unit), default="")


def worth_drawing(drawn: Sequence[Point]) -> bool:
    """Say whether a plot would show more than one dot: two values, or one value on two days."""
    return len({(point.day, point.value) for point in drawn}) > 1


def _day(claim: Claim) -> dt.date | None:
    for written in (claim.valid_from, claim.valid_to, claim.published):
        covered = days(written) if written else None
        if covered is not None and covered.start is not None:
            return covered.start
    return None


def _bounds(claim: Claim) -> bool:
    return claim.kind == "quantity" and (claim.low is not None or claim.high is not None)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WORDS else plain[: _WORDS - 1] + "…"
