"""Sum that people get, or people counted beside an event → the programme or the event that it is of."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.likeness import LOOSE
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.uses import used_for
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

_PROGRAMMES = vocabulary("program programme scheme fund initiative benefit allowance voucher grant")
_OFTEN = 3  # mentions of the event that an article is about
_COUNTED = "measure.head-noun"
_ABOUT = 4  # words of "of at least 43"


class Benefits:
    """Finds the programme that gives a sum, and the event that people were in."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._given = frozenset(used_for(lexicon, "benefit"))
        self._getting, self._persons = lexicon.words_of("getting"), lexicon.words_of("person")

    def programme(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen) -> Entity | None:
        """Return the programme that an article is about: "Eligible households can receive up to $100"."""
        if chosen.name not in self._given or self._getting.isdisjoint(frame.distinct):
            return None
        first = frame.at(mention.span.start)
        if self._getting.isdisjoint(frame.lows[:first]):
            return None
        told = (topic.entity for topic in page.topics if topic.first <= frame.index)
        return next((each for each in told if each.name.lower().rpartition(" ")[2] in _PROGRAMMES), None)

    def event(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, found: Candidate | None
    ) -> Event | None:
        """Return the event that people were in of whom nobody near is said to have so many.

        "More than 3,000 people took part in the rescue", "the massacre of 43 students".
        """
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        if noun is None or page.poll is not None or frame.lower(frame.range(noun)[1] - 1) not in self._persons:
            return None
        first = frame.range(mention.span)[0]
        for i in range(first - 1, max(0, first - _ABOUT), -1):
            if frame.lower(i) == "of":
                here = page.events.by_frame.get(frame.index, ())
                return next((event for event in here if event.harmful and event.head == i - 1), None)
        main = page.events.main
        if main is None or chosen.rule != _COUNTED or page.events.mentions.get(main, 0) < _OFTEN:
            return None
        return page.events.near(frame, first) if found is None or found.rule in LOOSE else None
