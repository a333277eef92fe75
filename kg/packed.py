"""What the comparison reads of the claims of an article ⇄ one text: ``kg:comparisons``, so that checking is one scan.

The text holds nothing of its own. Its first line is the article; each other line is a claim, its series (by their local
names), interval, footing, words as written, step, first day, day after, granularity, voice, day said, unit and
publisher, as the plain properties have them. The ends of the interval stand in its notation. ``kg:told`` has the same
columns by series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kg.interval import Columns

_BAR, _BREAK = "%7C", "%0A"


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
    text = "|".join(column.replace("|", _BAR) if "|" in column else column for column in columns)
    return text.replace("\n", _BREAK) if "\n" in text else text


def unpack(text: str) -> Packed:
    """Return the columns that :func:`join` joined; raise :class:`ValueError` where the text is no such string.

    >>> unpack("[5,5]|fact|5||||||||A%7CB|urn:a").publisher
    'A|B'
    """
    columns = text.split("|")
    if len(columns) != len(Packed._fields):
        raise ValueError(f"{text!r} does not have {len(Packed._fields)} columns")
    if _BAR in text or _BREAK in text:
        columns = [column.replace(_BAR, "|").replace(_BREAK, "\n") for column in columns]
    return Packed(*columns)


def gathered(article: str, told: Iterable[tuple[str, str, Packed]]) -> str:
    """Return the text of an article's claims, given with their series (IRIs under one base).

    >>> told = ("http://x/id/claim/c", "http://x/id/series/s", unpack("[5,5]|fact|5|||||||||http://x/id/article/a"))
    >>> gathered("http://x/id/article/a", [told])
    'http://x/id/article/a\\nc|s|[5,5]|fact|5||||||||'
    """
    lines = (f"{_local(claim)}|{_local(series)}|{join(columns).rpartition('|')[0]}" for claim, series, columns in told)
    return "\n".join([article, *lines])


def scattered(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the claims of a text that :func:`gathered` gave: claim, series (IRIs), and the columns as :func:`join` has.

    >>> list(scattered("http://x/id/article/a\\nc|s|[5,5]|fact|5||||||||"))
    [('http://x/id/claim/c', 'http://x/id/series/s', '[5,5]|fact|5|||||||||http://x/id/article/a')]
    """
    article, told = sides(text)
    for claim, series, columns in told:
        yield claim, series, f"{columns}|{article}"


def sides(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the article of a text that :func:`gathered` gave, and of its claims: claim, series (IRIs), other columns.

    >>> sides("http://x/id/article/a\\nc|s|[5,5]|fact|5||||||||")
    ('http://x/id/article/a', [('http://x/id/claim/c', 'http://x/id/series/s', '[5,5]|fact|5||||||||')])
    """
    article, *lines = text.split("\n")
    base = article.rpartition("article/")[0]
    parted = (line.split("|", 2) for line in lines)
    return article, [(f"{base}claim/{claim}", f"{base}series/{series}", columns) for claim, series, columns in parted]


def spoken(text: str) -> Iterator[tuple[str, str]]:
    """Yield the series (IRI) and the ``kg:told`` of each claim of a text that :func:`gathered` gave.

    That is the columns without the article, so that all who say the same say it in one string; what an article says in
    a series again has its number behind them.

    >>> text = "http://x/id/article/a\\nc|s|[5,5]|fact|5||||||||\\nd|s|[5,5]|fact|5||||||||"
    >>> [told for _, told in spoken(text)]
    ['[5,5]|fact|5||||||||', '[5,5]|fact|5|||||||||2']
    """
    times: dict[tuple[str, str], int] = {}
    for _, series, columns in sides(text)[1]:
        number = times[series, columns] = times.get((series, columns), 0) + 1
        yield series, columns if number == 1 else f"{columns}|{number}"


def moved(text: str, series: Mapping[str, str]) -> str:
    """Return the text with claims in other series than before; ``series`` has the new ones, by claim (IRIs)."""
    told = ((claim, series.get(claim, before), unpack(columns)) for claim, before, columns in scattered(text))
    return gathered(text.partition("\n")[0], told)


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
