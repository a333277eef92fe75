"""Two statements of one series → the verdict a careful editor would give.

Pure and symmetric: it does not matter which statement comes first, nor which article was read first. The shapes in
``shapes/consistency.ttl`` state the same rules in SPARQL; ``docs/verdicts.md`` in words.
"""

from __future__ import annotations

from decimal import Decimal

from kg.compare.statement import End, Row, Statement
from kg.model import Verdict

FACTS = frozenset({"fact", "prior"})
COMPARED = FACTS | {"expected"}
DAYS = frozenset({"attested", "day", "time"})
FIRM = DAYS | {"span"}
DATED = frozenset({"event", "recurring"})
APART = 14
"""Days: dates of what recurs that are further apart are of two events, as counted by months of 31 days."""

SUPERSEDED = frozenset({"prior", "former"})


def verdict(
    a: Statement, b: Statement, *, temporality: str, explained: bool = False, restated: bool = False
) -> Verdict:
    """Return how two statements of a series stand to each other; ``temporality`` is :attr:`Series.time`.

    ``explained``: an event or a reference fact between their dates accounts for the step; ``restated``: the later value
    was already stated before the earlier one.
    """
    left, right = a.first, b.first
    if "aside" in {left.footing, right.footing}:
        return "incomparable"
    if opposed(left, right):
        if one_time(a, b, temporality):
            return clash(a, b, temporality)
        return _apart(left, right, temporality, explained=explained, restated=restated)
    if temporality == "period" and {left.footing, right.footing} <= COMPARED and disjoint(left, right):
        return _apart(left, right, temporality, explained=explained, restated=restated)  # last year's, next year's
    if left.footing not in COMPARED or right.footing not in COMPARED or disjoint(left, right):
        return "incomparable"
    if temporality == "cumulative" and rises(*in_time(left, right, temporality)):
        return "update"
    if not alongside(left, right, temporality):
        return "incomparable"
    return likeness(left, right)


def disjoint(a: Row, b: Row) -> bool:
    """Say whether no value fits both.

    A source may round or truncate: the coarser of the two also allows the rest of its last digit (67.65 → "67.6").
    """
    return _below(a, b) or _below(b, a)


def _below(a: Row, b: Row) -> bool:
    high, low = a.high, b.low
    if high is None or low is None:
        return False
    if isinstance(high, Decimal) and isinstance(low, Decimal):
        if a.step > b.step and isinstance(a.low, Decimal) and a.low >= 0:
            high += a.step / 2
        if b.step > a.step and isinstance(b.high, Decimal) and b.high <= 0:
            low -= b.step / 2
        return high < low or (high == low and (a.interval[-1] == ")" or b.interval[0] == "("))
    if "T" in a.interval and "T" in b.interval:  # times of day: the notation has them, the ends are the days
        return a.interval[1:-1].rpartition(",")[2] < b.interval[1:-1].partition(",")[0]
    return str(high) < str(low)


def opposed(a: Row, b: Row) -> bool:
    """Say whether both cannot be true of one time: values that do not meet, or one denies what the other affirms."""
    both = {a.footing, b.footing}
    if both <= FACTS or both in ({"expected"}, {"expected", "former"}):
        return disjoint(a, b)
    if both != {"fact", "denied"}:
        return False
    return _within(a, b) if a.footing == "fact" else _within(b, a)


def _within(a: Row, b: Row) -> bool:
    """Say whether all that a allows b allows too: who denies "more than 20" denies 35."""
    if b.low is None and b.high is None:
        return a.interval == b.interval
    above = b.low is None or (a.low is not None and _upto(b.low, a.low, b.interval[0] == "[" or a.interval[0] == "("))
    below = b.high is None or (
        a.high is not None and _upto(a.high, b.high, b.interval[-1] == "]" or a.interval[-1] == ")")
    )
    return above and below


def _upto(low: End, high: End, touching: bool) -> bool:
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return low < high or (touching and low == high)
    return str(low) < str(high) or (touching and low == high)


def retold(a: Row, b: Row) -> bool:
    """Say whether both put in words what one thing is, not in the same words, or one denies what the other says."""
    return {a.footing, b.footing} in ({"fact"}, {"fact", "denied"}) and a.interval != b.interval


def together(a: Row, b: Row, temporality: str) -> bool:
    """Say whether both certainly speak of one time, as the measure's temporality understands time."""
    match temporality:
        case "constant":
            return True
        case "event":
            return not (_another(a, b) or _another(b, a))
        case "recurring":
            return not (_another(a, b) or _another(b, a) or _weeks_apart(a, b) or _weeks_apart(b, a))
        case "period":
            return a.start != "" and "attested" not in {a.granularity, b.granularity} and _same_days(a, b)
        case "cumulative":
            return a.until != "" and a.until == b.until
    return _overlap(a, b) and (
        _same_days(a, b)
        or (a.granularity in FIRM and b.granularity in FIRM)
        or (a.granularity in FIRM and _covers(a, b))
        or (b.granularity in FIRM and _covers(b, a))
    )


def one_time(a: Statement, b: Statement, temporality: str) -> bool:
    """Say whether both speak of one time: by their days, or as what one article tells of two sources without a date."""
    if together(a.first, b.first, temporality):
        return True
    undated = {a.first.granularity, b.first.granularity} == {"unknown"} and temporality not in DATED
    return undated and a.first.voice != b.first.voice and _alone(a, b)


