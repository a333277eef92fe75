"""Two values of one sentence → how the second leans on the first: joined, converted, left elliptic."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity

_WHOLE = 100  # percent
_CONVERTING = vocabulary("( or , about around nearly some roughly that is equivalent to")


class Pairs:
    """Compares a value with the one before it."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures

    def joined(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether two values stand side by side: "$2.52 a share on revenue of $27.53 billion"."""
        last, first = frame.range(one.span)[1], frame.range(other.span)[0]
        words = [frame.lower(i) for i in range(last, first)]
        if self.restated(frame, one, other):
            return True
        return (
            len(words) <= 5 and bool({"and", "on", "or"} & set(words)) and frame.clause(last - 1) == frame.clause(first)
        )

    def restated(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether a value says the one before in other words: "$3 billion, or $1.05 per share"."""
        words = frame.lows[frame.range(one.span)[1] : frame.range(other.span)[0]]
        return "or" in words and set(words) <= {",", "or"}

    def converted(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether a value is another in other units: "6.82 trillion yen ($51.4 billion)"."""
        left, right = one.value, other.value
        if not isinstance(left, Quantity) or not isinstance(right, Quantity) or left.unit == right.unit:
            return False
        words = [frame.lower(i) for i in range(frame.range(one.span)[1], frame.range(other.span)[0])]
        alike = self._measures.kinds(left) & self._measures.kinds(right)
        return bool(alike) and bool({"(", "or", "is"} & set(words)) and set(words) <= _CONVERTING

    def elliptic(self, frame: Frame, mention: Mention, role: Role, chosen: Chosen) -> bool:
        """Say whether a value leaves out what the one before named: "A won 42 seats and B took 31"."""
        if chosen.rule.startswith("change."):
            return True
        quantity = mention.value
        if not isinstance(quantity, Quantity) or quantity.unit is not None or quantity.noun is not None:
            return False
        here = (
            chosen.cue is not None
            and frame.clause(chosen.cue[0]) == frame.clause(frame.range(mention.span)[0])
            and chosen.cue[0] != role.cue  # "construction lost 13,000": of jobs, as the value before
        )
        return role.part == "level" and not here and chosen.rule != "measure.list"

    def from_level(self, frame: Frame, level: Mention, mention: Mention) -> bool:
        """Say whether a value is what a level moved from: "fell to $2 billion, or 72 cents a share, from $3bn"."""
        return frame.lower(frame.range(mention.span)[0] - 1) == "from" and self.same_unit(level, mention)

    def united(
        self, frame: Frame, before: tuple[Mention, Role], mention: Mention, role: Role, *, refers: bool
    ) -> Mention:
        """Return a bare value with the unit of the one before that it leaves out.

        "12 million tonnes, down from 14 million"; "48 percent to 41"; "500 million euros; another put the figure at 700
        million". What follows a change is of another kind: "up 5 percent to 300".
        """
        one, other = before[0].value, mention.value
        if not isinstance(one, Quantity) or not isinstance(other, Quantity):
            return mention
        if one.unit is None or "/" in one.unit or other.unit is not None or other.noun is not None or other.ordinal:
            return mention
        if before[1].part == "change":
            return mention
        (begin, end), first = frame.range(before[0].span), frame.range(mention.span)[0]
        link = frame.lower(first - 1)
        if one.unit == "percent":
            contest = link == "to" and first - end == 1 and role.part == "level" and role.rule == "level"
            same = contest or (link in ("on", "at") and link == frame.lower(begin - 1)) or role.standing == "prior"
            if not same or other.value > _WHOLE:
                return mention
        elif not (refers or role.standing == "prior"):
            return mention
        return replace(mention, value=replace(other, unit=one.unit))

    def alike(self, one: Mention, other: Mention) -> bool:
        """Say whether two values are both bare counts."""
        return self.same_unit(one, other) and isinstance(one.value, Quantity) and one.value.unit is None

    def same_unit(self, one: Mention, other: Mention) -> bool:
        """Say whether two values have one unit, or none."""
        left, right = one.value, other.value
        return isinstance(left, Quantity) and isinstance(right, Quantity) and left.unit == right.unit
