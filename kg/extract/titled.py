"""Bare word for a work or a product → its title: "The film took $40 million" is of *The Last Orchard*, named before.

A title is capitals in a row that are nobody's name. It stands beside the word for what it is ("the film *X*", "*X*, a
novel by …"), else it is the only such name of the sentences before.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.words import AUXILIARIES, DETERMINERS, POSSESSIVES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity

_BACK = 5  # sentences to one that says what the title is
_INNER = vocabulary("of the and in for & : to a on")  # words inside a title
_QUOTES = frozenset("\"'“”‘’")
_PLACING = vocabulary("in at from near to told with for")
_TOLD = vocabulary("said says 's told added")
_AHEAD, _BEHIND = 4, 6  # words from what it is to a title, and from a title to what it is
_OPENING = DETERMINERS | POSSESSIVES


class Titled:
    """Finds what works and products are called."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds = lexicon.senses_of("titled")  # "movie" → "film"

    def of(self, page: Page, frame: Frame, at: int, word: str) -> str | None:
        """Return the title that "the" and a word at token ``at`` stand for."""
        kind = self._kinds.get(word)
        if kind is None:
            return None
        alike = frozenset([other for other, sense in self._kinds.items() if sense in (kind, "title")])
        last: list[str] | None = None
        for number in range(frame.index - 1, max(-1, frame.index - _BACK - 1), -1):
            earlier = page.frames[number]
            found = list(self._names(earlier))
            beside = [span for span in found if self._beside(earlier, *span, alike)]
            if beside:
                return earlier.text(*beside[-1], page.article.text)
            if last is None and (found or number < frame.index - 1):  # not "The jury praised it. The book sold …"
                last = [earlier.text(*span, page.article.text) for span in found if self._plain(earlier, *span)]
        return last[0] if last and len(set(last)) == 1 else None

    def _names(self, frame: Frame) -> Iterator[tuple[int, int]]:
        """Yield capitals in a row that name no place, body or person."""
        i = 0
        while i < frame.size:
            if not self._capital(frame, i):
                i += 1
                continue
            begin = i
            while i < frame.size and (
                self._capital(frame, i)
                or (i > begin and frame.tokens[i].text[0].isdigit() and i not in frame.timed)
                or (frame.lower(i) in _INNER and (self._capital(frame, i + 1) or frame.lower(i + 1) in _INNER))
            ):
                i += 1
            end = i
            while frame.lower(end - 1) in _INNER:
                end -= 1
            begin += begin == 0 and frame.lower(0) in _OPENING
            if begin < end and not (begin == 0 and end == 1):
                yield begin, end

    def _capital(self, frame: Frame, i: int) -> bool:
        if i >= frame.size or not frame.tokens[i].text[0].isupper() or i in frame.timed or frame.lower(i) == "i":
            return False
        found = frame.entity(i)
        return found is None or not (isinstance(found.value, Entity) and found.value.classes) or _goods(found.value)

    def _beside(self, frame: Frame, first: int, last: int, alike: frozenset[str]) -> bool:
        """Say whether a word beside a title tells what it is: "the film X", "X, a novel", "her album, X,"."""
        before = first - 1
        before -= frame.lower(before) in _QUOTES or frame.lower(before) == ","
        if frame.lower(before) in alike:
            return True
        if any(frame.lower(k) in alike for k in range(max(0, before - _AHEAD), before)) and "of" in frame.lows[:before]:
            return frame.lower(before) in ("year", "day", "month", "all")  # "the top title of the year X"
        after = last + (frame.lower(last) in _QUOTES)
        after += frame.lower(after) in (",", "is", "was")
        after += frame.lower(after) in _QUOTES
        if after == last or frame.lower(after) not in _OPENING:
            return False
        for k in range(after + 1, min(after + _BEHIND, frame.size)):
            if frame.lower(k) in alike:
                return True
            if frame.lower(k) in AUXILIARIES or not frame.tokens[k].text[0].isalnum():
                return False
        return False

    def _plain(self, frame: Frame, first: int, last: int) -> bool:
        """Say whether a name may well be a title: of several words, or in quotation marks."""
        if frame.lower(first - 1) in _PLACING or frame.lower(last) in _TOLD:
            return False
        return last - first > 1 or frame.lower(first - 1) in _QUOTES


def _goods(entity: Entity) -> bool:
    return "Product" in entity.classes or "Work" in entity.classes
