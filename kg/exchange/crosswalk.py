"""Measures and units ⇄ Wikidata's properties and items, as ``ontology/wikidata.ttl`` and extensions say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import resources
from kg.errors import BadOntology
from kg.lexicon import Lexicon

WD = "http://www.wikidata.org/entity/"
_CLOSE = {f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("closeMatch", "exactMatch")}
_MEASURE, _UNIT = "https://w3id.org/claimgraph/measure#", "https://w3id.org/claimgraph/unit#"


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Measure name ⇄ property (``P2124``), unit code ⇄ item (``Q828224``); codes without an item keep their IRI."""

    properties: dict[str, str]
    units: dict[str, str]

    def measure_of(self, property: str) -> str | None:
        """Return the measure that a property is."""
        return next((name for name, number in self.properties.items() if number == property), None)

    def unit_of(self, iri: str) -> str | None:
        """Return the code of a unit by its IRI."""
        return next((code for code, item in self.units.items() if item == iri), None)


def crosswalk(lexicon: Lexicon, *extensions: Path) -> Crosswalk:
    """Return the crosswalk; raise :class:`BadOntology` where an extension is no Turtle."""
    matches: dict[str, str] = {}
    for path in (resources.ontology() / "wikidata.ttl", *extensions):
        matches |= _matches(path, path.stat().st_mtime_ns)
    properties = {
        measure.name: iri.removeprefix(WD)
        for measure in lexicon.measures
        if (iri := matches.get(measure.iri)) is not None and iri.startswith(f"{WD}P")
    }
    units = {unit.code: matches.get(_UNIT + unit.code) or matches.get(unit.iri) or unit.iri for unit in lexicon.units}
    return Crosswalk(properties, units)


@lru_cache(maxsize=16)
def _matches(path: Path, stamp: int) -> dict[str, str]:
    try:
        triples = parse(path.read_bytes(), RdfFormat.TURTLE)
        return {
            quad.subject.value: quad.object.value
            for quad in triples
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
            if quad.predicate.value in _CLOSE and quad.object.value.startswith(WD)
        }
    except (SyntaxError, OSError) as error:
        raise BadOntology(f"{path}: {error}") from None
