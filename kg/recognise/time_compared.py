"""Phrase → Reading, for times that figures are compared with: "a year earlier", "the same month last year"."""

from __future__ import annotations

import re

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import UNKNOWN, Clock, Reading
from kg.recognise.time_lengths import unit_of, year_after
from kg.recognise.time_phrases import Phrase


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


def year_over(phrase: Phrase, clock: Clock, base: Period) -> Reading | None:
    """Read "the year", "the end of the year" where the year that figures are told of was over when they were told."""
    told, now, before = clock.period, clock.now, phrase.word_before()
    over = told is not None and told.unit == "year" and told.end <= base.start
    if told is not None and over and before == "for":
        return Reading(told, basis="anchored", confidence=0.6)
    over = over and told is not None and told.end == base.start
    if now is None or now.start.month > _REPORTING or phrase.tense() != "past":
        return None
    end = phrase.has("edge", "yearend")
    if told is not None and over and (before in _DURING or end) and (not end or _HAD.search(_around(phrase))):
        return Reading(told, basis="anchored", confidence=0.6)  # "by the end of the year it had sold 4 million"
    if before == "for" and phrase.first == 1:  # "For the full year, it made"
        return Reading(calendar.shifted(base, -1, "year"), confidence=0.6)
    return None


def _around(phrase: Phrase) -> str:
    words = phrase.words
    start, end = words.starts[phrase.first], words.ends[phrase.last - 1]
    return words.text[max(0, start - _NEAR) : end + _NEAR]


def month_told(clock: Clock) -> Period | None:
    """Return the month that was told last, where figures of it are news: one of the last few."""
    told = clock.anchor
    if told is None or told.unit != "month" or clock.now is None:
        return None
    return told if 0 <= (clock.now.start - told.start).days <= _FRESH else None


_FRESH = 100  # days
_REPORTING = 4  # the month until which firms report of the year before
_DURING, _HAD = frozenset({"during", "in", "over", "of"}), re.compile(r"\b(?:had|stood|totalled|totaled|numbered)\b")
_NEAR = 30  # characters
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
