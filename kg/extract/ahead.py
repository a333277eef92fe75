"""Words around points of a poll → who is ahead by them: "Ann Lee leading by 5 points", "Lee's lead over Diaz"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.support import FAVOURED
from kg.extract.words import BE, vocabulary
from kg.model import Entity, Mention

TELLING = vocabulary("leading ahead for up lead edge advantage margin between by")  # sentences without one lead nobody
_LEADING = frozenset({"leading", "ahead"})
_NOUNS = frozenset({"lead", "edge", "advantage", "margin"})
_BESIDE = 2  # words from "nine-point" to "lead"
_OWNED = 4  # words from "Lee's" to "lead": "Lee's once commanding lead"
_REACH = 12
_GAPS, _LEAD = frozenset({"difference", "gap", "gulf"}), "lead"
_BACK = 2  # sentences in which it is told who leads
_MOVING = frozenset({"from", "to", "by"})
_ALSO = frozenset({"also", "now", "still"})
_THEIRS = vocabulary("the their his her its that this")
_GENITIVE = frozenset({"'s", "'"})


def ahead(grammar: Grammar, frame: Frame, first: int, last: int) -> tuple[Mention, int] | None:
    """Return who is ahead by the points at tokens ``first`` to ``last``, with the place of the word that tells it."""
    verb = next((i for i in range(first - 1, max(0, first - _REACH), -1) if frame.lower(i) in _LEADING), 0)
    named = frame.entity(verb - 1) if verb else _up(frame, first)
    if named is not None and _candidate(grammar, named):
        return named, verb
    return _with_lead(grammar, frame, first, last) or _owning_lead(grammar, frame, first)


def apart(grammar: Grammar, frame: Frame, last: int) -> Mention | None:
    """Return the first of two who are so many points apart: "a one-point difference between Lee and Diaz"."""
    noun = next((i for i in range(last, last + _BESIDE) if frame.lower(i) in _GAPS), 0)
    if not noun or frame.lower(noun + 1) != "between":
        return None
    named = frame.entity(noun + 2) or frame.entity(noun + 3)
    return named if named is not None and _candidate(grammar, named) else None


def led_before(grammar: Grammar, page: Page, frame: Frame, first: int) -> tuple[Mention, int] | None:
    """Return whose lead it was that has changed: "The Greens had a clear lead. The lead fell from 9 percent to 3"."""
    begin = frame.clauses[frame.clause(first)][0]
    noun = next((i for i in range(begin, first) if frame.lower(i) == _LEAD and frame.lower(i - 1) in _THEIRS), 0)
    if not noun or frame.lower(first - 1) not in _MOVING:
        return None
    for back in range(1, _BACK + 1):
        before = page.before(frame, back)
        at = before.lows.index(_LEAD) if before is not None and _LEAD in before.distinct else 0
        if before is not None and at:
            named = next((m for m in reversed(before.entities) if before.at(m.span.start) < at), None)
            return (named, noun) if named is not None and _candidate(grammar, named) else None
    return None


def _up(frame: Frame, first: int) -> Mention | None:
    """Return who is up by so many points: "Ann Lee is up by 10 points with men", "Ann Lee edges Bo Diaz by 3"."""
    at = first - 1 - (frame.lower(first - 1) == "by")
    rival = frame.entity(at) if at == first - 2 else None
    if rival is not None and frame.range(rival.span)[1] == first - 1:
        verb = frame.range(rival.span)[0] - 1
        low = frame.lower(verb)
        return frame.entity(verb - 1) if low.isalpha() and low.endswith(("s", "ed")) and low[:5] != "trail" else None
    verb = at - 1 - (frame.lower(at - 1) in _ALSO)
    return frame.entity(verb - 1) if verb > 0 and frame.lower(at) == "up" and frame.lower(verb) in BE else None


def _with_lead(grammar: Grammar, frame: Frame, first: int, last: int) -> tuple[Mention, int] | None:
    """Return who has the lead that points are of: "found Ann Lee with a nine-point lead over Bo Diaz"."""
    noun = next((i for i in range(last, last + _BESIDE) if frame.lower(i) in _NOUNS), 0)
    if not noun or frame.lower(noun + 1) != "over":
        return None
    begin = frame.clauses[frame.clause(first)][0]
    before = (m for m in reversed(frame.entities) if begin <= frame.at(m.span.start) < first)
    named = next(before, None)
    return (named, noun) if named is not None and _candidate(grammar, named) else None


def _owning_lead(grammar: Grammar, frame: Frame, first: int) -> tuple[Mention, int] | None:
    """Return whose lead stands before the points it has come to: "Lee's lead over Diaz has shrunk to 3 points"."""
    for noun in range(first - 1, max(0, first - _REACH), -1):
        if frame.lower(noun) in _NOUNS and frame.lower(noun + 1) == "over":
            sign = next((i for i in range(noun - 1, max(0, noun - _OWNED), -1) if frame.lower(i) in _GENITIVE), 0)
            named = frame.entity(sign - 1) if sign else None
            return (named, noun) if named is not None and _candidate(grammar, named) else None
    return None


def _candidate(grammar: Grammar, named: Mention) -> bool:
    """Say whether a name can be that of somebody people vote for."""
    entity = named.value
    return isinstance(entity, Entity) and (not entity.classes or grammar.is_a(entity.classes, FAVOURED))
