"""Words of approval in a poll → whom or what people approve of: "disapprove of her work", "of how Congress acted"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject
from kg.model import Entity, Mention

_OBJECT = 6  # words from a verb to whom it favours
_EARLIER = 3  # sentences in which the person is named whom "disapprove" leaves out
_APPROVED = ("approved", 0)  # key of a frame's memo: of whom its people approve
_WORK = frozenset({"job", "handling", "performance", "work"})
_HOW, _ENDS = frozenset({"how", "way"}), frozenset({".", ",", ";", "and", "while"})
_HIS = frozenset({"his", "her"})
_PERSONS = ("Person",)


class Approved:
    """Finds whom people approve of; ``hits`` gives the words of a sentence that tell a stance."""

    def __init__(self, grammar: Grammar, hits: Callable[[Frame], list[Hit[str]]]) -> None:
        self._grammar, self._hits = grammar, hits

    def of(self, page: Page, frame: Frame, hit: Hit[str]) -> Subject | None:
        """Return of whom people approve: of a person named behind the verb, or of whom they did just before."""
        told = self.person(page, frame, hit) if self._about(frame, hit) else self._institution(frame, hit)
        if told is not None or frame.lower(hit.last - 1) == "of" or frame.lower(hit.last) in ("of", "the"):
            frame.memo[_APPROVED] = told
            return told
        earlier = [frame, *(each for back in range(1, _EARLIER + 1) if (each := page.before(frame, back)) is not None)]
        known = next((each for each in earlier if _APPROVED in each.memo), None)
        found: Subject | None = known.memo[_APPROVED] if known is not None else None
        if found is None and not _HIS.isdisjoint(frame.lows[: hit.first]):
            found = self.person(page, frame, hit)  # "His marks are worse: 36 percent approve"
        ahead = next((h for h in self._hits(frame) if h.first < hit.first and h.value == "approve"), None)
        return found if ahead is None or known is frame else self.of(page, frame, ahead)

    def _institution(self, frame: Frame, hit: Hit[str]) -> Subject | None:
        """Return the body whose work people approve of: "approve of how Congress has handled it"."""
        end = min(frame.size, hit.last + _OBJECT)
        for i in range(hit.last, end):
            found = frame.entity(i)
            if found is None:
                continue
            told = not _HOW.isdisjoint(frame.lows[hit.last : i]) or frame.lower(frame.range(found.span)[1]) in _ENDS
            body = isinstance(found.value, Entity) and self._grammar.is_a(found.value.classes, ("Organisation",))
            return as_favoured(found) if told and body else None
        return None

    def _about(self, frame: Frame, hit: Hit[str]) -> bool:
        """Say whether the words behind a verb are of a person or of somebody's work: "of the job she is doing"."""
        behind = range(hit.last, min(frame.size, hit.last + _OBJECT))
        people = [frame.entity(i) for i in behind]
        return any(
            found is not None
            and isinstance(found.value, Entity)
            and (self._grammar.is_a(found.value.classes, _PERSONS) or found.value.form == "pronoun")
            for found in people
        ) or any(frame.lower(i) in _WORK for i in behind)

    def person(self, page: Page, frame: Frame, hit: Hit[str]) -> Subject | None:
        """Return of whom people approve: named behind the verb, else the one spoken of last."""
        behind = [m for m in frame.entities if hit.last <= frame.at(m.span.start) <= hit.last + _OBJECT]
        before = [m for m in reversed(frame.entities) if frame.at(m.span.start) < hit.first]
        for mention in (*behind, *before, *self._earlier(page, frame)):
            value = mention.value
            if isinstance(value, Entity) and self._grammar.is_a(value.classes, _PERSONS):
                return as_favoured(mention)
        return None

    def _earlier(self, page: Page, frame: Frame) -> Iterator[Mention]:
        for back in range(1, _EARLIER + 1):
            earlier = page.before(frame, back)
            if earlier is not None:
                yield from reversed(earlier.entities)


def as_favoured(mention: Mention) -> Subject:
    """Return a person, party or body as whom those asked favour."""
    entity = mention.value
    if not isinstance(entity, Entity):
        raise TypeError("not an entity")
    return Subject(entity.name, entity.iri or None, "subject.favoured", mention.span, entity.classes)
