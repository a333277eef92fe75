"""Quads → Article, claims: what :func:`kg.lift.lift` wrote, read back without loss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.lift.claims import VALUES
from kg.model import Article, Block, Claim, DateEvidence, Span
from kg.vocab import KG, PROV, RDF, SCHEMA

Node: TypeAlias = dict[NamedNode, list[Any]]
Graph: TypeAlias = Mapping[NamedNode, Node]
_WORDS = {iri: word for word, iri in VALUES.items()}


@dataclass(frozen=True, slots=True)
class Stored:
    """A claim and the name it has in the graph; ``current`` is false once its version was superseded."""

    iri: str
    claim: Claim
    version: str
    series: str
    current: bool = True


def nodes(quads: Iterable[Quad]) -> dict[NamedNode, Node]:
    """Return the quads by subject and predicate."""
    found: dict[NamedNode, Node] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in quads:
        found[subject][predicate].append(value)
    return found


def lower(quads: Iterable[Quad], *, shared: Mapping[NamedNode, Node] | None = None) -> Iterator[Stored]:
    """Yield the claims that the quads describe, in the order of their words.

    The quads hold the graphs of their versions; the measures, units and publishers they point to are looked up in
    ``shared``, or among the quads where it is not given.
    """
    graph = nodes(quads)
    shared = graph if shared is None else shared
    lowered = [
        lower_claim(iri, node, graph, shared)
        for iri, node in graph.items()
        if KG.Claim in node[RDF.type] or KG.SupersededClaim in node[RDF.type]
    ]
    yield from sorted(lowered, key=lambda stored: (stored.version, stored.claim.span, stored.iri))


def lower_article(quads: Iterable[Quad], *, shared: Mapping[NamedNode, Node] | None = None) -> Article:
    """Return the article that the quads of one version's graph describe; raise :class:`KeyError` if there is none."""
    graph = nodes(quads)
    for node in list(graph.values()):
        if KG.Version in node[RDF.type]:
            return _article(node, graph, graph if shared is None else shared)
    raise KeyError("the quads describe no version of an article")


def _article(node: Node, graph: Graph, shared: Graph) -> Article:
    return Article(
        id=_text(node, SCHEMA.identifier) or "",
        text=_text(node, SCHEMA.articleBody) or "",
        published=_text(node, SCHEMA.datePublished),
        url=_text(node, SCHEMA.url),
        title=_text(node, SCHEMA.headline),
        publisher=_publisher(node, shared),
        language=_text(node, SCHEMA.inLanguage),
        blocks=tuple(map(_block, (_text(node, KG.layout) or "").splitlines())),
        evidence=tuple(
            DateEvidence(
                date=_text(found, SCHEMA.datePublished) or "",
                source=_text(found, KG.evidenceSource),  # type: ignore[arg-type]
                span=_span(found, KG.evidence),
                note=_text(found, KG.evidenceNote),
            )
            for place in sorted(node[KG.dateEvidence], key=lambda place: int(place.value.rpartition("-")[2]))
            if (found := graph[place])
        ),
    )


def lower_claim(iri: NamedNode, node: Node, graph: Graph, shared: Graph) -> Stored:
    """Return the claim that the node describes; ``graph`` has the node of its version, ``shared`` as :func:`lower`."""
    version = node[PROV.wasQuotedFrom][0]
    about = graph[version]
    unlinked = node[KG.unlinked]
    time = _text(node, KG.validTime)
    valid_from, slash, valid_to = time.partition("/") if time is not None else (None, "", None)
    speaker = _text(node, KG.speakerText)
    (place,) = node[KG.evidence]
    current = KG.Claim in node[RDF.type]
    claim = Claim(
        article=_text(about, SCHEMA.identifier) or "",
        kind=_word(node, KG.kind),
        span=_place(place),
        quote=_text(node, KG.quote) or "",
        subject=_text(node, KG.subjectText) or "",
        subject_iri=None if KG.subject in unlinked else node[KG.subject][0].value,
        measure=_text(shared[node[KG.measure][0]], KG.name) or "",
        value=_value(node),
        value_span=_span(node, KG.valueEvidence),
        written=_text(node, KG.asWritten),
        low=_decimal(node, KG.statedLow),
        high=_decimal(node, KG.statedHigh),
        step=_decimal(node, KG.statedStep),
        unit=_text(shared[node[KG.unit][0]], KG.code) if node[KG.unit] else None,
        modality=_word(node, KG.modality),
        certainty=_word(node, KG.certainty),
        polarity=_word(node, KG.polarity),
        valid_from=None if valid_from in (None, "..") else valid_from,
        valid_to=None if valid_to == ".." else valid_to if slash else valid_from,
        basis=_word(node, KG.validBasis),
        published=_text(node, SCHEMA.datePublished) or _text(about, SCHEMA.datePublished),
        speaker=speaker,
        speaker_iri=None if KG.speaker in unlinked or not node[KG.speaker] else node[KG.speaker][0].value,
        speaker_span=_span(node, KG.speakerEvidence),
        cited_by=_text(node, KG.citedBy),
        scope=tuple(sorted(value.value for value in node[KG.scope])),
        temporality=_word(node, KG.temporality) if node[KG.temporality] else None,
        standing=_word(node, KG.standing),
        block=_text(node, KG.block) or "body",  # type: ignore[arg-type]
        repeats=tuple(sorted(map(_place, node[KG.repeatedAt]))),
        reasons=tuple(
            (slot, rule)
            for line in (_text(node, KG.rule) or "").splitlines()
            for slot, _, rule in [line.partition(": ")]
        ),
        publisher=_text(node, KG.publisher),
    )
    series = node[KG.series if current else KG.formerSeries][0].value
    return Stored(iri.value, claim, version.value, series, current)


def _value(node: Node) -> Decimal | str | None:
    number = _decimal(node, KG.value)
    if number is not None:
        return number
    for predicate in (KG.dateValue, KG.textValue, KG.entityValue):
        if node[predicate]:
            return _text(node, predicate)
    return None


def _text(node: Node, predicate: NamedNode) -> str | None:
    values: list[Literal | NamedNode] = node[predicate]
    return values[0].value if values else None


def _decimal(node: Node, predicate: NamedNode) -> Decimal | None:
    written = _text(node, predicate)
    return Decimal(written) if written is not None else None


def _word(node: Node, predicate: NamedNode) -> Any:
    name = node[predicate][0].value.removeprefix(KG.iri)
    return _WORDS.get(name, name)


def _publisher(node: Node, graph: Graph) -> str | None:
    publishers = node[SCHEMA.publisher]
    return _text(graph[publishers[0]], SCHEMA.name) if publishers else None


def _place(place: NamedNode) -> Span:
    start, _, end = place.value.rpartition("#char=")[2].partition(",")
    return Span(int(start), int(end))


def _span(node: Node, predicate: NamedNode) -> Span | None:
    return _place(node[predicate][0]) if node[predicate] else None


def _block(line: str) -> Block:
    kind, start, end, *header = line.split()
    return Block(Span(int(start), int(end)), kind, Span(*map(int, header)) if header else None)  # type: ignore[arg-type]
