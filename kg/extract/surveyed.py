"""Share that a study found → the people it asked: "The study of 2,000 drivers found that 30% used a phone"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.sought import Sought
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, vocabulary
from kg.model import Quantity

_FOUND = vocabulary("found finds find showed shows revealed reveals suggested suggests")
_STUDIES = vocabulary("survey surveys study studies poll research questionnaire census")
_ASKED = vocabulary("surveyed polled asked questioned interviewed studied")
_BACK = 3  # sentences
_SOME = vocabulary("some about almost nearly over around more than")
_GROUPED, _RESPONDENTS = 12.5, "respondents"


class Surveyed:
    """Finds whom a study asked."""

    def __init__(self, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates

    def of(self, value: Sought) -> Iterator[Candidate]:
        """Yield the people of a share that names none and does something itself."""
        frame, first, last = value.frame, value.first, value.last
        if _FOUND.isdisjoint(frame.distinct) or frame.lower(last) in PREPOSITIONS | CONJUNCTIONS or last >= frame.size:
            return
        verb = first - 1 - (frame.lower(first - 1) == "that")
        told = frame.lower(verb) in _FOUND
        if not told or not (frame.lower(last) in AUXILIARIES or self._grammar.is_verb(frame, last)):
            return
        subject = self._grammar.subject(frame, frame.clause(verb))
        if subject is None or not self._studies(value.page, frame, subject):
            return
        for number in range(frame.index, max(-1, frame.index - _BACK - 1), -1):
            people = self._asked(value.page.frames[number])
            if people is not None:
                there = value.page.frames[number]
                yield from self._candidates.words(value.page, there, people, _GROUPED, "subject.group")
                return
        yield Candidate(_RESPONDENTS, None, None, _GROUPED, "subject.group")

    def _studies(self, page: Page, frame: Frame, subject: Phrase) -> bool:
        """Say whether a subject is a study, or "it" after a sentence that tells of one."""
        if not subject.pronoun:
            return not _STUDIES.isdisjoint(frame.lows[subject.first : subject.last])
        before = page.before(frame)
        return frame.lower(subject.first) == "it" and before is not None and not _STUDIES.isdisjoint(before.distinct)

    def _asked(self, frame: Frame) -> Phrase | None:
        """Return who was asked: "a survey of 2,000 drivers", "polled 900 nurses", "1,200 parents were interviewed"."""
        if _STUDIES.isdisjoint(frame.distinct) and _ASKED.isdisjoint(frame.distinct):
            return None
        for mention in frame.quantities:
            value = mention.value
            if not isinstance(value, Quantity) or value.unit or value.noun is None:
                continue
            first = frame.range(mention.span)[0]
            begin, end = frame.range(value.noun)
            before = frame.lower(first - 1 - (frame.lower(first - 1) in _SOME))
            of = before == "of" and frame.lower(first - 2 - (frame.lower(first - 1) in _SOME)) in _STUDIES
            if of or before in _ASKED or not _ASKED.isdisjoint(frame.lows[end : end + 2]):
                return Phrase(begin, end)
        return None
