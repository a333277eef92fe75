"""Value in its clause → whether it points back: "the figure stood at 900", "they will amount to 12 million"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import BE, DETERMINERS
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity

_FIGURES = frozenset(
    {"figure", "figures", "number", "numbers", "total", "tally", "sum", "share", "proportion"}
)  # of what was told before
_POINTERS = DETERMINERS | _FIGURES
_SHORT = 4  # words of "January's revised figure"


class Pointing:
    """Reads off the subject of a clause whether its values are of what was told before."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._figures = grammar, lexicon.words_of("figure")
        self._levels = frozenset(word for cue in lexicon.cues_of("change") for word in cue.text.split())
        self._estimates = lexicon.words_of("estimate")

    def refers(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a bare value is of "the figure", before it or as what is put "at" it."""
        quantity = mention.value
        if not isinstance(quantity, Quantity) or quantity.noun is not None:
            return False
        first = frame.range(mention.span)[0]
        if frame.lows[first - 2 : first] == ("age", "of"):
            return False
        if frame.lows[first - 3 : first] == ("a", "figure", "of"):
            return True  # "police gave a figure of 900"
        if frame.lower(first - 1) == "at" and frame.lower(first - 3) in ("the", "that", "this"):
            return frame.lower(first - 2) in _FIGURES
        if frame.lower(first - 1) == "'s" and first - 2 in frame.timed:
            return frame.lower(frame.range(mention.span)[1]) in BE  # "May's $402 million was a record"
        subject = self._grammar.subject(frame, frame.clause(first))
        if subject is None or subject.pronoun or subject.relative or not subject.first < subject.last <= first:
            return False
        if subject.last - subject.first > _SHORT or frame.lower(subject.last - 1) not in _FIGURES:
            return False
        first = subject.first - (frame.lower(subject.first) == "'s")  # "January's figure", but not "passenger numbers"
        return frame.lower(first) in _POINTERS or first in frame.timed

    def anaphoric(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a value's clause points back: "they will amount to …", "the figure stood at …"."""
        subject = self._grammar.subject(frame, frame.clause(frame.range(mention.span)[0]))
        if subject is None or subject.relative or subject.first >= subject.last:
            return True
        if subject.pronoun:
            return not self._does(frame, mention)
        return frame.lower(self._grammar.head(frame, subject.first, subject.last)) in self._figures

    def _does(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a clause tells what its pronoun does with the value: "it processes $9 billion a year"."""
        first = frame.range(mention.span)[0]
        verb = self._grammar.verb(frame, frame.clause(first))
        if verb is None or verb >= first:
            return False
        stretch = frame.lows[verb:first]
        pointing = self._levels | self._estimates  # "it left its estimate at 25 million"
        return pointing.isdisjoint(stretch) and BE.isdisjoint(stretch)
