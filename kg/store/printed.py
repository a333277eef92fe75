"""Answers of a store → rows of text: short ones printed by the store itself, long ones one by one, as is faster."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions

csv.field_size_limit(2**31 - 1)  # of the whole process: a field may be as long as an article


def printed(solutions: QuerySolutions) -> Iterator[list[str]]:
    """Yield the rows of an answer as text, "" where unbound."""
    table = solutions.serialize(format=QueryResultsFormat.CSV) or b""
    found = csv.reader(io.TextIOWrapper(io.BytesIO(table), encoding="utf-8", newline=""))
    next(found)
    yield from found


def taken(solutions: QuerySolutions) -> Iterator[list[str]]:
    """Yield the rows of an answer whose strings are long, "" where unbound: it never stands in memory as a whole."""
    for row in solutions:
        yield [term.value if isinstance(term, NamedNode | Literal) else "" for term in row]
