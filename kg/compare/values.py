"""Two values → whether they meet: the intervals that their words allow, as precisely as they are stated."""

from __future__ import annotations

from decimal import Decimal

from kg.compare.statement import End, Row


def disjoint(a: Row, b: Row) -> bool:
    """Say whether no value fits both.

    A source may round or truncate: the coarser of the two also allows the rest of its last digit (67.65 → "67.6").
    """
    return below(a, b) or below(b, a)


def below(a: Row, b: Row) -> bool:
    """Say whether all that a allows lies below all that b allows."""
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


def within(a: Row, b: Row) -> bool:
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


def unlike_limits(a: Row, b: Row) -> bool:
    """Say whether both are limits on one side alone, and not the same: "more than 5,500", "more than 8,500"."""
    if a.high is None and b.high is None:
        return a.low is not None and b.low is not None and a.low != b.low
    return a.low is None and b.low is None and None not in (a.high, b.high) and a.high != b.high


def beyond(a: Row, b: Row) -> bool:
    """Say whether one is a limit from below alone and the other more than twice that: "more than 14" says no 37."""
    return _far(a, b) or _far(b, a)


def _far(limit: Row, other: Row) -> bool:
    low, start = limit.low, other.low
    if limit.high is not None or other.high is None or not isinstance(low, Decimal) or not isinstance(start, Decimal):
        return False
    return 0 < 2 * low < start


def other_middle(a: Row, b: Row) -> bool:
    """Say whether both are numbers between two ends, and stated as other numbers: 8 and 7.5, but not 8 and 8.0."""
    ends = (a.low, a.high, b.low, b.high)
    if not all(isinstance(end, Decimal) for end in ends):
        return False
    low, high, other_low, other_high = (end for end in ends if isinstance(end, Decimal))
    return low + high != other_low + other_high


def rises(earlier: Row, later: Row) -> bool:
    """Say whether a running total is higher at a later day: by its middle, or by its floor where it has no top."""
    if earlier.until == "" or not earlier.until < later.until:
        return False
    before, after = _middle(earlier), _middle(later)
    return before is not None and after is not None and before < after


def _middle(each: Row) -> Decimal | None:
    if not isinstance(each.low, Decimal):
        return None
    return (each.low + each.high) / 2 if isinstance(each.high, Decimal) else each.low


def printed(written: str) -> str:
    """Return the digits of a value as it was printed: what tells "2.5 crore" from "25 million".

    >>> printed("2.5 crore"), printed("thirty-two")
    ('2.5', '')
    """
    return "".join(character for character in written if character in "0123456789.,").strip(".,")
