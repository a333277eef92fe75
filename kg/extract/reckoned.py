"""Expected value → who expected it: "the 38 cents that analysts polled by Acme called for", "the Street's estimate"."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.expected import of_street
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import AUXILIARIES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Claim, Entity, Span

_ASKED = vocabulary("surveyed polled interviewed tracked contacted")
_AT = vocabulary("at from")
_OPENING = vocabulary("what which")
_FIRMS = 4  # words from "analysts" to the name of who asked them
_NEAR = 12  # words from whose estimate it is to the value
_LINES = 6  # sentences after "Here is what analysts expected:"


class Reckoners:
    """Finds who expected what a sentence tells was expected, where nobody is said to say so."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._estimates = lexicon.words_of("estimate") | lexicon.words_of("consensus")
        self._nouns = lexicon.words_of("reckoner") - lexicon.words_of("estimate")

    def speak(self, page: Page, frame: Frame, claim: Claim) -> Claim:
        """Return an expected value as told by who reckons it; any other claim as it is."""
        if claim.standing != "expected" or claim.value_span is None:
            return claim
        at, last = frame.range(claim.value_span)
        if claim.unit is None and frame.lower(last) in self._nouns:
            return claim  # "the average estimate of eight analysts"
        found = self._source(page, frame, at) or self._named(page, frame, at) or self._announced(page, frame)
        if found is None:
            return claim
        name, span = found
        return replace(
            claim, speaker=name, speaker_span=span, reasons=(*claim.reasons, ("speaker", "speaker.expected"))
        )

    def _source(self, page: Page, frame: Frame, at: int) -> tuple[str, Span] | None:
        """Return who is named before the word for an estimate: "topping the FactSet consensus of $3 billion"."""
        for mention in frame.entities:
            if not isinstance(mention.value, Entity) or mention.value.form in ("pronoun", "description"):
                continue
            first, last = frame.range(mention.span)
            named = frame.lower(last) in self._estimates or frame.lower(last + 1) in self._estimates
            named = named and frame.lower(last) not in AUXILIARIES  # "polled by Acme had forecast"
            if named and abs(last - at) <= _NEAR and frame.lower(last) != "'s":
                return frame.text(first, last, page.article.text), mention.span
        return None

    def _named(self, page: Page, frame: Frame, at: int) -> tuple[str, Span] | None:
        """Return the reckoners that stand nearest to a value."""
        places = [
            i for i, low in enumerate(frame.lows) if (low in self._nouns and low.endswith("s")) or of_street(frame, i)
        ]
        if not places:
            return None
        i = min(places, key=lambda i: abs(i - at))
        first, last = self._grammar.noun_phrase(frame, i).first, i + 1
        if frame.lower(last) in _ASKED or frame.lower(last) in _AT:
            who = next((m for m in frame.entities if last < frame.at(m.span.start) <= last + _FIRMS), None)
            last = frame.range(who.span)[1] if who is not None else last
        while first < i and (first in frame.counted or frame.lower(first) in _OPENING):
            first += 1
        if not frame.counted.isdisjoint(range(first - 1, i)):
            first = i  # "the 11-cent loss analysts were expecting"
        name = frame.text(first, last, page.article.text)
        return (name, frame.span(first, last)) if name else None

    def _announced(self, page: Page, frame: Frame) -> tuple[str, Span] | None:
        """Return the reckoners of the line that announces results: "compared with what analysts expected:"."""
        for back in range(1, _LINES + 1):
            place = frame.index - back
            earlier = page.frames[place] if place >= 0 else None
            if earlier is not None and earlier.tokens[-1].text == ":":
                return self._named(page, earlier, earlier.size)
        return None
