"""Value that no word measures, of another land or party than the value right before → the same measure.

"In Vermont 20 percent used it, after Colorado with 22 percent. Utah, at 8 percent, had the lowest rate."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Claim
from kg.values import replace

_GENERIC = frozenset({"percentageShare", "count"})
_UNMEASURED = frozenset({("measure", "measure.unit"), ("measure", "measure.head-noun")})
_BARE = _UNMEASURED | {("measure", "measure.parallel")}
_NEAR = 160  # characters to the value before: "with 113. Norland has 15 and Lundia has eight"
_KNOWN = re.compile(r"Q\d+$")  # the IRI of a land or a party that the ontology knows


def ranked(claim: Claim, earlier: Sequence[Claim]) -> Claim:
    """Return a claim with the measure of the last value before it, where both tell the same of others."""
    rules = _BARE if claim.measure == "count" else _UNMEASURED
    if claim.measure not in _GENERIC or rules.isdisjoint(claim.reasons) or claim.standing != "current":
        return claim
    told = next((each for each in reversed(earlier) if each.standing == "current"), None)
    if told is None or told.unit != claim.unit or told.measure in _GENERIC or told.measure.endswith("Change"):
        return claim
    bare = claim.unit is not None or claim.measure == "count"
    known = bool(_KNOWN.search(claim.subject_iri or "") and _KNOWN.search(told.subject_iri or ""))
    known = known or _goes_on(claim, told)
    if not (bare and known) or claim.subject_iri == told.subject_iri:
        return claim
    reasons = tuple((slot, "measure.ranked" if slot == "measure" else rule) for slot, rule in claim.reasons)
    return replace(claim, measure=told.measure, temporality=told.temporality, reasons=reasons)


def _goes_on(claim: Claim, told: Claim) -> bool:
    """Say whether a bare count right after another one is somebody else's: "with 113 cases. Norland has 15"."""
    if (
        claim.measure != "count"
        or not (claim.subject or "")[:1].isupper()
        or ("subject", "subject.clause") not in claim.reasons
    ):
        return False
    return 0 < claim.span.start - told.span.start < _NEAR or claim.span == told.span
