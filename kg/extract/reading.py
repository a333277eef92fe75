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
from kg.extract.changes import COMPARED, Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.cues import scheme, together
from kg.extract.dates import Dates
from kg.extract.digest import items
from kg.extract.events import event_finder
from kg.extract.expected import expected_to
from kg.extract.filling import Filling
from kg.extract.frame import Frame, frames
from kg.extract.groups import Groups
from kg.extract.intervals import Validity
from kg.extract.leads import looks_ahead
from kg.extract.leaning import (
    SHARED,
    Leaning,
    again,
    asked_before,
    held_against,
    of_one,
    pointed_at,
    same_before,
    some_of_those,
)
from kg.extract.leavings import left_behind
from kg.extract.measures import Measures
from kg.extract.members import Members
from kg.extract.newsday import past_values
from kg.extract.occurrences import Identities
from kg.extract.packages import Packages
from kg.extract.page import Page, event_dates, listed, salient
from kg.extract.pairs import Pairs
from kg.extract.phrases import Grammar
from kg.extract.polled import Polled
from kg.extract.polls import polls
from kg.extract.reckoned import Reckoners
from kg.extract.reports import governed
from kg.extract.restated import moved_from
from kg.extract.sales import Sales
from kg.extract.side_by_side import LEAD, OPINION, STANCE, alike, backed, opinion
from kg.extract.subjects import Subject, Subjects
from kg.extract.tallies import TALLY, Tallies
from kg.extract.tenure import Tenure
from kg.extract.themes import Themes
from kg.extract.uses import statistics, used_for
from kg.extract.words import DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor, Mention, Quantity, Sentence, Standing


