"""Paragraphs → attributions that no verb of saying stands beside: quotes that go on, signatures, block quotes, surveys.

What somebody is quoted for goes on where a paragraph opens with a mark again, after a colon, in a paragraph that holds
their words already; a survey goes on speaking while shares of the people asked are told; a text whose title says
"Statement by …" is that person's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.attribution_cover import Cover
from kg.extract.attribution_cues import Cues
from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import Phrases
from kg.extract.attribution_quotes import Quote
from kg.extract.attribution_speaker import Speaker
from kg.extract.attribution_speakers import Speakers
from kg.extract.words import BE, LISTING, vocabulary
from kg.model import Certainty, Polarity, Span
from kg.values import dataclass

_DASHES = frozenset("-–—―")
_SHARE = frozenset(("percent", "%", "point", "points", "percentage"))
_ASKED = vocabulary("respondents voters surveyed polled margin lead leads survey poll adults")
_HELD_AGAINST = vocabulary("compared versus vs against")
_PROJECTED = vocabulary("forecast projected predicted")
_PATIENCE = 6  # sentences after which a survey that is not named again has stopped speaking
_STOPS = frozenset(".,!?")
_CROSSHEAD = 14  # words of a quote set as a heading


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that somebody is quoted for.

    ``states`` is False where the words are only what the speaker takes a stance on ("criticised the 5 % tax"): they are
    the speaker's in a statement, but do not make a figure in them the speaker's.
    """

    content: Span
    speaker: str
    speaker_iri: str | None
    speaker_span: Span | None
    cue: Span | None
    certainty: Certainty = "asserted"
    polarity: Polarity = "+"
    cited_by: str | None = None
    rule: str = ""
    states: bool = True


def of_speaker(content: Span, speaker: Speaker, rule: str) -> Attribution:
    """Return words as those of a speaker, without a cue."""
    return Attribution(content, speaker.name, speaker.iri, speaker.span, None, rule=rule)


