"""How long checking takes, beside loading, beside plain pySHACL, and as claims grow.

    python benchmarks/check_speed.py                    # 10,000 and 100,000 claims, in memory and on disk; pySHACL
    python benchmarks/check_speed.py --sizes 1000000 --stores disk --rdflib --pyshacl      # one row alone
    python benchmarks/check_speed.py --sizes 1000000 --stores memory --rdflib --pyshacl --memory 21.5

Prints the Markdown tables of docs/benchmarks.md. Every measurement has a process of its own. Loading is the engine's
own bulk load of a prepared file of N-Quads; the file is made before and not counted. Both the wall clock and the
processor time of the process (all its threads) are shown, because other work slows the first. Ours is held to the
conflicts that were put in, and pySHACL to ours: the same findings, or no figure. What pySHACL has not ended in
``--limit`` seconds is stopped, and its ratio is a lower bound.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import gc
import json
import os
import platform
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph
from generated import arriving, articles, expected
from pyoxigraph import RdfFormat
from rdflib import Graph

from kg.check import check, findings, recheck, validate
from kg.check.arithmetic import queries
from kg.check.plain import results
from kg.check.shapes import comparison_shapes, examined
from kg.lift import lift_article, nquads
from kg.ontology import load as load_ontology
from kg.resources import shapes as shapes_folder
from kg.store import Store
from kg.vocab import KG

T = TypeVar("T")
BASE = "http://127.0.0.1:8000/"
NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
ARRIVING = 20  # articles of ten claims that come one by one
SMALL, REPEATED = 10_000, 5  # what takes a quarter of a second is measured often: the row is the middle run
HELD = 100_000  # claims up to which increments are held to another full check


def timed(work: Callable[[], T]) -> tuple[tuple[float, float], T]:
    """Return wall and processor seconds, and what the work gave."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return (time.perf_counter() - wall, time.process_time() - processor), found


def prepared(total: int, folder: Path) -> Path:
    """Return the claims as a file of N-Quads; one that is there already is used again."""
    path, lexicon = folder / f"{total}.nq", load_ontology(base=BASE)
    if path.exists():
        return path
    described: set[str] = set()
    with path.with_suffix(".part").open("wb") as file:
        for article, claims in articles(total):
            found = lift_article(article, claims, base=BASE, lexicon=lexicon)
            file.write(nquads(found.own, found.version))
            shared = [line for lines in found.described.values() for line in lines] + list(found.statements)
            new = [line for line in dict.fromkeys(shared) if line not in described]
            described.update(new)
            file.write(nquads(new, f"{BASE}id/graph/shared"))
    return path.with_suffix(".part").replace(path)


@contextlib.contextmanager
def loaded(file: Path, place: str) -> Iterator[tuple[Store, tuple[float, float], tuple[float, float]]]:
    """Give a store with the claims of the file, how long the bulk load took, and compacting what it had written.

    On disk the engine would compact in the background, at the cost of whatever is measured next.
    """
    comparison_shapes()
    queries()  # read once a process
    with (
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
        Store.open(Path(folder) / "store" if place == "disk" else None, base=BASE) as store,
    ):
        took, _ = timed(lambda: store.quads.bulk_load(path=str(file), format=RdfFormat.N_QUADS))
        compacted, _ = timed(store.quads.optimize)
        yield store, took, compacted


def measure(total: int, place: str, file: Path) -> Iterator[dict[str, Any]]:
    """Yield how long it takes to load, to check everything, and to check again after an article of ten claims."""
    lexicon, conflicts = load_ontology(base=BASE), expected(total)
    with loaded(file, place) as (store, load, compacted):
        told = next(iter(store.match(None, KG.told)), None)
        assert told is not None, "a file made by another version: make it anew"
        yield {"load": load, "compacted": compacted, "memory": resident()}
        full, report = timed(lambda: check(store))
        assert report.complete
        assert len(report.findings) == conflicts, "not the conflicts that were put in"
        assert report.claims == total
        yield {"check": full, "findings": len(report.findings), "peak": resident(peak=True)}
        differing = {finding.series for finding in report.findings}
        del report
        yield {"second": timed(lambda: check(store))[0]}
        gc.collect()  # what the checks left behind is not collected at the cost of the increments
        again, touched = [], set[str]()
        for article, claims in arriving(total, ARRIVING):
            done = store.ingest(article, claims, lexicon=lexicon, now=NOW)
            touched |= done.touched_series
            again.append(timed(lambda done=done: recheck(store, done.touched_series, now=NOW))[0])
        assert touched & differing, "a file made by another version: make it anew"
        yield {"again": [sorted(took[kind] for took in again) for kind in (0, 1)]}
        if total <= HELD:
            kept = {finding.id for finding in findings(store) if finding.state != "resolved"}
            whole = {finding.id for finding in check(store).findings if finding.series in touched}
            assert kept == whole, "increments do not give what a full check gives"


def measure_pyshacl(total: int, engine: str, file: Path, limit: float) -> Iterator[dict[str, Any]]:
    """Yield how long our check takes, and then plain pySHACL with the same shapes over the same claims."""
    shapes = examined(shapes_folder() / "consistency.ttl") + examined(shapes_folder() / "arithmetic.ttl")
    with loaded(file, "memory") as (store, *_):
        ours, report = timed(lambda: check(store))
        assert len(report.findings) == expected(total), "not the conflicts that were put in"
        data = store.quads if engine == "pyoxigraph" else rdflib_graph(store)
        yield {"check": ours, "findings": len(report.findings)}
        most = int(time.process_time() + limit)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        theirs, found = timed(lambda: {row for row in results(validate(data, shapes))})
        said = {(shape, focus, message) for shape, focus, _, told in found for message in told}
        same = {each for each in said if not each[2].startswith(BASE)}
        assert same == {(each.shape, each.series, each.message) for each in report.findings}, "not the same findings"
        yield {"pyshacl": theirs}


