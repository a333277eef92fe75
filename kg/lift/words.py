"""Spans of a version's text → Web Annotation selectors, named by where they stand.

A place is ``<version>#char=10,24`` (RFC 5147 §2.1: positions between characters, so the range is half-open), an
``oa:SpecificResource`` whose selectors are nodes of their own.
"""

from __future__ import annotations

from kg.lift import terms
from kg.model import Span
from kg.names import span_key
from kg.vocab import OA, RDF

CONTEXT = 32  # characters before and after a quote that tell it from the same words elsewhere

_START, _END = str(OA.start), str(OA.end)
_EXACT, _PREFIX, _SUFFIX = str(OA.exact), str(OA.prefix), str(OA.suffix)
_SELECTOR = str(OA.hasSelector)


class Words:
    """The places of one version's text that its claims rest on."""

    def __init__(self, version: str, text: str) -> None:
        self._version = version[1:-1]
        self._text = text
        self._places: dict[Span, list[str]] = {}
        self._quotes: dict[Span, list[str]] = {}

    def placed(self, span: Span) -> str:
        """Return the place of the span."""
        place = f"<{self._version}#{span_key(span)}>"
        if span not in self._places:
            position = f"<{self._version}#{span_key(span)};position>"
            self._places[span] = [
                f"{place} {RDF.type} {OA.SpecificResource}",
                f"{place} {OA.hasSource} <{self._version}>",
                f"{place} {_SELECTOR} {position}",
                f"{position} {RDF.type} {OA.TextPositionSelector}",
                f"{position} {_START} {terms.integer(span.start)}",
                f"{position} {_END} {terms.integer(span.end)}",
            ]
        return place

    def quoted(self, span: Span, exact: str) -> str:
        """Return the place of the span, with its words and what stands around them."""
        place = self.placed(span)
        if span not in self._quotes:
            quote = f"<{self._version}#{span_key(span)};quote>"
            before = self._text[max(span.start - CONTEXT, 0) : span.start]
            after = self._text[span.end : span.end + CONTEXT]
            self._quotes[span] = [
                f"{place} {_SELECTOR} {quote}",
                f"{quote} {RDF.type} {OA.TextQuoteSelector}",
                f"{quote} {_EXACT} {terms.text(exact)}",
                f"{quote} {_PREFIX} {terms.text(before)}",
                f"{quote} {_SUFFIX} {terms.text(after)}",
            ]
        return place

    def statements(self) -> list[str]:
        """Return the statements about all places asked for."""
        return [line for lines in (*self._places.values(), *self._quotes.values()) for line in lines]
