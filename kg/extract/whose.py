"""Words that name nothing outside their article → whose they are: "seniors" of one land are not those of another.

A figure of "the government", of "workers" or of "grain harvests" is of those of the land, the body or the place that
the article is about; two articles about different ones must not share them.
"""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.frame import Frame
from kg.extract.happened import Occurrence
from kg.extract.likeness import proper
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Span

_TRADED = frozenset({"Commodity", "MarketItem", "Currency", "StockIndex", "Product"})  # of no land
_PRICED = ("price", "prices", "futures")
_FOCUS = 0.5  # of the weight of what an article is about most
_TOLD = 3  # mentions of an event that an article is about
_LEADING = 2  # sentences, the headline among them
_MUCH = 6.0  # weight of what a whole article is about
_BODIES = ("Organisation",)
_HOMES = vocabulary("house houses home homes property properties housing rents flats")
_OFFICES, _SOON = ("Agency", "Ministry"), 3  # words from an office to "said"
_LANDS = frozenset({"State", "Place"})
_WIDE = ("Continent",)
_COUNT = ("count",)
_EVERYWHERE = vocabulary("world worldwide global globally international foreign overseas countries nations states")


class Whose:
    """Finds the named owner behind bare words."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._aspects = lexicon.words_of("aspect")
        self._persons = lexicon.words_of("person")
        self._commodities = lexicon.words_of("commodity")
        described = [text for kind in _TRADED for text in lexicon.class_descriptions.get(kind, ())]
        self._traded = self._commodities.union(*(text.removeprefix("the ").split() for text in described))
        self._known = frozenset(measure.name for measure in lexicon.measures)
        self._measured = frozenset(cue.lower() for measure in lexicon.measures for cue in measure.cues)

    def of(
        self, page: Page, frame: Frame, candidate: Candidate, wanted: tuple[str, ...], *, measure: str
    ) -> Entity | Occurrence | None:
        """Return the entity, or the event that the article is about, whose the words are.

        None for words that name something by themselves, and where the article is about no one land or body.
        """
        if candidate.iri is not None or not _bare(candidate.name):
            return None
        if not _TRADED.isdisjoint(wanted):
            sold = _TRADED.intersection(wanted) == {"Product"} and self._grammar.is_a(_BODIES, wanted)
            found = self._sold_by(page, frame, candidate) if sold else None
            if found is not None or self._of_markets(frame, candidate, wanted):
                return found
            main = self._main(page)
            homes = not _HOMES.isdisjoint(candidate.name.lower().split())  # are no lender's who tells what they cost
            return None if homes and main is not None and self._tells(page, main) else main
        if not _EVERYWHERE.isdisjoint(candidate.name.lower().split()) or self._names(frame, candidate):
            return None
        landed = not _LANDS.isdisjoint(wanted)
        name = candidate.name.lower()
        if name.endswith(_PRICED) and not self._commodities.isdisjoint(name.split()):
            return None  # "oil prices" are of the whole world
        known = name in self._measured or (candidate.name == measure and measure in self._known)
        if not landed and name not in self._persons and known:
            return None  # "the concentration of methane" is of no land
        aspect = name.rpartition(" ")[2] in self._aspects  # "the interim parliament" is a land's
        befallen = None if aspect else self._befallen(page, frame, candidate, 1 if not landed else _TOLD)
        if befallen is not None:
            return befallen
        bodies = not landed and "Entity" not in wanted and self._grammar.is_a(_BODIES, wanted)
        if bodies:
            return self._told_of(page, frame) or self._focus(page, _BODIES, unknown=True) or self._main(page)
        state = self._focus(page, ("State", "Place")) if "State" in wanted else None
        if state is not None:
            return state
        free = not wanted or "Entity" in wanted  # "average fares" in an article about an airline
        land = self._focus(page, ("Place",)) if name in self._persons or not free else None  # prosecutors are no firm's
        return land or (self._focus(page, ("Place", "Company")) if free else None) or self._main(page)

    def _of_markets(self, frame: Frame, candidate: Candidate, wanted: tuple[str, ...]) -> bool:
        """Say whether words are of what markets trade, which is of no one: "the benchmark", but not "fuel costs"."""
        if candidate.span is None or "Currency" in wanted or not frame.sentence.span.covers(candidate.span):
            return True
        words = frame.lows[slice(*frame.range(candidate.span))]
        return "'s" in words or words[-1].endswith(_PRICED) or not self._traded.isdisjoint(words)

    def _main(self, page: Page) -> Entity | None:
        """Return the place, firm or unknown name that the article is about before all others."""
        topic = page.topics[0] if page.topics else None
        if topic is None or topic.first >= _LEADING or topic.weight < _MUCH:
            return None
        entity = topic.entity
        if entity.classes and not self._grammar.is_a(entity.classes, ("Place", "Company")):
            return None  # a person or a body that says what the article tells has not what it tells of
        return None if self._grammar.is_a(entity.classes, _WIDE) else entity

    def _sold_by(self, page: Page, frame: Frame, candidate: Candidate) -> Entity | None:
        """Return the firm whose sales bare words tell: "domestic truck sales", but not "the industry's sales"."""
        if candidate.span is None or not frame.sentence.span.covers(candidate.span) or "'s" in candidate.name:
            return None
        head = self._grammar.head(frame, *frame.range(candidate.span))
        return self._told_of(page, frame) if self._measures(page, frame, head) else None

    def _told_of(self, page: Page, frame: Frame) -> Entity | None:
        """Return the body that the sentences before are about: "Acme sold 30 trucks. Domestic sales rose to 20"."""
        for back in (1, 2):
            earlier = page.before(frame, back)
            if earlier is None or earlier.sentence.paragraph != frame.sentence.paragraph:
                return None
            named = [m.value for m in earlier.entities if isinstance(m.value, Entity)]
            phrase = self._grammar.subject(earlier, 0)
            main = earlier.entity(phrase.first) if phrase is not None and phrase.first < phrase.last else None
            for entity in named:
                unknown = not entity.classes and main is not None and entity is main.value
                if unknown or self._grammar.is_a(entity.classes, ("Company",)):
                    return entity
        return None

    def _befallen(self, page: Page, frame: Frame, candidate: Candidate, least: int) -> Occurrence | None:
        """Return the event near by, in an article that leads with one or keeps speaking of it: "the rescuers"."""
        main = page.events.main
        often = page.events.mentions.get(main, 0) if main is not None else 0
        if main is None or often < least or (often < _TOLD and main.frame > _LEADING):
            return None
        here = candidate.span is not None and frame.sentence.span.covers(candidate.span)
        near = page.events.near(frame, frame.at(candidate.span.start) if here and candidate.span is not None else 0)
        found = page.occurrence(page.events.telling(near)) if near is not None else None
        return found if found is not None and found.anchor else None

    def _names(self, frame: Frame, candidate: Candidate) -> bool:
        """Say whether the words have a name among them: "Chinese cities"."""
        if candidate.span is None or not frame.sentence.span.covers(candidate.span):
            return False
        return any(
            frame.tokens[i].text[0].isupper() and frame.entity(i) is not None
            for i in range(*frame.range(candidate.span))
        )

    def holder(self, page: Page, frame: Frame, candidate: Candidate) -> tuple[str, Span] | None:
        """Return who has what is measured, with the words that say so: "Norland's annual inflation rate"."""
        if candidate.span is None or "'s" not in frame.lows or not frame.sentence.span.covers(candidate.span):
            return None
        first, last = frame.range(candidate.span)
        end = next((i for i in range(first + 1, last - 1) if frame.lower(i) == "'s"), None)
        if end is None or not self._measures(page, frame, self._grammar.head(frame, end + 1, last)):
            return None
        name = self._grammar.name(frame, first, end, page.article.text)
        return (name, frame.span(first, end)) if name[:1].isupper() else None

    def _measures(self, page: Page, frame: Frame, head: int) -> bool:
        return any(hit.first <= head < hit.last for hit in page.hits.get(frame.index, ()))

    def itself(self, page: Page, frame: Frame, candidate: Candidate, owner: Entity, wanted: tuple[str, ...]) -> bool:
        """Say whether words are but a measure or an aspect of whose they are: "the island's reserves"."""
        if "Entity" in wanted or "Party" in wanted or not self._grammar.is_a(owner.classes, wanted):
            return False  # nor are the seats of "the coalition" its land's
        traded = _TRADED.intersection(wanted)
        if traded - {"Product"} or (traded and self._grammar.is_a(owner.classes, ("Place",))):
            return False  # "fuel costs" of a firm, "online sales" and "flats" of a land are not what it sells or pays
        if candidate.span is None or not frame.sentence.span.covers(candidate.span):
            return False
        head = self._grammar.head(frame, *frame.range(candidate.span))
        if frame.lower(head) in self._aspects:
            return True
        hits = page.hits.get(frame.index, ())  # not "home improvement stores", which are only counted
        return any(h.first <= head < h.last and (h.value.units or _COUNT) != _COUNT for h in hits)

    def _focus(self, page: Page, kinds: tuple[str, ...], *, unknown: bool = False) -> Entity | None:
        """Return the first of a kind among what the article is mostly about; ``unknown``: or its first of no kind."""
        for topic in page.topics:
            if topic.weight < _FOCUS * page.topics[0].weight:
                return None
            classes = topic.entity.classes
            if unknown and not classes and topic is page.topics[0]:
                return topic.entity
            if kinds is _BODIES and self._grammar.is_a(classes, _OFFICES) and self._tells(page, topic.entity):
                continue  # "profits at state firms" are not of the statistics bureau that tells them
            if self._grammar.is_a(classes, kinds) and not self._grammar.is_a(classes, _WIDE):
                return topic.entity
        return None

    def _tells(self, page: Page, office: Entity) -> bool:
        """Say whether an office tells something in the article."""
        memo, key = page.frames[0].memo, (f"{office.iri} tells", 0)
        if key not in memo:
            memo[key] = any(
                not self._grammar.told(frame).isdisjoint(range(last, last + _SOON))
                for frame in page.frames
                for last in [frame.range(m.span)[1] for m in frame.entities if _is(m, office)]
            )
        found: bool = memo[key]
        return found


def _is(mention: Mention, entity: Entity) -> bool:
    return isinstance(mention.value, Entity) and mention.value.iri == entity.iri


def _bare(name: str) -> bool:
    """Say whether words are no name: "Real wages", "rescuers".

    >>> _bare("Real wages"), _bare("Rescuers"), _bare("Gauteng"), _bare("sales of Acme"), _bare("Norland's roads")
    (True, True, False, False, False)
    """
    words = name.split()
    if name[:1].isupper() and words[0].endswith("'s"):
        return False
    if len(words[0]) > 1 and words[0].isupper() and not name.isupper():
        return False  # "U.S. airlines"
    return all(word.islower() for word in words[1:] if word[0].isalpha()) if len(words) > 1 else not proper(name)
