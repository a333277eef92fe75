"""Any SPARQL 1.1 store by its address → the same small surface that the embedded store has."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import IO

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Triple,
    Variable,
    parse,
    serialize,
)

from kg.errors import BadQuery, StoreError
from kg.store import remote_journal as journal
from kg.store.backend import Answer, Graph, Term
from kg.store.remote_asking import JSON, Asking
from kg.store.remote_differences import differences
from kg.store.remote_updates import Operation, operations, written
from kg.store.remote_wire import Endpoints, Wire
from kg.vocab import PREFIXES

_ANY = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
_UNION_BY: tuple[Mapping[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)
_PROBE = "urn:claimgraph:probe"


class Remote:
    """Quads in a store of others; one program writes at a time, as many read as the store allows."""

    def __init__(self, address: str, *, wire: Wire | None = None) -> None:
        self.writing = threading.RLock()
        known = wire is None and _has_credentials()
        self._wire = wire if wire is not None else Wire(Endpoints.of(address, known=known))
        self._differ = differences(self._wire.read({"query": _ANY}, JSON).headers)
        self._asking = Asking(self._wire, self._differ)
        self._union: Mapping[str, str] | None = {} if self._differ.default_is_union else None
        self._transactions: bool | None = None
        self._unfinished = self._asking.holds(journal.GRAPH)
        if self._unfinished:
            self._finish()

    # Writing

    def insert(self, nquads: bytes) -> None:
        """Add the quads, whole or not at all."""
        self._change([Operation("insert", tuple(parse(nquads, RdfFormat.N_QUADS)))])

    def update(self, update: str) -> None:
        """Run the update whole or not at all.

        Raises :class:`StoreError` where the store cannot promise that: it does not run an update as one transaction,
        and this one has operations that cannot be done twice (all but INSERT DATA, DELETE DATA and DROP GRAPH).
        """
        found = operations(update)
        if found is not None:
            self._change(found)
        elif self._has_transactions():
            self._finish()
            self._wire.write(_prologue("", PREFIXES) + update)
        else:
            raise StoreError(
                f"{self._differ.name} at {self._wire.endpoints.update} does not run an update as one transaction: only "
                "INSERT DATA, DELETE DATA and DROP GRAPH can be carried out whole; this update was not begun"
            )

    def _change(self, found: Sequence[Operation]) -> None:
        differ = self._differ
        prepared = [Operation(each.verb, tuple(differ.put(each.quads)), each.graph) for each in found]
        steps = list(written(prepared, quads=differ.quads, size=differ.size))
        self._finish()
        if len(steps) == 1 and len(prepared[0].quads) <= 1:
            self._wire.write(steps[0])
        elif steps and self._has_transactions() and sum(map(len, steps)) <= differ.size:
            self._wire.write(" ;\n".join(steps))
        elif steps:
            self._unfinished = True  # until it is known to be done
            journal.carry_out(steps, self._wire.write)
            self._unfinished = False

    def _finish(self) -> None:
        if self._unfinished:
            journal.finish(self._asking.texts, self._wire.write)
            self._unfinished = False

    def _has_transactions(self) -> bool:
        """Say whether an update of which a part fails changes nothing; asked of the store itself, once."""
        if self._transactions is None:
            said = f'INSERT DATA {{ GRAPH <{_PROBE}> {{ <{_PROBE}> <{_PROBE}> "1" }} }}'
            try:
                self._wire.write(f"{said} ;\nLOAD <{_PROBE}> INTO GRAPH <{_PROBE}>")
                self._transactions = False  # it takes what cannot be done for done
            except (StoreError, BadQuery):
                self._transactions = not self._asking.holds(_PROBE)
            if self._asking.holds(_PROBE):
                self._wire.write(f"DROP SILENT GRAPH <{_PROBE}>")
        return self._transactions

    # Reading

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of this pattern; none has a blank node, because none can be asked for by name."""
        asked = (subject, predicate, value, graph)
        if any(isinstance(term, BlankNode | Triple | DefaultGraph) for term in asked):
            return iter(())
        if asked == (None, None, None, None):
            return chain.from_iterable(self.match(None, None, None, name) for name in list(self.graphs()))
        return self._matched(asked)

    def _matched(self, asked: Sequence[Term | Graph | None]) -> Iterator[Quad]:
        s, p, o, g = (
            f"?{name}" if term is None else str(self._differ.term(term))  # type: ignore[arg-type]
            for name, term in zip("spog", asked, strict=True)
        )
        names = [name for name, term in zip("spog", asked, strict=True) if term is None]
        if not names:
            found = self.query(f"ASK {{ GRAPH {g} {{ {s} {p} {o} }} }}", base=_PROBE)
            if isinstance(found, QueryBoolean) and bool(found):
                yield Quad(*asked)  # type: ignore[arg-type]
            return
        for row in self._asking.table(
            f"SELECT {' '.join('?' + n for n in names)} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}", {}
        ):
            quad = Quad(*(row[name] if term is None else term for name, term in zip("spog", asked, strict=True)))  # type: ignore[arg-type]
            if not (isinstance(quad.graph_name, NamedNode) and self._hidden(quad.graph_name.value)):
                yield quad

    def query(
        self,
        query: str,
        *,
        base: str,
        prefixes: Mapping[str, str] | None = None,
        union: bool = True,
        default_graphs: Sequence[Graph] | None = None,
        named_graphs: Sequence[NamedNode | BlankNode] | None = None,
        substitutions: Mapping[Variable, Term] | None = None,
    ) -> Answer:
        """Answer the query; the default graph is the union of all where ``union`` is set and none is named.

        An answer is whole: where the store cuts it at a number of rows it is fetched in pages, and counted.
        """
        prologue = _prologue(base, PREFIXES if prefixes is None else prefixes)
        bound = _bound(query, {name: self._differ.term(term) for name, term in (substitutions or {}).items()})
        try:
            form = pyoxigraph.Store().query(prologue + bound)
        except SyntaxError as error:
            raise BadQuery(str(error)) from None
        where: dict[str, str | list[str]] = dict(self._dataset(union, default_graphs, named_graphs))
        if isinstance(form, QuerySolutions):
            return self._asking.table(bound, where, prologue=prologue)
        if isinstance(form, QueryBoolean):
            return self._asking.truth(prologue + bound, where)
        return self._asking.triples(prologue + bound, where)

    def graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of the graphs, but those that the store keeps for itself."""
        for row in self._asking.table("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", {}):
            if isinstance(row["g"], NamedNode) and not self._hidden(row["g"].value):
                yield row["g"]

    def dump(self, to: IO[bytes], format: RdfFormat, *, graph: Graph | None = None) -> None:
        """Write the quads graph by graph as they are read."""
        quads = self.match(None, None, None, graph)
        serialize(quads if graph is None else (quad.triple for quad in quads), to, format, prefixes=PREFIXES)

    def count(self) -> int:
        """Return the number of quads."""
        counted = self._asking.texts("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return sum(int(number) for name, number in counted if not self._hidden(name))

    def flush(self) -> None:
        """Do nothing: what the store has acknowledged is the store's to keep."""

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _hidden(self, graph: str) -> bool:
        return graph in {journal.GRAPH, _PROBE} or self._differ.is_inside(graph)

    def _dataset(
        self, union: bool, default: Sequence[Graph] | None, named: Sequence[NamedNode | BlankNode] | None
    ) -> Mapping[str, str | list[str]]:
        if default is None and named is None:
            if union:
                return self._union_by()
            if self._differ.default_is_union:
                raise StoreError(
                    f"{self._differ.name} has no default graph but the union of all: name the graphs to ask"
                )
            return {}
        graphs = {"default-graph-uri": default, "named-graph-uri": named}
        return {
            key: [iri.value for iri in found if isinstance(iri, NamedNode)] for key, found in graphs.items() if found
        }

    def _union_by(self) -> Mapping[str, str]:
        """Return what makes the union of all graphs the default graph; found out once there is a graph to see."""
        if self._union is not None:
            return self._union
        seen = next(self._asking.texts("SELECT ?s ?p WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"), None)
        if seen is None:
            return {}
        for form in _UNION_BY:
            if self._asking.truth(f"ASK {{ <{seen[0]}> <{seen[1]}> ?o }}", form):
                self._union = form
                return form
        raise StoreError(
            f"the store at {self._wire.endpoints.query} cannot be asked over all its graphs together: configure its "
            "default graph as the union of the named ones"
        )


def _has_credentials() -> bool:
    return bool(os.environ.get("KG_STORE_USER") or os.environ.get("KG_STORE_TOKEN"))


def _prologue(base: str, prefixes: Mapping[str, str]) -> str:
    lines = [f"BASE <{base}>"] if base else []
    return "\n".join([*lines, *(f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items()), ""])


def _bound(query: str, values: Mapping[Variable, Term]) -> str:
    """Return the query with its variables held to values."""
    if not values:
        return query
    names = " ".join(str(name) for name in values)
    terms = " ".join(str(term) for term in values.values())
    return query.replace("{", f"{{ VALUES ({names}) {{ ({terms}) }}", 1)
