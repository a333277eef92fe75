"""Sentences → mentions of somebody or something.

First the names: those of the gazetteer, and capitalised runs that it does not have, which become entities of our own.
Then, the whole article at hand, short forms and acronyms are linked to the full names they stand for. Last, from the
top, definite descriptions and pronouns are linked to what was named before them, and left alone where that is unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.lexicon import Lexicon
from kg.model import Article, Mention, Sentence
from kg.recognise.entity_gazetteer import Gazetteer
from kg.recognise.entity_links import Linker
from kg.recognise.entity_names import Names
from kg.recognise.entity_references import References
from kg.recognise.entity_runs import line_of
from kg.recognise.entity_words import Words


def entities(lexicon: Lexicon) -> Callable[[Article, Sequence[Sentence]], list[Mention]]:
    """Return a callable that finds who and what is mentioned, in reading order; no two mentions overlap."""
    gazetteer, words = Gazetteer(lexicon), Words(lexicon)
    names = Names(gazetteer, words)
    linker = Linker(gazetteer, words, lexicon.base)
    references = References(gazetteer, words)

    def recognise(article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
        lines = [line_of(article.text, sentence) for sentence in sentences]
        linked, cast = linker.link(article.text, [(line, list(names.find(line))) for line in lines])
        found = references.resolve(zip(lines, linked, strict=True), cast)
        return [
            Mention(line.span(item.first, item.last), item.entity, item.rule)
            for line, items in zip(lines, found, strict=True)
            for item in items
        ]

    return recognise
