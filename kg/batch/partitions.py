"""Claims ⇄ partitions: what must be compared together stands together, and no more than that is held at once."""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import names
from kg.batch import parts
from kg.interval import dimension
from kg.model import Claim

PARTITIONS = 64
RATES = -1
"""The partition of amounts that stand in two currencies in their article: rates are compared across all subjects."""

TOGETHER = 5_000
"""Claims that are compared at once; a subject that has more is compared alone."""

_CURRENCY = re.compile(r"[A-Z]{3}")


def routed(
    keys: Mapping[Claim, tuple[str, ...]], units: Mapping[str, Any], partitions: int
) -> Iterator[tuple[Claim, int]]:
    """Yield the claims of one article (with the keys of their series), each with a partition it is compared in."""
    currencies: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for claim, key in keys.items():
        yield claim, int(names.digest(key[0]), 16) % partitions
        if _CURRENCY.fullmatch(dimension(claim, units=units)):
            currencies[key[:2]].add(dimension(claim, units=units))
    for claim, key in keys.items():
        if len(currencies.get(key[:2], ())) > 1:
            yield claim, RATES


def merged(
    files: Sequence[Path], partition: int, left_out: Collection[str], affected: Collection[str] | None
) -> Iterator[tuple[Any, ...]]:
    """Yield the claims of a partition by subject and series, each once."""
    sources = [parts.read_claims(file, partition) for file in files]
    last = ""
    for row in heapq.merge(*sources):
        if row[3] != last and row[5] not in left_out and (affected is None or row[1] in affected):
            last = row[3]
            yield row


def gathered(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the claims of whole subjects, some thousand together."""
    together: list[tuple[Any, ...]] = []
    for _, of_subject in groupby(rows, key=lambda row: row[1]):
        found = list(of_subject)
        if together and len(together) + len(found) > TOGETHER:
            yield together
            together = []
        together += found
    if together:
        yield together
