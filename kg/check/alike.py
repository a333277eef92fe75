"""Claims as others name things → claims as the ontology names them, for the comparison alone.

Claims come from other readers too, which call a death toll "deaths", a mile "mile", and an organisation by its name
without its IRI. What the ontology knows beyond doubt is called by one name, so that it stands in one series; what it
does not know, or knows two of, keeps the name it has; of a measure, without what readers add to it (``store_count``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from kg.check.happenings import one_name
from kg.check.measures import measure_names, plain_name, unambiguous
from kg.edtf import days
from kg.interval import said_day, temporality, written
from kg.lexicon import Lexicon
from kg.model import Basis, Claim, Modality, Temporality
from kg.topic import folded

_QUARTER = (84, 98)  # days that a quarter may have: twelve to fourteen weeks
_DOZEN = "12"
_ABOVE: dict[Modality, Modality] = {"exact": "about", "at_most": "at_least", "less_than": "more_than"}
_BELOW: dict[Modality, Modality] = {"exact": "about", "at_least": "at_most", "more_than": "less_than"}
_LONG = 200  # code points; longer is no name
_WHEN = re.compile(r"(?P<what>.+) (?:date|day|time)")
_PLACE = re.compile(  # of the page, not of what is told: it parts no series
    "(?:sub)?(?:head|heading|headline|title)|lead|teaser|body|caption|table|chart|graphic|infobox|footnote"
)
_LETTERS = re.compile(r"[^\W\d_]+")


def alike(lexicon: Lexicon | None) -> Callable[[Claim], Claim]:
    """Return what gives a claim with its measure, unit and subject as the ontology names them.

    A measure is known by its name and its labels, the day of an event also by what happened (``crash_date``), a unit by
    its words, a subject without an IRI by a name that one entity alone has. What has no time is of its article's
    day (:func:`undated`), and where on the page it stands is no scope.
    """
    if lexicon is None:
        return lambda claim: claim
    exact = {measure.name: measure for measure in lexicon.measures}
    called = measure_names(lexicon)
    dated = {plain_name(word): "eventDate" for word in lexicon.words_of("event")}
    met = (word for word, family in lexicon.senses_of("kinship").items() if family == "encounter")
    dated |= {plain_name(word): "meetingDate" for word in met}
    codes = {unit.code for unit in lexicon.units}
    units = unambiguous((word.casefold(), unit.code) for unit in lexicon.units for word in unit.words)
    rough = dict.fromkeys(lexicon.words_of("fraction"), "") | {
        word: size for word, size in lexicon.senses_of("scale").items() if size == _DOZEN
    }
    entities = unambiguous(
        (folded(word), entity.iri) for entity in lexicon.entities for word in (entity.label, *entity.aliases)
    )

    def of_day(name: str) -> str:
        when = _WHEN.fullmatch(plain_name(name))
        what = name if when is None else when["what"]
        found = called(name, None if when is None else dated.get(plain_name(what)))
        by_day = called(f"{what} date")
        if found in exact or by_day in exact:
            return found if found in exact else by_day
        return of_what if (of_what := called(what)) not in exact else what.replace(" ", "_")

    def told(claim: Claim) -> Claim:
        measure, unit, iri = claim.measure, claim.unit, claim.subject_iri
        if measure not in exact:
            measure = called(measure) if claim.kind != "date" else of_day(measure)
        if unit is not None and unit not in codes and claim.kind == "quantity":
            unit = units.get(unit.casefold(), unit)
        if iri is None:
            iri = entities.get(folded(claim.subject))
        time = claim.temporality
        scope = tuple(qualifier for qualifier in claim.scope if not _PLACE.fullmatch(plain_name(qualifier)))
        known = exact[measure].temporality if measure in exact else None
        if known is not None and (time in {None, "constant"} or (time, known) == ("state", "constant")):
            time = known  # for good where the ontology says so, and only there
        if claim.kind == "date" and time != "constant":
            time = "event"  # what is dated happened: it is no state
        named = (claim.measure, claim.unit, claim.subject_iri, claim.temporality, claim.scope)
        if (measure, unit, iri, time, scope) != named:
            claim = replace(claim, measure=measure, unit=unit, subject_iri=iri, temporality=time, scope=scope)
        if claim.kind == "quantity":
            claim = _as_worded(claim, rough)
            if temporality(claim) == "period":
                claim = _by_quarter(claim)
        return _attested(claim) if undated(claim) else claim

    return told


def one_subject(claims: Mapping[str, Claim], lexicon: Lexicon | None) -> dict[str, Claim]:
    """Return the claims with one name for each event that they name in several ways (:mod:`kg.check.happenings`)."""
    if lexicon is None:
        return dict(claims)
    fuller = one_name(lexicon)(claim.subject for claim in claims.values() if claim.subject_iri is None)
    return {
        name: replace(claim, subject=fuller[claim.subject])
        if claim.subject_iri is None and claim.subject in fuller
        else claim
        for name, claim in claims.items()
    }


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


def as_totals(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Return the claims with those as running totals that count from one day to several others.

    "From January to May" and "from January to June" are no two states of one time, whatever the reader calls them.
    """
    ends: dict[tuple[str, ...], set[str]] = {}
    for claim in claims.values():
        if _spanning(claim):
            ends.setdefault((*_counted(claim), str(claim.valid_from)), set()).add(str(claim.valid_to))
    totals = {key[:-1] for key, until in ends.items() if len(until) > 1}
    return {
        name: replace(claim, temporality="cumulative")
        if temporality(claim) == "state" and _counted(claim) in totals
        else _at_its_end(claim)
        for name, claim in claims.items()
    }


