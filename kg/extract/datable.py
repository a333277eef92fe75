"""Value and times of a sentence → which of them can date it, and which only name an event or another time."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.intervals import dates_something
from kg.model import Mention, Span, Time


def dates(time: Time) -> bool:
    """Say whether a time can date a value; so can a stretch whose days are known: "the nine months to June"."""
    return dates_something(time) or (time.kind == "duration" and time.start is not None and time.end is not None)


def year_of(frame: Frame, mention: Mention) -> bool:
    """Say whether a time only tells which year another is of: "the first nine months of this year"."""
    place = frame.at(mention.span.start)
    of = place - 1 if frame.lower(place - 1) == "of" else place - 2
    if frame.lower(of) != "of":
        return False
    return any(
        frame.range(other.span)[1] == of and isinstance(other.value, Time) and dates(other.value)
        for other in frame.times
    )


def itself(frame: Frame, span: Span) -> Time | None:
    """Return the days that a length of time itself has: "over the past four years", "the 26 weeks to June 28"."""
    for mention in frame.times:
        time = mention.value
        if mention.span.overlaps(span) and isinstance(time, Time) and time.kind == "duration":
            return time if time.start is not None and time.end is not None else None
    return None


def at_once(chosen: Chosen) -> bool:
    """Say whether a value is of an event as it happened, not of what became known of it since."""
    return chosen.measure is not None and chosen.measure.temporality in ("event", "constant")


def lasts(chosen: Chosen) -> bool:
    """Say whether a value of an event never changes: those on board, the speed of a crash."""
    return chosen.measure is not None and chosen.measure.temporality == "constant"


def names_event(frame: Frame, time: Time | None, first: int) -> bool:
    """Say whether a time only tells which event is meant: "Saturday's blast", "the toll of a fire on Monday rose"."""
    return any(
        m.value == time and (frame.lower(frame.range(m.span)[1]) == "'s" or frame.at(m.span.start) < first)
        for m in frame.times
    )


def joined(text: str, span: Span, chosen: Chosen) -> bool:
    """Say whether a value is a size joined to the noun it describes, which no time of the sentence dates."""
    lasts = chosen.measure is not None and (
        chosen.measure.temporality == "constant" or chosen.rule == "measure.noun" or chosen.name == "memberCount"
    )  # "the 11-member organisation"
    words = span.of(text) if lasts else ""
    if words and text[span.end : span.end + 1] == "-":
        return True  # "the 27-nation bloc banned it in July"
    sized = "-" in words and words[:1].isdigit() and words[-1].isalpha()
    return sized or span.of(text).endswith("-old")
