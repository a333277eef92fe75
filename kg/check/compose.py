"""Pairs of statements → findings: the message of their shape, the claims of both sides, who stands behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg import names
from kg.check.shapes import Shape
from kg.compare import Pair, Row, Series, Statement
from kg.compare.independence import independent_sources
from kg.compare.sweep import listed
from kg.compare.values import disjoint
from kg.compare.verdict import SUPERSEDED, overtaken
from kg.model import Claim, Finding

_SHAPES = {
    "roundingVariant": "RoundingVariant",
    "unitVariant": "UnitVariant",
    "agreement": "Agreement",
    "contradiction": "Contradiction",
    "selfContradiction": "SelfContradiction",
    "dispute": "Dispute",
    "correction": "Correction",
    "succession": "Succession",
    "explainedSuccession": "ExplainedSuccession",
    "staleRestatement": "StaleRestatement",
    "update": "Update",
}


def shape_name(pair: Pair, temporality: str) -> str:
    """Return the shape whose result the pair is.

    A state that changes unexplained wants a look; another period, another visit, what is expected of another day, or a
    limit that has moved does not. A total that falls is a correction nobody declared.
    """
    left, right = pair.left.first, pair.right.first
    if pair.verdict == "succession" and (
        temporality != "state" or "expected" in {left.footing, right.footing} or not disjoint(left, right)
    ):
        return "NextValue"
    if pair.verdict == "correction" and pair.question == "change":
        return "FallingTotal"
    if pair.verdict == "correction" and not SUPERSEDED & {left.footing, right.footing}:
        return "OvertakenTotal" if overtaken(left, right, temporality) else "Correction"
    if pair.question == "account" and "denied" not in {left.footing, right.footing}:
        return "UnlikeAccounts"
    return _SHAPES[pair.verdict]


def one_sentence(pair: Pair, claims: Mapping[str, Claim]) -> bool:
    """Say whether both sides of a conflict stand in one sentence of one article, and nothing known tells them apart.

    Who gives two values in one breath tells them apart by words that the reader did not catch, unless two speakers
    answer for them, or one is called superseded.
    """
    left, right = claims[pair.left.first.claim], claims[pair.right.first.claim]
    if pair.question not in {"clash", "account"} or left.article != right.article or left.quote != right.quote:
        return False
    superseded = SUPERSEDED & {pair.left.first.footing, pair.right.first.footing}
    return pair.question == "account" or (pair.verdict != "dispute" and not superseded)


def quoted(pair: Pair) -> tuple[str, ...]:
    """Return the claims of both sides, by name: the two that the message quotes first."""
    left, right = listed(pair.left), listed(pair.right)
    return (left[0], right[0], *left[1:], *right[1:])


def claims_of(pairs: Iterable[Pair]) -> set[str]:
    """Return the claims whose words the findings need."""
    return {claim for pair in pairs for side in (pair.left, pair.right) for claim in listed(side)}


def compose(
    pair: Pair, series: Series, *, claims: Mapping[str, Claim], shapes: Mapping[str, Shape], base: str, note: str = ""
) -> Finding:
    """Return the finding that the pair is; ``note`` is what trusted facts say of its sides."""
    shape = shapes[shape_name(pair, series.time)]
    left, right = pair.left.first, pair.right.first
    sides = [[claims[name] for name in listed(side)] for side in (pair.left, pair.right)]
    working = "; ".join(said for said in (pair.because, *map(_longer, (pair.left, pair.right)), note) if said)
    return Finding(
        id=finding_name(base, shape, series.iri, left.claim, right.claim),
        verdict=shape.verdict,
        severity=shape.severity,
        shape=shape.iri,
        message=shape.says(leftSays=says(left, sides[0][0]), rightSays=says(right, sides[1][0])),
        claims=tuple(claims[name] for name in quoted(pair)),
        working=working or None,
        series=series.iri,
        sources=(independent_sources(sides[0]), independent_sources(sides[1])),
    )


def finding_name(base: str, shape: Shape, series: str, left: str, right: str) -> str:
    """Return the name of a finding: a hash of the shape, the series and the two claims it quotes."""
    return names.finding(base, shape.iri, series, left, right)


def says(row: Row, claim: Claim) -> str:
    """Return a side as the messages have it; plain pySHACL takes a backslash for an instruction, so it is left out."""
    words = claim.quote.replace("\\", "")
    return f"“{words}” ({row.said or 'undated'})"


def _longer(side: Statement) -> str:
    shown = len(listed(side))
    return f"{side.size} claims say so, the first {shown} are listed" if side.size > shown else ""
