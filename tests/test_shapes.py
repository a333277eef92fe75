"""Every shape, on small graphs that it must and must not speak of; and every FILTER of it, by taking it away."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, SH, Graph, URIRef

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


def queries(shape: str) -> list[str]:
    constraints = shapes().objects(URIRef(NAMESPACE + shape), SH.sparql)
    return sorted(str(shapes().value(constraint, SH.select)) for constraint in constraints)


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


MUTANTS = [
    (shape, index, place) for shape in names() for index, query in enumerate(queries(shape)) for place in filters(query)
]


@pytest.mark.parametrize(("shape", "index", "place"), MUTANTS, ids=lambda value: str(value).replace(" ", ""))
def test_no_filter_can_be_taken_away_unnoticed(shape: str, index: int, place: tuple[int, int]) -> None:
    asked = queries(shape)
    asked[index] = asked[index][: place[0]] + asked[index][place[1] :]
    assert any(counted(store, asked) != expected for _, expected, store in cases(shape))


def test_every_shape_says_what_it_finds() -> None:
    for shape in comparison_shapes().values():
        assert shape.label
        assert shape.comment
        assert shape.message
        assert shape.verdict


def test_plain_pyshacl_reports_shape_severity_and_message_of_a_case() -> None:
    store = next(store for name, _, store in cases("Contradiction") if name == "invalid.same-day")
    data = Graph().parse(data=pyoxigraph.serialize((quad.triple for quad in store), format=pyoxigraph.RdfFormat.TURTLE))
    only = Graph()
    for triple in shapes():
        if not str(triple[0]).startswith(NAMESPACE) or str(triple[0]) == NAMESPACE + "Contradiction":
            only.add(triple)
    report = validate(data, only)
    ((shape, _, value, messages),) = results(report)
    assert shape == NAMESPACE + "Contradiction"
    assert "/id/claim/" in value
    assert any("a count of 31" in message and "a count of 32" in message for message in messages)
    assert set(report.objects(None, SH.resultSeverity)) == {SH.Violation}


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
