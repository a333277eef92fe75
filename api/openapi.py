"""The routes and what their operations say → the OpenAPI 3.1 document; a test holds it to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify

from api.operations import KEY, Operation, operation
from kg import __version__

openapi = Blueprint("openapi", __name__)
_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
_VARIABLE = re.compile(r"<(?:(?P<kind>[a-z]+)(?P<choices>\([^)]*\))?:)?(?P<name>[a-z_]+)>")
_REASONS = {
    200: "what was asked for",
    201: "made",
    202: "accepted",
    204: "done",
    303: "described elsewhere, see Location",
    304: "unchanged since the ETag",
    400: "the request is malformed",
    401: "a token is needed",
    403: "the token does not suffice, or the query asks for what is refused",
    404: "there is nothing of this name",
    405: "the method is not for this",
    406: "no acceptable format",
    409: "not as the service is set up",
    412: "the precondition does not hold",
    413: "larger than allowed",
    414: "the address is longer than the server takes: send it by POST",
    415: "a media type that is not taken here",
    422: "understood, but it cannot be done",
    429: "too many requests",
    431: "the headers are longer than the server takes",
    501: "a function the engine does not have",
    502: "an endpoint that the query names did not answer",
    503: "stopped at a limit, or busy: try again",
}
_BY_SERVER = {414, 431}  # the server says so before the application sees the request, without a body
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


@openapi.get("/openapi.json")
@operation("This document", answers={200: {"application/json": {"type": "object"}}})
def document() -> Response:
    """Give the OpenAPI document."""
    return jsonify(described(current_app))


def described(app: Flask) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of an application."""
    settings = app.config["SETTINGS"]
    paths: dict[str, dict[str, Any]] = {}
    for address, variables, method, said in operations(app):
        paths.setdefault(address, {})[method.lower()] = _operation(said, variables, method)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "version": __version__,
            "summary": "Claims read from news articles, and which of them cannot both be true.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Problem": {
                    "type": "object",
                    "description": "RFC 9457",
                    "required": ["type", "title", "status", "detail", "instance"],
                    "properties": {
                        "type": {"type": "string"},
                        "title": {"type": "string"},
                        "status": {"type": "integer"},
                        "detail": {"type": "string"},
                        "instance": {"type": "string"},
                    },
                }
            },
        },
    }


def operations(app: Flask) -> Iterator[tuple[str, dict[str, dict[str, Any]], str, Operation]]:
    """Yield address, its variables, method and operation of every route; OPTIONS and the static files are left out."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint == "static" or rule.endpoint in app.config.get("UNDESCRIBED", ()):
            continue
        said: dict[str, Operation] = view.__dict__["operations"]
        variables = {match["name"]: _schema(match["kind"], match["choices"]) for match in _VARIABLE.finditer(rule.rule)}
        address = _VARIABLE.sub(lambda match: "{" + match["name"] + "}", rule.rule)
        for method in _METHODS:
            if method in (rule.methods or ()):
                yield address, variables, method, said["GET" if method == "HEAD" and "HEAD" not in said else method]


def _schema(kind: str | None, choices: str | None) -> dict[str, Any]:
    if kind == "any" and choices:
        return {"type": "string", "enum": [word.strip() for word in choices.strip("()").split(",")]}
    return {"type": "string", "minLength": 1} if kind == "path" else {"type": "string", "pattern": f"^{KEY}$"}


def _operation(said: Operation, variables: dict[str, dict[str, Any]], method: str) -> dict[str, Any]:
    found: dict[str, Any] = {"summary": said.summary}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": schema} for name, schema in variables.items()
    ] + [
        {"name": p.name, "in": "query", "required": p.required, "description": p.help, "schema": p.schema()}
        for p in said.parameters
    ]
    if parameters:
        found["parameters"] = parameters
    if said.body:
        found["requestBody"] = {"required": True, "content": {m: {"schema": s} for m, s in said.body.items()}}
    if said.scope != "read":
        found["security"] = [{"token": []}]
    answers = {str(status): _answer(status, body, method) for status, body in said.answers.items()}
    problem = {"application/problem+json": {"schema": _PROBLEM}}
    for status in sorted(_errors(said, variables)):
        content = {} if method == "HEAD" or status in _BY_SERVER else {"content": problem}
        answers.setdefault(str(status), {"description": _REASONS[status]} | content)
    found["responses"] = answers
    return found


def _answer(status: int, body: dict[str, Any] | None, method: str) -> dict[str, Any]:
    content = {media: {"schema": schema} if schema else {} for media, schema in (body or {}).items()}
    return {"description": _REASONS[status]} | ({"content": content} if content and method != "HEAD" else {})


def _errors(said: Operation, variables: dict[str, Any]) -> set[int]:
    found = {400, 429, 503} | set(said.errors)
    if variables:
        found.add(404)
    if variables or said.parameters:
        found |= _BY_SERVER
    if said.scope != "read":
        found |= {401, 403, 422}
    else:
        found |= {401, 403}  # a service may be closed to strangers
    if said.body:
        found |= {413, 415}
    return found
