"""SERVICE asks the endpoints that were set up and no other; its answers join as the specification says."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qs

import httpx
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.federation import Federation, Unanswered
from kg.serve.guard import Refused, TooLarge, screened

BASE, EX = "http://desk.example/sparql", "http://example.org/"
THERE, ELSEWHERE = "http://127.0.0.1:9/sparql", "http://127.0.0.1:7/sparql"
PREFIX = f"PREFIX : <{EX}>\n"


def filled(turtle: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(f"@prefix : <{EX}> .\n{turtle}".encode(), pyoxigraph.RdfFormat.TURTLE)
    return store


OURS = filled(':nato :says 31 . :eu :says 27 . :un :says 193 . :nato :label "NATO"@en .')
THEIRS = filled(":nato :seat :brussels . :eu :seat :brussels . :imf :seat :washington . [] :seat :nowhere .")


class Other:
    """Another endpoint: it answers from its store and keeps what it was asked."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store, self.asked = store, list[str]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.method == "POST"
        query = parse_qs(request.content.decode())["query"][0]
        self.asked.append(query)
        found = self.store.query(query)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return httpx.Response(200, content=found.serialize(format=pyoxigraph.QueryResultsFormat.JSON))


def local(query: str) -> bytes:
    found = OURS.query(query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return bytes(found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b"")


def federation(answer: Callable[[httpx.Request], httpx.Response], **more: object) -> Federation:
    return Federation(frozenset({THERE}), transport=httpx.MockTransport(answer), **more)  # type: ignore[arg-type]


def rows(query: str, other: Callable[[httpx.Request], httpx.Response] | None = None, **more: object) -> list[list[str]]:
    text = federation(other or Other(THEIRS), **more).joined(PREFIX + query, base=BASE, local=local)
    screened(text)
    found = OURS.query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return sorted([str(row[name] or "").removeprefix(f"<{EX}").rstrip(">") for name in names] for row in found)


def test_an_answer_joins_what_the_group_says() -> None:
    query = f"SELECT ?who ?where {{ ?who :says ?n . SERVICE <{THERE}> {{ ?who :seat ?where }} }}"
    assert rows(query) == [["eu", "brussels"], ["nato", "brussels"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?who { ?who :says ?n OPTIONAL { SERVICE T { ?who :seat ?w } } FILTER(!BOUND(?w)) }", [["un"]]),
        ("SELECT ?who { ?who :says ?n MINUS { SERVICE T { ?who :seat ?w } } }", [["un"]]),
        ("SELECT ?who { ?who :says ?n FILTER EXISTS { SERVICE T { ?who :seat ?w } } }", [["eu"], ["nato"]]),
        ("SELECT ?who { { ?who :says 193 } UNION { SERVICE T { ?who :seat :washington } } }", [["imf"], ["un"]]),
        ("SELECT ?who { { SELECT ?who { ?who :says ?n SERVICE T { ?who :seat ?w } } } }", [["eu"], ["nato"]]),
        ("SELECT ?who { SERVICE T { ?who :seat ?w FILTER(?w = :washington) } }", [["imf"]]),
        ("SELECT ?who { FILTER(?w = :brussels) ?who :says ?n SERVICE T { ?who :seat ?w } }", [["eu"], ["nato"]]),
        ("SELECT ?who { ?who :says ?n SERVICE T { :imf :seat :washington } }", [["eu"], ["nato"], ["un"]]),
        ("SELECT ?who { ?who :says ?n SERVICE T { :imf :seat :brussels } }", []),
        ("SELECT ?who { ?who :label ?l SERVICE T { ?who :seat ?w } }", [["nato"]]),
        ("SELECT ?n { BIND(1 AS ?one) SERVICE T { ?x :seat :washington FILTER(?one = 1) } }", []),
        ("SELECT ?x ?y { SERVICE T { ?x :seat :washington } SERVICE T { ?y :seat ?w FILTER(?y = :eu) } }",
         [["imf", "eu"]]),
        ("SELECT ?who { # SERVICE <http://x/> { }\n ?who :says 'SERVICE', ?n }", []),
    ],
)  # fmt: skip
def test_service_means_the_same_wherever_it_stands(query: str, expected: list[list[str]]) -> None:
    assert rows(query.replace("SERVICE T", f"SERVICE <{THERE}>")) == expected


def test_what_is_bound_before_goes_along_and_never_from_another_graph() -> None:
    other = Other(THEIRS)
    rows(f"SELECT ?w {{ ?who :says 31 . SERVICE <{THERE}> {{ ?who :seat ?w }} }}", other)
    assert f"<{EX}nato>" in other.asked[0]
    for query in (
        f"SELECT ?w {{ GRAPH ?g {{ ?who :says 31 . SERVICE <{THERE}> {{ ?who :seat ?w }} }} }}",
        f"SELECT ?w FROM <{EX}g> {{ ?who :says 31 . SERVICE <{THERE}> {{ ?who :seat ?w }} }}",
        f"SELECT ?w {{ ?who :says 31 . FILTER(?w = 1) SERVICE <{THERE}> {{ ?who :seat ?w }} }}",
    ):
        rows(query, other)
        assert "VALUES" not in other.asked[-1], query


def test_many_bindings_go_in_batches_and_too_many_stay() -> None:
    other = Other(THEIRS)
    many = " ".join(f"({n})" for n in range(450))
    query = f"SELECT ?w {{ VALUES (?n) {{ {many} }} SERVICE <{THERE}> {{ ?x :seat ?w . ?x :n ?n }} }}"
    assert rows(query, other) == []
    assert [asked.count("integer") for asked in other.asked] == [200, 200, 50]
    rows(query.replace(many, " ".join(f"({n})" for n in range(3000))), other)
    assert "VALUES" not in other.asked[-1]


def test_a_prefixed_address_is_an_address() -> None:
    query = "PREFIX at: <http://127.0.0.1:9/> SELECT ?who { service silent at:sparql { ?who :seat :washington } }"
    assert rows(query) == [["imf"]]


def test_blank_nodes_come_as_names_that_stay_apart() -> None:
    query = f"SELECT ?who {{ SERVICE <{THERE}> {{ ?who :seat :nowhere }} }}"
    ((name,),) = rows(query)
    assert name.startswith("<urn:blank:")


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (f"SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }}", ELSEWHERE),
        (f"SERVICE SILENT <{ELSEWHERE}> {{ ?s ?p ?o }}", ELSEWHERE),
        (f"?s ?p ?o SERVICE <{THERE}/> {{ ?s ?p ?o }}", "not available here for"),
        ("?s :endpoint ?e SERVICE ?e { ?s ?p ?o }", "names no endpoint"),
        (f"SERVICE <{THERE}> {{ SERVICE <{THERE}> {{ ?s ?p ?o }} }}", "within SERVICE"),
        (f"SERVICE <{THERE}> ?s ?p ?o", "followed by"),
        (f"SERVICE {{ <{THERE}> }}", "followed by"),
        (r"\u0053ERVICE" + f" <{ELSEWHERE}> {{ ?s ?p ?o }}", ELSEWHERE),
    ],
)
def test_what_was_not_set_up_is_refused_and_nobody_is_asked(pattern: str, reason: str) -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    with pytest.raises(Refused, match=reason):
        rows(f"SELECT * {{ {pattern} }}", nobody)


