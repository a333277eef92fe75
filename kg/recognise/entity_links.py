"""Names of one article → entities: which known one is meant, which unknown ones there are, what short forms mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from kg import names
from kg.model import Entity
from kg.recognise.entity_gazetteer import Context, Gazetteer, choose
from kg.recognise.entity_index import Index, plain
from kg.recognise.entity_names import Name
from kg.recognise.entity_runs import Line
from kg.recognise.entity_words import Words
from kg.values import replace

_PARTICLES = frozenset(
    ("van", "von", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ibn", "al", "el", "ter")
)
_JUNIOR = frozenset({"Jr", "Sr", ".", "II", "III"})
Key = tuple[str, ...]


class Linked(NamedTuple):
    """A name, from token ``first`` up to ``last`` of its line, with whom it means and the rule that says so."""

    first: int
    last: int
    entity: Entity
    rule: str
    placed: bool = False


@dataclass(slots=True)
class Cast:
    """The entities of one article by their full names, short forms and acronyms."""

    full: dict[Key, Entity] = field(default_factory=dict)
    short: dict[Key, Entity] = field(default_factory=dict)
    acronyms: dict[str, Entity] = field(default_factory=dict)
    pronouns: dict[str, str] = field(default_factory=dict)  # IRI of a person → he, she, any
    seen: set[Key] = field(default_factory=set)  # written where capitals tell a name
    kinds: dict[Key, tuple[str, ...]] = field(default_factory=dict)  # of names of one word, as told anywhere


class Linker:
    """Links names to entities, over a whole article at once, so that a headline's short form finds its full name."""

    def __init__(self, gazetteer: Gazetteer, words: Words, base: str) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._base = base

    def link(self, text: str, page: Sequence[tuple[Line, list[Name]]]) -> tuple[list[list[Linked]], Cast]:
        """Return the linked names of each line, and who there is."""
        context = self._context(page)
        cast = self._cast(text, page, context)
        local: Index[tuple[Entity, str]] = Index()
        for key, entity in [*cast.full.items(), *cast.short.items()]:
            local.add(" ".join(key), (entity, "entity.headline"))
        found = []
        for line, line_names in page:
            linked = [
                Linked(name.first, name.last, *meant, placed=name.placed)
                for name in line_names
                if (meant := self._meaning(text, line, name, cast, context)) is not None
            ]
            for name in line_names:
                if name.acronym is None:
                    continue
                known = cast.acronyms.get(line.tokens[name.acronym[0]].text)
                if known is None and (meant := self._meaning(text, line, name, cast, context)) is not None:
                    known = meant[0]  # a name of one word: "Acme (NYSE:ACM)"
                if known is not None:
                    value = replace(known, form="acronym")
                    linked.append(Linked(*name.acronym, value, "entity.acronym-introduced"))
            found.append(self._apart(self._joined(linked), self._shown(line, local) if line.shown else ()))
        return found, cast

    def _joined(self, linked: list[Linked]) -> list[Linked]:
        """Join the name of a firm with that of the state right behind it: "Hyundai Motor India" is a firm."""
        if len(linked) < 2:
            return linked
        made: list[Linked] = []
        for item in sorted(linked, key=attrgetter("first")):
            before = made[-1] if made else None
            state = before is not None and before.last == item.first and "State" in item.entity.classes
            if before is not None and state and item.entity.form != "adjective" and self._firm(before.entity):
                made[-1] = before._replace(last=item.last)
            else:
                made.append(item)
        return made

    def _firm(self, entity: Entity) -> bool:
        """Say whether an entity is a firm that may have units abroad, not a paper ("told Reuters Iran would …")."""
        classes = entity.classes
        return self._gazetteer.is_a(classes, "Company") and not self._gazetteer.is_a(classes, "MediaCompany")

    def _context(self, page: Sequence[tuple[Line, list[Name]]]) -> Context:
        counted: Context = Counter()
        for _, line_names in page:
            for name in line_names:
                if len(name.readings) == 1:
                    known = name.readings[0].known
                    if known.within is not None:
                        counted[known.within, "place"] += 1
                    elif name.readings[0].form == "adjective":
                        counted[known.iri, "people"] += 1
        return counted

    def _cast(self, text: str, page: Sequence[tuple[Line, list[Name]]], context: Context) -> Cast:
        cast = Cast()
        acting = {
            name.words[-1]
            for _, line_names in page
            for name in line_names
            if name.titled or (name.acts and (len(name.words) == 1 or _binds(name.words[0])))
        }
        for line, line_names in page:
            for name in line_names:
                if name.office:
                    continue
                key = _key(name.words)
                if name.readings:
                    if not name.weak:
                        cast.seen.add(key)
                    reading = choose(name.readings, context, acts=name.acts, placed=name.placed)
                    entity = reading.entity
                    if reading.form in ("name", "alias") and not reading.metonym:
                        self._shorten(cast, key, entity, name)
                elif not name.weak and not line.shown:
                    cast.seen.add(key)
                    if key in cast.short:
                        continue
                    if len(key) > 1 and (key not in cast.full or (name.classes and not cast.full[key].classes)):
                        classes = name.classes
                        if not classes and len(key) <= 3 and name.words[-1] in acting:
                            classes = ("Person",)
                        core = cast.full.get(key[:-1]) if len(key) > 2 and "Company" in classes else None
                        # "Acme Foods" and "Acme Foods Plc" are one
                        entity = core or self._local(_written(text, line, name.first, name.last), classes)
                        cast.full[key] = entity
                        if core is None and len(key) > 2 and "Company" in classes:
                            cast.short.setdefault(key[:-1], entity)
                        self._shorten(cast, key, entity, name)
                    elif len(key) > 1:
                        entity = cast.full[key]
                    else:
                        if name.classes:
                            cast.kinds.setdefault(key, name.classes)
                        continue
                else:
                    continue
                if name.acronym is not None:
                    cast.acronyms.setdefault(line.tokens[name.acronym[0]].text, entity)
        return cast

    def _local(self, label: str, classes: tuple[str, ...]) -> Entity:
        return Entity(names.entity(self._base, label), label, classes, "unknown")

    def _shorten(self, cast: Cast, key: Key, entity: Entity, name: Name) -> None:
        """Note the short forms that a full name gives rise to."""
        words = [word for word in key if word[0].isalnum()]
        if self._gazetteer.is_a(entity.classes, "Person"):
            told = name.titled if name.titled in ("he", "she") else self._words.pronoun(entity.name.split())
            if told is not None:
                cast.pronouns.setdefault(entity.iri, told)
            surname = list(key)
            while len(surname) > 1 and surname[-1] in _JUNIOR:
                surname.pop()
            if len(words) > 1:
                first = words[0].lower()
                if first in self._words.family and first not in self._words.given:
                    cast.short[(words[0],)] = entity
                cast.short.setdefault((surname[-1],), entity)
                start = len(surname) - 1  # "van den Berg", "Solberg-Hauge"
                while start > 1 and (surname[start - 1] in "-'" or _binds(surname[start - 1])):
                    start -= 2 if surname[start - 1] in "-'" else 1
                cast.short.setdefault(tuple(surname[start:]), entity)
        elif len(words) == 2 and "Disaster" in entity.classes:
            cast.short.setdefault((words[1],), entity)  # "Hurricane Maria" is "Maria"
        elif len(words) > 1 and self._gazetteer.is_a(entity.classes, "Organisation") and "State" not in entity.classes:
            first = words[0].lower()
            if first not in self._words.weak and first not in self._words.given and len(first) > 2:
                cast.short.setdefault((words[0],), entity)
            capitals = "".join(word[0] for word in words if word[0].isupper())
            if len(capitals) > 2:
                cast.acronyms.setdefault(capitals, entity)

    def _meaning(self, text: str, line: Line, name: Name, cast: Cast, context: Context) -> tuple[Entity, str] | None:
        key = _key(name.words)
        if name.office:
            office = self._words.offices.longest(line.tokens, name.first)
            if office is None:
                return None
            known = office[1][0]
            return Entity(known.iri, known.label, known.classes, "name"), "entity.office"
        if len(key) == 1 and key[0] in cast.acronyms and key[0].isupper():
            return replace(cast.acronyms[key[0]], form="acronym"), "entity.acronym"
        if name.readings:
            return self._known(name, key, cast, context)
        entity = cast.short.get(key)
        if entity is not None and not (name.classes == ("Place",) and "Person" not in entity.classes):
            return replace(entity, form="alias"), "entity.short-form"  # but "in the city of Leeds" is of no Leeds Bank
        entity = cast.full.get(key)
        if entity is not None:
            return entity, "entity.unknown"
        if name.weak and key not in cast.seen:
            return None
        local = self._local(_written(text, line, name.first, name.last), name.classes or cast.kinds.get(key, ()))
        if name.titled in ("he", "she"):
            cast.pronouns.setdefault(local.iri, name.titled)
        return local, "entity.titled" if name.titled else "entity.unknown"

    def _known(self, name: Name, key: Key, cast: Cast, context: Context) -> tuple[Entity, str] | None:
        if name.weak and key not in cast.seen and not name.acts:
            return None
        reading = choose(name.readings, context, acts=name.acts, placed=name.placed)
        person = cast.short.get(key)
        place = name.placed or reading.form == "adjective" or person is None or person.iri == reading.known.iri
        if person is not None and not place and "Person" in person.classes:
            kinds = reading.known.classes
            if name.titled is not None or self._gazetteer.is_a(kinds, "Place") or "Person" in kinds:
                return replace(person, form="alias"), "entity.short-form"
        if name.titled in ("he", "she") and "Person" not in reading.known.classes and len(key) == 1:
            return None if person is None else (replace(person, form="alias"), "entity.short-form")
        return reading.entity, "entity.metonym" if reading.metonym else f"entity.{reading.form}"

    def _shown(self, line: Line, local: Index[tuple[Entity, str]]) -> Iterator[Linked]:
        """Yield names of the article in a headline, where capitals do not tell names."""
        at = 0
        while at < len(line.tokens):
            match = local.longest(line.tokens, at) if line.tokens[at].capital else None
            if match is None:
                at += 1
                continue
            entity, rule = match[1][0]
            yield Linked(at, match[0], entity, rule)
            at = match[0]

    @staticmethod
    def _apart(linked: list[Linked], more: Iterator[Linked] | tuple[Linked, ...]) -> list[Linked]:
        """Return the names in order; where two cover the same token the longer stays, of equals the first."""
        ranked = sorted([*linked, *more], key=lambda item: (item.first, -item.last))
        kept: list[Linked] = []
        for item in ranked:
            if not kept or kept[-1].last <= item.first:
                kept.append(item)
            elif item.last - item.first > kept[-1].last - kept[-1].first:
                kept[-1] = item
        return kept


def _binds(word: str) -> bool:
    """Say whether a word only begins a surname: "van den Berg", "Van Damme"."""
    return word.islower() or word.lower() in _PARTICLES


def _key(written: Sequence[str]) -> Key:
    return tuple([word if word.isascii() else plain(word) for word in written])


def _written(text: str, line: Line, first: int, last: int) -> str:
    return " ".join(line.span(first, last).of(text).split())
