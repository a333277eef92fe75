"""Readings of a sentence → readings: "from … to …", "April 24 and 25", "the day after …" take two expressions each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import Point, Reading, made
from kg.recognise.time_dates import number_of
from kg.recognise.time_lengths import count_of, unit_of
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_words import CODES, expanded
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase, the rule that found it, how it was read, and what it is the end of."""

    phrase: Phrase
    rule: str
    reading: Reading
    point: Point = "in"


_NEXT_DAY = re.compile(
    expanded(
        "(?P<joint>[{hyphen}{dash}{to}{and}]){the}?(?P<day>[{int}{nth}])(?:{comma}?(?P<year>{year}))?"
        "(?:(?<=[{hyphen}{dash}]{int})(?={word})|"
        "(?![{word}{hyphen}{percent}{unit}{units}{clockunit}{big}{month}{verb}{number}]))"
    )
)
_LAST_DAY = re.compile(
    expanded(
        "(?P<joint>[{hyphen}{dash}{to}{and}]){the}?(?P<day>[{int}{nth}])(?:{comma}?(?P<year>{year}))?"
        "(?![{percent}{unit}{units}{clockunit}{big}{month}{number}])"
    )
)
_AMONG = re.compile(r"\s(?:among|using|with|by|via|in|at|across|on|for|and)\b")  # "Jan. 16 to 20 among 900 adults"
_JOINT = re.compile(expanded(r"[{to}{hyphen}{dash}{until}{and}]{the}?\Z"))


def other_days(found: Found) -> Iterator[Found]:
    """Yield what "and 25" or "-13" after "April 24" adds: the other day, and the span of both where they are joined."""
    words, period = found.phrase.words, found.reading.period
    if period is None or period.unit != "day" or found.rule != "date" or "T" in period.edtf:
        return
    opened = found.phrase.word_before() in ("from", "between")  # "from Oct. 10 to 13 among 1,850 adults"
    match = (_LAST_DAY if opened else _NEXT_DAY).match(words.codes, found.phrase.last)
    if match is None and not opened and (late := _LAST_DAY.match(words.codes, found.phrase.last)) is not None:
        match = late if _AMONG.match(words.text, words.ends[late.end() - 1]) else None
    number = number_of(words.values[match.start("day")]) if match else None
    if match is None or number is None or not 1 <= number <= 31:
        return
    try:
        first = period.start.replace(year=int(words.values[match.start("year")])) if match["year"] else period.start
        second = calendar.day(first.replace(day=number))
    except (ValueError, OverflowError):
        return
    reading = replace(found.reading, yearless=None)
    if match["year"]:
        reading = replace(reading, period=calendar.day(first), basis="stated", confidence=0.98)
        found = replace(found, reading=reading)
    joined = match["joint"] != CODES["and"] or found.phrase.before("between")
    if first >= second.start:
        return
    if joined:
        whole = Phrase(words, found.phrase.first, match.end())
        yield Found(whole, "range", replace(reading, period=calendar.span(first, second.end)))
    yield replace(found, reading=reading, point="since" if joined else "in")
    last = Phrase(words, match.start("day"), match.end())
    yield Found(last, "other-day", replace(reading, period=second), "until" if joined else "in")


def ranges(found: Sequence[Found]) -> list[Found]:
    """Return the readings of a sentence with the ranges they form, each before its ends."""
    result: list[Found] = []
    for item in found:
        before = result[-1] if result else None
        result.append(item)
        if before is None:
            continue
        if _stands_beside(before, item):
            result[-2:] = [_beside(before, item), item]
        elif (pair := _range(before, item)) is not None:
            result[-2:] = pair
    return [item for item in result if item.rule != "beside" or (item.reading.kind == "date" and item.reading.period)]


def _gap(before: Found, item: Found) -> str:
    return before.phrase.words.codes[before.phrase.last : item.phrase.first]


