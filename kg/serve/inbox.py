"""Requests for one reader, each with a client's socket beside it: some may lie there while the reader is at work.

So neither reader nor service need sleep between two small queries. Both ends stay open in the service: what the reader
has not taken, the service can take back, and it is either of the two that gets a message, never both.
"""

from __future__ import annotations

import os
import socket
import struct

from kg.serve.wire import Gone

_DESCRIPTOR = struct.Struct("@i")
_BESIDE = socket.CMSG_SPACE(_DESCRIPTOR.size)
_TOLD = struct.Struct("!Q")
MOST = 65_536
"""Bytes of the longest request."""


class Inbox:
    """The two ends of a line of messages."""

    def __init__(self, ours: socket.socket, theirs: socket.socket) -> None:
        self._ours, self.theirs = ours, theirs

    @classmethod
    def fresh(cls) -> Inbox:
        """Return an empty one."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8 * MOST)
        return cls(ours, theirs)

    def put(self, told: int, request: bytes, client: int) -> None:
        """Send a request, for who was told of so many writes; raises :class:`Gone` where it cannot be taken."""
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, _DESCRIPTOR.pack(client))]
        try:
            self._ours.sendmsg([_TOLD.pack(told), request], rights, socket.MSG_DONTWAIT)
        except OSError as error:
            raise Gone(str(error)) from error

    def take_back(self) -> int:
        """Take back what the reader has not taken; return how many messages that was."""
        taken = 0
        while message := taken_from(self.theirs):
            os.close(message[2])
            taken += 1
        return taken

    def descriptors(self) -> list[int]:
        """Return the numbers of both ends."""
        return [self._ours.fileno(), self.theirs.fileno()]

    def close(self) -> None:
        """Close both ends."""
        self._ours.close()
        self.theirs.close()


def taken_from(inbox: socket.socket) -> tuple[int, bytes, int] | None:
    """Take the next message: writes its reader must know of, request, client's socket; None where there is none."""
    try:
        content, ancillary, _, _ = inbox.recvmsg(MOST, _BESIDE, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError as error:
        raise Gone(str(error)) from error
    if not ancillary:
        raise Gone("no socket came with the request")
    (client,) = _DESCRIPTOR.unpack_from(ancillary[0][2])
    return _TOLD.unpack_from(content)[0], content[_TOLD.size :], client
