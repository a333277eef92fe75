"""Sentence, quotes and mentions → line: the words of a sentence, which of them are quoted, and who is named where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.attribution_quotes import Quote
from kg.extract.frame import Token, tokenise
from kg.model import Entity, Mention, Sentence, Span, Time


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence; positions count tokens, ranges are half-open."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]  # that touch the sentence
    quoted: tuple[int, ...]  # for each token the number of its quote, -1 where the article itself speaks
    entities: dict[int, tuple[int, Entity]]  # by first token: the token after it, and who it is
    times: dict[int, int]  # by first token: the token after it
    timed: frozenset[int]  # tokens of times
    held: frozenset[int]  # tokens of names

    def low(self, i: int) -> str:
        """Return token i in lower case, or an empty string outside the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def span(self, first: int, last: int) -> Span:
        """Return the span of tokens first up to (not including) last."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def inside(self, i: int) -> Quote | None:
        """Return the quote that holds token i."""
        number = self.quoted[i] if 0 <= i < len(self.tokens) else -1
        return self.quotes[number] if number >= 0 else None

    def named(self, first: int, last: int) -> list[tuple[int, int, Entity]]:
        """Return who is named between two tokens: first token, token after, entity."""
        return [(i, self.entities[i][0], self.entities[i][1]) for i in range(first, last) if i in self.entities]


def lines(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Line]:
    """Return one line a sentence that has words, in reading order."""
    marks = sorted(quotes, key=lambda quote: quote.span)
    ends = [quote.span.end for quote in marks]
    ordered = sorted(
        (mention for mention in mentions if isinstance(mention.value, Entity | Time)), key=lambda m: m.span
    )
    places = [mention.span.start for mention in ordered]
    made: list[Line] = []
    for sentence in sorted(sentences, key=lambda sentence: sentence.span):
        tokens = tokenise(text, sentence.span)
        if not tokens:
            continue
        first = bisect_right(ends, sentence.span.start)
        last = first
        while last < len(marks) and marks[last].span.start < sentence.span.end:
            last += 1
        inside = tuple(marks[first:last])
        low, high = bisect_left(places, sentence.span.start), bisect_left(places, sentence.span.end)
        made.append(_line(sentence, tokens, inside, ordered[low:high]))
    return made


def _line(sentence: Sentence, tokens: tuple[Token, ...], inside: tuple[Quote, ...], mentions: list[Mention]) -> Line:
    starts = [token.start for token in tokens]
    quoted = [-1] * len(tokens)
    for number, quote in enumerate(inside):
        for i in range(bisect_left(starts, quote.span.start), bisect_left(starts, quote.span.end)):
            quoted[i] = number
    entities: dict[int, tuple[int, Entity]] = {}
    times: dict[int, int] = {}
    timed: set[int] = set()
    held: set[int] = set()
    for mention in mentions:
        begin = max(0, bisect_right(starts, mention.span.start) - 1)
        end = max(begin + 1, bisect_left(starts, mention.span.end))
        if isinstance(mention.value, Entity):
            entities[begin] = end, mention.value
            held.update(range(begin, end))
        else:
            times[begin] = end
            timed.update(range(begin, end))
    return Line(sentence, tokens, inside, tuple(quoted), entities, times, frozenset(timed), frozenset(held))