class Discourse:
    """Follows who speaks through the paragraphs of one article."""

    def __init__(self, text: str, cues: Cues, phrases: Phrases, speakers: Speakers) -> None:
        self._text = text
        self._cues = cues
        self._phrases = phrases
        self._speakers = speakers
        self._before: Speaker | None = None  # who spoke at the end of the paragraph before
        self._running = False  # whether a quote of the paragraph before was left open
        self._announced: Speaker | None = None  # who was announced with a colon
        self._patience = 0
        self._forecaster: Speaker | None = None  # whose projection the article tells
        self._last_quote: Span | None = None  # a quote that fills the paragraph before
        self._voice: Speaker | None = None

    def title(self, line: Line) -> None:
        """Note whose text it is, where a headline says so: "Statement by the prime minister"."""
        for i in range(min(3, line.size)):
            hit = self._cues.voices.at(line, i)
            subject = self._phrases.after(line, hit.last) if hit is not None else None
            if subject is not None:
                named = [item for item in line.named(subject.first, subject.last) if "Person" in item[2].classes]
                first, last = (named[0][0], named[0][1]) if named else (subject.first, subject.last)
                self._voice = self._speakers.of(line, first, last)

    def of(self, page: Sequence[Line], quotes: Sequence[Quote], found: Sequence[Attribution]) -> list[Attribution]:
        """Return what a paragraph attributes beyond ``found``, what its own sentences do."""
        made = [*self._block(page, found), *self._named_after(page, found)]
        made += self._signatures(page, quotes, [*found, *made])
        made += self._quotes(page, quotes, [*found, *made])
        survey = self._speakers.survey()
        if survey is not None:
            spoken = [item for item in (*found, *made) if item.states]
            taken = Cover(item.content for item in spoken)
            own = Cover(item.content for item in spoken if item.speaker == survey.name)
            for line in page:
                span = line.sentence.span
                made += self._survey(line, survey, named=own.touches(span), held=taken.touches(span))
        made += self._projected(page, [*found, *made])
        made += self._own(page, [*found, *made])
        if found or made:
            self._before = self._speakers.last
        self._running = bool(quotes) and quotes[-1].open
        alone = len(quotes) == 1 and quotes[0].span.start == page[0].tokens[0].start
        self._last_quote = quotes[0].span if alone and quotes[0].span.end >= page[-1].tokens[-1].start else None
        self._announced = self._announces(page[-1], found)
        return made

    def _quotes(
        self, page: Sequence[Line], quotes: Sequence[Quote], found: Sequence[Attribution]
    ) -> Iterator[Attribution]:
        if not quotes:
            return
        spoken = sorted(
            (item for item in found if item.states), key=lambda item: (item.content.start, item.content.end)
        )
        starts = [item.content.start for item in spoken]
        taken = Cover(item.content for item in found)
        for number, quote in enumerate(quotes):
            if taken.touches(quote.span):
                continue
            full = quote.full(self._text)
            opening = number == 0 and quote.span.start == page[0].tokens[0].start
            if spoken and full:
                # of who spoke last before it, else of who is about to
                item = spoken[max(0, bisect_left(starts, quote.span.start) - 1)]
                yield replace(
                    item,
                    content=quote.span,
                    rule="speaker.paragraph",
                    certainty="asserted",
                    polarity="+",
                    cited_by=None,
                )
            elif self._before is not None and opening and (self._running or full) and not self._heading(page):
                yield of_speaker(quote.span, self._before, "speaker.continued")

    def _heading(self, page: Sequence[Line]) -> bool:
        """Say whether a paragraph is nothing but a short quote without a stop: a heading, not somebody's next words."""
        tokens = page[0].tokens
        return (
            len(page) == 1
            and len(tokens) <= _CROSSHEAD
            and all(number >= 0 for number in page[0].quoted)
            and not {tokens[-2].text, tokens[-1].text} & _STOPS  # the last is the mark, where there is one
        )

    def _block(self, page: Sequence[Line], found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Yield a paragraph that the one before announced with a colon."""
        if self._announced is None or any(item.states for item in found):
            return
        span = Span(page[0].tokens[0].start, page[-1].tokens[-1].end)
        yield of_speaker(span, self._announced, "speaker.block")

    def _named_after(self, page: Sequence[Line], found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Yield the quote of the paragraph before, where this one only says whose it was: "says nurse Jane Roe."."""
        line, quote = page[0], self._last_quote
        hit = self._cues.verbs.at(line, 0) if line.tokens and quote is not None else None
        subject = self._phrases.after(line, hit.last) if hit is not None and hit.of("speech") is not None else None
        if subject is None or quote is None or found:
            return
        speaker = self._speakers.of(line, subject.first, subject.last)
        if speaker is not None:
            self._speakers.note(speaker)
            yield of_speaker(quote, speaker, "speaker.inverted")

    def _announces(self, line: Line, found: Sequence[Attribution]) -> Speaker | None:
        """Return who speaks in the next paragraph, where this one ends with a colon."""
        listing = line.low(line.size - 2) in LISTING  # "previous assistance includes:"
        if line.tokens[-1].text != ":" or listing or not _HELD_AGAINST.isdisjoint(line.distinct):
            return None  # "Here is how it did, compared with what analysts expected:"
        for item in reversed(found):
            if item.content.overlaps(line.sentence.span) or (
                item.cue is not None and item.cue.overlaps(line.sentence.span)
            ):
                if item.certainty == "planned":
                    return None  # "The minister is proposing three cuts:"
                return self._speakers.last
        named = [item for item in line.named(0, line.size) if item[1] == line.size - 1]
        if named and "Person" in named[0][2].classes:
            return self._speakers.of(line, named[0][0], named[0][1])
        verb = next(
            (
                i
                for i in range(line.size)
                if i not in line.held
                and (hit := self._cues.verbs.at(line, i))
                and hit.of("speech", "utterance")
                and (line.low(i) not in self._cues.deeds or line.low(i) in ("reports", "reported"))
            ),  # no "states" in "United States assistance includes:", no deeds in "the mayor is announcing:"
            None,
        )
        subject = self._phrases.before(line, verb) if verb is not None else None
        return self._speakers.of(line, subject.first, subject.last) if subject is not None else None

    def _signatures(
        self, page: Sequence[Line], quotes: Sequence[Quote], found: Sequence[Attribution]
    ) -> Iterator[Attribution]:
        """Yield the quote that stands before a line such as "― Jane Roe"."""
        for line in page:
            if line.lows[0] not in _DASHES:
                continue
            named = line.named(1, min(4, line.size))
            if not named or named[0][0] != 1:
                continue
            before = quotes[: bisect_right(quotes, line.sentence.span.start, key=lambda quote: quote.span.end)][-1:]
            if before and not any(_speaks_of(item, before[-1].span) for item in found):
                speaker = self._speakers.of(line, named[0][0], named[0][1])
                if speaker is not None:
                    yield of_speaker(before[-1].span, speaker, "speaker.signed")

    def _survey(self, line: Line, survey: Speaker, *, named: bool, held: bool) -> Iterator[Attribution]:
        """Yield a sentence that tells shares after a survey was named, until it is forgotten or others speak."""
        lows = line.distinct
        if named or lows & self._cues.surveys:
            self._patience = _PATIENCE
        elif held:
            self._patience -= 2
        else:
            self._patience -= 1
        fresh = self._patience == _PATIENCE or (self._patience > 0 and (lows & _ASKED or self._compares(line)))
        if not held and fresh and lows & _SHARE:
            yield of_speaker(whole(line), survey, "speaker.survey")

    def _projected(self, page: Sequence[Line], found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Yield what "is projected to" happen, as words of the projection that the article has told of."""
        for item in found:
            words = item.speaker.lower().split()
            kind = "group" if self._cues.surveys.isdisjoint(words) else "survey"
            told = kind == "survey" or not self._cues.estimates.isdisjoint(words)
            if told and item.speaker_span is not None:
                self._forecaster = Speaker(item.speaker, item.speaker_iri, item.speaker_span, kind)
        if self._forecaster is None:
            return
        taken = Cover(item.content for item in found if item.states)
        for line in page:
            if _PROJECTED.isdisjoint(line.distinct) or taken.touches(line.sentence.span):
                continue
            to = (i for i in range(2, line.size) if line.low(i) == "to" and line.low(i - 1) in _PROJECTED)
            if any(line.low(i - 2) in BE for i in to):
                yield of_speaker(whole(line), replace(self._forecaster, span=None), "speaker.survey")

    def _compares(self, line: Line) -> bool:
        """Say whether a sentence tells more than one share, as those of surveys do."""
        return sum(token.lower in _SHARE for token in line.tokens) > 1

    def _own(self, page: Sequence[Line], found: Sequence[Attribution]) -> Iterator[Attribution]:
        if self._voice is None:
            return
        taken = Cover(item.content for item in found if item.states)
        for line in page:
            if line.sentence.block != "headline" and not taken.holds(whole(line)):
                yield of_speaker(whole(line), self._voice, "speaker.document")


def _speaks_of(item: Attribution, quote: Span) -> bool:
    """Say whether words outside a quote already say whose it is, whoever is quoted inside it."""
    return item.content.overlaps(quote) and (item.cue is None or not quote.covers(item.cue))


def whole(line: Line) -> Span:
    """Return a sentence without its final stop."""
    last = line.size
    while last > 1 and line.tokens[last - 1].text in ".;:":
        last -= 1
    return line.span(0, last)
