"""Queries whose answers the readers write to the clients' sockets themselves: begun and ended without waiting.

One thread, a loop over what its sockets say, uses all of this but :meth:`Errands._fetch`; where a reader must first be
made or told of writes, another thread waits for that.
"""

from __future__ import annotations

import json
import select
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias
from weakref import WeakValueDictionary

from kg.serve.answers import Busy, Query, refusal
from kg.serve.client import WRITTEN
from kg.serve.copy import Reader
from kg.serve.idle import Place
from kg.serve.readers import Readers, manner
from kg.serve.wire import Gone, TimedOut

_MANNERS = 256
_WAITING = 6  # errands at a reader, the one it works at among them
Post: TypeAlias = Callable[[Callable[[], None]], None]
"""Lets the loop do something soon, whichever thread asks."""


@dataclass(slots=True, eq=False)
class Errand:
    """A query, the socket its answer goes to, the header lines before it; ``ended`` is told when it is over.

    ``untold`` says whether nothing was written to the socket yet. What came of it: bytes ``written``, the ``rest`` that
    the socket did not take, the ``error`` that is to be told, and whether the answer had ``begun`` by then.
    """

    query: Query
    client: int
    head: bytes
    ended: Callable[[], None]
    untold: Callable[[], bool]
    begun: bool = False
    written: int = 0
    rest: bytes = b""
    error: BaseException | None = None
    since: float = field(default_factory=time.monotonic)


