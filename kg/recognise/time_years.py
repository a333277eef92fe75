"""Phrase → Reading, for expressions that name quarters, halves, years, decades and centuries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from kg.recognise import time_calendar as calendar
from kg.recognise.time_calendar import Period
from kg.recognise.time_clock import UNKNOWN, Clock, Reading
from kg.recognise.time_dates import century_of, clipped, number_of, placed, stated, year_of
from kg.recognise.time_lengths import ending
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_quarters import Part, closed, part_of, three_months


def quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the third quarter", "fourth-quarter 1989", "first half of last year", "Q3 2019"."""
    part = part_of(phrase, clock)
    if part is None or phrase.words.text.endswith(
        "l quarter", 0, phrase.words.ends[phrase.last - 1]
    ):  # "the final quarter" of a game
        return None
    last = ending(phrase, clock)
    if last is not None:  # "the fiscal second quarter ended Oct. 25" has its own months
        return Reading(part.until(last), confidence=0.9, closing=(part.months * part.number, last.end))
    year = year_of(phrase) or fiscal_year(phrase)
    if year is None:
        return _quarter_of_now(phrase, clock, part)
    return clipped(phrase, stated(part.of(year + part.spans), 0.7 if phrase.has("fiscal", "fiscalcode") else 0.95))


def _quarter_of_now(phrase: Phrase, clock: Clock, part: Part) -> Reading | None:
    """Read a quarter or half without its year by what was told before, else by the article's day."""
    own = phrase.has("fiscal") and not phrase.has("last", "previous")
    beside_it = (clock.near, clock.period) if own and clock.near is not None and not part.is_half else ()
    beside = next((period for period in beside_it if period is not None and three_months(period)), None)
    if beside is not None:  # "the three months to March, its fiscal second quarter"
        return Reading(beside, basis="anchored", confidence=0.8, closing=(3 * part.number, beside.end))
    if clock.closing is not None and not part.is_half and phrase.tense() != "future":
        told = closed(clock.closing, part.number)
        long_over = clock.now is not None and (clock.now.start - told.end).days > _LONG_OVER
        if not (long_over and _own(phrase)):  # in a digest of results, another firm's
            return clipped(phrase, Reading(told, basis="anchored", confidence=0.7))
    if not part.is_half and (own_months := _of_three_months(phrase, clock, part)) is not None:
        return own_months
    if phrase.has("fiscal") and phrase.has("last", "previous", "this") and clock.now is not None and clock.april:
        return clipped(phrase, _of_fiscal(phrase, clock, part.of))  # "the second quarter of the last fiscal"
    if phrase.has("unit"):
        return placed(phrase, clock, part.of)
    if clock.near is not None and clock.near.unit == "year" and phrase.before("apostrophe"):
        return Reading(part.of(clock.near.start.year), confidence=0.85)  # "last year's fourth quarter"
    if clock.now is None:
        return replace(UNKNOWN, yearless=part.of)
    first = not (part.is_half or part.april) and phrase.next_word().lower() in _RESULTS
    first = first and (clock.period is None or _own(phrase)) and phrase.word_behind() not in _FORESEEN
    fresh = clock.period is None and clock.closing is None
    return clipped(phrase, _quarter_near(phrase, clock.now.start, part, of_firm=first, fresh=fresh))


def _of_three_months(phrase: Phrase, clock: Clock, part: Part) -> Reading | None:
    """Read "a third quarter when costs rose", told of a firm's "results for the three months to 31 December"."""
    told, now = clock.period, clock.now
    if told is None or now is None or told.unit != "range" or not three_months(told) or phrase.tense() == "future":
        return None
    news = 0 <= (now.start - told.end).days <= _RECENT
    if not news or told.end.month % 3 != 1 or part.of(told.start.year).start == told.start:
        return None
    whole = calendar.months(told.start, told.end, "quarter")
    return Reading(whole, basis="anchored", confidence=0.7, closing=(3 * part.number, told.end))


