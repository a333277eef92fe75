"""Things of a store without a name elsewhere → matches: certain ones, and ones for a person, with the evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.link.groups import WIKIDATA
from kg.link.matches import Match, matches, proposed
from kg.link.names import MEASURE, Thing, alike
from kg.link.remote import Asked, Finder, Found, Unreachable
from kg.link.things import names_of
from kg.store import Store

AUTOMATIC, QUEUED = 95.0, 70.0  # scores from which a match is accepted unseen, and from which a person is asked


@dataclass(frozen=True, slots=True)
class Proposals:
    """Matches certain enough to be accepted, matches for a person, and how many things were not asked for (offline)."""

    certain: tuple[Match, ...]
    queued: tuple[Match, ...]
    nothing: int = 0
    unasked: int = 0
    why: str = ""


def unlinked(store: Store, lexicon: Lexicon, *, types: Collection[str] = (), measures: bool = False) -> list[Thing]:
    """Return the things that claims speak of and that have no name elsewhere, those spoken of most first."""
    linked = {entity.iri for entity in lexicon.entities if entity.wikidata or entity.same_as}
    decided = {each.local for each in matches(store) if each.state == "accepted"}
    found = [
        thing
        for thing in names_of(store, lexicon).things
        if thing.claims
        and thing.iri not in linked | decided
        and not thing.iri.startswith(WIKIDATA)
        and (MEASURE in thing.types) == measures
        and (not types or set(types) & set(thing.types))
    ]
    return sorted(found, key=lambda thing: (-thing.claims, thing.iri))


def propose(
    store: Store,
    things: Sequence[Thing],
    finder: Finder,
    *,
    automatic: float = AUTOMATIC,
    queued: float = QUEUED,
    kinds: Sequence[str] = (),
) -> Proposals:
    """Ask for the things and say what came of it; nothing is written. What a person rejected is not proposed again.

    Certain is a candidate that scores at least ``automatic``, whose name is like ours by our own measure too, and
    that no other comes near. A service that cannot be reached ends the asking, not the work: what is known so far is
    returned.
    """
    settled = {each.iri for each in matches(store) if each.state in ("rejected", "undone", "accepted")}
    certain: list[Match] = []
    waiting: list[Match] = []
    nothing = done = 0
    asked = [Asked(_bare(thing.name), tuple(kinds)) for thing in things]
    answers = finder.find(asked)
    why = ""
    for thing in things:
        try:
            found = next(answers, [])
        except Unreachable as error:
            why = str(error)
            break
        done += 1
        ranked = sorted(found, key=lambda each: (-likeness(thing, each), each.iri))
        made = [_match(store, thing, each, finder.url) for each in ranked if likeness(thing, each) >= queued]
        fresh = [each for each in made if each.iri not in settled]
        if not fresh:
            nothing += 1
        elif _alone(thing, ranked, automatic) and fresh[0] is made[0]:
            certain.append(fresh[0])
        else:
            waiting += fresh
    return Proposals(tuple(certain), tuple(waiting), nothing, len(things) - done, why)


def _bare(name: str) -> str:
    words = name.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].lower() in ("the", "a", "an") else name


def likeness(thing: Thing, found: Found) -> float:
    """Return how alike both are, from 0 to 100: the service's score, tempered by the likeness of the names."""
    own = max(alike(_bare(name), _bare(found.name)) for name in (thing.name, *thing.names))
    service = min(found.score, 100.0)
    if own >= 100:
        return max(service, 98.0)  # services score on scales of their own; an equal name speaks for itself
    return (service + own) / 2


def _alone(thing: Thing, ranked: Sequence[Found], automatic: float) -> bool:
    first = likeness(thing, ranked[0])
    rivals = [each for each in ranked[1:] if likeness(thing, each) > first - 5]
    return first >= automatic and not rivals


def _match(store: Store, thing: Thing, found: Found, service: str) -> Match:
    spoken = f"{thing.claims} claims name “{thing.name}”"
    there = f"found as “{found.name}”" + (f" ({found.note})" if found.note else "") + f", scored {found.score:g} there"
    return proposed(
        store,
        local=thing.iri,
        local_name=thing.name,
        remote=found.iri,
        remote_name=found.name,
        score=likeness(thing, found),
        evidence=f"{spoken}; {there}",
        service=service,
        kind="measure" if MEASURE in thing.types else "entity",
    )
