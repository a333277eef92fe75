"""A store of others, served: written there first, read from a copy in memory that follows what others write.

The service reads what it serves thousands of times a second and kills queries that do not end; it can promise that only
for a copy of its own, which its readers hold anyway. The store at the address stays the one that lasts.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg import names
from kg.errors import KgError, StoreError
from kg.serve.delta import Delta, as_update
from kg.serve.followed import Followed
from kg.store import Remote
from kg.vocab import KG

_log = logging.getLogger("claimgraph.store")
LOOKS = 30.0
"""Seconds between two looks at what other programs have written; more where a look takes long."""


class Mirrored(Followed):
    """The SPARQL 1.1 store at an address, which has no empty graphs and nothing outside of named ones."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._remote = Remote(address)
        self.quads.extend(self._remote.match())
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._look, name="mirror", daemon=True)
        self._thread.start()

    def insert(self, nquads: bytes) -> None:
        """Add the quads there, then here."""
        with self.writing:
            self._remote.insert(nquads)
            super().insert(nquads)

    def update(self, update: str) -> None:
        """Run an update of the store's own there, then here."""
        with self.writing:
            self._remote.update(update)
            super().update(update)

    def apply(self, delta: Delta) -> None:
        """Apply what an update from outside would change there, then here.

        Raises :class:`StoreError`, before anything is written, where the delta has blank nodes, triple terms or
        statements outside of named graphs: not every store can keep them, or give them back as they were.
        """
        kept = replace(delta, created=())
        if kept.removed or kept.added or kept.dropped:
            with self.writing:
                self._remote.update(as_update(kept))
                super().apply(kept)

    def follow_others(self) -> bool:
        """Take over what other programs wrote to the store since; say whether there was anything.

        It is noticed by the records, which every reading and withdrawal changes, and by the graph of findings.
        """
        if not self._changed():
            return False
        with self.writing:  # what looked like a change may have been a write of our own, on its way
            delta = self._missed(self._changed())
            if delta:
                super().apply(delta)
            return bool(delta)

    def _changed(self) -> dict[NamedNode, set[Quad]]:
        """Return of records and findings what is not the same there and here, by graph."""
        found = {name: self._there(name) ^ self._here(name) for name in self._watched()}
        return {name: differing for name, differing in found.items() if differing}

    def _watched(self) -> list[NamedNode]:
        base = next((quad.object.value for quad in self.match(None, KG.base) if isinstance(quad.object, Literal)), None)
        return [] if base is None else [NamedNode(names.graph(base, name)) for name in ("records", "findings")]

    def _missed(self, changed: dict[NamedNode, set[Quad]]) -> Delta:
        there, here = set(self._remote.graphs()), set(self.quads.named_graphs())
        graphs: set[NamedNode | BlankNode] = {*changed, *(there ^ here)}
        told = {term for quads in changed.values() for quad in quads for term in (quad.subject, quad.object)}
        graphs |= {name for name in there if name in told}
        graphs |= {name for name in there if changed and name.value.endswith("id/graph/shared")}
        removed: list[Quad] = []
        added: list[Quad] = []
        for name in graphs:
            new, old = self._there(name), self._here(name)
            removed += old - new
            added += new - old
        return Delta(tuple(removed), tuple(added), dropped=tuple(here - there)) if changed else Delta()

    def _there(self, graph: NamedNode | BlankNode) -> set[Quad]:
        return set(self._remote.match(None, None, None, graph))

    def _here(self, graph: NamedNode | BlankNode) -> set[Quad]:
        return set(self.match(None, None, None, graph))

    def _look(self) -> None:
        pause = LOOKS
        while not self._closing.wait(pause):
            begun = time.monotonic()
            try:
                self.follow_others()
            except KgError as error:  # the store is away: what is here is served until it is back
                _log.warning("the store cannot be asked what is new: %s", error)
            pause = max(LOOKS, 20 * (time.monotonic() - begun))

    def backup(self, target: Path) -> None:
        """Refuse: the files are those of another server."""
        raise StoreError("the store is kept by a server of its own: copy it there, or export it")

    def close(self) -> None:
        """Let go of both."""
        self._closing.set()
        self._thread.join(timeout=60)
        self._remote.close()
        super().close()


def opened(place: str) -> Followed:
    """Return the store at an address, in a folder, or in memory where no place is named."""
    if "://" in place:
        return Mirrored(place)
    return Followed(Path(place) if place else None)