def _quarter_near(phrase: Phrase, here: dt.date, part: Part, *, of_firm: bool, fresh: bool) -> Reading:
    """Return the last quarter or half that began before a day, or the next where the clause looks ahead.

    ``of_firm`` tells that results are reported, ``fresh`` that no period was told before.
    """
    near = [part.of(year) for year in range(here.year - 1, here.year + 3)]  # India counts the year ahead
    begun = [period for period in near if period.start <= here]
    to_come = [period for period in near if period.end > here]
    looks_ahead = phrase.tense() == "future"
    if looks_ahead and begun and (here - begun[-1].end).days <= _RECENT < (to_come[0].start - here).days:
        looks_ahead = False  # "would restate its first-quarter results"
    late = of_firm and bool(begun) and not 0 <= (here - begun[-1].end).days <= _LONG_OVER  # or not over yet
    if phrase.has("fiscal") or (late and not looks_ahead):  # "its fourth-quarter profit rose", told in August
        if phrase.has("last", "previous"):  # "the second quarter of the last fiscal"
            return Reading(calendar.shifted(begun[-1], -1, "year"), confidence=0.7)
        over = bool(begun) and 0 <= (here - begun[-1].end).days <= _RECENT
        if not (part.is_half or part.april or looks_ahead or over):  # "fiscal second-quarter earnings", told in January
            before = calendar.shifted(calendar.containing(here, "quarter"), -1, "quarter")
            alone = phrase.has("fiscal") or fresh  # in a digest the next firm has another year
            return Reading(before, confidence=0.6, closing=(3 * part.number, before.end) if alone else None)
    if looks_ahead:
        return Reading(to_come[0], confidence=0.7, yearless=part.of)
    return Reading(begun[-1], confidence=0.8, yearless=part.of)


_RECENT, _LONG_OVER = 100, 190  # days after which a quarter is reported no more; … which is surely another one
_RESULTS = frozenset(("profit", "profits", "earnings", "results", "loss", "losses", "net", "revenue", "income"))


def _own(phrase: Phrase) -> bool:
    """Say whether results are news of a firm: "the insurer's third-quarter loss", "posted a third-quarter loss"."""
    before = phrase.word_before()
    return before in _WHOSE or (before in ("a", "an") and phrase.word_before(2) in _POSTED)


_WHOSE = frozenset(("s", "'s", "'", "its", "their"))
_POSTED = frozenset(("posted", "reported", "posts", "reports", "announced", "to", "with"))  # "swung to a loss"
_FORESEEN = frozenset(("forecast", "forecasts", "outlook", "guidance", "estimate", "estimates", "target", "warning"))


def month_quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the September quarter", "the June quarter of 1988": the quarter that ends with the month."""
    last = int(phrase.values("month")[-1])

    def make(year: int) -> Period:
        ending = calendar.month(year, last)
        whole = calendar.containing(ending.start, "quarter")
        if whole.end == ending.end:
            return whole
        return calendar.months(calendar.shifted(ending, -2, "month").start, ending.end, "quarter")

    if phrase.has("fiscal") and clock.now is not None:
        return _of_fiscal(phrase, clock, make)
    if phrase.has("fiscalcode"):  # "the January-March quarter of FY23"
        number = fiscal_year(phrase) or 0
        return stated(make(number - (clock.april and last >= _FISCAL)), 0.8)
    if clock.today is not None and not phrase.has("last", "next", "this", "year"):
        here = clock.today
        near = [period for year in (here.year - 1, here.year, here.year + 1) if (period := make(year))]
        told = next((p for p in reversed(near) if p.start <= here and (here - p.end).days <= _RECENT), None)
        if told is not None:
            return Reading(told, confidence=0.7)
    return placed(phrase, clock, make)


