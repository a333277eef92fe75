"""What the service knows: the store that lasts, its readers, and a number for every state it was in."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import RdfFormat, Triple

from api.settings import Settings
from kg.serve.checkpoints import Checkpoints, checkpoints
from kg.serve.delta import Delta, decoded
from kg.serve.followed import Followed, touched
from kg.serve.mirrored import opened
from kg.serve.readers import Answer, Limits, Query, Readers
from kg.store import Store
from kg.vocab import KG

_REMEMBERED = 100_000  # large results of which it is remembered, in one state, that they were asked for


class Knowledge:
    """One writer, many readers: ``store`` for articles and claims, ``quads`` for triples, ``ask`` for strangers."""

    def __init__(self, settings: Settings) -> None:
        self._backend = opened(settings.store)
        self.store = _store(self._backend, settings)
        self.base = self.store.base
        self.settings = replace(settings, base=self.base)
        self.quads = self._backend.quads
        self.writing = self._backend.writing
        self.boot = secrets.token_hex(4)
        self.number = 0  # of the state: every write makes another
        self.changed = datetime.now(UTC).replace(microsecond=0)
        self._graphs: dict[str, int] = {}
        self._counted = (-1, 0)
        self.described: tuple[int, list[Triple]] = (-1, [])
        self._cache = Cache(settings.cache_bytes)
        limits = Limits(
            seconds=settings.query_seconds,
            rows=settings.query_rows,
            size=settings.query_bytes,
            memory=settings.query_memory,
            waiting=settings.queue_seconds,
        )
        self.readers = Readers(
            lambda output: self._backend.dump(output, RdfFormat.N_QUADS),
            size=settings.readers,
            limits=limits,
            choose=self._read_from,
        )
        self._backend.listener = self._wrote
        self.outside: Callable[[Delta], None] = lambda delta: None

    def _read_from(self) -> Checkpoints | None:
        """Return what the readers are to read from; None: a copy in memory."""
        folder = self.settings.folder
        if folder is None:
            return None
        self._backend.flush()  # so that the files have all that was written
        return checkpoints(folder, self._copied, most=self.settings.copy_bytes)

    def _copied(self, path: Path) -> None:
        self.quads.backup(str(path))

    def _wrote(self, tag: bytes, payload: bytes) -> None:
        self.readers.publish(tag, payload)
        self.number += 1  # after the readers know: an older answer is never kept under a newer number
        self.changed = datetime.now(UTC).replace(microsecond=0)
        for name in decoded(payload).graphs() if tag == b"D" else touched(tag, payload):
            self._graphs[name] = self.number
        self._cache.clear()

    def apply(self, delta: Delta) -> None:
        """Write what came from outside, whole or not at all; the readers follow, and ``outside`` is told."""
        self._backend.apply(delta)
        self.outside(delta)

    def update(self, text: str, *, base: str, allowed: Callable[[Delta], None]) -> None:
        """Run an update: rehearsed on a copy, looked at by ``allowed``, then applied."""
        with self.writing:
            delta = self.readers.rehearse(text, base=base, seconds=self.settings.update_seconds)
            allowed(delta)
            self.apply(delta)

    def ask(self, query: Query, *, tag: str = "") -> Answer:
        """Answer a query, from what is remembered or by a reader; ``tag`` is the request's own, where it has one."""
        key = tag or self.tag(query.text, query.media, query.default, query.named, query.union)
        if (kept := self.remembered(key)) is not None:
            return kept
        answer = self.readers.ask(query)
        if isinstance(answer.body, list):
            self._cache.put(key, (answer.form, answer.media, answer.body[0]))
        elif self._cache.asked_again(key):
            answer.body = _Kept(answer, key, self._cache)
        return answer

    def remembered(self, tag: str) -> Answer | None:
        """Return the answer of this name, if it was kept."""
        kept = self._cache.get(tag)
        return None if kept is None else Answer(kept[0], kept[1], [kept[2]], len(kept[2]))

    def asked_again(self, tag: str) -> bool:
        """Say whether the answer of this name was asked for before: it is worth being kept, then."""
        return self._cache.size > 0 and self._cache.asked_again(tag)

    def count(self) -> int:
        """Return the number of quads, counted once a state."""
        number, quads = self._counted
        if number != self.number:
            number, quads = self._counted = (self.number, len(self.quads))
        return quads

    def tag(self, *what: object) -> str:
        """Return a name for an answer to this request in this state of the store."""
        return hashlib.sha256(repr((self.boot, self.number, *what)).encode()).hexdigest()[:32]

    def graph_state(self, name: str) -> str:
        """Return a name for the state of one graph, an N-Triples term or DEFAULT."""
        return f"{self.boot}-{self._graphs.get(name, 0)}"

    def backup(self, target: Path) -> None:
        """Copy the store to a folder that does not exist yet, while it is in use."""
        self._backend.backup(target)

    def close(self) -> None:
        """End the readers and let go of the store, everything written."""
        self.readers.close()
        with suppress(OSError), self.writing:
            self.store.close()


