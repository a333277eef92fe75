"""Share or rate → who is named as its holder behind it: "30% of Acme was bought by Roe", "3% for the 30 members of".

Only a share that opens its clause is held by whom the clause names: who bought it, keeps it, or is to have it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.neighbours import Neighbours
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.sought import Sought
from kg.extract.words import AUXILIARIES, vocabulary
from kg.model import Entity

_HELD = vocabulary(
    "bought acquired owned held kept retained controlled taken purchased snapped split shared sold allocated allotted"
)
_REACH = 14  # words from a share to who holds it
_SCORE, _OF_ALL = 13.0, 14.0
_BY, _FOR = frozenset({"by"}), frozenset({"for", "in", "among", "across"})
_MEMBERS = vocabulary("members countries nations states economies")
_NUMBERED = 5  # words of "the 30 richest member countries of the"
_AREA = ("Region",)  # as what a group of states is told where places own a figure


class Holders:
    """Finds who holds a share, and the group of states that a figure is of."""

    def __init__(self, grammar: Grammar, candidates: Candidates, beside: Neighbours) -> None:
        self._grammar, self._candidates, self._beside = grammar, candidates, beside

    def of(self, page: Page, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """Who bought or keeps a share that opens a clause: "the remaining 12 percent will be kept by the city"."""
        if "by" not in frame.distinct:
            return
        end = min(frame.clauses[frame.clause(first)][1], last + _REACH)
        by = next((i for i in range(last + 1, end) if frame.lower(i) == "by" and frame.lower(i - 1) in _HELD), None)
        if by is None or not (frame.lower(by - 2) in AUXILIARIES or frame.lower(by - 2) == ","):
            return
        if any(self._grammar.is_verb(frame, i) for i in range(frame.clauses[frame.clause(first)][0], first)):
            return  # "Acme sold 30 percent of a firm that was owned by Roe"
        yield from self._beside.after(page, frame, by, _SCORE, "subject.holder", _BY)

    def members(self, value: Sought) -> Iterator[Candidate]:
        """The group of states that a figure is of: "growth of 3% for the 30 member countries of the union"."""
        frame = value.frame
        place = value.noun_end
        if _MEMBERS.isdisjoint(frame.distinct):
            return
        while place in frame.timed or (frame.lower(place) == "in" and place + 1 in frame.timed):
            place += 1
        if frame.lower(place) not in _FOR:
            return
        head = next((i for i in range(place + 1, place + 1 + _NUMBERED) if frame.lower(i) in _MEMBERS), None)
        if head is None or frame.lower(head + 1) not in ("of", "in"):
            return
        found = frame.entity(head + 2) or frame.entity(head + 2 + (frame.lower(head + 2) == "the"))
        if found is not None and isinstance(found.value, Entity):
            body = self._candidates.entity(found, _OF_ALL, "subject.body")
            yield body._replace(classes=(*(body.classes or ()), *_AREA))
