"""War or other event → the side or the place that it is called by, and its name: "the Kalo Ministry of Health said"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.intervals import width
from kg.extract.words import vocabulary
from kg.model import Entity, Mention, Time

_MINISTRY, _HEALTH = "Ministry", "health"
_DAYS, _MONTH = 3, 31
_WAR, _SIDES = "war", frozenset({"State", "Province", "Region"})
_DEAD, _NEAR = vocabulary("dead deaths killed toll wounded injured casualties fatalities"), 6
_FURTHER, _BESIDE = vocabulary("another and"), vocabulary("neighboring neighbouring nearby adjacent")
_PARTS, _AFTER = frozenset({"State", "Place", "City", "Region", "Province"}), 8  # words to "in neighbouring"


def of_ministry(frame: Frame) -> str | None:
    """Return the place whose health ministry tells what happened there: "the Kalo Ministry of Health said 213 died"."""
    if _HEALTH not in frame.distinct:
        return None
    for mention in frame.entities:
        entity = mention.value
        if not isinstance(entity, Entity) or _MINISTRY not in entity.classes:
            continue
        words = entity.name.split()
        end = next((i for i, word in enumerate(words) if word.casefold() in (_MINISTRY.casefold(), _HEALTH)), 0)
        if end and words[end - 1][0].isupper() and _HEALTH in entity.name.casefold():
            return " ".join(words[:end])
    return None


def titled(name: str, place: str, when: Time | None) -> str:
    """Return an event's name with what tells it: "Kalo road bridge collapse (2021-03-04)"."""
    said = name.casefold()
    if place and not any(word in said for word in place.casefold().split()):
        name = f"{place} {name}"
    if when is None or when.start is None:
        return name
    day, month = when.start.isoformat(), f"{when.start:%Y-%m}"
    told = day if width(when) <= _DAYS else month if width(when) <= _MONTH else f"{when.start:%Y}"
    return name if told in name else f"{name} ({told})"


def of_side(frame: Frame, mention: Mention, event: Event) -> Entity | None:
    """Return the land whose dead alone are told of a war: "brought the number of dead in Norland to 12"."""
    if event.kind != _WAR or _DEAD.isdisjoint(frame.distinct):
        return None
    first, last = frame.range(mention.span)
    for i in range(max(1, first - _NEAR), min(frame.size - 1, last + 3)):
        if frame.lower(i) == "in" and frame.lower(i - 1) in _DEAD:
            found = frame.entity(i + 1)
            entity = found.value if found is not None else None
            if isinstance(entity, Entity) and not _SIDES.isdisjoint(entity.classes):
                return entity
    return None


def of_part(frame: Frame, mention: Mention, event: Event) -> Entity | None:
    """Return the region whose dead alone are told: "In the state of Orsa, 45 have died", "and another 17 in Lund"."""
    if "in" not in frame.distinct or event.frame == frame.index:
        return None
    first, last = frame.range(mention.span)
    found = None
    if frame.lower(last) == "in" and not _FURTHER.isdisjoint(frame.lows[max(0, first - 1) : last]):
        found = frame.entity(last + 1)
    elif not _BESIDE.isdisjoint(frame.lows[last : last + _AFTER]):
        at = next(i for i in range(last, last + _AFTER) if frame.lower(i) in _BESIDE)
        found = frame.entity(at + 1) if frame.lower(at - 1) == "in" else None
    elif frame.lower(0) == "in" and "," in frame.lows[max(0, first - 3) : first]:
        comma = max(i for i in range(max(0, first - 3), first) if frame.lower(i) == ",")
        found = frame.entity(comma - 1) if "," not in frame.lows[:comma] else None
    entity = found.value if found is not None else None
    if not isinstance(entity, Entity) or _PARTS.isdisjoint(entity.classes):
        return None
    return entity if entity.name not in event.name else None
