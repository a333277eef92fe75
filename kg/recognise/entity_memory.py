"""Names and what refers back to them, in the order of an article → who was named so far, as a reader remembers it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from kg.model import Entity
from kg.recognise.entity_links import Linked

REMEMBERED = 48  # entities; a person reading does not look further back either
BACK = 2  # sentences a pronoun looks back


@dataclass(slots=True)
class Memory:
    """Who was named so far: how often, where last, and in which order in the latest sentences."""

    number: int = 0
    paragraph: int = -1
    goes_on: bool = False  # the sentence before is of the same paragraph
    # IRI → who, how many times, in which line last, in which first
    counts: OrderedDict[str, tuple[Entity, int, int, int]] = field(default_factory=OrderedDict)
    lately: list[list[Linked]] = field(default_factory=lambda: [[]])  # by sentence, the latest last
    roles: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # IRI → "prime minister", IRI of the state
    acting: set[str] = field(default_factory=set)  # IRIs of those who do something
    customers: set[str] = field(default_factory=set)  # IRIs of those from whom an order came
    ages: dict[str, Entity] = field(default_factory=dict)  # "45" → who is
    turned: tuple[Entity, int] | None = None  # the firm that a report went on to, and in which line it was told of last
    meant: dict[str, Entity] = field(default_factory=dict)  # "bank" → the firm that "the bank" was last

    def turn(self, paragraph: int) -> None:
        """Begin the next sentence."""
        self.goes_on, self.paragraph = paragraph == self.paragraph, paragraph
        self.number += 1
        self.lately = [*self.lately[-BACK:], []]

    def meaning(self, noun: str, entity: Entity, *, public: bool) -> Entity:
        """Return whom a noun means: a firm that it meant before, no ``public`` body: "the bank" that paid the Fed."""
        if public:
            return self.meant.get(noun, entity)
        self.meant[noun] = entity
        return entity

    def note(self, linked: Linked, *, count: int = 1) -> None:
        """Remember a mention."""
        entity = linked.entity
        known, times, _, first = self.counts.pop(entity.iri, (entity, 0, 0, self.number))
        known = entity if entity.classes and not known.classes else known
        self.counts[entity.iri] = (known, times + count, self.number, first)
        if len(self.counts) > REMEMBERED:
            self.counts.popitem(last=False)
        if len(self.lately[-1]) < REMEMBERED:
            self.lately[-1].append(linked)
