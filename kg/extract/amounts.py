"""Quantity in its frame → where it stands, and the word before it that is more than "about" or "nearly"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity
from kg.values import dataclass

_SMALL = vocabulary(
    "an a the about around some nearly almost just only roughly over more than at least as much further "
    "another record new total"
)
_AVERAGE = ("an", "average", "of")
_RELATIVE = ("percent", "percentage_point", "basis_point")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity, tokens ``first`` to ``last``, in its clause, tokens ``begin`` to ``end``."""

    frame: Frame
    mention: Mention
    quantity: Quantity
    first: int
    last: int
    begin: int
    end: int
    place: int  # of the word before, past those that only qualify the amount
    before: str  # that word, empty where the clause begins with the amount
    relative: bool  # a share, or points of one


def amount_of(frame: Frame, mention: Mention) -> Amount:
    """Return a quantity with its place in the sentence."""
    quantity = mention.value
    if not isinstance(quantity, Quantity):
        raise TypeError("an amount is of a quantity")
    first, last = frame.range(mention.span)
    begin, end = frame.clauses[frame.clause(first)]
    place = place_before(frame, first, begin)
    if frame.lows[place - 2 : place + 1] == _AVERAGE and place - 2 > begin:
        place = place_before(frame, place - 1, begin)  # "declined an average of 69 percent"
    before = frame.lower(place) if place >= begin else ""
    return Amount(frame, mention, quantity, first, last, begin, end, place, before, quantity.unit in _RELATIVE)


def place_before(frame: Frame, first: int, begin: int) -> int:
    """Return the token before an amount, past the words that only qualify it: "to" in "to a record 9 million".

    So is a time that possesses it: "from" in "from April's 8.8 billion".
    """
    i = first - 1
    while i > begin and frame.lower(i) in _SMALL:
        i -= 1
    timed = frame.timed
    if i > begin and frame.lower(i) == "'s" and (i in timed or i - 1 in timed):
        i -= 1
        while i > begin and (i in timed or frame.lower(i) == "the"):
            i -= 1
    return i


def crosses(frame: Frame, first: int, last: int) -> bool:
    """Say whether another value stands between two tokens."""
    return any(first <= place < last for place in frame.valued)