def fiscal_months(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "July-September of the last financial year"."""
    first, last = (int(month) for month in phrase.values("month"))
    if clock.now is None:
        return UNKNOWN

    def make(year: int) -> Period:
        begin = calendar.month(year, first)
        end = calendar.month(year if last >= first else year + 1, last)
        return Period(f"{begin.edtf}/{end.edtf}", begin.start, end.end, "range")

    return _of_fiscal(phrase, clock, make)


def _of_fiscal(phrase: Phrase, clock: Clock, make: Callable[[int], Period]) -> Reading:
    """Return the months that lie in this or in the last fiscal year."""
    now = clock.now
    if now is None:
        return UNKNOWN
    year = fiscal_now(clock, now.start, back=phrase.has("last", "previous"))
    inside = (made for number in (year.start.year, year.end.year) if year.start <= (made := make(number)).start)
    found = next((made for made in inside if made.start < year.end), None)
    return Reading(found, confidence=0.7) if found is not None else UNKNOWN


def fiscal_now(clock: Clock, here: dt.date, *, back: bool) -> Period:
    """Return the fiscal year of a day, or the one before; called by the year that it ends in."""
    if not clock.april:
        return calendar.shifted(calendar.containing(here, "year"), -1 if back else 0, "year")
    number = here.year + (here.month >= _FISCAL) - back
    return Period(
        f"{number:04d}", calendar.month(number - 1, _FISCAL).start, calendar.month(number, _FISCAL).start, "year"
    )


def quarter_in(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the 1988 quarter" and "the latest period": the quarter that figures are given for, of that year."""
    base = clock.period if clock.period is not None and clock.period.unit in ("quarter", "half") else None
    number = year_of(phrase)
    if number is None:
        return None if base is None else Reading(base, basis="anchored", confidence=0.6)
    if base is None:
        return stated(calendar.year(number), 0.6)
    moved = calendar.shifted(base, number - base.start.year, "year")
    compared = number < base.start.year
    return Reading(moved, basis="anchored", confidence=0.7, compared=compared)


def year(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "1998", "mid-2019", "fiscal 1990", "'98": a number is a year where its neighbours allow it."""
    number = year_of(phrase)
    if number is None or phrase.value("unit") not in (None, "year"):
        return None
    if not phrase.has("phase", "edge", "fiscal", "unit") and not _year_in_context(phrase, number):
        return None
    whole = calendar.year(number)
    last = ending(phrase, clock) if phrase.has("fiscal") else None
    if last is not None and last.start.year == number:  # "the 2009 financial year (ended 30 September 2009)"
        whole = replace(whole, start=calendar.shifted(last, -11, "month").start, end=last.end)
    return clipped(phrase, stated(whole, 0.7 if phrase.has("fiscal") else 0.95))


def decade(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the late 1980s", "the '90s", "the nineties"."""
    written = (phrase.value("decade") or "").strip("'s")
    if not written.isdigit():
        return None
    if len(written) == 2 and not phrase.follows_the():  # "in his 30s" is an age
        return None
    if written.endswith("00") and not written.startswith("20"):  # "the 1800s" are a hundred years
        return clipped(phrase, stated(calendar.century(int(written) // 100 + 1), 0.7))
    first = int(written) if len(written) == 4 else 1900 + int(written)
    return clipped(phrase, stated(calendar.decade(first), 0.95 if len(written) == 4 else 0.8))


def century(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "the 19th century", "the early twentieth century"."""
    number = number_of(phrase.value("nth", "ordinal"))
    if phrase.value("unit") != "century" or number is None or not 1 <= number <= 30:
        return None
    return clipped(phrase, stated(calendar.century(number)))


def fiscal_code(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read FY2019 and FY19."""
    number = fiscal_year(phrase)
    if number is None:
        return None
    if clock.april:  # called by the year that it ends in
        begin, end = (calendar.month(year, _FISCAL).start for year in (number - 1, number))
        return stated(Period(f"{number:04d}", begin, end, "year"), 0.7)
    return stated(calendar.year(number), 0.7)


def fiscal_year(phrase: Phrase) -> int | None:
    """Return the year of a fiscal code."""
    digits = (phrase.value("fiscalcode") or "").lstrip("fy '")
    return None if not digits else int(digits) if len(digits) == 4 else century_of(int(digits))


_FISCAL = 4  # April, where a year is written with two years


def years(phrase: Phrase, clock: Clock) -> Reading | None:
    """Read "2014-2016", "1989-90" and the "2023/24" of seasons and fiscal years."""
    numbers = phrase.values("year", "int")
    if phrase.value("sign") not in (None, "/"):
        return None
    first, last = int(numbers[0]), int(numbers[1])
    last = last if last > 99 else first // 100 * 100 + last
    last += 100 if len(numbers[1]) < 3 and last <= first < last + 100 else 0  # "1999/00"
    if (
        not first < last <= first + 100
        or phrase.before("money", "big", "int", "hyphen")
        or phrase.then("percent", "hyphen")
    ):
        return None
    if phrase.has("fiscal") and last == first + 1:  # "the financial year 2019-20": named by the years it touches
        begin, end = (calendar.month(year, _FISCAL).start for year in (first, last))
        return stated(Period(f"{last:04d}", begin, end, "year"), 0.7)
    period = calendar.span(calendar.year(first).start, calendar.year(last).end)
    return stated(replace(period, edtf=f"{first}/{last}"))


_NEWS = 1900  # "1766 deaths were reported": no year that news names so
_PEOPLE = frozenset(("people", "men", "women", "children", "troops", "police"))


def _year_in_context(phrase: Phrase, number: int) -> bool:
    """Say whether a bare four-digit number is a year: not an amount, not a count, not part of a name."""
    if phrase.before("money", "slash", "big", "int", "number") or phrase.then(
        "percent", "big", "number", "clockunit", "money"
    ):
        return False
    if phrase.then("zone"):  # "1015 GMT"
        return False
    if phrase.before("hyphen") and not phrase.before("word", "earlier", "later", "phase", away=2):  # "post-1959" is one
        return False
    tied = phrase.before("in", "since", "until", "by", "from", "between", "earlier", "later", "ended")
    if phrase.then("word") and not phrase.before("since", "until"):
        noun = phrase.next_word()
        plural = noun in _PEOPLE or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3)
        # in the news a count of thousands has its comma
        if plural and (number % 50 == 0 or (number < _NEWS and not tied)) and not phrase.before("the"):
            return False
    # "Windows 2000", "Vision 2030", not "Total 1998 sales"
    if phrase.before("name") and not tied and not (phrase.first == 1 and phrase.then("word")):
        return False
    return 1500 <= number <= 2100 or tied
