"""Names → the entities and measures they may stand for, with a score: what reconciliation asks of a graph.

Fuzzy comparison is RapidFuzz's; here are the names (labels, aliases, transliterations, acronyms, words of articles),
the constraint by type, and when a candidate is certain enough to be called a match.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process, utils

from kg.lexicon import Lexicon
from kg.link.scripts import consonants, is_unvowelled, romanised

MEASURE = "Measure"
CUTOFF = 60.0  # scores below this are no candidates
CERTAIN = 95.0  # a candidate of this score that stands alone is a match
_ALIAS, _FUZZY = 98.0, 94.0  # a label that is equal scores 100, an alias that is equal 98, all else at most 94
_ROMANISED = 96.0  # a name that is equal in Latin letters, the script of one of them being another
_CONSONANTS, _HEARD = 85.0, 88.0  # names whose consonants are equal score the first; these are alike from the second
_MANY, _BEGINNING = 20_000, 2  # names that are all compared; letters of a word's beginning that narrow down more
_SCORERS = (fuzz.token_sort_ratio, fuzz.token_set_ratio)
_LONG = 300  # characters of a query that are compared


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity or a measure; ``types`` are local names of classes, the nearest first, ``claims`` how many."""

    iri: str
    name: str
    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    claims: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may stand for; ``score`` is from 0 to 100."""

    thing: Thing
    score: float
    match: bool = False


@dataclass(slots=True)
class _Scope:
    """The names of the things of one type, folded, and whose they are."""

    folded: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    begun: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # places by how a word begins

    def add(self, name: str, owner: int) -> None:
        """Add a folded name of the thing at this place."""
        for start in {word[:_BEGINNING] for word in name.split()}:
            self.begun[start].append(len(self.folded))
        self.folded.append(name)
        self.owners.append(owner)

    def near(self, wanted: str) -> Sequence[int]:
        """Return the places of names to compare with: of many, those with a word that begins as one of these does."""
        if len(self.folded) <= _MANY:
            return range(len(self.folded))
        starts = {word[:_BEGINNING] for word in wanted.split()}
        return sorted({place for start in starts for place in self.begun.get(start, ())})


def fold(words: str) -> str:
    """Return words as they are compared: no case, accents or punctuation.

    >>> fold("Sauli  Niinistö"), fold("U.S.")
    ('sauli niinisto', 'u s')
    """
    plain = unicodedata.normalize("NFKD", words[:_LONG])
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(utils.default_process(letters).split())


def alike(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 100, each in its script or both in Latin letters.

    >>> alike("Sauli Niinistö", "Niinisto, Sauli"), alike("НАТО", "NATO")
    (100.0, 96.0)
    """
    own = fuzz.token_sort_ratio(fold(one), fold(other))
    latin = [fold(romanised(name) or name) for name in (one, other)]
    if own < 100 and latin != [fold(one), fold(other)]:
        own = max(own, min(fuzz.token_sort_ratio(*latin), _ROMANISED))
        if is_unvowelled(one) or is_unvowelled(other):
            heard = fuzz.token_sort_ratio(consonants(one), consonants(other))
            own = max(own, heard * _CONSONANTS / 100 if heard >= _HEARD else 0.0)
    return own


