"""What articles have in common → statements of the shared graph: series, entities, measures, units, publishers.

They stand once in a graph of their own: a union of all article graphs repeats nothing, and a join over a series that
two thousand articles speak of finds it once.
"""

from __future__ import annotations

from functools import partial

from kg import names
from kg.interval import dimension, series_key, temporality
from kg.lexicon import KnownEntity, Lexicon, Measure, Unit
from kg.lift import terms
from kg.lift.kinship import kinship
from kg.model import Claim
from kg.topic import topic
from kg.vocab import KG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

_LABEL = str(RDFS.label)


class Index:
    """A lexicon by the keys that lifting asks for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.measures: dict[str, Measure] = {measure.name: measure for measure in lexicon.measures}
        self.units: dict[str, Unit] = {unit.code: unit for unit in lexicon.units}
        self.entities: dict[str, KnownEntity] = {entity.iri: entity for entity in lexicon.entities}
        self.convertible = lexicon.scales
        self.kin = kinship(lexicon)
        self.canonical: dict[str, str] = {
            same: entity.iri for entity in lexicon.entities for same in entity.same_as if same not in self.entities
        }


class Shared:
    """The shared nodes that the claims of one article need.

    ``described`` holds what the ontology says of a node: a newer ontology replaces it. ``statements`` holds what
    follows from the claims alone: a set that only grows while something points to it.
    """

    def __init__(self, base: str, index: Index) -> None:
        self._base = base
        self._index = index
        self._named = partial(names.entity, base)
        self.units = index.convertible
        self.kin = index.kin
        self._seen: dict[tuple[str, ...], str] = {}
        self.described: dict[str, tuple[str, ...]] = {}
        self.statements: dict[str, None] = {}
        self.touched: dict[str, None] = {}

    def entity(self, iri: str | None, text: str) -> str:
        """Return the entity; one without IRI is named by its words."""
        known = self._seen.get(("entity", iri or "", text))
        if known is not None:
            return known
        term = self._seen["entity", iri or "", text] = terms.iri(
            iri if iri is not None else names.entity(self._base, text)
        )
        entity = self._index.entities.get(iri) if iri is not None else None
        if entity is None:
            self._say(f"{term} {_LABEL} {terms.text(text)}")
        else:
            self.described[entity.iri] = (
                f"{term} {_LABEL} {terms.text(entity.label)}",
                *(f"{term} {RDF.type} <{KG.iri}{name}>" for name in entity.classes),
                *(f"{term} {OWL.sameAs} {terms.iri(same)}" for same in entity.same_as),
            )
        return term

    def publisher(self, name: str) -> str:
        """Return the organisation that publishes under this name."""
        known = self._seen.get(("publisher", name))
        if known is not None:
            return known
        term = self._seen["publisher", name] = terms.iri(names.entity(self._base, name))
        self._say(f"{term} {RDF.type} {SCHEMA.Organization}")
        self._say(f"{term} {SCHEMA.name} {terms.text(name)}")
        self._say(f"{term} {_LABEL} {terms.text(name)}")
        return term

    def measure(self, name: str) -> str:
        """Return the measure; one the ontology lacks is named under the base."""
        known = self._seen.get(("measure", name))
        if known is not None:
            return known
        measure = self._index.measures.get(name)
        iri = measure.iri if measure is not None else names.measure(self._base, name)
        term = self._seen["measure", name] = terms.iri(iri)
        label = measure.label if measure is not None else name
        lines = [f"{term} {RDF.type} {KG.Measure}", f"{term} {_LABEL} {terms.text(label)}"]
        lines.append(f"{term} {KG.name} {terms.text(name)}")
        if measure is not None:
            lines.append(f"{term} {KG.temporality} {KG[measure.temporality]}")
            for flag in (name for name in ("recurs", "manifold") if getattr(measure, name)):
                lines.append(f'{term} {KG[flag]} "true"^^<http://www.w3.org/2001/XMLSchema#boolean>')
            if measure.broader is not None:
                lines.append(f"{term} {SKOS.broader} {self._broader(measure.broader)}")
            lines += [f"{term} {KG[link]} {terms.iri(other)}" for link, other in measure.links]
        self.described[iri] = tuple(lines)
        return term

    def _broader(self, broader: str) -> str:
        return self.measure(broader) if broader in self._index.measures else terms.iri(broader)

    def unit(self, code: str) -> str:
        """Return the unit; one the ontology lacks is named under the base."""
        known = self._seen.get(("unit", code))
        if known is not None:
            return known
        unit = self._index.units.get(code)
        iri = unit.iri if unit is not None else names.unit(self._base, code)
        term = self._seen["unit", code] = terms.iri(iri)
        lines = [f"{term} {RDF.type} {KG.Unit}", f"{term} {KG.code} {terms.text(code)}"]
        lines.append(f"{term} {KG.dimension} {terms.text(unit.dimension if unit is not None else code)}")
        for name in ("factor", "offset"):
            if (number := getattr(unit, name, None)) is not None:
                lines.append(f'{term} {KG[name]} "{number}"^^<http://www.w3.org/2001/XMLSchema#decimal>')
        self.described[iri] = tuple(lines)
        return term

    def series(self, claim: Claim, subject: str) -> str:
        """Return the series that the claim belongs to."""
        measure = self.measure(claim.measure)
        known_measure = self._index.measures.get(claim.measure)
        if claim.temporality is None and known_measure is not None:
            kind_of_time = known_measure.temporality
        else:
            kind_of_time = temporality(claim)
        parts = series_key(claim, units=self.units, canonical=self._index.canonical, named=self._named)
        key = ("series", *parts, kind_of_time)
        known = self._seen.get(key)
        if known is not None:
            return known
        iri = names.series(self._base, *parts, kind_of_time)
        self.touched[iri] = None
        term = self._seen[key] = f"<{iri}>"
        self._say(f"{term} {RDF.type} {KG.Series}")
        self._say(f"{term} {KG.subject} {self._canonical(claim, subject)}")
        self._say(f"{term} {KG.measure} {measure}")
        self._say(f"{term} {KG.dimension} {terms.text(dimension(claim, units=self.units))}")
        self._say(f"{term} {KG.temporality} {KG[kind_of_time]}")
        for qualifier in claim.scope:
            self._say(f"{term} {KG.scope} {terms.text(qualifier)}")
        return term

    def _canonical(self, claim: Claim, subject: str) -> str:
        if claim.subject_iri is None:  # one name for one thing, in whatever order its words stand
            return self.entity(None, topic(claim.subject, measure=claim.measure))
        canonical = self._index.canonical.get(claim.subject_iri)
        return terms.iri(canonical) if canonical is not None else subject

    def agent(self, name: str, version: str) -> str:
        """Return the program that reads."""
        term = terms.iri(names.agent(self._base, f"{name} {version}"))
        self._say(f"{term} {RDF.type} {PROV.SoftwareAgent}")
        self._say(f"{term} {_LABEL} {terms.text(name)}")
        self._say(f"{term} {SCHEMA.softwareVersion} {terms.text(version)}")
        return term

    def _say(self, line: str) -> None:
        self.statements[line] = None
