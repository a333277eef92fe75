"""An article as lifted, the store as it is → the one change that files, supersedes or withdraws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg import names
from kg.errors import StoreError
from kg.lift import Lifted, nquads
from kg.store.backend import Backend
from kg.store.writing import Change
from kg.vocab import KG, OWL, PROV, RDF, RDFS, SKOS, XSD

_DESCRIBING = frozenset(
    {RDFS.label, OWL.sameAs, SKOS.broader}
    | {KG[name] for name in ("name", "code", "dimension", "factor", "temporality")}
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article: ``changed`` is false where it was there already, word for word and claim for claim.

    ``touched_series`` are those whose claims are not what they were; ``superseded`` is the version that this one
    replaces; ``withdrawn`` says that the article was withdrawn before and nothing was written.
    """

    article_iri: str
    version_iri: str
    changed: bool
    touched_series: frozenset[str] = frozenset()
    superseded: str | None = None
    withdrawn: bool = False
    claims: int = 0


class Filing:
    """What is asked of a store before it is changed; nothing is written here."""

    def __init__(self, backend: Backend, base: str) -> None:
        self._backend = backend
        self._base = base
        self._shared = NamedNode(names.graph(base, "shared"))
        self._records = NamedNode(names.graph(base, "records"))
        self._described: dict[str, tuple[str, ...]] = {}

    def forget(self) -> None:
        """Ask the store again for what the ontology said: the last change was not written."""
        self._described.clear()

    def current(self, article: NamedNode) -> NamedNode | None:
        """Return the version that the article has now."""
        return next((iri for iri in self._nodes(article, KG.currentVersion)), None)

    def is_withdrawn(self, article: NamedNode) -> bool:
        """Say whether the article was taken out."""
        return KG.WithdrawnArticle in self._nodes(article, RDF.type)

    def file(self, lifted: Lifted, now: dt.datetime) -> tuple[Change, Ingested]:
        """Return what filing the version changes, and what to tell of it."""
        change = Change()
        article, version = NamedNode(lifted.article), NamedNode(lifted.version)
        if self.is_withdrawn(article):
            return change, Ingested(lifted.article, lifted.version, False, withdrawn=True)
        current, read = self.current(article), self._digest(version)
        if current == version and read == lifted.digest:
            return change, Ingested(lifted.article, lifted.version, False, claims=len(lifted.claims))
        touched = set(lifted.series)
        superseded = None
        if current is not None and current != version:
            superseded = current.value
            touched |= self._supersede(current, article, change)
            change.say(
                self._records.value,
                [f"{current} {PROV.invalidatedAtTime} {_instant(now)}", f"{version} {PROV.wasRevisionOf} {current}"],
            )
            change.remove += self._recorded(article, KG.currentVersion)
            change.remove += self._recorded(version, PROV.invalidatedAtTime)
        if read is not None:  # by an older program or ontology, or the text went back to what it was
            touched |= self._series(version)
            change.drop.append(lifted.version)
            change.remove += self._recorded(version, KG.digest)
            needed = {line.split(" ", 1)[0] for line in lifted.statements} | {f"<{iri}>" for iri in lifted.described}
            change.remove += self._orphans([version], kept=needed)
        else:
            change.say(self._records.value, [f"{version} {PROV.generatedAtTime} {_instant(now)}"])
        change.say(lifted.version, lifted.own)
        change.say(self._shared.value, lifted.statements)
        self._describe(lifted.described, change)
        change.say(
            self._records.value,
            [f"{article} {KG.currentVersion} {version}", f"{version} {KG.digest} {Literal(lifted.digest)}"],
        )
        claims = len(lifted.claims)
        return change, Ingested(lifted.article, lifted.version, True, frozenset(touched), superseded, claims=claims)

    def withdraw(self, iri: str, now: dt.datetime, reason: str | None) -> tuple[Change, frozenset[str]]:
        """Return what taking the article out changes, and the series it touches."""
        article = NamedNode(iri)
        if self.current(article) is None:
            raise StoreError(f"the store has no article {iri}")
        versions = [
            quad.subject
            for quad in self._backend.match(None, PROV.specializationOf, article)
            if isinstance(quad.subject, NamedNode)
        ]
        change = Change(drop=[version.value for version in versions], remove=self._orphans(versions))
        for node in (article, *versions):
            change.remove += self._recorded(node)
        change.say(
            self._records.value,
            [f"{article} {RDF.type} {KG.WithdrawnArticle}", f"{article} {PROV.invalidatedAtTime} {_instant(now)}"],
        )
        if reason is not None:
            change.say(self._records.value, [f"{article} {KG.withdrawnBecause} {Literal(reason)}"])
        return change, frozenset(series for version in versions for series in self._series(version))

    def readmit(self, iri: str) -> Change:
        """Return what forgetting the withdrawal changes."""
        article = NamedNode(iri)
        if not self.is_withdrawn(article):
            raise StoreError(f"the article {iri} was not withdrawn")
        return Change(remove=self._recorded(article))

    def _supersede(self, version: NamedNode, article: NamedNode, change: Change) -> set[str]:
        """Take the claims of a version out of comparison, and what it said of its article as the current one."""
        change.remove += self._backend.match(article, None, None, version)
        change.remove += self._backend.match(version, KG.comparisons, None, version)
        change.remove += self._backend.match(None, KG.told, None, version)
        for quad in self._backend.match(None, RDF.type, KG.Claim, version):
            change.remove.append(quad)
            change.say(version.value, [f"{quad.subject} {RDF.type} {KG.SupersededClaim}"])
        for quad in self._backend.match(None, KG.series, None, version):
            change.remove.append(quad)
            change.say(version.value, [f"{quad.subject} {KG.formerSeries} {quad.object}"])
        return self._series(version)

    def _describe(self, described: Mapping[str, tuple[str, ...]], change: Change) -> None:
        """Say what the ontology says of the nodes, in the place of what an older one said."""
        for iri, lines in described.items():
            if self._described.get(iri) == lines:
                continue
            wanted = set(parse(nquads(lines, self._shared.value), RdfFormat.N_QUADS))
            there = set(self._backend.match(NamedNode(iri), None, None, self._shared))
            change.remove += [quad for quad in there - wanted if _describes(quad)]
            if not wanted <= there:
                change.say(self._shared.value, lines)
            self._described[iri] = lines

    def _orphans(self, versions: list[NamedNode], *, kept: Collection[str] = ()) -> list[Quad]:
        """Return the shared quads about what only these versions speak of; ``kept`` are terms still needed."""
        gone: set[object] = set(versions)
        pointed = {quad.object for version in versions for quad in self._backend.match(None, None, None, version)}
        candidates = [iri for iri in pointed if isinstance(iri, NamedNode) and self._is_shared(iri)]
        series = f"{self._base}id/series/"
        found: list[Quad] = []
        dropped: set[object] = set()
        for iri in sorted(
            candidates, key=lambda iri: (not iri.value.startswith(series), iri.value)
        ):  # they hold others
            if str(iri) in kept:
                continue
            if all(quad.graph_name in gone or quad.subject in dropped for quad in self._backend.match(None, None, iri)):
                dropped.add(iri)
                self._described.pop(iri.value, None)
                found += self._backend.match(iri, None, None, self._shared)
        return found

    def _is_shared(self, iri: NamedNode) -> bool:
        return next(iter(self._backend.match(iri, None, None, self._shared)), None) is not None

    def _series(self, version: NamedNode) -> set[str]:
        quads = self._backend.match(None, KG.series, None, version)
        return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}

    def _digest(self, version: NamedNode) -> str | None:
        found = [quad.object for quad in self._recorded(version, KG.digest)]
        return found[0].value if found and isinstance(found[0], Literal) else None

    def _recorded(self, subject: NamedNode, predicate: NamedNode | None = None) -> list[Quad]:
        return list(self._backend.match(subject, predicate, None, self._records))

    def _nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        return [quad.object for quad in self._recorded(subject, predicate) if isinstance(quad.object, NamedNode)]


def _describes(quad: Quad) -> bool:
    if quad.predicate == RDF.type:
        return isinstance(quad.object, NamedNode) and quad.object.value.startswith(KG.iri)
    return quad.predicate in _DESCRIBING


def _instant(now: dt.datetime) -> Literal:
    if now.tzinfo is None:
        raise ValueError("the record time must say its time zone")
    return Literal(now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime)
