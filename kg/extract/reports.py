"""Claims of one article in reading order → figures without a time get the period that the report before them is of.

"Profit fell to 41 million in the six months to September, from 58 million a year earlier. Revenue rose to 612 million":
the revenue is of those six months too, and the 58 million of the same six months one year back.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.intervals import Validity
from kg.model import Claim
from kg.values import replace

_DAY, _MONTH, _YEAR = len("2024-06-30"), len("2024-06"), len("2024")
_LEAST, _MOST = 1, 12  # months in a report: a month, a quarter, a year
_NOW = frozenset({"has", "have", "is", "are", "now", "will", "may", "could"})
_PERFECT = frozenset({"has", "have", "is", "are"})
_WERE = frozenset({"accounted", "comprised", "represented", "contributed"})
_BARE = ("attested", "unknown")
_MARKETS = frozenset({"priceOfStock", "priceOfStockChange", "indexLevelChange", "indexLevel"})
_DEALING = frozenset({"trading", "traded", "futures", "settled", "GMT", "session"})
_QUARTER, _SEQUENTIAL = 3, frozenset({"sequentially", "sequentially,", "quarter-on-quarter", "qoq"})
_FRESH = 4  # months after which a report is old
_LATE = 15  # months after which the figures of a year are no news
_SAME_TIME = ("time", "time.in-other-words")
_PAIR = 120  # characters between a value and the one it is compared with
Months = tuple[int, int]  # the first and the last month, counted from the year 0
_TOLD_AS = frozenset({"announced", "reported", "estimated", "forecast", "expected", "predicted", "projected", "said"})
_NEAR = 4  # words from an earlier value to who told it so: "from the 9 million it announced last month"
_OF_NOW = frozenset({("time", "time.clause"), ("time", "time.sentence")})  # not told behind the earlier value


def governed(
    claims: Iterable[Claim],
    periodic: frozenset[str],
    lead: Validity | None = None,
    *,
    monthly: frozenset[str] = frozenset(),
    quoted: frozenset[str] = frozenset(),
    past: frozenset[int] = frozenset(),
) -> list[Claim]:
    """Return the claims, those of a period that state none with the one told last for the same subject.

    ``lead`` is the period that the article begins with, which serves where nothing else is told; ``periodic`` are the
    measures that reports give for a period, not for a day as prices are. What is forecast or planned governs nothing,
    nor does a period that figures are only compared with. Figures of words that name nobody ("online sales") take the
    period that was last told for the measure. A month leads only ``monthly`` measures, and changes in percent; of the
    ``quoted`` ones, as shares are, no report tells. What else is told in the simple past (``past``: where such values
    begin) is of the period that the article begins with.
    """
    told: dict[str, Months] = {}
    back: dict[str, int] = {}  # whose figures are compared with those of how many months before
    first = _between_dates(lead.start, lead.end) if lead is not None else None
    alike: dict[str, Months] = {}  # the last period that figures of a measure are of
    before: Claim | None = None
    made: list[Claim] = []
    for claim in claims:
        if claim.kind != "quantity" or claim.block not in ("body", "list"):
            made.append(claim)
            continue
        whose, base, usual = claim.subject_iri or "", claim.measure.removesuffix("Change"), 0
        words = claim.quote.split()
        if claim.standing == "prior" or (claim.standing == "current" and claim.certainty in ("forecast", "planned")):
            now = (_months(before) if before is not None else None) or first
            long = now is not None and now[1] - now[0] + 1 >= _QUARTER  # "posted $9 million, up from $7 million"
            held = base in periodic and base not in monthly and claim.certainty == "asserted"
            usual = _MOST if long and held else 0
            claim = _not_of_report(claim, before if claim.standing == "prior" else None, back.get(whose, usual))
        if claim.standing != "current" and before is not None and _paired(claim, before):
            claim = _a_year_back(claim, before) if claim.standing == "prior" else claim
            step = _QUARTER if not _SEQUENTIAL.isdisjoint(claim.quote.lower().split()) else back.get(whose, usual)
            claim = _as_before(claim, before, step)
            if claim.standing == "prior":
                back[whose] = _between(claim, before)
        later = _a_year_on(claim) if claim.standing == "prior" and base in periodic else None
        if later is not None and _dated_by(made, claim, later):
            told[whose] = alike[base] = later
        governs = claim.standing == "current" and claim.certainty == "asserted"
        moved = claim.unit == "percent" and claim.measure.endswith("Change")
        dealt = base == "price" and not _DEALING.isdisjoint(words)  # "Brent was trading lower at $54"
        traded = dealt or (claim.measure == "percentChange" and before is not None and before.measure in _MARKETS)
        moved = moved and not traded  # "Shares in Acme rose 2 percent. Norda lost 3 percent."
        of_day = base not in alike and not quoted.isdisjoint((base, claim.measure))  # no index of a month
        moved = moved and not of_day
        moved = moved or (claim.measure == "percentageShare" and not _WERE.isdisjoint(claim.quote.lower().split()))
        pointing = ("measure", "measure.figure") in claim.reasons  # "January's figure was revised to 51,200"
        pointing = pointing or ("time", "time.when") in claim.reasons  # "from 2012, when 57 million came"
        pointing = pointing or "had" in words  # "it had sold 4 million in 2018" tells of before
        governs = governs and (base in periodic or base in monthly or (moved and claim.basis in _BARE))
        if (
            base in quoted
            and first is not None
            and claim.standing == "current"
            and first[0] == first[1] == _only(claim)
        ):
            alike[base] = first  # "the food price index averaged 164 points in July"
        others = (
            not governs
            and not traded
            and claim.standing == "current"
            and claim.basis in _BARE
            and quoted.isdisjoint((base, claim.measure))
        )
        of_now = _NOW.intersection(words)
        told_of = base in monthly and first is not None and first[0] == first[1]  # "has eased to 3.8 percent"
        if governs and claim.basis in _BARE and (of_now <= _PERFECT if told_of else not of_now):
            period = told.get(whose, alike.get(base)) if whose else alike.get(base)
            leads = first is not None and (first[1] > first[0] or base in monthly or moved)
            period = period or (first if leads else None)
            claim = _of(claim, period) if period is not None else claim
        elif governs and not pointing:
            period = _months(claim)
            months = period[1] - period[0] + 1 if period is not None else 0
            whole = first is not None and first[0] == first[1] and months >= _MOST  # "for all of 2012"
            if period is not None and _LEAST <= months <= _MOST and not whole and not _bygone(period, first):
                told[whose] = alike[base] = period
        elif (
            claim.standing == "prior"
            and first is not None
            and first[0] == first[1]
            and _last_month(claim, before, base in monthly)
        ):
            claim = _of(claim, (first[0] - 1, first[1] - 1))  # "fell to 7.2 percent from 7.4 percent"
        elif others and first is not None and (claim.value_span or claim.span).start in past and _recent(claim, first):
            claim = _of(claim, first)  # "Services shed 35,800 jobs."
        elif claim.standing == "expected" and claim.basis in _BARE and base in monthly and first is not None:
            claim = _of(claim, first)  # "Economists had expected a gain of 210,000 jobs"
        if claim.standing == "prior" and made and made[-1].standing == "prior" and _SAME_TIME in claim.reasons:
            claim = replace(claim, valid_from=made[-1].valid_from, valid_to=made[-1].valid_to)  # "$9 million, or $1"
        if claim.standing == "current" and not pointing:
            before = claim
        made.append(claim)
    return made


def _last_month(claim: Claim, before: Claim | None, monthly: bool) -> bool:
    """Say whether an earlier value is told right after that of the month: "fell to 7.2 percent from 7.4 percent"."""
    beside = before is not None and before.measure == claim.measure and _paired(claim, before)
    same = claim.basis in _BARE or (
        before is not None and _months(claim) == _months(before)
    )  # "last month, to 7 from 8"
    return monthly and claim.unit == "percent" and same and beside


def _only(claim: Claim) -> int | None:
    """Return the one month that a claim is of."""
    months = _months(claim)
    return months[0] if months is not None and months[0] == months[1] else None


def _bygone(period: Months, lead: Months | None) -> bool:
    """Say whether a period is an earlier one than that of the report, as long: "it had peaked at 6 percent in July"."""
    return lead is not None and period[1] - period[0] == lead[1] - lead[0] and period[0] < lead[0]


def _recent(claim: Claim, period: Months) -> bool:
    """Say whether a period was over, and not long so, when the article appeared."""
    today = _between_dates((claim.published or "")[:_MONTH], (claim.published or "")[:_MONTH])
    return today is not None and 0 < today[0] - period[1] <= _LATE


def _a_year_on(claim: Claim) -> Months | None:
    """Return the months one year after those of an earlier value, where they were over when the article appeared."""
    then = _months(claim)
    today = _between_dates((claim.published or "")[:_MONTH], (claim.published or "")[:_MONTH])
    if then is None or today is None or then[1] - then[0] + 1 >= _MOST or claim.basis in _BARE:
        return None
    later = then[0] + _MOST, then[1] + _MOST
    return later if 0 < today[1] - later[1] <= _FRESH else None


def _dated_by(made: list[Claim], prior: Claim, period: Months) -> bool:
    """Give the values told right before an earlier one its months of this year, where no time is told for them.

    "Sales rose 16 percent to 4,100 units, against 3,500 units in November 2021" are of November 2022.
    """
    base, found = prior.measure.removesuffix("Change"), False
    for place in range(len(made) - 1, -1, -1):
        told = made[place]
        if (prior.value_span or prior.span).start - (told.value_span or told.span).end > _PAIR:
            break
        alike = told.measure.removesuffix("Change") == base and told.subject == prior.subject
        if alike and told.standing == "current" and told.certainty == "asserted" and told.basis in _BARE:
            made[place], found = _of(told, period), True
    return found


def _paired(claim: Claim, before: Claim) -> bool:
    """Say whether an earlier or expected value is told with the value before it."""
    lasting = (
        claim.temporality == before.temporality == "period"
    )  # "a profit of 6 million, against a loss of 2 million"
    alike = (claim.measure == before.measure or lasting) and claim.unit == before.unit and before.basis not in _BARE
    return alike and 0 <= (claim.value_span or claim.span).start - (before.value_span or before.span).end <= _PAIR


def _not_of_report(claim: Claim, before: Claim | None, months: int) -> Claim:
    """Return a value without the time of the report, where it is an earlier one or foreseen."""
    own = claim.standing == "prior" and not _OF_NOW.isdisjoint(claim.reasons)  # "rose to 9m in the quarter from 8m"
    own = own and _TOLD_AS.isdisjoint(claim.quote.rpartition(claim.written or "")[2].split()[:_NEAR])
    if (not own and ("time", "time.carried") not in claim.reasons) or claim.published is None:
        return claim
    if claim.standing == "prior":
        same = before is not None and _paired(claim, before) and _months(before) == _months(claim)
        over = months > 0 and same
    else:
        period, today = _months(claim), _between_dates(claim.published[:_MONTH], claim.published[:_MONTH])
        over = period is not None and today is not None and period[1] < today[0]
    if not over:
        return claim
    reasons = tuple([("time", "time.attested") if slot == "time" else (slot, rule) for slot, rule in claim.reasons])
    day = claim.published[:_DAY]
    return replace(claim, valid_from=day, valid_to=day, basis="attested", reasons=reasons)


def _between(claim: Claim, before: Claim) -> int:
    """Return how many months lie between two times of equal length, 0 where they are no such times."""
    now, then = _months(before), _months(claim)
    if now is None or then is None or now[1] - now[0] != then[1] - then[0]:
        return 0
    return max(0, now[0] - then[0])


def _as_before(claim: Claim, before: Claim, months: int) -> Claim:
    """Return a value without a time with that of the value it is compared with, moved where earlier ones were."""
    now = _months(before)
    prior = claim.standing == "prior"
    lacks = claim.basis in _BARE and (not prior or (months > 0 and claim.temporality == "period"))
    if not lacks or now is None or (now[0] == now[1] and claim.measure != before.measure):
        return claim
    return _of(claim, (now[0] - months, now[1] - months) if prior else now)


def _a_year_back(claim: Claim, before: Claim) -> Claim:
    """Return an earlier value with the whole period that its "a year earlier" is of: as long as that of now."""
    now, then = _months(before), _months(claim)
    if now is None or then is None or not 1 < now[1] - now[0] + 1 < _MOST:
        return claim
    if then[1] - then[0] + 1 == _MOST and then[1] % _MOST == _MOST - 1:  # "from 58 million last year"
        years, rest = now[1] // _MOST - then[1] // _MOST, 0
    else:
        years, rest = divmod(now[1] - then[1], _MOST)
    if years < 1 or rest or then[1] - then[0] == now[1] - now[0]:
        return claim
    return _of(claim, (now[0] - _MOST * years, now[1] - _MOST * years))


def _of(claim: Claim, period: Months) -> Claim:
    start, end = (f"{month // _MOST:04}-{month % _MOST + 1:02}" for month in period)
    if start[-2:] == "01" and end[-2:] == "12" and start[:_YEAR] == end[:_YEAR]:
        start = end = start[:_YEAR]
    reasons = tuple([("time", "time.report") if slot == "time" else (slot, rule) for slot, rule in claim.reasons])
    return replace(claim, valid_from=start, valid_to=end, basis="anchored", reasons=reasons)


def _months(claim: Claim) -> Months | None:
    return _between_dates(claim.valid_from, claim.valid_to)


def _between_dates(begin: str | None, last: str | None) -> Months | None:
    """Return the months of a time; None where it is open, or of single days.

    >>> _between_dates("2024-04", "2024-09")
    (24291, 24296)
    """
    start, end = begin or "", last or ""
    if len(start) not in (_YEAR, _MONTH) or len(end) not in (_YEAR, _MONTH):
        return None
    if not (start.replace("-", "").isdigit() and end.replace("-", "").isdigit()):
        return None
    first = _MOST * int(start[:_YEAR]) + (int(start[5:]) - 1 if len(start) == _MONTH else 0)
    final = _MOST * int(end[:_YEAR]) + (int(end[5:]) - 1 if len(end) == _MONTH else 11)
    return first, final
