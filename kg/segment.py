"""Article → the sentences of the blocks that make claims, in reading order.

A stop ends a sentence unless what stands before it is an abbreviation, an initial or a number, or what follows goes on
in lower case. Teasers, forms, navigation, bylines and duplicates have no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Article, Block, Sentence, Span
from kg.view import paragraphs

SPEAKING: Final = frozenset({"headline", "body", "caption", "list", "table"})
"""The kinds of block that make claims."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP = re.compile(r"(?:[.!?]+|…+)[\"')\]”’»]*|[。！？]+")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'/—]{1,20}\Z")
_LETTERS = re.compile(r"(?:[A-Za-z]\.){1,6}[A-Za-z]\Z")  # U.S, a.m, J.P
_NEXT = re.compile(r"[\s\"'(\[“‘«]{0,8}([^\W_]{1,20}|\S)?")

# before a name or a number: never the end
_BEFORE_NAME = _words(
    "sens reps gens drs profs govs "
    "mr mrs ms mx dr prof gen col lt sgt maj capt cmdr cpl pvt adm brig sen rep gov pres hon rev fr st ste mt ft "
    "messrs supt insp atty dist pt vs v cf viz approx ca fig figs art arts sec ch vol pp eds al"
)
# before a figure: not the end
_BEFORE_FIGURE = _words("no nos p pp art sec fig ch vol para jan feb mar apr jun jul aug sep sept oct nov dec")
# may end a sentence: only if the next word begins one
_MAY_END = _words(
    "inc corp co ltd plc cos bros jr sr esq etc dept univ assn ave blvd rd hwy tel est jan feb mar apr jun jul "
    "aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga "
    "ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ont que "
    "alta min max avg sq cu mph bn mn tn trn"
)
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


def segment(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of an article; they do not overlap and leave out nothing of the blocks that make claims.

    An article without blocks is taken as plain paragraphs of body text.

    >>> text = "Gen. J. Roe of the U.S. Army left. “We won.” He spoke at 5 p.m. Monday."
    >>> [sentence.span.of(text) for sentence in segment(Article("a", text))]
    ['Gen. J. Roe of the U.S. Army left.', '“We won.”', 'He spoke at 5 p.m. Monday.']
    """
    text = article.text
    blocks = article.blocks or tuple(Block(span, "body") for span in paragraphs(text))
    found = []
    paragraph = 0
    for block in sorted(blocks, key=lambda block: block.span):
        if block.kind not in SPEAKING:
            continue
        for span in sentence_spans(text, block.span):
            found.append(Sentence(span, block.kind, paragraph, block.header))
        paragraph += 1
    return tuple(found)


def sentence_spans(text: str, within: Span) -> Iterator[Span]:
    """Yield the spans of the sentences in one stretch of the text, without the spaces around them."""
    start = within.start
    for match in _STOP.finditer(text, within.start, within.end):
        if match.end() >= within.end or _ends(text, start, match, within.end):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, within.end)


def _ends(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
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
        return _glued(text, start, stop, word)
    if mark[0] in "!?":
        return True
    if mark.startswith(("...", "…")):
        return not text[stop.start() - 1].isspace() or len(mark.rstrip("\"')]”’»")) > 3
    before = _WORD_BEFORE.search(text, max(start, stop.start() - 24), stop.start())
    return _free(before.group() if before else "", word, first=before is not None and before.start() == start)


def _free(before: str, word: str, *, first: bool) -> bool:
    """Say whether a stop after ``before`` and in front of ``word`` is more than the dot of an abbreviation.

    >>> _free("Inc", "The", first=False), _free("Inc", "Shares", first=False), _free("Nov", "14", first=False)
    (True, False, False)
    """
    lower = before.lower()
    begins = word.lower() in _BEGINS and word[0].isupper()
    if lower in _BEFORE_FIGURE and word[0].isdigit():
        return False
    if before.isdigit():
        return not (first and len(before) < 4)  # "1. Aid" is the number of an item
    if lower in _BEFORE_NAME and (before[0].isupper() or lower in {"vs", "v", "cf", "ca", "approx"}):
        return False
    if len(before) == 1 and before.isupper() and before.isalpha():
        return begins and word != "I" and before != "I"
    if _LETTERS.match(before):
        return begins
    if lower in _MAY_END and (before[0].isupper() or lower in {"etc", "min", "max", "bn", "mn", "tn", "sq", "cu"}):
        return begins
    return True


def _glued(text: str, start: int, stop: re.Match[str], word: str) -> bool:
    """Say whether a sentence ends although no space follows: after a closing quote, or between "war" and "Next"."""
    end = stop.end()
    if not word[0].isupper() or not text[end].isupper():
        return stop.group()[-1] in '"”' and text[end] in '"“'
    if stop.group()[-1] in "\"”’')":
        return True
    before = text[max(start, stop.start() - 4) : stop.start()]
    # "war.NATO" and "2014.Many", but not "U.S.Army", "example.Com" or "3.5.Beta"
    ended = (before.isdigit() and len(before) == 4) or (before[-3:].isalpha() and before[-3:].islower())
    return len(before) > 2 and ended and len(word) > 1 and word.lower() not in _DOMAINS


_DOMAINS = _words("com net org gov edu int co io info")


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