def test_service_glued_to_a_word_is_left_for_the_guard_to_refuse() -> None:
    with pytest.raises(Refused, match="SERVICE"):
        rows(f"SELECT * {{ ?s ?p trueSERVICE <{THERE}> {{ ?s ?p ?o }} }}")


def broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def result(binding: dict[str, str], name: str = "x") -> Callable[[httpx.Request], httpx.Response]:
    body = json.dumps({"head": {"vars": [name]}, "results": {"bindings": [{name: binding}]}})
    return lambda request: httpx.Response(200, content=body.encode())


BAD: list[Callable[[httpx.Request], httpx.Response]] = [
    broken,
    lambda request: httpx.Response(500),
    lambda request: httpx.Response(302, headers={"Location": ELSEWHERE}),
    lambda request: httpx.Response(200, content=b"<html>"),
    lambda request: httpx.Response(200, content=b'{"head":{},"boolean":true}'),
    lambda request: httpx.Response(200, content=b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":'),
    result({"type": "uri", "value": "http://x/> } DROP ALL #"}),
    result({"type": "literal", "value": "a", "xml:lang": 'en } DROP ALL #'}),
    result({"type": "literal", "value": "a", "datatype": "http://x/> } #"}),
    result({"type": "literal", "value": "a"}, name="x) { } DROP ALL #"),
]  # fmt: skip


@pytest.mark.parametrize("answer", BAD)
def test_an_endpoint_that_fails_is_named_and_with_silent_it_binds_nothing(
    answer: Callable[[httpx.Request], httpx.Response],
) -> None:
    with pytest.raises(Unanswered):
        rows(f"SELECT ?x {{ SERVICE <{THERE}> {{ ?x ?p ?o }} }}", answer)
    silent = f"SELECT ?who {{ ?who :says 31 SERVICE SILENT <{THERE}> {{ ?x :seat ?o }} }}"
    assert rows(silent, answer) == [["nato"]]


def test_answers_have_limits_of_rows_bytes_and_time() -> None:
    query = f"SELECT * {{ SERVICE <{THERE}> {{ ?x :seat ?o }} }}"
    with pytest.raises(TooLarge, match="more than 2 rows"):
        federation(Other(THEIRS), rows=2).joined(PREFIX + query, base=BASE, local=local)
    with pytest.raises(Unanswered, match="larger than 100 bytes"):
        rows(query, size=100)
    with pytest.raises(Unanswered):
        rows(query, seconds=0.0)
    with pytest.raises(TooLarge, match="several queries"):
        rows("SELECT * {" + f" SERVICE <{THERE}> {{ ?x :seat :brussels }}" * 11 + "}")


@pytest.mark.parametrize("text", ["SELECT * { SERVICE", "SELECT * { SERVICE <", "SERVICE <x> { }", "} SERVICE { {", ""])
def test_what_is_no_query_is_left_for_the_engine(text: str) -> None:
    with suppress(Refused):
        assert federation(Other(THEIRS)).joined(text, base=BASE, local=local) == text


@given(st.text("SERVICE{}<>:?.sx \n#'\"\\", max_size=80))
def test_any_text_is_joined_or_refused(text: str) -> None:
    with suppress(Refused, Unanswered, TooLarge):
        assert federation(broken).joined(text, base=BASE, local=lambda query: b"") is not None


def test_long_texts_end_in_time() -> None:
    for text in ("SERVICE " * 20_000, "{" * 100_000 + "SERVICE", "SELECT * {" + "?x " * 20_000 + "SERVICE ?x {"):
        with suppress(Refused):
            assert federation(broken).joined(text, base=BASE, local=local) == text
