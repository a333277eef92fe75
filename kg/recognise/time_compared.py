"""Phrase → Reading, for times that figures are compared with: "a year earlier", "the same month last year"."""

from __future__ import annotations

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import UNKNOWN, Clock, Phrase, Reading
from kg.recognise.time_lengths import unit_of, year_after


def year_earlier(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "year-earlier", "the year-ago quarter", "the comparable period": a year before the period in question."""
    unit = unit_of(phrase)
    if unit not in (None, "month", "quarter"):
        return None
    year = year_after(phrase, clock)
    if unit == "month":
        return _month_earlier(clock, year)
    if year is not None:  # "the same period last year", "the corresponding quarter of 1988"
        base = clock.period if clock.period is not None and clock.period.unit in _REPORTED else month_told(clock)
        if base is None and unit == "quarter" and (now := clock.current("quarter")) is not None:
            base = calendar.shifted(now, -1, "quarter")  # the last whole one
        away_from = year - base.start.year if base is not None else 0
        period = calendar.shifted(base, away_from, "year") if base is not None else calendar.year(year)
        return Reading(period, confidence=0.6, compared=True)
    if unit == "quarter" and (clock.period is None or clock.period.unit != "quarter"):
        base = clock.current("quarter")
        return Reading(calendar.shifted(base, -5, "quarter"), confidence=0.5, compared=True) if base else UNKNOWN
    told = compared(phrase, clock)
    if told is not None:
        return told
    base = clock.current("year")
    return Reading(calendar.shifted(base, -1, "year"), confidence=0.6, compared=True) if base else UNKNOWN


def _month_earlier(clock: Clock, year: int | None) -> Reading | None:
    """Read "the year-ago month", "the same month last year": of the month just told of, else of the last one."""
    base = clock.near if clock.near is not None and clock.near.unit == "month" else None
    if base is None and (now := clock.current("month")) is not None:
        base = calendar.shifted(now, -1, "month")
    if base is None:
        return UNKNOWN
    away_from = year - base.start.year if year is not None else -1
    if away_from >= 0 and year is not None:
        return Reading(calendar.month(year, base.start.month), confidence=0.5, compared=True)
    return Reading(calendar.shifted(base, away_from, "year"), confidence=0.6, compared=True)


def month_told(clock: Clock) -> Period | None:
    """Return the month that was told last, where figures of it are news: one of the last few."""
    told = clock.anchor
    if told is None or told.unit != "month" or clock.now is None:
        return None
    return told if 0 <= (clock.now.start - told.start).days <= _FRESH else None


_FRESH = 100  # days
_REPORTED = ("quarter", "half", "range")  # "range": the first nine months


def compared(phrase: Phrase, clock: Clock) -> Reading | None:
    """Return the period that "a year earlier" compares with: that of the figures, at their granularity.

    "A year ago" counts from the article, so that only a recent quarter or half year, or a month beside it, moves it.
    """
    base = (
        clock.near
        if clock.near is not None and clock.near.unit in ("month", "quarter", "half", "year")
        else clock.period or month_told(clock)
    )
    if base is None:
        return None
    if phrase.has("ago") and (clock.now is None or base.unit == "year" or (clock.now.start - base.start).days > 400):
        return None
    return Reading(calendar.shifted(base, -1, "year"), basis="anchored", confidence=0.7, compared=True)
