"""Tokens beside a number → its unit: currencies before and after it, physical units, parts of a currency, rates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.lexicon import Lexicon, Unit
from kg.recognise.numbers import Number
from kg.recognise.quantity_currencies import WORLD, Currencies, foreign
from kg.recognise.quantity_setting import Setting
from kg.recognise.quantity_tokens import DASHES, Phrases, Token, glued, low_at
from kg.values import dataclass

_EURO = "EUR"
# before "dollars 9.7bn"
_BEFORE_MONEY = frozenset(
    {*("(", "to", "from", "at", "of", "for", "by", "about"), *("than", "over", "under", "nearly", "worth", "reached")}
)
_VOWEL = re.compile("[aeiou]")
_BRACKETS, _BRACKETED = ("(", ")"), 7  # tokens of "(80 to 90 miles)"
_RATED = frozenset({"a", "an", "per", "million", "billion", "trillion"})  # after "EUR 1"
_SHORT = 3
_BULK = ("volume", "mass", "energy")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, over the tokens ``start`` to ``end``; ``scaled`` and ``own`` say what stood beside it."""

    number: Number
    value: Decimal
    step: Decimal
    start: int
    end: int
    unit: str | None = None
    dimension: str = "count"
    compound: bool = False  # joined by a hyphen: "five-day"

    @property
    def bare(self) -> bool:
        """Say whether it is nothing but a number in digits."""
        return self.unit is None and self.number.form == "digits" and self.number.scale == 1


