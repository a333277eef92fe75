"""Quantity in its frame → whether it was only expected: "analysts had expected 3 percent", "vs. $1.18 expected"."""

from __future__ import annotations

from kg.extract.cues import Phrases
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import BE, vocabulary
from kg.lexicon import Lexicon

_STREET = "Street"  # "the Street's estimate", with a capital
_BEFORE, _AFTER, _PAST = 6, 6, 4  # words from what says so to the value, and on into the next clause
_CLOSED = vocabulary(". , ; ) by in for") | {""}  # after "expected"
_OPENING = 3  # words of "Wall Street analysts"
_BESIDE = 3  # words from a value to those who reckoned it
_MARKS, _TO_MARK = vocabulary("mark level threshold barrier milestone"), 5  # words of "47 a barrel mark"
_NEAR = 5  # words from an estimate to who made it


class Expected:
    """Tells what was reckoned from what came to be."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._reckoning = lexicon.words_of("reckoner") - lexicon.words_of("estimate")
        self._estimates = lexicon.words_of("estimate")
        self._consensus = lexicon.words_of("consensus")
        foreseeing = frozenset(cue.text for cue in lexicon.cues_of("outlook") if cue.sense == "forecast")
        self._outlook = foreseeing | lexicon.words_of("reckoning")
        cues = lexicon.cues_of("expected")
        self._before: Phrases[str] = Phrases((cue.text, "") for cue in cues if cue.position != "after")
        self._after: Phrases[str] = Phrases((cue.text, "") for cue in cues if cue.position == "after")

    def announced(self, frame: Frame, first: int, begin: int) -> bool:
        """Say whether words right before the value at token ``first`` say that it was expected."""
        if not _MARKS.isdisjoint(frame.lows[first : first + _TO_MARK]):
            return False  # "surged above the $47 a barrel mark"
        for i, hit in self._before.places(frame).items():
            near = max(begin, first - _BEFORE) <= i < first and hit.last <= first
            direct = frame.lower(hit.last - 1) != "the" or hit.last == first  # not "below the peak of 375,000"
            if near and direct and not any(hit.last <= place < first for place in frame.valued):
                return True
        return False

    def between(self, frame: Frame, begin: int, first: int, last: int) -> bool:
        """Say whether a value, tokens ``first`` to ``last``, is an estimate that something is held against.

        "compared with the average analyst estimate of $1.25", "against the $3 million analysts had been looking for".
        """
        named = not (self._estimates | self._consensus).isdisjoint(frame.lows[begin:first])
        return named or self._estimated(frame, first, last)

    def reckoned(self, frame: Frame, first: int, last: int) -> bool:
        """Say whether those who only reckon tell a value, tokens ``first`` to ``last``."""
        if frame.lower(last) == "expected" and frame.lower(last + 1) in _CLOSED:
            return True  # "$1.31 vs. $1.18 expected"
        told = not self._reckoning.isdisjoint(frame.distinct)
        street = "street" in frame.distinct
        if (told or street or not self._consensus.isdisjoint(frame.distinct)) and self._by_subject(frame, first):
            return True
        return (told or not self._estimates.isdisjoint(frame.distinct)) and self._estimated(frame, first, last)

    def said_after(self, frame: Frame, first: int, last: int, end: int) -> bool:
        """Say whether words behind a value, before the next one, say that it was expected."""
        after = self._after.places(frame)
        for i in range(last, min(last + _AFTER, end + _PAST, frame.size)) if after else ():
            if i in frame.valued and i != first:
                return False
            if i in after:
                return True
        return False

    def _by_subject(self, frame: Frame, first: int) -> bool:
        """Say whether the subject of a clause reckons: "Eight analysts surveyed by Acme had expected $3 billion"."""
        number = frame.clause(first)
        phrase, verb = self._grammar.subject(frame, number), self._grammar.verb(frame, number)
        if phrase is None or verb is None or not phrase.first < phrase.last <= first:
            return False
        told = frame.lows[phrase.first : phrase.last]
        if not self._consensus.isdisjoint(told):
            return True  # "The Acme consensus had been for $3"
        place = self._grammar.head(frame, phrase.first, phrase.last)
        street, head = of_street(frame, place), frame.lower(place)
        if not street and self._reckoning.isdisjoint(told):
            return False
        if head in self._estimates:  # "The average estimate of eight analysts was for a loss of $1"
            return phrase.last <= verb < first
        opening = frame.lows[phrase.first : phrase.first + _OPENING]  # "Brokerage Acme", "Wall Street analysts polled"
        who = street or head in self._reckoning or not self._reckoning.isdisjoint(opening)
        return who and not self._outlook.isdisjoint(frame.lows[phrase.last : first])

    def _estimated(self, frame: Frame, first: int, last: int) -> bool:
        """Say whether a value is somebody's estimate: "a 43-cent estimate by analysts", "that analysts predicted"."""
        if frame.lower(last) == "that" and frame.lower(last + 1) in self._reckoning:
            return True
        for i in range(last, last + _BESIDE):  # "the $7 million loss analysts were expecting"
            if frame.lower(i) == ",":
                break
            if frame.lower(i) in self._reckoning and not self._outlook.isdisjoint(frame.lows[i + 1 : i + 4]):
                return True
        of = frame.lower(first - 1) in ("of", "for") and frame.lower(first - 2) in self._estimates
        if not of and self._estimates.isdisjoint(frame.lows[last : last + 2]):
            return False
        near = range(max(0, first - _NEAR), min(frame.size, last + _NEAR))
        return any(frame.lows[i] in self._reckoning or of_street(frame, i) for i in near)


def expected_to(frame: Frame, first: int) -> bool:
    """Say whether the subject is what others expect something of: "Acme was expected to earn 30 cents"."""
    told = (i for i in range(1, first) if frame.lower(i) == "expected" and frame.lower(i + 1) == "to")
    return any(frame.lower(i - 1) in BE for i in told)


def of_street(frame: Frame, i: int) -> bool:
    """Say whether a word stands for Wall Street: "the Street", but not the paper named after it."""
    return frame.tokens[i].text == _STREET and frame.lower(i + 1) != "journal"
