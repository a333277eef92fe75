"""Store → report: the sweep over the series that differ, the arithmetic, and the user's own shapes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from kg.check.arithmetic import arithmetic_findings
from kg.check.causes import Fact, explanations, reference_facts
from kg.check.claims import FINDINGS, cut_short, in_order
from kg.check.compose import claims_of, compose, one_sentence, quoted
from kg.check.plain import own_findings
from kg.check.scan import asked, rows, series_to_compare
from kg.check.shapes import comparison_shapes
from kg.compare import Pair, Series, sweep
from kg.compare.sweep import PAIRS
from kg.model import Claim, Finding, Report
from kg.store import Store

_COUNTED = """
SELECT (COUNT(DISTINCT ?article) AS ?articles) (COUNT(?claim) AS ?claims) WHERE {
    ?claim kg:series ?series ; prov:wasDerivedFrom ?article .
}"""


Named: TypeAlias = tuple[Finding, tuple[str, ...]]
"""A finding, and its claims by name in the order of ``Finding.claims``."""


def check(
    store: Store, *, shapes: Sequence[Path] = (), series: Collection[str] | None = None, limit: int = FINDINGS
) -> Report:
    """Compare the claims of a store and report what does not go together, and what does.

    ``shapes`` are the user's own, run besides ours; ``series`` keeps the check to those (IRIs), after an ingest the
    ones it touched. ``limit`` is the number of findings a series may have; a check that it cuts is not ``complete``.
    Nothing is written. Raises :class:`kg.errors.BadShapes`.
    """
    return check_named(store, shapes=shapes, series=series, limit=limit)[0]


def check_named(
    store: Store, *, shapes: Sequence[Path] = (), series: Collection[str] | None = None, limit: int = FINDINGS
) -> tuple[Report, dict[str, tuple[str, ...]]]:
    """Return the report of :func:`check`, and the names of each finding's claims by the finding's IRI."""
    found, cut = _compared(store, series, limit)
    found += arithmetic_findings(partial(asked, store), partial(words, store), base=store.base, among=series)
    if shapes:
        found += own_findings(store.in_process(), shapes, partial(words, store), base=store.base, among=series)
    articles, claims = next(rows(store, _COUNTED)) if series is None else ("0", "0")
    report = Report(
        findings=in_order(finding for finding, _ in found),
        complete=not cut,
        reason=cut_short(cut),
        articles=int(articles),
        claims=int(claims),
    )
    return report, {finding.id: names for finding, names in found}


def _compared(store: Store, among: Collection[str] | None, limit: int) -> tuple[list[Named], list[str]]:
    explain = explanations(partial(asked, store))
    facts = reference_facts(partial(asked, store))
    swept: list[tuple[Series, tuple[Pair, ...]]] = []
    cut: list[str] = []
    for series in series_to_compare(store, among=among):
        result = sweep(series, explain=explain, limit=PAIRS)
        if result.pairs:
            swept.append((series, result.pairs))
        if result.cut:
            cut.append(series.iri)
    claims = words(store, {name for _, pairs in swept for name in claims_of(pairs[: 2 * limit])})
    shapes = comparison_shapes()
    found: list[Named] = []
    for series, pairs in swept:
        kept = [pair for pair in pairs[: 2 * limit] if not one_sentence(pair, claims)]
        known = facts(series)
        for pair in kept[:limit]:
            note = _reference(pair, known)
            found.append(
                (compose(pair, series, claims=claims, shapes=shapes, base=store.base, note=note), quoted(pair))
            )
        if len(kept) > limit:
            cut.append(series.iri)
    return found, sorted(set(cut))


def words(store: Store, names: Collection[str]) -> dict[str, Claim]:
    """Return the claims of these names as the articles have them."""
    return {stored.iri: stored.claim for stored in store.claims(iris=sorted(names))} if names else {}


def _reference(pair: Pair, known: Sequence[Fact]) -> str:
    said = []
    for side, row in (("first", pair.left.first), ("second", pair.right.first)):
        fact = next((fact for fact in known if fact.covers(row)), None)
        if fact is not None:
            said.append(f"the {side} is {'supported' if fact.meets(row) else 'contradicted'} by {fact}")
    return "; ".join(said)
