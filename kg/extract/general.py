"""Values whose words name no measure → a general one: by unit, by the noun counted, by what kind of thing owns it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.phrases import Grammar
from kg.extract.words import camel
from kg.lexicon import Lexicon
from kg.model import Quantity

_MODEL = re.compile(r"^(?:(?:last|first|next|other|\S*\d\S*)\s+)+")  # "last 13 matches" are matches
_CURRENCY = re.compile(r"[A-Z]{3}")
RELATIVE = frozenset({"percent", "percentage_point", "basis_point"})
_GENERAL = {"money": "amount", "percent": "percentageShare", "duration": "duration", "length": "distance"}
_GENERAL_CHANGE = {True: "percentChange", False: "amountChange"}
UNTELLING = frozenset(
    {*_GENERAL.values(), *_GENERAL_CHANGE.values(), "count"}
)  # their cues are too common to choose by
_PRICED = {"amount": "price", "amountChange": "priceChange", "percentChange": "priceChange"}
_EXCHANGED = {
    "amount": "exchangeRate",
    "count": "exchangeRate",
    "price": "exchangeRate",
    "percentChange": "exchangeRateChange",
    "sharePriceChange": "exchangeRateChange",
    "priceChange": "exchangeRateChange",
}
_INDEXED = {"count": "indexLevel", "percentChange": "indexLevelChange", "amountChange": "indexLevelChange"}
_CONTESTS = ("voteShare", "pollShare")
_NEVER = -1.0
_CODE = 3  # letters of a currency's code, which names no owner
_TRADED = {"Commodity": _PRICED, "StockIndex": _INDEXED, "Currency": _EXCHANGED}


class General:
    """Kinds of unit, and the measures that stand for them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._units = {unit.code: unit.dimension for unit in lexicon.units}
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        money = (word.lower() for unit in lexicon.units if unit.dimension == "money" for word in unit.words)
        self._monies = frozenset(word for word in money if word.isalpha() and len(word) > _CODE)
        self._exact = {unit: measure for measure in lexicon.measures for unit in measure.units if "/" in unit}

    def kinds(self, quantity: Quantity) -> frozenset[str]:
        """Return the kinds of unit a quantity can pass for."""
        unit = quantity.unit
        if unit is None:
            return frozenset({"count", "rank", "ordinal"}) if quantity.ordinal else frozenset({"count"})
        if unit in ("percentage_point", "basis_point"):
            return frozenset({unit, "percentage_point", "percent"})
        if unit.startswith("1/"):
            return frozenset({"count", "rate", unit})  # "3,000 people a year"
        if "/" in unit:
            top = unit.split("/")[0]
            kinds = {"rate", "price", unit, self._dimension(unit), self._dimension(top) + "_rate"}
            return frozenset(kinds | ({"money"} if _CURRENCY.fullmatch(top) else set()))
        return frozenset({unit, self._dimension(unit)})

    def measure(self, quantity: Quantity, noun: str, role: Role) -> Chosen:
        """Return the measure of a value that no cue and no noun of the lexicon tells."""
        exact = self._exact.get(quantity.unit or "")
        if exact is not None:  # barrels a day are produced
            return Chosen(exact.name, exact, "measure.unit")
        kinds = self.kinds(quantity)
        if role.part == "change":
            name, rule = _GENERAL_CHANGE[bool(kinds & RELATIVE)], role.rule
        else:
            name, rule = self._by_unit(quantity, noun, kinds), "measure.unit"
            if not name:
                name, rule = camel(_plain(noun)) or "count", "measure.head-noun"
        return Chosen(name, self._by_name.get(name), rule)

    def traded(self, chosen: Chosen, classes: tuple[str, ...], name: str = "") -> Chosen:
        """Return the measure of what is traded: "Brent fell 4 % to $31" is of its price, "the index stood at 7,410"."""
        money = name.lower().rpartition(" ")[2] in self._monies
        for kind, names in _TRADED.items():
            known = self._by_name.get(names.get(chosen.name, ""))
            if known is not None and (self._grammar.is_a(classes, (kind,)) or (money and kind == "Currency")):
                return Chosen(known.name, known, f"{chosen.rule}+measure.traded", chosen.cue)
        return chosen

    def contested(
        self,
        chosen: Chosen,
        classes: tuple[str, ...],
        usual: Mapping[str, float],
        *,
        option: bool,
        asked: bool = False,
    ) -> Chosen:
        """Return the measure of a share that a candidate has: of the vote, or in the poll that the article reports."""
        if chosen.name == "voteShare" and asked:
            known = self._by_name.get("pollShare")  # "would win 34 percent of the vote", say those who were asked
            return Chosen(known.name, known, "measure.contested", chosen.cue) if known is not None else chosen
        if chosen.name != "percentageShare" or not (option or self._grammar.is_a(classes, ("Party",))):
            return chosen
        name = next((name for name in _CONTESTS if usual.get(name, _NEVER) >= 0), None)
        known = self._by_name.get(name) if name is not None else None
        return Chosen(known.name, known, "measure.contested", chosen.cue) if known is not None else chosen

    def _by_unit(self, quantity: Quantity, noun: str, kinds: frozenset[str]) -> str:
        unit = quantity.unit
        if unit is None or (noun and unit.startswith("1/")):
            return ""
        if "/" in unit:
            top, _, bottom = unit.partition("/")
            return "price" if _CURRENCY.fullmatch(top) and self._dimension(bottom) != "duration" else "rate"
        return next((_GENERAL[kind] for kind in sorted(kinds) if kind in _GENERAL), camel(self._dimension(unit)))

    def _dimension(self, unit: str) -> str:
        return self._units.get(unit) or ("money" if _CURRENCY.fullmatch(unit) else unit)


def _plain(noun: str) -> str:
    """Return what is counted without figures before it.

    >>> _plain("last 13 matches"), _plain("737 max jets")
    ('matches', 'max jets')
    """
    return _MODEL.sub("", noun)
