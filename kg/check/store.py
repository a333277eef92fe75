"""Store → report: the sweep over the series that differ, the arithmetic, and the user's own shapes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kg.check.arithmetic import arithmetic_findings
from kg.check.causes import Fact, explanations, reference_facts
from kg.check.claims import FINDINGS, cut_short, in_order
from kg.check.compose import claims_of, compose, one_sentence, quoted
from kg.check.plain import own_findings
from kg.check.scan import Told, asked, counted, series_to_compare, told
from kg.check.shapes import comparison_shapes
from kg.check.touched import touched_series
from kg.compare import Pair, Series, sweep
from kg.compare.sweep import PAIRS, Explain
from kg.model import Claim, Finding, Report
from kg.store import Store

Named: TypeAlias = tuple[Finding, tuple[str, ...]]
"""A finding, and its claims by name in the order of ``Finding.claims``."""


class Checked(NamedTuple):
    """A report; the names of each finding's claims, by the finding's IRI; the series (IRIs) that were cut short."""

    report: Report
    names: dict[str, tuple[str, ...]]
    cut: frozenset[str]


def check(
    store: Store, *, shapes: Sequence[Path] = (), series: Collection[str] | None = None, limit: int = FINDINGS
) -> Report:
    """Compare the claims of a store and report what does not go together, and what does.

    ``shapes`` are the user's own, run besides ours; ``series`` keeps the check to those (IRIs), after an ingest the
    ones it touched. ``limit`` is the number of findings a series may have; a check that it cuts is not ``complete``.
    Nothing is written. Raises :class:`kg.errors.BadShapes`.
    """
    return check_named(store, shapes=shapes, series=series, limit=limit).report


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the collector of cycles from looking, again and again, at what a check makes: it all stays, and has none."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_nothing_collected()
def check_named(
    store: Store, *, shapes: Sequence[Path] = (), series: Collection[str] | None = None, limit: int = FINDINGS
) -> Checked:
    """Return the report of :func:`check` with the names of what it speaks of."""
    claims: Told = {} if series is not None else told(store)
    candidates = series_to_compare(store, claims) if series is None else touched_series(store, series)
    found, cut = _compared(store, candidates, series, limit)
    found += arithmetic_findings(partial(asked, store), partial(words, store), base=store.base, among=series)
    if shapes:
        found += own_findings(store.in_process(), shapes, partial(words, store), base=store.base, among=series)
    counts = counted(claims)
    report = Report(
        findings=in_order(finding for finding, _ in found),
        complete=not cut,
        reason=cut_short(cut),
        articles=counts[0],
        claims=counts[1],
    )
    return Checked(report, {finding.id: names for finding, names in found}, frozenset(cut))


def _compared(
    store: Store, candidates: Iterable[Series], among: Collection[str] | None, limit: int
) -> tuple[list[Named], list[str]]:
    ask = partial(asked, store)
    return compared(
        candidates,
        partial(words, store, current=True),
        explain=explanations(ask, among=among),
        facts=reference_facts(ask, among=among),
        base=store.base,
        limit=limit,
    )


def compared(
    candidates: Iterable[Series],
    claims_of_names: Callable[[Collection[str]], Mapping[str, Claim]],
    *,
    explain: Explain,
    facts: Callable[[Series], Sequence[Fact]] = lambda series: (),
    base: str,
    limit: int = FINDINGS,
) -> tuple[list[Named], list[str]]:
    """Return what sweeping over the series finds, and the series (IRIs) that were cut short.

    Claims are asked for once, by their names, and only those that the findings quote.
    """
    swept: list[tuple[Series, tuple[Pair, ...]]] = []
    cut: list[str] = []
    for series in candidates:
        result = sweep(series, explain=explain, limit=PAIRS)
        if result.pairs:
            swept.append((series, result.pairs))
        if result.cut:
            cut.append(series.iri)
    claims = claims_of_names({name for _, pairs in swept for name in claims_of(pairs[: 2 * limit])})
    shapes = comparison_shapes()
    found: list[Named] = []
    for series, pairs in swept:
        kept = [pair for pair in pairs[: 2 * limit] if not one_sentence(pair, claims)]
        known = facts(series)
        for pair in kept[:limit]:
            note = _reference(pair, known)
            found.append((compose(pair, series, claims=claims, shapes=shapes, base=base, note=note), quoted(pair)))
        if len(kept) > limit:
            cut.append(series.iri)
    return found, sorted(set(cut))


def words(store: Store, names: Collection[str], *, current: bool = False) -> dict[str, Claim]:
    """Return the claims of these names as the articles have them; ``current`` where they are known to be."""
    return dict(store.words(names, current=current))


def _reference(pair: Pair, known: Sequence[Fact]) -> str:
    said = []
    for side, row in (("first", pair.left.first), ("second", pair.right.first)):
        fact = next((fact for fact in known if fact.covers(row)), None)
        if fact is not None:
            said.append(f"the {side} is {'supported' if fact.meets(row) else 'contradicted'} by {fact}")
    return "; ".join(said)
