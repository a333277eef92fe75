"""Frames between the processes of the service: a tag of one letter, a length, bytes."""

from __future__ import annotations

import socket
import struct
import time

_HEAD = struct.Struct("!cI")
_SMALL = 16_384  # bytes that are sooner copied than sent apart


class Gone(Exception):
    """The process at the other end is no more."""


class TimedOut(Exception):
    """The other end did not answer in time."""


def send(peer: socket.socket, tag: bytes, payload: bytes | bytearray = b"") -> None:
    """Send one frame; raises :class:`Gone` when nobody is there to take it."""
    try:
        if len(payload) < _SMALL:
            peer.sendall(_HEAD.pack(tag, len(payload)) + payload)
        else:
            peer.sendall(_HEAD.pack(tag, len(payload)))
            peer.sendall(payload)
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


class Frames:
    """The frames of one answer; only the time spent waiting for them counts, in ``seconds`` all told."""

    def __init__(self, peer: socket.socket, seconds: float) -> None:
        self._peer, self._left, self.seconds = peer, seconds, seconds

    def next(self) -> tuple[bytes, bytes]:
        """Return the next frame, as :func:`receive` does."""
        start = time.monotonic()
        try:
            return receive(self._peer, deadline=start + self._left)
        finally:
            self._left -= time.monotonic() - start
