"""Claims → nanopublications in TriG (https://nanopub.net/guidelines/working_draft/): what is said, where, by whom.

The assertion is the claim itself; the provenance is the article and the words; the publication info is the program and
the record time. Names are made from the claim's, so that the same claim is the same nanopublication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__, names
from kg.exchange.selection import Sourced, quads_of
from kg.store import Store
from kg.vocab import KG, PROV, RDF, RDFS, SCHEMA, XSD

NP = "http://www.nanopub.org/nschema#"
_DCT = "http://purl.org/dc/terms/"
_PROVENANCE = frozenset(
    {PROV.wasDerivedFrom, PROV.wasQuotedFrom, PROV.wasGeneratedBy, KG.evidence, KG.valueEvidence, KG.speakerEvidence}
    | {KG.quote, KG.repeatedAt, KG.rule, KG.block, KG.publisher, KG.valueStart}
)

PREFIXES = {"np": NP, "dcterms": _DCT, "kg": KG.iri, "prov": PROV.iri, "schema": SCHEMA.iri, "xsd": XSD.iri}


def nanopublications(store: Store, claims: Iterable[Sourced], *, licence: str) -> Iterator[Quad]:
    """Yield four graphs a claim: head, assertion, provenance and publication info."""
    for each in claims:
        yield from _nanopublication(store, each, licence)


def _nanopublication(store: Store, each: Sourced, licence: str) -> Iterator[Quad]:
    claim = NamedNode(each.stored.iri)
    iri = f"{store.base}id/nanopub/{each.stored.iri.rpartition('/')[2]}"
    nanopub, head, assertion, provenance, info = (
        NamedNode(iri + part) for part in ("", "#Head", "#assertion", "#provenance", "#pubinfo")
    )

    def np(name: str) -> NamedNode:
        return NamedNode(NP + name)

    yield Quad(nanopub, RDF.type, np("Nanopublication"), head)
    for name, graph in (("Assertion", assertion), ("Provenance", provenance), ("PublicationInfo", info)):
        yield Quad(nanopub, np(f"has{name}"), graph, head)
    yield Quad(assertion, PROV.wasDerivedFrom, NamedNode(each.article_iri), provenance)
    yield Quad(assertion, PROV.wasQuotedFrom, NamedNode(each.stored.version), provenance)
    for quad in dict.fromkeys(quads_of(store, each)):
        of_claim = quad.subject == claim and quad.predicate not in _PROVENANCE
        described = quad.graph_name == NamedNode(store.shared_graph)
        yield Quad(quad.subject, quad.predicate, quad.object, assertion if of_claim or described else provenance)
    agent = NamedNode(names.agent(store.base, f"claimgraph {__version__}"))
    yield Quad(nanopub, NamedNode(f"{_DCT}creator"), agent, info)
    yield Quad(agent, RDF.type, PROV.SoftwareAgent, info)
    yield Quad(agent, RDFS.label, Literal("claimgraph"), info)
    yield Quad(nanopub, NamedNode(f"{_DCT}license"), NamedNode(licence), info)
    if each.read_at is not None:
        yield Quad(nanopub, NamedNode(f"{_DCT}created"), Literal(each.read_at, datatype=XSD.dateTime), info)
