"""Claims → RDF 1.2 Turtle: each claim reifies the plain triple it states (``rdf:reifies <<( s p o )>>``).

A text view for readers of RDF 1.2; the store keeps RDF 1.1, where the claim is a node of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.exchange.selection import Sourced
from kg.lexicon import Lexicon
from kg.lift.claims import valid_time
from kg.vocab import EDTF, KG, PROV, RDF, SCHEMA, XSD

_REIFIES = NamedNode(f"{RDF.iri}reifies")


def reified(claims: Iterable[Sourced], lexicon: Lexicon, *, base: str) -> Iterator[Triple]:
    """Yield, for each claim that states a value, the triple it reifies and when, where and by whom it is stated."""
    measures = {measure.name: measure.iri for measure in lexicon.measures}
    for each in claims:
        claim = each.stored.claim
        if claim.value is None:
            continue
        value: Literal | NamedNode
        if isinstance(claim.value, Decimal):
            value = Literal(names.plain(claim.value), datatype=XSD.decimal)
        elif claim.value.startswith(("http://", "https://")):
            value = NamedNode(claim.value)
        else:
            value = Literal(claim.value, datatype=EDTF) if claim.kind == "date" else Literal(claim.value)
        subject = NamedNode(claim.subject_iri or names.entity(base, claim.subject))
        predicate = NamedNode(measures.get(claim.measure) or names.measure(base, claim.measure))
        node = NamedNode(each.stored.iri)
        yield Triple(node, _REIFIES, Triple(subject, predicate, value))
        yield Triple(node, RDF.type, KG.Claim)
        yield Triple(node, KG.quote, Literal(claim.quote))
        yield Triple(node, PROV.wasDerivedFrom, NamedNode(each.article_iri))
        if claim.valid_from is not None or claim.valid_to is not None:
            yield Triple(node, KG.validTime, Literal(valid_time(claim.valid_from, claim.valid_to), datatype=EDTF))
            yield Triple(node, KG.validBasis, KG[claim.basis])
        if claim.published is not None:
            yield Triple(node, SCHEMA.datePublished, Literal(claim.published, datatype=EDTF))
        if claim.speaker is not None:
            yield Triple(node, KG.speakerText, Literal(claim.speaker))
        if claim.unit is not None:
            yield Triple(node, KG.asWritten, Literal(claim.written or f"{claim.value} {claim.unit}"))
