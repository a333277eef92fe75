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
from dataclasses import dataclass
from functools import lru_cache
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

from kg.serve import sealing
from kg.serve.csv_rows import Commas
from kg.serve.delta import follow
from kg.serve.output import CHUNK, Limit, Output, Problem
from kg.serve.rehearse import rehearsed
from kg.serve.rows import counter
from kg.serve.wire import Gone, Incoming, receive, send

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


def _fork(control: socket.socket, store: Store, limits: dict[str, Any]) -> int:
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * CHUNK)
    gc.freeze()  # the collector must not touch, and so copy, the pages that are shared
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            ours.close()
            control.close()
            _answer_all(*_confined(theirs, store, limits["memory"], checkpoint=limits["checkpoint"]))
            status = 0
        finally:
            os._exit(status)
    theirs.close()
    socket.send_fds(control, [str(pid).encode().ljust(16)], [ours.fileno()])
    ours.close()
    return pid


def _confined(peer: socket.socket, store: Store, memory: int, *, checkpoint: str) -> tuple[socket.socket, Store]:
    """Leave the process one socket, no way to open another file or connection, and a share of memory.

    With a checkpoint, the store in it and no way to open another connection.
    """
    with contextlib.suppress(OSError, AttributeError):  # Linux: die with the process that holds the copy
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.dup2(peer.detach(), 3)
    os.closerange(4, 1024)
    if checkpoint:
        sealing.open_no_sockets()
        store = Store(checkpoint)
    most = address_space() + memory
    if not checkpoint:
        resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return socket.socket(fileno=3), store


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
                if tag == b"Q":
                    manner, _, query = payload.partition(b"\n")
                    _query(peer, store, _manner(manner), query.decode())
                else:
                    _answer(peer, store, tag, json.loads(payload))
            except Gone:
                raise
            except Exception as error:
                send(peer, b"X", json.dumps(_named(error)).encode())


def _named(error: Exception) -> dict[str, str]:
    if isinstance(error, Problem):
        return {"kind": error.kind, "detail": error.detail}
    if isinstance(error, SyntaxError):
        return {"kind": "syntax", "detail": str(error)}
    if isinstance(error, MemoryError):
        return {"kind": "memory", "detail": "the query needed more memory than one query may use"}
    if "not supported" in str(error):
        return {"kind": "unsupported", "detail": str(error)}
    return {"kind": "evaluation", "detail": str(error)}


def _answer(peer: socket.socket, store: Store, tag: bytes, request: dict[str, Any]) -> None:
    if tag == b"U":
        delta = rehearsed(store, request["update"], base=request["base"])
        send(peer, b"A", _head("delta", "") + b"\n" + delta.encoded())
        return
    media, graph = request["media"], DefaultGraph() if request["graph"] is None else NamedNode(request["graph"])
    out = Output(peer, _head("graph", media), Limit(None, request["bytes"]))
    store.dump(cast(IO[bytes], out), _graph_format(media), from_graph=None if request["everything"] else graph)
    out.end()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a query is to be answered: arguments of the engine, media types by form, limits."""

    arguments: dict[str, Any]
    media: dict[str, str | None]
    limit: Limit


@lru_cache(maxsize=256)
def _manner(line: bytes) -> Manner:
    request = json.loads(line)
    arguments = {"base_iri": request["base"], "use_default_graph_as_union": request["union"]}
    if request["default"] is not None:  # SPARQL 1.1 Query §13.2: naming one of the two leaves the other empty
        arguments = {
            "base_iri": request["base"],
            "default_graph": [NamedNode(iri) for iri in request["default"]],
            "named_graphs": [NamedNode(iri) for iri in request["named"]],
        }
    return Manner(arguments, request["media"], Limit(request["rows"], request["bytes"]))


@lru_cache(maxsize=256)
def _head(form: str, media: str) -> bytes:
    return json.dumps({"form": form, "media": media}).encode()


@lru_cache(maxsize=64)
def _graph_format(media: str) -> RdfFormat:
    return cast(RdfFormat, RdfFormat.from_media_type(media))


@lru_cache(maxsize=64)
def _rows_format(media: str) -> QueryResultsFormat:
    return cast(QueryResultsFormat, QueryResultsFormat.from_media_type(media))


def _query(peer: socket.socket, store: Store, manner: Manner, query: str) -> None:
    results = store.query(query, **manner.arguments)
    form = "graph" if isinstance(results, QueryTriples) else "boolean" if isinstance(results, QueryBoolean) else "rows"
    media = manner.media.get(form)
    if media is None:
        raise Problem("unacceptable", form)
    rows = counter(media) if form == "rows" else None
    commas = Commas() if form == "rows" and media == _CSV else None
    out = Output(peer, _head(form, media), manner.limit, rows=rows, commas=commas)
    try:
        if isinstance(results, QueryTriples):
            results.serialize(cast(IO[bytes], out), _graph_format(media))
        elif isinstance(results, QuerySolutions | QueryBoolean):
            results.serialize(cast(IO[bytes], out), _rows_format(media if commas is None else _TSV))
    except Exception:
        if out.problem is not None:
            raise out.problem from None
        raise
    out.end()


if __name__ == "__main__":
    main()
