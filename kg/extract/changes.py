"""Quantity in its frame → the part it plays: a level, a change, an earlier value, an expected one."""

from __future__ import annotations

from typing import Literal

from kg.extract.additions import ADDED, added
from kg.extract.amounts import Amount, amount_of, crosses, place_before
from kg.extract.cues import Hit, scheme
from kg.extract.frame import Frame
from kg.extract.growing import Growing
from kg.extract.paths import (
    MOVING,
    SWELLING,
    came_to,
    describes,
    drifts,
    goes_to,
    is_summit,
    is_verb_form,
    of_whole,
    parted,
    passed,
    since_then,
    stands,
    steps,
    swells,
    told_as_share,
)
from kg.extract.phrases import Grammar
from kg.extract.standings import Standings
from kg.extract.sums import currency, money
from kg.extract.words import BE, CENTS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity, Standing
from kg.values import dataclass

Part = Literal["level", "change"]
_MOVED = ("moves", 0)  # key of a frame's memo
_REACH = 14  # words between a change word and its amount
COMPARED = "standing.compared"
_ADDING = vocabulary("added lost shed")  # "lost $5" may be a loss
_SHORT_OF = 3  # words of "cuts would be"
_NEAR = 3  # words from a verb of change to its amount
_STEPPING, _GIVING = SWELLING | vocabulary("up down lost added shed"), vocabulary("give gives gave giving")
_GROWTH = ("growth", "rise", "increase")
_BASES = vocabulary("in from on . , ;")  # "a fall of 1,700 in the number of claimants"
_STOPS = BE | vocabulary(", ( and ended closed finished settled day session week")
_LIMITS, _EXTREMES = vocabulary("below above under beyond past"), vocabulary("low high")
_WHICH = vocabulary("of for at priced valued costing selling worth earning making paying rated")
_BEATEN = vocabulary("lost lose loses losing")
_OF, _BEFORE_OFF = 2, vocabulary(", ; - – and or but trading traded")  # words of "increase of 60"
_LOSSES = vocabulary("loss losses retreat pullback sell-off correction")
_AGREED = vocabulary("contract contracts")


@dataclass(frozen=True, slots=True)
class Role:
    """What a quantity does in its sentence; ``cue`` is the token of the word that says so."""

    part: Part = "level"
    standing: Standing = "current"
    cue: int | None = None
    direction: str | None = None
    rule: str = "level"


