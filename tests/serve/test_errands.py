"""A reader that is killed for one query, and the query that comes next: it is asked again, not answered 503."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator

import pytest

from kg.serve.copy import Reader
from kg.serve.errands import Errand, Errands
from kg.serve.readers import Limits, Query, Readers, Stopped

CSV = "text/csv"
MEDIA: dict[str, str | None] = {"rows": CSV, "boolean": CSV, "graph": "text/turtle"}
TYPES = {"rows": "text/csv; charset=utf-8"}
MANY = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(1000)))} }}" for name in "abcd")
COUNTED = f"SELECT (COUNT(*) AS ?n) {{ {MANY.split('VALUES ?c')[0]} VALUES ?c {{ 1 2 3 4 5 6 7 8 }} }}"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {MANY} }}"


class Loop:
    """What the door does for errands: it listens to the readers, and does what is posted."""

    def __init__(self, readers: Readers) -> None:
        self.heard, self.soon = select.epoll(), deque[Callable[[], None]]()
        self.errands = Errands(readers, self.heard, self.soon.append)
        self.sockets: list[socket.socket] = []

    def until(self, done: Callable[[], bool]) -> None:
        latest = time.monotonic() + 20
        while not done():
            assert time.monotonic() < latest, "nothing came of it"
            for descriptor, events in self.heard.poll(0.01):
                self.errands.hear(descriptor, events)
            while self.soon:
                self.soon.popleft()()

    def send(self, query: str, *, untold: bool = True) -> tuple[Errand, socket.socket, list[str]]:
        client, theirs = socket.socketpair()
        over: list[str] = []
        asked = Query(query, MEDIA, "http://x/", types=TYPES)
        errand = Errand(asked, theirs.fileno(), b"", lambda: over.append(query), lambda: untold)
        self.sockets += client, theirs
        self.errands.begin(errand)
        return errand, client, over


@pytest.fixture
def readers() -> Iterator[Readers]:
    readers = Readers(lambda output: None, size=1, limits=Limits(seconds=20))
    yield readers
    readers.close()


@pytest.fixture
def loop(readers: Readers) -> Iterator[Loop]:
    loop = Loop(readers)
    yield loop
    loop.errands._threads.shutdown(wait=True)
    loop.heard.close()
    for each in loop.sockets:
        each.close()


def at_work(loop: Loop, readers: Readers) -> Reader:
    loop.until(lambda: bool(readers.pool.working))
    (reader,) = readers.pool.working
    before = reader.work()
    loop.until(lambda: reader.work() - before > 0.05)  # it has taken the query out of its inbox
    return reader


def test_a_query_whose_reader_is_killed_for_the_one_before_is_asked_again(loop: Loop, readers: Readers) -> None:
    errand, client, over = loop.send(COUNTED)
    reader = at_work(loop, readers)
    reader.expired = True  # as the watch has it, whose kill meets the next query
    os.kill(reader.pid, signal.SIGKILL)
    loop.until(lambda: bool(over))
    assert errand.error is None
    assert client.recv(10_000).endswith(b"\r\n\r\nn\r\n8000000\r\n")


def test_what_the_client_has_begun_to_read_is_not_asked_again(loop: Loop, readers: Readers) -> None:
    errand, _, over = loop.send(ENDLESS, untold=False)
    reader = at_work(loop, readers)
    reader.expired = True
    os.kill(reader.pid, signal.SIGKILL)
    loop.until(lambda: bool(over))
    assert isinstance(errand.error, Stopped)


def test_a_query_that_had_its_time_is_not_asked_again(loop: Loop, readers: Readers) -> None:
    errand, _, over = loop.send(ENDLESS)
    reader = at_work(loop, readers)
    reader.since -= 20
    reader.until = reader.since
    loop.until(lambda: bool(over))
    assert isinstance(errand.error, Stopped)
    assert "after 20 seconds" in str(errand.error)


def test_a_reader_that_is_being_killed_gets_no_other_query(loop: Loop, readers: Readers) -> None:
    resting = readers.pool.idle.get(10)
    doomed = readers.pool.prepared(resting)
    readers.pool.give_back(doomed)
    doomed.expired = True
    assert not readers.pool.fit(doomed)
    assert b"true" in b"".join(readers.ask(Query("ASK {}", MEDIA, "http://x/")).body)
    errand, client, over = loop.send("SELECT ?n { VALUES ?n { 7 } }")
    loop.until(lambda: bool(over))
    assert errand.error is None
    assert client.recv(1000).endswith(b"n\r\n7\r\n")
    assert doomed not in readers.pool.working


def test_the_watch_spares_a_reader_that_has_just_begun_another_query(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = readers.pool.copy.fork()
    told = [True, False]
    monkeypatch.setattr(Reader, "past", lambda reader, now: told.pop(0))
    reader.begin(20)
    readers.pool._look_after(reader, time.monotonic())
    assert not reader.expired
    assert reader.work() >= 0
    os.kill(reader.pid, 0)
    readers.pool.end(reader)
