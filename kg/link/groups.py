"""Accepted matches → which IRIs stand for one thing, and the one that its series are named by."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg import names
from kg.store import Store
from kg.vocab import OWL

WIKIDATA = "http://www.wikidata.org/entity/"


def links_graph(store: Store) -> str:
    """Return the graph that holds the accepted links and how they came about."""
    return names.graph(store.base, "links")


def canonical(store: Store) -> dict[str, str]:
    """Return, for every IRI that an accepted match gives another name, the IRI that stands for its group."""
    pattern = f"SELECT ?a ?b WHERE {{ GRAPH <{links_graph(store)}> {{ ?a {OWL.sameAs} ?b }} }}"
    pairs = [(row["a"], row["b"]) for row in store.query(pattern)]  # type: ignore[union-attr]
    return chosen((a.value, b.value) for a, b in pairs if isinstance(a, NamedNode) and isinstance(b, NamedNode))


def chosen(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return alias → the IRI of its group: Wikidata's where there is one, else the first by name.

    >>> chosen([("http://x/id/entity/acme", "http://www.wikidata.org/entity/Q1"), ("http://x/id/entity/acme-ltd", "http://x/id/entity/acme")])
    {'http://x/id/entity/acme': 'http://www.wikidata.org/entity/Q1', 'http://x/id/entity/acme-ltd': 'http://www.wikidata.org/entity/Q1'}
    """
    parent: dict[str, str] = {}

    def root(iri: str) -> str:
        while parent.setdefault(iri, iri) != iri:
            parent[iri] = parent[parent[iri]]
            iri = parent[iri]
        return iri

    for a, b in pairs:
        first, second = sorted((root(a), root(b)), key=_precedence)
        parent[second] = first
    return {iri: root(iri) for iri in sorted(parent) if root(iri) != iri}


def _precedence(iri: str) -> tuple[bool, int, str]:
    return (not iri.startswith(WIKIDATA), len(iri), iri)
