"""The names of the graph: our own terms, closed, so that a typo is an AttributeError, and the standard ones we use.

``tests/test_vocabulary.py`` holds the own terms to ``ontology/kg.ttl`` and to ``shapes/``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode


class Namespace:
    """A closed set of terms under one IRI.

    >>> KG.asWritten
    <NamedNode value=https://w3id.org/claimgraph/ontology#asWritten>
    >>> KG.asWriten
    Traceback (most recent call last):
    AttributeError: https://w3id.org/claimgraph/ontology# has no term 'asWriten'
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self.names = frozenset(names.split())
        for name in self.names:
            setattr(self, name, NamedNode(iri + name))

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{self.iri} has no term {name!r}")

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term of this name; raise :class:`KeyError` if there is none."""
        if name not in self.names:
            raise KeyError(f"{self.iri} has no term {name!r}")
        return NamedNode(self.iri + name)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))


KG = Namespace(
    "https://w3id.org/claimgraph/ontology#",
    """
    Claim SupersededClaim Series Article Version Extraction DateEvidence WithdrawnArticle
    Finding ReferenceFact Measure Unit Cue Kind Modality Certainty Polarity Standing Temporality Basis

    kind subject subjectText measure series formerSeries scope temporality
    value dateValue textValue entityValue asWritten unit statedLow statedHigh statedStep
    interval low high step amount dimension comparisons told record
    modality certainty polarity standing footing voice kinship
    validFrom validUntil attestedFrom attestedUntil validTime validBasis granularity said
    speaker speakerText citedBy publisher unlinked
    quote evidence valueEvidence speakerEvidence valueStart repeatedAt block layout rule
    name code factor offset digest base currentVersion withdrawnBecause
    dateEvidence evidenceSource evidenceNote
    changeOf anniversaryOf durationOf explains countedAmong apartFrom precedes
    cue countedNoun unitKind subjectClass ownerRole monotone recurs manifold tolerance sense position
    adjective acronym description capital metonym within

    verdict left right claim leftQuote rightQuote leftSaid rightSaid working leftSources rightSources
    findingState decidedBy decidedAt reason complete cutBy source

    quantity date statement
    exact about atLeast moreThan atMost lessThan between
    asserted planned forecast possible conditional alleged denied
    affirmed negated
    current prior expected
    constant state cumulative period event
    stated relative anchored attested unknown
    """,
)

RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso isDefinedBy subClassOf subPropertyOf")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "sameAs versionInfo")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "decimal integer date dateTime string")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#", "Concept prefLabel altLabel broader inScheme example")
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    """
    Entity Activity SoftwareAgent wasDerivedFrom wasQuotedFrom wasGeneratedBy wasAssociatedWith used
    specializationOf wasRevisionOf generatedAtTime invalidatedAtTime
    """,
)
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    """
    SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector start end exact prefix suffix
    """,
)
SCHEMA = Namespace(
    "https://schema.org/",
    """
    Claim NewsArticle Organization headline articleBody datePublished identifier inLanguage name publisher
    sha256 softwareVersion url
    """,
)
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")

PREFIXES = {
    "kg": KG.iri,
    "owl": OWL.iri,
    "oa": OA.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": SKOS.iri,
    "unit": "http://qudt.org/vocab/unit/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD.iri,
}
