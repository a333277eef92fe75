"""Sum → what a sale is worth, where no word measures it; of each share, where its words or its size say so.

"Agreed to sell a third of its mines to Acme for $2 billion", "cut its profit forecast to $4.55 a share".
"""

from __future__ import annotations

from decimal import Decimal

from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.sums import currency
from kg.extract.uses import used_for
from kg.extract.words import CENTS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

_LEAST = Decimal(1_000_000)  # less is a price: "sold the house for $400,000"
_SMALL = vocabulary(
    "about around nearly almost roughly some up to a an over more than as much at least total estimated"
)
_PRICED = vocabulary("for at")
_BIDDING = vocabulary("offered offering bid bidding")


class Sales:
    """Finds sums that something is bought, sold or bid for at."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = scheme(lexicon, "buying")
        deal = next(iter(used_for(lexicon, "deal")), "")
        earned = next(iter(used_for(lexicon, "earned per share")), "")
        self._each = next((measure for measure in lexicon.measures if measure.name == earned), None)
        self._earned = frozenset(used_for(lexicon, "earned"))
        self._worth = frozenset(used_for(lexicon, "worth"))
        self._ordering = lexicon.words_of("ordering") | lexicon.words_of("deal-name")
        self._deal = next((measure for measure in lexicon.measures if measure.name == deal), None)

    def worth(self, frame: Frame, mention: Mention, chosen: Chosen) -> Chosen:
        """Return the measure of a deal for a sum of millions that no word but that of a sale tells."""
        quantity = mention.value
        if chosen.name in self._worth and self._deal is not None and chosen.cue is not None:
            begin = frame.clauses[frame.clause(chosen.cue[0])][0]  # "an order for 56 planes valued at $18 billion"
            ordered = not self._ordering.isdisjoint(frame.lows[begin : chosen.cue[0]])
            return Chosen(self._deal.name, self._deal, chosen.rule, chosen.cue) if ordered else chosen
        if chosen.rule != "measure.unit" or self._deal is None or not isinstance(quantity, Quantity):
            return chosen
        if not currency(quantity.unit) or quantity.value < _LEAST:
            return chosen
        first = frame.range(mention.span)[0]
        place = first - 1
        while place > 0 and frame.lower(place) in _SMALL:
            place -= 1
        word = frame.lower(place)
        if word in _BIDDING or (word in _PRICED and self._sold(frame, place)):
            return Chosen(self._deal.name, self._deal, "measure.sale")
        return chosen

    def each(self, frame: Frame, mention: Mention, chosen: Chosen) -> Chosen:
        """Return a profit or loss as that of each share: "a loss of 11 cents", "its profit forecast to $4 a share"."""
        if chosen.name not in self._earned or self._each is None:
            return chosen
        first, last = frame.range(mention.span)
        cents = not CENTS.isdisjoint(frame.lows[first:last])
        shared = "share" in frame.lows[last - 1 : last + 2]
        return Chosen(self._each.name, self._each, chosen.rule, chosen.cue) if cents or shared else chosen

    def _sold(self, frame: Frame, place: int) -> bool:
        """Say whether something is bought or sold in the clause that ends before a token, with no sum between."""
        begin = frame.clauses[frame.clause(place)][0]
        begin = max([begin, *(value for value in frame.valued if value < place)])
        return any(begin <= hit.first < place for hit in self._cues.places(frame).values())
