"""Quantity with its measure → subject: whose value it is, weighed over everything that could own it."""

from __future__ import annotations

from dataclasses import replace

from kg import names
from kg.extract.benefits import Benefits
from kg.extract.bygone import another_year, elsewhere_before, outsized, told_there
from kg.extract.candidates import Candidate
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.contenders import LANDS, Contenders
from kg.extract.date_cues import event_dated
from kg.extract.deals import Deals
from kg.extract.estimated import unnamed
from kg.extract.frame import Frame
from kg.extract.handing import Handing
from kg.extract.happened import Event, Occurrence, event_iri
from kg.extract.hazards import EPIDEMIC, Hazards
from kg.extract.likeness import LOOSE
from kg.extract.measures import Measures
from kg.extract.on_behalf import OnBehalf
from kg.extract.page import Page
from kg.extract.payers import Payers
from kg.extract.phrases import Grammar
from kg.extract.pollsters import Pollsters
from kg.extract.sides import of_part, of_side
from kg.extract.standins import StandIns
from kg.extract.uses import used_for
from kg.extract.whose import Whose
from kg.extract.wider import acting, of_victims, telling_land, warmth, worldwide
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity, Span
from kg.values import dataclass

_PLACED = ("Place",)
_WORDS = 0.5  # what an owner of a figure that is some place's must have, to go before the words of the figure
_TOLD_BY = frozenset({"subject.clause", "subject.antecedent"})
_GOVERNMENT = frozenset({"government", "the government", "parliament"})
_WARMTH = "temperature"  # begins the names of measures
_DEATHS = "deathToll"


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
        low, end = frame.range(value)
        high = end - 1
        if cue is not None:
            low, high = min(low, cue[0]), max(high, cue[0])
        if self.span is not None and frame.sentence.span.covers(self.span):
            at = frame.at(self.span.start)
            low, high = min(low, at), max(high, at)
        number, clauses = frame.clause(low), frame.clauses
        first = clauses[number][0]
        last = clauses[number][1] if high < clauses[number][1] else clauses[frame.clause(high)][1]
        while last - first > 1 and frame.tokens[last - 1].text in ",;:":
            last -= 1
        return Span(min(frame.tokens[first].start, value.start), max(frame.tokens[last - 1].end, value.end))


_EARTH = Subject("world", None, "subject.worldwide")


