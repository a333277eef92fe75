"""Candidates for the owner of a value → the best of them, past the words of the figure itself."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.candidates import Candidate
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.likeness import (
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
from kg.extract.phrases import Grammar
from kg.extract.pollsters import Pollsters
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

LANDS = frozenset({"State", "Place"})
_FIRMS = frozenset({"Organisation", "StockIndex", "Product"})
_FIGURE, _EARNER = 8.0, 4.0  # "The average worker earns $600": of the worker, not of a land
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
        self._pollsters = Pollsters(lexicon, grammar)
        self._persons = lexicon.words_of("person")

    def best(
        self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, role: Role | None, wanted: tuple[str, ...]
    ) -> Best:
        """Return who owns a value most likely; ``wanted`` are the classes of those who own such a measure."""
        kinds = self._measures.kinds(mention.value) if isinstance(mention.value, Quantity) else None
        named = measured_words(page, frame, kinds, chosen) if chosen.measure is not None else frozenset()
        owned = Owned(page, frame, mention, chosen, wanted, named)
        most = MATCH if wanted and "Entity" not in wanted else 0.0
        polled = page.poll is not None and chosen.name.startswith("poll")
        best: Candidate | None = None
        spare: Candidate | None = None
        highest = 0.0
        for candidate in self._owners.of(page, frame, mention, chosen, role):
            if isinstance(candidate, float):
                if best is not None and highest >= candidate + most:
                    break  # no later one can have more
                continue
            inside = candidate.span is not None and frame.sentence.span.covers(candidate.span)
            if polled and self._pollsters.asks(page, frame, candidate, inside=inside):
                continue
            worded = candidate.classes is None and inside and candidate.rule != "subject.group"
            tokens = self._words(owned, candidate) if worded else candidate.tokens
            if worded and self._only_names(owned, candidate, tokens):
                # "Comparable sales rose": the words of the measure own nothing, unless nobody else is in sight
                if candidate.rule == "subject.clause" and spare is None and chosen.owner != "event":
                    spare = candidate
                continue
            if self._is_counted(owned, candidate, inside=inside):
                continue
            score = candidate.score + compatible(self._grammar, candidate, wanted)
            score += self._worth(owned, candidate, tokens) if worded else 0.0
            if best is None or score > highest:
                best, highest = candidate, score
        return Best(best, highest, spare)

    def _words(self, owned: Owned, candidate: Candidate) -> frozenset[int]:
        placed = bool(owned.wanted) and LANDS.issuperset(owned.wanted)
        return headed(self._grammar, owned.frame, candidate, placed=placed)

    def _only_names(self, owned: Owned, candidate: Candidate, tokens: frozenset[int]) -> bool:
        """Say whether a phrase only names the measure, or goods of the firm that is looked for."""
        firms = "Organisation" in owned.wanted and _FIRMS.issuperset(owned.wanted)
        if firms and goods_of(self._grammar, owned.frame, candidate, owned.mention, owned.chosen):
            return True
        left_out = candidate.rule == "subject.gapped" and owned.chosen.cue is None  # "… and school fees 9 percent"
        return bool(tokens) and tokens <= owned.named and not left_out

    def _is_counted(self, owned: Owned, candidate: Candidate, *, inside: bool) -> bool:
        """Say whether a candidate is what the value counts, or is called as its measure is."""
        if inside and called_like(owned.frame, candidate, owned.named):
            return True
        worded = candidate.classes is None and inside
        if worded and owned.chosen.rule == "measure.head-noun" and within(candidate, owned.mention):
            return True  # "1.8 million people needed food": what is counted does not own its number
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
        if chosen.cue is not None and chosen.owner == "subject" and tokens:
            low, high = min(tokens), max(tokens) + 1
            cued = self._grammar.head(frame, low, high) in range(*chosen.cue)
            # "Acme said its share of the toy market had slipped"
            worth -= _WORDED * (cued and "'s" not in frame.lows[low:high])
        if chosen.owner == "place":
            worth += _EARNER * earns(candidate, self._persons)
        return worth
