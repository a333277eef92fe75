"""The store of the service: as :class:`kg.store.Embedded`, and whoever follows it hears of every write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.serve.delta import Delta, commit
from kg.store import Embedded

Listener = Callable[[bytes, bytes], None]


class Followed(Embedded):
    """One writer at a time; ``listener(tag, payload)`` is told after each write, before the next (see ``follow``)."""

    def __init__(self, directory: Path | None = None) -> None:
        super().__init__(directory)
        self.listener: Listener = lambda tag, payload: None

    def insert(self, nquads: bytes) -> None:
        """Add the quads, none of them with a blank node."""
        with self.writing:
            super().insert(nquads)
            self.listener(b"N", nquads)

    def update(self, update: str) -> None:
        """Run an update of the store's own: data only, no patterns, no blank nodes."""
        with self.writing:
            super().update(update)
            self.listener(b"S", update.encode())

    def apply(self, delta: Delta) -> None:
        """Apply what an update from outside would change."""
        if delta:
            with self.writing:
                commit(self.quads, delta)
                self.listener(b"D", delta.encoded())


def touched(tag: bytes, payload: bytes) -> Iterable[str]:
    """Return the graphs a write may have touched, as N-Triples terms; too many rather than too few.

    >>> sorted(touched(b"S", b"DROP SILENT GRAPH <http://a> ;\\nINSERT DATA {\\nGRAPH <http://b> {}}"))
    ['<http://a>', '<http://b>']
    """
    if tag == b"S":
        return {part.split(">")[0] + ">" for part in payload.decode().split("GRAPH ")[1:]}
    return {line.rsplit(" ", 2)[-2] for line in payload.decode().splitlines() if line}
