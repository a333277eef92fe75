"""Shares of a vote or seats that a verb awards → who gets them: "gave the **Greens** 41 percent", "63 to **Lee**"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.phrases import Grammar, Phrase
from kg.extract.sought import Sought
from kg.extract.words import BE, DETERMINERS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_CONTESTED = frozenset({"voteShare", "pollShare", "seats", "pollLead", "votes", "percentageShare", "count"})
_CHANCE = frozenset({"percentageShare", "count"})  # only where somebody who runs gets them
_RUNNING = ("Party", "Person")
_GIVING = vocabulary("gave give gives given giving hands handed handing hand awards awarded awarding allotted")
_PUTTING, _POLLED = vocabulary("put puts putting leave leaves leaving left"), frozenset({"pollLead", "pollShare"})
_BODIES = vocabulary("party coalition alliance bloc")
_RIVALS = vocabulary("parties candidates men women leaders sides contenders camps")
_RIVALRY = ("Party",)
_REACH, _BACK = 6, 4  # words from "both" to their share; sentences that name them
_SCORE = 16.0


class Awarded:
    """Finds who gets what is awarded."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates

    def of(self, value: Sought) -> Iterator[Candidate]:
        """Yield who gets a share or seats by the verb before or the "to" behind them."""
        name = value.chosen.name
        if name not in _CONTESTED:
            return
        yield from self._given(value)
        yield from self._both(value)
        if name == "seats":
            yield from self._allotted(value)

    def _given(self, value: Sought) -> Iterator[Candidate]:
        """Who stands between a verb of giving and the value: "gives Ann Lee 46 percent"."""
        frame, last = value.frame, value.first - (value.frame.lower(value.first - 1) in ("only", "just", "a"))
        last -= frame.lower(last - 1) in _BODIES  # "gave the FN party 41 percent"
        end = last - 3 * (frame.lower(last - 1) == ")")
        found = frame.entity(end - 1)
        if found is None:
            if value.chosen.name in _POLLED and frame.lower(last - 2) == "the" and frame.lower(last - 3) in _PUTTING:
                phrase = Phrase(last - 2, last)  # "putting the party 12 points ahead"
                yield from self._candidates.words(value.page, frame, phrase, _SCORE, "subject.awarded")
            return
        begin = frame.range(found.span)[0]
        begin -= frame.lower(begin - 1) in DETERMINERS
        put = (
            value.chosen.name in _POLLED and frame.lower(begin - 1) in _PUTTING
        )  # "putting the Greens 12 points ahead"
        if frame.lower(begin - 1) not in _GIVING and not put:
            return
        entity = self._candidates.entity(found, _SCORE, "subject.awarded")
        if value.chosen.name not in _CHANCE or self._grammar.is_a(entity.classes or (), _RUNNING):
            yield entity

    def _both(self, value: Sought) -> Iterator[Candidate]:
        """The two last named where both have as much: "puts both parties on 40 percent each"."""
        frame, first = value.frame, value.first
        both = next((i for i in range(first - 1, max(-1, first - _REACH), -1) if frame.lower(i) == "both"), None)
        said = both is not None and any(frame.lower(i) in _RIVALS for i in range(both + 1, first))
        if both is None or not (said or both == first - 2):
            return
        for back in range(_BACK):
            before = value.page.before(frame, back) if back else frame
            named = [m for m in before.entities if self._runs(m)] if before is not None else []
            names = list(dict.fromkeys(m.value.name for m in named if isinstance(m.value, Entity)))
            if len(names) > 1:
                span = frame.span(both, first)
                yield Candidate(" and ".join(names[-2:]), None, _RIVALRY, _SCORE, "subject.awarded", span)
                return

    def _runs(self, mention: Mention) -> bool:
        return isinstance(mention.value, Entity) and self._grammar.is_a(mention.value.classes, _RUNNING)

    def _allotted(self, value: Sought) -> Iterator[Candidate]:
        """Who gets seats behind "to": "63 seats to the coalition and 62 to Labour"."""
        frame, end = value.frame, value.noun_end
        verb = self._grammar.verb(frame, frame.clause(value.first))
        if frame.lower(end) != "to" or verb is None or frame.lower(verb) in BE or end + 1 >= frame.size:
            return
        place = end + 1 + (frame.lower(end + 1) in DETERMINERS)
        if place >= frame.size or self._grammar.is_verb(frame, place):
            return
        found = frame.entity(place)
        if found is not None:
            yield self._candidates.entity(found, _SCORE, "subject.awarded")
        elif frame.tokens[place].text.isalpha() and place > end + 1:
            phrase = self._grammar.noun_phrase(frame, place)
            yield from self._candidates.words(value.page, frame, phrase, _SCORE, "subject.awarded")