def _range(before: Found, item: Found) -> list[Found] | None:
    if before.reading.kind != "date" or item.reading.kind != "date":
        return None
    if before.rule in ("range", "years", "days-month") or item.rule == "other-day":
        return None
    gap = _gap(before, item)
    joint = _JOINT.match(gap)
    if joint is None:
        return None
    between = before.phrase.before("between")
    if gap[0] == CODES["and"] and not between:
        return None
    if gap[0] in (CODES["to"], CODES["until"]) and not (before.phrase.before("from") or before.rule == item.rule):
        return None
    ends = _ordered(before.reading, item.reading)
    if ends is None:
        return None
    if item.phrase.value("weekday") is not None:
        ends = ends[0], _first_after(ends[0], ends[1])
    first = replace(before, reading=ends[0], point="since")
    last = replace(item, reading=ends[1], point="until")
    start, end = ends[0].period, ends[1].period
    if start is None or end is None or not start.start < end.end or start.start >= end.start:
        return None
    period = Period(f"{_edge(start, last=False)}/{_edge(end, last=True)}", start.start, end.end, "range")
    sure = min(ends[0].confidence, ends[1].confidence)
    basis = ends[0].basis if ends[0].basis == ends[1].basis else "relative"
    whole = Phrase(before.phrase.words, before.phrase.first, item.phrase.last)
    return [Found(whole, "range", Reading(period, basis=basis, confidence=sure)), first, last]


def _ordered(one: Reading, two: Reading) -> tuple[Reading, Reading] | None:
    """Give an end without a year the year of the other: "May to July 2019", "Nov. 5, 2006 to Jan. 3"."""
    if two.period is not None and one.yearless is not None and two.yearless is None:
        first = _before(one, two.period.start)
        return (first, two) if first else None
    if one.period is not None and two.yearless is not None:
        for year in (one.period.start.year, one.period.start.year + 1):
            period = made(two.yearless, year)
            if period is not None and period.start >= one.period.start:
                return one, replace(two, period=period)
    if one.period is not None and two.period is not None and one.period.unit == two.period.unit == "day":
        late = (one.period.start - two.period.start).days
        if 0 < late < 7 and one.basis == two.basis == "relative":  # "from Monday to Friday" is of one week
            return one, replace(two, period=calendar.shifted(two.period, 7, "day"))
    return one, two


def _first_after(one: Reading, two: Reading) -> Reading:
    """Return the first such day after a day: "from June 21 until Monday" is less than a week, told when it is over."""
    if one.period is None or two.period is None or not one.period.unit == two.period.unit == "day":
        return two
    weeks = ((two.period.start - one.period.start).days - 1) // 7
    if weeks < 1 or two.basis != "relative":
        return two
    return replace(two, period=calendar.shifted(two.period, -7 * weeks, "day"))


def _before(reading: Reading, limit: dt.date) -> Reading | None:
    for year in (limit.year, limit.year - 1):
        period = made(reading.yearless, year) if reading.yearless else None
        if period is not None and period.start <= limit:
            return replace(reading, period=period, basis="stated", confidence=0.9)
    return None


def _edge(period: Period, *, last: bool) -> str:
    plain = period.edtf.rstrip("~").split("T")[0]
    if period.unit in ("day", "month", "year") and not plain.endswith("X"):
        return plain
    return (period.last if last else period.start).isoformat()


_OF_EVENT = re.compile(expanded("{the}?{word}?{word}[{of}{in}]"))  # "two days after the earthquake of Oct. 17"


def _stands_beside(before: Found, item: Found) -> bool:
    return (
        before.phrase.value("earlier", "later") == "event"
        and (not _gap(before, item) or _OF_EVENT.fullmatch(_gap(before, item)) is not None)
        and item.reading.period is not None
        and item.reading.period.unit == "day"
        and unit_of(before.phrase) is not None
    )


def _beside(before: Found, item: Found) -> Found:
    """Read "the day after Thanksgiving", "two weeks before Jan. 14"."""
    unit, count = unit_of(before.phrase), count_of(before.phrase)
    if item.reading.period is None or unit is None or count is None:
        return before
    away = -count if before.phrase.has("earlier") else count
    try:
        period = calendar.shifted(item.reading.period, away, "week" if unit == "weekend" else unit)
    except (KeyError, ValueError, OverflowError):
        return before
    reading = replace(item.reading, period=period, yearless=None, kind="date", edtf=None)
    return replace(before, reading=reading)
