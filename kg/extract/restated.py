"""Value said twice, "$3 billion, or $1 a share" → the other words for it, and the time that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.frame import Frame
from kg.extract.intervals import Validity, of_year_back, record, reporting
from kg.extract.nearness import Nearness
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity, Span, Time

WHEN = "when"  # key of a frame's memo: the time of the value that ends at a token
_ROW, _JOINED = 8, frozenset({",", "and"})  # words between the values of a list
_NO_ROW = vocabulary("up down from to compared against versus than by while whereas but") | set(";:().")
_AGO = "time.ago"
_PER_SHARE, _SHARES = 4, vocabulary("per a share diluted unit") | {","}
_PRIOR = ("prior", 0)  # key of the memo: the time of an earlier value, and where that is told


def other_words(frame: Frame, last: int) -> Span | None:
    """Return the value that says again after "or" what ends at a token: "$3 billion, or $1 a share, a year earlier"."""
    place = last + 1 if frame.lower(last) == "," else last
    if frame.lower(place) != "or" or place + 1 not in frame.valued:
        return None
    return frame.quantities[frame.valued.index(place + 1)].span


def with_other(frame: Frame, last: int) -> int:
    """Return the end of a value with that of the other words for it."""
    other = other_words(frame, last)
    if other is None:
        return last
    end = frame.range(other)[1]
    return end + 1 if frame.lower(end) == "," else end


def counted(frame: Frame, span: Span, last: int) -> int:
    """Return the end of a value with the noun that it counts: "1,200 jobs"."""
    for mention in frame.quantities:
        if mention.span == span and isinstance(mention.value, Quantity) and mention.value.noun is not None:
            return max(last, frame.range(mention.value.noun)[1])
    return last


def same_before(frame: Frame, first: int) -> Validity | None:
    """Return the time of a value that this one says in other words, where its words give one: "$3 billion, or $1"."""
    if frame.lower(first - 1) != "or":
        return None
    end = first - 2 if frame.lower(first - 2) == "," else first - 1
    told: Validity | None = frame.memo.get((WHEN, end))
    return replace(told, rule="time.in-other-words") if told is not None and told.basis != "attested" else None


def prior_time(near: Nearness, frame: Frame, dated: Sequence[Mention], last: int, published: str | None) -> Time | None:
    """Return the time of an earlier value: the one that follows it, else one that a baseline word announces."""
    for mention in sorted(dated, key=lambda m: m.span):
        at = frame.at(mention.span.start)
        time = mention.value if last <= at <= last + 6 else None
        # "the 5 million reported in 2021", but not "from the 6 million it forecast in May"
        told = isinstance(time, Time) and time.kind != "present" and not record(frame, at)
        if told and isinstance(time, Time) and (not near.said(frame, at) or reporting(time)):
            return time
    for mention in dated:
        held = near.baseline(frame, mention, published) and not record(frame, frame.at(mention.span.start))
        if held and isinstance(mention.value, Time):
            return mention.value
    return None


def foreseen_for(frame: Frame, dated: Sequence[Mention], first: int, found: Time) -> Time:
    """Return the year or quarter of an estimate that was changed: the last told before it, where the next is another's.

    "Its estimate for 2022 to 8 percent from 6 percent and for 2023 to 3 percent".
    """
    told = [m for m in dated if isinstance(m.value, Time) and reporting(m.value)]
    before = [m.value for m in told if frame.at(m.span.start) < first]
    at = next((frame.at(m.span.start) for m in dated if m.value is found), first)
    anothers = at > first and "and" in frame.lows[first:at]
    if before and anothers and isinstance(before[-1], Time):
        return before[-1]
    value = told[0].value if told and not reporting(found) else found
    return value if isinstance(value, Time) else found


def told_prior(frame: Frame, valid: Validity, at: int) -> Validity:
    """Remember the time of an earlier value that is told at a token, for those told in the same way after it."""
    frame.memo.setdefault(_PRIOR, (valid, at))
    return valid


def as_prior(frame: Frame, dated: Sequence[Mention], first: int) -> Validity | None:
    """Return the time of an earlier value for the next that tells none: "up from 37 in May; Roe is down from 49"."""
    valid, at = frame.memo.get(_PRIOR, (None, 0))
    told = valid is not None and not any(at < frame.at(m.span.start) < first for m in dated)
    return valid if told and at < first else None


def in_a_row(grammar: Grammar, frame: Frame, first: int) -> Validity | None:
    """Return the time of the value before in a list: "by 1.7 percent over the past year and 2 for flats"."""
    if (same := same_before(frame, first)) is not None:
        return same
    place = frame.valued.index(first) - 1 if first in frame.valued else -1
    if place < 0:
        return None
    before, value = frame.quantities[place], frame.quantities[place + 1].value
    end = frame.range(before.span)[1]
    told: Validity | None = frame.memo.get((WHEN, end))
    one, words = before.value, frame.lows[end:first]
    alike = isinstance(one, Quantity) and isinstance(value, Quantity) and one.unit == value.unit is not None
    if told is None or not alike or told.basis == "attested" or len(words) > _ROW or _JOINED.isdisjoint(words):
        return None
    verbs = (i for i in range(end, first) if grammar.is_verb(frame, i))
    if not _NO_ROW.isdisjoint(words) or any(
        frame.lower(i + 1) not in _JOINED for i in verbs
    ):  # "terraced houses and 2"
        return None
    return replace(told, rule="time.in-a-row")


def year_back_behind(frame: Frame, dated: Sequence[Mention], last: int) -> Mention | None:
    """Return "a year ago" behind the other words for a value: "a loss of $34 million, or 18 cents, a year ago"."""
    end = with_other(frame, last) if other_words(frame, last) is not None else 0
    for mention in dated if end else ():
        at = frame.at(mention.span.start)
        behind = end <= at < end + _PER_SHARE and _SHARES.issuperset(frame.lows[end:at])
        if behind and (mention.rule == _AGO or of_year_back(frame, mention)):
            return mention
    return None


def moved_from(grammar: Grammar, frame: Frame, level: Mention, mention: Mention) -> bool:
    """Say whether an earlier value follows its level behind a comma: "52 percent of voters, down from 59 percent"."""
    first, (begin, last) = frame.range(mention.span)[0], frame.range(level.span)
    if frame.lows[first - 3 : first] not in ((",", "down", "from"), (",", "up", "from")):
        return False
    apart = any(frame.lower(i) == "," or grammar.is_verb(frame, i) for i in range(last, first - 3))
    joined = any("-" in frame.lower(i) for i in range(begin, last))  # "95 seats in the 240-seat chamber, up from 84"
    one, other = level.value, mention.value
    alike = isinstance(one, Quantity) and isinstance(other, Quantity) and one.unit == other.unit
    return alike and not apart and not joined
