"""Price that moved on no day that is told → the day before, of which a morning paper tells all its prices."""

from __future__ import annotations

from collections.abc import Set

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.intervals import width
from kg.extract.page import Page
from kg.model import Time

_FIRST, _LEADING = 3, 2  # sentences
_WEEKEND, _MONDAY = 3, 0  # days from Friday to Monday
_DIGITS = len("2024-04-04")
_YESTERDAY, _DAY = "yesterday", ("traded yesterday", 0)


def traded_yesterday(page: Page, daily: Set[str]) -> Time | None:
    """Return the day before, where an article tells of prices "yesterday": "Acme rose 3 percent yesterday"."""
    memo = page.frames[0].memo
    if _DAY not in memo:
        told = (day for frame in page.frames if (day := _day(page, frame, daily)) is not None)
        memo[_DAY] = next(told, None) or _reported(page)
    found: Time | None = memo[_DAY]
    return found


def _day(page: Page, frame: Frame, daily: Set[str]) -> Time | None:
    if _YESTERDAY not in frame.distinct:
        return None
    opening = frame.index < _FIRST and frame.sentence.block == "body"
    if not opening and not any(hit.value.name in daily for hit in page.hits.get(frame.index, ())):
        return None
    for mention in frame.times:
        time = mention.value
        if isinstance(time, Time) and width(time) == 1 and frame.lower(frame.at(mention.span.start)) == _YESTERDAY:
            return time
    return None


def _reported(page: Page) -> Time | None:
    """Return the trading day before the article that its first sentences tell: "said Thursday its profit rose"."""
    today = days(page.article.published) if page.article.published else None
    if today is None or today.start is None:
        return None
    gap = _WEEKEND if today.start.weekday() == _MONDAY else 1
    body = [frame for frame in page.frames[: _FIRST + 1] if frame.sentence.block == "body"]
    for frame in body[:_LEADING]:
        for mention in frame.times:
            time = mention.value
            if isinstance(time, Time) and time.start is not None and time.kind == "date" and width(time) == 1:
                told = time.point == "in" and len(time.edtf or "") == _DIGITS
                return time if told and 0 < (today.start - time.start).days <= gap else None
    return None
