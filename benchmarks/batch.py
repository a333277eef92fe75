"""``kg batch`` on two workers against the same steps in one process, over generated claims; docs/scaling.md from it.

    python benchmarks/batch.py 10000 30000 100000              # measure; figures go to benchmarks/batch.json
    python benchmarks/batch.py --write                         # the figures → docs/scaling.md

Reading is a stub (the texts are generated, their claims known): what is measured is naming, lifting, writing the graph,
shuffling and comparing. A tenth of the claims stand in one hot series. The runs write the same parts, which is checked
byte by byte; one process and two workers follow each other on one machine, so their ratio is what counts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import filecmp
import json
import multiprocessing
import os
import platform
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from generated import articles
from scaling_page import FIGURES, write_page

from kg.batch import Setting, batch
from kg.batch.extra import distributed
from kg.check import check
from kg.model import Article, Claim, Span
from kg.names import DEFAULT_BASE
from kg.ontology import load
from kg.store import Store

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
SENTENCE = re.compile(r"(Body \d+) has (\d+) members in its assembly, report \d+ says\.")
HOT = "Body 999999999"
PLAIN, KILLED = 20_000, 100_000
"""Claims up to which a store is filled and checked for comparison, and a worker is killed."""


class Generated:
    """Reads the generated texts, and nothing else."""

    def __init__(self, setting: Setting) -> None:
        self.lexicon = load(base=setting.base)

    def frame(self, article: Article) -> Article:
        return article

    def claims(self, article: Article) -> list[Claim]:
        days = json.loads(article.title or "[]")
        return [_claim(article, found, day) for found, day in zip(SENTENCE.finditer(article.text), days, strict=True)]


def _claim(article: Article, found: re.Match[str], day: str) -> Claim:
    return Claim(
        article=article.id, kind="quantity", span=Span(*found.span()), quote=found[0], subject=found[1],
        subject_iri=None, measure="memberCount", value=Decimal(found[2]), value_span=Span(*found.span(2)),
        written=found[2], step=Decimal(1), valid_from="2023", valid_to="2023", basis="stated", published=day,
        temporality="period",
    )  # fmt: skip


def write(path: Path, claims: int) -> None:
    """Write articles; a tenth of the claims is of one series."""
    hot = claims // 10
    many = -(-(claims - hot) // 10)
    with path.open("w", encoding="utf-8") as file:
        for number, (article, found) in enumerate(articles(claims - hot)):
            text, days = article.text, [claim.published for claim in found]
            for at in range(hot * number // many, hot * (number + 1) // many):
                text += (
                    f"{HOT} has {500 + (at % 33 == 0) + (at % 77 == 0)} members in its assembly, report {number} says. "
                )
                days.append(f"20{20 + at % 5}-0{1 + at % 9}-1{at % 10}")
            record = {"id": article.id, "published": "2024-06-01", "title": json.dumps(days), "text": text}
            file.write(json.dumps(record) + "\n")


def in_one_process(path: Path, setting: Setting, pipe: Any) -> None:
    """Do the whole batch here; tell seconds, seconds of processor time, findings, and the most memory it took."""
    begun, used = time.perf_counter(), time.process_time()
    done = batch([path], Path(setting.out), setting=setting, client=None, now=NOW, articles=1_000)
    seconds = time.perf_counter() - begun
    pipe.send((seconds, time.process_time() - used, done.findings, _peak(), done.claims))


def by_store(path: Path, setting: Setting, pipe: Any) -> None:
    """File all articles in a store on disk and check it: what a desk does."""
    begun = time.perf_counter()
    reader = Generated(setting)
    records = map(json.loads, path.open(encoding="utf-8"))
    found = (Article(each["id"], each["text"], published=each["published"], title=each["title"]) for each in records)
    with Store.open(Path(setting.out), base=DEFAULT_BASE) as store:
        pairs = ((each, reader.claims(each)) for each in found)
        for _ in store.ingest_many(pairs, lexicon=reader.lexicon, now=NOW):
            pass
        report = check(store)
    pipe.send((time.perf_counter() - begun, sorted(finding.id for finding in report.findings)))


def apart(work: Callable[..., None], *arguments: Any) -> Any:
    """Return what a function tells, run in a process of its own so that memory and time are its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(*arguments, theirs))
    process.start()
    theirs.close()
    told = ours.recv()
    process.join()
    return told


