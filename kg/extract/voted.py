"""Votes of a chamber → what it voted on: "approved the **bill** by 266 to 47", "the **motion** fell by 12 votes"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar, Phrase
from kg.extract.sought import Sought
from kg.extract.words import AFTER_NOUN, AUXILIARIES, BE, DETERMINERS, PRONOUNS, RELATIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_VOTES, _SCORE = "votes", 17.0
_PEOPLE = ("Person", "Party", "State")  # whom a chamber backs or rejects is not what it votes on
_FAR, _SOON = 24, 5  # words from a verb before the votes, and to one behind them
_LEADING = vocabulary("for against on to")  # "voted 310-120 for the bill", "to approve the bill"
_DOWN = vocabulary("out down through")  # "threw out the bill"
_PARTICLES = _DOWN | {"of", "for", "against"}  # "in favour of", "voted against"
_VOTED, _SIDES = vocabulary("voted vote voting"), vocabulary("for against")
_CHAMBERS, _UPPER = (
    vocabulary("house senate commons lords parliament assembly congress duma"),
    vocabulary("upper lower"),
)
_INNER = frozenset({"-", "'s"})
_FAVOUR, _BY = vocabulary("favour favor support"), vocabulary("by with in on after")


class Voted:
    """Finds what a chamber voted on."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._acts = lexicon.words_of("chamber-act")

    def of(self, value: Sought) -> Iterator[Candidate]:
        """Yield the bill, motion or budget that votes are of."""
        frame, first = value.frame, value.first
        if value.chosen.name != _VOTES:
            if frame.lower(value.noun_end) in RELATIVES and frame.lower(value.noun_end + 1) in self._acts:
                yield from self._thing(value, value.noun_end + 2)  # "one of the 12 countries that opposed the treaty"
            return
        if any(self._party(frame.entity(i)) for i in range(value.last, value.noun_end)):
            return  # "112 Republicans voting nay" are of their party
        places = range(first - 1, max(-1, first - _FAR), -1)
        act = next((i for i in places if self._acting(value, i) or self._favoured(value, i)), None)
        thing = act + 1 + (frame.lower(act + 1) in DETERMINERS) if act is not None else 0
        whole = act is not None and (frame.lower(act + 1) in _BY or act + 1 in frame.counted)
        if act is not None and (whole or frame.lower(act - 1) in BE or self._chamber(frame, thing)):
            yield from self._subject(value, act)
        elif act is not None:
            yield from self._thing(value, act + 1 + (frame.lower(act + 1) in _PARTICLES))
        else:
            yield from self._behind(value)

    def _party(self, found: Mention | None) -> bool:
        return found is not None and isinstance(found.value, Entity) and "Party" in found.value.classes

    def _chamber(self, frame: Frame, i: int) -> bool:
        """Say whether what was passed is a chamber: "the bill passed the lower house by 52 to 48"."""
        return frame.lower(i) in _CHAMBERS or (frame.lower(i) in _UPPER and frame.lower(i + 1) in _CHAMBERS)

    def _acting(self, value: Sought, i: int) -> bool:
        frame = value.frame
        return frame.lower(i) in self._acts or (frame.lower(i) == "voted" and frame.lower(i + 1) in _DOWN)

    def _favoured(self, value: Sought, i: int) -> bool:
        """Say whether words before what is voted on stand here: "in favour of the motion", "voted against the bill"."""
        if value.frame.lower(i) in _FAVOUR:
            return value.frame.lower(i + 1) == "of"
        return value.frame.lower(i) in _VOTED and value.frame.lower(i + 1) in _SIDES

    def _behind(self, value: Sought) -> Iterator[Candidate]:
        """What stands behind the votes: "voted 310-120 to approve the budget", "212 voted in favour of the motion"."""
        frame, i = value.frame, value.last
        while i < min(frame.size, value.last + _SOON):
            if self._favoured(value, i):
                yield from self._thing(value, i + 2)
                return
            acts = frame.lower(i) == "to" and frame.lower(i + 1) in self._acts
            if frame.lower(i) in _LEADING and (acts or frame.lower(i + 1) in DETERMINERS):
                yield from self._thing(value, i + 1 + acts)
                return
            i += 1

    def _subject(self, value: Sought, act: int) -> Iterator[Candidate]:
        """What passed or was voted on: "the bill passed by 52 votes to 48"."""
        phrase = self._grammar.subject(value.frame, value.frame.clause(act))
        if phrase is not None and not phrase.pronoun and not phrase.relative and phrase.first < phrase.last <= act:
            yield from self._named(value, phrase)

    def _thing(self, value: Sought, begin: int) -> Iterator[Candidate]:
        frame = value.frame
        if frame.lower(begin) in PRONOUNS:
            return
        first = begin + (frame.lower(begin) in DETERMINERS)
        while first in frame.counted and first > begin:
            first += 1  # "approved the $1.2 trillion package"
        end = first
        while end < frame.size and end not in frame.counted and frame.lower(end) not in AFTER_NOUN:
            word = frame.tokens[end].text[0].isalnum() or frame.lower(end) in _INNER
            bare = frame.lower(end) not in AUXILIARIES and not frame.lower(end).endswith(("s", "ed", "t"))
            doing = self._grammar.is_verb(frame, end) and frame.entity(end) is None and not bare  # "Ann May's plan"
            if not word or end in frame.timed or doing:
                break
            end += 1
        if first < end:
            yield from self._named(value, Phrase(first, end))

    def _named(self, value: Sought, phrase: Phrase) -> Iterator[Candidate]:
        frame = value.frame
        found = frame.entity(self._grammar.head(frame, phrase.first, phrase.last))
        if found is None:
            for words in self._candidates.words(value.page, frame, phrase, _SCORE, "subject.voted-on"):
                yield words._replace(tokens=frozenset())
            return
        entity = self._candidates.entity(found, _SCORE, "subject.voted-on")
        if not self._grammar.is_a(entity.classes or (), _PEOPLE):
            yield entity
