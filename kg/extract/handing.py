"""Prisoners, hostages or bodies in a clause → the state or group that hands them over or gets them: the owner."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.uses import used_for
from kg.extract.words import BE, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_BODIES = ("Organisation", "State")
_DEAD = vocabulary("bodies remains corpses")
_FAR = 14  # words from the verb to the value
_TOLL = "harm"


class Handing:
    """Finds who frees, returns or receives those whom a value counts, and so owns their number."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._verbs = grammar, lexicon.words_of("handing")
        self._held, self._dead = frozenset(used_for(lexicon, "handed")), frozenset(used_for(lexicon, _TOLL))

    def of(self, frame: Frame, mention: Mention, chosen: Chosen) -> Entity | None:
        """Return the body: "Norland freed 250 prisoners", "the bodies it has received", "were released by Norland"."""
        if self._verbs.isdisjoint(frame.distinct):
            return None
        first, last = frame.range(mention.span)
        verb = next((i for i in range(first - 1, max(-1, first - _FAR), -1) if frame.lower(i) in self._verbs), None)
        dead = chosen.name in self._dead and not _DEAD.isdisjoint(frame.lows[max(0, first - _FAR) : last + 2])
        if chosen.name not in self._held and not dead:
            return None
        if verb is None:
            return self._by(frame, last)
        if frame.lower(verb - 1) in BE:
            return None
        phrase = self._grammar.subject(frame, frame.clause(verb))
        before = frame.entity(verb - 1) or frame.entity(verb - 2)  # "the bodies it has received"
        if phrase is not None and not phrase.relative and phrase.last <= verb:
            before = frame.entity(self._grammar.head(frame, phrase.first, phrase.last)) or before
        return self._body(before)

    def _by(self, frame: Frame, last: int) -> Entity | None:
        """Return by whom those counted were freed."""
        for i in range(last, min(frame.size - 1, last + _FAR)):
            if frame.lower(i) == "by" and frame.lower(i - 1) in self._verbs:
                return self._body(frame.entity(i + 1) or frame.entity(i + 2))
        return None

    def _body(self, found: Mention | None) -> Entity | None:
        entity = found.value if found is not None else None
        if not isinstance(entity, Entity) or entity.form == "adjective":
            return None
        return entity if not entity.classes or self._grammar.is_a(entity.classes, _BODIES) else None
