"""A result → the client's own socket, as HTTP/1.1, written by the process that made it: nobody need pass it on."""

from __future__ import annotations

import os
import select
import socket
import struct

from kg.serve.wire import send

WRITTEN = struct.Struct("!Q")


class Left(Exception):
    """The client is no longer there."""


class ToClient:
    """The result of one query, to the socket of the one who asked; ``head`` are header lines that end with a break.

    What the socket does not take at once of a whole result goes back to the service, which waits for slow clients; of
    a long one, part by part, this process waits for the client.
    """

    def __init__(self, client: int, peer: socket.socket, *, head: bytes, media: bytes) -> None:
        self._client, self._peer, self._written = client, peer, 0
        self._first: bytes | None = None
        self.gone = False
        self._head = b"HTTP/1.1 200 OK\r\nContent-Type: " + media + b"\r\n" + head

    def whole(self, content: bytes) -> None:
        """Write head and result, and report what was written and what is left."""
        parts = [b"%bContent-Length: %d\r\n\r\n" % (self._head, len(content)), content]
        written = self._some(parts)
        left = b"" if written == len(parts[0]) + len(content) else b"".join(parts)[written:]
        self._report(left)

    def begin(self) -> None:
        """Wait for the second part: what fails before it is told in full, what fails later cuts the answer off."""

    def part(self, content: bytes) -> None:
        """Write a part."""
        if self._first is None:
            self._first = content
            return
        self._begun()
        self._chunk(content)

    def end(self) -> None:
        """Write the last chunk and report."""
        self._begun()
        self._all([b"0\r\n\r\n"])
        self._report()

    def _begun(self) -> None:
        """Report that the answer begins, and write head and first part."""
        if self._first:
            send(self._peer, b"H")
            self._all([self._head + b"Transfer-Encoding: chunked\r\n\r\n"])
            self._chunk(self._first)
            self._first = b""

    def _chunk(self, content: bytes) -> None:
        if content:  # an empty one would end the answer (RFC 9112 §7.1)
            self._all([b"%x\r\n" % len(content), content, b"\r\n"])

    def _report(self, left: bytes = b"") -> None:
        self.close()
        send(self._peer, b"D", WRITTEN.pack(self._written) + left)

    def _some(self, parts: list[bytes]) -> int:
        try:
            written = os.writev(self._client, parts)
        except BlockingIOError:
            return 0
        except OSError as error:
            self.gone = True  # the engine tells of an error, not of this one
            raise Left from error
        self._written += written
        return written

    def _all(self, parts: list[bytes]) -> None:
        size, written = sum(map(len, parts)), self._some(parts)
        if written == size:
            return
        rest, ready = b"".join(parts)[written:], select.poll()
        ready.register(self._client, select.POLLOUT)
        while rest:
            ready.poll()
            rest = rest[self._some([rest]) :]

    def left(self) -> None:
        """Report that nobody is there to read more."""
        self._report()

    def close(self) -> None:
        """Let go of the socket, if that has not been done."""
        client, self._client = self._client, -1
        if client >= 0:
            os.close(client)
