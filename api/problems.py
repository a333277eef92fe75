"""Errors → problem documents (RFC 9457), one shape everywhere; the client never sees a stack trace."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from api.outcome import Outcome
from kg.errors import BadQuery, KgError
from kg.serve.federation import Unanswered
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
    (Unanswered, 502),
    (BadQuery, 400),
)


class Problem(Exception):
    """An answer that is an error: status, what was wrong and what to do, further members, headers."""

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members, self.headers = status, detail, members, headers or {}


def told(error: Exception, *, accept: str, request_id: str) -> Problem:
    """Return what the client is told of an error; one that nobody foresaw is logged, and told without its insides."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Unacceptable):
        return Problem(406, f"a result that is {error} has none of the formats asked for: {accept or None}")
    if isinstance(error, KgError):
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 422)
        return Problem(status, str(error), headers={"Retry-After": "5"} if status == 503 else None)
    log.error("unforeseen error", exc_info=error, extra={"request_id": request_id})
    return Problem(500, "the service failed to answer; the request id is in its log")


def written(problem: Problem, request_id: str) -> Outcome:
    """Return the problem as a document; its members are extensions (RFC 9457 §3.2)."""
    status = problem.status
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": problem.detail}
    content = json.dumps(body | {"instance": f"urn:request:{request_id}"} | problem.members).encode()
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(content)))]
    return Outcome(status, [*headers, *problem.headers.items()], [content])


def document(status: int, detail: str, headers: dict[str, str] | None = None, **members: Any) -> Response:
    """Return a problem document as a response of the application."""
    return _response(Problem(status, detail, headers=headers, **members))


def _response(problem: Problem) -> Response:
    return written(problem, getattr(g, "request_id", "")).response()


def install(app: Flask) -> None:
    """Answer every error of the application in this shape."""

    @app.errorhandler(Problem)
    @app.errorhandler(KgError)
    def named(error: Problem | KgError) -> Response:
        return _response(told(error, accept=request.headers.get("Accept", ""), request_id=g.request_id))

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
        problem = told(error, accept="", request_id=getattr(g, "request_id", ""))
        if current_app.testing and current_app.config.get("RAISE"):
            raise error
        return _response(problem)
