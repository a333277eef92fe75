"""What must agree before two values are compared: the group a share is of, the part of a whole."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

_WORDS = 6
_MORE = frozenset({"more", "additional", "further", "another", "extra", "new"})


class Scopes:
    """Reads the qualifiers of a value."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._parts = frozenset(cue.text for cue in lexicon.cues_of("partitive"))

    def of(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, subject: Subject) -> tuple[str, ...]:
        """Return the qualifiers, each "kind: words"."""
        quantity = mention.value
        if not isinstance(quantity, Quantity):
            return ()
        first, last = frame.range(mention.span)
        if chosen.rule == "measure.part-of" and quantity.noun is not None:
            return (f"group: {quantity.noun.of(page.article.text).casefold()}",)
        opened = frame.lower(first) in _MORE and frame.lower(first + 1) != "than"  # "more than 60" is no increment
        increment = opened or frame.lower(last) in _MORE or frame.lower(first - 1) in _MORE
        if chosen.measure is not None and chosen.measure.temporality == "cumulative" and increment:
            return ("part: more",)  # "eight more bodies" is no toll
        part = next((q for q in frame.quantities if 0 < first - frame.range(q.span)[1] <= 3), None)
        if part is not None and frame.lower(frame.range(part.span)[1]) == "of" and chosen.owner != "possessor":
            return (f"whole of: {part.span.of(page.article.text).casefold()}",)  # "42 of the 200 seats"
        if frame.lower(last) == "of":
            whole = next((q for q in frame.quantities if last < frame.at(q.span.start) <= last + 3), None)
            if whole is not None:
                return (f"part of: {whole.span.of(page.article.text).casefold()}",)
        if quantity.unit == "percent" and frame.lower(last) == "of":
            end = last + 1
            while (
                end < frame.size
                and end <= last + _WORDS
                and (frame.tokens[end].text[0].isalnum() or frame.lower(end) == "'s")
            ):
                if self._grammar.is_verb(frame, end):
                    break
                end += 1
            words = self._grammar.name(frame, last + 1, end, page.article.text)
            if words and words.casefold() != subject.name.casefold():
                return (f"group: {words.casefold()}",)
        return ()
