"""Claim → the months that it is of, and the claim with others: a report is of a month, a quarter, a year."""

from __future__ import annotations

from kg.model import Claim
from kg.values import replace

_MONTH, _DIGITS = len("2024-06"), len("2024")
YEAR = 12  # months
BARE = ("attested", "unknown")  # basis of a claim for which no time is told
_LATE = 15  # months after which the figures of a year are no news
Months = tuple[int, int]  # the first and the last month, counted from the year 0


def months_of(claim: Claim) -> Months | None:
    """Return the months of a claim; None where it is of single days, or open."""
    return between_dates(claim.valid_from, claim.valid_to)


def only_month(claim: Claim) -> int | None:
    """Return the one month that a claim is of."""
    months = months_of(claim)
    return months[0] if months is not None and months[0] == months[1] else None


def of_period(claim: Claim, period: Months) -> Claim:
    """Return a claim with the months of a report."""
    start, end = (f"{month // YEAR:04}-{month % YEAR + 1:02}" for month in period)
    if start[-2:] == "01" and end[-2:] == "12" and start[:_DIGITS] == end[:_DIGITS]:
        start = end = start[:_DIGITS]
    reasons = tuple([("time", "time.report") if slot == "time" else (slot, rule) for slot, rule in claim.reasons])
    return replace(claim, valid_from=start, valid_to=end, basis="anchored", reasons=reasons)


def recent(claim: Claim, period: Months) -> bool:
    """Say whether a period was over, and not long so, when the article appeared."""
    today = appeared(claim)
    return today is not None and 0 < today[0] - period[1] <= _LATE


def appeared(claim: Claim) -> Months | None:
    """Return the month in which the article of a claim appeared."""
    month = (claim.published or "")[:_MONTH]
    return between_dates(month, month)


def between_dates(begin: str | None, last: str | None) -> Months | None:
    """Return the months of a time; None where it is open, or of single days.

    >>> between_dates("2024-04", "2024-09")
    (24291, 24296)
    """
    start, end = begin or "", last or ""
    if len(start) not in (_DIGITS, _MONTH) or len(end) not in (_DIGITS, _MONTH):
        return None
    if not (start.replace("-", "").isdigit() and end.replace("-", "").isdigit()):
        return None
    first = YEAR * int(start[:_DIGITS]) + (int(start[5:]) - 1 if len(start) == _MONTH else 0)
    final = YEAR * int(end[:_DIGITS]) + (int(end[5:]) - 1 if len(end) == _MONTH else 11)
    return first, final
