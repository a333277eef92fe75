"""Word that looks like a verb, or like none → whether it is one: "the miners trapped by the flood had been found"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, vocabulary

_JOINTS = vocabulary(", and but or ; who which that :")
_LIGHT = DETERMINERS | PREPOSITIONS | CONJUNCTIONS  # words that begin and end no name
_FINITE = AUXILIARIES - {"to", "be", "been", "being", "'s"}


def reduced(frame: Frame, i: int, last: int) -> bool:
    """Say whether token i is no verb of its clause, which ends before ``last``: the finite one comes later.

    "Those infected have died", "miners trapped by the flooding had been brought out".
    """
    if not frame.lows[i].endswith("ed") or not (frame.lower(i - 1) == "those" or frame.lower(i + 1) == "by"):
        return False
    for k in range(i + 1, last):
        if frame.lows[k] in _JOINTS:
            return False
        if frame.lows[k] in _FINITE:
            return True
    return False


def third_person(frame: Frame, i: int) -> bool:
    """Say whether an unknown word between a singular noun and a value looks like a verb: "trains 100,000 bankers"."""
    word, before = frame.tokens[i], frame.tokens[i - 1]
    return (
        word.text.islower()
        and word.lower.endswith("s")
        and i + 1 in frame.valued
        and before.text.isalpha()
        and not before.lower.endswith("s")
        and before.lower not in _LIGHT
    )
