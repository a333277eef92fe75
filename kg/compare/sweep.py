"""A series → the pairs of statements that are worth a finding, by sweeps over sorted statements.

Four questions, each the fast form of shapes in ``shapes/consistency.ttl``: which statements clash (of one time, not
both true), what changed from one day to the next, which values meet at different precision, and which are the same
in other words. Statements are folded first, so many claims that say alike cost one comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from kg.compare.statement import Row, Series, Statement, fold
from kg.compare.verdict import COMPARED, FACTS, disjoint, likeness, moment, opposed, together, verdict
from kg.model import Verdict

CLASHES = frozenset({"contradiction", "selfContradiction", "dispute", "correction"})
CHANGES = frozenset({"succession", "explainedSuccession", "staleRestatement", "update", "correction"})
TIMELESS = frozenset({"constant", "event"})

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
    how = series.temporality

    def key(row: Row) -> Hashable:
        days = () if how in TIMELESS else (row.start, row.until, row.granularity)
        return (row.interval, row.step, days, row.footing, row.voice)

    sides = fold((row for row in series.rows if row.footing != "aside"), key)
    if len({side.first.interval for side in sides}) == 1 and len({side.first.footing for side in sides}) == 1:
        return
    for a, b in _together(sides, how):
        if opposed(a.first, b.first) and together(a.first, b.first, how):
            left, right = (a, b) if a.order <= b.order else (b, a)
            found = verdict(left, right, temporality=how)
            yield Pair("clash", found, left, right)
        else:
            yield None


def _together(sides: list[Statement], how: str) -> Iterator[tuple[Statement, Statement]]:
    """Yield the pairs that may speak of one time, without visiting the others."""
    if how in TIMELESS or how == "period" or how == "cumulative":
        groups: dict[Hashable, list[Statement]] = defaultdict(list)
        for side in sides:
            row = side.first
            groups[() if how in TIMELESS else row.until if how == "cumulative" else (row.start, row.until)].append(side)
        for group in groups.values():
            if len({side.first.interval for side in group}) > 1 or len({side.first.footing for side in group}) > 1:
                yield from combinations(group, 2)
        return
    active: list[Statement] = []
    dated = (side for side in sides if side.first.start or side.first.until)
    for side in sorted(dated, key=lambda each: (each.first.start, each.order)):
        active = [each for each in active if (each.first.until or "9999") > side.first.start]
        yield from ((each, side) for each in active if opposed(each.first, side.first))
        active.append(side)


def _changes(series: Series, explain: Explain | None) -> Iterator[Pair | None]:
    how = series.temporality
    facts = [row for row in series.rows if row.footing in FACTS and _placed(row, how)]
    if how == "constant" or len({row.interval for row in facts}) < 2:
        return
    since: dict[str, str] = {}
    lanes: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in facts:
        lanes[row.granularity if how == "period" else ""][moment(row, how)].append(row)
        since[row.interval] = min(since.get(row.interval, row.start), row.start)
    for lane in lanes.values():
        folded = [fold(lane[day], _what) for day in sorted(lane)]
        for earlier, later in pairwise(folded):
            for a, b in product(earlier, later):
                yield _change(series, a, b, since, explain)


def _what(row: Row) -> Hashable:
    return (row.interval, row.step, row.start, row.until, row.granularity)


def _placed(row: Row, how: str) -> bool:
    if how == "event" and not isinstance(row.low, str):
        return False
    return moment(row, how) != "" and not (how == "period" and row.granularity == "attested")


def _change(series: Series, a: Statement, b: Statement, since: dict[str, str], explain: Explain | None) -> Pair | None:
    how = series.temporality
    first, second = a.first, b.first
    if opposed(first, second) and together(first, second, how):
        return None
    because = (
        explain(series, first, second) if explain is not None and how == "state" and disjoint(first, second) else ""
    )
    restated = how == "state" and since[second.interval] < first.start
    found = verdict(a, b, temporality=how, explained=because != "", restated=restated)
    return Pair("change", found, a, b, because) if found in CHANGES else None


def _meetings(series: Series) -> Iterator[Pair | None]:
    how = series.temporality
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in series.rows:
        if row.footing in COMPARED and not row.interval.startswith("="):
            groups[(row.start, row.until) if how == "period" else row.until if how == "cumulative" else ()].append(row)
    for group in groups.values():
        sides = fold(group, lambda row: (row.interval, row.step, row.unit))
        if len({side.first.interval for side in sides}) < 2:
            continue
        for a, b in combinations(sides, 2):
            if a.first.interval != b.first.interval and not disjoint(a.first, b.first):
                yield Pair("meeting", likeness(a.first, b.first), a, b)
            else:
                yield None


def _wordings(series: Series) -> Iterator[Pair | None]:
    how = series.temporality
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


def listed(statement: Statement, *, most: int = 4) -> tuple[str, ...]:
    """Return the claims of a side, the quoted one first; a long side is listed in part."""
    return tuple(row.claim for row in statement.rows[:most])
