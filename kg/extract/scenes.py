"""Words after an event or its victims → where it happened: "in a nightclub in Denver"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import PREPOSITIONS

PLACES = frozenset({"in", "at", "near", "off", "on", "outside"})


def scene_after(grammar: Grammar, frame: Frame, i: int, source: str) -> str:
    """Return "in a nightclub in Denver" where an event's verb is followed by a place."""
    if frame.lower(i) not in PLACES:
        return ""
    end = i + 1
    while end < min(frame.size, i + 7) and frame.tokens[end].text[0].isalnum() and frame.lower(end) != "late":
        if grammar.is_verb(frame, end) or any(frame.at(m.span.start) == end for m in frame.times):
            break
        end += 1
    while end > i + 1 and frame.lower(end - 1) in PREPOSITIONS:
        end -= 1
    return frame.text(i, end, source) if end > i + 1 else ""
