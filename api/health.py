"""Is the service alive, is it ready, how is it doing."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app
from pyoxigraph import NamedNode

from api.operations import operation
from api.problems import Problem
from api.sparql import knowledge
from kg.errors import KgError
from kg.serve.readers import Query

health = Blueprint("health", __name__)
_JSON = "application/sparql-results+json"
_ANY = NamedNode("urn:x-ready:graph")


@health.get("/health")
@health.get("/health/live")
@operation("Is the process alive")
def live() -> Response:
    """Say that the process answers."""
    return _status("live")


@health.get("/health/ready")
@operation("Can the service answer")
def ready() -> Response:
    """Say that the store can be read and a reader answers; 503 where not."""
    try:
        knowledge().quads.contains_named_graph(_ANY)
        answer = knowledge().readers.ask(Query("ASK {}", {"boolean": _JSON}, base="urn:x-ready:"))
        b"".join(answer.body)
    except (KgError, OSError) as error:
        raise Problem(503, f"not ready: {error}", headers={"Retry-After": "5"}) from error
    return _status("ready")


@health.get("/metrics")
@operation("Numbers for Prometheus", answers={200: {"text/plain": {"type": "string"}}})
def metrics() -> Response:
    """Give the numbers of the service in the text format of Prometheus."""
    return Response(current_app.config["METRICS"].text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _status(word: str) -> Response:
    return Response(
        json.dumps({"status": word}), content_type="application/json", headers={"Cache-Control": "no-store"}
    )
