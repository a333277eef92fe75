"""The shapes of a claim and its provenance: what lifting writes fits them, and each case fails the one it should."""

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pyshacl
import pytest
from claims_cases import ARTICLE, BASE, CLAIM, LEXICON, readings
from hypothesis import Phase, given, settings
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, RDFS, SH, Graph, URIRef

from kg import resources
from kg.interval import Footing
from kg.lift import lift
from kg.vocab import KG

CASES_OF_ALL = Path(__file__).parent / "shapes"


@cache
def shapes() -> Graph:
    graph = Graph()
    for name in ("claim.ttl", "provenance.ttl"):
        graph.parse(resources.shapes() / name)
    return graph


NAMES = sorted(str(shape).rpartition("#")[2] for shape in shapes().subjects(RDF.type, SH.NodeShape))
CASES = [case for name in NAMES for case in sorted((CASES_OF_ALL / name).glob("*.ttl"))]


def failed(data: Graph) -> set[str]:
    """Return the names of the shapes that the data does not fit."""
    _, results, text = pyshacl.validate(data, shacl_graph=shapes())
    assert isinstance(results, Graph), text
    found = set()
    for source in results.objects(None, SH.sourceShape):
        owner = next(shapes().subjects(SH.property, source), source)
        found.add(str(owner).rpartition("#")[2])
    return found


def graph_of(article, claims) -> Graph:
    triples = (quad.triple for quad in lift(article, claims, base=BASE, lexicon=LEXICON))
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(case):
    expected = {"invalid": {case.parent.name}, "valid": set()}[case.stem.partition(".")[0]]
    assert failed(Graph().parse(case)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_has_a_valid_and_an_invalid_case(name):
    kinds = {case.stem.partition(".")[0] for case in CASES if case.parent.name == name}
    assert kinds == {"valid", "invalid"}


def test_every_shape_says_what_it_is_for():
    for shape in shapes().subjects(RDF.type, SH.NodeShape):
        assert shapes().value(shape, RDFS.comment)
        assert shapes().value(shape, SH.severity)
        for constraint in (*shapes().objects(shape, SH.property), *shapes().objects(shape, SH.sparql)):
            assert shapes().value(constraint, SH.message)


def test_the_shape_lists_every_footing():
    footing = next(shapes().subjects(SH.path, URIRef(KG.footing.value)))
    (listed,) = re.findall(r"\^\((.+)\)\$", str(shapes().value(footing, SH.pattern)))
    assert sorted(listed.split("|")) == sorted(get_args(Footing))


def test_what_lifting_writes_fits_the_shapes():
    assert failed(graph_of(ARTICLE, [CLAIM])) == set()


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes here
@given(readings())
def test_whatever_is_lifted_has_its_words(reading):
    assert failed(graph_of(*reading)) <= {
        "OneInterval",
        "OneTime",
    }  # a source may state bounds or times in the wrong order
