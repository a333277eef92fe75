"""The owner's store → a copy in a process of its own that follows every write, and forks of it that answer.

Where there are checkpoints, the process is empty and each fork opens one of them. A store that grows too large for
its copy while it is served gets checkpoints then.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from kg.serve.answers import Busy
from kg.serve.checkpoints import Checkpoints
from kg.serve.inbox import Inbox
from kg.serve.wire import Frames, Gone, receive, send

_LOOK = 10_000_000  # bytes of writes after which it is asked again whether a copy still serves the store best
_REFORK = 1_000_000  # bytes of writes past which a fork of the copy, which has them, is cheaper than following
_ALLOCATOR = "glibc.malloc.tcache_count=2000"  # the engine takes and frees many small pieces: keep them at hand
Dumps: TypeAlias = Callable[[IO[bytes]], None]
"""Writes the whole store as N-Quads to a file."""
Chooses: TypeAlias = Callable[[], Checkpoints | None]
"""Returns what the readers of the store as it is now read from; None: a copy in memory."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class Reader:
    """A fork of the copy; ``seen`` is the number of the last write it knows, ``begun`` its work before the query.

    ``slow`` says that its query takes its time, and others need not wait for it; ``yielding`` that it had too much.
    ``until`` is the moment at which its query has had its time, ``work_until`` the seconds of processor time that end
    it once its answer has begun, which the client may take slowly; ``expired`` says that it was ended by one of them.
    ``told`` counts the writes it was told of; ``dead`` says that its process has ended.
    """

    pid: int
    peer: socket.socket
    inbox: Inbox
    seen: int
    checkpoint: Path | None = None
    since: float = 0.0
    begun: float | None = None
    slow: bool = False
    yielding: bool = False
    until: float | None = None
    work_until: float | None = None
    expired: bool = False
    watched: bool = False
    told: int = 0
    dead: bool = False
    frames: Frames = field(init=False)

    def __post_init__(self) -> None:
        self.frames = Frames(self.peer)

    def begin(self, seconds: float | None = None) -> None:
        """Count from now, for the next query; with the seconds it may take, where its answer goes to the client."""
        self.since, self.begun, self.work_until = time.monotonic(), None, None
        self.until = None if seconds is None else self.since + seconds

    def work(self) -> float:
        """Return the seconds of processor time it has used; of the clock, where the system does not say."""
        try:
            return time.clock_gettime(~self.pid << 3 | 2)  # clock_getcpuclockid(3), as Linux numbers these clocks
        except OSError:
            return time.monotonic()

    def past(self, now: float) -> bool:
        """Say whether its query has had its time; raises :class:`OSError` where it is gone."""
        if self.until is not None:
            return now > self.until
        return self.work_until is not None and self.work() > self.work_until

    def forget(self) -> None:
        """Let go of what it held, once its process was killed."""
        self.peer.close()
        self.inbox.close()
        if self.checkpoint is not None:
            shutil.rmtree(self.checkpoint, ignore_errors=True)


