"""Clause → the stretches between its commas that can be its subject: not "In October", not "citing a report"."""

from __future__ import annotations

from kg.extract.agreeing import FRONTING, fronted, past_time
from kg.extract.frame import Frame
from kg.extract.words import PREPOSITIONS, adverb, vocabulary

ADVERBS = vocabulary(
    "ever since after before until once unless also already now still then just only even meanwhile however today "
    "earlier later again so about elsewhere overall nationwide worldwide instead moreover furthermore nonetheless "
    "overnight far nevertheless therefore thus altogether"
)
_PREDICATIVE = vocabulary("short shy ahead well far close above below due worth based highest lowest")
_PIVOTS = vocabulary("since compared")


def segments(frame: Frame, first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches between commas that can be a subject: not "In October", not "citing a report"."""
    lows, tokens = frame.lows, frame.tokens
    stretches = [frame.range(mention.span) for mention in frame.times]
    times, opened = dict(stretches), {after: at for at, after in reversed(stretches)}
    whole = {at for at, end in stretches if frame.lower(end) != "'s" and "-on-" not in lows[end - 1]}
    found: list[tuple[int, int]] = []
    begin = first
    for i in [*[i for i, low in enumerate(lows[first:last], first) if low == ","], last]:
        before = begin == first and i < last
        if before and (not FRONTING.isdisjoint(lows[max(0, first - 1) : first + 1]) or fronted(frame, first, i)):
            begin = i + 1  # "Since the 2001 attacks in the north, Acme has …", "Six months after its launch, it …"
            continue
        start = past_time(lows, begin, i, ADVERBS, times, whole)
        end = opened.get(i, i)
        while end > start and (lows[end - 1] in ADVERBS or adverb(lows[end - 1])):
            if end > 1 and not tokens[end - 1].text.islower():
                break  # "Additionally, Acme will …"
            end -= 1
        opening = lows[start] if start < end else ""
        alone = i < last and end - start == 1 and (adverb(opening) or "-on-" in opening or "-to-" in opening)
        counted = start in frame.valued  # "at least 100 vehicles"
        acts = i == last and begin == first and frame.counted.isdisjoint(range(start, i))
        doing = opening.endswith("ing") and not acts  # "Moving a ship round the cape costs $300"
        # "short of the 2.6 billion expected"
        said_of = opening in _PREDICATIVE and frame.lower(start + 1) in PREPOSITIONS
        opens = opening not in PREPOSITIONS and opening not in _PIVOTS and not doing and not said_of
        if opening and (counted or opens) and not alone:  # "Domestically, they carried 312 million"
            found.append((start, end))
        begin = i + 1
    return found
