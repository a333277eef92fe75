"""Words around a share → the person or party it supports: "was backed by 43 percent", "with 53 percent support"."""

from __future__ import annotations

from kg.extract.candidates import person_after
from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import BE, vocabulary
from kg.model import Entity, Mention

FAVOURED = ("Person", "Party")
_FOR = 4  # words from "for" to a name
_NOUNS = frozenset({"support", "backing"})
_HAVING = vocabulary("with has had have gets got get wins won draws drew receives received at on holds held commands")


def supported(grammar: Grammar, frame: Frame, hits: list[Hit[str]], first: int, last: int) -> Mention | None:
    """Return whom a share, tokens ``first`` to ``last``, supports where its verb is passive or its noun "support"."""
    by = frame.lower(first - 1) == "by" and next((h for h in hits if h.last == first - 1 and h.value == "favour"), None)
    if by and not BE.isdisjoint(frame.lows[max(0, by.first - 2) : by.first]):
        return _ahead(grammar, frame, by.first)
    if frame.lower(last) in _NOUNS and frame.lower(first - 1) in _HAVING:
        return _ahead(grammar, frame, first - 1)
    return None


def backed_by(grammar: Grammar, frame: Frame, last: int) -> Mention | None:
    """Return whom a share that ends at token ``last`` is for: "12 percent for Ann Lee, 11 percent for Bo Diaz"."""
    found = next((m for i in range(last + 1, last + _FOR) if (m := frame.entity(i)) is not None), None)
    if found is None or not isinstance(found.value, Entity):
        return None
    named = person_after(frame, found) or found
    entity = named.value
    return named if isinstance(entity, Entity) and grammar.is_a(entity.classes, FAVOURED) else None


def set_off(frame: Frame, last: int, verb: Hit[str]) -> bool:
    """Say whether only a comma parts the people of a share from what they say: "9 percent of farmers, say"."""
    return frame.lower(last) in ("of", "among") and frame.lower(verb.first - 1) == "," and verb.value != "rating"


def _ahead(grammar: Grammar, frame: Frame, i: int) -> Mention | None:
    """Return the last person or party named before a token in its clause."""
    begin = frame.clauses[frame.clause(i)][0]
    for mention in reversed(frame.entities):
        at, end = frame.range(mention.span)
        named = mention.value
        if begin <= at and end <= i and isinstance(named, Entity):
            return mention if not named.classes or grammar.is_a(named.classes, FAVOURED) else None
    return None
