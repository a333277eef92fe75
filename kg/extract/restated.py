"""Value said twice, "$3 billion, or $1 a share" → the other words for it, and the time that they share."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.frame import Frame
from kg.extract.intervals import Validity
from kg.extract.phrases import Grammar
from kg.model import Mention, Quantity, Span

WHEN = "when"  # key of a frame's memo: the time of the value that ends at a token


def other_words(frame: Frame, last: int) -> Span | None:
    """Return the value that says again after "or" what ends at a token: "$3 billion, or $1 a share, a year earlier"."""
    place = last + 1 if frame.lower(last) == "," else last
    if frame.lower(place) != "or" or place + 1 not in frame.valued:
        return None
    return frame.quantities[frame.valued.index(place + 1)].span


def with_other(frame: Frame, last: int) -> int:
    """Return the end of a value with that of the other words for it."""
    other = other_words(frame, last)
    if other is None:
        return last
    end = frame.range(other)[1]
    return end + 1 if frame.lower(end) == "," else end


def counted(frame: Frame, span: Span, last: int) -> int:
    """Return the end of a value with the noun that it counts: "1,200 jobs"."""
    for mention in frame.quantities:
        if mention.span == span and isinstance(mention.value, Quantity) and mention.value.noun is not None:
            return max(last, frame.range(mention.value.noun)[1])
    return last


def same_before(frame: Frame, first: int) -> Validity | None:
    """Return the time of a value that this one says in other words, where its words give one: "$3 billion, or $1"."""
    if frame.lower(first - 1) != "or":
        return None
    end = first - 2 if frame.lower(first - 2) == "," else first - 1
    told: Validity | None = frame.memo.get((WHEN, end))
    return replace(told, rule="time.in-other-words") if told is not None and told.basis != "attested" else None


def moved_from(grammar: Grammar, frame: Frame, level: Mention, mention: Mention) -> bool:
    """Say whether an earlier value follows its level behind a comma: "52 percent of voters, down from 59 percent"."""
    first, (begin, last) = frame.range(mention.span)[0], frame.range(level.span)
    if frame.lows[first - 3 : first] not in ((",", "down", "from"), (",", "up", "from")):
        return False
    apart = any(frame.lower(i) == "," or grammar.is_verb(frame, i) for i in range(last, first - 3))
    joined = any("-" in frame.lower(i) for i in range(begin, last))  # "95 seats in the 240-seat chamber, up from 84"
    one, other = level.value, mention.value
    alike = isinstance(one, Quantity) and isinstance(other, Quantity) and one.unit == other.unit
    return alike and not apart and not joined
