"""Time beside a value → what of it the value is of: all of it, its end, or the time since then."""

from __future__ import annotations

from kg.extract.fiscal import fiscal
from kg.extract.frame import Frame
from kg.extract.intervals import at_the_end
from kg.extract.words import vocabulary
from kg.model import Mention, Time
from kg.values import replace

_BEGINNING = 8  # words from "since" to the time at which something began
_BEGAN = vocabulary("began started broke erupted launched introduced founded opened")
_STANDING, _MOVED = vocabulary("is are 's 're"), vocabulary("up down higher lower")
_PERFECT, _TO_COME = vocabulary("has have 've been"), vocabulary("will would expects expected expect forecast to")


def reached(frame: Frame, mention: Mention) -> object:
    """A value "by 2024" is one of 2024, not of all the time until then."""
    time, at = mention.value, frame.at(mention.span.start)
    if not isinstance(time, Time):
        return time
    time = at_the_end(frame, time, at)
    if time.point in ("until", "before") and "by" in (frame.lower(at), frame.lower(at - 1)):
        return replace(time, point="in")
    if time.point == "in" and _begun(frame, at):
        return replace(time, point="since")
    if _so_far_in(frame, time, at):
        return replace(time, point="since")  # "has risen 5 percent this year": up to the day of the article
    return fiscal(frame, time)


def _so_far_in(frame: Frame, time: Time, at: int) -> bool:
    """Say whether something has happened within a period that goes on: "have lost 5 percent this year"."""
    if frame.lower(at) != "this" or time.start is None or time.end is None or (time.end - time.start).days <= 1:
        return False
    begin, end = frame.clauses[frame.clause(at)]
    clause = frame.lows[begin:end]
    stands = any(
        low in _STANDING and frame.lower(i + 1) in _MOVED for i, low in enumerate(frame.lows[begin:end], begin)
    )
    return (stands or not _PERFECT.isdisjoint(clause)) and _TO_COME.isdisjoint(clause) and time.point == "in"


def has_since(frame: Frame, first: int) -> bool:
    """Say whether a value is what something has come to since it was told of: "has since dropped to 7 percent"."""
    begin = frame.clauses[frame.clause(first)][0]
    return any(frame.lows[i] == "since" and frame.lows[i - 1] in _PERFECT for i in range(begin + 1, first))


def since(frame: Frame, mention: Mention) -> bool:
    """Say whether a time is one since which something is told: also "since the invasion in May"."""
    return isinstance(mention.value, Time) and (
        mention.value.point == "since" or _begun(frame, frame.at(mention.span.start), event=True)
    )


def _begun(frame: Frame, at: int, *, event: bool = False) -> bool:
    """Say whether a time is that of a beginning from which is counted: "4,300 since the revolt began in March"."""
    near = frame.lows[max(0, at - _BEGINNING) : at]
    if "since" not in near:
        return False
    words = near[near.index("since") + 1 :]
    named = event and len(words) > 2 and words[0] == "the" and words[-1] in ("in", "on") and "," not in words
    return named or not _BEGAN.isdisjoint(words)
