"""Tab-separated results → comma-separated ones: the engine leaves a comma in an IRI unquoted, which breaks the row.

SPARQL 1.1 Query Results CSV and TSV Formats §3, RFC 4180. Works on whole buffers: rows are never taken apart.
"""

from __future__ import annotations

import re

_TERM = re.compile(rb'<([^<>"{}|^`\\\x00-\x20]*)>|"((?:[^"\\]|\\.)*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?')
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_CHARACTERS = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"b": b"\b", b"f": b"\f"}
_SPECIAL = re.compile(rb'[",\r\n]')


class Commas:
    """A stream of TSV, in parts of any size, as CSV."""

    def __init__(self) -> None:
        self._rest, self._header = b"", True

    def take(self, part: bytes) -> bytes:
        r"""Return the rows that are complete with this part.

        >>> commas = Commas()
        >>> commas.take(b'?a\t?b\n<http://x/#1,2>\t"a') + commas.take(b'\\tb"@en\n')
        b'a,b\r\n"http://x/#1,2",a\tb\r\n'
        """
        whole, end, self._rest = (self._rest + part).rpartition(b"\n")
        if not end:
            return b""
        if self._header:
            names, _, whole = (whole + end).partition(b"\n")
            self._header = False
            head = names.replace(b"?", b"").replace(b"\t", b",") + b"\r\n"
            return head + (self._rows(whole[:-1] + end) if whole else b"")
        return self._rows(whole + end)

    def _rows(self, rows: bytes) -> bytes:
        # No tab or line break stands inside a term of TSV: all of them part fields and rows.
        return _TERM.sub(_field, rows.replace(b"\t", b",").replace(b"\n", b"\r\n"))


def _field(match: re.Match[bytes]) -> bytes:
    value = match[1]
    if value is None:
        value = match[2]
        if b"\\" in value:
            value = _ESCAPE.sub(lambda escape: _CHARACTERS.get(escape[1], escape[1]), value)
    return b'"' + value.replace(b'"', b'""') + b'"' if _SPECIAL.search(value) else value
