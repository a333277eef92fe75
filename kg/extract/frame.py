"""Sentence and mentions → frame: its words, its clauses, and what is mentioned where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from kg.extract.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, RELATIVES, vocabulary
from kg.model import Article, Entity, Mention, Quantity, Sentence, Span, Time

_WORD = re.compile(
    r"['’]s\b|(?:[A-Z]\.){2,8}(?:-\w+)?|(?:Mrs?|Ms|Dr|St|Gen|Sen|Rep|Gov|No)\.|\d+(?:[.,]\d+)+|\d+(?=-[^\W\d_])|[^\W_]+(?:[-.&'’](?!s\b)[^\W_]+)*|[^\w\s]|_"
)
_CLOSERS = frozenset(";:—–_")
_OPENERS = vocabulary(
    "while but whereas although though which who whose whom when where because if after before until unless "
    "compared according with as and or that since so despite than"
)
_ADVERBIAL = 6  # words of a phrase that opens a sentence and belongs to the clause after it
_DATELINE = 12
_LONGEST = 160  # words of a sentence that are read together
_BEFORE_NOUNS = frozenset({"after", "before", "until", "if", "unless"})  # "after October 18" is no clause
_FINDING = vocabulary("found finds find shows showed suggests suggested means meant")
_REPORTED = 12  # words between "said" and "that"
_NOMINAL = DETERMINERS | PREPOSITIONS | {"'s"}
_SUBORDINATE = vocabulary("while whereas although though because when after before if unless as since once until")
_INNER = vocabulary(
    "while whereas although though because which who whose whom when where after before if until unless"
)


class Token(NamedTuple):
    """A word or a sign, with its place in the article's text."""

    text: str
    lower: str
    start: int
    end: int


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
    starts: tuple[int, ...] = field(default=(), repr=False)
    size: int = 0
    ends: tuple[int, ...] = field(default=(), repr=False)  # of the clauses
    memo: dict[tuple[str, int], object] = field(default_factory=dict, repr=False, compare=False)  # of pure functions

    def at(self, offset: int) -> int:
        """Return the token that holds a character offset (or the next one)."""
        i = bisect_left(self.starts, offset)
        if i and (i == len(self.starts) or self.starts[i] != offset) and offset < self.tokens[i - 1].end:
            return i - 1
        return min(i, len(self.tokens))

    def range(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of tokens a span covers (at least one token where there is one)."""
        first = self.at(span.start)
        last = self.at(max(span.start, span.end - 1))
        return first, min(len(self.tokens), max(first, last) + 1)

    def clause(self, i: int) -> int:
        """Return the number of the clause that holds token i."""
        return max(0, min(bisect_right(self.ends, i), len(self.clauses) - 1))

    def lower(self, i: int) -> str:
        """Return token i in lower case, or an empty string outside the sentence."""
        return self.tokens[i].lower if 0 <= i < self.size else ""

    def entity(self, i: int) -> Mention | None:
        """Return the entity mentioned at token i."""
        offset = self.tokens[i].start if 0 <= i < len(self.tokens) else -1
        return next((m for m in self.entities if m.span.start <= offset < m.span.end), None)

    def text(self, first: int, last: int, source: str) -> str:
        """Return the words from token first up to (not including) last, white space made single."""
        return " ".join(source[self.tokens[first].start : self.tokens[last - 1].end].split()) if first < last else ""

    def span(self, first: int, last: int) -> Span:
        """Return the span of tokens first up to (not including) last."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


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
    for sentence in sorted(sentences, key=lambda item: item.span):
        tokens = tokenise(article.text, sentence.span)
        for begin in range(0, len(tokens), _LONGEST):  # what has no end is read in stretches
            part = tokens[begin : begin + _LONGEST]
            start = sentence.span.start if begin == 0 else part[0].start
            end = sentence.span.end if begin + _LONGEST >= len(tokens) else part[-1].end
            low, high = bisect_left(places, start), bisect_left(places, end)
            inside = [mention for mention in ordered[low:high] if mention.span.end <= end]
            within = sentence if len(part) == len(tokens) else replace(sentence, span=Span(start, end))
            made.append(_frame(len(made), within, part, inside, speech, verbs))
    return tuple(made)


def _frame(
    index: int,
    sentence: Sentence,
    tokens: tuple[Token, ...],
    inside: list[Mention],
    speech: frozenset[str],
    verbs: frozenset[str],
) -> Frame:
    quantities = tuple(m for m in inside if isinstance(m.value, Quantity))
    times = tuple(m for m in inside if isinstance(m.value, Time))
    clauses = tuple(_clauses(tokens, [m.span for m in (*quantities, *times)], speech, verbs))
    return Frame(
        index=index,
        sentence=sentence,
        tokens=tokens,
        clauses=clauses,
        quantities=quantities,
        times=times,
        entities=tuple(  # "49.6 degrees Celsius" names nobody
            m for m in inside if isinstance(m.value, Entity) and not any(q.span.covers(m.span) for q in quantities)
        ),
        starts=tuple(token.start for token in tokens),
        size=len(tokens),
        ends=tuple(end for _, end in clauses),
    )


@lru_cache(maxsize=512)  # the sentences of one article are cut once for all who read them
def tokenise(text: str, span: Span) -> tuple[Token, ...]:
    """Cut a stretch of text into words and signs.

    >>> [token.text for token in tokenise("NATO's 31 members.", Span(0, 18))]
    ['NATO', "'s", '31', 'members', '.']
    """
    return tuple(
        Token(word, word.lower().replace("’", "'"), found.start(), found.end())
        for found in _WORD.finditer(text, span.start, span.end)
        for word in (found.group(),)
    )


def _clauses(
    tokens: tuple[Token, ...], held: list[Span], speech: frozenset[str], verbs: frozenset[str]
) -> Iterable[tuple[int, int]]:
    """Cut a sentence at semicolons, at commas that open a clause, at conjunctions inside it and where speech begins."""
    starts = [token.start for token in tokens]
    inside = {i for span in held for i in range(bisect_right(starts, span.start), bisect_left(starts, span.end))}
    values = {bisect_left(starts, span.start) for span in held}
    begin, verb = 0, False
    for i in range(len(tokens)):
        cut = 0 if i <= begin or i in inside else _cut(tokens, begin, i, verb, speech, verbs)
        if cut == i and i in values and tokens[i - 1].lower in speech:
            cut = 0  # "added 75,000 jobs" says nothing
        if cut > begin:
            yield begin, cut
            begin, verb = cut, False
        verb = verb or _verbal(tokens, i, verbs)
    if begin < len(tokens):
        yield begin, len(tokens)


def _cut(
    tokens: tuple[Token, ...], begin: int, i: int, verb: bool, speech: frozenset[str], verbs: frozenset[str]
) -> int:
    """Return where a clause ends at token i: before it, after it, or (0) not here; ``verb``: whether it has one yet."""
    token = tokens[i]
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if token.text in _CLOSERS or (token.text == "-" and i <= _DATELINE and tokens[0].text.isupper()):
        return i + 1
    if token.text == ",":
        if i - begin <= _ADVERBIAL and tokens[begin].lower in PREPOSITIONS and tokens[begin].lower not in _INNER:
            return 0  # "On Monday, it …" is one clause
        if tokens[begin].lower in _SUBORDINATE and verb:
            return i + 1  # "While it rains, …"
        if tokens[begin].lower in RELATIVES and verb and i + 1 < len(tokens) and _verbal(tokens, i + 1, verbs):
            return i + 1  # "The craft, which weighs a ton, will travel …"
        participle = following.endswith("ing") and following not in ("including", "excluding")
        if following in _OPENERS or participle or (verb and _opens(tokens, i + 1, verbs)):
            return i + 1
    if token.lower in _INNER and i - begin > 1 and tokens[i - 1].text != ",":
        return i if token.lower not in _BEFORE_NOUNS or _opens(tokens, i + 1, verbs) else 0
    if (
        token.lower in ("and", "but")
        and verb
        and i - begin > 2
        and tokens[i + 1 : i + 2]
        and _nominal(tokens, i + 1, verbs)
    ):
        return i  # "the peak is 4,810 metres high and the lake is 300 metres deep"
    if token.lower == "as" and verb and _opens(tokens, i + 1, verbs) and i - begin > 2:
        return i
    if token.lower == "that" and i + 1 < len(tokens) and _verbal(tokens, i + 1, verbs) and i - begin > 1:
        return i
    if token.lower == "that" and any(tokens[j].lower in speech for j in range(max(begin, i - _REPORTED), i)):
        return i
    if token.lower == "that" and verb and _verbal(tokens, i - 1, verbs) and _nominal(tokens, i + 1, verbs):
        return i  # "found that the glacier has shrunk"
    told = (
        (tokens[i - 1].lower in speech or tokens[i - 1].lower in _FINDING)
        and token.text[0].isalnum()
        and token.lower not in PREPOSITIONS
    )
    if told and _opens(tokens, i, verbs):
        return i
    return 0


def _verbal(tokens: tuple[Token, ...], i: int, verbs: frozenset[str]) -> bool:
    word = tokens[i].lower
    if word in AUXILIARIES:
        return word != "'s"
    if not tokens[i].text.islower() or (i and tokens[i - 1].lower in _NOMINAL):
        return False
    if word in verbs or (len(word) > 4 and word.endswith("ed") and "-" not in word):
        return True
    # "Ukraine awaits a package": a third person between a name and a determiner
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return bool(i) and word.endswith("s") and tokens[i - 1].text[0].isupper() and following in DETERMINERS


def _nominal(tokens: tuple[Token, ...], i: int, verbs: frozenset[str]) -> bool:
    """Say whether a determiner begins a clause with its own subject and verb at token i."""
    return (
        i < len(tokens)
        and tokens[i].lower in ("the", "a", "an", "its", "their", "his", "her")
        and _opens(tokens, i, verbs)
    )


def _opens(tokens: tuple[Token, ...], i: int, verbs: frozenset[str]) -> bool:
    """Say whether a new clause with its own subject and verb begins here ("…, it will …")."""
    for j in range(i, min(i + 8, len(tokens))):
        if tokens[j].text in ",;:." or tokens[j].lower in RELATIVES:
            return False
        if _verbal(tokens, j, verbs):
            return j > i
    return False
