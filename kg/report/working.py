"""A finding → its arithmetic in words: what each side allows, how far apart they are, of which days they speak."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kg.interval import Columns, Interval, Units, columns
from kg.lexicon import Scale, scale
from kg.model import Claim, Finding
from kg.report.words import DEFAULT_LOCALE, number, period, sides, told


def in_words(finding: Finding, place: str = DEFAULT_LOCALE, units: Units | None = None) -> list[str]:
    """Return the sentences; none where a finding has one side, or its sides have no values to set against each other.

    ``units`` converts values of two units into that of the first; without it such values are not set side by side.

    >>> from kg.model import Span
    >>> said = [Claim("a", "quantity", Span(0, 2), v, "NATO", None, "m", Decimal(v), written=v) for v in ("32", "31")]
    >>> in_words(Finding("f", "contradiction", "violation", "s", "", tuple(said)))
    ['31 is 1 less than 32 (3.1 %).']
    """
    why = "What explains it: " if finding.verdict == "explainedSuccession" else ""
    found = [_sentence(why + told(finding.working, place))] if finding.working else []
    if len(sides(finding)) == 2:
        left, right = sides(finding)
        read = columns(left, units=units), columns(right, units=units)
        if _comparable(left, right, units):
            found += _values(left, right, *read, place=place, units=units)
            found += _times(left, right, *read, place=place)
    return found


def _comparable(left: Claim, right: Claim, units: Units | None) -> bool:
    if left.measure != right.measure or left.kind != right.kind:
        return False
    if left.unit == right.unit:
        return True
    one, other = scale(left, units=units), scale(right, units=units)
    return one.dimension != "" and one.dimension == other.dimension


def _values(
    left: Claim, right: Claim, one: Columns, other: Columns, *, place: str, units: Units | None
) -> Iterator[str]:
    here = scale(left, units=units)
    unit = f" {left.unit.replace('_', ' ')}" if left.unit else ""
    for claim, read in ((left, one), (right, other)):
        if claim.unit != left.unit and read.stated is not None:
            yield f"{claim.written} are {number(_rounded(here.back(read.stated)), place)}{unit}."
        if (allowed := _allowed(read.interval, here, place)) is not None:
            yield f"“{claim.written}” allows {allowed}{unit}."
    if one.interval.dated and other.interval.dated:
        yield from _days_apart(one.interval, other.interval, place)
    elif one.stated is not None and other.stated is not None:
        yield _difference(left, right, here.back(one.stated), here.back(other.stated), unit, place)


def _allowed(interval: Interval, here: Scale, place: str) -> str | None:
    """Return which values an interval holds; None for one value alone, for dates and for words."""
    low, high = interval.low, interval.high
    if interval.dated or interval.text is not None or low == high:
        return None
    least, most = (number(_rounded(here.back(end)), place) if end is not None else "" for end in (low, high))
    if high is None:
        return f"{least} and more" if interval.ends[0] == "[" else f"all that is more than {least}"
    if low is None:
        return f"{most} and less" if interval.ends[1] == "]" else f"all that is less than {most}"
    return f"{least} to {most}" if interval.ends[1] == "]" else f"{least} to just under {most}"


def _difference(left: Claim, right: Claim, one: Decimal, other: Decimal, unit: str, place: str) -> str:
    apart = abs(other - one)
    mine, others = left.written or number(one, place), right.written or number(other, place)
    if apart == 0:
        return "Both state one value." if mine == others else f"{others} and {mine} are one value."
    share = f" ({_share(apart / abs(one) * 100, place)} %)" if one and left.unit != "percent" else ""
    if left.unit == "percent":
        unit = f" percentage point{'s' if apart != 1 else ''}"
    how_much = number(_rounded(apart, digits=3), place) + unit
    return f"{others} is {how_much} {'more' if other > one else 'less'} than {mine}{share}."


def _days_apart(one: Interval, other: Interval, place: str) -> Iterator[str]:
    if one.low is not None and other.low is not None and one.low == one.high and other.low == other.high:
        apart = abs(int(other.low - one.low))
        if apart:
            yield f"The dates lie {number(apart, place)} day{'s' if apart > 1 else ''} apart."


def _times(left: Claim, right: Claim, one: Columns, other: Columns, *, place: str) -> Iterator[str]:
    mine, others = period(left, place), period(right, place)
    if not (mine and others):
        return
    if mine == others:
        yield f"Both speak of one time: {mine}."
    elif one.start is not None and other.start is not None and (apart := _gap(one, other)) > 0:
        yield f"They speak of two times, {number(apart, place)} day{'s' if apart > 1 else ''} apart: {mine}; {others}."
    else:
        yield f"The times they speak of meet: {mine}; {others}."


def _gap(one: Columns, other: Columns) -> int:
    """Return the days from the end of the earlier to the beginning of the later; 0 where they meet."""
    first, then = sorted((one, other), key=lambda read: read.start or dt.date.min)
    return (then.start - first.until).days + 1 if then.start and first.until and then.start >= first.until else 0


def _rounded(value: Decimal, *, digits: int = 5) -> Decimal:
    """Return a computed value with so many digits at least, and no more decimals than those need."""
    return round(value, max(0, digits - 1 - value.adjusted())) if value else value


def _share(value: Decimal, place: str) -> str:
    return number(round(value, 1 if value >= 1 else 2), place)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words[-1:] in ".”!?" else ".")
