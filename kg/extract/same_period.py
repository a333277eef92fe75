"""Value "over the same period" → the period that was told last: "grew by 8 million in May. Acme lost 1 million …"."""

from __future__ import annotations

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.intervals import dates_something, reporting, width
from kg.extract.leads import looks_ahead
from kg.extract.nearness import Nearness
from kg.extract.page import Page
from kg.model import Time

_SAME = frozenset({"same"})
_STRETCHES = frozenset(
    {"period", "time", "timeframe", "month", "quarter", "week", "year", "stretch", "span", "interval"}
)
_IN, _THE = (
    frozenset({"over", "in", "during", "for", "within", "across", "throughout"}),
    frozenset({"the", "this", "that"}),
)
_BACK = 2  # sentences
_REMAINS = frozenset({"remains", "remain", "stands", "stand", "now"})
_MONTH, _QUARTER, _HALF, _YEARS = 28, 92, 184, 731  # days


def same_period(page: Page, frame: Frame, near: Nearness) -> Time | None:
    """Return the month, quarter, year or stretch that "over the same period" points back at."""
    if _SAME.isdisjoint(frame.distinct) or (at := _same(frame)) is None:
        return None
    for back in range(_BACK + 1):
        told = page.before(frame, back) if back else frame
        if told is None or told.sentence.paragraph < frame.sentence.paragraph - 1:
            return None
        for mention in reversed(told.times):
            time, place = mention.value, told.at(mention.span.start)
            if (not back and place >= at) or not isinstance(time, Time) or time.point not in ("in", "since"):
                continue
            whole = (dates_something(time) and width(time) >= _MONTH) or reporting(time) or time.point == "since"
            whole = whole or (time.edtf or "").count("-") == 1 or (time.kind == "duration" and time.end is not None)
            if whole and time.start is not None and not near.baseline(told, mention) and not near.said(told, place):
                return time
    return None


def _same(frame: Frame) -> int | None:
    """Return where "over the same period" begins, if no time follows that tells which one: not "… last year"."""
    for i in range(2, frame.size):
        if frame.lows[i] != "same" or frame.lower(i - 1) not in _THE or frame.lower(i - 2) not in _IN:
            continue
        timed = i in frame.timed or i + 1 in frame.timed or i + 2 in frame.timed or i + 3 in frame.timed
        if frame.lower(i + 1) in _STRETCHES and not timed:
            return i - 2
    return None


def quarter_told(page: Page, frame: Frame, back: Time) -> bool:
    """Say whether the paragraph tells of a quarter before "a year earlier", which is then a year before that."""
    near = [frame, page.before(frame)]
    return any(
        isinstance(m.value, Time) and reporting(m.value) and m.value != back
        for told in near
        if told is not None and told.sentence.paragraph == frame.sentence.paragraph
        for m in told.times
    )


def finer(lead: Time, back: Time) -> bool:
    """Say whether a report is of a quarter and a time "a year earlier" counted back from a half year."""
    return _MONTH < width(lead) <= _QUARTER < width(back) <= _HALF


def long_over(frame: Frame, time: Time, published: str | None) -> bool:
    """Say whether a time ended years before the article: what is told in the present is not of it."""
    if not (looks_ahead(frame) or not _REMAINS.isdisjoint(frame.distinct)):
        return False
    day = days(published) if published is not None else None
    return day is not None and day.start is not None and time.end is not None and (day.start - time.end).days > _YEARS


def coarser_before(time: Time, lead: Time) -> bool:
    """Say whether a time is longer than the period of a report, and was over when that began."""
    over = time.end is not None and lead.start is not None and time.end <= lead.start
    return over and width(time) > 2 * width(lead)
