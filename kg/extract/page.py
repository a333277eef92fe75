"""Frames of one article → the page: what it is about, who is subject where, which events it tells of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.cues import Hit
from kg.extract.datelines import dateline
from kg.extract.frame import Frame
from kg.extract.happened import Event, Events, Occurrence
from kg.extract.intervals import date_in_clause, width
from kg.extract.phrases import Grammar
from kg.extract.polls import Poll
from kg.lexicon import Measure
from kg.model import Article, Entity, Mention, Time

_LEADING = 2  # sentences of the body that say what the article is about
_TOPICS = 24
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "correspondent"})
_WRITING = ("NewsAgency",)
_ENDS = frozenset({".", ",", ";"})
_TO_COME = frozenset({"expected", "due", "scheduled", "planned", "slated"})
_ASIDE = 8  # words of a name with its office
BULLETS = frozenset("-–—•*·")
_ASKING = frozenset({"polled", "surveyed", "compiled", "questioned", "canvassed"})
_SOURCING = _ASKING | {"according"}  # words before a name that only asks or tells


class Topic(NamedTuple):
    """An entity and how much of the article is about it."""

    entity: Entity
    weight: float
    first: int = 0  # the frame that names it first


_HAPPENED = ("what happened", 0)  # key of the memo of the first frame


@dataclass(frozen=True, slots=True)
class Page:
    """What the rules know of an article beyond one sentence."""

    article: Article
    frames: tuple[Frame, ...]
    events: Events
    topics: tuple[Topic, ...]
    headers: dict[tuple[int, int], Frame] = field(default_factory=dict)
    lists: dict[int, int] = field(default_factory=dict)  # item of a list → the first item of that list
    poll: Poll | None = None  # the poll the article reports, by its full name
    dates: dict[str, Time] = field(default_factory=dict)  # of the events, by kind
    hits: dict[int, tuple[Hit[Measure], ...]] = field(default_factory=dict)  # where measures are named, by sentence
    asked: Time | None = None  # when the people of the article's poll were asked
    issued: Time | None = None  # when that poll was published
    usual: dict[str, float] = field(default_factory=dict)  # weight of the measures the article keeps speaking of
    occurrences: dict[tuple[int, int], Occurrence] = field(default_factory=dict)  # of the events, by frame and head
    others: dict[int, Poll] = field(default_factory=dict)  # polls that speak in a sentence instead of the article's

    def before(self, frame: Frame, back: int = 1) -> Frame | None:
        """Return the sentence that many places before; what stands before an item of a list introduces the list."""
        place = self.lists.get(frame.index, frame.index) - back
        return self.frames[place] if place >= 0 else None

    def polled(self, frame: Frame) -> Poll | None:
        """Return the poll that a sentence tells of: the article's own, unless another one is speaking."""
        return self.others.get(frame.index, self.poll)

    def polled_at(self, offset: int) -> Poll | None:
        """Return the poll that the sentence at a place of the text tells of."""
        inside = (
            i for i in self.others if self.frames[i].sentence.span.start <= offset < self.frames[i].sentence.span.end
        )
        return next((self.others[i] for i in inside), self.poll)

    def asked_in(self, frame: Frame) -> Time | None:
        """Return when the people were asked whose opinion a sentence tells."""
        other = self.others.get(frame.index)
        return other.asked if other is not None else self.asked

    def fielded(self, frame: Frame) -> Time | None:
        """Return when they were asked, or else when their poll was published."""
        other = self.others.get(frame.index)
        return self.asked_in(frame) or (other.issued if other is not None else self.issued)

    def happened(self) -> frozenset[str]:
        """Return the IRIs of all that happened: looked up once, for an article has as many events as it has dates."""
        memo = self.frames[0].memo
        if _HAPPENED not in memo:
            memo[_HAPPENED] = frozenset([each.iri for each in self.occurrences.values()])
        found: frozenset[str] = memo[_HAPPENED]
        return found

    def occurrence(self, event: Event) -> Occurrence | None:
        """Return what an event is called in all articles; None of what harmed nobody."""
        return self.occurrences.get((event.frame, event.head))


def listed(frames: tuple[Frame, ...]) -> dict[int, int]:
    """Return the items of lists, each with the first item of its list.

    A list has a header, or its items begin with a bullet after a sentence that ends in a colon, or end in semicolons.
    """
    found: dict[int, int] = {}
    for before, frame in zip((None, *frames), frames, strict=False):
        bullet = frame.tokens[0].text in BULLETS
        told = before is not None and before.index in found
        bullet = bullet or (_parted(before if told else frame) and before is not None and _apart(before, frame))
        if frame.sentence.header is not None and before is not None and before.sentence.header == frame.sentence.header:
            found[frame.index] = found.get(before.index, before.index)
        elif frame.sentence.header is not None or (bullet and before is not None and before.tokens[-1].text == ":"):
            found[frame.index] = frame.index
        elif bullet and before is not None and before.index in found:
            found[frame.index] = found[before.index]
    return found


