"""A connection at the door ⇄ the server behind it: bytes both ways, none of them looked at."""

from __future__ import annotations

import contextlib
import socket
from collections import OrderedDict
from dataclasses import dataclass

_PART, _TURNS = 65_536, 32
_KNOWN = 100_000  # addresses that are remembered


@dataclass(slots=True, eq=False)
class _End:
    """One of the two sockets: what it has not taken yet, whether it said its last, whether it was told the last."""

    socket: socket.socket
    pending: bytes = b""
    silent: bool = False
    told: bool = False


class Relay:
    """Two sockets, neither of which ever waits; ``pump`` is called when one of them has something to say."""

    def __init__(self, client: socket.socket, server: socket.socket, begun: bytes) -> None:
        self._ends = _End(client), _End(server, begun)
        self.closed = False

    def pump(self) -> bool:
        """Pass on what there is; True where there may be more at once. Raises :class:`OSError` where one end is gone.

        A slow end holds up the other: no more than a part is kept for it.
        """
        client, server = self._ends
        return any([self._pass(client, server), self._pass(server, client)])

    @staticmethod
    def _pass(source: _End, target: _End) -> bool:
        with contextlib.suppress(BlockingIOError):
            for _ in range(_TURNS):
                if target.pending:
                    target.pending = target.pending[target.socket.send(target.pending) :]
                elif source.silent:
                    if not target.told:
                        target.told = True
                        target.socket.shutdown(socket.SHUT_WR)
                    return False
                else:
                    target.pending = source.socket.recv(_PART)
                    source.silent = not target.pending
            return True
        return False

    @property
    def over(self) -> bool:
        """Whether the server has said its last, and the client has it."""
        return self._ends[0].told

    def descriptors(self) -> list[int]:
        """Return the numbers of the two sockets."""
        return [end.socket.fileno() for end in self._ends]

    def close(self) -> None:
        """Close both."""
        self.closed = True
        for end in self._ends:
            end.socket.close()


class Aliases(OrderedDict[str, str]):
    """Addresses of this machine under which clients are passed on → the addresses these clients have.

    All of 127.0.0.0/8 is this machine (on Linux), so that the server behind, which sees only who passes a connection
    on, can still tell its clients apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self._of: dict[str, str] = {}
        self._next = 0

    def alias(self, client: str) -> str:
        """Return the address for a client.

        >>> aliases = Aliases()
        >>> aliases.alias("192.0.2.7"), aliases.alias("192.0.2.8"), aliases.alias("192.0.2.7")
        ('127.64.0.1', '127.64.0.2', '127.64.0.1')
        >>> aliases["127.64.0.2"]
        '192.0.2.8'
        """
        alias = self._of.get(client)
        if alias is None:
            self._next = self._next % (1 << 20) + 1
            alias = f"127.{64 + (self._next >> 16)}.{self._next >> 8 & 255}.{self._next & 255}"
            self[alias], self._of[client] = client, alias
            if len(self) > _KNOWN:
                del self._of[self.popitem(last=False)[1]]
        else:
            self.move_to_end(alias)
        return alias


def connected(port: int, alias: str) -> socket.socket:
    """Return a connection to the server behind the door, from this address; it may still be on its way."""
    server = socket.socket()
    try:
        server.setblocking(False)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.bind((alias, 0))
        with contextlib.suppress(BlockingIOError):
            server.connect(("127.0.0.1", port))
    except OSError:
        server.close()
        raise
    return server
