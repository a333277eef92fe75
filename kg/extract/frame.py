"""Sentence and mentions → frame: its words, its clauses, and what is mentioned where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from kg.extract.clauses import clauses
from kg.extract.tokens import Token, Words, tokenise
from kg.model import Article, Entity, Mention, Quantity, Sentence, Span, Time

_LONGEST = 160  # words of a sentence that are read together
_TIMED = ("timed", 0)  # key of the memo


_BRACKETED = 3  # tokens of "(GAC)"


@dataclass(slots=True, eq=False)  # not frozen: one is made for every sentence, which takes a frozen one long
class Frame:
    """One sentence, ready for the rules; positions named ``i`` or ``at`` count tokens, spans count characters."""

    index: int
    sentence: Sentence
    words: Words
    tokens: tuple[Token, ...]
    lows: tuple[str, ...]  # the tokens in lower case
    lower: Callable[[int], str]  # token i in lower case, an empty string outside the sentence
    starts: tuple[int, ...]  # of the tokens
    size: int
    quantities: tuple[Mention, ...]
    times: tuple[Mention, ...]
    entities: tuple[Mention, ...]
    valued: tuple[int, ...]  # the first token of each quantity
    counted: frozenset[int]  # tokens of quantities
    named: dict[int, Mention]  # token → the entity mentioned there
    entity: Callable[[int], Mention | None]  # the same, of any number
    distinct: frozenset[str]  # of its words
    ranges: dict[tuple[int, int], tuple[int, int]]  # of tokens, by the characters they cover
    cutting: tuple[frozenset[str], frozenset[str]]  # the verbs of speech and the others, by which clauses are cut
    memo: dict[tuple[str, int], Any] = field(default_factory=dict)  # of pure functions
    _clauses: tuple[tuple[int, int], ...] = ()
    _ends: tuple[int, ...] = ()

    @property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """The half-open ranges of tokens of its clauses, in order; cut when first asked for, which many never are."""
        if not self._clauses:
            self._cut()
        return self._clauses

    def _cut(self) -> tuple[int, ...]:
        held = [mention.span for mention in (*self.quantities, *self.times)]
        self._clauses = tuple(clauses(self.words, held, *self.cutting))
        self._ends = tuple([end for _, end in self._clauses])
        return self._ends

    @property
    def timed(self) -> frozenset[int]:
        """The tokens of its times."""
        found: frozenset[int] | None = self.memo.get(_TIMED)
        if found is None:
            ranges = map(self.range, [mention.span for mention in self.times])
            found = self.memo[_TIMED] = frozenset([i for first, last in ranges for i in range(first, last)])
        return found

    @property
    def plain(self) -> tuple[int, ...]:
        """The first token of each quantity that is no multiple: "doubled" stands between no words."""
        folds = [m for m in self.quantities if m.rule == "quantity.multiple"]
        if not folds:
            return self.valued
        left_out = {self.range(mention.span)[0] for mention in folds}
        return tuple([i for i in self.valued if i not in left_out])

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
        ends = self._ends or self._cut()
        return bisect_right(ends, i) if i < self.size else len(ends) - 1

    def past_acronym(self, i: int) -> int:
        """Return the token after what stands in brackets behind a name: "the customs office (GAC) said"; else i."""
        return i + _BRACKETED if self.lower(i) == "(" and self.lower(i + 2) == ")" else i

    def text(self, first: int, last: int, source: str) -> str:
        """Return the words from token first up to (not including) last, white space made single."""
        return " ".join(source[self.tokens[first].start : self.tokens[last - 1].end].split()) if first < last else ""

    def span(self, first: int, last: int) -> Span:
        """Return the span of tokens first up to (not including) last."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def _compound(text: str, words: Words, span: Span) -> bool:
    """Say whether a name only begins a word: "Leeds-based", "NATO-led"."""
    if not text.startswith("-", span.end):
        return False
    word = words.tokens[bisect_right(words.starts, span.end - 1) - 1]
    return word.end > span.end + 1 and text[span.end + 1].islower()


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
    text = article.text
    ordered = sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end))
    places = [mention.span.start for mention in ordered]
    made: list[Frame] = []
    for sentence in sorted(sentences, key=attrgetter("span.start", "span.end")):
        words = tokenise(text, sentence.span.start, sentence.span.end)
        whole = len(words.tokens)
        for begin in range(0, whole, _LONGEST):  # what has no end is read in stretches
            part = words.part(begin, begin + _LONGEST)
            start = sentence.span.start if begin == 0 else part.starts[0]
            end = sentence.span.end if begin + _LONGEST >= whole else part.tokens[-1].end
            low, high = bisect_left(places, start), bisect_left(places, end)
            inside = [mention for mention in ordered[low:high] if mention.span.end <= end]
            within = sentence if whole <= _LONGEST else replace(sentence, span=Span(start, end))
            made.append(_frame(len(made), within, part, inside, text, (speech, verbs)))
    return tuple(made)


def _frame(
    index: int,
    sentence: Sentence,
    words: Words,
    inside: list[Mention],
    text: str,
    cutting: tuple[frozenset[str], frozenset[str]],
) -> Frame:
    tokens, starts = words.tokens, words.starts
    quantities = tuple([m for m in inside if isinstance(m.value, Quantity)])
    ranges = {(m.span.start, m.span.end): _range(tokens, starts, m.span) for m in quantities}
    held = [(m.span.start, m.span.end) for m in quantities]
    named: dict[int, Mention] = {}
    entities: list[Mention] = []
    for mention in inside:
        span = mention.span
        if (
            isinstance(mention.value, Entity)  # "49.6 degrees Celsius" names nobody, and "Leeds-based" only says where
            and not (held and any([begin <= span.start and span.end <= end for begin, end in held]))
            and not _compound(text, words, span)
        ):
            entities.append(mention)
            for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                named.setdefault(i, mention)
    return Frame(
        index=index,
        sentence=sentence,
        words=words,
        tokens=tokens,
        lows=words.lows,
        lower=words.low,
        starts=starts,
        size=len(starts),
        quantities=quantities,
        times=tuple([m for m in inside if isinstance(m.value, Time)]),
        entities=tuple(entities),
        valued=tuple([ranges[m.span.start, m.span.end][0] for m in quantities]),
        counted=frozenset([i for first, last in ranges.values() for i in range(first, last)]),
        named=named,
        entity=named.get,
        distinct=words.distinct,
        ranges=ranges,
        cutting=cutting,
    )
