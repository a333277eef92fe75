"""Claims as others name things → claims as the ontology names them, for the comparison alone.

Claims come from other readers too, which call a death toll "deaths", a mile "mile", and an organisation by its name
without its IRI. What the ontology knows beyond doubt is called by one name, so that it stands in one series; what it
does not know, or knows two of, keeps the name it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.interval import said_day, temporality
from kg.lexicon import Lexicon
from kg.model import Claim
from kg.topic import folded

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_\-]+")
_UNIT_NAMED = re.compile(r" (?:pct|percent|per cent|percentage)$")


def plain_name(name: str) -> str:
    """Return a name in lower case with its words apart and no unit at its end.

    >>> {plain_name(name) for name in ("budget_change_pct", "budgetChange", "Budget change", "budget-change")}
    {'budget change'}
    """
    return _UNIT_NAMED.sub("", _GAPS.sub(" ", _HUMP.sub(" ", name)).casefold().strip())


def alike(lexicon: Lexicon | None) -> Callable[[Claim], Claim]:
    """Return what gives a claim with its measure, unit and subject as the ontology names them.

    A measure is known by its name and its labels, a unit by its words, a subject without an IRI by a name that one
    entity alone has. A state without a time is attested at its article's day (:func:`undated`).
    """
    if lexicon is None:
        return lambda claim: claim
    exact = {measure.name: measure for measure in lexicon.measures}
    measures = _unambiguous(
        (plain_name(word), each.name) for each in lexicon.measures for word in (each.name, each.label, *each.aliases)
    )
    codes = {unit.code for unit in lexicon.units}
    units = _unambiguous((word.casefold(), unit.code) for unit in lexicon.units for word in unit.words)
    entities = _unambiguous(
        (folded(word), entity.iri) for entity in lexicon.entities for word in (entity.label, *entity.aliases)
    )

    def told(claim: Claim) -> Claim:
        measure, unit, iri = claim.measure, claim.unit, claim.subject_iri
        if measure not in exact:
            measure = measures.get(plain_name(measure), measure)
        if unit is not None and unit not in codes and claim.kind == "quantity":
            unit = units.get(unit.casefold(), unit)
        if iri is None:
            iri = entities.get(folded(claim.subject))
        time = claim.temporality
        if measure in exact and time in {None, "constant"}:  # for good only where the ontology says so too
            time = exact[measure].temporality
        if (measure, unit, iri, time) != (claim.measure, claim.unit, claim.subject_iri, claim.temporality):
            claim = replace(claim, measure=measure, unit=unit, subject_iri=iri, temporality=time)
        return _attested(claim) if undated(claim) else claim

    return told


def undated(claim: Claim) -> bool:
    """Say whether a reader without an "attested at" left out the time of a state that an article tells of its own day.

    Our own reader says so by the basis, and always gives the value as written.
    """
    return (
        claim.kind == "quantity"
        and claim.written is None
        and claim.valid_from is None
        and claim.valid_to is None
        and claim.standing == "current"
        and temporality(claim) == "state"
        and said_day(claim) is not None
    )


def _attested(claim: Claim) -> Claim:
    return replace(claim, valid_from=claim.published, valid_to=claim.published, basis="attested")


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        found.setdefault(word, set()).add(name)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}
