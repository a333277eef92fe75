"""Requests a second of the service beside rdflib-endpoint and the Oxigraph server, on the same data and queries.

    python -m benchmarks.service --claims 5000 --seconds 5 --peers BIN

``BIN`` is the ``bin`` of an environment with ``rdflib-endpoint uvicorn oxigraph``; without it only the service is
measured. Each query is asked by 16 clients over kept connections; every request is a little different (a comment), so
that no result comes from memory unless ``--same`` is given. Prints a table, the geometric means, and what a hostile
query does to the others.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    """A server, and where its queries go."""

    name: str
    command: list[str]
    query: str
    load: str | None
    environment: dict[str, str]


def peers(folder: Path, dump: Path, binaries: Path | None) -> Iterator[Peer]:
    """Yield the servers to compare."""
    environment = {
        "KG_PORT": "8811",
        "KG_RATE": "0",
        "KG_LOG": "off",
        "KG_TOKEN": "t",
        "KG_BASE": "http://127.0.0.1:8811/",
    }
    yield Peer(
        "claimgraph",
        [sys.executable, "-m", "api.server"],
        "http://127.0.0.1:8811/sparql",
        "http://127.0.0.1:8811/store?default",
        environment,
    )
    if binaries is not None:
        yield Peer(
            "oxigraph",
            [str(binaries / "oxigraph"), "serve", "--bind", "127.0.0.1:8812"],
            "http://127.0.0.1:8812/query",
            "http://127.0.0.1:8812/store?default",
            {},
        )
        served = folder / "peer.py"
        served.write_text(
            "import rdflib, uvicorn\nfrom rdflib_endpoint import SparqlEndpoint\n"
            f"graph = rdflib.Graph().parse({str(dump)!r}, format='nt')\n"
            "uvicorn.run(SparqlEndpoint(graph=graph, path='/'), port=8813, log_level='error')\n"
        )
        yield Peer("rdflib-endpoint", [str(binaries / "python"), str(served)], "http://127.0.0.1:8813/", None, {})


@contextmanager
def running(peer: Peer, dump: Path) -> Iterator[None]:
    """Start a server with the data loaded, and end it."""
    process = subprocess.Popen(
        peer.command, env=os.environ | peer.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
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


def measured(
    url: str, query: str, *, clients: int, seconds: float, same: bool = False
) -> tuple[float, list[float], int]:
    """Return requests a second, the seconds each took, and how many failed."""
    numbers, taken, failed = count(), list[float](), list[int]()
    place = urlsplit(url)
    headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
    start_together = threading.Barrier(clients)

    def ask() -> None:
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=120)
        connection.connect()
        start_together.wait()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = query if same else f"{query} # {next(numbers)}"
            start = time.monotonic()
            connection.request("POST", place.path, urlencode({"query": text}), headers)
            answer = connection.getresponse()
            answer.read()
            taken.append(time.monotonic() - start)
            if answer.status != 200:
                failed.append(answer.status)
        connection.close()

    begun = time.monotonic()
    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.monotonic() - begun), taken, len(failed)


def p99(taken: list[float]) -> float:
    """Return the time within which 99 of 100 requests were answered."""
    return statistics.quantiles(taken, n=100)[98] if len(taken) > 1 else taken[0]


def hostile(url: str, *, clients: int, seconds: float) -> None:
    """Say what a query that does not end does to the others."""
    lookup = PREFIXES + QUERIES["join with provenance"]
    rate, taken, failed = measured(url, lookup, clients=clients, seconds=seconds)
    print(f"\nalone: {rate:.0f}/s, p99 {p99(taken) * 1000:.0f} ms, {failed} failed")
    stop, statuses = threading.Event(), list[int]()

    def attack() -> None:
        while not stop.is_set():
            statuses.append(httpx.post(url, data={"query": PRODUCT.format(n=len(statuses))}, timeout=120).status_code)

    thread = threading.Thread(target=attack)
    thread.start()
    rate, taken, failed = measured(url, lookup, clients=clients, seconds=seconds)
    stop.set()
    thread.join()
    print(f"beside a hostile query: {rate:.0f}/s, p99 {p99(taken) * 1000:.0f} ms, {failed} failed")
    print(f"it was answered {statuses}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--same", action="store_true", help="ask the very same query again and again")
    given = parser.parse_args()
    rates: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "data.nt"
        dump.write_bytes(data(given.claims))
        for peer in peers(Path(folder), dump, given.peers):
            with running(peer, dump):
                for name, query in QUERIES.items():
                    rate, taken, failed = measured(
                        peer.query, PREFIXES + query, clients=given.clients, seconds=given.seconds, same=given.same
                    )
                    rates.setdefault(peer.name, {})[name] = rate
                    slow = f"p99 {p99(taken) * 1000:8.1f} ms"
                    print(f"{peer.name:16} {name:26} {rate:9.1f}/s   {slow}   {failed} failed", flush=True)
                if peer.name == "claimgraph":
                    hostile(peer.query, clients=given.clients, seconds=given.seconds * 2)
    ours = rates.pop("claimgraph")
    for peer_name, theirs in rates.items():
        ratios = [ours[name] / theirs[name] for name in QUERIES]
        print(
            f"claimgraph / {peer_name}: geometric mean {math.prod(ratios) ** (1 / len(ratios)):.2f}, "
            f"least {min(ratios):.2f}"
        )


if __name__ == "__main__":
    main()
