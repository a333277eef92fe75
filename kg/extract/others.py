"""Time and values of one sentence → whether the time is another value's: one that this value is held against."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.frame import Frame
from kg.extract.intervals import of_year_back, width
from kg.extract.phrases import Grammar
from kg.extract.words import vocabulary
from kg.model import Mention, Quantity, Span, Time

_EARLIER = frozenset({"from", "with", "than", "versus", "against"})
_GROWN = vocabulary("increase rise gain growth jump improvement up advance")  # "an increase over sales of $9 million"
_HELD = 4  # words from "with" to an earlier value
_WITH_THE = 2  # words of "on the 2019 election" before the year
_PHASES = vocabulary("late early")
_AGAINST = vocabulary("contrast below above compared against versus than from double triple half twice")
MOVED, _AFTER = vocabulary("up down"), frozenset({"after", "following"})
_CHANGED_FROM, _FALLEN, _NEAR_BEFORE = vocabulary("from than versus against after following"), 3, 2  # words
_SHOWING = vocabulary("showed shows show indicated revealed")
_WRITTEN = vocabulary("data figures survey report statistics poll numbers estimates documents filing filings study")
_TELLING = vocabulary(
    "reporting posting saying announcing warning agreeing revealing unveiling disclosing publishing releasing issuing"
)
_WITHIN = vocabulary("in on at during of for")
_FAR_BEHIND = 12  # … where no comma stands between
_PRICES, _PIVOT = vocabulary("close price finish closing settlement"), 4  # words from "above" to "close"
_OF_SHARES, _MEANS = vocabulary("closing share stock"), vocabulary("average mean norm rate total peak close level")
_TOWARDS = vocabulary("to over above below than from against")
_SENDING = vocabulary("sending pushing driving wiping knocking dragging lifting boosting propelling causing prompting")
CONTRACTS = vocabulary("contract contracts futures settlement delivery")  # "The February contract rose 78 cents"
_RESULTS = vocabulary("results result earnings call calls")
_WEEK, _MONTH, _QUARTER = 7, 28, 92  # days
_MONTH_LONG = len("2024-04")
_TAKEN = vocabulary("conducted taken fielded")  # of a poll
_NOW = vocabulary("has have is are 's 're")
_RUNS = vocabulary("has have is are employs operates owns runs serves includes holds")
_SUBJECT = 5  # words
_RIGHT_BEHIND = 4  # words from the other value to its time: "the 72 percent recorded in 2019"


def compared(frame: Frame, at: int, span: Span) -> bool:
    """Say whether a time belongs to another value, an earlier one: "from 7.2 percent in November"."""
    for other in frame.quantities:
        first, last = frame.range(other.span)
        if isinstance(other.value, Quantity) and other.value.noun is not None:
            last = max(last, frame.range(other.value.noun)[1])  # "as against 1,500 units in November 2021"
        if other.span.overlaps(span):
            continue
        if 1 < at - last <= _FALLEN and _fallen(frame, other, at):
            return True
        if not 0 <= at - last <= 1 + (frame.lower(last) in _PHASES):
            continue
        begin = first - 1
        if frame.lower(begin) == "over" and begin - 1 in frame.counted:  # "up 37 percent over 51,654 units"
            return True
        while (
            begin > 0
            and first - begin < _HELD
            and frame.lower(begin) not in _EARLIER
            and frame.lower(begin) != "over"
            and frame.tokens[begin].text.isalpha()
        ):
            begin -= 1  # "compared with a profit of 88 million in the same period last year"
        grown = frame.lower(begin) == "over" and frame.lower(begin - 1) in _GROWN
        if grown or (frame.lower(begin) in _EARLIER and not frame.lower(begin + 1).endswith("ed")):
            return True  # but "more than doubled to $83 million in 2012"
    return False


def _fallen(frame: Frame, other: Mention, at: int) -> bool:
    """Say whether a time is that of a change before the one told: "following a 2 percent fall in April"."""
    first, last = frame.range(other.span)
    unit = other.value.unit if isinstance(other.value, Quantity) else None
    if unit is None or _WITHIN.isdisjoint(frame.lows[last + 1 : at]) or not frame.lower(last).isalpha():
        return False
    return not _CHANGED_FROM.isdisjoint(frame.lows[max(0, first - _NEAR_BEFORE) : first])


def months_back(time: object, published: str | None) -> bool:
    """Say whether a time is one of whole months of an earlier year: "up 5 percent from January-August 2019"."""
    if not isinstance(time, Time) or time.start is None or published is None or time.point == "since":
        return False
    return time.start.day == 1 and width(time) >= _MONTH and f"{time.start.year}" < published[:4]


def following(frame: Frame, end: int, first: int) -> bool:
    """Say whether a value is told to come before what stands before it: "following a 2 percent fall"."""
    return not _AFTER.isdisjoint(frame.lows[max(end, first - _HELD) : first])


def beside_another(frame: Frame, mention: Mention, last: int, at: int) -> bool:
    """Say whether a time is that of what a value is held against: "was 71 percent, just below the 72 recorded in 2019".

    A value that ends at token ``last`` is no count "since" a time that only a change told after it has: "has reached 8
    million, up 670,000 since May".
    """
    if _of_price(frame, last, at):
        return True
    if frame.lower(last) == "on" and at - last <= _WITH_THE and frame.tokens[at].text.isdigit():
        return not MOVED.isdisjoint(frame.lows[max(0, last - _HELD) : last])  # "up 3 points on the 2019 election"
    between = [place for place in frame.valued if last < place < at]
    if between and not _AFTER.isdisjoint(frame.lows[last : between[0]]) and at - between[-1] <= _RIGHT_BEHIND + 1:
        return True  # "shrank 3.4 percent after a 3.2 percent drop in the second quarter"
    if not between:
        return False
    near = at - between[-1] <= _RIGHT_BEHIND + 2 and of_year_back(frame, mention)
    if near and not _EARLIER.isdisjoint(frame.lows[between[-1] - 2 : between[-1]]):
        return True  # "a 32 percent drop from the 68,000 arriving in the same months last year"
    if "," not in frame.lows[last : between[-1]]:
        return False
    behind = at - between[-1]  # "down from 17 percent in a Lakeside University survey last September"
    if behind > _RIGHT_BEHIND + 2 and (behind > _FAR_BEHIND or "," in frame.lows[between[-1] : at]):
        return False
    words = frame.lows[last : between[-1]]
    begin = words.index(",")
    since = isinstance(mention.value, Time) and mention.value.point == "since"
    return not _AGAINST.isdisjoint(words[begin:]) or (since and not MOVED.isdisjoint(words[begin:]))


def _of_price(frame: Frame, last: int, at: int) -> bool:
    """Say whether a day behind a value is that of a price it is held against: "5 percent above its close on Monday"."""
    place = at - 1 - (frame.lower(at - 1) == "on")
    if place in frame.counted:  # "to the closing price of $26.80 on Friday"
        while place > last and (place in frame.counted or frame.lower(place) in ("of", "at")):
            place -= 1
    if not last < place or frame.lower(place) not in _PRICES:
        return False
    return not _TOWARDS.isdisjoint(frame.lows[max(last, place - _PIVOT) : place])


def parted(words: Sequence[str]) -> bool:
    """Say whether a semicolon parts words that no bracket holds: not "540bn yen ($5.2bn; £2.8bn)"."""
    if ";" not in words:
        return False
    place = words.index(";")
    if "(" in words[:place] and ")" not in words[:place]:
        return parted(words[place + 1 :])
    return ")" not in words[place + 1 :] or "(" in words[place + 1 :]


def names_another(frame: Frame, at: int, end: int) -> bool:
    """Say whether a time that follows a value only tells which thing is meant: "matching May's pace"."""
    than = next((i for i in range(at - 1, max(0, at - _HELD - 2), -1) if frame.lower(i) == "than"), 0)
    if than and frame.lower(than - 1).endswith("er") and frame.counted.isdisjoint(range(than, at)):
        return True  # "lower than in any month of 2008"
    priced = frame.lower(end) in _PRICES or (frame.lower(end) in _OF_SHARES and frame.lower(end + 1) in _PRICES)
    if priced and not _TOWARDS.isdisjoint(frame.lows[max(0, at - _PIVOT) : at]):
        return True  # "a premium of 49 percent to its Friday closing price"
    return frame.lower(end) == "'s" and frame.lower(at - 1) not in _WITHIN and frame.lower(at - 2) not in _WITHIN


def for_doing(frame: Frame, last: int, at: int) -> bool:
    """Say whether a time is of the deed that a value is for: "fined $3 million for polluting a river in 2015"."""
    if frame.lower(last) in _AFTER and frame.lower(last + 1).endswith("ing"):
        return True  # "would fall by 0.5 percent after rising in January"
    return "for" in frame.lows[last:at] and any(
        frame.lower(i) == "for" and frame.lower(i + 1).endswith("ing") for i in range(last, at - 1)
    )


def after_doing(frame: Frame, last: int, at: int) -> bool:
    """Say whether a time is of what went before a value: "closed at 412 after being shut for a holiday on Monday".

    What was told then is news of the same day: "fell 4 percent after reporting a loss on Monday".
    """
    if _AFTER.isdisjoint(frame.lows[last:at]):
        return False
    doing = (frame.lower(i + 1) for i in range(last, at - 1) if frame.lower(i) in _AFTER)
    return any(word.endswith("ing") and word not in _TELLING for word in doing)


def shown(frame: Frame, at: int) -> bool:
    """Say whether a time is when something was shown: "rose 10 percent, ministry data showed yesterday"."""
    verb = at - 1 - (frame.lower(at - 1) == "on")
    return frame.lower(verb) in _SHOWING and frame.lower(verb - 1) in _WRITTEN


def is_now(frame: Frame, joint: int, first: int) -> bool:
    """Say whether what follows "and" is told of now: "(plans to open 40 shops by 2027 and) employs 3,000"."""
    word = frame.lower(joint)
    if word in _NOW or (word.endswith("s") and not word.endswith("ss") and joint + 1 == first):
        return True
    return any(frame.lower(i) in _NOW for i in range(joint, min(first, joint + _SUBJECT)))


def possessed(frame: Frame, dated: Sequence[Mention], first: int) -> Mention | None:
    """Return the time that possesses a value: "less than last year's 3.1 billion", "2022's record 4.2 percent"."""
    if frame.lower(first - 1) == "of" and frame.lower(first - 2) in _MEANS:
        return next((m for m in dated if frame.range(m.span)[1] == first - 2), None)  # "the 1961-90 average of 14"
    if "'s" not in frame.lows[max(0, first - 2) : first]:
        return None
    for mention in dated:
        end = frame.range(mention.span)[1]
        if frame.lower(end) == "'s":
            end += 1
        elif frame.lower(end - 1) != "'s":
            continue
        if end in (first, first - 1):
            return mention
    return None


def fielded(frame: Frame, dated: Sequence[Mention], first: int) -> Time | None:
    """Return when another poll was taken: "in the previous Acme poll, conducted in mid-August, she held …"."""
    for mention in dated:
        at = frame.at(mention.span.start)
        # not "41 percent, from 46 in one taken in May"
        before = at < first or frame.clause(at) == frame.clause(first)
        if before and not _TAKEN.isdisjoint(frame.lows[max(0, at - 3) : at]) and isinstance(mention.value, Time):
            return mention.value
    return None


def of_results(frame: Frame, at: int) -> bool:
    """Say whether a day is that on which results came out: "at its third-quarter earnings call on Friday"."""
    return not _RESULTS.isdisjoint(frame.lows[max(0, at - _HELD) : at])


def told_of_weeks(frame: Frame, verb: int, first: int) -> bool:
    """Say whether a week, month or quarter stands between who tells it and a value: "said that in the week it fell"."""
    for mention in frame.times:
        time, at = mention.value, frame.at(mention.span.start)
        if verb < at < first and isinstance(time, Time) and time.kind == "date" and time.point == "in" and time.start:
            return time.end is not None and _WEEK <= (time.end - time.start).days <= _QUARTER
    return False


def right_behind(frame: Frame, mention: Mention, last: int) -> bool:
    """Say whether a time follows a value at once: "27 percent below the total of 710 in 2019"."""
    return frame.lower(last) in ("in", "during") and frame.at(mention.span.start) == last + 1


def of_forecast(frame: Frame, end: int, estimates: frozenset[str]) -> bool:
    """Say whether a year tells which forecast is meant: "its 2023 forecast", not "in May it had forecast growth"."""
    place = next((i for i in range(end, end + _WITH_THE + 1) if frame.lower(i) in estimates), -1)
    return place >= 0 and not (place > end and frame.lower(place - 1) in ("had", "has", "have", "it", "was", "is"))


def set_up(frame: Frame, number: int) -> bool:
    """Say whether a clause only adds something about a noun before it: ", which was set up in 2007"."""
    begin = frame.clauses[number][0]
    return frame.lower(begin) in ("which", "who", "whose") and frame.lower(begin - 1) == ","


def sends(frame: Frame, number: int) -> bool:
    """Say whether a clause tells what came of the one before: "said on Monday it would close, sending shares down"."""
    begin = frame.clauses[number][0]
    return frame.lower(begin) in _SENDING and frame.lower(begin - 1) == ","


def of_month(frame: Frame, mention: Mention, end: int, cue: tuple[int, int] | None) -> bool:
    """Say whether a month tells which figures are meant: "its March exports fell", but not "the March contract"."""
    if cue is not None and cue[0] > end + 1:
        return False  # "In May it had forecast growth of 4 percent for 2020"
    time = mention.value
    told = isinstance(time, Time) and time.point == "in" and len(time.edtf or "") == _MONTH_LONG
    return told and CONTRACTS.isdisjoint(frame.lows[end : end + 3])


def told_apart(grammar: Grammar, frame: Frame, last: int, at: int) -> bool:
    """Say whether another value, told by its own, stands between: "350 people at first and 800 by 2013"."""
    between = [place for place in frame.valued if last <= place < at]
    if not between or "and" not in frame.lows[last : between[0]]:
        return False
    own = frame.lower(at - 1) == "by" or frame.lower(at) == "by"
    return own or any(grammar.is_verb(frame, i) for i in range(between[-1] + 1, at))


def tells_of_now(grammar: Grammar, frame: Frame, first: int, last: int, at: int) -> bool:
    """Say whether a value is of now, and the time of what was then: "runs 14 ferries and carried 2m in 2021"."""
    verb = grammar.verb(frame, frame.clause(first))
    if verb is None or frame.lower(verb) not in _RUNS:
        return False
    joints = (i + 1 for i in range(last, at - 1) if frame.lower(i) in ("and", "but"))
    return any(grammar.is_verb(frame, i) and frame.lower(i) not in _RUNS for i in joints)
