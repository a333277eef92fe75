"""What a sentence says was left behind → the harm of each count: "leaving 50 rioters and 30 soldiers injured"."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.polled import Told
from kg.extract.words import vocabulary
from kg.model import Quantity

_LEAVING = vocabulary("leave leaves leaving left")
_REACH = 24  # words from "leaving" to "injured"


def left_behind(grammar: Grammar, page: Page, frame: Frame) -> dict[tuple[int, int], Told]:
    """Return the measure of the counts between a verb of leaving and the word for what befell those counted."""
    if _LEAVING.isdisjoint(frame.distinct):
        return {}
    found: dict[tuple[int, int], Told] = {}
    for place in [i for i, low in enumerate(frame.lows) if low in _LEAVING]:
        reach = range(place + 1, place + _REACH)
        hit = next((h for h in page.hits[frame.index] if h.first in reach and h.value.owner == "event"), None)
        counted = next((i for i in frame.valued if i > place), place)
        if (
            hit is None
            or hit.first in frame.counted
            or "," in frame.lows[place:counted]  # "left the road, sending 27 people to their deaths"
            or any(grammar.is_verb(frame, i) for i in range(place + 1, hit.first))
        ):
            continue
        for mention in frame.quantities:
            first = frame.at(mention.span.start)
            bare = isinstance(mention.value, Quantity) and mention.value.unit is None
            if bare and place < first < hit.first:
                chosen = Chosen(hit.value.name, hit.value, "measure.left", (hit.first, hit.last))
                found[mention.span.start, mention.span.end] = Told(chosen, None)
    return found
