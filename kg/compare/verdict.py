"""Two statements of one series → the verdict a careful editor would give.

Pure and symmetric: it does not matter which statement comes first, nor which article was read first. The shapes in
``shapes/consistency.ttl`` state the same rules in SPARQL; ``docs/verdicts.md`` in words.
"""

from __future__ import annotations

from decimal import Decimal

from kg.compare.statement import Row, Statement
from kg.compare.values import below, beyond, disjoint, other_middle, printed, rises, unlike_limits, within
from kg.model import Verdict

FACTS = frozenset({"fact", "prior"})
COMPARED = FACTS | {"expected"}
DAYS = frozenset({"attested", "day", "time"})
FIRM = DAYS | {"span"}
DATED = frozenset({"event", "recurring"})
APART = 14
"""Days: dates of what recurs that are further apart are of two events, as counted by months of 31 days."""

MONTH = 31
COUNTED = frozenset({"span", "periods"})
"""What is counted from one day to another says since when."""

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
    if doubted(a, b) and one_time(a, b, temporality):
        return "dispute"
    if opposed(left, right):
        if one_time(a, b, temporality):
            return clash(a, b, temporality)
        return _apart(left, right, temporality, explained=explained, restated=restated)
    lined_up = temporality == "period" or (temporality == "state" and not together(left, right, temporality))
    if lined_up and {left.footing, right.footing} <= COMPARED and disjoint(left, right):
        return _apart(left, right, temporality, explained=explained, restated=restated)  # last year's, next year's
    if left.footing not in COMPARED or right.footing not in COMPARED or disjoint(left, right):
        return "incomparable"
    if shifted(a, b, temporality) and not one_time(a, b, temporality):
        found = _apart(left, right, temporality, explained=False, restated=False)
        if found == "succession":
            return found
    if unlike_limits(left, right) and temporality != "cumulative":
        return "incomparable"  # "more than 20" says nothing for or against "more than 30"
    if temporality == "cumulative" and other_beginning(left, right):
        return "incomparable"
    if temporality == "cumulative" and rises(*in_time(left, right, temporality)):
        return "update"
    if not alongside(left, right, temporality) or beyond(left, right):
        return "incomparable"
    return likeness(left, right)


def shifted(a: Statement, b: Statement, temporality: str) -> bool:
    """Say whether values that meet differ all the same, if they are of two times.

    "More than 5,500" became "more than 8,500"; growth of 2 % is no other precision of the next quarter's 2.2; and who
    gives 8 for one year and 7.5 for the next tells of a change.
    """
    left, right = a.first, b.first
    match temporality:
        case "period":
            return unlike_limits(left, right) or other_middle(left, right)
        case "state":
            return unlike_limits(left, right) or (other_middle(left, right) and parted(a, b))
    return temporality == "occasion" and unlike_limits(left, right)


def parted(a: Statement, b: Statement) -> bool:
    """Say whether one article alone tells both, of times of which the one ends before the other begins."""
    return _alone(a, b) and (_ended(a) <= _begun(b) or _ended(b) <= _begun(a))


def _begun(side: Statement) -> str:
    return min(each.start for each in side.rows)


def _ended(side: Statement) -> str:
    return max(each.until or "9999" for each in side.rows)


def opposed(a: Row, b: Row) -> bool:
    """Say whether both cannot be true of one time: values that do not meet, or one denies what the other affirms."""
    both = {a.footing, b.footing}
    if both <= FACTS or both in ({"expected"}, {"expected", "former"}):
        return disjoint(a, b)
    if both != {"fact", "denied"}:
        return False
    return within(a, b) if a.footing == "fact" else within(b, a)


def doubted(a: Statement, b: Statement) -> bool:
    """Say whether different sources say what could both be true, but is not meant so: "more than 14" and 37."""
    left, right = a.first, b.first
    if (left.high is None) == (right.high is None) or left.footing != right.footing:
        return False
    return left.footing in {"fact", "expected"} and beyond(left, right) and disputed(a, b)


