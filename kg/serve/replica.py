"""A copy of the store, in a process of its own, from which the processes that answer outside queries are forked.

``python -m kg.serve.replica FD`` holds the copy and follows the store's deltas; each fork shares its memory, answers
one query at a time and can be killed at any moment without harm. A fork cannot open a file or a socket, so that no
query can make it fetch anything, and its memory is limited.
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

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
)

from kg.serve.csv_rows import Commas
from kg.serve.delta import follow
from kg.serve.rehearse import rehearsed
from kg.serve.rows import Rows, counter
from kg.serve.wire import Gone, Incoming, receive, send

_CHUNK = 131_072
_CSV, _TSV = "text/csv", "text/tab-separated-values"


def main() -> None:
    """Hold the copy until the owner of the store is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    store, children = Store(), set[int]()
    with contextlib.suppress(Gone):
        while True:
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


def _fork(control: socket.socket, store: Store, limits: dict[str, int]) -> int:
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * _CHUNK)
    gc.freeze()  # the collector must not touch, and so copy, the pages that are shared
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            ours.close()
            control.close()
            _confine(theirs, address_space() + limits["memory"])
            _answer_all(socket.socket(fileno=3), store)
            status = 0
        finally:
            os._exit(status)
    theirs.close()
    socket.send_fds(control, [str(pid).encode().ljust(16)], [ours.fileno()])
    ours.close()
    return pid


def _confine(peer: socket.socket, memory: int) -> None:
    """Leave the process one socket, no way to open another file or connection, and a share of memory."""
    with contextlib.suppress(OSError, AttributeError):  # Linux: die with the process that holds the copy
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.dup2(peer.detach(), 3)
    os.closerange(4, 1024)
    resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def address_space() -> int:
    """Return the bytes of address space the process has now (0 where the system does not say)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0


def _answer_all(peer: socket.socket, store: Store) -> None:
    frames = Incoming(peer)
    with contextlib.suppress(Gone):
        while True:
            tag, payload = frames.next()
            if tag in b"DNS":
                follow(store, tag, payload)
                continue
            try:
                _answer(peer, store, tag, json.loads(payload))
            except Gone:
                raise
            except Exception as error:
                send(peer, b"X", json.dumps(_named(error)).encode())


def _named(error: Exception) -> dict[str, str]:
    if isinstance(error, _Problem):
        return {"kind": error.kind, "detail": error.detail}
    if isinstance(error, SyntaxError):
        return {"kind": "syntax", "detail": str(error)}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "detail": "the query needed more memory than one query may use"}
    if "not supported" in str(error):
        return {"kind": "unsupported", "detail": str(error)}
    return {"kind": "evaluation", "detail": str(error)}


class _Problem(Exception):
    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


def _answer(peer: socket.socket, store: Store, tag: bytes, request: dict[str, Any]) -> None:
    if tag == b"U":
        delta = rehearsed(store, request["update"], base=request["base"])
        send(peer, b"A", b'{"form": "delta", "media": ""}\n' + delta.encoded())
    elif tag == b"G":
        media = request["media"]
        out = _Out(peer, {"form": "graph", "media": media}, rows=None, limits=request)
        graph = None if request["graph"] is None else NamedNode(request["graph"])
        if request["everything"]:
            store.dump(out, RdfFormat.from_media_type(media))  # type: ignore[arg-type]
        else:
            store.dump(out, RdfFormat.from_media_type(media), from_graph=graph or DefaultGraph())  # type: ignore[arg-type]
        out.end()
    else:
        _query(peer, store, request)


def _query(peer: socket.socket, store: Store, request: dict[str, Any]) -> None:
    dataset: dict[str, Any] = {"use_default_graph_as_union": request["union"]}
    if request["default"] is not None:  # SPARQL 1.1 Query §13.2: naming one of the two leaves the other empty
        dataset = {
            "default_graph": [NamedNode(iri) for iri in request["default"]],
            "named_graphs": [NamedNode(iri) for iri in request["named"]],
        }
    results = store.query(request["query"], base_iri=request["base"], **dataset)
    form = "graph" if isinstance(results, QueryTriples) else "boolean" if isinstance(results, QueryBoolean) else "rows"
    media = request["media"].get(form)
    if media is None:
        raise _Problem("unacceptable", form)
    rows = counter(media) if form == "rows" else None
    commas = Commas() if form == "rows" and media == _CSV else None
    out = _Out(peer, {"form": form, "media": media}, rows=rows, limits=request, commas=commas)
    try:
        if isinstance(results, QueryTriples):
            results.serialize(out, RdfFormat.from_media_type(media))  # type: ignore[arg-type]
        elif isinstance(results, QuerySolutions | QueryBoolean):
            syntax = QueryResultsFormat.from_media_type(_TSV if commas is not None else media)
            results.serialize(cast(IO[bytes], out), syntax)
    except Exception:
        if out.problem is not None:
            raise out.problem from None
        raise
    out.end()


class _Out(io.RawIOBase):
    """What the serialiser writes to: frames to the service, until a limit is passed."""

    def __init__(
        self,
        peer: socket.socket,
        head: dict[str, str],
        *,
        rows: Rows | None,
        limits: dict[str, Any],
        commas: Commas | None = None,
    ) -> None:
        self._peer, self._head, self._rows, self._commas = peer, head, rows, commas
        self._most_rows, self._most_bytes = limits["rows"], limits["bytes"]
        self._waiting, self._size, self._passed = list[bytes](), 0, 0
        self.problem: _Problem | None = None

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._waiting.append(bytes(part))
        self._size += len(part)
        if self._size >= _CHUNK:
            begins, content = not self._passed, self._taken()
            if begins:
                send(self._peer, b"H", json.dumps(self._head).encode())
            send(self._peer, b"C", content)
        return len(part)

    def _taken(self) -> bytes:
        """Return what waits to be sent; raises what :attr:`problem` then says, where that would pass a limit."""
        part = b"".join(self._waiting)
        self._waiting.clear()
        whole = not self._passed and self._size < _CHUNK
        self._passed, self._size = self._passed + len(part), 0
        if self._rows is not None and not (whole and len(part) <= self._most_rows):  # a row has a byte at least
            self._rows.see(part)
            if self._rows.seen > self._most_rows:
                self._stop(f"the result has more than {self._most_rows:,} rows: use LIMIT and OFFSET")
        if self._passed > self._most_bytes:
            self._stop(f"the result is larger than {self._most_bytes:,} bytes: use LIMIT, or a dump")
        return part if self._commas is None else self._commas.take(part)

    def _stop(self, detail: str) -> None:
        self.problem = _Problem("limit", detail)
        raise self.problem

    def end(self) -> None:
        """Send what is left, and that it was all; a result that fits goes as one frame, behind its head."""
        if self._passed:
            send(self._peer, b"C", self._taken())
            send(self._peer, b"E")
        else:
            content = self._taken()
            send(self._peer, b"A", json.dumps(self._head).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
