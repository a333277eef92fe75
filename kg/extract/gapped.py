"""Value after one of a change → the change that its own words leave out: "rose 2 percent in May and 3 in June"."""

from __future__ import annotations

from kg.extract.amounts import place_before
from kg.extract.changes import Role
from kg.extract.frame import Frame
from kg.extract.pairs import Pairs
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity
from kg.values import replace

_PARTS = ("percent", "point")
_JOINING = vocabulary("and but then")
_BETWEEN = vocabulary("by about some nearly almost around only just another over at least more than")
_PARTING = vocabulary("while with whereas as that which who after when because although though ; ( )")
_REACH = 20  # words from a change to the one that goes on
_RULE = "change.gapped"
_NEAR = 3  # words between an amount and the level it led to


class Gapped:
    """Reads changes whose verb stands before another value of the sentence."""

    def __init__(self, grammar: Grammar, pairs: Pairs) -> None:
        self._grammar, self._pairs = grammar, pairs

    def role(
        self,
        frame: Frame,
        before: tuple[Mention, Role],
        moved: tuple[Mention, Role] | None,
        mention: Mention,
        role: Role,
    ) -> Role:
        """Return the part of a value, a change where it goes on one; ``moved`` is the last share by which it rose."""
        value = mention.value
        if moved is not None and role.rule == "level":
            place = place_before(frame, frame.range(mention.span)[0], 0)
            if frame.lower(place) == "to" and before[1] is not moved[1] and before[1].rule == "change.by":
                near = place - frame.range(before[0].span)[1] <= _NEAR
                return replace(role, rule="change.to") if near else role  # "and by 9 among men to 61"
            if frame.lower(place) == "by" and frame.lower(place - 1) == "and":
                return replace(moved[1], standing=role.standing, rule="change.by")  # "fell by 10 to 80, and by 9 to 61"
        if role.part != "level" or not isinstance(value, Quantity) or value.unit is None:
            return role
        one, told = before
        if told.part == "change" and isinstance(one.value, Quantity) and one.value.unit != value.unit:
            shared = not {value.unit, one.value.unit}.isdisjoint(_PARTS)
            if shared and self._pairs.restated(frame, one, mention):
                return replace(told, standing=role.standing)  # "fell 12 cents, or 1 percent", "fell 1%, or 12 cents"
        if (
            moved is not None
            and role.rule == "level"
            and value.unit in _PARTS
            and self._goes_on(frame, moved[0], mention)
        ):
            return replace(moved[1], standing=role.standing, rule=_RULE)
        return role

    def _goes_on(self, frame: Frame, one: Mention, mention: Mention) -> bool:
        (first, last), end = frame.range(mention.span), frame.range(one.span)[1]
        place = first - 1
        while place > end and frame.lower(place) in _BETWEEN:
            place -= 1
        if frame.lower(place) not in _JOINING or first - end > _REACH:
            return False
        if frame.lower(last) == "of" or self._grammar.is_verb(frame, last):
            return False  # "… and 40 percent of it came from Asia", "and 40 percent came"
        words = frame.lows[end:place]
        if not _PARTING.isdisjoint(words) or any(self._grammar.is_verb(frame, i) for i in range(end, place)):
            return False
        return isinstance(one.value, Quantity) and one.value.unit == getattr(mention.value, "unit", None)
