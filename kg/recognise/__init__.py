"""Sentences → mentions: quantities, times and entities, each with its span."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter

from kg.lexicon import Lexicon
from kg.model import Article, Mention, Sentence
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
        found = [*dated, *find_quantities(article, sentences, dated), *find_entities(article, sentences)]
        return tuple(sorted(found, key=attrgetter("span.start", "span.end", "kind")))

    return recognise
