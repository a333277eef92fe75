"""The bytes of an ordinary request → its environment (PEP 3333), and an answer's status and headers → bytes.

Only requests are read whose meaning no two servers could see differently (RFC 9112): anything else is left to a server
that reads all of HTTP.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from typing import Any

_REQUEST = re.compile(rb"(GET|POST) (/[!->@-~]*)(?:\?([!-~]*))? HTTP/1\.1\r\n")
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):([^\x00-\x08\x0a-\x1f\x7f]*)\r\n")
_END = b"\r\n\r\n"
_UNUSUAL = {"TRANSFER_ENCODING", "CONTENT_ENCODING", "EXPECT", "UPGRADE", "TE", "TRAILER", "RANGE"}
MOST = 16_384
"""Bytes of the longest request that is read here."""


@dataclass(slots=True)
class Received:
    """A request: what came of it, the bytes after it, and whether the connection is kept."""

    environ: dict[str, Any]
    rest: bytes
    kept: bool


class Unusual(Exception):
    """The request is none that is read here."""


def received(raw: bytes, paths: frozenset[bytes], client: str) -> Received | None:
    """Return the request that the bytes begin with; None where some of it has not come yet.

    Raises :class:`Unusual` for another path, too, as soon as it is clear.

    >>> found = received(b"GET /a?b=c HTTP/1.1\\r\\nHost: x\\r\\nAccept: */*\\r\\n\\r\\n", frozenset({b"/a"}), "::1")
    >>> found.environ["QUERY_STRING"], found.environ["HTTP_ACCEPT"], found.kept
    ('b=c', '*/*', True)
    """
    line = _REQUEST.match(raw)
    if line is None:
        if b"\n" in raw or len(raw) > MOST:
            raise Unusual
        return None
    if line[2] not in paths:
        raise Unusual
    end = raw.find(_END, line.end() - 2)
    if end < 0:
        if len(raw) > MOST:
            raise Unusual
        return None
    fields, length, kept = _fields(raw[line.end() : end + 2])
    start = end + len(_END)
    if len(raw) < start + length:
        if start + length > MOST:
            raise Unusual
        return None
    if len(raw) > MOST or (length and line[1] == b"GET"):
        raise Unusual
    environ = {
        **fields,
        "REQUEST_METHOD": line[1].decode(),
        "PATH_INFO": line[2].decode(),
        "QUERY_STRING": (line[3] or b"").decode(),
        "REMOTE_ADDR": client,
        "wsgi.input": io.BytesIO(raw[start : start + length]),
    }
    return Received(environ, raw[start + length :], kept)


@lru_cache(maxsize=256)
def _fields(block: bytes) -> tuple[dict[str, str], int, bool]:
    """Return the header fields, the length of the body, and whether the connection is kept; one client's are alike."""
    fields = dict[str, str]()
    at = 0
    while at < len(block):
        field = _FIELD.match(block, at)
        if field is None:
            raise Unusual
        name, value = field[1].decode().upper().replace("-", "_"), field[2].decode("latin-1").strip(" \t")
        if name in _UNUSUAL or name in fields:
            raise Unusual
        fields[name] = value
        at = field.end()
    connection, length = fields.get("CONNECTION", "keep-alive").lower(), fields.get("CONTENT_LENGTH", "0")
    if "HOST" not in fields or connection not in {"keep-alive", "close"} or not re.fullmatch("[0-9]{1,6}", length):
        raise Unusual
    bare = {"CONTENT_TYPE", "CONTENT_LENGTH"}
    named = {name if name in bare else f"HTTP_{name}": value for name, value in fields.items()}
    return named, int(length), connection == "keep-alive"


def lines(headers: Iterable[tuple[str, str]]) -> bytes:
    """Return header lines.

    >>> lines([("Vary", "Accept"), ("ETag", '"1"')])
    b'Vary: Accept\\r\\nETag: "1"\\r\\n'
    """
    return "".join([f"{name}: {value}\r\n" for name, value in headers]).encode("latin-1")


def last(*, kept: bool) -> bytes:
    """Return the lines of the date and, if so, that the connection ends with this answer."""
    date = _date(int(time.time()))
    return date if kept else date + b"Connection: close\r\n"


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    return f"Date: {formatdate(second, usegmt=True)}\r\n".encode()
