"""Names beside goods → where they only go or come from; months before goods → when they only are to be delivered."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.others import CONTRACTS
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon

_SENT, _BROUGHT = vocabulary("exports export shipments sales deliveries supplies"), vocabulary("imports purchases")
_QUOTED = vocabulary("crude light sweet brent wti natural gas oil gold silver gasoline heating")


def destination(frame: Frame, phrase: Phrase, at: int) -> bool:
    """Say whether a name in a phrase only tells where goods go or come from: "exports to Peru rose"."""
    link = at - 1 - (frame.lower(at - 1) == "the")
    words = frame.lows[phrase.first : link] if link > phrase.first else ()
    if frame.lower(link) == "to":
        return not _SENT.isdisjoint(words)
    return frame.lower(link) == "from" and not _BROUGHT.isdisjoint(words)


class Contracts:
    """Knows goods that are bought for a month."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._goods = grammar, lexicon.words_of("commodity") | _QUOTED

    def of_month(self, frame: Frame, at: int) -> bool:
        """Say whether goods at token ``at`` are bought for the month before: "October crude oil fell", no exports."""
        if frame.lower(at) not in self._goods:
            return False
        while frame.lower(at) in self._goods or frame.lower(at) == ",":
            at += 1
        return frame.lower(at) in CONTRACTS or self._grammar.is_verb(frame, at)
