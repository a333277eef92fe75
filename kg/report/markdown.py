"""Findings → the Markdown an editor reads."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from kg.model import Claim, Report, Severity
from kg.report.words import SEVERITIES, about, day, newsroom, period, sides, told, verdict
from kg.report.working import in_words

ORDER: dict[Severity, int] = {"violation": 0, "warning": 1, "info": 2}


def as_markdown(report: Report) -> str:
    """Return what cannot both be true first, each finding with its two quotes."""
    counts = Counter(finding.severity for finding in report.findings)
    lines = ["# Consistency report", ""]
    lines += [f"{report.articles} articles, {report.claims} claims, {len(report.findings)} findings."]
    if not report.complete:
        lines += ["", f"**This check is not complete:** {report.reason}."]
    ordered = sorted(report.findings, key=lambda finding: ORDER[finding.severity])
    for severity, found in groupby(ordered, key=lambda finding: finding.severity):
        lines += ["", f"## {SEVERITIES[severity]} ({counts[severity]})"]
        for finding in found:
            lines += ["", f"### {plain(about(finding) or finding.shape)}: {verdict(finding.verdict)}"]
            lines += ["", plain(told(finding.message)), "", *map(quoted, sides(finding))]
            if sentences := in_words(finding):
                lines += ["", plain(" ".join(sentences))]
            if finding.sources is not None:
                lines += ["", f"Independent sources: {finding.sources[0]} v. {finding.sources[1]}"]
            if finding.state != "open":
                lines += ["", f"State: {finding.state}"]
    return "\n".join(lines) + "\n"


def quoted(claim: Claim) -> str:
    """Return a claim's words as a list item, with who said them where and when."""
    who = ", ".join(part for part in (claim.speaker, newsroom(claim), day(claim.published), period(claim)) if part)
    return f"- “{plain(claim.quote)}” — {plain(who)}"


def plain(words: str) -> str:
    """Return words with nothing a Markdown reader would take for markup.

    >>> print(plain("a *b* <script>"))
    a \\*b\\* \\<script\\>
    """
    one_line = " ".join(words.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in one_line)
