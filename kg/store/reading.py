"""A store → the claims and articles it holds, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.lift import Stored, lower
from kg.lift.lower import Node, nodes
from kg.lift.record import recorded
from kg.model import Claim
from kg.store.backend import Backend, Term
from kg.store.printed import printed, taken
from kg.store.values import numbered, values
from kg.vocab import KG, PROV, SCHEMA

_STORED = """
SELECT ?claim ?version ?series ?former ?record WHERE {
    %s
    ?claim prov:wasQuotedFrom ?version .
    OPTIONAL { ?claim kg:series ?series } OPTIONAL { ?claim kg:formerSeries ?former }
    OPTIONAL { ?claim kg:record ?record }
}"""
_RECORDS = "SELECT ?number ?record WHERE { %s ?claim kg:record ?record }"
_CURRENT = "SELECT ?number ?record WHERE { %s ?claim kg:series ?series . OPTIONAL { ?claim kg:record ?record } }"

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
    *,
    base: str,
    iris: Iterable[str] | None = None,
    superseded: bool = False,
) -> Iterator[Stored]:
    """Yield the claims that fit all filters (:data:`FILTERS`), by their IRI."""
    candidates = set(iris) if iris is not None else None
    for name, iri in filters.items():
        found = _subjects(backend.match(None, FILTERS[name], NamedNode(iri)))
        if name == "series" and superseded:
            found |= _subjects(backend.match(None, KG.formerSeries, NamedNode(iri)))
        candidates = found if candidates is None else candidates & found
    for claim, version, series, former, record in _asked(backend, _STORED, candidates or (), base):
        if series or (superseded and former):
            yield Stored(claim, _claim(claim, record), version, series or former, current=series != "")


def words(backend: Backend, iris: Iterable[str], *, base: str, current: bool = False) -> Iterator[tuple[str, Claim]]:
    """Yield the current claims of these IRIs, and nothing of where they stand.

    ``current`` is set by those who know that they are: then the store is not asked. Raises
    :class:`kg.errors.StoreError` where a current claim has no ``kg:record``.
    """
    for part, bound in numbered("claim", iris):
        solutions = backend.query((_RECORDS if current else _CURRENT) % bound, base=base)
        if isinstance(solutions, pyoxigraph.QuerySolutions):
            records = {part[int(number)]: record for number, record in sorted(taken(solutions))}
            for claim in part if current else records:
                yield claim, _claim(claim, records.get(claim, ""))


def _asked(backend: Backend, query: str, iris: Iterable[str], base: str) -> Iterator[list[str]]:
    """Yield the rows of the query, by the claim: it is asked about some hundred at once."""
    for part in values("claim", iris):
        solutions = backend.query(query % part, base=base)
        if isinstance(solutions, pyoxigraph.QuerySolutions):
            yield from sorted(printed(solutions))


def _claim(iri: str, record: str) -> Claim:
    if not record:
        raise StoreError(f"claim {iri} has no kg:record: it was not written by this version; load its article again")
    return recorded(record)


def _subjects(quads: Iterable[Quad]) -> set[str]:
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
