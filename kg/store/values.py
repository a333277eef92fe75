"""Many IRIs → the VALUES of a query, some hundred at once: an engine plans a query of all of them for too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from pyoxigraph import NamedNode

T = TypeVar("T")
BATCH = 500
"""IRIs that are asked about at once."""


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the things in order, at most so many together.

    >>> list(batches("abc", 2))
    [['a', 'b'], ['c']]
    """
    remaining = iter(things)
    while part := list(islice(remaining, size)):
        yield part


def values(variable: str, iris: Iterable[str], *, batch: int = BATCH) -> Iterator[str]:
    """Yield VALUES of a variable that together have all the IRIs; raise :class:`ValueError` for what is no IRI.

    >>> list(values("a", ["urn:y", "urn:x"], batch=1))
    ['VALUES ?a { <urn:x> }', 'VALUES ?a { <urn:y> }']
    """
    for part in batches(sorted(iris), batch):
        yield f"VALUES ?{variable} {{ {' '.join(str(NamedNode(iri)) for iri in part)} }}"


def numbered(variable: str, iris: Iterable[str], *, batch: int = BATCH) -> Iterator[tuple[list[str], str]]:
    """Yield IRIs with the VALUES that bind each to a variable, and ``?number`` to its place among them.

    An answer that has the number in place of the IRI looks up one string less a row.

    >>> list(numbered("a", ["urn:y", "urn:x"]))
    [(['urn:x', 'urn:y'], 'VALUES (?number ?a) { (0 <urn:x>) (1 <urn:y>) }')]
    """
    for part in batches(sorted(iris), batch):
        pairs = " ".join(f"({number} {NamedNode(iri)})" for number, iri in enumerate(part))
        yield part, f"VALUES (?number ?{variable}) {{ {pairs} }}"