class Subjects:
    """The rules of ownership."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures = grammar, measures
        self._contenders, self._deals = Contenders(lexicon, grammar, measures), Deals(lexicon, grammar)
        self._base, self._estimates = lexicon.base, unnamed(lexicon)
        self._cast = frozenset(used_for(lexicon, "ballot"))  # a turnout is of no war told before
        self._stand_ins = StandIns(lexicon, grammar)
        self._whose = Whose(lexicon, grammar)
        self._on_behalf = OnBehalf(lexicon, grammar, self._stand_ins)
        self._aboard = frozenset(used_for(lexicon, "aboard"))  # of a craft, whatever storm hit it
        self._benefits = Benefits(lexicon, grammar)
        self._hazards = Hazards(lexicon)
        self._hurt = lexicon.words_of("hurt") | {"deaths", "fatalities", "casualties", "injuries"}
        self._handing = Handing(lexicon, grammar)
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
        share = isinstance(mention.value, Quantity) and mention.value.unit == "percent"
        if (burnt := self._hazards.burnt(page, frame, mention)) is not None:
            return self.happening(page, burnt, "subject.event")
        if chosen.name.startswith(_WARMTH) and (warm := warmth(self._grammar, page, frame, mention)) is not None:
            return Subject(warm, None, "subject.worldwide")
        if chosen.owner == "event" and dated and chosen.cue is not None:
            happened = event_dated(page, frame, chosen.cue, frame.at(mention.span.start))
            if happened is not None:
                return self.happening(page, happened, "subject.event")
        elif share and chosen.owner != "event" and of_victims(frame, mention, self._hurt):
            event = page.events.near(frame, frame.range(mention.span)[0])
            if event is not None:
                return self._of_event(page, frame, mention, chosen, role, event)
        elif chosen.owner in ("place", "event") and worldwide(frame, mention):
            epidemic = self._hazards.epidemic(page, frame, mention)
            if epidemic is not None:
                return self.happening(page, epidemic, "subject.event")
            if not acting(self._grammar, frame, mention):
                return _EARTH
        elif share and chosen.owner == "event" and role is not None and role.part == "change":
            wanted = ()  # "robberies rose 12 percent and kidnappings 9 percent": of no event, but of a place
        elif chosen.owner == "event" and not self._payers.pays(frame, mention, wanted):
            body = self._handing.of(frame, mention, chosen)
            if body is not None:
                return Subject(body.name, body.iri or None, "subject.clause", None, body.classes)
            event = page.events.near(frame, frame.range(mention.span)[0]) if chosen.name not in self._cast else None
            if event is not None and chosen.name in self._aboard:
                event = page.events.wreck(event)
            if event is not None and not another_year(page, frame, mention, event):
                if chosen.name == _DEATHS and outsized(page, frame, mention, event):
                    scene, land = self._of_place(page, frame, mention, chosen, role), self._stand_ins.state(page, frame)
                    if scene.classes or land is None:
                        return scene
                    return Subject(land.name, land.iri, "subject.topic", None, land.classes)
                return self._of_event(page, frame, mention, chosen, role, event)
            there = told_there(self._grammar, page, frame, mention) if event is not None else None
            if there is not None:
                return Subject(there.name, there.iri or None, "subject.after-value", None, there.classes)
            wanted = wanted if event is None else ()
        given = self._benefits.programme(page, frame, mention, chosen)
        if given is not None:
            return Subject(given.name, given.iri or None, "subject.programme", None, given.classes)
        if chosen.name in self._deals.measures:
            deal = self._deals.of(page, frame, mention.span)
            if deal is not None:
                return Subject(deal.name, deal.iri, deal.rule, deal.span)
        moved = self._measures.market(frame, mention, chosen, page.article.text)
        if moved is not None:
            return Subject(moved[0], moved[1], "subject.market", moved[2])
        best = self._contenders.best(page, frame, mention, chosen, role, wanted)
        found = best.found
        if best.spare is not None and not dated and (found is None or self._spared(found, best.score, wanted)):
            found = best.spare
        if (epidemic := self._hazards.spreading(page, frame, mention, chosen, found)) is not None:
            return self.happening(page, epidemic, "subject.event")
        told = self._benefits.event(page, frame, mention, chosen, found)
        if told is not None:
            return self.happening(page, page.events.telling(told), "subject.event")
        if found is None:
            return Subject(page.article.title or page.article.id, None, "subject.article")
        acting_for = self._on_behalf.of(page, frame, found, chosen.name, chosen.cue)
        if acting_for is not None:
            return Subject(acting_for.name, acting_for.iri or None, found.rule, None, acting_for.classes)
        subject = self._stands_for(page, frame, found, wanted, measure=chosen.name)
        # "It left its estimate for 2007 at 1.5 million": of what the sentence before told
        estimating = subject.rule != "subject.body" and self._estimates(frame, mention, chosen)
        return replace(subject, rule="subject.estimating") if estimating else subject

    def _of_event(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, role: Role | None, event: Event
    ) -> Subject:
        """Return an event as the subject of its toll, or the place or the time of which the toll is told."""
        scene = elsewhere_before(self._grammar, page, frame, mention, event)
        if scene is not None:
            return Subject(scene[0], names.entity(self._base, scene[1]), "subject.event-bygone")
        abroad = self._abroad(page, frame, mention, chosen, role)
        if abroad is not None:
            return abroad
        side = of_side(frame, mention, event) or of_part(frame, mention, event)
        if side is not None:
            return Subject(side.name, side.iri or None, "subject.after-value", None, side.classes)
        telling = page.events.telling(event)
        rule = "subject.event" if telling is event else "subject.event-named-before"
        return self.happening(page, telling, rule)

    def _spared(self, best: Candidate, highest: float, wanted: tuple[str, ...]) -> bool:
        """Say whether the words of a figure are a better subject than what stands far from it."""
        if not wanted or "Entity" in wanted:
            return best.rule in LOOSE and best.classes is None
        unfit = bool(best.classes) and not self._grammar.is_a(best.classes or (), wanted)
        return (LANDS.issuperset(wanted) and highest < _WORDS) or (unfit and best.rule == "subject.cue-modifier")

    def happening(self, page: Page, event: Event, rule: str) -> Subject:
        """Return an event by what it is called in all articles; what harmed nobody by the article's words."""
        found = page.occurrence(event)
        if found is not None:
            return Subject(found.name, found.iri, rule)
        return Subject(event.name, event_iri(self._base, event), rule)

    def _stands_for(
        self, page: Page, frame: Frame, best: Candidate, wanted: tuple[str, ...], *, measure: str
    ) -> Subject:
        """Return the subject that a candidate is, or what its words stand for."""
        ruled = (
            best.rule == "subject.clause" and best.name.casefold() in _GOVERNMENT
        )  # "the government declared three days of"
        if best.classes is None and (ruled or not LANDS.isdisjoint(wanted) or self._stand_ins.grows(frame, best)):
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
        voted = best.rule == "subject.voted-on"  # a bill is no party's
        owner = self._whose.of(page, frame, best, _PLACED if voted else wanted, measure=measure)
        if isinstance(owner, Entity) and not voted and self._whose.itself(page, frame, best, owner, wanted):
            return Subject(owner.name, owner.iri or None, best.rule, best.span, owner.classes)
        if owner is None or owner.name.casefold() in best.name.casefold():
            return Subject(best.name, best.iri, best.rule, best.span)
        iri = best.iri
        if isinstance(owner, Occurrence):  # by the place alone, which two articles call alike
            iri = names.entity(self._base, f"{best.name} {owner.anchor}")
        return Subject(f"{best.name} ({owner.name.partition(' (')[0]})", iri, best.rule, best.span)

    def _told(self, page: Page, frame: Frame, best: Candidate) -> Event | None:
        """Return the event that a subject's head names: "The 6.8-magnitude quake struck 35 km north of …"."""
        if best.span is None or best.rule not in _TOLD_BY or not frame.sentence.span.covers(best.span):
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
        told = telling is not None and telling.kind == EPIDEMIC and " in " not in telling.name
        if not told or chosen.measure is None or chosen.owner == "place":  # asked before: "seven out of 10 of the dead"
            return None
        found = self._of_place(page, frame, mention, chosen, role)
        if found.span is None or not frame.sentence.span.covers(found.span):
            teller = telling_land(self._grammar, frame)
            if teller is not None:  # "Mexican authorities said 97 people had died of the disease"
                return Subject(teller.name, teller.iri or None, "subject.clause", None, teller.classes)
            place = frame.at(mention.span.start)  # "the epidemic has killed 4,800 people": of no land told elsewhere
            itself = event is not None and event.frame == frame.index and event.head < place
            itself = itself and event is not None and frame.clause(event.head) == frame.clause(place)
            # "since the pandemic began" only tells since when
            itself = itself and event is not None and "since" not in frame.lows[max(0, event.head - 3) : event.head]
            return found if not itself and self._grammar.is_a(found.classes, ("State",)) else None
        if not found.classes and (land := self._stand_ins.state(page, frame)) is not None:
            return Subject(land.name, land.iri, "subject.topic", None, land.classes)
        at, first = frame.at(found.span.start), frame.at(mention.span.start)  # "…, most of them in Asia"
        aside = "," in frame.lows[first:at] or (at > first and frame.clause(at) != frame.clause(first))
        return found if not aside and self._grammar.is_a(found.classes, ("Place",)) else None

    def _of_place(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, role: Role | None) -> Subject:
        """Return the place that a toll is of."""
        measure = replace(chosen.measure, subject_classes=("Place",), owner="place") if chosen.measure else None
        return self.owner(page, frame, mention, replace(chosen, measure=measure), role=role)
