"""Claims as others name things → claims as the ontology names them, for the comparison alone.

Claims come from other readers too, which call a death toll "deaths", a mile "mile", and an organisation by its name
without its IRI. What the ontology knows beyond doubt is called by one name, so that it stands in one series; what it
does not know, or knows two of, keeps the name it has; of a measure, without what readers add to it (``store_count``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.interval import said_day, temporality
from kg.lexicon import Lexicon
from kg.model import Basis, Claim, Temporality
from kg.topic import folded

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_\-]+")
_LONG = 200  # code points; longer is no name
_OF = re.compile(r"(?P<what>\w+) of (?:the )?(?P<whose>.+)")
_COUNTED = re.compile(r"(?<=\w) (?:count|number|numbers)$")
_PLURAL = re.compile(r"[^\Ws]{3}s$")
_WHEN = re.compile(r"(?P<what>.+) (?:date|day|time)")
_PLACE = re.compile(  # of the page, not of what is told: it parts no series
    "(?:sub)?(?:head|heading|headline|title)|lead|teaser|body|caption|table|chart|graphic|infobox|footnote"
)
_UNIT_NAMED = re.compile(r" (?:pct|percent|per cent|percentage)$")


def plain_name(name: str) -> str:
    """Return a name in lower case with its words apart and in one order, no unit or plural at its end.

    >>> {plain_name(name) for name in ("budget_change_pct", "budgetChange", "Budget changes", "change-of-budget")}
    {'budget change'}
    >>> {plain_name(name) for name in ("storeCount", "number_of_stores", "stores")}
    {'store'}
    """
    words = _GAPS.sub(" ", _HUMP.sub(" ", name[:_LONG])).casefold().strip()
    turned = _OF.fullmatch(words)
    if turned is not None:
        words = f"{turned['whose']} {turned['what']}"
    words = _COUNTED.sub("", _UNIT_NAMED.sub("", words))
    return words[:-1] if _PLURAL.search(words) else words


def alike(lexicon: Lexicon | None) -> Callable[[Claim], Claim]:
    """Return what gives a claim with its measure, unit and subject as the ontology names them.

    A measure is known by its name and its labels, the day of an event also by what happened (``crash_date``), a unit by
    its words, a subject without an IRI by a name that one entity alone has. What has no time is of its article's
    day (:func:`undated`), and where on the page it stands is no scope.
    """
    if lexicon is None:
        return lambda claim: claim
    exact = {measure.name: measure for measure in lexicon.measures}
    measures = _unambiguous(
        (plain_name(word), each.name) for each in lexicon.measures for word in (each.name, each.label, *each.aliases)
    )
    dated = {plain_name(word): "eventDate" for word in lexicon.words_of("event")}
    met = (word for word, family in lexicon.senses_of("kinship").items() if family == "encounter")
    dated |= {plain_name(word): "meetingDate" for word in met}
    codes = {unit.code for unit in lexicon.units}
    units = _unambiguous((word.casefold(), unit.code) for unit in lexicon.units for word in unit.words)
    entities = _unambiguous(
        (folded(word), entity.iri) for entity in lexicon.entities for word in (entity.label, *entity.aliases)
    )

    def told(claim: Claim) -> Claim:
        measure, unit, iri = claim.measure, claim.unit, claim.subject_iri
        if measure not in exact:
            plain = plain_name(measure)
            when = _WHEN.fullmatch(plain) if claim.kind == "date" else None
            happened = None if when is None else dated.get(plain_name(when["what"]))
            measure = measures.get(plain) or happened or plain.replace(" ", "_")
        if unit is not None and unit not in codes and claim.kind == "quantity":
            unit = units.get(unit.casefold(), unit)
        if iri is None:
            iri = entities.get(folded(claim.subject))
        time = claim.temporality
        scope = tuple(qualifier for qualifier in claim.scope if not _PLACE.fullmatch(plain_name(qualifier)))
        known = exact[measure].temporality if measure in exact else None
        if known is not None and (time in {None, "constant"} or (time, known) == ("state", "constant")):
            time = known  # for good where the ontology says so, and only there
        named = (claim.measure, claim.unit, claim.subject_iri, claim.temporality, claim.scope)
        if (measure, unit, iri, time, scope) != named:
            claim = replace(claim, measure=measure, unit=unit, subject_iri=iri, temporality=time, scope=scope)
        return _attested(claim) if undated(claim) else claim

    return told


def of_one_time(claims: Mapping[str, Claim], lexicon: Lexicon | None) -> dict[str, Claim]:
    """Return the claims with the ontology's temporality where readers do not agree how a measure's time works.

    Names of one measure ("staff", "employees_total") would else stand in several series.
    """
    known = {measure.name: measure.temporality for measure in lexicon.measures} if lexicon is not None else {}
    told: dict[str, set[Temporality]] = {}
    for claim in claims.values():
        told.setdefault(claim.measure, set()).add(temporality(claim))
    unlike = {measure: known[measure] for measure, times in told.items() if len(times) > 1 and measure in known}
    return {
        name: replace(claim, temporality=unlike[claim.measure]) if claim.measure in unlike else claim
        for name, claim in claims.items()
    }


def undated(claim: Claim) -> bool:
    """Say whether a reader without an "attested at" left out the time of what an article tells of its own day.

    That is a state, or the last period: two articles of one day that name none mean the same. Our own reader says so by
    the basis, and always gives the value as written.
    """
    return (
        claim.kind == "quantity"
        and claim.written is None
        and claim.valid_from is None
        and claim.valid_to is None
        and claim.standing == "current"
        and temporality(claim) in {"state", "period"}
        and said_day(claim) is not None
    )


def _attested(claim: Claim) -> Claim:
    basis: Basis = "attested" if temporality(claim) == "state" else "stated"
    return replace(claim, valid_from=claim.published, valid_to=claim.published, basis=basis)


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        found.setdefault(word, set()).add(name)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}
