"""Turtle files → nodes: what a layer of the ontology says of each IRI, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import BadOntology

KG = "https://w3id.org/claimgraph/ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
WIKIDATA = "http://www.wikidata.org/entity/"

# What an IRI has one of in a layer; a later layer replaces it. A label is one a language.
_SINGLE = frozenset(
    KG + name
    for name in (
        *("sense", "position", "code", "dimension", "factor", "offset"),
        *("ownerRole", "temporality", "monotone", "recurs", "manifold", "tolerance", "within"),
    )
)
_LABELS = frozenset({SKOS + "prefLabel", RDFS + "label"})


class Value(NamedTuple):
    """An object of a triple: ``language`` is None for an IRI or a plain literal."""

    text: str
    iri: bool
    language: str | None = None


@dataclass(slots=True)
class Node:
    """An IRI with its types and properties, in the order they were written."""

    iri: str
    source: Path
    types: list[str] = field(default_factory=list)
    properties: dict[str, dict[Value, None]] = field(default_factory=dict)  # values are ordered sets

    def words(self, term: str) -> tuple[str, ...]:
        """Return the literals of a property, each once."""
        return tuple(dict.fromkeys(value.text for value in self.properties.get(term, ()) if not value.iri))

    def iris(self, term: str) -> tuple[str, ...]:
        """Return the IRIs of a property, each once."""
        return tuple(dict.fromkeys(value.text for value in self.properties.get(term, ()) if value.iri))

    def only(self, term: str) -> str | None:
        """Return the one value of a property, None where it has none."""
        values = self.properties.get(term)
        return next(iter(values)).text if values else None

    def label(self) -> str | None:
        """Return the preferred label: English, else without a language, else the first."""
        labels = self.properties.get(SKOS + "prefLabel") or self.properties.get(RDFS + "label") or {}
        ranked = sorted(labels, key=lambda value: (value.language != "en", value.language is not None))
        return ranked[0].text if ranked else None

    def bad(self, reason: str, term: str | None = None) -> BadOntology:
        """Return the error to raise about this node, with the line that says so."""
        return BadOntology(f"{self.source}:{_line(self.source, self.iri, term)}: {local_name(self.iri)} {reason}")


@dataclass(frozen=True, slots=True)
class Layer:
    """The nodes of one file, or of the shipped folder."""

    nodes: dict[str, Node]


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/``.

    >>> local_name("https://w3id.org/claimgraph/measure#memberCount")
    'memberCount'
    """
    return re.split(r"[#/]", iri)[-1] or iri


def read_layer(path: Path) -> Layer:
    """Read a Turtle file, or every ``*.ttl`` of a folder by name; raises :class:`BadOntology`."""
    nodes: dict[str, Node] = {}
    for file in sorted(path.glob("*.ttl")) if path.is_dir() else [path]:
        _read_file(file, nodes)
    return Layer(nodes)


def _read_file(file: Path, nodes: dict[str, Node]) -> None:
    try:
        for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE, base_iri=file.resolve().as_uri()):
            subject, predicate, thing = quad.subject, quad.predicate.value, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(thing, ox.NamedNode | ox.Literal):
                continue  # descriptions of restrictions and the like: nothing we read
            node = nodes.get(subject.value)
            if node is None:
                node = nodes[subject.value] = Node(subject.value, file)
            if predicate == RDF_TYPE:
                if thing.value not in node.types:
                    node.types.append(thing.value)
                continue
            language = thing.language if isinstance(thing, ox.Literal) else None
            value = Value(thing.value, isinstance(thing, ox.NamedNode), language)
            values = node.properties.setdefault(predicate, {})
            if value in values:
                continue
            others = (
                list(values) if predicate in _SINGLE else _same_language(value, values) if predicate in _LABELS else []
            )
            if others:
                other = others[0]
                raise Node(node.iri, file).bad(
                    f'has two values of {local_name(predicate)}, "{other.text}" and "{value.text}"; keep one', predicate
                )
            values[value] = None
    except SyntaxError as error:
        line = error.lineno or 1
        raise BadOntology(f"{file}:{line}: not valid Turtle: {error.msg}; correct that line") from None
    except OSError as error:
        raise BadOntology(f"{file}: cannot be read ({error.strerror}); give the path of a Turtle file") from None


def _same_language(value: Value, values: Iterable[Value]) -> list[Value]:
    return [other for other in values if other.language == value.language]


def merge(layers: Iterable[Layer]) -> dict[str, Node]:
    """Return the nodes of all layers; later ones add to an IRI, and replace what it has only one of."""
    merged: dict[str, Node] = {}
    for layer in layers:
        for iri, node in layer.nodes.items():
            old = merged.get(iri)
            if old is None:
                merged[iri] = node
                continue
            types = list(dict.fromkeys([*old.types, *node.types]))
            properties = dict(old.properties)
            for term, values in node.properties.items():
                before = properties.get(term, {})
                if term in _SINGLE:
                    properties[term] = values
                elif term in _LABELS:
                    kept = [value for value in before if not _same_language(value, values)]
                    properties[term] = dict.fromkeys([*values, *kept])
                else:
                    properties[term] = {**before, **values}
            merged[iri] = Node(iri, node.source, types, properties)
    return merged


def _line(file: Path, iri: str, term: str | None) -> int:
    """Return the line on which the file names an IRI (and, after it, a term); 1 where it does not say so in words."""
    name = re.compile(rf"(?:[:/#]|^){re.escape(local_name(iri))}(?![\w-])")
    wanted = re.compile(rf"[:/#]{re.escape(local_name(term))}(?![\w-])") if term else None
    lines = file.read_text("utf-8", "replace").splitlines()
    subject = next((at for at, text in enumerate(lines, 1) if name.search(text) and not text.startswith("@")), 1)
    if wanted is None:
        return subject
    return next((at for at, text in enumerate(lines[subject - 1 :], subject) if wanted.search(text)), subject)
