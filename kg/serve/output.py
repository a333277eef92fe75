"""What the engine serialises → bytes on their way, until a limit is passed; rows are never taken apart here."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Protocol

from kg.serve.csv_rows import Commas
from kg.serve.rows import Rows
from kg.serve.wire import send

CHUNK = 131_072  # bytes that are sent at a time


class Problem(Exception):
    """What is wrong with a query or its result: a kind, see :func:`kg.serve.answers.refusal`, and what to tell."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


@dataclass(frozen=True, slots=True)
class Limit:
    """The most rows and bytes of a result."""

    rows: int | None
    size: int


class Way(Protocol):
    """Where a result goes: it is whole, or it begins, has parts, and ends."""

    def whole(self, content: bytes) -> None:
        """Send a result that is complete."""

    def begin(self) -> None:
        """Send what goes before the parts."""

    def part(self, content: bytes) -> None:
        """Send the next part."""

    def end(self) -> None:
        """Send that it was all."""


class ToService:
    """Results as frames to the service."""

    def __init__(self, peer: socket.socket, head: bytes) -> None:
        self._peer, self._head = peer, head

    def whole(self, content: bytes) -> None:
        """Send head and result as one frame."""
        send(self._peer, b"A", self._head + b"\n" + content)

    def begin(self) -> None:
        """Send the head."""
        send(self._peer, b"H", self._head)

    def part(self, content: bytes) -> None:
        """Send a part."""
        send(self._peer, b"C", content)

    def end(self) -> None:
        """Send the end."""
        send(self._peer, b"E")


class Output:
    """What the serialiser writes to, until a limit is passed."""

    def __init__(self, way: Way, limit: Limit, *, rows: Rows | None = None, commas: Commas | None = None) -> None:
        self._way, self._rows, self._commas = way, rows, commas
        self._most_rows, self._most_bytes = limit.rows or 0, limit.size
        self._waiting, self._size, self._passed = list[bytes](), 0, 0
        self.problem: Problem | None = None

    def write(self, part: bytes) -> int:
        """Take the next part of the result."""
        self._waiting.append(part)
        self._size += len(part)
        if self._size >= CHUNK:
            begins, content = not self._passed, self._taken()
            if begins:
                self._way.begin()
            self._way.part(content)
        return len(part)

    def flush(self) -> None:
        """Keep what waits: :meth:`end` sends it."""

    def _taken(self) -> bytes:
        """Return what waits to be sent; raises what :attr:`problem` then says, where that would pass a limit."""
        part = b"".join(self._waiting)
        self._waiting.clear()
        whole = not self._passed and self._size < CHUNK
        self._passed, self._size = self._passed + len(part), 0
        if self._rows is not None and not (whole and len(part) <= self._most_rows):  # a row has a byte at least
            self._rows.see(part)
            if self._rows.seen > self._most_rows:
                self._stop(f"the result has more than {self._most_rows:,} rows: use LIMIT and OFFSET")
        if self._passed > self._most_bytes:
            self._stop(f"the result is larger than {self._most_bytes:,} bytes: use LIMIT, or a dump")
        return part if self._commas is None else self._commas.take(part)

    def _stop(self, detail: str) -> None:
        self.problem = Problem("limit", detail)
        raise self.problem

    def end(self) -> None:
        """Send what is left, and that it was all; a result that fits goes in one piece."""
        if self._passed:
            self._way.part(self._taken())
            self._way.end()
        else:
            self._way.whole(self._taken())
