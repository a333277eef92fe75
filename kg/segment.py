"""Article → the sentences of the blocks that make claims, in reading order.

A stop ends a sentence unless what stands before it is an abbreviation (a cue of the scheme "abbreviation"), an
initial or a number, or what follows goes on in lower case. Teasers, forms, navigation, bylines and duplicates have no
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from kg.lexicon import Lexicon
from kg.model import Article, Block, Sentence, Span
from kg.view import paragraphs

SPEAKING: Final = frozenset({"headline", "body", "caption", "list", "table"})
"""The kinds of block that make claims."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# begins with one set of signs, so that whatever is none of them is passed at once
_STOP = re.compile(r"[.!?…。！？](?:(?<=[.!?])[.!?]*[\"')\]”’»]*|(?<=…)…*[\"')\]”’»]*|(?<=[。！？])[。！？]*)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'/—]{1,20}\Z")
_LETTERS = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]\Z")  # U.S, a.m, J.P
_NEXT = re.compile(r"[\s\"'(\[“‘«]{0,8}([^\W_]{1,20}|\S)?")

# words that begin sentences and seldom follow an abbreviation inside one
_BEGINS = _words(
    "a about according after all also although among an and another any are around as at back because before both "
    "but by can could despite did do does during each earlier even every few for from had has have he her here "
    "his how however i if in instead is it its last later many meanwhile more moreover most my nearly no nor not "
    "now of on once one only or other our over she should since so some still such that the their then there "
    "these they this those though through thus to today under until we were what when where whether which while "
    "who why will with within without would yet you your"
)
_LONGEST = 3000  # a "sentence" longer than this is cut at a space, so that no grammar sees a page as one sentence


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a dot may belong to, in lower case; ``small`` are those that are written so within a sentence."""

    name: frozenset[str] = frozenset()  # before a name or a number, never the end: Mr.
    figure: frozenset[str] = frozenset()  # before a figure not the end: No. 5
    end: frozenset[str] = frozenset()  # may end a sentence: Inc.
    domain: frozenset[str] = frozenset()  # after the dot of an address: com
    small: frozenset[str] = frozenset()

    def has(self, kind: frozenset[str], word: str) -> bool:
        """Say whether a word is one of a kind, written as it may be."""
        lower = word.lower()
        return lower in kind and (word[0].isupper() or lower in self.small)


_NONE = Abbreviations()


def segmenter(lexicon: Lexicon) -> Callable[[Article], tuple[Sentence, ...]]:
    """Return :func:`segment` with the abbreviations of a lexicon.

    >>> from kg.lexicon import Cue
    >>> read = segmenter(Lexicon(cues=(Cue("Gov", "abbreviation", "name"),)))
    >>> text = "Gov. Roe spoke. He left."
    >>> [sentence.span.of(text) for sentence in read(Article("a", text))]
    ['Gov. Roe spoke.', 'He left.']
    """
    cues = lexicon.cues_of("abbreviation")

    def of(sense: str) -> frozenset[str]:
        return frozenset(cue.text.lower() for cue in cues if cue.sense == sense)

    small = frozenset(cue.text for cue in cues if cue.text[:1].islower())
    known = Abbreviations(of("name"), of("figure"), of("end"), of("domain"), small)
    return lambda article: segment(article, known)


def segment(article: Article, known: Abbreviations = _NONE) -> tuple[Sentence, ...]:
    """Return the sentences of an article; they do not overlap and leave out nothing of the blocks that make claims.

    An article without blocks is taken as plain paragraphs of body text; only :func:`segmenter` knows abbreviations.

    >>> text = "J. Roe of the U.S. Army left. “We won.” He spoke at 5 p.m. Monday."
    >>> [sentence.span.of(text) for sentence in segment(Article("a", text))]
    ['J. Roe of the U.S. Army left.', '“We won.”', 'He spoke at 5 p.m. Monday.']
    """
    text = article.text
    blocks = article.blocks or tuple(Block(span, "body") for span in paragraphs(text))
    found = []
    paragraph = 0
    for block in sorted(blocks, key=attrgetter("span.start", "span.end")):
        if block.kind not in SPEAKING:
            continue
        for span in sentence_spans(text, block.span, known):
            found.append(Sentence(span, block.kind, paragraph, block.header))
        paragraph += 1
    return tuple(found)


def sentence_spans(text: str, within: Span, known: Abbreviations = _NONE) -> Iterator[Span]:
    """Yield the spans of the sentences in one stretch of the text, without the spaces around them."""
    start = within.start
    for match in _STOP.finditer(text, within.start, within.end):
        if match.end() >= within.end or _ends(text, start, match, within.end, known):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, within.end)


def _ends(text: str, start: int, stop: re.Match[str], limit: int, known: Abbreviations) -> bool:
    """Say whether a stop ends the sentence that began at ``start``."""
    mark, end = stop.group(), stop.end()
    spaced = text[end].isspace()
    if mark[0] in "。！？":
        return True
    following = _NEXT.match(text, end, limit)
    word = (following.group(1) or "") if following else ""
    if not word or word[0].islower() or word[0] in ".,;:-–—)]":
        return not word
    if not spaced:
        return _glued(text, start, stop, word, known)
    if mark[0] in "!?":
        return True
    if mark.startswith(("...", "…")):
        return not text[stop.start() - 1].isspace() or len(mark.rstrip("\"')]”’»")) > 3
    before, begin = _word_before(text, start, stop.start())
    return _free(before, word, known, first=begin == start)


def _word_before(text: str, start: int, stop: int) -> tuple[str, int]:
    """Return the word that ends at a stop, and where it begins (-1: there is none)."""
    begin = text.rfind(" ", max(start, stop - 20), stop) + 1
    if begin and text[begin:stop].isalpha():
        return text[begin:stop], begin  # as before most stops
    found = _WORD_BEFORE.search(text, max(start, stop - 24), stop)
    return (found.group(), found.start()) if found else ("", -1)


def _free(before: str, word: str, known: Abbreviations, *, first: bool) -> bool:
    """Say whether a stop after ``before`` and in front of ``word`` is more than the dot of an abbreviation.

    >>> known = Abbreviations(figure=frozenset({"nov"}), end=frozenset({"inc"}))
    >>> [_free(before, word, known, first=False) for before, word in (("Inc", "The"), ("Inc", "Shares"), ("Nov", "14"))]
    [True, False, False]
    """
    lower = before.lower()
    begins = word.lower() in _BEGINS and word[0].isupper()
    if lower in known.figure and word[0].isdigit():
        return False
    if before.isdigit():
        return not (first and len(before) < 4)  # "1. Aid" is the number of an item
    if before and known.has(known.name, before):
        return begins and before.isupper() and len(before) > 2  # "fined by the SEC. The firm …" is no "Sec. Roe"
    if len(before) == 1 and before.isupper() and before.isalpha():
        return begins and word != "I" and before != "I"
    if _LETTERS.match(before):
        return begins
    if before and known.has(known.end, before):
        return begins
    return True


def _glued(text: str, start: int, stop: re.Match[str], word: str, known: Abbreviations) -> bool:
    """Say whether a sentence ends although no space follows: after a closing quote, or between "war" and "Next"."""
    end = stop.end()
    if not word[0].isupper() or not text[end].isupper():
        return stop.group()[-1] in '"”' and text[end] in '"“'
    if stop.group()[-1] in "\"”’')":
        return True
    before = text[max(start, stop.start() - 4) : stop.start()]
    # "war.NATO" and "2014.Many", but not "U.S.Army", "example.Com" or "3.5.Beta"
    ended = (before.isdigit() and len(before) == 4) or (before[-3:].isalpha() and before[-3:].islower())
    return len(before) > 2 and ended and len(word) > 1 and word.lower() not in known.domain


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)
