"""Time beside a value → what of it the value is of: all of it, its end, or the time since then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kg.edtf import days
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.fiscal import fiscal
from kg.extract.frame import Frame
from kg.extract.intervals import Validity, at_the_end, closing_month, width
from kg.extract.nearness import Nearness
from kg.extract.words import vocabulary
from kg.model import Mention, Span, Time
from kg.values import replace

_BEGINNING = 10  # words from "since" to the time at which something began
_MARKS = frozenset(",–—-")
_FIRST = vocabulary("first most worst record time")  # words before "since" of what is a record
_HAPPENED = vocabulary("came was were went struck hit broke sank took won left became fell")
_BEGAN = vocabulary("began started broke erupted launched introduced founded opened")
_STRETCH = vocabulary("day days week weeks month months year years")  # "in the first month of a revolt that began in"
_ENDED = vocabulary("ended ending")
_QUARTER, _REPORTED = 92, 120  # days; after which a month is reported no more
_WHICH, _IN_ON = frozenset({"which", "that"}), frozenset({"in", "on"})
_AFTER, _AFTERWARDS = vocabulary("after following since"), 10  # words
_BUT, _HAS = frozenset({"but", "while", "although", "though"}), frozenset({"has", "have", "'ve"})
_BRINGING, _TO_IT = vocabulary("bringing taking raising lifting pushing putting"), 9  # words from "bringing" to a value
_STANDING, _MOVED = vocabulary("is are 's 're"), vocabulary("up down higher lower")
_YEAR_AGO, _MONTH_DIGITS = frozenset({("a", "year", "ago"), ("one", "year", "ago")}), len("2024-06")
_PERFECT, _TO_COME = vocabulary("has have 've been"), vocabulary("will would expects expected expect forecast to")


def reached(frame: Frame, mention: Mention) -> object:
    """A value "by 2024" is one of 2024, not of all the time until then."""
    time, at = mention.value, frame.at(mention.span.start)
    if not isinstance(time, Time):
        return time
    time = at_the_end(frame, time, at)
    if time.point in ("until", "before") and "by" in (frame.lower(at), frame.lower(at - 1)):
        return replace(time, point="in")
    if time.point == "in" and _begun(frame, at, event=not _PERFECT.isdisjoint(frame.distinct)):
        return replace(time, point="since")
    if _so_far_in(frame, time, at):
        return replace(time, point="since")  # "has risen 5 percent this year": up to the day of the article
    return fiscal(frame, time)


def come_to(time: object, role: Role | None, chosen: Chosen | None, monthly: frozenset[str]) -> object:
    """Return the month that a level is of to which a change of a year led: "rose in the year to April to 7 percent"."""
    measure = chosen.measure if chosen is not None else None
    rate = measure is not None and measure.name in monthly and "percent" in measure.units
    stands = measure is not None and (measure.temporality == "state" or rate)
    led = stands and role is not None and role.rule == "change.to"
    return closing_month(time) if led and isinstance(time, Time) else time


def year_on(frame: Frame, dated: Sequence[Mention], near: Nearness, published: str | None) -> Time | None:
    """Return the month or quarter a year on of which a value is: "compared with March 2023, sales rose 4 percent"."""
    for mention in dated:
        time = mention.value
        if not isinstance(time, Time) or time.basis != "stated" or time.start is None or time.end is None:
            continue
        if time.point == "since":
            continue  # "up 700 since January 2019"
        if time.start.day != 1 or time.end.day != 1 or width(time) > _QUARTER or published is None:
            continue
        start, end = (day.replace(year=day.year + 1) for day in (time.start, time.end))
        over = f"{end}" <= published[:10] <= f"{end + dt.timedelta(days=_REPORTED)}"
        if over and near.baseline(frame, mention, published):
            return replace(time, edtf=None, start=start, end=end)
    return None


def stretch_before(frame: Frame, dated: Sequence[Mention], first: int, published: str | None) -> Time | None:
    """Return the week or month told to end before, of which a stock is: "stocks, in the week ended May 3, … stand"."""
    if _ENDED.isdisjoint(frame.distinct):
        return None
    for mention in dated:
        time, end = mention.value, frame.range(mention.span)[1]
        if not end < first or frame.lower(end) not in _ENDED or not isinstance(time, Time) or time.end is None:
            continue
        over = f"{time.end}" <= (published or "") and width(time) <= _QUARTER
        if over and time.kind == "date" and time.point == "in":
            return time
    return None


def _so_far_in(frame: Frame, time: Time, at: int) -> bool:
    """Say whether something has happened within a period that goes on: "have lost 5 percent this year"."""
    if frame.lower(at) != "this" or time.start is None or time.end is None or (time.end - time.start).days <= 1:
        return False
    begin, end = frame.clauses[frame.clause(at)]
    clause = frame.lows[begin:end]
    stands = any(
        low in _STANDING and frame.lower(i + 1) in _MOVED for i, low in enumerate(frame.lows[begin:end], begin)
    )
    return (stands or not _PERFECT.isdisjoint(clause)) and _TO_COME.isdisjoint(clause) and time.point == "in"


def has_since(frame: Frame, first: int, at: int = -1) -> bool:
    """Say whether a value is what something has come to since it was told of: "has since dropped to 7 percent".

    The time at token ``at`` stands before those words.
    """
    begin = max(at, frame.clauses[frame.clause(first)][0])
    return any(frame.lows[i] == "since" and frame.lows[i - 1] in _PERFECT for i in range(begin + 1, first))


def since(frame: Frame, mention: Mention) -> bool:
    """Say whether a time is one since which something is told: also "since the invasion in May"."""
    return isinstance(mention.value, Time) and (
        mention.value.point == "since" or _begun(frame, frame.at(mention.span.start), event=True)
    )


def since_then(frame: Frame, first: int) -> bool:
    """Say whether a value is what was done since an event began: "14 have been found since the ship sank on Monday"."""
    number = frame.clause(first)
    begin, end = frame.clauses[number]
    if "since" not in frame.distinct or _PERFECT.isdisjoint(frame.lows[begin:end]):
        return False
    since = next((i for i in range(first, min(frame.size, end + 2)) if frame.lower(i) == "since"), None)
    return since is not None and frame.lower(since + 1) in ("the", "a", "it")


def after_event(frame: Frame, first: int) -> bool:
    """Say whether a value is told of the time after an event: "raised $5 million following the 2011 earthquake"."""
    near = frame.lows[first : first + _AFTERWARDS]
    opens = frame.lower(0) in _AFTER or not _AFTER.isdisjoint(frame.lows[max(0, first - _AFTERWARDS) : first])
    return not _AFTER.isdisjoint(near) or opens


def come_of_it(frame: Frame, first: int) -> bool:
    """Say whether a value is what has come of what was told before: "sank on Monday, but only 9 have been found"."""
    begin, end = frame.clauses[frame.clause(first)]
    if frame.lower(begin) not in _BUT and frame.lower(begin - 1) not in _BUT:
        return False
    return not _HAS.isdisjoint(frame.lows[begin:end]) and "since" not in frame.distinct


def gone_by(frame: Frame, mention: Mention, value: Span) -> bool:
    """Say whether a day is that of what was told before what has come of it."""
    time, first, at = mention.value, frame.at(value.start), frame.at(mention.span.start)
    if "since" in frame.distinct and at < first and has_since(frame, first, at):
        return True  # "peaked in July but has since fallen to less than $70"
    if at > first or frame.clause(at) == frame.clause(first) or not isinstance(time, Time) or time.point != "in":
        return False
    return width(time) == 1 and come_of_it(frame, first)


def _begun(frame: Frame, at: int, *, event: bool = False) -> bool:
    """Say whether a time is that of a beginning from which is counted: "4,300 since the revolt began in March"."""
    near = frame.lows[max(0, at - _BEGINNING) : at]
    begun = len(near) > 2 and near[-3] in _WHICH and near[-2] in _BEGAN and near[-1] in _IN_ON
    if begun and _STRETCH.isdisjoint(frame.lows[max(0, at - 2 * _BEGINNING) : at]):
        return True  # "844 cases in the epidemic that began in February"
    if "since" not in near:
        return False
    since = near.index("since")
    words = near[since + 1 :]
    told = len(words) > 3 and words[-1] in ("in", "on") and _MARKS.isdisjoint(words)
    told = told and any(word.endswith("ed") or word in _HAPPENED for word in words[2:])
    if told and not (since and (near[since - 1].endswith("est") or near[since - 1] in _FIRST)):
        return True  # "since the outbreak came to light on May 3", no record "since the storm in 2012"
    # "since the revolt in May", "since it went on sale in January"
    named = event and len(words) > 2 and words[-1] in ("in", "on") and _MARKS.isdisjoint(words)
    return named or not _BEGAN.isdisjoint(words)


def led_to(frame: Frame, mention: Mention, first: int, published: str | None) -> bool:
    """Say whether a value is what has come of a time that goes on: "since May, to 3 percent", "bringing it to 9"."""
    time = mention.value
    if since(frame, mention) or frame.lows[slice(*frame.range(mention.span))][-2:] == ("past", "year"):
        return True
    if _BRINGING.isdisjoint(frame.distinct) or not isinstance(time, Time) or time.end is None:
        return False
    return f"{time.end}" > (published or "9999") and not _BRINGING.isdisjoint(
        frame.lows[max(0, first - _TO_IT) : first]
    )


def ago(frame: Frame, valid: Validity, chosen: Chosen, published: str | None) -> Validity:
    """Return the month of "a year ago" for what is of a day or a month, as prices and rates are, not the whole year."""
    year = valid.start or ""
    lasting = chosen.measure is not None and chosen.measure.temporality == "period"
    day = days(published) if published is not None else None
    if lasting or published is None or year != valid.end or day is None or day.start is None:
        return valid
    if year != f"{day.start.year - 1}":
        return valid
    told = zip(frame.lows, frame.lows[1:], frame.lows[2:], strict=False)
    if not any(words in _YEAR_AGO for words in told) or len(published) < _MONTH_DIGITS:
        return valid
    return replace(valid, start=f"{year}{published[4:_MONTH_DIGITS]}", end=f"{year}{published[4:_MONTH_DIGITS]}")
