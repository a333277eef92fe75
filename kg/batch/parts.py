"""Tables and texts ⇄ the files of a batch: a file of a name is always whole, and its name says what is in it."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.batch.extra import arrow, parquet

CLAIMS = ("partition", "subject", "series", "claim", "article", "version", "number", "json")
FINDINGS = ("subject", "id", "verdict", "severity", "shape", "series", "message", "claims", "json")


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


def read_claims(path: Path, partition: int | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one partition, or of all, as they stand in the file, which is not held open."""
    with parquet().ParquetFile(path) as file:
        least = [file.metadata.row_group(number).column(0).statistics.min for number in range(file.num_row_groups)]
        tables = [file.read_row_group(at) for at, first in enumerate(least) if partition is None or first == partition]
    for table in tables:
        yield from _rows(table)


def write_findings(path: Path, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write findings, sorted."""
    with written(path) as part:
        parquet().write_table(_table(sorted(rows), _schema(FINDINGS)), part, compression="zstd")


def read_findings(path: Path) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a file of findings."""
    with parquet().ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield from _rows(file.read_row_group(number))


def _schema(names: Sequence[str]) -> Any:
    pa = arrow()
    return pa.schema([(name, pa.int32() if name in {"partition", "number"} else pa.string()) for name in names])


def _table(rows: Sequence[tuple[Any, ...]], schema: Any) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return arrow().table(
        [arrow().array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _rows(table: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
