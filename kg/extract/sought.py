"""A value whose owner is looked for, with what the rules of owners ask of it."""

from __future__ import annotations

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.model import Mention, Quantity
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """A value in its sentence: its tokens are ``first`` up to ``last``, with its noun up to ``noun_end``."""

    page: Page
    frame: Frame
    mention: Mention
    chosen: Chosen
    change: Role | None
    first: int
    last: int
    noun_end: int
    quantity: Quantity | None

    @property
    def share(self) -> bool:
        """Say whether the value is a percentage."""
        return self.quantity is not None and self.quantity.unit == "percent"

    @property
    def summed(self) -> bool:
        """Say whether the value has a unit: a sum or a size, nothing counted."""
        return self.quantity is not None and bool(self.quantity.unit)

    @property
    def ranking(self) -> bool:
        """Say whether the value is a place in an order, as in "15th in the league"."""
        return self.quantity is not None and self.quantity.unit == "rank"

    @property
    def wanted(self) -> tuple[str, ...]:
        """Return the classes of those who own such a measure."""
        return self.chosen.measure.subject_classes if self.chosen.measure is not None else ()

    @property
    def possessive(self) -> float:
        """Return what being a possessor adds for a measure that is possessed."""
        return 2.0 if self.chosen.owner == "possessor" else 0.0

    @property
    def expected(self) -> bool:
        """Say whether somebody expects the value."""
        return self.change is not None and self.change.standing == "expected"

    @property
    def back(self) -> bool:
        """Say whether the value is expected of what the sentence before told."""
        return self.expected and self.chosen.rule == "measure.sentence-before"


def sought(page: Page, frame: Frame, mention: Mention, chosen: Chosen, change: Role | None) -> Sought:
    """Return a value as one whose owner is looked for."""
    first, last = frame.range(mention.span)
    quantity = mention.value if isinstance(mention.value, Quantity) else None
    end = last
    if quantity is not None and quantity.noun is not None:
        end = max(last, frame.range(quantity.noun)[1])
    if chosen.cue is not None and end <= chosen.cue[0] <= end + 1:
        end = chosen.cue[1]  # "the 75-year anniversary of NATO"
    if change is not None and change.cue is not None and last <= change.cue <= last + 2:
        end = max(end, change.cue + 1)  # "a 5-point jump for Clinton"
    return Sought(page, frame, mention, chosen, change, first, last, end, quantity)
