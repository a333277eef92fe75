"""Many IRIs → the VALUES of a query, some hundred at once: an engine plans a query of all of them for too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import NamedNode

BATCH = 500
"""IRIs that are asked about at once."""


def values(variable: str, iris: Iterable[str], *, batch: int = BATCH) -> Iterator[str]:
    """Yield VALUES of a variable that together have all the IRIs; raise :class:`ValueError` for what is no IRI.

    >>> list(values("a", ["urn:y", "urn:x"], batch=1))
    ['VALUES ?a { <urn:x> }', 'VALUES ?a { <urn:y> }']
    """
    remaining = iter(sorted(iris))
    while part := list(islice(remaining, batch)):
        yield f"VALUES ?{variable} {{ {' '.join(str(NamedNode(iri)) for iri in part)} }}"
