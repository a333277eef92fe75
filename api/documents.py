"""Linked data: ``/id/<kind>/<name>`` is a thing (303), ``/doc/<kind>/<name>`` what is said of it, in five formats."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from api import negotiate
from api.operations import Parameter, given, operation
from api.problems import Problem
from api.sparql import knowledge
from api.tokens import require
from kg.vocab import PREFIXES

documents = Blueprint("documents", __name__)
EXTENSIONS = {"ttl": negotiate.TURTLE, "jsonld": negotiate.JSONLD, "nt": negotiate.NTRIPLES, "rdf": negotiate.RDFXML}
_NO_IRI = re.compile(r"[\x00-\x20\x7f<>\"{}|^`\\]")
_MENTIONS = 200  # what points at a thing is shown up to here; SPARQL has the rest
_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "https://schema.org/headline",
    "https://schema.org/name",
    str(PREFIXES.get("kg", "")) + "quote",
    str(PREFIXES.get("kg", "")) + "subjectText",
)


@documents.get("/id/<path:name>")
@operation("A thing: where it is described", answers={303: None}, errors=(406,))
def thing(name: str) -> Response:
    """Say where the description of a thing is (httpRange-14: 303 See Other)."""
    require("read")
    given()
    iri = _named(name)
    if not _known(iri):
        raise Problem(404, f"there is no {iri} here")
    if _negotiated() is None:
        raise Problem(406, _OFFERED)
    response = Response(status=303)
    response.location = f"{knowledge().base}doc/{name}"
    response.vary.add("Accept")
    return response


@documents.get("/doc/<path:name>")
@operation(
    "What is said of a thing",
    Parameter("format", "the format, in the place of Accept", words=("html", *EXTENSIONS)),
    answers={200: {media: {} for media in (negotiate.HTML, *negotiate.DOCUMENT)}, 304: None},
    errors=(406,),
)
def document(name: str) -> Response:
    """Describe a thing: what is said of it and its parts, and what points at it; ``?format=ttl`` overrules Accept."""
    require("read")
    iri = _named(name)
    media = _chosen()
    if media is None:
        raise Problem(406, _OFFERED)
    triples = about(iri)
    if not triples:
        raise Problem(404, f"there is no {iri} here")
    tag = knowledge().tag("doc", iri, media)
    response = Response(status=304)
    if tag not in request.if_none_match:
        response = Response(_page(iri, triples) if media == negotiate.HTML else written(triples, media))
        response.content_type = negotiate.content_type(media)
    response.set_etag(tag)
    response.last_modified = knowledge().changed
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    for link in _links(iri, f"{knowledge().base}doc/{name}"):
        response.headers.add("Link", link)
    return response


_OFFERED = f"a thing is described as {', '.join((negotiate.HTML, *negotiate.DOCUMENT))}"


def _named(name: str) -> str:
    """Return the IRI of a thing; 404 where it could not be one."""
    if _NO_IRI.search(name):
        raise Problem(404, f"there is no {name[:200]!r} here")
    return f"{knowledge().base}id/{name}"


def _negotiated() -> str | None:
    return negotiate.best(request.accept_mimetypes, (negotiate.TURTLE, negotiate.HTML, *negotiate.DOCUMENT[1:]))


def _chosen() -> str | None:
    wanted = given()["format"]
    return _negotiated() if wanted is None else EXTENSIONS.get(wanted, negotiate.HTML)


def _links(iri: str, address: str) -> list[str]:
    alternates = [f'<{address}?format={name}>; rel="alternate"; type="{media}"' for name, media in EXTENSIONS.items()]
    html = f'<{address}?format=html>; rel="alternate"; type="text/html"'
    return [f'<{iri}>; rel="describes"', f'<{address}>; rel="canonical"', html, *alternates]


def _known(iri: str) -> bool:
    node, quads = NamedNode(iri), knowledge().quads
    found = (quads.quads_for_pattern(node, None, None), quads.quads_for_pattern(None, None, node))
    return any(next(iter(each), None) is not None for each in found) or quads.contains_named_graph(node)


def _subject(triple: Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, NamedNode) else ""


def about(iri: str) -> list[Triple]:
    """Return what is said of a thing and of its parts (fragments of its IRI), and some of what points at it."""
    node, quads = NamedNode(iri), knowledge().quads
    found = {quad.triple for quad in quads.quads_for_pattern(node, None, None)}
    found |= {quad.triple for quad in quads.quads_for_pattern(None, None, None, node) if _part(quad.triple, iri)}
    for _, quad in zip(range(_MENTIONS), quads.quads_for_pattern(None, None, node), strict=False):
        found.add(quad.triple)
    if quads.contains_named_graph(node):
        found.add(Triple(node, _TYPE, NamedNode("http://www.w3.org/ns/sparql-service-description#NamedGraph")))
    return sorted(found, key=str)


_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def _part(triple: Triple, iri: str) -> bool:
    return _subject(triple).startswith(iri + "#")


def written(triples: Iterable[Triple], media: str) -> bytes:
    """Return the triples in a format."""
    return serialize(triples, format=RdfFormat.from_media_type(media), prefixes=PREFIXES) or b""


def _page(iri: str, triples: list[Triple]) -> str:
    said = [triple for triple in triples if _subject(triple) == iri]
    pointing = [triple for triple in triples if _subject(triple).split("#")[0] != iri]
    label = next(
        (t.object.value for p in _LABELS for t in said if t.predicate.value == p and isinstance(t.object, Literal)), iri
    )
    rows = [(short(t.predicate), t.predicate.value, _shown(t.object)) for t in said]
    mentions = [(short(t.predicate), _subject(t)) for t in pointing]
    return render_template("doc.html", iri=iri, label=label, rows=rows, mentions=mentions, extensions=EXTENSIONS)


def _shown(term: object) -> tuple[str, str | None]:
    if isinstance(term, NamedNode):
        return short(term), term.value
    return (term.value if isinstance(term, Literal) else str(term)), None


def short(node: NamedNode) -> str:
    """Return a node's name with a prefix where one fits."""
    for prefix, start in PREFIXES.items():
        if node.value.startswith(start):
            return f"{prefix}:{node.value.removeprefix(start)}"
    return node.value.removeprefix(knowledge().base)
