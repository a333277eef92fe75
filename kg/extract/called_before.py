"""Bare word for a thing that was built → the one of its kind that the article called by name before.

"Work on the Orsa-Varda expressway began. The road, with a length of 188 km, …": the 188 km are the expressway's.
"""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.titled import Titled
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Span

_BACK = 5  # sentences
_NEW = vocabulary("new giant huge planned proposed future whole entire")
_LONGEST = 6  # words of a name


class CalledBefore:
    """Finds what has a name of its own."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds = lexicon.senses_of("work")  # "motorway" → "road"
        words = self._kinds.items()
        self._alike = {kind: frozenset([word for word, other in words if other == kind]) for _, kind in words}
        self._titled = Titled(lexicon)

    def of(self, page: Page, frame: Frame, name: str, span: Span | None) -> str | None:
        """Return the name of what a bare word with "the" stands for: the last of its kind that was named."""
        words = name.lower().split()
        bare = bool(words) and _NEW.issuperset(words[:-1])
        kind = self._kinds.get(words[-1]) if bare else None
        if kind is None and bare and span is not None and frame.sentence.span.covers(span):
            first = frame.at(span.start)
            the = "the" in frame.lows[max(0, first - 1) : first + 1]
            return self._titled.of(page, frame, first, words[-1]) if the else None
        if kind is None or span is None:
            return None
        if not frame.sentence.span.covers(span):  # "The law created jobs. It saved …"
            before = page.before(frame)
            return self.of(page, before, name, span) if before and before.sentence.span.covers(span) else None
        first = frame.at(span.start)
        if "the" not in frame.lows[max(0, first - 1) : first + 1]:
            return None
        alike = self._alike[kind]
        for number in range(frame.index, max(-1, frame.index - _BACK - 1), -1):
            earlier = page.frames[number]
            if alike.isdisjoint(earlier.distinct):
                continue
            for i in range(first - 1 if number == frame.index else earlier.size - 1, 0, -1):
                if earlier.lower(i) in alike and (called := self._called(page, earlier, i)):
                    return called
        return None

    def _called(self, page: Page, frame: Frame, i: int) -> str | None:
        """Return the name that ends with token i, None where no capitals stand before it."""
        begin = i
        while begin and i - begin < _LONGEST and frame.tokens[begin - 1].text[0].isupper():
            begin -= 1
        begin += frame.lower(begin) in ("the", "a", "an")
        plain = begin == 0 and i - begin == 1 and frame.tokens[i].text.islower()  # "Old road", at the beginning
        national = begin < i and (found := frame.entity(begin)) is not None and _adjective(found.value)
        if begin == i or plain or (national and i - begin == 1):
            return None
        return frame.text(begin, i + 1, page.article.text)


def _adjective(value: object) -> bool:
    return getattr(value, "form", "") == "adjective"  # "a Chinese bridge" is no name
