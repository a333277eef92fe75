"""One query, in either version's words → candidates with scores and, where properties are asked, what they came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from api.reconcile.extension import Properties
from api.reconcile.known import MOST, Known, shown
from kg.link.names import CERTAIN, Candidate, Thing, fold

Quantifier = Literal["any", "all", "none"]
_WEIGHT = 0.3  # of the score, where properties are compared


@dataclass(frozen=True, slots=True)
class Condition:
    """A property that candidates should have one of these values of."""

    property: str
    values: tuple[Any, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one query asks for."""

    name: str | None
    id: str | None = None
    types: tuple[str, ...] = ()
    limit: int = 10
    conditions: tuple[Condition, ...] = ()


def candidates(wanted: Wanted, known: Known) -> list[dict[str, Any]]:
    """Return the candidates, the likeliest first."""
    limit = min(wanted.limit, MOST)
    types = tuple(type.rpartition("#")[2] for type in wanted.types)
    if wanted.id is not None:
        thing = known.names.get(wanted.id)
        fits = thing is not None and (not types or set(types) & set(thing.types))
        found = [Candidate(thing, 100.0, match=True)] if thing is not None and fits else []
    elif wanted.name is not None:
        found = known.names.candidates(wanted.name, types=types, limit=max(limit, 20 if wanted.conditions else limit))
    else:
        found = []
    if not wanted.conditions:
        return [_entry(candidate, []) for candidate in found][:limit]
    properties = Properties(known)
    entries = []
    for candidate in found:
        met = [_met(condition, candidate.thing, properties) for condition in wanted.conditions]
        if any(condition.required and not held for condition, held in zip(wanted.conditions, met, strict=True)):
            continue
        share = sum(met) / len(met)
        score = round(candidate.score * (1 - _WEIGHT) + 100 * share * _WEIGHT, 2)
        match = candidate.match and score >= CERTAIN
        features = [
            {"id": condition.property, "name": condition.property, "value": held}
            for condition, held in zip(wanted.conditions, met, strict=True)
        ]
        entries.append(_entry(Candidate(candidate.thing, score, match), features))
    entries.sort(key=lambda entry: (-entry["score"], entry["id"]))
    return entries[:limit]


def _entry(candidate: Candidate, features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    scored = {"score": candidate.score, "match": candidate.match}
    name = {"id": "name", "name": "likeness of the names", "value": candidate.score}
    return shown(candidate.thing) | scored | {"features": [name, *features]}


def _met(condition: Condition, thing: Thing, properties: Properties) -> bool:
    held = [_plain(value) for value in properties.values(thing, condition.property, {})]
    meets = [any(_alike(_plain(value), each) for each in held) for value in condition.values]
    if condition.quantifier == "none":
        return not any(meets)
    return bool(meets) and (all(meets) if condition.quantifier == "all" else any(meets))


def _plain(value: Any) -> str:
    """Return what a value says, whichever way it is written."""
    if isinstance(value, dict):
        for key in ("id", "str", "date", "float", "int", "name"):
            if key in value:
                return str(value[key])
        return ""
    return str(value)


def _alike(asked: str, held: str) -> bool:
    try:
        return Decimal(asked.replace(",", "")) == Decimal(held)
    except InvalidOperation:
        return asked == held or (fold(asked) != "" and fold(asked) == fold(held))
