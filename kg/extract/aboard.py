"""Counted noun in a sentence that tells of harm → the measure of those who were there: "with 41 passengers"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.cues import Hit
from kg.extract.words import singular
from kg.lexicon import Measure


def exposed(counting: Mapping[str, Sequence[Measure]], noun: str, hits: Sequence[Hit[Measure]]) -> Measure | None:
    """Return the measure of how many were there, for a noun that carriers and accidents count alike.

    ``counting`` holds the measures by the nouns they count; elsewhere such a noun ("passengers") needs a cue.
    """
    if not noun or not any([hit.value.owner == "event" for hit in hits]):
        return None
    measures = counting.get(singular(noun.split()[-1]), ())
    made = (h.value for h in hits if h.value.temporality == "period" and h.value.owner == "subject")
    if any("count" in measure.units and measure not in measures for measure in made):
        return None  # "the blast cost Acme 12,000 cars in lost output"
    return next((m for m in measures if m.owner == "event" and m.temporality == "constant"), None)
