"""Goods counted by the dose or the tonne → whether a name only says whose make they are; what gets dearer."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AFTER_NOUN, PAST_OF, vocabulary
from kg.model import Mention, Quantity

_PACKED = vocabulary(
    "doses dose bottles bottle packs packets boxes cans tins vials sachets jars bags shots equivalents pallets crates "
    "cartons units copies shipments tonnes tons pounds kilograms litres liters gallons barrels"
)
_DEARER = vocabulary("price prices cost costs bill bills value")
_MADE = 8.0  # for the make, against who sends or gets it
_ADDED, _TO = 13.0, 4  # words of "to the average retail price of"


def make(grammar: Grammar, frame: Frame, mention: Mention, found: Candidate) -> float:
    """Return what a name is worth less that only tells the make: "shipped 3 million bottles of Acme milk"."""
    noun = mention.value.noun if isinstance(mention.value, Quantity) else None
    if noun is None or found.span is None or found.classes is None:
        return 0.0
    if found.classes and not grammar.is_a(found.classes, ("Company", "Product", "Organisation")):
        return 0.0
    counted = frame.lows[frame.range(noun)[0] : frame.range(noun)[1]]
    after = frame.range(found.span)[1]
    stuff = after < frame.size and frame.tokens[after].text.islower() and frame.lower(after) not in AFTER_NOUN
    if not stuff or _PACKED.isdisjoint(counted) or grammar.is_verb(frame, after):
        return 0.0
    phrase = grammar.subject(frame, frame.clause(frame.at(mention.span.start)))
    return _MADE if phrase is not None and phrase.first < phrase.last <= frame.at(mention.span.start) else 0.0


def dearer(frame: Frame, end: int) -> Phrase | None:
    """Return what gets dearer by a value: "could add $900 to the price of electric cars"."""
    if frame.lower(end) != "to":
        return None
    of = next((i for i in range(end + 1, min(frame.size - 1, end + 2 + _TO)) if frame.lower(i) == "of"), None)
    if of is None or frame.lower(of - 1) not in _DEARER:
        return None
    last = of + 1
    while last < frame.size and frame.tokens[last].text[0].isalnum() and last not in frame.valued:
        if last > of + 1 and frame.lower(last) in PAST_OF:
            break
        last += 1
    return Phrase(of + 1, last) if last > of + 1 else None


def added(page: Page, frame: Frame, end: int, candidates: Candidates) -> Iterator[Candidate]:
    """Yield it as the owner."""
    phrase = dearer(frame, end)
    if phrase is not None:
        yield from candidates.in_phrase(page, frame, phrase, _ADDED, "subject.after-value")
