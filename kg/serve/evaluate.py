"""Requests → answers of the engine, in a process of its own (:mod:`kg.serve.replica`): to the service or the client."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
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
)

from kg.serve.client import ToClient
from kg.serve.csv_rows import Commas
from kg.serve.delta import follow
from kg.serve.inbox import taken_from
from kg.serve.output import Limit, Output, Problem, ToService, Way
from kg.serve.rehearse import rehearsed
from kg.serve.rows import counter
from kg.serve.wire import Gone, Incoming, send

FILES = 5  # descriptors of a reader: nothing three times, service, inbox; one more is the client's, for one answer
_CSV, _TSV = "text/csv", "text/tab-separated-values"


def answer_all(peer: socket.socket, inbox: socket.socket, store: Store) -> None:
    """Answer what comes from the service, and what lies in the inbox, until the service is gone."""
    frames, told = Incoming(peer), 0
    coming = select.poll()
    coming.register(inbox, select.POLLIN)
    coming.register(peer, select.POLLIN)
    with contextlib.suppress(Gone):
        while True:
            message = taken_from(inbox)
            if message is None:
                if frames.waiting or any(descriptor == peer.fileno() for descriptor, _ in coming.poll()):
                    told += _answer(peer, store, *frames.next())
                continue
            while told < message[0]:
                told += _answer(peer, store, *frames.next())
            _pass(peer, store, *message[1:])


def _answer(peer: socket.socket, store: Store, tag: bytes, payload: bytes) -> int:
    """Do what the service wants; return of how many writes it told."""
    if tag in b"DNS":
        follow(store, tag, payload)
        return 1
    with _no_files(), _told(peer):
        if tag == b"Q":
            line, _, query = payload.partition(b"\n")
            _query(lambda form, media: ToService(peer, _head(form, media)), store, line, query.decode())
        else:
            _dump_or_rehearse(peer, store, tag, json.loads(payload))
    return 0


def _pass(peer: socket.socket, store: Store, payload: bytes, client: int) -> None:
    """Answer to the client's own socket, which takes the place of the one file that this process may still open."""
    line, _, rest = payload.partition(b"\n")
    head, _, query = rest.partition(b"\0")
    way: list[ToClient] = []

    def to_client(form: str, media: str) -> ToClient:
        way.append(ToClient(client, peer, head=head, media=_manner(line).types[form]))
        return way[0]

    try:
        _query(to_client, store, line, query.decode())
    except Gone:
        raise
    except Exception as error:
        if way and way[0].gone:
            way[0].left()
        else:
            send(peer, b"X", json.dumps(_named(error)).encode())
    finally:
        way[0].close() if way else os.close(client)


@contextlib.contextmanager
def _told(peer: socket.socket) -> Iterator[None]:
    """Tell the service what goes wrong."""
    try:
        yield
    except Gone:
        raise
    except Exception as error:
        send(peer, b"X", json.dumps(_named(error)).encode())


@contextlib.contextmanager
def _no_files() -> Iterator[None]:
    """Let no file be opened meanwhile, where the process may open none."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most > FILES + 1:
        yield
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


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


def _dump_or_rehearse(peer: socket.socket, store: Store, tag: bytes, request: dict[str, Any]) -> None:
    if tag == b"U":
        delta = rehearsed(store, request["update"], base=request["base"])
        send(peer, b"A", _head("delta", "") + b"\n" + delta.encoded())
        return
    media, graph = request["media"], DefaultGraph() if request["graph"] is None else NamedNode(request["graph"])
    out = Output(ToService(peer, _head("graph", media)), Limit(None, request["bytes"]))
    store.dump(cast(IO[bytes], out), _graph_format(media), from_graph=None if request["everything"] else graph)
    out.end()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a query is to be answered: arguments of the engine, media and content types by form, limits."""

    arguments: dict[str, Any]
    media: dict[str, str | None]
    types: dict[str, bytes]
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
    types = {form: kind.encode() for form, kind in request["types"].items()}
    return Manner(arguments, request["media"], types, Limit(request["rows"], request["bytes"]))


@lru_cache(maxsize=256)
def _head(form: str, media: str) -> bytes:
    return json.dumps({"form": form, "media": media}).encode()


@lru_cache(maxsize=64)
def _graph_format(media: str) -> RdfFormat:
    return cast(RdfFormat, RdfFormat.from_media_type(media))


@lru_cache(maxsize=64)
def _rows_format(media: str) -> QueryResultsFormat:
    return cast(QueryResultsFormat, QueryResultsFormat.from_media_type(media))


def _query(way: Callable[[str, str], Way], store: Store, line: bytes, query: str) -> None:
    manner = _manner(line)
    results = store.query(query, **manner.arguments)
    form = "graph" if isinstance(results, QueryTriples) else "boolean" if isinstance(results, QueryBoolean) else "rows"
    media = manner.media.get(form)
    if media is None:
        raise Problem("unacceptable", form)
    rows = counter(media) if form == "rows" else None
    commas = Commas() if form == "rows" and media == _CSV else None
    out = Output(way(form, media), manner.limit, rows=rows, commas=commas)
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
