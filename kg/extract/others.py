"""Time and values of one sentence → whether the time is another value's: one that this value is held against."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity, Span, Time

_EARLIER = frozenset({"from", "with", "than", "versus", "against"})
_HELD = 4  # words from "with" to an earlier value
_WITH_THE = 2  # words of "on the 2019 election" before the year
_PHASES = vocabulary("late early")
_AGAINST = vocabulary("below above compared against versus than from double triple half twice")
_MOVED, _AFTER = vocabulary("up down"), frozenset({"after", "following"})
_WITHIN = vocabulary("in on at during of for")
_FAR_BEHIND = 12  # … where no comma stands between
_PRICES, _PIVOT = vocabulary("close price finish closing settlement"), 4  # words from "above" to "close"
_TOWARDS = vocabulary("to over above below than from against")
_RIGHT_BEHIND = 4  # words from the other value to its time: "the 72 percent recorded in 2019"


def compared(frame: Frame, at: int, span: Span) -> bool:
    """Say whether a time belongs to another value, an earlier one: "from 7.2 percent in November"."""
    for other in frame.quantities:
        first, last = frame.range(other.span)
        if isinstance(other.value, Quantity) and other.value.noun is not None:
            last = max(last, frame.range(other.value.noun)[1])  # "as against 1,500 units in November 2021"
        if not 0 <= at - last <= 1 + (frame.lower(last) in _PHASES) or other.span.overlaps(span):
            continue
        begin = first - 1
        if frame.lower(begin) == "over" and begin - 1 in frame.counted:  # "up 37 percent over 51,654 units"
            return True
        while (
            begin > 0
            and first - begin < _HELD
            and frame.lower(begin) not in _EARLIER
            and frame.tokens[begin].text.isalpha()
        ):
            begin -= 1  # "compared with a profit of 88 million in the same period last year"
        if frame.lower(begin) in _EARLIER and not frame.lower(begin + 1).endswith("ed"):
            return True  # but "more than doubled to $83 million in 2012"
    return False


def beside_another(frame: Frame, mention: Mention, last: int, at: int) -> bool:
    """Say whether a time is that of what a value is held against: "was 71 percent, just below the 72 recorded in 2019".

    A value that ends at token ``last`` is no count "since" a time that only a change told after it has: "has reached 8
    million, up 670,000 since May".
    """
    if _of_price(frame, last, at):
        return True
    if frame.lower(last) == "on" and at - last <= _WITH_THE and frame.tokens[at].text.isdigit():
        return not _MOVED.isdisjoint(frame.lows[max(0, last - _HELD) : last])  # "up 3 points on the 2019 election"
    between = [place for place in frame.valued if last < place < at]
    if between and not _AFTER.isdisjoint(frame.lows[last : between[0]]) and at - between[-1] <= _RIGHT_BEHIND + 1:
        return True  # "shrank 3.4 percent after a 3.2 percent drop in the second quarter"
    if not between or "," not in frame.lows[last : between[0]]:
        return False
    behind = at - between[-1]  # "down from 17 percent in a Lakeside University survey last September"
    if behind > _RIGHT_BEHIND + 2 and (behind > _FAR_BEHIND or "," in frame.lows[between[-1] : at]):
        return False
    words = frame.lows[last : between[-1]]
    begin = words.index(",")
    since = isinstance(mention.value, Time) and mention.value.point == "since"
    return not _AGAINST.isdisjoint(words[begin:]) or (since and not _MOVED.isdisjoint(words[begin:]))


def _of_price(frame: Frame, last: int, at: int) -> bool:
    """Say whether a day behind a value is that of a price it is held against: "5 percent above its close on Monday"."""
    place = at - 1 - (frame.lower(at - 1) == "on")
    if place in frame.counted:  # "to the closing price of $26.80 on Friday"
        while place > last and (place in frame.counted or frame.lower(place) in ("of", "at")):
            place -= 1
    if not last < place or frame.lower(place) not in _PRICES:
        return False
    return not _TOWARDS.isdisjoint(frame.lows[max(last, place - _PIVOT) : place])


def names_another(frame: Frame, at: int, end: int) -> bool:
    """Say whether a time that follows a value only tells which thing is meant: "matching May's pace"."""
    than = next((i for i in range(at - 1, max(0, at - _HELD - 2), -1) if frame.lower(i) == "than"), 0)
    if than and frame.lower(than - 1).endswith("er") and frame.counted.isdisjoint(range(than, at)):
        return True  # "lower than in any month of 2008"
    return frame.lower(end) == "'s" and frame.lower(at - 1) not in _WITHIN and frame.lower(at - 2) not in _WITHIN


def for_doing(frame: Frame, last: int, at: int) -> bool:
    """Say whether a time is of the deed that a value is for: "fined $3 million for polluting a river in 2015"."""
    return "for" in frame.lows[last:at] and any(
        frame.lower(i) == "for" and frame.lower(i + 1).endswith("ing") for i in range(last, at - 1)
    )
