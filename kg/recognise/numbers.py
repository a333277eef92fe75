"""Tokens → numbers: digits with their separators, number words, scales, fractions, ordinals and vague amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from kg.lexicon import Lexicon
from kg.recognise.number_digits import groups_of, read_digits, slashed
from kg.recognise.quantity_tokens import HYPHENS, Phrases, Token, glued, low_at
from kg.values import dataclass

Form = Literal["digits", "words", "part", "ordinal", "vague"]

_ARTICLES = frozenset({"a", "an", "another"})
_SUFFIX = re.compile("st|[nr]d|th")
_HIGHEST = Decimal(10) ** 15  # no scale multiplies what is already above it
_SPELT = 4  # letters of a scale that an article may count: "a million", not "a m"
_ONE = Decimal(1)
_PLACES = Decimal("0.01")  # of a part in percent
_QUARTER = Decimal("0.25")
_TWO = Decimal(2)
_RUNNING = frozenset({"last", "past", "previous", "next", "first", "coming", "preceding", "following", "straight"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: ``mantissa`` × ``scale``, over the tokens ``start`` to ``end``.

    A "part" is a fraction that stands for a share (a third: value 1/3); a "vague" one has ``low`` and ``high``.
    ``loose`` digits ("3,5") are a number only before a unit.
    """

    mantissa: Decimal
    scale: Decimal
    step: Decimal
    start: int
    end: int
    form: Form
    low: Decimal | None = None
    high: Decimal | None = None
    loose: bool = False

    @property
    def value(self) -> Decimal:
        """The number itself; a whole one after scaling is written as one."""
        value = self.mantissa * self.scale
        whole = value.to_integral_value()
        return whole.quantize(Decimal(1)) if self.scale > 1 and whole == value and value < _HIGHEST * 1000 else value


