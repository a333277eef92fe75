"""Claims ⇄ statements as Wikidata has them: value, qualifiers, references, rank, in RDF.

The RDF form is Wikibase's (https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format): ``p: / ps: / psv: / pq:
/ prov:wasDerivedFrom``. A date that is only attested is a point in time (P585), never a start (P580). What Wikibase
has no place for (a bound on one side, EDTF beyond day, month and year, the modality) is said with terms of our own
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg import names
from kg.edtf import days
from kg.exchange.crosswalk import WD, Crosswalk
from kg.exchange.selection import Sourced
from kg.lift.claims import VALUES, valid_time
from kg.model import Claim
from kg.vocab import EDTF, KG, PROV, RDF, XSD

PROP = "http://www.wikidata.org/prop/"
OWN = "https://w3id.org/claimgraph/prop/"  # measures that Wikidata has no property for, in the same form
WIKIBASE = "http://wikiba.se/ontology#"
_GREGORIAN = NamedNode(f"{WD}Q1985727")
_UNITLESS = NamedNode(f"{WD}Q199")  # Wikibase writes numbers without a unit as a number of "1"
PRECISION = {"day": 11, "month": 10, "year": 9, "decade": 8, "century": 7}
_WORDS = {iri: word for word, iri in VALUES.items()}

PREFIXES = {
    "wd": WD,
    "wds": f"{WD}statement/",
    "wdref": "http://www.wikidata.org/reference/",
    "wdv": "http://www.wikidata.org/value/",
    "p": PROP,
    "ps": f"{PROP}statement/",
    "psv": f"{PROP}statement/value/",
    "pq": f"{PROP}qualifier/",
    "pqv": f"{PROP}qualifier/value/",
    "pr": f"{PROP}reference/",
    "prv": f"{PROP}reference/value/",
    "wikibase": WIKIBASE,
    "kg": KG.iri,
    "prov": PROV.iri,
    "xsd": XSD.iri,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement in Wikidata's form says, read back."""

    iri: str
    subject: str
    measure: str
    value: Decimal | str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    valid_from: str | None
    valid_to: str | None
    modality: str
    quote: str | None
    url: str | None


def fits(claim: Claim) -> bool:
    """Say whether the claim has a form in Wikidata: a number or a date of something."""
    return claim.kind != "statement" and (claim.value is not None or claim.low is not None or claim.high is not None)


def statements(claims: Iterable[Sourced], walk: Crosswalk, *, base: str) -> Iterator[Quad]:
    """Yield the claims as statements, in the default graph; claims that only tell something in words are left out."""
    for each in claims:
        if fits(each.stored.claim):
            yield from _statement(each, walk, base)


def _statement(each: Sourced, walk: Crosswalk, base: str) -> Iterator[Quad]:
    claim = each.stored.claim
    property = walk.properties.get(claim.measure)
    number, root = (property, PROP) if property is not None else (claim.measure, OWN)
    subject = NamedNode(claim.subject_iri or names.entity(base, claim.subject))
    node, key = NamedNode(each.stored.iri), each.stored.iri.rpartition("/")[2]

    def term(kind: str) -> NamedNode:
        return NamedNode(f"{root}{kind}{number}")

    def own(kind: str, number: str) -> NamedNode:
        return NamedNode(f"{PROP}{kind}{number}")

    yield Quad(subject, term(""), node)
    yield Quad(node, RDF.type, NamedNode(f"{WIKIBASE}Statement"))
    rank = "DeprecatedRank" if claim.polarity == "-" or claim.standing == "prior" else "NormalRank"
    yield Quad(node, NamedNode(f"{WIKIBASE}rank"), NamedNode(f"{WIKIBASE}{rank}"))
    value = NamedNode(f"{base}id/value/{key}")
    yield Quad(node, term("statement/value/"), value)
    if isinstance(claim.value, Decimal):
        yield Quad(node, term("statement/"), _decimal(claim.value))
    elif claim.value is not None:
        yield Quad(node, term("statement/"), _instant(claim.value) or Literal(claim.value, datatype=EDTF))
    if claim.kind == "date":
        yield from _time_value(value, str(claim.value))
        yield Quad(value, KG.dateValue, Literal(str(claim.value), datatype=EDTF))
    else:
        yield from _quantity_value(value, claim, walk, base)
    modality = KG[VALUES.get(claim.modality, claim.modality)]
    yield Quad(node, own("qualifier/", "P459") if claim.modality != "exact" else KG.modality, modality)
    if claim.valid_from is not None or claim.valid_to is not None:
        yield Quad(node, KG.validTime, Literal(valid_time(claim.valid_from, claim.valid_to), datatype=EDTF))
    for qualifier, edtf in when(claim):
        place = NamedNode(f"{value.value}-{qualifier}")
        if (instant := _instant(edtf)) is not None:
            yield Quad(node, own("qualifier/", qualifier), instant)
            yield Quad(node, own("qualifier/value/", qualifier), place)
            yield from _time_value(place, edtf)
    yield from _reference(node, each, NamedNode(f"{base}id/reference/{key}"))


