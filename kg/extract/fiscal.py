"""Quarter and the day it ended on → its own months: "the first quarter ended April 30" is February to April."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import replace
from itertools import pairwise

from kg.edtf import days
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.intervals import reporting
from kg.extract.words import vocabulary
from kg.model import Mention, Time

_ENDED = vocabulary("ended ending")
_REPORTED = vocabulary("results result earnings profit profits income loss revenue sales")
_FIGURES = vocabulary("results result figures numbers report earnings")
_PERIODS = {"quarterly": 3, "holiday-quarter": 3, "half-year": 6, "half-yearly": 6}  # months
_NEXT = 4  # words from "quarterly" to what is reported
_NEAR = 4  # words between a quarter and the day it ended on
_STREAK, _PERIOD_WORDS = "streak", vocabulary("month quarter year months quarters years")
_WEEK = 7
_MONTH, _YEARS = 31, 400  # days
_RECALLED = vocabulary("recall recalls recalled recalling")
_CLOSING = ("fiscal", 0)
_FIRMS = frozenset({"Organisation", "Product", "Person"})
_WHY = vocabulary("after as following despite because amid")


def closing(frame: Frame) -> tuple[Mention | None, int]:
    """Return the time that only tells when a quarter ended, and the months by which the quarter is moved."""
    found: tuple[Mention | None, int] | None = frame.memo.get(_CLOSING)
    if found is None:
        found = frame.memo[_CLOSING] = (
            (None, 0) if len(frame.times) < 2 or _ENDED.isdisjoint(frame.distinct) else _closing(frame)
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


def quarterly(frame: Frame, published: str | None) -> Time | None:
    """Return the last whole quarter or half year, where a sentence reports one as such: "posted a quarterly profit"."""
    at = next((i for i, low in enumerate(frame.lows) if low in _PERIODS), -1) if published else -1
    today = days(published) if published and at >= 0 else None
    if today is None or today.start is None:
        return None
    if _REPORTED.isdisjoint(frame.lows[at + 1 : at + 1 + _NEXT]):
        return None  # "its quarterly payout"
    end = today.start.replace(month=3 * ((today.start.month - 1) // 3) + 1, day=1)
    return Time(None, moved(end, -_PERIODS[frame.lows[at]]), end)


def announced(frame: Frame) -> bool:
    """Say whether a sentence tells of the results of a quarter or year: "its second-quarter figures beat forecasts"."""
    ends = [frame.range(m.span)[1] for m in frame.times if isinstance(m.value, Time) and reporting(m.value)]
    return any(frame.lower(i) in _FIGURES for end in ends for i in (end, end + 1))


def of_firm(chosen: Chosen | None) -> bool:
    """Say whether a measure is one of firms alone, as profits and sales are."""
    classes = chosen.measure.subject_classes if chosen is not None and chosen.measure is not None else ()
    return "Organisation" in classes and _FIRMS.issuperset(classes)


def unfit(frame: Frame, mention: Mention, last: int, chosen: Chosen | None, uses: tuple[Set[str], Set[str]]) -> bool:
    """Say whether a time cannot be that of a value that ends at token ``last``, however near it stands.

    ``uses`` are the measures that are told daily, and those of what is paid on a day. Other figures of a period that
    firms have are of no day: "shares fell on Tuesday after it reported a profit of $3 million". What is told daily is
    of no quarter that tells why: "fell 4 percent after a loss in its third quarter".
    """
    time = mention.value
    if chosen is None or chosen.measure is None or not isinstance(time, Time) or time.start is None or time.end is None:
        return False
    at = frame.at(mention.span.start)
    if chosen.name == _STREAK and not _PERIOD_WORDS.isdisjoint(frame.lows[last : last + _NEAR]):
        return (time.end - time.start).days <= _WEEK  # "said on Monday … for the tenth straight month"
    if not _RECALLED.isdisjoint(frame.distinct) and (time.end - time.start).days > _YEARS:
        return True  # "recalls 9,000 cars from 2012 through 2016": when they were made
    base = chosen.name.removesuffix("Change")
    if chosen.measure.temporality == "period" and of_firm(chosen) and base not in uses[0] and base not in uses[1]:
        ended = frame.lower(at - 1) in _ENDED  # "the half year ended September 30"
        return (time.end - time.start).days == 1 and time.point == "in" and not ended
    if base in uses[0] and reporting(time):
        on = any(frame.lows[i] == "on" and i + 1 not in frame.timed for i in range(last, at - 1))
        return on or frame.lower(at - 1) == "on" or not _WHY.isdisjoint(frame.lows[last:at])
    return False


def moved(day: dt.date, months: int) -> dt.date:
    """Return the first of a month some months later.

    >>> moved(dt.date(2018, 10, 1), 4)
    datetime.date(2019, 2, 1)
    """
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)
