"""Owner that only acts or reckons for another → that other: a bank's board, traders who price in a rise of rates."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.standins import StandIns
from kg.extract.words import DETERMINERS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity

_BOARDS = ("board", "board of directors", "board of governors", "governing council", "rate-setting committee")
_RATES, _ODDS, _TRADE = "interestRate", "winProbability", "tradeBalance"  # begin the names of measures
_BETTING = vocabulary("traders markets investors futures swaps bond bonds dealers")
_BANKS = ("CentralBank",)
_SENTENCES, _PRONOUNS = vocabulary("prisonTerm amountOrdered fine"), ("subject.pronoun", "subject.antecedent")
_PRICES = "inflation"  # so does this
_JUDGES = vocabulary("judge justice magistrate prosecutor")
_BACK = 5  # sentences to one that calls somebody a judge
_NEAR = 3  # words from "with" to the partner
_HOME = vocabulary("retail consumer industrial factory household")  # what of all a land sells, makes or spends


class OnBehalf:
    """Finds for whom an owner only acts or reckons."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, stand_ins: StandIns) -> None:
        self._grammar, self._stand_ins = grammar, stand_ins
        self._told = lexicon.words_of("reckoner") | _BETTING

    def of(self, page: Page, frame: Frame, best: Candidate, measure: str, cue: tuple[int, int] | None) -> Entity | None:
        """Return the bank or the land; None for owners of their own."""
        if measure.startswith((_RATES, _ODDS)):
            return self._bank(page, frame, best)
        if measure.startswith(_TRADE):
            return self._trading(page, frame, best)
        if measure.startswith(_PRICES) and best.classes is None and cue is not None:
            told = best.rule == "subject.sentence-before" or best.name.casefold().endswith(_PRICES)
            return self._stand_ins.state(page, frame) if told and "of" not in best.name.split() else None
        if best.rule in _PRONOUNS and measure in _SENTENCES:
            return self._sentenced(page, frame, best)
        if best.rule == "subject.sentence-before" and best.classes is None and cue is not None:
            words = frame.lows[max(0, cue[0] - 1) : cue[1]]  # "Exporters recovered. Retail sales rose 0.9 percent."
            return None if _HOME.isdisjoint(words) else self._stand_ins.state(page, frame)
        return None

    def _bank(self, page: Page, frame: Frame, best: Candidate) -> Entity | None:
        """Whose rate it is: "the board of the Bank of Norland raised …", "traders see the bank raising …"."""
        low = best.name.casefold()
        here = best.span is not None and frame.sentence.span.covers(best.span)
        if low.endswith(_BOARDS):
            after = frame.range(best.span)[1] if here and best.span is not None else frame.size
            named = next((frame.entity(i) for i in (after + 1, after + 2) if frame.lower(after) == "of"), None)
            if named is None and frame.lower(after) == "of" and frame.lower(after + 1) in DETERMINERS:
                named = frame.entity(after + 2)
            if named is not None and isinstance(named.value, Entity):
                return named.value
        elif best.classes is not None or self._told.isdisjoint(low.split()):
            return None
        else:
            for mention in frame.entities:
                if isinstance(mention.value, Entity) and self._grammar.is_a(mention.value.classes, _BANKS):
                    return mention.value
        banks = (topic.entity for topic in page.topics)
        return next((entity for entity in banks if self._grammar.is_a(entity.classes, _BANKS)), None)

    def _trading(self, page: Page, frame: Frame, best: Candidate) -> Entity | None:
        """Whose balance it is that is told with a partner: "the deficit in goods with Norland"."""
        if best.span is None or not frame.sentence.span.covers(best.span):
            return None
        first = frame.range(best.span)[0]
        if "with" not in frame.lows[max(0, first - _NEAR) : first]:
            return None
        states = (t.entity for t in page.topics if t.first < frame.index and "State" in t.entity.classes)
        return next((state for state in states if state.iri != best.iri), None)

    def _sentenced(self, page: Page, frame: Frame, best: Candidate) -> Entity | None:
        """Who was sentenced where a pronoun was taken for the judge: "Judge Roe jailed Ann Lee. She must pay …"."""
        if not any(
            _judged(earlier, best.iri) for earlier in page.frames[max(0, frame.index - _BACK) : frame.index + 1]
        ):
            return None
        people = (topic.entity for topic in page.topics if self._grammar.is_a(topic.entity.classes, ("Person",)))
        return next((person for person in people if person.iri != best.iri), None)


def _judged(frame: Frame, iri: str | None) -> bool:
    """Say whether a sentence calls somebody a judge: "Judge Kurt Roe"."""
    if _JUDGES.isdisjoint(frame.distinct):
        return False
    named = [frame.range(m.span)[0] for m in frame.entities if isinstance(m.value, Entity) and m.value.iri == iri]
    return any(not _JUDGES.isdisjoint(frame.lows[max(0, first - 1) : first + 1]) for first in named)
