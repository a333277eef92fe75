"""Claims of one article in reading order → figures without a time get the period that the report before them is of.

"Profit fell to 41 million in the six months to September, from 58 million a year earlier. Revenue rose to 612 million":
the revenue is of those six months too, and the 58 million of the same six months one year back.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.compared import (
    a_year_back,
    a_year_on,
    as_before,
    dated_by,
    last_month,
    months_between,
    not_of_report,
    not_over,
    of_the_year_before,
    paired,
)
from kg.extract.intervals import Validity
from kg.extract.months import BARE, YEAR, Months, between_dates, months_of, of_period, only_month, recent
from kg.model import Claim
from kg.values import dataclass, replace

_NOW = frozenset({"has", "have", "is", "are", "now", "will", "may", "could"})
_PERFECT = frozenset({"has", "have", "is", "are"})
_REPORTING = frozenset({"posted", "reported", "announced", "recorded", "made", "suffered", "blamed", "seen"})
_WERE = frozenset({"accounted", "comprised", "represented", "contributed"})
_MARKETS = frozenset({"priceOfStock", "priceOfStockChange", "indexLevelChange", "indexLevel"})
_OF_MARKETS, _INDEX = frozenset({"percentChange", "shareCount"}), "price"
_QUOTING = frozenset({"points", "points.", "points,", "session", "session."})
_DEALING = frozenset({"trading", "traded", "futures", "settled", "GMT", "session"})
_QUARTER, _SEQUENTIAL = 3, frozenset({"sequentially", "sequentially,", "quarter-on-quarter", "qoq"})
_JUST_BEFORE = frozenset(
    {"previously", "previously,", "previously.", "previous", "preceding"}
)  # "in the previous period"
_SAME_TIME = ("time", "time.in-other-words")
_IN_A_ROW = frozenset({"month", "quarter", "year", "months", "quarters", "years"})
_FIGURE, _WHEN = ("measure", "measure.figure"), ("time", "time.when")


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
    report = _Report(_Measures(periodic, monthly, quoted), past, lead)
    for claim in claims:
        if claim.kind == "quantity" and claim.block in ("body", "list"):
            claim = report.read(claim)
        report.made.append(claim)
    return report.made


@dataclass(frozen=True, slots=True)
class _Measures:
    """The names of measures that reports give for a period, for a month, and of those that they tell nothing of."""

    periodic: frozenset[str]
    monthly: frozenset[str]
    quoted: frozenset[str]


class _Report:
    """What an article has told so far, and of which period."""

    def __init__(self, measures: _Measures, past: frozenset[int], lead: Validity | None) -> None:
        self.made: list[Claim] = []
        self._measures, self._past = measures, past
        self._first = first = between_dates(lead.start, lead.end) if lead is not None else None
        self._month = first if first is not None and first[0] == first[1] else None
        self._told: dict[str, Months] = {}  # the last period that is told of a subject
        self._alike: dict[str, Months] = {}  # the last period that figures of a measure are of
        self._back: dict[str, int] = {}  # whose figures are compared with those of how many months before
        self._trading = False  # the last was one of the market's day
        self._before: Claim | None = None
        self._level: Claim | None = None  # the last that is no change or share

    def read(self, claim: Claim) -> Claim:
        """Return the next value, with the period of the report where it is of that."""
        whose, base = claim.subject_iri or "", claim.measure.removesuffix("Change")
        if claim.standing == "current":
            return self._current(claim, whose, base)
        return self._earlier(claim, whose, base) if claim.standing == "prior" else self._expected(claim, base)

    def _earlier(self, claim: Claim, whose: str, base: str) -> Claim:
        """Return an earlier value with the time of the one it is compared with, so many months back as others are."""
        before, usual = self._before, self._usual(claim, base)
        if self._level is not None and (before is None or not paired(claim, before)) and paired(claim, self._level):
            before = self._level  # "earned $6.9 billion, a 22 percent drop from $8.8 billion"
        claim = not_of_report(claim, before, self._back.get(whose, usual))
        if before is not None and paired(claim, before):
            sequential = not _SEQUENTIAL.isdisjoint(claim.quote.lower().split())
            claim = a_year_back(claim, before)
            back = _QUARTER if sequential else self._back.get(whose, usual)
            now = months_of(before) if not _JUST_BEFORE.isdisjoint(claim.quote.lower().split()) else None
            claim = as_before(claim, before, now[1] - now[0] + 1 if now is not None else back)
            self._back[whose] = months_between(claim, before)
            if months_of(before) is None and base in self._measures.periodic:
                claim = of_the_year_before(claim, before)  # of so many weeks
        later = a_year_on(claim) if base in self._measures.periodic else None
        if later is not None and dated_by(self.made, claim, later):
            self._told[whose] = self._alike[base] = later
        if self._month is not None and last_month(claim, before, base in self._measures.monthly):
            claim = of_period(claim, (self._month[0] - 1, self._month[1] - 1))  # "fell to 7.2 percent from 7.4 percent"
        if self.made and self.made[-1].standing == "prior" and _SAME_TIME in claim.reasons:
            last = self.made[-1]
            claim = replace(claim, valid_from=last.valid_from, valid_to=last.valid_to)  # "$9 million, or $1"
        return claim

    def _usual(self, claim: Claim, base: str) -> int:
        """Return how many months back an earlier value is if nothing tells: "posted $9 million, up from $7 million"."""
        if base not in self._measures.periodic or base in self._measures.monthly or claim.certainty != "asserted":
            return 0
        now = (months_of(self._before) if self._before is not None else None) or self._first
        return YEAR if now is not None and now[1] - now[0] + 1 >= _QUARTER else 0

    def _expected(self, claim: Claim, base: str) -> Claim:
        """Return an expected value with the time of the real one, or of the month that the article begins with."""
        if self._before is not None and paired(claim, self._before):
            claim = as_before(claim, self._before, 0)
        if claim.basis in BARE and base in self._measures.monthly and self._first is not None:
            claim = of_period(claim, self._first)  # "Economists had expected a gain of 210,000 jobs"
        return claim

    def _current(self, claim: Claim, whose: str, base: str) -> Claim:
        """Return a value of now with the period told last, or keep its own for those that follow."""
        if claim.certainty in ("forecast", "planned"):
            claim = not_over(claim)
        words = claim.quote.split()
        traded = self._traded(claim, base, words)
        streak = _streak(claim)
        moved = self._moved(claim, base, traded) or streak
        usual = base in self._measures.periodic or base in self._measures.monthly or streak
        self._trading = not usual and (self._trading or traded or claim.measure in _MARKETS)
        bare, pointing = claim.basis in BARE, _points(claim, words)
        if base in self._measures.quoted and self._month is not None and self._month[0] == only_month(claim):
            self._alike[base] = self._month  # "the food price index averaged 164 points in July"
        if claim.certainty == "asserted" and (usual or (moved and bare)):
            if bare and (streak or self._is_then(base, words)):
                claim = self._of_report(claim, whose, base, moved)
            elif not pointing:
                self._tell(claim, whose, base)
        elif bare and not traded:
            claim = self._of_news(claim, base)
        last = self.made[-1] if self.made else None
        yearly = base in self._measures.periodic and base not in self._measures.monthly
        if yearly and last is not None and last.standing == "prior":
            self.made[-1] = of_the_year_before(last, claim)  # "fell from 9 million to 7 million in 2023"
        if not pointing:
            self._before = claim
            self._level = self._level if claim.unit == "percent" else claim
        return claim

    def _traded(self, claim: Claim, base: str, words: list[str]) -> bool:
        """Say whether a value is one of the market's day: "Shares in Acme rose 2 percent. Norda lost 3 percent."."""
        if base == "price" and not _DEALING.isdisjoint(words):
            return True  # "Brent was trading lower at $54"
        before = self._before
        beside = self._trading or (before is not None and before.measure in _MARKETS) or not _QUOTING.isdisjoint(words)
        return claim.measure in _OF_MARKETS and beside

    def _moved(self, claim: Claim, base: str, traded: bool) -> bool:
        """Say whether a value is a change or a share of which reports tell whatever its measure is."""
        if claim.measure == "percentageShare":
            return not _WERE.isdisjoint(claim.quote.lower().split())
        if traded or claim.unit != "percent" or not claim.measure.endswith("Change"):
            return False
        if self._measures.quoted.isdisjoint((base, claim.measure)):
            return True
        return base in self._alike and _INDEX in claim.subject.lower()  # no share or stock index of a month

    def _is_then(self, base: str, words: list[str]) -> bool:
        """Say whether nothing tells that a value is of today; of a month it may be told so: "has eased to 3.8"."""
        of_now = _NOW.intersection(words)
        if of_now and of_now <= _PERFECT and not self._told and not _REPORTING.isdisjoint(words):
            return True  # "Acme has posted a 22 percent rise in annual profit", before the period is told
        return of_now <= _PERFECT if base in self._measures.monthly and self._month is not None else not of_now

    def _of_report(self, claim: Claim, whose: str, base: str, moved: bool) -> Claim:
        """Return a value with the period told last: of its subject, of its measure, of the article."""
        period = self._told.get(whose, self._alike.get(base)) if whose else self._alike.get(base)
        first = self._first
        if period is None and first is not None:
            leads = first[1] > first[0] or base in self._measures.monthly or moved
            period = first if leads else None
        return of_period(claim, period) if period is not None else claim

    def _tell(self, claim: Claim, whose: str, base: str) -> None:
        """Keep the period of a value for those that follow, but not "for all of 2012" among figures of a month."""
        period = months_of(claim)
        months = period[1] - period[0] + 1 if period is not None else 0
        whole = self._month is not None and months >= YEAR
        first = self._first
        whole = whole or (months == 1 and first is not None and first[1] - first[0] + 1 >= YEAR)  # in a yearly report
        if period is not None and 1 <= months <= YEAR and not whole and not _bygone(period, self._first):
            self._told[whose] = self._alike[base] = period

    def _of_news(self, claim: Claim, base: str) -> Claim:
        """Return a value that governs nothing with the period of the article, where it is told as what happened."""
        if self._first is None or not self._measures.quoted.isdisjoint((base, claim.measure)):
            return claim
        happened = (claim.value_span or claim.span).start in self._past
        return of_period(claim, self._first) if happened and recent(claim, self._first) else claim  # "shed 35,800 jobs"


def _streak(claim: Claim) -> bool:
    """Say whether months, quarters or years in a row are counted: "has risen for the tenth straight month"."""
    return claim.measure == "streak" and not _IN_A_ROW.isdisjoint(claim.quote.lower().replace(".", " ").split())


def _points(claim: Claim, words: list[str]) -> bool:
    """Say whether a value is told of another time than the report's: "it had sold 4 million in 2018"."""
    # "January's figure was revised to 51,200", "from 2012, when 57 million came"
    return "had" in words or _FIGURE in claim.reasons or _WHEN in claim.reasons


def _bygone(period: Months, lead: Months | None) -> bool:
    """Say whether a period is an earlier one than that of the report, as long: "it had peaked at 6 percent in July".

    In a report of a month so is a quarter before it: "the economy shrank in the final quarter of 2012".
    """
    if lead is None or period[0] >= lead[0]:
        return False
    return period[1] - period[0] == lead[1] - lead[0] or (lead[0] == lead[1] and period[1] < lead[0])
