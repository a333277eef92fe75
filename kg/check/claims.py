"""Claims → report: the comparison alone, without a store (``kg check --claims``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from kg import names
from kg.check.alike import alike, as_totals, of_one_time, one_subject
from kg.check.arithmetic import arithmetic_findings
from kg.check.causes import explanations
from kg.check.compose import compose, one_sentence
from kg.check.graph import ask, comparison_store
from kg.check.measures import changes
from kg.check.plain import own_findings
from kg.check.shapes import comparison_shapes
from kg.compare import Row, Series, row, sweep
from kg.compare.sweep import PAIRS
from kg.interval import Units, columns, dimension, series_key
from kg.lexicon import Lexicon
from kg.model import Claim, Finding, Report
from kg.packed import pack

FINDINGS = 500
"""Findings that one series may have before the rest is left out (and the report says so)."""


def check_claims(
    claims: Iterable[Claim],
    *,
    lexicon: Lexicon | None = None,
    shapes: Sequence[Path] = (),
    base: str = names.DEFAULT_BASE,
    limit: int = FINDINGS,
    sums: bool = True,
    foreign: bool = False,
) -> Report:
    """Compare claims with one another and report what does not go together, and what does.

    ``lexicon`` tells which units may be converted and which entities are the same; ``shapes`` are the
    user's own; ``limit`` is the number of findings a series may have. ``sums`` is unset by those who know that there is
    nothing to add up. ``foreign`` claims come from another reader and may call measures, units and entities otherwise
    (:mod:`kg.check.alike`); findings quote them as given. The order of the claims does not matter.
    """
    units = convertible(lexicon)
    canonical = (
        {same: entity.iri for entity in lexicon.entities for same in entity.same_as} if lexicon is not None else {}
    )
    told = alike(lexicon if foreign else None)
    named: dict[str, Claim] = {}
    compared: dict[str, Claim] = {}
    grouped: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for claim in claims:
        name = names.claim(base, claim.article, claim)
        if name not in named:
            named[name], compared[name] = claim, told(claim)
    if foreign:
        compared = as_totals(of_one_time(one_subject(compared, lexicon), lexicon))
    for name, claim in compared.items():
        key = series_key(claim, units=units, canonical=canonical, named=partial(names.entity, base))
        grouped[key].append(_row(name, claim, units))
    linked = changes((claim.measure for claim in compared.values()), lexicon) if foreign and lexicon is not None else {}
    graph = comparison_store(compared, units=units, canonical=canonical, lexicon=lexicon, base=base, changes=linked)
    explain = explanations(partial(ask, graph))
    ours = comparison_shapes()
    findings: list[Finding] = []
    cut: list[str] = []
    measures = lexicon.measures if lexicon is not None else ()
    again = frozenset(measure.name for measure in measures if measure.recurs)
    many = frozenset(measure.name for measure in measures if measure.manifold)
    for key in sorted(grouped):
        name, (subject, measure, kind, time, *_) = names.series(base, *key), key
        series = Series(name, time, tuple(grouped[key]), subject, measure, kind, measure in again, measure in many)
        swept = sweep(series, explain=explain, limit=PAIRS)
        pairs = [pair for pair in swept.pairs if not one_sentence(pair, named)]
        findings += [compose(pair, series, claims=named, shapes=ours, base=base) for pair in pairs[:limit]]
        if swept.cut or len(pairs) > limit:
            cut.append(f"{key[1]} of {named[grouped[key][0].claim].subject}")
    if sums:
        findings += [each for each, _ in arithmetic_findings(partial(ask, graph), lambda _: named, base=base)]
    if shapes:
        findings += [each for each, _ in own_findings(graph, shapes, lambda _: named, base=base)]
    return Report(
        findings=in_order(findings),
        complete=not cut,
        reason=cut_short(cut),
        articles=len({claim.article for claim in named.values()}),
        claims=len(named),
    )


def cut_short(cut: list[str]) -> str | None:
    """Say which series had more findings than are shown."""
    if not cut:
        return None
    more = f" and {len(cut) - 3} more series" if len(cut) > 3 else ""
    return f"more findings than the limit allows for {', '.join(cut[:3])}{more}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the most severe first, then by name: the same set in the same order every time."""
    rank = {"violation": 0, "warning": 1, "info": 2}
    unique: dict[str, Finding] = {}
    for finding in findings:  # a sum that can be told in several ways is told in the one that sorts first
        told = unique.setdefault(finding.id, finding)
        unique[finding.id] = min(told, finding, key=lambda each: (each.working or "", each.message))
    return tuple(
        sorted(unique.values(), key=lambda each: (rank[each.severity], each.shape, each.series or "", each.id))
    )


def convertible(lexicon: Lexicon | None) -> Units:
    """Return how the units are converted that can be."""
    return {} if lexicon is None else lexicon.scales


def _row(name: str, claim: Claim, units: Units) -> Row:
    unit = claim.unit if dimension(claim, units=units) != "count" else None
    packed = pack(columns(claim, units=units), article=claim.article, publisher=claim.publisher, unit=unit)
    return row(name, packed)
