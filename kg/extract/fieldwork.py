"""Value of a poll → the days on which its people were asked; an exit poll is of the day of the vote."""

from __future__ import annotations

from collections.abc import Collection, Set

from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.intervals import width
from kg.extract.page import Page
from kg.model import Time

_EXIT, _SEATS = frozenset({"exit", "poll"}), "seats"
_AGGREGATE = "pollster"  # "HuffPost Pollster's average", but not "a survey by pollster Lakeside"


def asked_before(page: Page, frame: Frame, beside: object) -> bool:
    """Say whether a time is none of a poll whose days are known: that of its issue, or one that was still to come.

    "by 7 points in a poll out Thursday", "With schools reopening next week, 63 percent of parents say …".
    """
    if page.asked_in(frame) is None or not isinstance(beside, Time):
        return False
    return beside == page.issued or f"{beside.start or ''}" > (page.article.published or "9999")


def averaged(frame: Frame, words: Set[str], first: int) -> bool:
    """Say whether a value is one reckoned from many polls: "in an average of polls, Lee has 40 percent"."""
    return not words.isdisjoint(frame.lows[:first]) and any(
        low in words and (low != _AGGREGATE or _called_so(frame, i)) for i, low in enumerate(frame.lows[:first])
    )


def _called_so(frame: Frame, i: int) -> bool:
    return frame.tokens[i].text[0].isupper() and i > 0 and frame.tokens[i - 1].text[0].isupper()


def of_the_vote(page: Page, frame: Frame, chosen: Chosen | None, cast: Collection[str]) -> Time | None:
    """Return the day of the vote that an exit poll foretells: "an exit poll on Thursday night gave them 31 seats"."""
    out = page.issued
    if out is None or chosen is None or not _EXIT.issubset(frame.distinct) or width(out) != 1:
        return None
    base = chosen.name.removesuffix("Change")
    return out if base in cast or base == _SEATS or base.startswith("poll") else None
