"""Findings in the store: open, confirmed, dismissed, resolved; who decided, when and why.

They stand in a graph of their own, as ``sh:ValidationResult`` with both claims, quotes, dates and working, named
by what they are about: the same conflict found again is the same node, and keeps what was decided about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad

from kg import names
from kg.check.claims import in_order
from kg.check.store import words
from kg.errors import StoreError
from kg.model import Finding, Report, Severity
from kg.store import Store
from kg.store.writing import Change
from kg.vocab import KG, PROV, RDF, XSD

State = Literal["open", "confirmed", "dismissed", "resolved"]
_SH = "http://www.w3.org/ns/shacl#"
_SEVERITY: dict[Severity, str] = {"info": "Info", "warning": "Warning", "violation": "Violation"}
_SEVERITIES = {f"{_SH}{name}": severity for severity, name in _SEVERITY.items()}
DECISIONS = (KG.findingState, KG.decidedBy, KG.decidedAt, KG.reason)


def findings_graph(base: str) -> str:
    """Return the name of the graph that the findings stand in."""
    return names.graph(base, "findings")


def decide(store: Store, finding: str, state: State, *, who: str, why: str | None = None, now: dt.datetime) -> Finding:
    """Confirm or dismiss a finding, or open it again, by its IRI; return it as it now stands.

    Raises :class:`StoreError` where the store has no such finding.
    """
    found = next(findings(store, ids=[finding]), None)
    if found is None:
        raise StoreError(f"the store has no finding {finding}: `kg check --store` lists them")
    change_findings(
        store, remove=decisions_on(store, [finding]), add=decision(store.base, finding, state, who, why, now)
    )
    return replace(found, state=state)


def findings(
    store: Store,
    *,
    ids: Iterable[str] | None = None,
    state: State | None = None,
    verdict: str | None = None,
    severity: Severity | None = None,
    series: str | None = None,
    subject: str | None = None,
) -> Iterator[Finding]:
    """Yield the findings that are kept, the most severe first, that fit all that is given.

    A finding about claims that were withdrawn has none to show, and is yielded without.
    """
    about = None if subject is None else _series_of(store, subject)
    if series is not None:
        about = {series} if about is None else about & {series}
    kept = [
        (finding, claims)
        for finding, claims, _ in kept_about(store, about, ids=ids)
        if (state is None or finding.state == state)
        and (verdict is None or finding.verdict == verdict)
        and (severity is None or finding.severity == severity)
    ]
    known = words(store, {name for _, claims in kept for name in claims})
    yield from in_order(
        replace(finding, claims=tuple(known[name] for name in claims if name in known)) for finding, claims in kept
    )


class Kept(NamedTuple):
    """A finding as the store keeps it, with the names of its claims in place of the claims."""

    finding: Finding
    claims: list[str]
    quads: list[Quad]


def kept_about(store: Store, series: Collection[str] | None, *, ids: Iterable[str] | None = None) -> Iterator[Kept]:
    """Yield the findings that are kept about these series, or all, or those of these names."""
    graph = NamedNode(findings_graph(store.base))
    match, focus = store.match, NamedNode(f"{_SH}focusNode")
    if ids is not None:
        told = [quad for iri in sorted(set(ids)) for quad in match(NamedNode(iri), KG.verdict, None, graph)]
    elif series is not None:
        told = [quad for iri in sorted(series) for quad in match(None, focus, NamedNode(iri), graph)]
    else:
        told = list(match(None, KG.verdict, None, graph))
    for quad in told:
        if isinstance(quad.subject, NamedNode):
            kept = _read(quad.subject.value, list(match(quad.subject, None, None, graph)))
            if series is None or kept.finding.series in series:
                yield kept


def _series_of(store: Store, subject: str) -> set[str]:
    quads = store.match(None, KG.subject, NamedNode(subject), NamedNode(store.shared_graph))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def _read(node: str, quads: list[Quad]) -> Kept:
    told: dict[str, list[str]] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode | Text):
            told.setdefault(quad.predicate.value, []).append(quad.object.value)

    def one(term: NamedNode | str) -> str | None:
        return next(iter(told.get(term if isinstance(term, str) else term.value, ())), None)

    first = [name for name in (one(KG.left), one(KG.right)) if name is not None]
    order = list(dict.fromkeys([*first, *sorted(told.get(KG.claim.value, ()))]))
    left, right = one(KG.leftSources), one(KG.rightSources)
    finding = Finding(
        id=node,
        verdict=one(KG.verdict) or "",
        severity=_SEVERITIES[one(f"{_SH}resultSeverity") or f"{_SH}Violation"],
        shape=one(f"{_SH}sourceShape") or "",
        message=one(f"{_SH}resultMessage") or "",
        claims=(),
        working=one(KG.working),
        series=one(f"{_SH}focusNode"),
        sources=(int(left), int(right)) if left is not None and right is not None else None,
        state=cast(State, one(KG.findingState) or "open"),
        found=one(PROV.generatedAtTime),
    )
    return Kept(finding, order, quads)


def result_quads(finding: Finding, claims: Sequence[str], graph: NamedNode) -> list[Quad]:
    """Return a finding as a ``sh:ValidationResult``; ``claims`` names its claims, the quoted ones first."""
    node = NamedNode(finding.id)
    sh = {
        name: NamedNode(f"{_SH}{name}")
        for name in ("focusNode", "value", "resultMessage", "resultSeverity", "sourceShape")
    }
    said: list[tuple[NamedNode, NamedNode | Text]] = [
        (RDF.type, NamedNode(f"{_SH}ValidationResult")),
        (RDF.type, KG.Finding),
        (NamedNode(f"{_SH}sourceConstraintComponent"), NamedNode(f"{_SH}SPARQLConstraintComponent")),
        (sh["resultMessage"], Text(finding.message)),
        (sh["resultSeverity"], NamedNode(f"{_SH}{_SEVERITY[finding.severity]}")),
        (sh["sourceShape"], NamedNode(finding.shape)),
        (KG.verdict, Text(finding.verdict)),
        (KG.findingState, Text(finding.state)),
        *((KG.claim, NamedNode(name)) for name in claims),
    ]
    if finding.series is not None:
        said.append((sh["focusNode"], NamedNode(finding.series)))
    sides = list(zip(("left", "right"), claims, finding.claims, strict=False))
    for side, name, claim in sides:
        said += [(KG[side], NamedNode(name)), (KG[f"{side}Quote"], Text(claim.quote))]
        if claim.published is not None:
            said.append((KG[f"{side}Said"], Text(claim.published)))
    if sides:
        said.append((sh["value"], NamedNode(sides[-1][1])))
    if finding.found is not None:
        said.append((PROV.generatedAtTime, Text(finding.found, datatype=XSD.dateTime)))
    if finding.working is not None:
        said.append((KG.working, Text(finding.working)))
    if finding.sources is not None:
        said += [(KG.leftSources, Text(finding.sources[0])), (KG.rightSources, Text(finding.sources[1]))]
    return [Quad(node, predicate, value, graph) for predicate, value in said]


def decision(
    base: str, finding: str, state: str, who: str | None, why: str | None, now: dt.datetime | None
) -> list[Quad]:
    """Return what is kept of a decision on a finding."""
    node, graph = NamedNode(finding), NamedNode(findings_graph(base))
    said = [Quad(node, KG.findingState, Text(state), graph)]
    if who is not None:
        said.append(Quad(node, KG.decidedBy, Text(who), graph))
    if now is not None:
        said.append(Quad(node, KG.decidedAt, Text(now.isoformat(), datatype=XSD.dateTime), graph))
    if why is not None:
        said.append(Quad(node, KG.reason, Text(why), graph))
    return said


def report_quads(report: Report, base: str, *, now: dt.datetime, cut: Collection[str] = ()) -> list[Quad]:
    """Return what a store keeps of its checks: when the last one was, whether all of it was looked at, what was cut."""
    graph = NamedNode(findings_graph(base))
    node = NamedNode(names.finding(base, "report"))
    said = [
        Quad(node, RDF.type, NamedNode(f"{_SH}ValidationReport"), graph),
        Quad(node, KG.complete, Text(report.complete), graph),
        Quad(node, PROV.generatedAtTime, Text(now.isoformat(), datatype=XSD.dateTime), graph),
    ]
    if report.reason is not None:
        said.append(Quad(node, KG.cutBy, Text(report.reason), graph))
    return said + [Quad(NamedNode(series), KG.complete, Text(False), graph) for series in sorted(cut)]


def decisions_on(store: Store, ids: Iterable[str]) -> list[Quad]:
    """Return what was decided on these findings."""
    graph = NamedNode(findings_graph(store.base))
    quads = (quad for name in ids for quad in store.match(NamedNode(name), None, None, graph))
    return [quad for quad in quads if quad.predicate in DECISIONS]


def change_findings(store: Store, *, remove: Sequence[Quad], add: Sequence[Quad]) -> None:
    """Change the findings by one update of the store, so that whoever follows the store hears of it."""
    kept = set(remove) & set(add)
    change = Change(remove=[quad for quad in remove if quad not in kept])
    for quad in add:
        if quad not in kept:
            change.say(findings_graph(store.base), [f"{quad.subject} {quad.predicate} {quad.object}"])
    if change.remove or change.add:
        store.update(change.update())
