"""Word for what happened → whether it tells of no event: only feared, of a price, an effort, of many things counted."""

from __future__ import annotations

from collections.abc import Set

from kg.extract.frame import Frame
from kg.extract.words import DETERMINERS, vocabulary
from kg.model import Quantity

_MASSES = vocabulary("flood floods storm tsunami avalanche deluge")
_ERUPTING, _FEW = vocabulary("erupted erupts"), 6  # words from "crisis" on
_UNREST = vocabulary(  # erupts without a volcano
    "crisis conflict war fighting violence clashes unrest protests protest row scandal dispute debate anger "
    "controversy riots riot uprising revolt gunfire crowd epidemic outbreak disease pandemic virus cholera"
)
_STRUGGLES, _AIMING = vocabulary("battle battles war fight fights struggle"), vocabulary("against on with to for over")
_FOES = vocabulary(
    "rebels militants insurgents extremists terrorists fighters jihadists separatists guerrillas forces troops gunmen "
    "militia militias police soldiers gangs pirates loyalists army independence"
)
_BEFORE = 3  # words of "a threatened all-out assault"
_SEVERAL = 3  # trains that collided
_BY, _IN = frozenset({"by", "as", "of"}), frozenset({"in", "of", "for"})
_TRADED = vocabulary(
    "price prices share shares stock stocks bond bonds crude futures markets equities commodities currency"
)


def none(frame: Frame, first: int, last: int, fears: Set[str], unhappened: Set[str], *, site: bool) -> bool:
    """Say whether words tell of no event; what befalls a ``site`` befell none of the many that are counted."""
    if frame.lower(first) in _ERUPTING and not _UNREST.isdisjoint(frame.lows[max(0, first - _FEW) : last + 1]):
        return True  # "the crisis in Norland erupted"
    if frame.lower(first) in _STRUGGLES and frame.lower(first - 1) == "to":
        return True  # "crews were working to battle a blaze"
    if frame.lower(last - 1) in _STRUGGLES and _of_effort(frame, last):
        return True
    if frame.lower(last - 1) in _MASSES and frame.lower(last) == "of" and _plain(frame, last + 1):
        return True  # "a flood of money"
    if priced(frame, last) or _of_market(frame, first, last) or (site and counted_off(frame, last)):
        return True
    return only_feared(frame, first, fears, unhappened)


def _of_effort(frame: Frame, i: int) -> bool:
    """Say whether nobody is fought: "the battle against malaria", "a fight to save jobs", "the war on drugs"."""
    if frame.lower(i) not in _AIMING or not _plain(frame, i + 1):
        return False
    return _FOES.isdisjoint(frame.lows[i + 1 : i + 1 + _BEFORE])


def _plain(frame: Frame, i: int) -> bool:
    return i < frame.size and frame.tokens[i].text.islower() and frame.lower(i) not in DETERMINERS


def only_feared(frame: Frame, i: int, fears: Set[str], unhappened: Set[str]) -> bool:
    """Say whether an event did not happen: "a rumour of a landslide", "the threat of floods", "a planned attack"."""
    if not unhappened.isdisjoint(frame.lows[max(0, i - _BEFORE) : i]):
        return True
    of = next((k for k in range(i - 1, max(-1, i - 4), -1) if frame.lower(k) == "of"), 0)
    return of > 0 and frame.lower(of - 1) in fears


def priced(frame: Frame, i: int) -> bool:
    """Say whether a share follows at once: "the chipmaker sank 12 percent" happened to a price alone."""
    if i not in frame.valued and not (frame.lower(i) in _BY and i + 1 in frame.valued):
        return False
    value = frame.quantities[frame.valued.index(i if i in frame.valued else i + 1)].value
    return isinstance(value, Quantity) and value.unit == "percent"


def _of_market(frame: Frame, first: int, last: int) -> bool:
    """Say whether prices are what went up or down: "the rally in crude prices", "a stock market crash"."""
    if frame.lower(first - 1) in _TRADED:
        return True
    behind = frame.lows[last + 1 : last + 1 + _BEFORE] if frame.lower(last) in _IN else ()
    return not _TRADED.isdisjoint(behind)


def counted_off(frame: Frame, i: int) -> bool:
    """Say whether an event's noun is but of things counted after it: "the collapse of 12,000 homes"."""
    if frame.lower(i) != "of":
        return False
    return next((many(frame, k) for k in range(i + 1, i + 5) if k in frame.valued), False)


def many(frame: Frame, i: int) -> bool:
    """Say whether so many are counted that what befell them is no event of its own: "2,690 houses collapsed"."""
    value = frame.quantities[frame.valued.index(i)].value
    return isinstance(value, Quantity) and value.value > _SEVERAL
