"""Sentences → attributions: who is quoted for which words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_discourse import Attribution, Discourse, headings, whole
from kg.extract.attribution_line import Line, lines
from kg.extract.attribution_phrases import Phrases
from kg.extract.attribution_quotes import quotes
from kg.extract.attribution_sources import Sources
from kg.extract.attribution_speakers import Speaker, Speakers
from kg.extract.attribution_speech import Said, Speech
from kg.lexicon import Lexicon
from kg.model import Article, Mention, Sentence, Span

__all__ = ["Attribution", "Attributions", "attributions"]

Attributions = Callable[[Article, tuple[Sentence, ...], tuple[Mention, ...]], tuple[Attribution, ...]]


def attributions(lexicon: Lexicon) -> Attributions:
    """Return a callable that finds the attributions of an article, in reading order."""
    cues = Cues(lexicon)
    phrases = Phrases(cues)
    parts = _Parts(cues, phrases, Speech(cues, phrases), Sources(cues, phrases))

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


class _Reader:
    """Reads one article, paragraph by paragraph, remembering who spoke."""

    def __init__(self, article: Article, mentions: tuple[Mention, ...], parts: _Parts) -> None:
        self._text = article.text
        self._parts = parts
        self._speakers = Speakers(parts.cues, article.text, mentions)
        self._discourse = Discourse(article.text, parts.cues, parts.phrases, self._speakers)

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
        for number, page in groupby(
            lines(self._text, ordered, mentions, marks), key=lambda line: line.sentence.paragraph
        ):
            paragraph = list(page)
            if len(paragraph) == 1:
                short.add(number)
            own = [item for line in paragraph for item in self._line(line)]
            found += [*own, *self._discourse.of(paragraph, quoted.get(number, []), own)]
            if not found:
                self._discourse.title(paragraph[0])
        found += headings(self._text, marks, found, short)
        return tuple(sorted(_apart(found), key=lambda item: (item.content.start, item.content.end, item.rule)))

    def _line(self, line: Line) -> Iterator[Attribution]:
        made: list[tuple[Said, Speaker]] = []
        for said in sorted((*self._parts.speech.of(line), *self._parts.sources.of(line)), key=lambda said: said.cue):
            again = self._again(line, said)
            speaker = self._speakers.of(line, said.subject.first, said.subject.last, again=again)
            if speaker is None:
                continue
            if speaker.nature == "survey" and speaker.span is None:  # of the people asked, not of them who ask
                said = replace(said, content=whole(line), states=True, rule="speaker.survey")
                speaker = replace(speaker, span=line.span(said.subject.first, said.subject.last))
            made.append((said, speaker))
            if line.inside(line_at(line, said.cue.start)) is None:
                self._speakers.note(speaker)
        cited = self._parts.sources.citing(line) if made else None
        source = self._speakers.of(line, cited[0].first, cited[0].last) if cited is not None else None
        passing = (
            min(made, key=lambda item: abs(item[0].cue.start - line.tokens[cited[1]].start))[0]
            if cited is not None
            else None
        )
        for said, speaker in made:
            if source is not None and said is passing and source.name != speaker.name:
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
            yield _attribution(said, speaker, outer.name if outer is not None else None)

    def _again(self, line: Line, said: Said) -> bool:
        """Say whether the words between speaker and verb tell that the one who spoke goes on."""
        low, high = sorted((said.subject.last, line_at(line, said.cue.start)))
        return any(line.low(i) in self._parts.cues.continuing for i in range(low, high + 1))


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
        polarity="-" if said.certainty == "denied" else "+",
        cited_by=cited_by,
        rule=said.rule,
        states=said.states,
    )


def _holds(content: Span, said: Said) -> bool:
    return content.covers(said.content) and content.start <= said.cue.start < content.end


def _apart(found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Yield each content once: the same words are not attributed twice."""
    seen: set[Span] = set()
    for item in found:
        if item.content not in seen:
            seen.add(item.content)
            yield item
