"""Article → the short forms of units that it introduces itself: "4 million tonnes (MT)" makes 3.5 MT of "3.5 MT".

As with the acronyms of names, what the brackets say holds in the whole article, its headline too, and goes before what
the letters mean elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.recognise.numbers import NumberReader
from kg.recognise.quantity_setting import Meaning, Setting
from kg.recognise.quantity_tokens import Token, tokenise
from kg.recognise.quantity_units import Amount, UnitReader

_LONGEST = 8  # letters of a short form
_BEFORE = 80  # characters from the number to its brackets
_UNSAID = frozenset({"of", "per", "a", "an", "-"})  # seldom a letter of a short form


class Introduced:
    """Reads the unit behind a number where only the article itself says what it is."""

    def __init__(self, numbers: NumberReader, units: UnitReader) -> None:
        self._numbers, self._units = numbers, units

    def read(self, tokens: Sequence[Token], amount: Amount, setting: Setting) -> Amount:
        """Return an amount with the unit whose short form follows its number."""
        at = amount.number.end
        word = tokens[at].text if at < len(tokens) else ""
        if not 0 < len(word) <= _LONGEST or not word[0].isalpha() or not setting.says(f"({word})"):
            return amount
        if word not in setting.introduced:
            setting.introduced[word] = next(self._told(word, setting), None)
        meant = setting.introduced[word]
        if meant is None or amount.start < amount.number.start:
            return amount
        value, step = amount.number.value * meant.factor, amount.number.step * meant.factor
        if value == value.to_integral_value():
            value = value.quantize(Decimal(1))
        made = replace(amount, value=value, step=step, unit=meant.unit, dimension=meant.dimension, end=at + 1)
        return self._units.rated(tokens, made)

    def _told(self, word: str, setting: Setting) -> Iterator[Meaning]:
        """Yield what an article says that a word in brackets stands for."""
        for begin in setting.places(f"({word})"):
            tokens = tokenise(setting.text, max(0, begin - _BEFORE), begin)
            for at in range(len(tokens) - 1, -1, -1):
                number = self._numbers.read(tokens, at) if self._numbers.starts(tokens[at]) else None
                if number is None:
                    continue
                told = self._units.read(tokens, number, setting)
                if told.unit is None or told.end != len(tokens):
                    break
                scale = [token.low for token in tokens[at : number.end] if token.word]
                unit = [token.low for token in tokens[number.end :]]
                if _initials(word, [*scale, *unit]) and number.scale > 1:
                    yield Meaning(number.scale * told.value / number.value, told.unit, told.dimension)
                elif _initials(word, unit):
                    yield Meaning(told.value / number.value, told.unit, told.dimension)
                break


def _initials(short: str, words: Sequence[str]) -> bool:
    """Say whether letters are those that words begin with.

    >>> _initials("MT", ["million", "tonnes"]), _initials("bcm", ["billion", "cubic", "metres"])
    (True, True)
    >>> _initials("mbpd", ["million", "barrels", "per", "day"]), _initials("MT", ["tonnes"])
    (True, False)
    """
    letters = "".join(filter(str.isalpha, short)).lower()
    every = "".join(word[0] for word in words if word[0].isalpha())
    return letters in (every, "".join(word[0] for word in words if word[0].isalpha() and word not in _UNSAID))
