"""Outside queries → bytes: a set of processes, each with a copy of the store, that can be killed and replaced.

The owner of the store publishes what each write changed; a reader follows before it answers, so that whoever has
written reads what he wrote. A query past its time is killed with its process; a reader that dies is replaced unnoticed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, TypeAlias, cast

from kg.errors import BadQuery, KgError
from kg.serve.delta import Delta, decoded
from kg.serve.wire import Gone, TimedOut, receive, send


class Stopped(KgError):
    """The query passed a limit of time, memory or size, and was stopped."""


class Busy(KgError):
    """All readers are taken: try again."""


class Unsupported(KgError):
    """The query is well formed and asks for what the engine does not have: a function of its own, say."""


class Unacceptable(KgError):
    """The result has a form for which no acceptable format was named; the message is the form."""


Dumps: TypeAlias = Callable[[IO[bytes]], None]
"""Writes the whole store as N-Quads to a file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds of work, rows, bytes of result, bytes of memory beyond the shared copy."""

    seconds: float = 30.0
    rows: int = 2_000_000
    size: int = 1_000_000_000
    memory: int = 1_000_000_000
    waiting: float = 10.0  # seconds a query waits for a free reader
    sending: float = 600.0  # seconds a result may take to be fetched
    patience: float = 1.0  # seconds of work after which a query yields to the quick ones


@dataclass(frozen=True, slots=True)
class Query:
    """A query, its dataset, and the media type wanted for each form a result can have: rows, boolean, graph."""

    text: str
    media: dict[str, str | None]
    base: str
    default: tuple[str, ...] | None = None  # None: the query's own dataset, or the store's
    named: tuple[str, ...] = ()
    union: bool = False  # the default graph is the union of all graphs


@dataclass(slots=True)
class Answer:
    """A result as it comes: ``size`` is its length when it is already complete."""

    form: str
    media: str
    body: Iterator[bytes]
    size: int | None = None


@dataclass(slots=True, eq=False)
class _Reader:
    pid: int
    peer: socket.socket
    seen: int  # number of the last delta it follows
    since: float = 0.0
    yielding: bool = False


class Readers:
    """The processes that answer. ``dump`` writes the owner's store; call it only while nobody writes."""

    def __init__(
        self, dump: Dumps, *, size: int = 4, limits: Limits | None = None, log_bytes: int = 64_000_000
    ) -> None:
        self.limits = limits if limits is not None else Limits()
        self.size, self._dump, self._log_bytes = size, dump, log_bytes
        self._lock = threading.Lock()  # the control socket, the log and its numbers
        self._log: deque[tuple[int, bytes, bytes]] = deque()  # number, tag, payload
        self._kept, self._last = 0, 0
        self._idle: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(None)
        self._working: set[_Reader] = set()
        self._closed = threading.Event()
        self.killed = 0
        self._start()
        threading.Thread(target=self._watch, name="readers", daemon=True).start()

    # -- the copy

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "kg.serve.replica", str(theirs.fileno())]
        self._process = subprocess.Popen(  # noqa: S603  (our own module, no outside text)
            command, pass_fds=[theirs.fileno()], start_new_session=True, stdin=subprocess.DEVNULL
        )
        theirs.close()
        self._control = ours
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
            try:
                send(self._control, tag, payload)
            except Gone:
                self._restart()

    def _restart(self) -> None:
        """Make a new copy from the owner's store, which already holds every published write."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._control.close()
        self._log.clear()
        self._kept = 0
        self._start()

    def _fork(self) -> _Reader:
        with self._lock:
            for attempt in (1, 2):
                try:
                    send(self._control, b"F", json.dumps({"memory": self.limits.memory}).encode())
                    text, descriptors, _, _ = socket.recv_fds(self._control, 16, 1)
                    if descriptors:
                        return _Reader(int(text), socket.socket(fileno=descriptors[0]), self._last)
                except (Gone, OSError):
                    pass
                if attempt == 1:
                    self._restart()
        raise Busy("no process could be started to answer the query: try again")

    # -- a reader at work

    def _take(self) -> _Reader:
        deadline = time.monotonic() + self.limits.waiting
        while True:
            try:
                reader = self._idle.get(timeout=max(deadline - time.monotonic(), 0.001))
            except queue.Empty:
                raise Busy("all readers are busy: try again in a moment") from None
            try:
                if reader is None:
                    reader = self._fork()
                self._catch_up(reader)
            except Gone:
                self._end(reader)
                self._idle.put(None)
            except Busy:
                self._idle.put(None)
                raise
            else:
                reader.since = time.monotonic()
                self._working.add(reader)
                return reader

    def _catch_up(self, reader: _Reader) -> None:
        with self._lock:
            first = self._log[0][0] if self._log else self._last + 1
            if reader.seen + 1 < first:
                raise Gone("too far behind")
            behind = reader.seen < self._last
            missed = [entry for entry in self._log if entry[0] > reader.seen] if behind else []
            reader.seen = self._last
        for _, tag, payload in missed:
            send(reader.peer, tag, payload)

    def _give_back(self, reader: _Reader) -> None:
        self._working.discard(reader)
        if reader.yielding:
            self._retire(reader)
        else:
            self._idle.put(reader)

    def _retire(self, reader: _Reader) -> None:
        """Kill a reader and put another in its place."""
        self._working.discard(reader)
        self._end(reader)
        fresh = None
        if not self._closed.is_set():
            with contextlib.suppress(Busy):
                fresh = self._fork()
        self._idle.put(fresh)

    def _end(self, reader: _Reader | None) -> None:
        if reader is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(reader.pid, signal.SIGKILL)
            reader.peer.close()

    def _watch(self) -> None:
        """Let long work yield to quick work, and end what nobody fetches."""
        while not self._closed.wait(0.25):
            now = time.monotonic()
            for reader in list(self._working):
                with contextlib.suppress(OSError):
                    if now - reader.since > self.limits.sending:
                        os.kill(reader.pid, signal.SIGKILL)
                    elif now - reader.since > self.limits.patience and not reader.yielding:
                        reader.yielding = True
                        os.setpriority(os.PRIO_PROCESS, reader.pid, 19)

    # -- questions

    def ask(self, query: Query) -> Answer:
        """Answer a query.

        Raises :class:`BadQuery` where it cannot be parsed or evaluated, :class:`Unacceptable`, :class:`Stopped` and
        :class:`Busy`. The body must be read to its end or closed: that frees the reader.
        """
        return self._request(
            b"Q",
            {
                "query": query.text,
                "base": query.base,
                "default": query.default,
                "named": query.named,
                "union": query.union,
                "media": query.media,
            },
        )

    def dump(self, media: str, *, graph: str | None = None, everything: bool = False) -> Answer:
        """Return one graph (None: the default graph), or everything, in an RDF format."""
        return self._request(b"G", {"media": media, "graph": graph, "everything": everything})

    def rehearse(self, update: str, *, base: str, seconds: float | None = None) -> Delta:
        """Run an update on a copy of its own and return what it would change; the caller holds the lock on writing."""
        reader = self._fork()
        try:
            fields = {"update": update, "base": base}
            answer = self._answer(reader, b"U", fields, ended=lambda _: None, seconds=seconds)
            return decoded(b"".join(answer.body))
        finally:
            self._end(reader)

    def _request(self, tag: bytes, fields: dict[str, Any]) -> Answer:
        reader = self._take()
        return self._answer(reader, tag, fields, ended=self._give_back)

    def _answer(
        self,
        reader: _Reader,
        tag: bytes,
        fields: dict[str, Any],
        *,
        ended: Callable[[_Reader], None],
        seconds: float | None = None,
    ) -> Answer:
        frames = _Frames(reader.peer, self.limits.seconds if seconds is None else seconds)
        try:
            request = fields | {"rows": self.limits.rows, "bytes": self.limits.size}
            send(reader.peer, tag, json.dumps(request).encode())
            kind, payload = frames.next()
            if kind == b"H":
                head = json.loads(payload)
                kind, payload = frames.next()
                form, media = head.get("form", ""), head.get("media", "")
                if kind == b"E":
                    ended(reader)
                    return Answer(form, media, iter(()), 0)
                first = payload
                kind, payload = frames.next()
                if kind == b"E":
                    ended(reader)
                    return Answer(form, media, iter((first,)), len(first))
                if kind == b"C":
                    return Answer(form, media, _Body(self, reader, frames, ended, [first, payload]))
        except BaseException as error:
            self.give_up(reader, error)
            raise _told(error, frames.seconds) from error
        ended(reader)
        raise _refusal(json.loads(payload))

    def give_up(self, reader: _Reader, error: BaseException | None) -> None:
        """End a reader whose answer was cut off, and put another in its place."""
        self.killed += isinstance(error, TimedOut | Gone)
        self._retire(reader) if reader in self._working else self._end(reader)

    def close(self) -> None:
        """End every process."""
        self._closed.set()
        self._control.close()
        with contextlib.suppress(queue.Empty):
            while True:
                self._end(self._idle.get_nowait())
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Frames:
    """Frames of one answer; only the time spent waiting for them counts."""

    def __init__(self, peer: socket.socket, seconds: float) -> None:
        self._peer, self._left, self.seconds = peer, seconds, seconds

    def next(self) -> tuple[bytes, bytes]:
        start = time.monotonic()
        try:
            return receive(self._peer, deadline=start + self._left)
        finally:
            self._left -= time.monotonic() - start


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


class _Body(Iterator[bytes]):
    """The parts of a long result; closed before its end, it ends the reader, even if nobody took a part."""

    def __init__(
        self,
        readers: Readers,
        reader: _Reader,
        frames: _Frames,
        ended: Callable[[_Reader], None],
        ready: list[bytes],
    ) -> None:
        self._readers, self._reader, self._frames, self._ended = readers, reader, frames, ended
        self._ready, self._done = ready, False

    def __next__(self) -> bytes:
        if not self._ready and not self._done:
            try:
                kind, payload = self._frames.next()
            except BaseException as error:
                self._done = True
                self._readers.give_up(self._reader, error)
                raise _told(error, self._frames.seconds) from error
            self._take(kind, payload)
        if not self._ready:
            raise StopIteration
        return self._ready.pop(0)

    def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == b"C":
            self._ready.append(payload)
            return
        self._done = True
        self._ended(self._reader)
        if kind == b"X":
            raise _refusal(json.loads(payload))

    def close(self) -> None:
        if not self._done:
            self._done = True
            self._readers.give_up(self._reader, None)


def _told(error: BaseException, seconds: float) -> BaseException:
    if isinstance(error, TimedOut):
        return Stopped(f"the query was stopped after {seconds:g} seconds: ask for less, or add LIMIT")
    if isinstance(error, Gone):
        return Stopped("the query was stopped: it needed more memory or nested deeper than one query may")
    return error


def _refusal(problem: dict[str, str]) -> KgError:
    kind, detail = problem["kind"], problem["detail"]
    if kind == "unacceptable":
        return Unacceptable(detail)
    if kind == "unsupported":
        return Unsupported(detail)
    return Stopped(detail) if kind in {"limit", "memory"} else BadQuery(detail)
