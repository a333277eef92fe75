"""A text in the first person → all of it, as words of the one whom its beginning lets speak.

"I" and "we" outside quotation marks are of nobody whom an article quotes: a statement is told so, which a line such as
"The minister has said that …" opens, or a transcript with the label "THE MINISTER:".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.attribution_cover import Cover
from kg.extract.attribution_discourse import Attribution, of_speaker, whole
from kg.extract.attribution_line import Line
from kg.extract.attribution_speaker import Speaker
from kg.extract.words import vocabulary
from kg.model import Entity, Mention

_WE = vocabulary("we our us")
_TITLES = vocabulary("the mr. ms. mrs. dr. president secretary senator minister")
_LABEL = 5  # words before the colon of a label
_LEAST = 2  # lines in the first person, one of them with "I"
_OPENING = 2  # paragraphs in which the one who speaks is named, under the headline


def first_person(
    pages: Sequence[Sequence[Line]], found: Sequence[Attribution], mentions: Sequence[Mention]
) -> Iterator[Attribution]:
    """Yield the sentences of a statement that nobody is quoted for yet, as those of the person who makes it."""
    lines = [line for page in pages for line in page if line.sentence.block != "headline"]
    said = [line for line in lines if "i" in line.lows or not _WE.isdisjoint(line.lows)]
    if len(said) < _LEAST or any(line.quotes or line.tokens[-1].text == "?" for line in lines):
        return
    if not any(token.text == "I" for line in said for token in line.tokens):
        return
    entities = [mention.value for mention in mentions if isinstance(mention.value, Entity)]
    people = {entity.iri for entity in entities if not entity.classes or "Person" in entity.classes}
    who = _opens(lines, [item for item in found if item.states and item.speaker_iri in people]) or _labelled(lines[0])
    if who is None:
        return
    taken = Cover(item.content for item in found if item.states)
    for line in lines:
        if not taken.touches(line.sentence.span):
            yield of_speaker(whole(line), who, "speaker.document")


def _opens(lines: Sequence[Line], found: Sequence[Attribution]) -> Speaker | None:
    """Return the person who is said to speak in the first paragraphs."""
    first = lines[0].sentence.paragraph
    for line in lines:
        if line.sentence.paragraph >= first + _OPENING:
            return None
        for item in found:
            if item.content.overlaps(line.sentence.span) and " " in item.speaker:
                return Speaker(item.speaker, item.speaker_iri, None, "person")
    return None


def _labelled(line: Line) -> Speaker | None:
    """Return who speaks in a transcript that begins with a label: "THE PRESIDENT: Good morning. …"."""
    end = next((i for i in range(1, min(_LABEL, line.size)) if line.tokens[i].text == ":"), 0)
    words = [line.tokens[i].text for i in range(end)]
    if not words or line.lows[0] not in _TITLES or not all(word.isupper() for word in words):
        return None
    return Speaker(
        " ".join(word.capitalize() for word in words[words[0] == "THE" :]), None, line.span(0, end), "person"
    )