class Copy:
    """The process that holds the copy. ``dump`` writes the owner's store; it is called only while nobody writes."""

    def __init__(self, dump: Dumps, *, memory: int, log_bytes: int, choose: Chooses) -> None:
        self._dump, self._memory, self._log_bytes, self._choose = dump, memory, log_bytes, choose
        self._checkpoints, self._unlooked = choose(), 0
        self._former: list[tuple[subprocess.Popen[bytes], socket.socket]] = []
        self.outgrown: Callable[[], None] = lambda: None  # told when readers are better made anew
        self._lock = threading.Lock()  # the control socket, the log and its numbers
        self._log: deque[tuple[int, bytes, bytes]] = deque()  # number, tag, payload
        self._kept, self._last = 0, 0
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "kg.serve.replica", str(theirs.fileno())]
        self._process = subprocess.Popen(  # noqa: S603  (our own module, no outside text)
            command,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"GLIBC_TUNABLES": _ALLOCATOR},
        )
        theirs.close()
        self._control = ours
        if self._checkpoints is not None:
            return
        with io.BufferedWriter(_Sender(ours), 65536) as output:
            self._dump(cast(IO[bytes], output))
        send(ours, b"L")
        receive(ours)

    def publish(self, tag: bytes, payload: bytes) -> None:
        """Let every copy follow a write, see :func:`kg.serve.delta.follow`; the caller holds the lock on writing."""
        with self._lock:
            self._last += 1
            self._log.append((self._last, tag, payload))
            self._kept += len(payload)
            while self._kept > self._log_bytes and len(self._log) > 1:
                self._kept -= len(self._log.popleft()[2])
            if self._checkpoints is not None or self._outgrown(len(payload)):
                return
            try:
                send(self._control, tag, payload)
            except Gone:
                self._restart()

    def _outgrown(self, written: int) -> bool:
        """Say whether the store has become too large for a copy: then there is none any more, and checkpoints.

        The process that held it ends with the last of its readers, each of which ends once it has answered.
        """
        self._unlooked += written
        if self._unlooked < _LOOK:
            return False
        self._unlooked, self._checkpoints = 0, self._choose()
        if self._checkpoints is None:
            return False
        self._former.append((self._process, self._control))
        with contextlib.suppress(Gone):
            send(self._control, b"E")
        self._forget_log()
        self._start()
        self.outgrown()
        return True

    def _restart(self) -> None:
        """Make a new copy from the owner's store, which already holds every published write.

        What it holds beyond that, because a write is not yet published, is written once more: that changes nothing.
        """
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._control.close()
        self._forget_log()
        self._start()

    def _forget_log(self) -> None:
        """Let readers that are behind be replaced."""
        self._log.clear()
        self._kept = 0

    def fork(self) -> Reader:
        """Return a new reader, which knows all that was published; raises :class:`Busy` where none can be made."""
        with self._lock:
            for attempt in (1, 2):
                try:
                    checkpoint = self._checkpoints.new() if self._checkpoints is not None else None
                    limits = {"memory": self._memory, "checkpoint": str(checkpoint or "")}
                    send(self._control, b"F", json.dumps(limits).encode())
                    text, descriptors, _, _ = socket.recv_fds(self._control, 16, 3)
                    if descriptors:
                        peer, *ends = (socket.socket(fileno=each) for each in descriptors)
                        return Reader(int(text), peer, Inbox(*ends), self._last, checkpoint)
                except (Gone, OSError):
                    pass
                if attempt == 1:
                    self._restart()
        raise Busy("no process could be started to answer the query: try again")

    def knows_all(self, reader: Reader) -> bool:
        """Say whether a reader knows every write there was."""
        return reader.seen == self._last

    def catch_up(self, reader: Reader) -> None:
        """Tell a reader what was written since it last answered; raises :class:`Gone` where it is better replaced."""
        if reader.dead:
            raise Gone("it died")
        if self.knows_all(reader):
            return
        with self._lock:
            first = self._log[0][0] if self._log else self._last + 1
            if reader.seen + 1 < first:
                raise Gone("too far behind")
            missed = [entry for entry in self._log if entry[0] > reader.seen]
            if sum(len(payload) for _, _, payload in missed) > _REFORK:
                raise Gone("sooner forked anew than told")
            reader.seen, reader.told = self._last, reader.told + len(missed)
        for _, tag, payload in missed:
            send(reader.peer, tag, payload)

    def close(self) -> None:
        """End the process: it ends when nobody holds the other end of its socket."""
        for process, control in (*self._former, (self._process, self._control)):
            control.close()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._checkpoints is not None:
            self._checkpoints.clear()


class _Sender(io.RawIOBase):
    """A file whose content goes to the copy."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        if len(part):
            send(self._peer, b"L", bytes(part))
        return len(part)
