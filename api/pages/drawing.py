"""Points → the drawing of a page, for wide windows and for narrow ones; the style sheet shows the one that fits."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kg.plot import plot
from kg.points import Event, Point, worth_drawing

WIDE, NARROW = 860, 330  # pixels, of a card in a window of 1,280 and of 390


def drawing(points: Sequence[Point], *, title: str, unit: str = "", events: Sequence[Event] = ()) -> Markup:
    """Return the plot, empty where it would show no more than one dot; every word in it is escaped."""
    if not worth_drawing(points):
        return Markup()
    wide, narrow = (plot(points, title=title, unit=unit, events=events, width=width) for width in (WIDE, NARROW))
    return Markup(f'<div class="wide">{wide}</div><div class="narrow">{narrow}</div>')  # noqa: S704  (our own drawing)
