"""Times in their frames → what they date: a signing, a visit, a founding, an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.chosen import Chosen
from kg.extract.course import Courses
from kg.extract.cues import Hit, Phrases
from kg.extract.events import event_iri
from kg.extract.frame import Frame
from kg.extract.intervals import record, written
from kg.extract.measures import Measures
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject, Subjects
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon, Measure
from kg.model import Mention, Time

_GENERIC = "eventDate"
_START = "startDate"
_ONCE = frozenset({"signingDate", "accessionDate", "applicationDate"})
_DAY = len("2024-04-04")
_LONG = 732  # days
_AFTER = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_REACH = 12  # words between a time and the word that says what it dates


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that dates something."""

    mention: Mention
    subject: Subject
    chosen: Chosen
    value: str
    scope: tuple[str, ...]


_ANOTHER_TIME = frozenset({"since", "after", "before", "until"})  # what follows is of another time


class Dates:
    """Decides which times are claims."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures, subjects: Subjects) -> None:
        self._grammar, self._measures, self._subjects = grammar, measures, subjects
        self._base = lexicon.base
        self._courses = Courses(lexicon)
        self._cues: Phrases[Measure] = Phrases(
            (cue, measure) for measure in lexicon.measures if "date" in measure.units for cue in measure.cues
        )
        self._speech = frozenset(cue.text for cue in lexicon.cues_of("speech"))
        self._change = frozenset(cue.text for cue in lexicon.cues_of("change"))

    def of(self, page: Page, frame: Frame) -> Iterator[Dated]:
        """Yield what the times of a frame date, in reading order."""
        for mention, value in self._courses.of(frame, page.article.published):
            chosen = Chosen(_START, self._measures.named(_START), "date.course")
            subject = self._subjects.owner(page, frame, mention, chosen, dated=True)
            yield Dated(mention, subject, chosen, value, ())
        if not frame.times:
            return
        hits = tuple(self._cues.find(frame))
        for mention in frame.times:
            time = mention.value
            if not isinstance(time, Time) or time.kind != "date" or time.edtf is None:
                continue
            if self._dateline(frame, mention):
                continue
            dated = self._dated(page, frame, mention, time, hits)
            if dated is not None:
                yield dated

    def _dated(
        self, page: Page, frame: Frame, mention: Mention, time: Time, hits: tuple[Hit[Measure], ...]
    ) -> Dated | None:
        start, end = written(time)
        if (start is None and end is None) or record(frame, frame.at(mention.span.start)):
            return None
        value = start if start is not None and start == end else f"{start or '..'}/{end or '..'}"
        at, last = frame.range(mention.span)
        number = frame.clause(at)
        reach = 1 if self._grammar.verb(frame, number) is not None else 2
        if any(
            frame.lower(i) in self._speech and frame.tokens[i].text.islower()
            for i in range(max(frame.clauses[number][0], at - 4), at)
        ):
            if frame.lower(last) in ("", ".", ",", ";", "that", '"', "”", "in", "at"):
                return None  # "…, the ministry said on Tuesday" dates what is said, not what it is about
            reach = 0
        after = frame.tokens[last] if last < len(frame.tokens) else None
        named = after is not None and after.text[0].isalpha() and after.lower not in _AFTER
        named = named and (frame.lower(at - 1) in DETERMINERS or frame.lower(at - 1) == "'s")
        if named:  # "the 2014 assessment" names a thing; "the 1949 signing" dates it
            hits = tuple(hit for hit in hits if last <= hit.first <= last + 2)
        hits = tuple(hit for hit in hits if frame.lower(hit.first) != "since" or hit.last <= at <= hit.last + 1)
        # "today marks the 75th anniversary since it was founded" does not say that it was founded today
        hits = tuple(hit for hit in hits if not any(frame.lower(i) in _ANOTHER_TIME for i in range(last, hit.first)))
        hits = tuple(hit for hit in hits if not self._nearer(frame, mention, hit.first, hit.last))
        near = [hit for hit in hits if abs(frame.clause(hit.first) - number) <= reach and _gap(hit, at, last) <= _REACH]
        if near:
            hit = min(near, key=lambda hit: (frame.clause(hit.first) != number, _gap(hit, at, last)))
            chosen = Chosen(hit.value.name, hit.value, "date.cue", (hit.first, hit.last))
            subject = self._subjects.owner(page, frame, mention, chosen, dated=True)
            # "five people died on Sunday" is nobody's date of death
            if subject.iri is not None or hit.value.subject_classes != ("Person",):
                return Dated(mention, subject, chosen, value, self._which(hit.value, value))
        measure = self._measures.named(_GENERIC)
        events = [e for e in page.events.by_frame.get(frame.index, ()) if frame.clause(e.head) == number]
        events = [e for e in events if not self._nearer(frame, mention, e.head, e.head + 1)]
        if events:
            event = min(events, key=lambda event: abs(event.head - at))
            telling = page.events.telling(event) if event.harmful else event
            subject = Subject(telling.name, event_iri(self._base, telling), "subject.event")
            return Dated(mention, subject, Chosen(_GENERIC, measure, "date.event"), value, ())
        if time.start is not None and time.end is not None and (time.end - time.start).days > _LONG:
            return None
        if named:
            return None
        verb = self._grammar.verb(frame, number)
        if verb is None or (
            time != page.asked and any(frame.clause(frame.at(q.span.start)) == number for q in frame.quantities)
        ):
            return None
        main = self._main_verb(frame, verb, frame.clauses[number][1])
        told = frame.lower(main) in self._speech and len(start or "") >= _DAY
        if told or frame.lower(main) in self._change:
            return None
        chosen = Chosen(_GENERIC, measure, "date.clause")
        subject = self._subjects.owner(page, frame, mention, Chosen(_GENERIC, None, "date.clause"))
        act = frame.text(main, min(main + 5, frame.clauses[number][1]), page.article.text)
        return Dated(mention, subject, chosen, value, (f"event: {act}",))

    def _nearer(self, frame: Frame, mention: Mention, first: int, last: int) -> bool:
        """Say whether another date stands between the cue and this one: "founded in 1881, expects … next year"."""
        at = frame.at(mention.span.start)
        for other in frame.times:
            place = frame.at(other.span.start)
            dates = isinstance(other.value, Time) and other.value.kind == "date" and other is not mention
            if dates and (last <= place < at - 2 or at + 2 < place < first):
                return True
        return False

    def _which(self, measure: Measure, value: str) -> tuple[str, ...]:
        """Tell visits and meetings of different months apart; a founding happens once."""
        return () if measure.temporality == "constant" or measure.name in _ONCE else (f"period: {value[:7]}",)

    def _dateline(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time belongs to the dateline: "MOSCOW, April 4 (Reuters) - …"."""
        at, last = frame.range(mention.span)
        if not frame.tokens[0].text.isupper() or at > 6 or any(self._grammar.is_verb(frame, i) for i in range(at)):
            return False
        for i in range(last, min(last + 8, len(frame.tokens))):
            if frame.tokens[i].text in "-–—" and frame.tokens[i].start > frame.tokens[i - 1].end:
                return True
        return False

    def _main_verb(self, frame: Frame, verb: int, end: int) -> int:
        """Return the last verb of a chain of auxiliaries: "had been met" is about meeting."""
        main = verb
        while main + 1 < end and (self._grammar.is_verb(frame, main + 1) or frame.lower(main + 1) in ("not", "also")):
            main += 1
        return main


def _gap(hit: Hit[Measure], first: int, last: int) -> int:
    return first - hit.last if hit.last <= first else max(0, hit.first - last)
