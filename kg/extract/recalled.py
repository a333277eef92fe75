"""Event told in passing → which other one it is: of another year, or the worst there was, and not the article's own."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kg.edtf import days
from kg.extract.event_words import MOST
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.intervals import reporting
from kg.extract.words import AFTER_NOUN, PREPOSITIONS, vocabulary
from kg.model import Mention, Time
from kg.values import replace

NEW = frozenset({"a", "an", "another"})  # what was told of before is "the"
_IT = vocabulary("it this that")
_WITHIN = frozenset({"in", "of"})
_AGO = 10  # days within which what happened is news
_OPENING = 2  # words: "In 2006, …"


class Lately:
    """Tells events of some days ago from those that are news: "On Wednesday a bomb … On Sept. 29, a bomber …"."""

    def __init__(self, published: str | None) -> None:
        found = days(published) if published else None
        self._day = found.start if found is not None else None
        self._news: set[str] = set()  # kinds of what happened within days of the article

    def apart(self, frame: Frame, found: Sequence[Event]) -> Sequence[Event]:
        """Return the events of a frame, those marked that a sentence of an earlier day tells as new."""
        if self._day is None or not any(event.harmful for event in found):
            return found
        ages = {
            frame.at(m.span.start): (self._day - m.value.start).days
            for m in frame.times
            if isinstance(m.value, Time)
            and m.value.start is not None
            and m.value.kind == "date"
            and m.value.point == "in"
        }
        earlier = next((age for at, age in ages.items() if at < _OPENING), 0)
        fresh = [event for event in found if event.fresh and event.kind in self._news]
        if earlier > _AGO and fresh and not any(age <= _AGO for age in ages.values()):
            return [replace(e, year=e.year or f"{earlier} days ago") if e in fresh else e for e in found]
        if any(0 <= age <= _AGO for age in ages.values()):
            self._news |= {event.kind for event in found if event.harmful}
        return found


def told_as_most(frame: Frame, event: Event, published: str) -> Event:
    """Return an event by what a superlative tells of it.

    "It was the deadliest crash since 1992" gives the crash told of before no other name; "the country's worst disaster
    was in 2003" is another one.
    """
    if not event.harmful or MOST.isdisjoint(frame.lows[event.first : event.head]):
        return event
    begin, _ = frame.clauses[frame.clause(event.head)]
    if frame.lower(begin) in _IT and begin < event.first:  # what is told "when" is of the other one
        other = "when" in frame.lows[event.head :]
        return replace(event, apart=True, known=False, detail=0) if other else replace(event, detail=0, known=True)
    year = _year(frame, event, published, gap=0)
    if not year and frame.lower(event.first - 1) in _WITHIN:
        return replace(event, detail=0, known=True)  # "two trains collided in the country's worst rail disaster"
    return replace(event, year=year, apart=True, known=False) if year else event


def of_another_year(frame: Frame, event: Event, published: str, told: Set[int]) -> Event:
    """Return an event marked as one of another year, where it is told as new: "a quake in the same region in 1987".

    A year that opens a sentence, and is none of those ``told`` before, recalls another one as well: "In 2006, 60 people
    died when a bus carrying pilgrims fell into a ravine".
    """
    opening = (frame.lower(event.first - 1), frame.lower(event.first))
    if not event.harmful:
        return event
    if not (event.several or not NEW.isdisjoint(opening)):
        own = not frame.timed.isdisjoint(range(event.first, event.head))  # "not far from the scene of Tuesday's crash"
        known = (event.known or own) and event.iri is None  # "In 2018 the Kettle Fire killed 12"
        year = _opening_year(frame, published) if told and not known else 0
        return replace(event, year=str(year)) if year and year not in told else event
    if event.several:
        for mention in frame.times:
            time = mention.value
            if isinstance(time, Time) and reporting(time) and _beside(frame, event, mention):
                return replace(event, year=f"{time.edtf}")  # "Road accidents killed 700 people last year"
    return replace(event, year=_year(frame, event, published, gap=1))


def _year(frame: Frame, event: Event, published: str, *, gap: int) -> str:
    """Return the year in which an event happened, "" where it is that of the article or within a ``gap`` of years."""
    for mention in frame.times:
        time = mention.value
        if not isinstance(time, Time) or time.start is None or time.point != "in":
            continue  # "the deadliest attack since 1992" was not then
        if abs(time.start.year - int(published)) > gap and _beside(frame, event, mention):
            return str(time.start.year)
    return ""


def _opening_year(frame: Frame, published: str) -> int:
    """Return the earlier year that a sentence opens with, 0 where it opens with none."""
    for mention in frame.times[:1]:
        time = mention.value
        if not isinstance(time, Time) or time.start is None or time.point != "in" or time.kind != "date":
            continue
        if frame.at(mention.span.start) < _OPENING and time.start.year < int(published):
            return time.start.year
    return 0


def _beside(frame: Frame, event: Event, mention: Mention) -> bool:
    """Say whether a time stands in the clause of an event, or opens its sentence."""
    begin, end = frame.clauses[frame.clause(event.head)]
    at, last = frame.range(mention.span)
    noun = last < frame.size and frame.tokens[last].text[0].islower() and frame.lower(last) not in AFTER_NOUN
    if noun and event.last <= at and frame.lower(at - 1) not in PREPOSITIONS:
        return False  # "protests to mark a failed 1959 uprising"
    return (begin <= at < end and "since" not in frame.lows[event.head : at]) or at < _OPENING
