"""Every shape, on small graphs that it must and must not speak of; and every FILTER of it, by taking it away."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.check import validate
from kg.check.documents import shapes_page
from kg.check.plain import results
from kg.check.shapes import NAMESPACE, comparison_shapes, examined
from kg.errors import BadShapes
from kg.resources import shapes as folder
from kg.vocab import PREFIXES

CASES = Path(__file__).parent / "shapes"
FILES = ("consistency.ttl", "arithmetic.ttl")


@lru_cache(maxsize=1)
def shapes() -> Graph:
    merged = Graph()
    for name in FILES:
        merged += examined(folder() / name)
    return merged


def constraints(shape: str) -> list[Node]:
    return sorted(shapes().objects(URIRef(NAMESPACE + shape), SH.sparql), key=query_of)


def query_of(constraint: Node) -> str:
    return str(shapes().value(constraint, SH.select))


def asked(shape: str, queries: list[str]) -> list[str]:
    """Return the queries as a processor asks them for the shape."""
    bound = (query.replace("SELECT $this $currentShape", "SELECT $this", 1) for query in queries)
    return [query.replace("$currentShape", f"<{NAMESPACE}{shape}>") for query in bound]


def queries(shape: str) -> list[str]:
    return asked(shape, [query_of(constraint) for constraint in constraints(shape)])


def names() -> list[str]:
    return sorted(str(node).removeprefix(NAMESPACE) for node in shapes().subjects(RDF.type, SH.NodeShape))


@cache
def cases(shape: str) -> tuple[tuple[str, int, pyoxigraph.Store], ...]:
    found = []
    for path in sorted((CASES / shape).glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        store = pyoxigraph.Store()
        store.load(text.encode(), pyoxigraph.RdfFormat.TURTLE)
        found.append((path.stem, int(text.partition("\n")[0].removeprefix("# results: ")), store))
    return tuple(found)


def counted(store: pyoxigraph.Store, asked: list[str]) -> int:
    return sum(len(list(store.query(query, prefixes=dict(PREFIXES)))) for query in asked)


@pytest.mark.parametrize("shape", names())
def test_a_shape_speaks_of_its_invalid_cases_and_is_silent_on_its_valid_ones(shape: str) -> None:
    found = {name: counted(store, queries(shape)) for name, _, store in cases(shape)}
    assert found == {name: expected for name, expected, _ in cases(shape)}
    assert all((expected > 0) == name.startswith("invalid.") for name, expected in found.items())
    assert {name.partition(".")[0] for name in found} == {"valid", "invalid"}


def filters(query: str) -> list[tuple[int, int]]:
    """Return where each FILTER of a query begins and ends."""
    found = []
    for start in (match.start() for match in re.finditer(r"FILTER\(", query)):
        depth, at, quoted = 0, start + len("FILTER"), False
        while True:
            quoted ^= query[at] == '"'
            depth += 0 if quoted else {"(": 1, ")": -1}.get(query[at], 0)
            at += 1
            if depth == 0:
                break
        found.append((start, at))
    return found


ALL = sorted({query_of(constraint) for shape in names() for constraint in constraints(shape)})
MUTANTS = [(number, place) for number, query in enumerate(ALL) for place in filters(query)]


@pytest.mark.parametrize(("number", "place"), MUTANTS, ids=lambda value: str(value).replace(" ", ""))
def test_no_filter_can_be_taken_away_unnoticed(number: int, place: tuple[int, int]) -> None:
    whole = ALL[number]
    without = whole[: place[0]] + whole[place[1] :]
    asking = {shape: [query_of(each) for each in constraints(shape)] for shape in names()}
    changed = {
        shape: asked(shape, [without if query == whole else query for query in written])
        for shape, written in asking.items()
        if whole in written
    }
    assert any(
        counted(store, queries) != expected for shape, queries in changed.items() for _, expected, store in cases(shape)
    )


def test_every_shape_says_what_it_finds() -> None:
    for shape in comparison_shapes().values():
        assert shape.label
        assert shape.comment
        assert shape.message
        assert shape.verdict


@pytest.mark.parametrize("engine", ["rdflib", "pyoxigraph"])
@pytest.mark.parametrize("name", names())
def test_plain_pyshacl_reports_the_invalid_cases_of_a_shape_on_both_engines(name: str, engine: str) -> None:
    alone = Graph()
    for triple in shapes():
        if (triple[0], RDF.type, SH.NodeShape) not in shapes() or str(triple[0]) == NAMESPACE + name:
            alone.add(triple)
    case, expected, store = next(each for each in cases(name) if each[1] > 0)
    triples = pyoxigraph.serialize((quad.triple for quad in store), format=pyoxigraph.RdfFormat.TURTLE)
    report = validate(store if engine == "pyoxigraph" else Graph().parse(data=triples), alone)
    shape = comparison_shapes()[name]
    found = list(results(report))
    assert len(found) == expected, case
    for iri, focus, value, messages in found:
        assert iri == shape.iri
        assert "/id/series/" in focus
        assert "/id/claim/" in value
        parts = map(re.escape, re.split(r"\{\?\w+\}", shape.message))
        assert re.search(".+".join(parts), " ".join(messages))
        assert not any("{?" in message for message in messages)
    assert set(report.objects(None, SH.resultSeverity)) == {SH[shape.severity.capitalize()]}


HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:a> "
ASKED = HEAD + "sh:sparql <urn:b> . <urn:b> "


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (
            HEAD + "a sh:NodeShape ;\n sh:minCont 1 .",
            "line 3: SHACL has no term sh:minCont",
        ),
        (
            ASKED + "sh:select 'SELECT $this {}' .",
            "no sh:message",
        ),
        (
            ASKED + "sh:message 'x' ; sh:select 'SELEC' .",
            "cannot be parsed",
        ),
        (
            ASKED + "sh:message 'x' ; sh:select 'SELECT ?x {?x ?y ?z}' .",
            "does not mention $this",
        ),
        ("this is no turtle", "not Turtle"),
    ],
)
def test_a_shape_that_would_fail_silently_is_refused_with_its_place(tmp_path: Path, turtle: str, reason: str) -> None:
    path = tmp_path / "my.ttl"
    path.write_text(turtle, encoding="utf-8")
    with pytest.raises(BadShapes, match=re.escape(reason)) as error:
        examined(path)
    assert str(path) in str(error.value)


def test_the_page_of_the_shapes_is_current() -> None:
    page = Path(__file__).parents[1] / "docs" / "shapes.md"
    assert page.read_text(encoding="utf-8") == shapes_page(), (
        "write docs/shapes.md with kg.check.documents.shapes_page()"
    )
