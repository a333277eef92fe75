"""Outside queries → bytes: a set of processes, each with a copy of the store, that can be killed and replaced.

The owner of the store publishes what each write changed; a reader follows before it answers, so that whoever has
written reads what he wrote. A query past its time is killed with its process; a reader that dies is replaced unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from kg.serve.answers import Answer, Busy, Limits, Query, Stopped, Unacceptable, Unsupported, refusal, told
from kg.serve.copy import Chooses, Dumps, Reader
from kg.serve.delta import Delta, decoded
from kg.serve.pool import ENDING, Pool
from kg.serve.wire import Gone, TimedOut, send

__all__ = ["Answer", "Busy", "Limits", "Query", "Readers", "Stopped", "Unacceptable", "Unsupported"]


class Readers:
    """The processes that answer. ``dump`` writes the owner's store; call it only while nobody writes.

    ``choose`` is asked at the start, and as the store grows, whether they read it from checkpoints.
    """

    def __init__(
        self,
        dump: Dumps,
        *,
        size: int = 4,
        limits: Limits | None = None,
        log_bytes: int = 64_000_000,
        choose: Chooses = lambda: None,
    ) -> None:
        self.limits = limits if limits is not None else Limits()
        self.size = size
        self.pool = Pool(dump, size=size, limits=self.limits, log_bytes=log_bytes, choose=choose)
        self.publish = self.pool.copy.publish
        self._rehearsing: set[Reader] = set()

    @property
    def killed(self) -> int:
        """How many readers were killed in the middle of an answer."""
        return self.pool.killed

    def ask(self, query: Query) -> Answer:
        """Answer a query.

        Raises :class:`BadQuery` where it cannot be parsed or evaluated, :class:`Unacceptable`, :class:`Stopped` and
        :class:`Busy`. The body must be read to its end or closed: that frees the reader.
        """
        return self._request(b"Q", manner(self.limits, query) + query.text.encode())

    def dump(self, media: str, *, graph: str | None = None, everything: bool = False) -> Answer:
        """Return one graph (None: the default graph), or everything, in an RDF format."""
        fields = {"media": media, "graph": graph, "everything": everything}
        return self._request(b"G", _limited(self.limits, fields))

    def rehearse(self, update: str, *, base: str, seconds: float | None = None) -> Delta:
        """Run an update on a copy of its own and return what it would change; the caller holds the lock on writing."""
        reader = self.pool.copy.fork()
        self._rehearsing.add(reader)
        try:
            self.pool.check_open()
            request = json.dumps({"update": update, "base": base}).encode()
            answer = self._answer(reader, b"U", request, ended=lambda _: None, seconds=seconds)
            return decoded(b"".join(answer.body))
        finally:
            self._rehearsing.discard(reader)
            self.pool.end(reader)

    def _request(self, tag: bytes, request: bytes) -> Answer:
        reader = self.pool.take()
        return self._answer(reader, tag, request, ended=self.pool.give_back)

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
        self.pool.killed += isinstance(error, TimedOut | Gone)
        self.pool.retire(reader) if reader in self.pool.working else self.pool.end(reader)

    def told(self, error: BaseException, seconds: float) -> BaseException:
        """Return the error as the one who asked should hear of it; ``seconds`` is the limit that held."""
        return Busy(ENDING) if isinstance(error, Gone) and self.pool.closed.is_set() else told(error, seconds)

    def stop(self) -> None:
        """Kill what is at work, and begin nothing more: whoever waits hears :class:`Busy`."""
        self.pool.stop()
        for reader in self._rehearsing:
            self.pool.kill(reader)

    def close(self) -> None:
        """End every process."""
        self.stop()
        self.pool.close()


def manner(limits: Limits, query: Query) -> bytes:
    """Return how a query is to be answered, as a line that goes before it."""
    media, types = tuple(query.media.items()), tuple(query.types.items())
    return _manner(limits, query.base, query.default, query.named, query.union, media, types)


@lru_cache(maxsize=256)
def _manner(
    limits: Limits,
    base: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...],
    union: bool,
    media: tuple[tuple[str, str | None], ...],
    types: tuple[tuple[str, str], ...],
) -> bytes:
    """Return the line; hardly two clients ask in unlike manners."""
    fields = {"base": base, "default": default, "named": named, "union": union, "media": dict(media)}
    return _limited(limits, fields | {"types": dict(types)}) + b"\n"


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