class NumberReader:
    """Reads the number that starts at a token, by the number words, scales, parts and vague amounts of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        senses = lexicon.senses_of
        self._cardinals = {word: Decimal(sense) for word, sense in senses("number").items()}
        self._scales = {word: Decimal(sense) for word, sense in senses("scale").items()}
        self._ordinals = {word: Decimal(sense) for word, sense in senses("ordinal").items()}
        self._parts = {word: _ratio(sense) for word, sense in senses("fraction").items()}
        self._vague = Phrases((word, _bounds(sense)) for word, sense in senses("vague").items())
        self._open = Phrases((word, _bounds(sense)) for word, sense in senses("vague-scale").items())
        spelt = {*self._cardinals, *self._ordinals, *self._parts, *_ARTICLES}
        self.words = frozenset(spelt) | self._vague.first_words | self._open.first_words
        # words that are a number only before some others: before these
        self.articles = _ARTICLES - {*self._cardinals, *self._ordinals, *self._parts}
        self.articles -= {*senses("vague"), *senses("vague-scale")}
        scales = {word for word in self._scales if len(word) >= _SPELT}
        monies = (word for unit in lexicon.units if unit.dimension == "money" for word in unit.words)
        self._monies = frozenset(word for word in monies if word.isalpha() and word.islower() and len(word) > 2)
        second = self._vague.second_words(_ARTICLES) | self._open.second_words(_ARTICLES)
        self.after_article = frozenset({*self._parts, *scales, *HYPHENS}) | second

    def starts(self, token: Token) -> bool:
        """Say whether a number may start with this token."""
        return token.low in self.words or token.text[0].isdecimal() or (token.text[0] == "." and token.digits)

    def cardinal(self, word: str) -> bool:
        """Say whether a word in lower case is one of the numbers "two", "three" …"""
        return word in self._cardinals

    def read(self, tokens: Sequence[Token], at: int, *, money: bool = False) -> Number | None:
        """Return the number that starts at a token; ``money`` lets one-letter scales stand ("$5m", "£10k")."""
        token = tokens[at]
        if token.digits:
            return self._digits(tokens, at, money)
        if found := self._vague.after(tokens, at):
            (low, high), end = found
            return Number(low or high or Decimal(0), Decimal(1), low or Decimal(1), at, end, "vague", low, high)
        if found := self._open.after(tokens, at):
            (low, high), end = found
            scale = self._scales.get(low_at(tokens, end))
            if scale is None or low is None or high is None:
                return None
            top = (high + 1) * scale - 1
            return Number(low, scale, scale, at, end + 1, "vague", low * scale, top)
        return self._part(tokens, at) or self._words(tokens, at)

    def scale(self, tokens: Sequence[Token], number: Number, *, money: bool = False) -> Number:
        """Return the number times the scale words that follow it, joined by spaces or hyphens."""
        end = number.end
        while number.scale <= _HIGHEST:
            at = end + 1 if low_at(tokens, end) in HYPHENS and end + 1 < len(tokens) else end
            word = low_at(tokens, at)
            factor = self._scales.get(word)
            if factor is None or (at > end and not glued(tokens, end)):
                return number
            paid = money or low_at(tokens, at + 1 + (low_at(tokens, at + 1) in HYPHENS)) in self._monies  # "520m yuan"
            if len(word) == 1 and not (glued(tokens, at) and (paid or (word != "t" and _counted(tokens, at + 1)))):
                return number  # 5m and 10K may be a length and a race, 5t tonnes
            scale, step, end = number.scale * factor, number.step * factor, at + 1
            bounds = number.low, number.high
            number = Number(number.mantissa, scale, step, number.start, end, number.form, *bounds, number.loose)
        return number

    def ordinal(self, tokens: Sequence[Token], at: int) -> Number | None:
        """Return the ordinal that starts at a token: "75th", "twenty-first", "second"."""
        token = tokens[at]
        if token.digits:
            if (
                glued(tokens, at + 1)
                and _SUFFIX.fullmatch(low_at(tokens, at + 1))
                and token.text.replace(",", "").isdecimal()
            ):
                read = read_digits(token.text)
                return Number(read[0], _ONE, _ONE, at, at + 2, "ordinal") if read else None
            return None
        if token.low in self._ordinals:
            return Number(self._ordinals[token.low], _ONE, _ONE, at, at + 1, "ordinal")
        tens, units = self._cardinals.get(token.low), self._ordinals.get(low_at(tokens, at + 2))
        if tens and units and tens >= 20 and units < 10 and low_at(tokens, at + 1) == "-":
            return Number(tens + units, _ONE, _ONE, at, at + 3, "ordinal")
        return None

    def _digits(self, tokens: Sequence[Token], at: int, money: bool) -> Number | None:
        text, end = tokens[at].text, at + 1
        groups = groups_of(tokens, at)
        if groups > 1:
            text, end = "".join(token.text for token in tokens[at : at + groups]), at + groups
        read = read_digits(text)
        if read is None:
            return None
        value, step, loose = read
        number = Number(value, Decimal(1), step, at, end, "digits", loose=loose)
        if (part := self._parts.get(low_at(tokens, end))) and not tokens[end].text[0].isalpha() and step == 1:
            return self.scale(
                tokens, replace(number, mantissa=value + part, step=Decimal("0.1"), end=end + 1), money=money
            )
        if (ratio := slashed(tokens, end)) is not None and step == 1:  # 2 1/2
            return self.scale(
                tokens, replace(number, mantissa=value + ratio, step=Decimal("0.1"), end=end + 3), money=money
            )
        if (ratio := slashed(tokens, at)) is not None:
            return Number(ratio, Decimal(1), _PLACES, at, at + 3, "part")
        return self._and_a_half(tokens, self.scale(tokens, number, money=money))

    def _words(self, tokens: Sequence[Token], at: int) -> Number | None:
        total, current, end, unit = Decimal(0), None, at, Decimal(1)
        if tokens[at].low in ("a", "an"):
            if low_at(tokens, at + 1) not in self._scales or len(low_at(tokens, at + 1)) < _SPELT:
                return None
            current, end = Decimal(1), at + 1
        ceiling = Decimal("Infinity")
        while end < len(tokens):
            after = end + 1 if end > at and tokens[end].text in HYPHENS and glued(tokens, end) else end
            after += after > at and low_at(tokens, after) == "and" and unit in (100, 1000)
            word = low_at(tokens, after)
            if (cardinal := self._cardinals.get(word)) is not None:
                joined = _join(current, cardinal)
                if joined is None or cardinal >= ceiling:
                    break
                current, unit = joined, Decimal(1)
            elif (factor := self._scales.get(word)) is not None and (current or total) and len(word) > 2:
                if current is None and total <= _HIGHEST:
                    total *= factor  # three lakh crore
                elif factor >= 1000 and current is not None and factor < ceiling:
                    total, current, ceiling = total + current * factor, None, factor
                elif factor < 1000 and current is not None and current < 1000:
                    current *= factor
                else:
                    break
                unit = factor if factor != 12 else Decimal(1)
            else:
                break
            end = after + 1
        if end == at:
            return None
        value = total + (current or 0)
        if (decimals := self._point(tokens, end)) is not None:
            return self.scale(tokens, Number(value + decimals, Decimal(1), _last(decimals), at, end + 2, "words"))
        step = unit if value % unit == 0 else Decimal(1)
        return self._and_a_half(tokens, Number(value / step, step, step, at, end, "words"))

    def _point(self, tokens: Sequence[Token], at: int) -> Decimal | None:
        """Return the decimal of "five point two"."""
        digit = self._cardinals.get(low_at(tokens, at + 1))
        return digit / 10 if low_at(tokens, at) == "point" and digit is not None and digit < 10 else None

    def _and_a_half(self, tokens: Sequence[Token], number: Number) -> Number:
        at, end = number.end, number.end
        if low_at(tokens, at) not in ("and", "-"):
            return number
        words = [token.low for token in tokens[at : at + 7] if token.low != "-"][:3]
        if words[:2] != ["and", "a"] or len(words) < 3 or words[2] not in self._parts:
            return number
        while tokens[end].low != words[2]:
            end += 1
        part = self._parts[words[2]]
        number = replace(number, mantissa=number.mantissa + part, step=number.step / 10, end=end + 1)
        return self.scale(tokens, number) if number.scale == 1 else number

    def _part(self, tokens: Sequence[Token], at: int) -> Number | None:
        """Half, a third, two-thirds, three quarters; half a million is a number."""
        count, end = Decimal(1), at
        if (word := tokens[at].low) in self._cardinals or word in ("a", "an"):
            count, end = self._cardinals.get(word, count), at + 1
            end += low_at(tokens, end) == "-" and glued(tokens, end)
        elif word not in self._parts or not (word in ("half", "quarter") or not word[0].isalpha()):
            return None
        part = self._parts.get(low_at(tokens, end))
        if part is None or count == 0 or count * part >= 1 or (low_at(tokens, end).endswith("s") != (count > 1)):
            return None
        end += 1
        if part == _QUARTER and "quarter" in [low_at(tokens, i) for i in range(end + 1, end + 4)]:
            return None  # "on a quarter-on-quarter basis"
        if part == _QUARTER and (count == _TWO or low_at(tokens, at - 1) in _RUNNING):
            return None  # "in the previous two quarters", "for the last three quarters"
        of = end + 1 if low_at(tokens, end) == "of" else end
        of += low_at(tokens, of) == "-" and glued(tokens, of)
        of += low_at(tokens, of) in ("a", "an")
        scale = self._scales.get(low_at(tokens, of))
        if scale is not None and len(low_at(tokens, of)) > 3:
            return Number(
                count * part,
                scale,
                max(Decimal(1), scale * (Decimal("0.1") if count * part == Decimal("0.5") else _PLACES)),
                at,
                of + 1,
                "words",
            )
        if word == "quarter":
            return None  # the quarter, a quarter: a part only with its number
        return Number(count * part, Decimal(1), _PLACES, at, end, "part")


def _last(value: Decimal) -> Decimal:
    """Return one unit of the last digit of a decimal."""
    return Decimal(1).scaleb(int(value.as_tuple().exponent))


def _join(current: Decimal | None, more: Decimal) -> Decimal | None:
    """Twenty and one, two hundred and five; None where the second word starts a number of its own."""
    if current is None:
        return more
    if current >= 100 and current % 100 == 0 and 0 < more < 100:
        return current + more
    return current + more if current % 100 >= 20 and current % 10 == 0 and 0 < more < 10 else None


def _counted(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and not glued(tokens, at) and tokens[at].low.isalpha() and tokens[at].low[-1] in "se"


def _ratio(sense: str) -> Decimal:
    over, _, under = sense.partition("/")
    return Decimal(over) / Decimal(under or 1)


def _bounds(sense: str) -> tuple[Decimal | None, Decimal | None]:
    low, _, high = sense.partition("/")
    return Decimal(low) if low else None, Decimal(high) if high else None
