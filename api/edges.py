"""Every request and every response, at the edge: request id, rate, CORS, security headers, log line, metrics."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import threading
import time
from collections.abc import Callable

from flask import Flask, Response, g, request

from api.metrics import Metrics
from api.problems import document
from api.settings import Settings

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_EXPOSED = "ETag, Link, Location, Last-Modified, Retry-After, X-Request-Id"
_ACCEPTED = "Accept, Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id"
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_log = logging.getLogger("claimgraph.access")


def install(app: Flask) -> None:
    """Put the edges around the application."""
    settings: Settings = app.config["SETTINGS"]
    metrics: Metrics = app.config["METRICS"]
    rate = Rate(settings.rate)

    @app.before_request
    def begin() -> Response | None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        g.started = time.perf_counter()
        metrics.active.inc()
        g.counted = True
        if request.method == "OPTIONS":
            return _options(app)
        wait = rate.wait(client(settings))
        if wait and not request.path.startswith("/health"):
            detail = f"more than {settings.rate} requests a minute came from this address: wait {wait} s"
            return document(429, detail, {"Retry-After": str(wait)})
        return None

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        framed = "frame-ancestors *" in response.headers.get("Content-Security-Policy", "")
        for name, value in _SECURITY.items():
            if not (framed and name == "X-Frame-Options"):
                response.headers.setdefault(name, value)
        if response.status_code == 401 or request.headers.get("Authorization"):
            response.headers.setdefault("Cache-Control", "no-store")
        response.call_on_close(_finished(metrics, settings, response, g.get("started", time.perf_counter())))
        return response


def client(settings: Settings) -> str:
    """Return the address the request came from; a proxy is believed only where one is configured."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.proxies and len(hops) >= settings.proxies:
        return hops[-settings.proxies]
    return request.remote_addr or ""


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


def _finished(metrics: Metrics, settings: Settings, response: Response, started: float) -> Callable[[], None]:
    method, path, status = request.method, request.path, response.status_code
    route = request.url_rule.rule if request.url_rule is not None else "none"
    request_id, address = g.get("request_id", ""), client(settings)
    counted = g.pop("counted", False)

    def finished() -> None:
        seconds = time.perf_counter() - started
        if counted:
            metrics.active.dec()
        metrics.requests.labels(method=method, route=route, status=str(status)).inc()
        metrics.seconds.labels(route=route).observe(seconds)
        fields = {"id": request_id, "client": address, "method": method, "path": path, "status": status}
        _log.info("request", extra={"fields": fields | {"seconds": round(seconds, 4)}})

    return finished


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


class JsonLines(logging.Formatter):
    """A log record → one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {"time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        line |= {"event": record.getMessage()} | getattr(record, "fields", {})
        if hasattr(record, "request_id"):
            line["id"] = record.request_id
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """A log record → one line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = " ".join(f"{k}={v}" for k, v in getattr(record, "fields", {}).items())
        return f"{self.formatTime(record)} {record.levelname} {record.getMessage()} {fields}".rstrip()


def log_to_stderr(form: str) -> None:
    """Send the service's log lines to standard error, in this form."""
    root = logging.getLogger("claimgraph")
    root.handlers.clear()
    root.propagate = False
    if form != "off":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines() if form == "json" else TextLines())
        root.addHandler(handler)
    root.setLevel(logging.INFO if form != "off" else logging.CRITICAL)
