"""A store and what is asked of it → the claims to write out, each with the article it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from kg.errors import StoreError
from kg.lift import Stored
from kg.model import Article
from kg.store import Store
from kg.vocab import KG, PROV, SCHEMA


@dataclass(frozen=True, slots=True)
class Selection:
    """IRIs that claims must fit, all of those given; nothing given selects every current claim."""

    entity: str | None = None
    article: str | None = None
    measure: str | None = None
    series: str | None = None
    finding: str | None = None

    @property
    def whole(self) -> bool:
        """Whether the whole store is selected."""
        return not any((self.entity, self.article, self.measure, self.series, self.finding))


@dataclass(frozen=True, slots=True)
class Sourced:
    """A claim, the article it stands in, and the record time of the version."""

    stored: Stored
    article: Article
    article_iri: str
    read_at: str | None


def selected(store: Store, selection: Selection) -> Iterator[Sourced]:
    """Yield the claims that the selection fits; raise :class:`StoreError` where the store has none."""
    iris = claims_of_finding(store, selection.finding) if selection.finding is not None else None
    if selection.whole:
        found = store.claims()
    else:
        found = store.claims(
            iris=iris,
            series=selection.series,
            article=selection.article,
            subject=selection.entity,
            measure=selection.measure,
        )
    yield from sourced(store, found, must=None if selection.whole else selection)


def sourced(store: Store, claims: Iterator[Stored], *, must: Selection | None = None) -> Iterator[Sourced]:
    """Yield the claims with their articles; where ``must`` is given, at least one."""
    kept: dict[str, tuple[Article, str, str | None]] = {}
    none = True
    for stored in claims:
        none = False
        if stored.version not in kept:
            if len(kept) >= 64:  # claims come version by version, or are few
                kept.clear()
            kept[stored.version] = _source(store, stored.version)
        yield Sourced(stored, *kept[stored.version])
    if none and must is not None:
        asked = next(
            iri for iri in (must.finding, must.article, must.entity, must.series, must.measure) if iri is not None
        )
        raise StoreError(f"the store has no claim that fits {asked}; `kg export --format csv` lists what there is")


def claims_of_finding(store: Store, finding: str) -> list[str]:
    """Return the claims that a kept finding is about; raise :class:`StoreError` where there is no such finding."""
    found = objects(store, finding, KG.claim)
    if not found:
        raise StoreError(f"the store keeps no finding {finding}; check it first")
    return sorted(found)


def objects(store: Store, subject: str, predicate: NamedNode) -> list[str]:
    """Return the values that a node has of a property, as text."""
    answer = store.query(f"SELECT ?value WHERE {{ {NamedNode(subject)} {predicate} ?value }}")
    if not isinstance(answer, QuerySolutions):
        return []
    return [term.value for row in answer if isinstance(term := row["value"], NamedNode | Literal)]


def _source(store: Store, version: str) -> tuple[Article, str, str | None]:
    article = objects(store, version, PROV.specializationOf)
    read = objects(store, version, PROV.generatedAtTime)
    return store.article(version), article[0] if article else version, read[0] if read else None


def quads_of(store: Store, each: Sourced) -> Iterator[Quad]:
    """Yield what the graph says of a claim, of the places of its words, its series, its measure, unit and article."""
    claim = NamedNode(each.stored.iri)
    version = NamedNode(each.stored.version)
    shared = NamedNode(store.shared_graph)
    described: set[NamedNode] = set()
    for quad in _said_of(store, claim):
        yield quad
        value = quad.object
        if isinstance(value, NamedNode) and quad.predicate in _PLACES:
            for place in _said_of(store, value):
                yield place
                if isinstance(place.object, NamedNode) and place.object.value.startswith(f"{value.value};"):
                    yield from _said_of(store, place.object)
        elif isinstance(value, NamedNode) and value not in described:
            described.add(value)
            yield from (quad for quad in _said_of(store, value) if quad.graph_name == shared)
    for quad in [*_said_of(store, version), *_said_of(store, NamedNode(each.article_iri))]:
        if quad.graph_name == version and quad.predicate not in (SCHEMA.articleBody, KG.layout, KG.dateEvidence):
            yield quad


def _said_of(store: Store, node: NamedNode) -> Iterator[Quad]:
    return store.match(node, None, None)


_PLACES = frozenset({KG.evidence, KG.valueEvidence, KG.speakerEvidence, KG.repeatedAt})
