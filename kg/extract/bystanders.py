"""Clause → whether its subject owns what stands there: not who foresees it, nor who is told of in the clause before."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import REVEALING, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_CONTRASTING = frozenset({"while", "whereas"})
_WRITTEN = vocabulary("report reports data survey study statistics poll figures review audit census findings")
_SHOWS = vocabulary("show shows showed suggest suggests suggested reveal revealed indicate indicated")
_SURVEYS, _SHOWING = frozenset({"poll", "survey"}), vocabulary("pointed points pointing sees")


class Bystanders:
    """Tells who is named in or beside a clause without owning its figures."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        foreseeing = frozenset(cue.text for cue in lexicon.cues_of("outlook") if cue.sense == "forecast")
        self._counting = lexicon.words_of("tallying")
        self._foreseeing = foreseeing | _SHOWING

    def foresees(self, frame: Frame, number: int) -> bool:
        """Say whether a clause tells what its subject foresees: "the bank now expects growth of 5.6 percent"."""
        verb = self._grammar.verb(frame, number)
        return verb is not None and frame.lower(verb) in self._foreseeing

    def written(self, frame: Frame, number: int, *, told: bool) -> bool:
        """Say whether the subject of a clause is what is written about others, and only tells or shows a figure."""
        phrase = self._grammar.subject(frame, number) if not _WRITTEN.isdisjoint(frame.distinct) else None
        if phrase is None or phrase.last <= phrase.first:
            return False
        if frame.lower(self._grammar.head(frame, phrase.first, phrase.last)) not in _WRITTEN:
            return False
        verb = self._grammar.verb(frame, number)
        return told or (verb is not None and frame.lower(verb) in _SHOWS)  # "statistics show there were 900"

    def counts(self, frame: Frame, number: int) -> bool:
        """Say whether a clause tells what its subject only counts: "the WHO has recorded 198 of them"."""
        verb = self._grammar.verb(frame, number)
        return verb is not None and not self._counting.isdisjoint(frame.lows[verb : verb + 3])

    def surveys(self, frame: Frame, number: int) -> bool:
        """Say whether a clause tells what a survey foresaw: "a Reuters poll had pointed to a rise of 900,000"."""
        phrase = self._grammar.subject(frame, number)
        if phrase is None or frame.lower(phrase.last - 1) not in _SURVEYS:
            return False
        return not self._foreseeing.isdisjoint(frame.lows[phrase.last : phrase.last + 3])

    def contrasts(self, page: Page, frame: Frame, number: int) -> bool:
        """Say whether a clause holds an owner against the one before: "while opposition parties took 54"."""
        if frame.lower(frame.clauses[number][0]) not in _CONTRASTING:
            return False
        phrase = self._grammar.subject(frame, number)
        if phrase is None:
            return False
        head = self._grammar.head(frame, phrase.first, phrase.last)
        return not any(hit.first <= head < hit.last for hit in page.hits.get(frame.index, ()))

    def none(self, frame: Frame, number: int) -> bool:
        """Say whether nobody before owns what a clause tells: of a new name ("Lundair lost $3m"), of a report."""
        if frame.lower(frame.clauses[number][0]) in REVEALING:
            return True
        phrase = self._grammar.subject(frame, number)
        found = frame.entity(phrase.last - 1) if phrase is not None and phrase.first < phrase.last else None
        return found is not None and isinstance(found.value, Entity) and not found.value.classes

    def said_of(self, frame: Frame, number: int, i: int) -> Mention | None:
        """Return of whom something is said past an aside: "police said Ann Lee, 39, of Orsa, was jailed for"."""
        verb = self._grammar.verb(frame, number)
        if verb is None or verb not in self._grammar.told(frame):
            return None
        found = frame.entity(verb + 1 + (frame.lower(verb + 1) == "that"))
        last = frame.range(found.span)[1] if found is not None else i
        if frame.lower(last) != ",":
            return None
        past = (j for j in range(last + 1, i) if frame.lower(j - 1) == ",")
        return found if any(self._grammar.is_verb(frame, j) for j in past) else None
