"""What a chunk gives as it is read → its files: the graph as N-Quads, findings as a table and as N-Quads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from kg import names
from kg.batch import parts
from kg.check.claims import in_order
from kg.check.life import findings_graph, result_quads
from kg.formats import finding_to_json
from kg.lift import Lifted, nquads
from kg.model import Finding
from kg.vocab import KG, PROV, XSD

Named: TypeAlias = tuple[Finding, tuple[str, ...]]
"""A finding, and its claims by name in the order of ``Finding.claims``."""

_BUFFER = 1_000_000


@contextmanager
def graph(path: Path, base: str, now: str) -> Iterator[Graph]:
    """Give what takes the articles of a chunk; the file stands there once all are written."""
    with parts.written(path) as part, part.open("wb", buffering=_BUFFER) as file:
        made = Graph(file, base, now)
        yield made
        made.end()


class Graph:
    """The N-Quads of a chunk: what each version says as it is read, then what all share, then when they were read."""

    def __init__(self, file: IO[bytes], base: str, now: str) -> None:
        self._file, self._base, self._now = file, base, now
        self._shared: dict[str, None] = {}
        self._records: list[str] = []

    def add(self, lifted: Lifted) -> None:
        """Write what an article's version says."""
        self._file.write(nquads(dict.fromkeys(lifted.own), lifted.version))
        self._shared |= dict.fromkeys(lifted.statements)
        for described in lifted.described.values():
            self._shared |= dict.fromkeys(described)
        self._records += (
            f"<{lifted.article}> {KG.currentVersion} <{lifted.version}>",
            f"<{lifted.version}> {KG.digest} {Literal(lifted.digest)}",
            f"<{lifted.version}> {PROV.generatedAtTime} {Literal(self._now, datatype=XSD.dateTime)}",
        )

    def end(self) -> None:
        """Write what the articles share, and the records."""
        self._file.write(nquads(sorted(self._shared), names.graph(self._base, "shared")))
        self._file.write(nquads(sorted(self._records), names.graph(self._base, "records")))


Row: TypeAlias = tuple[Any, ...]


def findings(part: Path, found: Iterable[Named], subjects: Mapping[str, str], base: str) -> None:
    """Write findings; ``subjects`` are those of their series."""
    rows, lines = _told(found, subjects, base)
    parts.write_findings(part, rows, lines)


def findings_with_those_of_before(
    part: Path, found: Iterable[Named], subjects: Mapping[str, str], base: str, *, before: Path, again: frozenset[str]
) -> None:
    """Write findings, and with them those of the part before that are not about the subjects compared ``again``."""
    rows, lines = _told(found, subjects, base)
    kept = [row for row in parts.read_findings(before) if row[0] not in again]
    nodes = {f"<{row[1]}>".encode() for row in kept}
    told = parts.nquads_of(before).read_bytes().splitlines(keepends=True)
    parts.write_findings(part, [*rows, *kept], [*lines, *(line for line in told if line.partition(b" ")[0] in nodes)])


def _told(found: Iterable[Named], subjects: Mapping[str, str], base: str) -> tuple[list[Row], list[bytes]]:
    rows: list[Row] = []
    lines: list[bytes] = []
    named = list(found)
    claims_of = {finding.id: claims for finding, claims in named}
    for finding in in_order(finding for finding, _ in named):
        claims = claims_of[finding.id]
        told = json.dumps(finding_to_json(finding), ensure_ascii=False, sort_keys=True)
        series = finding.series or ""
        what = (finding.verdict, finding.severity, finding.shape, series, finding.message)
        rows.append((subjects.get(series, ""), finding.id, *what, " ".join(claims), told))
        said = serialize(result_quads(finding, claims, NamedNode(findings_graph(base))), format=RdfFormat.N_QUADS)
        lines += set((said or b"").splitlines(keepends=True))
    return rows, lines
