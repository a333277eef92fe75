"""The service as a process: it starts, ends, is killed, and keeps what it acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode
from serving import TOKEN, WRITES, Served, free_port, opened, serving

from api.app import close
from benchmarks.crash import crashed
from kg.serve import copy
from kg.serve.backup import restore
from kg.serve.readers import Stopped
from kg.store import Store

EX = "http://example.org/"
TURTLE = {"Content-Type": "text/turtle"}


def insert(served: Served, number: int) -> int:
    update = f"INSERT DATA {{ GRAPH <{EX}g{number}> {{ <{EX}s> <{EX}p> {number} , '{number}' }} }}"
    return served.post("/sparql", data={"update": update}, headers=WRITES).status_code


def children(pid: int) -> set[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found, last = set[int](), {pid}
    while last:
        last = {child for child, parent in pairs if parent in last} - found
        found |= last
    return found


def alive(pids: set[int]) -> set[int]:
    """Return those of the processes that live; ``ps`` reads each once, so that one ending meanwhile is no error."""
    listed = subprocess.run(["ps", "-eo", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    states = {int(pid): state for pid, state in map(str.split, listed.splitlines())}
    return {pid for pid in pids if not states.get(pid, "Z").startswith("Z")}


@pytest.mark.parametrize("how", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_it_says_where_it_is_and_ends_when_told_with_all_its_processes(how: int, tmp_path: Path) -> None:
    with serving(store=tmp_path / "store") as served:
        listed = subprocess.run(["ps", "-eo", "args="], capture_output=True, text=True, check=True).stdout
        assert TOKEN not in listed, "the token is shown by the list of processes"
        served.get("/sparql", params={"query": "ASK {}"})
        assert insert(served, 1) == 204
        family = children(served.process.pid)
        assert len(family) >= 3
        assert served.process.stdout is not None
        assert served.base.encode() in served.process.stdout.readline()
        assert served.stop(how) == 0
        deadline = time.monotonic() + 10
        while alive(family) and time.monotonic() < deadline:
            os.sched_yield()
        assert alive(family) == set()
    with Store.open(tmp_path / "store") as store:
        assert any(quad.graph_name.value == EX + "g1" for quad in store.quads)


def test_what_was_acknowledged_survives_a_kill_and_the_store_opens_again_at_once(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    port = free_port()
    with serving(store=tmp_path / "store", port=port) as served:

        def write(start: int) -> None:
            for number in range(start, start + 1000):
                try:
                    if insert(served, number) == 204:
                        acknowledged.append(number)
                except httpx.TransportError:
                    return

        threads = [threading.Thread(target=write, args=(start,)) for start in (0, 1000)]
        for thread in threads:
            thread.start()
        while len(acknowledged) < 40:
            assert served.process.poll() is None
            threads[0].join(timeout=0.02)
        served.process.kill()
        for thread in threads:
            thread.join()
        served.process.wait()
        with serving(store=tmp_path / "store", port=port) as again:
            query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
            rows = again.get(
                "/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"}
            ).json()
    held = {row["g"]["value"]: int(row["n"]["value"]) for row in rows["results"]["bindings"]}
    assert {f"{EX}g{number}" for number in acknowledged} <= set(held)
    assert {count for name, count in held.items() if name.startswith(EX)} == {2}, "half a write was kept"


def test_it_ends_in_its_time_whatever_is_asked_of_it_and_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()  # one that is there is opened before the server starts
    product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != %s) }"
    answers: list[httpx.Response] = []
    with serving(store=store, ending_seconds=0.5, readers=2) as served:
        numbers = " ".join(f"<{EX}s> <{EX}p> {number} ." for number in range(2000))
        assert served.post("/store?default", content=numbers, headers=TURTLE | WRITES).is_success
        acknowledged = [number for number in range(5) if insert(served, number) == 204]

        def ask(number: int) -> None:
            answers.append(httpx.post(served.base + "/sparql", data={"query": product % number}, timeout=60))

        hostile = [threading.Thread(target=ask, args=(number,)) for number in range(4)]  # two work, two wait
        for thread in hostile:
            thread.start()
        while "claimgraph_requests_active 5.0" not in served.get("/metrics").text:
            assert served.process.poll() is None
        family = children(served.process.pid)
        assert served.stop() == 0
        for thread in hostile:
            thread.join()
        assert alive(family) == set()
    assert [(answer.status_code, "ending" in answer.text) for answer in answers] == [(503, True)] * 4
    with Store.open(store) as kept:
        names = {quad.graph_name.value for quad in kept.quads if isinstance(quad.graph_name, NamedNode)}
    assert {f"{EX}g{number}" for number in acknowledged} <= names
    assert len(acknowledged) == 5


def test_a_store_keeps_its_base_when_everything_in_it_is_dropped(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with serving(store=store, base="http://kg.example/") as served:
        assert served.post("/sparql", data={"update": "DROP ALL"}, headers=WRITES).status_code == 204
        assert served.get("/store", params={"default": ""}, headers={"Accept": "text/turtle"}).text.strip() == ""
    with serving(store=store, base=""):
        pass
    with Store.open(store) as kept:
        assert kept.base == "http://kg.example/"


@pytest.mark.parametrize("setting", ["store", "state"])
def test_an_article_whose_reading_the_end_cut_short_is_left_to_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    app = opened(**{setting: str(tmp_path / "kept")})
    jobs = app.config["JOBS"]

    def cut(sent: object, *, seconds: float) -> None:
        jobs.stop()
        raise Stopped("reading was stopped: the service is ending")

    monkeypatch.setattr(jobs._desk, "read", cut)
    job = jobs.accept([{"id": "a", "text": "NATO has 32 members."}])
    close(app)
    assert [path.stem for path in (tmp_path / "kept" / "jobs").iterdir()] == [job.id]
    assert job.errors == []


def test_a_store_that_grows_too_large_is_read_from_disk_while_it_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy, "_LOOK", 100_000)
    app = opened(store=str(tmp_path / "store"), copy_bytes=100_000)
    checkpoints = tmp_path / "store" / "readers"
    graph = f"/store?graph={EX}g"
    count = {"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{EX}g> {{ ?s ?p ?o }} }}"}
    with app.test_client() as client:
        for number, large in ((1, False), (2000, True)):
            body = "".join(f"<{EX}{n}> <{EX}p> '{random.randbytes(50).hex()}' .\n" for n in range(number))
            assert client.put(graph, data=body, headers=WRITES | TURTLE).status_code in {201, 204}
            answer = client.get("/sparql", query_string=count, headers={"Accept": "text/csv"})
            assert answer.text == f"n\r\n{number}\r\n"
            assert checkpoints.exists() == large
    close(app)
    assert not checkpoints.exists()


def test_an_accepted_article_is_read_after_a_restart_and_no_checkpoint_is_left(tmp_path: Path) -> None:
    articles = [{"id": str(n), "text": f"NATO has {n} members.", "published": "2024-04-04"} for n in range(10, 30)]
    given = {"store": tmp_path / "store", "port": free_port(), "readers": 2, "copy_bytes": 0}  # too large to copy
    checkpoints = tmp_path / "store" / "readers"
    with serving(**given) as served:
        lines = "\n".join(map(json.dumps, articles))
        accepted = served.post("/articles", content=lines, headers=WRITES | {"Content-Type": "application/x-ndjson"})
        assert accepted.status_code == 202
        served.process.kill()
        served.process.wait()
    left = [path / "left" for path in checkpoints.iterdir()]
    assert left
    for path in left:
        path.touch()
    quotes = {"query": "SELECT ?said { ?claim <https://w3id.org/claimgraph/ontology#quote> ?said }"}
    with serving(**given) as served:
        deadline = time.monotonic() + 60
        while served.get(accepted.headers["Location"]).json()["state"] != "done":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        said = served.get("/sparql", params=quotes).text
        listed = served.get("/articles?limit=1000").json()["items"]
        assert [path for path in left if path.exists()] == []
        assert served.stop() == 0
    assert not checkpoints.exists()
    assert {each["id"] for each in listed} == {article["id"] for article in articles}
    assert [article["id"] for article in articles if f"NATO has {article['id']} members" not in said] == []


def test_a_store_in_use_a_taken_port_and_a_wrong_setting_are_told_in_one_line(tmp_path: Path, served: Served) -> None:
    with Store.open(tmp_path / "store"):
        for given, said in (
            ({"KG_STORE": str(tmp_path / "store"), "KG_PORT": str(free_port())}, "in use"),
            ({"KG_PORT": served.base.rsplit(":", 1)[1]}, "cannot listen"),
            ({"KG_PORT": "x"}, "port"),
        ):
            done = subprocess.run(
                [sys.executable, "-m", "api.server"],
                env=os.environ | given,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 2
            assert "Traceback" not in done.stderr
            assert said in done.stderr
            assert len(done.stderr.splitlines()) == 1


def test_a_copy_made_in_use_is_a_store_and_can_be_put_back(tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    with serving(store=tmp_path / "store", backups=tmp_path / "copies") as served:
        insert(served, 1)
        made = served.post("/backup", headers=WRITES)
        assert made.status_code == 201
        insert(served, 2)
    copy = Path(made.json()["path"])
    restore(copy, tmp_path / "restored")
    for folder in (copy, tmp_path / "restored"):
        with Store.open(folder) as store:
            assert {q.graph_name.value for q in store.quads if q.graph_name.value.startswith(EX)} == {EX + "g1"}


@pytest.mark.slow
def test_requests_and_ingest_mixed_lose_nothing_to_a_kill(tmp_path: Path) -> None:
    found = crashed(tmp_path, requests=100, clients=6)  # python -m benchmarks.crash does it with 2,000
    assert set(found.statuses) <= {200, 202, 204}
    assert found.accepted
    assert found.accepted <= found.held, "an article that was accepted is lost"
    assert (found.missing, found.strange) == (0, 0), "an article is there in part"
