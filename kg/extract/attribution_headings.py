"""Quotes set as headings or in headlines → attributions: each is of who says those words elsewhere in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.attribution_cover import Cover
from kg.extract.attribution_discourse import Attribution
from kg.extract.attribution_quotes import Quote
from kg.values import replace

_MOST = 50  # quotes of one article that are looked up again
_SMALL = 3  # letters of words too short to tell what a heading is about


def headings(
    text: str, quotes: Sequence[Quote], found: Sequence[Attribution], paragraphs: set[int]
) -> Iterator[Attribution]:
    """Yield the quotes that fill one of the ``paragraphs`` of an article and that nobody is quoted for yet."""
    if not quotes:
        return
    taken = Cover(item.content for item in found)
    alone = [
        quote
        for quote in quotes
        if quote.paragraph in paragraphs and quote.full(text) and not taken.touches(quote.span)
    ]
    said = [(item, _words(item.content.of(text))) for item in found if item.states] if alone else []
    for quote in alone[:_MOST]:
        words = _words(quote.span.of(text))
        best = max(said, key=lambda row: len(words & row[1]), default=None)
        if best is not None and words and 2 * len(words & best[1]) >= len(words):
            yield replace(best[0], content=quote.span, cue=None, rule="speaker.heading")


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if len(word) > _SMALL
    )
