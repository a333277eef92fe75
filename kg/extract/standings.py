"""Quantity in its clause → whether it is of now, an earlier one or an expected one, or somebody else's."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.amounts import Amount, crosses, place_before
from kg.extract.bracketed import bracketed_earlier
from kg.extract.cues import Hit, Phrases
from kg.extract.expected import Expected
from kg.extract.frame import Frame
from kg.extract.intervals import COMPARING, comparable
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Standing

_OWN, _PLACING, _EARLIER = vocabulary("for among at"), vocabulary("in"), vocabulary("earlier ago before previously")
_TIMES = vocabulary("double twice triple half quadruple")
_NEAR = 8  # words from "compared with" to the value
_PHRASE = 8  # words of an owner


class Standings:
    """Tells values of now from those they are held against."""

    def __init__(
        self,
        lexicon: Lexicon,
        grammar: Grammar,
        direction: Callable[[Frame, int], str | None],
        durations: frozenset[str],
    ) -> None:
        self._direction, self._durations = direction, durations
        self._prior: Phrases[str] = Phrases(
            (c.text, c.sense or "prior") for c in lexicon.cues_of("prior") if c.position != "after"
        )
        self._expected = Expected(lexicon, grammar)

    def of(self, amount: Amount) -> Standing:
        """Return the standing of a value, by the words around it."""
        frame, first, last, begin = amount.frame, amount.first, amount.last, amount.begin
        if frame.times and not COMPARING.isdisjoint(frame.distinct) and _opens_back(frame, begin, first):
            return "prior"  # "In the year-ago period, 16,000 were sold"
        for i, hit in self._prior.places(frame).items():
            if _leads(i, hit, begin, first) and not crosses(frame, hit.last, first) and not _moves_on(frame, i, first):
                return "expected" if self._expected.between(frame, hit.last, first, last) else "prior"
        if bracketed_earlier(frame, amount.mention):
            return "prior"
        if self._expected.announced(frame, first, begin):
            return "expected"
        grown = frame.lower(first - 1) == "over" and first - 2 in frame.counted
        if grown and amount.quantity.unit not in self._durations:
            return "prior"  # "an increase of 37 percent over 51,654 units"
        if self._expected.reckoned(frame, first, last):
            return "expected"
        doubled = frame.lower(first - 1) == "the" and frame.lower(first - 2) in _TIMES
        if doubled and not _EARLIER.isdisjoint(frame.lows[last : amount.end]):
            return "prior"  # "double the 1,181 cases it reported a week earlier"
        return "expected" if self._expected.said_after(frame, first, last, amount.end) else "current"

    def anothers(self, amount: Amount) -> bool:
        """Say whether what is compared with is somebody else's: "26.6 % of boys, compared with 26.2 for girls"."""
        frame, quantity, first, last = amount.frame, amount.quantity, amount.first, amount.last
        told = [hit for i, hit in self._prior.places(frame).items() if _leads(i, hit, amount.begin, first)]
        if not told or any(hit.value != "compared" for hit in told):
            return False
        noun = quantity.noun if quantity.unit is None else None
        after = last if noun is None else max(last, frame.range(noun)[1])
        after += self._direction(frame, after) is not None  # "against a 2 percent rise in the Sensex"
        link = frame.lower(after)
        named = any(frame.entity(i) is not None for i in range(after + 1, after + 4))
        if not (link in _OWN or (link in _PLACING and named) or (link == "of" and quantity.unit == "percent")):
            return False
        limit = min(amount.end, after + _PHRASE)
        timed = any(after <= frame.at(time.span.start) < limit for time in frame.times)
        return not timed and _EARLIER.isdisjoint(frame.lows[after:limit])


def _leads(i: int, hit: Hit[str], begin: int, first: int) -> bool:
    """Say whether words at token i stand right before a value, in its clause."""
    return max(begin, first - _NEAR) <= i < first and hit.last <= first


def _moves_on(frame: Frame, begin: int, first: int) -> bool:
    """Say whether only a time is compared with: "fell 12 percent compared with a year ago to 3.8 million"."""
    if frame.lower(place_before(frame, first, begin)) not in ("to", "at"):
        return False
    return any(at < first and begin < end for at, end in (frame.range(time.span) for time in frame.times))


def _opens_back(frame: Frame, begin: int, first: int) -> bool:
    """Say whether a clause opens with the period that a report compares its own with."""
    return any(
        begin <= frame.at(time.span.start) <= min(begin + 1, first) and comparable(frame, time) for time in frame.times
    )
