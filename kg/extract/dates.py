"""Times in their frames → what they date: a signing, a visit, a founding, an event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.asides import compared_with, opens_with_participle
from kg.extract.chosen import Chosen
from kg.extract.course import Courses
from kg.extract.cues import Hit, Phrases
from kg.extract.frame import Frame
from kg.extract.intervals import record, written
from kg.extract.measures import Measures
from kg.extract.nearness import Nearness
from kg.extract.occurrences import tells_of_another
from kg.extract.page import BULLETS, Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject, Subjects
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon, Measure
from kg.model import Entity, Mention, Quantity, Time
from kg.values import dataclass

_GENERIC = "eventDate"
_START = "startDate"
_ONCE = frozenset({"signingDate", "accessionDate", "applicationDate"})
_DAY = len("2024-04-04")
_LONG = 732  # days
_AFTER = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_ACT = 5  # words of what happened
_REACH = 12  # words between a time and the word that says what it dates

_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that dates something."""

    mention: Mention
    subject: Subject
    chosen: Chosen
    value: str
    scope: tuple[str, ...]


_NEGATIONS = frozenset({"not", "never", "n't", "'t", "no", "none"})
_LEAD = 4  # words between a comma and the name that a sentence is about
_ANOTHER_TIME = frozenset({"since", "after", "before", "until"})  # what follows is of another time


