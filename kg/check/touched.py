"""Store → the series that an ingest touched, where their claims differ, without reading all articles of them.

``kg:told`` of a series stands in one range of the index, and what many articles say alike is one string: they are
counted by the store. Only the articles are read whose claims a finding names. What is told is held to the claims that
stand in the series; where they are not as many, all articles of the series are read (:mod:`kg.check.scan`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from pyoxigraph import Literal

from kg import names
from kg.check.scan import BATCH, as_series, in_lines, rows, series_to_compare, told
from kg.compare import Series
from kg.compare.thin import Alike, Group, Named, apart, first_days, grouped
from kg.packed import DIFFERING, spoken
from kg.store import Store
from kg.store.values import values

_OPENED = 500  # strings whose articles are asked for at once

_COUNTED = """
SELECT ?told ?says (COUNT(*) AS ?claims) WHERE { %s GRAPH ?version { ?told kg:told ?says } } GROUP BY ?told ?says"""
_CLAIMS = """
SELECT ?series (COUNT(*) AS ?claims) WHERE { %s GRAPH ?version { ?claim kg:series ?series } } GROUP BY ?series"""
_TEXTS = """
SELECT ?text WHERE {
    { SELECT DISTINCT ?version WHERE { VALUES (?told ?says) { %s } GRAPH ?version { ?told kg:told ?says } } }
    ?version kg:comparisons ?text
}"""

Says: TypeAlias = tuple[str, str]
"""A series and what is told in it."""


def touched_series(store: Store, among: Collection[str]) -> Iterator[Series]:
    """Yield those of the series (IRIs) in which claims differ, with as few rows as their sweep needs.

    Raises :class:`kg.errors.StoreError` where a claim has no line in the ``kg:comparisons`` of its article.
    """
    sides, unsure = _sides(store, among)
    wanted = [
        (series, says)
        for series, alike in sides.items()
        for days in alike.values()
        for day in first_days(_numbers(days))
        for says in days[day]
    ]
    known = _named(store, wanted)
    groups: dict[str, list[Group]] = {}
    for series, alike in sides.items():
        groups[series] = [_group(store, series, columns, days, known) for columns, days in alike.items()]
        if any(not group.named for group in groups[series]):
            del groups[series]
            unsure.add(series)
    yield from as_series(store, groups)
    yield from series_to_compare(store, told(store, among=unsure))


Days: TypeAlias = dict[str, dict[str, int]]
"""By the day said: what is told, and how often."""


def _sides(store: Store, among: Collection[str]) -> tuple[dict[str, dict[Alike, Days]], set[str]]:
    """Return what is told in the series in which claims differ, and the series in which not all claims are told of."""
    found: dict[str, dict[Alike, Days]] = defaultdict(dict)
    missing: dict[str, int] = {}
    unsure = set[str]()
    for part in values("series", among, batch=BATCH):
        missing |= {series: int(claims) for series, claims in rows(store, _CLAIMS % part)}
    for part in values("told", map(names.told, among), batch=BATCH):
        for node, says, claims in rows(store, _COUNTED % part):
            series = node.partition("#")[0]
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
        told_then = {day: [(series, says) for says in days[day]] for day in wanted}
        known.update(_named(store, [each for then in told_then.values() for each in then if each not in known]))
        return {day: [named for each in then for named in known[each]] for day, then in told_then.items()}

    group = grouped(columns, _numbers(days), names_of)
    right = all(len(claims) == sum(days[day].values()) for day, claims in group.named.items())
    return group if right else Group(columns, {}, {})


def _numbers(days: Days) -> dict[str, int]:
    return {day: sum(told_then.values()) for day, told_then in days.items()}


def _named(store: Store, wanted: Iterable[Says]) -> dict[Says, list[Named]]:
    """Return the claims, with their articles, that are told of: those articles alone are read."""
    found: dict[Says, list[Named]] = {each: [] for each in wanted}
    remaining = iter(sorted(found))
    while part := list(islice(remaining, _OPENED)):
        asked = " ".join(f"(<{names.told(series)}> {Literal(says)})" for series, says in part)
        for (text,) in rows(store, _TEXTS % asked):
            article = text.partition("\n")[0]
            for claim, series, says in in_lines(text, spoken):
                if (claims := found.get((series, says))) is not None:
                    claims.append((claim, article))
    return found
