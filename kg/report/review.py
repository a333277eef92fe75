"""Confirmed findings → schema.org ClaimReview, as JSON-LD: what a person stood up for, never what only a machine found.

Data for https://schema.org/ClaimReview; a rating is in words alone, because a finding says that two statements cannot
both be true, not which of them is.
"""

from __future__ import annotations

import json
from typing import Any

from kg.model import Claim, Finding, Report
from kg.report.words import sides, verdict


def as_claim_reviews(report: Report, *, publisher: str, address: str | None = None) -> str:
    """Return the JSON-LD of the findings whose state is "confirmed"; an empty graph where there is none.

    ``publisher`` is whose review it is, ``address`` the page it stands on, by default the finding's own IRI.
    """
    reviews = [
        review
        for finding in report.findings
        if finding.state == "confirmed"
        for review in _reviews(finding, publisher, address)
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": reviews}, ensure_ascii=False, indent=1) + "\n"


def _reviews(finding: Finding, publisher: str, address: str | None) -> list[dict[str, Any]]:
    return [
        {
            "@type": "ClaimReview",
            "@id": f"{finding.id}#review-{number}",
            "url": address or finding.id,
            "claimReviewed": claim.quote,
            "reviewBody": finding.message + (f" {finding.working}" if finding.working else ""),
            "author": {"@type": "Organization", "name": publisher},
            "itemReviewed": _claim(claim),
            "reviewRating": {"@type": "Rating", "alternateName": verdict(finding.verdict).capitalize()},
        }
        for number, claim in enumerate(sides(finding), 1)
    ]


def _claim(claim: Claim) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Claim"}
    author = {"@type": "Person", "name": claim.speaker} if claim.speaker else None
    if author is None and claim.publisher:
        author = {"@type": "Organization", "name": claim.publisher}
    article: dict[str, Any] = {"@type": "NewsArticle", "identifier": claim.article}
    if claim.article.startswith(("http://", "https://")):
        article["url"] = claim.article
    if claim.published:
        article["datePublished"] = claim.published
        said["datePublished"] = claim.published
    return said | ({"author": author} if author else {}) | {"appearance": article}
