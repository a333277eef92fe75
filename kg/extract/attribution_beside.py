"""Words beside a verb → who speaks: the name after an office ("the minister, Jane Roe"), "with a study showing"."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_line import Line, after_comma
from kg.extract.attribution_phrases import Subject
from kg.extract.words import PREPOSITIONS, vocabulary
from kg.model import Entity

_ENDS = (",", ".", "")
_ONE_OF = vocabulary("one other another first second third latter former them")
_OFFICE = 10  # words for an office before a name
_WITH = 7  # words of "with the survey of banks showing"
_PARTING = frozenset(',;:"()')
_NAMES = 2, 3  # words of a person's name


class Beside(NamedTuple):
    """The tokens of a name; ``entity`` is None where the recogniser passes it over, ``guessed`` what it knows of it."""

    first: int
    last: int
    entity: Entity | None
    guessed: bool = False


def beside(line: Line, last: int, cues: Cues) -> Beside | None:
    """Return the name that stands after the comma behind the words for an office, which end before token ``last``."""
    first = after_comma(line, last)
    if first is None:
        return None
    end, entity = line.entities.get(first, (first, None))
    if entity is None or (end - first == 1 and line.low(end) not in (*_ENDS, "'s")):
        return _unknown(line, first) if _held(line, last, cues) else None
    if line.low(end) == "'s" and end + 1 in line.entities and "Person" in line.entities[end + 1][1].classes:
        last, entity = line.entities[end + 1]  # "The MP for Roe, Labour's Jane Doe, said"
        return Beside(end + 1, last, entity) if line.low(last) in _ENDS else None
    if line.low(end) not in _ENDS or not (
        last - 1 not in line.held or any(line.low(i) in cues.sources for i in range(max(0, last - _OFFICE), last))
    ):
        return None
    one = line.low(last - 1) in _ONE_OF and entity.form != "adjective"  # "One of them, Modena, said"
    if one or "Person" in entity.classes:
        return Beside(first, end, entity)
    guessed = not entity.classes or entity.form == "unknown"  # "Simon Power" may look like a firm
    return Beside(first, end, entity, guessed=True) if guessed and end - first > 1 and _held(line, last, cues) else None


def _held(line: Line, last: int, cues: Cues) -> bool:
    """Say whether the words are for what a person is: "the head of a clinic"."""
    heads = (i - 1 for i in range(max(1, last - _OFFICE), last + 1) if i == last or line.low(i) in PREPOSITIONS)
    return any(cues.holds(line.low(i)) for i in heads)


def _unknown(line: Line, first: int) -> Beside | None:
    """Return the two or three capitalised words that name a person whom the recogniser passes over."""
    end = first
    while end < min(first + _OFFICE, line.size) and line.tokens[end].text[0].isupper() and line.quoted[end] < 0:
        end += 1
    named = _NAMES[0] <= end - first <= _NAMES[1] and line.low(end) in _ENDS
    return Beside(first, end, None) if named else None


def attached(line: Line, verb: int) -> Subject | None:
    """Return the subject of a participle in "…, with one estimate showing …"."""
    opening = next((i for i in range(verb - 2, max(-1, verb - _WITH), -1) if line.low(i) == "with"), None)
    if opening is None or any(line.tokens[i].text in _PARTING for i in range(opening, verb)):
        return None
    return Subject(opening + 1, verb, opening)
