"""Readers at rest and at work: taken, given back, replaced; long work makes room, and ends when its time is over."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable

from kg.serve.answers import Busy, Limits
from kg.serve.copy import Chooses, Copy, Dumps, Reader
from kg.serve.idle import Idle
from kg.serve.wire import Gone

_QUICK = 0.05  # seconds within which an answer is expected: after that others need not wait for its reader
ENDING = "the service is ending: ask again in a moment"


class Pool:
    """The processes that answer. A place at rest may be None: its reader is made when it is needed."""

    def __init__(self, dump: Dumps, *, size: int, limits: Limits, log_bytes: int, choose: Chooses) -> None:
        self.limits, self.killed = limits, 0
        at_once = min(size, os.cpu_count() or 1)  # more quick queries at a time than processors only hinder
        self.idle = Idle[Reader | None]([None] * at_once)
        self.spare: list[Reader | None] = [None] * (size - at_once)
        self.working: set[Reader] = set()
        self.closed, self._placing = threading.Event(), threading.Lock()
        self.slowed: Callable[[Reader], None] = lambda reader: None  # told of a reader that takes its time
        self.copy = Copy(dump, memory=limits.memory, log_bytes=log_bytes, choose=choose)
        self.copy.outgrown = self._renew
        threading.Thread(target=self._watch, name="readers", daemon=True).start()

    def take(self) -> Reader:
        """Return a reader that knows every write; raises :class:`Busy`."""
        deadline = time.monotonic() + self.limits.waiting
        while True:
            try:
                resting = self.idle.get(max(deadline - time.monotonic(), 0.001))
            except TimeoutError:
                raise Busy("all readers are busy: try again in a moment") from None
            with contextlib.suppress(Gone):
                return self.prepared(resting)

    def prepared(self, resting: Reader | None) -> Reader:
        """Tell what rested all it must know, or make it; raises :class:`Gone` where another must be taken."""
        try:
            self.check_open()
            reader = resting if resting is not None else self.copy.fork()
            self.copy.catch_up(reader)
            self.begin(reader)
            if reader.expired:
                self.working.discard(reader)
                raise Gone("killed for the query before")
        except Gone:
            self.end(resting)
            self.idle.put(None)
            raise
        except Busy:
            self.idle.put(resting)
            raise
        return reader

    def fit(self, resting: Reader) -> bool:
        """Say whether a reader can take a query as it is."""
        return self.copy.knows_all(resting) and not (resting.dead or resting.expired or self.closed.is_set())

    def quick(self, reader: Reader) -> bool:
        """Say whether a reader at work may soon take another query."""
        return self.fit(reader) and not (reader.slow or reader.yielding) and time.monotonic() - reader.since < _QUICK

    def begin(self, reader: Reader) -> Reader:
        """Let a reader work, from now on."""
        reader.begin()
        self.working.add(reader)
        if self.closed.is_set():
            self.kill(reader)  # it went past :meth:`stop`
        return reader

    def check_open(self) -> None:
        """Raise :class:`Busy` once the service ends."""
        if self.closed.is_set():
            raise Busy(ENDING)

    def give_back(self, reader: Reader) -> None:
        """Let a reader rest that has answered."""
        if reader.yielding:
            self.retire(reader)
        else:
            self.working.discard(reader)
            self._rest(reader, reader)

    def retire(self, reader: Reader) -> None:
        """Kill a reader and put another in its place."""
        self.working.discard(reader)
        self.end(reader)
        fresh = None
        if not self.closed.is_set():
            with contextlib.suppress(Busy):
                fresh = self.copy.fork()
        self._rest(reader, fresh)

    def _rest(self, worked: Reader, resting: Reader | None) -> None:
        """Let a reader rest in the place of the one that worked."""
        with self._placing:
            slow, worked.slow = worked.slow, False
            if slow:
                self.spare.append(resting)
        if not slow:
            self.idle.put(resting)

    def _renew(self) -> None:
        """End all readers at rest: each is made anew when it is needed."""
        resting: list[Reader | None] = []
        with contextlib.suppress(TimeoutError):
            while True:
                resting.append(self.idle.get(0))
        with self._placing:
            spare, self.spare = self.spare, [None] * len(self.spare)
        for reader in (*resting, *spare):
            self.end(reader)
        for _ in resting:
            self.idle.put(None)

    def end(self, reader: Reader | None) -> None:
        """End a reader for good."""
        if reader is not None:
            self.kill(reader)
            reader.forget()

    def kill(self, reader: Reader) -> None:
        """Kill its process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(reader.pid, signal.SIGKILL)

    def _watch(self) -> None:
        """Look after the readers that take their time, until the service ends."""
        while not self.closed.wait(_QUICK):
            now = time.monotonic()
            for reader in [each for each in list(self.working) if now - each.since > _QUICK]:
                self._stand_in(reader)
                with contextlib.suppress(OSError):
                    self._look_after(reader, now)

    def _look_after(self, reader: Reader, now: float) -> None:
        """End what is past its time or nobody fetches, let long work yield."""
        if self._over(reader, now):
            reader.expired = True  # nobody begins with it from here on
            if self._over(reader, now):
                self.kill(reader)
            else:  # somebody had begun just before
                reader.expired = False
        elif reader.begun is None:
            reader.begun = reader.work()
        elif not reader.yielding and reader.work() - reader.begun > self.limits.patience:
            reader.yielding = True
            os.setpriority(os.PRIO_PROCESS, reader.pid, 19)

    def _over(self, reader: Reader, now: float) -> bool:
        """Say whether the time of its query is over, or that of fetching the answer."""
        return now - reader.since > self.limits.sending or reader.past(now)

    def _stand_in(self, reader: Reader) -> None:
        """Call a spare reader for one that takes its time."""
        self.slowed(reader)
        with self._placing:
            if reader.slow or reader not in self.working or not self.spare:
                return
            reader.slow, spare = True, self.spare.pop()
        self.idle.put(spare)

    def stop(self) -> None:
        """Kill what is at work, and begin nothing more: whoever waits hears :class:`Busy`."""
        self.closed.set()
        for reader in list(self.working):
            self.kill(reader)

    def close(self) -> None:
        """End every process."""
        self.stop()
        with contextlib.suppress(TimeoutError):
            while True:
                self.end(self.idle.get(0))
        for reader in self.spare:
            self.end(reader)
        self.copy.close()
