"""Value beside an event → whether it is of another year than the event: passengers carried last year."""

from __future__ import annotations

from kg import names
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.intervals import reporting
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.scenes import scene_after
from kg.model import Mention, Quantity, Time

_THEN = frozenset({"after", "before", "since"})
_MONTHS = 60  # days
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
    found = page.occurrence(page.events.telling(event)) if frame.times else None
    if found is None or found.when is None or found.when.start is None:
        return False
    if event.frame == frame.index and frame.clause(event.head) == number:
        return False
    whole = [
        time.value
        for time in frame.times
        if isinstance(time.value, Time)
        and (reporting(time.value) or _long_before(time.value, found.when))
        and frame.clause(frame.at(time.span.start)) == number
        and not time.span.overlaps(mention.span)
    ]
    when = found.when.start
    return bool(whole) and not any(t.start and t.end and t.start <= when < t.end for t in whole)


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
