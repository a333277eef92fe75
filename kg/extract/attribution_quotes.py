"""Paragraphs → the words between quotation marks, paired as well as the marks allow.

The marks of the normalised view are straight, so that a mark opens or closes by what stands beside it. A quote that a
paragraph leaves open goes on in the next one if that begins with a mark again, as newspapers set long quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Span

_MARK = re.compile('["“”]')
# an apostrophe between letters is not a mark; bounded, so that a page of apostrophes stays linear
_SINGLE = re.compile(r"(?<![\w'])'(?=\w)(?:[^'\"\n]|(?<=\w)'(?=\w)){5,1500}'(?!\w)")
_LEFT_OPEN = 6  # words from which a single mark that nothing closes opens a quote rather than a word
_BEFORE_OPENING = frozenset(" \t\n([{-–—―/'")
_AFTER_CLOSING = frozenset(" \t\n)]}-–—―/'.,;:!?")
_FULL = 4  # words from which a quote is a statement rather than a term somebody used


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words with their marks; ``open`` where the paragraph ends without a closing mark."""

    span: Span
    paragraph: int
    open: bool = False

    def full(self, text: str) -> bool:
        """Say whether it is long enough to state something by itself."""
        return len(self.span.of(text).split(maxsplit=_FULL)) >= _FULL


def quotes(text: str, paragraphs: Iterable[tuple[int, Span]]) -> list[Quote]:
    """Return the quotes of each paragraph, in order; none overlaps another.

    >>> text = 'He said: "We go." She did not "agree".'
    >>> [quote.span.of(text) for quote in quotes(text, [(0, Span(0, len(text)))])]
    ['"We go."', '"agree"']
    """
    found: list[Quote] = []
    running = False
    for number, span in paragraphs:
        doubles = list(_paired(text, number, span, running=running))
        running = doubles[-1].open if doubles else False
        found += doubles
        if not doubles:
            found += [quote for quote in _singles(text, number, span) if " " in quote.span.of(text)]
    return found


def _singles(text: str, number: int, span: Span) -> Iterator[Quote]:
    at = text.find("'", span.start, span.end)
    while at >= 0:  # most are apostrophes, at which the expression is tried and not between them
        match = _SINGLE.match(text, at, span.end)
        if match is not None:
            yield Quote(Span(*match.span()), number)
        elif text[at + 1 : at + 2].isupper() and _begins(text, span.start, at):
            left = Span(at, span.end)  # "'The total is £90.", and the next paragraph opens with a mark, too
            if len(left.of(text).split(maxsplit=_LEFT_OPEN)) > _LEFT_OPEN:
                yield Quote(left, number, open=True)
                return
        at = text.find("'", match.end() if match is not None else at + 1, span.end)


def _begins(text: str, first: int, at: int) -> bool:
    """Say whether a single mark stands first in its paragraph, or after a colon or comma."""
    return at == first or text[max(first, at - 2) : at] in (": ", ", ")


def _paired(text: str, number: int, span: Span, *, running: bool) -> Iterable[Quote]:
    start: int | None = None
    for match in _MARK.finditer(text, span.start, span.end):
        at = match.start()
        opens = (
            at + 1 < span.end and not text[at + 1].isspace() and (at == span.start or text[at - 1] in _BEFORE_OPENING)
        )
        closes = (
            at > span.start and not text[at - 1].isspace() and (at + 1 == span.end or text[at + 1] in _AFTER_CLOSING)
        )
        if start is None:
            if opens or not closes:
                start = at
            elif running:
                yield Quote(Span(span.start, at + 1), number)
            running = False
        elif opens and not closes:
            start = at  # the one before was never closed
        elif at - start > 1:
            yield Quote(Span(start, at + 1), number)
            start = None
    if start is not None and span.end - start > 1 and _led_in(text, span.start, start):
        yield Quote(Span(start, span.end), number, open=True)


def _led_in(text: str, first: int, start: int) -> bool:
    """Say whether a mark stands where a quote begins: first in its paragraph, or after a stop, comma or colon."""
    return not text[first:start].strip() or text[max(first, start - 3) : start].rstrip()[-1:] in tuple(",:.!?")
