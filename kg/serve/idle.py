"""What is at rest → who needs it next: the last to rest works first, who has waited longest is served first."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
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
        self._waiting: deque[Place[Resting]] = deque()
        self._lock = threading.Lock()

    def get(self, seconds: float) -> Resting:
        """Take one; raises :class:`TimeoutError` where none comes to rest in so many seconds."""
        came = threading.Lock()
        came.acquire()
        place = self.line_up(lambda _: came.release())
        if not place.given and not came.acquire(timeout=seconds) and self.leave(place):
            raise TimeoutError
        return place.given[0]

    def line_up(self, came: Callable[[Place[Resting]], object]) -> Place[Resting]:
        """Take one, at once or later: ``came`` is then told of the place, by whoever lets it rest."""
        place = Place[Resting](came)
        with self._lock:
            if self._resting:
                place.given.append(self._resting.pop())
            else:
                self._waiting.append(place)
        return place

    @property
    def first(self) -> Place[Resting] | None:
        """The place at the head of the line, if anybody waits."""
        with self._lock:
            return self._waiting[0] if self._waiting else None

    def leave(self, place: Place[Resting]) -> bool:
        """Leave the line; False where something was given meanwhile."""
        with self._lock:
            if place.given:
                return False
            self._waiting.remove(place)
            return True

    def put(self, thing: Resting) -> None:
        """Hand it to who has waited longest, or let it rest."""
        with self._lock:
            if not self._waiting:
                self._resting.append(thing)
                return
            place = self._waiting.popleft()
            place.given.append(thing)
        place.came(place)


class Place(Generic[Resting]):
    """A place in the line; ``given`` holds what was given to it."""

    __slots__ = ("came", "given")

    def __init__(self, came: Callable[[Place[Resting]], object]) -> None:
        self.came = came
        self.given: list[Resting] = []
