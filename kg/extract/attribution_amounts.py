"""A verb that may say or do, and the amount after it → which it is: "added 90,000 jobs", "put the figure at 900"."""

from __future__ import annotations

from kg.extract.attribution_cues import Cues, Hit
from kg.extract.attribution_extents import Rest
from kg.extract.attribution_line import Line, head
from kg.extract.attribution_phrases import Subject
from kg.extract.words import DETERMINERS, vocabulary

_PARTS = vocabulary(
    "and while but , ; in as after when which that who because compared versus to"
)  # what ends the object of a verb
_STOPS = vocabulary(", ; :")
_CLOSING, _TERMS = vocabulary("ended ending"), vocabulary("quarter year half months weeks period month")
_NAMED = 8  # words of "a consolidated net loss of $"
_OBJECT = 16  # words between "put" and its "at"
_REPORTED = vocabulary("report reports reported reporting")
_AMOUNTING = vocabulary("of at between to by about around under over above below")
_COUNTED = 8  # words from an amount to what is counted
_LANDS = vocabulary("state country county city town village province region district nation island territory")
_FIGURES = vocabulary("half one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands")
_SPELT, _PART_OF = _FIGURES - {"one"}, vocabulary("third quarter fifth tenth dozen")


def amounts(line: Line, hit: Hit, rest: Rest, cues: Cues) -> bool:
    """Say whether a verb that can tell has an amount for its object: "the economy added 90,000 jobs"."""
    if line.low(hit.first) not in cues.deeds or line.low(hit.first) in _REPORTED:
        return False
    first = next((i for i in range(rest.first, min(rest.first + _NAMED, line.size)) if _numeral(line, i)), None)
    told = () if first is None else range(rest.first + 2 * _nearly(line, rest.first), first)
    if first is None or any(cues.verbal(line, i) and line.low(i - 1) not in DETERMINERS for i in told):
        return False  # "reported that sales had doubled to 4 million"
    for i in range(first, line.size):
        if line.low(i) in _PARTS:
            break
        if line.low(i) in _CLOSING and line.low(i - 1) in _TERMS:
            continue  # "for the quarter ended December"
        if cues.verbal(line, i) and not _numeral(line, i - 1):
            return False  # "reported 12 people had died", not "claimed 12 lives"
    return True


def puts(line: Line, hit: Hit, rest: Rest, cues: Cues) -> bool:
    """Say whether somebody puts something at an amount: "unions put the figure at 900"."""
    if line.low(hit.first) not in cues.putting:
        return False
    for i in range(rest.first, min(rest.first + _OBJECT, line.size - 1)):
        if line.tokens[i].text in _STOPS:
            return False
        if line.low(i) == "at" and any(
            _numeral(line, k) or line.low(k) in _FIGURES for k in range(i + 1, min(i + 5, line.size))
        ):
            return True
    return False


def counts(line: Line, hit: Hit, rest: Rest, subject: Subject, cues: Cues) -> bool:
    """Say whether somebody tells what they count: "the ministry confirmed 23 cases", "Acme reported a loss of $3".

    Lands tell what is their own: "Norvia reported 40 cases".
    """
    if hit.of("counting") is None or line.low(hit.last) == "of" or head(line, subject.first, subject.last) in _LANDS:
        return False
    first = next((i for i in range(rest.first, min(rest.first + _NAMED, line.size)) if _numeral(line, i)), None)
    if first is None or line.low(hit.first) in _REPORTED:
        return first is not None
    for i in range(first + 1, min(first + _COUNTED, line.size)):
        low = line.low(i)
        if low in cues.counted or (low == "them" and line.low(i - 1) == "of"):
            return True
        if low in _PARTS or cues.verbal(line, i):
            return False
    return False


def foresees(line: Line, hit: Hit, rest: Rest) -> bool:
    """Say whether "sees" is of what will be: "sees sales of $3 billion", not "sees 4,000 visitors a year"."""
    if line.low(hit.first) not in ("see", "sees") or rest.kind not in ("phrase", "clause"):
        return False
    for i in range(rest.first + 1, min(rest.first + _NAMED, line.size)):
        if _numeral(line, i):
            return line.low(i - 1) in _AMOUNTING
        if line.low(i) in _STOPS:
            return False
    return False


def _nearly(line: Line, i: int) -> bool:
    """Say whether "close to" stands at a token: "added close to 8 percent"."""
    return line.low(i) in ("close", "up") and line.low(i + 1) == "to"


def _numeral(line: Line, i: int) -> bool:
    spelt = line.low(i) in _SPELT or (line.low(i) in _PART_OF and line.low(i - 1) == "a")
    return (spelt or line.tokens[i].text[0].isdigit()) and i not in line.timed
