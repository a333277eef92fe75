"""What the reading stages know of the world, as plain values: made from Turtle by :mod:`kg.ontology`.

Every field comes from ``ontology/*.ttl`` or a user's ``--ontology my.ttl``; no stage holds a word list of its own that
a user might want to extend.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kg.model import Claim, Temporality


@dataclass(frozen=True, slots=True)
class Measure:
    """A concept that claims state values of ("member count"), and how its words and its time work."""

    name: str  # local name, the `measure` of the machine formats: memberCount
    iri: str
    label: str
    cues: tuple[str, ...] = ()  # words that announce it, lower case; "*" stands for up to three words
    nouns: tuple[str, ...] = ()  # counted nouns that make it this measure: "members", "member states"
    units: tuple[str, ...] = ()  # units it takes: "percent", "money", "count", "length", "duration", "rate" …
    subject_classes: tuple[str, ...] = ()  # classes its owner may be of: "Organisation", "State", "Event"
    owner: str = "subject"  # role that owns the value: possessor, subject, event, place, topic
    temporality: Temporality = "state"
    monotone: bool = False  # cumulative counts that may only rise
    recurs: bool = False  # dates of what happens to one subject again and again: weeks apart they are of two events
    manifold: bool = False  # one article states many values of it, of what its words alone tell apart
    tolerance: str | None = None  # relative, as a decimal
    broader: str | None = None
    change_of: tuple[str, ...] = ()  # IRIs of measures: this one states their change
    anniversary_of: tuple[str, ...] = ()  # its number of years is counted from their date
    duration_of: tuple[str, ...] = ()  # it lasts from their date on
    explains: tuple[str, ...] = ()  # an event of this measure accounts for a change of theirs
    wikidata: tuple[str, ...] = ()  # Wikidata properties that state the same: "P2124"
    aliases: tuple[str, ...] = ()  # other names of it, as other readers may call it: "deaths"
    counted_among: tuple[str, ...] = ()  # IRIs of measures: those it counts are some of those that these count
    apart_from: tuple[str, ...] = ()  # IRIs of measures: none of those it counts is one of those that these count
    precedes: tuple[str, ...] = ()  # IRIs of date measures: its day comes before theirs

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """What it is to other measures: the term of the vocabulary and the other's IRI."""
        named = {
            "changeOf": self.change_of,
            "anniversaryOf": self.anniversary_of,
            "durationOf": self.duration_of,
            "explains": self.explains,
            "countedAmong": self.counted_among,
            "apartFrom": self.apart_from,
            "precedes": self.precedes,
        }
        return tuple((link, other) for link, others in named.items() for other in others)


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the gazetteer."""

    iri: str
    label: str
    classes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # other names and transliterations
    adjectives: tuple[str, ...] = ()  # demonyms and adjectives: "Russian"
    acronyms: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()  # definite descriptions of this one alone: "the oil cartel"
    same_as: tuple[str, ...] = ()
    wikidata: str | None = None
    metonyms: tuple[str, ...] = ()  # names that stand for it where it speaks or acts: a state's capital
    within: str | None = None  # IRI of the state that a place lies in


class Scale(NamedTuple):
    """How values of a unit become values of its dimension's reference unit: times the factor, and the offset added."""

    dimension: str
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)

    def of(self, value: Decimal) -> Decimal:
        """Return a value in the reference unit.

        >>> Scale("temperature", offset=Decimal("-273.15")).of(Decimal("273.15"))
        Decimal('0.00')
        """
        return value * self.factor + self.offset

    def back(self, value: Decimal) -> Decimal:
        """Return a value of the reference unit in this one."""
        return (value - self.offset) / self.factor


_AS_IT_IS = Scale("")
_DIFFERENCE = re.compile("change|difference|anomaly|rise|increase|drop|warming")


def scale(claim: Claim, *, units: Mapping[str, Scale] | None = None) -> Scale:
    """Return how the claim's values become values of the reference unit; as they are where its unit is not converted.

    A difference counts from no zero: two degrees warmer is no temperature.
    """
    found = units.get(claim.unit, _AS_IT_IS) if units is not None and claim.unit is not None else _AS_IT_IS
    return found._replace(offset=Decimal(0)) if found.offset and _DIFFERENCE.search(claim.measure.casefold()) else found


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written in the news."""

    code: str  # the `unit` of the machine formats: "km", "USD", "percent"
    iri: str  # QUDT, or our own for currencies (ISO 4217)
    dimension: str  # "length", "money", "percent", "duration", "mass" …
    words: tuple[str, ...] = ()  # "kilometers", "km"; symbols such as "%" or "$"
    factor: str | None = None  # to the dimension's reference unit, as a decimal; None: not convertible
    offset: str | None = None  # what is added then, as a decimal: units that count from another zero


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase with a job: scheme "speech", "hedge", "modality", "certainty", "negation", "boilerplate" …"""

    text: str
    scheme: str
    sense: str | None = None  # "at_least", "planned", "denied" …
    position: str | None = None  # "before" or "after" what it governs, where that matters


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it; indexes are built by the stages that need them."""

    measures: tuple[Measure, ...] = ()
    entities: tuple[KnownEntity, ...] = ()
    units: tuple[Unit, ...] = ()
    cues: tuple[Cue, ...] = ()
    class_parents: dict[str, tuple[str, ...]] = field(default_factory=dict)  # "State" → ("Place", "Organisation")
    base: str = ""
    class_descriptions: dict[str, tuple[str, ...]] = field(default_factory=dict)  # "Alliance" → ("the alliance", …)

    @property
    def scales(self) -> dict[str, Scale]:
        """How the units are converted that can be, by their codes."""
        return {
            unit.code: Scale(unit.dimension, Decimal(unit.factor), Decimal(unit.offset or 0))
            for unit in self.units
            if unit.factor is not None
        }

    def cues_of(self, scheme: str) -> tuple[Cue, ...]:
        """Return the cues of one scheme, in the order they were written."""
        return tuple(cue for cue in self.cues if cue.scheme == scheme)

    def words_of(self, scheme: str) -> frozenset[str]:
        """Return the words and phrases of one scheme.

        >>> sorted(Lexicon(cues=(Cue("said", "speech"), Cue("told", "speech"))).words_of("speech"))
        ['said', 'told']
        """
        return frozenset(cue.text for cue in self.cues_of(scheme))

    def senses_of(self, scheme: str) -> dict[str, str]:
        """Return what the words of one scheme mean, "" where they only stand; the first that was written counts."""
        return {cue.text: cue.sense or "" for cue in reversed(self.cues_of(scheme))}

    def kinds(self, name: str) -> frozenset[str]:
        """Return a class and all its ancestors.

        >>> sorted(Lexicon(class_parents={"Alliance": ("Organisation",)}).kinds("Alliance"))
        ['Alliance', 'Organisation']
        """
        found: set[str] = set()
        open_ = [name]
        while open_:
            current = open_.pop()
            if current not in found:
                found.add(current)
                open_ += self.class_parents.get(current, ())
        return frozenset(found)
