"""Quarter and the day it ended on → its own months: "the first quarter ended April 30" is February to April."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from kg.extract.frame import Frame
from kg.extract.intervals import reporting
from kg.extract.words import vocabulary
from kg.model import Mention, Time

_ENDED = vocabulary("ended ending")
_NEAR = 4  # words between a quarter and the day it ended on
_MONTH = 31  # days
_CLOSING = ("fiscal", 0)


def closing(frame: Frame) -> tuple[Mention | None, int]:
    """Return the time that only tells when a quarter ended, and the months by which the quarter is moved."""
    found: tuple[Mention | None, int] | None = frame.memo.get(_CLOSING)
    if found is None:
        found = frame.memo[_CLOSING] = (
            (None, 0) if len(frame.times) < 2 or _ENDED.isdisjoint(frame.lows) else _closing(frame)
        )
    return found


def _closing(frame: Frame) -> tuple[Mention | None, int]:
    for quarter, day in pairwise(frame.times):
        one, other = quarter.value, day.value
        if not isinstance(one, Time) or not isinstance(other, Time) or not reporting(one) or one.end is None:
            continue
        between = frame.lows[frame.range(quarter.span)[1] : frame.range(day.span)[0]]
        if len(between) > _NEAR or _ENDED.isdisjoint(between) or other.start is None or other.end is None:
            continue
        if (other.end - other.start).days <= _MONTH:
            last = one.end - dt.timedelta(days=1)
            return day, 12 * (other.start.year - last.year) + other.start.month - last.month
    return None, 0


def fiscal(frame: Frame, time: Time) -> Time:
    """Return a quarter or year as the fiscal one that its sentence tells, any other time as it is."""
    _, months = closing(frame)
    if not months or not reporting(time) or time.start is None or time.end is None:
        return time
    return replace(time, edtf=None, start=moved(time.start, months), end=moved(time.end, months))


def moved(day: dt.date, months: int) -> dt.date:
    """Return the first of a month some months later.

    >>> moved(dt.date(2018, 10, 1), 4)
    datetime.date(2019, 2, 1)
    """
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)
