"""Claims → the part of their graph that comparing needs: what the shapes read, and nothing of where the words stand.

:mod:`kg.lift` writes whole graphs of articles; here claims without an article (``--claims``) become a graph that the
arithmetic shapes, or any SHACL processor, can be run over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from kg import names
from kg.interval import Units, columns, dimension, series_key, temporality
from kg.lexicon import Lexicon
from kg.lift.kinship import kinship
from kg.model import Claim
from kg.topic import topic
from kg.vocab import KG, PREFIXES, PROV, RDF, SKOS, XSD


def comparison_store(
    claims: Mapping[str, Claim],
    *,
    units: Units,
    canonical: Mapping[str, str],
    lexicon: Lexicon | None,
    base: str,
    changes: Mapping[str, str] = MappingProxyType({}),
) -> pyoxigraph.Store:
    """Return a store in memory with the claims, by their names, as the shapes read them.

    ``changes`` has measures that the ontology does not know, with the measure whose change they are.
    """
    store = pyoxigraph.Store()
    store.extend(set(comparison_quads(claims, units=units, canonical=canonical, lexicon=lexicon, base=base)))
    iris = {measure.name: measure.iri for measure in lexicon.measures} if lexicon is not None else {}
    for change, what in changes.items():
        base_measure = iris.get(what) or names.measure(base, what)
        store.add(Quad(NamedNode(names.measure(base, change)), KG.changeOf, NamedNode(base_measure)))
    return store


def ask(store: pyoxigraph.Store, query: str) -> QuerySolutions:
    """Answer a SELECT over the union of all graphs."""
    answer = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("not a SELECT")
    return answer


def comparison_quads(
    claims: Mapping[str, Claim], *, units: Units, canonical: Mapping[str, str], lexicon: Lexicon | None, base: str
) -> Iterator[Quad]:
    """Yield the quads of the claims, all in the default graph."""
    measures = {measure.name: measure for measure in lexicon.measures} if lexicon is not None else {}
    kin = kinship(lexicon)
    for name, claim in claims.items():
        key = series_key(claim, units=units, canonical=canonical, named=partial(names.entity, base))
        series = NamedNode(names.series(base, *key))
        known = measures.get(claim.measure)
        measure = NamedNode(known.iri if known is not None else names.measure(base, claim.measure))
        subject = NamedNode(
            canonical.get(claim.subject_iri, claim.subject_iri)
            if claim.subject_iri is not None
            else names.entity(base, topic(claim.subject, measure=claim.measure))
        )
        yield Quad(series, RDF.type, KG.Series)
        yield Quad(series, KG.subject, subject)
        yield Quad(series, KG.measure, measure)
        yield Quad(measure, KG.name, Literal(claim.measure))
        if known is not None and known.broader is not None:
            above = measures.get(known.broader)
            yield Quad(measure, SKOS.broader, NamedNode(known.broader if above is None else above.iri))
        for flag in (name for name in ("recurs", "manifold") if known is not None and getattr(known, name)):
            yield Quad(measure, KG[flag], Literal(True))
        for link, other in known.links if known is not None else ():
            yield Quad(measure, KG[link], NamedNode(other))
        yield Quad(series, KG.dimension, Literal(dimension(claim, units=units)))
        yield Quad(series, KG.temporality, KG[temporality(claim)])
        yield from _claim_quads(NamedNode(name), claim, series, units, base)
        yield from (Quad(NamedNode(name), KG.kinship, Literal(kindred)) for kindred in kin(claim))


def _claim_quads(node: NamedNode, claim: Claim, series: NamedNode, units: Units, base: str) -> Iterator[Quad]:
    found = columns(claim, units=units)
    yield Quad(node, RDF.type, KG.Claim)
    yield Quad(node, KG.series, series)
    yield Quad(node, PROV.wasDerivedFrom, NamedNode(names.article(base, claim.article)))
    yield Quad(node, KG.interval, Literal(found.interval.notation))
    for predicate, end in ((KG.low, found.interval.low), (KG.high, found.interval.high)):
        if end is not None:
            yield Quad(node, predicate, _day(date.fromordinal(int(end))) if found.interval.dated else _decimal(end))
    yield Quad(node, KG.step, _decimal(found.step))
    if isinstance(claim.value, Decimal):
        yield Quad(node, KG.value, _decimal(claim.value))
    if found.stated is not None:
        yield Quad(node, KG.amount, _decimal(found.stated))
    attested = found.granularity == "attested"
    for predicate, day in (
        (KG.attestedFrom if attested else KG.validFrom, found.start),
        (KG.attestedUntil if attested else KG.validUntil, found.until),
        (KG.said, found.said),
    ):
        if day is not None:
            yield Quad(node, predicate, _day(day))
    yield Quad(node, KG.granularity, Literal(found.granularity))
    yield Quad(node, KG.footing, Literal(found.footing))
    yield Quad(node, KG.voice, Literal(found.voice))
    yield Quad(node, KG.asWritten, Literal(found.written))
    yield Quad(node, KG.quote, Literal(claim.quote))
    if claim.publisher is not None:
        yield Quad(node, KG.publisher, Literal(claim.publisher))
    if claim.unit is not None:
        unit = NamedNode(names.unit(base, claim.unit))
        yield Quad(node, KG.unit, unit)
        yield Quad(unit, KG.code, Literal(claim.unit))
    if claim.value_span is not None:
        yield Quad(node, KG.valueStart, Literal(claim.value_span.start))


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _decimal(number: Decimal) -> Literal:
    return Literal(names.plain(number), datatype=XSD.decimal)
