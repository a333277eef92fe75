"""Claims and findings as tables for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from kg.model import Claim, Report

_STYLES = {"violation": "bold red", "warning": "yellow", "info": "cyan"}


def value_of(claim: Claim) -> str:
    """Return the value as it was written, or the words of a statement."""
    return claim.written or (str(claim.value) if claim.value is not None else "")


def when(claim: Claim) -> str:
    """Return the valid time as one word, with "as of" where the claim is only attested at the article's date."""
    if claim.valid_from is None and claim.valid_to is None:
        return ""
    times = claim.valid_from or ".."
    if claim.valid_to != claim.valid_from:
        times = f"{times} – {claim.valid_to or '..'}"
    return f"as of {times}" if claim.basis == "attested" else times


def claims_table(claims: Iterable[Claim], *, explain: bool = False) -> Table:
    """Return one row a claim: who says what of whom, when, in which words."""
    table = Table(title="Claims", header_style="bold", title_justify="left", expand=False)
    for name in ("article", "subject", "measure", "value", "valid time", "speaker", "words"):
        table.add_column(name, overflow="fold")
    if explain:
        table.add_column("why", overflow="fold")
    for claim in claims:
        words = " ".join(claim.quote.split())
        row = [
            claim.article,
            claim.subject,
            claim.measure,
            value_of(claim) if claim.kind != "statement" else "",
            when(claim),
            claim.speaker or "",
            words if len(words) <= 140 else words[:139] + "…",
        ]
        if explain:
            row.append(", ".join(f"{slot}: {rule}" for slot, rule in claim.reasons))
        table.add_row(*(Text(cell) for cell in row))
    return table


def findings_table(report: Report) -> Table:
    """Return one row a finding: severity, verdict, what was seen and where."""
    table = Table(title="Findings", header_style="bold", title_justify="left", expand=False)
    for name in ("severity", "verdict", "of", "what was seen"):
        table.add_column(name, overflow="fold")
    for finding in report.findings:
        style = _STYLES[finding.severity]
        about = f"{finding.claims[0].subject}, {finding.claims[0].measure}" if finding.claims else ""
        where = " v. ".join(claim.publisher or claim.article for claim in finding.claims[:2])
        lines = [finding.message, *([finding.working] if finding.working else []), f"({where})"]
        cells = (
            Text(finding.severity, style=style),
            Text(finding.verdict, style=style),
            Text(about),
            Text("\n".join(lines)),
        )
        table.add_row(*cells)
    return table