def when(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the qualifiers of the valid time: a point in time, or a start and an end."""
    if claim.kind == "date":
        return  # the value is its own time
    if claim.valid_from is not None and (claim.valid_from == claim.valid_to or claim.basis == "attested"):
        yield "P585", claim.valid_from
        return
    if claim.valid_from is not None:
        yield "P580", claim.valid_from
    if claim.valid_to is not None:
        yield "P582", claim.valid_to


def _quantity_value(node: NamedNode, claim: Claim, walk: Crosswalk, base: str) -> Iterator[Quad]:
    yield Quad(node, RDF.type, NamedNode(f"{WIKIBASE}QuantityValue"))
    unit = _UNITLESS
    if claim.unit is not None:
        unit = NamedNode(walk.units.get(claim.unit) or names.unit(base, claim.unit))
        yield Quad(node, KG.code, Literal(claim.unit))
    yield Quad(node, NamedNode(f"{WIKIBASE}quantityUnit"), unit)
    ends = (("Amount", claim.value), ("LowerBound", claim.low), ("UpperBound", claim.high))
    for name, number in ends:
        if isinstance(number, Decimal):
            yield Quad(node, NamedNode(f"{WIKIBASE}quantity{name}"), _decimal(number))


def _time_value(node: NamedNode, edtf: str) -> Iterator[Quad]:
    found, instant = days(edtf), _instant(edtf)
    yield Quad(node, RDF.type, NamedNode(f"{WIKIBASE}TimeValue"))
    if found is None or instant is None:
        return
    yield Quad(node, NamedNode(f"{WIKIBASE}timeValue"), instant)
    precision = PRECISION.get(found.granularity, 10 if found.granularity in {"quarter", "season"} else 9)
    yield Quad(node, NamedNode(f"{WIKIBASE}timePrecision"), Literal(precision))
    yield Quad(node, NamedNode(f"{WIKIBASE}timeTimezone"), Literal(0))
    yield Quad(node, NamedNode(f"{WIKIBASE}timeCalendarModel"), _GREGORIAN)


def _reference(statement: NamedNode, each: Sourced, node: NamedNode) -> Iterator[Quad]:
    def said(number: str) -> NamedNode:
        return NamedNode(f"{PROP}reference/{number}")

    article, claim = each.article, each.stored.claim
    yield Quad(statement, PROV.wasDerivedFrom, node)
    yield Quad(node, RDF.type, NamedNode(f"{WIKIBASE}Reference"))
    yield Quad(node, said("P248"), NamedNode(each.article_iri))
    yield Quad(node, said("P1683"), Literal(claim.quote, language=article.language or "en"))
    if (
        article.url is not None
        and article.url.startswith(("http://", "https://"))
        and not set(article.url) & set(' <>"{}|\\^`')
    ):
        yield Quad(node, said("P854"), NamedNode(article.url))
    if article.published is not None and (day := _instant(article.published)) is not None:
        yield Quad(node, said("P577"), day)
    if each.read_at is not None:
        yield Quad(node, said("P813"), Literal(f"{each.read_at[:10]}T00:00:00Z", datatype=XSD.dateTime))


def _decimal(number: Decimal) -> Literal:
    written = names.plain(number)
    return Literal(written if written.startswith("-") else f"+{written}", datatype=XSD.decimal)


def _instant(edtf: str) -> Literal | None:
    found = days(edtf)
    if found is None or found.start is None:
        return None
    return Literal(f"{found.start.isoformat()}T00:00:00Z", datatype=XSD.dateTime)


def read_statements(quads: Iterable[Quad], walk: Crosswalk) -> Iterator[Statement]:
    """Yield what statements in this form say, ours or Wikidata's own, in the order of their names."""
    said: _Said = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    for subject in sorted(said, key=lambda node: node.value):
        for predicate, nodes in said[subject].items():
            for root in (PROP, OWN):
                number = predicate.removeprefix(root)
                if number != predicate and "/" not in number:
                    measure = walk.measure_of(number) if root == PROP else number
                    for node in sorted(nodes, key=lambda node: node.value):
                        if measure is not None and isinstance(node, NamedNode) and node in said:
                            yield _read(subject.value, measure, node, root, number, said, walk)


_Told: TypeAlias = dict[str, list[NamedNode | Literal]]
_Said: TypeAlias = dict[NamedNode, _Told]


def _one(told: _Told, predicate: NamedNode | str) -> str | None:
    found = told.get(predicate if isinstance(predicate, str) else predicate.value)
    return found[0].value if found else None


def _read(
    subject: str, measure: str, node: NamedNode, root: str, number: str, said: _Said, walk: Crosswalk
) -> Statement:
    told = said[node]

    detail = _one(told, f"{root}statement/value/{number}")
    value = said.get(NamedNode(detail), {}) if detail is not None else {}
    amount, plain = _one(value, f"{WIKIBASE}quantityAmount"), _one(told, f"{root}statement/{number}")
    is_time = f"{WIKIBASE}timePrecision" in value or _one(value, KG.dateValue) is not None
    unit = _one(value, KG.code) or _unit(_one(value, f"{WIKIBASE}quantityUnit"), walk)
    written = _one(value, KG.dateValue) or (_edtf(value) if is_time else None)
    number_ = amount if amount is not None else None if is_time or detail is not None else plain
    valid = _one(told, KG.validTime)
    start, slash, end = valid.partition("/") if valid is not None else _dates(node, said)
    modality = (_one(told, f"{PROP}qualifier/P459") or _one(told, KG.modality) or KG.exact.value).removeprefix(KG.iri)
    reference = said.get(NamedNode(_one(told, PROV.wasDerivedFrom) or "urn:none"), {})
    return Statement(
        iri=node.value,
        subject=subject,
        measure=measure,
        value=written if is_time else Decimal(number_) if number_ is not None else None,
        low=_number(_one(value, f"{WIKIBASE}quantityLowerBound")),
        high=_number(_one(value, f"{WIKIBASE}quantityUpperBound")),
        unit=unit,
        valid_from=None if start in ("", "..") else start,
        valid_to=None if end == ".." else (end or None) if slash else (start or None),
        modality=_WORDS.get(modality, modality),
        quote=_one(reference, f"{PROP}reference/P1683"),
        url=_one(reference, f"{PROP}reference/P854"),
    )


def _unit(iri: str | None, walk: Crosswalk) -> str | None:
    return None if iri is None or iri == _UNITLESS.value else walk.unit_of(iri) or iri


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def _edtf(value: _Told) -> str | None:
    instant, precision = _one(value, f"{WIKIBASE}timeValue"), int(_one(value, f"{WIKIBASE}timePrecision") or 11)
    return None if instant is None else instant[: {9: 4, 10: 7}.get(precision, 10)]


def _dates(node: NamedNode, said: _Said) -> tuple[str, str, str]:
    found = {}
    for number in ("P585", "P580", "P582"):
        detail = _one(said[node], f"{PROP}qualifier/value/{number}")
        instant = _one(said[node], f"{PROP}qualifier/{number}")
        found[number] = (_edtf(said.get(NamedNode(detail), {})) if detail else None) or (
            instant[:10] if instant else ""
        )
    if found["P585"]:
        return found["P585"], "", ""
    return found["P580"], "/" if found["P580"] or found["P582"] else "", found["P582"] or ".."