def alongside(a: Row, b: Row, temporality: str) -> bool:
    """Say whether two values that meet are said of one thing: only periods and running totals need the same days."""
    if temporality == "period":
        return a.start == b.start and a.until == b.until
    return temporality != "cumulative" or a.interval == b.interval or a.until == b.until


def likeness(a: Row, b: Row) -> Verdict:
    """Return how two values that meet differ: in unit or scale, in precision, or in words alone."""
    if a.unit != b.unit:
        return "unitVariant"
    if a.interval != b.interval:
        return "roundingVariant"
    numbers = (printed(a.written), printed(b.written)) if isinstance(a.low or a.high, Decimal) else ("", "")
    return "unitVariant" if all(numbers) and numbers[0] != numbers[1] else "agreement"


def clash(a: Statement, b: Statement, temporality: str) -> Verdict:
    """Return the kind of conflict between statements that cannot both be true."""
    left, right = a.first, b.first
    if SUPERSEDED & {left.footing, right.footing}:
        return "correction"  # the words themselves say that it is superseded
    alone = _alone(a, b)
    if disputed(a, b):
        return "dispute"
    if overtaken(left, right, temporality):
        return "correction"  # a toll rises within a day: one of the two has been overtaken
    if alone:
        return "selfContradiction"
    publishers = {each.publisher for each in (*a.rows, *b.rows)}
    if _revised(a, b) and (
        left.footing == right.footing == "expected" or (len(publishers) == 1 and "" not in publishers)
    ):
        return "correction"
    return "contradiction"


def disputed(a: Statement, b: Statement) -> bool:
    """Say whether different sources answer for them; an article's own voice is a source beside those it quotes."""
    left, right = a.first.voice, b.first.voice
    return left != right and (_alone(a, b) or (left != "" and right != ""))


def overtaken(a: Row, b: Row, temporality: str) -> bool:
    """Say whether both are of one day, and of what changes in the course of it: a total, or a figure of an hour."""
    grains = {a.granularity, b.granularity}
    return grains <= DAYS and (temporality == "cumulative" or (temporality == "state" and "time" in grains))


def _alone(a: Statement, b: Statement) -> bool:
    return len({each.article for each in (*a.rows, *b.rows)}) == 1


def _revised(a: Statement, b: Statement) -> bool:
    if a.first.voice != b.first.voice:
        return False
    mine, theirs = ([each.said for each in side.rows] for side in (a, b))
    return "" not in (*mine, *theirs) and (max(mine) < min(theirs) or max(theirs) < min(mine))


def _apart(a: Row, b: Row, temporality: str, *, explained: bool, restated: bool) -> Verdict:
    if not {a.footing, b.footing} <= (COMPARED if temporality == "period" else FACTS):
        return "incomparable"
    earlier, later = in_time(a, b, temporality)
    match temporality:
        case "event" | "recurring":
            return "succession"
        case "cumulative":
            if earlier.until == "" or later.until == "":
                return "incomparable"
            return "update" if _below(earlier, later) else "correction"
        case "period":
            chained = earlier.start != "" and later.start != "" and earlier.until <= later.start
            return "succession" if chained else "incomparable"
        case "occasion":
            apart = earlier.start != "" and earlier.until != "" and earlier.until <= later.start
            return "succession" if apart else "incomparable"
    if earlier.start == "" or later.start == "" or earlier.start == later.start:
        return "incomparable"
    if restated:
        return "staleRestatement"
    return "explainedSuccession" if explained else "succession"


def in_time(a: Row, b: Row, temporality: str) -> tuple[Row, Row]:
    """Return both, the earlier first: totals by the day they are of, dates by themselves, others by their start."""
    return (a, b) if (moment(a, temporality), a.order) <= (moment(b, temporality), b.order) else (b, a)


def moment(each: Row, temporality: str) -> str:
    """Return the day that puts a claim in its place in the series; "" where unknown."""
    if temporality in DATED:
        return str(each.low or "")
    return each.until if temporality == "cumulative" else each.start


def rises(earlier: Row, later: Row) -> bool:
    """Say whether a running total has a higher floor at a later day."""
    if earlier.until == "" or not earlier.until < later.until:
        return False
    return isinstance(earlier.low, Decimal) and isinstance(later.low, Decimal) and earlier.low < later.low


def printed(written: str) -> str:
    """Return the digits of a value as it was printed: what tells "2.5 crore" from "25 million".

    >>> printed("2.5 crore"), printed("thirty-two")
    ('2.5', '')
    """
    return "".join(character for character in written if character in "0123456789.,").strip(".,")


def _another(a: Row, b: Row) -> bool:
    """Say whether b is of a later occurrence: it happened after a had already been told as past."""
    return isinstance(a.high, str) and isinstance(b.low, str) and a.high < b.low and "" < a.said < b.low


def _weeks_apart(a: Row, b: Row) -> bool:
    return isinstance(a.high, str) and isinstance(b.low, str) and _counted(b.low) - _counted(a.high) > APART


def _counted(day: str) -> int:
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * 31 + number


def _overlap(a: Row, b: Row) -> bool:
    if not (a.start or a.until) or not (b.start or b.until):
        return False
    return (a.start or "0000") < (b.until or "9999") and (b.start or "0000") < (a.until or "9999")


def _same_days(a: Row, b: Row) -> bool:
    return a.start == b.start and a.until == b.until


def _covers(a: Row, b: Row) -> bool:
    return (a.start or "0000") <= (b.start or "0000") and (b.until or "9999") <= (a.until or "9999")
