"""Value beside an event → whether it is of another year than the event: passengers carried last year."""

from __future__ import annotations

from decimal import Decimal

from kg import names
from kg.extract.event_days import day_before
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.intervals import reporting, width
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.scenes import scene_after
from kg.model import Entity, Mention, Quantity, Span, Time

_TOLL, _OPENING, _DEATHS = ("first toll", 0), 2, "deathToll"
_MANY, _TIMES = 1000, 100  # deaths; … for each that the event is told to have cost
_THEN = frozenset({"after", "before", "since"})
_MONTHS, _DAYS, _YEAR = 60, 3, 364  # days
_SUDDEN = frozenset({"crash", "sinking", "capsizing", "explosion", "collapse", "derailment", "collision", "earthquake"})
_PLACING, _NEAR = frozenset({"in", "across", "on", "at", "off"}), 3
_REACH = 10  # words from "six years after" to a value
_LONG_AGO = frozenset({"year", "years", "month", "months", "week", "weeks", "decade", "decades", "days"})


def another_year(page: Page, frame: Frame, mention: Mention, event: Event) -> bool:
    """Say whether a value is of a whole quarter or year in which the event near did not happen.

    "A train derailed on Monday. The operator carried 41 million passengers in 2025": no toll of the accident; nor is
    what is told of each year, "Norland's roads claim 17,000 lives a year".
    """
    if each_year(mention) and not event.several:
        return True
    number = frame.clause(frame.at(mention.span.start))
    telling = page.events.telling(event)
    found = page.occurrence(telling) if frame.times else None
    if found is None:
        return False
    when = found.when
    if when is None and not telling.several and telling.kind in _SUDDEN:
        when = day_before(page.article.published)
    if when is None or when.start is None:
        return False
    if event.frame == frame.index and frame.clause(event.head) == number:
        return False
    if any(_longer(time.value, when, frame, number, time.span) for time in frame.times):
        return True
    whole = [
        time.value
        for time in frame.times
        if isinstance(time.value, Time)
        and (reporting(time.value) or _long_before(time.value, when))
        and frame.clause(frame.at(time.span.start)) == number
        and not time.span.overlaps(mention.span)
    ]
    day = when.start
    return bool(whole) and not any(t.start and t.end and t.start <= day < t.end for t in whole)


def outsized(page: Page, frame: Frame, mention: Mention, event: Event) -> bool:
    """Say whether a toll is far too great for the event near: that of a war, told after the toll of one raid.

    The title and the first sentence tell the event's own.
    """
    value = mention.value
    if not isinstance(value, Quantity) or value.value < _MANY or not frame.index:
        return False
    if event.frame == frame.index and page.events.telling(event) is event:
        return False
    toll = page.frames[0].memo.get(_TOLL)
    if toll is None:
        toll = page.frames[0].memo[_TOLL] = _first_toll(page)
    return bool(toll) and value.value >= toll * _TIMES


def _first_toll(page: Page) -> Decimal:
    """Return the greatest count beside a word of deaths in the title, else in the first sentence."""
    for frame in page.frames[:_OPENING]:
        if any(hit.value.name == _DEATHS for hit in page.hits.get(frame.index, ())):
            counts = (mention.value for mention in frame.quantities)
            tolls = [q.value for q in counts if isinstance(q, Quantity) and q.unit is None and not q.vague]
            return max(tolls, default=Decimal(0))
    return Decimal(0)


def _longer(time: object, when: Time, frame: Frame, number: int, span: Span) -> bool:
    """Say whether a clause counts what came together in years, or in the year of an event of one day.

    "More than 20,000 have drowned in the strait since 2014", "220 have died this year".
    """
    if not isinstance(time, Time) or time.start is None or when.start is None or width(when) > _DAYS:
        return False
    if frame.clause(frame.at(span.start)) != number:
        return False
    if time.point == "since":
        return (when.start - time.start).days > _MONTHS
    year = time.kind == "date" and time.point == "in" and (time.start.month, time.start.day) == (1, 1)
    return year and width(time) >= _YEAR and time.start <= when.start and time.start.year == when.start.year


def told_there(grammar: Grammar, page: Page, frame: Frame, mention: Mention) -> Entity | None:
    """Return the place of which such a count is told, in its sentence or in the one before: "in the strait"."""
    for near in (frame, page.before(frame)):
        if near is None or near.sentence.paragraph != frame.sentence.paragraph:
            continue
        begin = frame.range(mention.span)[1] if near is frame else 0
        if near is frame and frame.lower(0) in _PLACING:
            begin = 0  # "In Norland 220 have died this year"
        for other in near.entities:
            at, entity = near.at(other.span.start), other.value
            if near is frame and "most" in near.lows[begin:at]:
                break  # "…, most of them in Guinea"
            placed = any(near.lower(i) in _PLACING for i in range(max(begin, at - _NEAR), at))
            if placed and isinstance(entity, Entity) and grammar.is_a(entity.classes, ("Place",)):
                return entity
    return None


def each_year(mention: Mention) -> bool:
    """Say whether a value is told of each year: "17,000 lives a year"."""
    unit = mention.value.unit if isinstance(mention.value, Quantity) else None
    return unit is not None and unit.endswith("/year")


def _long_before(time: Time, when: Time) -> bool:
    """Say whether a time ended some months before an event: "was hit in July 2006 by bombs that killed 186"."""
    if time.kind != "date" or time.point != "in" or time.end is None or when.start is None:
        return False
    return (when.start - time.end).days > _MONTHS


def long_after(frame: Frame, first: int) -> int | None:
    """Return where "after" stands before a value in "six years after a gunman killed 49"."""
    back = range(first - 1, max(0, first - _REACH), -1)
    return next((i for i in back if frame.lower(i) in _THEN and frame.lower(i - 1) in _LONG_AGO), None)


def elsewhere_before(
    grammar: Grammar, page: Page, frame: Frame, mention: Mention, event: Event
) -> tuple[str, str] | None:
    """Return the name of another event than the one near, and by what it is told from all others.

    "Six years after a gunman killed 49 people at a club in Orlando"; "in the same region" names nothing outside its
    article.
    """
    if _THEN.isdisjoint(frame.distinct):
        return None
    first, last = frame.range(mention.span)
    begin = long_after(frame, first)
    if begin is None or (event.frame == frame.index and begin <= event.head < first):
        return None
    noun = mention.value.noun if isinstance(mention.value, Quantity) else None
    where = scene_after(grammar, frame, frame.range(noun)[1] if noun is not None else last, page.article.text)
    if not where:
        return None
    name = f"{event.kind} {where}"
    return name, f"{name} {names.digest(page.article.id)}" if name.islower() else name
