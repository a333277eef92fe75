"""Claims and mentions ⇄ the JSON of ``kg extract``, ``kg recognise`` and ``kg check --claims``: where their keys stand.

Numbers are JSON numbers where they fit one exactly, else strings of digits; dates are ISO or EDTF; offsets code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast, get_args

from kg.errors import BadClaims
from kg.model import (
    Article,
    Basis,
    BlockKind,
    Certainty,
    Claim,
    ClaimKind,
    Entity,
    Finding,
    Mention,
    Modality,
    Polarity,
    Quantity,
    Report,
    Span,
    Standing,
    Temporality,
)

CLAIM_KEYS = (
    "article", "kind", "start", "end", "quote", "value_start", "value_end", "subject", "subject_iri", "measure",
    "value", "low", "high", "unit", "modality", "certainty", "polarity", "valid_from", "valid_to", "published",
    "speaker", "speaker_start", "speaker_end",
)  # fmt: skip
"""Keys that every claim has, in this order; others follow where they say more than the default."""

# other tools' words for the same: what is not known at all is read as the least committal
_MODALITIES = {"approx": "about", "approximately": "about", "range": "between", "half_of": "about", "up_to": "at_most"}
_CERTAINTIES = {
    "reported": "alleged", "rumoured": "alleged", "pending": "planned", "expected": "forecast", "estimated": "asserted",
    "counterfactual": "conditional", "confirmed": "asserted", "provisional": "asserted", "preliminary": "asserted",
    "projected": "forecast", "predicted": "forecast", "scheduled": "planned", "proposed": "planned",
    "intended": "planned", "targeted": "planned", "hypothetical": "conditional",
    "claimed": "alleged", "suspected": "alleged", "unconfirmed": "alleged", "likely": "possible",
}  # fmt: skip
_POLARITIES: dict[str, Polarity] = {
    "affirmed": "+", "positive": "+", "denied": "-", "negated": "-", "negative": "-", "+": "+", "-": "-",
}  # fmt: skip


def claim_to_json(claim: Claim, *, explain: bool = False) -> dict[str, Any]:
    """Return a claim as ``kg extract --format jsonl`` prints it; ``explain`` adds the rule that filled each slot."""
    value, speaker = claim.value_span, claim.speaker_span
    record = dict(
        zip(
            CLAIM_KEYS,
            (
                claim.article, claim.kind, claim.span.start, claim.span.end, claim.quote, value and value.start,
                value and value.end, claim.subject, claim.subject_iri, claim.measure, _number(claim.value),
                _number(claim.low), _number(claim.high), claim.unit, claim.modality, claim.certainty, claim.polarity,
                claim.valid_from, claim.valid_to, claim.published, claim.speaker, speaker and speaker.start,
                speaker and speaker.end,
            ),
            strict=True,
        )
    )  # fmt: skip
    more = {
        "basis": None if claim.basis == "unknown" else claim.basis,
        "standing": None if claim.standing == "current" else claim.standing,
        "temporality": claim.temporality,
        "scope": list(claim.scope) or None,
        "step": _number(claim.step),
        "written": claim.written,
        "block": None if claim.block == "body" else claim.block,
        "speaker_iri": claim.speaker_iri,
        "cited_by": claim.cited_by,
        "publisher": claim.publisher,
        "repeats": [[span.start, span.end] for span in claim.repeats] or None,
        "reasons": ([list(reason) for reason in claim.reasons] or None) if explain else None,
    }
    return record | {key: said for key, said in more.items() if said is not None}


def claims_from_json(lines: Iterable[str], *, source: str = "claims") -> Iterator[Claim]:
    """Yield the claims of JSON lines in the form that :func:`claim_to_json` gives.

    Raises :class:`kg.errors.BadClaims` naming the source, the line and the key.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{source}, line {number}"
        try:
            record = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        except (ValueError, RecursionError) as error:
            raise BadClaims(
                f"{place}: not JSON ({error}); write one claim a line, as `kg extract --format jsonl` does"
            ) from None
        if not isinstance(record, dict):
            raise BadClaims(f"{place}: not a JSON object; write one claim a line, as `kg extract --format jsonl` does")
        yield _claim(record, place)


def _claim(record: Mapping[str, Any], place: str) -> Claim:
    kind = _text(record, "kind", place) or "quantity"
    if kind not in get_args(ClaimKind):
        raise BadClaims(f'{place}: "kind" is {kind!r}; it must be quantity, date or statement')
    value = record.get("value")
    if kind == "quantity":
        value = _decimal(record, "value", place)
    elif value is not None:
        value = str(value)
    certainty, standing = _certainty(_text(record, "certainty", place) or "asserted")
    low, high = _decimal(record, "low", place), _decimal(record, "high", place)
    try:
        return Claim(
            article=_needed(record, "article", place),
            kind=cast(ClaimKind, kind),
            span=_needed_span(record, place),
            quote=_needed(record, "quote", place),
            subject=_needed(record, "subject", place),
            subject_iri=_text(record, "subject_iri", place),
            measure=_needed(record, "measure", place),
            value=value,
            value_span=_span(record, "value_start", "value_end", place),
            written=_text(record, "written", place),
            low=low,
            high=high,
            step=_decimal(record, "step", place),
            unit=_text(record, "unit", place),
            modality=_modality(_text(record, "modality", place) or "exact", value, low, high),
            certainty=certainty,
            polarity=_polarity(_text(record, "polarity", place) or "+", place),
            valid_from=_text(record, "valid_from", place),
            valid_to=_text(record, "valid_to", place),
            basis=cast(Basis, _known(record, "basis", get_args(Basis), "unknown", place)),
            published=_text(record, "published", place),
            speaker=_text(record, "speaker", place),
            speaker_iri=_text(record, "speaker_iri", place),
            speaker_span=_span(record, "speaker_start", "speaker_end", place),
            cited_by=_text(record, "cited_by", place),
            scope=_scope(record.get("scope"), place),
            temporality=cast(
                "Temporality | None", _known(record, "temporality", (*get_args(Temporality), None), None, place)
            ),
            standing=cast(Standing, _known(record, "standing", get_args(Standing), standing, place)),
            block=cast(BlockKind, _known(record, "block", get_args(BlockKind), "body", place)),
            publisher=_text(record, "publisher", place),
            repeats=tuple(Span(int(start), int(end)) for start, end in record.get("repeats") or ()),
            reasons=tuple((str(slot), str(rule)) for slot, rule in record.get("reasons") or ()),
        )
    except (TypeError, ValueError) as error:
        raise BadClaims(f"{place}: {error}") from None


