"""Values of a market report that no word names → the level of an index or its change, the rate of a currency.

"Tokyo fell 0.59 percent, or 92.03 points, to 15,521.22", "the euro was weak at 1.1726": what moves by points with
decimals, or by a share to a bare number with decimals, is an index, whatever it is called.
"""

from __future__ import annotations

from decimal import Decimal

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.sums import currency
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity, Span

_LEVEL, _CHANGE, _RATE = "indexLevel", "indexLevelChange", "exchangeRate"
_NAMED = vocabulary("index indices average averages")
_SHARE, _SHARE_CHANGE, MOVER = "priceOfStock", "priceOfStockChange", "measure.mover"
_MEASURES = (_LEVEL, _CHANGE, _RATE, _SHARE, _SHARE_CHANGE)
_WAYS, _FIRMS = frozenset({"up", "down", "off"}), ("Company", "Lender", "Product")
_LOOSE = frozenset({"pronoun", "description", "adjective"})
_BESIDE, _MOST = frozenset({"(", ")", "at", "to", ",", "or"}), 12  # words of "down 69p (7.6%) at 840p"
_LISTING = vocabulary("fallers risers gainers losers climbers shares stocks")
_DEAR_SHARE = Decimal(20_000)
_AMOUNTS = ("amounts", 0)  # key of a frame's memo
_POINTS = frozenset({"point", "points", "index"})
_CHANCES = frozenset({"chance", "probability", "likelihood"})
_ASKED = vocabulary("poll polls survey voters approval rating ratings support candidate season game games match league")
_REACHING = vocabulary("to at below above")
_STANDING = vocabulary("end close finish settle trade ending closing finishing settling trading")
_AGAIN = frozenset({",", "or", "("})
_LEAST, _DEAR = Decimal(100), Decimal(100_000)  # of an index; of a currency
_GAP = 2  # words of "to end at"
_FETCHED = vocabulary(
    "fetched fetches bought buys was were is stood traded changed slipped fell rose dropped climbed eased firmed edged "
    "strengthened weakened advanced declined sank dipped gained lost jumped inched offered at"
)
_NICKNAMES = vocabulary("greenback sterling loonie yen")
_PLACES, _OTHERS = ("Place",), ("Place", "StockIndex", "Company")
_OPENING = frozenset({"and", "while", "but", ",", ";", ":", "–", "-", "—", "as"})
_MOVED = vocabulary("fell rose shed added lost gained dropped sank jumped climbed slipped ended closed was put dipped")
_CODE = 3  # letters of a currency's code


