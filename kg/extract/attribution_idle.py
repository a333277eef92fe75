"""A verb of saying → whether it says anything here: "who asked not to be named said …", "official figures show"."""

from __future__ import annotations

from kg.extract.attribution_cues import Cues, Hit
from kg.extract.attribution_figures import FIGURES
from kg.extract.attribution_line import Line
from kg.extract.attribution_sureness import undone
from kg.extract.words import PREPOSITIONS


def idle(line: Line, hit: Hit, cues: Cues) -> bool:
    """Say whether a verb says nothing: "who asked not to be named said …", "a study published in May put …"."""
    first, following = line.lows[hit.first], line.low(hit.last)
    if first == "warning" and following.endswith("ed"):
        return True  # "a storm warning issued on Monday"
    if first in FIGURES and (following == "from" or finds(line, hit.last, cues)):
        return True  # "separate figures from the central bank", "official figures show"
    if following == "by" and undone(line, hit.first):
        return True  # "a report seen by the paper"
    if following in ("for", "of") and first in cues.estimates:
        return True  # "missing Street estimates for sales of $3 billion"
    if line.timed and first.endswith("ed"):
        k = hit.last
        while k in line.timed or (k + 1 in line.timed and line.low(k) in PREPOSITIONS):
            k += 1
        if k > hit.last and (line.low(k) in cues.putting or finds(line, k, cues)):
            return True  # "a study published in May put …", "a poll published on Sunday found …"
    if following not in ("not", "to"):
        return False
    i = hit.last + 1 if following == "not" else hit.last
    after = line.lows[i : i + 3]
    return after[:2] == ("to", "be") and after[2:] in (("named",), ("identified",), ("quoted",))


def finds(line: Line, i: int, cues: Cues) -> bool:
    """Say whether token i is a verb of what documents tell: "show", "suggested"."""
    hit = cues.verbs.at(line, i) if i < line.size else None
    return hit is not None and hit.of("finding") is not None
