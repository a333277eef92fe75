"""Phrase → Reading, for expressions that do not date: lengths of time, repetitions, "now" and "the future"."""

from __future__ import annotations

import datetime as dt
import re

from kg.model import Basis
from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import Clock, Reading, nearest
from kg.recognise.time_dates import number_of
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_words import CODES, expanded

# ISO 8601 durations: how many of which letter a unit is.
_ISO = {
    "day": (1, "D"),
    "week": (1, "W"),
    "fortnight": (2, "W"),
    "weekend": (2, "D"),
    "month": (1, "M"),
    "quarter": (3, "M"),
    "year": (1, "Y"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
    "millennium": (1000, "Y"),
}
MANIFOLD = {"fortnight": ("week", 2), "decade": ("year", 10), "century": ("year", 100), "millennium": ("year", 1000)}


def unit_of(phrase: Phrase) -> str | None:
    """Return the calendar unit a phrase counts in."""
    if phrase.has("quarter"):
        return "quarter"
    return "weekend" if phrase.has("weekend") else phrase.value("unit", "units")


def count_of(phrase: Phrase) -> int | None:
    """Return how many units: "two" 2, "twenty-five" 25, "a" 1, "several" ``None``."""
    if phrase.has("vague"):
        return None
    numbers = [number_of(value) for value in phrase.values("number", "int")]
    if numbers and None not in numbers:
        return sum(number for number in numbers[:2] if number is not None)
    if phrase.has("big"):
        return number_of(phrase.value("big"))
    return 1 if phrase.has("a", "unit") else None


def length(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "two years", "16-hour", "several months", "5 1/2 hours", "weeks"."""
    edtf = _duration(phrase)
    if edtf is None or (phrase.has("quarter") and phrase.then("of")):  # "a quarter of a million"
        return None
    if phrase.has("vague") and phrase.has("unit"):  # "some day"
        return None
    period = _up_to(phrase, clock)
    if period is None and (so_far := _to_the_quarter(phrase, clock)) is not None:
        return Reading(so_far, basis="anchored", confidence=0.7, kind="duration", edtf=edtf, reports=True)
    reports = period is not None and unit_of(phrase) == "month"  # "the three months to March"
    basis: Basis = "relative" if period else "stated"
    return Reading(period, basis=basis, confidence=0.9, kind="duration", edtf=edtf, reports=reports)


def _to_the_quarter(phrase: Phrase, clock: Clock) -> Period | None:
    """Return the months of "For the nine months, profit fell": those that end with the quarter of the figures."""
    quarter = clock.period
    if quarter is None or quarter.unit != "quarter" or unit_of(phrase) != "month" or not phrase.before("the"):
        return None
    count = count_of(phrase)
    if count is None or not phrase.before("in", away=2) or not phrase.then("comma", "dot"):
        return None
    after = calendar.month(quarter.last.year, quarter.last.month)
    return calendar.months(calendar.shifted(after, 1 - count, "month").start, quarter.end)


def _up_to(phrase: Phrase, clock: Clock) -> Period | None:
    """Return the days of "the nine months ended Sept. 30", "the three months to March"."""
    unit, count = unit_of(phrase), count_of(phrase)
    if unit in ("day", "week") and count is not None:
        day = ending_day(phrase, clock)
        length = dt.timedelta(days=count * (7 if unit == "week" else 1))
        return calendar.span(day + dt.timedelta(days=1) - length, day + dt.timedelta(days=1)) if day else None
    if unit == "year" and count is not None and (match := _ENDING_YEAR.match(phrase.words.codes, phrase.last)):
        year = int(phrase.words.values[match.end() - 1])
        return calendar.span(calendar.year(year - count + 1).start, calendar.year(year).end) if year > count else None
    last = ending(phrase, clock)
    if last is None or count is None or unit not in ("month", "quarter", "year"):
        return None
    first = calendar.shifted(last, 1 - count * {"month": 1, "quarter": 3, "year": 12}[unit], "month")
    return calendar.span(first.start, last.end)


def ending(phrase: Phrase, clock: Clock) -> Period | None:
    """Return the month that a stretch is said to end with: "… ended Sept. 30", "… to the end of June"."""
    words = phrase.words
    match = _ENDING.match(words.codes, phrase.last)
    if match is None:
        return None
    at = match.start("month")
    number = int(words.values[at])
    if match["year"]:
        return calendar.month(int(words.values[match.start("year")]), number)
    return nearest(lambda year: calendar.month(year, number), clock, Phrase(words, at, at + 1)).period


def ending_day(phrase: Phrase, clock: Clock) -> dt.date | None:
    """Return the day that a stretch of days is said to end with: "the week ending March 30", "… to Friday"."""
    words = phrase.words
    match = _ENDING_DAY.match(words.codes, phrase.last)
    if match is None:
        return None
    if match["weekday"]:
        if clock.today is None:
            return None
        return calendar.weekday_near(clock.today, int(words.values[match.start("weekday")]), ahead=False)
    month = int(words.values[match.start("month")])
    day = (
        number_of(words.values[match.start("one") if match["one"] else match.start("two")])
        if match["one"] or match["two"]
        else None
    )
    if day is None or not 1 <= day <= 31:
        return None
    if match["year"]:
        return dt.date(int(words.values[match.start("year")]), month, day)
    there = Phrase(words, match.start("month"), match.start("month") + 1)
    period = nearest(lambda year: calendar.day(dt.date(year, month, day)), clock, there).period
    return period.start if period is not None else None


_ENDING_DAY = re.compile(
    expanded(
        "(?:{same}(?={ended}))?[{ended}{to}]{in}?(?:{weekday}{comma}?)?(?P<one>[{int}{nth}])?{of}?(?P<month>{month}){dot}?"
        "(?P<two>[{int}{nth}])?(?:{comma}?(?P<year>{year}))?|[{ended}{to}]{in}?(?P<weekday>{weekday})"
    )
)
_ENDING_YEAR = re.compile(expanded("[{ended}{to}]{year}"))
_ENDING = re.compile(
    expanded(
        "{period}?[{comma}{paren}]?(?:{same}(?={ended}))?[{ended}{to}](?:{in}|{the}?{edge}{of})?{last}?{int}?(?P<month>{month}){dot}?(?:{int}{comma}?)?"
        "(?P<year>{year})?"
    )
)


def _duration(phrase: Phrase) -> str | None:
    decimal = phrase.value("big")
    count = count_of(phrase)
    written = decimal if decimal and count is None else "X" if count is None else str(count)
    small = phrase.value("clockunit")
    if small:
        return f"PT{written}{small[-1]}"
    unit = unit_of(phrase)
    if unit not in _ISO:
        return None
    factor, letter = _ISO[unit]
    if phrase.has("half"):
        written += ".5"
    return f"P{int(written) * factor if written.isdigit() else written}{letter}"


def stretch(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the past three years", "the next two weeks", "recent months": up to the article's day, or from it on."""
    edtf = _duration(phrase)
    unit = unit_of(phrase)
    if edtf is None:
        return None
    period: Period | None = None
    count = count_of(phrase)
    if (
        clock.today is not None
        and count is not None
        and unit in _ISO
        and not phrase.has("previous", "following", "recent")
    ):
        name, times = MANIFOLD.get(unit, ("day" if unit == "weekend" else unit, 1))
        ahead = phrase.has("next", "coming")
        today = calendar.day(clock.today)
        other = calendar.shifted(today, count * times if ahead else -count * times, name)
        period = calendar.span(*((today.start, other.start) if ahead else (other.start, today.end)))
        year = year_after(phrase, clock) if unit == "month" and phrase.has("last") and phrase.then("of") else None
        if year is not None and count <= 12:  # "the last three months of 2009"
            begin = calendar.shifted(calendar.month(year, 12), 1 - count, "month").start
            period = calendar.span(begin, calendar.year(year).end)
    near = clock.near if phrase.has("previous") and count is not None and unit in ("month", "quarter") else None
    if near is not None and near.start.day == near.end.day == 1:  # "8 billion in the previous three months"
        months = (count or 1) * (3 if unit == "quarter" else 1)
        begin = calendar.shifted(calendar.month(near.start.year, near.start.month), -months, "month").start
        if calendar.shifted(calendar.month(near.end.year, near.end.month), -months, "month").start == near.start:
            period = calendar.months(begin, near.start)
    return Reading(period, basis="relative" if period else "stated", confidence=0.8, kind="duration", edtf=edtf)


def year_after(phrase: Phrase, clock: Clock) -> int | None:
    """Return the year that follows a phrase: "the same period last year", "… of 1988"."""
    words, at = phrase.words, phrase.last
    if phrase.then("of", "in"):
        at += 1
    if words.codes[at : at + 1] == CODES["year"]:
        return int(words.values[at])
    now = clock.current("year")
    if now is None or words.codes[at : at + 1] not in (CODES["last"], CODES["this"]):
        return None
    return now.start.year - (words.codes[at : at + 1] == CODES["last"])


def past_year(phrase: Phrase) -> int:
    """Return where the year ends that only tells which period is meant: "the same period last year", "… of 1988"."""
    words, at = phrase.words, phrase.last
    at += phrase.then("of", "in")
    at += words.codes[at : at + 1] == CODES["the"]
    if words.codes[at : at + 1] == CODES["year"]:
        return at + 1
    if (
        words.codes[at : at + 1] in (CODES["last"], CODES["previous"])
        and words.codes[at + 1 : at + 2] == CODES["fiscal"]
    ):
        return at + 2 + (words.values[at + 2 : at + 3] == ("year",))  # "the same period of the last fiscal"
    year = words.codes[at : at + 2] in (CODES["last"] + CODES["unit"], CODES["this"] + CODES["unit"])
    return at + 2 if year and words.values[at + 1] == "year" else phrase.last


def first_units(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the first nine months of 1989", "the first nine months": months from the beginning of a year."""
    count = count_of(phrase)
    unit = unit_of(phrase)
    edtf = _duration(phrase)
    if edtf is None:
        return None
    stated = phrase.value("year")
    other = None if stated else year_after(phrase, clock)  # "the first nine months of last year"
    base = calendar.year(int(stated)) if stated else clock.current("year") if other is None else calendar.year(other)
    if clock.closing is not None and not stated and other is None and unit == "month" and count == clock.closing[0]:
        end = clock.closing[1]
        first = calendar.shifted(calendar.month(end.year, end.month), -count, "month").start
        return Reading(
            calendar.months(first, end), basis="anchored", confidence=0.8, kind="duration", edtf=edtf, reports=True
        )
    if count is None or unit != "month" or base is None or count > 12 or phrase.value("ordinal") != "1":
        return Reading(None, basis="stated", confidence=0.8, kind="duration", edtf=edtf)
    end = calendar.month(base.start.year, count).end
    if clock.today is not None and not stated and other is None and end > clock.today and phrase.tense() != "future":
        base = calendar.shifted(base, -1, "year")
        end = calendar.month(base.start.year, count).end
    return Reading(
        calendar.span(base.start, end),
        basis="stated" if stated else "relative",
        confidence=0.7,
        kind="duration",
        edtf=edtf,
        reports=True,
    )


def repetition(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "daily", "every two years", "each Friday", "a year" after an amount."""
    edtf = phrase.value("set")
    if edtf is not None and phrase.named():  # the Daily Mail
        return None
    if edtf is None:
        edtf = (
            "P1W"
            if phrase.has("weekday")
            else "P1D"
            if phrase.has("part")
            else "P1Y"
            if phrase.has("month", "season")
            else _duration(phrase)
        )
    return Reading(None, basis="stated", confidence=0.9, kind="set", edtf=edtf) if edtf else None


_SO_FAR = "YEAR_TO_DATE"


def reference(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "now", "recently", "the future": times without a place in the calendar; "year to date", which has one."""
    if phrase.value("ref") == _SO_FAR and clock.today is not None:
        return Reading(calendar.span(calendar.year(clock.today.year).start, clock.today + dt.timedelta(days=1)))
    return Reading(
        None, basis="relative", confidence=0.8, kind="present", edtf=phrase.value("ref", "era") or "PAST_REF"
    )
