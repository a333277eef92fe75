"""Value near a fire or an epidemic → the one whose area or whose cases it is."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.likeness import LOOSE
from kg.extract.page import Page
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

EPIDEMIC, _FIRE = "outbreak", "fire"  # as the kind of an event
_BURNING = 5  # words from "burned" to an area


class Hazards:
    """Knows what spreads and what burns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._burning = lexicon.words_of("burning")
        self._areas = frozenset(unit.code for unit in lexicon.units if unit.dimension == "area")

    def burnt(self, page: Page, frame: Frame, mention: Mention) -> Event | None:
        """Return the fire whose area a value is: "had burned 58 square miles", "a 6-square-mile blaze"."""
        unit = mention.value.unit if isinstance(mention.value, Quantity) else None
        if unit is None or unit not in self._areas:
            return None
        first, last = frame.range(mention.span)
        event = page.events.near(frame, first)
        if event is None or event.kind != _FIRE:
            return None
        burning = not self._burning.isdisjoint(frame.lows[max(0, first - _BURNING) : last + _BURNING])
        return page.events.telling(event) if burning or (event.frame == frame.index and event.head == last) else None

    def epidemic(self, page: Page, frame: Frame, mention: Mention) -> Event | None:
        """Return the epidemic that a value is near."""
        event = page.events.near(frame, frame.range(mention.span)[0])
        telling = page.events.telling(event) if event is not None else None
        return telling if telling is not None and telling.kind == EPIDEMIC else None

    def spreading(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, best: Candidate | None
    ) -> Event | None:
        """Return the epidemic whose cases are counted where no place is told beside them."""
        if chosen.measure is None or chosen.owner != "place" or "Event" not in chosen.measure.subject_classes:
            return None
        if best is not None and best.rule not in LOOSE and best.classes is not None:
            return None
        return self.epidemic(page, frame, mention)
