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
from kg.extract.words import AUXILIARIES, BACK, BE, vocabulary
from kg.model import Time

_LEADING = 3  # sentences, the headline among them
_FOLLOWING = 3  # sentences of its paragraph that a day told of dates
_WEEK = 6  # days
_DAY, _PASTS = ("news-day", 0), ("told-in-the-past", 0)
_PAST = vocabulary("was were did had wasn't weren't didn't hadn't")
_GOES_ON = vocabulary("still already remained remain now currently yet")
_HELD = vocabulary("compared led based")  # of no clause
_CLAUSES = 2  # clauses before that of a value
_PERFECT = vocabulary("has have 've")
_NEAR = 12  # words


def past_values(page: Page) -> frozenset[int]:
    """Return where the values begin that give no time and are told in the simple past."""
    return frozenset(page.frames[0].memo.get(_PASTS, ()) if page.frames else ())


def _harmful(page: Page) -> bool:
    """Say whether an article tells of something that harmed somebody, not only of "the pandemic" far below."""
    main = page.events.main
    return main is not None and main.frame <= _LEADING


def _in_progress(frame: Frame, first: int) -> bool:
    """Say whether a value is told of by "were treating 340 patients"."""
    begin = frame.clauses[frame.clause(first)][0]
    end = min(frame.size, first + _NEAR)
    return any(
        frame.lows[i] in BE and frame.lower(i + 1).endswith("ing") and not any(t in ",;" for t in frame.lows[first:i])
        for i in range(begin, end)
    )


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

    def before(self, page: Page, frame: Frame, first: int, *, report: bool = False) -> Time | None:
        """Return the day that a value is of which the words before it in its paragraph tell of.

        "The agency said on Monday that …" dates whatever it tells there, "The bus fell into a river on Monday" what is
        told after it in the simple past. In a ``report`` of a quarter or month what is said is of that.
        """
        today = days(page.article.published) if page.article.published else None
        if today is None or today.start is None or frame.sentence.block not in ("body", "list"):
            return None
        for back in range(_FOLLOWING + 1):
            told = page.before(frame, back) if back else frame
            if told is None or told.sentence.paragraph != frame.sentence.paragraph:
                return None
            for mention in reversed(told.times):
                time, (at, end) = mention.value, told.range(mention.span)
                if not isinstance(time, Time) or time.start is None or width(time) != 1 or time.point != "in":
                    continue
                if compared(told, at, mention.span) or self._near.baseline(told, mention) or told.lower(end) == "'s":
                    continue
                said = self._near.said(told, at)
                if self._near.dateline(told, mention) or (not said and (not back or self._near.passing(told, mention))):
                    continue
                ago = (today.start - time.start).days
                if said and report:
                    return None
                if said:
                    then = not self._goes_on(frame, frame.clause(first))
                else:
                    then = self._was(frame, first) and not _in_progress(frame, first)
                return time if 0 < ago <= _WEEK and then else None
        return None

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
                told = told or self._near.passing(frame, mention)  # "is up 14 cents, having dropped on Tuesday"
                if not told and not self._near.dateline(frame, mention) and not self._near.baseline(frame, mention):
                    return time if ago else None
        return None

    def _was(self, frame: Frame, first: int) -> bool:
        """Say whether the verb of a value tells of the past, and of what was then over."""
        number = frame.clause(first)
        for clause in range(number, max(-1, number - _CLAUSES - 1), -1):
            begin, end = frame.clauses[clause]
            if self._goes_on(frame, clause):
                return False
            told = self._grammar.told(frame)
            verbs = [i for i in range(begin, end) if i not in told and self._grammar.is_verb(frame, i)]
            verbs = [i for i in verbs if frame.lows[i] not in _HELD]
            if verbs:
                before = [i for i in verbs if i < first]
                return self._past(frame, before[-1] if before else verbs[0])
        return False

    def _goes_on(self, frame: Frame, clause: int) -> bool:
        return not _GOES_ON.isdisjoint(frame.lows[slice(*frame.clauses[clause])])

    def _past(self, frame: Frame, verb: int) -> bool:
        word, before = frame.lows[verb], frame.lows[max(0, verb - _NEAR) : verb]
        if before[-1:] == ("and",) and not _PERFECT.isdisjoint(before):
            return False  # "has burned 380 hectares and forced 94 people out"
        if word in AUXILIARIES:
            return word in _PAST
        if frame.lower(verb - 1) in AUXILIARIES - _PAST:
            return False
        return word.endswith("ed") or (not word.endswith("s") and word + "s" not in self._grammar.verbs)
