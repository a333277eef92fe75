"""Sentence → where its dateline ends: what stands before is where an article was written, no part of what it tells."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.model import Entity, Mention

_DASHES = frozenset("-–—")
_LONGEST = 14  # words and signs
_SEAT = 4  # words of "Dearborn, Michigan-based"
_SHORT = 3  # letters of a word that is no place: "US"


def dateline(frame: Frame) -> int:
    """Return the token after a dateline ("OSLO, Sept 22 (Reuters) -", "KOCHI:"), 0 where a frame has none."""
    if (opened := _bare(frame)) > 0:
        return opened
    for i, token in enumerate(frame.tokens[:_LONGEST]):
        if i and token.text in _DASHES and token.start > frame.tokens[i - 1].end:
            if frame.entities and _of_firm(frame.entities[0], frame.tokens[0].start):
                return 0  # "Acme — Shares fell"
            return i + 1 + (frame.lower(i + 1) in _DASHES)
        if token.text == ":":
            return i + 1 if all(other.text.isupper() or not other.text.isalpha() for other in frame.tokens[:i]) else 0
        if token.text[0].islower():
            return 0
    return 0


def _bare(frame: Frame) -> int:
    """Return where a dateline ends that has lost its dash: "WASHINGTON, March 17 The number of …"."""
    tokens = frame.tokens
    if len(tokens) <= _SEAT or not tokens[0].text.isupper() or len(tokens[0].text) <= _SHORT:
        return 0
    begin = end = 1 + (tokens[1].text == ",")
    if begin == 1 and begin not in frame.timed:
        return 0  # "GENEVA Nov 25 This year is …"
    dated = next((frame.range(time.span)[1] for time in frame.times if frame.at(time.span.start) == begin), begin)
    end = dated if begin == 1 else end
    while end in frame.timed and begin > 1:
        end += 1
    return end if begin < end < len(tokens) and tokens[end].text[0].isupper() else 0


def _of_firm(mention: Mention, start: int) -> bool:
    return mention.span.start == start and isinstance(mention.value, Entity) and "Company" in mention.value.classes


def told_from(frame: Frame) -> int:
    """Return the token after a dateline that opens with a place in capitals or an agency, 0 where a frame has none."""
    place = frame.tokens[0].text
    return dateline(frame) if place == "(" or (place.isupper() and len(place) >= _SHORT) else 0


def seated(frame: Frame, at: int) -> bool:
    """Say whether a place at token ``at`` only tells where a firm is: "the Dearborn, Michigan-based carmaker"."""
    if frame.lower(at + 1) == "based" and frame.lower(at - 1) in ("the", "a"):
        return True  # "the Orsa based watchdog"
    return any(frame.lower(i).endswith("-based") for i in range(at, at + _SEAT))


def past_seat(frame: Frame, first: int, last: int) -> int:
    """Return the token after where a firm has its seat: "Fort Worth, Texas-based Acme"."""
    words = frame.lows[first:last]
    if "," not in words:
        return first
    for i, word in enumerate(words[:-1]):
        if word.endswith("based") and (word != "based" or words[i - 1] == "-") and "," in words[max(0, i - _SEAT) : i]:
            return first + i + 1
    return first
