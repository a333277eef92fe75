"""What a time expression is resolved against: the article's date, the dates said before it, the tense of its clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Literal

from kg.model import Basis
from kg.recognise import time_calendar as calendar
from kg.recognise.time_awaited import after_doing, awaited
from kg.recognise.time_calendar import Period
from kg.recognise.time_words import CODES, Words
from kg.values import dataclass, replace

Tense = Literal["past", "future"]
Point = Literal["in", "since", "until", "before", "after"]

_MEASURED = ("than", "as")
_TO_COME = frozenset(("delivery", "deliveries", "futures", "settlement", "due"))
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


@cache  # of a few dozen questions that the rules ask of every phrase
def _codes(*kinds: str) -> frozenset[str]:
    return frozenset([CODES[kind] for kind in kinds])


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words ``first`` to ``last`` (half-open) of a sentence, which a rule of the grammar matched."""

    words: Words
    first: int
    last: int

    def values(self, *kinds: str) -> list[str]:
        """Return what the words of these classes stand for, in order."""
        wanted = _codes(*kinds)
        return [self.words.values[at] for at in range(self.first, self.last) if self.words.codes[at] in wanted]

    def value(self, *kinds: str) -> str | None:
        """Return what the first word of these classes stands for."""
        found = self.values(*kinds)
        return found[0] if found else None

    def has(self, *kinds: str) -> bool:
        """Say whether a word of one of the classes is there."""
        return not _codes(*kinds).isdisjoint(self.words.codes[self.first : self.last])

    def before(self, *kinds: str, away: int = 1) -> bool:
        """Say whether the word before the phrase is of one of the classes."""
        at = self.first - away
        return at >= 0 and self.words.codes[at] in _codes(*kinds)

    def then(self, *kinds: str, away: int = 0) -> bool:
        """Say whether the word after the phrase is of one of the classes."""
        at = self.last + away
        return at < len(self.words.codes) and self.words.codes[at] in _codes(*kinds)

    def word_before(self) -> str:
        """Return the word before the phrase in lower case, "" where none stands there."""
        words, at = self.words, self.first - 1
        return words.text[words.starts[at] : words.ends[at]].lower() if at >= 0 else ""

    def follows_the(self) -> bool:
        """Say whether the article "the" (not "his" or "their") stands before the phrase or opens it."""
        words = self.words
        at = self.first if self.has("the") else self.first - 1
        return at >= 0 and words.codes[at] == CODES["the"] and words.values[at] != "own"

    def named(self) -> bool:
        """Say whether the phrase is capitalised within a sentence and a name follows: "the Daily Mail"."""
        words = self.words
        return self.first > 0 and words.text[words.starts[self.first]].isupper() and self.then("name")

    def next_word(self) -> str:
        """Return the word after the phrase, as it is written."""
        words = self.words
        return words.text[words.starts[self.last] : words.ends[self.last]] if self.last < len(words.codes) else ""

    def _word(self, at: int) -> str:
        words = self.words
        return words.text[words.starts[at] : words.ends[at]].lower() if at >= 0 else ""

    def tense(self) -> Tense | None:
        """Return which way the clause looks: the verb beside the phrase, else the nearest before it, else after it."""
        codes, values = self.words.codes, self.words.values
        beside = self.next_word().lower(), self._word(self.first - 2)
        if not _TO_COME.isdisjoint(beside) or awaited(self.words, self.first):
            return "future"  # "February delivery", "for delivery in February"
        if self.last < len(codes) and codes[self.last] == _VERB:  # "on Sunday issued"
            return "past"
        if self._word(self.first - 1) == "for" and self._fixed():
            return "future"
        if self.then("apostrophe") and not self.before("until", "by"):  # "Wednesday's ruling"
            return "past"
        at = self.first - 1
        if at > 0 and codes[at] in _PREPOSITIONS:
            at -= 1
        if at >= 0 and codes[at] == _TENSE and values[at] == "present":  # "the deadline is on Friday"
            return "future"
        opens = self._opens_a_clause()
        back = range(self.first - 1, max(-1, self.first - 25), -1)
        ahead = range(self.last, min(len(codes), self.last + (30 if opens else 12)))
        for at in (*ahead, *back) if opens else (*back, *ahead):
            if codes[at] in _VERBS and values[at] != "present":
                if self._word(at - 1) in _MEASURED or self._word(at - 2) in _MEASURED:
                    continue  # "better-than-expected third-quarter results"
                return _tense(codes, values, at)
        after = any(codes[at] == _LATER and values[at] == "event" for at in range(max(0, self.first - 6), self.first))
        return "past" if after else None  # "after a strike in the spring"

    def told(self) -> bool:
        """Say whether a verb in the past tense stands right before the phrase and its preposition: "passed in May"."""
        codes = self.words.codes
        at = self.first - 1
        if at > 0 and codes[at] == _IN:
            at -= 1
        return at >= 0 and codes[at] == _VERB and _tense(codes, self.words.values, at) == "past"

    def _fixed(self) -> bool:
        """Say whether something was arranged for then: "set sentencing for Jan. 29"."""
        words = [self._word(at) for at in range(max(0, self.first - 6), self.first - 1)]
        return not _FIXING.isdisjoint(words) and "had" not in words

    def put_off(self) -> bool:
        """Say whether something had not happened until then: "had not been told until Monday"."""
        words = [self._word(at) for at in range(max(0, self.first - 12), self.first - 1)]
        over = "had" in words and _PROLONGED.isdisjoint(words)  # "it had been split until Wednesday"
        return (self.before("until", "by") and over) or (self.before("until") and not _NOT.isdisjoint(words))

    def _opens_a_clause(self) -> bool:
        """Say whether the phrase comes before its verb: "said that on Saturday he will"."""
        codes = self.words.codes
        at = self.first - 1
        if at >= 0 and codes[at] in _PREPOSITIONS:
            at -= 1
        return at < 0 or codes[at] in _OPENERS or (at > 0 and codes[at] == _AND and codes[at - 1] == _COMMA)


_PREPOSITIONS = CODES["in"] + CODES["by"] + CODES["until"] + CODES["since"]
_OPENERS = CODES["dot"] + CODES["sign"] + CODES["dash"] + CODES["same"]
_VERB = CODES["verb"]
_LATER = CODES["later"]
_IN, _AND, _COMMA = CODES["in"], CODES["and"], CODES["comma"]
_PROLONGED = frozenset(("extended", "postponed", "delayed", "adjourned", "suspended", "closed", "put", "time"))
_FIXING = frozenset(("set", "called", "scheduled", "slated", "booked", "fixed", "planned"))
_NOT = frozenset(("not", "never", "no", "nobody", "'t"))
_TENSE = CODES["tense"]
_VERBS = _VERB + _TENSE


def _tense(codes: str, values: tuple[str, ...], at: int) -> Tense:
    """Return the tense of the verb there; a participle after "will be" looks ahead, one after "be" alone too."""
    if codes[at] == _TENSE and values[at] == "future":
        return "future"
    helped = any(codes[near] == _TENSE and values[near] == "future" for near in range(max(0, at - 3), at))
    return "future" if helped else "past"


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