class Names:
    """Things by their names; made once for a state of the graph, read by many."""

    def __init__(self, things: Iterable[Thing], *, hidden: Collection[str] = ()) -> None:
        """``hidden`` are IRIs that are found by their id alone: others of the same name stand for them."""
        self.things = list(things)
        self._by_iri = {thing.iri: thing for thing in self.things}
        self._scopes: dict[str, _Scope] = defaultdict(_Scope)
        self._exact: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._short: dict[str, str] = {}
        self._unvowelled: dict[str, list[int]] = defaultdict(list)  # by their consonants, names that have no vowels
        self._hidden = frozenset(hidden)
        for at, thing in enumerate(self.things):
            self._short.setdefault(thing.iri.rpartition("#")[2].rpartition("/")[2], thing.iri)
            if thing.iri in hidden:
                continue
            called = (*thing.names, thing.name)
            folded = {fold(latin): _ROMANISED for name in called if (latin := romanised(name))}
            folded |= {fold(name): _ALIAS for name in thing.names} | {fold(thing.name): 100.0}
            for said in {consonants(name) for name in called if is_unvowelled(name)} - {""}:
                self._unvowelled[said].append(at)
            for name, score in folded.items():
                if not name:
                    continue
                self._exact[name].append((at, score))
                for scope in ("", *thing.types):
                    self._scopes[scope].add(name, at)

    def get(self, id: str) -> Thing | None:
        """Return the thing of this IRI, or of the last part of it (``Q7184``, ``memberCount``)."""
        return self._by_iri.get(id) or self._by_iri.get(self._short.get(id, ""))

    def types(self) -> list[str]:
        """Return the types that things have."""
        return sorted(scope for scope in self._scopes if scope)

    def candidates(self, text: str, *, types: Collection[str] = (), limit: int = 10) -> list[Candidate]:
        """Return the things that the text may name, the likeliest first; an id gives its thing and no other.

        One certain candidate is marked as a match; of two that score alike, neither is.
        """
        known = self.get(text)
        if known is not None and _fits(known, types):
            return [Candidate(known, 100.0, match=True)][:limit]
        wanted, latin = fold(text), fold(romanised(text[:_LONG]))
        if not wanted:
            return []
        scores: dict[int, float] = {}
        for words, most in ((wanted, 100.0), (latin, _ROMANISED)):
            scorers = _SCORERS if words is wanted else (*_SCORERS, fuzz.ratio)  # Chinese has no spaces to sort words by
            for at, score in self._alike(words, types, limit, scorers) if words else ():
                scores[at] = max(scores.get(at, 0.0), min(score, most))
        for at, score in self._heard(text[:_LONG], limit):
            if _fits(self.things[at], types):
                scores[at] = max(scores.get(at, 0.0), score)
        ranked = sorted(scores, key=lambda at: self._rank(at, scores[at], text))
        return self._judged(
            [Candidate(self.things[at], round(scores[at], 2)) for at in ranked if scores[at] >= CUTOFF]
        )[:limit]

    def _alike(
        self, wanted: str, types: Collection[str], limit: int, scorers: Iterable[Callable[..., float]]
    ) -> Iterator[tuple[int, float]]:
        """Yield the places of things with a name like these folded words, and how like it is."""
        for at, score in self._exact.get(wanted, ()):
            if _fits(self.things[at], types):
                yield at, score
        for scope in types or ("",):
            names = self._scopes.get(scope)
            if names is None:
                continue
            places = names.near(wanted)
            compared = [names.folded[place] for place in places]
            for scorer in scorers:
                found = process.extract(wanted, compared, scorer=scorer, score_cutoff=CUTOFF, limit=limit * 4 + 20)
                for name, score, at_place in found:
                    yield names.owners[places[at_place]], _tempered(score, wanted, name)

    def _heard(self, text: str, limit: int) -> Iterator[tuple[int, float]]:
        """Yield the things whose names have the consonants of the text, where one of both is written without vowels."""
        known = self._spoken if is_unvowelled(text) else self._unvowelled
        said = consonants(text) if known else ""
        if said:
            found = process.extract(said, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=_HEARD, limit=limit)
            yield from ((at, _CONSONANTS * score / 100) for name, score, _ in found for at in known[name])

    @cached_property
    def _spoken(self) -> dict[str, list[int]]:
        """All names by their consonants; made when somebody asks in a script without vowels."""
        known: dict[str, list[int]] = defaultdict(list)
        for at, thing in enumerate(self.things):
            for said in {consonants(name) for name in (thing.name, *thing.names)} - {""}:
                if thing.iri not in self._hidden:
                    known[said].append(at)
        return known

    def _rank(self, at: int, score: float, text: str) -> tuple[float, bool, int, str, str]:
        thing = self.things[at]
        return (-score, thing.name != text, -thing.claims, thing.name, thing.iri)

    @staticmethod
    def _judged(found: list[Candidate]) -> list[Candidate]:
        if found and found[0].score >= CERTAIN and (len(found) == 1 or found[1].score < found[0].score - 1):
            found[0] = Candidate(found[0].thing, found[0].score, match=True)
        return found

    def starting(self, prefix: str, *, among: Collection[str] = ()) -> list[Thing]:
        """Return the things one of whose names starts with the prefix, then those like it, in a fixed order."""
        known = self.get(prefix)
        wanted = fold(romanised(prefix)) or fold(prefix)
        scope = [names for type in among or ("",) if (names := self._scopes.get(type)) is not None]
        starts: dict[int, int] = {}
        for names in scope:
            bucket = len(wanted.split(" ")[0]) >= _BEGINNING
            for place in names.begun.get(wanted[:_BEGINNING], ()) if bucket else range(len(names.folded)):
                name, at = names.folded[place], names.owners[place]
                if name.startswith(wanted):
                    starts[at] = min(starts.get(at, 9), 0 if fold(self.things[at].name).startswith(wanted) else 1)
                elif f" {wanted}" in name:
                    starts[at] = min(starts.get(at, 9), 2)
        found = [self.things[at] for at in sorted(starts, key=lambda at: (starts[at], *self._rank(at, 0, prefix)))]
        if wanted and len(wanted) > 2:
            found += [each.thing for each in self.candidates(prefix, types=among, limit=20)]
        first = [known] if known is not None and _fits(known, among) else []
        return list(dict.fromkeys([*first, *found]))


def _tempered(score: float, wanted: str, name: str) -> float:
    """Keep a short name inside a long one, or the other way round, from scoring like the whole."""
    shorter, longer = sorted((len(wanted), len(name)))
    return min(score, _FUZZY) * (0.7 + 0.3 * min(1.0, 2 * shorter / longer))


def _fits(thing: Thing, types: Collection[str]) -> bool:
    return not types or any(type in thing.types for type in types)


def known_things(lexicon: Lexicon) -> Iterator[Thing]:
    """Yield the entities and measures of the ontology."""
    for entity in lexicon.entities:
        names = (*entity.aliases, *entity.acronyms, *(iri for iri in entity.same_as))
        yield Thing(
            entity.iri, entity.label, lineage(lexicon, entity.classes), names, note=", ".join(entity.descriptions[:2])
        )
    for measure in lexicon.measures:
        cues = tuple(cue for cue in measure.cues if "*" not in cue)
        note = f"measure, {measure.temporality}"
        yield Thing(measure.iri, measure.label, (MEASURE,), (measure.name, *measure.nouns, *cues), note=note)


def lineage(lexicon: Lexicon, classes: Iterable[str]) -> tuple[str, ...]:
    """Return the classes and what they are kinds of, the nearest first."""
    found = list(dict.fromkeys(classes))
    for name in found:
        found += [parent for parent in lexicon.class_parents.get(name, ()) if parent not in found]
    return tuple(found)
