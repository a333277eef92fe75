"""The rules, in the order in which they read an article: frames, events, measures, subjects, times, claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.assembly import Spoken, fold, from_poll, share_periods, spoken, statements
from kg.extract.attribution import attributions
from kg.extract.certainty import Certainties
from kg.extract.changes import Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.cues import Hit, scheme
from kg.extract.dates import Dated, Dates
from kg.extract.events import event_finder
from kg.extract.frame import Frame, frames
from kg.extract.groups import Groups
from kg.extract.measures import Measures
from kg.extract.owners import OPINIONS
from kg.extract.page import Page, event_dates, fieldwork, listed, named_poll, salient
from kg.extract.pairs import Pairs
from kg.extract.phrases import Grammar
from kg.extract.scopes import Scopes
from kg.extract.subjects import Subject, Subjects
from kg.extract.validity import Validities
from kg.extract.words import camel
from kg.lexicon import Lexicon, Measure
from kg.model import Article, Claim, Extractor, Mention, Quantity, Sentence, Span, Standing


def rules(lexicon: Lexicon) -> Extractor:
    """Return the deterministic extractor: the same article always gives the same claims, in reading order."""
    reading = _Rules(lexicon)
    attribute = attributions(lexicon)

    def extract(article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> list[Claim]:
        said = attribute(article, sentences, mentions)
        page = reading.page(article, sentences, mentions)
        voices = Spoken(said)
        stated = (from_poll(spoken(claim, voices), page.poll) for claim in reading.all(page))
        return fold([*share_periods(list(stated)), *statements(article, sentences, said)])

    return extract


_PARTS = frozenset({"including", "among"})
_SHARED = frozenset(
    {
        "measure.compared",
        "measure.part-of",
        "measure.level-of-change",
        "measure.converted",
        "measure.figure-before",
        "measure.parallel-noun",
    }
)  # with the value before
_LEVELS = frozenset({"change.to", "change.at", "change.then-level"})
_WEAK = frozenset({"subject.sentence-before", "subject.topic", "subject.same-sentence"})
_PAIRED = 4  # words between a change and the level it leads to


def _same(earlier: Sequence[Claim], chosen: Chosen) -> Claim | None:
    """Return the last value of the sentence before that is of the same measure, where the measure is borrowed."""
    if chosen.rule not in ("measure.sentence-before", "measure.cue"):
        return None
    return next((claim for claim in reversed(earlier) if claim.measure == chosen.name), None)


class _Rules:
    """The parts that read one frame, made once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._base = lexicon.base
        self._grammar = Grammar(lexicon)
        self._events = event_finder(lexicon, self._grammar)
        self._changes = Changes(lexicon, self._grammar)
        self._measures = Measures(lexicon, self._grammar)
        self._pairs = Pairs(self._measures)
        self._subjects = Subjects(lexicon, self._grammar, self._measures)
        self._validities = Validities(lexicon, self._grammar)
        self._certainties = Certainties(lexicon)
        self._groups = Groups(lexicon)
        self._scopes = Scopes(lexicon, self._grammar)
        self._group_words = frozenset(cue.text for cue in lexicon.cues_of("group-word"))
        self._fieldwork = scheme(lexicon, "fieldwork")
        self._dates = Dates(lexicon, self._grammar, self._measures, self._subjects)

    def page(self, article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> Page:
        """Return the article as the rules see it."""
        made = frames(article, sentences, mentions, speech=self._grammar.speech, verbs=self._grammar.verbs)
        lines = {sentence.header for sentence in sentences if sentence.header is not None}
        headers = {
            (frame.sentence.span.start, frame.sentence.span.end): frame
            for frame in frames(article, [Sentence(span) for span in lines], mentions)
        }
        events = self._events(article, made)
        polled, asked = fieldwork(made, self._fieldwork)
        hits = {frame.index: self._measures.hits(frame) for frame in made}
        return Page(
            article,
            made,
            events,
            salient(article, made),
            headers,
            listed(made),
            named_poll(made, self._fieldwork, self._grammar, article.text) if polled else None,
            event_dates(made, events),
            hits,
            asked,
            self._measures.usual(hits.values(), asked=polled),
        )

    def all(self, page: Page) -> Iterator[Claim]:
        """Yield what the sentences state, each read with the values of the sentence before in mind."""
        earlier: list[Claim] = []
        for frame in page.frames:
            made = list(self.claims(page, frame, earlier))
            yield from made
            earlier = [claim for claim in made if claim.kind == "quantity"]

    def claims(self, page: Page, frame: Frame, earlier: Sequence[Claim] = ()) -> Iterator[Claim]:
        """Yield what one sentence states: its values, then its dates; ``earlier`` are those of the sentence before."""
        hits = page.hits[frame.index]
        dealt = self._groups.measures(frame, hits, frame.quantities)
        owners = self._groups.owners(page, frame)
        before: tuple[Mention, Chosen] | None = None
        led: tuple[Mention, Chosen] | None = None  # the level that was moved to
        standing: Standing = "current"
        last: Role | None = None
        subject: Subject | None = None
        for mention in frame.quantities:
            if frame.lower(frame.range(mention.span)[0] - 1) in self._group_words:
                continue  # "the top 1 percent" names people, it states no value
            role = self._changes.role(frame, mention)
            if before is not None and role.standing == "current" and self._pairs.joined(frame, before[0], mention):
                role = replace(role, standing=standing)
            refers = self._measures.refers(frame, mention)
            measure = before[1].name if before is not None else None
            whose = owners.get(mention)
            measured = dealt.get(mention)
            if before is not None and last is not None:
                mention = self._pairs.united(frame, (before[0], last), mention, role, refers=refers)
            pointed = self._pointed(mention, before, earlier) if refers else None
            from_level = led is not None and role.standing == "prior" and self._pairs.from_level(frame, led[0], mention)
            chosen = (
                Chosen(pointed.measure, self._measures.named(pointed.measure), "measure.figure")
                if pointed is not None
                else self._chosen(page, frame, mention, role, hits, measured, led if from_level else before, last)
            )
            if refers and before is not None and self._pairs.same_unit(before[0], mention):
                chosen = replace(before[1], rule="measure.figure-before", cue=None)
            if led is not None and from_level:
                chosen = replace(self._measures.level(led[1]), rule="measure.level-of-change")
            if before is not None and role.standing == "current" and self._pairs.restated(frame, before[0], mention):
                led = before  # "$410 million, or 95 cents per share, up from $380 million"
            before, standing, last = (mention, chosen), role.standing, role
            if role.rule in _LEVELS:
                led = before
            chosen = self._measures.at_first(chosen, frame, frame.range(mention.span)[0])
            if whose is not None:
                subject = Subject(whose.name, whose.iri or None, "subject.distributive")
            elif pointed is not None:
                subject = Subject(pointed.subject, pointed.subject_iri, "subject.value-before")
            elif subject is None or not (
                chosen.rule in _SHARED
                or (role.standing == "expected" and measure == chosen.name)
                or self._again(frame, mention, chosen, subject)
            ):
                subject = self._subjects.owner(page, frame, mention, chosen, role=role)
                told = _same(earlier, chosen) if subject.rule in _WEAK or role.standing == "expected" else None
                if told is not None:  # "Revenue rose to $5 billion. Analysts had expected $4.8 billion."
                    subject = Subject(told.subject, told.subject_iri, "subject.value-before")
            chosen = self._measures.traded(chosen, subject.classes)
            yield self._quantity(page, frame, mention, role, chosen, subject)
        for dated in self._dates.of(page, frame):
            yield self._date(page, frame, dated)

    def _pointed(
        self, mention: Mention, before: tuple[Mention, Chosen] | None, earlier: Sequence[Claim]
    ) -> Claim | None:
        """Return the value of the sentence before that this one corrects: "January's figure was revised to 284,000"."""
        if before is not None:
            return None
        alike = [c for c in earlier if isinstance(mention.value, Quantity) and c.unit == mention.value.unit]
        return next((c for c in reversed(alike) if c.standing == "current"), alike[-1] if alike else None)

    def _again(self, frame: Frame, mention: Mention, chosen: Chosen, subject: Subject) -> bool:
        """Say whether a share is of those just asked: "41 percent of voters say …, 31 percent call …"."""
        percent = isinstance(mention.value, Quantity) and mention.value.unit == "percent"
        after = frame.range(mention.span)[1]
        return (
            percent
            and chosen.name in OPINIONS
            and subject.rule == "subject.group"
            and after < frame.size
            and frame.tokens[after].text.islower()
            and frame.lower(after) != "of"
        )

    def _quantity(
        self,
        page: Page,
        frame: Frame,
        mention: Mention,
        role: Role,
        chosen: Chosen,
        subject: Subject,
    ) -> Claim:
        quantity = mention.value
        if not isinstance(quantity, Quantity):
            raise TypeError("not a quantity")
        source = page.article.text
        valid = self._validities.when(page, frame, mention.span, role, chosen)
        first = frame.range(mention.span)[0]
        certainty, polarity, sure = self._certainties.of(frame, first)
        span = self._stating(frame, mention.span, chosen, subject)
        return Claim(
            article=page.article.id,
            kind="quantity",
            span=span,
            quote=span.of(source),
            subject=subject.name,
            subject_iri=subject.iri,
            measure=chosen.name,
            value=quantity.value,
            value_span=mention.span,
            written=mention.span.of(source),
            low=quantity.low,
            high=quantity.high,
            step=quantity.step,
            unit=quantity.unit,
            modality=quantity.modality,
            certainty=certainty,
            polarity=polarity,
            valid_from=valid.start,
            valid_to=valid.end,
            basis=valid.basis,
            published=page.article.published,
            scope=self._scopes.of(page, frame, mention, chosen, subject),
            temporality=chosen.measure.temporality if chosen.measure is not None else None,
            standing=role.standing,
            block=frame.sentence.block,
            reasons=(
                ("value", mention.rule or "recognised"),
                ("measure", chosen.rule),
                ("subject", subject.rule),
                ("time", valid.rule),
                ("standing", role.rule),
                ("certainty", sure),
            ),
            publisher=page.article.publisher,
        )

    def _chosen(
        self,
        page: Page,
        frame: Frame,
        mention: Mention,
        role: Role,
        hits: tuple[Hit[Measure], ...],
        dealt: Hit[Measure] | None,
        before: tuple[Mention, Chosen] | None,
        last: Role | None,
    ) -> Chosen:
        """Return the measure of a value; the second of "down by 30 to 126" is of the measure of the first."""
        if before is not None:
            gap = frame.range(mention.span)[0] - frame.range(before[0].span)[1]
            paired = role.rule in ("change.to", "change.at", "change.from") and gap <= _PAIRED
            led = isinstance(mention.value, Quantity) and self._measures.leads(before[1], mention.value)
            if paired and (led or self._pairs.alike(before[0], mention)):
                return self._measures.level(before[1])
            if self._pairs.converted(frame, before[0], mention):
                return replace(before[1], rule="measure.converted")
            if frame.lower(frame.range(mention.span)[0] - 1) in _PARTS and self._pairs.alike(before[0], mention):
                return replace(before[1], rule="measure.part-of")
        chosen = self._measures.choose(
            frame,
            mention,
            role,
            page.article.text,
            own=(dealt,) if dealt else hits,
            borrowed=self._borrowed(page, frame),
            usual=page.usual,
        )
        if (
            before is not None
            and self._pairs.same_unit(before[0], mention)
            and self._pairs.elliptic(frame, mention, role, chosen)
        ):
            noun = before[0].value.noun if isinstance(before[0].value, Quantity) else None
            if noun is not None and last is not None and self._turns(frame, last, role):
                name = camel(noun.of(page.article.text))
                return Chosen(name, self._measures.named(name), "measure.parallel-noun")
            return replace(before[1], rule="measure.parallel", cue=None)
        bare = chosen.rule in ("measure.unit", "measure.head-noun", "measure.noun") and role.standing != "current"
        if bare and before is not None and self._pairs.same_unit(before[0], mention):
            return replace(self._measures.level(before[1]), rule="measure.compared")
        return chosen

    def _turns(self, frame: Frame, last: Role, role: Role) -> bool:
        """Say whether a value goes the other way than the one before: "hotels added 600 jobs, mines lost 90"."""
        one = self._changes.direction(frame, last.cue) if last.cue is not None else None
        other = self._changes.direction(frame, role.cue) if role.cue is not None else None
        return one is not None and other is not None and {one, other} == {"up", "down"}

    def _borrowed(self, page: Page, frame: Frame) -> Iterator[tuple[Hit[Measure], str]]:
        """Yield measures named outside the sentence: in the list's header, the sentence before, the title."""
        header, item = frame.sentence.header, frame.index in page.lists
        if header is not None and (header.start, header.end) in page.headers:
            for hit in self._measures.hits(page.headers[header.start, header.end]):
                yield hit, "measure.header"
        earlier = page.before(frame)
        if earlier is not None and (item or earlier.sentence.block == frame.sentence.block):
            for hit in page.hits[earlier.index]:
                yield hit, "measure.list" if item else "measure.sentence-before"

    def _date(self, page: Page, frame: Frame, dated: Dated) -> Claim:
        span = self._stating(frame, dated.mention.span, dated.chosen, dated.subject)
        certainty, polarity, sure = self._certainties.of(frame, frame.range(dated.mention.span)[0])
        start, _, end = dated.value.partition("/")
        return Claim(
            article=page.article.id,
            kind="date",
            span=span,
            quote=span.of(page.article.text),
            subject=dated.subject.name,
            subject_iri=dated.subject.iri,
            measure=dated.chosen.name,
            value=dated.value,
            value_span=dated.mention.span,
            written=dated.mention.span.of(page.article.text),
            certainty=certainty,
            polarity=polarity,
            valid_from=None if start == ".." else start,
            valid_to=None if end == ".." else end or start,
            basis="stated",
            published=page.article.published,
            scope=dated.scope,
            temporality=dated.chosen.measure.temporality if dated.chosen.measure is not None else "event",
            block=frame.sentence.block,
            reasons=(
                ("value", dated.mention.rule or "recognised"),
                ("measure", dated.chosen.rule),
                ("subject", dated.subject.rule),
                ("certainty", sure),
            ),
            publisher=page.article.publisher,
        )

    def _stating(self, frame: Frame, value: Span, chosen: Chosen, subject: Subject) -> Span:
        """Return the clauses from the first to the last that value, measure and subject stand in."""
        places = [frame.clause(frame.at(value.start)), frame.clause(frame.at(value.end - 1))]
        if chosen.cue is not None:
            places.append(frame.clause(chosen.cue[0]))
        if subject.span is not None and frame.sentence.span.covers(subject.span):
            places.append(frame.clause(frame.at(subject.span.start)))
        first, last = frame.clauses[min(places)][0], frame.clauses[max(places)][1]
        while last - first > 1 and frame.tokens[last - 1].text in ",;:":
            last -= 1
        span = frame.span(first, last)
        return Span(min(span.start, value.start), max(span.end, value.end))
