"""Quantity with its measure → who may own it: next to it, in its clause, in its sentence, in the article."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.affected import Affected
from kg.extract.candidates import Candidate, Candidates
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.clause_owners import Clauses
from kg.extract.estimated import Estimated
from kg.extract.expected import expected_to
from kg.extract.farther_owners import BACK, EARLIER, FartherOwners
from kg.extract.frame import Frame
from kg.extract.likeness import counts
from kg.extract.neighbours import Neighbours
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.sought import Sought, sought
from kg.extract.uses import used_for
from kg.extract.value_owners import ValueOwners
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_ELSEWHERE = 6.0
_ARTICLES = frozenset({"a", "an", "the"})
_LANDS = frozenset({"State", "Place"})
_PLACING = vocabulary("in at near from outside around")
_ACTED, _OBJECT = 10.0, 5.5
CAUSING = vocabulary("helped helps boosted pushed lifted drove dragged pulled sent knocked")
_WAYS = vocabulary("up down higher lower above below")
_MOVED = 9.5
_OUTSIDE = 4.0  # entities of the sentence, topics of the article


def moved_by(frame: Frame, verb: int, first: int) -> Phrase | None:
    """Return what a verb moves before a value: "the news sent **the dollar** up to $1.32"."""
    end = next((i for i in range(verb + 2, first + 1) if frame.lower(i) in _WAYS), None)
    return Phrase(verb + 1, end) if end is not None else None


def named(frame: Frame, grammar: Grammar, first: int) -> bool:
    """Say whether the subject of a value's clause is a name, which may move what is its own: "Acme lifted its bid"."""
    phrase = grammar.subject(frame, frame.clause(first))
    return phrase is None or phrase.pronoun or any(i in frame.named for i in range(phrase.first, phrase.last))


class Owners:
    """Looks for owners, the nearest first."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._candidate = candidates = Candidates(lexicon, grammar)
        self._beside = Neighbours(lexicon, grammar, candidates)
        self._affected = Affected(lexicon, grammar, candidates)
        self._clauses = Clauses(lexicon, grammar, candidates)
        self._estimated = Estimated(lexicon, grammar, candidates)
        self._at_value = ValueOwners(
            lexicon,
            grammar,
            candidates=candidates,
            beside=self._beside,
            affected=self._affected,
            clauses=self._clauses,
            estimated=self._estimated,
        )
        self._farther = FartherOwners(lexicon, grammar, candidates, self._clauses)
        self._orders = frozenset(used_for(lexicon, "order"))

    def of(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, change: Role | None
    ) -> Iterator[Candidate | float]:
        """Yield who may own a value; a number says that nothing after it has a higher score of its own."""
        value = sought(page, frame, mention, chosen, change)
        beyond = EARLIER + BACK if value.back else _OUTSIDE
        yield from self._at_value.of(value)
        yield from self._at_cue(value)
        yield from self._in_clause(value, beyond)
        yield beyond
        yield from self._farther.of(value)

    def _at_cue(self, value: Sought) -> Iterator[Candidate]:
        """Those about the words that name the measure."""
        page, frame, chosen = value.page, value.frame, value.chosen
        if chosen.cue is None:
            return
        if not (value.first <= chosen.cue[0] < value.noun_end):
            bare = not value.wanted or not _LANDS.issuperset(value.wanted)
            yield from self._estimated.of(page, frame, chosen.cue, bare=bare)
            clause = self._grammar.subject(frame, frame.clause(value.first))
            apart = clause is not None and self._apart(frame, clause, chosen.cue[0], value.first)
            # "the index is up 24 percent, while shares of Acme …": words of the next clause have an owner of their own
            bonus = value.possessive - (_ELSEWHERE if apart else 0.0)
            for found in self._beside.around_cue(page, frame, chosen.cue, bonus):
                # "will buy 50 Boeing jets": of who buys them
                made = chosen.name in self._orders and found.span is not None and counts(found, value.mention)
                if found.span is None or not (made or self._clauses.reckons(frame, frame.at(found.span.start))):
                    yield found
        if chosen.owner == "event" and chosen.cue[0] >= value.last:
            yield from self._affected.taken_part(page, frame, chosen.cue[1])

    def _in_clause(self, value: Sought, beyond: float) -> Iterator[Candidate | float]:
        """Those who do something in the clause of the value, and those whom it is done to."""
        page, frame, first, role = value.page, value.frame, value.first, value.chosen.owner
        bonus = 2.0 if role == "subject" else 0.0
        if value.expected and not expected_to(frame, first):
            bonus = -5.0  # who expects a value does not own it
        acted = value.wanted == ("Person",)
        yield from self._clauses.around(
            page,
            frame,
            first,
            bonus,
            value.chosen.cue,
            role,
            rest=max(_ACTED if acted else _OBJECT, beyond),
            plain=value.chosen.rule == "measure.head-noun" or role == "event",
        )
        verb = self._grammar.verb(frame, frame.clause(first))
        if verb is None:
            return
        if acted:
            yield from self._affected.acted_on(page, frame, verb, first)
        if verb >= first or value.expected:
            return  # "analysts polled by Acme had expected $5"
        moved = moved_by(frame, verb, first) if frame.lower(verb) in CAUSING else None
        if moved is not None and not named(frame, self._grammar, first):
            yield from self._candidate.in_phrase(page, frame, moved, _MOVED, "subject.object")
        for other in frame.entities:  # "sentenced Kalva to nine years"
            at = frame.range(other.span)[0]
            placed = frame.lower(at - 1) in _PLACING  # "met in Kuwait City and decided to leave output at …"
            if verb < at < first and not placed and not self._farther.speaks(frame, other):
                yield self._candidate.entity(other, _OBJECT, "subject.object")
                return

    def _apart(self, frame: Frame, subject: Phrase, cue: int, first: int) -> bool:
        """Say whether the words of a measure stand in a clause after that of the value, or before one about a name."""
        here, there = frame.clause(first), frame.clause(cue)
        if subject.relative or there == here:
            # "the Russell 2000, a measure of small stocks, rose": words of an apposition
            aside = frame.lower(subject.last) == "," and frame.lower(subject.last + 1) in _ARTICLES
            return aside and subject.last < cue < first and "," in frame.lows[cue:first]
        # "The Dow Jones industrial average rose 1 percent and the Nasdaq closed 2 percent higher"
        named = not subject.pronoun and subject.first < subject.last and self._names(frame, subject)
        return there > here or named

    def _names(self, frame: Frame, subject: Phrase) -> bool:
        found = frame.entity(self._grammar.head(frame, subject.first, subject.last))
        return (
            found is not None and isinstance(found.value, Entity) and found.value.form in ("name", "alias", "acronym")
        )
