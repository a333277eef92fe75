"""Word for what happened → whether it tells of no event: only feared, of a price, or of many things counted."""

from __future__ import annotations

from collections.abc import Set

from kg.extract.frame import Frame
from kg.model import Quantity

_SEVERAL = 3  # trains that collided


def none(frame: Frame, first: int, last: int, fears: Set[str], *, site: bool) -> bool:
    """Say whether words tell of no event; what befalls a ``site`` befell none of the many that are counted."""
    return priced(frame, last) or (site and counted_off(frame, last)) or only_feared(frame, first, fears)


def only_feared(frame: Frame, i: int, fears: Set[str]) -> bool:
    """Say whether an event did not happen: "a rumour of a landslide", "the threat of floods"."""
    of = next((k for k in range(i - 1, max(-1, i - 4), -1) if frame.lower(k) == "of"), 0)
    return of > 0 and frame.lower(of - 1) in fears


def priced(frame: Frame, i: int) -> bool:
    """Say whether a share follows at once: "the chipmaker sank 12 percent" happened to a price alone."""
    if i not in frame.valued and not (frame.lower(i) in ("by", "as") and i + 1 in frame.valued):
        return False
    value = frame.quantities[frame.valued.index(i if i in frame.valued else i + 1)].value
    return isinstance(value, Quantity) and value.unit == "percent"


def counted_off(frame: Frame, i: int) -> bool:
    """Say whether an event's noun is but of things counted after it: "the collapse of 12,000 homes"."""
    if frame.lower(i) != "of":
        return False
    return next((many(frame, k) for k in range(i + 1, i + 5) if k in frame.valued), False)


def many(frame: Frame, i: int) -> bool:
    """Say whether so many are counted that what befell them is no event of its own: "2,690 houses collapsed"."""
    value = frame.quantities[frame.valued.index(i)].value
    return isinstance(value, Quantity) and value.value > _SEVERAL
