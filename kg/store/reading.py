"""A store → the claims and articles it holds, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from kg.lift import Stored, lower
from kg.lift.lower import Node, lower_claim, nodes
from kg.store.backend import Backend, Term
from kg.vocab import KG, PROV, RDF, SCHEMA

FILTERS = {
    "series": KG.series,
    "article": PROV.wasDerivedFrom,
    "version": PROV.wasQuotedFrom,
    "subject": KG.subject,
    "measure": KG.measure,
    "speaker": KG.speaker,
}


@dataclass(frozen=True, slots=True)
class Filed:
    """An article as the store lists it; ``published`` is EDTF, ``read_at`` the record time of its current version."""

    iri: str
    version: str
    id: str
    title: str | None
    published: str | None
    publisher: str | None
    url: str | None
    read_at: str


def filed(rows: Iterable[Mapping[str, Term]]) -> Iterator[Filed]:
    """Yield the articles of the rows of ``kg/queries/articles.rq``."""
    names = ("article", "version", "id", "title", "published", "publisher", "url", "readAt")
    for row in rows:
        text = {name: term.value for name, term in row.items() if isinstance(term, NamedNode | Literal)}
        yield Filed(*(text.get(name) for name in names))  # type: ignore[arg-type]


def copied(backend: Backend) -> pyoxigraph.Store:
    """Return a store in memory with all quads of another."""
    copy = pyoxigraph.Store()
    copy.extend(backend.match())
    return copy


def short_names(backend: Backend, shared: NamedNode) -> Mapping[NamedNode, Node]:
    """Return the nodes of the shared graph that have a short name: measures, units, publishers."""
    predicates = (KG.name, KG.code, SCHEMA.name)
    return nodes(quad for predicate in predicates for quad in backend.match(None, predicate, None, shared))


def all_claims(backend: Backend, versions: Iterable[NamedNode], shared: NamedNode) -> Iterator[Stored]:
    """Yield the claims of these versions, one graph after the other."""
    short = short_names(backend, shared)
    for version in versions:
        yield from lower(backend.match(None, None, None, version), shared=short)


def some_claims(
    backend: Backend,
    filters: Mapping[str, str],
    shared: NamedNode,
    *,
    iris: Iterable[str] | None = None,
    superseded: bool = False,
) -> Iterator[Stored]:
    """Yield the claims that fit all filters (:data:`FILTERS`), by their IRI."""
    candidates: set[NamedNode] | None = {NamedNode(iri) for iri in iris} if iris is not None else None
    for name, iri in filters.items():
        found = _subjects(backend.match(None, FILTERS[name], NamedNode(iri)))
        if name == "series" and superseded:
            found |= _subjects(backend.match(None, KG.formerSeries, NamedNode(iri)))
        candidates = found if candidates is None else candidates & found
    kinds = (KG.Claim, KG.SupersededClaim) if superseded else (KG.Claim,)
    short = short_names(backend, shared)
    about: dict[NamedNode, Node] = {}
    for claim in sorted(candidates or (), key=lambda iri: iri.value):
        node: Node = defaultdict(list)
        for quad in backend.match(claim):
            node[quad.predicate].append(quad.object)
        if not any(kind in kinds for kind in node[RDF.type]):
            continue
        for version in node[PROV.wasQuotedFrom]:
            if version not in about:
                predicates = (SCHEMA.identifier, SCHEMA.datePublished)
                told = [quad for predicate in predicates for quad in backend.match(version, predicate)]
                about[version] = nodes(told)[version]
            yield lower_claim(claim, node, about, short)


def _subjects(quads: Iterable[Quad]) -> set[NamedNode]:
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
