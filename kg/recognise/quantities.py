"""Sentences → mentions of quantities, with unit, bounds and the noun that is counted.

The words of a quantity are its number with modifier, currency, scale and unit ("more than 13,000", "$1.3 billion",
"84.9 million barrels a day"); the counted noun stands beside it in :attr:`kg.model.Quantity.noun`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from string import digits
from typing import Literal

from kg.chunks import Remembered, chunks
from kg.lexicon import Lexicon
from kg.model import Article, Mention, Quantity, Sentence, Span, Time
from kg.recognise.numbers import NumberReader
from kg.recognise.quantity_bounds import Bound, BoundReader, bounded_as, limits
from kg.recognise.quantity_contexts import Refusals
from kg.recognise.quantity_counts import Counts
from kg.recognise.quantity_currencies import WORLD
from kg.recognise.quantity_divisions import Divisions
from kg.recognise.quantity_introduced import Introduced
from kg.recognise.quantity_labels import web_addresses
from kg.recognise.quantity_millions import in_millions
from kg.recognise.quantity_multiples import Multiples
from kg.recognise.quantity_nouns import Nouns
from kg.recognise.quantity_ranges import Range, RangeReader
from kg.recognise.quantity_setting import Setting
from kg.recognise.quantity_tokens import HYPHENS, Token, chunk_end, glued, low_at, negative, tokenise
from kg.recognise.quantity_units import Amount, UnitReader
from kg.values import replace

_PARTED = frozenset({"duration", "length"})  # dimensions whose amounts are said in parts
_WORD_OR_DIGIT = re.compile(r"[^\W\d_]+|\d")


def quantities(
    lexicon: Lexicon,
) -> Callable[[Article, Sequence[Sentence], Sequence[Mention]], list[Mention]]:
    """Return a callable that finds the quantities of an article's sentences, in reading order.

    It takes the article's times as well: digits of a date are no quantity, a duration is both.
    """
    reader = _Reader(lexicon)

    def recognise(article: Article, sentences: Sequence[Sentence], times: Sequence[Mention]) -> list[Mention]:
        dates, setting = _Dates(times), Setting(article.text)
        return [mention for sentence in sentences for mention in reader.read(article, sentence, dates, setting)]

    return recognise


class _Dates:
    """The spans of dates, by their start."""

    def __init__(self, times: Sequence[Mention]) -> None:
        self._spans = sorted(
            (time.span.start, time.span.end)
            for time in times
            if isinstance(time.value, Time)
            and time.value.kind in ("date", "present")
            and time.rule != "time.ago"  # "exactly six months after 11 people were shot"
        )

    def covers(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the date that shares a character with a stretch of text."""
        at = bisect_right(self._spans, (end - 1, 1 << 60)) - 1
        return self._spans[at] if at >= 0 and self._spans[at][1] > start else None


