"""Readers: they follow what is written, small or large, and yield by the work they did."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from kg.errors import BadQuery
from kg.serve.readers import Busy, Limits, Query, Readers, Stopped, Unacceptable

JSON = "application/sparql-results+json"
MEDIA: dict[str, str | None] = {"rows": JSON, "boolean": JSON, "graph": "text/turtle"}


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    readers = Readers(lambda output: None, size=2, limits=Limits(rows=5000))
    yield readers
    readers.close()


def answer(readers: Readers, query: str) -> bytes:
    return b"".join(readers.ask(Query(query, MEDIA, "http://x/")).body)


def lines(name: str, count: int) -> bytes:
    return "".join(f'<x:{name}{n}> <x:p> "{n:0200}" .\n' for n in range(count)).encode()


@pytest.mark.parametrize("count", [1, 10_000], ids=["told", "forked anew"])
def test_a_write_is_known_to_every_reader_before_its_next_answer(readers: Readers, count: int) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), 'x:w{count}-')) }}"
    assert b'"0"' in answer(readers, query)
    readers.publish(b"N", lines(f"w{count}-", count))
    for _ in range(4):
        assert f'"{count}"'.encode() in answer(readers, query)
    assert readers.killed == 0


def test_a_result_is_the_same_whether_it_goes_as_a_whole_or_in_parts(readers: Readers) -> None:
    for count in (0, 1, 700, 4999):
        values = " ".join(str(n) for n in range(count))
        rows = answer(readers, f"SELECT ?n ('x' AS ?m) {{ VALUES ?n {{ {values} }} }}")
        assert rows.count(b'"n":') == count


def test_a_result_with_too_many_rows_is_stopped_and_its_reader_goes_on(readers: Readers) -> None:
    values = " ".join(str(n) for n in range(5002))
    with pytest.raises(Stopped, match="5,000 rows"):
        answer(readers, f"SELECT * {{ VALUES ?n {{ {values} }} }}")
    assert b"true" in answer(readers, "ASK {}")


def test_what_cannot_be_answered_is_told_apart(readers: Readers) -> None:
    with pytest.raises(BadQuery):
        answer(readers, "SELECT")
    with pytest.raises(Unacceptable):
        readers.ask(Query("ASK {}", MEDIA | {"boolean": None}, "http://x/"))
    assert b"true" in answer(readers, "ASK {}")


def test_an_update_is_rehearsed_and_changes_nothing(readers: Readers) -> None:
    delta = readers.rehearse("INSERT { <x:new> <x:p> ?o } WHERE { VALUES ?o { 1 2 } }", base="http://x/")
    assert len(delta.added) == 2
    assert b"false" in answer(readers, "ASK { <x:new> ?p ?o }")


def test_a_query_that_takes_its_time_makes_room_for_the_quick_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # one processor: one quick query at a time
    readers = Readers(lambda output: None, size=2, limits=Limits(seconds=60))
    many = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(1000)))} }}" for name in "abcd")
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            answer(readers, f"SELECT (COUNT(*) AS ?n) {{ {many} }}")
        except Busy as error:
            ended.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while not readers.pool.working:
        assert thread.is_alive()
    for _ in range(3):
        assert b"true" in answer(readers, "ASK {}")
    assert thread.is_alive()
    readers.close()  # it is stopped, not waited for
    thread.join()
    assert len(ended) == 1


def test_a_reader_knows_how_long_it_has_worked(readers: Readers) -> None:
    reader = readers.pool.copy.fork()
    assert 0 <= reader.work() < 5
    readers.pool.end(reader)
