"""Phrase → Reading, for expressions counted from somewhere: today, last week, a year ago, two days later."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import UNKNOWN, Clock, Reading
from kg.recognise.time_compared import compared, month_told, year_over
from kg.recognise.time_dates import clipped
from kg.recognise.time_lengths import (
    MANIFOLD,
    count_of,
    ending,
    ending_day,
    length,
    reference,
    stretch,
    unit_of,
)
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_words import expanded
from kg.recognise.time_years import fiscal_now

_AHEAD = ("next", "coming", "following")
_UNITS = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")


def relative_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "today", "yesterday morning", "tonight"; an article dated to its month gives the month for "today"."""
    return _days_away(clock, int(phrase.value("day") or 0))


def overnight(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "overnight" on its own, as the night before the article's day and the morning; not "an overnight stay"."""
    if phrase.value("part") != "NI:adverb" or phrase.before("the", "a", "of", "in", "same", "int", "big"):
        return None
    return replace(_days_away(clock, 0), confidence=0.6)


def last_night(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "last night", "this morning", "the next evening", "that afternoon"."""
    if phrase.has("next", "following", "previous", "same"):
        if clock.anchor is None or clock.anchor.unit != "day":
            return UNKNOWN
        away = 1 if phrase.has("next", "following") else -1 if phrase.has("previous") else 0
        return Reading(calendar.shifted(clock.anchor, away, "day"), basis="anchored", confidence=0.7)
    return _days_away(clock, -1 if phrase.has("last") else 0)


def _days_away(clock: Clock, count: int) -> Reading:
    if clock.today is not None:
        return Reading(calendar.day(clock.today + dt.timedelta(days=count)), confidence=0.95 if clock.certain else 0.7)
    if clock.now is not None and count == 0:
        return Reading(clock.now, confidence=0.6)
    return UNKNOWN


def time_of_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "10:35 a.m.", "noon", "4 in the morning" on their own: on the day said last, else on the article's.

    An hour of what is over is on no day to come, one of what is to come on none that is over.
    """
    said = clock.near or clock.anchor
    if said is not None and clock.near is None and clock.today is not None and said.start != clock.today:
        ahead, over = phrase.tense() == "future", said.start < clock.today
        said = None if ahead == over or (over and not clock.fresh) else said
    if said is not None and said.unit == "day":
        return Reading(calendar.day(said.start), basis="anchored", confidence=0.5)
    return Reading(calendar.day(clock.today), confidence=0.4) if clock.today is not None else UNKNOWN


_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)? ?([ap])?")


def hour_of(phrase: Phrase) -> str | None:
    """Return the time of day a phrase states, as hh:mm, on the clock of the place it speaks of.

    The parts of the day settle "4 in the morning".
    """
    written = phrase.value("clock") or (phrase.value("int") if phrase.has("part") and not phrase.has("month") else None)
    found = _CLOCK.match(written or "")
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    late = found[3] == "p" or (found[3] is None and hour < 12 and phrase.value("part") in ("AF", "EV"))
    if found[3] or phrase.has("part"):
        hour = hour % 12 + (12 if late else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def which_unit(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "last week", "early next year", "this quarter", "the previous month", "that day", "the latest quarter"."""
    unit = unit_of(phrase) or ("year" if phrase.has("fiscal") else None)
    if unit not in _UNITS or (unit == "day" and phrase.has("this")):
        return None
    if unit == "year" and clock.april and clock.now is not None and phrase.has("fiscal") and not phrase.has(*_AHEAD):
        year = fiscal_now(clock, clock.now.start, back=phrase.has("last", "previous"))
        return clipped(phrase, Reading(year, confidence=0.7))
    if phrase.has("past", "coming", "recent") and unit != "weekend":
        return stretch(phrase, clock)
    definite = _THE_WHICH.search(phrase.words.codes, phrase.first, phrase.last) is not None
    if definite and not phrase.has("edge") and phrase.before("in") and unit != "weekend":
        return stretch(phrase, clock)  # "over the next year"
    if phrase.has("previous", "following", "same") or (phrase.has("next") and definite):
        if phrase.value("same") == "that" and clock.period is not None and clock.period.unit == unit:
            return clipped(phrase, Reading(clock.period, basis="anchored", confidence=0.7))
        quarterly = unit == "quarter" and phrase.has("previous") and not clock.fresh
        if quarterly and (now := clock.current(unit)) is not None:  # of another story
            return clipped(phrase, Reading(calendar.shifted(now, -1, unit), confidence=0.6))
        if clock.anchor is None:
            return UNKNOWN
        step = -1 if phrase.has("previous") else 0 if phrase.has("same") else 1
        base = _week_told(clock) if unit == "week" else None
        if base is not None and step:
            away = step * dt.timedelta(days=_WEEK)
            return Reading(calendar.span(base.start + away, base.end + away), basis="anchored", confidence=0.6)
        base = base or _quarter_told(clock, unit) or calendar.containing(clock.anchor.last, unit)
        return clipped(phrase, Reading(calendar.shifted(base, step, unit), basis="anchored", confidence=0.6))
    base_now = clock.current(unit)
    if base_now is None:
        return UNKNOWN
    step = -1 if phrase.has("last") else 1 if phrase.has("next", "coming") else 0
    if phrase.has("latest") and unit == "quarter":
        step = -1
    told = _week_told(clock) if phrase.has("latest") and unit == "week" else None
    if told is not None:  # "in the week ended March 12 … in the latest week"
        return clipped(phrase, Reading(told, basis="anchored", confidence=0.7))
    if unit == "weekend" and step == 0 and (phrase.has("past") or not phrase.has("this")):
        step = _weekend_step(phrase, clock)
    reading = Reading(calendar.shifted(base_now, step, unit), confidence=0.9 if clock.certain else 0.7)
    return clipped(phrase, reading)


_THE_WHICH = re.compile(expanded("{the}[{next}{last}]"))


def _week_told(clock: Clock) -> Period | None:
    """Return the week that figures were told for last: "in the week ended March 12 … in the previous week"."""
    told = clock.period
    return told if told is not None and (told.end - told.start).days == _WEEK else None


def _quarter_told(clock: Clock, unit: str) -> Period | None:
    """Return the quarter that figures were told for last: "in the fourth quarter … from the previous quarter"."""
    return clock.period if unit == "quarter" and clock.period is not None and clock.period.unit == unit else None


def _weekend_step(phrase: Phrase, clock: Clock) -> int:
    ongoing = clock.today is not None and clock.today.isoweekday() > 5
    return 0 if ongoing or phrase.tense() == "future" or phrase.before("until", "by") else -1


def the_unit(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the year", "the quarter": the article's own; a quarter is the one of the figures, else the last one."""
    unit = unit_of(phrase)
    if unit not in ("week", "month", "quarter", "year", "weekend", "decade", "century"):
        return None
    if unit == "weekend":
        return which_unit(phrase, clock)
    if unit == "month" and phrase.then("of") and phrase.then("month", away=1):
        return None  # "the month of April 2022"
    if unit in ("decade", "century") and not phrase.has("edge"):
        return None
    if (ended := _ended(phrase, clock, unit)) is not None:
        return ended
    if unit == "quarter" and clock.closing is not None:  # "the end of the quarter", in a report of a fiscal one
        end = clock.closing[1]
        first = calendar.shifted(calendar.month(end.year, end.month), -3, "month").start
        return clipped(phrase, Reading(calendar.months(first, end, "quarter"), basis="anchored", confidence=0.7))
    if unit == "quarter" and clock.period is not None and clock.period.unit == unit:
        return clipped(phrase, Reading(clock.period, basis="anchored", confidence=0.7))
    base = clock.current(unit)
    if base is None:
        return UNKNOWN
    if unit == "year" and (gone := year_over(phrase, clock, base)) is not None:
        return clipped(phrase, gone)  # "a loss of $3 million for the year"
    said = clock.anchor
    opens = unit == "week" and phrase.first == 1 and said is not None and said.unit in ("day", "week", "range")
    if opens and said is not None and 0 <= (base.start - said.end).days <= _TWO_WEEKS:  # "… ended July 6. In the week,"
        return clipped(phrase, Reading(calendar.containing(said.last, unit), basis="anchored", confidence=0.6))
    if unit == "month" and phrase.tense() != "future" and (month := month_told(clock)) is not None:
        return clipped(phrase, Reading(month, basis="anchored", confidence=0.6))  # "sold 3,000 cars during the month"
    if unit == "month" and phrase.has("edge") and phrase.tense() != "future" and clock.now is not None:
        said = clock.anchor
        if said is not None and said.unit in ("day", "month") and said.end <= base.start:
            base = calendar.month(said.last.year, said.last.month)  # "In May …, and 6,000 at the end of the month"
    if unit == "quarter" and phrase.tense() != "future":
        base = calendar.shifted(base, -1, unit)
    return clipped(phrase, Reading(base, confidence=0.6))


_WEEK, _TWO_WEEKS = 7, 14  # days


def _ended(phrase: Phrase, clock: Clock, unit: str) -> Reading | None:
    """Read "the quarter ended Sept. 30", "the fiscal year ended June 30", "the year to March"."""
    if unit == "week":
        day = ending_day(phrase, clock)
        return (
            Reading(calendar.span(day - dt.timedelta(days=6), day + dt.timedelta(days=1)), confidence=0.8)
            if day
            else None
        )
    last = ending(phrase, clock) if unit in ("quarter", "year") else None
    if last is None:
        return None
    first = calendar.shifted(last, -2 if unit == "quarter" else -11, "month")
    whole = calendar.containing(last.start, unit)
    if unit == "year":  # a fiscal year goes by the calendar year it ends in
        return Reading(Period(f"{last.start.year:04d}", first.start, last.end, "year"), confidence=0.8)
    period = whole if whole.start == first.start else calendar.span(first.start, last.end)
    return Reading(period, confidence=0.8)


def year_end(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "year-end", "mid-year", "month-end"."""
    unit = "year" if phrase.has("yearend") else "month"
    stated = phrase.value("year")
    base = calendar.year(int(stated)) if stated else clock.current(unit)
    if base is None:
        return UNKNOWN
    phase = phrase.value("yearend", "monthend")
    if unit == "year" and not stated and (gone := year_over(phrase, clock, base)) is not None and gone.period:
        base = gone.period
    return Reading(
        base.clipped("mid" if phase == "mid" else "late"), basis="stated" if stated else "relative", confidence=0.7
    )


def half_away(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "half a century ago", "a year and a half ago"."""
    months = _HALF_IN_MONTHS.get(phrase.value("unit") or "")
    if months is None:
        return None
    count = 3 * months if phrase.has("and") else months
    unit, count = ("month", count) if count % 12 else ("year", count // 12)
    base = clock.current(unit) if phrase.has("ago") else clock.anchor
    if base is None:
        return UNKNOWN
    back = phrase.has("ago", "earlier")
    moved = calendar.shifted(calendar.containing(base.last, unit), -count if back else count, unit)
    return Reading(moved, basis="relative" if phrase.has("ago") else "anchored", confidence=0.7)


_HALF_IN_MONTHS = {"year": 6, "decade": 60, "century": 600}


def away(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "two weeks ago", "a year earlier", "three days later", "ten days before", "five years from now"."""
    unit = unit_of(phrase)
    count = count_of(phrase)
    if phrase.next_word().lower() == unit and not phrase.has("a", "the", "number", "int"):
        return None  # "week after week"
    back = phrase.has("ago", "earlier")
    if phrase.value("earlier", "later") == "event" and phrase.then("word", "name", "the", "a", "verb", "tense"):
        # "ten days before the shooting": the event is not dated here
        return length(phrase, clock) if count is not None else None
    if phrase.has("earlier", "later") and phrase.next_word().lower() == "than":
        return length(phrase, clock) if count is not None else None  # "two weeks earlier than planned"
    if phrase.has("clockunit"):
        return _days_away(clock, 0) if phrase.has("ago") else time_of_day(phrase, clock)
    if unit is None:
        return None
    if count is None:
        return reference(phrase, clock) if phrase.has("ago") else UNKNOWN
    unit, count = (MANIFOLD[unit][0], count * MANIFOLD[unit][1]) if unit in MANIFOLD else (unit, count)
    from_now = phrase.has("ago") or phrase.value("later") == "now"
    if unit == "year" and count == 1 and back and (told := compared(phrase, clock)) is not None:
        return told
    if phrase.has("day") and clock.today is not None:  # "seventy-four years ago today"
        moved = calendar.shifted(calendar.day(clock.today), -count if back else count, unit)
        return Reading(moved)
    if phrase.has("weekday") and clock.today is not None:
        near = calendar.weekday_near(clock.today, int(phrase.value("weekday") or 0), ahead=not back, same=False)
        return Reading(calendar.shifted(calendar.day(near), -count if back else count, unit), confidence=0.7)
    if from_now or (back and clock.anchor is None):
        base = clock.current(unit)
        return (
            Reading(calendar.shifted(base, -count if back else count, unit), confidence=0.85 if from_now else 0.6)
            if base
            else UNKNOWN
        )
    if clock.anchor is None:
        return UNKNOWN
    base = calendar.containing(clock.anchor.last, unit)
    return Reading(calendar.shifted(base, -count if back else count, unit), basis="anchored", confidence=0.6)
