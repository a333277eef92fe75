"""Sentence and mentions → frame: its words, its clauses, and what is mentioned where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from kg.extract.clauses import clauses
from kg.extract.tokens import Token, Words, tokenise
from kg.model import Article, Entity, Mention, Quantity, Sentence, Span, Time

_LONGEST = 160  # words of a sentence that are read together


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence, ready for the rules; positions named ``i`` or ``at`` count tokens, spans count characters."""

    index: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    clauses: tuple[tuple[int, int], ...]  # half-open ranges of tokens, in order
    quantities: tuple[Mention, ...] = ()
    times: tuple[Mention, ...] = ()
    entities: tuple[Mention, ...] = ()
    lows: tuple[str, ...] = ()  # the tokens in lower case
    starts: tuple[int, ...] = field(default=(), repr=False)  # of the tokens
    size: int = 0
    ends: tuple[int, ...] = field(default=(), repr=False)  # of the clauses
    valued: tuple[int, ...] = ()  # the first token of each quantity
    counted: frozenset[int] = frozenset()  # tokens of quantities
    named: dict[int, Mention] = field(default_factory=dict, repr=False)  # token → the entity mentioned there
    ranges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict, repr=False, compare=False)
    memo: dict[tuple[str, int], Any] = field(default_factory=dict, repr=False, compare=False)  # of pure functions

    def at(self, offset: int) -> int:
        """Return the token that holds a character offset (or the next one)."""
        return _at(self.tokens, self.starts, offset)

    def range(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of tokens a span covers (at least one token where there is one)."""
        key = span.start, span.end
        found = self.ranges.get(key)  # every rule asks for the range of every mention
        if found is None:
            found = self.ranges[key] = _range(self.tokens, self.starts, span)
        return found

    def clause(self, i: int) -> int:
        """Return the number of the clause that holds token i."""
        return bisect_right(self.ends, i) if i < self.size else len(self.ends) - 1

    def lower(self, i: int) -> str:
        """Return token i in lower case, or an empty string outside the sentence."""
        return self.lows[i] if 0 <= i < self.size else ""

    def entity(self, i: int) -> Mention | None:
        """Return the entity mentioned at token i."""
        return self.named.get(i)

    def text(self, first: int, last: int, source: str) -> str:
        """Return the words from token first up to (not including) last, white space made single."""
        return " ".join(source[self.tokens[first].start : self.tokens[last - 1].end].split()) if first < last else ""

    def span(self, first: int, last: int) -> Span:
        """Return the span of tokens first up to (not including) last."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def _compound(words: Words, span: Span) -> bool:
    """Say whether a name only begins a word: "Leeds-based", "NATO-led"."""
    i = bisect_right(words.starts, span.end - 1) - 1
    rest = words.tokens[i].text[span.end - words.starts[i] :]
    return len(rest) > 1 and rest[0] == "-" and rest[1].islower()


def _at(tokens: tuple[Token, ...], starts: tuple[int, ...], offset: int) -> int:
    i = bisect_right(starts, offset) - 1
    return i if i >= 0 and offset < tokens[i].end else i + 1


def _range(tokens: tuple[Token, ...], starts: tuple[int, ...], span: Span) -> tuple[int, int]:
    return _at(tokens, starts, span.start), min(len(tokens), _at(tokens, starts, span.end - 1) + 1)


def frames(
    article: Article,
    sentences: Iterable[Sentence],
    mentions: Iterable[Mention],
    *,
    speech: frozenset[str] = frozenset(),
    verbs: frozenset[str] = frozenset(),
) -> tuple[Frame, ...]:
    """Return one frame a sentence, in reading order; mentions outside sentences are left out.

    ``speech`` are the verbs after which what is said begins a clause of its own, ``verbs`` finite forms of others.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end))
    places = [mention.span.start for mention in ordered]
    made: list[Frame] = []
    for sentence in sorted(sentences, key=lambda item: (item.span.start, item.span.end)):
        words = tokenise(article.text, sentence.span.start, sentence.span.end)
        whole = len(words.tokens)
        for begin in range(0, whole, _LONGEST):  # what has no end is read in stretches
            part = words.part(begin, begin + _LONGEST)
            start = sentence.span.start if begin == 0 else part.starts[0]
            end = sentence.span.end if begin + _LONGEST >= whole else part.tokens[-1].end
            low, high = bisect_left(places, start), bisect_left(places, end)
            inside = [mention for mention in ordered[low:high] if mention.span.end <= end]
            within = sentence if whole <= _LONGEST else replace(sentence, span=Span(start, end))
            made.append(_frame(len(made), within, part, inside, speech, verbs))
    return tuple(made)


def _frame(
    index: int,
    sentence: Sentence,
    words: Words,
    inside: list[Mention],
    speech: frozenset[str],
    verbs: frozenset[str],
) -> Frame:
    quantities = tuple([m for m in inside if isinstance(m.value, Quantity)])
    times = tuple([m for m in inside if isinstance(m.value, Time)])
    entities = tuple(  # "49.6 degrees Celsius" names nobody, and "Leeds-based" only says where
        [
            m
            for m in inside
            if isinstance(m.value, Entity)
            and not (quantities and any(q.span.covers(m.span) for q in quantities))
            and not _compound(words, m.span)
        ]
    )
    parts = tuple(clauses(words, [m.span for m in (*quantities, *times)], speech, verbs))
    starts = words.starts
    named: dict[int, Mention] = {}
    for mention in entities:
        for i in range(bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end)):
            named.setdefault(i, mention)
    ranges = [_range(words.tokens, starts, mention.span) for mention in quantities]
    return Frame(
        index=index,
        sentence=sentence,
        tokens=words.tokens,
        clauses=parts,
        quantities=quantities,
        times=times,
        entities=entities,
        lows=words.lows,
        starts=starts,
        size=len(starts),
        ends=tuple(end for _, end in parts),
        valued=tuple(first for first, _ in ranges),
        counted=frozenset(i for first, last in ranges for i in range(first, last)),
        named=named,
    )
