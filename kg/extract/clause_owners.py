"""Value in its clause → who may own it: the subjects of its clause and of those around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.bystanders import Bystanders
from kg.extract.candidates import Candidate, Candidates
from kg.extract.clause_places import THERE, ClausePlaces
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.resumed import resumed
from kg.extract.tenure import Tenure
from kg.extract.voices import past_dashes, voice
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, RELATIVES, vocabulary
from kg.lexicon import Lexicon

TELLER, SPEAKER = 3.0, 5.0  # the one who says so seldom owns what is said
_TELLERS = ("Person", "Ministry", "Agency")
_PUT = 13.0
ASIDE = vocabulary("if when because as after while since unless before although though until")  # open a side clause
_FOR = frozenset({"for", "of", "at", "from", "with"})
# the highest scores of some groups of candidates, by which the search ends when nothing better can come
_PRONOUN = 2.5  # what a pronoun that agrees adds to the score of its clause
_SUBJECT = 7.0  # the subject of the clause itself
_SPEAKING, _VOICE = frozenset({"we", "i"}), 0.5
_FOLLOWING = 4.0  # the subject of the clause after
_ASKED = frozenset({"surveyed", "polled"})
_OFFICES, _STATED = ("Ministry", "Agency"), frozenset({"possessor", "place"})
_WORLDLY = frozenset({"place", "topic"})  # owners of what banks and agencies foresee


class _Value(NamedTuple):
    """A value whose owner is looked for, with what decides whom the clauses around it lend."""

    page: Page
    frame: Frame
    i: int  # its first token
    number: int  # of its clause
    cue: tuple[int, int] | None
    owner: str
    plain: bool
    own: bool  # a clause with its own subject seldom lends from the one before
    opposed: bool  # nor does one that is held against it


class Clauses:
    """Reads owners off the clauses of a sentence."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidate = grammar, candidates
        self._putting = lexicon.words_of("putting")
        self._reckoning = lexicon.words_of("reckoner")
        self._spokes = lexicon.words_of("spokesperson")
        self._bystanders = Bystanders(lexicon, grammar)
        self.counts = self._bystanders.counts  # whether who is the subject of a clause only counts what it tells
        self._tenure = Tenure(lexicon)
        self._places = ClausePlaces(lexicon, grammar, candidates)

    def around(
        self,
        page: Page,
        frame: Frame,
        i: int,
        bonus: float,
        cue: tuple[int, int] | None,
        owner: str,
        *,
        rest: float,
        plain: bool = False,
    ) -> Iterator[Candidate | float]:
        """The subject of the value's clause, then those of the clauses before it, then after it.

        ``rest`` is the highest score of what comes after these. What is only counted ("``plain``") is seldom of those
        who count it: "the agency said 1.8 million people needed food"; nor is a toll of those who tell it.
        """
        number = frame.clause(i)
        score = _SUBJECT + bonus
        rest = max(rest, _FOLLOWING + _PRONOUN)
        yield max(score + _PRONOUN, THERE, rest)
        own = not self._points(frame, number)
        opposed = own and bonus >= 0 and self._opposed(page, frame, number)
        alone = False  # "Acme shed 900 jobs, Lundair lost $300m": of a new name
        value = _Value(page, frame, i, number, cue, owner, plain, own, opposed)
        yield from self._places.of(page, frame, i, score, owner)
        if (before := resumed(self._grammar, frame, i)) is not None:
            yield from self._candidate.in_phrase(page, frame, before, score + _PRONOUN, "subject.clause", cue)
        for other in range(number, -1, -1):
            yield max(score + _PRONOUN, rest)
            if other < number and self._tenure.opens(frame, other):
                continue  # "Since the president took office, companies have announced …"
            found = self._telling(value, other, self._lent(value, other, score), score)
            if own and other < number:
                aside = alone or frame.lower(frame.clauses[other][0]) in ASIDE  # "after Russia seized it, …"
                found = [c._replace(score=c.score - TELLER) if c.classes is None or aside else c for c in found]
            elif alone and other < number:
                found = _less(found, TELLER)
            alone = alone or (self._bystanders.none(frame, other) and not self.tells(frame, other))
            yield from found
            score -= 1.5 if found else 0.3
            if score < 3.0:
                break
        yield rest
        following = number + 1 < len(frame.clauses) and frame.lower(frame.clauses[number + 1][0]) not in ASIDE
        # "operators earn $31 an hour, union leader Ann Lee said", "costs are up 6 percent, industry data showed"
        if following and not (self.tells(frame, number + 1) or self._bystanders.written(frame, number + 1, told=True)):
            yield from self._of_clause(page, frame, number + 1, _FOLLOWING, cue)

    def _opposed(self, page: Page, frame: Frame, number: int) -> bool:
        """Say whether a clause holds its owner against the one before, and does not only say who tells or reckons."""
        if not self._bystanders.contrasts(page, frame, number):
            return False
        return not (self.tells(frame, number) or self.reckoners(frame, number))

    def _lent(self, value: _Value, other: int, score: float) -> list[Candidate]:
        """Whom a clause lends to a value, those less who only reckon what it says or are held against its owner."""
        page, frame, number = value.page, value.frame, value.number
        if other < number:
            if not value.own and self._bracketed(frame, other, number):
                # "The group, whose largest owner is Acme, had cash of …"
                found = list(self._candidate.relative(page, frame, other, score))
            else:
                found = list(self._of_clause(page, frame, other, score, value.cue))
            return _less(found, SPEAKER) if value.opposed or self.reckoners(frame, other) else found
        found = list(self._of_clause(page, frame, number, score, value.cue))
        if self.reckoners(frame, number):
            return _less(found, SPEAKER + (TELLER if self._bystanders.surveys(frame, number) else 0.0))
        foreseen = value.owner in _WORLDLY and self._bystanders.foresees(frame, number)
        if foreseen or ((value.owner in _WORLDLY or value.plain) and self._bystanders.counts(frame, number)):
            return [
                c if self._grammar.is_a(c.classes or (), ("Place",)) else c._replace(score=c.score - SPEAKER)
                for c in found
            ]
        return found

    def _telling(self, value: _Value, other: int, found: list[Candidate], score: float) -> list[Candidate]:
        """Weigh less who only tells the value: who says it is seldom the one it is said of."""
        page, frame, i, same = value.page, value.frame, value.i, other == value.number
        told = self._told(frame, other, i)
        aside = told and value.plain and (same or value.own)
        put_in = aside or self._interposed(frame, other, i)
        if same and (named := self._bystanders.said_of(frame, other, i)) is not None:
            put_in, found = True, [*found, self._candidate.entity(named, score + SPEAKER, "subject.clause")]
        if put_in or (same and self._puts(frame, other, i)):
            found = _less(found, SPEAKER)
            return [*found, *self._spoken_for(page, frame, other, score)] if aside else found
        if told and same and value.owner in _STATED:  # "the agency reported a draw of 3 million barrels"
            found = [c._replace(score=c.score - SPEAKER * self._grammar.is_a(c.classes or (), _OFFICES)) for c in found]
        if self._bystanders.written(frame, other, told=told or other < value.number):
            # "an audit office report says costs have risen": no costs of the report
            found = _less(found, 2 * SPEAKER)
        if not told or (same and not self._speaks_for(frame, other)):
            return found
        found = [
            c._replace(score=c.score - SPEAKER)
            if self._only_tells(c) or (value.plain and c.classes == ())
            else c._replace(score=c.score - TELLER if c.classes is None else c.score)
            for c in found
        ]
        return [*found, *self._spoken_for(page, frame, other, score)]

    def _bracketed(self, frame: Frame, other: int, number: int) -> bool:
        """Say whether a clause is only put between a subject and the rest of its clause."""
        begin, end = frame.clauses[other]
        rest = frame.lower(frame.clauses[number][0])
        return (
            frame.lower(begin) in RELATIVES - {"that"}
            and frame.lower(end - 1) == ","
            and rest not in CONJUNCTIONS | RELATIVES
        )

    def reckons(self, frame: Frame, at: int) -> bool:
        """Say whether a name at token ``at`` only tells who reckons: "analysts at Acme"."""
        if frame.lower(at - 1) == "by" and frame.lower(at - 2) in _ASKED:
            return True  # "economists surveyed by Acme"
        return frame.lower(at - 1) in _FOR and frame.lower(at - 2) in self._reckoning

    def reckoners(self, frame: Frame, number: int) -> range:
        """Return the tokens of a clause's subject where it is of those who only reckon: "analysts at Acme expect …"."""
        phrase = self._grammar.subject(frame, number)
        if phrase is None:
            return range(0)
        surveyed = self._bystanders.surveys(frame, number)
        if not surveyed and self._reckoning.isdisjoint(frame.lows[phrase.first : phrase.last]):
            return range(0)
        return range(phrase.first, phrase.last)

    def _spoken_for(self, page: Page, frame: Frame, number: int, score: float) -> Iterator[Candidate]:
        """Whom the one who tells speaks for: "a spokesman for the army said 3,000 troops …"."""
        phrase = self._grammar.subject(frame, number)
        for i in range(phrase.first, phrase.last - 2) if phrase is not None else ():
            if frame.lower(i) in self._spokes and frame.lower(i + 1) in _FOR and phrase is not None:
                after = Phrase(i + 2, phrase.last)
                yield from self._candidate.in_phrase(page, frame, after, score, "subject.spoken-for")
                return

    def _puts(self, frame: Frame, number: int, i: int) -> bool:
        """Say whether a clause only says who puts something at the value: "unions put the figure at 900"."""
        if frame.lower(i - 1) != "at":
            return False
        return not self._putting.isdisjoint(frame.lows[frame.clauses[number][0] : i])

    def put(self, page: Page, frame: Frame, i: int) -> Iterator[Candidate]:
        """What is put at the value: "it put the value of westbound traffic at $5 billion"."""
        number = frame.clause(i)
        if not self._puts(frame, number, i):
            return
        begin = frame.clauses[number][0]
        if frame.lower(begin) in RELATIVES:  # "fuel costs, which the company put at $38 million"
            owner = next((m for m in frame.entities if begin < frame.at(m.span.start) < i), None)
            if owner is not None:
                yield self._candidate.entity(owner, _PUT, "subject.put")
            return
        verb = next(j for j in range(i - 1, begin - 1, -1) if frame.lower(j) in self._putting)
        if frame.lower(verb + 1) == "by":  # "migrant workers, estimated by the union at 40,000"
            end = verb
            while end and (frame.lower(end - 1) == "," or frame.lower(end - 1) in AUXILIARIES):
                end -= 1
            if end:
                phrase = self._grammar.noun_phrase(frame, end - 1)
                yield from self._candidate.in_phrase(page, frame, phrase, _PUT, "subject.put")
            return
        of = next((j for j in range(verb + 1, i - 1) if frame.lower(j) == "of"), verb)
        if verb + 1 < i - 1:
            yield from self._candidate.in_phrase(page, frame, Phrase(of + 1, i - 1), _PUT, "subject.put")

    def _points(self, frame: Frame, number: int) -> bool:
        phrase = self._grammar.subject(frame, number)
        return phrase is None or phrase.pronoun or phrase.relative

    def _told(self, frame: Frame, number: int, i: int) -> bool:
        """Say whether token i is in what the subject of a clause tells."""
        begin, end = frame.clauses[number]
        return self.tells(frame, number) and any(begin <= place < min(i, end) for place in self._grammar.told(frame))

    def _speaks_for(self, frame: Frame, number: int) -> bool:
        phrase = self._grammar.subject(frame, number)
        return phrase is not None and not self._spokes.isdisjoint(frame.lows[phrase.first : phrase.last])

    def _interposed(self, frame: Frame, number: int, i: int) -> bool:
        """Say whether a clause before a value is only put in: "…, the agency said Tuesday, 4 percent fewer than"."""
        begin, verb = frame.clauses[number][0], self._grammar.verb(frame, number)
        if verb is None or not begin or frame.lower(begin - 1) != "," or verb not in self._grammar.told(frame):
            return False
        rest = verb + 1
        while rest in frame.timed or frame.lower(rest) in ("on", "in"):
            rest += 1
        return frame.lower(rest) == "," and rest < i

    def tells(self, frame: Frame, number: int) -> bool:
        """Say whether a clause only says who tells what follows."""
        verb = self._grammar.verb(frame, number)
        if verb is None:
            return False
        if frame.lower(verb) == "heard" or not self._grammar.told(frame).isdisjoint(range(verb, verb + 3)):
            return True  # "…, the court heard"
        # "an earlier statement had put the toll at 96"
        return "at" in frame.distinct and not self._putting.isdisjoint(frame.lows[verb : verb + 3])

    def _only_tells(self, candidate: Candidate) -> bool:
        """Say whether a candidate only tells: a person, or an office that tells of others."""
        return candidate.classes is not None and self._grammar.is_a(candidate.classes, _TELLERS)

    def _of_clause(
        self, page: Page, frame: Frame, number: int, score: float, cue: tuple[int, int] | None
    ) -> Iterator[Candidate]:
        phrase = self._grammar.subject(frame, number) or past_dashes(self._grammar, frame, number)
        if phrase is None:
            return
        if phrase.relative:
            yield from self._candidate.relative(page, frame, number, score)
        elif "there" in (frame.lower(phrase.first), frame.lower(phrase.last - 1)):
            return  # "There were 1.3 million homes on the market"
        elif phrase.pronoun:
            found = frame.entity(phrase.first)
            if frame.lower(phrase.first) in _SPEAKING:  # "we have created 12.7 million jobs", a president says
                land = self._tenure.land(page.topics) or voice(self._grammar, page, frame, phrase.first)
                if land is not None:
                    yield Candidate(land.name, land.iri, land.classes, score + _VOICE, "subject.voice")
            if number and self._said_before(frame, number):
                yield from self._candidate.antecedent(
                    page, frame, phrase.first, score + 0.5, "subject.pronoun-of-speaker"
                )
            if found is not None:
                yield self._candidate.entity(found, score, "subject.pronoun")
            else:
                yield from self._candidate.antecedent(page, frame, phrase.first, score - 0.5, "subject.pronoun")
        else:
            yield from self._candidate.in_phrase(page, frame, phrase, score, "subject.clause", cue)

    def _said_before(self, frame: Frame, number: int) -> bool:
        """Say whether the clause is what the subject of the clause before says: "Russia announced … that it will"."""
        begin, end = frame.clauses[number - 1]
        return any(begin <= i < end for i in self._grammar.told(frame))


def _less(found: list[Candidate], score: float) -> list[Candidate]:
    return [c._replace(score=c.score - score) for c in found]
