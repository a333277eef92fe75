"""Quantity with its measure → who may own it: next to it, in its clause, in its sentence, in the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.candidates import Candidate, Candidates
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.neighbours import Neighbours
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import CONJUNCTIONS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

_LINKS = vocabulary("to in for from at")
_TELLER = 3.0
_ELSEWHERE = 6.0
_SPEAKER = 5.0  # the one who says so seldom owns what is said
_UNSEEN = 3.0  # what only later sentences name is seldom meant before
_COMPARING = vocabulary("behind than unlike ahead besides")  # "second behind only Brazil" is not of Brazil
_ASIDE = vocabulary("if when because as after while since unless before although though until")  # open a side clause
_FOR = frozenset({"for", "of", "at", "from", "with"})
_OF, _FROM = frozenset({"of"}), frozenset({"from"})
# the highest scores of some groups of candidates, by which the search ends when nothing better can come
_PRONOUN = 2.5  # what a pronoun that agrees adds to the score of its clause
_PLACED = 7.0
_FOLLOWING = 4.0  # the subject of the clause after
_ACTED, _OBJECT = 10.0, 5.5
_EARLIER, _BACK = 3.5, 8.0  # the sentence before, and where the value is of its measure
_OUTSIDE = 4.0  # entities of the sentence, topics of the article
OPINIONS = frozenset({"pollOpinion", "percentageShare"})


class Owners:
    """Looks for owners, the nearest first."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._putting = frozenset(cue.text for cue in lexicon.cues_of("putting"))
        self._spokes = frozenset(cue.text for cue in lexicon.cues_of("spokesperson"))
        self._candidate = Candidates(lexicon, grammar)
        self._beside = Neighbours(lexicon, grammar, self._candidate)

    def of(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, change: Role | None
    ) -> Iterator[Candidate | float]:
        """Yield who may own a value; a number says that nothing after it has a higher score of its own."""
        first, last = frame.range(mention.span)
        quantity = mention.value
        role = chosen.owner
        wanted = chosen.measure.subject_classes if chosen.measure is not None else ()
        possessive = 2.0 if role == "possessor" else 0.0
        noun_end = last
        if isinstance(quantity, Quantity) and quantity.noun is not None:
            noun_end = max(last, frame.range(quantity.noun)[1])
        if chosen.cue is not None and noun_end <= chosen.cue[0] <= noun_end + 1:
            noun_end = chosen.cue[1]  # "the 75-year anniversary of NATO"
        if change is not None and change.cue is not None and last <= change.cue <= last + 2:
            noun_end = max(noun_end, change.cue + 1)  # "a 5-point jump for Clinton"
        yield from self._beside.possessor(page, frame, first, 10.0 + possessive, "subject.possessor")
        share = isinstance(quantity, Quantity) and quantity.unit == "percent"
        of_score = 6.5 if (share and role != "topic") or noun_end == last else 10.0
        yield from self._beside.after(page, frame, noun_end, of_score + possessive, "subject.of-noun", _OF)
        if share:
            yield from self._beside.favoured(frame, last)
            if chosen.name in OPINIONS:
                yield from self._beside.asked(page, frame, last)
        if isinstance(quantity, Quantity) and quantity.noun is not None and role in ("place", "subject", "topic"):
            counted = frame.entity(frame.range(quantity.noun)[1] - 1)
            if counted is not None:  # "1 million Indonesians"
                yield replace(self._candidate.entity(counted, 9.5, "subject.counted-people"), score=9.5)
        if share or chosen.name.startswith("poll"):
            yield from self._beside.option(frame, first)
        yield from self._beside.those(frame, first)
        yield from self._beside.listed(page, frame, mention)
        yield from self._beside.governed(page, frame, first)
        yield from self._beside.apposed(frame, first, noun_end)
        if frame.lower(noun_end) in _LINKS:
            for found in self._beside.after(page, frame, noun_end, 6.0, "subject.after-value", _LINKS):
                if found.classes is not None or frame.lower(noun_end) != "to":
                    yield found
        if frame.lower(last) in ("comes", "came", "come") and frame.lower(last + 1) == "from":
            yield from self._beside.after(page, frame, last + 1, 10.0, "subject.comes-from", _FROM)
        elif share and frame.lower(last) == "from" and (change is None or change.part == "level"):
            yield from self._beside.after(page, frame, last, 10.0, "subject.comes-from", _FROM)
        if chosen.cue is not None and not (first <= chosen.cue[0] < noun_end):
            yield from self._beside.estimated(page, frame, chosen.cue, bare="State" not in wanted)
            clause = self._grammar.subject(frame, frame.clause(first))
            apart = clause is not None and not clause.relative and frame.clause(chosen.cue[0]) > frame.clause(first)
            # "the index is up 24 percent, while shares of Acme …": words of the next clause have an owner of their own
            yield from self._beside.around_cue(page, frame, chosen.cue, possessive - (_ELSEWHERE if apart else 0.0))
        bonus = 2.0 if role == "subject" else 0.0
        if change is not None and change.standing == "expected":
            bonus = -5.0  # who expects a value does not own it
        back = chosen.rule == "measure.sentence-before" and change is not None and change.standing == "expected"
        beyond = _EARLIER + _BACK if back else _OUTSIDE
        acted = wanted == ("Person",)
        yield from self._clauses(
            page,
            frame,
            first,
            bonus,
            chosen.cue,
            role,
            rest=max(_ACTED if acted else _OBJECT, beyond),
            plain=chosen.rule == "measure.head-noun",
        )
        verb = self._grammar.verb(frame, frame.clause(first))
        if verb is not None and acted:
            yield from self._beside.acted_on(page, frame, verb, first)
        for other in frame.entities if verb is not None and verb < first else ():  # "sentenced Kalva to nine years"
            if verb is not None and verb < frame.range(other.span)[0] < first and not self._speaks(frame, other):
                yield self._candidate.entity(other, _OBJECT, "subject.object")
                break
        yield beyond
        for other in frame.entities:
            at = frame.range(other.span)[0]
            same = frame.clause(at) == frame.clause(first)
            gap = min(abs(at - first), 20) * 0.05
            if self._speaks(frame, other) or not _COMPARING.isdisjoint(frame.lows[max(0, at - 3) : at]):
                gap += _SPEAKER
            yield self._candidate.entity(
                other, (4.0 if same else 3.0) - gap, "subject.same-clause" if same else "subject.same-sentence"
            )
        for earlier in self._earlier(page, frame):
            yield replace(earlier, score=earlier.score + _BACK) if back else earlier
        bonus = {"topic": 1.0, "place": 2.0}.get(role, 0.0)
        for place, topic in enumerate(page.topics[:8]):
            entity = topic.entity
            score = 2.0 + bonus - 0.1 * place - (_UNSEEN if topic.first > frame.index else 0.0)
            yield Candidate(entity.name, entity.iri or None, entity.classes, score, "subject.topic")

    def _speaks(self, frame: Frame, mention: Mention) -> bool:
        """Say whether an entity is the one who says so: "…, OPEC said", "said OPEC"."""
        told = self._grammar.told(frame)
        at, last = frame.range(mention.span)
        return bool(told) and not told.isdisjoint((last, last + 1, last + 2, at - 1, at - 2))

    def _clauses(
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
        who count it: "the agency said 1.8 million people needed food".
        """
        number = frame.clause(i)
        score = 7.0 + bonus
        rest = max(rest, _FOLLOWING + _PRONOUN)
        yield max(score + _PRONOUN, _PLACED, rest)
        own = not self._points(frame, number)  # a clause with its own subject seldom lends from the one before
        begin = frame.clauses[number][0]
        if frame.lower(begin) == "where":
            yield from self._candidate.relative(page, frame, number, score + 2.0)
        opening = begin + 1 if frame.lower(begin) in CONJUNCTIONS else begin
        if frame.lower(opening) in ("in", "at", "across"):
            place = frame.entity(opening + 1) or frame.entity(opening + 2)
            if place is not None and frame.at(place.span.start) <= opening + 2:
                yield self._candidate.entity(
                    place, _PLACED - (0.0 if owner == "place" else 2.0), "subject.opening-place"
                )
        for other in range(number, -1, -1):
            yield max(score + _PRONOUN, rest)
            found = list(self._of_clause(page, frame, other, score, cue))
            aside = plain and (other == number or own) and self._told(frame, other, i)
            if aside or (other == number and self._puts(frame, other, i)):
                found = [replace(c, score=c.score - _SPEAKER) for c in found]
            elif self._told(frame, other, i) and (
                other < number or self._speaks_for(frame, other)
            ):  # who says it is seldom the one it is said of
                found = [
                    replace(c, score=c.score - _SPEAKER)
                    if self._is_person(c)
                    else replace(c, score=c.score - _TELLER if c.classes is None else c.score)
                    for c in found
                ]
                found += self._spoken_for(page, frame, other, score)
            if own and other < number:
                found = [replace(c, score=c.score - _TELLER) if c.classes is None else c for c in found]
            yield from found
            score -= 1.5 if found else 0.3
            if score < 3.0:
                break
        yield rest
        if number + 1 < len(frame.clauses) and frame.lower(frame.clauses[number + 1][0]) not in _ASIDE:
            yield from self._of_clause(page, frame, number + 1, _FOLLOWING, cue)

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

    def _points(self, frame: Frame, number: int) -> bool:
        phrase = self._grammar.subject(frame, number)
        return phrase is None or phrase.pronoun or phrase.relative

    def _told(self, frame: Frame, number: int, i: int) -> bool:
        """Say whether token i is in what the subject of a clause tells."""
        begin, end = frame.clauses[number]
        return self._tells(frame, number) and any(begin <= place < min(i, end) for place in self._grammar.told(frame))

    def _speaks_for(self, frame: Frame, number: int) -> bool:
        phrase = self._grammar.subject(frame, number)
        return phrase is not None and not self._spokes.isdisjoint(frame.lows[phrase.first : phrase.last])

    def _tells(self, frame: Frame, number: int) -> bool:
        verb = self._grammar.verb(frame, number)
        return verb is not None and not self._grammar.told(frame).isdisjoint(range(verb, verb + 3))

    def _is_person(self, candidate: Candidate) -> bool:
        return candidate.classes is not None and self._grammar.is_a(candidate.classes, ("Person",))

    def _of_clause(
        self, page: Page, frame: Frame, number: int, score: float, cue: tuple[int, int] | None
    ) -> Iterator[Candidate]:
        phrase = self._grammar.subject(frame, number)
        if phrase is None:
            return
        if phrase.relative:
            yield from self._candidate.relative(page, frame, number, score)
        elif phrase.pronoun:
            found = frame.entity(phrase.first)
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

    def _earlier(self, page: Page, frame: Frame) -> Iterator[Candidate]:
        if frame.sentence.header is not None:
            for mention in page.headers.get((frame.sentence.header.start, frame.sentence.header.end), frame).entities:
                yield self._candidate.entity(mention, _EARLIER, "subject.header")
        for back in (1, 2):
            earlier = page.before(frame, back)
            listed = frame.index in page.lists
            if earlier is None or (earlier.sentence.paragraph < frame.sentence.paragraph - 1 and not listed):
                return
            phrase = self._grammar.subject(earlier, 0)
            if phrase is not None and not phrase.pronoun and not phrase.relative:
                score = 3.0 - 0.5 * back - (_TELLER if self._tells(earlier, 0) else 0.0)
                measured = {i for hit in page.hits.get(earlier.index, ()) for i in range(hit.first, hit.last)}
                for c in self._candidate.in_phrase(page, earlier, phrase, score, "subject.sentence-before"):
                    if c.classes is not None or not c.tokens or not c.tokens <= measured:
                        yield c  # "Total revenue rose": the words of a measure own nothing
