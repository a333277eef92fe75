"""Phrase → Reading, for expressions that name a day, a month or a season: dates, weekdays, holidays."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period, Phase
from kg.recognise.time_clock import UNKNOWN, Clock, Reading, made, nearest
from kg.recognise.time_phrases import Phrase

_Maker: TypeAlias = Callable[[int], Period]
_STATED = 0.98


def stated(period: Period, confidence: float = _STATED) -> Reading:
    """Return a reading that needs nothing but the words."""
    return Reading(period, basis="stated", confidence=confidence)


def iso_date(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read 2006-11-14, 2006/11/14 and a time stamp."""
    return stated(calendar.day(dt.date.fromisoformat((phrase.value("iso") or "")[:10].replace("/", "-"))))


def slashed_date(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read 11/14/2006 (month first where that is possible) and 14.11.2006 (day first); less sure where both are."""
    written = phrase.value("slash") or ""
    one, two, number = (int(part) for part in re.split("[/.-]", written))
    year = century_of(number) if number < 100 else number
    day_first = "/" not in written or one > 12
    month, day = (two, one) if day_first else (one, two)
    ambiguous = "/" in written and one <= 12 and two <= 12 and one != two
    return stated(calendar.day(dt.date(year, month, day)), 0.6 if ambiguous else 0.95)


def month_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "Nov. 14", "14 November 2006", "Friday, Oct. 23", "October 23 last year", "last Oct. 23"."""
    month = int(phrase.value("month") or 0)
    day = number_of(phrase.value("int", "nth", "ordinal"))
    if day is None or not 1 <= day <= 31:
        return None
    return _in_year(phrase, clock, lambda year: calendar.day(dt.date(year, month, day)))


def days_of_month(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "5-13 November 2006", "between 3 and 5 May": from the one day to the other."""
    first, last = (number_of(value) or 0 for value in phrase.values("int", "nth", "ordinal")[:2])
    number = int(phrase.value("month") or 0)
    if not 1 <= first < last <= 31:
        return None

    def make(year: int) -> Period:
        return calendar.span(dt.date(year, number, first), dt.date(year, number, last) + dt.timedelta(days=1))

    return _in_year(phrase, clock, make)


def month(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "January 1998", "early December", "last October", "April next year" and a month alone."""
    number = int(phrase.value("month") or 0)
    if not phrase.has("phase", "edge", "year", "shortyear", "unit") and not _month_in_context(phrase):
        return None
    return _in_year(phrase, clock, lambda year: calendar.month(year, number))


def season(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "last fall", "the summer of 1998", "this winter"."""
    code = int(phrase.value("season") or 0)
    words = phrase.words
    if words.text.startswith("fall", words.starts[phrase.first]) and phrase.word_before() not in _IN_FALL:
        return None  # "murders fall in 2022", "profits fall last year"
    return _in_year(phrase, clock, lambda year: calendar.season(year, code))


_IN_FALL = frozenset(("in", "by", "since", "until", "of", "for", "from", "the", "this", "early", "late", "-", ""))


def holiday(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "Thanksgiving Day", "last Christmas", "Election Day 2016"."""
    rule = phrase.value("holiday") or ""
    if phrase.next_word().lower() in ("island", "islands"):
        return None  # a place
    return _in_year(phrase, clock, lambda year: calendar.day(calendar.holiday(year, rule)))


def holiday_week(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "Easter week", "Labor Day weekend": the one that holds the holiday, the weekend nearest to it."""
    reading = holiday(phrase, clock)
    if reading is None or reading.period is None:
        return reading
    date = reading.period.start
    if phrase.has("weekend"):  # a Monday's weekend is the one before it
        return replace(reading, period=calendar.weekend(date - dt.timedelta(days=3)), yearless=None)
    return replace(reading, period=calendar.week(date), yearless=None) if phrase.value("unit") == "week" else None


def _in_year(phrase: Phrase, clock: Clock, make: _Maker) -> Reading | None:
    reading = placed(phrase, clock, make)
    return clipped(phrase, reading) if reading is not None else None


def placed(phrase: Phrase, clock: Clock, make: _Maker) -> Reading | None:
    """Return the date ``make`` gives in the year the phrase states, implies ("last", "next year") or leaves open."""
    year = year_of(phrase)
    if year is not None:
        return stated(make(year))
    if phrase.has("last", "next", "this", "past", "coming", "same", "previous", "following"):
        step = -1 if phrase.has("last", "past", "previous") else 1 if phrase.has("next", "coming", "following") else 0
        if phrase.has("unit"):  # "April next year"
            if phrase.has("same", "previous", "following"):
                return (
                    Reading(make(clock.anchor.start.year + step), basis="anchored", confidence=0.6)
                    if clock.anchor
                    else UNKNOWN
                )
            current = clock.current("year")
            return Reading(make(current.start.year + step)) if current else UNKNOWN
        return _nth_from_now(clock, make, step)
    return nearest(make, clock, phrase)


def _nth_from_now(clock: Clock, make: _Maker, step: int) -> Reading:
    """Return the last that was over by the article's date, the next to begin after it, or the nearest."""
    if clock.now is None:
        return UNKNOWN
    here = clock.now
    found = [period for number in range(here.start.year - 2, here.start.year + 3) if (period := made(make, number))]
    if step < 0:
        found = [period for period in found if period.end <= here.start]
    elif step > 0:
        found = [period for period in found if period.start >= here.end]
    nearest_ = min(found, key=lambda period: abs((period.start - here.start).days), default=None)
    return Reading(nearest_, confidence=0.85) if nearest_ is not None else UNKNOWN


def weekday(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "Thursday", "last Friday", "next Tuesday morning": in the past, unless the clause looks ahead."""
    if phrase.before("a") and phrase.before("in", away=2) and not phrase.has("part"):  # "on a Sunday" may be any
        return None
    if clock.today is None:
        return UNKNOWN
    number = int(phrase.value("weekday") or 0)
    if phrase.has("next", "coming"):
        date = calendar.weekday_near(clock.today, number, ahead=True, same=False)
        same_week = calendar.week(date) == calendar.week(clock.today)
        # "next Friday" said early in a week is the one after this week's.
        if phrase.has("next") and same_week:
            date += dt.timedelta(days=7)
        return Reading(calendar.day(date), confidence=0.6 if same_week else 0.85)
    if phrase.has("last", "past", "previous"):
        return Reading(
            calendar.day(calendar.weekday_near(clock.today, number, ahead=False, same=False)), confidence=0.85
        )
    if phrase.has("following") and clock.anchor is not None and clock.anchor.unit == "day":
        date = calendar.weekday_near(clock.anchor.start, number, ahead=True, same=False)
        return Reading(calendar.day(date), basis="anchored", confidence=0.7)
    tense = phrase.tense()
    limited = phrase.before("until", "by") and not (
        tense == "past"
        and (phrase.first == 1 or phrase.put_off() or (phrase.before("by") and phrase.has("edge", "part", "phase")))
    )  # "Until Thursday, they had …", "they had not been told until Thursday"
    to_come = phrase.has("this") or phrase.value("earlier") == "event" or (phrase.first == 1 and phrase.before("from"))
    ahead = tense == "future" or limited or (to_come and tense is None)
    date = calendar.weekday_near(clock.today, number, ahead=ahead)
    return Reading(calendar.day(date), confidence=0.85 if tense else 0.7)


def weekday_nth(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "Friday the 13th": the nearest such day, before the article's unless the clause looks ahead."""
    number, weekday_ = number_of(phrase.value("nth")), int(phrase.value("weekday") or 0)
    if clock.today is None or number is None:
        return UNKNOWN
    ahead = phrase.tense() == "future"
    date = calendar.weekday_near(clock.today, weekday_, ahead=ahead)
    for _ in range(110):  # two years of weeks: every day of the month falls on every weekday in that time
        if date.day == number:
            return Reading(calendar.day(date), confidence=0.8)
        date += dt.timedelta(days=7 if ahead else -7)
    return None


def day_of_month(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "on the 19th": of the month said last, or of the month of the article."""
    number = number_of(phrase.value("nth"))
    base = clock.anchor or clock.now
    if number is None or not 1 <= number <= 31:
        return None
    if base is None:
        return UNKNOWN
    return Reading(
        calendar.day(base.start.replace(day=number)), basis="anchored" if clock.anchor else "relative", confidence=0.5
    )


def clipped(phrase: Phrase, reading: Reading) -> Reading:
    """Return the part of the period that "early", "mid" or "late" leaves, and "~" where the words say "about"."""
    phase: Phase | None = phrase.value("phase", "edge")  # type: ignore[assignment]
    if reading.period is None:
        return reading
    period = reading.period
    if phase and period.unit != "day":
        period = period.clipped(phase)
    if phrase.has("about") and period.unit in ("day", "month", "year"):
        period = replace(period, edtf=period.edtf + "~")
    return reading if period is reading.period else replace(reading, period=period)


def year_of(phrase: Phrase) -> int | None:
    """Return the year the phrase states."""
    written = phrase.value("year")
    if written is not None:
        return int(written)
    short = phrase.value("shortyear")
    return century_of(int(short.strip("'"))) if short is not None else None


def century_of(two_digits: int) -> int:
    """Return the year that two digits stand for, between 1950 and 2049."""
    return (1900 if two_digits >= 50 else 2000) + two_digits


def number_of(word: str | None) -> int | None:
    """Return the number of "19", "19th" or a number cue's value."""
    digits = (word or "").rstrip("stndrh")
    return int(digits) if digits.isdigit() else None


def _month_in_context(phrase: Phrase) -> bool:
    """Say whether a capitalised month alone is one: neither a person ("Theresa May") nor a march or a wish."""
    if phrase.before("name") and not (phrase.first == 1 or phrase.then("dot")):
        return False
    tied = phrase.before(*_TIES) or phrase.has("last", "next", "this", "past", "previous", "same")
    tied = tied or (phrase.word_before() in _OF_IT and phrase.then("name"))  # "a May CNN poll"
    begin = phrase.words.starts[phrase.first]
    if phrase.next_word().islower() and not phrase.then("verb", "tense"):  # "Norland's March exports", "March sales"
        whose = phrase.words.text.startswith(("'s", "\u2019s"), max(0, begin - 3))
        tied = tied or whose or (phrase.value("month") != "5" and not phrase.then("in", "of", "to", "by", "and"))
    if phrase.value("month") == "5" and phrase.then("apostrophe") and _of_a_may(phrase.words.text):
        return False  # "May's own party", in an article about Theresa May
    if phrase.value("month") in ("3", "5", "8"):
        return (tied or phrase.then("apostrophe")) and not (phrase.then("in", "of") and phrase.before("the"))
    return tied or not phrase.then("name")


_SURNAME = re.compile(
    r"\b(?!(?:In|Since|Until|Till|By|From|To|Of|The|This|Last|Next|Early|Late|Mid|On|For|And|During|Between|Every|Each"
    r"|April|March)\b)[A-Z][a-z]+ May\b(?! \d)"
)


@lru_cache(maxsize=1)  # asked at each "May's" of an article: looked up once
def _of_a_may(text: str) -> bool:
    """Say whether an article tells of somebody called May."""
    return _SURNAME.search(text) is not None


_OF_IT = frozenset({"a", "an", "its", "their", "his", "her", "our"})
_TIES = (
    "in",
    "of",
    "since",
    "until",
    "by",
    "from",
    "to",
    "between",
    "and",
    "the",
    "phase",
    "earlier",
    "later",
    "hyphen",
    "comma",
)
