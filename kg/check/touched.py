"""Store → the series that an ingest touched, where their claims differ, without reading all articles of them.

``kg:told`` of a series stands in one range of the index. Only the articles are read whose claims a finding names. What
is told is held to the claims that stand in the series; where they are not as many, all articles of the series are read
(:mod:`kg.check.scan`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.check.scan import BATCH, as_series, in_lines, rows, series_to_compare, texts, told
from kg.compare import Series
from kg.compare.thin import Alike, Group, Named, apart, first_days, grouped
from kg.packed import DIFFERING
from kg.store import Store
from kg.store.values import batches, numbered, values

_TOLD = """
SELECT ?number ?says (COUNT(*) AS ?claims) WHERE { %s GRAPH ?version { ?told kg:told ?says } } GROUP BY ?number ?says"""
_CLAIMS = """
SELECT ?series (COUNT(*) AS ?claims) WHERE { %s GRAPH ?version { ?claim kg:series ?series } } GROUP BY ?series"""
_TEXTS = """
SELECT ?text WHERE {
    { SELECT DISTINCT ?version WHERE { VALUES (?told ?says) { %s } GRAPH ?version { ?told kg:told ?says } } }
    ?version kg:comparisons ?text
}"""

Days: TypeAlias = dict[str, dict[str, int]]
"""By the day said: what is told (``kg:told``), and of how many claims."""

Says: TypeAlias = tuple[str, Alike, str]
"""A series, what is told in it, and the day it was said."""


def touched_series(store: Store, among: Collection[str]) -> Iterator[Series]:
    """Yield those of the series (IRIs) in which claims differ, with as few rows as their sweep needs.

    Raises :class:`kg.errors.StoreError` where a claim has no line in the ``kg:comparisons`` of its article.
    """
    sides, unsure = _sides(store, among)
    known = _named(
        store,
        {
            (series, columns, day): days[day]
            for series, alike in sides.items()
            for columns, days in alike.items()
            for day in first_days(_numbers(days))
        },
    )
    groups: dict[str, list[Group]] = {}
    for series, alike in sides.items():
        groups[series] = [_group(store, series, columns, days, known) for columns, days in alike.items()]
        if any(not group.named for group in groups[series]):
            del groups[series]
            unsure.add(series)
    yield from as_series(store, groups)
    yield from series_to_compare(store, told(store, among=unsure))


def _sides(store: Store, among: Collection[str]) -> tuple[dict[str, dict[Alike, Days]], set[str]]:
    """Return what is told in the series in which claims differ, and the series in which not all claims are told of."""
    found: dict[str, dict[Alike, Days]] = defaultdict(dict)
    missing: dict[str, int] = {}
    unsure = set[str]()
    for only in values("series", among, batch=BATCH):
        missing |= {series: int(claims) for series, claims in rows(store, _CLAIMS % only)}
    for part, bound in numbered("told", map(names.told, among), batch=BATCH):
        for number, says, claims in rows(store, _TOLD % bound):
            series = part[int(number)].partition("#")[0]
            try:
                columns, day = apart(says)
            except ValueError:
                unsure.add(series)
                continue
            found[series].setdefault(columns, {}).setdefault(day, {})[says] = int(claims)
            missing[series] = missing.get(series, 0) - int(claims)
    unsure |= {series for series, number in missing.items() if number}
    differing = {
        series: alike
        for series, alike in found.items()
        if series not in unsure and len({columns[:DIFFERING] for columns in alike}) > 1
    }
    return differing, unsure


def _group(store: Store, series: str, columns: Alike, days: Days, known: dict[Says, list[Named]]) -> Group:
    """Return the claims that are alike; without any where the articles do not have as many as are told of."""

    def names_of(wanted: list[str]) -> dict[str, list[Named]]:
        told_then = {(series, columns, day): days[day] for day in wanted}
        known.update(_named(store, {each: told_then[each] for each in told_then if each not in known}))
        return {day: known[series, columns, day] for day in wanted}

    numbers = _numbers(days)
    group = grouped(columns, numbers, names_of)
    right = all(len(claims) == numbers[day] for day, claims in group.named.items())
    return group if right else Group(columns, {}, {})


def _numbers(days: Days) -> dict[str, int]:
    return {day: sum(told.values()) for day, told in days.items()}


def _named(store: Store, wanted: Mapping[Says, Iterable[str]]) -> dict[Says, list[Named]]:
    """Return the claims, with their articles, of which so much is told (``kg:told``): those articles alone are read."""
    found: dict[Says, dict[Named, None]] = {each: {} for each in wanted}
    among = {series for series, *_ in wanted}
    told = ((series, says) for (series, *_), each in wanted.items() for says in each)
    pairs = (f"({NamedNode(names.told(series))} {Literal(says)})" for series, says in told)
    for part in batches(pairs):
        for article, told_of in map(in_lines, texts(store, _TEXTS % " ".join(part))):
            for claim, series, says in told_of:
                if series in among and (claims := found.get((series, *apart(says)))) is not None:
                    claims[claim, article] = None  # an article may be read with several parts
    return {each: list(claims) for each, claims in found.items()}
