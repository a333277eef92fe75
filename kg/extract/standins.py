"""Words that stand for a thing → that thing: "Norland's parliament" where a figure is Norland's, a bridge that fell.

A bare word such as "the bridge" or "the company" names nothing outside its article: what it stands for is named by the
event that befell it, else it stays the article's own, so that two articles never share it.
"""

from __future__ import annotations

from kg import names
from kg.extract.called_before import CalledBefore
from kg.extract.candidates import Candidate
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import POINTING
from kg.lexicon import Lexicon
from kg.model import Entity, Span

_BEFELL = ("befell", 0)  # key of the memo of the first frame
_LOCAL = 8  # digits
_MAIN = 2.0  # times as much as of any other state
_POINTING = frozenset({"the", "our"})
_OF = 3  # words from "parliament" to whose it is


class StandIns:
    """Finds what bare words stand for."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._base = grammar, lexicon.base
        self._aspects = lexicon.words_of("aspect")
        self._growth = frozenset(cue.text for cue in lexicon.cues_of("aspect") if cue.sense == "growth")
        self._things, self._called = lexicon.words_of("thing"), CalledBefore(lexicon)
        self._alike = {cue.text: (cue.sense or "").partition(" ")[2] or cue.text for cue in lexicon.cues_of("thing")}
        self._described: dict[str, tuple[str, ...]] = {}  # "company" → the classes of what is called so
        for kind, texts in lexicon.class_descriptions.items():
            for text in texts:
                noun = text.removeprefix("the ")
                self._described[noun] = (*self._described.get(noun, ()), kind)
        self._ballots = frozenset(cue.text for cue in lexicon.cues_of("occasion") if cue.sense == "election")

    def land(
        self, page: Page, frame: Frame, candidate: Candidate, source: str
    ) -> tuple[str, Entity | None, Span] | None:
        """Return the country that words stand for, with its name: "Norland's economy", "the parliament of Norland"."""
        if candidate.span is None or not frame.sentence.span.covers(candidate.span):
            return None
        first, last = frame.range(candidate.span)
        while last > first + 1 and frame.lower(last - 1) == "'s":
            last -= 1
        head = self._grammar.head(frame, first, last)
        if frame.lower(head) not in self._aspects:
            return None
        for mention in frame.entities:
            (at, after), entity = frame.range(mention.span), mention.value
            held = first <= at and after in (head, head - (frame.lower(head - 1) == "'s"))
            of = frame.lower(head + 1) in ("of", "in") and head < at <= head + _OF
            if (held or of) and isinstance(entity, Entity) and not self._grammar.is_a(entity.classes, ("Person",)):
                return entity.name, entity, mention.span
        opening = first + (frame.lower(first) == "meaning")
        bare = head == opening or (head == opening + 1 and frame.lower(opening) in _POINTING)
        if bare and (state := self.state(page, frame)) is not None:
            return state.name, state, candidate.span
        if frame.lower(head - 1) != "'s" or first >= head - 1:
            return None
        name = self._grammar.name(frame, first, head - 1, source)
        return (name, None, frame.span(first, head - 1)) if name[:1].isupper() else None

    def grows(self, frame: Frame, candidate: Candidate) -> bool:
        """Say whether words only tell how an economy fares: "Norland's contraction was put at 1.8 percent"."""
        if (
            candidate.span is None
            or self._growth.isdisjoint(frame.distinct)
            or not frame.sentence.span.covers(candidate.span)
        ):
            return False
        first, last = frame.range(candidate.span)
        return frame.lower(self._grammar.head(frame, first, last)) in self._growth

    def state(self, page: Page, frame: Frame) -> Entity | None:
        """Return whose government "the government" is: of the one state that the article is about."""
        states = [t for t in page.topics if t.first <= frame.index and "State" in t.entity.classes]
        alone = states and (len(states) == 1 or states[0].weight >= _MAIN * states[1].weight)
        return states[0].entity if alone else None

    def _told(self, page: Page, frame: Frame, kinds: tuple[str, ...], span: Span | None) -> tuple[str, str] | None:
        """Return who "the company" is: the first of its kind that the article named before, or what it is all about."""
        here = span is not None and frame.sentence.span.covers(span)
        ahead = {
            m.value.iri
            for m in frame.entities
            if here and span is not None and m.span.start > span.start and isinstance(m.value, Entity)
        }
        before = [
            topic.entity
            for topic in page.topics
            if topic.entity.iri
            and (topic.first < frame.index or (topic.first == frame.index and topic.entity.iri not in ahead))
        ]
        of_kind = [entity for entity in before if self._grammar.is_a(entity.classes, kinds)]
        if not of_kind and before and not before[0].classes and "Company" in self._above(kinds):
            of_kind = before[:1]
        return (of_kind[0].name, of_kind[0].iri) if of_kind else None

    def _befell(self, page: Page, main: Event, name: str) -> bool:
        """Say whether what an article is about befell the thing: the airliner, the jet and the plane are one."""
        known: dict[Event, frozenset[str]] = page.frames[0].memo.setdefault(_BEFELL, {})  # long texts ask often
        if main not in known:
            told = (main, *(event for event, best in page.events.told() if best is main))
            words = (word for event in told for word in event.name.casefold().split())
            known[main] = frozenset(self._alike.get(word, word) for word in words)
        return self._alike.get(name, name) in known[main]

    def _definite(self, frame: Frame, span: Span) -> bool:
        """Say whether words point back: "the company", not "a company"; only where they stand in this sentence."""
        if not frame.sentence.span.covers(span):
            return False
        first = frame.at(span.start)
        return not POINTING.isdisjoint(frame.lows[max(0, first - 1) : first + 1])

    def _above(self, kinds: tuple[str, ...]) -> frozenset[str]:
        return frozenset().union(*(self._grammar.ancestors(kind) for kind in kinds))

    def thing(self, page: Page, frame: Frame, name: str, span: Span | None) -> tuple[str, str] | None:
        """Return name and IRI of what a bare word stands for; None for words that name something by themselves."""
        called = self._called.of(page, frame, name, span)
        if called is not None:
            return called, names.entity(self._base, called)
        low = name.casefold()
        if low in self._ballots:  # the election's turnout is that of the land that voted
            land = next((t.entity for t in page.topics if self._grammar.is_a(t.entity.classes, ("Place",))), None)
            return (land.name, land.iri) if land is not None and land.iri else None
        if not name.islower() or (name not in self._things and name not in self._described):
            return None
        told = self._told(page, frame, self._described.get(name, ()), span)
        if told is not None and span is not None and self._definite(frame, span):
            return told
        main = page.events.main
        befallen = page.occurrence(main) if main is not None and self._befell(page, main, name) else None
        if befallen is not None and befallen.anchor and name not in befallen.anchor.casefold().split():
            called = f"{befallen.anchor} {name}"
            return called, names.entity(self._base, called)
        return name, names.entity(self._base, f"{name} {names.digest(page.article.id)[:_LOCAL]}")
