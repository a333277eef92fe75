"""Phrase → Reading, for the counted parts of a week or a month: "Thursday last week", "the first week of May"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import UNKNOWN, Clock, Reading
from kg.recognise.time_dates import number_of, placed
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_words import CODES

_NARRATIVE = 3  # days from the article's that a report tells of


def day_of_week(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "on Thursday last week", "Monday of this week"."""
    week = clock.current("week")
    if phrase.value("unit") != "week" or week is None:
        return None if week is not None else UNKNOWN
    step = -1 if phrase.has("last", "past") else 1 if phrase.has("next", "coming") else 0
    day = week.start + dt.timedelta(days=7 * step + int(phrase.value("weekday") or 1) - 1)
    return Reading(calendar.day(day), confidence=0.9 if clock.certain else 0.7)


def part_of_month(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the first week of May", "the last week of March", "the second half of June", "the first day of July"."""
    number = _counted(phrase)
    unit = "half" if phrase.has("half") else phrase.value("unit")
    if unit not in ("day", "week", "half"):
        return None

    def make(month: Period) -> Period:
        return _part(month, unit, number)

    return _of_month(phrase, clock, make)


def weekday_of_month(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the third Sunday of May", "the last Friday in March"."""
    number, weekday = _counted(phrase), int(phrase.value("weekday") or 1)

    def make(month: Period) -> Period:
        if number < 0:
            return calendar.day(calendar.weekday_near(month.last, weekday, ahead=False))
        first = calendar.weekday_near(month.start, weekday, ahead=True)
        day = first + dt.timedelta(days=7 * (number - 1))
        if day >= month.end:
            raise ValueError("the month has no such weekday")
        return calendar.day(day)

    return _of_month(phrase, clock, make)


def day_of_event(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "on the second day of the talks": the day that the sentence tells of, else the article's."""
    if clock.today is None or phrase.value("unit") != "day":
        return None
    told = clock.near  # the day the same sentence tells of
    if told is not None and told.unit == "day" and abs((clock.today - told.start).days) <= _NARRATIVE:
        return Reading(calendar.day(told.start), basis="anchored", confidence=0.5)
    return Reading(calendar.day(clock.today), basis="anchored", confidence=0.5)


def _counted(phrase: Phrase) -> int:
    """Return which one is meant; -1 is the last."""
    number = number_of(phrase.value("ordinal", "nth"))
    return -1 if number is None else number


def _of_month(phrase: Phrase, clock: Clock, make: Callable[[Period], Period]) -> Reading | None:
    month = int(phrase.value("month") or 0)
    at = next(at for at in range(phrase.first, phrase.last) if phrase.words.codes[at] == CODES["month"])
    found = placed(replace(phrase, first=at), clock, lambda year: calendar.month(year, month))
    if found is None or found.period is None:
        return found
    return replace(found, period=make(found.period), yearless=None)


def _part(month: Period, unit: str, number: int) -> Period:
    days = (month.end - month.start).days
    if unit == "half":
        middle = month.start + dt.timedelta(days=15)
        return calendar.span(month.start, middle) if number == 1 else calendar.span(middle, month.end)
    size = 1 if unit == "day" else 7
    if number < 0:
        return _days(month.end - dt.timedelta(days=size), size)
    if not 0 < number * size <= days:
        raise ValueError("the month has no such part")
    return _days(month.start + dt.timedelta(days=size * (number - 1)), size)


def _days(start: dt.date, size: int) -> Period:
    return calendar.day(start) if size == 1 else calendar.span(start, start + dt.timedelta(days=size))
