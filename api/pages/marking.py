"""A text and its claims → its parts in reading order, each knowing which claims stand there; no word is altered."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.model import Span

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """Some words: those of a value (``value``), of a claim (``items``), or of none."""

    words: str
    items: tuple[Item, ...] = ()
    value: Item | None = None


def parts(text: str, claims: Sequence[tuple[Span, Span | None, Item]]) -> list[Part[Item]]:
    """Return the text cut where claims and values begin and end; joined again it is the text.

    A claim is its span, the span of its value, and whatever stands for it. Where two values share words the first of
    the claims given has them: give the gravest first.

    >>> [(p.words, p.items, p.value) for p in parts("NATO has 32 members.", [(Span(0, 19), Span(9, 11), "c")])]
    [('NATO has ', ('c',), None), ('32', ('c',), 'c'), (' members', ('c',), None), ('.', (), None)]
    """
    inside = [each for each in claims if each[0].end <= len(text)]
    edges = sorted({0, len(text), *_edges(inside)})
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, (span, _, _) in enumerate(inside):
        opening.setdefault(span.start, []).append(number)
        closing.setdefault(span.end, []).append(number)
    values = _values(inside)
    found: list[Part[Item]] = []
    here: set[int] = set()
    at = 0
    for start, end in itertools.pairwise(edges):
        here -= set(closing.get(start, ()))
        here |= set(opening.get(start, ()))
        while at < len(values) and values[at][0].end <= start:
            at += 1
        value = values[at][1] if at < len(values) and values[at][0].start <= start else None
        found.append(Part(text[start:end], tuple(inside[number][2] for number in sorted(here)), value))
    return found


def _edges(claims: Iterable[tuple[Span, Span | None, Item]]) -> Iterable[int]:
    for span, value, _ in claims:
        yield from (span.start, span.end)
        if value is not None:
            yield from (value.start, value.end)


def _values(claims: Sequence[tuple[Span, Span | None, Item]]) -> list[tuple[Span, Item]]:
    """Return the spans of values that do not overlap, in reading order; the first of those that do."""
    kept: list[tuple[Span, Item]] = []
    taken: set[int] = set()
    for _, value, item in claims:
        if value is not None and value.end - value.start < 2000:
            covered = range(value.start, value.end)
            if taken.isdisjoint(covered):
                taken.update(covered)
                kept.append((value, item))
    return sorted(kept, key=lambda pair: pair[0])
