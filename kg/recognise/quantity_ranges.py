"""Two amounts in a row → one range, or two that share a unit: "242 to 330", "$1.3 to $1.5bn", "from 5 to 7 %"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.lexicon import Lexicon
from kg.recognise.quantity_contexts import Refusals
from kg.recognise.quantity_nouns import Nouns
from kg.recognise.quantity_tokens import DASHES, HYPHENS, Token, glued, low_at
from kg.recognise.quantity_units import Amount

_REACHING = frozenset(("reached", "reach", "reaches", "reaching", "hit", "hits", "hitting"))


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends, and the first token ("between" belongs to it)."""

    low: Amount
    high: Amount
    start: int


class RangeReader:
    """Joins amounts, by the change words of a lexicon ("rose 30 to 126" is no range)."""

    def __init__(self, lexicon: Lexicon, nouns: Nouns) -> None:
        self._nouns = nouns
        self._changes = lexicon.words_of("change")

    def second(self, tokens: Sequence[Token], first: Amount) -> int | None:
        """Return the token at which a second amount may start."""
        end = first.end
        if low_at(tokens, end) == "-" and low_at(tokens, end + 1) == "to" and end + 2 < len(tokens):
            return end + 2  # 18- to 24-year-old
        if low_at(tokens, end + 1) == "in" and low_at(tokens, end) == low_at(tokens, end + 2) == "-":
            return end + 3 if glued(tokens, end + 2) and end + 3 < len(tokens) else None  # a 9-in-10 chance
        if low_at(tokens, end) in DASHES:
            alone = not glued(tokens, end) and not glued(tokens, end + 1)
            alone = alone and first.unit != "percent"  # "to 6.5% – 7% from 4%"
            return None if alone or first.compound or end + 1 >= len(tokens) else end + 1
        between = low_at(tokens, end) == "and" and low_at(tokens, first.start - 1) == "between"
        if (between or low_at(tokens, end) in ("to", "or")) and end + 1 < len(tokens):
            return end + 1
        every = self._every(tokens, first)
        return every if every < len(tokens) and every > end else None

    def _every(self, tokens: Sequence[Token], first: Amount) -> int:
        """Return where the second number of "one in five", "nine out of 10", "one of every nine" starts."""
        end = first.end
        if first.unit is not None or first.number.scale > 1 or first.value > 9:
            return end
        if first.value == 1 and low_at(tokens, end + 1) == "in" and tokens[end].word and tokens[end].text.islower():
            return end + 2 if not self._nouns.function_word(tokens[end]) else end  # "one child in eight"
        if low_at(tokens, end) == "out":
            end += 1
        if low_at(tokens, end) not in ("in", "of"):
            return first.end
        loose = low_at(tokens, end) == "of" and end == first.end
        end += 1
        if low_at(tokens, end) == "every":
            return end + 1
        return first.end if loose and low_at(tokens, end) not in ("10", "ten") else end

    def join(
        self, tokens: Sequence[Token], first: Amount, other: Amount, second: int, start: int, refusals: Refusals
    ) -> Range | Amount | None:
        """Return the range, the first amount with what it shares of the other, or None where both are no quantities.

        ``second`` is the token after the joining word, ``start`` the first of the words that bound the first amount.
        """
        joiner, before = low_at(tokens, second - 1), low_at(tokens, start - 1)
        if joiner in ("in", "of", "every"):
            counted = first.value == 1 and other.end < len(tokens) and self._nouns.plural(tokens[other.end])
            return _ratio(first, other, counted=counted)
        if low_at(tokens, second - 2) == "in":
            return _ratio(first, other, counted=True)
        if first.dimension == "money" and other.unit is None:  # £10-15m
            other = replace(other, unit=first.unit, dimension=first.dimension)
        shared = _shared(first, other)
        rising = shared.value < other.value and _alike(shared, other)
        if joiner in DASHES:
            hyphen_minus = joiner in HYPHENS or other.unit is None
            if _sides(shared, other) and glued(tokens, second - 1) and glued(tokens, second):
                return shared  # "leads 49-47 percent"
            if not rising or first.value < 0:
                return None if hyphen_minus and glued(tokens, second - 1) else first
            countable = other.end < len(tokens) and self._nouns.plural(tokens[other.end])
            if other.unit is None and (not countable or refusals.score(tokens, first.start, other.end)):
                return None
            if other.unit is None and 1900 <= first.value <= 2100:
                return None
            return Range(shared, other, first.start)
        if joiner == "or":
            near = rising and other.value <= first.value * 3 and first.unit is None
            return Range(shared, other, first.start) if near else first
        if low_at(tokens, first.start - 1) == "between":
            return Range(shared, other, first.start - 1) if rising else first
        if _year_alone(first) and other.number.scale > 1:
            return first  # "exports for the first nine months of 2019 to 24.6 billion dollars"
        ranging = before in ("from", "of") and low_at(tokens, start - 2) in ("ranging", "ranges", "ranged", "range")
        if ranging and rising:
            return Range(shared, other, first.start)
        if before == "from":
            return shared if _alike(shared, other) else first
        if before in _REACHING and rising and _alike(shared, other):
            return Range(shared, other, first.start)  # "hit $4 to $5 million"
        if before in self._changes and rising and other.unit is not None and first.unit is None:
            return (
                Range(shared, other, first.start) if other.value <= first.value * 2 else first
            )  # "fall 16 to 19 percent", "winds reached 40 to 50 mph"
        if joiner == "to" and not rising and other.unit == "percent" and _alike(shared, other):
            return shared  # "leads 46 to 41 percent"
        if before in self._changes or before == "by" or not rising:
            return first
        return Range(shared, other, first.start)


def _ratio(first: Amount, other: Amount, *, counted: bool) -> Amount:
    """One in five is 20 percent; ``counted``: one in 11 jobs."""
    odd = other.value > 10 and other.value % 100 and not counted
    if other.unit is not None or not first.value < other.value or odd:
        return first
    share = (first.value / other.value * 100).quantize(Decimal("0.01"))
    number = replace(first.number, form="part", mantissa=first.value / other.value, end=other.end)
    return replace(
        first, number=number, value=share, step=Decimal(1), end=other.end, unit="percent", dimension="percent"
    )


def _shared(first: Amount, other: Amount) -> Amount:
    """Give the first amount the scale and unit that only the second states."""
    if first.unit is not None and other.unit is not None and other.unit.startswith(first.unit + "/"):
        first = replace(first, unit=other.unit, dimension=other.dimension)  # $50 million to $100 million a day
    if first.unit is not None and first.unit != other.unit:
        return first
    value, step = first.value, first.step
    if first.number.scale == 1 and other.number.scale > 1 and first.number.mantissa < 1000:
        value, step = value * other.number.scale, step * other.number.scale
    elif first.unit is None and other.unit is not None and other.number.value and other.value != other.number.value:
        share = other.value / other.number.value
        value, step = value * share, step * share  # cents
    return replace(first, value=value, step=step, unit=other.unit, dimension=other.dimension)


def _year_alone(amount: Amount) -> bool:
    return amount.unit is None and amount.number.scale == 1 and 1900 <= amount.value <= 2100 and amount.value % 1 == 0


def _sides(first: Amount, other: Amount) -> bool:
    """Say whether two amounts are the shares of two sides, the winner's first."""
    both = first.value >= other.value > 0 and first.value + other.value <= 100
    return both and other.unit == "percent" and _alike(first, other)


def _alike(first: Amount, other: Amount) -> bool:
    return first.unit == other.unit and "part" not in (first.number.form, other.number.form)
