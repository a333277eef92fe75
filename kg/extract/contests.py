"""Share that a candidate has → its measure: of the vote, or in the poll that the article reports."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.shares import unit_of
from kg.extract.side_by_side import LEAD
from kg.extract.subjects import Subject
from kg.extract.uses import by_unit, used_for
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

_NEVER = -1.0
_LEADS = frozenset({"lead", "edge", "advantage", "margin", "ahead", "behind", "clear"})
_RUNNING = ("Party", "Person")
_NUMBER, _SEATS, _OFTEN = "count", "seats", 0.6  # "came second with 20", where two sentences speak of seats
_CHAMBER = 3_000  # no chamber has as many members
_POLLING, _COUNTED = vocabulary("poll polls polling survey surveys"), vocabulary("exit results result counted counting")
_LEADING, _REPORTS = 3, ("reports a poll", 0)  # sentences; key of the memo of the first frame
_NAMED = 4  # words of an unknown party
_OF_POLL = frozenset({"would", "poll", "survey"})  # "an exit poll puts the Greens on 12 percent of the vote"


class Contests:
    """Tells shares of a vote from those in a poll."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._share = by_unit(lexicon).get("percent")
        self._measures = used_for(lexicon, "contest")  # of the vote itself first, of what people say last

    def of(self, page: Page, frame: Frame, mention: Mention, role: Role, chosen: Chosen, subject: Subject) -> Chosen:
        """Return the measure of a share by who has it; points that nobody gained or lost are a lead."""
        if chosen.name == self._measures[-1] and role.part == "level" and unit_of(mention) == "percentage_point":
            return self._told(chosen, LEAD)  # "Labour trailing the Conservatives by 6 points"
        if chosen.name == LEAD and role.rule == "level" and self._beside(frame, mention):
            return self._told(chosen, self._measures[-1])  # "puts Lee ahead by 15 points, 53 percent to Roe's 38"
        if chosen.name in self._measures[:1] and page.poll is not None and self._asked(page, frame):
            return self._told(chosen, self._measures[-1])  # "would win 34 percent of the vote", said those asked
        if chosen.name == _NUMBER and role.part == "level" and self._of_seats(page, mention):
            return self._told(chosen, _SEATS if self._grammar.is_a(subject.classes, _RUNNING[:1]) else None)
        if chosen.name != self._share or not self._runs(page, subject):
            return chosen
        told = [name for name in self._measures if page.usual.get(name, _NEVER) >= 0]
        if told and self._asked(page, frame) and page.poll is not None:
            return self._told(chosen, self._measures[-1])
        return self._told(chosen, told[0] if told else None)

    def _of_seats(self, page: Page, mention: Mention) -> bool:
        """Say whether a bare count in an article about seats can be one of them."""
        value = mention.value
        few = isinstance(value, Quantity) and value.value < _CHAMBER
        return few and page.usual.get(_SEATS, _NEVER) >= _OFTEN

    def _beside(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a share only stands beside a lead: "53 percent to 38", not "leads by 9 percent", "a 9 % lead"."""
        first, last = frame.range(mention.span)
        own = frame.lower(first - 1) == "by" or not _LEADS.isdisjoint(frame.lows[last : last + 2])
        return unit_of(mention) == "percent" and not own

    def _asked(self, page: Page, frame: Frame) -> bool:
        """Say whether a sentence tells what people would do, and not what they did."""
        if not _OF_POLL.isdisjoint(frame.distinct):
            return True
        return (page.asked is not None or self._reporting(page)) and not frame.times

    def _reporting(self, page: Page) -> bool:
        """Say whether an article begins with a poll, and not with what was counted."""
        if _REPORTS not in page.frames[0].memo:
            words = frozenset().union(*(frame.distinct for frame in page.frames[:_LEADING]))
            polled = page.poll is not None and not _POLLING.isdisjoint(words)
            page.frames[0].memo[_REPORTS] = polled and _COUNTED.isdisjoint(words)
        found: bool = page.frames[0].memo[_REPORTS]
        return found

    def _runs(self, page: Page, subject: Subject) -> bool:
        """Say whether somebody can have votes: in an article about a poll also who is called by a surname alone."""
        if subject.rule == "subject.option" or self._grammar.is_a(subject.classes, _RUNNING):
            return True
        if page.poll is None or subject.classes:
            return False
        words = subject.name.split()
        named = all(word[0].isupper() for word in words) and len(words) <= _NAMED
        return named and (len(words) == 1 or any("Party" in topic.entity.classes for topic in page.topics))

    def _told(self, chosen: Chosen, name: str | None) -> Chosen:
        known = self._by_name.get(name) if name is not None else None
        return replace(chosen, name=known.name, measure=known, rule="measure.contested") if known else chosen
