"""Matches and what somebody decides on them → series that follow: one way for the command and for the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kg.errors import StoreError
from kg.lexicon import Lexicon
from kg.link.follow import follow
from kg.link.matches import Match, State, keep
from kg.store import Store


class Undecidable(StoreError):
    """The match is in a state in which this cannot be decided on it."""


def decide(
    store: Store, lexicon: Lexicon, found: Sequence[Match], *, state: State, by: str, reason: str, now: dt.datetime
) -> frozenset[str]:
    """Accept, reject or undo matches; the claims about both things follow. Return the series that changed.

    Raises :class:`Undecidable`, and changes nothing, where a match that was never accepted is to be undone.
    """
    for each in found:
        if state == "undone" and each.state not in ("accepted", "undone"):
            raise Undecidable(f"{each.iri} is {each.state}: only an accepted match can be undone")
    keep(store, found, state=state, by=by, reason=reason, now=now)
    return follow(store, lexicon, subjects={iri for each in found for iri in (each.local, each.remote)})
