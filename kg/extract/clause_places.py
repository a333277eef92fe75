"""Clause → the places it names as those its figures are of: "in Wales it was 8.6 percent", "Orsa, where 40 died"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import CONJUNCTIONS
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

THERE = 14.0  # the highest score of these candidates but for those that "where" stands for
_PLACED, _ELSEWHERE = 7.0, 5.0  # a place that a clause only opens with, where places own such values and where not
_WHERE = 2.0
_THAT, _WHOSE = frozenset({"that", "those"}), frozenset({"with", "of", "in", "for", "to", "from"})
_HAVING = frozenset({"has", "have", "had", "keeps", "kept", "holds", "held"})


class ClausePlaces:
    """Reads owners off the places that a clause names before a value."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidate = grammar, candidates
        self._figures = lexicon.words_of("figure")

    def of(self, page: Page, frame: Frame, i: int, score: float, owner: str) -> Iterator[Candidate]:
        """Yield the places that may own the value at token i; ``score`` is that of the subject of its clause."""
        number = frame.clause(i)
        begin = frame.clauses[number][0]
        if frame.lower(begin) == "where" and not self._has(frame, number):
            yield from self._candidate.relative(page, frame, number, score + _WHERE)
        opening = begin + 1 if frame.lower(begin) in CONJUNCTIONS else begin
        if owner == "place" and number and frame.lower(begin) == "and" and frame.lower(opening) not in ("in", "at"):
            opening = frame.clauses[number - 1][0]  # "In Kentucky, where winds blew and nine inches of rain fell"
        if frame.lower(opening) in ("in", "at", "across"):
            yield from self._opening(frame, opening, owner)
        if not _THAT.isdisjoint(frame.distinct):
            yield from self._that_of(frame, opening, i)

    def _opening(self, frame: Frame, opening: int, owner: str) -> Iterator[Candidate]:
        """The place that a clause opens with."""
        place = frame.entity(opening + 1) or frame.entity(opening + 2)
        if place is None or (isinstance(place.value, Entity) and place.value.form == "pronoun"):
            return
        if self._figure_there(frame, place):
            yield self._candidate.entity(place, THERE, "subject.opening-place")
        elif frame.at(place.span.start) <= opening + 2:
            yield self._candidate.entity(place, _PLACED if owner == "place" else _ELSEWHERE, "subject.opening-place")

    def _that_of(self, frame: Frame, opening: int, i: int) -> Iterator[Candidate]:
        """The place that sets a figure apart from the one before: "…, and that with Norland was up 15 percent"."""
        that = next((j for j in range(i - 1, opening - 1, -1) if frame.lower(j) in _THAT), None)
        if that is None or frame.lower(that + 1) not in _WHOSE:
            return
        place = frame.entity(that + 2 + (frame.lower(that + 2) == "the"))
        if place is not None:
            yield self._candidate.entity(place, THERE, "subject.that-of")

    def _has(self, frame: Frame, number: int) -> bool:
        """Say whether somebody told of before has something in a place: "to Orsa, where it already has 700 men"."""
        phrase, verb = self._grammar.subject(frame, number), self._grammar.verb(frame, number)
        return phrase is not None and phrase.pronoun and verb is not None and frame.lower(verb) in _HAVING

    def _figure_there(self, frame: Frame, place: Mention) -> bool:
        """Say whether a clause tells the same figure of a place: "while in Wales it was 8.6 percent"."""
        after = frame.range(place.span)[1]
        after += frame.lower(after) in ("the", "that")
        return frame.lower(after) == "it" or (frame.lower(after - 1) == "the" and frame.lower(after) in self._figures)
