"""Every request and every response, at the edge: request id, rate, CORS, security headers, log line, metrics.

The edge lies around the application (WSGI, PEP 3333); what :mod:`api.shortcut` can answer never enters it.
"""

from __future__ import annotations

import logging
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from flask import Flask, Response, g, request

from api.metrics import Metrics
from api.outcome import Outcome
from api.problems import Problem, document, written
from api.settings import Settings

Environ: TypeAlias = dict[str, Any]
Shortcut: TypeAlias = Callable[[Environ, str], Outcome | None]
"""The environment and the request's id → the answer, or nothing where the application must see the request."""

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_ACCEPTED = "Accept, Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id"
_FRAMING = "X-Frame-Options"
_ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Last-Modified, Retry-After, X-Request-Id",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    _FRAMING: "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_FOLDED = {name.lower(): name for name in _ALWAYS}
_STATUS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
_PASSAGE = "claimgraph.passage"
_log = logging.getLogger("claimgraph.access")


@dataclass(slots=True)
class Passage:
    """One request on its way through; the application says by which route it went."""

    id: str
    method: str
    path: str
    client: str
    authorised: bool
    started: float
    route: str = "none"
    status: int = 500


class Edge:
    """The application as the server sees it."""

    def __init__(self, app: Flask, shortcut: Shortcut) -> None:
        self._settings: Settings = app.config["SETTINGS"]
        self._metrics: Metrics = app.config["METRICS"]
        self._rate = Rate(self._settings.rate)
        self._inner, self._shortcut = app.wsgi_app, shortcut
        self.aliases: Mapping[str, str] = {}  # addresses under which :mod:`api.relay` passes clients on, and theirs

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        if known := self.aliases.get(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = known
        passage = self.passage(environ)
        self.entering()
        try:
            outcome = self.refused(passage) or self._shortcut(environ, passage.id)
            if outcome is None:
                return _Passing(self._entered(environ, passage, start_response), self, passage)
        except BaseException:
            self.finished(passage)
            raise
        status, headers = self.leaving(passage, outcome)
        start_response(status, headers)
        if isinstance(outcome.body, list):
            self.finished(passage)
            return outcome.body
        return _Passing(outcome.body, self, passage)

    def passage(self, environ: Environ) -> Passage:
        """Return the passage of a request, which begins now."""
        return _passage(environ, self._settings)

    def entering(self) -> None:
        """Count a request that comes."""
        self._metrics.begun()

    def leaving(self, passage: Passage, outcome: Outcome) -> tuple[str, list[tuple[str, str]]]:
        """Return status line and headers of an answer that did not enter the application."""
        passage.status = outcome.status
        passage.route = passage.path if outcome.status != 429 else "none"
        return _STATUS[outcome.status], _dressed(outcome.headers, passage)

    @staticmethod
    def alike(passage: Passage, headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return these headers and those that every answer carries, but for the request's id."""
        return [(name, value) for name, value in _dressed([*headers], passage) if name != "X-Request-Id"]

    def refused(self, passage: Passage) -> Outcome | None:
        """Return the answer to who asks too often."""
        wait = self._rate.wait(passage.client) if passage.method != "OPTIONS" else 0
        if not wait or passage.path.startswith("/health"):
            return None
        detail = f"more than {self._settings.rate} requests a minute came from this address: wait {wait} s"
        return written(Problem(429, detail, headers={"Retry-After": str(wait)}), passage.id)

    def _entered(self, environ: Environ, passage: Passage, start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            passage.status = int(status.split(" ", 1)[0])
            return start_response(status, _dressed(headers, passage), *more)

        environ[_PASSAGE] = passage
        return self._inner(environ, start)

    def finished(self, passage: Passage) -> None:
        """Count and log a request whose answer has been passed on."""
        seconds = time.perf_counter() - passage.started
        self._metrics.answered(passage.method, passage.route, passage.status, seconds)
        if _log.isEnabledFor(logging.INFO):
            fields = {"id": passage.id, "client": passage.client, "method": passage.method, "path": passage.path}
            _log.info("request", extra={"fields": fields | {"status": passage.status, "seconds": round(seconds, 4)}})


class _Passing(Iterator[bytes]):
    """The parts of an answer as they pass; the request is finished when they end or nobody wants more."""

    def __init__(self, body: Iterable[bytes], edge: Edge, passage: Passage) -> None:
        self._body, self._parts, self._edge, self._passage = body, iter(body), edge, passage
        self._done = False

    def __next__(self) -> bytes:
        return next(self._parts)

    def close(self) -> None:
        if self._done:
            return
        self._done = True
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._edge.finished(self._passage)


def install(app: Flask, shortcut: Shortcut) -> None:
    """Put the edge around the application."""
    app.wsgi_app = Edge(app, shortcut)  # type: ignore[method-assign]

    @app.before_request
    def begin() -> Response | None:
        passage: Passage | None = request.environ.get(_PASSAGE)
        g.request_id = passage.id if passage is not None else ""
        if passage is not None and request.url_rule is not None:
            passage.route = request.url_rule.rule
        return _options(app) if request.method == "OPTIONS" else None


def _passage(environ: Environ, settings: Settings) -> Passage:
    given, path = environ.get("HTTP_X_REQUEST_ID", ""), environ.get("PATH_INFO", "")
    return Passage(
        id=given if given and _ID.fullmatch(given) else f"{random.getrandbits(64):016x}",
        method=environ["REQUEST_METHOD"],
        path=path if path.isascii() else path.encode("latin-1", "replace").decode("utf-8", "replace"),  # PEP 3333
        client=client(environ, settings),
        authorised="HTTP_AUTHORIZATION" in environ,
        started=time.perf_counter(),
    )


def client(environ: Environ, settings: Settings) -> str:
    """Return the address the request came from; a proxy is believed only where one is configured."""
    if settings.proxies:
        hops = [hop.strip() for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.proxies:
            return str(hops[-settings.proxies])
    return environ.get("REMOTE_ADDR") or ""


def _dressed(headers: list[tuple[str, str]], passage: Passage) -> list[tuple[str, str]]:
    """Return the headers with those that every answer carries; what is said already stays as it is said."""
    said = {name.lower(): value for name, value in headers}
    dressed = [*headers, ("X-Request-Id", passage.id)]
    if said.keys() & _FOLDED:
        framed = "frame-ancestors *" in said.get("content-security-policy", "")
        kept = {folded: name for folded, name in _FOLDED.items() if folded not in said}
        dressed += [(name, _ALWAYS[name]) for name in kept.values() if not (framed and name == _FRAMING)]
    else:
        dressed += _ALWAYS.items()
    if (passage.authorised or passage.status == 401) and "cache-control" not in said:
        dressed.append(("Cache-Control", "no-store"))
    return dressed


def _options(app: Flask) -> Response:
    """Answer OPTIONS with what the address allows, for browsers that ask before they send (CORS preflight)."""
    adapter = app.create_url_adapter(request)
    allowed = sorted(adapter.allowed_methods()) if adapter is not None else []
    if not allowed:
        return document(404, f"there is nothing at {request.path}")
    methods = ", ".join(allowed)
    return Response(
        status=204,
        headers={
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": _ACCEPTED,
            "Access-Control-Max-Age": "86400",
        },
    )


class Rate:
    """A bucket an address: it holds a minute's requests and fills as time goes by."""

    def __init__(self, a_minute: int, *, addresses: int = 50_000) -> None:
        self._most, self._addresses = a_minute, addresses
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, address: str) -> int:
        """Take one from the bucket; return 0, or the seconds until there is one again."""
        if not self._most:
            return 0
        now = time.monotonic()
        with self._lock:
            left, at = self._buckets.get(address, (float(self._most), now))
            left = min(self._most, left + (now - at) * self._most / 60)
            if left >= 1:
                self._buckets[address] = (left - 1, now)
                if len(self._buckets) > self._addresses:
                    self._forget(now)
                return 0
            self._buckets[address] = (left, now)
            return int((1 - left) * 60 / self._most) + 1

    def _forget(self, now: float) -> None:
        """Leave out who has not been here for a minute: their bucket is full again."""
        self._buckets = {a: b for a, b in self._buckets.items() if now - b[1] < 60}
