"""A model's answer → proposals: what it says an article claims, typed but not yet believed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import islice
from typing import Any, cast, get_args

from kg.model import Certainty, ClaimKind, Polarity, Standing

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(ClaimKind),
    "certainty": get_args(Certainty),
    "polarity": get_args(Polarity),
    "standing": get_args(Standing),
}
_NEEDED = frozenset({"quote", "subject", "measure"})


class Ungrounded(ValueError):
    """A proposal that the article does not bear out; the message is the reason that is counted."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One claim as a model states it; ``value`` is a plain number or an EDTF date, all words are the article's."""

    kind: ClaimKind
    quote: str
    subject: str
    measure: str
    value_words: str | None = None
    value: str | None = None
    time_words: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    speaker: str | None = None
    certainty: Certainty = "asserted"
    polarity: Polarity = "+"
    standing: Standing = "current"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the strict form that structured output asks for.

    >>> schema()["properties"]["claims"]["items"]["properties"]["polarity"]
    {'type': 'string', 'enum': ['+', '-']}
    """
    properties: dict[str, Any] = {}
    for slot in fields(Proposal):
        if slot.name in _CHOICES:
            properties[slot.name] = {"type": "string", "enum": list(_CHOICES[slot.name])}
        else:
            properties[slot.name] = {"type": "string" if slot.name in _NEEDED else ["string", "null"]}
    claim = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def _no_number(word: str) -> Decimal:
    raise ValueError(f"{word} is no number")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
_LIST = re.compile(r'(?:\{\s{0,99}"claims"\s{0,99}:\s{0,99}|\A\s{0,99}(?:```\w{0,20}\s{0,99})?)\[')
_BETWEEN = re.compile(r"[\s,]*")
_TRIES = 20


def items(answer: str) -> tuple[list[object], bool] | None:
    """Return the claims of an answer as JSON values, and whether their list was closed; None where it has no list.

    Fences, prose before or after the JSON, and a bare list are taken as well; of a list cut short, what came whole.

    >>> items('Here you are: ```json\\n{"claims": [{"kind": "date"}, {"ki')
    ([{'kind': 'date'}], False)
    """
    best: tuple[list[object], bool] | None = None
    for opened in islice(_LIST.finditer(answer), _TRIES):
        found = _elements(answer, opened.end())
        if found[1]:
            return found
        best = best or found
    return best


def _elements(answer: str, at: int) -> tuple[list[object], bool]:
    found: list[object] = []
    while True:
        at = _BETWEEN.match(answer, at).end()  # type: ignore[union-attr]  # matches the empty string too
        if answer.startswith("]", at):
            return found, True
        try:
            element, at = _DECODER.raw_decode(answer, at)
        except (ValueError, RecursionError, ArithmeticError):
            return found, False
        found.append(element)


def proposal(item: object) -> Proposal:
    """Return one claim of an answer; keys that the schema does not have (offsets, say) count for nothing.

    Raises :class:`Ungrounded` where the claim is not in the form of the schema.
    """
    if not isinstance(item, Mapping):
        raise Ungrounded("not in the claim schema")
    read = {slot.name: _slot(slot.name, item[slot.name]) for slot in fields(Proposal) if slot.name in item}
    given = {name: said for name, said in read.items() if said is not None}
    if not {"kind", *_NEEDED} <= given.keys():
        raise Ungrounded("not in the claim schema")
    return Proposal(**cast(dict[str, Any], given))


def _slot(name: str, said: object) -> str | None:
    if isinstance(said, Decimal) and name == "value":
        return str(said)
    if said is None or said == "":
        return None
    if not isinstance(said, str) or said not in _CHOICES.get(name, (said,)):
        raise Ungrounded("not in the claim schema")
    return said
