"""Comma behind a phrase → who or what is told there of what the phrase names: "his employer, Acme, was"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AFTER_NOUN, DETERMINERS, PREPOSITIONS, PRONOUNS
from kg.model import Mention

_APPOSED, _CLOSING = 10, frozenset({",", ";", "."})
_LIGHT = DETERMINERS | PREPOSITIONS | AFTER_NOUN | PRONOUNS


def named_after(grammar: Grammar, frame: Frame, comma: int) -> Mention | None:
    """Return who is named after a phrase: "his employer, Acme, was", "his rival, the judge Ann Lee, is"."""
    if frame.lower(comma) != ",":
        return None
    end = next((i for i in range(comma + 1, min(frame.size, comma + _APPOSED)) if frame.lower(i) in _CLOSING), comma)
    if frame.lower(end) != "," or any(grammar.is_verb(frame, i) for i in range(comma + 1, end)):
        return None
    return frame.entity(end - 1)


def stuff_after(grammar: Grammar, frame: Frame, comma: int) -> Phrase | None:
    """Return stuff that is told after a phrase without an article: "the main contract, light sweet crude, fell"."""
    begin = comma + 1
    if frame.lower(comma) != "," or begin in frame.valued or not _LIGHT.isdisjoint(frame.lows[begin : begin + 2]):
        return None  # "Unemployment, now at 3.7 percent, …" neither
    end = next((i for i in range(begin, min(frame.size, begin + _APPOSED)) if frame.lower(i) in _CLOSING), 0)
    if end < begin + 2 or frame.lower(end) != "," or not grammar.is_verb(frame, end + 1):
        return None
    plain = all(frame.tokens[i].text.islower() and not grammar.is_verb(frame, i) for i in (begin, begin + 1))
    gerund = frame.lower(begin).endswith(("ing", "ed", "ly"))
    return Phrase(begin, end) if plain and not gerund else None
