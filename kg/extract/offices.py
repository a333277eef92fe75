"""Offices that estimate or tell what a land makes, sells and stores: they own none of it."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.uses import statistics, used_for
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon

_PUBLIC, _BEFORE = ("Ministry", "Agency"), "subject.sentence-before"
_CLASSES, _UNKNOWN = ("PublicBody", "Person"), frozenset({"subject.clause", "subject.same-sentence"})
TELLING = _UNKNOWN | {_BEFORE}  # the rules by which an office may be taken for an owner
_OFFICES = vocabulary("centre center officials authorities board institute council forecaster researchers")
_WRITTEN = vocabulary("tables summaries briefings bulletins dashboards")
_COUNTING = vocabulary("statistics statistical labor labour employment census")  # what such offices tell of
_JOBS = frozenset({"jobsCut", "jobsAdded"})
_SOON = 5  # words from an office to "estimated"


class Offices:
    """Tells offices from those who make, sell or store what a value is of."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._measures = frozenset(used_for(lexicon, "of land"))
        foreseeing = [cue.text for cue in lexicon.cues_of("outlook") if cue.sense == "forecast"]
        self._reckoning = lexicon.words_of("putting") | frozenset(foreseeing)
        self._statistics = statistics(lexicon) | self._measures | _JOBS
        names = ("Ministry", "Agency")
        described = [text for name in names for text in lexicon.class_descriptions.get(name, ())]
        self._called = _OFFICES.union(text.removeprefix("the ") for text in described)

    def only_tells(self, frame: Frame, candidate: Candidate, chosen: Chosen) -> bool:
        """Say whether a candidate only estimates: "the ministry put the rice crop at 9 million tonnes"."""
        if self._of_figures(candidate):
            name = chosen.name.removesuffix("Change")
            return name in self._statistics if candidate.rule != "subject.clause" else self._told(frame, candidate)
        if candidate.rule == _BEFORE and chosen.name.removesuffix("Change") in self._measures:
            return self._grammar.is_a(candidate.classes or (), _PUBLIC)
        if candidate.rule not in _UNKNOWN or candidate.span is None or not frame.sentence.span.covers(candidate.span):
            return False
        last = frame.range(candidate.span)[1]
        if not candidate.classes and frame.lower(last - 1) in _WRITTEN:
            return True  # "federal summaries listed the blaze at 40 square km"
        if chosen.name.removesuffix("Change") not in self._measures:
            return self._foresees(frame, candidate, chosen, last)
        if candidate.classes and self._grammar.is_a(candidate.classes, _PUBLIC):
            return True  # no ministry grows wheat
        called = not candidate.classes and frame.lower(last - 1) in self._called
        if not called and not self._grammar.is_a(candidate.classes or (), _CLASSES):
            return False
        following = range(last, min(frame.size, last + _SOON))
        told = self._grammar.told(frame)
        verb = next((i for i in following if i in told or frame.lower(i) in self._reckoning), None)
        return verb is not None and frame.lower(verb + 1) != "to"

    def _of_figures(self, candidate: Candidate) -> bool:
        """Say whether a candidate is an office that is there to tell figures: "the Labor Department"."""
        if not candidate.classes or _COUNTING.isdisjoint(candidate.name.lower().split()):
            return False
        return self._grammar.is_a(candidate.classes, _PUBLIC)

    def _told(self, frame: Frame, candidate: Candidate) -> bool:
        """Say whether a candidate tells something right behind its name: "the Labor Department said"."""
        if candidate.span is None or not frame.sentence.span.covers(candidate.span):
            return False
        last = frame.range(candidate.span)[1]
        return not self._grammar.told(frame).isdisjoint(range(last, last + _SOON))

    def _foresees(self, frame: Frame, candidate: Candidate, chosen: Chosen, last: int) -> bool:
        """Say whether a ministry tells what will be its land's: "the ministry expects a deficit of 4 percent"."""
        if chosen.measure is None or "State" not in chosen.measure.subject_classes or chosen.owner == "event":
            return False
        office = self._grammar.is_a(candidate.classes or (), ("Ministry",)) or frame.lower(last - 1) == "ministry"
        return office and frame.lower(last) in self._reckoning and frame.lower(last + 1) != "to"
