"""A dated claim → the keys by which kindred events find each other: their family and whom they join.

One happening is told under several names: the meeting of two ministers is the visit of one of them, a war is an
invasion. Which nouns are of one family is data (cues of the scheme ``kinship``); whom an event joins are the states and
the persons that its name names. Events that share a key are laid side by side, never against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from kg.interval import dimension, interval
from kg.lexicon import Lexicon
from kg.model import Claim
from kg.topic import folded

Kin = Callable[[Claim], tuple[str, ...]]
"""Gives the keys of a claim, in order; none for what is no dated event of a known family."""

LASTING = "hostility"
"""The family of events that last: they are known by their parties, whatever their dates."""

_LONG = 200  # code points; longer is no name
_MOST = 6  # participants; more are a list, not the name of an event
_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OWNER = re.compile(r"['’]s?$")
_BESIDE = re.compile(r"\([^()]{0,200}\)")
_PLACED = frozenset({"in", "at", "to", "from", "near"})  # what follows says where people meet, not who does
_PARTIES = frozenset({"State", "Organisation"})
_WIDEST = 4  # words of a party's name


def kinship(lexicon: Lexicon | None) -> Kin:
    """Return what gives a claim its keys: family, what is dated (its day, its start …), and whom the event joins.

    An encounter is known by each person, and by all the parties it joins where they are two or more, in the month it is
    dated to: people meet often. Hostilities are known by all their parties, whatever their date.
    """
    families = lexicon.senses_of("kinship") if lexicon is not None else {}
    if lexicon is None or not families:
        return lambda claim: ()
    parties = _known(lexicon, _PARTIES)
    nobody = {word for words in _known(lexicon, frozenset({"Place"})) for word in words.split()}
    nobody |= families.keys() | lexicon.words_of("name-ending") | {""}
    nobody |= {cue.text.casefold() for cue in lexicon.cues_of("time")}

    def keys(claim: Claim) -> tuple[str, ...]:
        if dimension(claim) != "date" or len(claim.subject) > _LONG:
            return ()
        measure = _HUMP.sub(" ", claim.measure).replace("_", " ").casefold().split()
        subject = _BESIDE.sub(" ", claim.subject)
        told = [*measure, *(word.casefold() for word in _WORD.findall(subject))]
        family = next((families[word] for word in reversed(told) if word in families), None)
        if family is None:
            return ()
        when = "" if family == LASTING else _month(claim)
        if when is None:
            return ()
        dated = " ".join(word for word in measure if word not in families and word != "event")
        states, persons = _joined(subject, parties, nobody, frozenset() if family == LASTING else _PLACED)
        found = {"&".join(sorted(states))} if 2 <= len(states) <= _MOST else set()
        if family != LASTING and len(persons) <= _MOST:
            found |= persons
        return tuple(" ".join(filter(None, (family, when, dated, whom))) for whom in sorted(found))

    return keys


def _month(claim: Claim) -> str | None:
    """Return the month that the event is dated to; None where the words leave more than one open."""
    found = interval(claim)
    if found.low is None or found.high is None:
        return None
    first, last = (date.fromordinal(int(end)).isoformat()[:7] for end in (found.low, found.high))
    return first if first == last else None


def _known(lexicon: Lexicon, classes: frozenset[str]) -> dict[str, str]:
    """Return the entities (IRIs) of these classes by what they are called, where it is one alone."""
    found: dict[str, set[str]] = {}
    for entity in lexicon.entities:
        if classes & {kind for name in entity.classes for kind in lexicon.kinds(name)}:
            for words in (entity.label, *entity.aliases, *entity.adjectives, *entity.acronyms):
                found.setdefault(folded(words), set()).add(entity.iri)
    return {words: next(iter(iris)) for words, iris in found.items() if len(iris) == 1}


def _joined(
    name: str, parties: Mapping[str, str], nobody: Collection[str], placed: Collection[str]
) -> tuple[set[str], set[str]]:
    """Return the parties (IRIs) and the persons (family names) that the name of an event names."""
    words = [(_OWNER.sub("", found.group()), found.start(), found.end()) for found in _WORD.finditer(name)]
    states: set[str] = set()
    persons: set[str] = set()
    run = ""
    at = last = 0
    away = False
    while at < len(words):
        word, start, _ = words[at]
        most = min(_WIDEST, len(words) - at)
        wide = next((size for size in range(most, 0, -1) if _named(words[at : at + size]) in parties), 1)
        party = parties.get(_named(words[at : at + wide]))
        person = party is None and word[:1].isupper() and len(word) > 1
        if not person or name[last:start] != " ":
            persons.add(run)
            run = ""
        if party is not None and not away:
            states.add(party)
        elif person and not away:
            run = word.casefold()
        if party is None and not person:
            away = word.casefold() in placed
        at += wide
        last = words[at - 1][2]
    return states, {person for person in persons | {run} if person not in nobody}


def _named(words: Sequence[tuple[str, int, int]]) -> str:
    return folded(" ".join(word for word, *_ in words))