class Dates:
    """Decides which times are claims."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures, subjects: Subjects) -> None:
        self._grammar, self._measures, self._subjects = grammar, measures, subjects
        self._near = Nearness(lexicon, grammar)
        self._courses = Courses(lexicon)
        self._cues: Phrases[Measure] = Phrases(
            (cue, measure) for measure in lexicon.measures if "date" in measure.units for cue in measure.cues
        )
        self._speech = lexicon.words_of("speech")
        self._change = lexicon.words_of("change")

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
            whole = any(each.span != mention.span and each.span.covers(mention.span) for each in frame.times)
            if whole or self._near.dateline(frame, mention):
                continue  # "from 1945 to 1950" is one date
            dated = self._listed(page, frame, mention) or self._dated(page, frame, mention, time, hits)
            if dated is not None:
                yield dated

    def _dated(
        self, page: Page, frame: Frame, mention: Mention, time: Time, hits: tuple[Hit[Measure], ...]
    ) -> Dated | None:
        value = _value(time)
        if value is None or record(frame, frame.at(mention.span.start)) or compared_with(frame, mention):
            return None
        poll = page.polled(frame)
        if poll is not None and time == page.asked_in(frame):  # "using live interviewers, between Oct. 15 and Oct. 21"
            polled = Chosen(_GENERIC, self._measures.named(_GENERIC), "date.fieldwork")
            return Dated(mention, Subject(poll.name, None, "subject.poll", poll.span), polled, value, ())
        at, last = frame.range(mention.span)
        number = frame.clause(at)
        reach = 1 if self._grammar.verb(frame, number) is not None else 2
        if reach == 1 and frame.lower(frame.clauses[number][0]) in ("which", "who"):
            reach = 0  # "people signed a petition, which was handed in on Monday"
        before = range(max(frame.clauses[number][0], at - 4), at)
        if not self._speech.isdisjoint(frame.lows[before.start : at]) and any(
            frame.lower(i) in self._speech and frame.tokens[i].text.islower() and i + 1 not in frame.valued
            for i in before
            if not any(hit.first <= i < hit.last - 1 for hit in hits)  # "declared independence in 2008"
        ):
            if frame.lower(last) in ("", ".", ",", ";", "that", '"', "”", "in", "at"):
                return None  # "…, the ministry said on Tuesday" dates what is said, not what it is about
            reach = 0
        after = frame.tokens[last] if last < len(frame.tokens) else None
        named = after is not None and after.text[0].isalpha() and after.lower not in _AFTER
        named = named and (frame.lower(at - 1) in DETERMINERS or frame.lower(at - 1) == "'s")
        if named:  # "the 2014 assessment" names a thing; "the 1949 signing" dates it
            hits = tuple(hit for hit in hits if last <= hit.first <= last + 2)
        if hits and time.start is not None and f"{time.start}" > (page.article.published or "9999"):
            # "…, by the end of 2025, the carrier announced": nothing was announced then
            verbs = self._grammar.told(frame)
            hits = tuple(hit for hit in hits if hit.first not in verbs or frame.lower(hit.first - 1) in AUXILIARIES)
        acts = {e.head for e in page.events.by_frame.get(frame.index, ()) if e.harmful}
        near = [
            hit
            for hit in hits
            if _gap(hit, at, last) <= _REACH
            and abs(frame.clause(hit.first) - number) <= reach
            and self._ties(frame, hit, at)
            # "opened fire" is what happened, no beginning
            and (hit.value.name == _GENERIC or acts.isdisjoint((hit.first, hit.last)))
            # "today marks the 75th anniversary since it was founded" does not say that it was founded today
            and _ANOTHER_TIME.isdisjoint(frame.lows[last : hit.first])
            and not self._nearer(frame, mention, hit.first, hit.last)
        ]
        if near:
            hit = min(near, key=lambda hit: (frame.clause(hit.first) != number, _gap(hit, at, last)))
            chosen = Chosen(hit.value.name, hit.value, "date.cue", (hit.first, hit.last))
            subject = self._opening(frame, at) or self._subjects.owner(page, frame, mention, chosen, dated=True)
            # "five people died on Sunday" is nobody's date of death
            if subject.iri is not None or hit.value.subject_classes != ("Person",):
                which = () if subject.iri in page.happened() else self._which(hit.value, value)
                return Dated(mention, subject, chosen, value, which)
        measure = self._measures.named(_GENERIC)
        events = [
            e
            for e in page.events.by_frame.get(frame.index, ())
            if frame.clause(e.head) == number
            and not self._nearer(frame, mention, e.head, e.head + 1)
            and not tells_of_another(self._grammar, frame, e, at)
        ]
        if events:
            event = min(events, key=lambda event: abs(event.head - at))
            telling = page.events.telling(event) if event.harmful else event
            subject = self._subjects.happening(page, telling, "subject.event")
            return Dated(mention, subject, Chosen(_GENERIC, measure, "date.event"), value, ())
        if time.start is not None and time.end is not None and (time.end - time.start).days > _LONG:
            return None
        if named:
            return None
        verb, here = self._grammar.verb(frame, number), mention
        if verb is None and number and (self._alone(frame, number) or frame.lower(at - 2) == ","):
            # "Guns were fired near Orsa, where fighting goes on, on May 15, 2021."
            number = next((n for n in (0, number - 1) if self._grammar.verb(frame, n) is not None), number)
            verb = self._grammar.verb(frame, number)
            here = _at(frame, verb) if verb is not None else mention
        if verb is None or (
            time != page.asked_in(frame)
            and any(frame.clause(frame.at(q.span.start)) == number for q in frame.quantities)
        ):
            return None
        main = self._main_verb(frame, verb, frame.clauses[number][1])
        told = frame.lower(main) in self._speech and len(written(time)[0] or "") >= _DAY
        if told or frame.lower(main) in self._change:
            return None
        chosen = Chosen(_GENERIC, measure, "date.clause")
        subject = self._subjects.owner(page, frame, here, Chosen(_GENERIC, None, "date.clause"))
        act = frame.text(main, min(main + 5, frame.clauses[number][1]), page.article.text)
        return Dated(mention, subject, chosen, value, (f"event: {act}",))

    def _alone(self, frame: Frame, number: int) -> bool:
        """Say whether a clause is a time and nothing else."""
        begin, end = frame.clauses[number]
        dated = frame.timed
        return all(i in dated or frame.lower(i) in ("on", "in", ".", ",") for i in range(begin, end))

    def _listed(self, page: Page, frame: Frame, mention: Mention) -> Dated | None:
        """Return what a line says that opens with a date ("- 4 May 2020: work begins") or is one, below a header."""
        at, last = frame.range(mention.span)
        if at > 1 or (at == 1 and frame.tokens[0].text not in BULLETS) or (value := _value(mention.value)) is None:
            return None
        measure = Chosen(_GENERIC, self._measures.named(_GENERIC), "date.listed")
        if frame.lower(last) in ("", ".") and frame.index in page.lists:
            header = page.before(frame)
            verb = self._grammar.verb(header, 0) if header is not None else None
            if header is None or verb is None or header.tokens[-1].text != ":":
                return None
            subject = self._subjects.owner(page, header, _at(header, verb), measure)
            return Dated(mention, subject, measure, value, (f"period: {value}",))  # one of several, no rival of them
        if frame.lower(last) != ":" or last + 1 >= frame.size:
            return None
        begin, end = frame.clauses[frame.clause(last + 1)]
        verb = next((i for i in range(begin + 1, end) if self._grammar.is_verb(frame, i) or self._bare(frame, i)), None)
        if verb is None:
            return None
        subject = self._subjects.owner(page, frame, _at(frame, verb), measure)
        act = frame.text(verb, min(verb + _ACT, end), page.article.text)
        return Dated(mention, subject, measure, value, (f"event: {act}",))

    def _bare(self, frame: Frame, i: int) -> bool:
        """Say whether an unknown word after a noun looks like the verb of a line of a timeline: "council approves"."""
        word, before = frame.tokens[i].text, frame.tokens[i - 1].text
        return word.islower() and word.endswith("s") and before.isalpha() and not before.endswith("s")

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

    def _opening(self, frame: Frame, at: int) -> Subject | None:
        """Return whom a sentence is about that opens with a participle: "Founded in 1998, Acme employs …"."""
        if not opens_with_participle(frame, at):
            return None
        comma = next((i for i in range(at, frame.size) if frame.lower(i) == ","), frame.size)
        for mention in frame.entities:
            entity, first = mention.value, frame.at(mention.span.start)
            if comma < first <= comma + _LEAD and isinstance(entity, Entity) and entity.form != "adjective":
                return Subject(entity.name, entity.iri or None, "subject.opening")
        return None

    def _nearer(self, frame: Frame, mention: Mention, first: int, last: int) -> bool:
        """Say whether another date stands between the cue and this one: "founded in 1881, expects … next year"."""
        at = frame.at(mention.span.start)
        for other in frame.times:
            place = frame.at(other.span.start)
            dates = (
                isinstance(other.value, Time) and other.value.kind == "date" and not other.span.overlaps(mention.span)
            )
            if dates and (last <= place < at - 2 or at + 2 < place < first):
                return True
            if dates and at < first and last <= place <= last + _LEAD and frame.clause(place) == frame.clause(first):
                return True  # "studied there until 1950 and joined the firm two years later"
        return False

    def _which(self, measure: Measure, value: str) -> tuple[str, ...]:
        """Tell what happens again apart by its month; a founding happens once, what recurs is apart by its days."""
        once = measure.temporality == "constant" or measure.recurs or measure.name in _ONCE
        return () if once else (f"period: {value[:7]}",)

    def _main_verb(self, frame: Frame, verb: int, end: int) -> int:
        """Return the last verb of a chain of auxiliaries: "had been met" is about meeting."""
        main = verb
        while main + 1 < end and (self._grammar.is_verb(frame, main + 1) or frame.lower(main + 1) in ("not", "also")):
            main += 1
        return main


def _value(time: object) -> str | None:
    """Return a time as the value of a claim: a date, with the hour and minute that are told, or an interval.

    >>> import datetime as dt
    >>> _value(Time("2021-02-18T11:48:00", dt.date(2021, 2, 18), dt.date(2021, 2, 19)))
    '2021-02-18T11:48'
    """
    start, end = written(time) if isinstance(time, Time) else (None, None)
    if start is None and end is None:
        return None
    if isinstance(time, Time) and time.edtf is not None and "T" in time.edtf and _CLOCK.fullmatch(time.edtf):
        return time.edtf[: len("2021-02-18T11:48")]
    return start if start == end else f"{start or '..'}/{end or '..'}"


def _at(frame: Frame, i: int) -> Mention:
    """Return a place in a sentence as what its clause is asked for."""
    return Mention(frame.span(i, i + 1), Time(None, None, None, "unknown"))


def _gap(hit: Hit[Measure], first: int, last: int) -> int:
    return first - hit.last if hit.last <= first else max(0, hit.first - last)
