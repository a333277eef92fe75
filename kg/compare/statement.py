"""Claims of one series → statements: what several claims say alike, folded, with who says it and since when.

All values are plain: days are ISO strings (``""`` where unknown), ends of intervals ``Decimal`` for numbers,
ISO strings for dates, ``None`` where open. :mod:`kg.interval` says how they come from a claim's words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from kg.interval import Columns

End: TypeAlias = Decimal | str | None


class Row(NamedTuple):
    """One claim as the comparison sees it: a line of the column scan."""

    claim: str
    article: str
    publisher: str
    interval: str  # in interval notation, as kg:interval
    low: End
    high: End
    step: Decimal
    start: str
    until: str
    granularity: str
    footing: str
    voice: str
    said: str
    written: str
    unit: str

    @property
    def order(self) -> str:
        """The earliest first, then by name; undated claims last. The shapes sort by the same string."""
        return f"{self.said or '9999-12-31'} {self.claim}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one or more claims say alike; ``rows`` stand in order, the first is the one that is quoted."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """The claim that is quoted."""
        return self.rows[0]

    @property
    def order(self) -> str:
        """Where the statement stands among others."""
        return self.rows[0].order


@dataclass(frozen=True, slots=True)
class Series:
    """The claims that may be compared: one subject, measure, dimension and scope."""

    iri: str
    temporality: str
    rows: tuple[Row, ...]
    subject: str = ""
    measure: str = ""
    dimension: str = ""


def row(claim: str, article: str, found: Columns, *, publisher: str | None = None, unit: str | None = None) -> Row:
    """Return a claim's line of the scan from its columns."""
    ends: tuple[End, End] = (found.interval.low, found.interval.high)
    if found.interval.dated:
        low, high = (
            None if end is None else date.fromordinal(int(end)).isoformat() for end in ends if not isinstance(end, str)
        )
        ends = (low, high)
    return Row(
        claim=claim,
        article=article,
        publisher=publisher or "",
        interval=found.interval.notation,
        low=ends[0],
        high=ends[1],
        step=found.step,
        start=_iso(found.start),
        until=_iso(found.until),
        granularity=found.granularity,
        footing=found.footing,
        voice=found.voice,
        said=_iso(found.said),
        written=found.written,
        unit=unit or "",
    )


def fold(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> list[Statement]:
    """Fold rows that are alike under ``key`` into statements, in order of their first claim."""
    groups: dict[Hashable, list[Row]] = {}
    for each in rows:
        groups.setdefault(key(each), []).append(each)
    folded = [Statement(tuple(sorted(group, key=_order))) for group in groups.values()]
    folded.sort(key=_first_order)
    return folded


def _order(each: Row) -> str:
    return each.order


def _first_order(statement: Statement) -> str:
    return statement.order


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
