"""Requests a second of the service beside rdflib-endpoint and the Oxigraph server, on the same data and queries.

    python -m benchmarks.service --claims 15000 --seconds 2 --rounds 3 --peers BIN --minute 60

``BIN`` is the ``bin`` of an environment with ``rdflib-endpoint uvicorn oxigraph``; without it only the service is
measured. Each query is asked by 16 clients (2 where an answer takes long) over kept connections; every request is a
little different (a comment), so that no result comes from memory unless ``--same`` is given. All servers run from the
beginning to the end and take turns, round by round, so that whatever else the machine does meets them alike; the
processor time a request costs, which the load of the machine changes least, is printed beside the rate. At the end
the clients ask for ``--minute`` seconds without, and as long beside, a query that does not end.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

EX = "http://example.org/"
KG = "https://w3id.org/claimgraph/ontology#"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = f"PREFIX e: <{EX}> PREFIX kg: <{KG}> PREFIX prov: <{PROV}> "
QUERIES = {
    "lookup": "SELECT ?c ?p ?o { ?c kg:subject e:s7 ; ?p ?o } LIMIT 300",
    "latest value per measure": (
        "SELECT ?m (MAX(?d) AS ?day) (SAMPLE(?v) AS ?value) "
        "{ ?c kg:subject e:s7 ; kg:measure ?m ; kg:validFrom ?d ; kg:value ?v } GROUP BY ?m"
    ),
    "join with provenance": (
        "SELECT ?c ?v ?q ?a ?t { ?c kg:subject e:s7 ; kg:value ?v ; kg:quote ?q ; prov:wasDerivedFrom ?a . "
        "?a e:published ?t } ORDER BY ?t"
    ),
    "aggregate": (
        "SELECT ?h (COUNT(?c) AS ?n) (AVG(?v) AS ?mean) "
        "{ ?c prov:wasDerivedFrom ?a ; kg:value ?v . ?a e:house ?h } GROUP BY ?h"
    ),
    "100,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000",
}
SLOW = {"aggregate": 2, "100,000 rows": 2}  # clients that ask what takes long to answer
NUMBERS = count()  # of all requests: no round repeats those of the last
PRODUCT = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != {n}) }}"


def data(claims: int) -> bytes:
    """Return claims of one article in ten, of one subject in fifty, as N-Triples."""
    chance = random.Random(1)
    lines = []
    for number in range(claims):
        claim, article = f"<{EX}c{number}>", f"<{EX}a{number // 10}>"
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        said = {
            f"<{KG}subject>": f"<{EX}s{number // 50 % max(claims // 50, 1)}>",
            f"<{KG}measure>": f"<{EX}m{number % 9}>",
            f"<{KG}value>": f'"{chance.randint(1, 10**6)}"^^<{XSD}integer>',
            f"<{KG}asWritten>": f'"{number}"',
            f"<{KG}validFrom>": f'"{day}"^^<{XSD}date>',
            f"<{KG}quote>": f'"The union said it had {number} members, a spokesperson said."',
            f"<{KG}modality>": f"<{KG}exact>",
            f"<{PROV}wasDerivedFrom>": article,
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>": f"<{KG}Claim>",
        }
        lines += [f"{claim} {predicate} {value} ." for predicate, value in said.items()]
        if number % 10 == 0:
            lines += [
                f'{article} <{EX}published> "{day}"^^<{XSD}date> .',
                f"{article} <{EX}house> <{EX}h{number // 10 % 20}> .",
            ]
    return "\n".join(lines).encode()


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

    def __str__(self) -> str:
        """Say it on one line."""
        cost = self.cpu / max(len(self.taken), 1) * 1000
        slow = p99(self.taken) * 1000
        return f"{self.rate:9.1f}/s   p99 {slow:8.1f} ms   cpu {cost:8.2f} ms a request   {self.failed} failed"


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


def p99(taken: list[float]) -> float:
    """Return the time within which 99 of 100 requests were answered."""
    return statistics.quantiles(taken, n=100)[98] if len(taken) > 1 else taken[0]


def hostile(peer: Peer, *, clients: int, seconds: float) -> None:
    """Say what a query that does not end does to the others."""
    queries = [PREFIXES + query for name, query in QUERIES.items() if name not in SLOW]
    print(f"\n{seconds:g} s alone:         {measured(peer, queries, clients=clients, seconds=seconds)}", flush=True)
    stop, statuses = threading.Event(), list[int]()

    def attack() -> None:
        while not stop.is_set():
            query = PRODUCT.format(n=len(statuses))
            statuses.append(httpx.post(peer.query, data={"query": query}, timeout=120).status_code)

    thread = threading.Thread(target=attack)
    thread.start()
    print(f"{seconds:g} s beside hostile: {measured(peer, queries, clients=clients, seconds=seconds)}")
    stop.set()
    thread.join()
    print(f"the hostile query was answered {statuses}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=15_000)
    parser.add_argument("--seconds", type=float, default=2, help="of each round of a query at a server")
    parser.add_argument("--rounds", type=int, default=3)
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
    ours = found.pop("claimgraph")
    for peer_name, theirs in found.items():
        ratios = [ours[name].rate / max(theirs[name].rate, 1e-9) for name in QUERIES]
        mean = math.prod(ratios) ** (1 / len(ratios))
        print(f"claimgraph / {peer_name}: geometric mean {mean:.2f}, of {', '.join(f'{r:.2f}' for r in ratios)}")


if __name__ == "__main__":
    main()
