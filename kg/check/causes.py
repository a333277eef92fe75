"""What accounts for a change: events that an article tells beside the series, and facts that are trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import QuerySolutions

from kg.compare import Row, Series
from kg.compare.statement import End
from kg.compare.sweep import Explain
from kg.store.printed import printed

Ask: TypeAlias = Callable[[str], QuerySolutions]
"""Answers a SELECT over the union of all graphs."""

_EVENTS = """
SELECT DISTINCT ?series ?when ?label WHERE {
    %s
    ?cause kg:explains ?measure .
    ?events kg:measure ?cause .
    ?event kg:series ?events ; kg:footing "fact" ; kg:low ?when ; prov:wasDerivedFrom ?source .
    ?witness prov:wasDerivedFrom ?source ; kg:series ?series .
    ?series kg:measure ?measure .
    OPTIONAL { ?event kg:quote ?label }
    FILTER(DATATYPE(?when) = xsd:date)
}"""
_FACTS = """
SELECT ?series ?fact ?low ?high ?from ?to ?source WHERE {
    %s
    ?fact a kg:ReferenceFact ; kg:measure ?measure ; kg:subject ?subject ; kg:low ?low ; kg:high ?high .
    ?series kg:measure ?measure ; kg:subject ?subject ; kg:temporality ?temporality .
    OPTIONAL { ?fact kg:validFrom ?from } OPTIONAL { ?fact kg:validUntil ?to } OPTIONAL { ?fact kg:source ?source }
}"""
_KNOWN = "SELECT ?known WHERE { %s } LIMIT 1"


def explanations(ask: Ask, *, among: Collection[str] | None = None) -> Explain:
    """Return what names the events and reference facts that account for a change, in all series or those given."""
    events: dict[str, list[tuple[str, str]]] = defaultdict(list)
    if _any(ask, "?known kg:explains ?measure"):
        for series, when, label in printed(ask(_EVENTS % _only(among))):
            events[series].append((when, label))
    return explained_by(events, reference_facts(ask, among=among))


def explained_by(
    events: Mapping[str, Sequence[tuple[str, str]]], facts: Callable[[Series], list[Fact]] = lambda series: []
) -> Explain:
    """Return what names the events (day and words, by series) and trusted facts that account for a change."""

    def explain(series: Series, earlier: Row, later: Row) -> str:
        between = sorted(event for event in events.get(series.iri, ()) if earlier.start < event[0] <= later.start)
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


def reference_facts(ask: Ask, *, among: Collection[str] | None = None) -> Callable[[Series], list[Fact]]:
    """Return what gives the trusted statements about a series, in order of time."""
    found: dict[str, list[Fact]] = defaultdict(list)
    told = printed(ask(_FACTS % _only(among))) if _any(ask, "?known a kg:ReferenceFact") else ()
    for series, _, low, high, start, until, source in told:
        found[series].append(Fact(_end(low), _end(high), start, until, source))
    for facts in found.values():
        facts.sort(key=lambda fact: (fact.start, fact.until, str(fact.low)))
    return lambda series: found.get(series.iri, [])


def _only(among: Collection[str] | None) -> str:
    return "" if among is None else f"VALUES ?series {{ {' '.join(f'<{iri}>' for iri in sorted(among))} }}"


def _any(ask: Ask, pattern: str) -> bool:
    return next(printed(ask(_KNOWN % pattern)), None) is not None


def _upto(low: End, high: End) -> bool:
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low <= high
    return str(low) <= str(high)


def _end(text: str) -> End:
    if not text:
        return None
    return text if text.count("-") == 2 and not text.startswith("-") else Decimal(text)
