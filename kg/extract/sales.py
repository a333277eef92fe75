"""Sum → what a sale is worth, where no word measures it; of each share, where its words or its size say so.

"Agreed to sell a third of its mines to Acme for $2 billion", "cut its profit forecast to $4.55 a share".
"""

from __future__ import annotations

from decimal import Decimal

from kg.extract.amounts import place_before
from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.sums import currency, money
from kg.extract.uses import used_for
from kg.extract.words import CENTS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity, Standing

_LEAST = Decimal(1_000_000)  # less is a price: "sold the house for $400,000"
_COST, _PRICE, _COSTS = "cost", "price", vocabulary("cost costs costing")
_FEW = Decimal(100)  # "adjusted earnings of $1.17"
_SMALL = vocabulary(
    "about around nearly almost roughly some up to a an over more than as much at least total estimated"
)
_SETTLED = "settlement"
_FOR_EACH, _SHARE, _NAMED = vocabulary("per a each for"), vocabulary("share shares"), 4  # words of "Acme Foods share"
_PRICED = vocabulary("for at")
_BIDDING = vocabulary("offered offering bid bidding")
_STAKE, _FIRM = "stake", "Company"
_OFFERS = _BIDDING | vocabulary("offers offer bids receive receives pay pays paying valued values valuing")
_LISTED = vocabulary("list catalogue catalog")
_QUOTED = vocabulary("peak trading traded trades selling sells closed closing high low")
_STOCK = "priceOfStock"
_PROFITS = vocabulary("earnings profit profits eps loss income earned losses")
_PAYING, _OBJECT = vocabulary("pay pays paid paying"), 8  # words of "for the Italian unit of Acme"


