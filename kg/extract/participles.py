"""Participles behind "with" and "followed by" → who does what a value tells: "with **Peru** posting a deficit of 3"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame

_REACH, _FIRST = 7, 3  # words from "with Peru posting" to a value; the first that can be a participle
_FOLLOWED = ("followed", "by")
_NEAR, _DESCRIBED = 12.0, 14.0


def doing(candidates: Candidates, frame: Frame, first: int) -> Iterator[Candidate]:
    """The name before a participle: "with the Greens losing seven seats", "followed by Roe giving about $3 million"."""
    place = first - 1
    while place > max(_FIRST, first - _REACH) and _between(frame, place):
        place -= 1
    found = frame.entity(place - 1) if frame.lower(place).endswith("ing") else None
    if found is None:
        return
    begin = frame.range(found.span)[0]
    begin -= frame.lower(begin - 1) == "the"
    ahead = frame.lows[max(0, begin - 2) : begin]
    goes_on = frame.lower(begin - 1) == "and" and "with" in frame.lows[:begin]  # "and Chile posting a surplus"
    if "with" in ahead or ahead == _FOLLOWED or goes_on:
        yield candidates.entity(found, _NEAR if place == first - 1 else _DESCRIBED, "subject.with")


def _between(frame: Frame, i: int) -> bool:
    """Say whether a token may stand between a participle and a value that it tells of."""
    return not frame.lower(i).endswith("ing") and frame.tokens[i].text[0].isalpha() and i not in frame.counted
