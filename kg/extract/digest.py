"""Sentences of a news digest → the items it is made of, each a story of its own, so that none owns what another tells.

A digest is told by its datelines ("BAGHDAD -- …", "NEW DELHI (AFP) - …") of several places; an article has but one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.movers import Heads
from kg.model import Article, Mention, Sentence

_ITEMS, _PLACES = 3, 2  # paragraphs with a dateline, and places that they are from
_OPENING = 70  # characters that a dateline fits into
_DASHES = ("--", "–", "—", " - ")  # the last of a dateline
_DATELINE = re.compile(
    r"\W{0,3}(?P<place>[A-Z][A-Z.'’-]{2,20}(?: [A-Z][A-Z.'’-]{1,20}){0,3})(?:[,/ ] ?[A-Z][\w. ]{1,24}){0,2}"
    r"(?: ?\([A-Z][\w/ -]{1,20}\))? ?(?:--|[–—]|(?<= )- )"
)


def items(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], heads: Heads
) -> Iterator[tuple[tuple[Sentence, ...], tuple[Mention, ...]]]:
    """Yield the sentences and mentions of each item of a digest, in reading order; those of an article all at once."""
    opened = _opened(article.text, sentences)
    firms = heads.of(article.text, sentences, mentions) if not opened else {}
    opened = opened or tuple(firms)
    if not opened:
        yield tuple(sentences), tuple(mentions)
        return
    ordered = sorted(mentions, key=lambda mention: mention.span.start)
    starts = [mention.span.start for mention in ordered]
    for begin, end in zip((0, *opened), (*opened, len(sentences)), strict=True):
        part = tuple(sentences[begin:end])
        if part:
            low, high = bisect_left(starts, part[0].span.start), bisect_left(starts, part[-1].span.end)
            told = ordered[low:high]
            if begin in firms:
                found = heads.of_item(article.text, part, told, firms[begin])
                told = sorted(found, key=lambda mention: (mention.span.start, -mention.span.end))
            yield part, tuple(told)


def _opened(text: str, sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Return the sentences that open an item, none where the text is no digest."""
    found: list[int] = []
    places: set[str] = set()
    paragraph = -1
    if not any(dash in text for dash in _DASHES):
        return ()
    for place, sentence in enumerate(sentences):
        if sentence.paragraph == paragraph:
            continue
        start, paragraph = sentence.span.start, sentence.paragraph
        told = _DATELINE.match(text[start : start + _OPENING])
        if told is not None:
            found.append(place)
            places.add(told["place"])
    return tuple(found) if len(found) >= _ITEMS and len(places) >= _PLACES else ()
