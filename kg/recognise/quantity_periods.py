"""Length of time → whether it only says when: "in five years", but "the slowest in 31 years", "40 dead in two days"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.lexicon import Lexicon
from kg.recognise.quantity_tokens import Token, low_at
from kg.recognise.quantity_units import Amount

_ENDING = ("to", "ended", "ending", "through")  # "in the three months to June"
_A_DAY = 86_400  # seconds
_RECORDS = frozenset({"most", "least", "best", "worst", "record", "first"})
_BACK, _FAR, _SHORT = 4, 8, 5  # words before "in 31 years", to what is done to its noun; letters of "west"
_NOUN = 3  # words from "third" to "in six months"
_TOOK = 14  # words from a figure to the time that it took
_SEVERAL = 2
_EARLIER = frozenset({"previous", "preceding"})
_ENDS = frozenset({"last", "final", "closing", "opening"})
_AROUND = ("at", "least", "than", "nearly", "almost")
_ONLY_WHEN = frozenset(("came", "happened", "occurred", "followed", "from", "than", "with"))
_ONLY_WHEN |= frozenset(("of", "as", "on", "and"))
_OWN = frozenset(("his", "her", "its", "their", "our", "my"))


class Periods:
    """Tells lengths that something took, or that a record goes back, from those that say when."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._ordinals = lexicon.words_of("ordinal")
        self._codes = frozenset(
            unit.code
            for unit in lexicon.units
            if unit.dimension == "duration" and (unit.factor is None or Decimal(unit.factor) >= _A_DAY)
        )

    def when(self, tokens: Sequence[Token], amount: Amount) -> bool:
        """Say whether an amount only says when: "in five years", where "in 9.6 seconds" says how long."""
        reported = low_at(tokens, amount.start - 1) == "the" and low_at(tokens, amount.end) in _ENDING
        if reported and low_at(tokens, amount.start - 2) in ("in", "during", "over"):
            return True  # in the 24 hours to noon
        if amount.unit not in self._codes:
            return False
        before = amount.start - 1
        if (low_at(tokens, before) in _EARLIER and amount.unit != "quarter") or (
            low_at(tokens, before) == "over" and amount.value == 1
        ):
            return True  # "than in the previous three months", "down 4.5 percent over one month"
        if low_at(tokens, before) in _AROUND:
            before = next((i for i in range(before, max(0, before - 3), -1) if low_at(tokens, i) == "in"), before)
        if low_at(tokens, before) == "in":
            if low_at(tokens, amount.end) in ("time", "'", "’"):
                return False  # "in two weeks' time"
            again = any(low_at(tokens, i) in self._ordinals for i in range(max(0, before - _NOUN), before))
            return not (again or goes_back(tokens, before) or _took(tokens, before, amount))
        if low_at(tokens, before) in _ENDS and low_at(tokens, amount.end) == "of":
            return True  # "in the last six months of the financial year"
        if low_at(tokens, before) == "first" and amount.unit != "day":  # in the first five months
            return low_at(tokens, before - 1) not in _OWN  # "during her first two years in office"
        return reported and low_at(tokens, before - 1) != "for"  # "results for the three months to June"

    def apart(self, tokens: Sequence[Token], amount: Amount, first: int) -> bool:
        """Say how long after something else: "reaching it two years later", "a day earlier than planned".

        Not where it only says when something came, or what an amount before it is of.
        """
        after, back = low_at(tokens, amount.end), first - 1
        if after in ("earlier", "sooner") and low_at(tokens, amount.end + 1) == "than":
            return True
        if after not in ("later", "after") or back <= 0:
            return False  # "Two months later, the firm was sold"
        if low_at(tokens, back) in ("just", "only"):
            return True
        amounts = any(tokens[i].digits for i in (back, back - 1) if i >= 0)
        return not amounts and low_at(tokens, back) not in _ONLY_WHEN


def goes_back(tokens: Sequence[Token], at: int) -> bool:
    """Its slowest pace in 31 years, the strongest to hit the coast in 16 years: how far back a record goes."""
    for i in range(at - 1, max(-1, at - 1 - _FAR), -1):
        word = low_at(tokens, i)
        if word in _RECORDS or (word.endswith("est") and len(word) > _SHORT):
            return i >= at - _BACK or (low_at(tokens, i - 1) == "the" and "to" in {t.low for t in tokens[i + 1 : at]})
        if i < at - _BACK and not (tokens[i].word or word == "-"):
            return False
    return False


def _took(tokens: Sequence[Token], at: int, amount: Amount) -> bool:
    """40 people were killed in two months: how long it took until there were as many as a figure before it tells."""
    back = tokens[max(0, at - _TOOK) : at]
    return amount.value >= _SEVERAL and any(token.digits for token in back)
