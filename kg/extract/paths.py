"""Value of a change in its frame → whether another one follows or leads to it: "rose 3 cents to $2", "to 7 from 6"."""

from __future__ import annotations

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity

_WHILE = vocabulary("in at on for of the end as during")  # words around a time
_HALTS = vocabulary("to from at , and but ; (")  # no words of "to a seasonally adjusted 274,000"
_SCORING = vocabulary("up down more less fewer lost loses losing added gain gains gained")  # also of games and polls
_EARLIER = vocabulary("last previous prior same")  # quarter
_FUNDING, _OBJECT = vocabulary("raised raising raise"), 5  # words of "raised about $8 billion"


def goes_to(frame: Frame, last: int, quantity: Quantity) -> bool:
    """Say whether "to", "from" or "at" and another value follow within a few words, of no other kind."""
    for i in range(last, min(last + 5, frame.size - 1)):
        if frame.lower(i) == ",":
            return False  # "higher at $12, compared to a 2 percent rise"
        if frame.lower(i) in ("to", "from", "at"):
            if frame.lower(i) == "at" and not _FUNDING.isdisjoint(frame.lows[max(0, last - _OBJECT) : last]):
                return False  # "raised $8 billion at $45 a share"
            place = next((k for k in range(i + 1, i + 5) if k in frame.valued or frame.lower(k) in _HALTS), i)
            if place in frame.valued:
                other = frame.quantities[frame.valued.index(place)].value
                counts = isinstance(other, Quantity) and other.unit is None and other.noun is not None
                return not (counts and quantity.unit is not None)  # "raised $3 million from 15 investors"
    return False


def drifts(frame: Frame, moved: Hit[str], first: int, last: int, quantity: Quantity, measured: frozenset[str]) -> bool:
    """Say whether a verb of change right before an amount that stands alone makes a change of it.

    "Sank 405 points", "was off 42 points"; "has dropped 11 metres since May", but no "fell 30 metres to its death".
    """
    if moved.last != first or moved.value == "level":
        return False
    if quantity.unit == "point":
        return frame.lower(moved.first) not in _SCORING
    link = frame.lower(last)
    return quantity.unit in measured and (link == "since" or (link in ("in", "over") and last + 1 in frame.timed))


def came_to(frame: Frame, mention: Mention, first: int) -> bool:
    """Say whether a value after "to" stands before "from", a time at most between: "to 7 in June from 6"."""
    number = frame.quantities.index(mention)
    begin, end = frame.range(frame.quantities[number - 1].span) if number else (0, 0)
    between = (i for i in range(end, first - 1) if i not in frame.timed and frame.lower(i) not in _WHILE)
    return end < first and frame.lower(begin - 1) == "to" and all(i >= first - 2 for i in between)


def steps(frame: Frame, change: int, last: int, quantity: Quantity) -> bool:
    """Say whether a bare count is a step from an earlier one or to a level: "up 2,000 on the previous quarter"."""
    link = frame.lower(last)
    if quantity.unit is not None or quantity.noun is not None or link not in ("from", "on", "to", "at"):
        return False
    base = last + 2 if frame.lower(last + 1) == "the" else last + 1
    if link in ("from", "on") and (last + 1 in frame.timed or frame.lower(base) in _EARLIER):
        return True
    scored = link == "to" and frame.lower(change) in ("up", "down")  # "up 3 to 2"
    return not scored and goes_to(frame, last, quantity)
