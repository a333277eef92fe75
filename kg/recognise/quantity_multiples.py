"""A number and "fold" → by how much something grew: "a threefold rise", "jumped more than six-fold", "up 2.5-fold".

So do verbs: "prices have almost doubled", "the plan to halve its debt" (scheme ``multiplying``).

Multiples that only compare ("three times the cost", "double the lead") are none: they are said of figures that stand
beside them. Where words bound it ("almost twice the limit"), "twice" states a figure of its own.
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

_COMPARED = frozenset({"the", "its", "their", "his", "her", "our", "that", "those", "what", "as"})
_OTHERWISE = frozenset({"down", "up", "back", "over", "as"})  # "doubled down on it", "doubles as a shop"
_DOING = frozenset({"to", "will", "would", "could", "may", "might", "can", "should", "must", "shall"})
_BEFORE, _AFTER = 4, 3  # words from "jumped" to the number, from it to "rise"


class Multiples:
    """Reads a number of folds, as one word or as two joined by a hyphen, where something rises or falls by it."""

    def __init__(self, lexicon: Lexicon, numbers: NumberReader, bounds: BoundReader) -> None:
        self._numbers, self._bounds = numbers, bounds
        named = (*lexicon.cues_of("number"), *lexicon.cues_of("scale"))
        self._values = {f"{cue.text}fold": Decimal(cue.sense) for cue in named if cue.sense and cue.text.isalpha()}
        self._twice = {cue.text: Decimal(cue.sense or 2) for cue in lexicon.cues_of("multiple")}
        verbs = lexicon.cues_of("multiplying")
        self._verbs = {cue.text: Decimal(cue.sense or 2) for cue in verbs}
        self._plain = frozenset(cue.text for cue in verbs if cue.position == "after")
        self.words = frozenset(self._values) | self._twice.keys() | self._verbs.keys()
        self._changes = frozenset(
            cue.text for cue in (*lexicon.cues_of("change"), *lexicon.cues_of("motion")) if cue.sense in ("up", "down")
        )

    def read(self, tokens: Sequence[Token], at: int) -> tuple[Quantity, int, int] | None:
        """Return the multiple that starts at a token, with its first token and the one after its last."""
        if tokens[at].low in self._verbs and (found := self._multiplied(tokens, at)):
            return found
        if tokens[at].low in self._twice:
            return self._bounded(tokens, at)
        value = self._values.get(tokens[at].low)
        if value is not None:
            number = Number(value, Decimal(1), Decimal(1), at, at + 1, "words")
            end = at + 1
        else:
            end = at + 3
            if low_at(tokens, end - 1) != "fold" or low_at(tokens, at + 1) not in HYPHENS or not glued(tokens, at + 1):
                return None
            read = self._numbers.read(tokens, at)
            if read is None or read.end != at + 1 or read.form not in ("digits", "words"):
                return None
            number = read
        bound = self._bounds.read(tokens, Amount(number, number.value, number.step, at, end))
        beside = (*tokens[max(0, bound.start - _BEFORE) : bound.start], *tokens[bound.end : bound.end + _AFTER])
        if self._changes.isdisjoint(token.low for token in beside):
            return None  # "the aim is twofold", "a three-fold plan"
        low, high = limits(bound.modality, number.value)
        fold = Span(tokens[end - 1].start, tokens[end - 1].end)
        return Quantity(number.value, None, bound.modality, low, high, number.step, fold), bound.start, bound.end

    def _multiplied(self, tokens: Sequence[Token], at: int) -> tuple[Quantity, int, int] | None:
        """Return the multiple of "has almost doubled", "doubling aid to the region", "to double its fleet"."""
        word, value, after = tokens[at].low, self._verbs[tokens[at].low], low_at(tokens, at + 1)
        number = Number(value, Decimal(1), value, at, at + 1, "words")
        bound = self._bounds.read(tokens, Amount(number, value, number.step, at, at + 1))
        before = low_at(tokens, bound.start - 1)
        if after in _OTHERWISE or after in HYPHENS or (before in _COMPARED and not word.endswith("ing")):
            return None  # "doubled down", "a halved fee"
        if word in self._plain and before not in _DOING:
            return None
        low, high = limits(bound.modality, value)
        verb = Span(tokens[at].start, tokens[at].end)
        return Quantity(value, None, bound.modality, low, high, number.step, verb), bound.start, at + 1

    def _bounded(self, tokens: Sequence[Token], at: int) -> tuple[Quantity, int, int] | None:
        """Return the multiple of "almost double the lead", "more than twice as many", "about double its average"."""
        value = self._twice[tokens[at].low]
        number = Number(value, Decimal(1), Decimal(1), at, at + 1, "words")
        bound = self._bounds.read(tokens, Amount(number, value, number.step, at, at + 1))
        if bound.start == at or low_at(tokens, at + 1) not in _COMPARED:
            return None
        low, high = limits(bound.modality, value)
        word = Span(tokens[at].start, tokens[at].end)
        return Quantity(value, None, bound.modality, low, high, number.step, word), bound.start, at + 1
