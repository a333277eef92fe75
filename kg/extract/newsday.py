"""Article → the day of what it tells of, "won Sunday's election"; values told as of then that say no day.

News of one day tells the next what happened: figures in the simple past that give no time are of that day. What an
accident has come to since is not; its tolls go on.
"""

from __future__ import annotations

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.intervals import width
from kg.extract.nearness import Nearness
from kg.extract.others import compared
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import AUXILIARIES, BACK, vocabulary
from kg.model import Time

_LEADING = 3  # sentences, the headline among them
_WEEK = 6  # days
_DAY, _PASTS = ("news-day", 0), ("told-in-the-past", 0)
_PAST = vocabulary("was were did had wasn't weren't didn't hadn't")
_GOES_ON = vocabulary("still remained remain now currently yet")
_HELD = vocabulary("compared led based")  # of no clause
_CLAUSES = 2  # clauses before that of a value


def past_values(page: Page) -> frozenset[int]:
    """Return where the values begin that give no time and are told in the simple past."""
    return frozenset(page.frames[0].memo.get(_PASTS, ()) if page.frames else ())


def _harmful(page: Page) -> bool:
    """Say whether an article tells of something that harmed somebody, not only of "the pandemic" far below."""
    main = page.events.main
    return main is not None and main.frame <= _LEADING


class NewsDay:
    """Finds the day of what an article tells of, and what is told as of then."""

    def __init__(self, near: Nearness, grammar: Grammar) -> None:
        self._near, self._grammar = near, grammar

    def of_past(self, page: Page, frame: Frame, first: int) -> None:
        """Remember of a value without a time that it is told in the simple past."""
        if not _harmful(page) and frame.sentence.block in ("body", "list") and self._was(frame, first):
            page.frames[0].memo.setdefault(_PASTS, set()).add(frame.tokens[first].start)

    def when(self, page: Page, frame: Frame, first: int) -> Time | None:
        """Return the day that a value told in the simple past is of, None where it may be of the article's own."""
        if frame.sentence.block not in ("body", "list") or page.article.published is None:
            return None
        lead = page.frames[0].memo
        if _DAY not in lead:
            lead[_DAY] = None if _harmful(page) else self._day(page, page.article.published)
        day: Time | None = lead[_DAY]
        return day if day is not None and self._was(frame, first) else None

    def _day(self, page: Page, published: str) -> Time | None:
        today = days(published)
        if today is None or today.start is None:
            return None
        for frame in [frame for frame in page.frames if frame.sentence.block in ("body", "headline")][:_LEADING]:
            for mention in frame.times:
                time = mention.value
                if not isinstance(time, Time) or time.start is None or time.kind != "date" or time.point != "in":
                    continue
                ago = (today.start - time.start).days
                at, end = frame.range(mention.span)
                if width(time) != 1 or not 0 <= ago <= _WEEK or frame.lower(end - 1) in BACK:
                    continue
                if frame.lower(end) == "'s":
                    return time if ago else None
                verb = self._grammar.verb(frame, frame.clause(at))
                told = verb is None or verb in self._grammar.told(frame) or self._near.said(frame, at)
                told = told or compared(frame, at, mention.span)  # "up from $1,169 late on Monday"
                if not told and not self._near.dateline(frame, mention) and not self._near.baseline(frame, mention):
                    return time if ago else None
        return None

    def _was(self, frame: Frame, first: int) -> bool:
        """Say whether the verb of a value tells of the past, and of what was then over."""
        number = frame.clause(first)
        for clause in range(number, max(-1, number - _CLAUSES - 1), -1):
            begin, end = frame.clauses[clause]
            if not _GOES_ON.isdisjoint(frame.lows[begin:end]):
                return False
            told = self._grammar.told(frame)
            verbs = [i for i in range(begin, end) if i not in told and self._grammar.is_verb(frame, i)]
            verbs = [i for i in verbs if frame.lows[i] not in _HELD]
            if verbs:
                before = [i for i in verbs if i < first]
                return self._past(frame, before[-1] if before else verbs[0])
        return False

    def _past(self, frame: Frame, verb: int) -> bool:
        word = frame.lows[verb]
        if word in AUXILIARIES:
            return word in _PAST
        if frame.lower(verb - 1) in AUXILIARIES - _PAST:
            return False
        return word.endswith("ed") or (not word.endswith("s") and word + "s" not in self._grammar.verbs)
