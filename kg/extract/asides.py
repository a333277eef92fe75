"""Time in its sentence → whether it dates only what is said in passing, or is only what a value is held against."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import BACK, DETERMINERS, PAST_LIKE_BASE, POSSESSIVES, PREPOSITIONS, RELATIVES, vocabulary
from kg.model import Mention

_PARTICIPLES = vocabulary("born built sold held made set led bought sent kept paid found drawn shown known given taken")
_FOUNDED = vocabulary("founded established formed created launched opened built set introduced")
_ADVERBS = vocabulary("never also now still already then again not")
_ADDING = vocabulary("after before without despite instead")
_TELLING = RELATIVES - {"that", "where"}
_SHORT = 4  # words of a phrase such as "founded in", "which began on"
_FAR = 16  # words of an aside before its time
_BEGAN = vocabulary("began started opened")
_BESIDE = (
    PREPOSITIONS
    | DETERMINERS
    | vocabulary("whole entire period same corresponding comparable months quarter half days day weeks week")
) - {"than", "as"}
_EXPECTED = vocabulary("expected forecast predicted estimated projected thought previously announced reported")
_TOLD = 8  # words from "than" to when that was expected
_THEN = 4  # words from "what they were" to when they were so
_WAS, _MEANS = vocabulary("was were"), vocabulary("level levels average mean norm rate total peak pace period baseline")
_PAST_IT = vocabulary("below above over under")
_MOVED = vocabulary("up down lower higher")
_DID = vocabulary("did was were had")
_PAST_THE = _PAST_IT | {"than"}
_SEEN = vocabulary("seen recorded reached registered")
_MULTIPLES = vocabulary("double triple treble quadruple twice")
_FROM, _PARTS = vocabulary("from over on below above"), vocabulary("quarter months half")
_HOLDING = _PAST_IT | _MULTIPLES | {"than", "as", "what", "compared", "same", "on"}
_HELD_TO = _SEEN | {"same", "of", "compared", "than", "what"}
_NO_BIGGER = vocabulary("fewer longer")
_DASHES, _WORDS, _BEHIND = frozenset("-–—"), 6, 8  # words before and after the date of a dateline
_OPENING, _CLOSING = frozenset(",(;-–—"), frozenset(",);.-–—")


def aside(grammar: Grammar, frame: Frame, at: int, end: int, first: int, last: int) -> bool:
    """Say whether a time dates what is only said in passing: "Founded in 1998, …", "…, which opened in May, …".

    The value, tokens ``first`` to ``last``, stands outside those words.
    """
    begin, close, lows = at, end, frame.lows
    if end <= first < frame.size and "followed" in lows[end:first] and not _followed_by(lows[end:first]):
        return True  # "The drop in March followed a 2 percent leap in February"
    while begin > 0 and lows[begin - 1] not in _OPENING and at - begin <= _FAR:
        begin -= 1
    while close < frame.size and lows[close] not in _CLOSING:
        close += 1
    if not (last <= begin or close <= first):
        return reduced(grammar, frame, at, end, first)
    head = frame.lower(begin)
    counting = begin > 0 and begin + 1 in frame.valued  # "the index, which …, averaged 164 points in July"
    if participle(head) and at - begin <= _SHORT and close <= first and not counting:
        return True
    if head == "having" or (head in _ADDING and frame.lower(begin + 1).endswith("ing")):
        return True  # ", having dropped 2 percent on Tuesday", ", after shedding 3 percent in the session before"
    if head in _FOUNDED and at - begin <= _SHORT and last <= begin and lows[begin - 1] == ",":
        return True  # "has 450 soldiers in three bases, set up in 2017"
    inserted = begin > 0 and close < frame.size and close <= first
    beside = inserted and head in POSSESSIVES and lows[begin - 1] == lows[close] == ","
    return inserted and (head in _TELLING or beside)  # "This package, our third since May, includes"


def _followed_by(words: tuple[str, ...]) -> bool:
    """Say whether what comes next in a row is told: "the largest group (2 million), followed by Danes (1 million)"."""
    return ("followed", "by") in pairwise(words)


def reduced(grammar: Grammar, frame: Frame, at: int, end: int, first: int) -> bool:
    """Say whether a verb follows a participle and its time: "the law passed in 2019 raises the age to 60"."""
    verb = at - 2 if frame.lower(at - 1) in PREPOSITIONS else at - 1
    after = end
    while frame.lower(after) in _ADVERBS:
        after += 1
    if verb <= 0 or not after < min(first, frame.size):
        return False
    begun = frame.lower(verb) in _BEGAN and frame.lower(verb - 1) in RELATIVES  # "a trial that began in May has"
    passed = frame.lower(verb).endswith("ed") and frame.lower(verb - 1) not in DETERMINERS
    then = frame.lower(after)
    third = then.endswith("s") and not then.endswith("ss") and not frame.lower(verb - 1).endswith("s")
    follows = grammar.is_verb(frame, after) or then in PAST_LIKE_BASE or third
    return (begun or passed) and follows


def of_some(frame: Frame, last: int, at: int) -> bool:
    """Say whether a time is of some of those counted alone: "363 closed, most of them after 2011"."""
    lows = frame.lows[last:at]
    return "them" in lows and any(lows[i - 1] == "of" for i in range(2, len(lows)) if lows[i] == "them")


def participle(word: str) -> bool:
    """Say whether a word is a past participle, or looks like one."""
    return word in _PARTICIPLES or (len(word) > len("need") and word.endswith("ed"))


def opens_with_participle(frame: Frame, at: int) -> bool:
    """Say whether a time stands in a participle's phrase that opens its sentence: "Founded in 1998, …"."""
    return at <= _SHORT and participle(frame.lower(0)) and "," not in frame.lows[:at]


