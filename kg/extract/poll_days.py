"""Sentence about a poll → the days on end that it tells, on which people were asked; whether it tells of many polls."""

from __future__ import annotations

from kg.edtf import days
from kg.extract.frame import Frame
from kg.extract.intervals import width
from kg.extract.words import vocabulary
from kg.model import Time

FIELDWORK = 14  # days
FRESH = 24  # days from the last question to the article
_HELD = vocabulary("carried took taken ran gathered collected contacted completed fieldwork online telephone phone")
_ASKED = vocabulary("adults voters people respondents residents parents workers citizens electors households")
_TELLS_OF_MANY = vocabulary("several two three four five six many various different")


def many_polls(frame: Frame) -> bool:
    """Say whether a sentence tells of many polls: "according to several polls published over the weekend"."""
    return "polls" in frame.distinct and any(
        frame.lower(i) == "polls" and not _TELLS_OF_MANY.isdisjoint(frame.lows[max(0, i - 3) : i])
        for i in range(1, frame.size)
    )


def fresh_days(frame: Frame, last: int, published: str | None) -> Time | None:
    """Return the days on end of the last weeks that stand behind a poll: "a survey of 900 adults from May 6 to 8"."""
    if _HELD.isdisjoint(frame.distinct) and _ASKED.isdisjoint(frame.distinct):
        return None
    today = days(published) if published else None
    day = today.start.toordinal() if today is not None and today.start is not None else None
    for mention in frame.times if day is not None else ():
        time, (at, end) = mention.value, frame.range(mention.span)
        if at < last or not isinstance(time, Time) or time.kind != "date" or time.point != "in" or time.end is None:
            continue
        digits = any(frame.tokens[i].text[0].isdigit() for i in range(at, end))  # no "last week", when it came out
        if digits and 1 < width(time) <= FIELDWORK and 0 < (day or 0) - time.end.toordinal() + 2 <= FRESH:
            return time
    return None


def days_after(frame: Frame, last: int) -> Time | None:
    """Return the days told further on, on which people were asked: "surveyed 974 adults by phone from 1 to 3 May"."""
    values = [mention.value for mention in frame.times if frame.at(mention.span.start) >= last]
    dates = [time for time in values if isinstance(time, Time) and time.kind == "date" and time.start is not None]
    return next((time for time in dates if time.point == "in" and 1 < width(time) <= FIELDWORK), None)
