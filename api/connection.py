"""A client's socket as the door holds it: what came, what must still go, what it waits for."""

from __future__ import annotations

import contextlib
import fcntl
import socket
import struct
import termios
import time
from dataclasses import dataclass, field

_PART = 65_536
_ACKED = struct.Struct("@Q"), 120  # tcpi_bytes_acked in struct tcp_info (linux/tcp.h)
_INFO_BYTES = 192
_COUNT = struct.Struct("@i")


@dataclass(slots=True, eq=False)
class Connection:
    """One connection; nothing here waits. While it is ``busy`` with an answer, nothing is read."""

    socket: socket.socket
    client: str
    descriptor: int
    raw: bytes = b""
    out: bytes = b""
    busy: bool = False
    kept: bool = True
    more: bool = False
    written: int = 0
    touched: float = field(default_factory=time.monotonic)

    def read(self) -> bool:
        """Take what has come; False where the client has said its last, or is gone."""
        self.more, self.touched = False, time.monotonic()
        try:
            part = self.socket.recv(_PART)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.raw = self.raw + part if self.raw else part
        return bool(part)

    def write(self, content: bytes) -> None:
        """Send this after what must still go; what is not taken is kept. Raises :class:`OSError`."""
        self.out = self.out + content if self.out else content
        with contextlib.suppress(BlockingIOError):
            sent = self.socket.send(self.out)
            self.out = self.out[sent:]
            self.written += sent
            self.touched = time.monotonic()

    def untold(self) -> bool:
        """Say whether nothing was written to the socket but what is known of here: a reader that died may have begun.

        False where the system does not say.
        """
        try:
            unsent = _COUNT.unpack(fcntl.ioctl(self.descriptor, termios.TIOCOUTQ, bytes(_COUNT.size)))[0]
            info = self.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO_BYTES)
        except OSError:
            return False
        layout, place = _ACKED
        if len(info) < place + layout.size:
            return False
        acknowledged: int = layout.unpack_from(info, place)[0]
        return bool(acknowledged + unsent <= self.written + 1)  # the handshake may count as one