class Sales:
    """Finds sums that something is bought, sold or bid for at."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cues = scheme(lexicon, "buying")
        deal = next(iter(used_for(lexicon, "deal")), "")
        earned = next(iter(used_for(lexicon, "earned per share")), "")
        self._each = next((measure for measure in lexicon.measures if measure.name == earned), None)
        self._held = next((measure for measure in lexicon.measures if measure.name == _STAKE), None)
        self._firms = frozenset({_FIRM, *(name for name in lexicon.class_parents if _FIRM in lexicon.kinds(name))})
        self._earned = frozenset(used_for(lexicon, "earned"))
        self._worth = frozenset(used_for(lexicon, "worth"))
        self._ordering = lexicon.words_of("ordering") | lexicon.words_of("deal-name")
        offer = next(iter(used_for(lexicon, "per share")), "")
        self._offer = next((measure for measure in lexicon.measures if measure.name == offer), None)
        self._parts = lexicon.words_of("deal-part") | lexicon.words_of("business-part")
        self._price = next((measure for measure in lexicon.measures if measure.name == _PRICE), None)
        self._stock = next((measure for measure in lexicon.measures if measure.name == _STOCK), None)
        self._spent = next((measure for measure in lexicon.measures if measure.name == _COST), None)
        self._deal = next((measure for measure in lexicon.measures if measure.name == deal), None)

    def worth(self, frame: Frame, mention: Mention, chosen: Chosen) -> Chosen:
        """Return the measure of a deal for a sum of millions that no word but that of a sale tells.

        What is paid "at $45 a share" is no profit of a share.
        """
        quantity = mention.value
        first, last = frame.range(mention.span)
        if chosen.name in self._worth and self._deal is not None and chosen.cue is not None:
            begin = frame.clauses[frame.clause(chosen.cue[0])][0]  # "an order for 56 planes valued at $18 billion"
            ordered = not self._ordering.isdisjoint(frame.lows[begin : chosen.cue[0]])
            listed = not _LISTED.isdisjoint(frame.lows[last : last + _OBJECT])  # "worth $15 billion at list prices"
            return Chosen(self._deal.name, self._deal, chosen.rule, chosen.cue) if ordered or listed else chosen
        if self._each is not None and chosen.name == self._each.name and self._quoted(frame, first, chosen):
            return Chosen(self._stock.name, self._stock, chosen.rule, chosen.cue) if self._stock is not None else chosen
        if self._each is not None and chosen.name == self._each.name and self._offer is not None:
            begin = frame.clauses[frame.clause(first)][0]
            paid = frame.lower(first - 1) == "at" and _PROFITS.isdisjoint(frame.lows[begin:first])
            at = (paid or self._bid(frame, first)) and "share" in frame.lows[last - 1 : last + 2]
            return Chosen(self._offer.name, self._offer, chosen.rule, chosen.cue) if at else chosen
        if chosen.rule != "measure.unit" and chosen.name != _SETTLED:
            return chosen
        if self._deal is None or not isinstance(quantity, Quantity):
            return chosen
        each = frame.lower(last) in _FOR_EACH and not _SHARE.isdisjoint(frame.lows[last + 1 : last + 1 + _NAMED])
        if each and self._offer is not None and not _PAYING.isdisjoint(frame.lows[max(0, first - _OBJECT) : first]):
            return Chosen(self._offer.name, self._offer, "measure.sale")  # "will pay $78 per Acme share"
        if chosen.name == _SETTLED or not currency(quantity.unit) or quantity.value < _LEAST:
            return chosen
        place = first - 1
        while place > 0 and frame.lower(place) in _SMALL:
            place -= 1
        word = frame.lower(place)
        if word in _PAYING and frame.lower(last) == "for" and self._parts & {*frame.lows[last : last + _OBJECT]}:
            return Chosen(self._deal.name, self._deal, "measure.sale")  # "will pay $2.9 billion for the unit"
        if word in _BIDDING or (word in _PRICED and self._sold(frame, place)):
            return Chosen(self._deal.name, self._deal, "measure.sale")
        return chosen

    def priced(self, frame: Frame, mention: Mention, chosen: Chosen) -> Chosen:
        """Return what a thing costs as its price: "phones costing less than $200", not "the war cost $4 billion"."""
        quantity = mention.value
        if chosen.name == _PRICE and chosen.cue is not None and frame.lows[slice(*chosen.cue)] == ("costs",):
            great = isinstance(quantity, Quantity) and quantity.value >= _LEAST and self._spent is not None
            return Chosen(_COST, self._spent, chosen.rule, chosen.cue) if great else chosen  # "fuel costs of £9m"
        if chosen.name != _COST or chosen.cue is None or self._price is None or not isinstance(quantity, Quantity):
            return chosen
        first, last = frame.range(mention.span)
        place = place_before(frame, first, 0)
        alone = place == chosen.cue[0] == chosen.cue[1] - 1 and frame.lower(place) in _COSTS
        if not alone or quantity.value >= _LEAST / 10 or frame.lower(last) == "to":
            return chosen
        return Chosen(self._price.name, self._price, chosen.rule, chosen.cue)

    def stake(self, frame: Frame, mention: Mention, chosen: Chosen) -> Chosen:
        """Return the measure of a share of a firm that is bought or sold: "agreed to buy 33 percent of Acme"."""
        first, last = frame.range(mention.span)
        if chosen.rule != "measure.unit" or self._held is None or frame.lower(last) != "of":
            return chosen
        named = frame.entity(last + 1)
        owned = named.value if named is not None else None
        if not isinstance(owned, Entity) or owned.form == "pronoun" or not self._firms.issuperset(owned.classes):
            return chosen
        place = first - 1
        while place > 0 and frame.lower(place) in _SMALL:
            place -= 1
        bought = any(hit.last == place + 1 for hit in self._cues.places(frame).values())
        return Chosen(self._held.name, self._held, "measure.sale") if bought else chosen

    def each(self, frame: Frame, mention: Mention, chosen: Chosen, standing: Standing = "current") -> Chosen:
        """Return a profit or loss as that of each share: "a loss of 11 cents", "its profit forecast to $4 a share".

        So are cents that no word measures where they were expected: "analysts were looking for 39 cents".
        """
        looked_for = standing == "expected" and chosen.rule == "measure.unit"
        if (chosen.name not in self._earned and not looked_for) or self._each is None:
            return chosen
        quantity = mention.value
        if not isinstance(quantity, Quantity) or (looked_for and not currency(quantity.unit)):
            return chosen
        first, last = frame.range(mention.span)
        cents = not CENTS.isdisjoint(frame.lows[first:last])
        shared = "share" in frame.lows[last - 1 : last + 2]
        few = not looked_for and currency(quantity.unit) and 0 < abs(quantity.value) < _FEW
        each = cents or shared or few
        return Chosen(self._each.name, self._each, chosen.rule, chosen.cue) if each else chosen

    def _bid(self, frame: Frame, first: int) -> bool:
        """Say whether a sum is offered for each share: "offers its stockholders $60 a share"."""
        near = frame.lows[max(0, first - _OBJECT) : first]
        return not _OFFERS.isdisjoint(near) and _PROFITS.isdisjoint(frame.distinct)

    def _quoted(self, frame: Frame, first: int, chosen: Chosen) -> bool:
        """Say whether what is paid for each share is its price: "well below its peak of $270 a share"."""
        if chosen.cue is None or frame.lower(chosen.cue[1] - 1) != "share" or chosen.cue[1] - chosen.cue[0] > 2:
            return False
        before = frame.lows[max(0, first - _OBJECT) : first]
        return not _QUOTED.isdisjoint(before) and _PROFITS.isdisjoint(frame.distinct)

    def _sold(self, frame: Frame, place: int) -> bool:
        """Say whether something is bought or sold in the clause that ends before a token, with no sum between."""
        begin = frame.clauses[frame.clause(place)][0]
        sums = (frame.at(m.span.start) for m in frame.quantities if money(m.value))
        begin = max([begin, *(value for value in sums if value < place)])
        return any(begin <= hit.first < place for hit in self._cues.places(frame).values())
