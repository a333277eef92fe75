"""Claim ⇄ one string: ``kg:record``, so that quoting a claim is one look into the store instead of fifty.

The string holds nothing of its own: it is the JSON of the claim as the plain properties give it back
(:func:`kg.lift.lower.lower_claim`), fields at their default left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any

from kg.model import Article, Claim, Span
from kg.names import plain

_DEFAULTS = {field.name: None if field.default is MISSING else field.default for field in fields(Claim)}
_MADE: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys(("low", "high", "step"), Decimal),
    **dict.fromkeys(("span", "value_span", "speaker_span"), lambda ends: Span(*ends)),
    "scope": tuple,
    "repeats": lambda spans: tuple(Span(*ends) for ends in spans),
    "reasons": lambda pairs: tuple(map(tuple, pairs)),
}


def record(claim: Claim, article: Article) -> str:
    """Return a claim of the article as it is kept: dated and published as its article where it does not say."""
    said: dict[str, Any] = {name: getattr(claim, name) for name in _DEFAULTS}
    said["published"] = claim.published if claim.published is not None else article.published
    said["publisher"] = claim.publisher if claim.publisher is not None else article.publisher
    said["scope"] = sorted(set(claim.scope))
    said["repeats"] = sorted(set(claim.repeats))
    kept = {name: value for name, value in said.items() if value not in (_DEFAULTS[name], [])}
    if isinstance(claim.value, Decimal):
        kept["number"] = kept.pop("value")
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), default=_written)


def recorded(text: str) -> Claim:
    """Return the claim of a record."""
    said = json.loads(text)
    if "number" in said:
        said["value"] = Decimal(said.pop("number"))
    for name, made in _MADE.items():
        if name in said:
            said[name] = made(said[name])
    return Claim(**{"subject_iri": None, **said})


def _written(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Span):
        return value.start, value.end
    raise TypeError(f"no record holds a {type(value).__name__}")
