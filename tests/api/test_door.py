"""At the door: what is read there, what is passed on, who gets which answer, what becomes of those that are killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import WRITES, Served, free_port, opened, serving

from api import heads
from api.door import Door
from api.edges import Edge
from api.relay import Relay
from api.shortcut import Shortcut

PATHS = frozenset({b"/sparql"})
GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MANY = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(1000)))} }}" for name in "abcd")
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {MANY} }}"


@pytest.fixture(scope="module")
def door() -> Iterator[Served]:
    with serving(query_seconds=1, readers=2) as served:
        yield served


class Raw:
    """A client that says exactly what it is told."""

    def __init__(self, served: Served) -> None:
        host, port = served.base.removeprefix("http://").split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=20)
        self.file = self.socket.makefile("rb")

    def say(self, content: bytes) -> None:
        self.socket.sendall(content)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        status = int(self.file.readline().split()[1])
        headers: dict[str, str] = {}
        while (line := self.file.readline()) != b"\r\n":
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return status, headers, self.file.read(int(headers.get("content-length", 0)))

    def __enter__(self) -> Raw:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.socket.close()


@given(st.integers(min_value=0, max_value=len(GET)))
def test_a_request_is_read_once_all_of_it_has_come(cut: int) -> None:
    found = heads.received(GET[:cut], PATHS, "192.0.2.1")
    assert (found is None) == (cut < len(GET))


@pytest.mark.parametrize(
    "request_",
    [
        GET.replace(b"GET", b"HEAD"),
        GET.replace(b"/sparql", b"/spargl"),
        GET.replace(b"1.1", b"1.0"),
        GET.replace(b"Host", b"Hos t"),
        GET.replace(b"Host: x\r\n", b""),
        GET.replace(b"Accept: text/csv", b"Accept: a/b\r\nACCEPT: c/d"),
        GET.replace(b"Accept: text/csv", b"Accept: a/b\r\n folded"),
        GET.replace(b"Accept: text/csv", b"Transfer-Encoding: chunked"),
        GET.replace(b"Accept: text/csv", b"Expect: 100-continue"),
        GET.replace(b"Accept: text/csv", b"Content-Length: -1"),
        GET.replace(b"Accept: text/csv", b"Content-Length: 2\r\nContent-Length: 3"),
        GET.replace(b"Accept: text/csv", b"Connection: upgrade"),
        GET.replace(b"\r\n", b"\n"),
        GET.replace(b"ASK", b"\xff"),
        b"GET /sparql?query=" + b"x" * heads.MOST + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
        b"\x16\x03\x01" + b"\r\n",
        b"x" * (heads.MOST + 1),
    ],
)
def test_what_two_servers_could_read_differently_is_left_to_the_one_behind(request_: bytes) -> None:
    with pytest.raises(heads.Unusual):
        heads.received(request_, PATHS, "192.0.2.1")


def test_requests_that_come_together_or_in_pieces_are_answered_in_order(door: Served) -> None:
    with Raw(door) as raw:
        asked = [f"SELECT ({n} AS ?n) {{}}" for n in range(20)]
        together = b"".join(
            f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()
            for text in asked
        )
        for start in range(0, len(together), 700):
            raw.say(together[start : start + 700])
        assert [raw.answer()[2] for _ in asked] == [f"n\r\n{n}\r\n".encode() for n in range(20)]


def test_one_connection_serves_ordinary_and_other_requests(door: Served) -> None:
    with httpx.Client(base_url=door.base, trust_env=False) as client:
        for number in range(3):
            assert client.get("/sparql", params={"query": f"ASK {{}} # {number}"}).json()["boolean"] is True
        assert client.get("/health/live").status_code == 200
        assert client.head("/sparql", params={"query": "ASK {}"}).content == b""
        assert client.get("/sparql", params={"query": "ASK {} # after"}).json()["boolean"] is True


def test_a_client_that_sends_slowly_is_answered_too(door: Served) -> None:
    with Raw(door) as raw:
        raw.say(GET[:30])
        threading.Timer(
            1.8, lambda: raw.say(GET[30:].replace(b"text/csv", b"*/*"))
        ).start()  # meanwhile it was passed on
        assert raw.answer()[0] == 200


def test_the_connection_ends_where_the_client_wants_it(door: Served) -> None:
    with Raw(door) as raw:
        raw.say(GET.replace(b"Accept: text/csv", b"Connection: close"))
        status, headers, _ = raw.answer()
        assert (status, headers["connection"]) == (200, "close")
        assert raw.file.read() == b""


def test_a_large_result_comes_in_chunks_and_whole(door: Served) -> None:
    text = "SELECT ?a ?b { VALUES ?a { %s } VALUES ?b { %s } }" % ((" ".join(map(str, range(300))),) * 2)
    answer = httpx.post(door.base + "/sparql", data={"query": text}, headers={"Accept": "text/csv"})
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.text.count("\r\n") == 300 * 300 + 1


def test_a_query_past_its_time_is_told_so_and_the_connection_goes_on(door: Served) -> None:
    with httpx.Client(base_url=door.base, trust_env=False, timeout=30) as client:
        stopped = client.post("/sparql", data={"query": ENDLESS})
        assert (stopped.status_code, stopped.headers["content-type"]) == (503, "application/problem+json")
        assert "1 second" in stopped.json()["detail"]
        assert client.post("/sparql", data={"query": "ASK {} # next"}).json()["boolean"] is True


def test_quick_queries_do_not_wait_behind_one_that_does_not_end(door: Served) -> None:
    statuses: list[int] = []

    def attack(number: int) -> None:
        answer = httpx.post(door.base + "/sparql", data={"query": f"{ENDLESS} # {number}"}, timeout=60)
        statuses.append(answer.status_code)

    hostile = threading.Thread(target=attack, args=(1,))
    hostile.start()
    with httpx.Client(base_url=door.base, trust_env=False, timeout=60) as client:
        for number in range(30):
            assert client.post("/sparql", data={"query": f"ASK {{}} # beside {number}"}).json()["boolean"] is True
    hostile.join()
    assert statuses == [503]


def test_many_clients_each_get_their_own_answer_while_readers_die(door: Served) -> None:
    wrong: list[object] = []
    ended: list[Exception] = []

    def ask(client: int) -> None:
        with httpx.Client(base_url=door.base, trust_env=False, timeout=60) as kept:
            for number in range(25):
                mark = f"{client}-{number}"
                query = {"query": f"SELECT ('{mark}' AS ?m) {{}}"}
                try:
                    answer = kept.post("/sparql", data=query, headers={"Accept": "text/csv"})
                except httpx.TransportError as error:  # its reader had begun to answer: the client can tell
                    ended.append(error)
                    continue
                if answer.status_code == 200 and answer.text != f"m\r\n{mark}\r\n":
                    wrong.append(answer.text)
                elif answer.status_code not in {200, 503}:
                    wrong.append(answer.status_code)

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(8)]
    for thread in threads:
        thread.start()
    killed = 0
    while any(thread.is_alive() for thread in threads):
        readers = _readers(door.process.pid)
        if killed < 10 and len(readers) > 1:
            os.kill(readers[killed % len(readers)], signal.SIGKILL)
            killed += 1
        for thread in threads:
            thread.join(0.01)
    assert killed > 0
    assert wrong == []
    assert len(ended) <= killed


def _readers(pid: int) -> list[int]:
    """Return the processes forked from the copy: those whose parent has the same command."""
    found: list[int] = []
    for child in _children(pid):
        found += _children(child) if b"kg.serve.replica" in _command(child) else _readers(child)
    return found


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has ended
        return b""


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue
    return found


def test_who_has_written_reads_what_he_wrote_through_the_door(door: Served) -> None:
    with httpx.Client(base_url=door.base, trust_env=False, timeout=60) as client:
        for number in range(10):
            update = f"INSERT DATA {{ <x:written> <x:number> {number} }}"
            assert client.post("/sparql", data={"update": update}, headers=WRITES).status_code == 204
            query = f"SELECT (COUNT(?n) AS ?count) {{ <x:written> <x:number> ?n }} # {number}"
            with Raw(door) as raw:  # a connection that was never passed on
                body = urlencode({"query": query})
                raw.say(
                    f"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nContent-Type: {FORM['Content-Type']}\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
                )
                assert raw.answer()[2] == f"count\r\n{number + 1}\r\n".encode()


def test_requests_at_the_door_are_counted_and_carry_the_headers_of_all_others(door: Served) -> None:
    long = httpx.get(door.base + "/health/live").headers
    short = httpx.get(
        door.base + "/sparql", params={"query": "ASK {} # counted"}, headers={"X-Request-Id": "mine-12345"}
    )
    for name in ("Access-Control-Allow-Origin", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert short.headers[name] == long[name]
    assert short.headers["X-Request-Id"] == "mine-12345"
    assert "Date" in short.headers
    assert 'route="/sparql",status="200"' in httpx.get(door.base + "/metrics").text


def test_who_meets_an_unforeseen_error_is_hung_up_on_and_the_next_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    edge = cast(Edge, app.wsgi_app)
    port = free_port()
    door = Door(edge, Shortcut(app.config["KNOWLEDGE"], app.config["TOKENS"]), host="127.0.0.1", port=port, behind=1)
    entering, failures = edge.entering, iter([LookupError("unforeseen")])

    def failing() -> None:
        for failure in failures:
            raise failure
        entering()

    monkeypatch.setattr(edge, "entering", failing)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as client:
            with pytest.raises(httpx.RemoteProtocolError):
                client.get("/sparql", params={"query": "ASK {}"})
            assert client.get("/sparql", params={"query": "ASK {} # next"}).json()["boolean"] is True
    finally:
        door.close()
        app.config["KNOWLEDGE"].close()


def test_clients_are_told_apart_by_the_server_behind(tmp_path: Path) -> None:
    with serving(rate=3, readers=1) as served:
        statuses = [httpx.get(served.base + "/openapi.json").status_code for _ in range(4)]
        refused = httpx.get(served.base + "/sparql", params={"query": "ASK {}"})
        assert statuses[-1] == refused.status_code == 429  # one client, by whichever way it comes
        assert json.loads(refused.content)["status"] == 429


def test_a_relay_passes_on_both_ways_until_the_server_has_said_its_last() -> None:
    client, ours = socket.socketpair()
    theirs, server = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    with client, server:
        relay = Relay(ours, theirs, b"begun ")
        client.sendall(b"and ended")
        client.shutdown(socket.SHUT_WR)
        relay.pump()
        assert server.recv(100) == b"begun and ended"
        assert server.recv(100) == b""
        assert not relay.over
        server.sendall(b"answer")
        server.shutdown(socket.SHUT_WR)
        relay.pump()
        assert client.recv(100) == b"answer"
        assert client.recv(100) == b""
        assert relay.over
        relay.close()
