"""Value of a change in its frame → whether another one follows or leads to it: "rose 3 cents to $2", "to 7 from 6"."""

from __future__ import annotations

from kg.extract.amounts import Amount, crosses
from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import BE, vocabulary
from kg.model import Mention, Quantity, Standing

_WHILE = vocabulary("in at on for of the end as during")  # words around a time
_HALTS = vocabulary("to from at , and but ; (")  # no words of "to a seasonally adjusted 274,000"
_SCORING = vocabulary("up down more less fewer lost loses losing added gain gains gained")  # also of games and polls
_EDGING = vocabulary(
    "edged edging crept creeping ticked ticking inched inching went nudged drifted moved headed jumped"
)
_EARLIER = vocabulary("last previous prior same")  # quarter
MOVING = vocabulary("rose fell gained slipped climbed dropped jumped eased slid tumbled advanced declined rallied")
SWELLING = MOVING | vocabulary("surged soared sank plunged swelled grew increased decreased shrank")
_PEAKS, _SUMS = vocabulary("high low peak trough"), vocabulary("range total average rate level reading")
_PARTING, _JOINING = vocabulary("and or but ,"), vocabulary("and while but whereas as")
_OF = 2  # words of "increase of"
_NEAR = 3  # words from a copula to its amount
_FUNDING, _OBJECT = vocabulary("raised raising raise"), 5  # words of "raised about $8 billion"


def goes_to(frame: Frame, last: int, quantity: Quantity) -> bool:
    """Say whether "to", "from" or "at" and another value follow within a few words, of no other kind."""
    for i in range(last, min(last + 5, frame.size - 1)):
        if frame.lower(i) == ",":
            return False  # "higher at $12, compared to a 2 percent rise"
        if frame.lower(i) in ("to", "from", "at"):
            if frame.lower(i) == "at" and not _FUNDING.isdisjoint(frame.lows[max(0, last - _OBJECT) : last]):
                return False  # "raised $8 billion at $45 a share"
            place = next((k for k in range(i + 1, i + 5) if k in frame.valued or frame.lower(k) in _HALTS), i)
            if place in frame.valued:
                other = frame.quantities[frame.valued.index(place)].value
                counts = isinstance(other, Quantity) and other.unit is None and other.noun is not None
                return not (counts and quantity.unit is not None)  # "raised $3 million from 15 investors"
    return False


def drifts(frame: Frame, moved: Hit[str], first: int, last: int, quantity: Quantity, measured: frozenset[str]) -> bool:
    """Say whether a verb of change right before an amount that stands alone makes a change of it.

    "Sank 405 points", "was off 42 points"; "has dropped 11 metres since May", but no "fell 30 metres to its death".
    """
    if moved.last != first or moved.value == "level":
        return False
    if quantity.unit == "point":
        return frame.lower(moved.first) not in _SCORING
    link = frame.lower(last)
    return quantity.unit in measured and (link == "since" or (link in ("in", "over") and last + 1 in frame.timed))


def told_as_share(frame: Frame, last: int) -> bool:
    """Say whether an amount is told again as a share right behind it: "losing $0.49 or 0.59 percent", "12.4 (1 %)"."""
    if frame.lower(last) == "(" and last + 1 in frame.valued:
        bracketed = frame.quantities[frame.valued.index(last + 1)].value
        return isinstance(bracketed, Quantity) and bracketed.unit == "percent"
    place = last + (frame.lower(last) == ",")
    if frame.lower(place) != "or":
        return False
    place = next((i for i in range(place + 1, place + 3) if i in frame.valued), -1)
    value = frame.quantities[frame.valued.index(place)].value if place > 0 else None
    return isinstance(value, Quantity) and value.unit == "percent" and "of" not in frame.lows[place : place + 4]


def came_to(frame: Frame, mention: Mention, first: int) -> bool:
    """Say whether a value after "to" stands before "from", a time at most between: "to 7 in June from 6"."""
    # by its place: a value that took the unit of the one before is not among them as it is
    number = next(i for i, other in enumerate(frame.quantities) if other.span == mention.span)
    begin, end = frame.range(frame.quantities[number - 1].span) if number else (0, 0)
    between = (i for i in range(end, first - 1) if i not in frame.timed and frame.lower(i) not in _WHILE)
    return end < first and frame.lower(begin - 1) == "to" and all(i >= first - 2 for i in between)


