"""Quantity with its measure → subject: whose value it is, weighed over everything that could own it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.candidates import Candidate
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.events import event_iri
from kg.extract.frame import Frame
from kg.extract.measures import OF_POLLS, Measures
from kg.extract.owners import Owners
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity, Span

_MATCH, _MISMATCH = 4.0, -6.0
_COURTESY = -1.5
_FAR = 1.0  # for a topic that no word of the sentence names
_THINGS = frozenset({"Product", "Commodity", "MarketItem", "StockIndex"})  # few of these are in any gazetteer
_THING = 2.5
_ANYBODY = frozenset({"people", "persons", "others", "individuals"})
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
        self._owners = Owners(lexicon, grammar)
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
        most = _MATCH if wanted and "Entity" not in wanted else 0.0
        best: Candidate | None = None
        highest = 0.0
        for candidate in self._owners.of(page, frame, mention, chosen, role):
            if isinstance(candidate, float):
                if best is not None and highest >= candidate + most:
                    break  # no later one can have more
                continue
            inside = candidate.span is not None and frame.sentence.span.covers(candidate.span)
            if candidate.classes is None and inside and candidate.tokens and candidate.tokens <= named:
                continue  # "Comparable sales rose": the words of the measure own nothing
            if (
                chosen.rule == "measure.head-noun"
                and candidate.classes is None
                and inside
                and _within(candidate, mention)
            ):
                continue  # "1.8 million people needed food": what is counted does not own its number
            if chosen.owner == "event" and candidate.classes is None:
                people = not self._persons.isdisjoint(candidate.name.lower().split())
                if people or (inside and _counts(candidate, mention)):
                    continue  # "Two people were hurt" is a toll of what hurt them
            score = candidate.score + self._compatible(candidate, wanted)
            if best is None or score > highest:
                best, highest = candidate, score
        if best is not None:
            return Subject(best.name, best.iri, best.rule, best.span, best.classes or ())
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


def _counts(candidate: Candidate, mention: Mention) -> bool:
    """Say whether a phrase is what a value counts, or has the value in it."""
    if candidate.span is None or not isinstance(mention.value, Quantity):
        return False
    noun = mention.value.noun
    return candidate.span.covers(mention.span) or (noun is not None and candidate.span.overlaps(noun))


def _within(candidate: Candidate, mention: Mention) -> bool:
    """Say whether a phrase is no more than what a value counts."""
    if candidate.span is None or not isinstance(mention.value, Quantity) or mention.value.noun is None:
        return False
    noun = mention.value.noun
    if candidate.name.lower() not in _ANYBODY:
        return False  # "400 teachers", "ten Chinese cities" say who or whose
    return Span(min(mention.span.start, noun.start), max(mention.span.end, noun.end)).covers(candidate.span)
