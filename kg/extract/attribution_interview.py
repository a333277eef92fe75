"""Paragraphs of questions and answers → the answers, as words of the person who is asked.

An interview is known by two questions at least, each a paragraph of its own that is answered by "I" or "we", and by a
line above them that says with whom it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.attribution_cues import Cues
from kg.extract.attribution_discourse import Attribution, of_speaker
from kg.extract.attribution_line import Line
from kg.extract.attribution_speaker import Speaker
from kg.extract.attribution_speakers import Speakers
from kg.extract.words import vocabulary
from kg.model import Entity, Span

_FIRST = vocabulary("i me my mine we us our ours myself")
_SECOND = vocabulary("you your yours")
_NOBODY = Entity("", "")
_LEAST = 2  # questions
_QUESTION = 60  # words
_ABOVE = 4  # paragraphs that say who is asked


def answers(pages: Sequence[Sequence[Line]], cues: Cues, speakers: Speakers) -> Iterator[Attribution]:
    """Yield each paragraph of an answer, without a cue."""
    labelled = [number for number, page in enumerate(pages) if _label(page, "q")]
    if len(labelled) >= _LEAST:
        yield from _labelled(pages, labelled[0], cues, speakers)
        return
    if sum(page[-1].tokens[-1].text == "?" for page in pages) < _LEAST:
        return
    asked = [number for number, page in enumerate(pages) if _asks(page)]
    answered = [number for number in asked if number + 1 < len(pages) and _speaks(pages[number + 1])]
    if len(answered) < _LEAST:
        return
    who = _asked([*pages[: answered[0] + 1][-_ABOVE - 1 :], *pages[:1]], cues, speakers)
    if who is None:
        return
    speaking = False
    for number, page in enumerate(pages):
        if _asks(page):
            speaking = number + 1 < len(pages) and _speaks(pages[number + 1])
        elif speaking and _speaks(page):
            span = Span(page[0].tokens[0].start, page[-1].tokens[-1].end)
            yield of_speaker(span, who, "speaker.interview")
        else:
            speaking = False


def _label(page: Sequence[Line], letter: str) -> bool:
    """Say whether a paragraph is marked as a question or an answer: "Q: …", "A. …"."""
    return page[0].size > 2 and page[0].low(0) == letter and page[0].low(1) in (":", ".")


def _labelled(pages: Sequence[Sequence[Line]], first: int, cues: Cues, speakers: Speakers) -> Iterator[Attribution]:
    """Yield the answers of an interview that marks them, each up to the next question."""
    who = _asked(pages[: first + 1], cues, speakers)
    speaking = False
    for page in pages[first:]:
        speaking = (speaking or _label(page, "a")) and not _label(page, "q")
        if speaking and who is not None:
            begin = 2 if _label(page, "a") else 0
            start = page[0].tokens[begin].start if begin < page[0].size else page[0].tokens[0].start
            yield of_speaker(Span(start, page[-1].tokens[-1].end), who, "speaker.interview")


def _asks(page: Sequence[Line]) -> bool:
    """Say whether a paragraph is a question, or speaks to somebody and of nobody else."""
    words = [low for line in page for low, quote in zip(line.lows, line.quoted, strict=True) if quote < 0]
    if not words or len(words) > _QUESTION:
        return False
    return page[-1].tokens[-1].text == "?" or (not _SECOND.isdisjoint(words) and _FIRST.isdisjoint(words))


def _speaks(page: Sequence[Line]) -> bool:
    """Say whether a paragraph is told by "I" or "we", outside quotation marks."""
    return not _asks(page) and any(
        low in _FIRST and quote < 0 for line in page for low, quote in zip(line.lows, line.quoted, strict=True)
    )


def _asked(pages: Sequence[Sequence[Line]], cues: Cues, speakers: Speakers) -> Speaker | None:
    """Return the person whom a headline or an opening names after "interview with", else the only one they name."""
    people: dict[str, Speaker] = {}
    for line in (line for page in pages for line in page):
        for i in range(line.size):
            hit = cues.interviewing.at(line, i)
            if hit is not None and hit.last in line.entities:
                if i and "Person" in line.entities.get(i - 1, (0, _NOBODY))[1].classes:
                    return speakers.of(line, i - 1, i)  # "She spoke to the paper's Paul Reyes"
                found = speakers.of(line, hit.last, line.entities[hit.last][0])
                if found is not None:
                    return found
        for first, last, entity in line.named(0, line.size):
            if "Person" in entity.classes and entity.form != "pronoun":
                found = speakers.of(line, first, last)
                if found is not None:
                    people.setdefault(found.name, found)
    return next(iter(people.values())) if len(people) == 1 else None
