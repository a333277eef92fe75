"""Clause → the firm for which somebody says "we"; what a clause goes on to tell of after words put between dashes."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import CONJUNCTIONS, RELATIVES
from kg.model import Entity

_FIRMS, _PERSONS = ("Company", "Lender"), ("Person",)
_DASHES = frozenset({"—", "–", "-", "--"})
_NAME = 6  # words before the first dash


def voice(grammar: Grammar, page: Page, frame: Frame, at: int) -> Entity | None:
    """Return the firm that a person speaks for, the one that the article is most about."""
    found = frame.entity(at)
    entity = found.value if found is not None else None
    if not isinstance(entity, Entity) or not grammar.is_a(entity.classes, _PERSONS):
        return None
    firms = (topic.entity for topic in page.topics if grammar.is_a(topic.entity.classes, _FIRMS))
    return next(firms, None)


def past_dashes(grammar: Grammar, frame: Frame, number: int) -> Phrase | None:
    """Return the words before an inserted clause: "Acme — the startup that makes tyres — has raised $9 million"."""
    begin = frame.clauses[number][0]
    if number < 2 or frame.lower(begin - 1) not in _DASHES or grammar.verb(frame, number) is None:
        return None
    if frame.lower(begin) in CONJUNCTIONS | RELATIVES:
        return None
    for other in range(number - 2, -1, -1):
        first, last = frame.clauses[other]
        if frame.lower(last - 1) not in _DASHES:
            continue
        named = 0 < last - 1 - first <= _NAME and frame.tokens[first].text[0].isupper()
        return Phrase(first, last - 1) if named and grammar.verb(frame, other) is None else None
    return None
