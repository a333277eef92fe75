"""What is at rest → who needs it next: the last to rest works first, who has waited longest is served first."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from typing import Generic, TypeVar

Resting = TypeVar("Resting")


class Idle(Generic[Resting]):
    """A set of things that one thread uses at a time; a thing is handed to who waits, who need not race for it.

    >>> idle = Idle(["a", "b"])
    >>> idle.get(1), idle.get(1)
    ('b', 'a')
    >>> idle.put("a"); idle.get(0)
    'a'
    """

    def __init__(self, resting: Iterable[Resting]) -> None:
        self._resting = list(resting)
        self._waiting: deque[_Place[Resting]] = deque()
        self._lock = threading.Lock()

    def get(self, seconds: float) -> Resting:
        """Take one; raises :class:`TimeoutError` where none comes to rest in so many seconds."""
        with self._lock:
            if self._resting:
                return self._resting.pop()
            place = _Place[Resting]()
            self._waiting.append(place)
        if not place.came.acquire(timeout=seconds):
            with self._lock:
                if not place.given:
                    self._waiting.remove(place)
                    raise TimeoutError
        return place.given[0]

    def put(self, thing: Resting) -> None:
        """Hand it to who has waited longest, or let it rest."""
        with self._lock:
            if not self._waiting:
                self._resting.append(thing)
                return
            place = self._waiting.popleft()
            place.given.append(thing)
        place.came.release()


class _Place(Generic[Resting]):
    """A place in the line: its lock is opened when something was given."""

    def __init__(self) -> None:
        self.given: list[Resting] = []
        self.came = threading.Lock()
        self.came.acquire()
