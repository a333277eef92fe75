"""Who was named so far → whom a description of a kind means: the one the article is about, or the one just told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Entity
from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_index import Token
from kg.recognise.entity_links import Linked
from kg.recognise.entity_memory import Memory
from kg.recognise.entity_words import Words

EARLY = 8  # tokens; a subject stands at the beginning
_OPENS = 2  # tokens; a name there opens its sentence
_OPENING = frozenset({"while", "although", "though", "after", "as", "when"})
_TURNING = frozenset({"while", "whereas"})
_GOVERNING = frozenset({"of", "by", "with", "for", "against", "about", "on", "over", "under", "between", "and", "or"})
_UNSURE = 1.5  # against names of unknown kind
_LEAD, _LED = 3, 1.5  # lines; what is named in the first of them is what the article is about
_STAYS = 2  # lines; so long a report stays with a firm that it went on to
_OTHERS = frozenset({"rival", "fellow", "partner", "by", "at"})  # a report goes on to no "rival retailer Norvik"
_CUSTOMER = 3.0  # "the company" is seldom the one from whom it won an order


class Salience:
    """Weighs those named against what a description says of them."""

    def __init__(self, gazetteer: Gazetteer, words: Words, doing: frozenset[str]) -> None:
        self._gazetteer, self._speech = gazetteer, words.speech
        self._doing, self._described = doing, words.described  # what "it" does; nouns for bodies
        self._nouns = frozenset(text.rpartition(" ")[2] for text in words.described)

    def most(self, classes: Iterable[str], memory: Memory, *, only: bool) -> Entity | None:
        """Return the entity of one of the classes that the article is most about just now; ``only`` if there is one.

        "The company" may stand for a name of unknown kind where no other fits.
        """
        wanted = tuple(classes)
        best: tuple[float, Entity] | None = None
        fitting = 0
        plain = "Company" in wanted  # "the company", which any name may stand for
        fit = [self._fits(entity, wanted) for entity, _, _, _ in memory.counts.values()]
        unknown = not any(fit)
        for (entity, times, last, first), fits in zip(memory.counts.values(), fit, strict=True):
            if fits or ((unknown or plain) and self._stands_in(entity, wanted, memory)):
                if only and self._gazetteer.is_a(entity.classes, "PublicBody"):
                    return None  # "the Ukrainian government" is not the one named before
                fitting += 1
                # A place that was just named is the one meant; of organisations, the one the article is about.
                place = self._gazetteer.is_a(entity.classes, "Place")
                often = min(times, 5) * (0.4 if place else 1)
                weight = (
                    (often if fits else often - _UNSURE)
                    + 4 / (1 + memory.number - last)
                    + (_LED if first <= _LEAD else 0)
                    - (_CUSTOMER if plain and entity.iri in memory.customers else 0)
                )
                if best is None or weight > best[0] or (place and weight == best[0]):
                    best = weight, entity
        if best is None or (only and fitting > 1):
            return None
        return best[1]

    def thing(self, found: list[Token], at: int, low: str, memory: Memory) -> Entity | None:
        """Return the body that "it" or "its" at a token stands for, of its sentence or the one before."""
        if low == "it" and (at + 1 >= len(found) or found[at + 1].low not in self._doing):
            return None
        here, before = memory.lately[-1], memory.lately[-2]
        turn = next((i for i in range(at - 1, 0, -1) if found[i].low in _TURNING), 0)
        if turn and (told := [item for item in here if turn < item.first <= turn + EARLY]):
            here = told  # "Acme lost 9,000 users, while Velding lost 400, cutting its base to 5,000"
        if not here and any(token.text in self._described for token in found[:at]):
            return None  # "The transport ministry said it": nobody of the sentence before
        for item in here or before[:1]:
            if item.first > EARLY + turn or item.placed or item.entity.form == "adjective":
                continue
            if not (here and _ruled(found, item)) and self._gazetteer.is_a(item.entity.classes, "Organisation"):
                return item.entity
        return self.alone(before, memory) if not here else None

    def alone(self, before: Sequence[Linked], memory: Memory) -> Entity | None:
        """Return the firm that the sentence before names, if it names but one: "Sales fell, Acme said. Its …".

        In "Acme Bro said that it owns a part of Velding. Its …" a firm of unknown kind may be meant.
        """
        is_a = self._gazetteer.is_a
        opening = before[0].entity if before and before[0].first <= _OPENS else None
        if opening is not None and opening.form == "unknown" and not opening.classes and opening.iri in memory.acting:
            return None
        told = [item.entity for item in before if is_a(item.entity.classes, "Company")]
        firms = {entity.iri: entity for entity in told if not is_a(entity.classes, "MediaCompany")}
        return next(iter(firms.values())) if len(firms) == 1 else None

    def just_told(self, classes: Iterable[str], memory: Memory) -> Entity | None:
        """Return the firm that opens the sentence before, in one paragraph: "Acme's sales rose. The company …"."""
        before = memory.lately[-2] if memory.goes_on and len(memory.lately) > 1 else []
        wanted = tuple(classes)
        if not before or before[0].first > 0 or before[0].entity.form not in ("name", "alias", "acronym", "unknown"):
            return None
        told = before[0].entity
        unknown = told.form == "unknown" and not told.classes and "Company" in wanted
        return told if self.firm(wanted) and (unknown or self._fits(told, wanted)) else None

    def acting(self, found: list[Token], classes: Iterable[str], memory: Memory) -> Entity | None:
        """Return the firm that a sentence just before is about: "Norvik Air fell. The Finnish airline carried …"."""
        wanted = tuple(classes)
        if not self.firm(wanted):
            return None
        here = memory.lately[-1:] if found[0].low in _OPENING else []  # "While Acme sold more, the Dutch carmaker …"
        for sentence in [*here, *reversed(memory.lately[:-1])]:
            for item in sentence:
                if item.first <= EARLY and item.entity.form != "adjective" and self._fits(item.entity, wanted):
                    return item.entity
        return None

    def turn(self, found: list[Token], item: Linked, memory: Memory) -> None:
        """Note a firm that a report of several firms goes on to: "Tobacco giant Norvik was flat after the firm …"."""
        entity = item.entity
        if memory.turned is not None and memory.turned[0].iri == entity.iri:
            memory.turned = entity, memory.number
            return
        known = memory.counts[entity.iri][3] < memory.number or memory.number <= _LEAD
        if (known and memory.turned is None) or entity.form == "adjective":
            return
        if not self._gazetteer.is_a(entity.classes, "Company"):
            return
        if known:
            memory.turned = None  # back to one named before
            return
        after = found[item.last].low if item.last < len(found) else ""
        before = found[item.first - 1].low if item.first else ""
        noun = before in self._nouns and found[max(0, item.first - 2)].low not in _OTHERS
        opens = item.first <= _OPENS and not memory.goes_on
        if (noun or opens) and after not in self._speech:
            memory.turned = entity, memory.number

    def now_told(self, classes: Iterable[str], memory: Memory) -> Entity | None:
        """Return the firm that the report went on to just before, where a description may mean it."""
        if memory.turned is None or memory.number - memory.turned[1] > _STAYS:
            return None
        wanted, entity = tuple(classes), memory.turned[0]
        return entity if self.firm(wanted) and self._fits(entity, wanted) else None

    def _fits(self, entity: Entity, wanted: tuple[str, ...]) -> bool:
        if "State" in entity.classes and "Organisation" in wanted:
            return False  # "the sugar group" is no state
        return bool(entity.classes) and not self._gazetteer.kinds(*entity.classes).isdisjoint(wanted)

    def _stands_in(self, entity: Entity, wanted: tuple[str, ...], memory: Memory) -> bool:
        """Say whether a name of unknown kind may be meant where none of a known kind is: a new company."""
        if entity.form != "unknown":
            return False
        if entity.classes == ("Place",):
            return "State" in wanted
        if entity.classes == ("Company",):
            return self.firm(wanted)
        return not entity.classes and entity.iri in memory.acting and self.firm(wanted)

    def firm(self, wanted: Iterable[str]) -> bool:
        """Say whether a firm or a club is asked for."""
        is_a = self._gazetteer.is_a
        return any(is_a((name,), "Company") or is_a((name,), "SportsTeam") for name in wanted)


def _ruled(found: list[Token], item: Linked) -> bool:
    """Say whether another word rules a name: "In a filing with the SEC, Acme", "the Acme-led bid"."""
    ahead = found[item.first - 1 - (found[item.first - 1].low == "the")].low
    return ahead in _GOVERNING | {"("} or found[item.last].text == "-"