def on_workers(path: Path, setting: Setting, *, kill_after: float | None = None) -> tuple[float, int, int, float]:
    """Return seconds, findings, the most memory a worker took, seconds of processor time of all workers together.

    One of the two is killed after ``kill_after`` seconds.
    """
    dask = distributed()
    cluster = dask.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50
    )
    with cluster, dask.Client(cluster, set_as_default=False) as client:
        client.run(lambda: __import__("kg.batch.steps"))
        pid = next(iter(client.run(os.getpid).values()))
        killer = threading.Timer(kill_after or 0, os.kill, (pid, signal.SIGKILL))
        if kill_after is not None:
            killer.start()
        before, begun = client.run(time.process_time), time.perf_counter()
        done = batch([path], Path(setting.out), setting=setting, client=client, now=NOW, articles=1_000)
        seconds = time.perf_counter() - begun
        killer.cancel()
        used, peaks = client.run(time.process_time), client.run(_peak)
    processor = sum(used.values()) - sum(before.values())
    print(f"two workers: {seconds:.1f} s, {processor:.1f} s of processor time", file=sys.stderr, flush=True)
    return seconds, done.findings, max(peaks.values()), processor


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def size(folder: Path, suffix: str = "") -> int:
    return sum(path.stat().st_size for path in folder.rglob(f"*{suffix}") if path.is_file())


def same(one: Path, other: Path) -> bool:
    """Say whether two folders hold the same parts, byte for byte."""
    names = [sorted(path.relative_to(folder) for path in folder.glob("*/*")) for folder in (one, other)]
    return names[0] == names[1] and all(filecmp.cmp(one / name, other / name, shallow=False) for name in names[0])


def measured(claims: int, folder: Path) -> dict[str, Any]:
    """Return the figures of one size."""
    path, one, two = folder / "news.jsonl", folder / "one", folder / "two"
    write(path, claims)
    setting = Setting(str(one), DEFAULT_BASE, reading=Generated)
    single, processor, expected, peak, counted = apart(in_one_process, path, setting)
    print(f"one process: {single:.1f} s, {processor:.1f} s of processor time", file=sys.stderr, flush=True)
    double, findings, peak_of_worker, both = on_workers(path, replace(setting, out=str(two)))
    figures: dict[str, Any] = {
        "claims": counted, "one_process": single, "one_process_cpu": processor, "two_workers": double,
        "two_workers_cpu": both,
        "findings": findings, "peak_one": peak, "peak_worker": peak_of_worker, "load": os.getloadavg()[0],
        "articles_bytes": size(folder, "news.jsonl") / counted, "parquet": size(two / "claims", ".parquet") / counted,
        "nquads": size(two / "nquads") / counted, "findings_bytes": size(two / "findings") / counted,
        "same": expected == findings and same(one, two),
    }  # fmt: skip
    shutil.rmtree(one)
    if claims <= KILLED:
        killed = replace(setting, out=str(folder / "killed"))
        figures["killed"], again, *_ = on_workers(path, killed, kill_after=double / 2)
        figures["killed_same"] = again == findings and same(two, Path(killed.out))
    if claims <= PLAIN:
        figures["by_store"], ids = apart(by_store, path, replace(setting, out=str(folder / "store")))
        figures["store_same"] = len(ids) == findings
        figures["store"] = size(folder / "store") / counted
        with Store.open(folder / "store", base=DEFAULT_BASE) as store:
            figures["quads"] = store.count / counted
    return figures


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("claims", nargs="*", type=int)
    asked.add_argument("--write", action="store_true", help="write docs/scaling.md from the figures")
    given = asked.parse_args()
    found = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"runs": {}}
    for claims in given.claims:
        with tempfile.TemporaryDirectory(prefix="kg-batch-") as folder:
            figures = measured(claims, Path(folder))
        print(json.dumps(figures, indent=1), flush=True)
        found["runs"][str(claims)] = figures
        found["machine"] = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        found["day"] = dt.datetime.now(dt.UTC).date().isoformat()
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if given.write:
        write_page()


if __name__ == "__main__":
    main()
