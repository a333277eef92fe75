"""SPARQL 1.1 Protocol: query and update at one address, the service description on a GET without a query."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from api import bodies, negotiate
from api.describe import service_description
from api.knowledge import Knowledge
from api.operations import Parameter, operation
from api.problems import Problem
from api.settings import Settings
from api.tokens import require
from kg.serve.dataset import using
from kg.serve.delta import Delta
from kg.serve.guard import Bounds, screened
from kg.serve.readers import Answer, Query

sparql = Blueprint("sparql", __name__)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_QUERY, _UPDATE, _FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
_PARAMETERS = {"query", "default-graph-uri", "named-graph-uri"}, {"update", "using-graph-uri", "using-named-graph-uri"}


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
    errors=(403, 406, 413, 501),
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
    errors=(401, 403, 406, 422, 501),
    methods=("POST",),
)
def post() -> Response:
    """Answer a query or run an update, sent as a form or as it is (SPARQL 1.1 Protocol §2.1.2, 2.1.3, 2.2)."""
    kind, given = bodies.media_type(), bodies.address()
    if kind == _FORM:
        form = bodies.parameters(bodies.body(_body_limit()))
        if ("query" in form) == ("update" in form):
            raise Problem(400, "the form needs either query= or update=")
        if "update" in form:
            return _update(form)
        require("read")
        return _query(form)
    if kind not in {_QUERY, _UPDATE}:
        raise Problem(
            415, f"{kind or 'a body without media type'} is not taken here: send {_QUERY}, {_UPDATE} or a form"
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


def _one(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name, ())
    if len(values) != 1:
        raise Problem(400, f"exactly one {name}= is needed, not {len(values)}")
    return values[0]


def _graphs(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    for iri in given.get(name, ()):
        if not _IRI.fullmatch(iri):
            raise Problem(400, f"{name}={iri!r} is no absolute IRI")
    return tuple(given.get(name, ()))


def _query(given: Mapping[str, Sequence[str]]) -> Response:
    if stray := _PARAMETERS[1] & set(given):
        raise Problem(400, f"{', '.join(sorted(stray))} belongs to an update, not to a query")
    text = _one(given, "query")
    default, named = _graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")
    outline = screened(text, Bounds(settings().query_length, settings().query_depth))
    wanted, engine = _formats(request.headers.get("Accept", ""))
    query = Query(
        text,
        engine,
        base=settings().base + "sparql",
        default=default if default or named else None,
        named=named,
        union=settings().default_graph == "union" and not outline.names_dataset,
    )
    tag = knowledge().tag(text, wanted, default, named)
    if tag in request.if_none_match:
        response = Response(status=304)
    else:
        answer = knowledge().ask(query)
        response = streamed(answer, wanted[answer.form] or answer.media)
    response.set_etag(tag)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"  # may be kept, must be asked about: any write changes the tag
    return response


@lru_cache(maxsize=1000)
def _formats(accept: str) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Return the media type for each form a result can have, and what the engine calls it."""
    ranges = parse_accept_header(accept, MIMEAccept)
    wanted = {
        "rows": negotiate.best(ranges, negotiate.ROWS),
        "boolean": negotiate.best(ranges, negotiate.BOOLEAN),
        "graph": negotiate.best(ranges, negotiate.GRAPH),
    }
    called = {**negotiate.ROWS, **negotiate.GRAPH}
    return wanted, {form: called[media] if media else None for form, media in wanted.items()}


def streamed(answer: Answer, media: str) -> Response:
    """Return the answer as a response that passes its bytes on as they come."""
    response = Response(answer.body, content_type=negotiate.content_type(media))
    if answer.size is not None:
        response.content_length = answer.size
    if request.method == "HEAD":
        answer.body.close() if hasattr(answer.body, "close") else None
        response.response = ()
    return response


def _update(given: Mapping[str, Sequence[str]]) -> Response:
    require("write")
    if stray := _PARAMETERS[0] & set(given):
        raise Problem(400, f"{', '.join(sorted(stray))} belongs to a query, not to an update")
    text = _one(given, "update")
    default, named = _graphs(given, "using-graph-uri"), _graphs(given, "using-named-graph-uri")
    screened(text, Bounds(settings().update_length, settings().query_depth), update=True)
    if default or named:
        text = using(text, default, named)
    knowledge().update(text, base=settings().base + "sparql", allowed=allowed)
    return Response(status=204)


def allowed(delta: Delta) -> None:
    """Raise :class:`Problem` where a write would break the rules of the model's own graphs (:mod:`api.rules`)."""
    current_app.config["RULES"](delta)