def retold(a: Row, b: Row, temporality: str) -> bool:
    """Say whether both put in words what one thing is and do not say alike: of one time, or where none states a time.

    What one denies and the other affirms in the same words, of one time, are opposed.
    """
    both = {a.footing, b.footing}
    if both not in ({"fact"}, {"fact", "denied"}):
        return False
    if together(a, b, temporality):
        return a.interval != b.interval
    return a.granularity == b.granularity == "attested" and (a.interval != b.interval or len(both) > 1)


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
            return a.until != "" and a.until == b.until and not other_beginning(a, b)
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


def elsewhere(a: Statement, b: Statement) -> bool:
    """Say whether different sources tell them: other speakers, or other articles in their own voice."""
    return a.first.voice != b.first.voice or (a.first.voice == "" and not _alone(a, b))


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
    both = {a.footing, b.footing}
    earlier, later = in_time(a, b, temporality)
    expected = later.footing == "expected" and temporality == "state" and earlier.footing in COMPARED
    if not (expected or both <= (COMPARED if temporality == "period" else FACTS)):
        return "incomparable"
    match temporality:
        case "event" | "recurring":
            return "succession"
        case "cumulative":
            if earlier.until == "" or later.until == "" or other_beginning(earlier, later):
                return "incomparable"
            if below(earlier, later):
                return "update"
            if {earlier.granularity, later.granularity} <= FIRM:
                return "correction"
            return "succession" if "" < earlier.until <= later.start else "incomparable"  # the toll of another year
        case "period":
            chained = earlier.start != "" and later.start != "" and earlier.until <= later.start
            return "succession" if chained else "incomparable"
        case "occasion":
            apart = earlier.start != "" and earlier.until != "" and earlier.until <= later.start
            return "succession" if apart else "incomparable"
    if earlier.start == "" or later.start == "" or earlier.start == later.start:
        return "incomparable"
    if restated and not expected:
        return "staleRestatement"
    return "explainedSuccession" if explained and not expected else "succession"


def in_time(a: Row, b: Row, temporality: str) -> tuple[Row, Row]:
    """Return both, the earlier first: totals by the day they are of, dates by themselves, others by their start."""
    return (a, b) if (moment(a, temporality), a.order) <= (moment(b, temporality), b.order) else (b, a)


def moment(each: Row, temporality: str) -> str:
    """Return the day that puts a claim in its place in the series; "" where unknown."""
    if temporality in DATED:
        return str(each.low or "")
    return each.until if temporality == "cumulative" else each.start


def other_beginning(a: Row, b: Row) -> bool:
    """Say whether two totals count from days more than a month apart: "since 1983", "since December"."""
    if a.granularity not in COUNTED or b.granularity not in COUNTED or not (a.start and b.start):
        return False
    return abs(_counted(a.start) // MONTH - _counted(b.start) // MONTH) > 1


def _another(a: Row, b: Row) -> bool:
    """Say whether b is of a later occurrence: it happened after a had already been told as past."""
    return isinstance(a.high, str) and isinstance(b.low, str) and a.high < b.low and "" < a.said < b.low


def _weeks_apart(a: Row, b: Row) -> bool:
    return isinstance(a.high, str) and isinstance(b.low, str) and _counted(b.low) - _counted(a.high) > APART


def _counted(day: str) -> int:
    year, month, number = map(int, day.split("-"))
    return (year * 12 + month) * MONTH + number - 1


def _overlap(a: Row, b: Row) -> bool:
    if not (a.start or a.until) or not (b.start or b.until):
        return False
    return (a.start or "0000") < (b.until or "9999") and (b.start or "0000") < (a.until or "9999")


def _same_days(a: Row, b: Row) -> bool:
    return a.start == b.start and a.until == b.until


def _covers(a: Row, b: Row) -> bool:
    return (a.start or "0000") <= (b.start or "0000") and (b.until or "9999") <= (a.until or "9999")
