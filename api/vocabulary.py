"""The shipped Turtle → the documents behind its IRIs (``/ontology``, ``/measure`` …), and the JSON-LD context."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import Blueprint, Response, render_template, request
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from api import negotiate
from api.documents import written
from api.operations import operation
from api.problems import Problem
from kg import resources

vocabulary = Blueprint("vocabulary", __name__)
ROOT = "https://w3id.org/claimgraph/"
NAMES = ("ontology", "measure", "unit", "cue", "entity", "shapes")
_LABELS = [
    NamedNode(iri)
    for iri in ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")
]
_COMMENTS = [
    NamedNode(iri)
    for iri in ("http://www.w3.org/2000/01/rdf-schema#comment", "http://www.w3.org/2004/02/skos/core#definition")
]
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ONTOLOGY = NamedNode("http://www.w3.org/2002/07/owl#Ontology")
_FORMATS: dict[int, Any] = {200: {media: {} for media in (negotiate.HTML, *negotiate.DOCUMENT)}, 304: None}
_DAY = "public, max-age=86400"


@cache
def _shipped() -> Store:
    """Return all shipped Turtle in one store; it does not change while the service runs."""
    store = Store()
    for folder in (resources.ontology(), resources.shapes()):
        for path in sorted(folder.glob("*.ttl")):
            store.load(path.read_bytes(), RdfFormat.TURTLE, base_iri=ROOT + path.stem)
    return store


@cache
def terms(name: str) -> tuple[Triple, ...]:
    """Return what the shipped vocabulary says of the namespace of this name and of every term in it."""
    namespace = ROOT + name
    found: dict[Triple, None] = {}

    def follow(node: NamedNode | BlankNode) -> None:
        for quad in _shipped().quads_for_pattern(node, None, None):
            if quad.triple not in found:
                found[quad.triple] = None
                if isinstance(quad.object, BlankNode):
                    follow(quad.object)

    subjects = {quad.subject for quad in _shipped() if isinstance(quad.subject, NamedNode)}
    for subject in sorted((s for s in subjects if s.value.split("#")[0] == namespace), key=str):
        follow(subject)
    if found and not any(t.subject == NamedNode(namespace) and t.predicate == _TYPE for t in found):
        found[Triple(NamedNode(namespace), _TYPE, _ONTOLOGY)] = None
    return tuple(found)


@vocabulary.get("/<any(ontology, measure, unit, cue, entity, shapes):name>")
@operation("A namespace of the vocabulary and its terms", answers=_FORMATS, errors=(406,))
def namespace(name: str) -> Response:
    """Give a namespace of the vocabulary, with all its terms; a term's IRI is this address and a fragment."""
    triples = terms(name)
    if not triples:
        raise Problem(404, f"the vocabulary has no terms under {ROOT}{name}")
    media = negotiate.best(request.accept_mimetypes, (negotiate.TURTLE, negotiate.HTML, *negotiate.DOCUMENT[1:]))
    if media is None:
        raise Problem(406, f"the vocabulary is given as {', '.join((negotiate.HTML, *negotiate.DOCUMENT))}")
    return _lasting(_page(name) if media == negotiate.HTML else written(triples, media), media)


@vocabulary.get("/<any(ontology, measure, unit, cue, entity, shapes):name>/<term>")
@operation("The place of one term", answers={303: None})
def one(name: str, term: str) -> Response:
    """Lead to the term's place in its document."""
    if not any(str(triple.subject) == f"<{ROOT}{name}#{term}>" for triple in terms(name)):
        raise Problem(404, f"the vocabulary has no term {ROOT}{name}#{term}")
    return Response(status=303, headers={"Location": f"/{name}#{term}", "Vary": "Accept"})


@vocabulary.get("/context.jsonld")
@operation("The JSON-LD context", answers={200: {negotiate.JSONLD: {}}, 304: None}, errors=(404,))
def context() -> Response:
    """Give the JSON-LD context of the service's own JSON."""
    path = resources.ontology() / "context.jsonld"
    if not path.is_file():
        raise Problem(404, "this installation ships no context")
    return _lasting(path.read_bytes(), negotiate.JSONLD)


def _lasting(body: bytes | str, media: str) -> Response:
    response = Response(body, content_type=negotiate.content_type(media))
    content = body.encode() if isinstance(body, str) else body
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Cache-Control"] = _DAY
    response.vary.add("Accept")
    for other in negotiate.DOCUMENT:
        response.headers.add("Link", f'<{request.path}>; rel="alternate"; type="{other}"')
    response.make_conditional(request)
    return response


def _page(name: str) -> str:
    return render_template("terms.html", namespace=f"{ROOT}{name}", name=name, terms=list(_described(name)))


def _described(name: str) -> Iterator[tuple[str, str, str]]:
    by_subject: dict[str, list[Triple]] = {}
    for triple in terms(name):
        if isinstance(triple.subject, NamedNode) and "#" in triple.subject.value:
            by_subject.setdefault(triple.subject.value.split("#", 1)[1], []).append(triple)
    for local, said in sorted(by_subject.items()):
        yield local, _first(said, _LABELS), _first(said, _COMMENTS)


def _first(said: list[Triple], predicates: list[NamedNode]) -> str:
    for predicate in predicates:
        for triple in said:
            value = triple.object
            if triple.predicate == predicate and isinstance(value, Literal) and value.language in (None, "en"):
                return value.value
    return ""