class _Reader:
    def __init__(self, lexicon: Lexicon) -> None:
        self._nouns = Nouns(lexicon)
        self._numbers = NumberReader(lexicon)
        self._units = UnitReader(lexicon)
        self._introduced = Introduced(self._numbers, self._units)
        self._ranges = RangeReader(lexicon, self._nouns)
        self._bounds = BoundReader(lexicon)
        self._refusals = Refusals(lexicon, self._nouns, self._units)
        self._divisions = Divisions(lexicon)
        self._counts = Counts(lexicon, self._nouns, self._numbers, self._units, self._bounds)
        self._multiples = Multiples(lexicon, self._numbers, self._bounds)
        self._factors = {unit.code: Decimal(unit.factor) for unit in lexicon.units if unit.factor is not None}
        self._dimensions = {unit.code: unit.dimension for unit in lexicon.units}
        self._starts = self._numbers.words | self._refusals.first_words | self._multiples.words
        # an article is a number only before some words ("a third", "a million"), or where somebody was killed
        self._articles = self._numbers.articles
        self._lethal = frozenset[str]().union(*map(_WORD_OR_DIGIT.findall, self._counts.lethal))
        telling = (self._numbers.words - self._articles) | self._numbers.after_article
        self._worth = self._lethal.union(digits, self._multiples.words, *map(_WORD_OR_DIGIT.findall, telling))
        self._told = Remembered(self._tells)

    def _tells(self, chunk: str) -> Literal["number", "killed", "span"] | None:
        """Return what a chunk tells of its sentence: a number, or "a year", may be there; somebody was killed."""
        words = _WORD_OR_DIGIT.findall(chunk.lower())
        if self._worth.isdisjoint(words):
            return None if self._counts.spans.isdisjoint(words) else "span"
        return "number" if self._lethal.isdisjoint(words) else "killed"

    def read(self, article: Article, sentence: Sentence, dates: _Dates, setting: Setting) -> Iterator[Mention]:
        """Yield the quantities of one sentence."""
        where = (article.text, sentence.span.start, sentence.span.end)
        told = set(map(self._told.__getitem__, chunks(*where).pieces))
        if told <= {None, "span"} and not ("span" in told and self._counts.lasts.search(*where)):
            return  # two sentences of three have no number: not worth reading
        lethal = "killed" in told
        tokens = tokenise(*where)
        addresses = web_addresses(article.text, sentence.span)
        after = done = 0
        before: Mention | None = None
        starts = self._starts
        for at in [i for i, token in enumerate(tokens) if token[1] in starts or token[0][-1].isdecimal()]:
            if at < after:
                continue
            token = tokens[at]
            while addresses and addresses[0][1] <= token.start:
                del addresses[0]
            if addresses and addresses[0][0] <= token.start:
                continue
            after = self._refusals.name(tokens, at) if token.low in self._refusals.first_words else at
            if after > at:
                continue
            if not (self._numbers.starts(token) or token.low in self._multiples.words) or not (
                lethal
                or token.low not in self._articles
                or low_at(tokens, at + 1) in self._numbers.after_article
                or low_at(tokens, at + 1) in self._counts.spans
            ):
                continue
            mention, after = self._at(tokens, at, setting, sentence, dates)
            if mention is not None and mention.span.start >= done:  # "5 $ 6": the sign belongs to the first
                if before is not None and article.text[done : mention.span.start].strip() == "(":
                    mention = bounded_as(before, mention, self._dimensions)
                done, before = mention.span.end, mention
                yield mention

    def _at(
        self, tokens: list[Token], at: int, setting: Setting, sentence: Sentence, dates: _Dates
    ) -> tuple[Mention | None, int]:
        """Read what starts at a token; returns the quantity, if it is one, and the token to go on with."""
        if found := self._counts.ordinal(tokens, at):
            quantity, start, end, noun = found
            quantity = replace(quantity, noun=_stretch(tokens, noun))
            return self._mention(tokens, quantity, start, end, "quantity.ordinal", dates), end
        if tokens[at].digits and self._numbers.ordinal(tokens, at):
            return None, at + 2
        if tokens[at].low != "one" and (found := self._counts.single(tokens, at)):
            quantity, start, end, noun = found
            quantity = replace(quantity, noun=_stretch(tokens, noun))
            return self._mention(tokens, quantity, start, end, "quantity.single", dates), end
        if tokens[at].digits and self._divisions.side(tokens, at):
            count = Decimal(tokens[at].text)
            votes = Quantity(count, low=count, high=count)
            return self._mention(tokens, votes, at, at + 1, "quantity.division", dates), at + 1
        if times := self._multiples.read(tokens, at):
            return self._mention(tokens, *times, "quantity.multiple", dates), times[2]
        amount = self._amount(tokens, at, setting) or self._counts.lasting(tokens, at, setting)
        if amount is None:
            return None, chunk_end(tokens, at) if tokens[at].digits else at + 1
        if amount.unit is None and dates.covers(tokens[amount.start].start, tokens[amount.end - 1].end):
            return None, amount.end
        if amount.dimension in _PARTED:
            amount = self._parted(tokens, amount, setting)
        second = self._ranges.second(tokens, amount)
        number = self._bounds.skip(tokens, second) if second else 0
        other = self._amount(tokens, number, setting, money=amount.dimension == "money") if second else None
        if second and other:
            start = self._bounds.read(tokens, amount).start
            joined = self._ranges.join(tokens, amount, other, second, start, self._refusals)
            if joined is None:
                return None, other.end
            if isinstance(joined, Amount):
                amount = joined
            elif number == second:  # "5 to about 7" is two quantities
                return self._range(tokens, joined, sentence, dates)
        if amount.number.loose and amount.unit is None:
            return None, amount.end
        bound = self._bounds.read(tokens, amount)
        if (
            not (other and amount.unit == other.unit == "percent")
            and low_at(tokens, amount.end) in HYPHENS
            and glued(tokens, amount.end)
            and low_at(tokens, amount.end + 1)[:1].isdecimal()
        ):
            return None, chunk_end(tokens, amount.end)  # telephone and file numbers
        bounded = bound.start < amount.start
        if self._refusals.reason(tokens, amount, bound.start, sentence) or not self._counts.allowed(
            tokens, amount, bounded=bounded
        ):
            return None, max(at + 1, chunk_end(tokens, amount.end - 1) if amount.unit is None else amount.end)
        return self._single(tokens, amount, bound, dates), bound.end

    def _parted(self, tokens: list[Token], amount: Amount, setting: Setting) -> Amount:
        """Return an amount with the smaller parts that follow it: "three minutes 31.2 seconds", "5 feet 10 inches"."""
        while amount.number.scale == 1 and not amount.compound:
            at = amount.end + (low_at(tokens, amount.end) == ",")
            at += low_at(tokens, at) == "and"
            part = self._amount(tokens, at, setting) if at < len(tokens) and tokens[at].text != "," else None
            if part is None or part.dimension != amount.dimension or part.number.form not in ("digits", "words"):
                break
            whole, rest = self._factors.get(amount.unit or ""), self._factors.get(part.unit or "")
            if whole is None or rest is None or whole <= rest or whole % rest or part.value >= whole / rest:
                break
            value = amount.value * (whole / rest) + part.value
            amount = replace(amount, value=value, step=part.step, unit=part.unit, end=part.end)
        return amount

    def _amount(self, tokens: list[Token], at: int, setting: Setting, *, money: bool = False) -> Amount | None:
        while low_at(tokens, at) in ("$", "£", "€", "¥", "₹") and at + 1 < len(tokens):
            at += 1
        if at >= len(tokens) or not self._numbers.starts(tokens[at]):
            return None
        money = money or self._units.sign(tokens, at) is not None or in_millions(tokens, at, setting)
        money = money or self._units.spelt(tokens, at)
        number = self._numbers.read(tokens, at, money=money)
        if number is None:
            return None
        return self._introduced.read(tokens, self._units.read(tokens, number, setting), setting)

    def _single(self, tokens: list[Token], amount: Amount, bound: Bound, dates: _Dates) -> Mention | None:
        low, high = limits(bound.modality, amount.value)
        vague = amount.number.form == "vague"
        modality = bound.modality
        if vague:
            scale = amount.value / amount.number.low if amount.number.low else Decimal(1)
            low, high = amount.number.low, amount.number.high
            low, high = (low * scale if low else None), (high * scale if high else None)
            modality = "between"
        value, start = amount.value, bound.start
        if low_at(tokens, start - 1) == "other" and amount.number.form == "part":
            start -= 1 + (low_at(tokens, start - 2) == "the")
        minus = amount.start - 1
        if negative(tokens, minus):
            value, low, high = -value, _minus(high), _minus(low)
            start = min(start, minus)
        unit, end, noun = amount.unit, bound.end, None
        if amount.unit in (None, "percent"):
            joined = low_at(tokens, end) in HYPHENS and glued(tokens, end) and glued(tokens, end + 1)
            noun = (
                (end + 1, end + 2)
                if joined
                else self._nouns.counted(tokens, end, one=value == 1 or amount.unit == "percent")
            )
            if amount.unit == "percent" and low_at(tokens, end) != "of":
                noun = None
            after = noun[1] if noun else end
            per = self._units.per(tokens, after) if amount.unit is None and (noun or value > 1) else None
            if per is not None and per[0] != "share":
                unit = f"1/{per[0]}"
                end = end if noun else per[1]  # "71 a day"
        coarse = amount.number.form == "part" and unit == "percent" and modality == "exact"  # to a tenth of it
        step = amount.value / 10 if coarse else amount.step
        quantity = Quantity(value, unit, modality, low, high, step, _stretch(tokens, noun), vague=vague)
        return self._mention(tokens, quantity, start, end, _rule(tokens, amount, amount.number.form), dates)

    def _range(
        self, tokens: list[Token], joined: Range, sentence: Sentence, dates: _Dates
    ) -> tuple[Mention | None, int]:
        low, high = joined.low, joined.high
        before = self._bounds.read(tokens, replace(low, end=high.end))
        if self._refusals.reason(tokens, replace(high, start=low.start, number=low.number), joined.start, sentence):
            return None, high.end
        start = min(joined.start, before.start)
        noun = self._nouns.counted(tokens, high.end) if high.unit is None else None
        step, counted = min(low.step, high.step), _stretch(tokens, noun)
        quantity = Quantity(low.value, high.unit, "between", low.value, high.value, step, counted)
        return self._mention(tokens, quantity, start, high.end, _rule(tokens, low, "range"), dates), high.end

    def _mention(
        self,
        tokens: list[Token],
        quantity: Quantity,
        start: int,
        end: int,
        rule: str,
        dates: _Dates,
    ) -> Mention | None:
        span = Span(tokens[start].start, tokens[end - 1].end)
        date = dates.covers(span.start, span.end)
        if date and not (quantity.unit and date[0] < span.start and date[1] <= span.end):
            return None
        return Mention(span, quantity, rule)


def _rule(tokens: Sequence[Token], amount: Amount, form: str) -> str:
    """Return what found a quantity; where only the article's country tells whose "$" it is, that is said too."""
    home = tokens[amount.start].text == "$" and not (amount.unit or WORLD).startswith(WORLD)
    return f"quantity.{form}+dollar-of-place" if home else f"quantity.{form}"


def _stretch(tokens: Sequence[Token], part: tuple[int, int] | None) -> Span | None:
    """Return where some tokens stand in the article."""
    return Span(tokens[part[0]].start, tokens[part[1] - 1].end) if part is not None else None


def _minus(value: Decimal | None) -> Decimal | None:
    return None if value is None else -value
