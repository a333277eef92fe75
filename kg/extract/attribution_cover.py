"""Spans → what they cover: asked for every quote and sentence of a long paragraph, so answered by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from kg.model import Span


class Cover:
    """The stretches of a text that some spans cover together.

    >>> cover = Cover([Span(0, 4), Span(10, 20), Span(12, 15)])
    >>> cover.touches(Span(4, 10)), cover.touches(Span(16, 17)), cover.holds(Span(13, 19)), cover.holds(Span(2, 6))
    (False, True, True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touches(self, span: Span) -> bool:
        """Say whether one of the spans overlaps this one."""
        last = bisect_left(self._starts, span.end)
        return last > 0 and self._ends[last - 1] > span.start

    def holds(self, span: Span) -> bool:
        """Say whether one of the spans has all of this one inside."""
        last = bisect_right(self._starts, span.start)
        return last > 0 and self._ends[last - 1] >= span.end
