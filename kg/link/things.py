"""A store and a lexicon → the things that can be asked for by name, with the words that articles use for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.lexicon import Lexicon
from kg.link.groups import canonical
from kg.link.names import MEASURE, Names, Thing, known_things, lineage
from kg.store import Store
from kg.vocab import KG

_SPOKEN_OF = """
SELECT ?thing ?text (COUNT(*) AS ?claims) WHERE {
    ?claim a kg:Claim . { ?claim kg:subject ?thing ; kg:subjectText ?text }
    UNION { ?claim kg:speaker ?thing ; kg:speakerText ?text }
} GROUP BY ?thing ?text"""
_MEASURED = "SELECT ?thing (COUNT(*) AS ?claims) WHERE { ?claim a kg:Claim ; kg:measure ?thing } GROUP BY ?thing"
_SHARED = """
SELECT ?thing ?label ?type WHERE { GRAPH ?shared {
    ?thing rdfs:label ?label . OPTIONAL { ?thing a ?type } } }"""


def names_of(store: Store, lexicon: Lexicon) -> Names:
    """Return all that the ontology knows and the articles speak of, by name."""
    things = {thing.iri: thing for thing in known_things(lexicon)}
    for thing in _spoken_of(store, lexicon):
        known = things.get(thing.iri)
        if known is None:
            things[thing.iri] = thing
        else:
            more = tuple(dict.fromkeys((*known.names, *thing.names)))
            things[thing.iri] = replace(known, names=more, claims=thing.claims)
    links = canonical(store)
    for alias, iri in links.items():
        if alias in things and iri in things:
            first, second = things[iri], things[alias]
            names = (*first.names, second.name, *second.names)
            things[iri] = replace(first, names=tuple(dict.fromkeys(names)), claims=first.claims + second.claims)
    return Names(things.values(), hidden={alias for alias, iri in links.items() if iri in things})


def _spoken_of(store: Store, lexicon: Lexicon) -> Iterator[Thing]:
    words: dict[str, Counter[str]] = defaultdict(Counter)
    claims: Counter[str] = Counter()
    for thing, text, count in _rows(store, _SPOKEN_OF):
        words[thing][text] += int(count)
        claims[thing] += int(count)
    for thing, count in _rows(store, _MEASURED):
        claims[thing] += int(count)
    labels: dict[str, str] = {}
    types: dict[str, list[str]] = defaultdict(list)
    for thing, label, type in _rows(store, _SHARED, shared=NamedNode(store.shared_graph)):
        labels.setdefault(thing, label)
        if type.startswith(KG.iri):
            types[thing].append(type.removeprefix(KG.iri))
    for iri, spoken in claims.items():
        said = [text for text, _ in words[iri].most_common()]
        name = labels.get(iri) or (said[0] if said else iri)
        kinds = lineage(lexicon, sorted(types[iri])) or ("Entity",)
        yield Thing(iri, name, (MEASURE,) if MEASURE in kinds else kinds, tuple(said), claims=spoken)


def _rows(store: Store, query: str, **values: NamedNode) -> Iterator[list[str]]:
    for variable, iri in values.items():
        query = query.replace(f"?{variable}", str(iri))
    answer = store.query(query)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("not a SELECT query")
    for row in answer:
        yield [term.value if isinstance(term, NamedNode | Literal) else "" for term in row]
