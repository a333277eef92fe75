"""The store that needs no server: pyoxigraph in memory, or RocksDB in a directory that one process holds at a time."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Variable

from kg.errors import BadQuery, StoreError
from kg.store.backend import Answer, Graph, Term
from kg.vocab import PREFIXES

BULK = 8_000_000  # bytes of N-Quads from which writing files of their own is faster than a transaction
_OWNER = "owner.json"


class Embedded:
    """Quads in memory, or in ``directory`` where one is given."""

    def __init__(self, directory: Path | None = None) -> None:
        self.writing = threading.RLock()
        self._directory = directory
        self._quads: pyoxigraph.Store | None = pyoxigraph.Store() if directory is None else _opened(directory)

    @property
    def quads(self) -> pyoxigraph.Store:
        """The pyoxigraph store; raises :class:`StoreError` once closed."""
        if self._quads is None:
            raise StoreError("the store is closed")
        return self._quads

    def insert(self, nquads: bytes) -> None:
        """Add the quads in one transaction; many of them as files that are taken in together."""
        if len(nquads) >= BULK:
            self.quads.bulk_load(nquads, RdfFormat.N_QUADS, lenient=True)
        else:
            self.quads.load(nquads, RdfFormat.N_QUADS, lenient=True)

    def update(self, update: str) -> None:
        """Run the update in one transaction."""
        try:
            self.quads.update(update)
        except SyntaxError as error:
            raise BadQuery(str(error)) from None

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of this pattern."""
        return self.quads.quads_for_pattern(subject, predicate, value, graph)

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
        """Answer the query; the default graph is the union of all where ``union`` is set and none is named."""
        try:
            return self.quads.query(
                query,
                base_iri=base,
                prefixes=dict(PREFIXES if prefixes is None else prefixes),
                use_default_graph_as_union=union and default_graphs is None,
                default_graph=list(default_graphs) if default_graphs is not None else None,
                named_graphs=list(named_graphs) if named_graphs is not None else None,
                substitutions=dict(substitutions) if substitutions is not None else None,
            )
        except SyntaxError as error:
            raise BadQuery(str(error)) from None

    def graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Yield the names of the graphs."""
        return self.quads.named_graphs()

    def dump(self, to: IO[bytes], format: RdfFormat, *, graph: Graph | None = None) -> None:
        """Write the quads as they are read."""
        self.quads.dump(to, format, from_graph=graph, prefixes=PREFIXES)

    def count(self) -> int:
        """Return the number of quads."""
        return len(self.quads)

    def flush(self) -> None:
        """Write to the disk what the operating system may still hold."""
        self.quads.flush()

    def backup(self, target: Path) -> None:
        """Copy the store to a directory that does not exist yet, while it is in use."""
        if self._directory is None:
            raise StoreError("a store in memory has no files to copy: export it instead")
        try:
            target.mkdir(parents=True)
            self.quads.backup(str(target / "quads"))
        except OSError as error:
            raise StoreError(f"cannot copy the store to {target}: {error}") from None

    def close(self) -> None:
        """Let go of the directory."""
        if self._quads is not None and self._directory is not None:
            self._quads.flush()
            (self._directory / _OWNER).unlink(missing_ok=True)
        self._quads = None


def _opened(directory: Path) -> pyoxigraph.Store:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        quads = pyoxigraph.Store(str(directory / "quads"))
        owner = {"pid": os.getpid(), "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])}
        (directory / _OWNER).write_text(json.dumps(owner), encoding="utf-8")
    except OSError as error:
        raise StoreError(_refusal(directory, error)) from None
    return quads


def _refusal(directory: Path, error: OSError) -> str:
    if "lock" not in str(error).lower():
        return f"cannot open the store {directory}: {error}"
    try:
        owner = json.loads((directory / _OWNER).read_text(encoding="utf-8"))
        holder = f"process {owner['pid']} ({owner['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        holder = "another process"
    return (
        f"the store {directory} is in use by {holder}: one process holds a store at a time. "
        "Stop it, or ask its service (kg serve) over HTTP instead"
    )
