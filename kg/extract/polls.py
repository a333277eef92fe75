"""Frames of one article → the polls it tells of: which one speaks where, when its people were asked, when it came out.

The first poll that is named in full is the article's own. Another one speaks from the sentence that names it to the
end of the paragraph; a paragraph that names none goes back to the article's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.edtf import days
from kg.extract.cues import Hit, Phrases
from kg.extract.frame import Frame
from kg.extract.intervals import date_in_clause, width
from kg.extract.phrases import Grammar
from kg.extract.poll_days import FIELDWORK, FRESH, days_after, fresh_days, many_polls
from kg.extract.words import vocabulary
from kg.model import Entity, Mention, Span, Time

_POLL = "poll"
_MONTH = 31  # "a poll published in May"
_RECKONING = 4  # words from "economists" to "polled", from "survey" to "of 12 economists"
_FORESEEN = vocabulary("median forecast forecasts forecasting consensus estimate estimates expectation expectations")
_FORESEEING = 12  # words from "median forecast" to "poll"
_ISSUED = frozenset({"published", "released", "conducted", "taken", "carried"})
_BYGONE = frozenset({"previous", "earlier", "prior", "last"})  # polls than the one that is reported
_DONE = 4  # words from a poll to "by": "a poll carried out by"
_PUBLISHED = 7  # words between a poll and the day on which it was published
_AGGREGATE = "pollster"  # "HuffPost Pollster's average" is of many polls
_MANY, _OTHERS = frozenset({_AGGREGATE}), frozenset({"other polls"})
_LEADS = frozenset({"point", "points"})
_BEGINNING = 3  # words of a sentence, one of them a pollster's name
_JOINING = frozenset({"/", "&", "|", "-"})
_BEFORE_VERB = 3  # words from the name of a pollster to whom it asked: "Lakeside, which interviewed 900 adults"
_LEAD = 4  # sentences, the headline among them
_NAMELESS = vocabulary("poll polls survey surveys pollster university college news new latest research national the")


class Poll(NamedTuple):
    """A poll by its name, where that stands, when its people were asked and when it was published."""

    name: str
    span: Span
    asked: Time | None = None
    issued: Time | None = None


class Polls(NamedTuple):
    """What an article tells of polls: ``others`` are those that speak in a sentence instead of its own."""

    told: bool
    own: Poll | None
    asked: Time | None
    issued: Time | None
    others: dict[int, Poll]


class _Days:
    """The likeliest days on which the people of one poll were asked: several rather than one, and not long ago."""

    def __init__(self) -> None:
        self.best: tuple[bool, bool, int, Time] | None = None

    def add(self, value: Time, published: str | None, index: int) -> None:
        ended = value.end.toordinal() if value.end is not None else 0
        day = _day(published)
        old = day is not None and not 0 <= day - ended + 1 <= FRESH
        key = (old, width(value) == 1, index)
        if self.best is None or key < self.best[:3]:
            self.best = (*key, value)

    @property
    def time(self) -> Time | None:
        return self.best[3] if self.best is not None else None


def polls(
    frames: tuple[Frame, ...],
    cues: Phrases[str],
    reckoners: frozenset[str],
    grammar: Grammar,
    source: str,
    published: str | None,
) -> Polls:
    """Return the polls of an article; asked ``reckoners`` make none: "economists polled by Acme expect …".

    "surveyed 500 voters between Oct. 8 and Oct. 9": several days are likelier than one, which may be the day of what
    the people were asked about.
    """
    told = False
    issued: Time | None = None
    known: list[tuple[Poll, frozenset[str], _Days]] = []
    speaking: dict[int, int] = {}
    nobody = _Days()
    paragraph, now = -1, 0
    several = any(many_polls(frame) for frame in frames[:_LEAD])
    for before, frame in zip((None, *frames), frames, strict=False):
        if frame.sentence.paragraph != paragraph:
            many = before if now and known[now][1] == _MANY else None
            goes_on = many is not None and _leads(many, frame)  # "One on one, Lee leads Roe by 5 points"
            goes_on = goes_on or (now > 0 and several)  # in a round-up of polls each goes on until the next is named
            paragraph, now = frame.sentence.paragraph, now if goes_on else 0
        elif now and known[now][1] == _OTHERS:
            now = 0
        hits = [hit for hit in cues.find(frame) if not _reckoned(frame, hit, reckoners)]
        for hit in hits:
            asking = _asking(frame, hit, source) if hit.value != _POLL else None
            if hit.value != _POLL and asking is None:
                continue
            told = True
            who = _who_asked(frame, hit, known) if known and hit.value != _POLL else None
            now = now if who is None else who
            named = asking or _named(frame, hit, grammar, source)
            if named is not None:
                place = next((i for i, (_, words, _) in enumerate(known) if words & named[1]), len(known))
                if place == len(known):
                    known.append((named[0], named[1], _Days()))
                elif len(named[0].name) > len(known[place][0].name) and named[1] > known[place][1]:
                    known[place] = (named[0], named[1], known[place][2])
                now = place
                if named[0].asked is not None and place:
                    known[place][2].add(named[0].asked, None, frame.index)
            out = _issued(frame, hit.last)
            if now == 0:
                issued = issued or out
            elif out is not None and known[now][2].time is None:
                known[now] = known[now][0]._replace(issued=out), known[now][1], known[now][2]
        told_of = _pollster(frame, known) if known and not hits else None
        now = now if told_of is None else told_of
        speaking[frame.index] = now
        for value in _asked(frame, hits, published) if told_of is None else _several_days(frame):
            (known[now][2] if now < len(known) else nobody).add(value, published, frame.index)
    own = known[0] if known else None
    others = {i: known[now][0]._replace(asked=known[now][2].time) for i, now in speaking.items() if now}
    asked = (own[2].time if own is not None else None) or nobody.time
    return Polls(told, own[0] if own is not None and told else None, asked, issued, others)


def _leads(before: Frame, frame: Frame) -> bool:
    """Say whether a sentence tells who leads of somebody whom the sentence before names."""
    return not _LEADS.isdisjoint(frame.distinct) and not _people(before).isdisjoint(_people(frame))


def _people(frame: Frame) -> frozenset[str]:
    entities = [mention.value for mention in frame.entities if isinstance(mention.value, Entity)]
    return frozenset([entity.iri for entity in entities if "Person" in entity.classes])


def _pollster(frame: Frame, known: Sequence[tuple[Poll, frozenset[str], _Days]]) -> int | None:
    """Return the poll whose pollster a sentence without the word begins with: "Lakeside was in the field from …"."""
    if not known:
        return None
    named = {frame.lower(i) for i in range(min(frame.size, _BEGINNING)) if frame.tokens[i].text[0].isupper()}
    return next((place for place, (_, words, _) in enumerate(known) if not named.isdisjoint(words - _NAMELESS)), None)


def _several_days(frame: Frame) -> Iterator[Time]:
    """Yield the days on end that a sentence about a pollster tells."""
    for mention in frame.times:
        value = mention.value
        dated = isinstance(value, Time) and value.kind == "date" and value.point == "in" and value.start is not None
        if dated and isinstance(value, Time) and 1 < width(value) <= FIELDWORK:
            yield value


def _reckoned(frame: Frame, hit: Hit[str], reckoners: frozenset[str]) -> bool:
    if not _FORESEEN.isdisjoint(frame.lows[max(0, hit.first - _FORESEEING) : hit.last + _FORESEEING]):
        return True  # "the 21 percent forecast by a Reuters poll"
    return not reckoners.isdisjoint(frame.lows[max(0, hit.first - _RECKONING) : hit.last + _RECKONING])


def _named(frame: Frame, hit: Hit[str], grammar: Grammar, source: str) -> tuple[Poll, frozenset[str]] | None:
    """Return the poll that a word names in full, with the words that tell it: "a Lakeside University poll"."""
    if hit.last != hit.first + 1 or frame.sentence.block == "headline":
        return None
    at, aggregate = hit.first, frame.lower(hit.first) == _AGGREGATE
    if aggregate and frame.tokens[at].text[0].isupper() and at and frame.tokens[at - 1].text[0].isupper():
        return Poll(frame.text(at - 1, at + 1, source), frame.span(at - 1, at + 1)), _MANY
    phrase = grammar.noun_phrase(frame, hit.first)
    other = next((i for i in range(max(0, at - 2), at) if frame.lower(i) == "other"), None)
    if other is not None and frame.lower(at).endswith("s"):
        return Poll(frame.text(other, hit.last, source), frame.span(other, hit.last)), _OTHERS
    dated = frame.timed
    named = [i for i in range(phrase.first, hit.first) if i and i not in dated and frame.tokens[i].text[0].isupper()]
    if not named or all(_placed(frame, i, grammar) for i in named):
        return _conducted(frame, hit, source)  # "the Ohio poll" is the article's own
    first = named[0]
    while first > 1 and frame.lower(first - 1) in _JOINING and frame.tokens[first - 2].text[0].isupper():
        joined = grammar.noun_phrase(frame, first - 2)  # "a Franklin & Marshall poll", "a HuffPost/YouGov survey"
        first = next(i for i in range(joined.first, first) if frame.tokens[i].text[0].isupper())
    times = [m.value for m in frame.times if phrase.first <= frame.at(m.span.start) < hit.first]
    when = next((t for t in times if isinstance(t, Time) and t.kind == "date" and t.start is not None), None)
    words = frozenset(frame.lows[i] for i in range(first, hit.first) if frame.tokens[i].text[0].isupper())
    telling = words - _NAMELESS or words
    return Poll(frame.text(first, hit.last, source), frame.span(first, hit.last), when), telling


def _asking(frame: Frame, hit: Hit[str], source: str) -> tuple[Poll, frozenset[str]] | None:
    """Return the poll of whoever asked: "33 percent of those polled by Lakeside and Harbour News"."""
    first = hit.last + 1
    end = first
    while end < frame.size and (frame.tokens[end].text[0].isupper() or frame.lower(end) in ("and", "/", "&")):
        end += 1
    while end > first and not frame.tokens[end - 1].text[0].isupper():
        end -= 1
    if frame.lower(hit.last) != "by" or end == first:
        return None
    words = frozenset(frame.lows[i] for i in range(first, end) if frame.tokens[i].text[0].isupper())
    return Poll(f"{frame.text(first, end, source)} poll", frame.span(first, end)), words - _NAMELESS or words


def _conducted(frame: Frame, hit: Hit[str], source: str) -> tuple[Poll, frozenset[str]] | None:
    """Return the poll of whoever stands behind it: "a survey by pollster Lakeside", "a poll conducted by Acme"."""
    at = next((i for i in range(hit.last, hit.last + _DONE) if frame.lower(i) == "by"), frame.size)
    if any(frame.lower(i) not in _ISSUED | {"out"} for i in range(hit.last, at)):
        return None
    first = next((i for i in range(at + 1, min(frame.size, at + _DONE + 2)) if frame.tokens[i].text[0].isupper()), 0)
    if not first or not all(frame.tokens[i].text.isalpha() for i in range(at + 1, first)):
        return None
    found = frame.entity(first)
    begin, end = frame.range(found.span) if found is not None else (first, first + 1)
    while found is None and end < frame.size and frame.tokens[end].text[0].isupper():
        end += 1
    if begin != first or (isinstance(found.value if found else None, Entity) and _person(found)):
        return None
    words = frozenset(frame.lows[first:end]) - _NAMELESS
    return Poll(f"{frame.text(first, end, source)} {frame.lower(hit.first)}", frame.span(first, end)), words


def _person(found: Mention | None) -> bool:
    return found is not None and isinstance(found.value, Entity) and "Person" in found.value.classes


def _placed(frame: Frame, i: int, grammar: Grammar) -> bool:
    found = frame.entity(i)
    if found is None or not isinstance(found.value, Entity) or found.value.form == "unknown":
        return False  # "Lakeside" of "in Lakeside poll"
    return grammar.is_a(found.value.classes, ("Place",))


def _who_asked(frame: Frame, hit: Hit[str], known: Sequence[tuple[Poll, frozenset[str], _Days]]) -> int | None:
    """Return the poll of the pollster that stands right before whom it asked: "Lakeside, which interviewed 900"."""
    near = range(max(0, hit.first - _BEFORE_VERB), hit.first)
    named = {frame.lower(i) for i in near if frame.tokens[i].text[0].isupper()}
    return next((place for place, (_, words, _) in enumerate(known) if not named.isdisjoint(words - _NAMELESS)), None)


def _asked(frame: Frame, hits: list[Hit[str]], published: str | None) -> Iterator[Time]:
    """Yield the days beside the words that tell of people who were asked."""
    for hit in hits:
        bygone = not _BYGONE.isdisjoint(frame.lows[max(0, hit.first - _PUBLISHED) : hit.first])
        if hit.value == _POLL and not bygone and (days_on_end := fresh_days(frame, hit.last, published)) is not None:
            yield days_on_end
        if hit.value == _POLL or not _BYGONE.isdisjoint(frame.lows[max(0, hit.first - _PUBLISHED) : hit.first]):
            continue  # "in the previous poll, conducted in mid-August, …"
        value = date_in_clause(frame, hit.first) or days_after(frame, hit.last)
        if value is not None and value.point == "in" and width(value) <= FIELDWORK:
            yield value


def _issued(frame: Frame, last: int) -> Time | None:
    """Return the day that stands behind a poll: "a poll published on Monday", "a poll by Acme showed on Monday"."""
    for mention in frame.times:
        at, value = frame.at(mention.span.start), mention.value
        if isinstance(value, Time) and value.kind == "date" and value.point == "in" and width(value) <= _MONTH:
            between = frame.lows[last:at]
            if width(value) > 1 and _ISSUED.isdisjoint(between):
                continue
            aside = any(low in (",", ".", ";") for low in between) and _ISSUED.isdisjoint(between)
            if last <= at <= last + _PUBLISHED and not aside:
                return value
    return None


def _day(published: str | None) -> int | None:
    found = days(published) if published else None
    return found.start.toordinal() if found is not None and found.start is not None else None