class UnitReader:
    """Reads the unit before or after a number, by the units of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._units = Phrases(((word, unit) for unit in lexicon.units for word in unit.words), cased=True)
        self._signs = Phrases(
            (
                (word, unit)
                for unit in lexicon.units
                if unit.dimension == "money"
                for word in unit.words
                if len(word) <= 4 and not (word.islower() and _VOWEL.search(word))  # $, US$, Rs, EUR, dlrs
            ),
            cased=True,
        )
        self._spelt = {
            word: u for u in lexicon.units if u.dimension == "money" for word in u.words if word.endswith("s")
        }
        self._speeds = frozenset(unit.code for unit in lexicon.units if unit.dimension == "speed")
        self._minor = Phrases((cue.text, (cue.sense or "").partition("/")) for cue in lexicon.cues_of("minor-unit"))
        self._dimensions = {unit.code: unit.dimension for unit in lexicon.units}
        self._currencies = Currencies(lexicon, self.per)
        self._rates = Phrases((cue.text, cue.sense or "") for cue in lexicon.cues_of("rate"))
        # "$4 billion a year earlier" is of the year before; "3 million barrels a day after the cut" is a rate
        self._gone = Phrases((cue.text, True) for cue in lexicon.cues_of("gone") if cue.text != "after")
        self._not = Phrases((cue.text, Decimal(cue.sense or "Infinity")) for cue in lexicon.cues_of("not-unit"))
        inner = (cue.text for cue in lexicon.cues_of("modality") if cue.position == "after" and " " not in cue.text)
        self._inner = Phrases((word, True) for word in inner)
        factors = {u.code: Decimal(u.factor) for u in lexicon.units if u.dimension == "duration" and u.factor}
        year = factors.get("year", Decimal("Infinity"))
        self._years = {code: many / year for code, many in factors.items() if many > year}  # a decade is ten years
        self._points = {cue.text: cue.sense for cue in lexicon.cues_of("points")}

    def sign(self, tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
        """Return the currency sign or code that ends before a number, and where it starts."""
        found = self._signs.before(tokens, at)
        if found is None:
            return None
        unit, start = found
        word, number = tokens[start].text, tokens[at].text
        letters = word.isalpha() and at - start == 1
        single = len(number) == 1 and tokens[at].digits and low_at(tokens, at + 1) not in _RATED
        if word == "Euro" and number[:2] in ("19", "20") and len(number) == 4:
            return None  # Euro 2004 is a tournament
        if letters and single and not glued(tokens, at) and word.isupper():
            return None  # NPR 1 is a station
        if letters and start and glued(tokens, start) and tokens[start - 1].text not in ("(", '"', "'"):
            return None
        if letters and len(word) == 1 and not (glued(tokens, at) and len(number) > 2):
            return None  # R500m, N1,000; not R2
        return unit, start

    def measured(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether a unit of more than a letter or two stands at a token."""
        return len(low_at(tokens, at)) > _SHORT and self._units.after(tokens, at) is not None

    def read(self, tokens: Sequence[Token], number: Number, setting: Setting) -> Amount:
        """Return the number with the units around it; ``setting`` is the article's."""
        plain = Amount(number, number.value, number.step, number.start, number.end)
        if number.form == "vague":
            plain = replace(plain, value=number.low or number.value)
        if found := self.sign(tokens, number.start):
            unit, start = found
            code = self._currencies.dollar(setting) if tokens[start].text == "$" else unit.code
            return self.rated(tokens, Amount(number, plain.value, plain.step, start, plain.end, code, "money"))
        amount = self._after(tokens, plain, setting)
        if amount is plain and low_at(tokens, number.start - 1) in self._spelt:
            amount = self._spelt_before(tokens, plain, setting)
        if amount is plain and number.form != "part" and (share := self._share(tokens, number.end)):
            return replace(plain, unit=f"1/{share[0]}", end=share[1], dimension="rate")
        if (
            amount is plain
            and number.form == "digits"
            and (rate := self._currencies.quoted(tokens, number.start, number.end))
        ):
            return replace(plain, unit=rate[0], end=rate[1], dimension="rate")
        if number.form == "part" and amount is plain:
            return replace(
                plain, value=_rounded(number.value * 100), step=Decimal(1), unit="percent", dimension="percent"
            )
        return self.rated(tokens, amount)

    def spelt(self, tokens: Sequence[Token], at: int) -> bool:
        """Say whether a currency is written out before a number, and is not that of a number before it."""
        if low_at(tokens, at - 1) not in self._spelt:
            return False
        before = tokens[at - 2] if at > 1 else None
        return before is None or not (before.digits or before.low in _RATED)

    def _spelt_before(self, tokens: Sequence[Token], amount: Amount, setting: Setting) -> Amount:
        """Return an amount with the currency that is written out before it: "(dollars 9.7bn)", "from dollars 1.29"."""
        number, at = amount.number, amount.start - 1
        exact = number.scale > 1 or "." in tokens[number.start].text
        after = low_at(tokens, number.end)
        glued_on = number.scale > 1 and number.end == number.start + 2 and glued(tokens, number.start + 1)
        if not (glued_on and self.spelt(tokens, number.start)) and (
            not exact
            or low_at(tokens, at - 1) not in _BEFORE_MONEY
            or (len(after) > 4 and after.isalpha() and after != "against")
        ):
            return amount  # not "paid in dollars 20 times", "of the pounds 2.5 million went to"
        unit = self._currencies.meant(tokens, at, at + 1, self._spelt[tokens[at].low], number, setting)
        unit = unit if unit.dimension == "money" else self._spelt[tokens[at].low]
        return Amount(number, amount.value, amount.step, at, amount.end, unit.code, "money")

    def _share(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Return the "100,000" of "six per 100,000", "12 in every 1,000", and where it ends."""
        at += low_at(tokens, at) in ("in", "of") and low_at(tokens, at + 1) in ("every", "each")
        if low_at(tokens, at) not in ("per", "every", "each"):
            return None
        found = self.per(tokens, at)
        return found if found and found[0].isdecimal() else None

    def per(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Return what the words at a token divide by ("a day", "per barrel"), and where they end."""
        at += low_at(tokens, at) == "-" and glued(tokens, at)
        if low_at(tokens, at) not in ("a", "an", "per", "each", "every", "/"):
            return None
        after = at + 1
        after += low_at(tokens, after) == "-" and glued(tokens, after)
        found = self._rates.after(tokens, after)
        if found and found[0].isdecimal() and low_at(tokens, at) not in ("per", "every", "each"):
            return None
        return None if found and self._gone.after(tokens, found[1]) else found

    def rated(self, tokens: Sequence[Token], amount: Amount) -> Amount:
        """Return an amount with what it is divided by, where words behind it say so: "a day", "per tonne"."""
        if amount.unit is None or amount.dimension in ("percent", "points", "index", "duration", "flow", "speed"):
            return amount
        found = self.per(tokens, amount.end)
        if found is None and amount.dimension in _BULK and low_at(tokens, amount.end) == "of":
            found = self.per(tokens, amount.end + 2) or self.per(tokens, amount.end + 3)  # of natural gas a year
        if found is None and amount.dimension == "length" and low_at(tokens, amount.end) in _BRACKETS:
            return self._speed(tokens, amount)
        if found is None or found[0] == "share":
            return amount
        return replace(amount, unit=f"{amount.unit}/{found[0]}", end=found[1], dimension="rate")

    def _speed(self, tokens: Sequence[Token], amount: Amount) -> Amount:
        """Return a length as the speed that words behind brackets make it: "130 kilometres (80 miles) per hour"."""
        close = next((i for i in range(amount.end, amount.end + _BRACKETED) if low_at(tokens, i) == ")"), amount.end)
        found = self.per(tokens, close + 1)
        code = f"{amount.unit}/{found[0][:1]}" if found else ""
        return replace(amount, unit=code, dimension="speed") if code in self._speeds else amount

    def _after(self, tokens: Sequence[Token], amount: Amount, setting: Setting) -> Amount:
        number, at = amount.number, amount.end
        if (bound := self._inner.after(tokens, at)) and self._units.after(tokens, bound[1]):
            at = bound[1]  # 20-plus years, 50+ miles
        elif low_at(tokens, at) in DASHES and glued(tokens, at) and glued(tokens, at + 1):
            at += 1
        elif number.form == "vague" and low_at(tokens, at) == "of" and self._units.after(tokens, at + 1):
            at += 1  # millions of dollars
        elif number.scale > 1 and low_at(tokens, at) == "of" and (money := self._units.after(tokens, at + 1)):
            at += money[0].dimension == "money"  # 111.87 billion of dollars
        elif number.form == "part" or (number.value < 1 and low_at(tokens, at) == "of"):
            at += low_at(tokens, at) == "of"
            at += low_at(tokens, at) in ("a", "an", "one")
        if (no := self._not.after(tokens, at)) and number.value < no[0] and not self.per(tokens, no[1]):
            return amount  # but "52 taka a kilo"
        part = self._minor.after(tokens, at)
        if part and low_at(tokens, at) == "c" and (tokens[at].text == "C" or not foreign(setting)):
            part = None  # "44c" are cents beside dollars, 40C is a temperature
        if part and (len(tokens[at].text) > 1 or glued(tokens, at)):
            (code, _, many), end = part
            if code == WORLD and setting.says(" euro") and not foreign(setting):
                code = _EURO
            value, step = amount.value / Decimal(many), amount.step / Decimal(many)
            dimension = self._dimensions.get(code, "money")
            if Decimal(many) < 1:  # billions of a unit: "75 bcf"
                value, step = value.quantize(Decimal(1)), step.quantize(Decimal(1))
            return replace(amount, value=value, step=step, unit=code, dimension=dimension, end=end)
        found = self._units.after(tokens, at)
        if found is None and low_at(tokens, at) == "more":
            found = self._units.after(tokens, at + 1)  # two more days
            found = found if found is not None and found[0].dimension == "duration" else None
        if found is None:
            return amount
        unit, end = found
        word = tokens[at].low
        if end < len(tokens) and tokens[end].digits and glued(tokens, end) and not glued(tokens, at):
            return amount  # 30 $500 bonds
        if number.form != "vague" and number.scale == 1 and low_at(tokens, at - 1) == "of":
            return amount  # a third of pounds: no unit
        if (
            len(word) == 1
            and word.isalpha()
            and (number.form != "digits" or (tokens[at].capital and not glued(tokens, at)))
            and not (unit.dimension == "temperature" and _degrees(tokens, number, end))
        ):
            return amount
        if word == "second" and end == at + 1 and at == amount.end and number.value != 1:
            return amount
        if unit.dimension == "money":
            unit = self._currencies.meant(tokens, at, end, unit, number, setting)
        elif unit.code == "point":
            points, dimension = self._point(tokens, at)
            return replace(amount, unit=points, dimension=dimension, end=end, compound=at > amount.end)
        if (
            end < len(tokens)
            and tokens[end].low == "-"
            and glued(tokens, end)
            and low_at(tokens, end + 1) in ("old", "olds")
        ):
            end += 2
        joined, times = at > amount.end, self._years.get(unit.code)
        if times is not None:
            amount = replace(amount, value=amount.value * times, step=amount.step * times)
        code = unit.code if times is None else "year"
        return Amount(number, amount.value, amount.step, amount.start, end, code, unit.dimension, joined)

    def _point(self, tokens: Sequence[Token], at: int) -> tuple[str, str]:
        """Return the unit and dimension of points by the nearest word that tells, in the same sentence."""
        for distance in range(1, 40):
            for near in (at - distance, at + distance):
                sense = self._points.get(low_at(tokens, near))
                if sense:
                    return sense, "points" if sense == "percentage_point" else "index"
        return "point", "index"


_HOT = frozenset(
    ("temperature", "temperatures", "celsius", "fahrenheit", "degrees", "heatwave", "heat", "cold", "warm")
)


def _degrees(tokens: Sequence[Token], number: Number, end: int) -> bool:
    """Say whether a letter after a number stands for degrees: "a temperature of 39.1 C (102.4 F)"."""
    told = "." in tokens[number.start].text or low_at(tokens, end) == "("
    return (told or any(token.low in _HOT for token in tokens)) and not (end < len(tokens) and tokens[end].capital)


def _rounded(value: Decimal) -> Decimal:
    short = value.quantize(Decimal("0.01"))
    return short.normalize() if short != short.to_integral_value() else short.quantize(Decimal(1))
