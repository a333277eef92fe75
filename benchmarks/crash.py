"""Requests of every kind while articles are read, then ``kill -9``: is everything there that was acknowledged?

    python -m benchmarks.crash --requests 2000 --clients 16

The clients go on until the service is killed, which is when the given number of requests has been answered and
articles still wait to be read. It is started again on the same store, and once it has read what it had accepted, the
graphs of its articles are compared, triple by triple, with those of a service that was never disturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx

BASE = "http://crash.example/"
WRITES = {"Authorization": "Bearer t"}
ROWS = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/id/version/')) }"


@dataclass
class Found:
    """What the clients were told before the kill, and what the store held after the restart."""

    statuses: Counter[int] = field(default_factory=Counter)
    accepted: set[str] = field(default_factory=set)
    waiting: int = 0  # articles accepted and not yet read when the service was killed
    held: set[str] = field(default_factory=set)
    missing: int = 0  # triples of the accepted articles that an undisturbed service has and this store lacks
    strange: int = 0  # triples that only this store has


def article(number: int) -> dict[str, str]:
    """Return an article of two claims."""
    text = f"NATO has {number} members. The alliance spends {number} million euros a year."
    return {"id": f"a{number}", "text": text, "published": "2024-04-04"}


@contextmanager
def service(store: Path | None) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the service on a store; yield its process and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {"KG_PORT": str(port), "KG_BASE": BASE, "KG_RATE": "0", "KG_LOG": "off", "KG_TOKEN": "t"}
    given |= {"KG_STORE": str(store)} if store is not None else {}
    process = subprocess.Popen([sys.executable, "-m", "api.server"], env=os.environ | given, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not _ready(address):
            if time.monotonic() > deadline or process.poll() is not None:
                raise RuntimeError("the service did not start")
            time.sleep(0.1)
        yield process, address
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _ready(address: str) -> bool:
    try:
        return httpx.get(address + "/health/ready", timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def asked(address: str, process: subprocess.Popen[bytes], found: Found, *, requests: int, clients: int) -> None:
    """Let the clients ask until so many requests are answered, then kill the service under them."""
    numbers, lock = count(), threading.Lock()

    def ask() -> None:
        with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
            while True:
                number = next(numbers)
                try:
                    status = _one(client, number)
                except httpx.TransportError:
                    return
                with lock:
                    found.statuses[status] += 1
                    if status == 202:
                        found.accepted.add(f"a{number}")

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    while found.statuses.total() < requests and process.poll() is None:
        time.sleep(0.01)
    lines = httpx.get(address + "/metrics", timeout=30).text.splitlines()
    found.waiting = int(float(next(line for line in lines if line.startswith("claimgraph_jobs_waiting ")).split()[1]))
    process.kill()
    for thread in threads:
        thread.join()


def _one(client: httpx.Client, number: int) -> int:
    kind = number % 10
    if kind == 0:
        return client.post("/articles", json=article(number), headers=WRITES).status_code
    if kind == 2:
        return client.get("/articles?limit=20").status_code
    if kind == 3:
        return client.get("/findings?limit=20").status_code
    if kind == 4:
        update = f"INSERT DATA {{ GRAPH <http://x/{number}> {{ <http://x/s> <http://x/p> {number} }} }}"
        return client.post("/sparql", data={"update": update}, headers=WRITES).status_code
    query = f"SELECT ({number} AS ?n) ?t (COUNT(*) AS ?c) {{ ?s a ?t }} GROUP BY ?t"
    return client.get("/sparql", params={"query": query}).status_code


def read(address: str, accepted: set[str]) -> tuple[set[str], set[str]]:
    """Wait until every accepted article is stored; return the articles listed and the triples of their graphs."""
    deadline, held = time.monotonic() + 600, set[str]()
    with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
        while not accepted <= held and time.monotonic() < deadline:
            time.sleep(0.2)
            held, place = set(), "/articles?limit=1000"
            while place:
                page = client.get(place).json()
                held |= {each["id"] for each in page["items"]}
                place = page.get("next")
        rows = client.post("/sparql", data={"query": ROWS}, headers={"Accept": "text/tab-separated-values"}).text
    return held, set(rows.splitlines())


def crashed(folder: Path, *, requests: int, clients: int) -> Found:
    """Do all of it."""
    found = Found()
    with service(folder / "store") as (process, address):
        asked(address, process, found, requests=requests, clients=clients)
    with service(folder / "store") as (_, address):
        found.held, rows = read(address, found.accepted)
    with service(None) as (_, address):
        lines = "\n".join(json.dumps(article(int(name[1:]))) for name in found.held)
        headers = WRITES | {"Content-Type": "application/x-ndjson"}
        httpx.post(address + "/articles", content=lines, headers=headers, timeout=120).raise_for_status()
        _, undisturbed = read(address, found.held)
    found.missing, found.strange = len(undisturbed - rows), len(rows - undisturbed)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=16)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = crashed(Path(folder), requests=given.requests, clients=given.clients)
    print(f"before the kill: {dict(found.statuses)}; {found.waiting} jobs in line")
    lost = found.accepted - found.held
    print(f"accepted {len(found.accepted)}, stored after the restart {len(found.held)}, lost {len(lost)}")
    print(f"triples missing from the articles' graphs: {found.missing}; triples that should not be: {found.strange}")


if __name__ == "__main__":
    main()
