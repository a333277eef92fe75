"""Store → the series worth a look: two column scans, written out by the store itself and read as text.

The first scan reads three columns of every claim and keeps the series whose claims differ at all; a series in which all
say the same has nothing to find. The second reads the other columns of those series alone.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from itertools import islice

from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.compare import Row, Series
from kg.compare.statement import End
from kg.compare.sweep import Explain, candidates
from kg.store import Store
from kg.vocab import KG, RDF

BATCH = 2_000
"""Series that are asked for at once."""

_SHARE = 0.15  # of the claims; from here on reading whole columns is faster than looking claims up

_DIFFERING = """
SELECT ?series ?interval ?footing ?written ?claim WHERE {
    %s ?claim kg:series ?series ; kg:interval ?interval ; kg:footing ?footing .
    OPTIONAL { ?claim kg:asWritten ?written }
}"""
_SERIES = """
SELECT ?series ?temporality ?subject ?measure ?dimension WHERE {
    %s ?series kg:temporality ?temporality ; kg:subject ?subject ; kg:measure ?measure ; kg:dimension ?dimension .
}"""
_COLUMNS = {
    "article": "prov:wasDerivedFrom",
    "publisher": "kg:publisher",
    "interval": "kg:interval",
    "low": "kg:low",
    "high": "kg:high",
    "step": "kg:step",
    "validFrom": "kg:validFrom",
    "attestedFrom": "kg:attestedFrom",
    "validUntil": "kg:validUntil",
    "attestedUntil": "kg:attestedUntil",
    "granularity": "kg:granularity",
    "footing": "kg:footing",
    "voice": "kg:voice",
    "said": "kg:said",
    "written": "kg:asWritten",
    "unit": "kg:unit",
}
_LOOKED_UP = (
    f"SELECT ?series ?claim {' '.join(f'?{name}' for name in _COLUMNS)} WHERE {{ %s ?claim kg:series ?series . "
    + " ".join(f"OPTIONAL {{ ?claim {predicate} ?{name} }}" for name, predicate in _COLUMNS.items())
    + " }"
)
_EVENTS = """
SELECT DISTINCT ?series ?when ?label WHERE {
    ?cause kg:explains ?measure .
    ?events kg:measure ?cause ; kg:subject ?who .
    ?event kg:series ?events ; kg:footing "fact" ; kg:low ?when ; prov:wasDerivedFrom ?source .
    ?witness prov:wasDerivedFrom ?source ; kg:series ?series .
    ?series kg:measure ?measure .
    OPTIONAL { ?event kg:quote ?label }
    FILTER(DATATYPE(?when) = xsd:date)
}"""
_FACTS = """
SELECT ?series ?fact ?low ?high ?from ?to ?source WHERE {
    ?fact a kg:ReferenceFact ; kg:measure ?measure ; kg:subject ?subject ; kg:low ?low ; kg:high ?high .
    ?series kg:measure ?measure ; kg:subject ?subject ; kg:temporality ?temporality .
    OPTIONAL { ?fact kg:validFrom ?from } OPTIONAL { ?fact kg:validUntil ?to } OPTIONAL { ?fact kg:source ?source }
}"""


def asked(store: Store, query: str) -> QuerySolutions:
    """Answer a SELECT over the union of all graphs."""
    solutions = store.query(query)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("not a SELECT")
    return solutions


def rows(store: Store, query: str) -> Iterator[list[str]]:
    """Yield the rows of a SELECT as text, "" where unbound; the store prints them, which is the fast way out of it."""
    printed = asked(store, query).serialize(format=QueryResultsFormat.CSV) or b""
    found = csv.reader(io.StringIO(printed.decode(), newline=""))
    next(found)
    yield from found


def series_to_compare(store: Store, *, among: Collection[str] | None = None) -> Iterator[Series]:
    """Yield the series in which claims differ, of the whole store or among those given."""
    if among is None:
        told = list(rows(store, _DIFFERING % ""))
        chosen = candidates(tuple(row[:4]) for row in told)
        differing = sorted(chosen)
        wanted = [row for row in told if row[0] in chosen]
        whole = _scanned(store, wanted) if len(wanted) > len(told) * _SHARE else None
    else:
        found = (tuple(row[:4]) for part in _batches(sorted(among)) for row in rows(store, _DIFFERING % _values(part)))
        differing = sorted(candidates(found))
        whole = None
    for part in _batches(differing):
        heads = {series: head for series, *head in rows(store, _SERIES % _values(part))}
        grouped = whole if whole is not None else _looked_up(store, part)
        for series in part:
            temporality, subject, measure, dimension = heads[series]
            claims = tuple(_row(columns, counted=dimension == "count") for columns in grouped[series])
            yield Series(series, temporality.rpartition("#")[2], claims, subject, measure, dimension)


def _looked_up(store: Store, series: Iterable[str]) -> dict[str, list[list[str]]]:
    """Read the columns of these series: a look-up for each claim and column."""
    grouped: dict[str, list[list[str]]] = defaultdict(list)
    for name, *columns in rows(store, _LOOKED_UP % _values(series)):
        grouped[name].append(columns)
    return grouped


def _scanned(store: Store, wanted: Iterable[list[str]]) -> dict[str, list[list[str]]]:
    """Read the remaining columns whole, one after the other: where many claims are asked for, faster than look-ups."""
    grouped: dict[str, list[list[str]]] = defaultdict(list)
    claims: dict[str, list[str]] = {}
    places = {name: at for at, name in enumerate(_COLUMNS, 1)}
    for series, interval, footing, written, claim in wanted:
        columns = claims[claim] = [claim, *[""] * len(_COLUMNS)]
        columns[places["interval"]], columns[places["footing"]], columns[places["written"]] = interval, footing, written
        grouped[series].append(columns)
    for name in _COLUMNS.keys() - {"interval", "footing", "written"}:
        at = places[name]
        for claim, value in rows(store, f"SELECT ?claim ?value WHERE {{ ?claim {_COLUMNS[name]} ?value }}"):
            known = claims.get(claim)
            if known is not None:
                known[at] = value
    return grouped


def explanations(store: Store) -> Explain:
    """Return what names the events and reference facts that account for a change."""
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    if any(store.quads.quads_for_pattern(None, KG.explains, None)):
        for series, when, label in rows(store, _EVENTS):
            events[series].append((when, label))
    facts = reference_facts(store)

    def explain(series: Series, earlier: Row, later: Row) -> str:
        between = sorted(event for event in events[series.iri] if earlier.start < event[0] <= later.start)
        if between:
            return "; ".join(f"{when}: “{label}”" for when, label in between[:3])
        known = facts(series)
        before = next((fact for fact in known if fact.covers(earlier) and fact.meets(earlier)), None)
        after = next((fact for fact in known if fact.covers(later) and fact.meets(later)), None)
        return f"{before} and {after}" if before is not None and after is not None else ""

    return explain


class Fact:
    """A statement that is trusted: a value of a series, from a day until another."""

    def __init__(self, low: End, high: End, start: str, until: str, source: str) -> None:
        self.low, self.high, self.start, self.until, self.source = low, high, start, until, source

    def covers(self, row: Row) -> bool:
        """Say whether the fact is of the row's time."""
        return row.start != "" and self.start <= row.start < (self.until or "9999")

    def meets(self, row: Row) -> bool:
        """Say whether the row's value may be the fact's."""
        if row.low is None or row.high is None:
            return False
        return _upto(self.low, row.high) and _upto(row.low, self.high)

    def __str__(self) -> str:
        value = f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"
        period = f"{self.start or '…'} to {self.until or 'now'}"
        return f"reference {self.source or 'fact'}: {value} ({period})"


