"""The rules, in the order in which they read an article: frames, events, measures, subjects, times, claims."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.assembly import (
    Spoken,
    as_before,
    fold,
    from_poll,
    name_in_full,
    share_periods,
    spoken,
    statements,
)
from kg.extract.attribution import attributions
from kg.extract.cues import scheme, together
from kg.extract.dates import Dates
from kg.extract.digest import items
from kg.extract.events import event_finder
from kg.extract.filling import Filling
from kg.extract.frame import frames
from kg.extract.intervals import Validity
from kg.extract.leads import looks_ahead
from kg.extract.measures import Measures
from kg.extract.movers import Heads
from kg.extract.newsday import past_values
from kg.extract.occurrences import Identities
from kg.extract.page import Page, event_dates, listed, salient
from kg.extract.phrases import Grammar
from kg.extract.polls import polls
from kg.extract.portions import of_the_whole
from kg.extract.reports import governed
from kg.extract.sentence_values import Values
from kg.extract.subjects import Subjects
from kg.extract.tenure import Tenure
from kg.extract.uses import statistics, used_for
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Extractor, Mention, Sentence


def rules(lexicon: Lexicon) -> Extractor:
    """Return the deterministic extractor: the same article always gives the same claims, in reading order."""
    with together():
        reading = _Rules(lexicon)
    attribute, heads = attributions(lexicon), Heads(lexicon)
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
        return fold([claim for part in items(article, sentences, mentions, heads) for claim in story(article, *part)])

    return extract


class _Rules:
    """The parts that read one frame, made once from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._grammar = grammar = Grammar(lexicon)
        self._events = event_finder(lexicon, grammar)
        self._identities = Identities(lexicon, grammar)
        self._measures = Measures(lexicon, grammar)
        self._tenure = Tenure(lexicon)
        subjects = Subjects(lexicon, grammar, self._measures)
        self._filling = Filling(lexicon, grammar)
        self._values = Values(lexicon, grammar, measures=self._measures, subjects=subjects, filling=self._filling)
        self._dates = Dates(lexicon, grammar, self._measures, subjects)
        self._fieldwork, self._reckoners = scheme(lexicon, "fieldwork"), lexicon.words_of("reckoner")

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
            values = list(self._values.of(page, frame, earlier)) if frame.quantities else []
            made = [*values, *[self._filling.date(page, frame, dated) for dated in self._dates.of(page, frame)]]
            if earlier and paragraph == frame.sentence.paragraph:
                now = looks_ahead(frame)
                made = [as_before(claim, earlier, now=now) if claim.kind == "quantity" else claim for claim in made]
            if earlier and values:
                made = list(of_the_whole(frame, made, earlier))
            paragraph = frame.sentence.paragraph
            yield from made
            earlier = [claim for claim in made if claim.kind == "quantity"]
