"""Lexicon → gazetteer: every written form of the known entities, and which of several entities a text means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from kg.lexicon import KnownEntity, Lexicon
from kg.model import Entity
from kg.recognise.entity_index import Index, Token, plain

Form = Literal["name", "alias", "adjective", "acronym"]
Context: TypeAlias = Counter[tuple[str, Literal["place", "people"]]]  # by IRI of the state
_TRADED = ("Commodity",)
_STORED = frozenset(
    ("stocks", "stockpile", "stockpiles", "inventories", "output", "production", "supplies", "exports", "imports")
)
_SHOUTED = 5  # letters; shorter names in capitals are left alone: "WHO" in a headline may be a pronoun


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a written form may mean; a metonym means it only where it acts or speaks."""

    known: KnownEntity
    form: Form
    entity: Entity  # as mentioned in this form
    metonym: bool = False


class Gazetteer:
    """The known entities by their names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._index: Index[Reading] = Index()
        self.starts = self._index.starts
        self.kinds = lru_cache(maxsize=None)(lambda *names: frozenset[str]().union(*map(lexicon.kinds, names)))
        self.descriptions: Index[KnownEntity] = Index(lower=True)
        for entity in sorted(lexicon.entities, key=lambda entity: "State" not in entity.classes):
            if "Office" in entity.classes:
                continue
            for form, names in self._forms(entity):
                self._add(names, Reading(entity, form, _mentioned(entity, form)))
            self._add(entity.metonyms, Reading(entity, "alias", _mentioned(entity, "alias"), metonym=True))
            self.descriptions.add_all(entity.descriptions, entity)

    @staticmethod
    def _forms(entity: KnownEntity) -> Iterable[tuple[Form, tuple[str, ...]]]:
        yield "name", (entity.label,)
        yield "alias", entity.aliases
        yield "adjective", entity.adjectives
        yield "acronym", entity.acronyms

    def _add(self, names: Iterable[str], reading: Reading) -> None:
        for name in names:
            for written in dict.fromkeys((name, plain(name))):
                self._index.add(written, reading)
                if len(written) >= _SHOUTED and written.upper() != written:
                    self._index.add(written.upper(), reading)

    def longest(self, found: list[Token], at: int) -> tuple[int, tuple[Reading, ...]] | None:
        """Return the end and the readings of the longest name from a token on."""
        best = self._index.longest(found, at)
        if best is not None and best[1][0].known.classes == _TRADED and _stored(found, best[0]):
            land = self._index.longest(found, at, best[0] - 1)  # "U.S. crude stockpiles" are no grade of oil
            return land if land is not None and "State" in land[1][0].known.classes else best
        return best

    def is_a(self, classes: Iterable[str], name: str) -> bool:
        """Say whether one of the classes is, or lies below, a class."""
        return name in self.kinds(*classes)


def _stored(found: list[Token], at: int) -> bool:
    """Say whether what is told of goods is how much of them a land has, makes or sells: "crude oil output"."""
    at += at < len(found) and found[at].low == "oil"
    return at < len(found) and found[at].low in _STORED


def _mentioned(known: KnownEntity, form: Form) -> Entity:
    return Entity(known.iri, known.label, known.classes, form)


def choose(readings: Sequence[Reading], context: Context, *, acts: bool, placed: bool) -> Reading:
    """Return the reading that the text means.

    ``acts`` says that what follows is a verb, ``placed`` that what stands before is a preposition of place; ``context``
    counts the states whose places and whose people the article names.
    """
    metonyms = [reading for reading in readings if reading.metonym]
    others = [reading for reading in readings if not reading.metonym]
    if metonyms and (not others or (acts and not placed)):
        # "Brussels said" is the union that sits there before it is the state.
        return min(metonyms, key=lambda reading: "State" in reading.known.classes)
    if len(others) == 1:
        return others[0]
    # A state is meant where its people or places are named, a place of that name where other places around it are.
    state = next((reading for reading in others if "State" in reading.known.classes), others[0])
    if context[state.known.iri, "people"] or context[state.known.iri, "place"]:
        return state
    return max(others, key=lambda reading: context[reading.known.within or "", "place"])
