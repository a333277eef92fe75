"""Clause that goes on after an aside → its subject: "Acme - formed after two mills merged - employs 3,000"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, RELATIVES, vocabulary

_DASHES = frozenset("-–—")
_NEAR, _LONGEST = 12, 9  # words from a verb to its value, words of a subject
_RELATIVE = frozenset({"whose", "which", "that", "who"})
_GOING_ON = CONJUNCTIONS | RELATIVES | {",", ";", "than"} | _DASHES
_FINITE = vocabulary("is was are were has had have will would could posted reported said made lost sold earned")
_SET_UP = vocabulary("founded formed created established launched opened built set merged bought owned based listed")


def resumed(grammar: Grammar, frame: Frame, first: int) -> Phrase | None:
    """Return the words before an aside after which the clause of the value at token ``first`` goes on."""
    asked = not _RELATIVE.isdisjoint(frame.distinct)
    if asked and (main := _restricted(grammar, frame, first)) is not None:
        return main
    near = frame.lows[max(1, first - _NEAR + 1) : max(1, first - 1)]
    if "," not in near and _DASHES.isdisjoint(near):
        return None
    for close in range(first - 2, max(0, first - _NEAR), -1):
        mark = frame.lows[close]
        if (mark == "," or mark in _DASHES) and not _joined(frame, close) and grammar.is_verb(frame, close + 1):
            opening = _opening(frame, close)
            return _before(grammar, frame, opening) if opening else None
    return None


def _restricted(grammar: Grammar, frame: Frame, first: int) -> Phrase | None:
    """Return the words before a relative clause without commas: "A firm whose drug is new is hoping to raise …"."""
    number = frame.clause(first)
    begin = frame.clauses[number][0]
    verb = grammar.verb(frame, number) if frame.lows[begin] in _RELATIVE else None
    if verb is None or not 0 < begin <= _LONGEST or frame.lower(begin - 1) == ",":
        return None
    for i in range(verb + 2, first):
        mark, finite = frame.lows[i - 1], frame.lows[i] in _FINITE
        if mark in _GOING_ON or (mark in AUXILIARIES and not finite):
            return None
        if finite and mark not in AUXILIARIES and mark not in PREPOSITIONS:
            return _before(grammar, frame, begin)
    return None


def _joined(frame: Frame, i: int) -> bool:
    """Say whether a dash joins two words."""
    return frame.tokens[i - 1].end == frame.tokens[i].start and frame.lows[i] != ","


def _opening(frame: Frame, close: int) -> int:
    """Return the mark that opens the aside which another one closes; 0 where there is none."""
    if frame.lows[close] != ",":
        dashes = (i for i in range(close - 2, 0, -1) if frame.lows[i] in _DASHES and not _joined(frame, i))
        return next(dashes, 0)
    commas = (i for i in range(1, close - 1) if frame.lows[i] == ",")
    opening = next(commas, 0)
    return opening if frame.lower(opening + 1) in _SET_UP else 0


def _before(grammar: Grammar, frame: Frame, opening: int) -> Phrase | None:
    """Return the noun phrase before an aside: from the beginning of its clause on, with no verb in it."""
    begin = frame.clauses[frame.clause(opening - 1)][0]
    begin += frame.lows[begin] in CONJUNCTIONS
    if not 0 < opening - begin <= _LONGEST or frame.lows[begin] in PREPOSITIONS:
        return None
    if any(grammar.is_verb(frame, i) or not frame.tokens[i].text[0].isalnum() for i in range(begin, opening)):
        return None
    return Phrase(begin, opening)
