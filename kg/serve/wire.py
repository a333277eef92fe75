"""Frames between the processes of the service: a tag of one letter, a length, bytes."""

from __future__ import annotations

import socket
import struct
import time

_HEAD = struct.Struct("!cI")


class Gone(Exception):
    """The process at the other end is no more."""


class TimedOut(Exception):
    """The other end did not answer in time."""


def send(peer: socket.socket, tag: bytes, payload: bytes = b"") -> None:
    """Send one frame; raises :class:`Gone` when nobody is there to take it."""
    try:
        peer.sendall(b"".join((_HEAD.pack(tag, len(payload)), payload)))
    except OSError as error:
        raise Gone(str(error)) from error


def receive(peer: socket.socket, *, deadline: float | None = None) -> tuple[bytes, bytes]:
    """Return tag and payload of the next frame; the deadline is a reading of the monotonic clock.

    Raises :class:`TimedOut` past the deadline and :class:`Gone` at the end of the stream.
    """
    tag, length = _HEAD.unpack(_exactly(peer, _HEAD.size, deadline))
    return tag, _exactly(peer, length, deadline)


def _exactly(peer: socket.socket, size: int, deadline: float | None) -> bytes:
    taken = bytearray(size)
    view, have = memoryview(taken), 0
    while have < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimedOut
            peer.settimeout(left)
        try:
            more = peer.recv_into(view[have:])
        except TimeoutError as error:
            raise TimedOut from error
        except OSError as error:
            raise Gone(str(error)) from error
        if not more:
            raise Gone("end of stream")
        have += more
    return bytes(taken)
