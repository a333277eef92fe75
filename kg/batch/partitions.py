"""The rows of a partition, from all chunks → series to compare, and claims whose figures may have to add up."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kg.batch import parts
from kg.batch.extra import arrow, needed
from kg.batch.rows import RATES
from kg.check.scan import differ
from kg.compare import Series, row
from kg.formats import claims_from_json
from kg.model import Claim
from kg.packed import unpack

PARTITIONS = 64

TOGETHER = 5_000
"""Claims whose figures are added up at once; a subject that has more is looked at alone."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The claims of a partition by series, each once: what comparing reads of them, in columns."""

    partition: int
    files: tuple[Path, ...]
    subject: list[str]
    series: list[str]
    claim: list[str]
    temporality: list[str]
    dimension: list[str]
    says: list[str]
    events: list[str]
    focal: list[bool]

    def groups(self) -> Iterator[slice]:
        """Yield where each series stands."""
        at = 0
        for _, found in groupby(self.series):
            size = sum(1 for _ in found)
            yield slice(at, at + size)
            at += size

    def to_compare(self) -> Iterator[Series]:
        """Yield the series in which claims differ."""
        for at in self.groups():
            if differ(self.says[at]):
                claims = zip(self.claim[at], self.says[at], strict=True)
                first = at.start
                counted = self.dimension[first] == "count"
                rows = tuple(row(claim, unpack(says), counted=counted) for claim, says in claims)
                time, _, many = self.temporality[first].partition(" ")
                yield Series(self.series[first], time, rows, dimension=self.dimension[first], manifold=many != "")

    def told(self) -> dict[str, list[tuple[str, str]]]:
        """Return the events that may account for a change, by series: day and words."""
        found: dict[str, set[tuple[str, str]]] = {}
        for series, events in zip(self.series, self.events, strict=True):
            if events:
                found.setdefault(series, set()).update((when, words) for when, words in json.loads(events))
        return {series: sorted(events) for series, events in found.items()}

    def to_add_up(self) -> Iterator[list[str]]:
        """Yield claims (names) of whole subjects that may have to add up, some thousand together.

        What stands in one series alone is compared already. Rates and kindred events are looked at across
        all subjects at once.
        """
        if self.partition == RATES:
            yield self.claim
            return
        order = sorted(range(len(self.claim)), key=lambda at: self.subject[at])
        together: list[str] = []
        for _, group in groupby(order, key=lambda at: self.subject[at]):
            found = list(group)
            if len({self.series[at] for at in found}) < 2 or not any(self.focal[at] for at in found):
                continue
            if together and len(together) + len(found) > TOGETHER:
                yield together
                together = []
            together += [self.claim[at] for at in found]
        if together:
            yield together

    def claims(self, wanted: Collection[str]) -> dict[str, Claim]:
        """Return the claims of these names."""
        if not wanted:
            return {}
        named = arrow().array(sorted(wanted), arrow().string())
        found: dict[str, Claim] = {}
        for file in self.files:
            table = parts.read_claims(file, ("claim", "json"), partition=self.partition)
            table = table.filter(needed("pyarrow.compute").is_in(table["claim"], value_set=named))
            for name, text in zip(*(column.to_pylist() for column in table.columns), strict=True):
                if name not in found:
                    found[name] = claim_of(text)
        return found


def scan(
    files: Sequence[Path],
    partition: int,
    *,
    gone: Collection[str],
    fresh: Collection[str] | None,
    newly: Collection[str],
) -> tuple[Scan, frozenset[str] | None]:
    """Read a partition without the versions that are ``gone``; return it, and the subjects that are to be compared.

    Where ``fresh`` names the files that are new, these are the subjects that they, or versions ``newly`` gone or come
    back, speak of, and only they are read; where it is ``None``, all are, and ``None`` is returned.
    """
    compute = needed("pyarrow.compute")
    tables = [parts.read_claims(file, parts.SCANNED, partition=partition) for file in files]
    affected = None
    if fresh is not None:
        found: set[str] = set()
        for file, table in zip(files, tables, strict=True):
            seen = table if file.name in fresh else table.filter(_among(table["version"], newly))
            found.update(seen["subject"].unique().to_pylist())
        affected = frozenset(found)
        tables = [table.filter(_among(table["subject"], affected)) for table in tables]
    table = arrow().concat_tables(tables)
    if gone:
        table = table.filter(compute.invert(_among(table["version"], gone)))
    table = table.sort_by([("series", "ascending"), ("claim", "ascending")]).drop_columns(["version"])
    columns = {name: table[name].to_pylist() for name in table.column_names}
    names = columns["claim"]
    if len(set(names)) < len(names):  # an article stands in two chunks
        once = [at for at, name in enumerate(names) if at == 0 or names[at - 1] != name]
        columns = {name: [values[at] for at in once] for name, values in columns.items()}
    return Scan(partition, tuple(files), **columns), affected


def claim_of(text: str) -> Claim:
    """Return the claim that a row holds."""
    return next(claims_from_json([text], source="a part of the batch"))


def _among(column: object, values: Iterable[str]) -> object:
    found = arrow().array(sorted(values), arrow().string())
    return needed("pyarrow.compute").is_in(column, value_set=found)
