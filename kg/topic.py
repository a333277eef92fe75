"""A subject known only by its words → the words that tell it from others, whichever way they were put together.

English says one thing in several orders: demand for oil, oil demand, the world's demand for oil; Finland's border with
Russia, the border between Finland and Russia. Only what grammar makes certain is put in one order; words are never
left out but articles and those that say "all of it".
"""

from __future__ import annotations

import re
import unicodedata

_LONG = 200  # code points; longer is no name
_ALL = frozenset({"the", "a", "an", "world", "world's", "global", "total", "overall"})
_TWO = re.compile(r"(?P<what>.+?) between (?P<one>.+?) and (?P<other>.+)")
_WITH = re.compile(r"(?P<one>.+?)(?:'s|(?<=s)') (?P<what>.+?) with (?P<other>.+)")
_OF_WITH = re.compile(r"(?P<what>.+?) of (?P<one>.+?) with (?P<other>.+)")
_OF = re.compile(r"(?P<what>.+?) (?:of|for|in|at) (?P<whose>.+)")
_OTHERWISE = re.compile(r"\b(?:to|from|by|with|and|or|on|than|between|against|per)\b")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def folded(words: str) -> str:
    """Return words without case, accents of width and runs of space: two spellings of one name.

    >>> folded("  The  United\\u00a0Nations ")
    'united nations'
    """
    plain = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    return plain.removeprefix("the ")


def topic(words: str, *, measure: str = "") -> str:
    """Return the words in one order; a measure's own nouns say nothing of what is measured.

    >>> {topic(words) for words in ("oil demand", "demand for oil", "World demand for oil")}
    {'oil demand'}
    >>> topic("demand for oil", measure="demand"), topic("Norland's exports", measure="exportsChange")
    ('oil', 'norland')
    >>> {topic(words) for words in ("Finland's border with Russia", "the border between Russia and Finland")}
    {'finland & russia border'}
    >>> topic("coal mine in Shanxi"), topic("exports to China"), topic("the blast at the Arad refinery")
    ('shanxi coal mine', 'exports to china', 'arad refinery blast')
    """
    plain = folded(words).replace("\u2019", "'")
    if len(plain) > _LONG:
        return plain
    kept = _ordered(plain).split(" ")
    nouns = frozenset(_HUMP.sub(" ", measure).replace("_", " ").casefold().split())
    while len(kept) > 1 and kept[-1] in nouns:
        kept.pop()
    return " ".join(kept)


def _ordered(words: str) -> str:
    pair = _TWO.fullmatch(words) or _WITH.fullmatch(words) or _OF_WITH.fullmatch(words)
    if pair is not None and not any(_OTHERWISE.search(pair[part]) for part in ("one", "what", "other")):
        one, other = sorted((_bare(pair["one"]), _bare(pair["other"])))
        return f"{one} & {other} {_bare(pair['what'])}"
    if _OTHERWISE.search(words):
        return words
    parts = []
    while (found := _OF.fullmatch(words)) is not None:
        parts.append(_bare(found["what"]))
        words = found["whose"]
    owner = re.sub(r"'s (?=\S)|(?<=s)' (?=\S)", " ", _bare(words))
    return " ".join([owner, *reversed(parts)])


def _bare(words: str) -> str:
    """Leave out what says "all of it" at the beginning, where something is left."""
    kept = words.split()
    while len(kept) > 1 and kept[0] in _ALL:
        kept = kept[1:]
    return " ".join(kept)
