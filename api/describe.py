"""The live store → descriptions of the service: SPARQL Service Description, VoID and DCAT."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, render_template, request
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from api import negotiate
from api.problems import Problem

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def describing(triples: list[Triple], subject: str) -> Response:
    """Return the triples in the format the client likes best, with what caches and readers need to know."""
    media = negotiate.best(request.accept_mimetypes, (*negotiate.DOCUMENT, negotiate.TRIG, negotiate.NQUADS))
    if media is None:
        raise Problem(406, f"the description of {subject} is given as {', '.join(negotiate.DOCUMENT)}")
    syntax = RdfFormat.from_media_type(media)
    body = serialize(triples, format=syntax, prefixes=PREFIXES) or b""
    response = Response(body, content_type=negotiate.content_type(media))
    response.vary.add("Accept")
    response.add_etag()
    response.make_conditional(request)
    return response


PREFIXES = {
    "sd": SD,
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def service_description() -> Response:
    """Describe the endpoint (SPARQL 1.1 Service Description §2), or give a browser the page to write queries on."""
    if negotiate.best(request.accept_mimetypes, (*negotiate.DOCUMENT, negotiate.HTML)) == negotiate.HTML:
        response = Response(render_template("sparql.html"), content_type="text/html; charset=utf-8")
        response.vary.add("Accept")
        return response
    return describing(_service(), "the endpoint")


def _service() -> list[Triple]:
    settings, knowledge = current_app.config["SETTINGS"], current_app.config["KNOWLEDGE"]
    endpoint = NamedNode(settings.base + "sparql")
    dataset, default = BlankNode("dataset"), BlankNode("default")
    found = [
        Triple(endpoint, _RDF_TYPE, _sd("Service")),
        Triple(endpoint, _sd("endpoint"), endpoint),
        Triple(endpoint, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(endpoint, _sd("supportedLanguage"), _sd("SPARQL11Update")),
        Triple(endpoint, _sd("feature"), _sd("EmptyGraphs")),
        Triple(endpoint, _sd("defaultDataset"), dataset),
        Triple(dataset, _RDF_TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, _RDF_TYPE, _sd("Graph")),
    ]
    if settings.default_graph == "union":
        found.append(Triple(endpoint, _sd("feature"), _sd("UnionDefaultGraph")))
    if settings.services:
        found.append(Triple(endpoint, _sd("feature"), _sd("BasicFederatedQuery")))
    for name in RESULT_FORMATS:
        found.append(Triple(endpoint, _sd("resultFormat"), NamedNode(FORMATS + name)))
    for name in INPUT_FORMATS:
        found.append(Triple(endpoint, _sd("inputFormat"), NamedNode(FORMATS + name)))
    found.append(Triple(default, NamedNode("http://rdfs.org/ns/void#triples"), Literal(knowledge.count())))
    found.append(
        Triple(endpoint, NamedNode("http://purl.org/dc/terms/source"), NamedNode(settings.base + ".well-known/void"))
    )
    return found


FORMATS_OF_DOCUMENTS: dict[int, Any] = {
    200: {media: {} for media in (*negotiate.DOCUMENT, negotiate.TRIG, negotiate.NQUADS)},
    304: None,
}
INPUT_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG", "N3")
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    *INPUT_FORMATS,
)
