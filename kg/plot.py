"""Points of one measure → a plot over time, as SVG: bounds, a colour a newsroom, conflicts ringed.

The SVG carries no style of its own: colours are custom properties of the page (``--plot-1`` …) with a fallback, text is
the page's current colour. So one drawing serves light and dark, a page under a strict content policy, and a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import vl_convert

from kg.points import Event, Point

_VEGA_LITE = "5.20"
_COLOURS = ("#1f5fa8", "#a8510f", "#17705a", "#8a3a8c", "#5d5a00", "#a3254b", "#3f4f9e", "#5a5148")
_HATCH = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
_LINK = "https://link.invalid/"  # the library makes links absolute: ours are put in afterwards
_LINKED = re.compile(r'<a xlink:href="https://link\.invalid/(\d+)"[^>]*>')
HEIGHT = 200  # pixels between the axes
_LETTER, _LINE, _AXIS = 6.2, 14, 90  # pixels: a letter of a name on average, a line of them, what the axis takes


def plot(drawn: Sequence[Point], *, title: str, unit: str = "", events: Sequence[Event] = (), width: int = 640) -> str:
    """Return the SVG of one measure over time; ``title`` names it for readers who do not see it.

    Raises :class:`ValueError` where there is no point to draw.
    """
    if not drawn:
        raise ValueError("there is no value to draw")
    return _svg(tuple(drawn), title, unit, tuple(events), width)


@lru_cache(maxsize=512)
def _svg(drawn: tuple[Point, ...], title: str, unit: str, events: tuple[Event, ...], width: int) -> str:
    rooms = [room for room, _ in Counter(point.newsroom for point in drawn).most_common()]
    spec = dict(_spec(drawn, rooms, unit, events, width))
    svg = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])
    return _named(_LINKED.sub(lambda match: _linked(drawn[int(match[1])].link), svg), title, drawn)


def _linked(link: str | None) -> str:
    return f'<a href="{_escaped(link)}">' if link else "<a>"


def _spec(
    drawn: Sequence[Point], rooms: Sequence[str], unit: str, events: Sequence[Event], width: int
) -> Mapping[str, Any]:
    values = [
        {
            "day": point.day.isoformat(),
            "value": float(point.value),
            "low": float(point.low),
            "high": float(point.high),
            "newsroom": point.newsroom,
            "mark": point.mark,
            "says": f"{point.written}, {point.newsroom}, {point.day.isoformat()}: {point.words}",
            "link": f"{_LINK}{number}",
        }
        for number, point in enumerate(drawn)
    ]
    time = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "scale": {"type": "utc", "padding": 18},
        "axis": _months(drawn, most=max(3, width // 100)),
    }
    ticks = {"format": ",~r", "tickCount": 5, **_whole(drawn)}
    number = {
        "type": "quantitative",
        "scale": {"zero": False, "padding": 14, "nice": False},
        "title": unit.replace("_", " ") or None,
        "axis": ticks,
    }
    colours = [f"var(--plot-{1 + i % len(_COLOURS)}, {_COLOURS[i % len(_COLOURS)]})" for i in range(len(rooms))]
    shapes = [_HATCH[i % len(_HATCH)] for i in range(len(rooms))]
    legend = {"title": None, "orient": "bottom", "columns": max(1, width // 160), "columnPadding": 24}
    legend |= {"symbolLimit": 8, "labelLimit": 180}
    room = {"field": "newsroom", "type": "nominal", "legend": legend if len(rooms) > 1 else None}
    colour, shape = ({**room, "scale": {"domain": list(rooms), "range": given}} for given in (colours, shapes))
    x, y = {"x": time}, {"y": {"field": "value", **number}}
    says = {"description": {"field": "says"}}
    link = {"href": {"field": "link", "type": "nominal"}}
    line = {"stroke": "var(--plot-line, #777777)"}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "aria": False, "strokeWidth": 1.5},
            "encoding": x | {"y": {"field": "low", **number}, "y2": {"field": "high"}, "color": colour},
        },
        {
            "data": {"values": [value for value in values if value["mark"]]},
            "mark": {"type": "point", "aria": False, "size": 300, "strokeWidth": 2, "filled": False, "shape": "circle"},
            "encoding": x | y | {"stroke": {"field": "mark", "type": "nominal", "legend": None, "scale": _MARKS}},
        },
        {
            "data": {"values": values},
            "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1},
            "encoding": x | y | {"color": colour, "shape": shape} | says | link,
        },
    ]
    if events:
        happened = _labels(drawn, events, width)
        rule = {"type": "rule", "strokeDash": [4, 3], "aria": False, **line}
        upright = {"y": {"field": "top", "type": "quantitative", "scale": None}, "y2": {"value": HEIGHT}}
        layers.insert(0, {"data": {"values": happened}, "mark": rule, "encoding": x | upright})
        for align, shift in (("left", 4), ("right", -4)):  # a name is written on the side that has room
            named = [each for each in happened if each["align"] == align]
            text = {"type": "text", "align": align, "dx": shift, "baseline": "top", "aria": False}
            at = {"y": upright["y"], "text": {"field": "name"}}
            layers.append({"data": {"values": named}, "mark": text, "encoding": x | at})
    return {
        "width": width,
        "height": HEIGHT,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "config": _CONFIG,
        "layer": layers,
    }


def _labels(drawn: Sequence[Point], events: Sequence[Event], width: int) -> list[dict[str, Any]]:
    """Return the events with the place of their names: above the plot, one line higher where two would overlap.

    Names in the left half run to the right of their line, the others to the left. The ones nearest to the middle are
    placed first, so that no upright line crosses a name of its half.
    """
    first = min(drawn[0].day, *(event.day for event in events))
    length = max(1, (max(drawn[-1].day, *(event.day for event in events)) - first).days)
    places = [
        ((event.day - first).days / length * (width - _AXIS), event)
        for event in sorted(events, key=lambda event: (event.day, event.name))
    ]
    rightwards = [each for each in places if each[0] < width / 2]
    taken: list[list[tuple[float, float]]] = []
    found = []
    for at, event in (*reversed(rightwards), *places[len(rightwards) :]):
        long = len(event.name) * _LETTER + 10
        start, end = (at, at + long) if at < width / 2 else (at - long, at)
        row = next((n for n, row in enumerate(taken) if all(end <= a or b <= start for a, b in row)), len(taken))
        taken[row : row + 1] = [[*(taken[row] if row < len(taken) else ()), (start, end)]]
        align = "left" if at < width / 2 else "right"
        found.append({"day": event.day.isoformat(), "name": event.name, "top": -_LINE * (row + 1), "align": align})
    return found


def _months(drawn: Sequence[Point], *, most: int) -> Mapping[str, Any]:
    """Return how the axis of time is written: by day where all lies within two months, by year over decades."""
    length = (drawn[-1].day - drawn[0].day).days
    if all((point.day.month, point.day.day) == (1, 1) for point in drawn) or length > 365 * 8:
        return {"format": "%Y", "labelOverlap": True, "labelSeparation": 10, "tickCount": most}
    if length > 62:
        return {"format": "%b %Y", "labelOverlap": True, "labelSeparation": 10, "tickCount": most}
    days = {"interval": "day", "step": max(1, length // most)}
    return {"format": "%-d %b %Y", "labelOverlap": True, "labelSeparation": 10, "tickCount": days}


def _whole(drawn: Sequence[Point]) -> Mapping[str, Any]:
    """Return ticks at whole numbers where few whole numbers are counted: nobody has half a member."""
    low, high = min(point.low for point in drawn), max(point.high for point in drawn)
    if high - low > 8 or any(end != end.to_integral_value() for point in drawn for end in (point.low, point.high)):
        return {}
    return {"values": list(range(int(low), int(high) + 1))}


_MARKS = {"domain": ["conflict", "change"], "range": ["var(--plot-conflict, #b3261e)", "var(--plot-change, #8a6100)"]}
_CONFIG = {
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "domainColor": "var(--plot-line, #777777)",
        "tickColor": "var(--plot-line, #777777)",
        "gridColor": "var(--plot-grid, #dddddd)",
        "labelFontSize": 12,
        "titleFontWeight": "normal",
    },
    "axisX": {"grid": False},
    "legend": {"labelColor": "currentColor", "labelFontSize": 12},
    "text": {"color": "currentColor"},
}
_ROOT = re.compile(r'<svg [^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>')


def _named(svg: str, title: str, drawn: Sequence[Point]) -> str:
    """Give the drawing its name and what it shows in words, and let it fit the width of the page."""
    first, last = drawn[0], drawn[-1]
    told = (
        f"{len(drawn)} values from {first.day.isoformat()} ({first.written}) to {last.day.isoformat()} ({last.written})"
    )
    root = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="plot" role="group" '
        f'aria-label="{_escaped(title)}: {_escaped(told)}" viewBox="0 0 {{width}} {{height}}" '
        'width="{width}" height="{height}">'
        f"<title>{_escaped(title)}</title><desc>{_escaped(told)}</desc>"
    )
    return _ROOT.sub(lambda match: root.format(**match.groupdict()), svg, count=1)


def _escaped(words: str) -> str:
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return plain.replace("{", "&#123;").replace("}", "&#125;")
