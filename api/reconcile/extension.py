"""Things and properties → their values: measures as of a day, each with source, quote and number of conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import current_app

from api.inbox import Inbox
from api.problems import Problem
from api.reconcile.known import Known
from api.sparql import knowledge
from kg.lexicon import Measure
from kg.lift import Stored
from kg.link.asof import value_as_of
from kg.link.groups import canonical
from kg.link.names import MEASURE, Thing

AS_OF = "asOf"
SETTINGS = (
    {
        "name": AS_OF,
        "label": "As of",
        "type": "text",
        "default": "",
        "help_text": "The day whose value is asked (YYYY-MM-DD); empty: the latest",
    },
)
PARTS = {
    "": "",
    "unit": "unit",
    "date": "day it was said",
    "source": "source",
    "publisher": "publisher",
    "speaker": "speaker",
    "quote": "words",
    "claim": "claim",
    "conflicts": "number of conflicts",
}
"""What is known of a measure's value: the value itself, and ``memberCount.quote`` and the like."""

OWN = {
    "type": "type",
    "alias": "other name",
    "wikidata": "Wikidata id",
    "sameAs": "same as",
    "claims": "number of claims",
    "conflicts": "number of conflicts",
    "temporality": "what time means for it",
}
"""What is known of things themselves."""

_CONFLICTS = frozenset({"contradiction", "selfContradiction", "dispute", "correction"})


