"""A shape → what it finds, in its own words (``rdfs:comment`` in ``shapes/*.ttl``)."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, RdfFormat, parse

from kg import resources
from kg.vocab import RDFS


def meaning(shape: str) -> str:
    """Return the sentence that says what the findings of a shape are, by its IRI; "" where it is not one of ours.

    >>> meaning("https://w3id.org/claimgraph/shapes#UnitVariant")
    'One amount in two units or scales.'
    """
    return _comments().get(shape, "")


@cache
def _comments() -> dict[str, str]:
    triples = (
        triple
        for path in sorted(resources.shapes().glob("*.ttl"))
        for triple in parse(path.read_bytes(), format=RdfFormat.TURTLE)
    )
    return {
        triple.subject.value: triple.object.value
        for triple in triples
        if triple.predicate == RDFS.comment and isinstance(triple.object, Literal)
    }
