"""Claims → JSON-LD in the short words of ``ontology/context.jsonld``, one document a claim."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pyoxigraph import RdfFormat, serialize
from rdflib import Graph

from kg import resources
from kg.exchange.selection import Sourced, quads_of
from kg.store import Store


@cache
def context() -> dict[str, Any]:
    """Return the context that the documents are written with."""
    found = json.loads((resources.ontology() / "context.jsonld").read_text(encoding="utf-8"))
    terms: dict[str, Any] = found["@context"]
    return terms


def documents(store: Store, claims: Iterable[Sourced]) -> Iterator[dict[str, Any]]:
    """Yield each claim, with the places of its words and what it points to, as one JSON-LD document, the claim first.

    The context is named by its address, under which the service gives it.
    """
    for each in claims:
        triples = dict.fromkeys(quad.triple for quad in quads_of(store, each))
        graph = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
        found = json.loads(graph.serialize(format="json-ld", context=context(), auto_compact=True))
        iri = each.stored.iri
        nodes = sorted(found["@graph"], key=lambda node: (node["id"] != iri, node["id"]))
        yield {"@context": f"{store.base}context.jsonld", "@graph": nodes}
