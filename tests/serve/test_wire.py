"""Frames: whole, in order, however the bytes arrive; who waits for them waits no longer than it should."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.serve.idle import Idle
from kg.serve.wire import Frames, Gone, Incoming, TimedOut, receive, send

SIZES = st.lists(st.sampled_from([0, 1, 4, 5, 6, 65_530, 65_531, 65_532, 65_536, 70_000, 200_000]), max_size=6)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


@settings(deadline=None, max_examples=30)
@given(SIZES)
def test_frames_come_as_they_were_sent(sizes: list[int]) -> None:
    sent = [(b"ABC"[n % 3 : n % 3 + 1], bytes([n]) * size) for n, size in enumerate(sizes)]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        thread = threading.Thread(target=lambda: [send(theirs, tag, payload) for tag, payload in sent * 2])
        thread.start()
        assert [receive(ours) for _ in sent] == sent
        incoming = Incoming(ours)
        assert [incoming.next() for _ in sent] == sent
        thread.join()


def test_a_frame_that_does_not_come_is_given_up_in_its_time(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(b"A\x00\x00")  # a frame that stops in its head
    frames = Frames(ours)
    for _ in range(2):  # of an answer, and of the next
        frames.begin(0.05)
        with pytest.raises(TimedOut):
            frames.next()
        with pytest.raises(TimedOut):
            frames.next()


def test_the_end_of_the_other_side_is_told(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.close()
    frames = Frames(ours)
    frames.begin(5)
    with pytest.raises(Gone):
        frames.next()
    with pytest.raises(Gone):
        send(ours, b"A", b"x" * 1_000_000)


def test_who_waits_longest_is_served_first_and_nobody_overtakes() -> None:
    idle, served = Idle[str]([]), list[tuple[int, str]]()
    threads = []
    for number in range(3):
        threads.append(threading.Thread(target=lambda n=number: served.append((n, idle.get(30)))))
        threads[-1].start()
        while len(idle._waiting) <= number:
            pass
    for number, thread in enumerate(threads):
        idle.put(f"thing {number}")
        thread.join()
    assert served == [(n, f"thing {n}") for n in range(3)]


def test_who_gives_up_leaves_nothing_behind() -> None:
    idle = Idle[str]([])
    with pytest.raises(TimeoutError):
        idle.get(0)
    idle.put("a")
    assert idle.get(0) == "a"
