"""Outside queries → bytes: a set of processes, each with a copy of the store, that can be killed and replaced.

The owner of the store publishes what each write changed; a reader follows before it answers, so that whoever has
written reads what he wrote. A query past its time is killed with its process; a reader that dies is replaced unnoticed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from kg.serve.answers import Answer, Busy, Limits, Query, Stopped, Unacceptable, Unsupported, refusal, told
from kg.serve.checkpoints import Checkpoints
from kg.serve.copy import Copy, Dumps, Reader
from kg.serve.delta import Delta, decoded
from kg.serve.idle import Idle
from kg.serve.wire import Gone, TimedOut, send

_QUICK = 0.05  # seconds within which an answer is expected: after that others need not wait for its reader
_ENDING = "the service is ending: ask again in a moment"
__all__ = ["Answer", "Busy", "Limits", "Query", "Readers", "Stopped", "Unacceptable", "Unsupported"]


class Readers:
    """The processes that answer. ``dump`` writes the owner's store; call it only while nobody writes."""

    def __init__(
        self,
        dump: Dumps,
        *,
        size: int = 4,
        limits: Limits | None = None,
        log_bytes: int = 64_000_000,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self.limits = limits if limits is not None else Limits()
        self.size, self.killed = size, 0
        at_once = min(size, os.cpu_count() or 1)  # more quick queries at a time than processors only hinder
        self._idle = Idle[Reader | None]([None] * at_once)
        self._spare: list[Reader | None] = [None] * (size - at_once)
        self._working: set[Reader] = set()
        self._rehearsing: set[Reader] = set()
        self._closed, self._placing = threading.Event(), threading.Lock()
        self._copy = Copy(dump, memory=self.limits.memory, log_bytes=log_bytes, checkpoints=checkpoints)
        self.publish = self._copy.publish
        threading.Thread(target=self._watch, name="readers", daemon=True).start()

    # -- a reader at work

    def _take(self) -> Reader:
        deadline = time.monotonic() + self.limits.waiting
        while True:
            try:
                reader = self._idle.get(max(deadline - time.monotonic(), 0.001))
            except TimeoutError:
                raise Busy("all readers are busy: try again in a moment") from None
            try:
                self._open()
                if reader is None:
                    reader = self._copy.fork()
                self._copy.catch_up(reader)
            except Gone:
                self._end(reader)
                self._idle.put(None)
            except Busy:
                self._idle.put(reader)
                raise
            else:
                reader.since, reader.begun = time.monotonic(), None
                self._working.add(reader)
                if self._closed.is_set():
                    self._kill(reader)  # it went past :meth:`stop`
                return reader

    def _open(self) -> None:
        """Raise :class:`Busy` once the service ends."""
        if self._closed.is_set():
            raise Busy(_ENDING)

    def _give_back(self, reader: Reader) -> None:
        self._working.discard(reader)
        if reader.yielding:
            self._retire(reader)
        else:
            self._rest(reader, reader)

    def _retire(self, reader: Reader) -> None:
        """Kill a reader and put another in its place."""
        self._working.discard(reader)
        self._end(reader)
        fresh = None
        if not self._closed.is_set():
            with contextlib.suppress(Busy):
                fresh = self._copy.fork()
        self._rest(reader, fresh)

    def _rest(self, worked: Reader, resting: Reader | None) -> None:
        """Let a reader rest in the place of the one that worked."""
        with self._placing:
            slow, worked.slow = worked.slow, False
            if slow:
                self._spare.append(resting)
        if not slow:
            self._idle.put(resting)

    def _end(self, reader: Reader | None) -> None:
        if reader is not None:
            self._kill(reader)
            reader.forget()

    def _kill(self, reader: Reader) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(reader.pid, signal.SIGKILL)

    def _watch(self) -> None:
        """Call a spare reader for each that takes its time, let long work yield, end what nobody fetches."""
        while not self._closed.wait(_QUICK):
            now = time.monotonic()
            for reader in [each for each in list(self._working) if now - each.since > _QUICK]:
                self._stand_in(reader)
                with contextlib.suppress(OSError):
                    if now - reader.since > self.limits.sending:
                        os.kill(reader.pid, signal.SIGKILL)
                    elif reader.begun is None:
                        reader.begun = reader.work()
                    elif not reader.yielding and reader.work() - reader.begun > self.limits.patience:
                        reader.yielding = True
                        os.setpriority(os.PRIO_PROCESS, reader.pid, 19)

    def _stand_in(self, reader: Reader) -> None:
        with self._placing:
            if reader.slow or reader not in self._working or not self._spare:
                return
            reader.slow, spare = True, self._spare.pop()
        self._idle.put(spare)

    # -- questions

    def ask(self, query: Query) -> Answer:
        """Answer a query.

        Raises :class:`BadQuery` where it cannot be parsed or evaluated, :class:`Unacceptable`, :class:`Stopped` and
        :class:`Busy`. The body must be read to its end or closed: that frees the reader.
        """
        asked = (query.base, query.default, query.named, query.union, tuple(query.media.items()))
        return self._request(b"Q", _manner(self.limits, *asked) + query.text.encode())

    def dump(self, media: str, *, graph: str | None = None, everything: bool = False) -> Answer:
        """Return one graph (None: the default graph), or everything, in an RDF format."""
        fields = {"media": media, "graph": graph, "everything": everything}
        return self._request(b"G", _limited(self.limits, fields))

    def rehearse(self, update: str, *, base: str, seconds: float | None = None) -> Delta:
        """Run an update on a copy of its own and return what it would change; the caller holds the lock on writing."""
        reader = self._copy.fork()
        self._rehearsing.add(reader)
        try:
            self._open()
            request = json.dumps({"update": update, "base": base}).encode()
            answer = self._answer(reader, b"U", request, ended=lambda _: None, seconds=seconds)
            return decoded(b"".join(answer.body))
        finally:
            self._rehearsing.discard(reader)
            self._end(reader)

    def _request(self, tag: bytes, request: bytes) -> Answer:
        reader = self._take()
        return self._answer(reader, tag, request, ended=self._give_back)

    def _answer(
        self,
        reader: Reader,
        tag: bytes,
        request: bytes,
        *,
        ended: Callable[[Reader], None],
        seconds: float | None = None,
    ) -> Answer:
        frames = reader.frames
        frames.begin(self.limits.seconds if seconds is None else seconds)
        try:
            send(reader.peer, tag, request)
            kind, payload = frames.next()
            if kind == b"A":
                ended(reader)
                line, _, content = payload.partition(b"\n")
                return Answer(*_form(line), [content], len(content))
            if kind == b"H":
                form = _form(payload)
                _, first = frames.next()
                kind, payload = frames.next()
                if kind != b"X":  # what fails later cuts the answer off
                    body = _Body(self, reader, ended, first)
                    body.take(kind, payload)
                    return Answer(*form, body)
        except BaseException as error:
            self.give_up(reader, error)
            raise self.told(error, frames.seconds) from error
        ended(reader)
        raise refusal(json.loads(payload))

    def give_up(self, reader: Reader, error: BaseException | None) -> None:
        """End a reader whose answer was cut off, and put another in its place."""
        self.killed += isinstance(error, TimedOut | Gone)
        self._retire(reader) if reader in self._working else self._end(reader)

    def told(self, error: BaseException, seconds: float) -> BaseException:
        """Return the error as the one who asked should hear of it; ``seconds`` is the limit that held."""
        return Busy(_ENDING) if isinstance(error, Gone) and self._closed.is_set() else told(error, seconds)

    def stop(self) -> None:
        """Kill what is at work, and begin nothing more: whoever waits hears :class:`Busy`."""
        self._closed.set()
        for reader in [*self._working, *self._rehearsing]:
            self._kill(reader)

    def close(self) -> None:
        """End every process."""
        self.stop()
        with contextlib.suppress(TimeoutError):
            while True:
                self._end(self._idle.get(0))
        for reader in self._spare:
            self._end(reader)
        self._copy.close()


@lru_cache(maxsize=256)
def _manner(
    limits: Limits,
    base: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...],
    union: bool,
    media: tuple[tuple[str, str | None], ...],
) -> bytes:
    """Return how a query is to be answered, as a line that goes before it; hardly two clients ask in unlike manners."""
    fields = {"base": base, "default": default, "named": named, "union": union, "media": dict(media)}
    return _limited(limits, fields) + b"\n"


