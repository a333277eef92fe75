"""Sentences about a sale → the deal: what is bought, whichever way the sentence puts it, so that it has one identity.

"X agreed to buy Y", "Y will be bought by X" and "X's takeover of Y" are one deal: that of Y, in its year.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import names
from kg.extract.cues import Hit, scheme
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.uses import used_for
from kg.extract.words import CONJUNCTIONS, POINTING, PREPOSITIONS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Span

STRUCK, BID = "subject.deal", "subject.bid"  # rules: of a deal that was struck, of one that is only bid for
_REACH = 8  # words from "buy" to what is bought
_BACK = 3  # sentences
_MAKING = vocabulary("maker owner parent operator")
_OF = vocabulary("of for")
_ENDS = vocabulary("by from to when that . ;")
_LANDS = ("State", "City", "Region", "Place")
_PAST = PREPOSITIONS | CONJUNCTIONS
_PASSIVE = vocabulary("is are was were be been being")


@dataclass(frozen=True, slots=True)
class Deal:
    """A sale, named by what is bought; ``rule`` says whether it was struck."""

    name: str
    iri: str
    span: Span
    rule: str


class Deals:
    """Finds what is bought."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._base = grammar, lexicon.base
        self._cues = scheme(lexicon, "buying")
        self.measures = frozenset(used_for(lexicon, "deal"))
        self._parts, self._called = lexicon.words_of("deal-part"), lexicon.words_of("deal-name")

    def of(self, page: Page, frame: Frame, span: Span) -> Deal | None:
        """Return the deal that a sum is of: the one its sentence tells of, or that "the deal" points back at."""
        found = self._told(page, frame)
        if found is not None:
            return found
        begin = frame.clauses[frame.clause(frame.range(span)[0])][0]
        called = (i for i in range(begin, frame.size) if frame.lows[i] in self._called)
        if all(POINTING.isdisjoint(frame.lows[max(0, i - 2) : i]) for i in called):
            return None
        before = (page.before(frame, back) for back in range(1, _BACK + 1))
        told = (self._told(page, earlier) for earlier in before if earlier is not None)
        return next((deal for deal in told if deal is not None), None)

    def _told(self, page: Page, frame: Frame) -> Deal | None:
        for hit in sorted(self._cues.find(frame), key=lambda hit: (hit.first, -hit.last)):
            bought = self._bought(frame, hit)
            if bought is not None and isinstance(bought.value, Entity):
                return self._deal(page, frame, bought, bought.value, hit)
        return None

    def _bought(self, frame: Frame, hit: Hit[str]) -> Mention | None:
        before = frame.lower(hit.first - 1)
        if hit.value == "subject":
            return self._subject(frame, hit.first)
        if hit.value in ("of", "bid"):
            return self._after(frame, hit.last + 1) if frame.lower(hit.last) in _OF else None
        if before in _PASSIVE and not frame.lower(hit.first).endswith("ing"):
            return None  # "was bought" is a cue of its own
        return self._after(frame, hit.last)

    def _after(self, frame: Frame, i: int) -> Mention | None:
        """Return the first name after a word, in its clause: not the buyer after "by", nor where or from whom."""
        end = min(frame.size, i + _REACH)
        for place in range(i, end):
            found = frame.entity(place)
            if found is not None and isinstance(found.value, Entity):
                after = frame.lower(frame.range(found.span)[1])
                if after in _MAKING or self._modifies(frame, found, found.value):
                    continue  # "Crispo maker Acme", "US firm Acme"
                owns = after == "'s"  # "Sandar's ferry business"
                return None if owns or not self._buyable(found.value) else found
            if frame.lower(place) in _ENDS:
                return None
        return None

    def _modifies(self, frame: Frame, found: Mention, entity: Entity) -> bool:
        """Say whether the name of a land only tells where a firm is from that is named next: "US firm Acme"."""
        if not self._grammar.is_a(entity.classes, _LANDS):
            return False
        i = frame.range(found.span)[1]
        end = min(frame.size, i + _BACK + 1)
        while i < end and frame.tokens[i].text.islower() and frame.lows[i] not in _PAST and frame.lows[i] not in _ENDS:
            i += 1
        return i < end and (other := frame.entity(i)) is not None and isinstance(other.value, Entity)

    def _subject(self, frame: Frame, verb: int) -> Mention | None:
        phrase = self._grammar.subject(frame, frame.clause(verb))
        if phrase is None or phrase.pronoun or phrase.relative:
            return None
        found = frame.entity(self._grammar.head(frame, phrase.first, phrase.last))
        return found if found is not None and isinstance(found.value, Entity) and self._buyable(found.value) else None

    def _buyable(self, entity: Entity) -> bool:
        """Say whether a name may be bought: a firm or of unknown kind, no person, state or place."""
        if entity.form in ("pronoun", "adjective"):
            return False
        return not self._grammar.is_a(entity.classes, ("Person", "State", "City", "Region"))

    def _deal(self, page: Page, frame: Frame, bought: Mention, entity: Entity, hit: Hit[str]) -> Deal:
        at = frame.range(bought.span)[0]
        low, high = min(hit.first, at), max(hit.last, at)
        part = "" if self._parts.isdisjoint(frame.lows[low:high]) else "stake "
        year = (page.article.published or "")[:4]
        words = f"{part}deal {entity.name} {year}".strip()
        bid = any(other.value == "bid" for other in self._cues.find(frame))
        iri = names.entity(self._base, words.casefold())
        return Deal(f"{entity.name} {part}deal", iri, bought.span, BID if bid else STRUCK)
