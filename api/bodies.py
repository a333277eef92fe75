"""Requests → their bytes and parameters, within limits."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import unquote

from flask import Request, request
from werkzeug.exceptions import RequestEntityTooLarge

from api.problems import Problem

_FIELDS = 1000
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")


def media_type(of: Request | None = None) -> str:
    """Return the media type of the request's body, without parameters."""
    return (of if of is not None else request).mimetype.lower()


def body(limit: int) -> bytes:
    """Return the body of the request, decompressed; 413 past the limit, on the wire or after decompression."""
    request.max_content_length = limit
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise Problem(413, f"the body is larger than the {limit:,} bytes allowed") from error
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in {"", "identity"}:
        return raw
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise Problem(
            415, f"the content coding {coding} is not known here", headers={"Accept-Encoding": "gzip, deflate"}
        )
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)  # 32: gzip or zlib, whichever the header says
    try:
        plain = inflate.decompress(raw, limit + 1)
        if not inflate.eof and len(plain) <= limit:
            raise Problem(400, f"the body ends in the middle of its {coding} data")
    except zlib.error as error:
        raise Problem(400, f"the body is no {coding} data") from error
    if len(plain) > limit:
        raise Problem(413, f"the body is larger than {limit:,} bytes when decompressed")
    return plain


def text(raw: bytes) -> str:
    """Return the bytes as text; 400 where they are no UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"byte {error.start} of the body is not UTF-8") from error


def parameters(raw: bytes) -> Mapping[str, list[str]]:
    """Return the parameters of a query string or form, each decoded exactly once; 400 where they are no UTF-8."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    if raw.count(b"&") >= _FIELDS:
        raise Problem(400, f"there are more than {_FIELDS} parameters")
    try:
        for pair in raw.decode("ascii").split("&"):
            if pair:
                name, _, value = pair.partition("=")
                found[unescaped(name)].append(unescaped(value))
    except UnicodeDecodeError as error:
        raise Problem(400, "the parameters are not percent-encoded UTF-8") from error
    return found


def unescaped(field: str) -> str:
    """Return an ASCII name or value of a form as it was before it was escaped; raises :class:`UnicodeDecodeError`.

    A query has a hundred escapes: they are read by a codec that is compiled, where none is malformed.

    >>> unescaped("ASK+%7B%7D+%23+%2541"), unescaped("%C5%82+%")
    ('ASK {} # %41', 'ł %')
    """
    plain = field.replace("+", " ")
    if "%" not in plain:
        return plain
    if "\\" in plain or _STRAY.search(plain):
        return unquote(plain, errors="strict")
    return plain.replace("%", "\\x").encode("ascii").decode("unicode_escape").encode("latin-1").decode("utf-8")


def address() -> Mapping[str, list[str]]:
    """Return the parameters of the request's address."""
    return parameters(request.query_string)