def reference_facts(store: Store) -> Callable[[Series], list[Fact]]:
    """Return what gives the trusted statements about a series, in order of time."""
    found: dict[str, list[Fact]] = defaultdict(list)
    known = any(store.quads.quads_for_pattern(None, RDF.type, KG.ReferenceFact))
    for series, _, low, high, start, until, source in rows(store, _FACTS) if known else ():
        found[series].append(Fact(_end(low), _end(high), start, until, source))
    for facts in found.values():
        facts.sort(key=lambda fact: (fact.start, fact.until, str(fact.low)))
    return lambda series: found.get(series.iri, [])


def _upto(low: End, high: End) -> bool:
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low <= high
    return str(low) <= str(high)


def _row(columns: list[str], *, counted: bool) -> Row:
    claim, article, publisher, interval, low, high, step, start, attested, until, ended, *others = columns
    granularity, footing, voice, said, written, unit = others
    return Row(
        claim=claim,
        article=article,
        publisher=publisher,
        interval=interval,
        low=_end(low),
        high=_end(high),
        step=Decimal(step),
        start=start or attested,
        until=until or ended,
        granularity=granularity,
        footing=footing,
        voice=voice,
        said=said,
        written=written,
        unit="" if counted else unit,
    )


def _end(text: str) -> End:
    if not text:
        return None
    return text if text.count("-") == 2 and not text.startswith("-") else Decimal(text)


def _values(series: Iterable[str]) -> str:
    return f"VALUES ?series {{ {' '.join(f'<{iri}>' for iri in series)} }}"


def _batches(series: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(series)
    while part := list(islice(remaining, BATCH)):
        yield part
