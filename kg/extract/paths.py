"""Value of a change in its frame → whether another one follows or leads to it: "rose 3 cents to $2", "to 7 from 6"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity

_WHILE = vocabulary("in at on for of the end as during")  # words around a time
_EARLIER = vocabulary("last previous prior same")  # quarter


def goes_to(frame: Frame, last: int, quantity: Quantity) -> bool:
    """Say whether "to", "from" or "at" and another value follow within a few words, of no other kind."""
    for i in range(last, min(last + 5, frame.size - 1)):
        if frame.lower(i) == ",":
            return False  # "higher at $12, compared to a 2 percent rise"
        if frame.lower(i) in ("to", "from", "at"):
            place = i + 1 if i + 1 in frame.valued else i + 2
            if place in frame.valued:
                other = frame.quantities[frame.valued.index(place)].value
                counts = isinstance(other, Quantity) and other.unit is None and other.noun is not None
                return not (counts and quantity.unit is not None)  # "raised $3 million from 15 investors"
    return False


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