def _needed(record: Mapping[str, Any], key: str, place: str) -> str:
    found = record.get(key)
    if not isinstance(found, str) or not found:
        raise BadClaims(f'{place}: "{key}" must be a string that is not empty')
    return found


def _text(record: Mapping[str, Any], key: str, place: str) -> str | None:
    found = record.get(key)
    if found is not None and not isinstance(found, str):
        raise BadClaims(f'{place}: "{key}" must be a string or null')
    return found


def _known(
    record: Mapping[str, Any], key: str, words: tuple[str | None, ...], default: str | None, place: str
) -> str | None:
    found = _text(record, key, place)
    if found is None:
        return default
    if found not in words:
        raise BadClaims(f'{place}: "{key}" is {found!r}; it must be one of {", ".join(word for word in words if word)}')
    return found


def _decimal(record: Mapping[str, Any], key: str, place: str) -> Decimal | None:
    found = record.get(key)
    if found is None:
        return None
    try:
        number = Decimal(found) if isinstance(found, str | Decimal) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise BadClaims(f'{place}: "{key}" must be a number or null')
    return number


def _span(record: Mapping[str, Any], start: str, end: str, place: str) -> Span | None:
    first, last = _decimal(record, start, place), _decimal(record, end, place)
    return None if first is None or last is None else Span(int(first), int(last))


def _needed_span(record: Mapping[str, Any], place: str) -> Span:
    span = _span(record, "start", "end", place)
    if span is None:
        raise BadClaims(f'{place}: "start" and "end" must be offsets of the quote in its article')
    return span


def _scope(found: object, place: str) -> tuple[str, ...]:
    if found is None or found == "":
        return ()
    if isinstance(found, str):
        return (found,)
    if isinstance(found, list) and all(isinstance(each, str) for each in found):
        return tuple(found)
    raise BadClaims(f'{place}: "scope" must be a string, a list of strings or null')


def _certainty(word: str) -> tuple[Certainty, Standing]:
    superseded = word.startswith("superseded")
    plain = word.removeprefix("superseded").strip() or "asserted"
    plain = _CERTAINTIES.get(plain, plain)
    known = plain if plain in get_args(Certainty) else "possible"
    return cast(Certainty, known), "prior" if superseded else "current"


def _polarity(word: str, place: str) -> Polarity:
    if word not in _POLARITIES:
        raise BadClaims(f'{place}: "polarity" is {word!r}; it must be one of {", ".join(_POLARITIES)}')
    return _POLARITIES[word]


def _modality(word: str, value: object, low: Decimal | None, high: Decimal | None) -> Modality:
    plain = _MODALITIES.get(word, word)
    if plain not in get_args(Modality):
        plain = "about"
    if value is None and low is not None and high is not None:
        plain = "between"
    return cast(Modality, plain)


def mention_to_json(mention: Mention, article: Article) -> dict[str, Any]:
    """Return a mention as ``kg recognise --format jsonl`` prints it."""
    record: dict[str, Any] = {
        "article": article.id, "start": mention.span.start, "end": mention.span.end, "kind": mention.kind,
        "value": None, "unit": None, "iri": None,
    }  # fmt: skip
    match mention.value:
        case Quantity(value=value, unit=unit):
            return record | {"value": _number(value), "unit": unit}
        case Entity(iri=iri, name=name):
            return record | {"value": name, "iri": iri}
    return record | {"value": mention.value.edtf}


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as ``kg check --format json`` prints it."""
    record = {
        "verdict": finding.verdict, "severity": finding.severity, "shape": finding.shape, "message": finding.message,
        "claims": [claim_to_json(claim) for claim in finding.claims], "id": finding.id, "state": finding.state,
    }  # fmt: skip
    more = {"working": finding.working, "series": finding.series, "sources": finding.sources and list(finding.sources),
            "found": finding.found}  # fmt: skip
    return record | {key: said for key, said in more.items() if said is not None}


def report_to_json(report: Report) -> dict[str, Any]:
    """Return a report as ``kg check --format json`` prints it."""
    return {
        "complete": report.complete,
        **({} if report.reason is None else {"reason": report.reason}),
        "articles": report.articles,
        "claims": report.claims,
        "findings": [finding_to_json(finding) for finding in report.findings],
    }


def _number(value: Decimal | str | None) -> int | float | str | None:
    """Return a JSON number equal to the decimal, or its digits where a double would alter it."""
    if value is None or isinstance(value, str):
        return value
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
