"""Store → the series worth a look, by one scan of ``kg:comparisons``: one string an article, a line a claim.

A series in which all claims say the same has nothing to find; only the others are taken apart into rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import TypeAlias

from pyoxigraph import QuerySolutions

from kg.compare import Series
from kg.compare.thin import Group, gathered, rows_of, thinned
from kg.errors import StoreError
from kg.packed import DIFFERING, sides
from kg.store import Store
from kg.store.printed import printed, taken
from kg.store.values import batches, numbered, values

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
_FLAGGED = "SELECT ?measure WHERE { ?measure kg:%s true }"
_SERIES = """
SELECT ?number ?temporality ?measure ?dimension WHERE {
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


Told: TypeAlias = dict[str, list[tuple[str, str, str]]]
"""By series: its claims, what they say to the comparison, and their articles."""


def told(store: Store, *, among: Collection[str] | None = None) -> Told:
    """Return what the claims of the whole store, or of the series given, say to the comparison.

    Raises :class:`kg.errors.StoreError` where the ``kg:comparisons`` of an article do not have all of its claims:
    nothing is left out in silence.
    """
    if among is None:
        return _complete(store, "", _by_series(texts(store, _ALL)))
    found: Told = {}
    for only in values("series", among, batch=BATCH):
        lines = _by_series(texts(store, _SOME % only))
        found |= _complete(store, only, {series: lines[series] for series in lines.keys() & among})
    return found


def texts(store: Store, query: str) -> Iterator[str]:
    """Yield the texts (:func:`kg.packed.gathered`) that a SELECT of one variable gives."""
    return (text for (text,) in taken(asked(store, query)))


def in_lines(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the :func:`kg.packed.sides` of a text; raise :class:`kg.errors.StoreError` where a line is none."""
    try:
        return sides(text)
    except ValueError:
        article = text.partition("\n")[0]
        raise StoreError(f"the kg:comparisons of {article} have a line that is none; load it again") from None


def _by_series(found: Iterable[str]) -> Told:
    told: Told = defaultdict(list)
    for article, claims in map(in_lines, found):
        for claim, series, says in claims:
            told[series].append((claim, says, article))
    return told


def _complete(store: Store, only: str, told: Told) -> Told:
    """Return what is told, held to the claims that stand in series: usually their number says enough."""
    ((number,),) = rows(store, _COUNT % only)
    if int(number) == sum(map(len, told.values())):
        return told
    known = {(series, each[0]): each for series, claims in told.items() for each in claims}
    found: Told = defaultdict(list)
    for claim, series in rows(store, _CLAIMS % only):
        line = known.get((series, claim))
        if line is None:
            raise StoreError(
                f"claim {claim} has no line in the kg:comparisons of its article: it was not written by this version; "
                "load its article again"
            )
        found[series].append(line)
    return found


def counted(found: Told) -> tuple[int, int]:
    """Return how many articles and claims were told of."""
    articles = set(map(itemgetter(2), chain.from_iterable(found.values())))
    return len(articles), sum(map(len, found.values()))


def series_to_compare(store: Store, found: Told) -> Iterator[Series]:
    """Yield the series in which claims differ, with as few rows as their sweep needs."""
    differing = sorted(series for series, claims in found.items() if differ(says for _, says, _ in claims))
    for part in batches(differing, BATCH):
        yield from as_series(store, {series: thinned(gathered(found[series])) for series in part})


def as_series(store: Store, groups: Mapping[str, Iterable[Group]]) -> Iterator[Series]:
    """Yield the series (IRIs) with what their claims say, and what the store says of the series."""
    again, many = ({measure for (measure,) in rows(store, _FLAGGED % flag)} for flag in ("recurs", "manifold"))
    for part, bound in numbered("series", groups, batch=BATCH):
        heads = sorted((part[int(number)], *head) for number, *head in rows(store, _SERIES % bound))
        for series, temporality, measure, dimension in heads:
            counted = dimension == "count"
            told = tuple(row for group in groups[series] for row in rows_of(group, counted=counted))
            time = temporality.rpartition("#")[2]
            yield Series(series, time, told, "", measure, dimension, measure in again, measure in many)


def differ(told: Iterable[str]) -> bool:
    """Say whether the columns that claims of one series say tell more than one thing."""
    first = None
    for says in told:
        columns = says.split("|", DIFFERING)[:DIFFERING]
        if first is None:
            first = columns
        elif columns != first:
            return True
    return False
