"""Time in its sentence → the cue that says what it dates: "founded", "signed", "opens"."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.cues import Hit, Phrases
from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, RELATIVES
from kg.lexicon import Lexicon, Measure
from kg.model import Mention, Quantity, Time

GENERIC = "eventDate"
_AFTER = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_REACH = 12  # words between a time and the word that says what it dates
_NEGATIONS = frozenset({"not", "never", "n't", "'t", "no", "none"})
_ANOTHER_TIME = frozenset({"since", "after", "before", "until"})  # what follows is of another time
_NEXT = 4  # words between a cue and a time of its own
_SAID = 4  # words between a verb of speech and the time of what it says
_ENDING = frozenset({"", ".", ",", ";", "that", '"', "”", "in", "at"})  # what stands after the time of speaking


class Place(NamedTuple):
    """A time that may date something, and where it stands."""

    page: Page
    frame: Frame
    mention: Mention
    time: Time
    value: str  # the claim's, if it dates something
    at: int  # the tokens it takes, half-open
    last: int
    number: int  # of its clause


class DateCues:
    """Finds what the words of a sentence say that its times date."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._cues: Phrases[Measure] = Phrases(
            (cue, measure) for measure in lexicon.measures if "date" in measure.units for cue in measure.cues
        )
        self._speech = lexicon.words_of("speech")

    def find(self, frame: Frame) -> tuple[Hit[Measure], ...]:
        """Return the cues of a sentence."""
        return tuple(self._cues.find(frame))

    def reach(self, place: Place, hits: tuple[Hit[Measure], ...]) -> int | None:
        """Return how many clauses away a cue may stand, ``None`` for a time that only says when something was said."""
        frame, at, number = place.frame, place.at, place.number
        first = frame.clauses[number][0]
        begin = max(first, at - _SAID)
        if not self._speech.isdisjoint(frame.lows[begin:at]) and any(
            frame.lower(i) in self._speech and frame.tokens[i].text.islower() and i + 1 not in frame.valued
            for i in range(begin, at)
            if not any(hit.first <= i < hit.last - 1 for hit in hits)  # "declared independence in 2008"
        ):
            # "…, the ministry said on Tuesday" dates what is said, not what it is about
            return None if frame.lower(place.last) in _ENDING else 0
        if self._grammar.verb(frame, number) is None:
            return 2
        return 0 if frame.lower(first) in ("which", "who") else 1  # "a petition, which was handed in on Monday"

    def nearest(self, place: Place, hits: tuple[Hit[Measure], ...], reach: int) -> Hit[Measure] | None:
        """Return the cue, at most so many clauses away, that says what a time dates."""
        frame, at, last, number = place.frame, place.at, place.last, place.number
        hits = self._able(place, hits)
        if not hits:
            return None
        acts = {e.head for e in place.page.events.by_frame.get(frame.index, ()) if e.harmful}
        near = [
            hit
            for hit in hits
            if _gap(hit, at, last) <= _REACH
            and abs(frame.clause(hit.first) - number) <= reach
            and self._ties(frame, hit, at)
            # "opened fire" is what happened, no beginning
            and (hit.value.name == GENERIC or acts.isdisjoint((hit.first, hit.last)))
            # "today marks the 75th anniversary since it was founded" does not say that it was founded today
            and _ANOTHER_TIME.isdisjoint(frame.lows[last : hit.first])
            and not has_own_date(frame, place.mention, hit.first, hit.last)
        ]
        return min(near, key=lambda hit: (frame.clause(hit.first) != number, _gap(hit, at, last)), default=None)

    def _able(self, place: Place, hits: tuple[Hit[Measure], ...]) -> tuple[Hit[Measure], ...]:
        """Return the cues that can say what a time dates, by what it is: part of a name, or still to come."""
        frame, last, start = place.frame, place.last, place.time.start
        if hits and names(place):  # "the 2014 assessment" names a thing; "the 1949 signing" dates it
            hits = tuple(hit for hit in hits if last <= hit.first <= last + 2)
        if hits and start is not None and f"{start}" > (place.page.article.published or "9999"):
            # "…, by the end of 2025, the carrier announced": nothing was announced then
            verbs = self._grammar.told(frame)
            hits = tuple(hit for hit in hits if hit.first not in verbs or frame.lower(hit.first - 1) in AUXILIARIES)
        return hits

    def _ties(self, frame: Frame, hit: Hit[Measure], at: int) -> bool:
        """Say whether a cue says what the time at a token dates; "since" and "until" only right before it.

        "Since" tells no beginning where it only counts ("fell 3 percent since May"), and "not until" no end.
        """
        number = frame.clause(at)
        said = hit.first in self._grammar.told(frame) and frame.clause(hit.first) != number
        if said:
            return False  # "Schools will stay closed on Friday, the city has announced"
        if frame.clause(hit.first) < number and frame.lower(frame.clauses[number][0]) == "that":
            return False  # "told a news conference that the economy would shrink in the fourth quarter"
        word = frame.lower(hit.first)
        if word not in ("since", "until"):
            return True
        if not hit.last <= at <= hit.last + 1:
            return False
        begin, end = frame.clauses[number]
        if word == "until":
            return not any(frame.lower(i) in _NEGATIONS for i in range(begin, hit.first))
        moved = any(
            begin <= place < end and isinstance(each.value, Quantity) and each.value.unit is not None
            for place, each in zip(frame.valued, frame.quantities, strict=True)
        )
        return not moved and "unchanged" not in frame.lows[begin:end]


def names(place: Place) -> bool:
    """Say whether a time is part of what something is called: "the 2014 assessment"."""
    frame, at, last = place.frame, place.at, place.last
    after = frame.tokens[last] if last < len(frame.tokens) else None
    if after is None or not after.text[0].isalpha() or after.lower in _AFTER:
        return False
    return frame.lower(at - 1) in DETERMINERS or frame.lower(at - 1) == "'s"


def has_own_date(frame: Frame, mention: Mention, first: int, last: int) -> bool:
    """Say whether another date stands between the cue and this one: "founded in 1881, expects … next year"."""
    at = frame.at(mention.span.start)
    for other in frame.times:
        place = frame.at(other.span.start)
        dates = isinstance(other.value, Time) and other.value.kind == "date" and not other.span.overlaps(mention.span)
        if dates and (last <= place < at - 2 or at + 2 < place < first):
            return True
        if dates and at < first and last <= place <= last + _NEXT and frame.clause(place) == frame.clause(first):
            return True  # "studied there until 1950 and joined the firm two years later"
    return False


def _gap(hit: Hit[Measure], first: int, last: int) -> int:
    return first - hit.last if hit.last <= first else max(0, hit.first - last)


def event_dated(page: Page, frame: Frame, cue: tuple[int, int], at: int) -> Event | None:
    """Return the event that the words of a date measure name or tell of: "the quake that hit Varda on Friday"."""
    here = page.events.by_frame.get(frame.index, ())
    named = next((event for event in here if cue[0] <= event.head < cue[1]), None)
    if named is not None and not named.harmful:
        return named if named.detail else None
    number = frame.clause(cue[0])
    begin = frame.clauses[number][0]
    told = [event for event in here if event.harmful and frame.clause(event.head) in (number, frame.clause(at))]
    if not told and frame.lower(begin) in RELATIVES:
        told = [event for event in here if event.harmful and event.last == begin]
    event = named or min(told, key=lambda event: abs(event.head - cue[0]), default=None)
    return page.events.telling(event) if event is not None else None
