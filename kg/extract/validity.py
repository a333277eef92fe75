"""Value in its frame → valid time: the words' own time, a time carried over, or only the day the article attests it."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.fiscal import closing, fiscal
from kg.extract.frame import Frame
from kg.extract.intervals import Validity, attested, bounds, dates_something, record, reporting
from kg.extract.page import Page, date_in_clause
from kg.extract.phrases import Grammar
from kg.extract.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon
from kg.model import Mention, Span, Time

_TOO_FAR = 12.0
_REPORT = 12  # sentences
_OPENING = PREPOSITIONS | CONJUNCTIONS | {"when", "while", "after"}
_GAP = 10  # words; beyond them distance tells little
_LOOK_BACK = 6  # sentences
_CARRIED = 2  # sentences
_LEADING = 5  # words within which a time opens its sentence


_EARLIER = frozenset({"from", "with", "than", "versus"})
_A_YEAR = 360  # days
_TO_ITS_END = 30  # characters between "the nine months" and the "September 30" they end with


def _dates(time: Time) -> bool:
    """Say whether a time can date a value; so can a stretch whose days are known: "the nine months to June"."""
    return dates_something(time) or (time.kind == "duration" and time.start is not None and time.end is not None)


def _shifted(time: Time) -> bool:
    """Say whether a time is a year by name that begins in another month than January."""
    if time.start is None or time.end is None or len(time.edtf or "") != 4 or time.start.month == 1:
        return False
    return (time.end - time.start).days >= _A_YEAR


def _ends(mention: Mention, stretch: Mention) -> bool:
    """Say whether a time only tells when a stretch before it ends: the "June" of "the nine months to June"."""
    one, whole = mention.value, stretch.value
    if not isinstance(one, Time) or not isinstance(whole, Time) or one.start is None or whole.start is None:
        return False
    follows = 0 < mention.span.start - stretch.span.end <= _TO_ITS_END
    return follows and one.end == whole.end and whole.start < one.start


def _with_other(frame: Frame, last: int) -> int:
    """Return the end of a value that is said in other words after "or": "$3 billion, or $1 a share, a year earlier"."""
    place = last + 1 if frame.lower(last) == "," else last
    if frame.lower(place) != "or" or place + 1 not in frame.valued:
        return last
    after = frame.quantities[frame.valued.index(place + 1)]
    end = frame.range(after.span)[1]
    return end + 1 if frame.lower(end) == "," else end


class Validities:
    """The rules of when."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._speech = frozenset(cue.text for cue in lexicon.cues_of("speech")) | {"released", "published", "issued"}

    def when(
        self, page: Page, frame: Frame, span: Span, role: Role | None = None, chosen: Chosen | None = None
    ) -> Validity:
        """Return the valid time of a value."""
        published = page.article.published
        first, last = frame.range(span)
        dated = [m for m in frame.times if isinstance(m.value, Time) and _dates(m.value) and not m.span.overlaps(span)]
        dated = [m for m in dated if not any(_ends(m, other) for other in dated)]
        ended, _ = closing(frame)
        dated = [m for m in dated if m is not ended]
        if role is not None and role.standing == "prior":
            found = self._prior(frame, dated, first, _with_other(frame, last))
            if found is not None:
                return bounds(fiscal(frame, found), published, "time.prior")
        told = self._told_when(frame, dated, frame.clause(first))
        if told is not None:
            return bounds(told, published, "time.when")
        own = [m for m in dated if not self._baseline(frame, m)]
        number = frame.clause(first)
        happening = chosen is not None and chosen.owner == "event"
        cue = chosen.cue if chosen is not None else None
        ranked = sorted(
            (self._distance(frame, m, span, number, happening=happening, cue=cue), m.span, place)
            for place, m in enumerate(own)
        )
        if ranked and ranked[0][0] < _TOO_FAR:
            best = own[ranked[0][2]]
            same = frame.clause(frame.at(best.span.start)) == number
            time = self._reached(frame, best)
            return bounds(time, published, "time.clause" if same else "time.sentence")
        if chosen is not None and chosen.rule == "measure.inception":
            return self._at_first(page, frame)
        if chosen is not None and chosen.name.startswith("poll") and page.asked is not None:
            return bounds(page.asked, published, "time.fieldwork")
        if chosen is not None and chosen.owner == "event":
            happened = self._happened(page, frame, first)
            if happened is not None:
                return bounds(happened, published, "time.event")
        anchored = self._anchored(page, frame, number)
        if anchored is not None:
            return replace(bounds(anchored, published, "time.event"), basis="anchored")
        period = chosen is not None and chosen.measure is not None and chosen.measure.temporality == "period"
        carried = self._carried(page, frame) or (self._period(page, frame, chosen) if period else None)
        if carried is not None:
            return bounds(carried, published, "time.carried")
        return attested(published)

    def _told_when(self, frame: Frame, dated: list[Mention], number: int) -> Time | None:
        """The time that a clause tells more of: "the worst since 1994, when two trains collided and 52 people died"."""
        for other in (number, number - 1):
            begin = frame.clauses[other][0] if other >= 0 else 0
            if begin and frame.lower(begin) == "when":
                for mention in dated:
                    end = frame.range(mention.span)[1]
                    if begin - 2 <= end <= begin and isinstance(mention.value, Time) and mention.value.kind == "date":
                        since = mention.value.point == "since" and mention.value.start is not None
                        edtf = (mention.value.edtf or "").removesuffix("/..").removesuffix("/") or None
                        start = mention.value.start
                        if since and start is not None and edtf is not None and len(edtf) == 4:
                            return replace(mention.value, point="in", edtf=edtf, end=start.replace(year=start.year + 1))
                        return None if since else mention.value
            if frame.lower(frame.clauses[number][0]) not in ("and", "but"):
                break
        return None

    def _at_first(self, page: Page, frame: Frame) -> Validity:
        """The time of a beginning: a date of long ago in the sentences before; never the day of the article."""
        published = page.article.published
        for back in range(1, _LOOK_BACK + 1):
            earlier = page.before(frame, back)
            for mention in earlier.times if earlier is not None else ():
                value = mention.value
                if not isinstance(value, Time) or value.start is None or value.kind != "date" or value.point != "in":
                    continue
                if published is None or f"{value.start:%Y}" < published[:4]:
                    return replace(bounds(value, published, "time.beginning"), basis="anchored")
        return Validity(None, None, "unknown", "time.beginning-unknown")

    def _reached(self, frame: Frame, mention: Mention) -> object:
        """A value "by 2024" is one of 2024, not of all the time until then."""
        time, at = mention.value, frame.at(mention.span.start)
        if (
            isinstance(time, Time)
            and time.point in ("until", "before")
            and "by" in (frame.lower(at), frame.lower(at - 1))
        ):
            return replace(time, point="in")
        if isinstance(time, Time) and _shifted(
            time
        ):  # "the year to March" is named for its last year, and has its months
            return replace(time, edtf=None)
        return fiscal(frame, time) if isinstance(time, Time) else time

    def _distance(
        self,
        frame: Frame,
        mention: Mention,
        value: Span,
        number: int,
        *,
        happening: bool,
        cue: tuple[int, int] | None,
    ) -> float:
        """Weigh how far a time is from a value; what only modifies another noun is far."""
        (first, last), (at, end) = frame.range(value), frame.range(mention.span)
        low, high = (end, first) if end <= first else (last, at)
        opening = frame.clause(at) == 0 and (at < _LEADING or frame.lower(0) in _OPENING)
        joined = frame.clause(at) == number - 1 and frame.lower(frame.clauses[number][0]) in ("and", "but")
        apart = (2.0 if opening or joined else 7.0) * abs(frame.clause(at) - number)
        distance = 0.5 * min(_GAP, max(0, high - low)) + apart
        if any(frame.lower(i) in ("and", "but") for i in range(low, min(high, low + 12))):
            distance += 4.0
        if self._compared(frame, at, value):
            distance += 8.0
        report = isinstance(mention.value, Time) and reporting(mention.value)
        if report and cue is not None and end <= cue[0] <= end + 2:
            distance -= 4.0  # "third-quarter profit"
        elif self._spoken(frame, at):
            distance += 9.0
        elif self._modifies(frame, at, end):
            distance += 12.0
        if happening and end <= first and self._in_subject(frame, at):
            distance += 14.0
        if isinstance(mention.value, Time) and mention.value.kind == "present":
            distance += 3.0
        return distance

    def _modifies(self, frame: Frame, at: int, end: int) -> bool:
        """Say whether a time only tells which thing is meant: "the 2015 deal", "for delivery in January"."""
        before = frame.lower(at - 1)
        after = frame.tokens[end] if end < len(frame.tokens) else None
        named = (before in DETERMINERS or before in ("for", "of")) and (
            after is not None
            and after.text.isalpha()
            and after.text.islower()
            and not self._grammar.is_verb(frame, end)
        )
        named = named and frame.lower(end) not in PREPOSITIONS and frame.lower(end) not in CONJUNCTIONS
        return named or (before == "in" and frame.lower(at - 2) in ("delivery", "due"))

    def _in_subject(self, frame: Frame, at: int) -> bool:
        """Say whether a time stands inside the subject of its clause: "the blast last week has killed …"."""
        subject, verb = self._grammar.subject(frame, frame.clause(at)), self._grammar.verb(frame, frame.clause(at))
        return subject is not None and verb is not None and subject.first < at < verb

    def _happened(self, page: Page, frame: Frame, i: int) -> Time | None:
        """The date of a toll's event, where the sentence tells it: "crashed on 6 December …, killing 108"."""
        here = [event for event in page.events.by_frame.get(frame.index, ()) if event.harmful]
        if not here:
            return None
        event = min(here, key=lambda event: (event.head > i, abs(event.head - i)))
        told = [m for m in frame.times if not self._in_subject(frame, frame.at(m.span.start))]
        return date_in_clause(frame, event.head, among=told)

    def _period(self, page: Page, frame: Frame, chosen: Chosen | None) -> Time | None:
        """The quarter or year that a sentence before gives for figures of the same kind, as in one report."""
        if chosen is None or chosen.measure is None:
            return None
        for back in range(1, _REPORT + 1):
            earlier = page.before(frame, back)
            if earlier is None:
                return None
            alike = any(
                hit.value.name == chosen.name.removesuffix("Change")
                or hit.value.subject_classes == chosen.measure.subject_classes
                for hit in page.hits.get(earlier.index, ())
            )
            if not alike:
                continue
            for mention in earlier.times:
                value = mention.value
                if isinstance(value, Time) and reporting(value) and not self._baseline(earlier, mention):
                    return fiscal(earlier, value)
        return None

    def _anchored(self, page: Page, frame: Frame, number: int) -> Time | None:
        """The date of the event a clause points at: "when the blast occurred"."""
        for other in (number, number + 1, number - 1):
            if 0 <= other < len(frame.clauses):
                begin, end = frame.clauses[other]
                if frame.lower(begin) in ("when", "as", "after", "before") or frame.lower(begin - 1) == "when":
                    for event in page.events.by_frame.get(frame.index, ()):
                        if begin <= event.head < end and event.kind in page.dates:
                            return page.dates[event.kind]
        return None

    def _spoken(self, frame: Frame, i: int) -> bool:
        """Say whether a time tells when something was said: "said on Tuesday", "released in Vienna on Friday"."""
        return any(
            frame.lower(place) in self._speech
            and frame.tokens[place].text.islower()  # not "in the United States on"
            and not any(frame.at(q.span.start) == place + 1 for q in frame.quantities)  # nor "added 250,000 jobs in"
            for place in range(i - 1, i - 5, -1)
        )

    def _compared(self, frame: Frame, at: int, span: Span) -> bool:
        """Say whether a time belongs to another value, an earlier one: "from 7.2 percent in November"."""
        for other in frame.quantities:
            first, last = frame.range(other.span)
            if 0 <= at - last <= 1 and not other.span.overlaps(span) and frame.lower(first - 1) in _EARLIER:
                return True
        return False

    def _baseline(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a time is what a value is compared with: "from a year earlier", "compared with 2004"."""
        at = frame.at(mention.span.start)
        if record(frame, at):
            return True
        for place in range(at, max(-1, at - 6), -1):
            word = frame.lower(place)
            if word in ("compared", "versus") or (word in ("from", "over", "than") and place < at and at - place <= 2):
                return True
            if word == "from" and place == at:
                return True
        return False

    def _prior(self, frame: Frame, dated: list[Mention], first: int, last: int) -> Time | None:
        """The time of an earlier value: the one that follows it, else one that a baseline word announces."""
        for mention in sorted(dated, key=lambda m: m.span):
            at = frame.at(mention.span.start)
            if last <= at <= last + 6 and isinstance(mention.value, Time):
                return mention.value
        for mention in dated:
            if self._baseline(frame, mention) and isinstance(mention.value, Time):
                return mention.value
        return None

    def _carried(self, page: Page, frame: Frame) -> Time | None:
        """The time that opened a sentence just before: "In October, … . The number of …"."""
        if frame.sentence.block not in ("body", "list"):
            return None
        for back in range(1, _CARRIED + 1):
            earlier = page.before(frame, back)
            if earlier is None or earlier.sentence.paragraph != frame.sentence.paragraph:
                return None
            for mention in earlier.times:
                value = mention.value
                at, end = earlier.range(mention.span)
                opens = at < _LEADING and not self._modifies(earlier, at, end)
                if opens and isinstance(value, Time) and value.kind == "date" and dates_something(value):
                    return value
        return None
