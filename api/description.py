"""The live store → VoID and DCAT at ``/.well-known/void``: what is in the collection, counted, and how to get it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response
from pyoxigraph import Literal, NamedNode, Triple

from api.describe import FORMATS_OF_DOCUMENTS, describing
from api.operations import operation
from api.sparql import knowledge
from api.tokens import require
from kg.serve.readers import Query

description = Blueprint("description", __name__)
VOID, DCAT, DCT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
_FOAF, _XSD = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?p ORDER BY ?p"
_CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { { ?s a ?c } UNION { GRAPH ?g { ?s a ?c } } } GROUP BY ?c ORDER BY ?c"
_EXAMPLES = """SELECT (MIN(?s) AS ?example) (COUNT(?s) AS ?n) {
  { ?s a ?c } UNION { GRAPH ?g { ?s a ?c } } FILTER (isIRI(?s) && STRSTARTS(STR(?s), "%sid/"))
} GROUP BY ?c ORDER BY ?c"""


@description.get("/.well-known/void")
@operation("What is in the collection: VoID and DCAT", answers=FORMATS_OF_DOCUMENTS, errors=(406,))
def void() -> Response:
    """Describe the collection."""
    require("read")
    return describing(_described(), "the collection")


def _described() -> list[Triple]:
    known = knowledge()
    if known.described[0] != known.number:
        number = known.number
        known.described = (number, list(_triples()))
    return known.described[1]


def _rows(text: str) -> Iterator[list[str]]:
    answer = knowledge().ask(Query(text, {"rows": "text/csv"}, base=knowledge().base))
    rows = csv.reader(io.StringIO(b"".join(answer.body).decode()))
    next(rows, None)
    return rows


def _triples() -> Iterator[Triple]:
    known, settings = knowledge(), knowledge().settings
    base = known.base
    here, data = NamedNode(base + ".well-known/void"), NamedNode(base + ".well-known/void#collection")
    dump, endpoint = NamedNode(base + "store"), NamedNode(base + "sparql")

    def said(subject: NamedNode, *pairs: tuple[str, NamedNode | Literal]) -> Iterator[Triple]:
        for predicate, value in pairs:
            yield Triple(subject, NamedNode(predicate) if predicate != "a" else _TYPE, value)

    yield from said(
        here, ("a", NamedNode(VOID + "DatasetDescription")), (_FOAF + "primaryTopic", data), (_FOAF + "topic", data)
    )
    yield from said(
        data,
        ("a", NamedNode(VOID + "Dataset")),
        ("a", NamedNode(DCAT + "Dataset")),
        (DCT + "title", Literal(settings.title, language="en")),
        (
            DCT + "description",
            Literal("Claims read from news articles, with their words, speakers and times.", language="en"),
        ),
        (DCT + "license", NamedNode(settings.licence)),
        (DCT + "modified", Literal(known.changed.isoformat(), datatype=NamedNode(_XSD + "dateTime"))),
        (VOID + "sparqlEndpoint", endpoint),
        (VOID + "uriSpace", Literal(base)),
        (VOID + "dataDump", dump),
        (VOID + "triples", Literal(known.count())),
        (VOID + "vocabulary", NamedNode("https://w3id.org/claimgraph/ontology#")),
        (VOID + "vocabulary", NamedNode("https://schema.org/")),
        (VOID + "vocabulary", NamedNode("http://www.w3.org/ns/prov#")),
        (VOID + "vocabulary", NamedNode("http://www.w3.org/ns/oa#")),
    )
    yield from _partitions(data)
    for example, _ in _rows(_EXAMPLES % base):
        if "#" not in example and example:
            yield Triple(data, NamedNode(VOID + "exampleResource"), NamedNode(example))
    for name, (target, media) in {"dump": (dump, "application/n-quads"), "query": (endpoint, None)}.items():
        way = NamedNode(base + ".well-known/void#" + name)
        yield from said(data, (DCAT + "distribution", way))
        yield from said(way, ("a", NamedNode(DCAT + "Distribution")), (DCAT + "accessURL", target))
        if media is not None:
            media_type = NamedNode("https://www.iana.org/assignments/media-types/" + media)
            yield from said(way, (DCAT + "downloadURL", target), (DCAT + "mediaType", media_type))


def _partitions(data: NamedNode) -> Iterator[Triple]:
    ways = (
        ("propertyPartition", "property", "triples", _PROPERTIES),
        ("classPartition", "class", "entities", _CLASSES),
    )
    for kind, about, count, query in ways:
        for number, (term, times) in enumerate(_rows(query)):
            part = NamedNode(f"{data.value}-{about}-{number}")
            yield Triple(data, NamedNode(VOID + kind), part)
            yield Triple(part, NamedNode(VOID + about), NamedNode(term))
            yield Triple(part, NamedNode(VOID + count), Literal(int(times)))
