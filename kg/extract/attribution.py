"""Sentences → attributions: who is quoted for which words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kg.extract.attribution_counts import more
from kg.extract.attribution_cues import Cues, Hit
from kg.extract.attribution_discourse import Attribution, Discourse, whole
from kg.extract.attribution_estimates import Estimates
from kg.extract.attribution_headings import headings
from kg.extract.attribution_interview import answers
from kg.extract.attribution_line import Line, lines
from kg.extract.attribution_nested import Nested
from kg.extract.attribution_phrases import Phrases
from kg.extract.attribution_quotes import quotes
from kg.extract.attribution_said import Said
from kg.extract.attribution_sources import Sources
from kg.extract.attribution_speaker import Speaker
from kg.extract.attribution_speakers import Speakers
from kg.extract.attribution_speech import Speech
from kg.extract.attribution_voice import first_person
from kg.extract.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon
from kg.model import Article, Mention, Sentence, Span

_BEFORE_NOUNS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES
_SAYS = frozenset({"said", "says"})  # before which nothing but speakers stand

__all__ = ["Attribution", "Attributions", "attributions"]

Attributions = Callable[[Article, tuple[Sentence, ...], tuple[Mention, ...]], tuple[Attribution, ...]]


def attributions(lexicon: Lexicon) -> Attributions:
    """Return a callable that finds the attributions of an article, in reading order."""
    cues = Cues(lexicon)
    phrases = Phrases(cues)
    parts = _Parts(cues, phrases, Speech(cues, phrases), Sources(cues, phrases), Estimates(cues, phrases))

    def find(
        article: Article, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]
    ) -> tuple[Attribution, ...]:
        return _Reader(article, mentions, parts).read(sentences, mentions)

    return find


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is made once from the lexicon."""

    cues: Cues
    phrases: Phrases
    speech: Speech
    sources: Sources
    estimates: Estimates


