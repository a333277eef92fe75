"""Toll whose clause tells no time → the time that the words after it tell of the same deed.

"15 men, 14 of them beheaded, were found on Saturday", "14 people died and 86 were hurt on Tuesday".
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.model import Mention, Time

_OF_THEM = ("of", "them")
_AND = frozenset({"and", ","})
_DAYS = 3
_AWAY = 8  # words from the verb to the time


def told_next(grammar: Grammar, frame: Frame, dated: Sequence[Mention], first: int) -> Mention | None:
    """Return the day that the next clause gives for a toll as well, None where it tells of something else."""
    place = frame.valued.index(first) + 1 if dated and first in frame.valued else 0
    if not 0 < place < len(frame.valued):
        return None
    number, other = frame.clause(first), frame.clause(frame.valued[place])
    begin, end = frame.clauses[other]
    after = frame.range(frame.quantities[place].span)[1]
    if frame.lows[after : after + 2] == _OF_THEM:  # "22 people, 14 of them women, were killed on Monday"
        comma = next((i for i in range(after, end) if frame.lower(i) == ","), end)
        verb = next((i for i in range(comma + 1, min(comma + 3, end)) if grammar.is_verb(frame, i)), None)
    else:  # "14 people died and 86 were hurt on Tuesday"
        follows = other == number + 1 and frame.valued[place] == begin + (frame.lower(begin) in _AND)
        verb = grammar.verb(frame, other) if follows and grammar.verb(frame, number) is not None else None
    if verb is None:
        return None
    for mention in dated:
        time, at = mention.value, frame.at(mention.span.start)
        if verb < at < min(end, verb + _AWAY) and isinstance(time, Time) and time.start and time.end:
            day = time.point == "in" and (time.end - time.start).days <= _DAYS
            return mention if day else None
    return None
