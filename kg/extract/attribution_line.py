"""Sentence, quotes and mentions → line: the words of a sentence, which of them are quoted, and who is named where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.extract.attribution_quotes import Quote
from kg.extract.tokens import Token, Words, tokenise
from kg.extract.words import PREPOSITIONS
from kg.model import Entity, Mention, Quantity, Sentence, Span

_PLACE = attrgetter("span.start", "span.end")
_PLACED = 7  # tokens of "in the northern suburbs of Orsa"
_TITLED = 4  # tokens of "Lt. Gen. Jane Roe" before the name


@dataclass(slots=True, eq=False)  # not frozen: one is made for every sentence, which takes a frozen one long
class Line:
    """One sentence; positions count tokens, ranges are half-open."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    lows: tuple[str, ...]  # the tokens in lower case
    low: Callable[[int], str]  # token i in lower case, an empty string outside the sentence
    distinct: frozenset[str]  # of its words
    starts: tuple[int, ...]
    size: int
    quotes: tuple[Quote, ...]  # that touch the sentence
    quoted: tuple[int, ...]  # for each token the number of its quote, -1 where the article itself speaks
    entities: dict[int, tuple[int, Entity]]  # by first token: the token after it, and who it is
    times: dict[int, int]  # by first token: the token after it
    timed: frozenset[int]  # tokens of times
    held: frozenset[int]  # tokens of names

    def span(self, first: int, last: int) -> Span:
        """Return the span of tokens first up to (not including) last."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def inside(self, i: int) -> Quote | None:
        """Return the quote that holds token i."""
        number = self.quoted[i] if 0 <= i < self.size else -1
        return self.quotes[number] if number >= 0 else None

    def named(self, first: int, last: int) -> list[tuple[int, int, Entity]]:
        """Return who is named between two tokens: first token, token after, entity."""
        entities = self.entities
        if not entities:
            return []
        return [(i, entities[i][0], entities[i][1]) for i in range(first, last) if i in entities]


def lines(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Line]:
    """Return one line a sentence that has words, in reading order."""
    marks = sorted(quotes, key=_PLACE)
    ends = [quote.span.end for quote in marks]
    ordered = sorted([mention for mention in mentions if not isinstance(mention.value, Quantity)], key=_PLACE)
    places = [mention.span.start for mention in ordered]
    made: list[Line] = []
    for sentence in sorted(sentences, key=_PLACE):
        start, end = sentence.span.start, sentence.span.end
        words = tokenise(text, start, end)
        if not words.tokens:
            continue
        first = bisect_right(ends, start)
        last = first
        while last < len(marks) and marks[last].span.start < end:
            last += 1
        inside = tuple(marks[first:last])
        made.append(_line(sentence, words, inside, ordered[bisect_left(places, start) : bisect_left(places, end)]))
    return made


def _line(sentence: Sentence, words: Words, inside: tuple[Quote, ...], mentions: list[Mention]) -> Line:
    starts = words.starts
    quoted = [-1] * len(starts)
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
    return Line(
        sentence,
        words.tokens,
        words.lows,
        words.low,
        words.distinct,
        starts,
        len(starts),
        inside,
        tuple(quoted),
        entities,
        times,
        frozenset(timed),
        frozenset(held),
    )


def after_comma(line: Line, i: int) -> int | None:
    """Return the token where a name may begin after the words for an office that end at token i.

    "the mayor, |Jane Roe", "a trader in the market, |Jane Roe", "the doctor, Dr. |Jane Roe".
    """
    comma = i
    if line.low(i) in PREPOSITIONS:
        places = range(i + 1, min(i + _PLACED, line.size))
        comma = next((k for k in places if not line.tokens[k].text[0].isalnum()), i)
    if line.low(comma) != ",":
        return None
    titles = range(comma + 1, min(comma + _TITLED, line.size))
    name = next((k for k in titles if k in line.entities), comma + 1)
    titled = all(line.tokens[k].text[0].isupper() for k in range(comma + 1, name))
    return name if titled else comma + 1


def head(line: Line, first: int, last: int) -> str:
    """Return the head noun of a phrase: the word before its first preposition."""
    for i in range(first + 1, last):
        if line.low(i) in PREPOSITIONS:
            return line.low(i - 1)
    return line.low(last - 1)
