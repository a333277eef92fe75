"""Claims as others name things → claims as the ontology names them, for the comparison alone.

Claims come from other readers too, which call a death toll "deaths", a mile "mile", and an organisation by its name
without its IRI. What the ontology knows beyond doubt is called by one name, so that it stands in one series; what it
does not know, or knows two of, keeps the name it has; of a measure, without what readers add to it (``store_count``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.check.happenings import one_name
from kg.edtf import days
from kg.interval import said_day, temporality
from kg.lexicon import Lexicon
from kg.model import Basis, Claim, Temporality
from kg.topic import folded

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_\-]+")
_QUARTER = (84, 98)  # days that a quarter may have: twelve to fourteen weeks
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


def _one_order(words: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts the words of a measure's name in one form and order: "killed civilians", "civilian deaths".

    ``words`` has those that stand for another, "" for those that say nothing of what is measured.
    """

    def ordered(name: str) -> str:
        told = [plain_name(word) for word in plain_name(name).split()]
        kept = {words.get(word, word) for word in told} - {""}
        return " ".join(sorted(kept)) or name

    return ordered


def alike(lexicon: Lexicon | None) -> Callable[[Claim], Claim]:
    """Return what gives a claim with its measure, unit and subject as the ontology names them.

    A measure is known by its name and its labels, the day of an event also by what happened (``crash_date``), a unit by
    its words, a subject without an IRI by a name that one entity alone has. What has no time is of its article's
    day (:func:`undated`), and where on the page it stands is no scope.
    """
    if lexicon is None:
        return lambda claim: claim
    exact = {measure.name: measure for measure in lexicon.measures}
    labels = [(word, each.name) for each in lexicon.measures for word in (each.name, each.label, *each.aliases)]
    measures = _unambiguous((plain_name(word), name) for word, name in labels)
    ordered = _one_order(lexicon.senses_of("measure-word"))
    turned = _unambiguous((ordered(word), name) for word, name in labels)
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
            one = ordered(measure)
            measure = measures.get(plain) or happened or turned.get(one) or one.replace(" ", "_")
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
        if claim.kind == "quantity" and temporality(claim) == "period":
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
        else claim
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


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        found.setdefault(word, set()).add(name)
    return {word: next(iter(names)) for word, names in found.items() if len(names) == 1}
