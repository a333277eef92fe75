"""Claims and series → tables: CSV (RFC 4180) and Parquet, one row a claim, the same columns in both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from typing import IO, Any

from kg import names
from kg.errors import KgError
from kg.exchange.selection import Sourced
from kg.interval import columns
from kg.store.values import batches

CLAIM_COLUMNS = (
    "claim", "series", "subject", "subject_iri", "measure", "value", "unit", "low", "high", "modality", "certainty",
    "polarity", "valid_from", "valid_to", "basis", "day", "published", "speaker", "publisher", "article", "url",
    "quote",
)  # fmt: skip
"""``day`` is the first day that the claim speaks of, the place of the value on a time axis."""

SERIES_COLUMNS = (
    "series",
    "subject",
    "subject_iri",
    "measure",
    "unit",
    "scope",
    "claims",
    "first_day",
    "last_day",
    "values",
)
_BATCH = 20_000


def claim_rows(claims: Iterable[Sourced]) -> Iterator[tuple[str | None, ...]]:
    """Yield one row a claim, in the order of :data:`CLAIM_COLUMNS`; numbers as digits, so that none is rounded."""
    for each in claims:
        stored, claim, article = each.stored, each.stored.claim, each.article
        found = columns(claim)
        yield (
            stored.iri, stored.series, claim.subject, claim.subject_iri, claim.measure, _plain(claim.value), claim.unit,
            _plain(claim.low), _plain(claim.high), claim.modality, claim.certainty, claim.polarity, claim.valid_from,
            claim.valid_to, claim.basis, found.start.isoformat() if found.start else None, claim.published,
            claim.speaker, claim.publisher or article.publisher, article.id, article.url, claim.quote,
        )  # fmt: skip


def series_rows(claims: Iterable[Sourced]) -> Iterator[tuple[str | None, ...]]:
    """Yield one row a series, in the order of :data:`SERIES_COLUMNS`: what was stated how often, from when to when."""
    grouped: dict[str, list[tuple[Sourced, str]]] = {}
    for each in claims:
        start = columns(each.stored.claim).start
        grouped.setdefault(each.stored.series, []).append((each, start.isoformat() if start else ""))
    for series in sorted(grouped):
        found = grouped[series]
        claim = min((each.stored for each, _ in found), key=lambda stored: stored.iri).claim
        dated = sorted(day for _, day in found if day)
        values = sorted({plain for each, _ in found if (plain := _plain(each.stored.claim.value)) is not None})
        units = sorted({each.stored.claim.unit or "" for each, _ in found})
        yield (
            series, claim.subject, claim.subject_iri, claim.measure, " ".join(filter(None, units)) or None,
            "; ".join(claim.scope) or None, str(len(found)), dated[0] if dated else None, dated[-1] if dated else None,
            "; ".join(values) or None,
        )  # fmt: skip


def write_csv(rows: Iterable[Sequence[str | None]], header: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a CSV file; a cell that a spreadsheet would take for a formula is made plain text."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_parquet(rows: Iterable[Sequence[str | None]], header: Sequence[str], to: IO[bytes]) -> None:
    """Write a Parquet file, a row group a batch; raises :class:`KgError` where ``pyarrow`` is not installed."""
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise KgError("Parquet needs pyarrow: install claimgraph[parquet], or export as csv") from None
    schema = pyarrow.schema([(name, pyarrow.string()) for name in header])
    with parquet.ParquetWriter(to, schema, compression="zstd") as writer:
        for batch in batches(rows, _BATCH):
            cells: dict[str, list[Any]] = {name: [row[at] for row in batch] for at, name in enumerate(header)}
            writer.write_table(pyarrow.table(cells, schema=schema))


def _plain(value: Decimal | str | None) -> str | None:
    return names.plain(value) if isinstance(value, Decimal) else value


def _inert(cell: str | None) -> str:
    """Keep a spreadsheet from reading an article's words as a formula; signs and negative numbers are none."""
    if cell is None:
        return ""
    risky = len(cell) > 1 and (cell[0] in "=+@\t\r" or (cell[0] == "-" and not cell[1].isdigit()))
    return f"'{cell}" if risky else cell
