"""A report → the part of it somebody asked for: an entity, a measure, a newsroom, a period, a severity, a state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import Finding, Report


def choose(
    findings: Iterable[Finding],
    *,
    verdict: str | None = None,
    severity: str | None = None,
    measure: str | None = None,
    entity: str | None = None,
    newsroom: str | None = None,
    since: str | None = None,
    until: str | None = None,
    state: str | None = None,
) -> Iterator[Finding]:
    """Yield the findings that fit all that is given, in their order.

    ``entity`` is the name or IRI of a subject, ``newsroom`` the publisher of one of the claims; ``since`` and ``until``
    are days (ISO, both inclusive) on which one of the claims was published.
    """
    for finding in findings:
        claims = finding.claims
        days = [claim.published[:10] for claim in claims if claim.published]
        if (
            verdict in (None, finding.verdict)
            and severity in (None, finding.severity)
            and state in (None, finding.state)
            and (measure is None or any(claim.measure == measure for claim in claims))
            and (entity is None or any(entity in (claim.subject, claim.subject_iri) for claim in claims))
            and (newsroom is None or any(claim.publisher == newsroom for claim in claims))
            and ((since is None and until is None) or any((since or "") <= day <= (until or "9999") for day in days))
        ):
            yield finding


def part(report: Report, **wanted: str | None) -> Report:
    """Return the report with only the findings that :func:`choose` chooses."""
    return replace(report, findings=tuple(choose(report.findings, **wanted)))