def held_against(frame: Frame, at: int) -> bool:
    """Say whether a value, with what it counts, ends right before "on": what it is held against follows."""
    on = max(i for i in (at - 1, at - 2) if frame.lower(i) == "on")
    return on - 1 in frame.counted or on - 2 in frame.counted


def compared_with(frame: Frame, mention: Mention) -> bool:
    """Say whether a figure is only held against a time: "more than in the whole of 2008"."""
    if _HOLDING.isdisjoint(frame.distinct):
        return False
    at = frame.at(mention.span.start)
    told = frame.lows[max(0, at - _TOLD) : at]
    if "than" in told and _than_then(frame, at):
        return True
    after = frame.lower(frame.range(mention.span)[1])
    if (after in _MEANS or told[-1:] == ("the",) or not _HELD_TO.isdisjoint(told)) and _held_to(told, after):
        return True
    if not _MULTIPLES.isdisjoint(told) and _multiplied(frame, mention, told, at):
        return True
    place = at - 1
    while place > 0 and frame.lower(place) in _BESIDE:
        place -= 1
    pivot = frame.lower(place) == "than" or (frame.lower(place) == "as" and not _as_of(frame, place))
    before = frame.lower(place - 1)
    sooner = before.endswith("er") and before not in _NO_BIGGER and frame.lower(place - 2) not in ("no", "not")
    return pivot and (at - place > 1 or sooner) and before != "such"


def _than_then(frame: Frame, at: int) -> bool:
    """Say whether a time is of what was so then: "7 percent more than they did in 2003", "than it was a year ago"."""
    than = next(i for i in range(at - 1, -1, -1) if frame.lows[i] == "than")
    words = frame.lows[than:at]
    return not _DID.isdisjoint(words[-_THEN:]) and "," not in words and frame.counted.isdisjoint(range(than, at))


def _held_to(told: tuple[str, ...], after: str) -> bool:
    """Say whether the words before a time tell that something is held against it."""
    near = told[-_THEN:]
    if near[-2:] == ("on", "the") and not _MOVED.isdisjoint(near):
        return True  # "£8.5m down on the second quarter of 2016"
    if "same" in near and not _FROM.isdisjoint(told):
        return True  # "down 10 percent from the same weekend last year"
    if "of" in told[-1:] and "on" in told and not _PARTS.isdisjoint(told[told.index("on") :]):
        return True  # "up 0.4 percent on the final three months of last year"
    if "compared" in told and "," not in told[told.index("compared") :]:
        return True  # "as a cool summer compared badly with the heatwave of 2018"
    if "than" in told and not _EXPECTED.isdisjoint(told[told.index("than") :]):
        return True  # "2 million tonnes more than it expected last month"
    if "what" in near and not _WAS.isdisjoint(near):
        return True  # "145 percent of what they were before 1750"
    if "of" in near and not _MEANS.isdisjoint(near) and not _PAST_IT.isdisjoint(told):
        return True  # "38 percent below their level of a year earlier", "above the average of the past 10 years"
    if after in _MEANS and not _PAST_THE.isdisjoint(near) and not DETERMINERS.isdisjoint(near):
        return True  # "3 percent less than the unusually high year-earlier level", "above the 1961-1990 average"
    return near[-1] in _SEEN and not _PAST_IT.isdisjoint(told)  # "10 percent below the level seen early this year"


def _multiplied(frame: Frame, mention: Mention, told: tuple[str, ...], at: int) -> bool:
    """Say whether a figure is so many times that of a time: "double the figure for the same months of 2014"."""
    twice = next(
        (i for i, (word, after) in enumerate(pairwise(told)) if word in _MULTIPLES and after in DETERMINERS), -1
    )
    back = frame.lower(frame.range(mention.span)[1] - 1) in BACK  # "double the 1,181 it reported a week earlier"
    return twice >= 0 and (back or not any(at - len(told) + twice < value < at for value in frame.valued))


def _as_of(frame: Frame, place: int) -> bool:
    """Say whether "as" only tells a day: "as of May", "outstanding as on 28 May", but not "as many as on Monday"."""
    after = frame.lower(place + 1)
    return after == "of" or (after in ("on", "at") and "as" not in frame.lows[max(0, place - _THEN) : place])


def dates_the_writing(grammar: Grammar, frame: Frame, mention: Mention) -> bool:
    """Say whether a time belongs to the dateline: "MOSCOW, April 4 (Reuters) - …", "April 4 -- Moscow -- …"."""
    at, last = frame.range(mention.span)
    if at > _WORDS or (at and not frame.tokens[0].text.isupper()) or any(grammar.is_verb(frame, i) for i in range(at)):
        return False
    if at == 0 and last + 2 < frame.size and frame.lower(last) in _DASHES:
        place = last + 1 if frame.lower(last + 1) not in _DASHES else last + 2
        return frame.tokens[last].start > frame.tokens[last - 1].end and frame.tokens[place].text[0].isupper()
    if not frame.tokens[0].text.isupper():
        return False
    for i in range(last, min(last + _BEHIND, frame.size)):
        if frame.tokens[i].text in _DASHES and frame.tokens[i].start > frame.tokens[i - 1].end:
            return True
    return False
