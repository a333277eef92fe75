"""Sentence without a time of its own → the time that the words around it give: of an event, a report, one just told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.asides import opens_with_participle
from kg.extract.chosen import Chosen
from kg.extract.fiscal import fiscal, moved, quarterly
from kg.extract.frame import Frame
from kg.extract.intervals import (
    Validity,
    bounds,
    comparable,
    date_in_clause,
    dates_something,
    of_year_back,
    reporting,
    width,
)
from kg.extract.nearness import LEADING, Nearness
from kg.extract.page import Page
from kg.extract.words import vocabulary
from kg.lexicon import Measure
from kg.model import Mention, Time

_ANYBODY = frozenset({"Person", "Place", "State"})
_FIRM = "Organisation"
_REPORT = 12  # sentences
_LOOK_BACK = 6  # sentences
_LEAD = 2  # sentences
_MONTH, _YEAR = 31, 365  # days
_CARRIED = 2  # sentences
_ON = frozenset({"on", "in"})
_AHEAD = vocabulary("will is are could may might can has have")
_BEHIND = vocabulary("was were had did")
_POINTING = vocabulary("when as after before")
_SINCE_THEN = ("since", "then")
_TO_COME = vocabulary("will would may might expects forecasts expect forecast expected plans aims intends")
_RESULTS = vocabulary("results result report earnings numbers figures")
_UNITS = {"month": 1, "quarter": 3, "year": 12}


class Carried:
    """Finds the time of a value elsewhere than beside it."""

    def __init__(self, near: Nearness, statistics: frozenset[str] = frozenset()) -> None:
        self._near, self._statistics = near, statistics

    def told_when(self, frame: Frame, dated: Sequence[Mention], number: int) -> Time | None:
        """Return the time a clause tells more of: "the worst since 1994, when two trains collided, killing 52"."""
        for other in (number, number - 1):
            begin = frame.clauses[other][0] if other >= 0 else 0
            if begin and frame.lower(begin) == "when":
                for mention in dated:
                    end, value = frame.range(mention.span)[1], mention.value
                    if begin - 2 <= end <= begin and isinstance(value, Time) and value.kind == "date":
                        return replace(value, point="in") if value.point in ("since", "after") else value
            opens = frame.lower(frame.clauses[number][0])
            if opens not in ("and", "but") and not opens.endswith("ing"):
                break
        return None

    def at_first(self, page: Page, frame: Frame) -> Validity:
        """Return the time of a beginning: a date of long ago in the sentences before; never the day of the article."""
        published = page.article.published
        for back in range(1, _LOOK_BACK + 1):
            earlier = page.before(frame, back)
            for mention in earlier.times if earlier is not None else ():
                value = mention.value
                if not isinstance(value, Time) or value.start is None or value.kind != "date" or value.point != "in":
                    continue
                if published is None or f"{value.start:%Y}" < published[:4]:
                    return replace(bounds(value, published, "time.beginning"), basis="anchored")
        return Validity(None, None, "unknown", "time.beginning-unknown")

    def happened(self, page: Page, frame: Frame, i: int) -> Time | None:
        """Return the date of a toll's event, where the sentence tells it: "crashed on 6 December …, killing 108"."""
        here = [event for event in page.events.by_frame.get(frame.index, ()) if event.harmful]
        if not here:
            return None
        event = min(here, key=lambda event: (event.head > i, abs(event.head - i)))
        told = [
            m  # not the "Monday" of "Monday's victims", but that of "a strike on Kyiv on Monday killed 33"
            for m in frame.times
            if not self._near.in_subject(frame, at := frame.at(m.span.start))
            or (event.head < at < i and not _ON.isdisjoint(frame.lows[at - 1 : at + 1]))
        ]
        return date_in_clause(frame, event.head, among=told)

    def since_event(self, page: Page, frame: Frame) -> Time | None:
        """Return the time since an event that the article dates: "shares have fallen 22 percent since the flood"."""
        for event in page.events.by_frame.get(frame.index, ()):
            told = frame.lower(event.head - 1) == "since" or frame.lower(event.head - 2) == "since"
            if told and event.kind in page.dates:
                return replace(page.dates[event.kind], point="since")
        return None

    def anchored(self, page: Page, frame: Frame, number: int) -> Time | None:
        """Return the date of the event a clause points at: "when the blast occurred"."""
        here = page.events.by_frame.get(frame.index, ()) if not _POINTING.isdisjoint(frame.distinct) else ()
        for other in (number, number + 1, number - 1) if here else ():
            if 0 <= other < len(frame.clauses):
                begin, end = frame.clauses[other]
                if frame.lower(begin) in _POINTING or frame.lower(begin - 1) == "when":
                    for event in here:
                        if begin <= event.head < end and event.kind in page.dates:
                            return page.dates[event.kind]
        return None

    def counted(self, frame: Frame, dated: Sequence[Mention]) -> Time | None:
        """Return the month or quarter that a value is of which is compared with "a month earlier"."""
        for mention in dated:
            value, (first, end) = mention.value, frame.range(mention.span)
            months = _UNITS.get(frame.lower(end - 2))
            if months is None or frame.lower(end - 1) not in ("earlier", "before") or end - first > 3:
                continue
            known = isinstance(value, Time) and value.basis == "anchored" and self._near.baseline(frame, mention)
            if not known or not isinstance(value, Time) or value.start is None or value.end is None:
                continue
            if value.start.day == value.end.day == 1 and (value.end - value.start).days < _YEAR:
                start, last = moved(value.start, months), moved(value.end, months)
                return replace(value, edtf=None, start=start, end=last)
        return None

    def opened(self, page: Page, frame: Frame, *, daily: bool = False) -> Time | None:
        """Return the time that opened a sentence just before: "In October, … . The number of …".

        What is told ``daily``, as the price of a share, has no month of it.
        """
        if frame.sentence.block not in ("body", "list"):
            return None
        since_then = _SINCE_THEN in (frame.lows[:2], frame.lows[1:3])
        for back in range(1, _CARRIED + 1):
            earlier = page.before(frame, back)
            if earlier is None or earlier.sentence.paragraph != frame.sentence.paragraph:
                return None
            for mention in earlier.times:
                value = mention.value
                opens = earlier.at(mention.span.start) < LEADING and not self._near.modifies(earlier, mention)
                opens = (opens and earlier.lower(earlier.range(mention.span)[1]) != "'s") or since_then
                if not opens or not isinstance(value, Time) or value.kind != "date" or not dates_something(value):
                    continue
                if (daily and width(value) > 1) or comparable(earlier, mention):
                    continue  # "In the same period last year, it was 4 million."
                at = earlier.at(mention.span.start)
                aside = self._near.passing(earlier, mention) or self._near.foresees(earlier, at)
                aside = aside or self._near.said(earlier, at)  # "The ministry said Friday that …"
                if aside or self._near.dateline(earlier, mention):
                    continue
                if opens_with_participle(earlier, at):
                    continue  # "Founded in 1998, …" dates the founding alone
                today = page.article.published or ""
                if since_then:
                    return replace(value, point="since")
                if value.point in ("until", "before") and "by" not in earlier.lows[max(0, at - 1) : at + 1]:
                    continue  # "Before 2011 it lost 15 a year." tells nothing of when the next is of
                past = value.end is not None and f"{value.end}" <= today
                over = value.start is not None and f"{value.start}" > today and not _BEHIND.isdisjoint(frame.lows)
                if not (past and looks_ahead(frame)) and not over:
                    return replace(value, point="in") if "by" in earlier.lows[max(0, at - 1) : at + 1] else value
        return None

    def period(self, page: Page, frame: Frame, chosen: Chosen | None) -> Time | None:
        """Return the quarter or year that a sentence before gives for figures of the same kind, as in one report."""
        if chosen is None or chosen.measure is None:
            return None
        foreseen: Time | None = None  # only where no other is told
        lead = self.lead(page)
        own = lead is not None and width(lead) <= _MONTH  # in a monthly report each figure has a time of its own
        for back in range(1, _REPORT + 1):
            earlier = page.before(frame, back)
            if earlier is None:
                return foreseen
            alike = any(
                hit.value.name == chosen.name.removesuffix("Change")
                or (not own and _of_one_report(hit.value, chosen.measure))
                for hit in page.hits.get(earlier.index, ())
            )
            if not alike:
                continue
            for mention in earlier.times:
                value = mention.value
                if isinstance(value, Time) and reporting(value) and not self._near.baseline(earlier, mention):
                    if self._of_before(earlier, mention):
                        continue  # "it had earned $9 million in 2018", "… a year earlier"
                    if self._near.passing(earlier, mention):
                        continue  # "Acme, which went public in 1983, expects …"
                    if self._foretold(earlier, mention) and (not looks_ahead(frame) or not _says(frame, _TO_COME)):
                        begun = value.start is not None and f"{value.start}" <= (page.article.published or "")
                        foreseen = foreseen or (fiscal(earlier, value) if begun else None)
                        continue
                    return fiscal(earlier, value)
        return foreseen

    def lead(self, page: Page) -> Time | None:
        """Return the period that the article's first sentences are of: "overtook coal last year"."""
        today = page.article.published or ""
        for frame in [frame for frame in page.frames if frame.sentence.block == "body"][:_LEAD]:
            for mention in frame.times:
                value = mention.value
                if not isinstance(value, Time) or f"{value.start}" > today:
                    continue
                season = frame.lower(frame.range(mention.span)[1]) == "season" and value.start is not None
                if not (
                    reporting(value)
                    or season
                    or self._of_month(page, frame, value, frame.clause(frame.at(mention.span.start)))
                ):
                    continue
                if of_year_back(frame, mention):
                    continue  # "from $12 million a year ago"
                aside = self._near.baseline(frame, mention) or self._near.passing(frame, mention)
                modifies = self._near.modifies(frame, mention) and not self._of_report(page, frame, mention)
                if not (aside or self._foretold(frame, mention) or modifies):
                    return fiscal(frame, value)
            if (told := quarterly(frame, page.article.published)) is not None:
                return told
        return None

    def _of_report(self, page: Page, frame: Frame, mention: Mention) -> bool:
        """Say whether a quarter tells which figures are reported: "its September quarter earnings"."""
        after = frame.range(mention.span)[1]
        measured = any(hit.first <= after < hit.last for hit in page.hits.get(frame.index, ()))
        return (
            isinstance(mention.value, Time)
            and reporting(mention.value)
            and (measured or frame.lower(after) in _RESULTS)
        )

    def _of_month(self, page: Page, frame: Frame, value: Time, number: int) -> bool:
        """Say whether a time is the month that a statistic is of: "consumer prices rose 2 percent in October"."""
        if value.kind != "date" or value.point != "in" or value.start is None or value.end is None:
            return False
        month = value.start.day == value.end.day == 1 and (value.end - value.start).days <= _MONTH
        over = f"{value.end}" <= (page.article.published or "")
        if not (month and over):
            return False
        late = f"{value.end + dt.timedelta(days=_MONTH)}" >= (page.article.published or "")
        if late and any(frame.clause(frame.at(other.span.start)) == number for other in frame.quantities):
            return True  # "Tax receipts rose 12 percent to 2 billion in May": last month's news
        return any(hit.value.name in self._statistics for hit in page.hits.get(frame.index, ()))

    def _of_before(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time is of what was before the report: told by "had", or counted back from it."""
        at = frame.at(mention.span.start)
        return of_year_back(frame, mention) or "had" in frame.lows[frame.clauses[frame.clause(at)][0] : at]

    def _foretold(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time is of what was still to come: "the second half would be better"."""
        at = frame.at(mention.span.start)
        begin, end = frame.clauses[frame.clause(at)]
        return _says(frame, _TO_COME, begin, end) or self._near.estimated(frame, at)


def _of_one_report(one: Measure, other: Measure) -> bool:
    """Say whether figures of two measures may stand in one report: losses, sales and costs of a firm."""
    if one.subject_classes == other.subject_classes:
        return True
    firms = _FIRM in one.subject_classes and _FIRM in other.subject_classes
    return firms and one.temporality == other.temporality == "period"


def looks_ahead(frame: Frame) -> bool:
    """Say whether a sentence tells of now or of what is to come."""
    return _BEHIND.isdisjoint(frame.lows) and _says(frame, _AHEAD)


def _says(frame: Frame, words: frozenset[str], begin: int = 0, end: int | None = None) -> bool:
    """Say whether one of the words stands there; the month of May is none."""
    lows = frame.lows[begin:end]
    if words.isdisjoint(lows):
        return False
    return any(low in words and (low != "may" or frame.tokens[i].text == "may") for i, low in enumerate(lows, begin))
