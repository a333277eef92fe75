"""Value in brackets → whether it is the earlier one: "profit of Rs 310 crore (Rs 275 crore)", "£3.4m (2018: £3.1m)"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity

_AGAINST = vocabulary("from vs vs. versus against :")


def bracketed_earlier(frame: Frame, mention: Mention) -> bool:
    """Say whether a value stands alone in brackets right behind another one of its unit."""
    first, last = frame.range(mention.span)
    if frame.lower(last) != ")":
        return False
    opening = first - 1 - (frame.lower(first - 1) in _AGAINST)
    while opening in frame.timed:
        opening -= 1
    if frame.lower(opening) != "(":
        return False
    unit = mention.value.unit if isinstance(mention.value, Quantity) else None
    before = next((q.value for q in frame.quantities if frame.range(q.span)[1] == opening), None)
    return unit is not None and isinstance(before, Quantity) and before.unit == unit
