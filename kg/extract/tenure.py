"""First person and "took office" → the state that a leader speaks for, and when that leader took office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.cues import Hit, scheme
from kg.extract.frame import Frame
from kg.extract.page import Page, Topic
from kg.lexicon import Lexicon
from kg.model import Entity, Time

_STATE = "State"
_LANDS = frozenset({_STATE, "Place", "Region", "City"})
_SINCE = 3  # words from "since" to "took office"


class Tenure:
    """What the ontology knows of leaders: of which state, and since when."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._began = scheme(lexicon, "taking-office")
        self._sworn: dict[str, list[dt.date]] = {}
        for cue in lexicon.cues_of("sworn-in"):
            self._sworn.setdefault(cue.text.lower(), []).append(dt.date.fromisoformat(cue.sense or ""))
        led = {name.lower(): state for name, state in lexicon.senses_of("leader").items()}
        states = {entity.label: entity for entity in lexicon.entities if _STATE in entity.classes}
        self._led = {name: states[state] for name, state in led.items() if state in states}

    def land(self, topics: Sequence[Topic]) -> Entity | None:
        """Return the state whose leader the article is of, for which "we" speaks."""
        for topic in topics:
            state = self._led.get(topic.entity.name.lower())
            if state is not None:
                return Entity(state.iri, state.label, state.classes, "pronoun")
        return None

    def landed(self, topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
        """Put the land of a leader first among the topics of an article that names no land at all."""
        led = self.land(topics) if all(_LANDS.isdisjoint(topic.entity.classes) for topic in topics) else None
        if led is None:
            return topics
        return (Topic(replace(led, form="name"), topics[0].weight), *topics)

    def when(self, page: Page, frame: Frame, first: int, last: int) -> Time | None:
        """Return the day on which a leader took office, where a sentence dates the value at these tokens by it.

        What is told behind a value dates only the value next to it: "compared with just nine when I took office".
        """
        for hit in self._began.find(frame):
            dates = hit.first < first or not any(last <= place < hit.first for place in frame.valued)
            day = self._day(page, frame, hit) if dates else None
            if day is not None:
                since = (
                    "since" in frame.lows[max(0, hit.first - _SINCE) : hit.first] or frame.lower(hit.first) == "since"
                )
                until = dt.timedelta(days=1)
                return Time(f"{day}", day, day + until, "anchored", point="since" if since else "in")
        return None

    def opens(self, frame: Frame, number: int) -> bool:
        """Say whether a clause only tells that somebody took office."""
        if "office" not in frame.distinct:
            return False
        begin, end = frame.clauses[number]
        return any(begin <= hit.first < end for hit in self._began.find(frame))

    def _day(self, page: Page, frame: Frame, hit: Hit[str]) -> dt.date | None:
        """Return the day of the leader who is named next to the words, else of whom the article is about."""
        near = sorted(frame.entities, key=lambda mention: abs(frame.at(mention.span.start) - hit.first))
        named = [mention.value.name for mention in near if isinstance(mention.value, Entity)]
        names = [*named, *(topic.entity.name for topic in page.topics)]
        days = next((days for name in names if (days := self._sworn.get(name.lower())) is not None), [])
        today = page.article.published or ""
        return max((day for day in days if f"{day}" <= today), default=None)  # the last term begun by then
