"""SPARQL 1.1 Graph Store HTTP Protocol, direct (``/store/…``) and indirect (``?graph=``, ``?default``)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response, request
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from werkzeug.datastructures import FileStorage

from api import bodies, negotiate
from api.operations import Parameter, View, operation
from api.problems import Problem
from api.querying import IRI, passed_on
from api.sparql import allowed, knowledge, settings
from api.tokens import require
from kg.serve.delta import Delta

graphs = Blueprint("graphs", __name__)
_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]
# PATCH is reserved for SPARQL Update by the protocol (§5.7); /sparql takes updates.


@dataclass(frozen=True, slots=True)
class _Target:
    name: NamedNode | DefaultGraph | None  # None: the store itself
    base: str

    @property
    def state(self) -> str:
        return "DEFAULT" if isinstance(self.name, DefaultGraph) else str(self.name)


def _operations(view: View) -> View:
    where = (
        Parameter("graph", "the graph's IRI", "iri"),
        Parameter("default", "the default graph", most=10),
    )
    rdf = {media: {"type": "string"} for media in negotiate.GRAPH}
    multipart = {"multipart/form-data": {"type": "object"}}
    operation("Read a graph", *where, answers={200: rdf, 304: None}, errors=(404, 406))(view)
    changing = {"scope": "write", "errors": (404, 405, 412)}
    operation("Replace a graph", *where, body=rdf, answers={204: None, 201: None}, methods=("PUT",), **changing)(view)  # type: ignore[arg-type]
    operation(
        "Add to a graph",
        *where,
        body=rdf | multipart,
        answers={204: None, 201: None},
        methods=("POST",),
        **changing,  # type: ignore[arg-type]
    )(view)
    return operation("Remove a graph", *where, answers={204: None}, methods=("DELETE",), **changing)(view)  # type: ignore[arg-type]


@graphs.route("/store", methods=_METHODS)
@graphs.route("/store/", methods=_METHODS)
@graphs.route("/store/<path:name>", methods=_METHODS)
@_operations
def store(name: str = "") -> Response:
    """Read, replace, add to or remove one graph; GET of the store itself gives all of it as N-Quads or TriG."""
    target = _target()
    if request.method in {"GET", "HEAD"}:
        require("read")
        return _get(target)
    require("write")
    return {"PUT": _put, "POST": _post, "DELETE": _delete}[request.method](target)


def _target() -> _Target:
    given = bodies.address()
    stray = set(given) - {"graph", "default"}
    direct = request.path.removeprefix("/store").strip("/")
    named = given.get("graph", [])
    if stray or len(named) + len(given.get("default", [])) > 1 or (direct and (named or "default" in given)):
        raise Problem(400, "name one graph: ?graph=IRI, or ?default, or a path under /store/")
    if "default" in given:
        return _Target(DefaultGraph(), settings().base)
    if named:
        if not IRI.fullmatch(named[0]):
            raise Problem(400, f"graph={named[0]!r} is no absolute IRI (SPARQL 1.1 Graph Store Protocol §4.2)")
        return _Target(NamedNode(named[0]), named[0])
    if direct:  # the graph's name is the address asked, under the configured base (§4.1)
        iri = settings().base.rstrip("/") + _path()
        return _Target(NamedNode(iri), iri)
    return _Target(None, settings().base + "store")


def _path() -> str:
    """Return the path as a URI has it: what no URI holds is percent-encoded, and so a part of the graph's name.

    Servers hand on the decoded path; encoding it anew makes one name of all spellings of an address (RFC 3986 §6.2.2).
    """
    if "\ufffd" in request.path:
        raise Problem(400, "the path of the address is not percent-encoded UTF-8")
    return quote(request.path, safe="/:@!$&'()*+,;=~")


def _exists(target: _Target) -> bool:
    if isinstance(target.name, DefaultGraph):
        return True
    return target.name is not None and knowledge().quads.contains_named_graph(target.name)


def _tag(target: _Target, media: str) -> str:
    return hashlib.sha256(f"{knowledge().graph_state(target.state)} {media}".encode()).hexdigest()[:24]


def _get(target: _Target) -> Response:
    offered = (negotiate.NQUADS, negotiate.TRIG) if target.name is None else tuple(negotiate.GRAPH)
    if target.name is not None and not _exists(target):
        raise Problem(404, f"there is no graph {target.name}")
    media = negotiate.best(request.accept_mimetypes, offered)
    if media is None:
        raise Problem(406, f"a graph is given as {', '.join(offered)}")
    tag = knowledge().tag("all", media) if target.name is None else _tag(target, media)
    headers = [("ETag", f'"{tag}"'), ("Vary", "Accept"), ("Cache-Control", "no-cache")]
    if tag in request.if_none_match:
        return Response(status=304, headers=headers)
    graph = target.name.value if isinstance(target.name, NamedNode) else None
    answer = knowledge().readers.dump(media, graph=graph, everything=target.name is None)
    return passed_on(answer, media, headers, head=request.method == "HEAD").response()


def _precondition(target: _Target) -> None:
    """RFC 9110 §13.1: a write on condition that the graph is still the one that was read."""
    if request.if_match and not request.if_match.star_tag:
        tags = {_tag(target, media) for media in negotiate.GRAPH} if _exists(target) else set()
        if not any(tag in request.if_match for tag in tags):
            raise Problem(412, "the graph has changed since it was read: read it again")
    if request.if_match.star_tag and not _exists(target):
        raise Problem(412, "there is no such graph")
    if request.if_none_match.star_tag and _exists(target):
        raise Problem(412, "the graph exists already")


def _parsed(target: _Target) -> dict[Quad, None]:
    """Return the quads that were sent, each once, in their order: what is said together is then kept together."""
    kind = bodies.media_type()
    if kind == "multipart/form-data":
        request.max_content_length = settings().body_bytes
        parts = [(part.mimetype, part.read()) for part in _parts()]
    else:
        parts = [(kind, bodies.body(settings().body_bytes))]
    return dict.fromkeys(quad for media, raw in parts for quad in _quads(media, raw, target))


def _parts() -> Iterator[FileStorage]:
    for _, part in request.files.items(multi=True):
        yield part


def _quads(media: str, raw: bytes, target: _Target) -> list[Quad]:
    syntax = RdfFormat.from_media_type(media) if media in negotiate.GRAPH else None
    if syntax is None:
        raise Problem(415, f"{media or 'a body without media type'} is no RDF format known here")
    if media == negotiate.RDFXML and b"<!ENTITY" in raw:
        raise Problem(400, "XML entities are not expanded here: write the text out")
    name = target.name if target.name is not None else DefaultGraph()
    try:
        read = parse(raw, format=syntax, base_iri=target.base, without_named_graphs=True, rename_blank_nodes=True)
        return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in read]
    except (SyntaxError, ValueError) as error:
        raise Problem(400, f"the body is no {media}: {error}") from error


def _put(target: _Target) -> Response:
    if target.name is None:
        raise Problem(405, "the store itself is not replaced: name a graph", headers={"Allow": "GET, HEAD, POST"})
    new = _parsed(target)
    with knowledge().writing:
        _precondition(target)
        existed = _exists(target)
        old = dict.fromkeys(knowledge().quads.quads_for_pattern(None, None, None, target.name))
        _write(target.name, [quad for quad in old if quad not in new], [quad for quad in new if quad not in old])
    return Response(status=204 if existed else 201)


def _post(target: _Target) -> Response:
    created = target.name is None
    if target.name is None:  # §5.5: a graph of its own, named by what it says
        request.max_content_length = settings().body_bytes
        key = hashlib.sha256(request.get_data(cache=True)).hexdigest()[:20]
        iri = f"{settings().base}store/graph/{key}"
        target = _Target(NamedNode(iri), iri)
    assert target.name is not None  # noqa: S101
    new = _parsed(target)
    with knowledge().writing:
        _precondition(target)
        existed = _exists(target)
        _write(target.name, [], [quad for quad in new if quad not in knowledge().quads])
    response = Response(status=201 if created or not existed else 204)
    if created:
        response.location = target.base
    return response


def _delete(target: _Target) -> Response:
    if target.name is None:
        raise Problem(405, "the store itself is not removed: name a graph", headers={"Allow": "GET, HEAD, POST"})
    with knowledge().writing:
        _precondition(target)
        if not _exists(target):
            raise Problem(404, f"there is no graph {target.name}")
        old = tuple(knowledge().quads.quads_for_pattern(None, None, None, target.name))
        delta = Delta(removed=old, dropped=(target.name,))
        allowed(delta)
        knowledge().apply(delta)
    return Response(status=204)


def _write(name: NamedNode | DefaultGraph, removed: Sequence[Quad], added: Sequence[Quad]) -> None:
    exists = isinstance(name, DefaultGraph) or knowledge().quads.contains_named_graph(name)
    delta = Delta(tuple(removed), tuple(added), created=() if exists else (name,))
    allowed(delta)
    knowledge().apply(delta)
