"""Words beside an amount → how they bound it: "at least", "nearly", "or more", "crossed the … mark"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from kg.lexicon import Lexicon
from kg.model import Mention, Modality, Quantity
from kg.recognise.quantity_tokens import Phrases, Token, glued, low_at
from kg.recognise.quantity_units import Amount
from kg.values import dataclass, replace

_PERIODS = ("over", "under", "within")  # prepositions of time as well
_COMPARING = frozenset(("percent", "cent", "%", "growth", "increase", "rise", "gain"))  # "a rise of 37 % over 51,654"
_TAKING = frozenset(("add", "adds", "added", "adding", "raise", "raising", "gain", "gains", "gained", "gaining"))
_AGAIN = frozenset(("another", "further", "additional", "extra"))  # "at least another 150"
_PLACED = frozenset(("buried", "trapped", "crushed", "pinned", "hidden", "stuck"))  # under landslides
_CAPPING = frozenset(("cap", "caps", "capped", "capping", "limit", "limits", "limited", "limiting"))
_HALF = Decimal("0.5")
_OF = frozenset(("of", "for", "at", "with", "by"))
_CAPPED = 6  # words from "caps" to "at $5 million"
_BRACKET = 8  # tokens in brackets between an amount and "or more"
_WITHIN = ("points", "index", "length")  # dimensions of "within 4 points of"
_ACTING = frozenset(
    ("operate", "operates", "operated", "operating", "trade", "trades", "traded", "trading")
) | frozenset(("work", "works", "working", "sold"))
_OBJECT = 10  # words of "profits for the first half of the year"
_LINKS = frozenset(("for", "from", "by", "at", "on", "and", "as", "since", "this", "last", "after", "or"))


@dataclass(frozen=True, slots=True)
class Bound:
    """A modality, and the tokens that the amount takes in with its words."""

    modality: Modality
    start: int
    end: int


class BoundReader:
    """Reads the modality of an amount, by the cues of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.cues_of("modality")
        self._before = Phrases((cue.text, cue.sense or "exact") for cue in cues if cue.position == "before")
        self._after = Phrases((cue.text, cue.sense or "exact") for cue in cues if cue.position == "after")
        crossed = lexicon.cues_of("threshold")
        self._crossed = Phrases((cue.text, cue.sense or "more_than") for cue in crossed if cue.position == "before")
        self._mark = {cue.text: cue.sense or "more_than" for cue in crossed if cue.position == "after"}
        self._spans = lexicon.words_of("span-of-time")
        # nothing is "cut up to" a level, nor is what is added
        self._changes = frozenset(cue.text for cue in lexicon.cues_of("change") if cue.sense == "up") - _TAKING
        self._changes |= {cue.text for cue in lexicon.cues_of("motion")}
        self._carrying = lexicon.words_of("carrying")

    def read(self, tokens: Sequence[Token], amount: Amount) -> Bound:
        """Return how the words around the amount bound it."""
        start, end = amount.start, amount.end
        if low_at(tokens, end) == "(" and (found := self._after.after(tokens, _closed(tokens, end))):
            return Bound(cast(Modality, found[0]), start, end)  # "10 million rupees ($120,000) or more"
        if (found := self._after.after(tokens, end)) and not self._goes_on(tokens, end, found[1]):
            some = low_at(tokens, start - 1) in ("some", "about")  # some 40-odd
            return Bound(cast(Modality, found[0]), start - (some and found[0] == "about"), found[1])
        if amount.number.end < end and (found := self._after.after(tokens, amount.number.end)):
            return Bound(cast(Modality, found[0]), start, end)  # 20-plus years
        again, before = start, low_at(tokens, start - 1)
        if before in _AGAIN:
            again -= 1 + (low_at(tokens, start - 2) == "a")
        if (found := self._before.before(tokens, again)) and self._bounds(tokens, amount, found[1]):
            sense, at = found
            if sense != "exact":
                return Bound(cast(Modality, sense), at, end)
        if before == "at" and not _CAPPING.isdisjoint(
            [token.low for token in tokens[max(0, start - _CAPPED) : start - 1]]
        ):
            return Bound("at_most", start, end)  # "the rules cap losses at $5 million"
        article = start - 1 if before in ("a", "the", "its", "an") else start
        if found := self._crossed.before(tokens, article):
            return Bound(cast(Modality, found[0]), start, end)
        for i in range(end, min(end + 4, len(tokens))):
            if not tokens[i].word:
                break
            if tokens[i].low in self._mark:
                return Bound(cast(Modality, self._mark[tokens[i].low]), start, end)
        number = amount.number  # half of the fleet, not half a percent; "a third", "one in five" are stated as such
        half = number.form == "part" and amount.end == number.end and number.mantissa == _HALF
        return Bound("about" if half else "exact", start, end)

    def skip(self, tokens: Sequence[Token], at: int) -> int:
        """Return where the number stands after words that bound it; ``at`` itself where there are none."""
        found = self._before.after(tokens, at)
        return found[1] if found else at

    def _bounds(self, tokens: Sequence[Token], amount: Amount, at: int) -> bool:
        """Say whether a word before is about the amount: "over 20 years" is a period, "went up to 5 %" a change."""
        first, before = tokens[at].low, low_at(tokens, at - 1)
        if first == "under" and before in _ACTING and amount.dimension == "count" and amount.number.form == "words":
            return False  # "operates under two names"
        if first in _PERIODS and amount.start == at + 1:
            if amount.dimension == "duration":
                return first == "within" or before in self._spans
            if first == "under" and before in _PLACED:
                return False
            if first == "within" and (amount.dimension in _WITHIN or low_at(tokens, amount.end) == "of"):
                return True
            return first != "within" and not (first == "over" and before in _COMPARING)
        return not (first == "up" and (before in self._changes or self._carried(tokens, amount, at)))

    def _carried(self, tokens: Sequence[Token], amount: Amount, at: int) -> bool:
        """Say whether something moves up to an amount: "bringing the toll up to 45", "sending the rate up to 6 %"."""
        for i in range(at - 1, max(-1, at - 1 - _OBJECT), -1):
            token = tokens[i]
            if token.low in _OF and i == at - 1:
                return False  # "fees of up to £3,000"
            if token.low in self._carrying:
                end = amount.end  # "bring the firm up to $90 million in new orders" is a bound
                dated = low_at(tokens, end) == "in" and end + 1 < len(tokens) and not tokens[end + 1].text.islower()
                counted = end < len(tokens) and tokens[end].word and tokens[end].low not in _LINKS and not dated
                return i < at - 1 and amount.dimension != "duration" and not counted
            if not (token.word or token.low in ("'s", "’s", "-")) or token.digits:
                return False
        return False

    def _goes_on(self, tokens: Sequence[Token], begin: int, end: int) -> bool:
        """ "60, at least 50 of them", "5.5 percent plus a bonus": the words after belong to something else."""
        after = low_at(tokens, end)
        added = low_at(tokens, begin) == "plus" and not glued(tokens, begin)
        return after[:1].isdecimal() or (added and after[:1].isalpha())


