"""Sentences → passages: pieces of an article short enough for one question, with the way back to its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Article, Sentence, Span
from kg.view import flat

LONGEST = 6000  # code points: about 1,500 tokens, whose claims fit one answer of the usual models


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of an article, or parts of one, that make claims; nothing of the boilerplate between them."""

    text: str  # of the article
    pieces: tuple[Span, ...]

    @property
    def words(self) -> str:
        """The paragraphs, an empty line between them."""
        return "\n\n".join(piece.of(self.text) for piece in self.pieces)

    def find(self, quote: str) -> Span | None:
        """Return where a quote stands: letter by letter, else but for its spaces, quote marks and closing dots.

        >>> Passage("It has 32\\u00a0members.", (Span(0, 18),)).find("“It has 32 members…”")
        Span(start=0, end=17)
        """
        for piece in self.pieces:
            at = self.text.find(quote, piece.start, piece.end) if quote.strip() else -1
            if at >= 0:
                lead = len(quote) - len(quote.lstrip())
                return Span(at + lead, at + len(quote.rstrip()))
        for words in dict.fromkeys((flat(quote).strip(), flat(quote).strip("\"'`….* \n"))):
            for span in self.places(words, whole=False):
                return span
        return None

    def places(self, words: str, *, within: Span | None = None, whole: bool = True) -> Iterator[Span]:
        """Yield where words stand, whatever the spaces between them; ``whole``: not inside longer words or numbers."""
        parts = flat(words).split()
        pieces = self.pieces if within is None else (within,)
        if not parts or len(words) > 2 * LONGEST:
            return
        pattern = r"\s+".join(map(re.escape, parts))
        if whole:
            before = r"(?<!\w)(?<!\d[.,])" if parts[0][0].isalnum() else ""
            after = r"(?!\w)(?![.,]\d)" if parts[-1][-1].isalnum() else ""
            pattern = before + pattern + after
        compiled = re.compile(pattern)
        for piece in pieces:
            for match in compiled.finditer(flat(piece.of(self.text))):  # flat keeps every offset
                yield Span(piece.start + match.start(), piece.start + match.end())


def passages(article: Article, sentences: Sequence[Sentence], *, longest: int = LONGEST) -> Iterator[Passage]:
    """Yield the sentences of an article in passages of at most ``longest`` code points (or of one longer sentence).

    >>> text = "One. Two. Three."
    >>> found = [Sentence(Span(0, 4)), Sentence(Span(5, 9)), Sentence(Span(10, 16), paragraph=1)]
    >>> [passage.words for passage in passages(Article("a", text), found, longest=12)]
    ['One. Two.', 'Three.']
    """
    pieces: list[Span] = []
    paragraph = size = 0
    for sentence in sorted(sentences, key=lambda sentence: sentence.span):
        span = sentence.span
        joined = bool(pieces) and sentence.paragraph == paragraph
        grown = size + (span.end - pieces[-1].end if joined else span.end - span.start)
        if pieces and grown > longest:
            yield Passage(article.text, tuple(pieces))
            pieces, joined, grown = [], False, span.end - span.start
        if joined:
            pieces[-1] = Span(pieces[-1].start, span.end)
        else:
            pieces.append(span)
        paragraph, size = sentence.paragraph, grown
    if pieces:
        yield Passage(article.text, tuple(pieces))
