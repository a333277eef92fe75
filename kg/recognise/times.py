"""Sentences → times: every time expression of an article, resolved against its date and the dates said before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from kg.lexicon import Lexicon
from kg.model import Article, Mention, Sentence, Span, Time
from kg.recognise import time_calendar as calendar
from kg.recognise.time_clock import Clock, Point, Reading
from kg.recognise.time_grammar import EXPRESSION, RULES
from kg.recognise.time_lengths import past_year
from kg.recognise.time_phrases import Phrase
from kg.recognise.time_ranges import Found, other_days, ranges
from kg.recognise.time_spans import hour_of
from kg.recognise.time_words import CODES, Words, reader
from kg.values import replace

Recogniser: TypeAlias = Callable[[Article, Sequence[Sentence]], list[Mention]]

_POINTS: dict[str, Point] = {
    CODES["since"]: "since",
    CODES["until"]: "until",
    CODES["by"]: "before",
    CODES["earlier"]: "before",
    CODES["later"]: "after",
}
_BESIDE_AN_HOUR = CODES["earlier"] + CODES["later"]
_ABOUT = CODES["than"] + CODES["about"]
_BESIDE = CODES["in"] + CODES["of"] + CODES["the"]
_WHOLE = frozenset(("whole", "all", "entire"))
_RECORDS = frozenset(("most", "least", "best", "worst", "record", "first"))
_RECORD = 12  # words from "since" to the time of a clause: "since the agency began to count in 1996"
_PIVOTS = ("than", "as", "against", "versus")
_HELD = ("month", "quarter", "half")
_BEFORE = 60  # characters from "compared with" to the time of what is compared
_EARLIER = re.compile(
    r"\b(?:from|below|above|against|versus|compared (?:with|to))\b[^\d,;]{0,16}\d(?:[^,;]|,(?=\d)){0,30}"
    r"\b(?:in|for|of) (?:the )?$"
)
_THAN_THEN = re.compile(r"\bthan (?:[\w'’]+ ){1,3}(?:did|was|were|had) $")
_ONWARD = re.compile(r"\s(?:onwards?|forward)\b|\son(?=,)")
_DATELINE_DAYS = 10  # a dateline further from the article's date than this is not one


def times(lexicon: Lexicon) -> Recogniser:
    """Return the function that finds the times in an article's sentences, in the order of the text.

    A range is followed by its two ends, which lie inside it. Raises :class:`BadOntology` if a cue of the scheme "time"
    has a sense that the grammar does not know.
    """
    read = reader(lexicon, EXPRESSION.search)
    april = lexicon.words_of("april-year")

    def recognise(article: Article, sentences: Sequence[Sentence]) -> list[Mention]:
        clock = replace(_clock(article), april=any([word in article.text for word in april]))
        mentions: list[Mention] = []
        paragraph = -1
        for sentence in sentences:
            words = read(article.text, sentence.span.start, sentence.span.end)
            if words is None:
                continue
            clock = clock.at_sentence(begins=sentence.paragraph != paragraph)
            paragraph = sentence.paragraph
            if not (found := list(_found(words, clock))):
                continue
            if (written := _set_by_dateline(clock, found[0])) is not clock:
                clock, found = written, list(_found(words, written))
            for item in ranges(found):
                mentions.append(_mention(item))
                if item.rule != "range":
                    clock = clock.after(item.reading)
                elif (whole := item.reading.period) is not None and whole.start.day == whole.end.day == 1:
                    clock = replace(clock, period=replace(whole, unit="range"))  # "the January-March period"
        return sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end))

    return recognise


def _clock(article: Article) -> Clock:
    now, certain = calendar.published(article.published)
    for evidence in article.evidence:
        if evidence.source == "dateline":
            said, _ = calendar.published(evidence.date)
            if now is None or (said is not None and said.unit == "day" and _near(said, now)):
                return Clock(said or now, certain)
    return Clock(now, certain)


def _near(one: calendar.Period, two: calendar.Period) -> bool:
    return abs((one.start - two.start).days) <= _DATELINE_DAYS


def _set_by_dateline(clock: Clock, first: Found) -> Clock:
    """Return the clock "today" goes by, once a dateline ("BRUSSELS, December 2 (AFP) --") names the day of writing."""
    phrase, said = first.phrase, first.reading.period
    if first.rule != "date" or said is None or said.unit != "day" or clock.anchor is not None or phrase.first == 0:
        return clock
    opened = all(code in _PLACE for code in phrase.words.codes[: phrase.first]) and phrase.then(
        "paren", "dash", "hyphen"
    )
    if not opened or (clock.now is not None and not _near(said, clock.now)):
        return clock
    return replace(clock, now=said)


_PLACE = "".join(CODES[kind] for kind in ("name", "comma", "dot", "sign"))


def _found(words: Words, clock: Clock) -> Iterator[Found]:
    position, first = 0, True
    while (match := words.found if first else EXPRESSION.search(words.codes, position)) is not None:
        first = False
        name, _, resolve = RULES[int((match.lastgroup or "r0")[1:])]
        phrase = Phrase(words, match.start(), match.end())
        try:
            reading = resolve(phrase, clock)
        except (ValueError, OverflowError):  # a day that no calendar has, or a year before 1 or after 9999
            reading = None
        if reading is None or _inside_an_address(phrase):
            position = match.start() + 1
            continue
        if name == "comparable":
            phrase = replace(phrase, last=past_year(phrase))  # "the same period last year"
        position = phrase.last
        if reading.kind == "date" and (_only_compared(phrase) or _held_against(phrase, reading)):
            reading = replace(reading, aside=True)
        found = Found(phrase, name, _timed(phrase, reading))
        others = list(other_days(found))
        for item in others or [found]:
            yield item
            position = max(position, item.phrase.last)
        clock = clock.after(reading)


def _only_compared(phrase: Phrase) -> bool:
    """Say whether a figure is only held against that time: "twice as many as in the whole of last year"."""
    words = phrase.words
    at = phrase.first - 1
    if at >= 0 and phrase.then("apostrophe") and phrase.word_before() in _PIVOTS:
        return True  # "slower than December's 3 percent"
    if at > 1 and words.codes[at] in _BESIDE and _THAN_THEN.search(words.text[: words.starts[at]], words.starts[0]):
        return True
    since = at - (at >= 0 and words.codes[at] == CODES["the"])
    if since >= 0 and words.codes[since] == CODES["since"]:  # "the lowest level since 1999", "since the second quarter"
        return any(_tops(words.values[place]) for place in range(max(0, since - 4), since))
    if _in_record(words, at):
        return True
    while at >= 0 and (words.codes[at] in _BESIDE or words.values[at] in _WHOLE):
        at -= 1
    return 0 <= at < phrase.first - 1 and words.text[words.starts[at] : words.ends[at]].lower().endswith(_PIVOTS)


def _in_record(words: Words, at: int) -> bool:
    """Say whether a time only tells how far back a record goes: "the deepest fall since it began to count in 1996"."""
    codes = words.codes
    since = next((i for i in range(at, max(-1, at - _RECORD), -1) if codes[i] == CODES["since"]), -1)
    if since < 1 or CODES["comma"] in codes[since:at] or CODES["dot"] in codes[since:at]:
        return False
    return any(_tops(words.values[place]) for place in range(max(0, since - 4), since))


def _held_against(phrase: Phrase, reading: Reading) -> bool:
    """Say whether a month or quarter is that of an earlier figure: "rose to 4.9% from 4.6% in the June quarter"."""
    if reading.period is None or reading.period.unit not in _HELD:
        return False
    start, words = phrase.words.starts[phrase.first], phrase.words
    return _EARLIER.search(words.text[max(words.starts[0], start - _BEFORE) : start]) is not None


def _tops(word: str) -> bool:
    return word in _RECORDS or (len(word) > len("test") and word.endswith("est"))


def _inside_an_address(phrase: Phrase) -> bool:
    """Say whether the words are part of a URL, a tag or a file name."""
    text, start, end = phrase.words.text, phrase.words.starts[phrase.first], phrase.words.ends[phrase.last - 1]
    return (start > 0 and text[start - 1] in "/_=&@#") or (end < len(text) and text[end] in "/_=&@")


def _timed(phrase: Phrase, reading: Reading) -> Reading:
    """Return the reading with the hour that the phrase states (ISO 8601-2 has no hour without minutes and seconds)."""
    period = reading.period
    hour = hour_of(phrase) if period is not None and period.unit == "day" else None
    if period is None or hour is None:
        return reading
    return replace(reading, period=replace(period, edtf=f"{period.edtf}T{hour}:00"), yearless=None)


def _onward(phrase: Phrase) -> bool:
    """Say whether a time only begins what goes on: "from September 2016 onwards"."""
    words = phrase.words
    start, end = words.starts[phrase.first], words.ends[phrase.last - 1]
    return _ONWARD.match(words.text, end) is not None and words.text[max(0, start - 5) : start].lower() == "from "


def _mention(found: Found) -> Mention:
    phrase, reading = found.phrase, found.reading
    period = reading.period
    at = phrase.first - 1
    if at > 0 and phrase.words.codes[at] in _ABOUT:  # "since at least 2021"
        at -= 1
    before = phrase.words.codes[at] if at >= 0 else ""
    last = phrase.last - 1
    if phrase.words.codes[last] == CODES["dot"] and last > phrase.first:
        last -= 1
    point = found.point if found.point != "in" else _POINTS.get(before, "since" if _onward(phrase) else "in")
    if point in ("before", "after") and before in _BESIDE_AN_HOUR and period is not None and "T" in period.edtf:
        point = "in"  # "shortly before midnight on Tuesday" is on that day
    return Mention(
        Span(phrase.words.starts[phrase.first], phrase.words.ends[last]),
        Time(
            edtf=reading.edtf if reading.edtf is not None else period.edtf if period is not None else None,
            start=period.start if period is not None else None,
            end=period.end if period is not None else None,
            basis=reading.basis,
            kind=reading.kind,
            point=point,
            confidence=reading.confidence,
        ),
        f"time.{found.rule}",
    )