def steps(frame: Frame, change: int, last: int, quantity: Quantity) -> bool:
    """Say whether a bare count is a step from an earlier one or to a level: "up 2,000 on the previous quarter"."""
    link = frame.lower(last)
    if quantity.unit is not None or quantity.noun is not None:
        return False
    if link == "(" and told_as_share(frame, last):
        return True  # "gained 23.4 (1.2 percent) to 1,985.1"
    timed = any(i in frame.timed for i in range(last + 1, last + 4))  # "in the quarter", "on this time last year"
    if link in ("in", "during", "between", "over") and timed and frame.lower(change) not in _SCORING:
        return True
    if link not in ("from", "on", "to", "at"):
        return False
    base = last + 2 if frame.lower(last + 1) == "the" else last + 1
    if link in ("from", "on") and (timed or frame.lower(base) in _EARLIER):
        return True
    # "up 3 to 2", not "edged up 750 to 61,300"
    scored = link == "to" and frame.lower(change) in ("up", "down") and frame.lower(change - 1) not in _EDGING
    return not scored and goes_to(frame, last, quantity)


def swells(frame: Frame, change: int, last: int) -> bool:
    """Say whether a verb of change moves a bulk: "stocks surged 9,000 barrels", not "dropped 40 tonnes of leaflets"."""
    return frame.lower(change) in SWELLING and frame.lower(last) != "of"


def stands(frame: Frame, first: int, change: int) -> bool:
    """Say whether an amount has a copula of its own: "fell 3 million and are about 4 percent below the average"."""
    return not BE.isdisjoint(frame.lows[max(change, first - _NEAR) : first])


def since_then(frame: Frame, quantity: Quantity, last: int) -> bool:
    """Say whether a count with its noun is held against an earlier time: "60 cases from the previous week"."""
    end = frame.range(quantity.noun)[1] if quantity.noun is not None else last
    near = frame.lows[end + 1 : end + 3]
    return frame.lower(end) in ("from", "on", "over") and (end + 1 in frame.timed or not _EARLIER.isdisjoint(near))


def describes(frame: Frame, change: int, first: int) -> bool:
    """Say whether a word of change only describes what an amount is of: "expected higher sales of $5 billion"."""
    return first - change > _OF and frame.lower(change).endswith(("er", "ing"))


def is_summit(frame: Frame, place: int, standing: Standing) -> bool:
    """Say whether a change leads to what stands before "of": "to a high of $1.22", "to a range of $3 to $4"."""
    word = frame.lower(place)
    return word in _PEAKS or (word in _SUMS and ("to" in frame.lows[place - 2 : place] or standing == "prior"))


def parted(frame: Frame, change: int, first: int) -> bool:
    """Say whether an amount after "of" is of another noun: "job growth of 190,000 and a jobless rate of 3.8"."""
    return crosses(frame, change, first) or not _PARTING.isdisjoint(frame.lows[change:first])


def passed(grammar: Grammar, frame: Frame, change: int, first: int) -> bool:
    """Say whether a change word is of the value before: "lost $3 billion and that one in five would leave"."""
    ends = [frame.range(q.span)[1] for q in frame.quantities if change < frame.at(q.span.start) < first]
    if not ends or "and" not in frame.lows[max(ends) : first]:
        return False
    return any(frame.lower(i) == "that" or grammar.is_verb(frame, i) for i in range(max(ends), first))


def of_whole(amount: Amount, change: int) -> bool:
    """Say whether a share is of something, after another value that the change is of."""
    parts = amount.relative and amount.frame.lower(amount.last) == "of"
    return parts and crosses(amount.frame, change + 1, amount.first)


def is_verb_form(frame: Frame, i: int) -> bool:
    """Say whether a word has the ending of a participle."""
    return frame.lower(i).endswith(("ed", "ing"))


def moves_next(grammar: Grammar, frame: Frame, level: Mention, mention: Mention) -> bool:
    """Say whether something else moved from a value: "sales fell to $9, and profit rose from $3 to $4"."""
    begin, end = frame.range(level.span)[1], frame.range(mention.span)[0] - 1
    joined = next((i for i in range(begin, end) if frame.lower(i) in _JOINING), end)
    return joined < end - 1 and grammar.is_verb(frame, end - 1)
