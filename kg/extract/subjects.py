"""Quantity with its measure → subject: whose value it is, weighed over everything that could own it."""

from __future__ import annotations

from dataclasses import replace

from kg import names
from kg.extract.bygone import another_year, elsewhere_before
from kg.extract.candidates import Candidate
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.deals import Deals
from kg.extract.estimated import unnamed
from kg.extract.frame import Frame
from kg.extract.happened import Event, Occurrence, event_iri
from kg.extract.likeness import (
    LOOSE,
    MATCH,
    called_like,
    compatible,
    counts,
    earns,
    goods_of,
    headed,
    is_figure,
    measured_words,
    within,
)
from kg.extract.measures import Measures
from kg.extract.owners import Owners
from kg.extract.page import Page
from kg.extract.payers import Payers
from kg.extract.phrases import Grammar
from kg.extract.pollsters import Pollsters
from kg.extract.standins import StandIns
from kg.extract.uses import used_for
from kg.extract.whose import Whose
from kg.extract.words import RELATIVES
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity, Span
from kg.values import dataclass

_LANDS = frozenset({"State", "Place"})
_FIRMS = frozenset({"Organisation", "StockIndex", "Product"})
_FIGURE, _EARNER = 8.0, 4.0  # "The average worker earns $600": of the worker, not of a land
_WORDED = 2.5  # the words of a figure against whose it is
_WORDS = 0.5  # what an owner of a figure that is some place's must have, to go before the words of the figure
_EPIDEMIC = "outbreak"  # as the kind of an event


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a value is of."""

    name: str
    iri: str | None
    rule: str
    span: Span | None = None
    classes: tuple[str, ...] = ()

    def stated(self, frame: Frame, value: Span, cue: tuple[int, int] | None) -> Span:
        """Return the clauses from the first to the last that value, measure and subject stand in."""
        begin, end = frame.range(value)
        tokens = [begin, end - 1]
        if cue is not None:
            tokens.append(cue[0])
        if self.span is not None and frame.sentence.span.covers(self.span):
            tokens.append(frame.at(self.span.start))
        first = frame.clauses[frame.clause(min(tokens))][0]
        last = frame.clauses[frame.clause(max(tokens))][1]
        while last - first > 1 and frame.tokens[last - 1].text in ",;:":
            last -= 1
        return Span(min(frame.tokens[first].start, value.start), max(frame.tokens[last - 1].end, value.end))


class Subjects:
    """The rules of ownership."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures = grammar, measures
        self._owners, self._deals = Owners(lexicon, grammar), Deals(lexicon, grammar)
        self._base, self._estimates = lexicon.base, unnamed(lexicon)
        self._cast = frozenset(used_for(lexicon, "ballot"))  # a turnout is of no war told before
        self._stand_ins = StandIns(lexicon, grammar)
        self._whose, self._persons = Whose(lexicon, grammar), lexicon.words_of("person")
        self._pollsters, self._payers = Pollsters(lexicon, grammar), Payers(lexicon, grammar)

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
        if chosen.name in self._measures.of_polls and page.poll is not None:
            asking = self._pollsters.other(page, frame, mention)
            if asking is not None:
                return Subject(asking.name, asking.iri or None, "subject.clause")
            poll = page.polled(frame) or page.poll
            return Subject(poll.name, None, "subject.poll", poll.span)
        if chosen.owner == "event" and dated and chosen.cue is not None:
            happened = self._dated(page, frame, chosen.cue, frame.at(mention.span.start))
            if happened is not None:
                return self.happening(page, happened, "subject.event")
        elif chosen.owner == "event" and not self._payers.pays(frame, mention, wanted):
            event = page.events.near(frame, frame.range(mention.span)[0]) if chosen.name not in self._cast else None
            if event is not None and another_year(page, frame, mention, event):
                event, wanted = None, ()
            scene = elsewhere_before(self._grammar, page, frame, mention, event) if event is not None else None
            if scene is not None:
                return Subject(scene[0], names.entity(self._base, scene[1]), "subject.event-bygone")
            abroad = self._abroad(page, frame, mention, chosen, role) if event is not None else None
            if abroad is not None:
                return abroad
            if event is not None:
                telling = page.events.telling(event)
                rule = "subject.event" if telling is event else "subject.event-named-before"
                return self.happening(page, telling, rule)
        if chosen.name in self._deals.measures:
            deal = self._deals.of(page, frame, mention.span)
            if deal is not None:
                return Subject(deal.name, deal.iri, deal.rule, deal.span)
        kinds = self._measures.kinds(mention.value) if isinstance(mention.value, Quantity) else None
        named = measured_words(page, frame, kinds, chosen) if chosen.measure is not None else frozenset()
        most = MATCH if wanted and "Entity" not in wanted else 0.0
        placed = bool(wanted) and _LANDS.issuperset(wanted)
        polled = page.poll is not None and chosen.name.startswith("poll")
        best: Candidate | None = None
        spare: Candidate | None = None
        highest = 0.0
        owner = chosen.owner
        for candidate in self._owners.of(page, frame, mention, chosen, role):
            if isinstance(candidate, float):
                if best is not None and highest >= candidate + most:
                    break  # no later one can have more
                continue
            inside = candidate.span is not None and frame.sentence.span.covers(candidate.span)
            if polled and self._pollsters.asks(page, frame, candidate, inside=inside):
                continue
            worded = candidate.classes is None and inside and candidate.rule != "subject.group"
            tokens = headed(self._grammar, frame, candidate, placed=placed) if worded else candidate.tokens
            firms = worded and "Organisation" in wanted and _FIRMS.issuperset(wanted)
            goods = firms and goods_of(self._grammar, frame, candidate, mention, chosen)
            left_out = candidate.rule == "subject.gapped" and chosen.cue is None  # "… and school fees 9 percent"
            if goods or (worded and tokens and tokens <= named and not left_out):
                # "Comparable sales rose": the words of the measure own nothing, unless nobody else is in sight
                if candidate.rule == "subject.clause" and spare is None and owner != "event":
                    spare = candidate
                continue
            if inside and called_like(frame, candidate, named):
                continue
            counted = chosen.rule == "measure.head-noun" and candidate.classes is None and inside
            if counted and within(candidate, mention):
                continue  # "1.8 million people needed food": what is counted does not own its number
            if owner == "place" and candidate.name.lower() == "people":
                continue  # "413 people died in 271 accidents"
            if owner == "event" and candidate.classes is None:
                people = not self._persons.isdisjoint(candidate.name.lower().split())
                if people or (inside and counts(candidate, mention)):
                    continue  # "Two people were hurt" is a toll of what hurt them
            score = candidate.score + compatible(self._grammar, candidate, wanted)
            if (
                worded
                and candidate.rule == "subject.clause"
                and is_figure(self._grammar, page, frame, candidate, mention)
            ):
                score -= _FIGURE
            if worded and chosen.cue is not None and owner == "subject" and tokens:
                told = frame.lows[min(tokens) : max(tokens) + 1]
                headed_by_cue = self._grammar.head(frame, min(tokens), max(tokens) + 1) in range(*chosen.cue)
                score -= _WORDED * (
                    headed_by_cue and "'s" not in told
                )  # "Acme said its share of the toy market had slipped"
            if worded and owner == "place":
                score += _EARNER * earns(candidate, self._persons)
            if best is None or score > highest:
                best, highest = candidate, score
        if spare is not None and not dated and (best is None or self._spared(best, highest, wanted)):
            best = spare
        if (epidemic := self._spreading(page, frame, mention, chosen, best)) is not None:
            return self.happening(page, epidemic, "subject.event")
        if best is not None:
            found = self._stands_for(page, frame, best, wanted, measure=chosen.name)
            # "It left its estimate for 2007 at 1.5 million": of what the sentence before told
            return replace(found, rule="subject.estimating") if self._estimates(frame, mention, chosen) else found
        return Subject(page.article.title or page.article.id, None, "subject.article")

    def _spared(self, best: Candidate, highest: float, wanted: tuple[str, ...]) -> bool:
        """Say whether the words of a figure are a better subject than what stands far from it."""
        if not wanted or "Entity" in wanted:
            return best.rule in LOOSE and best.classes is None
        unfit = bool(best.classes) and not self._grammar.is_a(best.classes or (), wanted)
        return (_LANDS.issuperset(wanted) and highest < _WORDS) or (unfit and best.rule == "subject.cue-modifier")

    def happening(self, page: Page, event: Event, rule: str) -> Subject:
        """Return an event by what it is called in all articles; what harmed nobody by the article's words."""
        found = page.occurrence(event)
        if found is not None:
            return Subject(found.name, found.iri, rule)
        return Subject(event.name, event_iri(self._base, event), rule)

    def _dated(self, page: Page, frame: Frame, cue: tuple[int, int], at: int) -> Event | None:
        """Return the event that the words of a date measure name or tell of: "the quake that hit Varda on Friday"."""
        here = page.events.by_frame.get(frame.index, ())
        named = next((event for event in here if cue[0] <= event.head < cue[1]), None)
        if named is not None and not named.harmful:
            return named if named.detail else None
        number = frame.clause(cue[0])
        begin = frame.clauses[number][0]
        told = [event for event in here if event.harmful and frame.clause(event.head) in (number, frame.clause(at))]
        if not told and frame.lower(begin) in RELATIVES:
            told = [event for event in here if event.harmful and event.last == begin]
        event = named or min(told, key=lambda event: abs(event.head - cue[0]), default=None)
        return page.events.telling(event) if event is not None else None

    def _stands_for(
        self, page: Page, frame: Frame, best: Candidate, wanted: tuple[str, ...], *, measure: str
    ) -> Subject:
        """Return the subject that a candidate is, or what its words stand for."""
        if best.classes is None and (not _LANDS.isdisjoint(wanted) or self._stand_ins.grows(frame, best)):
            land = self._stand_ins.land(page, frame, best, page.article.text)
            if land is not None:
                name, entity, span = land
                iri, classes = (entity.iri or None, entity.classes) if entity is not None else (None, ())
                return Subject(name, iri, best.rule, span, classes)
        holder = self._whose.holder(page, frame, best) if best.classes is None else None
        if holder is not None:
            return Subject(holder[0], None, best.rule, holder[1])
        told = self._told(page, frame, best) if best.iri is None else None
        if told is not None:
            return self.happening(page, told, best.rule)
        thing = self._stand_ins.thing(page, frame, best.name, best.span) if best.iri is None else None
        if thing is not None or best.classes is not None:
            name, iri = thing if thing is not None else (best.name, best.iri)
            return Subject(name, iri, best.rule, best.span, best.classes or ())
        owner = self._whose.of(page, frame, best, wanted, measure=measure)
        if isinstance(owner, Entity) and self._whose.itself(page, frame, best, owner, wanted):
            return Subject(owner.name, owner.iri or None, best.rule, best.span, owner.classes)
        if owner is None or owner.name.casefold() in best.name.casefold():
            return Subject(best.name, best.iri, best.rule, best.span)
        iri = best.iri
        if isinstance(owner, Occurrence):  # by the place alone, which two articles call alike
            iri = names.entity(self._base, f"{best.name} {owner.anchor}")
        return Subject(f"{best.name} ({owner.name.partition(' (')[0]})", iri, best.rule, best.span)

    def _told(self, page: Page, frame: Frame, best: Candidate) -> Event | None:
        """Return the event that a subject's head names: "The 6.8-magnitude quake struck 35 km north of …"."""
        if best.span is None or best.rule != "subject.clause" or not frame.sentence.span.covers(best.span):
            return None
        first, last = frame.range(best.span)
        head = self._grammar.head(frame, first, last)
        found = next((event for event in page.events.by_frame.get(frame.index, ()) if event.head == head), None)
        telling = page.events.telling(found) if found is not None and found.harmful else None
        return telling if telling is not None and page.occurrence(telling) is not None else None

    def _abroad(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, role: Role | None) -> Subject | None:
        """Return the place whose toll of an epidemic it is: an epidemic without a place is everywhere."""
        event = page.events.near(frame, frame.range(mention.span)[0])
        telling = page.events.telling(event) if event is not None else None
        if telling is None or telling.kind != _EPIDEMIC or " in " in telling.name or chosen.measure is None:
            return None
        measure = replace(chosen.measure, subject_classes=("Place",), owner="place")
        found = self.owner(page, frame, mention, replace(chosen, measure=measure), role=role)
        if found.span is None or not frame.sentence.span.covers(found.span):
            place = frame.at(mention.span.start)  # "the epidemic has killed 4,800 people": of no land told elsewhere
            itself = event is not None and event.frame == frame.index and event.head < place
            itself = itself and event is not None and frame.clause(event.head) == frame.clause(place)
            return found if not itself and self._grammar.is_a(found.classes, ("State",)) else None
        if not found.classes and (land := self._stand_ins.state(page, frame)) is not None:
            return Subject(land.name, land.iri, "subject.topic", None, land.classes)
        at, first = frame.at(found.span.start), frame.at(mention.span.start)  # "…, most of them in Asia"
        aside = "," in frame.lows[first:at] or (at > first and frame.clause(at) != frame.clause(first))
        return found if not aside and self._grammar.is_a(found.classes, ("Place",)) else None

    def _spreading(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, best: Candidate | None
    ) -> Event | None:
        """Return the epidemic whose cases are counted where no place is told beside them."""
        if chosen.measure is None or chosen.owner != "place" or "Event" not in chosen.measure.subject_classes:
            return None
        if best is not None and best.rule not in LOOSE and best.classes is not None:
            return None
        event = page.events.near(frame, frame.range(mention.span)[0])
        telling = page.events.telling(event) if event is not None else None
        return telling if telling is not None and telling.kind == _EPIDEMIC else None