def rules(lexicon: Lexicon) -> Extractor:
    """Return the deterministic extractor: the same article always gives the same claims, in reading order."""
    with together():
        reading = _Rules(lexicon)
    attribute = attributions(lexicon)
    periodic = frozenset([measure.name for measure in lexicon.measures if measure.temporality == "period"])
    monthly, quoted = statistics(lexicon), frozenset(used_for(lexicon, "quoted"))

    def story(article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> list[Claim]:
        said = attribute(article, sentences, mentions)
        page = reading.page(article, sentences, mentions)
        voices = Spoken(said)
        stated = (from_poll(spoken(claim, voices), page) for claim in reading.all(page))
        lead = reading.lead(page)
        shared = share_periods(name_in_full(list(stated)), lead)
        figures = governed(shared, periodic, lead, monthly=monthly, quoted=quoted, past=past_values(page))
        return [*figures, *statements(article, sentences, said)]

    def extract(article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> list[Claim]:
        return fold([claim for part in items(article, sentences, mentions) for claim in story(article, *part)])

    return extract


_LEVELS = frozenset({"change.to", "change.at", "change.then-level"})
_BEFORE_GROUP = DETERMINERS | PREPOSITIONS | {"'s", "'", "and", "or"}
_OF_POLL = frozenset({"would", "poll", "survey"})  # "an exit poll puts the Greens on 12 percent of the vote"
_WEAK = frozenset({"subject.sentence-before", "subject.topic", "subject.same-sentence", "subject.estimating"})


class _Rules:
    """The parts that read one frame, made once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammar = Grammar(lexicon)
        self._events = event_finder(lexicon, self._grammar)
        self._identities = Identities(lexicon, self._grammar)
        self._changes = Changes(lexicon, self._grammar)
        self._measures = Measures(lexicon, self._grammar)
        self._tenure = Tenure(lexicon)
        self._members = Members(lexicon, self._grammar)
        self._pairs = Pairs(lexicon, self._grammar, self._measures)
        self._leaning = Leaning(self._measures, self._changes, self._pairs)
        self._subjects = Subjects(lexicon, self._grammar, self._measures)
        self._polled = Polled(lexicon, self._grammar, self._measures)
        self._packages = Packages(lexicon, self._grammar, self._measures)
        self._tallies = Tallies(lexicon, self._measures)
        self._filling = Filling(lexicon, self._grammar)
        self._sales = Sales(lexicon)
        self._themes = Themes(lexicon, self._grammar)
        self._expecting = Reckoners(lexicon, self._grammar)
        self._groups = Groups(lexicon, self._grammar)
        self._group_words = lexicon.words_of("group-word")
        self._fieldwork, self._reckoners = scheme(lexicon, "fieldwork"), lexicon.words_of("reckoner")
        self._dates = Dates(lexicon, self._grammar, self._measures, self._subjects)

    def _of_group(self, frame: Frame, i: int) -> bool:
        """Say whether token i makes a group of the number after it: "the top 1 percent", not "arrivals top 60 %"."""
        if frame.lower(i) not in self._group_words:
            return False
        return i == 0 or not frame.tokens[i - 1].text[0].isalpha() or frame.lower(i - 1) in _BEFORE_GROUP

    def page(self, article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> Page:
        """Return the article as the rules see it."""
        made = frames(article, sentences, mentions, speech=self._grammar.speech, verbs=self._grammar.verbs)
        lines = {sentence.header for sentence in sentences if sentence.header is not None}
        headers = {
            (frame.sentence.span.start, frame.sentence.span.end): frame
            for frame in (frames(article, [Sentence(span) for span in lines], mentions) if lines else ())
        }
        events, topics = self._events(article, made), self._tenure.landed(salient(article, made, self._grammar))
        asking = polls(made, self._fieldwork, self._reckoners, self._grammar, article.text, article.published)
        hits = {frame.index: self._measures.hits(frame) for frame in made}
        return Page(
            article,
            made,
            events,
            topics,
            headers,
            listed(made),
            asking.own,
            event_dates(made, events),
            hits,
            asking.asked,
            asking.issued,
            self._measures.usual(hits.values(), asked=asking.told),
            self._identities(article, made, events, topics),
            asking.others,
        )

    def lead(self, page: Page) -> Validity | None:
        """Return the quarter or year that the article begins with."""
        return self._filling.validities.lead(page)

    def all(self, page: Page) -> Iterator[Claim]:
        """Yield what the sentences state, each read with the values of the sentence before in mind."""
        earlier: list[Claim] = []
        paragraph = -1
        for frame in page.frames:
            values = self.values(page, frame, earlier) if frame.quantities else ()
            made = [*values, *[self._filling.date(page, frame, dated) for dated in self._dates.of(page, frame)]]
            if earlier and paragraph == frame.sentence.paragraph:
                now = looks_ahead(frame)
                made = [as_before(claim, earlier, now=now) if claim.kind == "quantity" else claim for claim in made]
            paragraph = frame.sentence.paragraph
            yield from made
            earlier = [claim for claim in made if claim.kind == "quantity"]

    def values(self, page: Page, frame: Frame, earlier: Sequence[Claim] = ()) -> Iterator[Claim]:
        """Yield what the values of one sentence state; ``earlier`` are the claims of the values before it."""
        hits = page.hits[frame.index]
        dealt = self._groups.measures(frame, hits, frame.quantities)
        owners = self._groups.owners(page, frame)
        read = {**self._polled.of(page, frame), **self._packages.of(page, frame), **self._tallies.of(frame)}
        read |= left_behind(self._grammar, page, frame)
        before: tuple[Mention, Chosen] | None = None
        led: tuple[Mention, Chosen] | None = None  # the level that was moved to
        standing: Standing = "current"
        last: Role | None = None
        subject: Subject | None = None
        levels: list[tuple[Mention, Chosen, Subject]] = []
        changed: tuple[Mention, Chosen, Subject] | None = None
        for mention in frame.quantities:
            share = isinstance(mention.value, Quantity) and mention.value.unit in ("percent", None)
            if share and self._of_group(frame, frame.range(mention.span)[0] - 1):
                continue  # "the top 1 percent" names people, it states no value
            role = self._changes.role(frame, mention)
            if before is not None and role.standing == "current" and self._pairs.joined(frame, before[0], mention):
                role = replace(role, standing=standing)
            refers = self._measures.refers(frame, mention)
            measure = before[1].name if before is not None else None
            whose = owners.get(mention) if owners else None
            measured = dealt.get(mention) if dealt else None
            if before is not None and last is not None:
                bare = mention
                mention = self._pairs.united(frame, (before[0], last), mention, role, refers=refers)
                if mention is not bare and role.rule == "level":
                    role = self._changes.role(frame, mention)  # "2.4 million less than": of tonnes
            pointed = pointed_at(mention, before, earlier) if refers else None
            if led is None and before is not None and last is not None and last.part == "level":
                led = before if moved_from(self._grammar, frame, before[0], mention) else None
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
            alone = role.rule == COMPARED and role.part == "change"  # "against a 2 percent rise in the index"
            lean = self._pairs.leans(frame, levels, changed, mention, role, chosen) if not alone else None
            if lean is not None:
                chosen, subject = lean[0], lean[1] if lean[1] is not None else subject
            elif role.part == "change":
                chosen = self._leaning.ahead(page, frame, mention, role, hits, chosen)
            chosen = held_against(earlier, mention, role, chosen, self._measures)
            chosen = some_of_those(earlier, frame, mention, chosen, self._measures)
            chosen = self._sales.each(frame, mention, self._sales.worth(frame, mention, chosen))
            told = read.get((mention.span.start, mention.span.end))
            if told is not None and role.part != "level" and told.chosen.rule != TALLY:
                at = told.chosen.cue[0] if told.chosen.rule == STANCE and told.chosen.cue is not None else -1
                if at == frame.range(mention.span)[1] or told.chosen.name == LEAD:
                    role = Role(standing=role.standing)  # "87 percent reported a rise in thefts"
                else:
                    told = None
            if told is not None and not (self._packages.fits(told, chosen) and opinion(frame, told.chosen, chosen)):
                told = None
            if told is not None:
                chosen = told.chosen
            elif whose is not None and page.poll is not None:
                chosen = backed(self._measures, mention, chosen)
            elif page.poll is not None and before is not None and chosen.rule == "measure.unit":
                chosen = alike(mention, chosen, before[1], role)
            goes_on = before is not None and of_one(frame, before[0], mention, chosen.rule)
            before, standing, last = (mention, chosen), role.standing, role
            if role.rule in _LEVELS:
                led = before
            chosen = self._measures.at_first(chosen, frame, frame.range(mention.span)[0])
            chosen = self._members.some(chosen, frame, mention, page.article.text)
            chosen = self._polled.sampled(page, frame, chosen)
            others = asked_before(frame, mention, chosen, earlier)
            if told is not None and told.subject is not None:
                subject = told.subject
            elif told is not None and others is not None and subject is None:
                subject = Subject(others.subject, others.subject_iri, "subject.value-before")
            elif told is not None and subject is None and told.chosen.name == OPINION:
                subject = self._polled.asked.meant(page, frame, mention)
            elif whose is not None:
                subject = Subject(whose.name, whose.iri or None, "subject.distributive")
            elif pointed is not None:
                subject = Subject(pointed.subject, pointed.subject_iri, "subject.value-before")
            elif subject is None or not (
                (lean is not None and lean[1] is not None)
                or goes_on
                or (chosen.rule in SHARED and role.rule != COMPARED)
                or (role.standing == "expected" and measure == chosen.name)
                or again(frame, mention, chosen, subject.rule, self._measures.opinions)
            ):
                subject = self._subjects.owner(page, frame, mention, chosen, role=role)
                weak = subject.rule in _WEAK and not (
                    chosen.rule == "measure.cue" and subject.rule == "subject.same-sentence"
                )
                reckoned = role.standing == "expected" and not expected_to(frame, frame.range(mention.span)[0])
                same = same_before(earlier, chosen) if weak or reckoned else None
                if same is not None:  # "Revenue rose to $5 billion. Analysts had expected $4.8 billion."
                    subject = Subject(same.subject, same.subject_iri, "subject.value-before")
            if told is None or told.subject is None:
                subject = self._polled.asked.instead(page, frame, mention, chosen, subject)
            subject = self._members.of_body(page, chosen, subject)
            chosen = self._measures.traded(chosen, subject.classes, subject.name)
            themed = self._themes.of(frame, mention, chosen, role, subject.classes, page.usual)
            if themed is not chosen:  # "made 6 million euros ($7 million)"
                chosen, before = themed, (mention, themed)
                led = before if led is not None and led[0] is mention else led
            option = subject.rule == "subject.option"
            told_of = not _OF_POLL.isdisjoint(frame.distinct) or (page.asked is not None and not frame.times)
            asked = page.poll is not None and told_of
            chosen = self._measures.contested(chosen, subject.classes, page.usual, option=option, asked=asked)
            if role.part == "level" and role.standing == "current":
                levels.append((mention, chosen, subject))
            elif role.part == "change":
                changed = mention, chosen, subject
            made = self._expecting.speak(
                page, frame, self._filling.quantity(page, frame, mention, role, chosen, subject)
            )
            yield made if pointed is None else of_the_time_of(made, pointed)
