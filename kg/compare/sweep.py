"""A series → the pairs of statements that are worth a finding, by sweeps over sorted statements.

Five questions, each the fast form of shapes in ``shapes/consistency.ttl``: which statements clash (of one time, not
both true), which sources tell one thing in unlike words, what changed from one day to the next, which values meet at
different precision, and which are the same in other words. Statements are folded first, so many claims that say alike
cost one comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from kg.compare.statement import LISTED, Row, Series, Statement, fold
from kg.compare.values import beyond, disjoint, unlike_limits
from kg.compare.verdict import (
    COMPARED,
    DATED,
    FACTS,
    doubted,
    elsewhere,
    likeness,
    moment,
    one_time,
    opposed,
    retold,
    shifted,
    verdict,
)
from kg.model import Verdict

CHANGES = frozenset({"succession", "explainedSuccession", "staleRestatement", "update", "correction"})
TIMELESS = frozenset({"constant", *DATED})
RATES = frozenset({"percent", "points", "flow", "speed"})
WITHOUT_SEASON = frozenset({"day", "time", "year"})

PAIRS = 20_000
"""Comparisons a question may cost in one series before it is cut short; a cut is always reported."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements of a series and how they stand to each other; ``question`` is the sweep that asked."""

    question: str
    verdict: Verdict
    left: Statement
    right: Statement
    because: str = ""  # what explains a change


@dataclass(frozen=True, slots=True)
class Swept:
    """The pairs of a series, and the questions that were cut short."""

    pairs: tuple[Pair, ...]
    cut: tuple[str, ...] = ()


Explain = Callable[[Series, Row, Row], str]


def sweep(series: Series, *, explain: Explain | None = None, limit: int = PAIRS) -> Swept:
    """Return the pairs worth a finding, in an order that does not depend on the order of the rows.

    ``explain`` names what accounts for a change from one row to a later one, or returns "".
    """
    questions = {
        "clash": _clashes(series),
        "account": _accounts(series),
        "change": _changes(series, explain),
        "meeting": _meetings(series),
        "wording": _wordings(series),
    }
    pairs: list[Pair] = []
    cut = []
    for question, candidates in questions.items():
        for count, candidate in enumerate(candidates, 1):
            if count > limit:
                cut.append(question)
                break
            if candidate is not None:
                pairs.append(candidate)
    return Swept(tuple(pairs), tuple(cut))


def _clashes(series: Series) -> Iterator[Pair | None]:
    how = series.time
    sides = _sides(series, (row for row in series.rows if row.footing != "aside"))
    if len({side.first.interval for side in sides}) == 1 and len({side.first.footing for side in sides}) == 1:
        return
    for a, b in _together(sides, how):
        if (opposed(a.first, b.first) or doubted(a, b)) and one_time(a, b, how):
            left, right = (a, b) if a.order <= b.order else (b, a)
            found = verdict(left, right, temporality=how)
            told_apart = series.manifold and found == "selfContradiction"
            yield None if told_apart else Pair("clash", found, left, right)
        else:
            yield None


def _accounts(series: Series) -> Iterator[Pair | None]:
    """What a description says in words only a person can compare: shown where different sources stand for it."""
    if series.dimension != "description" or len({(row.interval, row.footing) for row in series.rows}) < 2:
        return
    how = series.time
    for a, b in combinations(_sides(series, (row for row in series.rows if row.footing in {"fact", "denied"})), 2):
        if retold(a.first, b.first, how) and elsewhere(a, b):
            yield Pair("account", "dispute", a, b)
        else:
            yield None


def _sides(series: Series, rows: Iterable[Row]) -> list[Statement]:
    timeless = series.time in TIMELESS

    def key(row: Row) -> Hashable:
        days = () if timeless else (row.start, row.until, row.granularity)
        return (row.interval, row.step, days, row.footing, row.voice)

    return fold(rows, key)


def _together(sides: list[Statement], how: str) -> Iterator[tuple[Statement, Statement]]:
    """Yield the pairs that may clash, being of one time, without visiting the others."""
    if how in TIMELESS:
        yield from _unlike(sides)
        return
    dated = [side for side in sides if side.first.start or side.first.until]
    if len(dated) < len(sides):
        yield from _undated(sides)
    if how == "period" or how == "cumulative":
        groups: dict[Hashable, list[Statement]] = defaultdict(list)
        for side in dated:
            row = side.first
            groups[row.until if how == "cumulative" else (row.start, row.until)].append(side)
        for group in groups.values():
            yield from _unlike(group)
        return
    active: list[Statement] = []
    for side in sorted(dated, key=lambda each: (each.first.start, each.order)):
        active = [each for each in active if (each.first.until or "9999") > side.first.start]
        yield from ((each, side) for each in active if opposed(each.first, side.first) or doubted(each, side))
        active.append(side)


