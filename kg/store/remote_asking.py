"""A query to a remote store → its whole answer: fetched in pages, and counted, where the store cuts it short."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, cast

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)

from kg.errors import StoreError
from kg.store.remote_differences import Standard, restored
from kg.store.remote_wire import Wire

JSON = "application/sparql-results+json"
PAGE = 10_000
"""Rows asked for at once where a store cuts its answers."""

Where: TypeAlias = Mapping[str, str | list[str]]
_TRIPLES = "application/n-triples, text/plain;q=0.9, text/turtle;q=0.8"
_PROLOGUE = re.compile(r"(?:\s|#[^\n]*|PREFIX\s+[^\s:]*:\s*<[^<>]*>|BASE\s+<[^<>]*>)*", re.I)


class Asking:
    """Answers of one store; ``where`` are the parameters of the protocol that name the graphs to ask."""

    def __init__(self, wire: Wire, differ: Standard) -> None:
        self._wire = wire
        self._differ = differ

    def table(self, query: str, where: Where, *, prologue: str = "") -> QuerySolutions:
        """Answer a SELECT; raise :class:`StoreError` where not all of its rows can be had."""
        response = self._wire.read({"query": prologue + query, **where}, JSON)
        told = self._differ.answer(response)
        cut = self._differ.rows_cut_at(response)
        if cut is not None:
            own = _PROLOGUE.match(query)
            at = 0 if own is None else own.end()
            told = self._paged(json.loads(told)["head"], query[at:], where, prologue + query[:at], min(cut, PAGE))
        found = parse_query_results(told, QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise StoreError("the store answered a SELECT with no table")
        return found

    def texts(self, query: str) -> Iterator[tuple[str, ...]]:
        """Yield the rows of a SELECT as text."""
        for row in self.table(query, {}):
            yield tuple(term.value if isinstance(term, NamedNode | Literal) else "" for term in row)

    def truth(self, query: str, where: Where) -> QueryBoolean:
        """Answer an ASK."""
        told = self._differ.answer(self._wire.read({"query": query, **where}, JSON))
        return cast(QueryBoolean, parse_query_results(told, QueryResultsFormat.JSON))

    def holds(self, graph: str) -> bool:
        """Say whether there is anything in a graph."""
        return bool(self.truth(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", {}))

    def triples(self, query: str, where: Where) -> QueryTriples:
        """Answer a CONSTRUCT or DESCRIBE."""
        response = self._wire.read({"query": query, **where}, _TRIPLES)
        cut = self._differ.rows_cut_at(response)
        if cut is not None:
            raise StoreError(f"the store cuts its answers at {cut:,} rows: ask for less, or export instead")
        media = response.headers.get("content-type", "").partition(";")[0].strip()
        format = RdfFormat.N_TRIPLES if media == "text/plain" else RdfFormat.from_media_type(media)
        if format is None:
            raise StoreError(f"the store answered with {media or 'nothing'}, which is no form of RDF")
        held = pyoxigraph.Store()
        for each in parse(response.content, format):
            held.add(Quad(each.subject, each.predicate, restored(each.object), DefaultGraph()))
        return cast(QueryTriples, held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))

    def _paged(self, head: dict[str, Any], body: str, where: Where, prologue: str, page: int) -> bytes:
        names = " ".join(f"?{name}" for name in head["vars"])
        inner = f"{{ {{ {body} }} }}"
        counted = self._rows(f"{prologue} SELECT (COUNT(*) AS ?n) WHERE {inner}", where)
        total = int(counted[0]["n"]["value"])
        if not _is_ordered(body):
            inner = f"{{ {{ SELECT {names} WHERE {inner} ORDER BY {names} }} }}"
        rows: list[Any] = []
        while len(rows) < total:
            part = self._rows(f"{prologue} SELECT {names} WHERE {inner} LIMIT {page} OFFSET {len(rows)}", where)
            if not part:
                break
            rows += part
        if len(rows) != total:
            raise StoreError(
                f"the store gave {len(rows):,} of {total:,} rows: it was changed meanwhile, or keeps the others back; "
                "ask again"
            )
        return json.dumps({"head": head, "results": {"bindings": rows}}).encode()

    def _rows(self, query: str, where: Where) -> list[Any]:
        told = json.loads(self._differ.answer(self._wire.read({"query": query, **where}, JSON)))
        return cast(list[Any], told["results"]["bindings"])


def _is_ordered(query: str) -> bool:
    """Say whether the rows of the query themselves come in an order.

    >>> _is_ordered("SELECT * {} ORDER BY ?s"), _is_ordered("SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }")
    (True, False)
    """
    return re.search(r"\bORDER\s+BY\b", query.rpartition("}")[2], re.I) is not None