def _closed(tokens: Sequence[Token], at: int) -> int:
    """Return where the brackets that open at a token are closed; the end of the sentence where they are not."""
    return next((i + 1 for i in range(at, min(at + _BRACKET, len(tokens))) if tokens[i].text == ")"), len(tokens))


def limits(modality: Modality, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return the bounds that the words state for a value.

    >>> limits("at_least", Decimal(100))
    (Decimal('100'), None)
    """
    if modality in ("at_least", "more_than"):
        return value, None
    if modality in ("at_most", "less_than"):
        return None, value
    return (None, None) if modality == "about" else (value, value)


def bounded_as(before: Mention, mention: Mention, dimensions: Mapping[str, str]) -> Mention:
    """Return a value in brackets bounded as the one before it, where it says that again: "over 70 miles (110 km)".

    ``dimensions`` are those of the units.
    """
    first, second = before.value, mention.value
    if not (isinstance(first, Quantity) and isinstance(second, Quantity)) or second.modality != "exact":
        return mention
    if first.modality in ("exact", "between") or first.unit == second.unit:
        return mention
    dimension = dimensions.get(second.unit or "")
    if dimension is None or dimensions.get(first.unit or "") != dimension:
        return mention
    low, high = limits(first.modality, second.value)
    return replace(mention, value=replace(second, modality=first.modality, low=low, high=high))
