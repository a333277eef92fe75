"""Time → the two EDTF dates of a claim, each as coarse as the words are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from kg.extract.frame import Frame
from kg.extract.words import BACK, vocabulary
from kg.model import Basis, Mention, Time
from kg.values import dataclass, replace

_PLAIN = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_RECORDS = vocabulary("most least best worst record first time")
_PLAIN_EST = vocabulary("west east interest forest request protest arrest harvest contest test rest unrest conquest")
_COMPARABLE = vocabulary("year-ago year-earlier year-before corresponding comparable")
COMPARING = _COMPARABLE | {"same"}  # one of them stands in each period that a report compares its own with
_OVER = vocabulary("last previous prior preceding")
_SINCE, _BARE = 8, 2  # words from "since" to its time: "the lowest since he took office in 2022"
_FIRST = 9  # words between "the first cut by the group" and "since"
_THE, _NAMING = vocabulary("the its their 's"), frozenset({"of", "in"})
_SUPERLATIVE = 6  # words between "the deadliest" and "since"
_AMONG, _CLOSED = 8, frozenset(",;:()")  # words from "the deadliest" to "this year"
_WEEK, _QUARTER, _YEAR = 7, 80, 371  # days
_WHOLE_YEAR, _THIRD = 360, (115, 130)  # days
_TO_ITS_END = 30  # characters between "the nine months" and the "September 30" they end with
_ENDED = vocabulary("ended ends finished closed")
_YEAR_DIGITS, _MONTH_DIGITS = len("2024"), len("2024-04")


@dataclass(frozen=True, slots=True)
class Validity:
    """When a claim holds: EDTF, both ends inclusive; None where open or unknown."""

    start: str | None
    end: str | None
    basis: Basis
    rule: str


def dates_something(time: Time) -> bool:
    """Say whether a time can date a value: "now" or a known interval, no duration or repetition."""
    return time.kind == "present" or (time.kind == "date" and (time.start is not None or time.end is not None))


def reporting(time: Time) -> bool:
    """Say whether a time is a quarter, a half or a year, as reports are of; or a stretch: "the nine months to June"."""
    if time.kind not in ("date", "duration") or time.start is None or time.end is None or time.point != "in":
        return False
    days = (time.end - time.start).days
    if time.kind == "duration" and not days % _WEEK and _QUARTER <= days <= _YEAR:
        return True  # "in the 12 weeks to July 14"
    if _two_years(time):
        return True  # "the 2005/06 figures"
    whole = (
        time.kind == "duration" or time.start.month in (1, 4, 7, 10) or (time.end.day == 1 and "/" in (time.edtf or ""))
    )  # or a fiscal one
    return time.start.day == 1 and whole and _QUARTER <= days <= _YEAR


def _two_years(time: Time) -> bool:
    """Say whether a year is called by the two that it touches: "2005/06"."""
    first, _, last = (time.edtf or "").partition("/")
    return first.isdigit() and last.isdigit() and int(last) == int(first) + 1


def record(frame: Frame, at: int) -> bool:
    """Say whether a time is only how far back a record goes: "its lowest since 1985", "the most since May"."""
    if frame.lower(at) == "this" and _best_of(frame, at):
        return True
    if "since" not in frame.distinct:
        return False
    since = next((i for i in range(at, max(-1, at - _SINCE), -1) if frame.lower(i) == "since"), 0)
    if at - since > _BARE and any(not frame.tokens[i].text[0].isalnum() for i in range(since, at)):
        return False
    if "first" in frame.lows[max(0, since - _FIRST) : since]:
        return True
    before = (frame.lower(i) for i in range(max(0, since - _SUPERLATIVE), since))
    return any((word.endswith("est") and word not in _PLAIN_EST) or word in _RECORDS for word in before)


def _best_of(frame: Frame, at: int) -> bool:
    """Say whether "this year" only tells among what something is the most: "…, the biggest haul there this year"."""
    for i in range(max(2, at - _SUPERLATIVE), at):
        word = frame.lower(i)
        best = (word.endswith("est") and word not in _PLAIN_EST) or word in _RECORDS
        if best and frame.lower(i - 1) in _THE and frame.lower(i - 2) == ",":
            return "," not in frame.lows[i:at]
    return False


def of_most(frame: Frame, at: int) -> bool:
    """Say whether a period only tells among what an event is the worst: "in the deadliest accident this year"."""
    begin = max(1, at - _AMONG)
    for i in range(at - 2, begin - 1, -1):
        word = frame.lower(i)
        if word in _CLOSED:
            return False
        if (word.endswith("est") and word not in _PLAIN_EST) or word == "worst":
            near = frame.lows[max(0, i - 3) : i]  # "the country's second deadliest"
            named = not _THE.isdisjoint(near) or not _NAMING.isdisjoint(near)
            return named and (frame.lower(at) == "this" or _among(frame, at))
    return False


def _among(frame: Frame, at: int) -> bool:
    """Say whether a period is one of those in which something is the worst: "of 2024", "in recent years"."""
    return frame.lower(at - 1) in ("of", "in", "so", "yet") and (frame.lower(at).isdigit() or frame.lower(at) == "the")


def at_the_end(frame: Frame, time: Time, at: int) -> Time:
    """Return the last month of a year that is told by its end: "about 34,000 employees at the end of 2022"."""
    if time.end is None or len(time.edtf or "") != _YEAR_DIGITS or (time.end.month, time.end.day) != (1, 1):
        return time
    ended = frame.lower(at - 1) in _ENDED  # "ended 2022 with 34,000 employees"
    if not ended and "end" not in frame.lows[max(0, at - 2) : at + 2]:
        return time
    last = (time.end - dt.timedelta(days=1)).replace(day=1)
    return replace(time, edtf=f"{last:%Y-%m}", start=last)


def closing_month(time: Time) -> Time:
    """Return the last month of a year that ends with it: a rate "in the year to September" is told of September."""
    if time.end is None or time.end.day != 1 or time.end.month == 1 or not _WHOLE_YEAR <= width(time) <= _YEAR:
        return time
    last = (time.end - dt.timedelta(days=1)).replace(day=1)
    return replace(time, edtf=f"{last:%Y-%m}", start=last, kind="date")


def of_years(time: object) -> bool:
    """Say whether a time is a year, or a range of years, that the words name: "the war of 1992-95"."""
    return isinstance(time, Time) and time.basis == "stated" and _WHOLE_YEAR <= width(time) < 1 << 20


def of_year_back(frame: Frame, mention: Mention) -> bool:
    """Say whether a time is told from that of the figures: "a year earlier", "the same period last year"."""
    return frame.lower(frame.range(mention.span)[1] - 1) in BACK or comparable(frame, mention)


def comparable(frame: Frame, mention: Mention) -> bool:
    """Say whether a time is the period that a report compares its own with: "the year-ago quarter"."""
    at, last = frame.range(mention.span)
    words = frame.lows[at:last]
    return not _COMPARABLE.isdisjoint(words) or ("same" in words and not _OVER.isdisjoint(words))


def end_of(mention: Mention, whole: Mention) -> bool:
    """Say whether a time is an end of a stretch: the "June" of "from May to June" or of "the nine months to June"."""
    one, stretch = mention.value, whole.value
    if not isinstance(one, Time) or not isinstance(stretch, Time) or one.start is None or stretch.start is None:
        return False
    if whole.span != mention.span and whole.span.covers(mention.span):
        return True
    follows = 0 < mention.span.start - whole.span.end <= _TO_ITS_END
    return follows and one.end == stretch.end and stretch.start < one.start


def attested(published: str | None) -> Validity:
    """Return the validity of what the words give no time for: only attested on the article's day."""
    if published is None:
        return Validity(None, None, "unknown", "time.none")
    day = published[:10]
    return Validity(day, day, "attested", "time.attested")


