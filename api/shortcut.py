"""The ordinary query to ``/sparql`` → its answer, without the framework, which costs more than a small query does.

What is in any way unusual (an update, a compressed or chunked body, parameters at both ends, a method that is not
allowed) goes the long way, where all that can be wrong with a request is told. Both ways end in :mod:`api.querying`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeAlias

from api import bodies
from api.knowledge import Knowledge
from api.outcome import Outcome
from api.problems import told, written
from api.querying import Asking, Given, asking
from api.tokens import Tokens

Environ: TypeAlias = dict[str, Any]
PATH = "/sparql"
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"


class Shortcut:
    """Answers queries from the WSGI environment; None sends the request the long way."""

    def __init__(self, knowledge: Knowledge, tokens: Tokens) -> None:
        self.knowledge, self._tokens, self._limit = knowledge, tokens, knowledge.settings.body_bytes

    def __call__(self, environ: Environ, request_id: str) -> Outcome | None:
        """Answer the request, or leave it alone."""
        asked = self.asked(environ, request_id)
        if not isinstance(asked, Asking):
            return asked
        try:
            answer = self.knowledge.ask(asked.query, tag=asked.tag)
            return asked.outcome(answer, head=environ["REQUEST_METHOD"] == "HEAD")
        except Exception as error:
            return failed(error, environ, request_id)

    def asked(
        self, environ: Environ, request_id: str, *, refused: Callable[[], Outcome | None] = lambda: None
    ) -> Asking | Outcome | None:
        """Return what the readers are asked, or the answer where there is nothing to ask; None leaves it alone.

        ``refused`` is asked before anything costs; not where the request is left alone.
        """
        if environ.get("PATH_INFO") != PATH:
            return None
        try:
            given = self._given(environ)
            if given is None or (refusal := refused()) is not None:
                return None if given is None else refusal
            self._tokens.require("read", str(environ.get("HTTP_AUTHORIZATION", "")))
            accept, match = str(environ.get("HTTP_ACCEPT", "")), str(environ.get("HTTP_IF_NONE_MATCH", ""))
            return asking(self.knowledge, given, accept=accept, if_none_match=match)
        except Exception as error:
            return failed(error, environ, request_id)

    def _given(self, environ: Environ) -> Given | None:
        address = str(environ.get("QUERY_STRING", ""))
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            if "query=" not in address or "update" in address:
                return None
            given = bodies.parameters(address.encode("latin-1"))
            return given if "query" in given else None
        if environ["REQUEST_METHOD"] != "POST" or address:
            return None
        kind = str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower()
        raw = self._body(environ) if kind in {QUERY, FORM} else None
        if raw is None:
            return None
        if kind == QUERY:
            return {"query": [bodies.text(raw)]}
        given = bodies.parameters(raw) if b"query=" in raw and b"update=" not in raw else {}
        if "query" in given:
            return given
        environ["wsgi.input"] = io.BytesIO(raw)
        return None

    def _body(self, environ: Environ) -> bytes | None:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if not length.isdecimal() or int(length) > self._limit:
            return None
        if "HTTP_CONTENT_ENCODING" in environ or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        body: bytes = environ["wsgi.input"].read(int(length))
        return body


def failed(error: Exception, environ: Environ, request_id: str) -> Outcome:
    """Return the error as the client is told of it."""
    return written(told(error, accept=str(environ.get("HTTP_ACCEPT", "")), request_id=request_id), request_id)
