"""Store → the series worth a look, by one scan of ``kg:comparisons``: one string an article, a line a claim.

A series in which all claims say the same has nothing to find; only the others are taken apart into rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import QuerySolutions

from kg.compare import Series
from kg.compare.thin import Group, rows_of, thinned
from kg.errors import StoreError
from kg.packed import DIFFERING, scattered
from kg.store import Store
from kg.store.printed import printed
from kg.store.values import batches, values

BATCH = 2_000
"""Series that are asked for at once."""

_ALL = "SELECT ?says WHERE { ?version kg:comparisons ?says }"
_SOME = """
SELECT ?says WHERE {
    { SELECT DISTINCT ?version WHERE { %s ?claim kg:series ?series ; prov:wasQuotedFrom ?version } }
    ?version kg:comparisons ?says
}"""
_COUNT = "SELECT (COUNT(*) AS ?claims) WHERE { %s ?claim kg:series ?series }"
_CLAIMS = "SELECT ?claim ?series WHERE { %s ?claim kg:series ?series }"
_RECURRING = "SELECT ?measure WHERE { ?measure kg:recurs true }"
_SERIES = """
SELECT ?series ?temporality ?measure ?dimension WHERE {
    %s ?series kg:temporality ?temporality ; kg:measure ?measure ; kg:dimension ?dimension .
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

    Raises :class:`kg.errors.StoreError` where the ``kg:comparisons`` of an article do not have all of its claims:
    nothing is left out in silence.
    """
    if among is None:
        return _complete(store, "", _lines(store, _ALL))
    found: Told = {}
    for only in values("series", among, batch=BATCH):
        found |= _complete(store, only, (line for line in _lines(store, _SOME % only) if line[1] in among))
    return found


def _lines(store: Store, query: str) -> Iterator[tuple[str, str, str]]:
    for (text,) in rows(store, query):
        yield from in_lines(text)


def in_lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield claim, series and columns of each line; raise :class:`kg.errors.StoreError` where a line is none."""
    try:
        yield from scattered(text)
    except ValueError:
        article = text.partition("\n")[0]
        raise StoreError(f"the kg:comparisons of {article} have a line that is none; load it again") from None


def _complete(store: Store, only: str, lines: Iterable[tuple[str, str, str]]) -> Told:
    """Return the lines by series, held to the claims that stand in series: usually their number tells enough."""
    found: Told = defaultdict(list)
    for claim, series, says in lines:
        found[series].append((claim, says))
    ((number,),) = rows(store, _COUNT % only)
    if int(number) == sum(map(len, found.values())):
        return dict(found)
    known = {(series, claim): says for series, claims in found.items() for claim, says in claims}
    found.clear()
    for claim, series in rows(store, _CLAIMS % only):
        line = known.get((series, claim))
        if line is None:
            raise StoreError(
                f"claim {claim} has no line in the kg:comparisons of its article: it was not written by this version; "
                "load its article again"
            )
        found[series].append((claim, line))
    return dict(found)


def counted(found: Told) -> tuple[int, int]:
    """Return how many articles and claims were told of."""
    articles = {says.rpartition("|")[2] for claims in found.values() for _, says in claims}
    return len(articles), sum(map(len, found.values()))


def series_to_compare(store: Store, found: Told) -> Iterator[Series]:
    """Yield the series in which claims differ, with as few rows as their sweep needs."""
    differing = sorted(series for series, claims in found.items() if differ(claims))
    for part in batches(differing, BATCH):
        yield from as_series(store, {series: thinned(found[series]) for series in part})


def as_series(store: Store, groups: Mapping[str, Iterable[Group]]) -> Iterator[Series]:
    """Yield the series (IRIs) with what their claims say, and what the store says of the series."""
    again = {measure for (measure,) in rows(store, _RECURRING)}
    for part in values("series", groups, batch=BATCH):
        for series, temporality, measure, dimension in sorted(rows(store, _SERIES % part)):
            counted = dimension == "count"
            told = tuple(row for group in groups[series] for row in rows_of(group, counted=counted))
            time = temporality.rpartition("#")[2]
            yield Series(series, time, told, measure=measure, dimension=dimension, recurs=measure in again)


def differ(claims: Iterable[tuple[str, str]]) -> bool:
    """Say whether claims of one series, each with the columns it says, say more than one thing."""
    first = None
    for _, says in claims:
        columns = says.split("|", DIFFERING)[:DIFFERING]
        if first is None:
            first = columns
        elif columns != first:
            return True
    return False
