"""Sentences → mentions of somebody or something.

First the names: those of the gazetteer, and capitalised runs that it does not have, which become entities of our own.
Then, the whole article at hand, short forms and acronyms are linked to the full names they stand for. Last, from the
top, definite descriptions and pronouns are linked to what was named before them, and left alone where that is unsure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from kg.lexicon import Lexicon
from kg.model import Article, Mention, Quantity, Sentence, Span
from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_links import Linker
from kg.recognise.entity_names import Name, Names
from kg.recognise.entity_references import References
from kg.recognise.entity_runs import Line, line_of
from kg.recognise.entity_words import Words


def entities(lexicon: Lexicon) -> Callable[[Article, Sequence[Sentence], Sequence[Mention]], list[Mention]]:
    """Return a callable that finds who and what is mentioned, in reading order; no two mentions overlap.

    It takes the article's quantities as well: the words of a unit name nobody ("4 billion U.S. dollars").
    """
    gazetteer, words = Gazetteer(lexicon), Words(lexicon)
    names = Names(gazetteer, words)
    linker = Linker(gazetteer, words, lexicon.base)
    references = References(gazetteer, words)

    def recognise(article: Article, sentences: Sequence[Sentence], counted: Sequence[Mention]) -> list[Mention]:
        lines = [line_of(article.text, sentence) for sentence in sentences]
        units = _Units(counted)
        linked, cast = linker.link(article.text, [(line, units.beside(line, names.find(line))) for line in lines])
        found = references.resolve(zip(lines, linked, strict=True), cast)
        return [
            Mention(line.span(item.first, item.last), item.entity, item.rule)
            for line, items in zip(lines, found, strict=True)
            for item in items
        ]

    return recognise


class _Units:
    """Where the quantities of an article stand that have a unit."""

    def __init__(self, counted: Sequence[Mention]) -> None:
        self._spans = [m.span for m in counted if isinstance(m.value, Quantity) and m.value.unit is not None]
        self._starts = [span.start for span in self._spans]

    def beside(self, line: Line, found: Iterable[Name]) -> list[Name]:
        """Return the names of a line that are no words of a unit."""
        low = bisect_left(self._starts, line.sentence.span.start)
        if low == bisect_left(self._starts, line.sentence.span.end):
            return list(found)
        return [name for name in found if not self._covers(line.span(name.first, name.last))]

    def _covers(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._spans[at].covers(span)
