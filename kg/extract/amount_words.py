"""Words of an amount, "the total cost", "an average decline" → what they are of; a phrase → without its examples."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.phrases import Phrase
from kg.extract.words import DETERMINERS, POSSESSIVES, vocabulary

_BARE = vocabulary(
    "total sum average mean median decline declines increase increases drop drops delay delays overspend overrun "
    "overruns shortfall findings threshold volume tally reduction reductions"
)
_WITH = vocabulary("cost costs value amount size rate number level rise fall growth length delay bill")  # "total cost"
_HOW = vocabulary(
    "total average overall individual rolling moving combined cumulative aggregate estimated expected projected mean "
    "median typical final provisional preliminary"
)
_PLAIN = vocabulary("latest new annual yearly monthly weekly daily sharp steep slight first further big biggest these")
_OF = frozenset({"of", "for"})


def reckoned(frame: Frame, phrase: Phrase, head: int) -> Phrase | None:
    """Return what words of an amount are of, an empty phrase where they name nothing; None for other words.

    "The total cost of the 20 bridges" is of bridges, "an average decline" of what was told before.
    """
    noun = frame.lower(head)
    if noun not in _BARE and noun not in _WITH:
        return None
    how = False
    for i in range(phrase.first, head):
        low = frame.lower(i)
        how = how or low in _HOW
        if not (low in _HOW or low in _PLAIN or low in DETERMINERS or low in POSSESSIVES or i in frame.timed):
            return None
    if not how and noun not in _BARE:
        return None
    if frame.lower(head + 1) not in _OF or head + 2 >= phrase.last:
        return Phrase(head, head)
    begin = head + 2
    while begin < phrase.last and (frame.lower(begin) in DETERMINERS or begin in frame.counted):
        begin += 1
    return Phrase(begin, phrase.last) if begin < phrase.last else Phrase(head, head)


def without_examples(frame: Frame, phrase: Phrase) -> Phrase:
    """Return a phrase without those who are but examples: "sales of stakes in firms including Acme"."""
    if "including" not in frame.distinct or frame.lower(phrase.last) == ",":
        return phrase
    end = next((i for i in range(phrase.first + 1, phrase.last) if frame.lower(i) == "including"), phrase.last)
    return phrase._replace(last=end)
