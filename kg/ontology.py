"""Turtle → Lexicon: the only place that turns ``ontology/*.ttl`` and a user's extensions into plain values.

The shipped folder is one layer, every extension another. A later layer adds labels, cues and descriptions to what has
the same IRI, and replaces what an IRI has only one of (preferred label, temporality, code …).

Which words a cue stands for: every ``skos:altLabel`` and ``skos:hiddenLabel``, in lower case; the ``skos:prefLabel`` is
a name for people, and one of the words only in the scheme ``time`` or where the cue has no other label.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from kg import resources
from kg.errors import BadOntology
from kg.lexicon import Cue, KnownEntity, Lexicon, Measure, Unit
from kg.model import Temporality
from kg.ontology_layer import KG, RDFS, SKOS, WIKIDATA, Layer, Node, local_name, merge, read_layer

# from "line" on: where a marker of a page's furniture counts
CUE_POSITIONS = ("before", "after", "line", "heading", "section", "start", "inside", "tail", "stamp", "role")
OWNER_ROLES = ("possessor", "subject", "event", "place", "topic")
_OURS = {KG + "Measure": "measure", KG + "Unit": "unit", KG + "Cue": "cue"}
_ABOUT_TERMS = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", RDFS, "http://www.w3.org/2002/07/owl#", SKOS)


def load(*extensions: Path, base: str) -> Lexicon:
    """Return what the shipped ontology and the extensions say, in that order.

    ``base`` is the IRI under which entities not in the gazetteer are named. Raises :class:`BadOntology`, naming file,
    line and reason, if an extension is not Turtle, uses a ``kg:`` term that does not exist, or leaves out what a
    measure, unit, cue or entity must have.
    """
    files = [resources.ontology(), *extensions]
    return _load(tuple((path, _stamp(path)) for path in files), base)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
        stats = [file.stat() for file in found]
    except OSError as error:
        raise BadOntology(f"{path}: cannot be read ({error.strerror}); give the path of a Turtle file") from None
    return max((stat.st_mtime_ns for stat in stats), default=0), sum(stat.st_size for stat in stats)


@lru_cache(maxsize=8)
def _layer(path: Path, stamp: tuple[int, int]) -> Layer:
    return read_layer(path)


@lru_cache(maxsize=8)
def _load(files: tuple[tuple[Path, tuple[int, int]], ...], base: str) -> Lexicon:
    layers = [_layer(path, stamp) for path, stamp in files]
    known = {iri for iri in layers[0].nodes if iri.startswith(KG)}
    for layer in layers[1:]:
        _check_terms(layer, known)
        known |= {iri for iri in layer.nodes if iri.startswith(KG)}
    nodes = merge(layers)
    parents = {
        local_name(node.iri): tuple(local_name(parent) for parent in node.iris(RDFS + "subClassOf"))
        for node in nodes.values()
        if RDFS + "Class" in node.types
    }
    measures: list[Measure] = []
    units: list[Unit] = []
    cues: list[Cue] = []
    entities: list[KnownEntity] = []
    for node in nodes.values():
        kinds = {_OURS[kind] for kind in node.types if kind in _OURS}
        if len(kinds) > 1:
            raise node.bad(f"is both a {' and a '.join(sorted(kinds))}; give each its own IRI")
        kind = kinds.pop() if kinds else None
        if kind == "measure":
            measures.append(_measure(node))
        elif kind == "unit":
            units.append(_unit(node))
        elif kind == "cue":
            cues += _cues(node)
        elif not any(kind.startswith(_ABOUT_TERMS) for kind in node.types):
            entities += _entity(node, parents, nodes)
    return Lexicon(
        measures=tuple(measures),
        entities=tuple(entities),
        units=tuple(units),
        cues=tuple(cues),
        class_parents=parents,
        base=base,
        class_descriptions={
            local_name(node.iri): node.words(KG + "description")
            for node in nodes.values()
            if RDFS + "Class" in node.types and KG + "description" in node.properties
        },
    )


def _check_terms(layer: Layer, known: set[str]) -> None:
    defined = known | {iri for iri in layer.nodes if iri.startswith(KG)}
    for node in layer.nodes.values():
        for term in [*node.properties, *node.types, *node.iris(KG + "temporality"), *node.iris(KG + "subjectClass")]:
            if term.startswith(KG) and term not in defined:
                near = difflib.get_close_matches(local_name(term), [local_name(iri) for iri in defined], n=1)
                hint = f"; did you mean kg:{near[0]}?" if near else "; the terms are in ontology/kg.ttl"
                raise node.bad(f"uses kg:{local_name(term)}, which the vocabulary does not have{hint}", term)


def _measure(node: Node) -> Measure:
    label = node.label()
    if label is None:
        raise node.bad('is a measure without a label; add skos:prefLabel "…"@en')
    temporality = node.only(KG + "temporality")
    if temporality is not None and local_name(temporality) not in get_args(Temporality):
        choices = ", ".join(f"kg:{name}" for name in get_args(Temporality))
        written = local_name(temporality)
        raise node.bad(f"has the temporality {written}; it must be one of {choices}", KG + "temporality")
    role = node.only(KG + "ownerRole")
    if role is not None and role not in OWNER_ROLES:
        raise node.bad(f'has the owner role "{role}"; it must be one of {", ".join(OWNER_ROLES)}', KG + "ownerRole")
    broader = node.only(SKOS + "broader")
    return Measure(
        name=local_name(node.iri),
        iri=node.iri,
        label=label,
        cues=_lower(node.words(KG + "cue")),
        nouns=_lower(node.words(KG + "countedNoun")),
        units=node.words(KG + "unitKind"),
        subject_classes=tuple(local_name(iri) for iri in node.iris(KG + "subjectClass")),
        owner=role or "subject",
        temporality=cast(Temporality, local_name(temporality)) if temporality else "state",
        monotone=node.only(KG + "monotone") in ("true", "1"),
        recurs=node.only(KG + "recurs") in ("true", "1"),
        manifold=node.only(KG + "manifold") in ("true", "1"),
        tolerance=_decimal(node, KG + "tolerance"),
        broader=local_name(broader) if broader else None,
        change_of=node.iris(KG + "changeOf"),
        anniversary_of=node.iris(KG + "anniversaryOf"),
        duration_of=node.iris(KG + "durationOf"),
        explains=node.iris(KG + "explains"),
        counted_among=node.iris(KG + "countedAmong"),
        apart_from=node.iris(KG + "apartFrom"),
        precedes=node.iris(KG + "precedes"),
        aliases=_other_labels(node),
        wikidata=tuple(
            iri.removeprefix(WIKIDATA) for iri in node.iris(SKOS + "closeMatch") if iri.startswith(f"{WIKIDATA}P")
        ),
    )


def _unit(node: Node) -> Unit:
    code, dimension = node.only(KG + "code"), node.only(KG + "dimension")
    if code is None:
        raise node.bad('is a unit without a code; add kg:code "…"')
    if dimension is None:
        raise node.bad('is a unit without a dimension; add kg:dimension "length", "money", "percent" …')
    match = node.iris(SKOS + "exactMatch")
    return Unit(
        code=code,
        iri=match[0] if match else node.iri,
        dimension=dimension,
        words=tuple(dict.fromkeys([*node.words(SKOS + "prefLabel"), *_other_labels(node)])),
        factor=_decimal(node, KG + "factor"),
        offset=_decimal(node, KG + "offset"),
    )


def _cues(node: Node) -> Iterator[Cue]:
    schemes = [local_name(iri) for iri in node.iris(SKOS + "inScheme")]
    if not schemes:
        raise node.bad("is a cue without a scheme; add skos:inScheme cue:hedge, cue:speech …")
    others, preferred = _lower(_other_labels(node)), _lower(node.words(SKOS + "prefLabel"))
    if not others and not preferred:
        raise node.bad('is a cue without words; add skos:altLabel "…"@en')
    sense, position = node.only(KG + "sense"), node.only(KG + "position")
    if position is not None and position not in CUE_POSITIONS:
        raise node.bad(f'has the position "{position}"; it must be one of {", ".join(CUE_POSITIONS)}', KG + "position")
    for scheme in schemes:
        words = (*preferred, *others) if scheme == "time" or not others else others
        for text in dict.fromkeys(words):
            yield Cue(text=text, scheme=scheme, sense=sense, position=position)


def _entity(node: Node, parents: dict[str, tuple[str, ...]], nodes: dict[str, Node]) -> Iterator[KnownEntity]:
    classes = tuple(local_name(kind) for kind in node.types if kind.startswith(KG))
    unknown = [name for name in classes if name not in parents]
    label = node.label()
    if unknown:
        raise node.bad(f"is of kg:{unknown[0]}, which is not a class of entities; see ontology/classes.ttl")
    if not classes:
        if node.types or label is None:
            return  # something of another vocabulary
        raise node.bad("has a label but no class; say what it is: a kg:Organisation, kg:Person, kg:Place …")
    if label is None:
        raise node.bad('has no name; add skos:prefLabel "…"@en')
    same_as = node.iris(SKOS + "exactMatch")
    wikidata = next((iri for iri in (node.iri, *same_as) if iri.startswith(WIKIDATA)), None)
    yield KnownEntity(
        iri=node.iri,
        label=label,
        classes=classes,
        aliases=tuple(word for word in (*node.words(SKOS + "prefLabel"), *_other_labels(node)) if word != label),
        adjectives=node.words(KG + "adjective"),
        acronyms=node.words(KG + "acronym"),
        descriptions=_lower(node.words(KG + "description")),
        same_as=same_as,
        wikidata=wikidata.removeprefix(WIKIDATA) if wikidata else None,
        metonyms=(*node.words(KG + "metonym"), *_names(nodes, node.iris(KG + "capital"))),
        within=node.only(KG + "within"),
    )


def _names(nodes: dict[str, Node], iris: Iterable[str]) -> Iterator[str]:
    for node in (nodes[iri] for iri in iris if iri in nodes):
        yield from node.words(SKOS + "prefLabel")
        yield from _other_labels(node)


def _other_labels(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*node.words(SKOS + "altLabel"), *node.words(SKOS + "hiddenLabel"))))


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for word in words))


def _decimal(node: Node, term: str) -> str | None:
    written = node.only(term)
    if written is None:
        return None
    try:
        Decimal(written)
    except InvalidOperation:
        raise node.bad(f'has kg:{local_name(term)} "{written}", which is not a decimal number', term) from None
    return written
