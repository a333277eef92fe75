"""Values whose words name no measure → a general one: by unit, by the noun counted, by what kind of thing owns it."""

from __future__ import annotations

import re

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.phrases import Grammar
from kg.extract.words import camel
from kg.lexicon import Lexicon
from kg.model import Quantity

_CURRENCY = re.compile(r"[A-Z]{3}")
RELATIVE = frozenset({"percent", "percentage_point"})
_GENERAL = {"money": "amount", "percent": "percentageShare", "duration": "duration", "length": "distance"}
_GENERAL_CHANGE = {True: "percentChange", False: "amountChange"}
UNTELLING = frozenset(
    {*_GENERAL.values(), *_GENERAL_CHANGE.values(), "count"}
)  # their cues are too common to choose by
_PRICED = {"amount": "price", "amountChange": "priceChange", "percentChange": "priceChange"}
_INDEXED = {"count": "indexLevel", "percentChange": "indexLevelChange", "amountChange": "indexLevelChange"}
_TRADED = {"Commodity": _PRICED, "StockIndex": _INDEXED, "Currency": {"amount": "exchangeRate"}}


class General:
    """Kinds of unit, and the measures that stand for them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._units = {unit.code: unit.dimension for unit in lexicon.units}
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._exact = {unit: measure for measure in lexicon.measures for unit in measure.units if "/" in unit}

    def kinds(self, quantity: Quantity) -> frozenset[str]:
        """Return the kinds of unit a quantity can pass for."""
        unit = quantity.unit
        if unit is None:
            return frozenset({"count", "rank", "ordinal"}) if quantity.ordinal else frozenset({"count"})
        if unit == "percentage_point":
            return frozenset({unit, "percent"})
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
                name, rule = camel(noun) or "count", "measure.head-noun"
        return Chosen(name, self._by_name.get(name), rule)

    def traded(self, chosen: Chosen, classes: tuple[str, ...]) -> Chosen:
        """Return the measure of what is traded: "Brent fell 4 % to $31" is of its price, "the index stood at 7,410"."""
        for kind, names in _TRADED.items():
            known = self._by_name.get(names.get(chosen.name, ""))
            if known is not None and self._grammar.is_a(classes, (kind,)):
                return Chosen(known.name, known, f"{chosen.rule}+measure.traded", chosen.cue)
        return chosen

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