def _parted(frame: Frame | None) -> bool:
    """Say whether words end as an item that another follows: "200 rifles;", "45 helmets; and"."""
    return frame is not None and ";" in (frame.tokens[-1].text, frame.lower(frame.size - 2))


def _apart(before: Frame, frame: Frame) -> bool:
    return before.sentence.paragraph != frame.sentence.paragraph


def _only_tells(frame: Frame, grammar: Grammar, first: int, last: int) -> bool:
    """Say whether a name only says who told what stands before: "…, the association said.", "according to Acme"."""
    if "according" in frame.lows[max(0, first - 4) : first]:
        return last >= frame.size or not frame.tokens[last].text[0].isalpha()  # not "a Lakeside University poll"
    told = grammar.told(frame)
    if frame.sentence.block == "headline" and last >= frame.size - 1 and frame.lower(first - 1) == ":":
        return True  # "Arrivals climb 4 pct in H1: UNWTO"
    if not told or not first or last >= frame.size:
        return False
    last = frame.past_acronym(last)
    last += frame.lower(last) in ("has", "have", "had")
    if last in told:
        last = next(
            (frame.range(time.span)[1] - 1 for time in frame.times if frame.at(time.span.start) == last + 1), last
        )
        told = told | {last}  # "…, the agency said Thursday."
    ends = last in told and (last + 1 == frame.size or frame.tokens[last + 1].text in _ENDS)
    return ends and "," in frame.lows[max(0, first - _ASIDE) : first]


def _signed(frame: Frame, grammar: Grammar, mention: Mention) -> bool:
    """Say whether a line is but the name of the agency that wrote the article: "Orsa News"."""
    named = mention.value.classes if isinstance(mention.value, Entity) else ()
    return frame.range(mention.span) == (0, frame.size) and grammar.is_a(named, _WRITING)


def salient(article: Article, frames: tuple[Frame, ...], grammar: Grammar) -> tuple[Topic, ...]:
    """Rank the named entities of an article: headline and first sentences weigh more.

    A name that occurs in the title counts again, since titles may not be part of the text.
    """
    weights: dict[str, float] = {}
    known: dict[str, Entity] = {}
    named: dict[str, int] = {}
    title = (article.title or "").lower()
    body = 0
    for frame in frames:
        if frame.sentence.block == "body":
            body += 1
        factor = 3.0 if frame.sentence.block == "headline" else 2.0 if body <= _LEADING else 1.0
        opening = dateline(frame) if frame.entities else 0
        sourced = opening or grammar.told(frame) or not _SOURCING.isdisjoint(frame.distinct)
        for place, mention in enumerate(frame.entities):
            entity = mention.value
            if not isinstance(entity, Entity) or entity.form == "pronoun":
                continue
            if place == 0 and _signed(frame, grammar, mention):
                continue
            if sourced:
                at, last = frame.range(mention.span)
                if at < opening or (frame.lower(at - 1) == "by" and frame.lower(at - 2) in _ASKING):
                    continue  # where it was written, or who asked, is not what it is about
                if _only_tells(frame, grammar, at, last):
                    continue
            if not entity.classes and frame.lower(frame.range(mention.span)[1]) in _SPOKES:
                continue  # "Law & Order spokesman Ray Holm"
            key = entity.iri or entity.name
            if key not in known:
                known[key], named[key] = entity, frame.index
                weights[key] = 3.0 if entity.name.lower() in title else 0.0
            office = (
                0.25 if entity.classes == ("Office",) else 1.0
            )  # "the president" is seldom what an article is about
            weights[key] += office * factor * (1.5 if place == 0 else 1.0)
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    return tuple(Topic(known[key], weights[key], named[key]) for key in ranked[:_TOPICS])


def event_dates(frames: tuple[Frame, ...], events: Events) -> dict[str, Time]:
    """Return the narrowest date that stands in one clause with an event of each kind."""
    found: dict[str, Time] = {}
    for frame in frames:
        for event in events.by_frame.get(frame.index, ()):
            value = date_in_clause(frame, event.head)
            recurs = value is None or value.point == "since"  # "held every year since 1951"
            recurs = recurs or frame.lower(event.head + 1) in _TO_COME  # "for a vote expected Friday"
            # "the deadliest storm since Thelma in 1991", "a quake in the same region in 1987"
            recurs = recurs or (event.harmful and (bool(event.year) or "since" in frame.lows[event.head :]))
            if (
                value is not None
                and not recurs
                and (event.kind not in found or width(value) < width(found[event.kind]))
            ):
                found[event.kind] = value
    return found
