"""Amount of a change that went down → a negative amount, with its bounds: rising and falling are two things.

What is said of the size of a fall ("more than 90 percent") bounds it from above: less than -90.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.extract.changes import Role
from kg.model import Modality, Quantity

_ENDINGS = ("Change", "Growth")
_TURNED: dict[Modality, Modality] = {
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
}


def signed(quantity: Quantity, role: Role, measure: str) -> Quantity:
    """Return the quantity with its sign, where it is how far something of this measure went down."""
    fallen = role.part == "change" and role.direction == "down" and measure.endswith(_ENDINGS)
    if not fallen or quantity.value <= 0:
        return quantity
    return replace(
        quantity,
        value=-quantity.value,
        low=_below(quantity.high),
        high=_below(quantity.low),
        modality=_TURNED.get(quantity.modality, quantity.modality),
    )


def _below(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount
