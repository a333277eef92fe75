"""Words right after an amount → the change they make of it: "13 percent more power", "27,000 more than in March"."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.frame import Frame
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Quantity

_MORE = vocabulary("more fewer less lower higher")
_GROWTH = vocabulary("growth rise increase gain fall drop decline")
_EARLIER = vocabulary("earlier ago before previously previous forecast expected")
_ENDS = frozenset({",", "."})
_STOPS = vocabulary("of in to from for and or but ,")  # "more than $10 and less than $50", "$1 billion for up to 90"
_THINGS = vocabulary("contract contracts expansion raised")  # "a $90 million contract", "the $9 billion raised in 2018"
_NOUNS = 6  # words of "more people in work than"
_BASE = 8  # words of "than in the three months to March"


class Growing:
    """Reads what stands behind an amount."""

    def __init__(self, lexicon: Lexicon, direction: Callable[[Frame, int], str | None]) -> None:
        self._direction = direction
        self._comparatives = {cue.text: cue.sense for cue in lexicon.cues_of("comparative")}

    def way(self, frame: Frame, i: int) -> str | None:
        """Return whether the word of a change after its amount tells of more or of less."""
        return self._direction(frame, i) or self._comparatives.get(frame.lower(i))

    def follower(self, frame: Frame, last: int, end: int, *, relative: bool) -> int | None:
        """Return the token right after an amount, or one on, that makes a change of it."""
        for i in range(last, min(last + 2, end)):
            word = frame.lower(i)
            if i == last and relative and word in self._comparatives:
                return i  # "0.2 percent smaller"
            if self._direction(frame, i) in ("up", "down") and word != "cut" and (relative or word not in _THINGS):
                likely = frame.lower(i + 1) == "likely"
                settled = i == last and (i + 1 in frame.timed or frame.lower(i + 1) in _ENDS)  # "$4 billion more, …"
                told = settled or frame.lower(i + 1) == "than"
                if word in _MORE and not told and (likely or not relative) and word[-2:] != "er":
                    return None  # "12 more bodies", but "13 percent more electricity"
                return i
            if word in _STOPS:
                return None
        return None

    def rate(self, frame: Frame, quantity: Quantity, last: int) -> str | None:
        """Return which way an earlier rate of growth went: "down from 4.2 percent growth in July"."""
        return self._direction(frame, last) if quantity.unit == "percent" and frame.lower(last) in _GROWTH else None

    def counted(self, frame: Frame, quantity: Quantity, last: int) -> bool:
        """Say whether a count is held against an earlier one: "27,000 more than in the previous quarter"."""
        if quantity.unit is not None or frame.lower(last) not in _MORE:
            return False
        than = next((i for i in range(last + 1, min(last + _NOUNS, frame.size)) if frame.lower(i) == "than"), None)
        if than is None or any(last < place < than for place in frame.valued):
            return False
        if not _EARLIER.isdisjoint(frame.lows[than : than + _BASE]):
            return True
        return any(than < frame.at(time.span.start) < than + _BASE for time in frame.times)
