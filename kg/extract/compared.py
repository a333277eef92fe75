"""Earlier or foreseen value and the one it is told with → the time that it is of: the same period, a year back."""

from __future__ import annotations

import datetime as dt

from kg.extract.months import BARE, YEAR, Months, appeared, months_of, of_period
from kg.model import Claim
from kg.values import replace

_DAY = len("2024-06-30")
_FRESH = 4  # months after which a report is old
_QUARTER, _BESIDE = 3, 16  # months; characters from "from £352m" to "to £290m"
_A_YEAR, _SHORTEST, _LONGEST = 364, 80, 371  # days
_PAIR = 120  # characters between a value and the one it is compared with
_TOLD_AS = frozenset({"announced", "reported", "estimated", "forecast", "expected", "predicted", "projected", "said"})
_NEAR = 4  # words from an earlier value to who told it so: "from the 9 million it announced last month"
_OF_NOW = frozenset({("time", "time.clause"), ("time", "time.sentence")})  # not told behind the earlier value
_CARRIED = ("time", "time.carried")


def paired(claim: Claim, before: Claim) -> bool:
    """Say whether an earlier or expected value is told with the value before it."""
    # "a profit of 6 million, against a loss of 2 million"
    lasting = claim.temporality == before.temporality == "period"
    alike = (claim.measure == before.measure or lasting) and claim.unit == before.unit and before.basis not in BARE
    return alike and 0 <= (claim.value_span or claim.span).start - (before.value_span or before.span).end <= _PAIR


def not_of_report(claim: Claim, before: Claim | None, months: int) -> Claim:
    """Return an earlier value without the time of the report, where those compared with are of months before."""
    own = not _OF_NOW.isdisjoint(claim.reasons)  # "rose to 9m in the quarter from 8m"
    own = own and _TOLD_AS.isdisjoint(claim.quote.rpartition(claim.written or "")[2].split()[:_NEAR])
    if not own and _CARRIED not in claim.reasons:
        return claim
    same = before is not None and paired(claim, before) and months_of(before) == months_of(claim)
    return _attested(claim) if months > 0 and same else claim


def not_over(claim: Claim) -> Claim:
    """Return a foreseen value without the time of the report, where that was over when the article appeared."""
    if _CARRIED not in claim.reasons:
        return claim
    period, today = months_of(claim), appeared(claim)
    return _attested(claim) if period is not None and today is not None and period[1] < today[0] else claim


def _attested(claim: Claim) -> Claim:
    """Return a claim with no time but the day of its article."""
    if claim.published is None:
        return claim
    reasons = tuple([("time", "time.attested") if slot == "time" else (slot, rule) for slot, rule in claim.reasons])
    day = claim.published[:_DAY]
    return replace(claim, valid_from=day, valid_to=day, basis="attested", reasons=reasons)


def months_between(claim: Claim, before: Claim) -> int:
    """Return how many months lie between two times of equal length, 0 where they are no such times."""
    now, then = months_of(before), months_of(claim)
    if now is None or then is None or now[1] - now[0] != then[1] - then[0]:
        return 0
    return max(0, now[0] - then[0])


def as_before(claim: Claim, before: Claim, months: int) -> Claim:
    """Return a value without a time with that of the value it is compared with, moved where earlier ones were."""
    now = months_of(before)
    prior = claim.standing == "prior"
    lacks = claim.basis in BARE and (not prior or (months > 0 and claim.temporality == "period"))
    if not lacks or now is None or (now[0] == now[1] and claim.measure != before.measure):
        return claim
    return of_period(claim, (now[0] - months, now[1] - months) if prior else now)


