"""Errors → problem documents (RFC 9457), one shape everywhere; the client never sees a stack trace."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from kg.errors import BadQuery, KgError
from kg.serve.guard import Refused, TooLarge
from kg.serve.readers import Busy, Stopped, Unacceptable, Unsupported

log = logging.getLogger("claimgraph")

_STATUS: tuple[tuple[type[KgError], int], ...] = (
    (Refused, 403),
    (TooLarge, 413),
    (Busy, 503),
    (Stopped, 503),
    (Unacceptable, 406),
    (Unsupported, 501),
    (BadQuery, 400),
)


class Problem(Exception):
    """An answer that is an error: status, what was wrong and what to do, further members, headers."""

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members, self.headers = status, detail, members, headers or {}


def document(status: int, detail: str, headers: dict[str, str] | None = None, **members: Any) -> Response:
    """Return the problem document; ``members`` are extensions (RFC 9457 §3.2)."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    body |= {"instance": f"urn:request:{getattr(g, 'request_id', '')}"} | members
    response = Response(json.dumps(body), status=status, content_type="application/problem+json")
    response.headers.extend(headers or {})
    return response


def install(app: Flask) -> None:
    """Answer every error of the application in this shape."""

    @app.errorhandler(Problem)
    def problem(error: Problem) -> Response:
        return document(error.status, error.detail, error.headers, **error.members)

    @app.errorhandler(KgError)
    def named(error: KgError) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 422)
        if isinstance(error, Unacceptable):
            return document(
                406, f"a result that is {error} has none of the formats asked for: {request.headers.get('Accept')}"
            )
        return document(status, str(error), {"Retry-After": "5"} if status == 503 else None)

    @app.errorhandler(HTTPException)
    def standard(error: HTTPException) -> Response:
        status = error.code or 500
        kept = {
            k: v for k, v in error.get_headers(request.environ) if k.lower() in {"allow", "retry-after", "location"}
        }
        if status < 400:  # a redirect to the canonical address
            return Response(status=status, headers=kept)
        detail = f"there is nothing at {request.path}" if status == 404 else error.description or ""
        return document(status, detail, kept)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        log.error("unforeseen error", exc_info=error, extra={"request_id": getattr(g, "request_id", "")})
        if current_app.testing and current_app.config.get("RAISE"):
            raise error
        return document(500, "the service failed to answer; the request id is in its log")
