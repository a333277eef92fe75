"""Times in words of our own, read by the recogniser of the shipped ontology, for an article of a Friday."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg import ontology
from kg.model import Article, Mention, Sentence, Span, Time
from kg.recognise.times import times

RECOGNISE = times(ontology.load(base="http://example.org/"))
FRIDAY = "2024-03-15"


def mentions(text: str, published: str | None = FRIDAY, cuts: Sequence[int] = ()) -> list[Mention]:
    edges = [0, *cuts, len(text)]
    sentences = [Sentence(Span(a, b)) for a, b in pairwise(edges) if a < b]
    return RECOGNISE(Article("a", text, published), sentences)


def read(text: str, published: str | None = FRIDAY) -> list[tuple[str, str | None]]:
    return [(mention.span.of(text), time(mention).edtf) for mention in mentions(text, published)]


def time(mention: Mention) -> Time:
    assert isinstance(mention.value, Time)
    return mention.value


def only(text: str, published: str | None = FRIDAY) -> Time:
    found = mentions(text, published)
    assert len(found) == 1, found
    return time(found[0])
