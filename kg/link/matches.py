"""What may be the same → proposed, accepted, rejected, undone: a queue for people, with provenance (SSSOM, PROV).

A match stands in the graph of links as a mapping (https://w3id.org/sssom/): both names, how alike they are, who offered
it, who decided and why. Only an accepted one has its ``owl:sameAs`` (entities) or ``skos:exactMatch`` (measures).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Quad

from kg import names
from kg.errors import StoreError
from kg.link.groups import links_graph
from kg.store import Store
from kg.store.writing import Change
from kg.vocab import OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

State = Literal["proposed", "accepted", "rejected", "undone"]
Kind = Literal["entity", "measure"]
_SSSOM = "https://w3id.org/sssom/"
_LEXICAL = "https://w3id.org/semapv/vocab/LexicalMatching"
_CURATED = "https://w3id.org/semapv/vocab/ManualMappingCuration"
_EXACT = NamedNode(f"{SKOS.iri}exactMatch")


def _owl(name: str) -> NamedNode:
    return NamedNode(OWL.iri + name)


def _sssom(name: str) -> NamedNode:
    return NamedNode(_SSSOM + name)


_STATUS = NamedNode(f"{SCHEMA.iri}creativeWorkStatus")
_TEXTS = {
    "local_name": _sssom("subject_label"),
    "remote_name": _sssom("object_label"),
    "score": _sssom("confidence"),
    "evidence": _sssom("comment"),
    "state": _STATUS,
    "by": _sssom("reviewer_label"),
    "reason": _sssom("other"),
    "at": PROV.generatedAtTime,
}
_NODES = {"local": _owl("annotatedSource"), "remote": _owl("annotatedTarget"), "service": _sssom("mapping_provider")}


@dataclass(frozen=True, slots=True)
class Match:
    """One thing of ours and one of others that may be the same; ``score`` from 0 to 1, ``at`` the record time."""

    iri: str
    local: str
    local_name: str
    remote: str
    remote_name: str
    score: str
    state: State
    evidence: str = ""
    service: str = ""
    by: str = ""
    reason: str = ""
    at: str = ""
    kind: Kind = "entity"


def proposed(
    store: Store,
    *,
    local: str,
    local_name: str,
    remote: str,
    remote_name: str,
    score: float,
    evidence: str,
    service: str,
    kind: Kind = "entity",
) -> Match:
    """Return a match that nobody has decided on yet; score from 0 to 100 as services give it."""
    iri = f"{store.base}id/match/{names.digest(local, remote)}"
    return Match(
        iri, local, local_name, remote, remote_name, f"{score / 100:.3f}", "proposed", evidence, service, kind=kind
    )


def matches(store: Store, *, state: State | None = None) -> Iterator[Match]:
    """Yield the matches that the store keeps, those most alike first."""
    graph = NamedNode(links_graph(store))
    found = []
    for quad in store.quads.quads_for_pattern(None, RDF.type, _sssom("Mapping"), graph):
        said = {
            q.predicate: q.object.value
            for q in store.quads.quads_for_pattern(quad.subject, None, None, graph)
            if isinstance(q.object, NamedNode | Text) and q.predicate != RDF.type
        }
        values = {name: said.get(term, "") for name, term in (_TEXTS | _NODES).items()}
        kind: Kind = "measure" if said.get(_owl("annotatedProperty")) == _EXACT.value else "entity"
        subject = quad.subject
        if isinstance(subject, NamedNode) and state in (None, values["state"]):
            held = cast(State, values.pop("state"))
            found.append(Match(subject.value, state=held, kind=kind, **values))
    yield from sorted(found, key=lambda match: (-float(match.score or 0), match.local, match.remote))


def match(store: Store, iri: str) -> Match:
    """Return a match by its IRI, or by the end of it; raise :class:`StoreError` where there is not one."""
    found = [
        each
        for each in matches(store)
        if each.iri == iri or (len(iri) >= 4 and each.iri.rpartition("/")[2].startswith(iri))
    ]
    if len(found) != 1:
        raise StoreError(f"{len(found) or 'no'} matches are named {iri}: `kg link queue` lists them")
    return found[0]


def keep(
    store: Store, found: Iterable[Match], *, state: State, by: str, reason: str = "", now: dt.datetime
) -> list[Match]:
    """Write matches down in this state, in one transaction; return those that were in another state before.

    ``by`` is who decided: a person, or the program with its threshold. Accepting says that both are the same, undoing
    and rejecting takes that back. The series follow with :func:`kg.link.follow.follow`.
    """
    graph = links_graph(store)
    before = {each.iri: each for each in matches(store)}
    changed = []
    change = Change()
    for each in found:
        held = before.get(each.iri)
        if held is not None and held.state == state:
            continue
        changed.append(each)
        if held is not None:
            change.remove += store.quads.quads_for_pattern(NamedNode(each.iri), None, None, NamedNode(graph))
        if held is not None and held.state == "accepted":
            change.remove += _said(store, each)
        change.say(graph, _lines(each, state, by, reason, now))
    if changed:
        store.update(change.update())
    return changed


def _lines(each: Match, state: State, by: str, reason: str, now: dt.datetime) -> Iterator[str]:
    node, predicate = NamedNode(each.iri), _EXACT if each.kind == "measure" else OWL.sameAs
    by_person = _CURATED if not by.startswith("claimgraph") else _LEXICAL
    yield f"{node} {RDF.type} {_sssom('Mapping')}"
    yield f"{node} {RDF.type} {_owl('Axiom')}"
    yield f"{node} {_owl('annotatedSource')} {NamedNode(each.local)}"
    yield f"{node} {_owl('annotatedProperty')} {predicate}"
    yield f"{node} {_owl('annotatedTarget')} {NamedNode(each.remote)}"
    yield f"{node} {_sssom('mapping_justification')} <{by_person if state != 'proposed' else _LEXICAL}>"
    if each.service:
        yield f"{node} {_sssom('mapping_provider')} {NamedNode(each.service)}"
    yield f"{node} {_sssom('confidence')} {Text(each.score, datatype=XSD.decimal)}"
    moment = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield f"{node} {PROV.generatedAtTime} {Text(moment, datatype=XSD.dateTime)}"
    said = (("subject_label", each.local_name), ("object_label", each.remote_name), ("comment", each.evidence))
    for name, words in (*said, ("reviewer_label", by), ("other", reason)):
        if words:
            yield f"{node} {_sssom(name)} {Text(words)}"
    yield f"{node} {_STATUS} {Text(state)}"
    if state == "accepted":
        yield f"{NamedNode(each.local)} {predicate} {NamedNode(each.remote)}"
        yield f"{NamedNode(each.remote)} {RDFS.label} {Text(each.remote_name)}"


def _said(store: Store, each: Match) -> Iterator[Quad]:
    """Yield what accepting this match said, but for what another accepted match says too."""
    local, remote, graph = NamedNode(each.local), NamedNode(each.remote), NamedNode(links_graph(store))
    predicate = _EXACT if each.kind == "measure" else OWL.sameAs
    yield Quad(local, predicate, remote, graph)
    others = store.quads.quads_for_pattern(None, predicate, remote, graph)
    if all(quad.subject == local for quad in others):
        yield from store.quads.quads_for_pattern(remote, RDFS.label, None, graph)