def _store(backend: Followed, settings: Settings) -> Store:
    """Open the store; a new one takes the configured base, or the address on which it is served first.

    ``DROP ALL`` drops the record of the base too, so a store in a folder has it written down beside the quads.
    """
    beside = settings.folder / "base" if settings.folder is not None else None
    base = settings.base or None
    if base is None and next(backend.match(None, KG.base), None) is None:
        kept = beside.read_text(encoding="utf-8").strip() if beside is not None and beside.exists() else ""
        base = kept or f"http://127.0.0.1:{settings.port}/"
    store = Store(backend, base=base)
    if beside is not None:
        beside.write_text(store.base, encoding="utf-8")
    return store


class _Kept(Iterator[bytes]):
    """A result as it passes: what came to its end, and is not too large, is kept for the next who asks."""

    def __init__(self, answer: Answer, key: str, cache: Cache) -> None:
        self._answer, self._body, self._key, self._cache = answer, iter(answer.body), key, cache
        self._parts: list[bytes] | None = []
        self._size = 0

    def __next__(self) -> bytes:
        try:
            part = next(self._body)
        except StopIteration:
            if self._parts is not None:
                self._cache.put(self._key, (self._answer.form, self._answer.media, b"".join(self._parts)))
                self._parts = None
            raise
        if self._parts is not None:
            self._parts.append(part)
            self._size += len(part)
            if self._size > self._cache.largest:
                self._parts = None
        return part

    def close(self) -> None:
        """End the reader if the result was not taken to its end."""
        if close := getattr(self._body, "close", None):
            close()


class Cache:
    """The latest results, by the request and the state they answer; a large one once it is asked for again."""

    def __init__(self, size: int) -> None:
        self.size, self.largest = size, size // 4
        self._asked: set[str] = set()
        self._kept: OrderedDict[str, tuple[str, str, bytes]] = OrderedDict()
        self._bytes, self._lock = 0, threading.Lock()

    def get(self, key: str) -> tuple[str, str, bytes] | None:
        """Return what was kept under the key."""
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return kept

    def asked_again(self, key: str) -> bool:
        """Say whether this large result was asked for before, in this state: collecting it costs, and most are not."""
        with self._lock:
            if key in self._asked:
                return True
            if len(self._asked) < _REMEMBERED:
                self._asked.add(key)
            return False

    def put(self, key: str, result: tuple[str, str, bytes]) -> None:
        """Keep a result, at the cost of the oldest."""
        with self._lock:
            if key in self._kept or len(result[2]) > self.largest:
                return
            self._kept[key] = result
            self._bytes += len(result[2]) + 200
            while self._bytes > self.size and self._kept:
                self._bytes -= len(self._kept.popitem(last=False)[1][2]) + 200

    def clear(self) -> None:
        """Forget everything: the store has changed."""
        with self._lock:
            self._kept.clear()
            self._asked.clear()
            self._bytes = 0
