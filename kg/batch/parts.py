"""Tables and texts ⇄ the files of a batch: a file of a name is always whole, and its name says what is in it."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.batch.extra import arrow, parquet

FINDINGS = ("subject", "id", "verdict", "severity", "shape", "series", "message", "claims", "json")
CLAIMS = (
    *("partition", "subject", "series", "claim", "article", "version", "number"),
    *("temporality", "dimension", "says", "events", "focal", "json"),
)
SCANNED = ("subject", "series", "claim", "version", "temporality", "dimension", "says", "events", "focal")
"""The columns that comparing reads of every claim; ``json`` is read only of those that a finding quotes."""

_TYPES = {"partition": "int32", "number": "int32", "focal": "bool_"}


@contextlib.contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a path to write to; it takes the place of ``path`` once it is written whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_claims(path: Path, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write claims, sorted; the rows of one partition are a row group, so that it can be read without the others."""
    schema = _schema(CLAIMS)
    with written(path) as part, parquet().ParquetWriter(part, schema, compression="zstd") as file:
        start = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or rows[end][0] != rows[start][0]:
                file.write_table(_table(rows[start:end], schema))
                start = end


def read_claims(path: Path, columns: Sequence[str], *, partition: int | None = None) -> Any:
    """Return these columns of one partition, or of all, as an Arrow table; the file is not held open."""
    with parquet().ParquetFile(path) as file:
        found = file.metadata
        least = [found.row_group(number).column(0).statistics.min for number in range(found.num_row_groups)]
        groups = [at for at, first in enumerate(least) if partition is None or first == partition]
        return file.read_row_groups(groups, columns=list(columns))


def write_findings(path: Path, rows: Iterable[tuple[Any, ...]], nquads: Iterable[bytes]) -> None:
    """Write findings, sorted, and beside them the same as N-Quads; the table is there only once both are."""
    with written(nquads_of(path)) as part:
        part.write_bytes(b"".join(sorted(nquads)))
    with written(path) as part:
        parquet().write_table(_table(sorted(rows), _schema(FINDINGS)), part, compression="zstd")


def read_findings(path: Path) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a file of findings."""
    with parquet().ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            table = file.read_row_group(number)
            yield from zip(*(column.to_pylist() for column in table.columns), strict=True)


def count(path: Path) -> int:
    """Return how many rows a file has, without reading them."""
    return int(parquet().read_metadata(path).num_rows)


def nquads_of(path: Path) -> Path:
    """Return where the N-Quads of a file of findings stand."""
    return path.with_suffix(".nq")


def _schema(names: Sequence[str]) -> Any:
    pa = arrow()
    return pa.schema([(name, getattr(pa, _TYPES.get(name, "string"))()) for name in names])


def _table(rows: Sequence[tuple[Any, ...]], schema: Any) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return arrow().table(
        [arrow().array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
