"""Bare number beside a word for a person → an age or a number of children: "a boy of 12", "a mother of two"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.lexicon import Lexicon
from kg.model import Entity

_AGED, _BOUNDS = "aged", frozenset({"between", "from", "under", "over", "about", "around"})
_ENDS = frozenset({",", ".", ")"})
AGE = "age"


class Ages:
    """Reads what a bare number says of the person beside it."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._of = lexicon.senses_of("person-of")

    def measure(self, frame: Frame, first: int, last: int) -> str | None:
        """Return the name of the measure of a number that takes the tokens from first up to last."""
        before = frame.lower(first - 1)
        if before == _AGED or (before in _BOUNDS and frame.lower(first - 2) == _AGED) or frame.lower(first) == _AGED:
            return AGE  # "four men aged between 24 and 51 were arrested"
        if before == "of" and frame.lower(first - 2) in ("age", "ages"):
            return AGE  # "children under the age of five"
        if before == "of":
            return self._of.get(frame.lower(first - 2))
        return AGE if self._named(frame, first, last) else None

    def _named(self, frame: Frame, first: int, last: int) -> bool:
        """Say whether a number between commas is the age of the person before: "Kallas, 45, said"."""
        found = frame.entity(first - 2) if frame.lower(first - 1) == "," else None
        entity = found.value if found is not None else None
        person = isinstance(entity, Entity) and (not entity.classes or self._grammar.is_a(entity.classes, ("Person",)))
        return person and frame.lower(last) in _ENDS
