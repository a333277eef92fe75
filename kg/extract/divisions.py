"""Phrase → a part of a firm, or a kind of shop, that has a figure: "its film division", "sales at fuel stations"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import POSSESSIVES, singular, vocabulary
from kg.lexicon import Measure
from kg.model import Entity, Mention

WHOLE = 6.0  # for who only has the part that a figure is of: "its film division earned $9 million"
LAND = 2.0  # for a land, against its firms: "U.S. airlines carried 66 million passengers"
_ECONOMY = vocabulary("firms companies businesses employers producers manufacturers exporters")
_PARTS = vocabulary("division unit arm business segment subsidiary brand")
_WHOLE = vocabulary("core main own entire whole new overall total group underlying continuing existing and of in at to")
_PLACES = frozenset({"Place", "State", "City", "Region", "Continent"})
_OF = frozenset({"of", "in", "at"})  # "shares of Acme", "shares in Acme"
_OF_THE = _OF | {"the"}
_WORDS = 4  # of "its consumer and retail banking division"


def of_firms(grammar: Grammar, described: Mapping[str, tuple[str, ...]], word: str) -> bool:
    """Say whether a word is the plural of what firms are called by, but for those that stand for an economy."""
    if word in _ECONOMY or not word.endswith("s"):
        return False  # "U.S. firms added 146,000 jobs": a figure of the land
    return grammar.is_a(described.get(singular(word), ()), ("Company", "Lender"))


def _part(frame: Frame, begin: int, last: int, *, bare: bool = False) -> bool:
    """Say whether a part of a firm is told from a token on, with what it does unless ``bare``: not "its business"."""
    begin += frame.lower(begin) == "'s"
    for i in range(begin, min(last, begin + _WORDS)):
        if frame.lower(i) in _PARTS:
            return bare or (i > begin and frame.lower(i - 1) not in _WHOLE)
        if not (frame.tokens[i].text[0].isalnum() or frame.lower(i) in ("-", "&")) or i in frame.timed:
            return False
    return False


def whole(frame: Frame, mention: Mention, last: int) -> bool:
    """Say whether who is named only has the part that a phrase tells of, or it is but the place of that part."""
    if _PARTS.isdisjoint(frame.distinct):
        return False
    first, after = frame.range(mention.span)
    if frame.lower(after) == "'s" or frame.lower(after - 1) in POSSESSIVES:
        return _part(frame, after, last)
    if not isinstance(mention.value, Entity) or _PLACES.isdisjoint(mention.value.classes):
        return False
    owned = frame.lower(first - 1) == "'s" or frame.lower(first - 1) in POSSESSIVES  # "its Norland unit"
    return owned and _part(frame, after, last, bare=True)


def behind(frame: Frame, phrase: Phrase, cue: tuple[int, int] | None, hits: Sequence[Hit[Measure]]) -> Phrase | None:
    """Return who has what the first words of a phrase measure: "shares of Acme", "sales at fuel stations"."""
    if cue is not None and phrase.first <= cue[0] <= phrase.first + 1:
        of = cue[1] if frame.lower(cue[1]) in _OF else cue[1] - 1
        of += frame.lower(of) in _OF and frame.lower(of + 1) == "the"  # "sales at the Velding chain"
        called = frame.lower(of) == "at" or frame.tokens[min(of + 1, phrase.last - 1)].text[0].isupper()
        if not called and (owner := frame.entity(of + 1)) is not None:
            called = whole(frame, owner, phrase.last)  # "sales of its Crispo brand"
        return Phrase(of + 1, phrase.last) if frame.lower(of) in _OF_THE and of + 1 < phrase.last and called else None
    if "at" not in frame.distinct:
        return None
    at = next((i for i in (phrase.first + 1, phrase.first + 2) if frame.lower(i) == "at"), None)
    if at is None or at + 1 >= phrase.last or not any(hit.first < at <= hit.last for hit in hits):
        return None
    return Phrase(at + 1, phrase.last)