def bounds(time: object, published: str | None, rule: str) -> Validity:
    """Return a time as two inclusive EDTF dates, each as coarse as the words are.

    >>> quarter = Time("2019-35", dt.date(2019, 7, 1), dt.date(2019, 10, 1))
    >>> bounds(quarter, None, "time.clause").end
    '2019-09'
    """
    if not isinstance(time, Time):
        raise TypeError("bounds are of a time")
    start, end = written(time)
    if start is None and end is None:  # "now": no more than the day of the article
        return replace(attested(published), rule=rule)
    if time.point == "since":
        return Validity(start, published[:10] if published else None, time.basis, rule)
    if time.point in ("until", "before"):
        return Validity(None, end, time.basis, rule)
    if time.point == "after":
        return Validity(start, None, time.basis, rule)
    return Validity(start, end, time.basis, rule)


def _shifted(time: Time) -> bool:
    """Say whether a time is a year by name that begins in another month than January."""
    if time.start is None or time.end is None or len(time.edtf or "") != _YEAR_DIGITS or time.start.month == 1:
        return False
    return (time.end - time.start).days >= _WHOLE_YEAR


def _third(time: Time) -> tuple[str, str] | None:
    """Return the months of a year told by its early, middle or late part: "in the middle of last year"."""
    if time.start is None or time.end is None or len(time.edtf or "") != _YEAR_DIGITS or time.basis == "anchored":
        return None
    if not _THIRD[0] <= (time.end - time.start).days <= _THIRD[1] or time.point != "in":
        return None
    last = time.end - dt.timedelta(days=2)  # the thirds of a year end on the first days of a month
    return time.start.isoformat()[:_MONTH_DIGITS], last.isoformat()[:_MONTH_DIGITS]


