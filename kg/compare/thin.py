"""The claims of a series → as few rows as its sweep needs: a hot series says few things, each many times.

Of claims that are alike in all columns but the day they were said, findings list the first four by name, and verdicts
ask whether several articles say so, since when and until when. The others are a number on one row without a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeAlias

from kg.compare.statement import LISTED, UNDATED, Row, row
from kg.packed import unpack

Alike: TypeAlias = tuple[str, ...]
"""The columns that ``kg:told`` has, but the day said."""

Named: TypeAlias = tuple[str, str]
"""A claim and its article."""

_SAID, _COLUMNS = 8, 11


class Group(NamedTuple):
    """Claims that are alike: those known by name, by the day they were said, and how many others were said when."""

    alike: Alike
    named: dict[str, list[Named]]
    others: dict[str, int]


def apart(told: str) -> tuple[Alike, str]:
    """Return the columns of a claim without the day said, and that day; raise :class:`ValueError` where they are few.

    >>> apart("[5,5]|fact|5|1|||day||2024-01-02|m|P")
    (('[5,5]', 'fact', '5', '1', '', '', 'day', '', 'm', 'P'), '2024-01-02')
    """
    columns = told.split("|")
    if len(columns) < _COLUMNS:
        raise ValueError(f"{told!r} does not have {_COLUMNS} columns")
    return (*columns[:_SAID], *columns[_SAID + 1 : _COLUMNS]), columns[_SAID]


def first_days(days: Mapping[str, int]) -> list[str]:
    """Return the first days on which so many claims were said that a finding lists no later one.

    >>> first_days({"": 1, "2024-01-03": 2, "2024-01-01": 1, "2024-01-02": 3})
    ['2024-01-01', '2024-01-02']
    """
    found, known = [], 0
    for day in sorted(days, key=_placed):
        if known >= LISTED:
            break
        found.append(day)
        known += days[day]
    return found


def grouped(alike: Alike, days: Mapping[str, int], names: Callable[[list[str]], dict[str, list[Named]]]) -> Group:
    """Return the claims that are alike; ``days`` has their number by the day said, ``names`` those of given days."""
    known = first_days(days)
    others = {day: number for day, number in days.items() if day not in known}
    named = names(known)
    if others and len({article for claims in named.values() for _, article in claims}) == 1:
        return Group(alike, names(list(days)), {})  # whether one article alone says so must be known
    return Group(alike, named, others)


def gathered(claims: Iterable[tuple[str, str, str]]) -> dict[str, list[Named]]:
    """Return the claims of a series, each with the columns it says and its article, by the columns."""
    found: dict[str, list[Named]] = {}
    for claim, says, article in claims:
        found.setdefault(says, []).append((claim, article))
    return found


def thinned(told: Mapping[str, list[Named]]) -> list[Group]:
    """Return the claims of a series, given by the columns they say (:func:`gathered`), by what is alike."""
    found: dict[Alike, dict[str, list[Named]]] = {}
    for says, claims in told.items():
        alike, said = apart(says)
        found.setdefault(alike, {}).setdefault(said, []).extend(claims)
    groups = []
    for alike, days in found.items():
        numbers = {day: len(told) for day, told in days.items()}
        groups.append(grouped(alike, numbers, partial(_of_days, days)))
    return groups


def rows_of(group: Group, *, counted: bool) -> Iterator[Row]:
    """Yield the rows of claims that are alike: one each for those known by name, one for all others."""
    columns = "|".join((*group.alike[:_SAID], "", *group.alike[_SAID:], ""))
    model = row("", unpack(columns), counted=counted)
    for said, claims in group.named.items():
        for claim, article in claims:
            yield model._replace(claim=claim, article=article, said=said, order=f"{_placed(said)} {claim}")
    if group.others:
        last = max(group.others, key=_placed)
        also = sum(group.others.values()) - 1
        yield model._replace(said=last, order=f"{_placed(last)} ~", also=also)


def _of_days(days: dict[str, list[Named]], wanted: list[str]) -> dict[str, list[Named]]:
    return {day: days[day] for day in wanted}


def _placed(said: str) -> str:
    return said or UNDATED
