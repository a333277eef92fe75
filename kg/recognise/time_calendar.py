"""Calendar periods and their EDTF (ISO 8601-2:2019): what times are resolved to. Knows no words."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Literal

from kg.values import dataclass

PeriodUnit = Literal[
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century", "range"
]
Phase = Literal["early", "mid", "late"]

_DAY = dt.timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 12, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, half-open, with the EDTF that keeps its granularity."""

    edtf: str
    start: dt.date
    end: dt.date
    unit: PeriodUnit

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.end - _DAY

    def clipped(self, phase: Phase) -> Period:
        """Return the first, middle or last third of the period under the same EDTF.

        Of a month these are its days 1–10, 11–20 and 21 on; of a decade the years 0–3, 4–6 and 7–9.

        >>> month(2023, 6).clipped("early").end
        datetime.date(2023, 6, 11)
        """
        if self.unit == "month":
            cuts = [self.start, self.start.replace(day=11), self.start.replace(day=21), self.end]
        elif self.unit == "decade":
            cuts = [self.start, *(dt.date(self.start.year + years, 1, 1) for years in (4, 7)), self.end]
        else:
            days = (self.end - self.start).days
            cuts = [self.start, self.start + days // 3 * _DAY, self.start + (days - days // 3) * _DAY, self.end]
        index = ("early", "mid", "late").index(phase)
        return replace(self, start=cuts[index], end=cuts[index + 1]) if cuts[index] < cuts[index + 1] else self


def day(date: dt.date) -> Period:
    """Return one day."""
    return Period(date.isoformat(), date, date + _DAY, "day")


def span(start: dt.date, end: dt.date, unit: PeriodUnit = "range") -> Period:
    """Return the days from start to end, half-open; its EDTF names the last day.

    >>> span(dt.date(2006, 11, 5), dt.date(2006, 11, 14)).edtf
    '2006-11-05/2006-11-13'
    """
    return Period(f"{start.isoformat()}/{(end - _DAY).isoformat()}", start, end, unit)


def months(first: dt.date, end: dt.date, unit: PeriodUnit = "range") -> Period:
    """Return the months from the first of one up to the first of another; its EDTF names the first and the last.

    >>> months(dt.date(2008, 8, 1), dt.date(2008, 11, 1)).edtf
    '2008-08/2008-10'
    """
    return Period(f"{first:%Y-%m}/{end - _DAY:%Y-%m}", first, end, unit)


def week(date: dt.date) -> Period:
    """Return the week, Monday to Sunday, that holds the day."""
    monday = date - date.weekday() * _DAY
    return span(monday, monday + 7 * _DAY, "week")


def weekend(date: dt.date) -> Period:
    """Return the Saturday and Sunday of the week that holds the day."""
    saturday = date + (5 - date.weekday()) * _DAY
    return span(saturday, saturday + 2 * _DAY, "weekend")


def month(year_: int, number: int) -> Period:
    """Return a month; a number outside 1–12 counts on from January.

    >>> month(2022, 0).edtf
    '2021-12'
    """
    return _months(year_, number, 1, "month")


def quarter(year_: int, number: int) -> Period:
    """Return a quarter of the calendar year, written as the sub-year groupings 33–36.

    >>> quarter(2019, 3).edtf
    '2019-35'
    """
    return _months(year_, 3 * number - 2, 3, "quarter")


def half(year_: int, number: int) -> Period:
    """Return a half of the calendar year, written as the sub-year groupings 40 and 41."""
    return _months(year_, 6 * number - 5, 6, "half")


def season(year_: int, code: int) -> Period:
    """Return a season of the northern half: 21 spring, 22 summer, 23 autumn, 24 the winter that begins in the year.

    >>> season(2023, 24).end
    datetime.date(2024, 3, 1)
    """
    return replace(_months(year_, 3 * (code - 20), 3, "season"), edtf=f"{year_:04d}-{code}")


def year(number: int) -> Period:
    """Return a calendar year."""
    return _months(number, 1, 12, "year")


def decade(first: int) -> Period:
    """Return the ten years from the first, as in "the 1990s"."""
    return Period(
        f"{first // 10:03d}X", dt.date(first // 10 * 10, 1, 1), dt.date(first // 10 * 10 + 10, 1, 1), "decade"
    )


def century(number: int) -> Period:
    """Return a century as it is spoken of: the 19th is 1800 to 1899."""
    first = 100 * (number - 1)
    return Period(f"{number - 1:02d}XX", dt.date(max(first, 1), 1, 1), dt.date(first + 100, 1, 1), "century")


def _months(year_: int, first: int, count: int, unit: PeriodUnit) -> Period:
    start, end = _first_of(year_, first), _first_of(year_, first + count)
    edtf = f"{start.year:04d}"
    if unit == "month":
        edtf += f"-{start.month:02d}"
    elif unit in ("quarter", "half"):
        edtf += f"-{(33 if unit == 'quarter' else 40) + (start.month - 1) // count}"
    return Period(edtf, start, end, unit)


def _first_of(year_: int, number: int) -> dt.date:
    years, index = divmod(number - 1, 12)
    return dt.date(year_ + years, index + 1, 1)


def containing(date: dt.date, unit: str) -> Period:
    """Return the period of a unit that holds the day.

    >>> containing(dt.date(1998, 8, 7), "quarter").edtf
    '1998-35'
    """
    if unit == "day":
        return day(date)
    if unit == "week":
        return week(date)
    if unit == "weekend":
        return weekend(date)
    if unit == "month":
        return month(date.year, date.month)
    if unit == "quarter":
        return quarter(date.year, (date.month + 2) // 3)
    if unit == "half":
        return half(date.year, 1 if date.month < 7 else 2)
    if unit == "season":  # January and February belong to the winter that began the year before
        return season(date.year - (date.month < 3), 20 + (date.month // 3 or 4))
    if unit == "year":
        return year(date.year)
    if unit == "decade":
        return decade(date.year)
    return century(date.year // 100 + 1)


def shifted(period: Period, count: int, unit: str) -> Period:
    """Return the period moved by so many units, at its own granularity.

    >>> shifted(day(dt.date(2024, 3, 31)), -1, "month").edtf
    '2024-02-29'
    >>> shifted(quarter(1989, 3), -1, "year").edtf
    '1988-35'
    """
    if unit in ("day", "week", "weekend"):
        moved = period.start + count * (1 if unit == "day" else 7) * _DAY
        if period.unit in ("day", "week", "weekend"):
            return containing(moved, period.unit)
        return day(moved)
    away = count * _MONTHS[unit]
    first = _first_of(period.start.year, period.start.month + away)
    if period.unit == "year" and away % 12 == 0 and period.edtf.isdigit():  # a fiscal year keeps its months
        last_month = _first_of(period.end.year, period.end.month + away)
        ends = last_month if period.end.day == 1 else last_month.replace(day=min(period.end.day, 28))
        return Period(f"{int(period.edtf) + away // 12:04d}", first, ends, "year")
    if "/" in period.edtf and period.start.day == period.end.day == 1:  # months that no calendar unit is made of
        return months(first, _first_of(period.end.year, period.end.month + away), period.unit)
    if period.unit in _MONTHS:
        return containing(first, period.unit)
    last = (_first_of(first.year, first.month + 1) - _DAY).day
    return containing(first.replace(day=min(period.start.day, last)), "day" if period.unit == "range" else period.unit)


def weekday_near(date: dt.date, number: int, *, ahead: bool, same: bool = True) -> dt.date:
    """Return the weekday (1 Monday … 7 Sunday) last before the date, or first after it; ``same`` counts the date.

    >>> weekday_near(dt.date(1998, 8, 11), 5, ahead=False)
    datetime.date(1998, 8, 7)
    """
    away = (number - date.isoweekday()) % 7 if ahead else (date.isoweekday() - number) % 7
    away = away or (0 if same else 7)
    return date + (away if ahead else -away) * _DAY


def holiday(year_: int, rule: str) -> dt.date:
    """Return the day of a holiday in a year; ontology/times.ttl describes the rules.

    >>> holiday(1999, "on:11:22:4"), holiday(2024, "easter:-2")
    (datetime.date(1999, 11, 25), datetime.date(2024, 3, 29))
    """
    kind, *numbers = rule.split(":")
    values = [int(number) for number in numbers]
    if kind == "easter":
        return _easter(year_) + values[0] * _DAY
    date = dt.date(year_, values[0], values[1])
    return weekday_near(date, values[2], ahead=True) if kind == "on" else date


def _easter(year_: int) -> dt.date:
    # The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    golden, (hundreds, rest) = year_ % 19, divmod(year_, 100)
    epact = (19 * golden + hundreds - hundreds // 4 - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    number, index = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year_, number, index + 1)


_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[^/]*)?([~?%]?)\Z")


def published(edtf: str | None) -> tuple[Period | None, bool]:
    """Return the period of an article's date and whether it is certain; ``None`` where it has none that we can read.

    >>> published("2023-07-13~")[0].edtf, published("2023-07-13~")[1]
    ('2023-07-13', False)
    """
    found = _PUBLISHED.match(edtf.split("/")[0].strip() if edtf else "")
    if found is None or edtf is None:
        return None, False
    number, month_, day_, mark = found.groups()
    try:
        if day_:
            period = day(dt.date(int(number), int(month_), int(day_)))
        else:
            period = month(int(number), int(month_)) if month_ and 1 <= int(month_) <= 12 else year(int(number))
    except (ValueError, OverflowError):
        return None, False
    return period, not mark and "/" not in edtf
