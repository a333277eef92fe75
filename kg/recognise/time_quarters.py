"""Number → the quarter or half year that it counts: of a calendar year, of a fiscal one, or of one told by its end."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import Clock
from kg.recognise.time_dates import number_of, year_of
from kg.recognise.time_phrases import Phrase

_TO_APRIL = 9  # months from an April to the end of the year before which a fiscal year is called


class Part(NamedTuple):
    """A quarter or a half of a year yet to be found."""

    number: int
    is_half: bool
    april: bool  # of a year that begins in April
    spans: bool  # of one called by both its years: "the second quarter of fiscal year 2023-24"

    @property
    def months(self) -> int:
        """How many months it has."""
        return 6 if self.is_half else 3

    @property
    def unit(self) -> Literal["quarter", "half"]:
        """What the calendar calls it."""
        return "half" if self.is_half else "quarter"

    def of(self, year: int) -> Period:
        """Return the part of a year."""
        fiscal = self.april or self.spans
        if fiscal and self.is_half:
            begin = calendar.shifted(calendar.month(year, 6 * self.number - 5), -_TO_APRIL, "month")
            return calendar.months(begin.start, calendar.shifted(begin, 6, "month").start, "half")
        made = calendar.half(year, self.number) if self.is_half else calendar.quarter(year, self.number)
        return calendar.shifted(made, -_TO_APRIL, "month") if fiscal else made

    def until(self, last: Period) -> Period:
        """Return the part that ends with a period, of months of its own where no quarter of the calendar ends then."""
        period = calendar.containing(last.start, self.unit)
        if period.end == last.end:
            return period
        first = calendar.shifted(last, 1 - self.months, "month").start
        return calendar.months(first, last.end, self.unit)


def part_of(phrase: Phrase, clock: Clock) -> Part | None:
    """Return the part that a phrase counts: "the third quarter", "first half", "Q3", "the last quarter"."""
    code = phrase.value("quartercode")
    number = int(code.strip("qh")) if code else number_of(phrase.value("ordinal", "nth"))
    is_half = phrase.has("half") or (code is not None and "h" in code)
    if phrase.has("last", "latest") and number is None:
        number = 2 if is_half else 4  # "the last quarter of 1989"
    if number is None or not 1 <= number <= (2 if is_half else 4):
        return None
    april = clock.april and (phrase.has("fiscal", "fiscalcode") or year_of(phrase) is None)
    return Part(number, is_half, april, spans=phrase.has("year") and phrase.has("int"))


def three_months(period: Period) -> bool:
    """Say whether a period is three whole months."""
    return period.start.day == 1 == period.end.day and calendar.shifted(period, 3, "month").start == period.end


def closed(closing: tuple[int, dt.date], number: int) -> Period:
    """Return a quarter of the fiscal year of which so many months were over on a day, the last to begin before it."""
    months, end = closing
    away = 3 * number - months
    last = calendar.shifted(calendar.month(end.year, end.month), (away if away <= 0 else away - 12) - 1, "month")
    return calendar.months(calendar.shifted(last, -2, "month").start, last.end, "quarter")
