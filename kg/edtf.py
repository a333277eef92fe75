"""An EDTF string → the half-open interval of days it covers, and how finely it was stated (ISO 8601-2:2019, level 1).

Times of day are read for their day; ``~`` and ``?`` widen nothing but are accepted (the granularity says how wide a
date is). Unreadable strings give ``None``: unknown is a value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_SEASONS = {  # code → (first month, months); 21–24 spring … winter (northern), 33–36 quarters, 40–41 halves
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    40: (1, 6),
    41: (7, 6),
}
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.{0,40})?)?))?[~?%]?"
)
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(?P<hour>[01]\d|2[0-3])(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?)?[~?%]?")
_UNSPECIFIED = re.compile(r"(?P<digits>\d{2,3})(?P<x>X{1,2})[~?%]?")


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``start`` to ``until`` (not included); ``None`` where open."""

    start: date | None
    until: date | None
    granularity: str


def days(edtf: str) -> Days | None:
    """Return the days an EDTF string covers, or None where it cannot be read.

    >>> days("2019-Q3")
    Days(start=datetime.date(2019, 7, 1), until=datetime.date(2019, 10, 1), granularity='quarter')
    >>> days("2023-10-18/..").until is None
    True
    >>> days("soon") is None
    True
    """
    first, slash, last = edtf.strip().partition("/")
    if not slash:
        return _single(first)
    begin, end = _single(first), _single(last)
    if (begin is None and first not in {"", ".."}) or (end is None and last not in {"", ".."}):
        return None
    return Days(None if begin is None else begin.start, None if end is None else end.until, "span")


def clock(edtf: str) -> tuple[str, str] | None:
    """Return the first and the last minute that a time of day covers, as precisely as it is told.

    An hour is all of it, half hours are told to the quarter, what else ends in 5 or 0 to less than five minutes. None
    for what is no time of day, or one in a zone: others tell the same by their own clocks.

    >>> clock("2021-02-03T04:17"), clock("2021-02-03T04:30"), clock("2021-02-03T04")
    (('04:17', '04:17'), ('04:16', '04:44'), ('04:00', '04:59'))
    >>> clock("2021-02-03T04:17+01:00"), clock("2021-02-03")
    (None, None)
    """
    found = _CLOCK.fullmatch(edtf.strip())
    if found is None:
        return None
    if found["minute"] is None:
        return f"{found['hour']}:00", f"{found['hour']}:59"
    minute = int(found["hour"]) * 60 + int(found["minute"])
    slack = 14 if minute % 30 == 0 else 4 if minute % 5 == 0 else 0
    first, last = max(0, minute - slack), min(24 * 60 - 1, minute + slack)
    return f"{first // 60:02}:{first % 60:02}", f"{last // 60:02}:{last % 60:02}"


def _single(text: str) -> Days | None:
    found = _DATE.fullmatch(text)
    try:
        if found is not None:
            return _of(found)
        decade = _UNSPECIFIED.fullmatch(text)
        if decade is None or len(decade["digits"]) + len(decade["x"]) != 4:
            return None
        width = 10 ** len(decade["x"])
        year = int(decade["digits"]) * width
        return Days(date(year, 1, 1), date(year + width, 1, 1), "decade" if width == 10 else "century")
    except (ValueError, OverflowError):  # 2023-02-30, year 0000: a date that is not in the calendar
        return None


def _of(found: re.Match[str]) -> Days:
    year = int(found["year"])
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        return Days(monday, monday + timedelta(7), "week")
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return Days(day, day + timedelta(1), "day")
    if found["quarter"]:
        return _months(year, int(found["quarter"]) * 3 - 2, 3, "quarter")
    if found["month"]:
        month = int(found["month"])
        if month in _SEASONS:
            first, length = _SEASONS[month]
            return _months(
                year,
                first,
                length,
                {3: "season", 6: "half"}[length] if month < 33 else "quarter" if length == 3 else "half",
            )
        monthrange(year, month)  # refuses month 13
        return _months(year, month, 1, "month")
    return _months(year, 1, 12, "year")


def _months(year: int, month: int, count: int, granularity: str) -> Days:
    after = month - 1 + count
    return Days(date(year, month, 1), date(year + after // 12, after % 12 + 1, 1), granularity)
