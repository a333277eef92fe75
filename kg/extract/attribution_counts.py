"""A sentence after one that somebody is quoted for → theirs, too, where it goes on counting, or a study goes on.

"Nine had died, police said. Another 14 people were being treated. Of the injured, six are in intensive care."
"A report by the audit office showed that costs had risen. The delays amounted to 62 months."
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.attribution_cover import Cover
from kg.extract.attribution_discourse import Attribution, whole
from kg.extract.attribution_line import Line
from kg.extract.words import BE, vocabulary
from kg.values import replace

_PARTS = vocabulary("them these those")
_TOLD_BEFORE = vocabulary("the these those them")  # "of the cases, …", "most of them"
_MORE = vocabulary("another further")
_SPELT = vocabulary(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety most half some many all several none"
)
_SHARES = vocabulary("quarter third half fifth tenth dozen")
_OPENERS = _MORE | _SPELT | {"a", "of"}
_HELPING = BE | {"has", "have", "had"}
_AGAIN = vocabulary("some the")  # words with which a sentence may go on only after some that did, or after a study
_STUDIES = vocabulary("study analysis review audit research")
_TELLING = frozenset({"speaker.that", "speaker.indirect", "speaker.finding"})
_SUBJECT = 16  # words of "an analysis by the Orsa Institute of newly filed papers"
_OPENING = 5  # tokens in which such a sentence tells what it counts


def more(paragraph: Sequence[Line], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the sentences of a paragraph that go on counting, as those of who was quoted in the sentence before."""
    counting = [(before, line) for before, line in pairwise(paragraph) if line.lows[0] in _AGAIN or _counts(line)]
    if not counting:
        return
    spoken = [item for item in found if item.states]
    taken = Cover(item.content for item in spoken)
    starts = [line.sentence.span.start for line in paragraph]
    inside = range(starts[0], paragraph[-1].sentence.span.end)  # a cue may stand in the paragraph before
    cued = [(item.cue.start, item) for item in spoken if item.cue is not None and item.cue.start in inside]
    said = {starts[bisect_right(starts, at) - 1]: item for at, item in cued}  # the last said in each sentence
    carried: dict[int, Attribution] = {}
    for before, line in counting:
        span = line.sentence.span
        if taken.touches(span):
            continue
        last, told = said.get(before.sentence.span.start), carried.get(before.sentence.span.start)
        on = last is not None and (_counts(line) or _goes_on(last, before, line))
        if not on and (told is None or line.lows[0] == "the"):
            continue  # "Some 40 shops": only where a sentence before it went on counting
        told = told or last
        if told is None:
            continue
        if told.content.overlaps(before.sentence.span) and told.certainty not in ("denied", "planned"):
            carried[span.start] = item = replace(told, content=whole(line), cue=None, rule="speaker.continued")
            yield item


def _goes_on(item: Attribution, before: Line, line: Line) -> bool:
    """Say whether a study that a sentence tells of goes on in the next: "… shows that …. The delays were 62 months"."""
    if line.lows[0] != "the" or item.rule not in _TELLING or item.speaker_span is None:
        return False
    subject = before.lows[: bisect_left(before.starts, item.speaker_span.end)]
    counted = any(token.text[0].isdigit() for token in line.tokens)
    named = item.speaker_iri is not None and "report" in subject  # not "the claims report"
    return counted and len(subject) < _SUBJECT and (named or not _STUDIES.isdisjoint(subject))


def _counts(line: Line) -> bool:
    """Say whether a sentence opens with some of those that the one before counted, or with more of them."""
    first = line.lows[0]
    if (first not in _OPENERS and not first[0].isdigit()) or line.quoted[0] >= 0 or line.tokens[-1].text in ":?":
        return False
    lows, second = line.lows[:_OPENING], line.low(1)
    if first in _MORE or (first == "a" and second == "further"):
        return line.low(1 + (first == "a"))[:1].isdigit() or line.low(2)[:1].isdigit() or second in _SPELT
    if first == "of" and second in _TOLD_BEFORE:
        return True
    if first in _SPELT or first[:1].isdigit() or (first == "a" and second in _SHARES):
        if "of" in lows and line.low(lows.index("of") + 1) in _PARTS:
            return True
        return _also(line)
    return False


def _also(line: Line) -> bool:
    """Say whether a sentence that opens with a number tells what is so also: "23,500 people are also facing hunger"."""
    if "also" not in line.distinct:
        return False
    return any(line.low(i - 1) in _HELPING for i, low in enumerate(line.lows) if low == "also")