class Changes:
    """The grammar of rising and falling."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._change = scheme(lexicon, "change")
        self._constant = scheme(lexicon, "not-change")
        self._growing = Growing(lexicon, self.direction)
        self._pace = lexicon.words_of("pace")
        self._degrees = frozenset(unit.code for unit in lexicon.units if unit.dimension == "temperature")
        self._measured = self._degrees | {unit.code for unit in lexicon.units if unit.dimension == "length"}
        self._bulk = frozenset(unit.code for unit in lexicon.units if unit.dimension in ("mass", "volume"))
        self._durations = frozenset(unit.code for unit in lexicon.units if unit.dimension == "duration")
        self._standings = Standings(lexicon, grammar, self.direction, self._durations)

    def direction(self, frame: Frame, i: int) -> str | None:
        """Return "up", "down" or "level" where a change word stands at token i."""
        hit = self._moves(frame).get(i)
        return hit.value if hit else None

    def _moves(self, frame: Frame) -> dict[int, Hit[str]]:
        """Return the words of change, without those of "women make up a third of the staff"."""
        known: dict[int, Hit[str]] | None = frame.memo.get(_MOVED)
        if known is None:
            known = frame.memo[_MOVED] = self._moved(frame)
        return known

    def _moved(self, frame: Frame) -> dict[int, Hit[str]]:
        found, held = self._change.places(frame), self._constant.places(frame)
        if not found or not held:
            return found
        sums = {
            frame.range(q.span)[0]
            for q in frame.quantities
            if isinstance(q.value, Quantity) and (money(q.value) or q.value.unit in ("percent", "point"))
        }
        fell = (
            hit
            for hit in held.values()
            if not (hit.last in sums and (frame.lower(hit.last - 1) == "down" or frame.lower(hit.first) in _GIVING))
        )
        within = {i for hit in fell for i in range(hit.first, hit.last)}  # but "closed down $4", "gave up 1 percent"
        return {i: hit for i, hit in found.items() if i not in within}

    def role(self, frame: Frame, mention: Mention) -> Role:
        """Return the part a quantity plays."""
        amount = amount_of(frame, mention)
        change, standing = self._change_before(amount), self._standings.of(amount)
        told = (
            (self._anothers(amount) if standing == "prior" else None)
            or (self._left(amount, change) if amount.before == "from" else None)
            or (self._reached(amount, change, standing) if change is not None else None)
            or (self._departing(amount, change, standing) if amount.quantity.unit is not None else None)
            or self._behind(amount, change, standing)
        )
        if told is not None:
            return told
        if change is not None and of_whole(amount, change):
            change = None  # "fell to 575,000 tonnes, 28 percent of its needs"
        if change is not None and (rule := self._by_verb(amount, change)) is not None:
            return self._changed(frame, standing, change, rule)
        if amount.relative and amount.before == "of" and frame.lower(amount.place - 1) in _LOSSES:
            return Role("change", standing, amount.place - 1, "down", "change.of")  # "a loss of more than 3 percent"
        if amount.relative and amount.before == "off" and frame.lower(amount.place - 1) in _BEFORE_OFF:
            return Role("change", standing, amount.place, "down", "change.verb")  # "…, off 20 percent"
        if amount.quantity.value < 0 and amount.relative and amount.before not in ("at", "to"):
            return Role("change", standing, None, "down", "change.sign")  # but "stays at minus 0.4 percent"
        return Role("level", standing, change, None, "level" if standing == "current" else f"standing.{standing}")

    def _changed(self, frame: Frame, standing: Standing, cue: int, rule: str) -> Role:
        return Role("change", standing, cue, self.direction(frame, cue), rule)

    def _change_before(self, amount: Amount) -> int | None:
        frame, first = amount.frame, amount.first
        begin, level = max(amount.begin, first - _REACH), None
        if amount.before == "to" and frame.lower(amount.place - 1) == ",":
            begin = first - _REACH  # "rose 3 percent, or 11 cents, to $4"
        for i, hit in reversed(self._moves(frame).items()):
            if begin <= i < first and not (frame.lower(i) in ("more", "less") and frame.lower(i + 1) == "than"):
                if amount.before != "by" or hit.value != "level":
                    return i
                level = i if level is None else level  # "increased total capacity by 900"
        return level

    def _anothers(self, amount: Amount) -> Role | None:
        """Return the role of a value compared with that is no earlier one, but somebody else's."""
        if not self._standings.anothers(amount):
            return None
        way = self.direction(amount.frame, amount.last)  # "against a 2 percent rise in …"
        return Role("change" if way else "level", "current", amount.last if way else None, way, COMPARED)

    def _left(self, amount: Amount, change: int | None) -> Role | None:
        """Return the role of an amount after "from" that something moved away from."""
        frame, quantity, first, last = amount.frame, amount.quantity, amount.first, amount.last
        moved = (
            change is not None
            or goes_to(frame, last, quantity)
            or came_to(frame, amount.mention, first)
            or self._trails(frame, first)
        )
        if not moved or frame.lower(amount.place - 1) in _GROWTH:
            return None
        grown = self._growing.rate(frame, quantity, last)
        if grown is not None:
            return Role("change", "prior", last, grown, "change.noun-after")
        return Role("level", "prior", change, None, "change.from")

    def _reached(self, amount: Amount, change: int, standing: Standing) -> Role | None:
        """Return the role of the level that a change leads to, or of the pace that it slows to."""
        frame, before, first = amount.frame, amount.before, amount.first
        grown = "growth" in frame.lows[max(0, change - 1) : change + 1]  # "growth bounced back to 14 percent"
        if before == "to" and amount.quantity.unit == "percent" and (grown or frame.lower(change) in self._pace):
            return Role("change", standing, change, None, "change.pace")  # "construction slowed to 7.2 percent"
        if standing == "current":
            if frame.lower(first - 1) == "at" and crosses(frame, change, first):
                return Role("level", "current", change, None, "change.at")  # "profit rises 22% to $5m, margin at 8%"
            if before in ("to", "below", "above"):
                return Role("level", "current", change, self.direction(frame, change), f"change.{before}")
        lowest = frame.lower(first) == "as" and frame.lower(first + 1) in _EXTREMES  # "fell as low as $58"
        below = lowest or frame.lower(first) in _LIMITS  # "fall below 8 percent"
        if below or (before == "of" and is_summit(frame, amount.place - 1, standing)):
            return Role("level", standing, change, self.direction(frame, change), "change.to")
        return None

    def _departing(self, amount: Amount, change: int | None, standing: Standing) -> Role | None:
        """Return the role of a rate that grows, or of what lies above or below something else."""
        frame, unit, last = amount.frame, amount.quantity.unit or "", amount.last
        rated = "/" in unit and not currency(unit.partition("/")[0])
        if (
            rated
            and unit[:2] != "1/"
            and "growth" in frame.lows[max(amount.begin, amount.first - _REACH) : amount.first]
        ):
            return Role("change", standing, change, "up", "change.growth")  # "demand growth was seen at 1.7 mbpd"
        if rated and frame.lows[last : last + 2] == ("of", "the") and self.direction(frame, last + 2):
            return self._changed(frame, standing, last + 2, "change.part")  # "… of the rise"
        if not (amount.relative or rated or unit in self._degrees) or amount.before in _LIMITS:
            return None
        if change is not None and self.direction(frame, change) != "level" and not stands(frame, amount.first, change):
            return None
        ahead = frame.lows[last : last + 2] == ("ahead", "of") and last + 2 in frame.timed  # "8 percent ahead of 2018"
        if ahead or frame.lower(last) in ("above", "below"):
            return Role("change", standing, last, None, "change.beside")  # "22 percent below the record of 2005"
        return None

    def _behind(self, amount: Amount, change: int | None, standing: Standing) -> Role | None:
        """Return the role of an amount that words behind it, or its own verb, make a change."""
        frame, quantity, last = amount.frame, amount.quantity, amount.last
        if (moved := added(amount)) is not None:
            return Role("change", standing, moved[0], moved[1], ADDED)
        follower = self._follower(amount)
        if follower is not None:
            fewer = frame.lower(last) == "fewer" and frame.lower(last + 1) != "than"  # "2 million fewer visitors"
            told = fewer or amount.relative or quantity.unit is not None
            if told or self.direction(frame, follower) is None:
                return Role("change", standing, follower, self._growing.way(frame, follower), "change.noun-after")
        if self._growing.counted(frame, quantity, last):
            return self._changed(frame, standing, last, "change.than")
        if standing == "current" and change is not None and self._dealt(amount, change):
            return self._changed(frame, standing, change, "change.object")
        return None

    def _follower(self, amount: Amount) -> int | None:
        """Return the token behind an amount that makes a change of it."""
        if amount.quantity.unit in self._durations:
            return None  # "a five-year contract" shrinks nothing
        frame = amount.frame
        follower = self._growing.follower(frame, amount.last, amount.end, relative=amount.relative)
        if follower is None and amount.relative:
            return self._growing.headed(frame, amount.first, amount.last, amount.end)
        joined = amount.quantity.unit is not None and "-" in frame.lows[amount.first : amount.last]
        if follower is None or amount.relative or not (joined or amount.before in _WHICH):
            return follower  # but "a 12-metre boat sank"
        # "homes priced below $90,000 fell", "the number out of work for six months fell"
        return None if self._grammar.is_verb(frame, follower) else follower

    def _dealt(self, amount: Amount, change: int) -> bool:
        """Say whether a rate is what is cut or added: "will cut 176,000 bpd", "cuts would be 800,000 bpd"."""
        frame, unit = amount.frame, amount.quantity.unit or ""
        if "/" not in unit or currency(unit.partition("/")[0]) or self.direction(frame, change) == "level":
            return False
        place = place_before(frame, amount.first, change)
        copula = frame.lower(place) in BE and place - change <= _SHORT_OF and not self._grammar.is_verb(frame, change)
        return place == change or copula

    def _by_verb(self, amount: Amount, change: int) -> str | None:
        """Return the rule by which the word of change before an amount makes a change of it."""
        frame, quantity, first, last, before = amount.frame, amount.quantity, amount.first, amount.last, amount.before
        if self.direction(frame, change) == "level" or passed(self._grammar, frame, change, first):
            return None
        if before == "by" and frame.lower(amount.place + 1) != "the":
            margin = frame.lower(change) in _BEATEN and not amount.relative  # "lost the vote by 166"
            return None if margin else "change.by"
        if before == "of" and amount.relative and not (is_verb_form(frame, change) or parted(frame, change, first)):
            return "change.of"
        # "to reduce emissions 80 percent": the object stands between verb and amount
        near = first - change <= _NEAR or frame.lower(change - 1) == "to" or self._grammar.is_verb(frame, change)
        if amount.relative and near and before not in ("of", "for", "in"):
            return "change.verb"
        counted = quantity.unit is not None or (quantity.noun is None and frame.lower(last) in _BASES)
        lasts = quantity.unit in self._durations
        agreed = lasts and frame.lower(change) in _AGREED  # "contracts of one year or more"
        if not counted and before == "of" and first - change == _OF and since_then(frame, quantity, last):
            return "change.of"  # "an increase of 60 cases from the previous week"
        if before == "of" and counted and first - change <= _NEAR and not (agreed or describes(frame, change, first)):
            return "change.of"
        united = quantity.unit is not None and not lasts
        if near and united and (self._moves_alone(amount, change) or goes_to(frame, last, quantity)):
            return "change.then-level"
        if first - change == 1 and frame.lower(change) in _STEPPING and steps(frame, change, last, quantity):
            return "change.step"
        return None

    def _moves_alone(self, amount: Amount, change: int) -> bool:
        """Say whether a word of change right before a sum, points or a length needs no level to follow."""
        frame, quantity, first, last = amount.frame, amount.quantity, amount.first, amount.last
        if first - change == 1:
            if frame.lower(change) in ("up", "down") and frame.lower(change - 1) in _STOPS:
                return True  # "were down $2.15, or 6.7 percent", not "conjures up 60 million"
            each = frame.lower(last + 1) == "share" or frame.lower(last - 1) == "share"  # "lost 9 cents a share"
            verbs = MOVING if each or frame.lower(last - 1) not in CENTS else MOVING | _ADDING
            if frame.lower(change) in verbs and (money(quantity) or quantity.unit == "point"):
                return True
            if told_as_share(frame, last) or (quantity.unit in self._bulk and swells(frame, change, last)):
                return True  # "losing $0.49 or about 0.59 percent", "stocks surged 749,000 barrels"
        return drifts(frame, self._moves(frame)[change], first, last, quantity, self._measured)

    def _trails(self, frame: Frame, first: int) -> bool:
        """Say whether "from" follows a comma after a change: "has fallen to 14 because of …, from 22"."""
        place = place_before(frame, first, 0)
        told = [i for i in self._moves(frame) if i < place] if frame.lower(place - 1) == "," else []
        return any(told[0] < value < place for value in frame.valued) if told else False
