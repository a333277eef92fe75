"""Words right after an amount → the change they make of it: "13 percent more power", "27,000 more than in March"."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.frame import Frame
from kg.extract.words import AUXILIARIES, BE, DETERMINERS, PRONOUNS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Quantity

_MORE = vocabulary("more fewer less lower higher")
_GROWTH = vocabulary("growth rise increase gain fall drop decline")
_EARLIER = vocabulary("earlier ago before previously previous forecast expected")
_ENDS = frozenset({",", "."})
_STOPS = vocabulary("of in to from for and or but ,")  # "more than $10 and less than $50", "$1 billion for up to 90"
_THINGS = vocabulary("contract contracts expansion raised")  # "a $90 million contract", "the $9 billion raised in 2018"
_STEPS = vocabulary("increase rise hike cut reduction decrease decline drop fall jump growth improvement deterioration")
_ONE = (DETERMINERS - {"no", "all", "both", "some"}) | {"'s"}
_MODIFIERS = 3  # words between "9.9 percent" and "increase"
_CUT = vocabulary("in to on by from for this next last , .")
_NOUNS = 6  # words of "more people in work than"
_NO_MODIFIER = _STOPS | AUXILIARIES | BE | DETERMINERS | PRONOUNS | vocabulary("on at by with than")
_ASIDE, _HIGHER = vocabulary(", ( ) or"), vocabulary("higher lower up down")
_AT = vocabulary("at to on in , .")
_IN = vocabulary("in to from")
_DASHES = vocabulary("- – — -- : ;")
_THERE, _AT_WORK = 5, {(who, where) for who in ("people", "men", "women") for where in ("in", "on", "out", "without")}
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
        if (aside := self._aside(frame, last)) is not None:
            return aside
        for i in range(last, min(last + 2, end)):
            word = frame.lower(i)
            if i == last and word in BE:
                return None  # "sales of £3 million were down on last year"
            if word in _DASHES:
                return None  # "a record 38 million tonnes - higher by"
            if i == last and relative and word in self._comparatives:
                return i  # "0.2 percent smaller"
            named = (word != "cut" or frame.lower(i + 1) in _IN) and (relative or word not in _THINGS)
            if named and self._direction(frame, i) in ("up", "down"):
                likely = frame.lower(i + 1) == "likely"
                settled = i == last and (i + 1 in frame.timed or frame.lower(i + 1) in _ENDS)  # "$4 billion more, …"
                told = settled or frame.lower(i + 1) == "than"
                if word in _MORE and not told and (likely or not relative) and word[-2:] != "er":
                    return None  # "12 more bodies", but "13 percent more electricity"
                return i
            if word in _STOPS:
                return None
        return None

    def _aside(self, frame: Frame, last: int) -> int | None:
        """Return which way an amount went that is told in two units: "settled 12 cents, or 0.3%, lower at $3"."""
        if frame.lower(last) not in _ASIDE:
            return None
        i = last + 1 + (frame.lower(last + 1) == "or")
        if i in frame.valued:  # the first of the two
            i = frame.range(frame.quantities[frame.valued.index(i)].span)[1]
            i += frame.lower(i) in _ASIDE
        elif frame.lower(last) == "or":
            return None
        link = frame.lower(i + 1)
        return i if i > last and frame.lower(i) in _HIGHER and (link in _AT or i + 1 in frame.timed) else None

    def headed(self, frame: Frame, first: int, last: int, end: int) -> int | None:
        """Return the noun of change that a share describes, past other words: "a 9 percent overall rates rise"."""
        if frame.lower(first - 1) not in _ONE:
            return None
        if frame.lower(last) == "cut" and frame.lower(last + 1) in _CUT:
            return last  # "a 10 percent cut in its budget"
        for i in range(last + 1, min(last + 2 + _MODIFIERS, end)):
            if not frame.tokens[i - 1].text[0].isalpha() or frame.lower(i - 1) in _NO_MODIFIER or i - 1 in frame.timed:
                return None
            if frame.lower(i) in _STEPS and not (i + 1 < end and frame.lower(i + 1) in _STEPS):
                return i
        return None

    def rate(self, frame: Frame, quantity: Quantity, last: int) -> str | None:
        """Return which way an earlier rate of growth went: "down from 4.2 percent growth in July"."""
        return self._direction(frame, last) if quantity.unit == "percent" and frame.lower(last) in _GROWTH else None

    def counted(self, frame: Frame, quantity: Quantity, last: int) -> bool:
        """Say whether a count is held against an earlier one: "27,000 more than in the previous quarter"."""
        if quantity.unit is not None or frame.lower(last) not in _MORE:
            return False
        if "there" in frame.lows[max(0, last - _THERE) : last] and frame.lows[last + 1 : last + 3] in _AT_WORK:
            return True  # "there were 51,000 more people in work"
        than = next((i for i in range(last + 1, min(last + _NOUNS, frame.size)) if frame.lower(i) == "than"), None)
        if than is None or any(last < place < than for place in frame.valued):
            return False
        if not _EARLIER.isdisjoint(frame.lows[than : than + _BASE]):
            return True
        return any(than < frame.at(time.span.start) < than + _BASE for time in frame.times)