class Markets:
    """Tells indices and currencies by what is told of them."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._by_name = {m.name: m for m in lexicon.measures if m.name in _MEASURES}
        money = (word.lower() for unit in lexicon.units if unit.dimension == "money" for word in unit.words)
        self._monies = _NICKNAMES | {word for word in money if word.isalpha() and len(word) > _CODE}

    def measure(self, frame: Frame, mention: Mention, role: Role) -> Chosen | None:
        """Return the measure of a value of an index or a currency."""
        quantity = mention.value
        if not isinstance(quantity, Quantity) or quantity.noun is not None:
            return None
        unit = quantity.unit
        if (moved := self._of_mover(frame, mention, quantity)) is not None:
            return moved
        if not _NAMED.isdisjoint(frame.distinct) and unit not in _POINTS:
            return None  # "The Nikkei index": words enough
        if unit == "percent" and frame.lower(frame.range(mention.span)[1]) in _CHANCES:
            return None  # "a 70 percent chance of a quarter-point cut"
        if unit in _POINTS or unit == "percent":
            told = self._by_points(frame, mention, quantity) if _ASKED.isdisjoint(frame.distinct) else None
            return self._as(_CHANGE, role) if told else None
        if unit is None:
            if self._level(frame, mention, quantity):
                return self._as(_LEVEL, role)
            return self._as(_RATE, role) if _decimal(quantity) and self._rated(frame, mention, role) else None
        rate = currency(unit) and "/" not in unit and abs(quantity.value) < _DEAR
        return self._as(_RATE, role) if rate and self._rated(frame, mention, role) else None

    def owner(self, frame: Frame, mention: Mention, chosen: Chosen, source: str) -> tuple[str, str | None, Span] | None:
        """Return the name, the IRI and the words of the share, or of the place whose market, moved."""
        if chosen.rule == MOVER:
            told = self._mover(frame, frame.range(mention.span)[0])
            if told is None:
                return None
            found = frame.entity(told[1] - 1)
            if found is not None and isinstance(found.value, Entity):
                return found.value.name, found.value.iri or None, found.span
            return frame.text(*told, source), None, frame.span(*told)
        place = self._place(frame, mention) if chosen.name in (_LEVEL, _CHANGE) else None
        return (place.span.of(source), None, place.span) if place is not None else None

    def _place(self, frame: Frame, mention: Mention) -> Mention | None:
        """Return the place whose market moved: "Hong Kong shed 0.37 percent, or 92.41 points, to end at 25,074.50"."""
        first = frame.range(mention.span)[0]
        for found in reversed(frame.entities):
            begin, end = frame.range(found.span)
            if end > first or not isinstance(found.value, Entity):
                continue
            if not self._grammar.is_a(found.value.classes, _OTHERS):
                continue  # a land, an analyst
            joined = not begin or frame.lower(begin - 1) in _OPENING
            moved = self._grammar.is_verb(frame, end) or frame.lower(end) in _MOVED
            if joined and moved and frame.lower(end) != "'s":
                return found if self._grammar.is_a(found.value.classes, _PLACES) else None
            if not self._grammar.is_a(found.value.classes, _PLACES):
                return None  # "Japan's Nikkei"
        return None

    def _of_mover(self, frame: Frame, mention: Mention, quantity: Quantity) -> Chosen | None:
        """Return the measure of a value in a list of shares: "Next, down 69p (7.6%) at 840p, Sainsbury, off 14p"."""
        if _WAYS.isdisjoint(frame.distinct) or "/" in (quantity.unit or ""):
            return None
        money = currency(quantity.unit) and abs(quantity.value) < _DEAR_SHARE
        first = frame.range(mention.span)[0]
        if not (money or quantity.unit == "percent") or self._mover(frame, first) is None:
            return None
        if _LISTING.isdisjoint(frame.distinct) and not _priced(frame):
            return None
        reached = frame.lower(first - 1) in _REACHING
        return self._as(_SHARE if reached else _SHARE_CHANGE, Role(), MOVER)

    def _mover(self, frame: Frame, first: int) -> tuple[int, int] | None:
        """Return the tokens of the name before "down 69p", and before what is told beside that: "(7.6%) at 840p"."""
        at = first - 1
        while at > 0 and (frame.lower(at) in _BESIDE or at in frame.counted or at in self._amounts(frame)):
            if frame.lower(at) in _WAYS:
                break
            at -= 1
        if frame.lower(at) not in _WAYS or first - at > _MOST:
            return None
        end = at - (frame.lower(at - 1) == ",")
        found = frame.entity(end - 1)
        if found is not None and isinstance(found.value, Entity):
            begin, close = frame.range(found.span)
            fit = not found.value.classes or self._grammar.is_a(found.value.classes, _FIRMS)
            return (begin, close) if close == end and fit and found.value.form not in _LOOSE else None
        begin = end
        while begin > 0 and frame.tokens[begin - 1].text[0].isupper() and begin - 1 not in frame.timed:
            begin -= 1
        return (begin, end) if 0 < begin < end else None

    def _amounts(self, frame: Frame) -> frozenset[int]:
        told: frozenset[int] | None = frame.memo.get(_AMOUNTS)
        if told is None:
            spans = (frame.range(q.span) for q in frame.quantities)
            told = frame.memo[_AMOUNTS] = frozenset(i for begin, end in spans for i in range(begin, end))
        return told

    def _as(self, name: str, role: Role, rule: str = "") -> Chosen | None:
        measure = self._by_name.get(name)
        return Chosen(name, measure, rule or f"measure.market+{role.rule}") if measure is not None else None

    def _by_points(self, frame: Frame, mention: Mention, quantity: Quantity) -> bool:
        """Say whether points, or a share beside them, are those of an index."""
        place = frame.quantities.index(mention) if mention in frame.quantities else -1
        if place < 0:
            return False
        after = frame.quantities[place + 1] if place + 1 < len(frame.quantities) else None
        before = frame.quantities[place - 1] if place else None
        if quantity.unit in _POINTS:
            return _decimal(quantity) and (
                _reaches(frame, mention, after) or self._again(frame, mention, before, after)
            )
        if after is None or not isinstance(after.value, Quantity):
            return False
        if after.value.unit in _POINTS:
            return _decimal(after.value) and _clear(frame, mention, after)
        # "lost 1.2 percent to 12,345.67"
        return _reaches(frame, mention, after) or (before is not None and self._again(frame, before, None, mention))

    def _again(self, frame: Frame, mention: Mention, before: Mention | None, after: Mention | None) -> bool:
        """Say whether points are told as a share as well: "44.1 points (0.38 percent)"."""
        for one, other in ((before, mention), (mention, after)):
            if one is None or other is None or not isinstance(one.value, Quantity):
                continue
            if not isinstance(other.value, Quantity) or {one.value.unit, other.value.unit}.isdisjoint(_POINTS):
                continue
            between = frame.lows[frame.range(one.span)[1] : frame.range(other.span)[0]]
            if "percent" in (one.value.unit, other.value.unit) and _AGAIN.issuperset(between) and between:
                return True
        return False

    def _level(self, frame: Frame, mention: Mention, quantity: Quantity) -> bool:
        """Say whether a bare number is where an index came to: "… points, to end at 25,074.50"."""
        first = frame.range(mention.span)[0]
        if not _decimal(quantity) or quantity.value < _LEAST or frame.lower(first - 1) not in _REACHING:
            return False
        place = frame.quantities.index(mention) if mention in frame.quantities else 0
        before = frame.quantities[place - 1] if place else None
        if before is None or not isinstance(before.value, Quantity) or not _ASKED.isdisjoint(frame.distinct):
            return False
        return before.value.unit in (*_POINTS, "percent") and _reaches(frame, before, mention)

    def _rated(self, frame: Frame, mention: Mention, role: Role) -> bool:
        """Say whether a sum or a bare number is what a currency stands at: "The greenback fetched 103.88 yen"."""
        first = frame.range(mention.span)[0]
        if role.part == "change":
            return False
        number = frame.clause(first)
        phrase = self._grammar.subject(frame, number)
        if phrase is None and number and frame.lower(frame.clauses[number][0]) == "and":
            phrase = self._grammar.subject(frame, number - 1)  # "against $1.3193 and 137.23 yen"
        if phrase is None or not phrase.first < phrase.last <= first:
            return False
        head = self._grammar.head(frame, phrase.first, phrase.last)
        if frame.lower(head) not in self._monies or head in frame.counted:
            return False
        return not _FETCHED.isdisjoint(frame.lows[phrase.last : first])


def _priced(frame: Frame) -> bool:
    """Say whether a value of a sentence leads to a price: "down 8 percent to 837.5p"."""
    sums = (m for m in frame.quantities if isinstance(m.value, Quantity) and currency(m.value.unit))
    return any(frame.lower(frame.range(m.span)[0] - 1) in _REACHING for m in sums)


def _decimal(quantity: Quantity) -> bool:
    return quantity.step is not None and quantity.step < 1


def _clear(frame: Frame, one: Mention, other: Mention) -> bool:
    """Say whether nothing joins another clause between two values."""
    return {"and", ";", "while", "but"}.isdisjoint(frame.lows[frame.range(one.span)[1] : frame.range(other.span)[0]])


def _reaches(frame: Frame, one: Mention, other: Mention | None) -> bool:
    """Say whether a move leads to a bare number with decimals: "to 15,521.22", ", to close at 35,343.28"."""
    if other is None or not isinstance(other.value, Quantity) or other.value.unit is not None:
        return False
    if not _decimal(other.value) or other.value.value < _LEAST or other.value.noun is not None:
        return False
    between = [low for low in frame.lows[frame.range(one.span)[1] : frame.range(other.span)[0]] if low != ","]
    if not between or between[-1] not in _REACHING:
        return False
    rest = [i for i, low in enumerate(between) if low in _STANDING or low in _REACHING]
    loose = len(between) - len(rest)
    return loose <= 1 + _GAP and "and" not in between
