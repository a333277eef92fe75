"""An article as lifted → its rows: one a claim, with all that comparing asks of it, as the graph has it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from pyoxigraph import RdfFormat, parse

from kg import names
from kg.check.arithmetic import focal
from kg.formats import claim_to_json
from kg.interval import Units, columns
from kg.lexicon import Lexicon
from kg.lift import Lifted
from kg.lift.kinship import kinship
from kg.model import Claim
from kg.packed import scattered
from kg.vocab import KG

RATES = -1
"""The partition of what is compared across all subjects: amounts in two currencies of one article, kindred events."""


class Measures:
    """What the ontology says of measures that comparing asks for, by their names."""

    def __init__(self, lexicon: Lexicon, units: Units) -> None:
        self.units = units
        self._known = {measure.name: measure for measure in lexicon.measures}
        by_iri = {measure.iri: measure.name for measure in lexicon.measures}
        explained = [(measure.name, by_iri.get(other)) for measure in lexicon.measures for other in measure.explains]
        self.causes: dict[str, set[str]] = defaultdict(set)
        for cause, effect in explained:
            if effect is not None:
                self.causes[effect].add(cause)
        self._kin = kinship(lexicon)
        self._again = frozenset(measure.name for measure in lexicon.measures if measure.recurs)
        self._many = frozenset(measure.name for measure in lexicon.measures if measure.manifold)
        self._events = {cause for causes in self.causes.values() for cause in causes}

    def focal(self, claim: Claim, dimension: str) -> bool:
        """Say whether the claim's series may be one whose figures must add up."""
        known = self._known.get(claim.measure)
        links = [] if known is None else [link for link, _ in known.links]
        links += ["kinship"] if self.kindred(claim) else []
        return focal(dimension, [*links, "broader"] if known is not None and known.broader is not None else links)

    def time(self, claim: Claim, about: Mapping[str, str]) -> str:
        """Return how time works for a claim's series, given what is said of it; and if it is manifold."""
        recurring = claim.measure in self._again and about["dimension"] == "date"
        told = about["temporality"].rpartition("#")[2]
        time = "recurring" if recurring and told == "event" else told
        return f"{time} manifold" if claim.measure in self._many else time

    def kindred(self, claim: Claim) -> bool:
        """Say whether the claim is of an event that others may tell under other names."""
        return bool(self._kin(claim))

    def events(self, claims: Iterable[Claim]) -> dict[str, list[tuple[str, str]]]:
        """Return the events that an article states as facts, day and words, by measure."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for claim in claims:
            if claim.measure in self._events:
                seen = columns(claim, units=self.units)
                if seen.footing == "fact" and seen.interval.dated and seen.interval.low is not None:
                    when = date.fromordinal(int(seen.interval.low)).isoformat()
                    found[claim.measure].append((when, claim.quote))
        return found


def rows_of(
    lifted: Lifted, claims: Mapping[str, Claim], measures: Measures, *, partitions: int
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows (:data:`kg.batch.parts.CLAIMS`) of an article's claims, by their names, in reading order."""
    if not claims:
        return
    (text,) = _said(line for line in lifted.own if line.startswith(f"<{lifted.version}> {KG.comparisons} ")).values()
    said = {name: (of, says) for name, of, says in scattered(text["comparisons"])}
    series = _said(line for line in lifted.statements if line[1:].startswith(tuple(lifted.series)))
    events = measures.events(claims.values())
    version = lifted.version.rpartition("/")[2]
    currencies: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = []
    for number, (name, claim) in enumerate(claims.items()):
        of, says = said[name]
        about = series[of]
        told = sorted({each for cause in measures.causes.get(claim.measure, ()) for each in events.get(cause, ())})
        rest = (
            *(claim.article, version, number, measures.time(claim, about), about["dimension"]),
            *(says, json.dumps(told, ensure_ascii=False) if told else ""),
            *(measures.focal(claim, about["dimension"]), json.dumps(claim_to_json(claim, explain=True))),
        )
        rows.append((about, of, name, rest, measures.kindred(claim)))
        if _is_currency(about["dimension"]):
            currencies[about["subject"], about["measure"]].add(about["dimension"])
    for about, of, name, rest, kindred in rows:
        subject = about["subject"]
        yield (_partition(subject, partitions), subject, of, name, *rest)
        if kindred or len(currencies.get((subject, about["measure"]), ())) > 1:
            yield (RATES, subject, of, name, *rest)


def _said(statements: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what the statements say, by subject and the predicate's local name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in parse(" .\n".join([*statements, ""]).encode(), RdfFormat.N_TRIPLES, lenient=True):
        found[triple.subject.value][triple.predicate.value.rpartition("#")[2]] = triple.object.value
    return found


@lru_cache(maxsize=65536)
def _partition(subject: str, partitions: int) -> int:
    return int(names.digest(subject), 16) % partitions


def _is_currency(dimension: str) -> bool:
    return len(dimension) == 3 and dimension.isascii() and dimension.isupper()