def _unlike(group: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    if len({side.first.interval for side in group}) > 1 or len({side.first.footing for side in group}) > 1:
        yield from combinations(group, 2)


def _undated(sides: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield the pairs that one article alone tells without a date."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for side in sides:
        articles = {row.article for row in side.rows}
        if not (side.first.start or side.first.until) and len(articles) == 1:
            told[articles.pop()].append(side)
    for group in told.values():
        yield from _unlike(group)


def _changes(series: Series, explain: Explain | None) -> Iterator[Pair | None]:
    how = series.time
    told = COMPARED if how in {"period", "state"} else FACTS
    facts = [row for row in series.rows if row.footing in told and _placed(row, how)]
    if how == "constant" or len({row.interval for row in facts}) < 2:
        return
    since: dict[str, str] = {}
    lanes: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    expecting = any(row.footing not in FACTS for row in facts)
    for row in facts:
        for lane in _lanes(row, series):
            if expecting or not lane.startswith("+"):
                lanes[lane][moment(row, how)].append(row)
        if row.footing in FACTS:
            since[row.interval] = min(since.get(row.interval, row.start), row.start)
    seen = set()
    for lane, rows in lanes.items():
        days = [rows[day] for day in sorted(rows)]
        folded = ahead = [fold(day, _what) for day in days]
        if how == "state" and lane == "+":  # what is expected follows what is, which follows no plan
            ahead = [fold((row for row in day if row.footing == "expected"), _what) for day in days]
        for before, after in zip(folded, ahead[1:], strict=False):
            for a, b in product(before, after):
                if (pair := (a.first.claim, b.first.claim)) not in seen:
                    seen.add(pair)
                    yield _change(series, a, b, since, explain)


def _lanes(row: Row, series: Series) -> tuple[str, ...]:
    """What is of a period follows what is of another as long, and of the same part of a year before; a rate any other.

    Facts follow facts, whatever is expected between them; what is expected follows both.
    """
    if series.time == "state":
        return ("", "+") if row.footing in FACTS else ("+",)
    if series.time != "period":
        return ("" if row.footing in FACTS else "+",)
    rate = series.dimension in RATES or "/" in series.dimension
    lanes = [row.granularity, *(["*"] if rate else [])]
    if row.granularity not in WITHOUT_SEASON:
        lanes.append(row.granularity + row.start[len("2024") :])
    return (*lanes, *(f"+{lane}" for lane in lanes)) if row.footing in FACTS else tuple(f"+{lane}" for lane in lanes)


def _what(row: Row) -> Hashable:
    return (row.interval, row.step, row.start, row.until, row.granularity)


def _placed(row: Row, how: str) -> bool:
    if how in DATED and not isinstance(row.low, str):
        return False
    return moment(row, how) != "" and not (how == "period" and row.granularity == "attested")


def _change(series: Series, a: Statement, b: Statement, since: dict[str, str], explain: Explain | None) -> Pair | None:
    how = series.time
    first, second = a.first, b.first
    if opposed(first, second) and one_time(a, b, how):
        return None
    known = how == "state" and second.footing in FACTS
    because = explain(series, first, second) if explain is not None and known and disjoint(first, second) else ""
    restated = known and since[second.interval] < first.start
    found = verdict(a, b, temporality=how, explained=because != "", restated=restated)
    return Pair("change", found, a, b, because) if found in CHANGES else None


def _meetings(series: Series) -> Iterator[Pair | None]:
    how = series.time
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in series.rows:
        if row.footing in COMPARED and not row.interval.startswith("="):
            groups[(row.start, row.until) if how == "period" else row.until if how == "cumulative" else ()].append(row)
    for group in groups.values():
        sides = fold(group, lambda row: (row.interval, row.step, row.unit))
        if len({side.first.interval for side in sides}) < 2:
            continue
        for a, b in combinations(sides, 2):
            same = a.first.interval == b.first.interval or unlike_limits(a.first, b.first)
            moved = how == "state" and shifted(a, b, how)
            if not (same or moved or disjoint(a.first, b.first) or beyond(a.first, b.first)):
                yield Pair("meeting", likeness(a.first, b.first), a, b)
            else:
                yield None


def _wordings(series: Series) -> Iterator[Pair | None]:
    how = series.time
    same: dict[Hashable, list[Row]] = defaultdict(list)
    for row in series.rows:
        if row.footing in COMPARED and row.written and not row.interval.startswith("="):
            same[(row.interval, (row.start, row.until) if how == "period" else ())].append(row)
    for group in same.values():
        if len({row.written for row in group}) > 1:
            first, *others = fold(group, lambda row: (row.written, row.unit))
            for other in others:
                if other.first.written != first.first.written:
                    yield Pair("wording", likeness(first.first, other.first), first, other)


def listed(statement: Statement, *, most: int = LISTED) -> tuple[str, ...]:
    """Return the claims of a side, the quoted one first; a long side is listed in part."""
    return tuple(row.claim for row in statement.rows[:most])
