"""Claim → statements about it: value, time, speaker and the places of its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kg import names
from kg.errors import BadClaims
from kg.interval import Columns, columns
from kg.lift import terms
from kg.lift.record import record
from kg.lift.shared import Shared
from kg.lift.words import Words
from kg.model import Article, Claim
from kg.packed import Packed, pack, spoken
from kg.vocab import KG, PROV, RDF, SCHEMA

MAGNITUDE = 1000  # digits before or after the point beyond which a number is a mistake of the reader
VALUES = {"+": "affirmed", "-": "negated", "at_least": "atLeast", "more_than": "moreThan"}
VALUES |= {"at_most": "atMost", "less_than": "lessThan"}  # words of the machine formats that no IRI may end in

_A = f"{RDF.type} {KG.Claim}", f"{RDF.type} {SCHEMA.Claim}"
_PREDICATES = {name: str(KG[name]) for name in KG}
_P = _PREDICATES.__getitem__
_DERIVED, _QUOTED, _GENERATED = str(PROV.wasDerivedFrom), str(PROV.wasQuotedFrom), str(PROV.wasGeneratedBy)
_PUBLISHED = str(SCHEMA.datePublished)
_VALID = _P("validFrom"), _P("validUntil")
_ATTESTED = _P("attestedFrom"), _P("attestedUntil")


def concept(value: str) -> str:
    """Return the concept of the vocabulary for a word of the machine formats.

    >>> concept("at_least")
    '<https://w3id.org/claimgraph/ontology#atLeast>'
    """
    return _PREDICATES[VALUES.get(value, value)]


def claim_statements(
    claim: Claim,
    article: Article,
    *,
    name: str,
    source: str,
    version: str,
    extraction: str,
    shared: Shared,
    words: Words,
    told: list[tuple[str, str, Packed]],
) -> Iterator[str]:
    """Yield ``predicate object`` pairs of one claim.

    Its places go to ``words``, what it has in common to ``shared``, what the comparison reads of it to ``told``.

    Raises :class:`BadClaims` where the claim is not of this article or holds what no graph can hold.
    """
    _check(claim, article)
    try:
        subject = shared.entity(claim.subject_iri, claim.subject)
        yield from _A
        yield f"{_P('kind')} {concept(claim.kind)}"
        yield f"{_P('subject')} {subject}"
        yield f"{_P('subjectText')} {terms.text(claim.subject)}"
        if claim.subject_iri is None:
            yield f"{_P('unlinked')} {_P('subject')}"
        yield f"{_P('measure')} {shared.measure(claim.measure)}"
        series = shared.series(claim, subject)
        yield f"{_P('series')} {series}"
        yield from _value(claim, shared)
        compared = columns(claim, units=shared.units)
        publisher = claim.publisher if claim.publisher is not None else article.publisher
        yield from _compared(compared)
        for key in shared.kin(claim):
            yield f"{_P('kinship')} {terms.text(key)}"
        unit = None if claim.unit is None else shared.unit(claim.unit)[1:-1]
        told.append((name, series[1:-1], pack(compared, article=source[1:-1], publisher=publisher, unit=unit)))
        yield f"{_P('record')} {terms.text(record(claim, article))}"
        yield f"{_P('modality')} {concept(claim.modality)}"
        yield f"{_P('certainty')} {concept(claim.certainty)}"
        yield f"{_P('polarity')} {concept(claim.polarity)}"
        yield f"{_P('standing')} {concept(claim.standing)}"
        yield from _time(claim, compared)
        if claim.speaker is not None:
            yield f"{_P('speaker')} {shared.entity(claim.speaker_iri, claim.speaker)}"
            yield f"{_P('speakerText')} {terms.text(claim.speaker)}"
        elif claim.speaker_iri is not None:
            yield f"{_P('speaker')} {terms.iri(claim.speaker_iri)}"
    except ValueError as error:
        raise BadClaims(f"{_where(claim)}: {error}") from None
    if claim.speaker is not None and claim.speaker_iri is None:
        yield f"{_P('unlinked')} {_P('speaker')}"
    if claim.cited_by is not None:
        yield f"{_P('citedBy')} {terms.text(claim.cited_by)}"
    for qualifier in claim.scope:
        yield f"{_P('scope')} {terms.text(qualifier)}"
    if claim.temporality is not None:
        yield f"{_P('temporality')} {concept(claim.temporality)}"
    if claim.published is not None and claim.published != article.published:
        yield f"{_PUBLISHED} {terms.edtf(claim.published)}"
    if publisher is not None:
        yield f"{_P('publisher')} {terms.text(publisher)}"
    if claim.block != "body":
        yield f"{_P('block')} {terms.text(claim.block)}"
    if claim.reasons:
        yield f"{_P('rule')} {terms.text(chr(10).join(f'{slot}: {rule}' for slot, rule in claim.reasons))}"
    yield f"{_DERIVED} {source}"
    yield f"{_QUOTED} {version}"
    yield f"{_GENERATED} {extraction}"
    yield f"{_P('quote')} {terms.text(claim.quote)}"
    yield f"{_P('evidence')} {words.quoted(claim.span, claim.quote)}"
    if claim.value_span is not None:
        yield f"{_P('valueEvidence')} {words.placed(claim.value_span)}"
        yield f"{_P('valueStart')} {terms.integer(claim.value_span.start)}"
    if claim.speaker_span is not None:
        yield f"{_P('speakerEvidence')} {words.placed(claim.speaker_span)}"
    for span in claim.repeats:
        yield f"{_P('repeatedAt')} {words.placed(span)}"


def comparison_statements(text: str, version: str) -> Iterator[str]:
    """Yield the statements, subjects too, of what the comparison reads of a version's claims (:mod:`kg.packed`)."""
    yield f"<{version}> {KG.comparisons} {terms.text(text)}"
    for series, says in spoken(text):
        yield f"<{names.told(series)}> {KG.told} {terms.text(says)}"


