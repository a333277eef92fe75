"""Value beside an event → whether it is of another year than the event: passengers carried last year."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.intervals import reporting
from kg.extract.page import Page
from kg.model import Mention, Time


def another_year(page: Page, frame: Frame, mention: Mention, event: Event) -> bool:
    """Say whether a value is of a whole quarter or year in which the event near did not happen.

    "A train derailed on Monday. The operator carried 41 million passengers in 2025": no toll of the accident.
    """
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
        and reporting(time.value)
        and frame.clause(frame.at(time.span.start)) == number
        and not time.span.overlaps(mention.span)
    ]
    when = found.when.start
    return bool(whole) and not any(t.start and t.end and t.start <= when < t.end for t in whole)