def a_year_back(claim: Claim, before: Claim) -> Claim:
    """Return an earlier value with the whole period that its "a year earlier" is of: as long as that of now."""
    now, then = months_of(before), months_of(claim)
    if now is None or then is None or not 1 < now[1] - now[0] + 1 <= YEAR:
        return claim
    if now[1] - now[0] + 1 == YEAR and not now[0] % YEAR:
        return claim  # but "a drop of 6 percent in the year to June from 552 in the previous year"
    if now[0] - then[0] > YEAR and "a year earlier" in claim.quote:
        return of_period(claim, (now[0] - YEAR, now[1] - YEAR))  # whatever else was dated in between
    if then[1] - then[0] + 1 == YEAR and then[1] % YEAR == YEAR - 1:  # "from 58 million last year"
        years, rest = now[1] // YEAR - then[1] // YEAR, 0
    else:
        years, rest = divmod(now[1] - then[1], YEAR)
    if years < 1 or rest or then[1] - then[0] == now[1] - now[0]:
        return claim
    return of_period(claim, (now[0] - YEAR * years, now[1] - YEAR * years))


def of_the_year_before(claim: Claim, level: Claim) -> Claim:
    """Return an earlier value of the period of the level it led to with that period a year back.

    "For the 26 weeks to June 28, revenue fell from 352 million to 290 million", "rose from 1 to 2 million in 2023".
    """
    now = (level.value_span or level.span).start, (level.value_span or level.span).end
    then = (claim.value_span or claim.span).start, (claim.value_span or claim.span).end
    beside = -_BESIDE <= now[0] - then[1] <= _BESIDE or 0 <= then[0] - now[1] <= _PAIR
    alike = claim.measure == level.measure and claim.unit == level.unit and claim.standing == "prior"
    same = (claim.valid_from, claim.valid_to) == (level.valid_from, level.valid_to) or claim.basis in BARE
    if not (beside and alike and same) or level.basis in BARE or claim.certainty != "asserted":
        return claim
    if claim.basis in BARE and months_of(level) is not None:
        return claim
    period = months_of(level)
    if period is not None:
        whole = _QUARTER <= period[1] - period[0] + 1 <= YEAR
        return of_period(claim, (period[0] - YEAR, period[1] - YEAR)) if whole else claim
    first, last = (_day(each) for each in (level.valid_from, level.valid_to))
    if first is None or last is None or not _SHORTEST <= (last - first).days <= _LONGEST:
        return claim
    start, end = (f"{each - dt.timedelta(days=_A_YEAR)}" for each in (first, last))
    reasons = tuple([("time", "time.report") if slot == "time" else (slot, rule) for slot, rule in claim.reasons])
    return replace(claim, valid_from=start, valid_to=end, basis="anchored", reasons=reasons)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text is not None and len(text) == _DAY else None


def a_year_on(claim: Claim) -> Months | None:
    """Return the months one year after those of an earlier value, where they were over when the article appeared."""
    then, today = months_of(claim), appeared(claim)
    if then is None or today is None or then[1] - then[0] + 1 >= YEAR or claim.basis in BARE:
        return None
    later = then[0] + YEAR, then[1] + YEAR
    return later if 0 < today[1] - later[1] <= _FRESH else None


def dated_by(made: list[Claim], prior: Claim, period: Months) -> bool:
    """Give the values told right before an earlier one its months of this year, where no time is told for them.

    "Sales rose 16 percent to 4,100 units, against 3,500 units in November 2021" are of November 2022.
    """
    base, found = prior.measure.removesuffix("Change"), False
    for place in range(len(made) - 1, -1, -1):
        told = made[place]
        if (prior.value_span or prior.span).start - (told.value_span or told.span).end > _PAIR:
            break
        alike = told.measure.removesuffix("Change") == base and told.subject == prior.subject
        if alike and told.standing == "current" and told.certainty == "asserted" and told.basis in BARE:
            made[place], found = of_period(told, period), True
    return found


def last_month(claim: Claim, before: Claim | None, monthly: bool) -> bool:
    """Say whether an earlier value is told right after that of the month: "fell to 7.2 percent from 7.4 percent"."""
    beside = before is not None and before.measure == claim.measure and paired(claim, before)
    # "last month, to 7 from 8"
    same = claim.basis in BARE or (before is not None and months_of(claim) == months_of(before))
    return monthly and claim.unit == "percent" and same and beside


def of_now(claim: Claim) -> bool:
    """Say whether a value is of no period told elsewhere: "now stands at 3 percent, down on the 20 of 2004"."""
    return claim.basis == "attested" and claim.block == "body" and "now" in claim.quote.split()
