"""Quantity in its frame → its place: what stands beside it, who is the subject, which words govern it."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import POSSESSIVES
from kg.lexicon import Measure
from kg.model import Entity, Mention, Quantity

_PREDICATE, _SUBJECT, _RELATIVE = 6.0, 1.0, 4.0
_WHO = frozenset({"who", "that"})
_OF = frozenset({"of", "the", "another", "all"})
_AMONG = "among"
_LISTED = 4  # clauses that a list of counts may be cut into
_BRACKETED = 12  # words
_AUXILIARIES = 4  # words from "who" to "killed": "who had been killed"


class Place:
    """Where a quantity stands in its frame."""

    def __init__(self, grammar: Grammar, frame: Frame, mention: Mention) -> None:
        self.frame = frame
        self.first, self.last = frame.range(mention.span)
        self.clause = frame.clause(self.first)
        quantity = mention.value
        counted = quantity.noun if isinstance(quantity, Quantity) else None
        self.noun = frame.range(counted) if counted is not None else None
        self._places = frame.valued
        self.past = self._past_brackets()
        # "six of its 17 staff are missing": of the 17 nothing is told but what stands beside them
        of = self.first - 1 - (frame.lower(self.first - 1) in POSSESSIVES | {"the", "all"})
        self.whole = frame.lower(of) == "of" and any(frame.range(m.span)[1] == of for m in frame.quantities)
        self._subject = grammar.subject(frame, self.clause)
        self._verb = grammar.verb(frame, self.clause)
        subject = self._subject
        self._head = (
            grammar.head(frame, subject.first, subject.last)
            if subject is not None and subject.first < subject.last
            else None
        )
        self._grammar = grammar
        found = frame.entity(self._head) if self._head is not None else None
        self._owner = (
            found.value.classes
            if found is not None and isinstance(found.value, Entity) and found.value.classes
            else None
        )

    def _past_brackets(self) -> int:
        """Return the token after the value, also past "(112 million dollars)" that says it again."""
        frame, last = self.frame, self.last
        if frame.lower(last) != "(" or last + 1 not in self._places:
            return last
        return next((i + 1 for i in range(last + 2, min(frame.size, last + _BRACKETED)) if frame.lower(i) == ")"), last)

    def told_of_part(self, hit: Hit[Measure]) -> bool:
        """Say whether a cue behind a whole is told of the part before it: "12 of its 245 schools were damaged"."""
        return self.whole and hit.first > (self.noun[1] if self.noun is not None else self.last)

    def among(self, hit: Hit[Measure]) -> bool:
        """Say whether a cue is of those that the counted are some of: "two women were among the 16 hurt"."""
        told = hit.value.owner == "event" and self.last < hit.first and _AMONG in self.frame.lows[self.last : hit.first]
        return told and self.governed(hit) > 0

    def _enumerated(self, hit: Hit[Measure]) -> bool:
        """Say whether a cue is told of all in a list: "nine boys, eight of them hurt, and two teachers died"."""
        frame = self.frame
        for number in range(self.clause + 1, min(len(frame.clauses), self.clause + _LISTED)):
            begin = frame.clauses[number][0] + (frame.lower(frame.clauses[number][0]) == "and")
            if begin not in self._places:
                return False
            verb = self._grammar.verb(frame, number)
            if verb is not None:
                return verb <= hit.first <= verb + 3 and frame.clause(hit.first) == number
        return False

    def _next_of(self, subject: Phrase, verb: int) -> bool:
        """Say whether it is counted next to a clause's subject: "Three Danes, six Swedes and a boy also died"."""
        opens = subject.first in self._places or subject.first - 1 in self._places
        listed = opens and subject.last <= self.first < verb
        return listed and self.frame.lower(self.first - 1) in (",", "and")

    def _counts(self, i: int) -> bool:
        """Say whether a value counts, and measures nothing: "rescued 40 people", not "died 12 days later"."""
        value = self.frame.quantities[self._places.index(i)].value
        return isinstance(value, Quantity) and value.unit is None

    def people(self) -> bool:
        """Say whether those who are counted are people of a country: "six South Africans"."""
        last = self.noun[1] - 1 if self.noun is not None else -1
        found = self.frame.entity(last)
        counted = found.value if found is not None and self.frame.lower(last).endswith("s") else None
        return isinstance(counted, Entity) and self._grammar.is_a(counted.classes, ("State",))

    def suits(self, measure: Measure) -> float:
        """Weigh whether the clause's subject could own such a measure: a person has no net profit."""
        if self._owner is None or not measure.subject_classes or "Entity" in measure.subject_classes:
            return 0.0
        if measure.owner not in ("subject", "possessor"):
            return 0.0
        return 1.0 if self._grammar.is_a(self._owner, measure.subject_classes) else -3.0

    def befallen(self, hit: Hit[Measure]) -> float:
        """Weigh a cue that tells what befell those who are counted: "killing three soldiers", "four soldiers who died".

        Who they are is then only said in passing: soldiers that were killed are no troops that somebody has.
        """
        if hit.value.owner != "event":
            return 0.0
        frame, end = self.frame, self.noun[1] if self.noun is not None else self.last
        if hit.last < self.first and not set(frame.lows[hit.last : self.first]) - _OF:
            return _PREDICATE + _RELATIVE + 1.0  # "the bodies of seven miners who were trapped"
        if hit.last == self.first or (hit.first < self.first and end < hit.last):
            return _PREDICATE
        told = frame.lower(end) in _WHO and hit.first - end <= _AUXILIARIES
        return _PREDICATE + _RELATIVE if told and hit.first > end else 0.0

    def between(self, low: int, high: int) -> int:
        """Return how many other values stand between two tokens."""
        return max(0, bisect_left(self._places, high) - bisect_left(self._places, low))

    def governed(self, hit: Hit[Measure]) -> float:
        """Weigh a cue that is the head of the value's subject, or the predicate of the subject the value is in."""
        subject, verb = self._subject, self._verb
        if verb is None and self._enumerated(hit):
            return _PREDICATE
        if subject is None or verb is None or self._head is None:
            return 0.0
        if self.noun is not None and self.first < hit.first and hit.last < self.noun[1]:
            return 0.0  # "three wounded people died": who they are is not what became of them
        # "about" is a word of the value, but none of the subject
        if subject.first < self.last <= subject.last or self._next_of(subject, verb):
            among = _AMONG in self.frame.lows[verb + 1 : hit.first]  # "were also among the 16 dead"
            found = verb <= hit.first <= verb + 3 + 2 * among and self.frame.clause(hit.first) == self.clause
            aside = self.frame.lower(verb - 1) == "," and self.frame.lower(verb).endswith("ed")
            # "a 24 percent rise in profit, helped by strong demand", "1,200 soldiers had evacuated 7,400 people"
            found = found and not aside and not (hit.last in self._places and self._counts(hit.last))
            return _PREDICATE if found else 0.0
        # "The death toll from a blast … has risen to 40": nothing else may stand between verb and value
        if self.between(subject.first, self._head):
            return 0.0  # "3,000 troops rescued 40 people": the troops are of the 3,000
        found = hit.first <= self._head < hit.last and self.first > verb and self.between(verb, self.first) == 0
        return _SUBJECT if found else 0.0
