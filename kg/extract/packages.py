"""Items of a list of arms or goods given → the package that they are of: "United States assistance to Ukraine"."""

from __future__ import annotations

from kg import names
from kg.extract.chosen import Chosen
from kg.extract.cues import Hit, scheme
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.polled import Told
from kg.extract.subjects import Subject
from kg.extract.sums import money
from kg.extract.words import LISTING, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

_STATE, _GIVEN, _ARMS = ("State",), "given", "military aid"
_SUM, LISTED, _ITEM = "measure.package", "measure.listed-item", "equipmentSupplied"
_AID, _MILITARY = "aidPledged", "militaryAid"
_SUMS = frozenset({_AID, _MILITARY, "marketValue", "amount", "support"})
_ARMS_OF = 3  # words from "drawdown" to "U.S."
_REACH = 8  # words from "assistance" to "Ukraine"
_LINKS = vocabulary("to for")
_ENDS = vocabulary("; , . ( and")
_ABOVE = 12  # sentences before the list
_THIS = frozenset({"this", "the"})
_POINTING = 5  # words of "The new package also includes"
_MOST = 8  # words of "rounds of precision-guided artillery ammunition"


class Packages:
    """Reads what lists of equipment are of."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._base, self._measures = grammar, lexicon.base, measures
        self._given = scheme(lexicon, "package")

    def of(self, page: Page, frame: Frame) -> dict[tuple[int, int], Told]:
        """Return what the counts of an item are of, by where they stand, where a list tells what is given."""
        intro = page.before(frame) if frame.index in page.lists else None
        if intro is None or intro.tokens[-1].text != ":" or not any(True for _ in self._given.find(intro)):
            return {**self._sums(page, frame), **self._items(page, frame)}
        above = page.frames[max(0, intro.index - _ABOVE) : intro.index]
        found = next((named for each in (intro, *reversed(above)) if (named := self._named(page, each))), None)
        subject = Subject(found, names.entity(self._base, found), "subject.package") if found is not None else None
        return {
            (mention.span.start, mention.span.end): Told(self._item(frame, mention), subject)
            for mention in frame.quantities
            if isinstance(mention.value, Quantity) and mention.value.unit is None
        }

    def _items(self, page: Page, frame: Frame) -> dict[tuple[int, int], Told]:
        """Return what is listed in a sentence: "The package includes 60 boats and 400 vehicles"."""
        if LISTING.isdisjoint(frame.distinct):
            return {}
        place = next(i for i, low in enumerate(frame.lows) if low in LISTING)
        items = [
            m
            for m in frame.quantities
            if frame.at(m.span.start) > place and isinstance(m.value, Quantity) and m.value.unit is None
        ]
        subject = self._whole(page, frame, place) if len(items) > 1 else None
        before = page.before(frame) if frame.lower(0) == "it" else None
        arms = before is not None and any(hit.value == _ARMS for hit in self._given.find(before))
        return {
            (mention.span.start, mention.span.end): Told(self._item(frame, mention), subject)
            for mention in items
            if subject is not None or (arms and len(items) > 1)
        }

    def _whole(self, page: Page, frame: Frame, place: int) -> Subject | None:
        """Return the package that "includes" stands behind: named in the sentence, or in the one before."""
        before = page.before(frame)
        points = frame.lower(0) == "it" or any(hit.last <= place for hit in self._given.find(frame))
        for each in (frame, *((before,) if before is not None and place <= _POINTING and points else ())):
            hit = next((hit for hit in self._given.find(each) if each is not frame or hit.last <= place), None)
            if hit is None:
                continue
            if (found := self._named(page, each, here=True)) is not None:
                return Subject(found, names.entity(self._base, found), "subject.package")
            for mention in each.entities:
                entity = mention.value
                ahead = each.at(mention.span.start) < hit.first
                if ahead and isinstance(entity, Entity) and self._grammar.is_a(entity.classes, _STATE):
                    return Subject(entity.name, entity.iri or None, "subject.package", mention.span, entity.classes)
        return None

    def fits(self, told: Told, chosen: Chosen) -> bool:
        """Say whether a sum may be that of the package its sentence names: "a drawdown …, valued at $425 million"."""
        return told.chosen.rule != _SUM or chosen.name in _SUMS

    def _sums(self, page: Page, frame: Frame) -> dict[tuple[int, int], Told]:
        """Return what the sums of a sentence are of that names who gives what to whom."""
        hits = [hit for hit in self._given.find(frame) if hit.value != _GIVEN]
        sums = [m for m in frame.quantities if money(m.value)] if hits else []
        found = self._named(page, frame, here=True) if sums else None
        if found is None and sums and frame.lower(0) in _THIS and (before := page.before(frame)) is not None:
            found = self._named(page, before, here=True)  # "This $450 million drawdown includes:"
        if found is None:
            return {}
        subject = Subject(found, names.entity(self._base, found), "subject.package")
        name = _MILITARY if any(hit.value == _ARMS for hit in hits) else _AID
        chosen = Chosen(name, self._measures.named(name), _SUM, (hits[0].first, hits[0].last))
        return {(mention.span.start, mention.span.end): Told(chosen, subject) for mention in sums}

    def _named(self, page: Page, frame: Frame, *, here: bool = False) -> str | None:
        """Return a package by who gives what to whom, as a sentence tells it; ``here`` asks for a giver in it."""
        for hit in self._given.find(frame):
            taker = self._taker(frame, hit)
            giver = self._giver(page, frame, hit, taker, here=here)
            if taker is not None and giver is not None and hit.value != _GIVEN:
                return f"{giver} {hit.value} to {taker}"
        return None

    def _taker(self, frame: Frame, hit: Hit[str]) -> str | None:
        for i in range(hit.last, min(frame.size, hit.last + _REACH)):
            found = frame.entity(i)
            entity = found.value if found is not None else None
            linked = not _LINKS.isdisjoint(frame.lows[hit.last : i])  # "drawdown of U.S. arms for Ukraine"
            if linked and isinstance(entity, Entity) and self._grammar.is_a(entity.classes, _STATE):
                return entity.name
        return None

    def _giver(self, page: Page, frame: Frame, hit: Hit[str], taker: str | None, *, here: bool) -> str | None:
        """Return the state named before the words, else the one that the article is most about besides the taker."""
        before = [m.value for m in frame.entities if frame.at(m.span.start) < hit.first]
        behind = [m.value for m in frame.entities if hit.last <= frame.at(m.span.start) < hit.last + _ARMS_OF]
        others = behind if here else [topic.entity for topic in page.topics]  # "a drawdown of U.S. arms"
        for entity in (*reversed(before), *others):
            if isinstance(entity, Entity) and self._grammar.is_a(entity.classes, _STATE) and entity.name != taker:
                return entity.name
        return None

    def _item(self, frame: Frame, mention: Mention) -> Chosen:
        """Return the measure of an item; its words tell which: "1,000 rounds of mortar ammunition"."""
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        first = frame.range(noun)[0] if noun is not None else frame.range(mention.span)[1]
        last = frame.range(noun)[1] if noun is not None else first
        while last < frame.size and (last == first or frame.lower(first + 1) == "of" or noun is None):
            if not self._goes_on(frame, last) or last - first > _MOST:
                break
            last += 1
        return Chosen(_ITEM, self._measures.named(_ITEM), LISTED, (first, last))

    def _goes_on(self, frame: Frame, i: int) -> bool:
        return frame.tokens[i].text[0].isalpha() and frame.lower(i) not in _ENDS
