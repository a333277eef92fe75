"""Trusted statements → reference facts in the store: what findings are said to be supported or contradicted by.

Two forms are read: our own (``kg:ReferenceFact`` with subject, measure, value and dates), and statements as Wikidata
exports them (``p:P… / ps:P… / pq:P580, P582, P585``), whose properties a measure names with ``skos:closeMatch``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, Graph, URIRef
from rdflib import Literal as Text
from rdflib.term import Node

from kg import names
from kg.edtf import days
from kg.errors import BadReference
from kg.lexicon import Lexicon
from kg.store import Store
from kg.vocab import KG

_PROP = "http://www.wikidata.org/prop/"
_STATEMENT, _QUALIFIER = f"{_PROP}statement/", f"{_PROP}qualifier/"
_START, _END, _AT = (URIRef(f"{_QUALIFIER}{number}") for number in ("P580", "P582", "P585"))
_KG = {
    name: URIRef(KG[name].value)
    for name in ("ReferenceFact", "subject", "measure", "low", "high", "value", "validFrom", "validUntil", "source")
}


def load_reference(store: Store, path: Path, *, lexicon: Lexicon | None = None) -> int:
    """Load a file of trusted statements; return how many facts were taken. Loading it again changes nothing.

    Raises :class:`BadReference`, naming the file, where it is not RDF or holds no statement that could be compared.
    """
    try:
        content = path.read_bytes()
        graph = Graph().parse(data=content, format=_format(path))
    except OSError as error:
        raise BadReference(f"{path}: cannot be read ({error.strerror})") from None
    except Exception as error:  # rdflib's readers raise classes of their own for what is not RDF
        raise BadReference(f"{path}: not RDF: {' '.join(str(error).split())[:300]}") from None
    measures = _properties(lexicon)
    out = Graph()
    found = {*_own(graph, path), *_wikidata(graph, measures, path)}
    if not found:
        raise BadReference(
            f"{path}: no kg:ReferenceFact, and no Wikidata statement (p:, ps:) of a property that a measure names with "
            "skos:closeMatch; see docs/verdicts.md"
        )
    for subject, measure, low, high, start, until in found:
        parts = (str(subject), str(measure), str(low), str(high), start or "", until or "", path.name)
        node = URIRef(f"{store.base}id/fact/{names.digest(*parts)}")
        out.add((node, RDF.type, _KG["ReferenceFact"]))
        out.add((node, _KG["subject"], subject))
        out.add((node, _KG["measure"], measure))
        out.add((node, _KG["low"], low))
        out.add((node, _KG["high"], high))
        out.add((node, _KG["source"], Text(path.name)))
        for term, day in (("validFrom", start), ("validUntil", until)):
            if day is not None:
                out.add((node, _KG[term], Text(dt.date.fromisoformat(day))))
    target = names.graph(store.base, f"reference/{hashlib.sha256(content).hexdigest()[:20]}")
    triples = "\n".join(sorted(out.serialize(format="nt").splitlines()))
    store.update(f"INSERT DATA {{ GRAPH <{target}> {{ {triples} }} }}")
    return len(found)


Fact = tuple[Node, Node, Text, Text, str | None, str | None]


def _own(graph: Graph, path: Path) -> Iterator[Fact]:
    for node in graph.subjects(RDF.type, _KG["ReferenceFact"]):
        subject, measure = graph.value(node, _KG["subject"]), graph.value(node, _KG["measure"])
        value = graph.value(node, _KG["value"])
        low, high = (graph.value(node, _KG[end]) or value for end in ("low", "high"))
        if subject is None or measure is None or not isinstance(low, Text) or not isinstance(high, Text):
            raise BadReference(f"{path}: {node} needs kg:subject, kg:measure and kg:value (or kg:low and kg:high)")
        start, until = (graph.value(node, _KG[term]) for term in ("validFrom", "validUntil"))
        yield subject, measure, low, high, _day(start, path), _day(until, path)


def _wikidata(graph: Graph, measures: dict[str, URIRef], path: Path) -> Iterator[Fact]:
    for number, measure in measures.items():
        for subject, statement in graph.subject_objects(URIRef(f"{_PROP}{number}")):
            value = graph.value(statement, URIRef(f"{_STATEMENT}{number}"))
            if not isinstance(value, Text):
                continue
            low = Text(str(value).removeprefix("+"), datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))
            at = _day(graph.value(statement, _AT), path)
            start, until = _day(graph.value(statement, _START), path), _day(graph.value(statement, _END), path)
            after = None if at is None else (dt.date.fromisoformat(at) + dt.timedelta(1)).isoformat()
            yield subject, measure, low, low, at or start, after or until


def _day(value: Node | None, path: Path) -> str | None:
    if value is None:
        return None
    found = days(str(value).removeprefix("+")[:10])
    if found is None or found.start is None:
        raise BadReference(f"{path}: {value} is not a date")
    return found.start.isoformat()


def _properties(lexicon: Lexicon | None) -> dict[str, URIRef]:
    """Return measures by the number of the Wikidata property they are, as ``ontology/*.ttl`` says."""
    measures = lexicon.measures if lexicon is not None else ()
    return {number: URIRef(measure.iri) for measure in measures for number in measure.wikidata}


def _format(path: Path) -> str:
    suffix = path.suffix.removeprefix(".")
    return {"nt": "nt", "rdf": "xml", "xml": "xml", "jsonld": "json-ld", "json": "json-ld"}.get(suffix, "turtle")
