"""Two bare counts of a vote in a chamber → votes for and against: "approved the bill by 266 to 47"."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.polled import Told
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

TALLY, DIVISION = "measure.tally", "quantity.division"
_VOTES = "votes"
_LINKS = frozenset({"to", "-", "–"})
_SIDES = frozenset({"votes", "vote"})
_BEHIND = 6  # tokens from the first of joined counts to words of voting behind them


class Tallies:
    """Finds the two sides of a division."""

    def __init__(self, lexicon: Lexicon, measures: Measures) -> None:
        self._voting = scheme(lexicon, "voting")
        self._votes = measures.named(_VOTES)

    def of(self, frame: Frame) -> dict[tuple[int, int], Told]:
        """Return the counts of a sentence that are of votes, by where they stand."""
        found: dict[tuple[int, int], Told] = {}
        if len(frame.quantities) < 2 or self._votes is None:
            return found
        for left, right in zip(frame.quantities, frame.quantities[1:], strict=False):
            if not (_bare(left) and _bare(right)):
                continue
            end, begin = frame.range(left.span)[1], frame.range(right.span)[0]
            end += frame.lower(end) in _SIDES  # "by 172 votes to 39"
            first = frame.range(left.span)[0]
            joined = left.rule == right.rule == DIVISION
            linked = begin - end == 1 and frame.lower(end) in _LINKS
            told = frame.lower(first - 1) in ("by", "of") or _alone(left, right)  # "confirmed him 52 to 48"
            if not (joined or (linked and told)):
                continue
            reach = first + _BEHIND if joined else begin  # "in a 52-48 vote"
            cue = next((hit for hit in self._voting.find(frame) if hit.first < reach), None)
            if cue is not None:
                votes = Told(Chosen(_VOTES, self._votes, TALLY, (cue.first, cue.last)), None)
                found[left.span.start, left.span.end] = found[right.span.start, right.span.end] = votes
        return found


def _bare(mention: Mention) -> bool:
    return isinstance(mention.value, Quantity) and mention.value.unit is None and not mention.value.ordinal


def _alone(*sides: Mention) -> bool:
    """Say whether nothing is counted beside two numbers."""
    return all(isinstance(side.value, Quantity) and side.value.noun is None for side in sides)
