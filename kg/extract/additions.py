"""Amount that is added to something or taken off it → a change of that: "add $90 to the price", "wiped £2bn off"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.amounts import Amount
from kg.extract.cues import Hit
from kg.extract.words import DETERMINERS, PREPOSITIONS, PRONOUNS, vocabulary
from kg.lexicon import Measure

ADDED = "change.added"
_ADDING = vocabulary("add adds added adding tack tacks tacked")
_TAKING = vocabulary(
    "wipe wipes wiped wiping knock knocks knocked knocking shave shaves shaved shaving slice sliced slices slicing "
    "lop lops lopped take takes took taken taking strip strips stripped trim trims trimmed cut cuts cutting chop "
    "chopped erase erased erases erasing"
)
_OFF = vocabulary("off from")
_TO, _IN = frozenset({"to", "onto"}), frozenset({"in"})
_HEAD = 6  # words from "to" to what the amount is added to
EXTRA = frozenset({"extra", "additional"})
_EACH = vocabulary("a an per each every")  # "add $12 a month to the bill"


def added(amount: Amount) -> tuple[int, str] | None:
    """Return the verb that adds an amount to something or takes it off, and which way that moves it."""
    frame, verb, last = amount.frame, amount.place, amount.last
    way = "up" if amount.before in _ADDING else "down" if amount.before in _TAKING else None
    if way is None or (amount.quantity.unit is None and amount.quantity.noun is not None):
        return None  # "added 300 jobs to its staff"
    last += 2 * (frame.lower(last) in _EACH)
    if frame.lower(last) not in (_TO if way == "up" else _OFF) or last + 1 in frame.valued:
        return None
    if frame.lower(last + 1) in PRONOUNS:
        return None  # "would add 2,000 to it"
    return verb, way


def of_what_follows(hits: Sequence[Hit[Measure]], amount_end: int, lows: Sequence[str]) -> list[Hit[Measure]]:
    """Return the cues in the words right behind "to" or "off": those of what an amount is added to."""
    begin = next(
        (i + 1 for i in range(amount_end, min(amount_end + 3, len(lows))) if lows[i] in _TO | _OFF | _IN), len(lows)
    )
    begin += begin < len(lows) and lows[begin] in DETERMINERS
    stops = (i for i in range(begin, min(begin + _HEAD, len(lows))) if lows[i] in PREPOSITIONS or lows[i] == ",")
    end = next(stops, min(begin + _HEAD, len(lows)))
    return [hit for hit in hits if begin <= hit.first < end or hit.first < begin < hit.last]  # "in council tax"
