"""Quantity in its frame → its place: what stands beside it, who is the subject, which words govern it."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AUXILIARIES, POSSESSIVES, RELATIVES, vocabulary
from kg.lexicon import Measure
from kg.model import Entity, Mention, Quantity

_PREDICATE, _SUBJECT, _RELATIVE = 6.0, 1.0, 4.0
_JOINED, _BESIDE = 4.0, 4.0  # a predicate behind another one; words right behind those who are counted
_AND, _LATER = frozenset({"and", "or", "but"}), frozenset({"later", "then", "also", "subsequently", "eventually"})
_FAR = 20.0  # what a cue so far behind its value would lose
_WHO = frozenset({"who", "that"})
_NUMBER, _NAMED = ("the", "number", "of"), 9  # words of "the number of soldiers from the north who"
_OF = frozenset({"of", "the", "another", "all"})
_A_WHOLE = POSSESSIVES | {"a", "an", "the"}
_WHOLE, _BEFORE_WHOLE = 5, POSSESSIVES | {"the", "all", "'s"}  # words of "of the village's 1,900"
_SELVES = frozenset({"himself", "herself", "themselves", "itself", "and"})
_AMONG = "among"
_LISTED = 4  # clauses that a list of counts may be cut into
_BRACKETED = 12  # words
_WHOM, _TOLD = frozenset({"whom", "which", "them"}), 5  # words of "of whom have since been"
_PUT_IN = frozenset(",-–—")  # around what is put into a clause
_INTERRUPTED = 8  # words of what an inserted clause tells of
_BOARD, _BEEN = vocabulary("on aboard onboard"), vocabulary("were was have had are")
_CARRIED = 16  # words of "a jet flying from Lund to the south of Norland"
_WHENCE = vocabulary("from in across near at")
_HEDGES = AUXILIARIES | vocabulary(
    "confirmed known believed thought feared reported said presumed understood to also now"
)
_HEDGED = 7  # words of "are now confirmed to have died"
_AUXILIARIES = 4  # words from "who" to "killed": "who had been killed"


def of_whom(frame: Frame, last: int, i: int) -> bool:
    """Say whether a word tells what became of some behind whom a clause begins: "133 were hurt, 21 of whom died"."""
    if not 0 < i - last <= _TOLD:
        return False
    who = frame.lower(last) in _WHO  # "12,000 of the 30,000 who had fled"
    who = who or (i > last + 1 and frame.lower(last) == "of" and frame.lower(last + 1) in _WHOM)
    return who and "," not in frame.lows[last:i]  # not "19 who were injured, escaped"


def _interrupted(frame: Frame, number: int) -> Phrase | None:
    """Return the words that a clause goes on with after an inserted one: "Earnings, which …, came in at $9 million"."""
    if number < 2:
        return None
    (begin, end), (opening, close) = frame.clauses[number - 2 : number]
    if frame.lower(opening) not in RELATIVES or not frame.lower(close - 1) == frame.lower(end - 1) == ",":
        return None
    return Phrase(begin, end - 1) if 0 < end - 1 - begin <= _INTERRUPTED else None


def resumed_after(grammar: Grammar, frame: Frame, number: int) -> tuple[Phrase, int] | None:
    """Return a subject and its verb behind what is put in: "six men – two of them medics – were killed"."""
    if number + 2 >= len(frame.clauses):
        return None
    (begin, end), (opening, close), (rest, _) = frame.clauses[number : number + 3]
    if frame.lows[close - 1] not in _PUT_IN or not grammar.is_verb(frame, rest):
        return None
    if frame.lower(opening) in _WHOM:  # "six men, two of | whom were medics, were killed"
        end = next((i + 1 for i in range(end - 2, max(begin, end - _TOLD), -1) if frame.lows[i] in _PUT_IN), end)
    verb = grammar.verb(frame, number)
    if frame.lows[end - 1] not in _PUT_IN or (verb is not None and verb not in grammar.told(frame)):
        return None
    return Phrase(begin if verb is None else verb + 1, end - 1), rest


class Place:
    """Where a quantity stands in its frame."""

    def __init__(self, grammar: Grammar, frame: Frame, mention: Mention) -> None:
        self.frame = frame
        self.first, self.last = frame.range(mention.span)
        self.clause = frame.clause(self.first)
        quantity = mention.value
        counted = quantity.noun if isinstance(quantity, Quantity) else None
        self.noun = frame.range(counted) if counted is not None else None
        self._places = frame.plain
        self.past = self._past_brackets()
        # "six of its 17 staff are missing": of the 17 nothing is told but what stands beside them
        self.whole = self._of_part()
        self._subject = grammar.subject(frame, self.clause) or _interrupted(frame, self.clause)
        self._verb = grammar.verb(frame, self.clause)
        resumed = resumed_after(grammar, frame, self.clause)
        if resumed is not None and resumed[0].first < self.last <= resumed[0].last:
            self._subject, self._verb = resumed
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

    def _of_part(self) -> bool:
        """Say whether another count is some of these: "12 of its 17 staff", "160 of the village's 1,900 residents"."""
        frame, of = self.frame, self.first - 1
        while self.first - of < _WHOLE and (frame.lower(of) in _BEFORE_WHOLE or frame.lower(of + 1) == "'s"):
            of -= 1
        return frame.lower(of) == "of" and any([frame.range(m.span)[1] == of for m in frame.quantities])

    def of_longer(self) -> bool:
        """Say whether a length of time is a part of another: "11 months of a two-year sentence"."""
        frame, last = self.frame, self.last
        return frame.lower(last) == "of" and frame.lower(last + 1) in _A_WHOLE and last + 2 in self._places

    def _past_brackets(self) -> int:
        """Return the token after the value, also past "(112 million dollars)" that says it again."""
        frame, last = self.frame, self.last
        if frame.lower(last) != "(" or last + 1 not in self._places:
            return last
        return next((i + 1 for i in range(last + 2, min(frame.size, last + _BRACKETED)) if frame.lower(i) == ")"), last)

    def told_of_part(self, hit: Hit[Measure]) -> bool:
        """Say whether a cue behind a whole is told of the part before it: "12 of its 245 schools were damaged"."""
        end = self.noun[1] if self.noun is not None else self.last
        told = hit.first > end or (hit.first == end and (hit.first == self._verb or self.frame.lower(end) == "to"))
        told = told and self.frame.lower(end) not in _WHO  # "12,000 of the 30,000 who had fled"
        return self.whole and told  # "sending 27 of its 41 passengers to their deaths"

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

    def _goes_on(self, hit: Hit[Measure], verb: int) -> bool:
        """Say whether a cue is a further predicate of a clause's subject: "five fans were trampled and died"."""
        frame, i = self.frame, hit.first
        while i > verb and (frame.lower(i - 1) in AUXILIARIES or frame.lower(i - 1) in _LATER):
            i -= 1
        number = frame.clause(hit.first)
        joined = i - 1 > verb and frame.lower(i - 1) in _AND
        joined = joined and (number == self.clause or (number == self.clause + 1 and frame.clauses[number][0] >= i - 1))
        return joined and self.between(self.last, hit.first) == 0 and hit.last not in self._places

    def _counts(self, i: int) -> bool:
        """Say whether a value counts, and measures nothing: "rescued 40 people", not "died 12 days later"."""
        value = self.frame.quantities[self.frame.valued.index(i)].value
        return isinstance(value, Quantity) and value.unit is None

    def people(self) -> bool:
        """Say whether those who are counted are people of a place or party: "six South Africans", "702 Democrats"."""
        last = self.noun[1] - 1 if self.noun is not None else -1
        found = self.frame.entity(last)
        counted = found.value if found is not None and self.frame.lower(last).endswith("s") else None
        if not isinstance(counted, Entity):
            return False
        places = counted.name.lower().endswith(self.frame.lower(last))  # "the three Baltic states"
        return self._grammar.is_a(counted.classes, ("Party",) if places else ("Place", "Party"))

    def wares(self) -> bool:
        """Say whether a product is counted by its name: "selling 33 million iPhones"."""
        found = self.frame.entity(self.noun[1] - 1) if self.noun is not None else None
        counted = found.value if found is not None else None
        return isinstance(counted, Entity) and self._grammar.is_a(counted.classes, ("Product",))

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
        between = set(frame.lows[hit.last : self.first]) - _OF if hit.last < self.first else {""}
        if not between or ("and" in between and between <= _SELVES and len(between) > 1):  # "killing himself and two"
            return _PREDICATE + _RELATIVE + 1.0  # "the bodies of seven miners who were trapped"
        if hit.last == self.first or (hit.first < self.first and end < hit.last):
            return _PREDICATE
        if hit.first == end:
            # "86 migrants on board", no "kin of the dead"
            return _BESIDE if frame.lower(end) != "of" else 0.0
        if frame.lows[end : end + len(_NUMBER)] == _NUMBER:  # "brings to 90 the number of soldiers who have died"
            who = next((i for i in range(end, min(hit.first, end + _NAMED)) if frame.lower(i) in _WHO), hit.first)
            return _FAR if hit.first - who in range(1, _AUXILIARIES + 1) else 0.0
        if hit.first > end and frame.lower(end) in _BOARD and self._aboard(end, hit):
            return _PREDICATE + _BESIDE + min(_FAR, hit.first - end)
        told = frame.lower(end) in _WHO and hit.first - end <= _AUXILIARIES and "," not in frame.lows[end : hit.first]
        return _PREDICATE + _RELATIVE if told and hit.first > end else 0.0

    def _aboard(self, end: int, hit: Hit[Measure]) -> bool:
        """Say whether a cue tells what befell all aboard: "the 61 people on board a jet from Lund were killed"."""
        frame = self.frame
        begin = end + 1 + (frame.lows[end : end + 2] == ("on", "board"))
        if hit.first == begin:
            return hit.first not in self._places  # "all 61 people on board killed"
        told = next((i for i in range(begin, min(hit.first, begin + _CARRIED)) if frame.lower(i) in _BEEN), None)
        if told is None or hit.first - told > _AUXILIARIES or frame.lower(told - 1) in RELATIVES:
            return False
        return "," not in frame.lows[begin:told] and not self.between(begin, hit.first)

    def holds_another(self, hit: Hit[Measure]) -> bool:
        """Say whether the words of a cue stand on both sides of another value, no "employs some" before 40."""
        ranges = [self.frame.range(m.span) for m in self.frame.quantities] if self.encloses_another(hit) else ()
        return any(hit.first < first and last < hit.last for first, last in ranges)

    def encloses_another(self, hit: Hit[Measure]) -> bool:
        """Say whether the words of a cue stand around another value: the "reported * cases" of "reported 40 cases"."""
        return self.between(hit.first, hit.last) > 0 and not hit.first <= self.first < hit.last

    def of_other_clause(self, hit: Hit[Measure]) -> bool:
        """Say whether a cue is the subject of another clause with its own value: "cases fell 2 %, deaths rose 4 %"."""
        frame, number = self.frame, self.frame.clause(hit.first)
        if number == self.clause or self._head is None or hit.first <= self._head < hit.last:
            return False
        subject, verb = self._grammar.subject(frame, number), self._grammar.verb(frame, number)
        if subject is None or verb is None or not subject.first <= hit.first < hit.last <= subject.last:
            return False
        own = self._subject is not None and not (self._subject.pronoun or self._subject.relative)
        return own and self.between(verb, frame.clauses[number][1]) > 0

    def between(self, low: int, high: int) -> int:
        """Return how many other values stand between two tokens."""
        return max(0, bisect_left(self._places, high) - bisect_left(self._places, low))

    def governed(self, hit: Hit[Measure]) -> float:
        """Weigh a cue that is the head of the value's subject, or the predicate of the subject the value is in."""
        subject, verb = self._subject, self._verb
        if self.encloses_another(hit):
            return 0.0  # "a crash of two helicopters left five dead" counts five
        if (
            self.frame.lower(self.first - 1) in _WHENCE
            and subject is not None
            and self.between(subject.first, self.first)
        ):
            return 0.0  # "200 lawmakers from 40 countries signed the letter"
        if of_whom(self.frame, self.last, hit.first):
            return _PREDICATE
        if verb is None and self._enumerated(hit):
            return _PREDICATE
        if subject is None or verb is None or self._head is None:
            return 0.0
        if self.noun is not None and self.first < hit.first and hit.last < self.noun[1]:
            return 0.0  # "three wounded people died": who they are is not what became of them
        # "about" is a word of the value, but none of the subject
        if subject.first < self.last <= subject.last or self._next_of(subject, verb):
            among = _AMONG in self.frame.lows[verb + 1 : hit.first]  # "were also among the 16 dead"
            found = verb <= hit.first <= verb + 3 + 2 * among or (
                verb < hit.first <= verb + _HEDGED and _HEDGES.issuperset(self.frame.lows[verb : hit.first])
            )
            found = found and self.frame.clause(hit.first) == self.frame.clause(verb)
            aside = self.frame.lower(verb - 1) == "," and self.frame.lower(verb).endswith("ed")
            # "a 24 percent rise in profit, helped by strong demand", "1,200 soldiers had evacuated 7,400 people"
            found = found and not aside and not (hit.last in self._places and self._counts(hit.last))
            return _PREDICATE if found else _JOINED if self._goes_on(hit, verb) else 0.0
        # "The death toll from a blast … has risen to 40": nothing else may stand between verb and value
        if self.between(subject.first, self._head):
            return 0.0  # "3,000 troops rescued 40 people": the troops are of the 3,000
        found = hit.first <= self._head < hit.last and self.first > verb and self.between(verb, self.first) == 0
        return _SUBJECT if found else 0.0
