"""Turtle files → shapes: what a finding is called, how severe it is, what its message says.

Shapes fail silently in most processors when a term is misspelt, so every file is examined before it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import pyoxigraph
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import BadShapes
from kg.model import Severity
from kg.resources import shapes as shipped_folder
from kg.vocab import KG, PREFIXES

NAMESPACE = "https://w3id.org/claimgraph/shapes#"
_SEVERITIES: dict[Node, Severity] = {SH.Info: "info", SH.Warning: "warning", SH.Violation: "violation"}
_VARIABLE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Shape:
    """One question asked of the claims; ``message`` is for people and has ``{?variables}``."""

    iri: str
    label: str
    comment: str
    verdict: str
    severity: Severity
    message: str

    @property
    def name(self) -> str:
        """The local name: the finding's name."""
        return re.split(r"[#/]", self.iri)[-1]

    def says(self, **variables: str) -> str:
        """Return the message with its variables filled in.

        >>> Shape("x", "", "", "", "info", "Changed: {?leftSays}.").says(leftSays="31")
        'Changed: 31.'
        """
        return _VARIABLE.sub(lambda found: variables.get(found[1], found[0]), self.message)


def shipped() -> list[Path]:
    """Return the files of the shapes that come with the product."""
    return sorted(shipped_folder().glob("*.ttl"))


def graph_of(paths: Iterable[Path]) -> Graph:
    """Return the shapes of the files as one graph; raise :class:`BadShapes` with the place."""
    merged = Graph()
    for path in paths:
        for triple in examined(path):
            merged.add(triple)
    return merged


@lru_cache(maxsize=1)
def comparison_shapes() -> dict[str, Shape]:
    """Return the shipped shapes about series and claims of several articles, by their local name."""
    return {shape.name: shape for shape in described(graph_of(shipped())) if shape.verdict}


def described(graph: Graph) -> list[Shape]:
    """Return the shapes of a graph, by IRI."""
    found = {node for node in graph.subjects(RDF.type, SH.NodeShape) if isinstance(node, URIRef)}
    return [_shape(graph, node) for node in sorted(found)]


def _shape(graph: Graph, node: URIRef) -> Shape:
    messages = [
        str(message)
        for holder in (node, *graph.objects(node, SH.sparql))
        for message in graph.objects(holder, SH.message)
        if isinstance(message, Literal) and message.language is not None
    ]
    return Shape(
        iri=str(node),
        label=str(graph.value(node, RDFS.label) or ""),
        comment=str(graph.value(node, RDFS.comment) or ""),
        verdict=str(graph.value(node, URIRef(str(KG.verdict.value))) or ""),
        severity=_SEVERITIES.get(cast(Node, graph.value(node, SH.severity)), "violation"),
        message=min(messages, default=""),
    )


def examined(path: Path) -> Graph:
    """Read a file of shapes; raise :class:`BadShapes` naming file and place of what is wrong.

    Refused are files that are not Turtle, terms of ``sh:`` that SHACL does not have, queries that do not parse, and
    constraints that have no message.
    """
    try:
        text = path.read_text(encoding="utf-8")
        graph = Graph().parse(data=text, format="turtle", publicID=path.resolve().as_uri())
    except (OSError, UnicodeDecodeError) as error:
        raise BadShapes(f"{path}: cannot be read ({error}); shapes are Turtle files in UTF-8") from None
    except Exception as error:  # rdflib's Turtle reader raises its own class and, for odd input, several others
        raise BadShapes(f"{path}: not Turtle: {' '.join(str(error).split())[:300]}") from None
    for term in sorted({str(each) for triple in graph for each in triple if isinstance(each, URIRef)}):
        name = term.removeprefix(str(SH))
        if term.startswith(str(SH)) and name and name not in SH:
            raise BadShapes(
                f"{path}{_line(text, f'sh:{name}', term)}: SHACL has no term sh:{name}; see https://www.w3.org/TR/shacl/"
            )
    for constraint, query in graph.subject_objects(SH.select):
        for shape in list(graph.subjects(SH.sparql, constraint)) or [constraint]:  # shapes may share a query
            name = str(shape)
            place = f"{path}{_line(text, name.rpartition('#')[2], name)}: {name}"
            if (shape, SH.message, None) not in graph and (constraint, SH.message, None) not in graph:
                raise BadShapes(f"{place} has a query and no sh:message")
            _parsed(graph, constraint, str(query), place)
    return graph


def _parsed(graph: Graph, constraint: Node, query: str, place: str) -> None:
    prefixes = dict(PREFIXES)
    for ontology in graph.objects(constraint, SH.prefixes):
        for declared in graph.objects(ontology, SH.declare):
            prefixes[str(graph.value(declared, SH.prefix))] = str(graph.value(declared, SH.namespace))
    try:
        pyoxigraph.Store().query(query, prefixes=prefixes)
    except (SyntaxError, ValueError) as error:
        raise BadShapes(f"{place}: its query cannot be parsed: {error}") from None
    if not re.search(r"[$?]this\b", query):
        raise BadShapes(f"{place}: its query does not mention $this, the node that is checked")


def _line(text: str, *words: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if any(word and word in line for word in words):
            return f", line {number}"
    return ""


def severities(paths: Sequence[Path]) -> dict[str, Severity]:
    """Return the severity of each shape of the files."""
    return {shape.iri: shape.severity for shape in described(graph_of(paths))}