class Properties:
    """The properties of things in one state of the store; what was looked up is kept for the rest of the request."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._measures = {measure.name: measure for measure in known.lexicon.measures}
        self._claims: dict[tuple[str, str], list[Stored]] = {}
        self._links: dict[str, str] | None = None
        self._conflicts: Counter[str] | None = None

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield id and name of every property."""
        yield from OWN.items()
        for measure in self._known.lexicon.measures:
            yield from self.of_measure(measure)

    def of_measure(self, measure: Measure) -> Iterator[tuple[str, str]]:
        """Yield id and name of the properties that a measure gives."""
        for part in PARTS:
            yield (f"{measure.name}.{part}" if part else measure.name), self._name(measure, part)

    def for_type(self, type: str | None) -> Iterator[tuple[str, str]]:
        """Yield the properties that things of a type may have, those that are spoken of most first."""
        if type != MEASURE:
            spoken = {thing.iri: thing.claims for thing in self._known.names.things if MEASURE in thing.types}
            kinds = self._known.lexicon.kinds(type) if type else frozenset()
            below = (
                {c for c in self._known.lexicon.class_parents if type in self._known.lexicon.kinds(c)}
                if type
                else set()
            )
            measures = [
                m
                for m in self._known.lexicon.measures
                if not m.subject_classes or not type or (kinds | below) & set(m.subject_classes)
            ]
            for measure in sorted(measures, key=lambda measure: (-spoken.get(measure.iri, 0), measure.name)):
                if spoken.get(measure.iri):
                    yield from self.of_measure(measure)
                else:
                    yield measure.name, measure.label
        yield from ((id, name) for id, name in OWN.items() if (id == "temporality") <= (type == MEASURE))

    def name(self, id: str) -> str | None:
        """Return the name of a property, or None where there is no such property."""
        id = id.rpartition("#")[2]
        if id in OWN:
            return OWN[id]
        name, _, part = id.partition(".")
        measure = self._measures.get(name)
        return self._name(measure, part) if measure is not None and part in PARTS else None

    @staticmethod
    def _name(measure: Measure, part: str) -> str:
        return f"{measure.label}: {PARTS[part]}" if part else measure.label

    def values(self, thing: Thing, id: str, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the values of a property; none where the thing or the property is unknown or nothing is said."""
        id = id.rpartition("#")[2]
        if id in OWN:
            return self._own(thing, id)
        name, _, part = id.partition(".")
        measure = self._measures.get(name)
        if measure is None or part not in PARTS:
            return []
        stored = value_as_of(self._of(thing.iri, measure.iri), as_of(settings))
        return [self._part(stored, part)] if stored is not None and self._has(stored, part) else []

    def _own(self, thing: Thing, id: str) -> list[dict[str, Any]]:
        entity = next((e for e in self._known.lexicon.entities if e.iri == thing.iri), None)
        match id:
            case "type":
                return [{"str": name} for name in thing.types]
            case "alias":
                return [{"str": name} for name in thing.names if not name.startswith("http")][:50]
            case "wikidata":
                found = entity.wikidata if entity is not None else None
                found = found or (thing.iri.rpartition("/")[2] if "wikidata.org/entity/Q" in thing.iri else None)
                return [{"str": found}] if found else []
            case "sameAs":
                linked = [iri for iri in self._group(thing.iri) if iri != thing.iri]
                return [{"str": iri} for iri in dict.fromkeys([*(entity.same_as if entity else ()), *linked])]
            case "claims":
                return [{"int": thing.claims}]
            case "conflicts":
                series = {stored.series for stored in self._of(thing.iri, None)}
                return [{"int": sum(self._disputed()[iri] for iri in series)}]
        measure = next((m for m in self._known.lexicon.measures if m.iri == thing.iri), None)
        return [{"str": measure.temporality}] if measure is not None else []

    def spoken_of(self, thing: Thing) -> list[Measure]:
        """Return the measures that claims state of the thing, those stated most often first."""
        stated = Counter(stored.claim.measure for stored in self._of(thing.iri, None))
        return [self._measures[name] for name, _ in stated.most_common() if name in self._measures]

    def _of(self, subject: str, measure: str | None) -> list[Stored]:
        key = (subject, measure or "")
        if key not in self._claims:
            store = knowledge().store
            self._claims[key] = [s for iri in self._group(subject) for s in store.claims(subject=iri, measure=measure)]
        return self._claims[key]

    def _group(self, iri: str) -> list[str]:
        """Return all names of a thing."""
        if self._links is None:
            self._links = canonical(knowledge().store)
        root = self._links.get(iri, iri)
        return [root, *(alias for alias, other in self._links.items() if other == root)]

    def _disputed(self) -> Counter[str]:
        if self._conflicts is None:
            inbox: Inbox = current_app.config["INBOX"]
            found = inbox.report().findings
            self._conflicts = Counter(each.series for each in found if each.series and each.verdict in _CONFLICTS)
        return self._conflicts

    @staticmethod
    def _has(stored: Stored, part: str) -> bool:
        claim = stored.claim
        held = {"unit": claim.unit, "date": claim.published, "publisher": claim.publisher, "speaker": claim.speaker}
        return held.get(part, part) is not None

    def _part(self, stored: Stored, part: str) -> dict[str, Any]:
        claim = stored.claim
        match part:
            case "":
                return _value(claim.value)
            case "source":
                return {"str": self._source(stored)}
            case "conflicts":
                return {"int": self._disputed()[stored.series]}
            case "claim":
                return {"str": stored.iri}
        held = {"unit": claim.unit, "date": claim.published, "publisher": claim.publisher, "speaker": claim.speaker}
        return {"str": str(held.get(part, claim.quote))}

    @staticmethod
    def _source(stored: Stored) -> str:
        article = knowledge().store.article(stored.version)
        return article.url or article.title or article.id


def _value(value: Decimal | str | None) -> dict[str, Any]:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        if whole and abs(value) < 2**53:
            return {"int": int(value)}
        return {"float": float(value)} if Decimal(repr(float(value))) == value else {"str": f"{value:f}"}
    return {"str": value or ""}


def as_of(settings: Mapping[str, Any]) -> date | None:
    """Return the day that the settings ask for; 400 where it is none."""
    asked = settings.get(AS_OF) or ""
    try:
        return date.fromisoformat(str(asked)[:10]) if asked else None
    except ValueError:
        raise Problem(400, f'"{AS_OF}" is {str(asked)[:40]!r}, which is no day (YYYY-MM-DD)') from None
