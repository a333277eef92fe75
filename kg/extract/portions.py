"""Value that is only part of what was told before → it is of the same time: "69 percent of the deaths were by fire"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.assembly import of_the_time_of
from kg.extract.frame import Frame
from kg.extract.leads import looks_ahead, recalls
from kg.extract.words import vocabulary
from kg.model import Claim
from kg.values import replace

_THEM = vocabulary("them those these")
_POINTING = vocabulary("the that this")
_HARM = vocabulary("deaths dead killed fatalities casualties victims injured wounded hurt injuries")
_MOVES = vocabulary("increase rise gain growth jump decrease decline fall drop reduction")
_WHOLES = _HARM | _MOVES | vocabulary("total sum amount money number cases infections arrested detained")
_FIGURES = vocabulary("figure figures number total toll tally count sum")
_INCLUDING = vocabulary("includes included include")
_STILL = vocabulary("still now currently remain remains today")
_NEAR, _REACH, _OPENING = 3, 6, 2  # words
_NO_WHOLE = ("attested", "unknown")
_NEWS_DAY = ("time", "time.news-day")  # of the article rather than of what was told just before


def of_the_whole(frame: Frame, made: Sequence[Claim], told: Sequence[Claim]) -> Iterable[Claim]:
    """Yield the values of a sentence, those that are part of what was told just before with the time of that."""
    whole = _whole(told) if told else None
    if whole is None or not _STILL.isdisjoint(frame.distinct):
        return made
    then = recalls(frame) and frame.lower(0) in ("that", "those") and not looks_ahead(frame)
    if not then and "of" not in frame.distinct and _INCLUDING.isdisjoint(frame.distinct):
        return made
    if looks_ahead(frame) and whole.temporality != "period" and _INCLUDING.isdisjoint(frame.distinct):
        return made  # "Six of them are in intensive care"
    return list(_timed(frame, made, whole, then=then))


def _timed(frame: Frame, made: Sequence[Claim], whole: Claim, *, then: bool) -> Iterable[Claim]:
    shares = False
    for claim in made:
        bare = claim.kind == "quantity" and claim.standing == "current"
        bare = bare and (claim.basis == "attested" or _NEWS_DAY in claim.reasons)
        bare = bare and claim.certainty == "asserted" and not claim.measure.startswith("poll")
        # "9 percent of the dead were burnt and 5 percent were shot"
        share = bare and (then or (shares and claim.unit == "percent") or _part(frame, claim))
        if share:
            shares = True
            reasons = tuple((slot, "time.of-whole" if slot == "time" else rule) for slot, rule in claim.reasons)
            yield replace(of_the_time_of(replace(claim, basis="attested"), whole), reasons=reasons)
        else:
            yield claim


def _whole(told: Sequence[Claim]) -> Claim | None:
    """Return the first value told before that has a time of its own."""
    for claim in told:
        known = claim.basis not in _NO_WHOLE and claim.standing == "current" and claim.certainty == "asserted"
        part = ("time", "time.of-whole") in claim.reasons
        if known and (part or claim.unit != "percent") and not claim.measure.startswith("poll"):
            return claim
    return None


def _part(frame: Frame, claim: Claim) -> bool:
    """Say whether a value is part of another: "half of the increase", "of the dead, 14", "the figure includes 730"."""
    first, last = frame.range(claim.value_span or claim.span)
    if frame.lower(last) == "of" and _means(frame, last + 1):
        return True
    begin = frame.clauses[frame.clause(first)][0]
    if frame.lower(begin) == "of" and first - begin <= _REACH and _means(frame, begin + 1):
        return True
    includes = not _INCLUDING.isdisjoint(frame.lows[max(0, first - _REACH) : first])
    return includes and not _FIGURES.isdisjoint(frame.lows[begin : begin + _OPENING])


def _means(frame: Frame, i: int) -> bool:
    """Say whether words stand for what was told: "them", "the violent deaths", "that increase"."""
    if frame.lower(i) in _THEM:
        return True
    return frame.lower(i) in _POINTING and not _WHOLES.isdisjoint(frame.lows[i + 1 : i + 1 + _NEAR])