def written(time: Time) -> tuple[str | None, str | None]:
    """Return the first and the last day, month or year of a time as EDTF.

    A fiscal year is called by the year it ends in, and has its own months.

    >>> written(Time("2022-09", dt.date(2022, 9, 1), dt.date(2022, 10, 1)))
    ('2022-09', '2022-09')
    >>> written(Time("2009", dt.date(2008, 10, 1), dt.date(2009, 10, 1)))
    ('2008-10', '2009-09')
    """
    if (part := _third(time)) is not None:
        return part
    if time.edtf and not _shifted(time) and _PLAIN.fullmatch(time.edtf):
        return time.edtf, time.edtf
    if time.edtf and "/" in time.edtf:
        left, right = time.edtf.split("/", 1)
        if (_PLAIN.fullmatch(left) or left in ("", "..")) and (_PLAIN.fullmatch(right) or right in ("", "..")):
            return left.strip(".") or None, right.strip(".") or None
    first, last = time.start, time.end
    if (first is None or first.day == 1) and (last is None or last.day == 1) and (first or last):
        return (
            first.isoformat()[:_MONTH_DIGITS] if first else None,
            (last - dt.timedelta(days=1)).isoformat()[:_MONTH_DIGITS] if last else None,
        )
    return (
        first.isoformat() if first else None,
        (last - dt.timedelta(days=1)).isoformat() if last else None,
    )


def date_in_clause(frame: Frame, i: int, *, among: Iterable[Mention] | None = None) -> Time | None:
    """Return the date nearest to token i in its clause."""
    number = frame.clause(i)
    here = [
        (abs(at - i), mention.value)
        for mention in (frame.times if among is None else among)
        if isinstance(mention.value, Time) and mention.value.kind == "date" and mention.value.start is not None
        for at in (frame.at(mention.span.start),)
        if frame.clause(at) == number
    ]
    return min(here, key=lambda pair: pair[0])[1] if here else None


def width(time: Time) -> int:
    """Return how many days a time may be of; very many where it is open."""
    return (time.end - time.start).days if time.start is not None and time.end is not None else 1 << 20
