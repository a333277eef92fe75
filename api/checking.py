"""A text → what the graph says of each of its claims: supported, contradicted, outdated, rounding variant, or nothing.

The text is never stored. Reading and comparing are done at a desk of their own that can be stopped.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

from api.knowledge import Knowledge
from kg.formats import claim_to_json
from kg.lift import Stored
from kg.model import Claim, Finding
from kg.serve.desk import Desk

_EACH = 500  # stored claims of one series that are compared
_DRAFT = "urn:claimgraph:draft"
_CONTRADICTED = {"contradiction", "selfContradiction", "dispute", "correction"}
_CHANGED = {"succession", "explainedSuccession", "staleRestatement", "update"}
ANSWERS = ("supported", "contradicted", "outdated", "roundingVariant", "notInGraph")


def check_text(
    knowledge: Knowledge, desk: Desk, *, text: str, published: str | None, title: str | None = None, evidence: int = 5
) -> dict[str, Any]:
    """Return each claim of the text with an answer and its evidence.

    ``published`` is the date the text would carry, today where none is given.
    """
    seconds = knowledge.settings.check_seconds
    day = published or dt.datetime.now(dt.UTC).date().isoformat()
    sent = {"id": _DRAFT, "text": text, "published": day} | ({"title": title} if title else {})
    read = desk.read(sent, seconds=seconds)
    known = {series: list(islice(knowledge.store.claims(series=series), _EACH)) for series in set(read.series)}
    stored = [each for found in known.values() for each in found]
    report = desk.compare([*read.claims, *(each.claim for each in stored)], seconds=seconds)
    answers = [
        _answer(claim, known[series], report.findings, evidence)
        for claim, series in zip(read.claims, read.series, strict=True)
    ]
    counts = {word: sum(answer["answer"] == word for answer in answers) for word in ANSWERS}
    return {"published": day, "complete": report.complete, "counts": counts, "claims": answers}


def _answer(claim: Claim, known: list[Stored], findings: tuple[Finding, ...], most: int) -> dict[str, Any]:
    about = [finding for finding in findings if _is_about(finding, claim)]
    word, because = _word(claim, known, about)
    against = [other for finding in because for other in finding.claims if other.article != _DRAFT]
    evidence = against or [each.claim for each in known if word == "supported" and _same(each.claim, claim)]
    names = {_key(each.claim): each.iri for each in known}
    return {
        "answer": word,
        "claim": claim_to_json(claim),
        "reasons": [{"verdict": f.verdict, "message": f.message, "shape": f.shape} for f in because],
        "evidence": [claim_to_json(e) | {"iri": names.get(_key(e))} for e in dict.fromkeys(evidence)][:most],
        "known": len(known),
    }


def _word(claim: Claim, known: list[Stored], about: list[Finding]) -> tuple[str, list[Finding]]:
    if not known:
        return "notInGraph", []
    against = [finding for finding in about if finding.verdict in _CONTRADICTED]
    if against:
        return "contradicted", against
    stale = [finding for finding in about if finding.verdict == "staleRestatement"]
    if stale:
        return "outdated", stale
    if any(_same(each.claim, claim) for each in known):
        return "supported", []
    alike = [finding for finding in about if finding.verdict in {"roundingVariant", "unitVariant", "agreement"}]
    if alike:
        return "roundingVariant" if alike[0].verdict == "roundingVariant" else "supported", alike
    changed = [finding for finding in about if finding.verdict in _CHANGED]
    moved_on = [finding for finding in changed if _moved_on(finding, claim)]
    if moved_on:
        return "outdated", moved_on
    unexplained = [
        finding for finding in changed if finding.severity == "warning"
    ]  # a new value that nothing accounts for
    return ("contradicted", unexplained) if unexplained else ("notInGraph", changed)


def _is_about(finding: Finding, claim: Claim) -> bool:
    """Say whether the finding sets this claim of the draft against a stored one."""
    return claim in finding.claims and any(other.article != _DRAFT for other in finding.claims)


def _moved_on(finding: Finding, claim: Claim) -> bool:
    """Say whether the graph had another value for a later time when the draft was written."""
    mine, written = claim.valid_from or claim.published or "", claim.published or "9999"
    others = ((o.valid_from or o.published or "", o.published or "9999") for o in finding.claims if o.article != _DRAFT)
    return any(mine < when and said <= written for when, said in others)


def _same(stored: Claim, claim: Claim) -> bool:
    facts = (stored.value, stored.low, stored.high, stored.unit, stored.polarity)
    return facts == (claim.value, claim.low, claim.high, claim.unit, claim.polarity)


def _key(claim: Claim) -> tuple[str, int, int, str, object]:
    return claim.article, claim.span.start, claim.span.end, claim.measure, claim.value
