"""What a store must be able to do: the small surface that the embedded store and a remote SPARQL store share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import IO, Protocol, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
)

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Graph: TypeAlias = NamedNode | BlankNode | DefaultGraph
Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


class Backend(Protocol):
    """Where quads are kept. Every change is made whole or not at all."""

    @property
    def writing(self) -> AbstractContextManager[bool]:
        """Whoever writes, or reads in order to write, holds this, and may take it twice.

        One lock for the store and for all that write past it: two, taken in two orders, would wait for each other.
        """

    def insert(self, nquads: bytes) -> None:
        """Add the quads; large amounts may be written in bulk, still whole or not at all."""

    def update(self, update: str) -> None:
        """Run a SPARQL 1.1 update, all of its operations or none."""

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of this pattern, of all graphs where none is given."""

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
        """Answer a SPARQL 1.1 query; raise :class:`kg.errors.BadQuery` where it cannot be parsed."""

    def graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of the graphs."""

    def dump(self, to: IO[bytes], format: RdfFormat, *, graph: Graph | None = None) -> None:
        """Write all quads, or the triples of one graph, as they are read."""

    def count(self) -> int:
        """Return the number of quads."""

    def flush(self) -> None:
        """Write to the disk what may still be in memory."""

    def close(self) -> None:
        """Let go of the store; nothing else may be asked of it."""