class Errands:
    """The errands of one loop, which tells what it hears from the readers' sockets.

    Where many ask, some errands wait in the inbox of a reader that is still at work, so that it need not sleep; if its
    work takes long, they are taken back.
    """

    def __init__(self, readers: Readers, heard: select.epoll, post: Post) -> None:
        self._readers, self._pool, self._heard, self._post = readers, readers.pool, heard, post
        self._line: dict[Place[Reader | None], Errand] = {}
        self._working: dict[int, tuple[Reader, deque[Errand]]] = {}
        self._watched: WeakValueDictionary[int, Reader] = WeakValueDictionary()
        self._manners: dict[tuple[object, ...], tuple[object, bytes]] = {}
        self._threads = ThreadPoolExecutor(readers.size + 1, thread_name_prefix="errand")
        self._pool.slowed = lambda reader: post(partial(self._relieve, reader))

    def begin(self, errand: Errand) -> None:
        """Send an errand to a reader as soon as there is one."""
        place = self._pool.idle.line_up(lambda place: self._post(partial(self._came, place)))
        self._line[place] = errand
        if place.given:
            self._came(place)
        else:
            self._fill()

    def _came(self, place: Place[Reader | None]) -> None:
        errand, resting = self._line.pop(place), place.given[0]
        if resting is not None and self._pool.fit(resting):
            self._go(errand, self._pool.begin(resting))
        else:
            self._threads.submit(self._fetch, errand, resting)

    def _fetch(self, errand: Errand, resting: Reader | None) -> None:
        try:
            try:
                reader = self._pool.prepared(resting)
            except Gone:
                reader = self._pool.take()
        except BaseException as error:
            self._post(partial(self._fail, errand, error))
        else:
            self._post(partial(self._go, errand, reader))

    def _go(self, errand: Errand, reader: Reader) -> None:
        """Send the errand to a reader that has no other."""
        reader.begin(self._readers.limits.seconds)
        if reader.expired:  # killed for the errand before, or about to be
            self._threads.submit(self._pool.retire, reader)
            self.begin(errand)
            return
        errands = deque([errand])
        self._working[reader.peer.fileno()] = reader, errands
        try:
            if not reader.watched:
                self._heard.register(reader.peer.fileno(), select.EPOLLIN | select.EPOLLET)
                self._watched[reader.peer.fileno()] = reader
                reader.watched = True
            self._put(errand, reader)
        except (Gone, OSError) as error:
            self._lost(reader, errands, error)

    def _put(self, errand: Errand, reader: Reader) -> None:
        query = errand.query
        key = id(query.media), query.base, query.default, query.named, query.union
        kept = self._manners.get(key)
        if kept is None or kept[0] is not query.media:  # the same mapping as a rule: it is kept by what was accepted
            if len(self._manners) >= _MANNERS:
                self._manners.clear()
            kept = self._manners[key] = query.media, manner(self._readers.limits, query)
        reader.inbox.put(reader.told, b"%b%b\0%b" % (kept[1], errand.head, query.text.encode()), errand.client)

    def _fill(self) -> None:
        """Let errands wait at readers that will soon be done; not before others that have waited longer."""
        while self._line and (first := self._pool.idle.first) in self._line and first is not None:
            quick = [work for work in self._working.values() if len(work[1]) < _WAITING and self._pool.quick(work[0])]
            if not quick:
                return
            reader, errands = min(quick, key=lambda work: len(work[1]))
            if not self._pool.idle.leave(first):
                return
            errand = self._line.pop(first)
            errands.append(errand)
            try:
                self._put(errand, reader)
            except Gone:  # it is no more, which will be heard of, or has no room
                errands.remove(errand)
                self._post(partial(self.begin, errand))
                return

    def hear(self, descriptor: int, events: int) -> None:
        """Take what a reader has to say, if the socket is that of a reader at work; of others, only that it died."""
        if events & select.EPOLLHUP and (watched := self._watched.get(descriptor)) is not None:
            watched.dead = True  # nobody will say so again
        reader, errands = self._working.get(descriptor, (None, None))
        if reader is None or errands is None:
            return
        try:
            while errands and (frame := reader.frames.arrived()):
                if frame[0] == b"H":
                    errands[0].begun = True
                    reader.until, reader.work_until = None, reader.work() + self._readers.limits.seconds
                else:
                    self._answered(reader, errands, *frame)
        except Gone as error:
            self._lost(reader, errands, error)

    def _answered(self, reader: Reader, errands: deque[Errand], kind: bytes, payload: bytes) -> None:
        errand = errands.popleft()
        if kind == b"D":
            (errand.written,), errand.rest = WRITTEN.unpack_from(payload), payload[WRITTEN.size :]
        else:
            errand.error = refusal(json.loads(payload))
        if errands:
            reader.begin(self._readers.limits.seconds)
        else:
            del self._working[reader.peer.fileno()]
            if reader.yielding:
                self._threads.submit(self._pool.give_back, reader)
            else:
                self._pool.give_back(reader)
        errand.ended()
        self._fill()

    def _relieve(self, reader: Reader) -> None:
        """Take back what waits at a reader that takes its time."""
        found, errands = self._working.get(reader.peer.fileno(), (None, None))
        if found is reader and errands is not None and len(errands) > 1:
            again = self._taken_back(reader, errands)
            if not errands:  # it has not even begun: whose turn it is stays
                errands.append(again.pop(0))
                self._put(errands[0], reader)
            for errand in again:
                self.begin(errand)

    @staticmethod
    def _taken_back(reader: Reader, errands: deque[Errand]) -> list[Errand]:
        """Return what the reader has not taken, and will not."""
        return [errands.pop() for _ in range(reader.inbox.take_back())][::-1]

    def _lost(self, reader: Reader, errands: deque[Errand], error: Exception) -> None:
        """The reader was killed or died, with the errand it had taken; begin that again if an earlier one was meant."""
        del self._working[reader.peer.fileno()]
        again = self._taken_back(reader, errands)
        why = TimedOut() if reader.expired else error
        early = reader.expired and time.monotonic() < reader.since + self._readers.limits.seconds
        self._threads.submit(self._readers.give_up, reader, why)
        for errand in errands:
            if early and not errand.begun and errand.untold():
                self.begin(errand)
                continue
            errand.error = self._readers.told(why, self._readers.limits.seconds)
            errand.ended()
        for errand in again:
            self.begin(errand)

    @staticmethod
    def _fail(errand: Errand, error: BaseException) -> None:
        errand.error = error
        errand.ended()

    def look(self) -> None:
        """Turn away who has waited too long for a reader."""
        latest = time.monotonic() - self._readers.limits.waiting
        for place, errand in [(place, each) for place, each in self._line.items() if each.since < latest]:
            if self._pool.idle.leave(place):
                del self._line[place]
                self._fail(errand, Busy("all readers are busy: try again in a moment"))

    def close(self) -> None:
        """End the threads that wait."""
        self._threads.shutdown(wait=False, cancel_futures=True)
