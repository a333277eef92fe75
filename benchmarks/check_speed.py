"""How long checking takes, beside loading, beside plain pySHACL, and as claims grow.

    python benchmarks/check_speed.py [--sizes 10000 100000] [--rdflib 1000] [--pyshacl 10000] [--disk]

Prints a Markdown table for docs/benchmarks.md. Ratios of one run are what counts; seconds depend on the machine. Where
an engine is compared with ours, both must find the same.
"""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph
from generated import articles, expected
from rdflib import Graph

from kg.check import check, validate
from kg.check.arithmetic import queries
from kg.check.plain import results
from kg.check.shapes import comparison_shapes, graph_of, shipped
from kg.lexicon import Lexicon
from kg.lift import lift_article, nquads
from kg.ontology import load as load_ontology
from kg.store import Store

T = TypeVar("T")
BASE = "http://127.0.0.1:8000/"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def lifted(total: int, lexicon: Lexicon) -> list[bytes]:
    """Return the claims as N-Quads, in pieces."""
    pieces, piece = [], io.BytesIO()
    described: set[str] = set()
    for article, claims in articles(total):
        found = lift_article(article, claims, base=BASE, lexicon=lexicon)
        piece.write(nquads(found.own, found.version))
        shared = [line for lines in found.described.values() for line in lines] + list(found.statements)
        new = [line for line in dict.fromkeys(shared) if line not in described]
        described.update(new)
        piece.write(nquads(new, f"{BASE}id/graph/shared"))
        if piece.tell() > 50_000_000:
            pieces.append(piece.getvalue())
            piece = io.BytesIO()
    return [*pieces, piece.getvalue()]


def loaded(pieces: list[bytes], path: Path | None) -> Store:
    store = Store.open(path, base=BASE)
    while pieces:
        store.quads.bulk_load(pieces.pop(0), pyoxigraph.RdfFormat.N_QUADS)
    return store


def peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576:.1f} GB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--rdflib", type=int, default=0, help="claims that plain pySHACL on an rdflib graph checks")
    parser.add_argument("--pyshacl", type=int, default=0, help="claims that pySHACL on the pyoxigraph store checks")
    parser.add_argument("--disk", action="store_true")
    args = parser.parse_args()
    lexicon = load_ontology(base=BASE)
    comparison_shapes()
    queries()  # read once a process
    print(
        "| claims | store | load | full check | check/load | findings | 10 series again | again/check | peak memory |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for size in args.sizes:
        for place in ("memory", "disk") if args.disk else ("memory",):
            with tempfile.TemporaryDirectory() as folder:
                pieces = lifted(size, lexicon)
                path = Path(folder) / "store" if place == "disk" else None
                load, store = timed(lambda pieces=pieces, path=path: loaded(pieces, path))
                full, report = timed(lambda store=store: check(store))
                assert len(report.findings) == expected(size), "not the conflicts that were put in"
                touched = sorted({f"{finding.series}" for finding in report.findings})[:10]
                again = min(
                    timed(lambda store=store, touched=touched: check(store, series=touched))[0] for _ in range(3)
                )
                print(
                    f"| {size:,} | {place} | {load:.1f} s | {full:.2f} s | {full / load:.1%} "
                    f"| {len(report.findings):,} "
                    f"| {again * 1000:.0f} ms | {again / full:.2%} | {peak()} |",
                    flush=True,
                )
                store.close()
    shapes = graph_of(shipped())
    for engine, size in (("rdflib", args.rdflib), ("pyoxigraph", args.pyshacl)):
        if size:
            store = loaded(lifted(size, lexicon), None)
            ours, report = timed(lambda store=store: check(store))
            data = store.quads if engine == "pyoxigraph" else rdflib_graph(store)
            theirs, found = timed(lambda data=data: set(results(validate(data, shapes))))
            same = {(shape, focus) for shape, focus, _, _ in found if shape in {f.shape for f in report.findings}}
            assert same == {(f.shape, f.series) for f in report.findings}, "the engines do not find the same"
            print(
                f"\npySHACL on {engine}, {size:,} claims: {theirs:.1f} s; "
                f"kg check: {ours:.3f} s; {theirs / ours:,.0f} times faster"
            )


def rdflib_graph(store: Store) -> Graph:
    triples = pyoxigraph.serialize((quad.triple for quad in store.quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples or b"", format="nt")


if __name__ == "__main__":
    main()
