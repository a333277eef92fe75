"""Frames between the processes of the service: a tag of one letter, a length, bytes."""

from __future__ import annotations

import socket
import struct
import time

_HEAD = struct.Struct("!cI")
_PART = 65_536  # bytes taken at a call where it is not known how many will come
_TIMEVAL = struct.Struct("@ll")  # struct timeval of the C library


class Gone(Exception):
    """The process at the other end is no more."""


class TimedOut(Exception):
    """The other end did not answer in time."""


def send(peer: socket.socket, tag: bytes, payload: bytes | bytearray = b"") -> None:
    """Send one frame; raises :class:`Gone` when nobody is there to take it."""
    head = _HEAD.pack(tag, len(payload))
    try:
        sent = peer.sendmsg([head, payload]) - len(head)  # one call, no copy; a blocking socket takes it all as a rule
        if sent < len(payload):
            peer.sendall((head + payload)[len(head) + sent :])
    except OSError as error:
        raise Gone(str(error)) from error


def receive(peer: socket.socket) -> tuple[bytes, bytes]:
    """Return tag and payload of the next frame.

    Raises :class:`TimedOut` past the time that :func:`patient` gave, and :class:`Gone` at the end of the stream.
    """
    tag, length = _HEAD.unpack(_exactly(peer, _HEAD.size))
    return tag, _exactly(peer, length)


def patient(peer: socket.socket, seconds: float) -> None:
    """Let each wait for bytes end after these seconds: the kernel's own clock, so that a wait is a single call."""
    whole, part = divmod(max(int(seconds * 1_000_000), 1), 1_000_000)  # zero would be no limit
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIMEVAL.pack(whole, part))


def _exactly(peer: socket.socket, size: int) -> bytes:
    parts, missing = list[bytes](), size
    while missing:
        parts.append(_some(peer, missing, socket.MSG_WAITALL))
        missing -= len(parts[-1])
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _some(peer: socket.socket, most: int, flags: int = 0) -> bytes:
    try:
        part = peer.recv(most, flags)
    except BlockingIOError as error:
        raise TimedOut from error
    except OSError as error:
        raise Gone(str(error)) from error
    if not part:
        raise Gone("end of stream")
    return part


class Incoming:
    """The frames that come from one peer, as many at a call as have arrived: small ones cost one call each."""

    def __init__(self, peer: socket.socket) -> None:
        self.peer, self._rest = peer, b""

    @property
    def waiting(self) -> bool:
        """Whether something has come that no frame was made of."""
        return bool(self._rest)

    def arrived(self) -> tuple[bytes, bytes] | None:
        """Return the next frame if all of it has come, without waiting; raises :class:`Gone`."""
        if not self._whole():
            try:
                self._rest += _some(self.peer, _PART, socket.MSG_DONTWAIT)
            except TimedOut:
                return None
        return Incoming.next(self) if self._whole() else None

    def _whole(self) -> bool:
        rest = self._rest
        return len(rest) >= _HEAD.size and len(rest) >= _HEAD.size + _HEAD.unpack_from(rest)[1]

    def next(self) -> tuple[bytes, bytes]:
        """Return the next frame, as :func:`receive` does."""
        rest = self._rest or _some(self.peer, _PART)
        while len(rest) < _HEAD.size:
            rest += _some(self.peer, _PART)
            self._rest = rest
        tag, length = _HEAD.unpack_from(rest)
        end = _HEAD.size + length
        payload, missing = rest[_HEAD.size : end], end - len(rest)
        self._rest = rest[end:]
        return tag, payload + _exactly(self.peer, missing) if missing > 0 else payload


class Frames(Incoming):
    """The frames of answers; only the time spent waiting for them counts, in ``seconds`` for all of one answer."""

    def __init__(self, peer: socket.socket) -> None:
        super().__init__(peer)
        self._left = self._told = self.seconds = 0.0

    def begin(self, seconds: float) -> None:
        """Await another answer, this long."""
        self._left = self.seconds = seconds

    def next(self) -> tuple[bytes, bytes]:
        """Return the next frame, as :func:`receive` does."""
        if self._left <= 0:
            raise TimedOut
        if self._told != self._left:  # the kernel remembers: most answers are one frame, and have the same time
            patient(self.peer, self._left)
            self._told = self._left
        start = time.monotonic()
        try:
            return super().next()
        finally:
            self._left -= time.monotonic() - start
