"""Shapes over a graph by pySHACL, as any SHACL processor would: the contract our own sweep is held to.

Also how the user's own shapes are run. pySHACL asks the truth of its data graph for every result, which counts the
store; the graph here answers at once. Not for threads that serve requests: pySHACL changes rdflib process-wide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pyshacl
from pyshacl.graph_abstraction import OxigraphDataGraph
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from kg.check.compose import finding_name
from kg.check.shapes import Shape, described, graph_of
from kg.errors import BadShapes
from kg.model import Claim, Finding
from kg.vocab import KG


class _Data(OxigraphDataGraph):
    def __bool__(self) -> bool:
        return True


class _Parsed(Graph):
    """An rdflib graph that parses every query once, not for every focus: parsing is most of what rdflib would do."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        if isinstance(query_object, str):
            query_object = _parsed(query_object, tuple(self.namespaces()))
        return super().query(query_object, *args, **kwargs)


@lru_cache(maxsize=256)
def _parsed(query: str, prefixes: tuple[tuple[str, URIRef], ...]) -> Query:
    return prepareQuery(query, initNs=dict(prefixes))


def validate(data: pyoxigraph.Store | Graph, shapes: Graph, *, focus: Sequence[str] | None = None) -> Graph:
    """Return the ``sh:ValidationReport`` of plain pySHACL; ``focus`` keeps it to these nodes.

    ``data`` is a pyoxigraph store, read as the union of its graphs, or an rdflib graph. Raises :class:`BadShapes` where
    pySHACL cannot make sense of a shape.
    """
    graph = _union(data) if isinstance(data, pyoxigraph.Store) else _Parsed(data.store, data.identifier)
    options: dict[str, Any] = {} if focus is None else {"focus_nodes": [URIRef(node) for node in focus]}
    merged = Graph()
    for subject, predicate, value in shapes:  # pySHACL writes to the shapes graph that it is given
        merged.add((subject, predicate, _in_short(str(value)) if predicate == SH.select else value))
    try:
        _, report, _ = pyshacl.validate(graph, shacl_graph=merged, **options)
    except (
        pyshacl.errors.ShapeLoadError,
        pyshacl.errors.ConstraintLoadError,
        pyshacl.errors.ValidationFailure,
    ) as error:
        raise BadShapes(f"the shapes cannot be used: {error}") from None
    if not isinstance(report, Graph):
        raise BadShapes(f"the shapes cannot be used: {report}")
    return report


def _in_short(query: str) -> Literal:
    """Return the query with a comment at the end of each line.

    pySHACL searches every query for forbidden words, for every focus, from the beginning of each line to the next
    number sign: for a third of its time where those are far away. What stands in long strings is left as it is.
    """
    if "'''" in query or '"""' in query:
        return Literal(query)
    return Literal("".join(f"{line} #\n" for line in query.splitlines()))


def results(report: Graph) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield shape, focus node, value and messages of each result."""
    for node in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(str(message) for message in report.objects(node, SH.resultMessage))
        value = report.value(node, SH.value)
        shape, focus = (str(report.value(node, term)) for term in (SH.sourceShape, SH.focusNode))
        yield shape, focus, "" if value is None else str(value), tuple(messages)


def own_findings(
    data: pyoxigraph.Store,
    paths: Sequence[Path],
    claims_of: Callable[[Collection[str]], Mapping[str, Claim]],
    *,
    base: str,
    among: Collection[str] | None = None,
) -> list[tuple[Finding, tuple[str, ...]]]:
    """Return what the user's own shapes find in all, or about these series, each with its claims' names."""
    graph = graph_of(paths)
    shapes = {shape.iri: shape for shape in described(graph)}
    report = validate(data, graph, focus=None if among is None else _near(data, among))
    found = list(results(report))
    claims = claims_of({node for _, focus, value, _ in found for node in (focus, value) if "/id/claim/" in node})
    named = [(row, tuple(name for name in dict.fromkeys(row[1:3]) if name in claims)) for row in found]
    return [(_finding(row, shapes, [claims[name] for name in names], base), names) for row, names in named]


def _near(data: pyoxigraph.Store, among: Collection[str]) -> list[str]:
    quads = (data.quads_for_pattern(None, KG.series, pyoxigraph.NamedNode(iri)) for iri in sorted(among))
    return [
        *sorted(among),
        *(quad.subject.value for found in quads for quad in found if isinstance(quad.subject, pyoxigraph.NamedNode)),
    ]


def _finding(
    row: tuple[str, str, str, tuple[str, ...]], shapes: Mapping[str, Shape], claims: Sequence[Claim], base: str
) -> Finding:
    iri, focus, value, messages = row
    shape = shapes.get(iri, Shape(iri, "", "", "", "violation", ""))
    return Finding(
        id=finding_name(base, shape, focus, value, " ".join(messages)),
        verdict=shape.verdict or shape.name,
        severity=shape.severity,
        shape=iri,
        message=" ".join(messages),
        claims=tuple(claims),
        series=focus if "/id/series/" in focus else None,
    )


def _union(store: pyoxigraph.Store) -> _Data:
    data = _Data(store)
    data.default_union = True  # type: ignore[misc]
    return data
