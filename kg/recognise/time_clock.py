"""What a time expression is resolved against: the article's date and the dates said before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from kg.model import Basis
from kg.recognise import time_calendar as calendar
from kg.recognise.time_awaited import after_doing
from kg.recognise.time_calendar import Period
from kg.recognise.time_phrases import Phrase
from kg.values import dataclass, replace

Point = Literal["in", "since", "until", "before", "after"]

_COARSE = ("quarter", "half", "year", "range")


@dataclass(frozen=True, slots=True)
class Clock:
    """The state of the discourse where an expression stands.

    ``now`` is the article's date as precisely as it is known, ``anchor`` the last date that was said, ``period`` the
    last quarter, half or year that figures were given for, ``near`` the last date of the same sentence, ``closing`` how
    many months of a fiscal year were over when a quarter is said to have ended, and the day after its last; ``fresh``
    tells that ``anchor`` was said in the same paragraph, ``april`` that the years of firms here begin in April.
    """

    now: Period | None = None
    certain: bool = True
    anchor: Period | None = None
    period: Period | None = None
    near: Period | None = None
    closing: tuple[int, dt.date] | None = None
    fresh: bool = True
    april: bool = False

    @property
    def today(self) -> dt.date | None:
        """The day of the article, where it is known to the day."""
        return self.now.start if self.now is not None and self.now.unit == "day" else None

    def current(self, unit: str) -> Period | None:
        """Return the week, month, year … the article appeared in; ``None`` where its date is coarser than that."""
        if self.now is None:
            return None
        found = calendar.containing(self.now.start, unit)
        return found if found.end >= self.now.end else None

    def at_sentence(self, *, begins: bool) -> Clock:
        """Return the clock at the next sentence, which may be of another paragraph than the last one with a date."""
        stale = begins and self.fresh and self.anchor is not None
        if self.near is None and not stale:
            return self
        fresh = self.fresh and not stale
        return Clock(self.now, self.certain, self.anchor, self.period, None, self.closing, fresh, self.april)

    def after(self, reading: Reading) -> Clock:
        """Return the clock once a date has been said; one that is only compared with stays in the background."""
        period = reading.period
        if period is None or reading.aside:
            return self
        if reading.kind != "date":
            return replace(self, period=period, near=period) if reading.reports else self
        if reading.compared:
            return replace(self, anchor=period)
        closing = reading.closing or self.closing
        reported = period.unit in _COARSE and not self._reports_part_of(period) and not self._ahead(period)
        coarse = period if reported else self.period
        return Clock(self.now, self.certain, period, coarse, period, closing, april=self.april)

    def _ahead(self, period: Period) -> bool:
        """Say whether a quarter is still to end: a forecast of it is no report."""
        return self.now is not None and period.unit in ("quarter", "half") and period.end > self.now.start

    def _reports_part_of(self, period: Period) -> bool:
        """Say whether a year only tells which months figures were given for: "the first six months of the year"."""
        near = self.near
        part = near is not None and near is self.period and near.unit == "range" and period.unit == "year"
        return part and near is not None and period.start <= near.start and near.end <= period.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression was resolved to; ``yearless`` rebuilds it in another year, where the words state none.

    ``compared`` marks the period that figures are compared with, ``aside`` one that nothing after it is counted from,
    ``reports`` a stretch that figures are given for, and ``closing`` is what a quarter tells of its fiscal year.
    """

    period: Period | None
    basis: Basis = "relative"
    confidence: float = 0.9
    kind: Literal["date", "duration", "set", "present"] = "date"
    edtf: str | None = None
    yearless: Callable[[int], Period] | None = None
    compared: bool = False
    aside: bool = False
    reports: bool = False
    closing: tuple[int, dt.date] | None = None


UNKNOWN = Reading(None, basis="unknown", confidence=0.2)


def nearest(make: Callable[[int], Period], clock: Clock, phrase: Phrase) -> Reading:
    """Return the date without a year that lies best by the article's date: in the past, unless the words look ahead."""
    if clock.now is None:
        if clock.anchor is None or (clock.near is None and phrase.tense() == "future"):
            return replace(UNKNOWN, yearless=make)
        period = made(make, clock.anchor.start.year)
        return Reading(period, basis="anchored", confidence=0.4, yearless=make) if period else UNKNOWN
    # An article dated to a month or a year only: its middle is the fairest place to stand.
    here = clock.now.start if clock.now.unit == "day" else clock.now.start + (clock.now.end - clock.now.start) / 2
    weekday = phrase.value("weekday")
    periods = [found for year in range(here.year - 1, here.year + 2) if (found := made(make, year)) is not None]
    if weekday:
        periods = [
            period for period in periods if period.unit != "day" or str(period.start.isoweekday()) == weekday
        ] or periods
    back = max((period for period in periods if period.start <= here), key=lambda period: period.start, default=None)
    ahead = min((period for period in periods if period.start > here), key=lambda period: period.start, default=None)
    chosen = _chosen(back, ahead, here, phrase)
    if chosen is None:
        return replace(UNKNOWN, yearless=make)
    sure = 0.9 if clock.certain and abs((chosen.start - here).days) < 200 else 0.7
    return Reading(chosen, confidence=sure, yearless=make)


def _chosen(back: Period | None, ahead: Period | None, here: dt.date, phrase: Phrase) -> Period | None:
    if back is None or ahead is None or back.end > here or phrase.before("since"):
        return back or ahead
    days_back, days_ahead = (here - back.start).days, (ahead.start - here).days
    gone = (here - back.end).days if back.unit == "season" else days_back
    tense = phrase.tense()
    if tense == "future" and after_doing(phrase.words, phrase.first):
        return back  # "would fall after rising in January"
    if phrase.before("until", "by") and tense != "past":
        return ahead if days_ahead < 330 else back
    if tense == "future" or phrase.before("until", "by"):
        return ahead if days_ahead < 3 * days_back else back
    if tense == "past" and (phrase.told() or (back.unit == "month" and back.start.year == here.year)):
        return back
    if tense == "past" and back.unit == "month" and phrase.first <= 1:
        return back  # "In July, a train derailed", told in June
    # Who means a date of ten months ago says the year; one of the coming weeks needs none.
    return back if gone <= (325 if tense == "past" else 240) else ahead


def made(make: Callable[[int], Period], number: int) -> Period | None:
    """Return the date in a year, ``None`` where that year has none (29 February, years no calendar has)."""
    try:
        return make(number)
    except (ValueError, OverflowError):
        return None
