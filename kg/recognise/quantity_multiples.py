"""A number and "fold" → by how much something grew: "a threefold rise", "jumped more than six-fold", "up 2.5-fold".

Multiples that only compare ("three times the cost") are none: they are said of figures that stand beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.lexicon import Lexicon
from kg.model import Quantity, Span
from kg.recognise.numbers import Number, NumberReader
from kg.recognise.quantity_bounds import BoundReader, limits
from kg.recognise.quantity_tokens import HYPHENS, Token, glued, low_at
from kg.recognise.quantity_units import Amount

_BEFORE, _AFTER = 4, 3  # words from "jumped" to the number, from it to "rise"


class Multiples:
    """Reads a number of folds, as one word or as two joined by a hyphen, where something rises or falls by it."""

    def __init__(self, lexicon: Lexicon, numbers: NumberReader, bounds: BoundReader) -> None:
        self._numbers, self._bounds = numbers, bounds
        named = (*lexicon.cues_of("number"), *lexicon.cues_of("scale"))
        self._values = {f"{cue.text}fold": Decimal(cue.sense) for cue in named if cue.sense and cue.text.isalpha()}
        self.words = frozenset(self._values)
        self._changes = frozenset(
            cue.text for cue in (*lexicon.cues_of("change"), *lexicon.cues_of("motion")) if cue.sense in ("up", "down")
        )

    def read(self, tokens: Sequence[Token], at: int) -> tuple[Quantity, int, int] | None:
        """Return the multiple that starts at a token, with its first token and the one after its last."""
        value = self._values.get(tokens[at].low)
        if value is not None:
            number = Number(value, Decimal(1), Decimal(1), at, at + 1, "words")
            end = at + 1
        else:
            end = at + 3
            if low_at(tokens, end - 1) != "fold" or low_at(tokens, at + 1) not in HYPHENS or not glued(tokens, at + 1):
                return None
            found = self._numbers.read(tokens, at)
            if found is None or found.end != at + 1 or found.form not in ("digits", "words"):
                return None
            number = found
        bound = self._bounds.read(tokens, Amount(number, number.value, number.step, at, end))
        beside = (*tokens[max(0, bound.start - _BEFORE) : bound.start], *tokens[bound.end : bound.end + _AFTER])
        if self._changes.isdisjoint(token.low for token in beside):
            return None  # "the aim is twofold", "a three-fold plan"
        low, high = limits(bound.modality, number.value)
        fold = Span(tokens[end - 1].start, tokens[end - 1].end)
        return Quantity(number.value, None, bound.modality, low, high, number.step, fold), bound.start, bound.end
