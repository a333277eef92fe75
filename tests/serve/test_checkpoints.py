"""Checkpoints: readers of a store that is not copied into memory answer as the others do, and leave nothing behind."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.serve import copy
from kg.serve.checkpoints import Checkpoints, checkpoints
from kg.serve.delta import Delta, commit
from kg.serve.readers import Limits, Query, Readers, Stopped

JSON = "application/sparql-results+json"
MEDIA: dict[str, str | None] = {"rows": JSON, "boolean": JSON, "graph": "text/turtle"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <x:p> ?o }"
PRODUCT = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(1000)))} }}" for name in "abcde")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(str(tmp_path_factory.mktemp("store") / "quads"))
    store.extend(quad(number) for number in range(100))
    return store


@pytest.fixture(scope="module")
def made(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Checkpoints:
    return Checkpoints(tmp_path_factory.mktemp("store") / "readers", lambda path: store.backup(str(path)))


@pytest.fixture(scope="module")
def readers(made: Checkpoints) -> Iterator[Readers]:
    def refuse(output: object) -> None:
        raise AssertionError("the store is not to be copied")

    readers = Readers(refuse, size=2, limits=Limits(seconds=0.7), choose=lambda: made)
    yield readers
    readers.close()
    assert not made.folder.exists()


def quad(number: int) -> Quad:
    return Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(number), NamedNode("x:g"))


def answer(readers: Readers, query: str) -> bytes:
    return b"".join(readers.ask(Query(query, MEDIA, "http://x/", union=True)).body)


def test_what_was_written_since_is_known_before_the_next_answer(store: Store, readers: Readers) -> None:
    assert b'"100"' in answer(readers, COUNT)
    for number in (100, 101):
        delta = Delta(removed=(quad(number - 100),), added=(quad(number), quad(number + 1000)))
        commit(store, delta)
        readers.publish(b"D", delta.encoded())
        for _ in range(3):
            assert f'"{number + 1}"'.encode() in answer(readers, COUNT)
    assert readers.killed == 0


def test_a_write_between_checkpoint_and_message_is_made_once(store: Store, readers: Readers) -> None:
    before = len(store)
    written = b'<x:s> <x:p> "between" <x:g> .\n'
    store.load(written, RdfFormat.N_QUADS)
    reader = readers.pool.copy.fork()  # of a store that has it already
    readers.publish(b"N", written)
    readers.pool.idle.put(reader)
    assert f'"{before + 1}"'.encode() in answer(readers, COUNT)


def test_a_killed_reader_takes_its_checkpoint_with_it(readers: Readers, made: Checkpoints) -> None:
    with pytest.raises(Stopped):
        answer(readers, f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}")
    assert b"true" in answer(readers, "ASK {}")
    held = {each.checkpoint for each in [*readers.pool.idle._resting, *readers.pool.spare] if each is not None}
    assert set(made.folder.iterdir()) == held


def test_an_update_is_rehearsed_on_a_checkpoint_of_its_own(store: Store, readers: Readers, made: Checkpoints) -> None:
    before, folders = len(store), set(made.folder.iterdir())
    delta = readers.rehearse("DELETE WHERE { GRAPH ?g { ?s <x:p> ?o } }", base="http://x/")
    assert (len(delta.removed), len(store)) == (before, before)
    assert set(made.folder.iterdir()) == folders


def test_a_reader_that_can_open_files_can_open_no_socket(readers: Readers) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with pytest.raises(Exception, match=r"(?i)permitted|refused|denied"):
            answer(readers, f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_small_store_is_copied_and_what_was_left_behind_is_removed(tmp_path: Path) -> None:
    (tmp_path / "quads").mkdir()
    (tmp_path / "quads" / "1.sst").write_bytes(b"x" * 1000)
    (tmp_path / "readers" / "7").mkdir(parents=True)
    assert checkpoints(tmp_path, Path.mkdir, most=1001) is None
    assert not (tmp_path / "readers").exists()
    large = checkpoints(tmp_path, Path.mkdir, most=1000)
    assert large is not None
    assert [large.new().name, large.new().name] == ["0", "1"]


def test_a_file_that_the_engine_removes_meanwhile_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "quads").mkdir()
    (tmp_path / "quads" / "000014.sst").symlink_to(tmp_path / "compacted away")
    (tmp_path / "quads" / "000015.sst").write_bytes(bytes(999))
    assert checkpoints(tmp_path, Path.mkdir, most=1000) is None


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Readers]]:
    """A store that is copied until something is written, and its readers."""
    monkeypatch.setattr(copy, "_LOOK", 1)
    store = Store(str(tmp_path / "quads"))
    store.extend(quad(number) for number in range(100))
    made = Checkpoints(tmp_path / "readers", lambda path: store.backup(str(path)))
    chosen = iter([None, made])

    def dump(output: IO[bytes]) -> None:
        store.dump(output, RdfFormat.N_QUADS)

    readers = Readers(dump, size=2, choose=lambda: next(chosen))
    yield store, readers
    readers.close()


def write(store: Store, readers: Readers) -> None:
    delta = Delta(removed=(), added=(quad(100),))
    commit(store, delta)
    readers.publish(b"D", delta.encoded())


def test_a_store_that_outgrows_its_copy_is_read_from_checkpoints_from_then_on(grown: tuple[Store, Readers]) -> None:
    store, readers = grown
    assert b'"100"' in answer(readers, COUNT)
    write(store, readers)
    for _ in range(3):
        assert b'"101"' in answer(readers, COUNT)
    made = [reader for reader in readers.pool.idle._resting if reader is not None]
    assert made
    assert all(reader.checkpoint is not None for reader in made)
    ((former, _),) = readers.pool.copy._former
    assert former.wait(timeout=20) == 0  # its memory is free again
    assert readers.killed == 0


def test_a_query_at_work_is_answered_while_the_store_outgrows_its_copy(grown: tuple[Store, Readers]) -> None:
    store, readers = grown
    answers: list[bytes] = []
    query = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT.split('VALUES ?c')[0]} VALUES ?c {{ 1 2 3 4 5 6 7 8 }} }}"
    thread = threading.Thread(target=lambda: answers.append(answer(readers, query)))
    thread.start()
    while not readers.pool.working:
        assert thread.is_alive()
    write(store, readers)
    assert b'"101"' in answer(readers, COUNT)
    thread.join()
    assert b'"8000000"' in answers[0]
    ((former, _),) = readers.pool.copy._former
    assert b'"101"' in answer(readers, COUNT)
    assert former.poll() is None or former.returncode == 0
