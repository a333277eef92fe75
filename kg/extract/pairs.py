"""Two values of one sentence → how the second leans on the first: joined, converted, left elliptic."""

from __future__ import annotations

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity

_CONVERTING = vocabulary("( or , about around nearly some roughly that is equivalent to")


class Pairs:
    """Compares a value with the one before it."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures

    def joined(self, frame: Frame, one: Mention, other: Mention) -> bool:
        """Say whether two values stand side by side: "$2.52 a share on revenue of $27.53 billion"."""
        last, first = frame.range(one.span)[1], frame.range(other.span)[0]
        words = [frame.lower(i) for i in range(last, first)]
        return (
            len(words) <= 5 and bool({"and", "on", "or"} & set(words)) and frame.clause(last - 1) == frame.clause(first)
        )

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
        here = chosen.cue is not None and frame.clause(chosen.cue[0]) == frame.clause(frame.range(mention.span)[0])
        return role.part == "level" and not here and chosen.rule != "measure.list"

    def alike(self, one: Mention, other: Mention) -> bool:
        """Say whether two values are both bare counts."""
        return self.same_unit(one, other) and isinstance(one.value, Quantity) and one.value.unit is None

    def same_unit(self, one: Mention, other: Mention) -> bool:
        """Say whether two values have one unit, or none."""
        left, right = one.value, other.value
        return isinstance(left, Quantity) and isinstance(right, Quantity) and left.unit == right.unit