def _limited(limits: Limits, fields: Mapping[str, object]) -> bytes:
    return json.dumps({**fields, "rows": limits.rows, "bytes": limits.size}).encode()


@lru_cache(maxsize=256)
def _form(line: bytes) -> tuple[str, str]:
    """Return form and media type of an answer from the line that goes before it."""
    head = json.loads(line)
    return head["form"], head["media"]


class _Body(Iterator[bytes]):
    """The parts of a long result; closed before its end, it ends the reader, even if nobody took a part."""

    def __init__(self, readers: Readers, reader: Reader, ended: Callable[[Reader], None], first: bytes) -> None:
        self._readers, self._reader, self._frames, self._ended = readers, reader, reader.frames, ended
        self._ready, self._done = [first], False

    def __next__(self) -> bytes:
        if not self._ready and not self._done:
            try:
                kind, payload = self._frames.next()
            except BaseException as error:
                self._done = True
                self._readers.give_up(self._reader, error)
                raise self._readers.told(error, self._frames.seconds) from error
            self.take(kind, payload)
        if not self._ready:
            raise StopIteration
        return self._ready.pop(0)

    def take(self, kind: bytes, payload: bytes) -> None:
        """Take the next frame; raises the refusal that it may be."""
        if kind == b"C":
            self._ready.append(payload)
            return
        self._done = True
        self._ended(self._reader)
        if kind == b"X":
            raise refusal(json.loads(payload))

    def close(self) -> None:
        """End the reader, unless it has answered."""
        if not self._done:
            self._done = True
            self._readers.give_up(self._reader, None)
