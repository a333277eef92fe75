"""The claims and findings as an event stream (LDES 1.0 over TREE) that a client can replicate from and then follow.

``/feed`` names the stream and its first page; every page names the next. A page that is full never changes, but that a
withdrawn article takes its words along: then the versions of its claims stay, empty, and later ones say "gone".
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, request
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from api import negotiate
from api.inbox import Inbox
from api.operations import given, operation
from api.problems import Problem
from api.sparql import knowledge
from api.tokens import require
from kg.exchange.feed import CREATED, VERSION_OF, Log
from kg.vocab import PREFIXES, RDF, XSD

ldes = Blueprint("ldes", __name__)
PAGE = 250  # members of a full page
_TREE, _LDES = "https://w3id.org/tree#", "https://w3id.org/ldes#"
_MEDIA = (negotiate.TURTLE, negotiate.JSONLD, negotiate.NTRIPLES)
_PREFIXES = PREFIXES | {"tree": _TREE, "ldes": _LDES, "dcterms": "http://purl.org/dc/terms/"}
_ANSWERS: dict[int, Any] = {200: {media: {} for media in _MEDIA}, 304: None}
_YEAR = 31_536_000  # seconds that a full page may be kept
_lock = threading.Lock()


@ldes.get("/feed")
@operation("The stream of claims and findings: where it begins", answers=_ANSWERS, errors=(406,))
def feed() -> Response:
    """Name the stream, how its members are ordered, and its first page."""
    require("read")
    given()
    stream, view = NamedNode(f"{knowledge().base}feed#stream"), NamedNode(f"{knowledge().base}feed")
    first = NamedNode(f"{knowledge().base}feed/1")
    triples = [*_stream(stream, view), *_relation(view, first, None)]
    return _answer(triples, immutable=False)


@ldes.get("/feed/<key>")
@operation("One page of the stream", answers=_ANSWERS, errors=(404, 406))
def page(key: str) -> Response:
    """Give a page of members, in the order in which they were noticed, and where the next page is."""
    require("read")
    given()
    log, size = _followed(), int(current_app.config.get("FEED_PAGE", PAGE))
    pages = max(1, -(-len(log.events) // size))
    if not key.isascii() or not key.isdigit() or not 1 <= int(key) <= pages:
        raise Problem(404, f"there are pages 1 to {pages}")
    number = int(key)
    events = log.events[(number - 1) * size : number * size]
    stream = NamedNode(f"{knowledge().base}feed#stream")
    node = NamedNode(f"{knowledge().base}feed/{number}")
    triples = list(_stream(stream, NamedNode(f"{knowledge().base}feed")))
    triples.append(Triple(node, RDF.type, NamedNode(f"{_TREE}Node")))
    for event in events:
        triples.append(Triple(stream, NamedNode(f"{_TREE}member"), NamedNode(event.iri)))
        triples += log.describe(event)
    if number < pages:
        following = NamedNode(f"{knowledge().base}feed/{number + 1}")
        triples += _relation(node, following, log.events[number * size].created)
    return _answer(triples, immutable=number < pages)


def _stream(stream: NamedNode, view: NamedNode) -> Iterator[Triple]:
    yield Triple(stream, RDF.type, NamedNode(f"{_LDES}EventStream"))
    yield Triple(stream, NamedNode(f"{_LDES}timestampPath"), CREATED)
    yield Triple(stream, NamedNode(f"{_LDES}versionOfPath"), VERSION_OF)
    yield Triple(stream, NamedNode(f"{_TREE}view"), view)


def _relation(node: NamedNode, to: NamedNode, since: str | None) -> Iterator[Triple]:
    """Say where the next page is; ``since`` bounds the times of its members from below."""
    relation = NamedNode(f"{node.value}#next")
    kind = "Relation" if since is None else "GreaterThanOrEqualToRelation"
    yield Triple(node, NamedNode(f"{_TREE}relation"), relation)
    yield Triple(relation, RDF.type, NamedNode(f"{_TREE}{kind}"))
    yield Triple(relation, NamedNode(f"{_TREE}node"), to)
    if since is not None:
        yield Triple(relation, NamedNode(f"{_TREE}path"), CREATED)
        yield Triple(relation, NamedNode(f"{_TREE}value"), Literal(since, datatype=XSD.dateTime))


def _followed() -> Log:
    """Return the log, with what happened since it was last asked for."""
    with _lock, knowledge().writing:
        kept: tuple[int, bool, Log] | None = current_app.config.get("FEED")
        inbox: Inbox = current_app.config["INBOX"]
        settled = inbox.wait(0)
        if kept is not None and kept[:2] == (knowledge().number, settled):
            return kept[2]
        log = kept[2] if kept is not None else Log(knowledge().store)
        report = inbox.report() if settled else None
        log.follow(report.findings if report is not None and report.complete else None, now=dt.datetime.now(dt.UTC))
        current_app.config["FEED"] = (knowledge().number, settled, log)
        return log


def _answer(triples: list[Triple], *, immutable: bool) -> Response:
    media = negotiate.best(request.accept_mimetypes, _MEDIA)
    if media is None:
        raise Problem(406, f"the stream is given as {', '.join(_MEDIA)}")
    body = serialize(triples, format=RdfFormat.from_media_type(media), prefixes=_PREFIXES) or b""
    tag = hashlib.sha256(body).hexdigest()[:32]
    response = Response(status=304) if tag in request.if_none_match else Response(body)
    if response.status_code == 200:
        response.content_type = negotiate.content_type(media)
    response.set_etag(tag)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = (
        f"public, max-age={_YEAR}, immutable" if immutable else "public, max-age=5, must-revalidate"
    )
    return response
