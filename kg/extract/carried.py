"""Sentence without a time of its own → the time that the words around it give: of an event, a report, one just told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.asides import opens_with_participle
from kg.extract.chosen import Chosen
from kg.extract.fiscal import announced, fiscal, moved, of_firm, quarterly
from kg.extract.frame import Frame
from kg.extract.intervals import (
    Validity,
    bounds,
    closing_month,
    comparable,
    date_in_clause,
    dates_something,
    of_most,
    of_year_back,
    reporting,
    width,
)
from kg.extract.leads import BEHIND, TO_COME, Leads, looks_ahead, says, told_more
from kg.extract.nearness import LEADING, Nearness
from kg.extract.others import compared
from kg.extract.page import Page
from kg.extract.reach import year_on
from kg.extract.same_period import coarser_before, finer, long_over, quarter_told
from kg.extract.words import BACK, vocabulary
from kg.lexicon import Measure
from kg.model import Mention, Time

_FIRM = "Organisation"
_REPORT, _LOOK_BACK, _CARRIED = 12, 6, 2  # sentences
_MONTH, _YEAR, _RECENT = 31, 365, 100  # days
_CLOCK = "time.clock"  # an hour without a day
_POINTING = vocabulary("when as after before")
_SINCE_THEN, _AS_OF, _ON = ("since", "then"), ("as", "of"), frozenset({"on", "in"})
_THE_DAY = frozenset({"the", "day"})
_UNITS = {"month": 1, "quarter": 3, "year": 12}


class Carried:
    """Finds the time of a value elsewhere than beside it."""

    def __init__(self, near: Nearness, statistics: frozenset[str] = frozenset()) -> None:
        self._near, self._leads, self._statistics = near, Leads(near, statistics), statistics
        self.lead = self._leads.lead

    def told_when(self, frame: Frame, dated: Sequence[Mention], number: int) -> Time | None:
        """Return the time a clause tells more of: "the worst since 1994, when two trains collided, killing 52"."""
        for other in (number, number - 1) if "when" in frame.distinct else ():
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
            if not (m.rule == _CLOCK or of_most(frame, frame.at(m.span.start)))
            and (
                not self._near.in_subject(frame, at := frame.at(m.span.start))
                or (event.head < at < i and not _ON.isdisjoint(frame.lows[at - 1 : at + 1]))
            )
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
                        if begin <= event.head < end:
                            told = page.occurrence(page.events.telling(event)) if event.harmful else None
                            when = told.when if told is not None else page.dates.get(event.kind)
                            if when is not None:
                                return when
        return None

    def counted(self, page: Page, frame: Frame, dated: Sequence[Mention]) -> Time | None:
        """Return the month or quarter that a value is of which is compared with "a month earlier".

        Where the article begins with a month, "a year earlier" is a year before it, whatever else was told since.
        """
        for mention in dated:
            value, (first, end) = mention.value, frame.range(mention.span)
            months = _UNITS.get(frame.lower(end - 2))
            if months is None or frame.lower(end - 1) not in ("earlier", "before") or end - first > 3:
                continue
            known = isinstance(value, Time) and value.basis == "anchored" and self._near.baseline(frame, mention)
            if not known or not isinstance(value, Time) or value.start is None or value.end is None:
                continue
            if value.start.day == value.end.day == 1 and (value.end - value.start).days < _YEAR:
                lead = self.lead(page) if months == _UNITS["year"] else None
                month = lead is not None and width(lead) <= _MONTH
                if lead is not None and finer(lead, value):
                    return lead  # a quarter, after "the first half's contraction"
                if month and (width(value) <= _MONTH or not quarter_told(page, frame, value)):
                    return lead
                start, last = moved(value.start, months), moved(value.end, months)
                return replace(value, edtf=None, start=start, end=last)
        return year_on(frame, dated, self._near, page.article.published)

    def opened(self, page: Page, frame: Frame, *, daily: bool = False, reported: bool = False) -> Time | None:
        """Return the time that opened a sentence just before: "In October, … . The number of …".

        What is told ``daily``, as the price of a share, has no month of it, what firms have ``reported`` no day.
        """
        if frame.sentence.block not in ("body", "list"):
            return None
        if (day := self._that_day(page, frame)) is not None:
            return day
        since_then = _SINCE_THEN in (frame.lows[:2], frame.lows[1:3])
        for back in range(1, _CARRIED + 1):
            earlier = page.before(frame, back)
            if earlier is None or earlier.sentence.paragraph != frame.sentence.paragraph:
                return None
            for mention in earlier.times:
                value = mention.value
                opens = earlier.at(mention.span.start) < LEADING and not self._near.modifies(earlier, mention)
                opens = opens or (back == 1 and told_more(frame, value, page.article.published))
                opens = (opens and earlier.lower(earlier.range(mention.span)[1]) != "'s") or since_then
                if not opens or not isinstance(value, Time) or value.kind != "date" or not dates_something(value):
                    continue
                if (daily and width(value) > 1) or (reported and width(value) == 1) or comparable(earlier, mention):
                    continue  # "In the same period last year, it was 4 million."
                at = earlier.at(mention.span.start)
                if earlier.lower(earlier.range(mention.span)[1] - 1) in BACK and not since_then:
                    continue  # "A year ago it stood at 5 percent."
                if "revised" in earlier.lows and self._near.in_subject(earlier, at):
                    continue  # "Job losses for August were revised"
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
                over = value.start is not None and f"{value.start}" > today and not BEHIND.isdisjoint(frame.distinct)
                if not (past and looks_ahead(frame) and earlier.lows[:2] != _AS_OF) and not over:
                    return replace(value, point="in") if "by" in earlier.lows[max(0, at - 1) : at + 1] else value
        return None

    def _that_day(self, page: Page, frame: Frame) -> Time | None:
        """Return the day of the sentence before that "the day" is: "opened on Tuesday. It ended the day at $9"."""
        earlier = page.before(frame, 1) if _THE_DAY.issubset(frame.distinct) else None
        if earlier is None or earlier.sentence.paragraph != frame.sentence.paragraph:
            return None
        told = any(frame.lower(i) == "the" and frame.lower(i + 1) == "day" for i in range(frame.size))
        days = [m.value for m in earlier.times if isinstance(m.value, Time) and m.value.kind == "date"]
        return next((day for day in reversed(days) if told and width(day) == 1 and day.point == "in"), None)

    def _before(self, frame: Frame, first: int, chosen: Chosen) -> Time | None:
        """Return the quarter or year that a clause before a firm's figure tells: "sales fell in 2012, it lost $3"."""
        if not of_firm(chosen):
            return None
        for mention in reversed(frame.times):
            value, at = mention.value, frame.at(mention.span.start)
            if at > first or not isinstance(value, Time) or not reporting(value) or value.point != "in":
                continue
            aside = self._near.baseline(frame, mention) or self._near.passing(frame, mention)
            if not (aside or self._of_before(frame, mention) or compared(frame, at, mention.span)):
                return fiscal(frame, value) if not self._leads.foretold(frame, mention) else None
        return None

    def period(self, page: Page, frame: Frame, chosen: Chosen | None, first: int) -> Time | None:
        """Return the quarter or year that a sentence before gives for figures of the same kind, as in one report."""
        if chosen is None or chosen.measure is None:
            return None
        beside = self._before(frame, first, chosen)
        beside = beside or (quarterly(frame, page.article.published) if of_firm(chosen) else None)
        if beside is not None:
            return beside
        foreseen: Time | None = None  # only where no other is told
        lead = self.lead(page)
        own = lead is not None and width(lead) <= _MONTH  # in a monthly report each figure has a time of its own
        if (month := self._month_before(page, frame)) is not None:
            return month
        for back in range(1, _REPORT + 1):
            earlier = page.before(frame, back)
            if earlier is None:
                break
            alike = any(
                hit.value.name == chosen.name.removesuffix("Change")
                or (not own and _of_one_report(hit.value, chosen.measure))
                for hit in page.hits.get(earlier.index, ())
            )
            if not (alike or (of_firm(chosen) and announced(earlier))):
                continue
            for mention in earlier.times:
                value = mention.value
                if isinstance(value, Time) and reporting(value) and not self._near.baseline(earlier, mention):
                    apart = earlier.sentence.paragraph != frame.sentence.paragraph
                    if own and apart and width(value) > _MONTH:
                        continue  # "For all of 2012, jobs grew by 181,000 a month", in a report of January
                    if lead is not None and coarser_before(value, lead):
                        continue  # "Last year, it earned $9 million", in a report of a quarter
                    if self._of_before(earlier, mention) or compared(
                        earlier, earlier.at(mention.span.start), mention.span
                    ):
                        continue  # "it had earned $9 million in 2018", "… a year earlier", "from 3% in June"
                    if long_over(frame, value, page.article.published):
                        continue  # "We had the lowest rate in 2005. The number of jobless is 250,000."
                    if self._near.passing(earlier, mention):
                        continue  # "Acme, which went public in 1983, expects …"
                    ahead = f"{value.start}" > (page.article.published or f"{value.start}")
                    if ahead and value.start != self._leads.first_year(page):
                        continue  # "… and 3 percent in 2027. The bank cut its forecast for Norland to 1 percent."
                    if self._leads.foretold(earlier, mention) and (not looks_ahead(frame) or not says(frame, TO_COME)):
                        begun = value.start is not None and f"{value.start}" <= (page.article.published or "")
                        foreseen = foreseen or (fiscal(earlier, value) if begun else None)
                        continue
                    monthly = chosen.name in self._statistics and "percent" in chosen.measure.units
                    return closing_month(value) if monthly else fiscal(earlier, value)
            told = quarterly(earlier, page.article.published) if of_firm(chosen) and foreseen is None else None
            if told is not None:
                return told
        return lead if foreseen is not None and lead is not None and not looks_ahead(frame) else foreseen

    def _month_before(self, page: Page, frame: Frame) -> Time | None:
        """Return the month of the sentence before: "Supply fell in August. Output slipped to 31 million"."""
        earlier = page.before(frame, 1)
        if earlier is None or earlier.sentence.paragraph != frame.sentence.paragraph or looks_ahead(frame):
            return None
        for mention in earlier.times:
            value, at = mention.value, earlier.at(mention.span.start)
            if not isinstance(value, Time) or value.kind != "date" or value.point != "in" or width(value) > _MONTH:
                continue
            told = (
                width(value) > 1 and earlier.lower(at - 1) == "in" and f"{value.end}" <= (page.article.published or "")
            )
            told = told and not self._of_before(earlier, mention) and _fresh(value, page.article.published or "")
            if told and not self._near.baseline(earlier, mention) and not compared(earlier, at, mention.span):
                return value
        return None

    def _of_before(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time is of what was before the report: told by "had", or counted back from it."""
        at = frame.at(mention.span.start)
        begin = frame.clauses[frame.clause(at)][0]
        if "and" in (frame.lower(begin - 1), frame.lower(begin)):  # "had grown 3 percent in May and 5 in June"
            begin = frame.clauses[max(0, frame.clause(at) - 1)][0]
        return of_year_back(frame, mention) or "had" in frame.lows[begin:at]


def _of_one_report(one: Measure, other: Measure) -> bool:
    """Say whether figures of two measures may stand in one report: losses, sales and costs of a firm."""
    if one.subject_classes == other.subject_classes:
        return True
    firms = _FIRM in one.subject_classes and _FIRM in other.subject_classes
    return firms and one.temporality == other.temporality == "period"


def _fresh(month: Time, today: str) -> bool:
    """Say whether a month is one of the last few: figures of others are told only to compare with."""
    return month.end is not None and f"{month.end + dt.timedelta(days=_RECENT)}" >= today
