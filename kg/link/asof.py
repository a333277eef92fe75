"""Claims of one thing and measure → the one that tells its value on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.interval import columns, temporality
from kg.lift import Stored

_CARRIED = frozenset({"state", "cumulative"})  # what was true on a day goes on until somebody says otherwise


def value_as_of(claims: Iterable[Stored], day: date | None) -> Stored | None:
    """Return the claim that tells the value on the day (the latest where no day is given), or None.

    States and counts go on from the last claim before the day; a figure of a period holds in that period alone;
    constants and events hold always. Only facts are asked: no denials, forecasts or values quoted as superseded. Of
    claims of the same day the one published last is taken, then the first by name.
    """
    known = [(place, stored) for stored in claims if (place := _place(stored, day)) is not None]
    known.sort(key=lambda each: each[1].iri)
    return max(known, key=lambda each: each[0])[1] if known else None


def _place(stored: Stored, day: date | None) -> tuple[date, date] | None:
    """Return where the claim stands in time, or None where it does not speak of the day."""
    claim = stored.claim
    found = columns(claim)
    said = found.said or date.min
    if not stored.current or found.footing != "fact" or claim.value is None:
        return None
    how = temporality(claim)
    start = found.start or (date.min if how not in _CARRIED else found.said)
    if start is None:
        return None
    if day is not None:
        if how in {"constant", "event"}:
            return (date.min, said) if said <= day else None
        if start > day:
            return None
        if how == "period" and (found.until is None or found.until <= day):
            return None
        if how in _CARRIED and found.start is None and found.until is not None and found.until <= day:
            return None
    return start, said
