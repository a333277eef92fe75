"""Claims of one series → statements: what several claims say alike, folded, with who says it and since when.

All values are plain: days are ISO strings (``""`` where unknown), ends of intervals ``Decimal`` for numbers,
ISO strings for dates, ``None`` where open. :mod:`kg.interval` says how they come from a claim's words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from kg.packed import Packed

_DAY = len("2024-04-04")
End: TypeAlias = Decimal | str | None

LISTED = 4
"""The claims of a side that a finding lists."""

UNDATED = "9999-12-31"
"""The day that what was said on no known day is sorted by."""


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
    order: str  # the earliest first, then by name; undated claims last: the shapes sort by the same string
    also: int = 0  # claims that it stands for besides itself (kg.compare.thin)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one or more claims say alike; ``rows`` stand in order, the first is the one that is quoted."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """The claim that is quoted."""
        return self.rows[0]

    @property
    def size(self) -> int:
        """How many claims say so."""
        return len(self.rows) + sum(row.also for row in self.rows)

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
    recurs: bool = False  # what happens to one subject again and again
    manifold: bool = False  # one article states many values, of what its words alone tell apart

    @property
    def time(self) -> str:
        """How time works for its values: its temporality, but an event's number or words belong to one "occasion".

        A date is the event itself ("recurring" where there may be many); a price, a deal or a rainfall is what one of
        many events came to.
        """
        if self.temporality != "event":
            return self.temporality
        return "occasion" if self.dimension != "date" else "recurring" if self.recurs else "event"


def row(claim: str, packed: Packed, *, counted: bool = False) -> Row:
    """Return a claim's line of the scan; of what is counted no unit is compared.

    >>> from kg.packed import unpack
    >>> row("c", unpack("[67.5,68.5)|fact|68%|1|||unknown||||P|a")).high
    Decimal('68.5')
    """
    low, high = (None, None) if packed.interval[0] == "=" else map(_end, packed.interval[1:-1].split(","))
    return Row(
        claim=claim,
        article=packed.article,
        publisher=packed.publisher,
        interval=packed.interval,
        low=low,
        high=high,
        step=Decimal(packed.step),
        start=packed.start,
        until=packed.until,
        granularity=packed.granularity,
        footing=packed.footing,
        voice=packed.voice,
        said=packed.said,
        written=packed.written,
        unit="" if counted else packed.unit,
        order=f"{packed.said or UNDATED} {claim}",
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


def _end(text: str) -> End:
    if not text:
        return None
    return text[:_DAY] if text.count("-") == 2 and text[0] != "-" else Decimal(text)
