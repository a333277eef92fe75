"""Words of a measure after those of an estimate → what the estimate is of, and not who estimates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_GROWING = vocabulary("growth rise increase decline change in of for the this next year 's")
_FOR = 14.0
_FAR = 7  # words from "forecast" to "oil demand"


def unnamed(lexicon: Lexicon) -> Callable[[Frame, Mention, Chosen], bool]:
    """Return what says whether a value is one of an estimate that names nothing: "It left its estimate at 3"."""
    estimates = lexicon.words_of("estimate")

    def told(frame: Frame, mention: Mention, chosen: Chosen) -> bool:
        if chosen.rule != "measure.sentence-before" or estimates.isdisjoint(frame.distinct):
            return False
        first = frame.range(mention.span)[0]
        return not estimates.isdisjoint(frame.lows[frame.clauses[frame.clause(first)][0] : first])

    return told


class Estimated:
    """Reads owners off the objects of estimates."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._estimates = lexicon.words_of("estimate")

    def placed(self, frame: Frame, first: int) -> Iterator[Candidate]:
        """Whose figures an estimate before a value is for: "cut its forecast for Norland to 3 percent"."""
        if self._estimates.isdisjoint(frame.lows[:first]):
            return
        for i in range(frame.clauses[frame.clause(first)][0], first - 2):
            if frame.lower(i) in self._estimates and frame.lower(i + 1) in ("for", "of"):
                found = frame.entity(i + 2 + (frame.lower(i + 2) == "the"))
                entity = found.value if found is not None else None
                if found is not None and isinstance(entity, Entity) and self._grammar.is_a(entity.classes, ("Place",)):
                    yield self._candidates.entity(found, _FOR, "subject.estimated")
                return

    def of(self, page: Page, frame: Frame, cue: tuple[int, int], *, bare: bool) -> Iterator[Candidate]:
        """What an estimate is of: "lowered its estimate for oil demand to …", "its forecast for growth in demand"."""
        if self._estimates.isdisjoint(frame.distinct):
            return
        phrase = self._grammar.noun_phrase(frame, cue[1] - 1)
        of = phrase.first - 1
        while frame.lower(of - 1) in _GROWING and phrase.first - of < _FAR:
            of -= 1
        told = bare or phrase.first < cue[0]
        if told and frame.lower(of) in ("for", "of") and frame.lower(of - 1) in self._estimates:
            for words in self._candidates.words(page, frame, phrase, 14.0, "subject.estimated"):
                yield words._replace(tokens=frozenset())
