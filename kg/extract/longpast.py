"""Toll of an event of long ago, told in a trial or a look back → whether it is of the day of the event."""

from __future__ import annotations

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.page import Page
from kg.extract.sums import money
from kg.lexicon import Lexicon
from kg.model import Mention, Time

_LONG, _LATELY = 60, 14  # days before the article
_NEAR = 20  # sentences back to the event


class LongPast:
    """Tells what came of an event then from what people do about it now."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lasting = frozenset(cue.text for cue in lexicon.cues_of("recurrence") if cue.sense == "never")

    def lasts(self, event: Event | None) -> bool:
        """Say whether an event goes on: a war, an outbreak."""
        return event is not None and event.kind in self._lasting

    def since(self, page: Page, when: Time) -> int | None:
        """Return how many days before the article an event happened."""
        day = days(page.article.published) if page.article.published else None
        if day is None or day.start is None or when.start is None:
            return None
        return (day.start - when.start).days

    def then(self, page: Page, frame: Frame, event: Event | None, when: Time) -> bool:
        """Say whether a toll is of an event of long ago, and not of what happened lately, told beside it."""
        gone = self.since(page, when)
        if event is None or gone is None or gone <= _LONG or event.kind in self._lasting:
            return False
        first = max(min(event.frame, frame.index), frame.index - _NEAR)
        told = page.frames[first : frame.index + 1]
        return not any(self._lately(page, mention) for one in told for mention in one.times)

    def _lately(self, page: Page, mention: Mention) -> bool:
        gone = self.since(page, mention.value) if isinstance(mention.value, Time) else None
        return gone is not None and -_LATELY <= gone <= _LATELY

    def paid(self, page: Page, mention: Mention | None, when: Time) -> bool:
        """Say whether a value is a sum that somebody has to pay long after the event it is paid for."""
        return mention is not None and money(mention.value) and (self.since(page, when) or 0) > _LONG
