"""Figures of ``benchmarks/batch.py`` → the measured part of docs/scaling.md, and the plan that follows from them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).with_name("batch.json")
PAGE = Path(__file__).parents[1] / "docs" / "scaling.md"
READING = 0.020  # seconds of one core that reading an article of ten claims takes: assumed
REAL = 200  # bytes of Parquet a claim of news takes, which does not repeat itself as the generated texts do
CORES = 64
_MEASURED = re.compile(r"(<!-- measured -->\n).*?(<!-- end -->)", re.S)


def write_page() -> None:
    """Put the figures in their place on the page."""
    told = json.loads(FIGURES.read_text(encoding="utf-8"))
    runs = [told["runs"][name] for name in sorted(told["runs"], key=int)]
    text = "\n\n".join([_stated(told, runs), _speed(runs), _bytes(runs), _plan(runs[-1])])
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MEASURED.sub(lambda found: found[1] + text + "\n" + found[2], page), encoding="utf-8")


def _stated(told: dict[str, Any], runs: list[dict[str, Any]]) -> str:
    loads = sorted(round(run["load"]) for run in runs)
    return (
        f"{told['machine']}, {told['day']}; other programs ran on it at the time (load {loads[0]} to {loads[-1]}), so "
        "seconds of the clock say little, and processor time is that of crowded caches. Read ratios and bytes."
    )


def _speed(runs: list[dict[str, Any]]) -> str:
    rows = {
        "one process, seconds (of processor time)": lambda r: f"{r['one_process']:.0f} ({r['one_process_cpu']:.0f})",
        "two workers, seconds (of processor time)": lambda r: (
            f"{r['two_workers']:.0f}" + (f" ({r['two_workers_cpu']:.0f})" if "two_workers_cpu" in r else "")
        ),
        "two workers against one process": lambda r: f"{r['one_process'] / r['two_workers']:.2f} ×",
        "a worker killed by `kill -9` half-way, against undisturbed": lambda r: _ratio(r, "killed", "two_workers"),
        "the same by `kg ingest` and `kg check`, seconds": lambda r: f"{r['by_store']:.0f}" if "by_store" in r else "–",
        "findings": lambda r: f"{r['findings']:,}",
        "the parts are the same, byte for byte": lambda r: (
            "yes" if r["same"] and r.get("killed_same", True) and r.get("store_same", True) else "NO"
        ),
        "peak memory, one process": lambda r: f"{r['peak_one']} MB",
        "peak memory of a worker": lambda r: f"{r['peak_worker']} MB",
        "claims a second of one core": lambda r: f"{r['claims'] / r['one_process_cpu']:,.0f}",
    }
    return _table(["", *(f"{run['claims']:,} claims" for run in runs)], rows, runs)


def _ratio(run: dict[str, Any], one: str, other: str) -> str:
    return f"{run[one] / run[other]:.2f} ×" if one in run else "–"


def _bytes(runs: list[dict[str, Any]]) -> str:
    rows = {
        "articles (JSONL)": lambda r: f"{r['articles_bytes']:.0f}",
        "Parquet: what is shuffled, once": lambda r: f"{r['parquet']:.0f}",
        "N-Quads": lambda r: f"{r['nquads']:,.0f}",
        "findings, as Parquet and N-Quads": lambda r: f"{r['findings_bytes']:.0f}",
        "embedded store on disk": lambda r: f"{r['store']:,.0f} ({r['quads']:.1f} quads)" if "store" in r else "–",
    }
    return _table(["bytes a claim", *(f"{run['claims']:,} claims" for run in runs)], rows, runs)


def _plan(run: dict[str, Any]) -> str:
    core = run["one_process_cpu"] / run["claims"]
    rows = {
        "reading, core hours (20 ms an article assumed)": lambda n: f"{n / 10 * READING / 3600:,.0f}",
        "naming, writing, comparing, core hours": lambda n: f"{n * core / 3600:,.0f}",
        f"on {CORES} cores": lambda n: f"{n * (core + READING / 10) / 3600 / CORES:,.1f} hours",
        "Parquet, shuffled once": lambda n: f"{n * REAL / 1e9:,.0f} GB",
        "N-Quads": lambda n: f"{n * run['nquads'] / 1e12:.1f} TB",
        "partitions (`--partitions`)": lambda n: f"{max(256, round(n / 1e6)):,}",
        "memory a worker": lambda n: "2 GB",
        "memory of the program that hands out": lambda n: f"{max(1, n / 10 * 100 / 1e9):.0f} GB",
    }
    table = _table(["", "10⁸ claims (10⁷ articles)", "10⁹ claims (10⁸ articles)"], rows, [1e8, 1e9])
    said = f"From the {run['claims']:,} claims above; with news count on {REAL} bytes of Parquet a claim."
    return f"## On paper\n\n{said}\n\n{table}"


def _table(head: list[str], rows: dict[str, Any], columns: list[Any]) -> str:
    lines = [head, ["---"] * len(head), *([name, *map(cell, columns)] for name, cell in rows.items())]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
