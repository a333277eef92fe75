"""What the comparison reads of a claim ⇄ one string: ``kg:comparison``, so that checking all claims is one scan.

The string holds nothing of its own: interval, footing, words as written, step, first day, day after, granularity,
voice, day said, unit, publisher and article, as the plain properties have them, in this order. The ends of the interval
stand in its notation.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kg.interval import Columns

_BAR = "%7C"


class Packed(NamedTuple):
    """The columns as text, "" where there is none."""

    interval: str
    footing: str
    written: str
    step: str
    start: str
    until: str
    granularity: str
    voice: str
    said: str
    unit: str
    publisher: str
    article: str


DIFFERING = 3
"""The first columns: in a series whose claims agree in all of them there is nothing to find."""


def pack(found: Columns, *, article: str, publisher: str | None, unit: str | None) -> Packed:
    """Return what the comparison reads of a claim, as text; in a graph ``article`` and ``unit`` are IRIs."""
    return Packed(
        interval=found.interval.notation,
        footing=found.footing,
        written=found.written,
        step=f"{found.step.normalize():f}",
        start=_iso(found.start),
        until=_iso(found.until),
        granularity=found.granularity,
        voice=found.voice,
        said=_iso(found.said),
        unit=unit or "",
        publisher=publisher or "",
        article=article,
    )


def join(columns: Packed) -> str:
    """Return the columns as one string.

    >>> join(Packed("[5,5]", "fact", "5", *[""] * 7, "A|B", "urn:a"))
    '[5,5]|fact|5||||||||A%7CB|urn:a'
    """
    return "|".join(column.replace("|", _BAR) if "|" in column else column for column in columns)


def unpack(text: str) -> Packed:
    """Return the columns that :func:`join` joined; raise :class:`ValueError` where the text is no such string.

    >>> unpack("[5,5]|fact|5||||||||A%7CB|urn:a").publisher
    'A|B'
    """
    columns = text.split("|")
    if len(columns) != len(Packed._fields):
        raise ValueError(f"{text!r} does not have {len(Packed._fields)} columns")
    return Packed(*([column.replace(_BAR, "|") for column in columns] if _BAR in text else columns))


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
