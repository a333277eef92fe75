"""Values whose words name no measure → a general one: by unit, by the noun counted, by what kind of thing owns it."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.paths import SWELLING
from kg.extract.phrases import Grammar
from kg.extract.sums import currency
from kg.extract.uses import by_unit
from kg.extract.words import camel, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Quantity

_MODEL = re.compile(r"^(?:(?:last|first|next|other|\S*\d\S*)\s+)+")  # "last 13 matches" are matches
RELATIVE = frozenset({"percent", "percentage_point", "basis_point"})
_PRICED = {
    "amount": "price",
    "loss": "price",  # "lead lost 2 percent to $1,985"
    "amountChange": "priceChange",
    "lossChange": "priceChange",
    "priceOfStock": "price",  # "It was trading at $104.10": crude
    "priceOfStockChange": "priceChange",
    "percentChange": "priceChange",
}
_EXCHANGED = {
    "amount": "exchangeRate",
    "count": "exchangeRate",
    "price": "exchangeRate",
    "percentChange": "exchangeRateChange",
    "priceOfStockChange": "exchangeRateChange",
    "priceChange": "exchangeRateChange",
}
_INDEXED = {
    "count": "indexLevel",
    "percentChange": "indexLevelChange",
    "amountChange": "indexLevelChange",
    "stockpileChange": "indexLevelChange",
    "priceOfStockChange": "indexLevelChange",
}
_GAINED = vocabulary("won shed added or lost gained closed ended finished settled")  # "won 0.6 percent, or 31 points"
_WAYS = frozenset({"up", "down", "off"})
_MOVED = RELATIVE | {"point", "points"}
_CODE = 3  # letters of a currency's code, which names no owner
_SHARES, _WAGE = "priceOfStockChange", "wage"
_HIRED, _ADDED = "peopleHired", "jobsAdded"
_FIRMS = ("Company", "Lender")
_STOCKS = SWELLING | _GAINED  # what shares do
_WAYWARD = frozenset({"higher", "lower"})
_REASONS = vocabulary("as after on amid when following despite because before")  # "fell 4 percent as profits sank"
_OF_FIRMS = {
    "budgetDeficit": "loss",  # "the previous year's $3 million deficit"
    "budgetDeficitChange": "lossChange",
    "aidSought": "fundingSought",
}
_TRADED = {"Commodity": _PRICED, "StockIndex": _INDEXED, "Currency": _EXCHANGED, "Company": _OF_FIRMS}
_TRADABLE = frozenset[str]().union(*_TRADED.values())
_OF_SHARE = {"price": "priceOfStock", "priceChange": "priceOfStockChange"}
_SHARED = vocabulary("shares stock share")
_TURNED = frozenset({"turned", "turns", "turning"})
_AGE, _JUBILEE, _ORGANISATIONS = "age", "anniversary", ("Organisation",)


class General:
    """Kinds of unit, and the measures that stand for them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._units = {unit.code: unit.dimension for unit in lexicon.units}
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._usual = by_unit(lexicon)  # "money" → the measure of a sum that no word names
        self.untelling = frozenset(self._usual.values())  # their cues are too common to choose by
        money = (word.lower() for unit in lexicon.units if unit.dimension == "money" for word in unit.words)
        self._monies = frozenset(word for word in money if word.isalpha() and len(word) > _CODE)
        codes = {code for code, dimension in self._units.items() if dimension == "percent" and code != "percent"}
        self._exact = {u: measure for measure in lexicon.measures for u in measure.units if "/" in u or u in codes}
        self._commodities = lexicon.words_of("commodity")

    def kinds(self, quantity: Quantity) -> frozenset[str]:
        """Return the kinds of unit a quantity can pass for."""
        unit = quantity.unit
        if unit is None:
            return frozenset({"count", "rank", "ordinal"}) if quantity.ordinal else frozenset({"count"})
        if unit in ("percentage_point", "basis_point"):
            return frozenset({unit, "percentage_point", "percent"})
        if unit.startswith("1/"):
            if unit[2:].isdigit():
                return frozenset({"rate", unit})  # "28 deaths per 1,000 births" are no toll
            return frozenset({"count", "rate", unit})  # "3,000 people a year"
        if "/" in unit:
            top = unit.split("/")[0]
            kinds = {unit, self._dimension(unit), self._dimension(top) + "_rate"}
            return frozenset(kinds | ({"money", "price"} if currency(top) else {"rate"}))
        return frozenset({unit, self._dimension(unit)})

    def kinds_of_unit(self, unit: str) -> frozenset[str]:
        """Return the kinds of a unit that is no rate."""
        return frozenset({unit, self._dimension(unit)})

    def measure(self, quantity: Quantity, noun: str, role: Role) -> Chosen:
        """Return the measure of a value that no cue and no noun of the lexicon tells."""
        exact = self._exact.get(quantity.unit or "")
        if exact is not None:  # barrels a day are produced
            return Chosen(exact.name, exact, "measure.unit")
        kinds = self.kinds(quantity)
        if role.part == "change":
            name, rule = self._usual.get("relative change" if kinds & RELATIVE else "change", "change"), role.rule
        else:
            name, rule = self._by_unit(quantity, noun, kinds), "measure.unit"
            if not name:
                name, rule = camel(_plain(noun)) or "count", "measure.head-noun"
        return Chosen(name, self._by_name.get(name), rule)

    def traded(self, chosen: Chosen, classes: tuple[str, ...], name: str, frame: Frame) -> Chosen:
        """Return the measure of what is traded: "Brent fell 4 % to $31" is of its price, "the index stood at 7,410"."""
        turned = chosen.cue is not None and frame.lower(chosen.cue[0]) in _TURNED
        if chosen.name == _AGE and turned and self._grammar.is_a(classes, _ORGANISATIONS):
            return Chosen(_JUBILEE, self._by_name.get(_JUBILEE), chosen.rule, chosen.cue)  # "the alliance turned 75"
        low = name.lower()
        if chosen.name == _HIRED:  # "building firms took on 900 workers": those of a whole trade or land
            many = low.partition(" (")[0].endswith("s") and (not classes or name[:1] == low[:1])
            many = many or self._grammar.is_a(classes, ("Place",))
            return replace(chosen, name=_ADDED, measure=self._by_name.get(_ADDED)) if many else chosen
        if chosen.name not in _TRADABLE:
            return chosen
        if chosen.name in _OF_SHARE and (low.rpartition(" ")[2] in _SHARED or low.startswith("shares of ")):
            named = _OF_SHARE[chosen.name]  # "the shares were selling for $2.88"
            return Chosen(named, self._by_name.get(named), f"{chosen.rule}+measure.traded", chosen.cue)
        money = low.rpartition(" ")[2] in self._monies
        stuff = low.rpartition(" ")[2] in self._commodities or low.partition(" ")[0] in self._commodities
        for kind, names in _TRADED.items():
            known = self._by_name.get(names.get(chosen.name, ""))
            if known is not None and (
                self._grammar.is_a(classes, (kind,))
                or (money and kind == "Currency")
                or (stuff and kind == "Commodity" and not classes)
            ):
                return Chosen(known.name, known, f"{chosen.rule}+measure.traded", chosen.cue)
        if chosen.rule == "change.verb" and self._grammar.is_a(classes, _FIRMS):  # "the lender rose 3 percent"
            return Chosen(_SHARES, self._by_name.get(_SHARES), f"{chosen.rule}+measure.traded", chosen.cue)
        return chosen

    def of_index(self, frame: Frame, at: int, role: Role, kinds: frozenset[str]) -> Chosen | None:
        """Return the measure of a change told of a stock index: "the Russell 2000, a measure of small stocks, rose"."""
        moved = bool(kinds & _MOVED) and (role.part == "change" or frame.lower(at - 1) in _GAINED)
        moved = moved or ("count" in kinds and frame.lower(at - 1) in _WAYS)  # "the Nasdaq was down 12"
        phrase = self._grammar.subject(frame, frame.clause(at)) if moved else None
        if phrase is None or not phrase.first < phrase.last <= at:
            return None
        found = frame.entity(self._grammar.head(frame, phrase.first, phrase.last))
        entity = found.value if found is not None else None
        if not isinstance(entity, Entity):
            return None
        indexed = self._grammar.is_a(entity.classes, ("StockIndex",))
        pointed = not indexed and self._grammar.is_a(entity.classes, ("Place",)) and _in_points(frame)
        if not indexed and not pointed:
            return None  # but "Tokyo fell 0.5 percent, or 92 points"
        name = _INDEXED["percentChange"]
        return Chosen(name, self._by_name.get(name), f"measure.owner+{role.rule}")

    def of_firm(self, frame: Frame, at: int, last: int, role: Role, kinds: frozenset[str]) -> Chosen | None:
        """Return the measure of a change of a firm itself, with its reason behind: "Acme fell 4 % as profits sank"."""
        verb = at - 1
        if frame.lower(verb) not in _STOCKS or not kinds & RELATIVE or role.part != "change":
            return None
        last += frame.lower(last) in _WAYWARD  # "climbed 6 percent higher after"
        while last in frame.timed or (frame.lower(last) == "on" and last + 1 in frame.timed):
            last += 1  # "fell 6 percent on Friday after"
        if frame.lower(last) not in _REASONS:
            return None
        verb -= frame.lower(verb - 1) in (".", "had", "has", "have", "'s")  # "Acme Inc. fell"
        found = frame.entity(verb - 1) if verb else None
        entity = found.value if found is not None else None
        phrase = self._grammar.subject(frame, frame.clause(at))
        if phrase is not None and frame.entity(self._grammar.head(frame, phrase.first, phrase.last)) is not found:
            return None  # "shares of Acme fell"
        if not isinstance(entity, Entity) or not self._grammar.is_a(entity.classes, _FIRMS):
            return None
        return Chosen(_SHARES, self._by_name.get(_SHARES), "measure.owner+change.verb")

    def _by_unit(self, quantity: Quantity, noun: str, kinds: frozenset[str]) -> str:
        unit = quantity.unit
        if unit is None or (noun and unit.startswith("1/")):
            return ""
        if "/" in unit:
            top, _, bottom = unit.partition("/")
            named = camel(self._units.get(unit, ""))
            if named in self._by_name:
                return named  # "150 km/h" is a speed
            if not currency(top):
                return "rate"
            if bottom == "hour" and _WAGE in self._by_name:
                return _WAGE  # "£9.20 an hour"
            return "price" if self._dimension(bottom) != "duration" else self._usual.get("money", "rate")
        return next((self._usual[kind] for kind in sorted(kinds) if kind in self._usual), camel(self._dimension(unit)))

    def _dimension(self, unit: str) -> str:
        return self._units.get(unit) or ("money" if currency(unit) else unit)


def _in_points(frame: Frame) -> bool:
    """Say whether a sentence tells points, with a part of one."""
    return any(
        isinstance(q.value, Quantity) and q.value.unit == "point" and q.value.value % 1 != 0 for q in frame.quantities
    )


def _plain(noun: str) -> str:
    """Return what is counted without figures before it.

    >>> _plain("last 13 matches"), _plain("737 max jets")
    ('matches', 'max jets')
    """
    return _MODEL.sub("", noun)