def _spanning(claim: Claim) -> bool:
    ends = claim.valid_to is not None and claim.valid_from != claim.valid_to
    return ends and claim.kind == "quantity" and temporality(claim) == "state"


def _counted(claim: Claim) -> tuple[str, ...]:
    return (claim.subject_iri or claim.subject, claim.measure, claim.unit or "", *claim.scope)


def _by_quarter(claim: Claim) -> Claim:
    """Return the claim with the quarter that a reader told by its days: a firm's may begin weeks later."""
    first, last = (days(each) if each else None for each in (claim.valid_from, claim.valid_to))
    if first is None or last is None or first.start is None or last.until is None:
        return claim
    length = (last.until - first.start).days
    if not _QUARTER[0] <= length <= _QUARTER[1] or "day" not in (first.granularity, last.granularity):
        return claim
    middle = first.start + (last.until - first.start) / 2
    quarter = f"{middle.year}-{33 + (middle.month - 1) // 3}"
    return replace(claim, valid_from=quarter, valid_to=quarter)


def _as_worded(claim: Claim, rough: Mapping[str, str]) -> Claim:
    """Return the claim as its words limit it, whatever a reader calls it.

    What is bounded on one side alone is no more exact than that, and "more than 90" with a bound above is of a fall. A
    part ("a third") and dozens, in ``rough`` words without a digit, are about that: "a dozen" is said of ten and of
    fourteen.
    """
    if not isinstance(claim.value, Decimal):
        return claim
    if (claim.low is None) != (claim.high is None):
        limits = _ABOVE if claim.high is None else _BELOW
        return replace(claim, modality=limits.get(claim.modality, claim.modality))
    words = written(claim)
    if claim.modality not in {"exact", "about"} or any(character.isdigit() for character in words):
        return claim
    told = {word.casefold() for word in _LETTERS.findall(words[:_LONG])} & rough.keys()
    if not told:
        return claim
    if _DOZEN in {rough[word] for word in told}:
        return replace(claim, modality="about", step=claim.value / 6, low=None, high=None)
    return replace(claim, modality="about", low=None, high=None) if claim.modality == "exact" else claim


def _at_its_end(claim: Claim) -> Claim:
    """Return a state that is told up to a day, and not since when, as of that day: so it has a place in time."""
    open_ended = claim.kind == "quantity" and temporality(claim) == "state" and claim.valid_from is None
    return replace(claim, valid_from=claim.valid_to) if open_ended and claim.valid_to is not None else claim


def undated(claim: Claim) -> bool:
    """Say whether a reader without an "attested at" left out the time of what an article tells of its own day.

    That is a state, a running total, or the last period: two articles of one day that name none mean the same. Our own
    reader says so by the basis, and always gives the value as written.
    """
    return (
        claim.kind == "quantity"
        and claim.written is None
        and claim.valid_from is None
        and claim.valid_to is None
        and temporality(claim) in {"state", "period", "cumulative"}
        and said_day(claim) is not None
    )


def _attested(claim: Claim) -> Claim:
    still = temporality(claim) != "period" and claim.standing == "current"
    basis: Basis = "attested" if still else "stated"  # what is superseded is told beside what holds now
    return replace(claim, valid_from=claim.published, valid_to=claim.published, basis=basis)
