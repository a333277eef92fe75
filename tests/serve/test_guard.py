"""What is refused before a parser sees it, and what is not mistaken for it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQuery
from kg.serve.dataset import using
from kg.serve.guard import Bounds, Refused, TooLarge, screened
from kg.serve.tokens import tokens, unescaped


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> {} }",
        "SELECT * { service SILENT ?s {} }",
        r"SELECT * { S\u0045RVICE <http://x/> {} }",
        r"SELECT * { \U00000053ervice <http://x/> {} }",
        "SELECT * { ?s ?p 1.SERVICE <http://x/> {} }",
        "SELECT * { FILTER(true)SERVICE<http://x/>{} }",
        'SELECT * { ?s ?p """a""" . SERVICE <http://x/> {} }',
        "SELECT * { ?s ?p '\\'' . SERVICE <http://x/> {} }",
        r"SELECT * { # \u000A SERVICE <http://x/> {}" + "\n }",
        "SELECT * { ?s ?p trueSERVICE <http://x/> {} }",
    ],
)
def test_service_is_found_however_it_is_written(query: str) -> None:
    with pytest.raises(Refused, match="SERVICE"):
        screened(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a 'SERVICE' }",
        "PREFIX service: <http://x/> SELECT * { ?s service:service <http://x/SERVICE> } # SERVICE",
        'SELECT * { ?s ?p """ SERVICE <x> {} """, \'it\\\'s a SERVICE\' }',
        "SELECT * { ?s <http://x/load> 'LOAD <x>' }",
        "SELECT * { ?s ?p _:service , '''SERVICE''' @en }",
    ],
)
def test_a_word_in_a_string_a_name_or_a_comment_is_no_keyword(query: str) -> None:
    screened(query)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT * { ?c prov:wasDerivedFrom ?a ; kg:validFrom ?d }", False),
        ("SELECT * { ?from <x:from> from:a . ?b a:from-b 'FROM' } # from", False),
        ("SELECT * FROM <x:g> {}", True),
        ("SELECT *from<x:g>{}", True),
        ("SELECT ?fromFROM <x:g> {}", False),
        ("SELECT (1 AS ?n)FROM NAMED <x:g> {}", True),
        (r"SELECT * FR\u004FM <x:g> { ?s <x:wasDerivedFrom> ?o }", True),
        ("DESCRIBE <x:a>from<x:g>", True),
    ],
)
def test_a_dataset_is_seen_and_a_name_that_ends_like_one_is_not(query: str, names: bool) -> None:
    assert screened(query).names_dataset is names


def test_load_is_refused_unless_its_failure_is_to_be_silent() -> None:
    for update in (
        "LOAD <http://x/>",
        "INSERT DATA {}; load <http://x/> INTO GRAPH <http://y/>",
        r"LO\u0041D <http://x/>",
        "LOAD",
    ):
        with pytest.raises(Refused, match="LOAD"):
            screened(update, update=True)
    screened("LOAD SILENT <http://x/>", update=True)


def test_bounds_hold_for_each_way_of_nesting() -> None:
    bounds = Bounds(length=100_000, depth=20, chain=50)
    for bad in ("{" * 21, "(" * 21, "[" * 21, "{([" * 8, "!" * 51, "1" + "+1" * 51, " UNION " * 51, "x" * 100_001):
        with pytest.raises(TooLarge):
            screened(bad, bounds)
    screened("{}" * 1000 + "'{{{{{{{{{{{{{{{{{{{{{{{{{{{'", bounds)
    screened(" ".join(f"<http://x/a/b/c/d/{n}+{n}>" for n in range(1000)), bounds)


@given(st.text(alphabet="\"'\\<>{}()#@:?_.+-!^|a1 \n\u00e9", max_size=400))
def test_tokens_cover_the_text_in_order_without_overlap(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.start >= end
        assert text[token.start : token.start + len(token.text)] == token.text
        end = token.start + len(token.text)


@pytest.mark.parametrize(
    "piece", ['"', "'", '"""', '\\"', "<", "<a", ":", "a:", "a.-", "_:", "1.", "?", "@a-", "\\u0053", "{", "# "]
)
def test_hostile_text_is_scanned_in_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.monotonic()
    assert sum(1 for _ in tokens(unescaped('"' + text))) >= 0
    assert sum(1 for _ in tokens(text)) >= 1 or piece == "# "
    assert time.monotonic() - started < 20


def test_using_is_written_into_every_operation_that_matches() -> None:
    update = "INSERT DATA { <a> <b> 'WHERE' } ; DELETE { ?s ?p ?o } WHERE { ?s ?p ?o { SELECT * WHERE { ?s ?p 1 } } }"
    update += " ; DELETE WHERE { ?x ?y ?z }"
    written = using(update, ["http://d"], ["http://n"])
    assert written.count("USING <http://d> USING NAMED <http://n> WHERE") == 2
    assert "DELETE { ?x ?y ?z } USING" in written
    assert "INSERT DATA { <a> <b> 'WHERE' }" in written
    with pytest.raises(BadQuery):
        using("WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["http://d"], [])
