"""``kg batch`` against one process, over generated claims; bytes a claim, memory, and a worker killed on the way.

    python benchmarks/batch.py 10000 100000

Reading is a stub (the texts are generated, their claims known), so what is measured is everything else: writing,
shuffling, comparing. Figures are ratios of one run on one machine.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import resource
import signal
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generated import articles

from kg.batch import Setting, batch
from kg.batch.extra import distributed
from kg.check import check_claims
from kg.model import Article, Claim, Span
from kg.names import DEFAULT_BASE
from kg.ontology import load
from kg.store import Store

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
SENTENCE = re.compile(r"(Body \d+) has (\d+) members in its assembly, report \d+ says\.")


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
    with path.open("w", encoding="utf-8") as file:
        for article, found in articles(claims):
            days = json.dumps([claim.published for claim in found])
            file.write(
                json.dumps({"id": article.id, "published": "2024-06-01", "title": days, "text": article.text}) + "\n"
            )


def alone(path: Path, setting: Setting) -> tuple[float, int]:
    begun = time.perf_counter()
    reader = Generated(setting)
    records = map(json.loads, path.open(encoding="utf-8"))
    found = (Article(each["id"], each["text"], published=each["published"], title=each["title"]) for each in records)
    report = check_claims(
        (claim for each in found for claim in reader.claims(each)), lexicon=reader.lexicon, base=setting.base
    )
    return time.perf_counter() - begun, len(report.findings)


def run(path: Path, out: Path, setting: Setting, *, kill: bool = False) -> tuple[float, int, int]:
    dask = distributed()
    cluster = dask.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50
    )
    with cluster, dask.Client(cluster, set_as_default=False) as client:
        killed: list[int] = []

        def told(progress: object) -> None:
            if kill and not killed:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        begun = time.perf_counter()
        done = batch([path], out, setting=setting, client=client, now=NOW, articles=1_000, told=told)
        seconds = time.perf_counter() - begun
        peaks = client.run(lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return seconds, done.findings, max(peaks.values())


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for claims in map(int, sys.argv[1:] or ["10000"]):
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder) / "news.jsonl", Path(folder) / "out"
            write(path, claims)
            setting = Setting(str(out), DEFAULT_BASE, reading=Generated)
            single, expected = alone(path, setting)
            seconds, findings, peak = run(path, out, setting)
            print(f"{claims:>9,} claims: one process {single:.1f} s, {expected} findings; two workers {seconds:.1f} s, "
                  f"{findings} findings, peak {peak} MB a worker")  # fmt: skip
            for part in ("claims", "nquads", "findings"):
                print(f"          {part}: {size(out / part) / claims:.0f} bytes a claim")
            killed, again, _ = run(
                path, Path(folder) / "killed", replace(setting, out=str(Path(folder) / "killed")), kill=True
            )
            same = _same(out, Path(folder) / "killed")
            print(f"          a worker killed: {killed:.1f} s, {again} findings, equal: {same}")
            if claims <= 100_000:
                begun = time.perf_counter()
                with Store.open(Path(folder) / "store", base=DEFAULT_BASE) as store:
                    for part in sorted((out / "nquads").iterdir()):
                        store.insert(part.read_bytes())
                    quads = store.count
                loading = time.perf_counter() - begun
                kept = size(Path(folder) / "store") / claims
                print(f"          store on disk: {kept:.0f} bytes, {quads / claims:.1f} quads a claim, {loading:.1f} s")


def _same(one: Path, other: Path) -> bool:
    def content(folder: Path) -> dict[str, bytes]:
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/*")}

    return content(one) == content(other)


if __name__ == "__main__":
    main()
