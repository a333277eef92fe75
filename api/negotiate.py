"""Accept headers ⇄ formats, once, for results, graphs and pages (RFC 9110 §12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from werkzeug.datastructures import MIMEAccept

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"
TRIG, NQUADS, N3 = "application/trig", "application/n-quads", "text/n3"
HTML = "text/html"

# What is offered → the engine's name for it; in order of preference where the client has none.
ROWS = {JSON: JSON, XML: XML, CSV: CSV, TSV: TSV, "application/json": JSON, "application/xml": XML, "text/xml": XML}
BOOLEAN = {media: engine for media, engine in ROWS.items() if engine in {JSON, XML}}
GRAPH = {media: media for media in (TURTLE, NTRIPLES, RDFXML, JSONLD, TRIG, NQUADS, N3)}
DOCUMENT = (TURTLE, JSONLD, NTRIPLES, RDFXML)
TEXTUAL = {CSV, TSV, TURTLE, TRIG, N3, HTML, "text/xml", "text/markdown"}


def best(accept: MIMEAccept, offered: Iterable[str]) -> str | None:
    """Return the offered type the client likes best; the first of equals; None where it accepts none.

    A type has the quality of the most specific range that covers it. No header accepts anything.

    >>> best(MIMEAccept([("text/csv", 0.1), ("application/*", 0.9)]), ["text/csv", "application/json"])
    'application/json'
    >>> best(MIMEAccept([("application/json", 0), ("*/*", 1)]), ["application/json", "text/csv"])
    'text/csv'
    """
    ranges = [(value.split(";")[0].strip().lower(), quality) for value, quality in accept]
    if not ranges:
        return next(iter(offered), None)
    liked = [(_quality(ranges, media), -place, media) for place, media in enumerate(offered)]
    quality, _, media = max(liked, default=(0.0, 0, ""))
    return media if quality > 0 else None


def _quality(ranges: Sequence[tuple[str, float]], media: str) -> float:
    for pattern in (media, media.split("/")[0] + "/*", "*/*"):
        qualities = [quality for value, quality in ranges if value == pattern]
        if qualities:
            return max(qualities)
    return 0.0


def content_type(media: str) -> str:
    """Return the Content-Type of a media type: text says its character set.

    >>> content_type("text/turtle")
    'text/turtle; charset=utf-8'
    """
    return f"{media}; charset=utf-8" if media in TEXTUAL else media
