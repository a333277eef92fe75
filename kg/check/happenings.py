"""Names that other readers give an event → one name of it, for the comparison alone.

"Arad refinery blast", "explosion at the Arad refinery" and "Arad refinery blast (12 Jan 2019)" are one event: of one
family, with the names and the date of the one among those of the other. Where a name could be of two events it stays
as it is, and so does what is not named by the event itself ("survivors of the blast").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.lexicon import Lexicon

_LONG = 200  # code points; longer is no name
_MOST = 100  # names of one family that share a name; more are no longer told apart
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = f"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b(?:{_YEAR}-\d\d(?:-\d\d)?|(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}})?,?(?: {_YEAR})?|{_YEAR})(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_PLACED = frozenset(
    ("of", "in", "on", "at", "near", "off", "outside", "inside", "from", "to", "for", "between", "against", "by")
)
_SMALL = frozenset(("the", "a", "an", "and"))
_MANY = frozenset(
    (
        "another",
        "other",
        "first",
        "second",
        "third",
        "fourth",
        "previous",
        "earlier",
        "later",
        "two",
        "three",
        "several",
    )
)


@dataclass(frozen=True, slots=True)
class _Event:
    family: str
    plural: bool
    names: frozenset[str]
    words: frozenset[str]
    things: frozenset[str]
    date: frozenset[str]

    def may_be(self, other: _Event) -> bool:
        """Say whether both may be one: what the one is told by is among what the other is told by."""
        return (
            (self.family, self.plural) == (other.family, other.plural)
            and bool(self.names & other.names)
            and all(
                one <= two or two <= one
                for one, two in (
                    (self.names, other.names),
                    (self.words, other.words),
                    (self.things, other.things),
                    (self.date, other.date),
                )
            )
        )

    @property
    def size(self) -> int:
        return len(self.names) + len(self.words) + len(self.things) + len(self.date)


def one_name(lexicon: Lexicon) -> Callable[[Iterable[str]], Mapping[str, str]]:
    """Return what gives, of a set of names, those that have a fuller one, with it; the order of the names is nothing.

    >>> from kg.lexicon import Cue
    >>> found = one_name(Lexicon(cues=(Cue("blast", "event", "explosion"), Cue("explosion", "event", "explosion"))))
    >>> found(["Arad refinery blast (2019)", "explosion at the Arad refinery"])
    {'explosion at the Arad refinery': 'Arad refinery blast (2019)'}
    """
    kinds = lexicon.senses_of("occasion") | lexicon.senses_of("event")
    families = lexicon.senses_of("event-family")
    things = {word: sense.partition(" ")[2] or word for word, sense in lexicon.senses_of("thing").items()}

    def read(name: str) -> _Event | None:
        if len(name) > _LONG:
            return None
        date = frozenset(word for found in _DATE.finditer(name) for word in _dated(found.group()))
        plain = _DATE.sub(" ", name).replace("\u2019s", "").replace("'s", "")
        words = [word for word in _WORD.findall(plain) if word.casefold() not in _SMALL]
        low = [word.casefold() for word in words]
        heads = [word for word in _until(low, _PLACED) if word in kinds]
        if not heads or heads[-1] != _until(low, _PLACED)[-1] or not _MANY.isdisjoint(low):
            return None
        kind = kinds[heads[-1]] or heads[-1]
        told = [
            (word, each) for word, each in zip(words, low, strict=True) if each not in _PLACED and each not in kinds
        ]
        return _Event(
            family=families.get(kind, kind),
            plural=heads[-1].endswith("s"),
            names=frozenset(each for word, each in told if each not in things and not word.islower()),
            words=frozenset(each for word, each in told if each not in things and word.islower()),
            things=frozenset(things[each] for _, each in told if each in things),
            date=date,
        )

    def named(names: Iterable[str]) -> dict[str, str]:
        events = {name: event for name in sorted(set(names)) if (event := read(name)) is not None}
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name, event in events.items():
            for word in event.names:
                groups[event.family, word].append(name)
        kin: dict[str, set[str]] = defaultdict(set)
        for group in groups.values():
            for one, two in combinations(group[:_MOST], 2):
                if events[one].may_be(events[two]):
                    kin[one].add(two)
                    kin[two].add(one)
        found = {}
        for name, others in kin.items():
            family = {name, *others}
            if all(family <= {other, *kin[other]} for other in others):  # else a name could be of two events
                fullest = min(family, key=lambda each: (-events[each].size, each))
                if fullest != name:
                    found[name] = fullest
        return found

    return named


def _until(words: list[str], ends: frozenset[str]) -> list[str]:
    """Return the words before the first that ends them; at least one."""
    return words[: next((at for at, word in enumerate(words) if at and word in ends), len(words))] or [""]


def _dated(date: str) -> list[str]:
    """Return a date's year, month and day in one form each.

    >>> _dated("5 Nov 2006"), _dated("2006-11-05"), _dated("November 5, 2006")
    (['5', 'nov', '2006'], ['2006', 'nov', '5'], ['nov', '5', '2006'])
    """
    if date[:4].isdecimal() and "-" in date:
        year, month, *day = date.split("-")
        return [year, _MONTHS[(int(month) - 1) % 12], *(f"{int(each)}" for each in day)]
    words = [word.strip(".,").lower() for word in date.split()]
    return [word[:3] if word.isalpha() else f"{int(word)}" for word in words if word]
