"""Word that looks like a verb, or like none → whether it is one: "the miners trapped by the flood had been found"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, vocabulary
from kg.model import Entity

_JOINTS = vocabulary(", and but or ; who which that :")
_LIGHT = DETERMINERS | PREPOSITIONS | CONJUNCTIONS  # words that begin and end no name
_PAST_NOUN = AUXILIARIES | {"of", "for", ",", ".", "to", "in"}  # behind "forecast" as a noun
_WENT = vocabulary("rose fell grew climbed jumped dropped soared slipped surged increased declined decreased were")
_FINITE = AUXILIARIES - {"to", "be", "been", "being", "'s"}


def reduced(frame: Frame, i: int, last: int) -> bool:
    """Say whether token i is no verb of its clause, which ends before ``last``: the finite one comes later.

    "Those infected have died", "miners trapped by the flooding had been brought out".
    """
    if frame.lows[i] == "based" and frame.tokens[i - 1].text == "-":
        return True  # "the Kent, Wash.-based firm"
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


def declares(frame: Frame, i: int) -> bool:
    """Say whether a word between two names in a headline is its verb: "WHO declares Ebola outbreak in Congo"."""
    if frame.sentence.block != "headline" or not 0 < i < frame.size - 1 or not frame.lows[i].endswith("s"):
        return False
    before, token, after = frame.tokens[i - 1 : i + 2]
    return token.text.islower() and before.text[0].isupper() and after.text[0].isupper()


def foretold(frame: Frame, i: int) -> bool:
    """Say whether "forecast" is a verb: "the company forecast sales of …", not "its growth forecast of …"."""
    found = frame.named.get(i - 1)
    named = found is not None and isinstance(found.value, Entity) and found.value.form != "adjective"
    return named and frame.lower(i + 1) not in _PAST_NOUN


def rises(frame: Frame, i: int) -> bool:
    """Say whether what a noun names rose or fell right behind it: "fuel costs rose"."""
    return frame.lower(i) in _WENT
