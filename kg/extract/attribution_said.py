"""What a line attributes, and where the words of one speaker end because another begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.attribution_line import Line
from kg.extract.attribution_phrases import Subject
from kg.extract.words import PREPOSITIONS, vocabulary
from kg.model import Certainty, Span
from kg.values import dataclass

_LEADING = 14  # words of "but in a poll that was published on Friday,"
_CONTRAST = vocabulary("while whereas but although though and ;")


@dataclass(frozen=True, slots=True)
class Said:
    """What a line attributes, and the words for whom; ``states`` where the content is what they state."""

    content: Span
    subject: Subject
    cue: Span
    certainty: Certainty
    rule: str
    states: bool = True
    denied: bool = False  # "does not expect that"


def cut_before(found: Sequence[Said], said: Said) -> list[Said]:
    """End what stands inside "…, she said" before the words that say who says it."""
    end = said.content.end
    if end > said.cue.start:
        return list(found)
    return [
        replace(item, content=Span(item.content.start, end)) if item.content.start < end < item.content.end else item
        for item in found
    ]


def cut_short(line: Line, found: list[Said], said: Said) -> list[Said]:
    """End what one says where another begins to speak: "A said …, while B said …"."""
    begin = _led_in(line, said.subject.begin)
    if not found or begin <= 0 or line.low(begin - 1) not in _CONTRAST or said.content.start < line.tokens[begin].start:
        return found
    last = begin - 1
    while last > 0 and line.tokens[last - 1].text in ",;":
        last -= 1
    end = line.tokens[last - 1].end if last else 0
    before = found[-1]
    if before.content.start == line.tokens[begin - 1].start and before.subject != said.subject:
        return found[:-1]  # "…, A said, but B said …": nothing of it is A's
    if before.content.start < end < before.content.end and before.subject != said.subject:
        return [*found[:-1], replace(before, content=Span(before.content.start, end))]
    return found


def _led_in(line: Line, begin: int) -> int:
    """Return where a clause begins, with what leads up to its subject: "…, but |in a poll on Friday, most said"."""
    if line.low(begin - 1) != ",":
        return begin
    back = range(begin - 2, max(0, begin - _LEADING), -1)
    joint = next((i for i in back if line.low(i) in _CONTRAST and line.tokens[i - 1].text == ","), None)
    return joint + 1 if joint is not None and line.low(joint + 1) in PREPOSITIONS else begin
