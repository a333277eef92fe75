"""Words somebody says → how sure they are, and what a verb of saying does not say."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.attribution_cues import Cues, Hit
from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import NEGATIONS, Subject
from kg.extract.attribution_said import Said
from kg.extract.words import BE, vocabulary
from kg.model import Certainty

_OBJECT = 16  # words between "quoted" and its "as saying"
_OVER = vocabulary("has have had was were been did")
_TO_COME = vocabulary("will would could may might shall should can to 'll")
_HELPING = BE | {"has", "have", "had"}
_SEEN = vocabulary("seen known shown felt found")


def sureness(line: Line, said: Said, cues: Cues) -> Certainty:
    """Return how sure words are: an estimate of what is over foresees nothing, a retracted text is denied."""
    if not cues.retracting.starts.isdisjoint(line.distinct):
        subject = range(said.subject.first, said.subject.last)
        if any(cues.retracting.at(line, i) is not None for i in subject):
            return "denied"  # "A previous version of this article said …"
    if said.certainty != "forecast" or not said.states:
        return said.certainty
    begin, end = bisect_left(line.starts, said.content.start), bisect_left(line.starts, said.content.end)
    lows = line.lows[begin:end]
    over = not _OVER.isdisjoint(lows) or any(
        line.low(i).endswith("ed") and cues.verbal(line, i) for i in range(begin + 1, end)
    )
    return "asserted" if over and _TO_COME.isdisjoint(lows) else said.certainty


def contrary(line: Line, hit: Hit, subject: Subject) -> bool:
    """Say whether a negated verb tells the contrary: who "does not expect it", not who "did not say so"."""
    between = line.lows[subject.last : hit.first]
    believes = hit.of("belief") is not None or hit.of("speech") == "forecast"
    return believes and not NEGATIONS.isdisjoint(between) and BE.isdisjoint(between)


def with_saying(line: Line, hit: Hit) -> Hit:
    """Return the words of a cue up to its "as saying": "was quoted by the paper as saying"."""
    if hit.of("quoting") is None:
        return hit
    for k in range(hit.last, min(hit.last + _OBJECT, line.size - 1)):
        if line.low(k) == "as" and line.low(k + 1).endswith("ing"):
            return Hit(hit.first, k + 2, hit.senses)
    return hit


def undone(line: Line, i: int) -> bool:
    """Say whether a verb before "by" is a participle without its auxiliary: "figures released by the bank"."""
    return line.low(i) in _SEEN and line.low(i - 1) not in _HELPING


def only_named(line: Line, last: int, cues: Cues) -> bool:
    """Say whether nothing but the subject stands before a verb: "Jane Roe, who saw it, said the wind rose"."""
    relative = next((i for i in range(last) if line.low(i) == "who"), 0)
    return relative > 0 and not any(cues.verbal(line, i) for i in range(relative) if i not in line.held)
