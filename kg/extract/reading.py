"""The rules, in the order in which they read an article: frames, events, measures, subjects, times, claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.assembly import (
    Spoken,
    as_before,
    fold,
    from_poll,
    name_in_full,
    of_the_time_of,
    share_periods,
    spoken,
    statements,
)
from kg.extract.attribution import attributions
from kg.extract.carried import looks_ahead
from kg.extract.certainty import Certainties
from kg.extract.changes import COMPARED, Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.dates import Dated, Dates
from kg.extract.events import event_finder
from kg.extract.frame import Frame, frames
from kg.extract.groups import Groups
from kg.extract.intervals import Validity
from kg.extract.leaning import SHARED, Leaning, again, pointed_at, same_before
from kg.extract.measures import Measures
from kg.extract.occurrences import Identities
from kg.extract.page import Page, event_dates, fieldwork, listed, named_poll, salient
from kg.extract.pairs import Pairs
from kg.extract.phrases import Grammar
from kg.extract.reports import governed
from kg.extract.scopes import Scopes
from kg.extract.settled import settled
from kg.extract.subjects import Subject, Subjects
from kg.extract.validity import Validities
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor, Mention, Quantity, Sentence, Standing


def rules(lexicon: Lexicon) -> Extractor:
    """Return the deterministic extractor: the same article always gives the same claims, in reading order."""
    reading = _Rules(lexicon)
    attribute = attributions(lexicon)
    periodic = frozenset([measure.name for measure in lexicon.measures if measure.temporality == "period"])

    def extract(article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> list[Claim]:
        said = attribute(article, sentences, mentions)
        page = reading.page(article, sentences, mentions)
        voices = Spoken(said)
        stated = (from_poll(spoken(claim, voices), page.poll) for claim in reading.all(page))
        figures = governed(share_periods(name_in_full(list(stated))), periodic, reading.lead(page))
        return fold([*figures, *statements(article, sentences, said)])

    return extract


_LEVELS = frozenset({"change.to", "change.at", "change.then-level"})
_WEAK = frozenset({"subject.sentence-before", "subject.topic", "subject.same-sentence"})


class _Rules:
    """The parts that read one frame, made once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._base = lexicon.base
        self._grammar = Grammar(lexicon)
        self._events = event_finder(lexicon, self._grammar)
        self._identities = Identities(lexicon, self._grammar)
        self._changes = Changes(lexicon, self._grammar)
        self._measures = Measures(lexicon, self._grammar)
        self._pairs = Pairs(lexicon, self._measures)
        self._leaning = Leaning(self._measures, self._changes, self._pairs)
        self._subjects = Subjects(lexicon, self._grammar, self._measures)
        self._validities = Validities(lexicon, self._grammar)
        self._certainties = Certainties(lexicon)
        self._groups = Groups(lexicon)
        self._scopes = Scopes(lexicon, self._grammar)
        self._group_words = lexicon.words_of("group-word")
        self._fieldwork = scheme(lexicon, "fieldwork")
        self._dates = Dates(lexicon, self._grammar, self._measures, self._subjects)

    def page(self, article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> Page:
        """Return the article as the rules see it."""
        made = frames(article, sentences, mentions, speech=self._grammar.speech, verbs=self._grammar.verbs)
        lines = {sentence.header for sentence in sentences if sentence.header is not None}
        headers = {
            (frame.sentence.span.start, frame.sentence.span.end): frame
            for frame in (frames(article, [Sentence(span) for span in lines], mentions) if lines else ())
        }
        events, topics = self._events(article, made), salient(article, made, self._grammar)
        polled, asked, issued = fieldwork(made, self._fieldwork)
        hits = {frame.index: self._measures.hits(frame) for frame in made}
        return Page(
            article,
            made,
            events,
            topics,
            headers,
            listed(made),
            named_poll(made, self._fieldwork, self._grammar, article.text) if polled else None,
            event_dates(made, events),
            hits,
            asked,
            issued,
            self._measures.usual(hits.values(), asked=polled),
            self._identities(article, made, events, topics),
        )

    def lead(self, page: Page) -> Validity | None:
        """Return the quarter or year that the article begins with."""
        return self._validities.lead(page)

    def all(self, page: Page) -> Iterator[Claim]:
        """Yield what the sentences state, each read with the values of the sentence before in mind."""
        earlier: list[Claim] = []
        paragraph = -1
        for frame in page.frames:
            made = list(self.claims(page, frame, earlier))
            if earlier and paragraph == frame.sentence.paragraph and not looks_ahead(frame):
                made = [as_before(claim, earlier) if claim.kind == "quantity" else claim for claim in made]
            paragraph = frame.sentence.paragraph
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
        levels: list[tuple[Mention, Chosen, Subject]] = []
        changed: tuple[Mention, Chosen, Subject] | None = None
        for mention in frame.quantities:
            share = isinstance(mention.value, Quantity) and mention.value.unit in ("percent", None)
            if share and frame.lower(frame.range(mention.span)[0] - 1) in self._group_words:
                continue  # "the top 1 percent" names people, it states no value
            role = self._changes.role(frame, mention)
            if before is not None and role.standing == "current" and self._pairs.joined(frame, before[0], mention):
                role = replace(role, standing=standing)
            refers = self._measures.refers(frame, mention)
            measure = before[1].name if before is not None else None
            whose = owners.get(mention)
            measured = dealt.get(mention)
            if before is not None and last is not None:
                bare = mention
                mention = self._pairs.united(frame, (before[0], last), mention, role, refers=refers)
                if mention is not bare and role.rule == "level":
                    role = self._changes.role(frame, mention)  # "2.4 million less than": of tonnes
            pointed = pointed_at(mention, before, earlier) if refers else None
            from_level = led is not None and role.standing == "prior" and self._pairs.from_level(frame, led[0], mention)
            chosen = (
                Chosen(pointed.measure, self._measures.named(pointed.measure), "measure.figure")
                if pointed is not None
                else self._leaning.measure(
                    page, frame, mention, role, hits, measured, led if from_level else before, last
                )
            )
            if refers and before is not None and self._pairs.same_unit(before[0], mention):
                chosen = replace(before[1], rule="measure.figure-before", cue=None)
            if led is not None and from_level:
                chosen = replace(self._measures.level(led[1]), rule="measure.level-of-change")
            if before is not None and role.standing == "current" and self._pairs.restated(frame, before[0], mention):
                led = before  # "$410 million, or 95 cents per share, up from $380 million"
            lean = self._pairs.leans(frame, levels, changed, mention, role, chosen)
            if lean is not None:
                chosen, subject = lean[0], lean[1] if lean[1] is not None else subject
            elif chosen.rule.startswith("change."):
                chosen = self._leaning.ahead(page, frame, mention, role, hits, chosen)
            before, standing, last = (mention, chosen), role.standing, role
            if role.rule in _LEVELS:
                led = before
            chosen = self._measures.at_first(chosen, frame, frame.range(mention.span)[0])
            if whose is not None:
                subject = Subject(whose.name, whose.iri or None, "subject.distributive")
            elif pointed is not None:
                subject = Subject(pointed.subject, pointed.subject_iri, "subject.value-before")
            elif subject is None or not (
                (lean is not None and lean[1] is not None)
                or (chosen.rule in SHARED and role.rule != COMPARED)
                or (role.standing == "expected" and measure == chosen.name)
                or again(frame, mention, chosen, subject.rule, self._measures.opinions)
            ):
                subject = self._subjects.owner(page, frame, mention, chosen, role=role)
                weak = subject.rule in _WEAK and not (
                    chosen.rule == "measure.cue" and subject.rule == "subject.same-sentence"
                )
                told = same_before(earlier, chosen) if weak or role.standing == "expected" else None
                if told is not None:  # "Revenue rose to $5 billion. Analysts had expected $4.8 billion."
                    subject = Subject(told.subject, told.subject_iri, "subject.value-before")
            chosen = self._measures.traded(chosen, subject.classes, subject.name)
            option = subject.rule == "subject.option"
            asked = page.poll is not None and "would" in frame.lows
            chosen = self._measures.contested(chosen, subject.classes, page.usual, option=option, asked=asked)
            if role.part == "level" and role.standing == "current":
                levels.append((mention, chosen, subject))
            elif role.part == "change":
                changed = mention, chosen, subject
            made = self._quantity(page, frame, mention, role, chosen, subject)
            yield made if pointed is None else of_the_time_of(made, pointed)
        for dated in self._dates.of(page, frame):
            yield self._date(page, frame, dated)

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
        certainty, polarity, sure = self._certainties.of(frame, first, prior=role.standing == "prior")
        certainty, lasting = settled(certainty, chosen, subject.rule, changed=role.rule.startswith("change."))
        span = subject.stated(frame, mention.span, chosen.cue)
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
            temporality=lasting,
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

    def _date(self, page: Page, frame: Frame, dated: Dated) -> Claim:
        span = dated.subject.stated(frame, dated.mention.span, dated.chosen.cue)
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
            valid_from=None if start == ".." else start.partition("T")[0],  # the hour is the value's alone
            valid_to=None if end == ".." else (end or start).partition("T")[0],
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
