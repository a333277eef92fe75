"""Times in their frames → what they date: a signing, a visit, a founding, an event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.asides import compared_with, opens_with_participle
from kg.extract.chosen import Chosen
from kg.extract.course import Courses
from kg.extract.cues import Hit
from kg.extract.date_cues import GENERIC, DateCues, Place, has_own_date, names
from kg.extract.event_days import tells_of_another
from kg.extract.frame import Frame
from kg.extract.intervals import record, written
from kg.extract.measures import Measures
from kg.extract.nearness import Nearness
from kg.extract.page import BULLETS, Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject, Subjects
from kg.lexicon import Lexicon, Measure
from kg.model import Entity, Mention, Time
from kg.values import dataclass

_START = "startDate"
_ONCE = frozenset({"signingDate", "accessionDate", "applicationDate"})
_DAY = len("2024-04-04")
_LONG = 732  # days
_ACT = 5  # words of what happened
_LEAD = 4  # words between a comma and the name that a sentence is about

_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that dates something."""

    mention: Mention
    subject: Subject
    chosen: Chosen
    value: str
    scope: tuple[str, ...]


class Dates:
    """Decides which times are claims."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, measures: Measures, subjects: Subjects) -> None:
        self._grammar, self._measures, self._subjects = grammar, measures, subjects
        self._cues = DateCues(lexicon, grammar)
        self._near = Nearness(lexicon, grammar)
        self._courses = Courses(lexicon)
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
        hits = self._cues.find(frame)
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
            polled = Chosen(GENERIC, self._measures.named(GENERIC), "date.fieldwork")
            return Dated(mention, Subject(poll.name, None, "subject.poll", poll.span), polled, value, ())
        at, last = frame.range(mention.span)
        place = Place(page, frame, mention, time, value, at, last, frame.clause(at))
        reach = self._cues.reach(place, hits)
        if reach is None:
            return None
        hit = self._cues.nearest(place, hits, reach)
        told = self._by_cue(place, hit) if hit is not None else None
        return told or self._by_event(place) or self._by_clause(place)

    def _by_cue(self, place: Place, hit: Hit[Measure]) -> Dated | None:
        """Return what a time dates whose sentence says it in so many words; "five people died" dates nobody's death."""
        page, frame, mention = place.page, place.frame, place.mention
        chosen = Chosen(hit.value.name, hit.value, "date.cue", (hit.first, hit.last))
        subject = self._opening(frame, place.at) or self._subjects.owner(page, frame, mention, chosen, dated=True)
        if subject.iri is None and hit.value.subject_classes == ("Person",):
            return None
        which = () if subject.iri in page.happened() else self._which(hit.value, place.value)
        return Dated(mention, subject, chosen, place.value, which)

    def _by_event(self, place: Place) -> Dated | None:
        """Return the event of its clause as what a time dates."""
        page, frame, at = place.page, place.frame, place.at
        events = [
            e
            for e in page.events.by_frame.get(frame.index, ())
            if frame.clause(e.head) == place.number
            and not has_own_date(frame, place.mention, e.head, e.head + 1)
            and not tells_of_another(self._grammar, frame, e, at)
        ]
        if not events:
            return None
        event = min(events, key=lambda event: abs(event.head - at))
        telling = page.events.telling(event) if event.harmful else event
        subject = self._subjects.happening(page, telling, "subject.event")
        chosen = Chosen(GENERIC, self._measures.named(GENERIC), "date.event")
        return Dated(place.mention, subject, chosen, place.value, ())

    def _by_clause(self, place: Place) -> Dated | None:
        """Return what its clause says as what a time dates, unless the time is of a figure told there."""
        page, frame, time = place.page, place.frame, place.time
        long = time.start is not None and time.end is not None and (time.end - time.start).days > _LONG
        if long or names(place):
            return None
        number = self._saying(place)
        verb = self._grammar.verb(frame, number)
        if verb is None or (
            time != page.asked_in(frame)
            and any(frame.clause(frame.at(q.span.start)) == number for q in frame.quantities)
        ):
            return None
        end = frame.clauses[number][1]
        main = self._main_verb(frame, verb, end)
        told = frame.lower(main) in self._speech and len(written(time)[0] or "") >= _DAY
        if told or frame.lower(main) in self._change:
            return None
        chosen = Chosen(GENERIC, self._measures.named(GENERIC), "date.clause")
        here = place.mention if number == place.number else _at(frame, verb)
        subject = self._subjects.owner(page, frame, here, Chosen(GENERIC, None, "date.clause"))
        act = frame.text(main, min(main + _ACT, end), page.article.text)
        return Dated(place.mention, subject, chosen, place.value, (f"event: {act}",))

    def _saying(self, place: Place) -> int:
        """Return the number of the clause that says what happened at a time, if not its own.

        "Guns were fired near Orsa, where fighting goes on, on May 15, 2021."
        """
        frame, number = place.frame, place.number
        if not number or self._grammar.verb(frame, number) is not None:
            return number
        if not (self._alone(frame, number) or frame.lower(place.at - 2) == ","):
            return number
        return next((n for n in (0, number - 1) if self._grammar.verb(frame, n) is not None), number)

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
        measure = Chosen(GENERIC, self._measures.named(GENERIC), "date.listed")
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