class _Reader:
    """Reads one article, paragraph by paragraph, remembering who spoke."""

    def __init__(self, article: Article, mentions: tuple[Mention, ...], parts: _Parts) -> None:
        self._text = article.text
        self._parts = parts
        self._speakers = Speakers(parts.cues, article.text, mentions)
        self._discourse = Discourse(article.text, parts.cues, parts.phrases, self._speakers)
        self._nested = Nested(parts.cues, mentions)

    def read(self, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]) -> tuple[Attribution, ...]:
        """Return the attributions of all sentences, in reading order."""
        ordered = sorted(sentences, key=lambda sentence: (sentence.span.start, sentence.span.end))
        spans = [
            (number, Span(group[0].span.start, group[-1].span.end))
            for number, found in groupby(ordered, key=lambda sentence: sentence.paragraph)
            if (group := list(found))
        ]
        marks = quotes(self._text, spans)
        quoted = {number: list(group) for number, group in groupby(marks, key=lambda quote: quote.paragraph)}
        found: list[Attribution] = []
        short: set[int] = set()
        pages = [
            list(page)
            for _, page in groupby(
                lines(self._text, ordered, mentions, marks), key=lambda line: line.sentence.paragraph
            )
        ]
        for paragraph in pages:
            number = paragraph[0].sentence.paragraph
            if len(paragraph) == 1:
                short.add(number)
            own: list[Attribution] = []
            said = 0  # how many the sentence before attributed
            self._speakers.fresh = False
            self._speakers.present = set()
            for place, line in enumerate(paragraph):
                if place and not said and "it" in line.distinct:
                    self._speakers.before_it = self._topic(paragraph[place - 1])
                if place and not said and "they" in line.distinct:
                    self._speakers.before_they = self._people(paragraph[place - 1])
                made = list(self._line(line))
                own, said = [*own, *made], len(made)
                self._speakers.before_it = self._speakers.before_they = None
                self._speakers.present |= {
                    entity.iri for _, entity in line.entities.values() if entity.form != "pronoun" and entity.iri
                }
            own += self._discourse.of(paragraph, quoted.get(number, []), own)
            found += [*own, *more(paragraph, own)]
            if not found:
                self._discourse.title(paragraph[0])
        found += headings(self._text, marks, found, short)
        found += answers(pages, self._parts.cues, self._speakers)
        found += first_person(pages, found, mentions)
        return tuple(sorted(_apart(found), key=lambda item: (item.content.start, item.content.end, item.rule)))

    def _line(self, line: Line) -> Iterator[Attribution]:
        made: list[tuple[Said, Speaker]] = []
        parts = self._parts
        hits = parts.speech.hits(line)
        stated = (*parts.speech.of(line, hits), *parts.sources.of(line), *parts.estimates.of(line))
        for said in sorted(stated, key=lambda said: (said.cue.start, said.cue.end)) if stated else ():
            again = self._again(line, said)
            sure = line.low(line_at(line, said.cue.start)) in _SAYS
            speaker = self._speakers.of(line, said.subject.first, said.subject.last, again=again, sure=sure)
            if speaker is None or speaker.name == "it":
                continue  # "it shows that …" says nothing of a speaker
            if said.rule == "speaker.announced" and speaker.nature != "person":
                continue  # "the firm announced an order of 50 jets" is a deed
            if said.rule == "speaker.count" and not self._speakers.is_office(speaker):
                continue  # "Norvia reported 40 new cases": they are its own
            if speaker.nature == "survey" and speaker.span is None:  # of the people asked, not of them who ask
                said = replace(said, content=whole(line), states=True, rule="speaker.survey")
                speaker = replace(speaker, span=line.span(said.subject.first, said.subject.last))
            made.append((said, speaker))
            if line.inside(line_at(line, said.cue.start)) is None:
                self._speakers.note(speaker)
        if not made:
            self._silent(line, hits)
            return
        cited = self._parts.sources.citing(line)
        source = self._speakers.of(line, cited[0].first, cited[0].last) if cited is not None else None
        passing = (
            min(made, key=lambda item: abs(item[0].cue.start - line.tokens[cited[1]].start))[0]
            if cited is not None
            else None
        )
        for said, speaker in made:
            cites = said is passing and source is not None and source.name != speaker.name
            if source is not None and cites and self._nested.cites(speaker, source):
                yield _attribution(said, source, speaker.name)
                continue
            outer = next(
                (
                    other
                    for said_, other in made
                    if said_ is not said and _holds(said_.content, said) and other.name != speaker.name
                ),
                None,
            )
            if outer is not None and self._nested.answers(outer, speaker, said.rule):
                said = replace(said, states=False)
            yield _attribution(said, speaker, outer.name if outer is not None else None)

    def _silent(self, line: Line, hits: list[Hit]) -> None:
        """Remember a person who speaks without being quoted: "Roe denied that." """
        for subject in self._parts.speech.silent(line, hits):
            speaker = self._speakers.of(line, subject.first, subject.last)
            if speaker is not None and speaker.nature in ("person", "unknown"):
                self._speakers.note(speaker)

    def _topic(self, line: Line) -> Speaker | None:
        """Return the body that a sentence is about, which "it" in the next one stands for."""
        verb = next((i for i in range(1, line.size) if i not in line.held and self._parts.cues.verbal(line, i)), None)
        subject = self._parts.phrases.before(line, verb) if verb is not None else None
        if subject is None or not self._parts.cues.speaks(line, subject.first, subject.last):
            return None
        found = self._speakers.of(line, subject.first, subject.last)
        return found if found is not None and found.nature not in ("person", "unknown") else None

    def _people(self, line: Line) -> Speaker | None:
        """Return the people that a sentence names by what they are, which "they" in the next one stands for."""
        several = self._parts.cues.several
        noun = next((i for i in range(line.size - 1, -1, -1) if line.low(i) in several and line.quoted[i] < 0), None)
        if noun is None:
            return None
        first = noun
        while first > 0 and line.tokens[first - 1].text.isalpha() and line.low(first - 1) not in _BEFORE_NOUNS:
            first -= 1
        return self._speakers.of(line, first, noun + 1)

    def _again(self, line: Line, said: Said) -> bool:
        """Say whether the words between speaker and verb tell that the one who spoke goes on."""
        low, high = sorted((said.subject.last, line_at(line, said.cue.start)))
        return not self._parts.cues.continuing.isdisjoint(line.lows[low : high + 1])


def line_at(line: Line, offset: int) -> int:
    """Return the token that begins at an offset."""
    return min(bisect_left(line.starts, offset), line.size - 1)


def _attribution(said: Said, speaker: Speaker, cited_by: str | None) -> Attribution:
    return Attribution(
        content=said.content,
        speaker=speaker.name,
        speaker_iri=speaker.iri,
        speaker_span=speaker.span,
        cue=said.cue,
        certainty=said.certainty,
        polarity="-" if said.denied or said.certainty == "denied" else "+",
        cited_by=cited_by,
        rule=said.rule,
        states=said.states,
    )


def _holds(content: Span, said: Said) -> bool:
    return content.covers(said.content) and content.start <= said.cue.start < content.end


def _apart(found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Yield each content once: the same words are not attributed twice, and to who goes on speaking only at last."""
    seen: set[Span] = set()
    for item in sorted(found, key=lambda item: item.rule == "speaker.continued"):
        if item.content not in seen:
            seen.add(item.content)
            yield item
