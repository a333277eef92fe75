"""Store → the series worth a look, by one scan: which series each claim stands in, and its ``kg:comparison``.

A series in which all claims say the same has nothing to find; only the others are taken apart into rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NoReturn, TypeAlias

from pyoxigraph import QuerySolutions

from kg.check.printed import printed
from kg.compare import Series, row
from kg.errors import StoreError
from kg.packed import DIFFERING, unpack
from kg.store import Store

BATCH = 2_000
"""Series that are asked for at once."""

# two sub-selects, so that the store joins two runs over its index instead of looking up every claim
_ALL = """
SELECT ?claim ?series ?says WHERE {
    { SELECT ?claim ?series WHERE { ?claim kg:series ?series } }
    OPTIONAL { SELECT ?claim ?says WHERE { ?claim kg:comparison ?says } }
}"""
_CLAIMS = """
SELECT ?claim ?series ?says WHERE { %s ?claim kg:series ?series . OPTIONAL { ?claim kg:comparison ?says } }"""
_SERIES = """
SELECT ?series ?temporality ?subject ?measure ?dimension WHERE {
    %s ?series kg:temporality ?temporality ; kg:subject ?subject ; kg:measure ?measure ; kg:dimension ?dimension .
}"""


def asked(store: Store, query: str) -> QuerySolutions:
    """Answer a SELECT over the union of all graphs."""
    solutions = store.query(query)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("not a SELECT")
    return solutions


def rows(store: Store, query: str) -> Iterator[list[str]]:
    """Yield the rows of a SELECT as text, "" where unbound."""
    return printed(asked(store, query))


Told: TypeAlias = dict[str, list[tuple[str, str]]]
"""By series: its claims, and what they say to the comparison."""


def told(store: Store, *, among: Collection[str] | None = None) -> Told:
    """Return what the claims of the whole store, or of the series given, say to the comparison.

    Raises :class:`kg.errors.StoreError` where a claim has no ``kg:comparison``: nothing is left out in silence.
    """
    found: Told = {}
    parts = [_ALL] if among is None else [_CLAIMS % _values(part) for part in _batches(sorted(among))]
    for part in parts:
        for claim, series, says in rows(store, part):
            found.setdefault(series, []).append((claim, says or _unsaid(claim)))
    return found


def counted(found: Told) -> tuple[int, int]:
    """Return how many articles and claims were told of."""
    articles = {says.rpartition("|")[2] for claims in found.values() for _, says in claims}
    return len(articles), sum(map(len, found.values()))


def series_to_compare(store: Store, found: Told) -> Iterator[Series]:
    """Yield the series in which claims differ, taken apart into rows."""
    differing = {series: claims for series, claims in found.items() if differ(claims)}
    for part in _batches(sorted(differing)):
        for series, temporality, subject, measure, dimension in sorted(rows(store, _SERIES % _values(part))):
            claims = tuple(row(claim, unpack(says), counted=dimension == "count") for claim, says in differing[series])
            yield Series(series, temporality.rpartition("#")[2], claims, subject, measure, dimension)


def _unsaid(claim: str) -> NoReturn:
    raise StoreError(f"claim {claim} has no kg:comparison: it was not written by this version; load its article again")


def differ(claims: Iterable[tuple[str, str]]) -> bool:
    """Say whether claims of one series, each with its ``kg:comparison``, say more than one thing."""
    first = None
    for _, says in claims:
        columns = says.split("|", DIFFERING)[:DIFFERING]
        if first is None:
            first = columns
        elif columns != first:
            return True
    return False


def _values(series: Iterable[str]) -> str:
    return f"VALUES ?series {{ {' '.join(f'<{iri}>' for iri in series)} }}"


def _batches(series: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(series)
    while part := list(islice(remaining, BATCH)):
        yield part
