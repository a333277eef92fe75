"""Two bare counts of a vote in a chamber → votes for and against: "approved the bill by 266 to 47"."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.polled import Told
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

TALLY = "measure.tally"
_VOTES = "votes"
_LINKS = frozenset({"to", "-", "–"})
_SIDES = frozenset({"votes", "vote"})


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
            by = frame.lower(frame.range(left.span)[0] - 1) in ("by", "of")
            if begin - end != 1 or frame.lower(end) not in _LINKS or not by:
                continue
            cue = next((hit for hit in self._voting.find(frame) if hit.first < begin), None)
            if cue is not None:
                told = Told(Chosen(_VOTES, self._votes, TALLY, (cue.first, cue.last)), None)
                found[left.span.start, left.span.end] = found[right.span.start, right.span.end] = told
        return found


def _bare(mention: Mention) -> bool:
    return isinstance(mention.value, Quantity) and mention.value.unit is None and not mention.value.ordinal
