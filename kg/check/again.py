"""The series that an ingest touched → the findings kept: new ones written, others brought up to date or resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad

from kg.check.arithmetic import queries
from kg.check.claims import cut_short
from kg.check.life import (
    DECISIONS,
    Kept,
    State,
    change_findings,
    decision,
    decisions_on,
    findings_graph,
    kept_about,
    report_quads,
    result_quads,
)
from kg.check.scan import rows
from kg.check.shapes import NAMESPACE, graph_of
from kg.check.store import check_named
from kg.model import Report
from kg.store import Store
from kg.vocab import KG, PREFIXES, RDF

_REPORT = NamedNode(f"{PREFIXES['sh']}ValidationReport")

# Findings whose figures stand in other series than their focus, where one of those was touched or a claim is gone.
# Asked from the findings of such shapes: from the claims of the series it would take as long as there are claims.
_BESIDE = """
SELECT DISTINCT ?finding WHERE {
    VALUES ?shape { %(shapes)s }
    GRAPH %(graph)s { ?finding sh:sourceShape ?shape ; kg:claim ?claim }
    OPTIONAL { ?claim kg:series ?series }
    FILTER(!BOUND(?series) || ?series IN (%(touched)s))
}"""


def recheck(
    store: Store, touched: Collection[str] | None = None, *, now: dt.datetime, shapes: Sequence[Path] = ()
) -> Report:
    """Check the series that an ingest touched (or all) and keep what is found; return the report of the check.

    What is not found any more is resolved, except in series that were cut short and by shapes that were not run; what
    was decided stays decided. The findings that are not resolved are afterwards the same, word for word, as a full
    check would give. All that is written is written at once.
    """
    checked = check_named(store, series=touched, shapes=shapes)
    found = {finding.id: finding for finding in checked.report.findings}
    own = {str(shape) for shape in graph_of(shapes).subjects()}
    known = {kept.finding.id: kept for kept in _near(store, touched, own)}
    known |= {kept.finding.id: kept for kept in kept_about(store, None, ids=found.keys() - known.keys())}
    graph = NamedNode(findings_graph(store.base))
    add: list[Quad] = []
    remove: list[Quad] = []
    for name, again in found.items():
        before = known.get(name)
        lasting = None if before is None or before.finding.state == "resolved" else before
        since = (lasting.finding.found if lasting else None) or now.isoformat()
        state: State = lasting.finding.state if lasting else "open"
        finding = found[name] = replace(again, found=since, state=state)
        wanted = result_quads(finding, checked.names[name], graph)
        if lasting is not None:
            wanted = [quad for quad in wanted if quad.predicate not in DECISIONS]
            wanted += [quad for quad in lasting.quads if quad.predicate in DECISIONS]
        remove += before.quads if before is not None else []
        add += wanted
    for name in _gone(known, found, checked.cut, own):
        remove += decisions_on(store, [name])
        add += decision(store.base, name, "resolved", None, "the claims no longer give it", now)
    others, somewhere = (set[str](), False) if touched is None else _still_cut(store, touched)
    cut = sorted(others | checked.cut)
    reason = cut_short(cut) or ("an earlier check of the whole store was cut short" if somewhere else None)
    add += report_quads(Report((), reason is None, reason), store.base, now=now, cut=cut)
    change_findings(store, remove=[*remove, *_last_report(store)], add=add)
    return replace(checked.report, findings=tuple(found.values()))


def _gone(
    known: Mapping[str, Kept], found: Collection[str], cut: Collection[str], own: Collection[str]
) -> Iterator[str]:
    for name, (finding, _, _) in known.items():
        looked_for = finding.shape in own or finding.shape.startswith(NAMESPACE)
        if name not in found and finding.state != "resolved" and finding.series not in cut and looked_for:
            yield name


def _near(store: Store, touched: Collection[str] | None, own: Collection[str]) -> Iterator[Kept]:
    """Yield the findings that a check of these series can resolve: about them, or about claims they have or had."""
    yield from kept_about(store, touched)
    if touched is not None:
        shapes = (*own, *(f"{NAMESPACE}{name}" for name, _ in queries()))
        graph = findings_graph(store.base)
        asked = _BESIDE % {
            "graph": f"<{graph}>",
            "shapes": " ".join(_listed(shapes)),
            "touched": ", ".join(_listed(touched)),
        }
        yield from kept_about(store, None, ids=[row[0] for row in rows(store, asked)])


def _listed(iris: Iterable[str]) -> list[str]:
    return [f"<{iri}>" for iri in sorted(iris)]


def _last_report(store: Store) -> list[Quad]:
    graph = NamedNode(findings_graph(store.base))
    reports = [quad.subject for quad in store.match(None, RDF.type, _REPORT, graph)]
    said = [quad for node in reports if isinstance(node, NamedNode) for quad in store.match(node, None, None, graph)]
    return [*said, *(quad for quad in store.match(None, KG.complete, None, graph) if quad.subject not in reports)]


def _still_cut(store: Store, touched: Collection[str]) -> tuple[set[str], bool]:
    """Return the other series that an earlier check cut short, and whether one was cut without saying where."""
    graph = NamedNode(findings_graph(store.base))
    cut = {
        quad.subject.value
        for quad in store.match(None, KG.complete, Text(False), graph)
        if isinstance(quad.subject, NamedNode)
    }
    series = {iri for iri in cut if iri.startswith(f"{store.base}id/series/")}
    return series - set(touched), bool(cut) and not series