def rdflib_graph(store: Store) -> Graph:
    """Return the claims as an rdflib graph, the union of all."""
    triples = pyoxigraph.serialize((quad.triple for quad in store.quads), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples or b"", format="nt")


def resident(*, peak: bool = False) -> float:
    """Return the memory of this process in GB, now or at most."""
    field = "VmHWM:" if peak else "VmRSS:"
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1_048_576


def alone(*arguments: str, memory: float | None = None) -> dict[str, Any]:
    """Measure in a process of its own; return what it had told until it ended or was stopped at its limit.

    One that would need more than so many GB of ``memory`` fails, before the machine has none left.
    """
    most = [] if memory is None else ["--memory", str(memory)]
    command = [sys.executable, __file__, *most, "--measure", *arguments]
    process = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if process.returncode not in (0, -signal.SIGXCPU, -signal.SIGKILL):
        raise SystemExit(f"{' '.join(arguments)}: failed")
    return {key: value for line in process.stdout.splitlines() for key, value in json.loads(line).items()}


def table(sizes: list[int], places: list[str], folder: Path, memory: float | None) -> None:
    print("Seconds by the wall clock (of the processor):\n")
    print(
        "| claims | store | bulk load | compaction | full check, and again | check/load | findings "
        "| 10 claims more: median, slowest | slowest/full | memory: loaded, peak |"
    )
    print("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    first: dict[str, tuple[int, list[float]]] = {}
    for place in places:
        for size in sizes:
            file = str(prepared(size, folder))
            runs = [alone(str(size), place, file, memory=memory) for _ in range(REPEATED if size <= SMALL else 1)]
            found = sorted(runs, key=lambda run: float(run["check"][1]))[len(runs) // 2]
            load, full, again = found["load"], found["check"], found["again"]
            first.setdefault(place, (size, full))
            middle, worst = ([kind[at] for kind in again] for at in (len(again[0]) // 2, -1))
            print(
                f"| {size:,} | {place} | {both(load)} | {both(found['compacted'])} "
                f"| {both(full)}, {both(found['second'])} | {shares(full, load)} "
                f"| {found['findings']:,} "
                f"| {both(middle, 1000, 'ms')}, {both(worst, 1000, 'ms')} | {shares(worst, full)} "
                f"| {found['memory']:.1f}, {found['peak']:.1f} GB |",
                flush=True,
            )
            least, began = first[place]
            if size > least:
                grown = f"{full[1] / began[1]:.1f} times the processor time"
                print(f"<!-- {least:,} to {size:,} claims: {grown} -->")


def both(took: list[float], factor: float = 1, unit: str = "s") -> str:
    digits = 0 if unit == "ms" else 2 if took[0] < 10 else 1
    return f"{took[0] * factor:,.{digits}f} ({took[1] * factor:,.{digits}f}) {unit}"


def shares(part: list[float], whole: list[float]) -> str:
    return " ".join(("{:.1%}", "({:.1%})")[kind].format(part[kind] / whole[kind]) for kind in (0, 1))


def pyshacl_table(runs: list[tuple[str, int]], folder: Path, limit: float) -> None:
    print("\n| plain pySHACL on | claims | pySHACL | kg check | times faster (of the processor) |")
    print("|---|---:|---:|---:|---:|", flush=True)
    for engine, size in runs:
        found = alone(str(size), engine, str(prepared(size, folder)), str(limit))
        ours, theirs = found["check"], found.get("pyshacl")
        if theirs is None:
            told, times = f"not ended in ({limit:,.0f}) s", f"at least ({limit / ours[1]:,.0f})"
        else:
            told, times = both(theirs), f"{theirs[0] / ours[0]:,.0f} ({theirs[1] / ours[1]:,.0f})"
        print(f"| {engine} | {size:,} | {told} | {both(ours)} | {times} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--stores", nargs="*", choices=["memory", "disk"], default=["memory", "disk"])
    parser.add_argument("--rdflib", type=int, nargs="*", default=[1_000], metavar="CLAIMS")
    parser.add_argument("--pyshacl", type=int, nargs="*", default=[10_000], metavar="CLAIMS")
    parser.add_argument("--limit", type=float, default=900, help="seconds of processor time for pySHACL")
    parser.add_argument("--data", type=Path, help="where the prepared files are kept, for the next run")
    parser.add_argument("--memory", type=float, metavar="GB", help="the most that a measurement may take, or it fails")
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        if args.memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (int(args.memory * 2**30), resource.RLIM_INFINITY))
        total, place, file, *limit = int(args.measure[0]), args.measure[1], Path(args.measure[2]), *args.measure[3:]
        one = measure_pyshacl(total, place, file, float(limit[0])) if limit else measure(total, place, file)
        for told in one:
            print(json.dumps(told), flush=True)
        return
    with contextlib.ExitStack() as stack:
        folder = args.data or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        print(
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, Python {platform.python_version()}\n"
        )
        if args.sizes:
            table(args.sizes, args.stores, folder, args.memory)
        runs = [("rdflib", size) for size in args.rdflib] + [("pyoxigraph", size) for size in args.pyshacl]
        if runs:
            pyshacl_table(runs, folder, args.limit)


if __name__ == "__main__":
    main()
