"""Requests a second of the service beside rdflib-endpoint and the Oxigraph server, on the same data and queries.

    python -m benchmarks.service --claims 15000 --seconds 2 --rounds 3 --peers BIN --minute 60

``BIN`` is the ``bin`` of an environment with ``rdflib-endpoint uvicorn oxigraph``; without it only the service is
measured. Each query is asked by 16 clients (2 where an answer takes long) over kept connections; every request is a
little different (a comment), so that no result comes from memory unless ``--same`` is given. All servers run from the
beginning to the end and take turns, round by round, so that whatever else the machine does meets them alike; the
processor time a request costs, which the load of the machine changes least, is printed beside the rate. Before that
each is asked every query for ``--warm`` seconds, which are not counted. At the end
the clients ask for ``--minute`` seconds without, and as long beside, a query that does not end.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from benchmarks.service_data import PREFIXES, PRODUCT, QUERIES, SLOW, data

NUMBERS = count()  # of all requests: no round repeats those of the last


@dataclass
class Peer:
    """A server: how it starts, where its queries go, its process once it runs."""

    name: str
    command: list[str]
    query: str
    load: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    pid: int = 0

    def cpu(self) -> float:
        """Return the seconds of processor time that its processes, those at work now, have used."""
        ticks = 0
        for pid in family(self.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:  # gone meanwhile
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@dataclass
class Asked:
    """What came of asking: how long each request took, over how many seconds, at what cost."""

    seconds: float = 0.0
    taken: list[float] = field(default_factory=list)
    failed: int = 0
    cpu: float = 0.0

    def __iadd__(self, other: Asked) -> Asked:
        """Add another round."""
        self.seconds, self.failed, self.cpu = (
            self.seconds + other.seconds,
            self.failed + other.failed,
            self.cpu + other.cpu,
        )
        self.taken += other.taken
        return self

    @property
    def rate(self) -> float:
        """Requests answered a second."""
        return (len(self.taken) - self.failed) / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time a request."""
        return self.cpu / max(len(self.taken), 1) * 1000

    @property
    def p99(self) -> float:
        """Milliseconds within which 99 of 100 requests were answered."""
        return (statistics.quantiles(self.taken, n=100)[98] if len(self.taken) > 1 else self.taken[0]) * 1000

    def __str__(self) -> str:
        """Say it on one line."""
        return f"{self.rate:9.1f}/s   p99 {self.p99:8.1f} ms   cpu {self.cost:8.2f} ms a request   {self.failed} failed"


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [each for child in task.read_text().split() for each in family(int(child))]
        except OSError:  # gone meanwhile
            continue
    return found


