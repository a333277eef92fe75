"""What one write changed: the quads that left and that came, by which copies of the store follow it.

Outside updates are rehearsed on a copy, in a process that can be killed; the owner of the store applies only the
difference, in one transaction, and every copy applies the same difference, so that all of them name blank nodes alike.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

GraphName = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Delta:
    """Quads removed and added, graphs that ceased to be and that began to be."""

    removed: tuple[Quad, ...] = ()
    added: tuple[Quad, ...] = ()
    dropped: tuple[GraphName, ...] = ()
    created: tuple[GraphName, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.dropped or self.created)

    def graphs(self) -> set[str]:
        """Return the graphs it touches, as N-Triples terms ("DEFAULT" is the default graph)."""
        return {str(quad.graph_name) for quad in (*self.removed, *self.added)} | {
            str(name) for name in (*self.dropped, *self.created)
        }

    def encoded(self) -> bytes:
        """Return it as bytes for another process."""
        return json.dumps(
            {
                "removed": _written(self.removed),
                "added": _written(self.added),
                "dropped": [str(name) for name in self.dropped],
                "created": [str(name) for name in self.created],
            }
        ).encode()


def decoded(payload: bytes) -> Delta:
    """Read a delta that :meth:`Delta.encoded` wrote."""
    fields = json.loads(payload)
    return Delta(
        removed=_read(fields["removed"]),
        added=_read(fields["added"]),
        dropped=tuple(_graph(name) for name in fields["dropped"]),
        created=tuple(_graph(name) for name in fields["created"]),
    )


def _written(quads: Iterable[Quad]) -> str:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _read(text: str) -> tuple[Quad, ...]:
    return tuple(parse(text, format=RdfFormat.N_QUADS))


def _graph(term: str) -> GraphName:
    if term.startswith("_:"):
        return BlankNode(term[2:])
    return NamedNode(term[1:-1]) if term.startswith("<") else DefaultGraph()


def follow(store: Store, tag: bytes, payload: bytes) -> None:
    """Let a copy in memory, where nobody looks in between, do what its owner did.

    ``D`` is a delta; ``N`` are N-Quads and ``S`` an update that mean the same to every copy: no blank nodes, patterns.
    """
    if tag == b"N":
        store.load(payload, RdfFormat.N_QUADS, lenient=True)
    elif tag == b"S":
        store.update(payload.decode())
    else:
        delta = decoded(payload)
        for quad in delta.removed:
            store.remove(quad)
        store.extend(delta.added)
        _bookkeeping(store, delta)


def commit(store: Store, delta: Delta) -> None:
    """Apply a delta to the store that lasts: whole or not at all.

    A crash leaves all of it or none, except where blank nodes or triple terms are removed: an update cannot name them,
    so what comes is written first, in one transaction, and what goes after it, in single steps.
    """
    if not delta.removed:
        store.extend(delta.added)
    elif all(_plain(quad) for quad in (*delta.removed, *delta.added)):
        store.update(as_update(delta))
    else:
        store.extend(delta.added)
        for quad in delta.removed:
            store.remove(quad)
    _bookkeeping(store, delta)


def as_update(delta: Delta) -> str:
    """Return what leaves and comes as one update; quads with blank nodes cannot be said in it."""
    return f"DELETE DATA {{ {_as_data(delta.removed)} }} ; INSERT DATA {{ {_as_data(delta.added)} }}"


def _bookkeeping(store: Store, delta: Delta) -> None:
    for name in delta.created:
        if not isinstance(name, DefaultGraph):
            store.add_graph(name)
    for name in delta.dropped:
        if not isinstance(name, DefaultGraph):
            store.remove_graph(name)


def _plain(quad: Quad) -> bool:
    """Say whether an update can name the quad: no blank node, nothing that came with RDF 1.2."""
    value = quad.object
    if isinstance(value, Literal):
        return value.direction is None and isinstance(quad.subject, NamedNode)
    return isinstance(value, NamedNode) and isinstance(quad.subject, NamedNode)


def _as_data(quads: Iterable[Quad]) -> str:
    by_graph: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
        by_graph[name].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return " ".join(
        f"GRAPH {name} {{ {' '.join(triples)} }}" if name else " ".join(triples) for name, triples in by_graph.items()
    )
