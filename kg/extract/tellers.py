"""Article → offices that only tell figures of others: "the statistics office said", in every sentence that names it."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.model import Entity, Mention

_OFFICES = ("Agency", "Ministry")
_ONLY = ("only tell", 0)  # key of the memo of the first frame


def telling(
    frame: Frame, tells: Callable[[Frame, Mention], bool], reckons: Callable[[Frame, int], bool]
) -> frozenset[str]:
    """Return the IRIs of those whom a sentence names as its source: "according to the statistics office (NSO)"."""
    return frozenset(
        [
            other.value.iri
            for other in frame.entities
            if isinstance(other.value, Entity) and (tells(frame, other) or reckons(frame, frame.at(other.span.start)))
        ]
    )


def only_telling(page: Page, grammar: Grammar, tells: Callable[[Frame, Mention], bool]) -> frozenset[str]:
    """Return the IRIs of the offices that own no figure where none stands beside them; ``tells`` judges one mention."""
    if not page.frames:
        return frozenset()
    memo = page.frames[0].memo
    if _ONLY not in memo:
        sources: set[str] = set()
        acting: set[str] = set()
        for frame in page.frames:
            for mention in frame.entities:
                entity = mention.value
                if isinstance(entity, Entity) and entity.iri and grammar.is_a(entity.classes, _OFFICES):
                    (sources if tells(frame, mention) else acting).add(entity.iri)
        memo[_ONLY] = frozenset(sources - acting)
    found: frozenset[str] = memo[_ONLY]
    return found