def _value(claim: Claim, shared: Shared) -> Iterator[str]:
    value = claim.value
    if isinstance(value, Decimal):
        yield f"{_P('value')} {terms.decimal(value)}"
    elif value is not None and claim.kind == "date":
        yield f"{_P('dateValue')} {terms.edtf(value)}"
    elif value is not None and value.startswith(("http://", "https://")):
        yield f"{_P('entityValue')} {terms.iri(value)}"
    elif value is not None:
        yield f"{_P('textValue')} {terms.text(value)}"
    if claim.written is not None:
        yield f"{_P('asWritten')} {terms.text(claim.written)}"
    if claim.unit is not None:
        yield f"{_P('unit')} {shared.unit(claim.unit)}"
    for name, number in (("statedLow", claim.low), ("statedHigh", claim.high), ("statedStep", claim.step)):
        if number is not None:
            yield f"{_P(name)} {terms.decimal(number)}"


def _compared(compared: Columns) -> Iterator[str]:
    """What the shapes compare: all in the reference unit of the dimension."""
    committed = compared.interval
    yield f"{_P('interval')} {terms.text(committed.notation)}"
    for name, end in (("low", committed.low), ("high", committed.high)):
        if end is not None:
            yield f"{_P(name)} {terms.date(dt.date.fromordinal(int(end))) if committed.dated else terms.decimal(end)}"
    yield f"{_P('step')} {terms.decimal(compared.step)}"
    if compared.stated is not None:
        yield f"{_P('amount')} {terms.decimal(compared.stated)}"
    yield f"{_P('granularity')} {terms.text(compared.granularity)}"
    yield f"{_P('footing')} {terms.text(compared.footing)}"
    yield f"{_P('voice')} {terms.text(compared.voice)}"


def _time(claim: Claim, compared: Columns) -> Iterator[str]:
    """Valid time; a date that is only *attested at* never becomes the beginning of the fact."""
    if claim.valid_from is not None or claim.valid_to is not None:
        yield f"{_P('validTime')} {terms.edtf(valid_time(claim.valid_from, claim.valid_to))}"
    first, after = _ATTESTED if compared.granularity == "attested" else _VALID
    if compared.start is not None:
        yield f"{first} {terms.date(compared.start)}"
    if compared.until is not None:
        yield f"{after} {terms.date(compared.until)}"
    yield f"{_P('validBasis')} {concept(claim.basis)}"
    if compared.said is not None:
        yield f"{_P('said')} {terms.date(compared.said)}"


def valid_time(valid_from: str | None, valid_to: str | None) -> str:
    """Return both ends as one EDTF date or interval, open where none is given.

    >>> valid_time("2024", "2024"), valid_time("2024-03-07", None)
    ('2024', '2024-03-07/..')
    """
    return (
        valid_from if valid_from == valid_to and valid_from is not None else f"{valid_from or '..'}/{valid_to or '..'}"
    )


def _check(claim: Claim, article: Article) -> None:
    if claim.article != article.id:
        raise BadClaims(f"{_where(claim)}: is not of article {article.id!r}")
    if article.text and claim.span.of(article.text) != claim.quote:
        raise BadClaims(f"{_where(claim)}: the quote does not stand there in the text")
    for span in (claim.value_span, claim.speaker_span, *claim.repeats):
        if article.text and span is not None and span.end > len(article.text):
            raise BadClaims(f"{_where(claim)}: [{span.start}, {span.end}) lies beyond the end of the text")
    for name in ("value", "low", "high", "step"):
        number = getattr(claim, name)
        if isinstance(number, Decimal) and not (number.is_finite() and _fits(number)):
            raise BadClaims(f"{_where(claim)}: {name} is not a number that can be compared: {number}")


def _fits(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return number.adjusted() < MAGNITUDE and isinstance(exponent, int) and exponent > -MAGNITUDE


def _where(claim: Claim) -> str:
    return f"article {claim.article!r}, claim at [{claim.span.start}, {claim.span.end})"
