"""A store ⇄ files: export in the formats of the Web, load graphs of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from kg.errors import StoreError
from kg.store.backend import Backend
from kg.vocab import PREFIXES

FORMATS = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}


def export(backend: Backend, format: str, to: IO[bytes], *, graph: str | None = None) -> None:
    """Write the store, or one graph, in one of :data:`FORMATS`, streaming.

    Formats without graph names get the union of all graphs. Raises :class:`StoreError` where the format is unknown.
    """
    if format not in FORMATS:
        raise StoreError(f"cannot export as {format!r}: choose one of {', '.join(FORMATS)}")
    chosen = FORMATS[format]
    if graph is not None:
        quads = backend.match(None, None, None, NamedNode(graph))
        serialize((quad.triple for quad in quads), to, _triples(chosen), prefixes=PREFIXES)
    elif chosen.supports_datasets:
        backend.dump(to, chosen)
    else:
        serialize((quad.triple for quad in backend.match()), to, chosen, prefixes=PREFIXES)


def _triples(format: RdfFormat) -> RdfFormat:
    """Return the sister format that has no graph names."""
    return {RdfFormat.N_QUADS: RdfFormat.N_TRIPLES, RdfFormat.TRIG: RdfFormat.TURTLE}.get(format, format)


def read_graph(path: Path, graph: str, base: str) -> list[Quad]:
    """Return the triples of a file as quads of one graph; blank nodes get names made from the file's content.

    Raises :class:`StoreError`, naming the file, where it cannot be read or is not RDF.
    """
    format = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None:
        raise StoreError(
            f"{path}: {path.suffix or 'no suffix'} is no format of RDF we know (.ttl, .nt, .nq, .trig, .jsonld, .rdf)"
        )
    try:
        content = path.read_bytes()
        dataset = Dataset(parse(content, format, base_iri=path.resolve().as_uri()))
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from None
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from None
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    prefix = f"{base}id/skolem/{hashlib.sha256(content).hexdigest()[:20]}-"
    return [_named(quad, NamedNode(graph), prefix) for quad in dataset]


def _named(quad: Quad, graph: NamedNode, prefix: str) -> Quad:
    if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
        raise StoreError("triple terms (RDF 1.2) cannot be kept: write the statement as a node of its own")
    subject = NamedNode(prefix + quad.subject.value) if isinstance(quad.subject, BlankNode) else quad.subject
    value = NamedNode(prefix + quad.object.value) if isinstance(quad.object, BlankNode) else quad.object
    return Quad(subject, quad.predicate, value, graph)


def as_nquads(quads: Iterable[Quad]) -> bytes:
    """Return the quads as N-Quads."""
    return serialize(quads, format=RdfFormat.N_QUADS) or b""
