"""Articles in, texts to check, articles out, copies of the store: what changes things, or costs work."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from api import bodies
from api.checking import check_text
from api.findings import inbox, json_body
from api.jobs import Jobs
from api.operations import JSON, Parameter, given, member, operation
from api.problems import Problem
from api.reading import ITEM, iri_of
from api.sparql import knowledge, settings
from api.tokens import require
from kg.errors import StoreError
from kg.read.dated import edtf

writing = Blueprint("writing", __name__)
_JSONL = ("application/jsonl", "application/x-ndjson", "application/json-lines")
_TEXT, _HTML = "text/plain", "text/html"
_ARTICLE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "text": {"type": "string", "description": "the article's words"},
        "html": {"type": "string", "description": "its page, in the place of text"},
        "url": {"type": "string", "description": "its address; fetched where neither text nor html is given"},
        "published": {"type": "string", "description": "EDTF"},
        "title": {"type": "string"},
        "publisher": {"type": "string"},
        "language": {"type": "string"},
    },
}


def jobs() -> Jobs:
    """Return the line of articles of this application."""
    found: Jobs = current_app.config["JOBS"]
    return found


@writing.post("/articles")
@operation(
    "Send articles to be read",
    Parameter("id", "name of an article sent as text or HTML"),
    Parameter("url", "address of an article sent as text or HTML", "iri"),
    Parameter("published", "its date, EDTF", most=100),
    Parameter("title", "its title"),
    body={JSON: _ARTICLE, _JSONL[1]: {"type": "string"}, _TEXT: {"type": "string"}, _HTML: {"type": "string"}},
    answers={202: {JSON: ITEM}},
    scope="write",
    methods=("POST",),
)
def accept() -> Response:
    """Take articles in as a job: one as JSON, text or HTML, many as JSON Lines, or an address to fetch."""
    require("write")
    named = {name: value for name, value in given().items() if value is not None}
    kind = bodies.media_type()
    if kind in _JSONL:
        articles = list(_lines(bodies.text(bodies.body(settings().body_bytes))))
        if not articles:
            raise Problem(400, "the body has no line")
    elif kind in {_TEXT, _HTML}:
        words = bodies.text(bodies.body(settings().article_bytes))
        articles = [_sound({"text" if kind == _TEXT else "html": words} | named, "the body")]
    else:
        articles = [_sound(json_body(settings().article_bytes), "the body")]
    job = jobs().accept(articles)
    response = jsonify(job.shown())
    response.status_code = 202
    response.location = f"/jobs/{job.id}"
    return response


def _lines(text: str) -> Any:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                sent = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise Problem(400, f"line {number} is no JSON: {error}") from error
            if not isinstance(sent, dict):
                raise Problem(400, f"line {number} is no JSON object")
            yield _sound(sent, f"line {number}")


def _sound(sent: dict[str, Any], where: str) -> dict[str, Any]:
    """Return the article as it was sent; 400 where it could not be read for a reason that shows at once."""
    for name in _ARTICLE["properties"]:
        member(sent, name, most=settings().article_bytes)
    kept = {name: sent[name] for name in _ARTICLE["properties"] if sent.get(name) is not None}
    if not any(str(kept.get(name, "")).strip() for name in ("text", "html", "url")):
        raise Problem(400, f'{where} has neither "text" nor "html" nor "url"')
    if "published" in kept:
        edtf_or_400(kept["published"])
    if not kept.get("id", "x").strip():
        raise Problem(400, f'{where}: "id" is empty')
    kept.setdefault("id", kept.get("url") or f"sent-{secrets.token_hex(8)}")
    return kept


def edtf_or_400(written: str) -> str:
    """Return a date as EDTF; 400 where it is none."""
    from kg.errors import KgError

    try:
        return edtf(written, name="published")
    except (KgError, ValueError) as error:
        raise Problem(400, str(error)) from error


@writing.get("/jobs/<key>")
@operation("How far a job has come", answers={200: {JSON: ITEM}}, errors=(404,))
def job(key: str) -> Response:
    """Give the state of a job, what it stored, what went wrong."""
    require("read")
    given()
    found = jobs().get(key)
    if found is None:
        raise Problem(404, f"there is no job {key[:100]!r}")
    return jsonify(found.shown() | {"findings_settled": inbox().wait(0)})


@writing.delete("/articles/<key>")
@operation(
    "Withdraw an article",
    Parameter("reason", "why it is withdrawn"),
    answers={204: None},
    scope="write",
    errors=(404,),
    methods=("DELETE",),
)
def withdraw(key: str) -> Response:
    """Take an article out whole; a record without its words stays."""
    require("write")
    reason = given()["reason"]
    try:
        touched = knowledge().store.withdraw(iri_of("article", key), now=dt.datetime.now(dt.UTC), reason=reason)
    except StoreError as error:
        raise Problem(404, str(error)) from error
    inbox().look_at(touched)
    return Response(status=204)


@writing.post("/check")
@operation(
    "Check a text against the graph",
    body={
        JSON: {
            "type": "object",
            "required": ["text"],
            "properties": {
                "text": {"type": "string", "minLength": 1},
                "published": {"type": "string", "description": "the date it would carry, EDTF; today by default"},
                "title": {"type": "string"},
            },
        },
        _TEXT: {"type": "string"},
    },
    answers={200: {JSON: ITEM}},
    errors=(422,),
    methods=("POST",),
)
def check() -> Response:
    """Say of each claim of a text whether the graph supports it, contradicts it, saw it outdated, or knows nothing."""
    require("read")
    given()
    if bodies.media_type() == _TEXT:
        sent: dict[str, Any] = {"text": bodies.text(bodies.body(settings().article_bytes))}
    else:
        sent = json_body(settings().article_bytes)
    text = member(sent, "text", most=settings().article_bytes, required=True) or ""
    published, title = member(sent, "published", most=100), member(sent, "title", most=2000)
    day = edtf_or_400(published) if published else None
    return jsonify(check_text(knowledge(), current_app.config["DESK"], text=text, published=day, title=title))


@writing.post("/backup")
@operation(
    "Copy the store while it is in use", answers={201: {JSON: ITEM}}, scope="admin", errors=(409,), methods=("POST",)
)
def backup() -> Response:
    """Copy the store to a new folder under the configured one; the copy can be opened as a store."""
    require("admin")
    given()
    if not settings().backups or not settings().store:
        raise Problem(409, "no copies are made: the service needs the settings backups and store")
    request.get_data(cache=False)
    name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}"
    target = Path(settings().backups) / name
    with knowledge().writing:
        knowledge().backup(target)
    response = jsonify({"name": name, "path": str(target), "quads": knowledge().count()})
    response.status_code = 201
    return response
