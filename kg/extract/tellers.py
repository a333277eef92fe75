"""Article → offices that only tell figures of others: "the statistics office said", in every sentence that names it."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.model import Entity, Mention

_OFFICES = ("Agency", "Ministry", "Ngo", "Court", "Police")
_WRITERS = (*_OFFICES, "IntergovernmentalOrganisation", "University", "CentralBank")
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


def only_telling(
    page: Page, grammar: Grammar, tells: Callable[[Frame, Mention], bool]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the IRIs of the offices that own no figure where none stands beside them, and of those that seldom do.

    ``tells`` judges one mention. Who tells figures in one sentence and acts in another is less what an article is about
    than the land, the epidemic or the programme that it tells of.
    """
    if not page.frames:
        return frozenset(), frozenset()
    memo = page.frames[0].memo
    if _ONLY not in memo:
        sources: set[str] = set()
        acting: set[str] = set()
        offices: set[str] = set()
        for frame in page.frames:
            for mention in frame.entities:
                entity = mention.value
                if isinstance(entity, Entity) and entity.iri and grammar.is_a(entity.classes, _WRITERS):
                    (sources if tells(frame, mention) else acting).add(entity.iri)
                    if grammar.is_a(entity.classes, _OFFICES):
                        offices.add(entity.iri)
        memo[_ONLY] = frozenset((sources & offices) - acting), frozenset(sources)
    found: tuple[frozenset[str], frozenset[str]] = memo[_ONLY]
    return found
