"""A copy of the store, in a process of its own, from which the processes that answer outside queries are forked.

``python -m kg.serve.replica FD`` holds the copy and follows the store's deltas; each fork shares its memory, answers
one query at a time and can be killed at any moment without harm. A fork cannot open a file or a socket, so that no
query can make it fetch anything, and its memory is limited. Where the store is too large for that, each fork opens a
checkpoint of it on disk; it can open files then, and no socket either.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import json
import os
import resource
import select
import signal
import socket
import sys
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import RdfFormat, Store, parse

from kg.serve import sealing
from kg.serve.delta import follow
from kg.serve.evaluate import FILES, answer_all
from kg.serve.inbox import Inbox
from kg.serve.output import CHUNK
from kg.serve.wire import Gone, receive, send


def main() -> None:
    """Hold the copy until the owner of the store is gone, or wants no more forks and the last has ended."""
    control = socket.socket(fileno=int(sys.argv[1]))
    store, children, wanted = Store(), set[int](), True
    with contextlib.suppress(Gone):
        while wanted or children:
            if not select.select([control], [], [], 1.0)[0]:
                _reap(children)
                continue
            tag, payload = receive(control)
            if tag in b"DNS":
                follow(store, tag, payload)
            elif tag == b"L":
                dump = cast(IO[bytes], _Frames(control, payload))
                store.bulk_extend(parse(input=dump, format=RdfFormat.N_QUADS))
                send(control, b"R")
            elif tag == b"F":
                _reap(children)
                children.add(_fork(control, store, json.loads(payload)))
            elif tag == b"E":
                wanted = False
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    os._exit(0)  # nothing to save, and freeing a large store takes seconds


class _Frames(io.RawIOBase):
    """The dump that follows on the control socket, as a file; an empty frame ends it."""

    def __init__(self, control: socket.socket, first: bytes) -> None:
        self._control, self._rest, self._ended = control, first, not first

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest and not self._ended:
            _, self._rest = receive(self._control)
            self._ended = not self._rest
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _reap(children: set[int]) -> None:
    for pid in list(children):
        if os.waitpid(pid, os.WNOHANG)[0]:
            children.discard(pid)


def _fork(control: socket.socket, store: Store, limits: dict[str, Any]) -> int:
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * CHUNK)
    gc.freeze()  # the collector must not touch, and so copy, the pages that are shared
    inbox = Inbox.fresh()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            answer_all(*_confined(theirs, inbox.theirs, store, limits["memory"], checkpoint=limits["checkpoint"]))
            status = 0
        finally:
            os._exit(status)
    theirs.close()
    socket.send_fds(control, [str(pid).encode().ljust(16)], [ours.fileno(), *inbox.descriptors()])
    ours.close()
    inbox.close()
    return pid


def _confined(
    peer: socket.socket, inbox: socket.socket, store: Store, memory: int, *, checkpoint: str
) -> tuple[socket.socket, socket.socket, Store]:
    """Leave the process two sockets, no way to open another file or connection, and a share of memory.

    With a checkpoint, the store in it and no way to open another connection.
    """
    with contextlib.suppress(OSError, AttributeError):  # Linux: die with the process that holds the copy
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    for number, kept in enumerate([os.dup(each.fileno()) for each in (peer, inbox)], start=3):
        os.dup2(kept, number)
    peer.detach(), inbox.detach()
    os.closerange(FILES, 1024)
    if checkpoint:
        sealing.open_no_sockets()
        store = Store(checkpoint)
    most = address_space() + memory
    if not checkpoint:
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES + 1, FILES + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(20_000, 20, 100)  # a query leaves nothing behind for the collector: it may look seldom
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return socket.socket(fileno=3), socket.socket(fileno=4), store


def address_space() -> int:
    """Return the bytes of address space the process has now (0 where the system does not say)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


if __name__ == "__main__":
    main()
