"""Sum in its clause → whether the subject pays it: "the company has paid 60,000 lira to each family"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.sums import money
from kg.lexicon import Lexicon
from kg.model import Mention


class Payers:
    """Finds who pays for the harm of an event, and so owns the sum."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._paying, self._persons = lexicon.words_of("payer"), lexicon.words_of("person")

    def pays(self, frame: Frame, mention: Mention, wanted: tuple[str, ...]) -> bool:
        """Say whether the subject of a sum's clause pays it; families get it, and do not pay."""
        if not money(mention.value) or "Organisation" not in wanted or self._paying.isdisjoint(frame.distinct):
            return False
        first = frame.at(mention.span.start)
        number = frame.clause(first)
        phrase, verb = self._grammar.subject(frame, number), self._grammar.verb(frame, number)
        if phrase is None or verb is None or phrase.relative or not phrase.first < phrase.last <= verb < first:
            return False
        told = {frame.lower(i) for i in range(verb, first)}
        passive = "be" in told or "been" in told
        head = frame.lower(self._grammar.head(frame, phrase.first, phrase.last))
        return not passive and head not in self._persons and not self._paying.isdisjoint(told)
