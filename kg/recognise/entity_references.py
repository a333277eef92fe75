"""Linked names → names and what refers back to them: "the alliance", "the president", "she", "its"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Entity
from kg.recognise.entity_apart import Apart
from kg.recognise.entity_appositions import YEARS_OLD, age
from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_index import Token
from kg.recognise.entity_links import Cast, Linked
from kg.recognise.entity_memory import Memory
from kg.recognise.entity_runs import Line
from kg.recognise.entity_salience import Salience
from kg.recognise.entity_words import Words
from kg.values import replace

# Closed classes of English.
_PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_THING = frozenset({"it", "its", "itself"})
_PLAIN = frozenset({"same", "new", "former", "powerful", "embattled", "troubled"})
_GROUP = frozenset({"they", "them", "their", "theirs", "themselves"})
_POINTING = frozenset({"the", "this", "that"})
_TRIGGERS = _POINTING | _THING | _GROUP | _PERSONAL.keys()
_NOT_AFTER = frozenset({"of", "that", "who", "which", "whose", "-"})
_SEEMING = frozenset({"is", "was", "'", "seems", "seemed", "appears", "appeared", "takes", "took", "looks", "remains"})
_EXPLETIVE = _SEEMING | frozenset(
    {"were", "became", "becomes", "be", "been", "would", "could", "should", "may", "might", "can", "must", "also"}
)
_OTHER = frozenset({"neighbouring", "neighboring", "rival", "former", "host", "same", "opposing"})  # than the one named
_VERBAL = ("ed", "s", "ly")  # "the company sells", but not "the company car"
_LEADING = 2  # tokens; an unknown name that opens a sentence may be a person's
_PLURAL = ("Party", "Police", "ArmedForces", "ArmedGroup", "SportsTeam", "Government")
_MODIFIERS = 8  # tokens between "the" and the noun
_DASHES = "-–—"
_SOURCE = 4  # tokens of "according to research firm"
_ORDER = 12  # tokens from "an order" to whom it is from
_SOURCED = frozenset({"surveyed", "polled", "compiled", "according"})
_OPENING = frozenset({"in", "against", "with"})  # what opens a sentence with somebody else than its subject
_OF_NAMES = frozenset({"administration"})  # descriptions only of bodies that have them in their names


class References:
    """The grammar of definite descriptions and pronouns."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self._gazetteer = gazetteer
        self._words = words
        self._doing = words.acting - _EXPLETIVE
        self._salience = Salience(gazetteer, words, self._doing)
        self._heads = words.descriptions
        self._apart = Apart(gazetteer, self._salience, words.descriptions, self._doing, self._ends)

    def resolve(self, page: Iterable[tuple[Line, list[Linked]]], cast: Cast) -> Iterator[list[Linked]]:
        """Yield, for each line, its names and the words that refer back, in order, none over another."""
        memory = Memory()
        for line, linked in page:
            memory.turn(line.sentence.paragraph)
            yield self._line(line.tokens, linked, memory, cast)

    def _line(self, found: list[Token], linked: list[Linked], memory: Memory, cast: Cast) -> list[Linked]:
        named = {item.first: item for item in linked}
        kept: list[Linked] = []
        done = 0
        office: tuple[str, str | None] | None = None
        triggers = [at for at, token in enumerate(found) if token[2] in _TRIGGERS]
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
            if at + 2 < len(found) and (greatest := self._apart.greatest(found, item, memory)) is not None:
                kept.append(greatest)
                done = greatest.last
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
                before = found[max(0, item.first - _SOURCE) : item.first]
                asked = not _SOURCED.isdisjoint([token.low for token in before])
                if asked or self._signs(found, item):
                    kept.append(item)  # "analysts surveyed by Acme": who only asks or tells is not spoken of
                    done = item.last
                    continue
                if found[item.first - 1].low == "from" and self._ordered(found, item.first):
                    memory.customers.add(item.entity.iri)
                memory.note(item, count=0 if item.entity.form == "pronoun" else 1)
                self._salience.turn(found, item, memory)
                if len(memory.lately[-1]) > 1 and self._apart.renames(found, item):
                    memory.lately[-1].insert(0, memory.lately[-1].pop())
                if item.last < len(found) and found[item.last].low in self._words.acting:
                    memory.acting.add(item.entity.iri)
                if "Person" in item.entity.classes and (years := age(found, item.first, item.last)) is not None:
                    memory.ages.setdefault(years, item.entity)
            kept.append(item)
            done = item.last
        return kept

    def _ordered(self, found: list[Token], at: int) -> bool:
        """Say whether an order comes from a name: "won orders worth 9 million euros from Acme"."""
        return any(token.low in self._words.orders for token in found[max(0, at - _ORDER) : at])

    @staticmethod
    def _hyphened(found: list[Token], at: int) -> bool:
        return at < len(found) and found[at].key == "-"

    @staticmethod
    def _signs(found: list[Token], item: Linked) -> bool:
        """Say whether a name only tells which agency wrote the article: "ORSA (AP) -"."""
        last = item.last
        return (
            0 < item.first < last + 1 < len(found)
            and (found[item.first - 1].text, found[last].text) == ("(", ")")
            and found[last + 1].text[0] in _DASHES
        )

    def _back(self, found: list[Token], at: int, named: dict[int, Linked], memory: Memory, cast: Cast) -> Linked | None:
        low = found[at].low
        if low in _POINTING:
            return self._description(found, at, named, memory)
        antecedent: Entity | None = None
        if low in _PERSONAL:
            antecedent = self._person(_PERSONAL[low], memory, cast, found[:at], near=low.endswith("self"))
        elif low in _THING:
            antecedent = self._salience.thing(found, at, low, memory)
        elif low in _GROUP:
            antecedent = self._group(memory)
        if antecedent is None:
            return None
        return Linked(at, at + 1, replace(antecedent, form="pronoun"), "entity.pronoun")

    def _description(self, found: list[Token], at: int, named: dict[int, Linked], memory: Memory) -> Linked | None:
        own = self._gazetteer.descriptions.longest(found, at)
        if own is not None:
            known = own[1][0]
            return Linked(
                at, own[0], Entity(known.iri, known.label, known.classes, "description"), "entity.description"
            )
        aged = at + 1 < len(found) and found[at + 1].text.isdigit()
        if aged and (person := self._aged(found, at, memory)) is not None:
            return person
        begin = named[at].last if at in named else at + 1  # "the U.S.-led alliance"
        place, modified, offices = begin, at in named, self._words.offices
        while place < len(found) and place - at <= _MODIFIERS:
            low = found[place].low
            role = offices.longest(found, place) if low in offices.starts else None
            if role is not None and self._ends(found, role[0]):
                of = named[at + 1].entity.iri if modified and at + 1 in named else None
                holder = None if modified and of is None else self._holder(_low(found, place, role[0]), of, memory)
                return (
                    holder
                    if holder is None
                    else Linked(at, role[0], replace(holder, form="description"), "entity.role")
                )
            head = self._heads.longest(found, place) if low in self._heads.starts else None
            if head is not None and self._ends(found, head[0]) and (found[place].text.islower() or place == begin):
                entity = self._salience.just_told(head[1], memory) if at == 0 and not modified else None
                if entity is None and not modified:
                    entity = self._salience.now_told(head[1], memory)
                if entity is None:
                    entity = self._salience.most(head[1], memory, only=modified)
                if entity is None and modified:
                    entity = self._salience.acting(found, head[1], memory)
                if entity is None or self._another(found, begin, place, entity):
                    return None
                public = self._gazetteer.is_a(entity.classes, "PublicBody")
                if public and found[head[0] - 1].low in _OF_NAMES - set(entity.name.lower().split()):
                    return None  # "the administration" is a president's, not an agency's that is called otherwise
                entity = memory.meaning(_low(found, place, head[0]), entity, public=public)
                return Linked(at, head[0], replace(entity, form="description"), "entity.description")
            token = found[place]
            if place in named:
                entity = named[place].entity  # "the U.S. retailer", "the Dutch retailer", "the Leeds-based retailer"
                national = entity.form == "adjective" or (entity.form == "acronym" and "State" in entity.classes)
                if not national and self._of_place(found, named[place]):
                    national = True  # "the Seattle company", "the Premier League side"
                if not national and not self._hyphened(found, named[place].last):
                    state = named.get(named[place].last + 1)  # "the Dearborn, Michigan-based carmaker"
                    if state is None or not self._hyphened(found, state.last) or found[state.first - 1].text != ",":
                        return None
                    place = state.first
                modified, place = True, named[place].last
                continue
            if token.text == "-" and token.key == "-":
                place += 1
                continue
            joined = found[place - 1].text == "-"  # "loss-making"
            if place == begin and token.text.isdigit() and self._hyphened(found, place + 1):
                place += 1  # "the 131-year-old firm"
                continue
            if not token.word or not token.text.islower() or token.text in _OTHER:
                return None
            if token.text in self._words.function and not joined and not (token.text == "and" and place > begin):
                return None  # but "the news and information company"
            place += 1
        return None

    def _of_place(self, found: list[Token], item: Linked) -> bool:
        """Say whether a name only tells where a firm or a club is, or in which league it plays."""
        begins = item.last < len(found) and found[item.last].low in self._heads.starts
        head = self._heads.longest(found, item.last) if begins else None
        if head is None or not self._ends(found, head[0]):
            return False
        club = any(self._gazetteer.is_a((kind,), "SportsTeam") for kind in head[1])
        return club or (self._gazetteer.is_a(item.entity.classes, "Place") and self._salience.firm(head[1]))

    def _another(self, found: list[Token], begin: int, place: int, entity: Entity) -> bool:
        """Say whether the words before a head tell of another body: "the displacement ministry" is no Treasury."""
        told = [token.low for token in found[begin:place] if token.text.islower() and token.text not in _PLAIN]
        if not told or not self._gazetteer.is_a(entity.classes, "PublicBody"):
            return False
        return not any(word in entity.name.lower() for word in told)

    def _aged(self, found: list[Token], at: int, memory: Memory) -> Linked | None:
        """Return whom an age stands for: "the 45-year-old" is who was said to be 45, else the person named before."""
        end = at + 2 + len(YEARS_OLD)
        if tuple([token.low for token in found[at + 2 : end]]) != YEARS_OLD or not self._ends(found, end):
            return None
        who = memory.ages.get(found[at + 1].text)
        if who is None:
            before = (item.entity for sentence in reversed(memory.lately[:-1]) for item in sentence)
            who = next((entity for entity in before if "Person" in entity.classes), None)
        return Linked(at, end, replace(who, form="description"), "entity.aged") if who is not None else None

    def _ends(self, found: list[Token], end: int) -> bool:
        """Say whether a description may end here: not before "of", a name ("the airline Emirates") or another head."""
        if end >= len(found):
            return True
        after = found[end]
        if not after.word:
            return after.text not in _NOT_AFTER
        low = after.text
        follows = low in self._words.function or low in self._words.acting or low.endswith(_VERBAL)
        return follows and low not in _NOT_AFTER and not after.capital and self._heads.longest(found, end) is None

    def _holder(self, role: str, of: str | None, memory: Memory) -> Entity | None:
        """Return the last named person who was said to hold an office, in a state (``of``) or wherever."""
        for iri in reversed(memory.counts):
            held, where = memory.roles.get(iri, ("", None))
            if (held == role or held.endswith(" " + role)) and of in (None, where):
                return memory.counts[iri][0]
        return None

    def _person(self, pronoun: str, memory: Memory, cast: Cast, ahead: list[Token], *, near: bool) -> Entity | None:
        """Return the first person of the latest sentence that has one; ``near`` the last ("Ruiz himself").

        ``ahead`` are the words before the pronoun: "In a race with Diaz, she leads" is seldom of Diaz.
        """
        unsure: Entity | None = None
        fronted: Entity | None = None
        opening = bool(ahead) and ahead[-1].text == "," and ahead[0].low in _OPENING
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
                if told in (None, "any") and opening and sentence is memory.lately[-1]:
                    fronted = fronted or entity
                elif told in (None, "any") and unsure is None:
                    unsure = entity
            if unsure is not None:
                return unsure
        return fronted

    def _group(self, memory: Memory) -> Entity | None:
        for item in memory.lately[-1]:
            entity = item.entity
            if any(self._gazetteer.is_a(entity.classes, name) for name in _PLURAL):
                return entity
        return None


def _low(found: list[Token], first: int, last: int) -> str:
    return " ".join(token.text for token in found[first:last]).lower()
