"""Quantity in its frame → whom an apposition describes: "Ann Lee, 45,", "India, the world's second largest market"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import DETERMINERS, SIZES, adverb, vocabulary
from kg.model import Entity

_PAST_NAME = 10  # words from a name to the comma before an age
_AWAY = vocabulary("from north south east west northeast northwest southeast southwest away off outside")
_SIZED = SIZES | _AWAY | {"across", "diameter"}
_ADVERBS = vocabulary(
    "still however meanwhile yet instead also overall indeed nevertheless nonetheless then separately"
)
_THEIRS = frozenset({"in", "at", "from", "for"})
_SINCE = 10  # words of what happened that long ago
_ONE = frozenset({"a", "an"})
_SURE = 4.0  # for what "a town of" describes
_FARTHEST = 12  # words from "a town of" to how far it is
_FAR = 6  # words from a comma to a rank


class Appositions:
    """Reads owners off the commas beside a value."""

    def __init__(self, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates

    def apposed(self, page: Page, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """Whom an apposition describes: "Ann Lee, 45,", "NATO, a 32-member alliance", "22-year-old Ann Lee"."""
        before = first - 1
        if frame.lower(before) == "of":  # "Goma, a city of 2 million people"
            opening = next((i for i in range(before - 1, max(0, before - 5), -1) if frame.lower(i) in ("a", "an")), 0)
            before = opening or before
        while before > 0 and frame.lower(before) in ("a", "an", "the", "aged"):
            before -= 1
        if before == first - 1 and self._linked(frame, last):
            return  # "11 in Orsa, nine in Kalo", "$9 million from Acme, $3 million from Roe"
        if before > 0 and frame.tokens[before].text == ",":
            found = frame.entity(before - 1)
            if frame.lower(last - 1).endswith("old"):
                if not self._names_next(frame, last):  # "his rival, the 46-year-old judge Ann Lee"
                    yield from self._aged(page, frame, before)
            elif found is not None:
                # "Kalo, a Varda County town of 2,000 people"
                sure = _SURE * (frame.lower(first - 1) == "of" and frame.lower(before + 1) in _ONE)
                yield self._candidates.entity(found, 8.5 + sure, "subject.apposition")
        elif before > 0 and before < first - 1 and self._grammar.is_verb(frame, max(0, before - 1)):
            found = frame.entity(before)
            if found is not None:
                yield self._candidates.entity(
                    found, 9.0, "subject.indirect-object"
                )  # "gives Clinton an 87 percent chance"
        found = frame.entity(last)
        named = found is not None and isinstance(found.value, Entity) and found.value.form != "adjective"
        if found is not None and named and frame.lower(last - 1).endswith("old"):
            yield self._candidates.entity(found, 10.5, "subject.apposition")
        found = frame.entity(first)
        if found is not None and isinstance(found.value, Entity) and found.value.form == "description":
            yield self._candidates.entity(found, 12.0, "subject.description")  # "the 45-year-old"

    def _linked(self, frame: Frame, last: int) -> bool:
        """Say whether a value behind a comma has a name of its own: "nine in Kalo", "$3 million from Ann Roe"."""
        place = last + 1 + (frame.lower(last + 1) in DETERMINERS)
        return frame.lower(last) in _THEIRS and frame.entity(place) is not None

    def ranked(self, page: Page, frame: Frame, first: int) -> Iterator[Candidate]:
        """Who has a rank: "India, the world's second most populous country": not the world."""
        before = first - 1
        while before > max(0, first - _FAR) and (frame.tokens[before].text[0].isalnum() or frame.lower(before) == "'s"):
            before -= 1
        words = range(before + 1, first)
        if any(self._grammar.is_verb(frame, i) or frame.lower(i).endswith("ing") for i in words):
            return  # "Latvia slipped to 39th, while Finland came first"
        found = frame.entity(before - 1) if frame.lower(before) == "," else None
        if found is not None:
            yield self._candidates.entity(found, 12.0, "subject.apposition")
        elif frame.lower(before) == ",":
            phrase = self._grammar.noun_phrase(frame, before - 1)
            yield from self._candidates.words(page, frame, phrase, 9.0, "subject.apposition")

    def sized(self, page: Page, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """What is so long or far: "a third runway, 3.2 km long, and …", "the Varda camp, 18 km from the border"."""
        first, last = self._with_bracket(frame, first, last)
        past = last + (frame.lower(last) == "in")  # "in diameter"
        if first < 2 or (frame.lower(past) not in _SIZED and frame.lower(last - 1) not in _SIZED):
            return
        if frame.lower(first - 1) == "(" and frame.entity(first - 2) is not None:  # "the Orsa bridge (2.4 km long)"
            yield self._candidates.entity(frame.named[first - 2], 12.0, "subject.apposition")
            return
        if frame.lower(first - 1) == "(":
            phrase = self._grammar.noun_phrase(frame, first - 2)
            yield from self._candidates.words(page, frame, phrase, 12.0, "subject.apposition")
            return
        if frame.lower(first - 1) != ",":
            yield from self._described(frame, first)
            return
        found, long = frame.entity(first - 2), frame.lower(last) in SIZES
        if found is not None and not long:
            placed = isinstance(found.value, Entity) and not self._grammar.is_a(found.value.classes, ("Person",))
            if placed:
                yield self._candidates.entity(found, 12.0, "subject.apposition")
        elif found is None and first - 2 not in frame.timed:
            phrase = self._grammar.noun_phrase(frame, first - 2)
            named = any(frame.tokens[i].text[0].isupper() for i in range(max(1, phrase.first), phrase.last))
            if long or named:
                yield from self._candidates.words(page, frame, phrase, 12.0, "subject.apposition")

    def _with_bracket(self, frame: Frame, first: int, last: int) -> tuple[int, int]:
        """Return the tokens of a length told twice: "about 80 miles (130 km) west of Orsa"."""
        if frame.lower(last) not in ("(", ")"):
            return first, last
        close = next((i for i in range(last, last + _FAR) if frame.lower(i) == ")"), 0)
        if frame.lower(last) == "(" and close:
            return first, close + 1
        if frame.lower(first - 1) == "(" and frame.lower(last) == ")" and first - 2 in frame.counted:
            before = [start for start in frame.valued if start < first - 1]
            return before[-1] if before else first, last + 1
        return first, last

    def _described(self, frame: Frame, first: int) -> Iterator[Candidate]:
        """Which place a description of it with a distance tells of: "Kalo, a town of 900 people 30 km from Varda"."""
        i = first - 1
        if (found := frame.entity(i)) is None:
            while i > max(1, first - _FARTHEST) and frame.lower(i) not in _ONE:
                if frame.lower(i) == "," or self._grammar.is_verb(frame, i):
                    return
                i -= 1
            found = frame.entity(i - 2) if frame.lower(i) in _ONE and frame.lower(i - 1) == "," else None
        if found is not None and isinstance(found.value, Entity) and self._places(found.value):
            yield self._candidates.entity(found, 12.0, "subject.apposition")

    def _places(self, entity: Entity) -> bool:
        named = entity.form not in ("pronoun", "adjective", "description")
        return named and (not entity.classes or self._grammar.is_a(entity.classes, ("Place",)))

    def elapsed(self, page: Page, frame: Frame, first: int, last: int) -> Iterator[Candidate]:
        """What time has passed since: "it is now fifteen months since the attack on Kalo began"."""
        if frame.lower(last) != "since" or last + 1 in frame.timed:
            return
        opening = self._grammar.subject(frame, frame.clause(first))
        verb = next((i for i in range(last + 2, min(frame.size, last + _SINCE)) if self._grammar.is_verb(frame, i)), 0)
        if verb and opening is not None and opening.pronoun and opening.first < first:
            yield from self._candidates.in_phrase(page, frame, Phrase(last + 1, verb), 12.0, "subject.elapsed")

    def asided(self, page: Page, frame: Frame, cue: tuple[int, int]) -> Iterator[Candidate]:
        """What an aside that opens with the measure's words tells of: "The camp, home to 106,000 refugees, …"."""
        comma = cue[0] - 1
        doing = frame.lower(cue[0]).endswith("ing") or self._grammar.is_verb(frame, cue[0])
        if comma < 1 or doing or frame.lower(comma) != "," or not frame.tokens[comma - 1].text[0].isalpha():
            return
        if comma == 1 and (frame.lower(0) in _ADVERBS or adverb(frame.lower(0))):
            return  # "Still, shares fell about 5 percent"
        found = frame.entity(comma - 1)
        if found is not None:
            yield self._candidates.entity(found, 12.0, "subject.apposition")
        elif not self._grammar.is_verb(frame, comma - 1):
            phrase = self._grammar.noun_phrase(frame, comma - 1)
            yield from self._candidates.words(page, frame, phrase, 12.0, "subject.apposition")

    def _names_next(self, frame: Frame, i: int) -> bool:
        """Say whether a person is named before the next sign or verb."""
        while i < frame.size and frame.tokens[i].text[0].isalpha() and not self._grammar.is_verb(frame, i):
            found = frame.entity(i)
            if found is not None and isinstance(found.value, Entity) and "Person" in found.value.classes:
                return True
            i += 1
        return False

    def _aged(self, page: Page, frame: Frame, comma: int) -> Iterator[Candidate]:
        """Whose age follows a comma: "Ann Lee of the University of Varda, a 55-year-old doctor", "the captain, a …"."""
        for place in range(comma - 1, max(-1, comma - _PAST_NAME), -1):
            found = frame.entity(place)
            told = found.value if found is not None else None
            if found is not None and isinstance(told, Entity) and told.form != "pronoun" and "Person" in told.classes:
                yield self._candidates.entity(found, 12.0, "subject.apposition")
                return
            if found is not None and isinstance(told, Entity) and not told.classes and " " in told.name:
                yield self._candidates.entity(found, 12.0, "subject.apposition")
                return
        phrase = self._grammar.noun_phrase(frame, comma - 1)
        yield from self._candidates.words(page, frame, phrase, 12.0, "subject.apposition")
