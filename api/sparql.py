"""SPARQL 1.1 Protocol: query and update at one address, the service description on a GET without a query."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, request

from api import bodies, negotiate
from api.describe import service_description
from api.knowledge import Knowledge
from api.operations import Parameter, operation
from api.problems import Problem
from api.querying import QUERYING, Given, answered, graphs, one
from api.settings import Settings
from api.shortcut import FORM, QUERY
from api.tokens import require
from kg.serve.dataset import using
from kg.serve.delta import Delta
from kg.serve.guard import Bounds, screened

sparql = Blueprint("sparql", __name__)
_UPDATE = "application/sparql-update"


def knowledge() -> Knowledge:
    """Return what this application knows."""
    found: Knowledge = current_app.config["KNOWLEDGE"]
    return found


def settings() -> Settings:
    """Return the settings of this application."""
    found: Settings = current_app.config["SETTINGS"]
    return found


_QUERYING = (
    Parameter("default-graph-uri", "a graph of the default graph", "iri", repeats=True),
    Parameter("named-graph-uri", "a named graph", "iri", repeats=True),
)
_RESULTS: dict[str, Any] = {media: {} for media in (*negotiate.ROWS, *negotiate.GRAPH, negotiate.HTML)}


@sparql.get("/sparql")
@operation(
    "Answer a query; without one, describe the endpoint",
    Parameter("query", "SPARQL 1.1 query; a long one is sent by POST", most=60_000),
    *_QUERYING,
    answers={200: _RESULTS, 304: None},
    errors=(403, 406, 413, 501, 502),
)
def get() -> Response:
    """Answer a query given in the address; without one, describe the service (SPARQL 1.1 Protocol §2.1.1)."""
    require("read")
    given = bodies.address()
    if "update" in given:
        raise Problem(400, "an update is sent by POST, not in the address")
    if "query" not in given and not request.query_string:
        return service_description()
    return _query(given)


@sparql.post("/sparql")
@operation(
    "Answer a query, or run an update (with a token)",
    *_QUERYING,
    Parameter("using-graph-uri", "a graph that an update's patterns match", "iri", repeats=True),
    Parameter("using-named-graph-uri", "a named graph that an update's patterns match", "iri", repeats=True),
    body={
        "application/x-www-form-urlencoded": {"type": "object", "properties": {"query": {"type": "string"}}},
        "application/sparql-query": {"type": "string"},
        "application/sparql-update": {"type": "string"},
    },
    answers={200: _RESULTS, 204: None, 304: None},
    errors=(401, 403, 406, 422, 501, 502),
    methods=("POST",),
)
def post() -> Response:
    """Answer a query or run an update, sent as a form or as it is (SPARQL 1.1 Protocol §2.1.2, 2.1.3, 2.2)."""
    kind, given = bodies.media_type(), bodies.address()
    if kind == FORM:
        form = bodies.parameters(bodies.body(_body_limit()))
        if ("query" in form) == ("update" in form):
            raise Problem(400, "the form needs either query= or update=")
        if "update" in form:
            return _update(form)
        require("read")
        return _query(form)
    if kind not in {QUERY, _UPDATE}:
        raise Problem(
            415, f"{kind or 'a body without media type'} is not taken here: send {QUERY}, {_UPDATE} or a form"
        )
    if {"query", "update"} & set(given):
        raise Problem(400, "the request carries a query or update both in its address and in its body")
    if kind == _UPDATE:
        require("write")
        return _update({**given, "update": [bodies.text(bodies.body(_body_limit()))]})
    require("read")
    return _query({**given, "query": [bodies.text(bodies.body(_body_limit()))]})


def _body_limit() -> int:
    return settings().body_bytes


def _query(given: Given) -> Response:
    headers = request.headers
    return answered(
        knowledge(),
        given,
        accept=headers.get("Accept", ""),
        if_none_match=headers.get("If-None-Match", ""),
        head=request.method == "HEAD",
    ).response()


def _update(given: Given) -> Response:
    require("write")
    if stray := QUERYING & given.keys():
        raise Problem(400, f"{', '.join(sorted(stray))} belongs to a query, not to an update")
    text = one(given, "update")
    default, named = graphs(given, "using-graph-uri"), graphs(given, "using-named-graph-uri")
    screened(text, Bounds(settings().update_length, settings().query_depth), update=True)
    if default or named:
        text = using(text, default, named)
    knowledge().update(text, base=settings().base + "sparql", allowed=allowed)
    return Response(status=204)


def allowed(delta: Delta) -> None:
    """Raise :class:`Problem` where a write would break the rules of the model's own graphs (:mod:`api.rules`)."""
    current_app.config["RULES"](delta)
