"""Sentences → mentions: quantities, times and entities, each with its span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from kg.lexicon import Lexicon
from kg.model import Article, Entity, Mention, Sentence
from kg.recognise.entities import entities
from kg.recognise.quantities import quantities
from kg.recognise.times import times

__all__ = ["recogniser"]


def recogniser(lexicon: Lexicon) -> Callable[[Article, Sequence[Sentence]], tuple[Mention, ...]]:
    """Return a callable that finds all mentions of an article's sentences, in reading order.

    The digits of a date are no quantity; a duration ("25 years") is both a time and a quantity.
    """
    find_times, find_quantities, find_entities = times(lexicon), quantities(lexicon), entities(lexicon)

    def recognise(article: Article, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
        dated = find_times(article, sentences)
        counted = find_quantities(article, sentences, dated)
        named = _no_times(find_entities(article, sentences, counted), dated)
        found = [*named, *counted, *dated]  # in the order of the kinds, which the sort keeps where spans are the same
        return tuple(sorted(found, key=attrgetter("span.start", "span.end")))

    return recognise


def _no_times(named: Sequence[Mention], dated: Sequence[Mention]) -> list[Mention]:
    """Leave out unknown names that are words of a time, wherever they stand: "in Fiscal Year 2023"."""
    starts = {time.span.start: time.span.end for time in dated}
    words = {
        mention.value.iri
        for mention in named
        if mention.rule == "entity.unknown"
        and isinstance(mention.value, Entity)
        and mention.span.end <= starts.get(mention.span.start, 0)
    }
    return [m for m in named if not (words and isinstance(m.value, Entity) and m.value.iri in words)]
