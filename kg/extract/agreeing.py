"""Words before a verb → whether they are its subject: "farms in the north own 40 wells", no lands of an address."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.frame import Frame
from kg.extract.words import DETERMINERS, PREPOSITIONS, vocabulary
from kg.model import Entity

_SEVERAL = frozenset({"people", "men", "women", "children", "police"})
_NEARLY = vocabulary("about some nearly almost over roughly around altogether more less fewer at only just up")
_OBJECT = DETERMINERS | _NEARLY  # words that an object begins with
_PLACED = 5  # words of "in the far north"
_PLACES = frozenset({"State", "Place", "City", "Region", "Province", "Continent"})
_ARTICLES = frozenset({"a", "an", "the"})  # open what is told of a name: "Norland, the biggest exporter"
_PLACE_NAME = 3  # words
FRONTING = vocabulary("since after before until")  # open what stands before a comma and a subject
_TIMELY = vocabulary(
    "second seconds minute minutes hour hours day days night nights week weeks month months year years decade decades "
    "half shortly soon just even immediately right not long only ever moments"
)
_FRONTED = 6  # words of "about a year and a half after"
_EARLY = vocabulary("late early shortly soon")
_SMALL = PREPOSITIONS | DETERMINERS
_JOINING = frozenset({"and", "or", "to"})


def of_several(frame: Frame, i: int) -> bool:
    """Say whether a base form before an object has a plural subject that is told where: "farms in the north own 40"."""
    if i + 2 in frame.valued or i + 1 in frame.valued:
        found = frame.entity(i - 1)  # "Norland and Osteria account for 7 percent"
        begin = frame.range(found.span)[0] if found is not None else 0
        begin -= frame.lower(begin - 1) == "the"
        if begin > 1 and frame.lower(begin - 1) == "and" and frame.tokens[begin - 2].text[0].isupper():
            return True
    if not (i + 1 in frame.valued or frame.lower(i + 1) in _OBJECT):
        return False
    places = range(i - 2, max(0, i - 1 - _PLACED), -1)
    joint = next((k for k in places if frame.lower(k) in PREPOSITIONS), 0)
    if not joint or not all(frame.tokens[k].text[0].isalpha() for k in range(joint - 1, i)):
        return False
    return frame.lower(joint - 1).endswith("s") or frame.lower(joint - 1) in _SEVERAL


def past_address(frame: Frame, segments: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches between commas without the lands of a place: "On a trip to Lisbon, Portugal, Lee said"."""
    if len(segments) == 1 or _placed(frame, segments[-1][1] - 1):
        return segments
    for number, (begin, end) in enumerate(segments[:-1]):
        begin += frame.lower(begin) == "and"
        alone = end - begin <= _PLACE_NAME and all(_placed(frame, i) for i in range(begin, end))
        comma = next((i for i in (begin - 1, begin - 2) if frame.lower(i) == ","), 0)
        if not (alone and comma and _placed(frame, comma - 1)) or frame.lower(end + 1) in _ARTICLES:
            return segments[number:]
    return segments[-1:]


def fronted(frame: Frame, begin: int, end: int) -> bool:
    """Say whether a stretch only tells when the subject behind it did something: "Six months after its release, X"."""
    if FRONTING.isdisjoint(frame.distinct):
        return False
    i = next((k for k in range(begin, min(end, begin + _FRONTED)) if frame.lows[k] in FRONTING), None)
    return i is not None and (i == begin or frame.lows[i - 1] in _TIMELY)


def past_time(
    lows: Sequence[str], start: int, end: int, adverbs: frozenset[str], times: dict[int, int], whole: set[int]
) -> int:
    """Return the first token of a stretch that is no adverb and no time; ``times`` are ends by beginnings."""
    while start < end:
        if lows[start] in adverbs or (lows[start] in _EARLY and lows[start + 1] in _SMALL):
            start += 1  # "Late on Monday, Acme said"
        elif start in times:
            start = max(times[start], start + 1)
        elif start + 1 in whole and lows[start] in _SMALL:
            start = times[start + 1]  # not "At last year's summit in Madrid", "On a year-on-year basis"
        elif start + 1 in times and lows[start] in _JOINING:
            start = times[start + 1]  # "On Saturday and Sunday, another 60 were seen"
        else:
            break
    return start


def _placed(frame: Frame, i: int) -> bool:
    """Say whether a token is of the name of a place."""
    found = frame.entity(i)
    entity = found.value if found is not None else None
    return isinstance(entity, Entity) and entity.form != "adjective" and not _PLACES.isdisjoint(entity.classes)


def undotted(frame: Frame, first: int, last: int) -> tuple[int, int]:
    """Return a stretch without the dot of a name at its end: "Acme Inc. said"."""
    return first, last - (last - first > 1 and frame.lower(last - 1) == ".")
