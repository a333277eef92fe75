"""Mention of an event → the words that tell of it, and the day of news that states none."""

from __future__ import annotations

import datetime as dt

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.model import Time

_WHEN = vocabulary("when as where that which who in")  # open a clause that tells more of what stands before it
_OPENING = vocabulary("when as where")


def stretch(frame: Frame, event: Event, *, dated: bool = False) -> tuple[int, int]:
    """Return the words that tell of an event: its clause, and the next or the one before where they belong to it."""
    number = frame.clause(event.head)
    begin, end = frame.clauses[number]
    if number + 1 < len(frame.clauses) and frame.lower(end) in _WHEN and event.last >= end - 1:
        end = frame.clauses[number + 1][1]  # "the earthquake that hit the Varda region on Friday"
    opening = frame.lower(begin)
    if number and (opening in _OPENING or (opening == "after" and not dated)):
        begin = frame.clauses[number - 1][0]  # "21 people were killed on Thursday when a bridge collapsed"
    return min(begin, event.first), end


def tells_of_another(grammar: Grammar, frame: Frame, event: Event, at: int) -> bool:
    """Say whether a time is of what else its clause tells: "searched on Friday for survivors of the floods"."""
    if at >= event.first:
        return False
    begin = frame.clauses[frame.clause(at)][0]
    return any(grammar.is_verb(frame, i) for i in range(begin, at))


def day_before(published: str | None) -> Time | None:
    """Return the day before the article's: news that states no day is of that day or about so."""
    day = day_of(published)
    if day is None:
        return None
    start = day - dt.timedelta(days=1)
    return Time(start.isoformat(), start, day, "attested")


def day_of(published: str | None) -> dt.date | None:
    """Return the day of an article."""
    found = days(published) if published else None
    return found.start if found is not None else None