def free() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def peers(folder: Path, dump: Path, binaries: Path | None) -> Iterator[Peer]:
    """Yield the servers to compare."""
    port = free()
    base = f"http://127.0.0.1:{port}/"
    given = {"KG_PORT": str(port), "KG_RATE": "0", "KG_LOG": "off", "KG_TOKEN": "t", "KG_BASE": base}
    command = [sys.executable, "-m", "api.server"]
    yield Peer("claimgraph", command, base + "sparql", base + "store?default", given)
    if binaries is not None:
        port = free()
        base = f"http://127.0.0.1:{port}/"
        command = [str(binaries / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
        yield Peer("oxigraph", command, base + "query", base + "store?default")
        port = free()
        served = folder / "peer.py"
        served.write_text(
            "import rdflib, uvicorn\nfrom rdflib_endpoint import SparqlEndpoint\n"
            f"graph = rdflib.Graph().parse({str(dump)!r}, format='nt')\n"
            f"uvicorn.run(SparqlEndpoint(graph=graph, path='/'), port={port}, log_level='error')\n"
        )
        yield Peer("rdflib-endpoint", [str(binaries / "python"), str(served)], f"http://127.0.0.1:{port}/")


@contextmanager
def running(peer: Peer, dump: Path) -> Iterator[None]:
    """Start a server with the data loaded, and end it."""
    process = subprocess.Popen(
        peer.command, env=os.environ | peer.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peer.pid = process.pid
    try:
        for _ in range(600):
            try:
                httpx.get(peer.query, params={"query": "ASK {}"}, timeout=5).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        if peer.load is not None:
            headers = {"Content-Type": "application/n-triples", "Authorization": "Bearer t"}
            httpx.put(peer.load, content=dump.read_bytes(), headers=headers, timeout=300).raise_for_status()
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def measured(peer: Peer, queries: Sequence[str], *, clients: int, seconds: float, same: bool = False) -> Asked:
    """Let the clients ask these queries in turn, as fast as they are answered."""
    asked, place = Asked(), urlsplit(peer.query)
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    start_together = threading.Barrier(clients)

    def ask() -> None:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=120)
        connection.connect()
        start_together.wait()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            number = next(NUMBERS)
            text = queries[number % len(queries)] + ("" if same else f" # {number}")
            start, status = time.monotonic(), 0
            try:
                connection.request("POST", place.path, urlencode({"query": text}), headers)
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except OSError:  # it did not answer in two minutes, or hung up
                connection.close()
            asked.taken.append(time.monotonic() - start)
            asked.failed += status != 200
        connection.close()

    begun, used = time.monotonic(), peer.cpu()
    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.seconds, asked.cpu = time.monotonic() - begun, peer.cpu() - used
    return asked


def hostile(peer: Peer, *, clients: int, seconds: float) -> None:
    """Say what a query that does not end does to the others."""
    queries = [PREFIXES + query for name, query in QUERIES.items() if name not in SLOW]
    alone = measured(peer, queries, clients=clients, seconds=seconds)
    print(f"\n{seconds:g} s alone:         {alone}", flush=True)
    stop, statuses = threading.Event(), Counter[int]()

    def attack() -> None:
        while not stop.is_set():
            query = PRODUCT.format(n=statuses.total())
            statuses[httpx.post(peer.query, data={"query": query}, timeout=120).status_code] += 1

    thread = threading.Thread(target=attack)
    thread.start()
    beside = measured(peer, queries, clients=clients, seconds=seconds)
    stop.set()
    thread.join()
    print(f"{seconds:g} s beside hostile: {beside}")
    print(
        f"p99 beside / alone: {beside.p99 / alone.p99:.2f}; the hostile query was answered {dict(statuses)}", flush=True
    )


def table(found: Mapping[str, Mapping[str, Asked]]) -> Iterator[str]:
    """Yield the lines of the table in the documentation, and what the service reaches of each other server."""
    yield "| query | " + " | ".join(found) + " | " + " | ".join(f"{name}, ms of processor" for name in found) + " |"
    yield "|---|" + "---:|" * 2 * len(found)
    for query in QUERIES:
        asked = [results[query] for results in found.values()]
        answered = " | ".join(f"{each.rate:,.{each.rate < 100:d}f}/s, p99 {each.p99:,.0f} ms" for each in asked)
        yield f"| {query} | {answered} | " + " | ".join(f"{each.cost:,.2f}" for each in asked) + " |"
    ours, *others = found
    for other in others:
        pairs = [(found[ours][query], found[other][query]) for query in QUERIES]
        rates, costs = [a.rate / max(b.rate, 1e-9) for a, b in pairs], [b.cost / max(a.cost, 1e-9) for a, b in pairs]
        for of, ratios in (("throughput", rates), ("processor time", costs)):
            said = ", ".join(f"{ratio:.2f}" for ratio in ratios)
            yield f"{ours} / {other}, {of}: geometric mean {statistics.geometric_mean(ratios):.2f}, of {said}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=15_000)
    parser.add_argument("--seconds", type=float, default=2, help="of each round of a query at a server")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--warm", type=float, default=2, help="seconds that each query is asked first, uncounted")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--minute", type=float, default=60, help="seconds beside a hostile query, and without; 0: none")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--same", action="store_true", help="ask the very same query again and again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        dump = Path(folder) / "data.nt"
        dump.write_bytes(data(given.claims))
        servers = list(peers(Path(folder), dump, given.peers))
        for peer in servers:
            stack.enter_context(running(peer, dump))
        for peer in servers:  # uncounted: what is loaded is still being taken over by the processes that answer
            for query in QUERIES.values() if given.warm else ():
                measured(peer, [PREFIXES + query], clients=2, seconds=given.warm)
        found = {peer.name: {name: Asked() for name in QUERIES} for peer in servers}
        for name, query in QUERIES.items():
            for number in range(given.rounds):
                for peer in servers:
                    if number and found[peer.name][name].seconds > 10 * given.seconds * number:
                        continue  # it takes minutes to answer: once is enough
                    clients = min(SLOW.get(name, given.clients), given.clients)
                    found[peer.name][name] += measured(
                        peer, [PREFIXES + query], clients=clients, seconds=given.seconds, same=given.same
                    )
            for peer in servers:
                print(f"{peer.name:16} {name:26} {found[peer.name][name]}", flush=True)
        if given.minute:
            hostile(servers[0], clients=given.clients, seconds=given.minute)
    print("\n" + "\n".join(table(found)))


if __name__ == "__main__":
    main()
