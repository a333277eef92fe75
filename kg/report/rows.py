"""Findings → rows of a spreadsheet (RFC 4180)."""

from __future__ import annotations

import csv
import io

from kg.model import Report
from kg.report.words import sides

_SIDE = ("value", "published", "valid_from", "valid_to", "speaker", "publisher", "article", "quote")


def as_csv(report: Report) -> str:
    """Return one row a finding; quotes are in their own columns, so a spreadsheet can sort and filter."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    header = ["id", "state", "severity", "verdict", "subject", "measure", "message", "working"]
    writer.writerow(header + [f"{name}_{side}" for side in (1, 2) for name in _SIDE])
    for finding in report.findings:
        about = finding.claims[0] if finding.claims else None
        row = [finding.id, finding.state, finding.severity, finding.verdict]
        row += [about.subject, about.measure] if about is not None else ["", ""]
        row += [finding.message, finding.working or ""]
        for claim in sides(finding):
            row += [
                claim.written or str(claim.value if claim.value is not None else ""),
                *(part or "" for part in (claim.published, claim.valid_from, claim.valid_to, claim.speaker)),
                *(part or "" for part in (claim.publisher, claim.article, claim.quote)),
            ]
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue()


def _inert(cell: str) -> str:
    """Keep a spreadsheet from reading an article's words as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
