"""What stores do differently → what we ask of them and how we read their answers. All of it stands here.

A store that follows SPARQL 1.1 to the letter needs nothing but the questions whether its default graph is the union
of all graphs and whether an update is one transaction. Virtuoso 7 alters numbers, cuts answers at a number of rows,
refuses long updates and blank nodes, and answers ASK with a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import httpx
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import StoreError
from kg.vocab import XSD

Kept: TypeAlias = NamedNode | BlankNode | Literal | Triple

_EXACT = "urn:claimgraph:exact:"
_KEPT_AS_TEXT = {f"{XSD.iri}{name}" for name in ("duration", "yearMonthDuration", "dayTimeDuration")}
_BOOLEAN = f"{XSD.iri}boolean"
_DIGITS = 18  # an integer of more does not fit 64 bits; a fraction of more than 15 is rounded
_FRACTION = 15
_INSIDE = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localhost:",
    "http://localuriqaserver/",
)


class Standard:
    """A store that keeps literals as they are and answers whole."""

    name = "a SPARQL 1.1 store"
    quads, size = 100_000, 20_000_000  # what one update may hold
    default_is_union = False

    def put(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield the quads as the store can keep them; raise :class:`StoreError` where it cannot keep one at all."""
        for quad in quads:
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode | Triple):
                raise StoreError(
                    "blank nodes and triple terms cannot be moved between stores: give every node an IRI "
                    "(`kg` does so when it loads a file)"
                )
            if isinstance(quad.graph_name, DefaultGraph):
                raise StoreError("a statement without a graph cannot be kept in every store: name its graph")
            yield quad

    def term(self, term: Kept) -> Kept:
        """Return a term as the store has it."""
        return term

    def answer(self, response: httpx.Response) -> bytes:
        """Return the SPARQL results (JSON) of an answer."""
        return response.content

    def rows_cut_at(self, response: httpx.Response) -> int | None:
        """Return the number of rows at which the store cut its answer short, None where it is whole."""
        return None

    def is_inside(self, graph: str) -> bool:
        """Say whether a graph is the store's own, not its users'."""
        return False


class Virtuoso(Standard):
    """Virtuoso 7."""

    name = "Virtuoso"
    quads, size = 1_000, 500_000  # "memory exhausted" from about 5,000 lines on
    default_is_union = True

    def put(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield the quads with the literals that Virtuoso would alter under a datatype that it leaves alone."""
        for quad in super().put(quads):
            if isinstance(quad.object, Literal):
                yield Quad(quad.subject, quad.predicate, self.term(quad.object), quad.graph_name)
            else:
                yield quad

    def term(self, term: Kept) -> Kept:
        """Return a literal under a datatype of its own where Virtuoso would alter it.

        >>> Virtuoso().term(Literal("0.12345678901234567", datatype=XSD.decimal)).datatype.value
        'urn:claimgraph:exact:decimal'
        """
        if not isinstance(term, Literal) or not _altered(term):
            return term
        name = term.datatype.value.removeprefix(XSD.iri)
        return Literal(term.value, datatype=NamedNode(_EXACT + name))

    def answer(self, response: httpx.Response) -> bytes:
        """Return the results in the standard's form, literals as they were put in."""
        if response.headers.get("x-sql-state", "").startswith("S1TAT"):
            raise StoreError("the store gave up before its answer was whole: raise its MaxQueryExecutionTime")
        told = json.loads(response.content, strict=False)
        if told.get("head", {}).get("vars") == ["__ASK_RETVAL"]:
            truth = [row["__ASK_RETVAL"]["value"] == "1" for row in told["results"]["bindings"]]
            return json.dumps({"head": {}, "boolean": any(truth)}).encode()
        if "results" in told:
            for row in told["results"]["bindings"]:
                for term in row.values():
                    _restore(term)
        return json.dumps(told).encode()

    def rows_cut_at(self, response: httpx.Response) -> int | None:
        """Return what the header says of a cut."""
        said = response.headers.get("x-sparql-maxrows", "")
        return int(said) if said.isdecimal() else None

    def is_inside(self, graph: str) -> bool:
        """Say whether Virtuoso keeps the graph for itself."""
        return graph.startswith(_INSIDE)


def differences(headers: Mapping[str, str]) -> Standard:
    """Return what is to be known about the store that answered with these headers.

    >>> differences({"server": "Virtuoso/07.20"}).name
    'Virtuoso'
    """
    return Virtuoso() if headers.get("server", "").startswith("Virtuoso") else Standard()


def restored(term: Kept) -> Kept:
    """Return the literal as it was before :meth:`Virtuoso.term`."""
    if not isinstance(term, Literal):
        return term
    record = {"type": "typed-literal", "value": term.value, "datatype": term.datatype.value}
    _restore(record)
    return (
        term
        if record["datatype"] == term.datatype.value and record["value"] == term.value
        else Literal(record["value"], datatype=NamedNode(record["datatype"]))
    )


def _restore(term: dict[str, Any]) -> None:
    if term.get("type") == "typed-literal":
        term["type"] = "literal"
    datatype = term.get("datatype", "")
    if datatype.startswith(_EXACT):
        term["datatype"] = XSD.iri + datatype.removeprefix(_EXACT)
    elif datatype == _BOOLEAN:
        term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])


def _altered(literal: Literal) -> bool:
    datatype = literal.datatype.value
    if datatype in _KEPT_AS_TEXT:
        return True
    if datatype not in {XSD.decimal.value, XSD.integer.value}:
        return False
    whole, _, fraction = literal.value.lstrip("+-").partition(".")
    ill = not (whole + fraction).isdecimal() or not (whole + fraction).isascii()
    return ill or len(whole) > _DIGITS or len(fraction) > _FRACTION
