"""Candidates for the owner of a value → the best of them, past the words of the figure itself."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.candidates import Candidate
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.likeness import (
    LOOSE,
    MATCH,
    beside_counted,
    called_like,
    compatible,
    counts,
    earns,
    goods_of,
    headed,
    is_figure,
    measured_words,
    proper,
    within,
)
from kg.extract.measures import Measures
from kg.extract.offices import TELLING, Offices
from kg.extract.owners import CAUSING, Owners, moved_by
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.pollsters import CONTESTED, Pollsters
from kg.extract.quoting import quotes
from kg.extract.uses import used_for
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

LANDS = frozenset({"State", "Place"})
_FIRMS = frozenset({"Organisation", "StockIndex", "Product"})
_JOBS_CUT, _POSTS = "jobsCut", vocabulary("jobs posts positions roles workers employees staff")
_STRETCHES = frozenset({"period", "quarter", "half", "year", "month", "week"})  # own nothing
_GOODS = frozenset({"Commodity", "Entity"})  # classes of owners of prices, and of values that no word names
_CAUSED, _CAUSE = 5.0, 5  # words from "helped" to what rose
_PERSONS, _SHOWN = ("Person",), 5.0
_INVESTORS = vocabulary("investors traders buyers sellers punters speculators")
_POINTING = vocabulary("pointing citing noting warning")
_SHOWING = vocabulary("showing shows showed show saying evidence indicating suggesting")
_GLOBAL = vocabulary("global world worldwide")
_OFFICE, _SITE = 9.0, 5.0
_EPIDEMIC, _EVERYWHERE = "Epidemic", 6.0  # a disease without a place is everywhere: the cases are of a land
_FIGURE, _EARNER = 8.0, 4.0  # "The average worker earns $600": of the worker, not of a land
_GRADED = frozenset({"subject.cue-modifier", "subject.clause"})
_SOLD = frozenset({"Product", "Commodity"})
_CHANGE, _MAKERS = "Change", ("Company", "Product")
_WORDED = 2.5  # the words of a figure against whose it is


class Owned(NamedTuple):
    """A value with its measure, and the classes and the words that judge its candidates."""

    page: Page
    frame: Frame
    mention: Mention
    chosen: Chosen
    wanted: tuple[str, ...]  # classes of those who own such a measure
    named: frozenset[int]  # tokens that name the measure


class Best(NamedTuple):
    """The best candidate with its score, and the words of the figure themselves where they open the clause."""

    found: Candidate | None
    score: float
    spare: Candidate | None


class Contenders:
    """Weighs who may own a value against each other."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures) -> None:
        self._grammar, self._measures = grammar, measures
        self._owners = Owners(lexicon, grammar)
        self._pollsters, self._offices = Pollsters(lexicon, grammar), Offices(lexicon, grammar)
        self._persons = lexicon.words_of("person")
        self._prices = frozenset(used_for(lexicon, "price"))
        self._kept = frozenset(used_for(lexicon, "kept"))
        sites = (text.removeprefix("the ") for text in lexicon.class_descriptions.get("Facility", ()))
        self._sites = frozenset(sites) | lexicon.words_of("institution")
        self._commodities = lexicon.words_of("commodity") - {"lead", "tin"}

    def best(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, role: Role | None, wanted: tuple[str, ...]
    ) -> Best:
        """Return who owns a value most likely; ``wanted`` are the classes of those who own such a measure."""
        kinds = self._measures.kinds(mention.value) if isinstance(mention.value, Quantity) else None
        named = measured_words(page, frame, kinds, chosen) if chosen.measure is not None else frozenset()
        owned = Owned(page, frame, mention, chosen, wanted, named)
        most = MATCH if wanted and "Entity" not in wanted else 0.0
        polled = page.poll is not None and chosen.name.startswith("poll")
        base = chosen.name.removesuffix(_CHANGE)
        priced, teller, contested = base in self._prices, False, chosen.name in CONTESTED
        sold = priced or "Product" in wanted
        best: Candidate | None = None
        spare: Candidate | None = None
        highest, here = 0.0, frame.sentence.span
        for candidate in self._owners.of(page, frame, mention, chosen, role):
            if isinstance(candidate, float):
                if best is not None and highest >= candidate + most:
                    break  # no later one can have more
                continue
            inside, classes = candidate.span is not None and here.covers(candidate.span), candidate.classes
            if polled and self._pollsters.asks(page, frame, candidate, inside=inside):
                continue
            if contested and classes is None and self._pollsters.tells(candidate):
                continue
            worded = inside and classes is None and candidate.rule != "subject.group"
            tokens = self._words(owned, candidate) if worded else candidate.tokens
            if worded and self._only_names(owned, candidate, tokens):
                # "Comparable sales rose": the words of the measure own nothing, unless nobody else is in sight
                if candidate.rule == "subject.clause" and spare is None and chosen.owner != "event":
                    spare = None if self._of_other(frame, candidate, frame.at(mention.span.start)) else candidate
                continue
            if self._is_counted(owned, candidate, inside=inside):
                continue
            if spare is None and candidate.rule == "subject.cue-phrase" and base in self._kept:
                spare = candidate
            if priced and candidate.rule in _GRADED and self._grade(owned, candidate):
                continue
            score = candidate.score + compatible(self._grammar, candidate, wanted)
            if worded:
                score += self._worth(owned, candidate, tokens)
                score -= _CAUSED if self._causes(owned, candidate) else 0.0
            elif inside:
                score -= _SHOWN if self._shown(owned, candidate) else 0.0
            if candidate.rule in TELLING and self._offices.only_tells(frame, candidate, chosen):
                score -= _OFFICE
            if sold and quotes(self._grammar, frame, candidate, mention, priced=priced):
                score, teller = score - _OFFICE, True
            if classes and _EPIDEMIC in classes:
                score -= _EVERYWHERE
            if best is None or score > highest:
                best, highest = candidate, score
        loose = best is not None and (best.rule in LOOSE or highest < _OFFICE / 2)
        if spare is not None and best is not None and loose and (teller or self._stored(owned, best, spare)):
            best = spare
        return Best(best, highest, spare)

    def _of_other(self, frame: Frame, candidate: Candidate, first: int) -> bool:
        """Say whether words are the subject of another clause than a value's, which has its own: "imports fell 3 %"."""
        number = frame.clause(first)
        own = self._grammar.subject(frame, number)
        told = own is not None and not own.pronoun and not own.relative
        return told and candidate.span is not None and frame.clause(frame.at(candidate.span.start)) != number

    def _stored(self, owned: Owned, best: Candidate, spare: Candidate) -> bool:
        """Say whether words of a figure own it: goods stored or made ("officials said crude stockpiles fell"), shops.

        "Sales at book stores fell in May, dropping 3 percent" is of the stores, whatever the sentence before told.
        """
        cue = owned.chosen.cue
        if best.classes is None and cue is not None:
            if proper(best.name) or _SOLD.isdisjoint(owned.wanted):
                return False
            return spare.name.lower().rpartition(" ")[2] not in owned.frame.lows[slice(*cue)]
        if "Place" not in owned.wanted or self._grammar.is_a(best.classes or (), ("State",)):
            return False
        name = spare.name.lower().replace("-", " ")
        return not self._commodities.isdisjoint((*name.split(), " ".join(name.split()[:2])))

    def _grade(self, owned: Owned, candidate: Candidate) -> bool:
        """Say whether a land only tells which grade has a price: "US light crude rose $1.64"."""
        cue, frame = owned.chosen.cue, owned.frame
        if cue is None or candidate.span is None or not self._grammar.is_a(candidate.classes or (), ("State",)):
            return False
        after = frame.range(candidate.span)[1]
        graded = frame.lower(cue[1] - 1) in self._commodities and after < cue[1] <= after + _CAUSE
        return graded and frame.entity(after - 1) is not None and all(w.isalpha() for w in frame.lows[after : cue[1]])

    def _causes(self, owned: Owned, candidate: Candidate) -> bool:
        """Say whether words only tell why something rose or fell: "tighter control helped profits rise 5 percent"."""
        frame, cue = owned.frame, owned.chosen.cue
        if cue is None or candidate.rule != "subject.clause" or CAUSING.isdisjoint(frame.distinct):
            return False
        first = frame.at(owned.mention.span.start)
        verb = self._grammar.verb(frame, frame.clause(first))
        if verb is None or frame.lower(verb) not in CAUSING:
            return False
        return verb < cue[0] <= verb + _CAUSE or moved_by(frame, verb, first) is not None

    def _shown(self, owned: Owned, candidate: Candidate) -> bool:
        """Say whether a person only points to a value: "she criticised him, citing a loss of 900 jobs"."""
        if candidate.rule != "subject.clause" or not candidate.classes or "Person" in owned.wanted:
            return False
        if candidate.span is None or not self._grammar.is_a(candidate.classes, _PERSONS):
            return False
        frame = owned.frame
        last, first = frame.range(candidate.span)[1], frame.at(owned.mention.span.start)
        begin = frame.clauses[frame.clause(first)][0]
        if last <= begin and frame.lower(begin) in _POINTING:
            return True
        return any(frame.lower(i) == "that" and frame.lower(i - 1) in _SHOWING for i in range(last + 1, first))

    def _words(self, owned: Owned, candidate: Candidate) -> frozenset[int]:
        placed = bool(owned.wanted) and LANDS.issuperset(owned.wanted)
        return headed(self._grammar, owned.frame, candidate, placed=placed)

    def _only_names(self, owned: Owned, candidate: Candidate, tokens: frozenset[int]) -> bool:
        """Say whether a phrase only names the measure, or goods of the firm that is looked for."""
        if owned.chosen.rule.startswith("measure.market"):
            return False  # "The euro bought $1.31"
        investing = owned.chosen.name.startswith("priceOfStock")
        if investing and candidate.name.lower().rpartition(" ")[2] in _INVESTORS:
            return True  # "Investors cheered, sending Acme shares up 4 percent"
        firms = "Organisation" in owned.wanted and _FIRMS.issuperset(owned.wanted)
        if firms and goods_of(self._grammar, owned.frame, candidate, owned.mention, owned.chosen):
            return True
        left_out = candidate.rule == "subject.gapped" and owned.chosen.cue is None  # "… and school fees 9 percent"
        if not _GOODS.isdisjoint(owned.wanted or ("Entity",)) and tokens:
            traded = not self._commodities.isdisjoint([owned.frame.lower(i) for i in tokens])
            left_out = left_out or (traded and candidate.rule != "subject.same-clause")  # "the price of crude is …"
        if owned.named.isdisjoint(tokens) or not tokens <= owned.named:
            return False
        return not left_out and _GLOBAL.isdisjoint([owned.frame.lower(i) for i in tokens])

    def _is_counted(self, owned: Owned, candidate: Candidate, *, inside: bool) -> bool:
        """Say whether a candidate is what the value counts, or is called as its measure is."""
        if inside and called_like(owned.frame, candidate, owned.named):
            return True
        made = inside and candidate.rule in LOOSE and self._grammar.is_a(candidate.classes or (), _MAKERS)
        if made and counts(candidate, owned.mention):
            return True  # "it will take delivery of 54 Boeing jets"
        worded = candidate.classes is None and inside
        if worded and owned.chosen.rule == "measure.head-noun" and within(candidate, owned.mention):
            return True  # "1.8 million people needed food": what is counted does not own its number
        head = owned.chosen.rule == "measure.head-noun"
        if worded and head and beside_counted(owned.frame, candidate, owned.mention):
            return True
        if worded and owned.wanted and candidate.name.lower().rpartition(" ")[2] in _STRETCHES:
            return True  # "The latest period includes charges of $2 million"
        cut = worded and owned.chosen.rule == "measure.predicate" and owned.chosen.name == _JOBS_CUT
        if cut and candidate.name.lower() in _POSTS:
            return True  # "About 800 jobs, or a tenth of the total, will be cut"
        if worded and owned.chosen.rule == "measure.predicate" and candidate.span is not None:
            inner = [m.value for m in owned.frame.entities if candidate.span.covers(m.span)]  # "jobs at Acme's plant"
            return any(isinstance(e, Entity) and not self._grammar.is_a(e.classes, ("Place",)) for e in inner)
        if owned.chosen.owner == "place" and candidate.name.lower() == "people":
            return True  # "413 people died in 271 accidents"
        if owned.chosen.owner != "event" or candidate.classes is not None:
            return False
        people = not self._persons.isdisjoint(candidate.name.lower().split())
        return people or (inside and counts(candidate, owned.mention))  # "Two people were hurt": of what hurt them

    def _worth(self, owned: Owned, candidate: Candidate, tokens: frozenset[int]) -> float:
        """Weigh words against names: those of the figure own nothing, who earns it does."""
        frame, chosen, worth = owned.frame, owned.chosen, 0.0
        if candidate.rule == "subject.clause":
            worth -= _FIGURE * is_figure(self._grammar, owned.page, frame, candidate, owned.mention)
        if chosen.cue is not None and chosen.owner in ("subject", "possessor") and tokens:
            low, high = min(tokens), max(tokens) + 1
            cued = self._grammar.head(frame, low, high) in range(*chosen.cue)
            # "Acme said its share of the toy market had slipped"
            worth -= _WORDED * (cued and "'s" not in frame.lows[low:high])
        if candidate.rule == "subject.clause" and "Place" in owned.wanted and candidate.span is not None:
            head = self._grammar.head(frame, *frame.range(candidate.span))
            worth += _SITE * (frame.lower(head) in self._sites)  # "The museum in Orsa had 3 million visitors"
        if candidate.rule == "subject.clause" and not _GLOBAL.isdisjoint([frame.lower(i) for i in tokens]):
            worth += _EARNER  # "global food prices", "world trade": no land's
        if chosen.owner == "place":
            worth += _EARNER * (candidate.score > _EARNER and earns(candidate, self._persons))  # not who only counts
        return worth
