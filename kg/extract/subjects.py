"""Quantity with its measure → subject: whose value it is, weighed over everything that could own it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.candidates import Candidate, Candidates
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.events import event_iri
from kg.extract.frame import Frame
from kg.extract.measures import OF_POLLS, Measures
from kg.extract.neighbours import Neighbours
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import CONJUNCTIONS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity, Span

_LINKS = vocabulary("to in for from at")
_MATCH, _MISMATCH = 4.0, -6.0
_COURTESY = -1.5
_FAR = 1.0  # for a topic that no word of the sentence names
_TELLER = 3.0
_ELSEWHERE = 6.0
_SPEAKER = 5.0  # the one who says so seldom owns what is said
_THINGS = frozenset({"Product", "Commodity", "MarketItem", "StockIndex"})  # few of these are in any gazetteer
_THING = 2.5
OPINIONS = frozenset({"pollOpinion", "percentageShare"})
_PHRASE = -1.0  # words against a recognised entity, where the measure says what kind of owner it has


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a value is of."""

    name: str
    iri: str | None
    rule: str
    span: Span | None = None
    classes: tuple[str, ...] = ()


class Subjects:
    """The rules of ownership."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures = grammar, measures
        self._candidate = Candidates(lexicon, grammar)
        self._beside = Neighbours(lexicon, grammar, self._candidate)
        self._base = lexicon.base
        self._persons = frozenset(cue.text for cue in lexicon.cues_of("person"))

    def owner(
        self,
        page: Page,
        frame: Frame,
        mention: Mention,
        chosen: Chosen,
        *,
        role: Role | None = None,
        dated: bool = False,
    ) -> Subject:
        """Return the subject of a value, falling back from the words next to it to the article's topic.

        What is ``dated`` is owned by the event named by the measure's own words, not by the accident nearby.
        """
        wanted = chosen.measure.subject_classes if chosen.measure is not None else ()
        if chosen.name in OF_POLLS and page.poll is not None:
            return Subject(page.poll[0], None, "subject.poll", page.poll[1])
        if chosen.owner == "event" and dated and chosen.cue is not None:
            here = [e for e in page.events.by_frame.get(frame.index, ()) if chosen.cue[0] <= e.head < chosen.cue[1]]
            if here and here[0].detail:
                return Subject(here[0].name, event_iri(self._base, here[0]), "subject.event")
        elif chosen.owner == "event":
            event = page.events.near(frame, frame.range(mention.span)[0])
            if event is not None:
                telling = page.events.telling(event)
                rule = "subject.event" if telling is event else "subject.event-named-before"
                return Subject(telling.name, event_iri(self._base, telling), rule)
        named = self._named(page, frame, mention, chosen) if chosen.measure is not None else frozenset()
        best: tuple[float, Subject] | None = None
        for candidate in self._candidates(page, frame, mention, chosen, role):
            inside = candidate.span is not None and frame.sentence.span.covers(candidate.span)
            if candidate.classes is None and inside and candidate.tokens and candidate.tokens <= named:
                continue  # "Comparable sales rose": the words of the measure own nothing
            if chosen.owner == "event" and candidate.classes is None:
                people = not self._persons.isdisjoint(candidate.name.lower().split())
                if people or (inside and _counts(candidate, mention)):
                    continue  # "Two people were hurt" is a toll of what hurt them
            score = candidate.score + self._compatible(candidate, wanted)
            if best is None or score > best[0]:
                best = (
                    score,
                    Subject(candidate.name, candidate.iri, candidate.rule, candidate.span, candidate.classes or ()),
                )
        if best is not None:
            return best[1]
        return Subject(page.article.title or page.article.id, None, "subject.article")

    def _named(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen) -> frozenset[int]:
        """Return the tokens of a frame that are words of some measure that such a value can be of."""
        kinds = self._measures.kinds(mention.value) if isinstance(mention.value, Quantity) else None
        return frozenset(
            i
            for hit in page.hits.get(frame.index, ())
            if kinds is None
            or not kinds.isdisjoint(hit.value.units or ("count",))
            or hit.value.name == chosen.name.removesuffix("Change")
            for i in range(hit.first, hit.last)
        )

    def _compatible(self, candidate: Candidate, wanted: tuple[str, ...]) -> float:
        if not wanted or "Entity" in wanted:
            return 0.0
        if candidate.classes is None:
            return _THING if set(wanted) & _THINGS else _PHRASE
        if not candidate.classes:
            return 0.0
        if not self._grammar.is_a(candidate.classes, wanted):
            return _MISMATCH
        # states are organisations and places, but seldom meant where only an organisation is asked for
        courtesy = "State" in candidate.classes and not {"State", "Place"} & set(wanted)
        if courtesy:
            return _COURTESY
        return _MATCH - _FAR if candidate.rule == "subject.topic" else _MATCH

    def _candidates(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, change: Role | None
    ) -> Iterator[Candidate]:
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
        yield from self._beside.after(
            page, frame, noun_end, of_score + possessive, "subject.of-noun", frozenset({"of"})
        )
        if share:
            yield from self._beside.favoured(frame, last)
            if chosen.name in OPINIONS:
                yield from self._beside.asked(page, frame, last)
        if isinstance(quantity, Quantity) and quantity.noun is not None and role in ("place", "subject", "topic"):
            counted = frame.entity(frame.range(quantity.noun)[1] - 1)
            if counted is not None:  # "1 million Indonesians"
                yield replace(self._candidate.entity(counted, 9.5, "subject.counted-people"), score=9.5)
        yield from self._beside.those(frame, first)
        yield from self._beside.listed(page, frame, mention)
        yield from self._beside.governed(page, frame, first)
        yield from self._beside.apposed(frame, first, noun_end)
        if frame.lower(noun_end) in _LINKS:
            for found in self._beside.after(page, frame, noun_end, 6.0, "subject.after-value", _LINKS):
                if found.classes is not None or frame.lower(noun_end) != "to":
                    yield found
        if frame.lower(last) in ("comes", "came", "come") and frame.lower(last + 1) == "from":
            yield from self._beside.after(page, frame, last + 1, 10.0, "subject.comes-from", frozenset({"from"}))
        elif share and frame.lower(last) == "from" and (change is None or change.part == "level"):
            yield from self._beside.after(page, frame, last, 10.0, "subject.comes-from", frozenset({"from"}))
        if chosen.cue is not None and not (first <= chosen.cue[0] < noun_end):
            yield from self._beside.estimated(page, frame, chosen.cue, bare="State" not in wanted)
            clause = self._grammar.subject(frame, frame.clause(first))
            apart = clause is not None and not clause.relative and frame.clause(chosen.cue[0]) > frame.clause(first)
            # "the index is up 24 percent, while shares of Acme …": words of the next clause have an owner of their own
            yield from self._beside.around_cue(page, frame, chosen.cue, possessive - (_ELSEWHERE if apart else 0.0))
        bonus = 2.0 if role == "subject" else 0.0
        if change is not None and change.standing == "expected":
            bonus = -5.0  # who expects a value does not own it
        yield from self._clauses(page, frame, first, bonus, chosen.cue, role)
        verb = self._grammar.verb(frame, frame.clause(first))
        if verb is not None and wanted == ("Person",):
            yield from self._beside.acted_on(page, frame, verb, first)
        for other in frame.entities if verb is not None and verb < first else ():  # "sentenced Kalva to nine years"
            if verb is not None and verb < frame.at(other.span.start) < first and not self._speaks(frame, other):
                yield self._candidate.entity(other, 5.5, "subject.object")
                break
        for other in frame.entities:
            at = frame.at(other.span.start)
            same = frame.clause(at) == frame.clause(first)
            gap = min(abs(at - first), 20) * 0.05
            if self._speaks(frame, other):
                gap += _SPEAKER
            yield self._candidate.entity(
                other, (4.0 if same else 3.0) - gap, "subject.same-clause" if same else "subject.same-sentence"
            )
        back = chosen.rule == "measure.sentence-before" and change is not None and change.standing == "expected"
        for earlier in self._earlier(page, frame):
            yield replace(earlier, score=earlier.score + 8.0) if back else earlier
        bonus = {"topic": 1.0, "place": 2.0}.get(role, 0.0)
        for place, topic in enumerate(page.topics[:8]):
            entity = topic.entity
            yield Candidate(entity.name, entity.iri or None, entity.classes, 2.0 + bonus - 0.1 * place, "subject.topic")

    def _speaks(self, frame: Frame, mention: Mention) -> bool:
        """Say whether an entity is the one who says so: "…, OPEC said", "said OPEC"."""
        at, last = frame.range(mention.span)
        return any(frame.lower(i) in self._grammar.speech for i in (*range(last, last + 3), at - 1, at - 2))

    def _clauses(
        self, page: Page, frame: Frame, i: int, bonus: float, cue: tuple[int, int] | None, owner: str
    ) -> Iterator[Candidate]:
        """The subject of the value's clause, then those of the clauses before it, then after it."""
        number = frame.clause(i)
        score = 7.0 + bonus
        begin = frame.clauses[number][0]
        if frame.lower(begin) == "where":
            yield from self._candidate.relative(page, frame, number, score + 2.0)
        opening = begin + 1 if frame.lower(begin) in CONJUNCTIONS else begin
        if frame.lower(opening) in ("in", "at", "across"):
            place = frame.entity(opening + 1) or frame.entity(opening + 2)
            if place is not None and frame.at(place.span.start) <= opening + 2:
                yield self._candidate.entity(place, 5.0 + (2.0 if owner == "place" else 0.0), "subject.opening-place")
        for other in range(number, -1, -1):
            found = list(self._of_clause(page, frame, other, score, cue))
            if other < number and self._tells(frame, other):  # who says it is seldom the one it is said of
                found = [
                    replace(c, score=c.score - _SPEAKER)
                    if self._is_person(c)
                    else replace(c, score=c.score - _TELLER if c.classes is None else c.score)
                    for c in found
                ]
            yield from found
            score -= 1.5 if found else 0.3
            if score < 3.0:
                break
        if number + 1 < len(frame.clauses):
            yield from self._of_clause(page, frame, number + 1, 4.0, cue)

    def _tells(self, frame: Frame, number: int) -> bool:
        verb = self._grammar.verb(frame, number)
        return verb is not None and any(frame.lower(i) in self._grammar.speech for i in range(verb, verb + 3))

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
        return any(frame.lower(i) in self._grammar.speech for i in range(begin, end))

    def _earlier(self, page: Page, frame: Frame) -> Iterator[Candidate]:
        if frame.sentence.header is not None:
            for mention in page.headers.get((frame.sentence.header.start, frame.sentence.header.end), frame).entities:
                yield self._candidate.entity(mention, 3.5, "subject.header")
        for back in (1, 2):
            earlier = page.before(frame, back)
            listed = frame.index in page.lists
            if earlier is None or (earlier.sentence.paragraph < frame.sentence.paragraph - 1 and not listed):
                return
            phrase = self._grammar.subject(earlier, 0)
            if phrase is not None and not phrase.pronoun and not phrase.relative:
                yield from self._candidate.in_phrase(page, earlier, phrase, 3.0 - 0.5 * back, "subject.sentence-before")


def _counts(candidate: Candidate, mention: Mention) -> bool:
    """Say whether a phrase is what a value counts, or has the value in it."""
    if candidate.span is None or not isinstance(mention.value, Quantity):
        return False
    noun = mention.value.noun
    return candidate.span.covers(mention.span) or (noun is not None and candidate.span.overlaps(noun))
