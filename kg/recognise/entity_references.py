"""Linked names → names and what refers back to them: "the alliance", "the president", "she", "its"."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.lexicon import Lexicon
from kg.model import Entity
from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_index import Index, Token
from kg.recognise.entity_links import Cast, Linked
from kg.recognise.entity_runs import Line
from kg.recognise.entity_words import Words, capital

# Closed classes of English.
_PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_THING = frozenset({"it", "its", "itself"})
_GROUP = frozenset({"they", "them", "their", "theirs", "themselves"})
_POINTING = frozenset({"the", "this", "that"})
_TRIGGERS = _POINTING | _THING | _GROUP | _PERSONAL.keys()
_NOT_AFTER = frozenset({"of", "that", "who", "which", "whose", "-"})
_EXPLETIVE = frozenset(
    {
        "is",
        "was",
        "'",
        "seems",
        "seemed",
        "appears",
        "appeared",
        "takes",
        "took",
        "looks",
        "remains",
        "were",
        "became",
        "becomes",
        "be",
        "been",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "must",
        "also",
    }
)
_OTHER = frozenset({"neighbouring", "neighboring", "rival", "former", "host", "same", "opposing"})  # than the one named
_VERBAL = ("ed", "s", "ly")  # "the company sells", but not "the company car"
_GOVERNING = frozenset({"of", "by", "with", "for", "against", "about", "on", "over", "under", "between", "and", "or"})
_LEADING = 2  # tokens; an unknown name that opens a sentence may be a person's
_EARLY = 8  # tokens; a subject stands at the beginning
_PLURAL = ("Party", "Police", "ArmedForces", "ArmedGroup", "SportsTeam", "Government")
_REMEMBERED = 48  # entities; a person reading does not look further back either
_MODIFIERS = 8  # tokens between "the" and the noun
_BACK = 2  # sentences a pronoun looks back


@dataclass(slots=True)
class _Memory:
    """Who was named so far: how often, where last, and in which order in the latest sentences."""

    number: int = 0
    counts: OrderedDict[str, tuple[Entity, int, int]] = field(default_factory=OrderedDict)  # times, last sentence
    lately: list[list[Linked]] = field(default_factory=lambda: [[]])  # by sentence, the latest last
    roles: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # IRI → "prime minister", IRI of the state

    def turn(self) -> None:
        """Begin the next sentence."""
        self.number += 1
        self.lately = [*self.lately[-_BACK:], []]

    def note(self, linked: Linked, *, count: int = 1) -> None:
        """Remember a mention."""
        entity = linked.entity
        before = self.counts.pop(entity.iri, (entity, 0, 0))
        self.counts[entity.iri] = (before[0], before[1] + count, self.number)
        if len(self.counts) > _REMEMBERED:
            self.counts.popitem(last=False)
        if len(self.lately[-1]) < _REMEMBERED:
            self.lately[-1].append(linked)


class References:
    """The grammar of definite descriptions and pronouns."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._heads: Index[str] = Index(lower=True)
        for name, descriptions in lexicon.class_descriptions.items():
            self._heads.add_all((text.removeprefix("the ") for text in descriptions), name)

    def resolve(self, page: Iterable[tuple[Line, list[Linked]]], cast: Cast) -> Iterator[list[Linked]]:
        """Yield, for each line, its names and the words that refer back, in order, none over another."""
        memory = _Memory()
        for line, linked in page:
            memory.turn()
            yield self._line(line.tokens, linked, memory, cast)

    def _line(self, found: list[Token], linked: list[Linked], memory: _Memory, cast: Cast) -> list[Linked]:
        named = {item.first: item for item in linked}
        kept: list[Linked] = []
        done = 0
        office: tuple[str, str | None] | None = None
        triggers = [at for at, (_, _, _, _, low, _) in enumerate(found) if low in _TRIGGERS]
        for at in sorted({*triggers, *named}) if named else triggers:
            if at < done:
                continue
            if office is not None and any(token.word for token in found[done:at]):
                office = None
            done = at + 1
            item = named.get(at)
            if found[at].low in _TRIGGERS and (item is None or self._hyphened(found, item.last)):
                item = self._back(found, at, named, memory, cast) or item
            if item is None:
                if found[at].word:
                    office = None
                continue
            if item.entity.classes == ("Office",):
                of = (
                    kept[-1].entity.iri
                    if kept and kept[-1].last == at and kept[-1].entity.form == "adjective"
                    else None
                )
                office = _low(found, item.first, item.last), of
            else:
                if office is not None and "Person" in item.entity.classes:
                    memory.roles[item.entity.iri] = office
                office = None
                memory.note(item, count=0 if item.entity.form == "pronoun" else 1)
            kept.append(item)
            done = item.last
        return kept

    @staticmethod
    def _hyphened(found: list[Token], at: int) -> bool:
        return at < len(found) and found[at].key == "-"

    def _back(
        self, found: list[Token], at: int, named: dict[int, Linked], memory: _Memory, cast: Cast
    ) -> Linked | None:
        low = found[at].low
        if low in _POINTING:
            return self._description(found, at, named, memory)
        antecedent: Entity | None = None
        if low in _PERSONAL:
            antecedent = self._person(_PERSONAL[low], memory, cast, near=low.endswith("self"))
        elif low in _THING:
            antecedent = self._thing(found, at, low, memory)
        elif low in _GROUP:
            antecedent = self._group(memory)
        if antecedent is None:
            return None
        return Linked(at, at + 1, replace(antecedent, form="pronoun"), "entity.pronoun")

    def _description(self, found: list[Token], at: int, named: dict[int, Linked], memory: _Memory) -> Linked | None:
        own = self._gazetteer.descriptions.longest(found, at)
        if own is not None:
            known = own[1][0]
            return Linked(
                at, own[0], Entity(known.iri, known.label, known.classes, "description"), "entity.description"
            )
        begin = named[at].last if at in named else at + 1  # "the U.S.-led alliance"
        place, modified = begin, at in named
        while place < len(found) and place - at <= _MODIFIERS:
            role = self._words.offices.longest(found, place)
            if role is not None and self._ends(found, role[0]):
                of = named[at + 1].entity.iri if modified and at + 1 in named else None
                holder = None if modified and of is None else self._holder(_low(found, place, role[0]), of, memory)
                return (
                    holder
                    if holder is None
                    else Linked(at, role[0], replace(holder, form="description"), "entity.role")
                )
            head = self._heads.longest(found, place)
            if head is not None and self._ends(found, head[0]) and (found[place].text.islower() or place == begin):
                entity = self._salient(head[1], memory, only=modified)
                if entity is None:
                    return None
                return Linked(at, head[0], replace(entity, form="description"), "entity.description")
            token = found[place]
            if place in named:
                if named[place].entity.form != "adjective" and not self._hyphened(found, named[place].last):
                    return None
                modified, place = True, named[place].last
                continue
            if token.text == "-" and token.key == "-":
                place += 1
                continue
            joined = found[place - 1].text == "-"  # "loss-making"
            if not token.word or not token.text.islower() or token.text in _OTHER:
                return None
            if token.text in self._words.function and not joined:
                return None
            place += 1
        return None

    def _ends(self, found: list[Token], end: int) -> bool:
        """Say whether a description may end here: not before "of", a name ("the airline Emirates") or another head."""
        if end >= len(found):
            return True
        after = found[end]
        if not after.word:
            return after.text not in _NOT_AFTER
        low = after.text
        follows = low in self._words.function or low in self._words.acting or low.endswith(_VERBAL)
        return follows and low not in _NOT_AFTER and not capital(after) and self._heads.longest(found, end) is None

    def _holder(self, role: str, of: str | None, memory: _Memory) -> Entity | None:
        """Return the last named person who was said to hold an office, in a state (``of``) or wherever."""
        for iri in reversed(memory.counts):
            held, where = memory.roles.get(iri, ("", None))
            if (held == role or held.endswith(" " + role)) and of in (None, where):
                return memory.counts[iri][0]
        return None

    def _salient(self, classes: Iterable[str], memory: _Memory, *, only: bool) -> Entity | None:
        """Return the entity of one of the classes that the article is most about just now; ``only`` if there is one."""
        wanted = tuple(classes)
        best: tuple[float, Entity] | None = None
        fitting = 0
        for entity, times, last in memory.counts.values():
            if entity.classes and any(self._gazetteer.is_a(entity.classes, name) for name in wanted):
                if only and self._gazetteer.is_a(entity.classes, "PublicBody"):
                    return None  # "the Ukrainian government" is not the one named before
                fitting += 1
                # A place that was just named is the one meant; of organisations, the one the article is about.
                often = min(times, 5) * (0.4 if self._gazetteer.is_a(entity.classes, "Place") else 1)
                weight = often + 4 / (1 + memory.number - last)
                if best is None or weight >= best[0]:
                    best = weight, entity
        if best is None or (only and fitting > 1):
            return None
        return best[1]

    def _person(self, pronoun: str, memory: _Memory, cast: Cast, *, near: bool) -> Entity | None:
        """Return the first person of the latest sentence that has one; ``near`` the last ("Ruiz himself")."""
        unsure: Entity | None = None
        for sentence in reversed(memory.lately):
            for item in reversed(sentence) if near else sentence:
                entity = item.entity
                leads = sentence is memory.lately[-1] and item.first <= _LEADING
                nameless = leads and not entity.classes and " " in entity.name
                if "Person" not in entity.classes and not nameless:
                    continue
                told = cast.pronouns.get(entity.iri)
                if told == pronoun:
                    return entity
                if told in (None, "any") and unsure is None:
                    unsure = entity
            if unsure is not None:
                return unsure
        return None

    def _thing(self, found: list[Token], at: int, low: str, memory: _Memory) -> Entity | None:
        if low == "it" and (at + 1 >= len(found) or found[at + 1].low not in self._words.acting - _EXPLETIVE):
            return None
        here, before = memory.lately[-1], memory.lately[-2]
        for item in here or before[:1]:
            if item.first > _EARLY or item.placed or item.entity.form == "adjective":
                continue
            ruled = here and item.first and found[item.first - 1].low in _GOVERNING | {"("}
            if not ruled and self._gazetteer.is_a(item.entity.classes, "Organisation"):
                return item.entity
        return None

    def _group(self, memory: _Memory) -> Entity | None:
        for item in memory.lately[-1]:
            entity = item.entity
            if any(self._gazetteer.is_a(entity.classes, name) for name in _PLURAL):
                return entity
        return None


def _low(found: list[Token], first: int, last: int) -> str:
    return " ".join(token.text for token in found[first:last]).lower()
