"""``kg batch`` and ``kg watch``: many articles on many workers, and articles as they appear."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from kg.batch import Progress as Step
from kg.batch import Setting
from kg.batch import batch as run_batch
from kg.batch.chunks import ARTICLES
from kg.batch.extra import distributed
from kg.batch.partitions import PARTITIONS
from kg.cli.options import EXTENSIONS, NOTES, PATHS, base_of_environment, now, open_store, reader_for, store_option
from kg.errors import KgError, StoreError
from kg.pipeline import Reader, ingest
from kg.store import Store
from kg.watch import Appeared, Watched, new_articles


@click.command()
@PATHS
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="Folder of the parts; what it knows from an earlier batch is not read again.")  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS",
              help="A running Dask scheduler (tcp://host:8786), whose workers see the same files.")  # fmt: skip
@click.option("--workers", type=click.IntRange(0),
              help="Processes on this machine; 0: all in this one.  [default: one a core]")  # fmt: skip
@click.option("--read-at", "read_at", type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]),
              help="Record time (UTC) of new articles; the same gives the same bytes.  [default: now]")  # fmt: skip
@click.option("--memory", metavar="SIZE", default="auto", show_default=True, help="What one of them may use (2GB).")
@click.option("--chunk", type=click.IntRange(1), default=ARTICLES, show_default=True, help="Articles read as one task.")
@click.option("--partitions", type=click.IntRange(1, 100_000), default=PARTITIONS, show_default=True,
              help="Tasks of comparing; about one for every million claims.")  # fmt: skip
@click.option(
    "--load", "loaded", is_flag=True, help="Then load graph and findings into the store of --store, which must be new."
)
@store_option(required=False)
@EXTENSIONS
def batch(
    paths: tuple[str, ...],
    out: Path,
    scheduler: str | None,
    workers: int | None,
    memory: str,
    chunk: int,
    partitions: int,
    read_at: dt.datetime | None,
    loaded: bool,
    store_path: Path | str | None,
    extensions: tuple[Path, ...],
) -> None:
    """Read and compare articles by the million: JSONL, Parquet, WARC, files and folders.

    Writes claims and findings as Parquet, graph and findings as N-Quads, articles that cannot be read to bad.jsonl.
    Begun again, it goes on; given new articles, it compares only what they touch. Exit status 3 where a comparison was
    cut short.
    """
    if loaded and store_path is None:
        raise click.UsageError("--load needs --store: name the store to load into")
    setting = Setting(
        str(out.resolve()), base_of_environment(), tuple(str(each.resolve()) for each in extensions), partitions
    )
    found = tuple(str(Path(path).resolve()) for path in paths)
    with _client(scheduler, workers, memory) as client, _shown() as told:
        when = now() if read_at is None else read_at.replace(tzinfo=dt.UTC)
        done = run_batch(found, out, setting=setting, client=client, now=when, articles=chunk, told=told)
    click.echo(
        f"{done.articles} articles, {done.claims} claims ({done.compared} compared again), {done.findings} findings, "
        f"{done.bad} articles set aside"
    )
    if loaded and store_path is not None:
        with open_store(store_path) as store:
            for part in sorted([*(out / "nquads").iterdir(), *(out / "findings").glob("*.nq")]):
                store.insert(part.read_bytes())
    if not done.complete:
        click.get_current_context().exit(3)


@contextmanager
def _client(scheduler: str | None, workers: int | None, memory: str) -> Iterator[Any]:
    if scheduler is None and workers == 0:
        yield None
        return
    dask = distributed()
    if scheduler is not None:
        try:
            with dask.Client(scheduler, timeout="15s", set_as_default=False) as client:
                yield client
            return
        except (OSError, ValueError) as error:
            raise click.ClickException(f"--scheduler {scheduler}: no scheduler answers there ({error})") from None
    cluster = dask.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        memory_limit=memory,
        host="127.0.0.1",
        silence_logs=logging.ERROR,
    )
    with cluster, dask.Client(cluster, set_as_default=False) as client:
        yield client


@contextmanager
def _shown() -> Iterator[Callable[[Step], None]]:
    """Give what shows progress: a bar and rates where a person is watching, else a line for every step."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    bars: dict[str, TaskID] = {}
    begun = time.monotonic()
    with Progress(*columns, console=NOTES, disable=not NOTES.is_terminal) as progress:

        def told(step: Step) -> None:
            seconds = max(time.monotonic() - begun, 0.001)
            rate = f"{step.claims:,} claims, {step.articles / seconds:,.0f} articles/s" if step.claims else ""
            if step.step not in bars:
                bars[step.step] = progress.add_task(step.step, total=step.total, rate=rate)
            progress.update(bars[step.step], completed=step.done, total=step.total, rate=rate)
            if not NOTES.is_terminal and step.done == step.total:
                NOTES.print(f"{step.step}: {step.done} tasks {rate}", highlight=False)

        yield told


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FEED_OR_FOLDER...")
@store_option(required=True)
@click.option(
    "--state", type=click.Path(path_type=Path, dir_okay=False), help="What was seen [default: watch.json in the store]."
)
@click.option(
    "--every",
    type=click.FloatRange(1),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="Time between two looks.",
)
@click.option("--once", is_flag=True, help="Look once, and end.")
@EXTENSIONS
def watch(
    sources: tuple[str, ...],
    store_path: Path | str,
    state: Path | None,
    every: float,
    once: bool,
    extensions: tuple[Path, ...],
) -> None:
    """Read what appears in feeds (RSS, Atom; by address) and folders into the graph in the store, each article once.

    Prints one line an article once it is safely stored. What cannot be read is named and does not stop the others.
    """
    reader = reader_for(extensions)
    if state is None and isinstance(store_path, str):
        raise click.UsageError("--state FILE is needed where the store is an address: what was seen must be kept here")
    watched = Watched(state if state is not None else Path(store_path) / "watch.json")
    pause = threading.Event()
    with open_store(store_path) as store:
        while True:
            for appeared in new_articles(watched, sources):
                _take_in(appeared, store, reader)
            if once or pause.wait(every):
                return


def _take_in(appeared: Appeared, store: Store, reader: Reader) -> None:
    problem = appeared.problem
    if appeared.article is not None:
        try:
            for done in ingest([reader.frame(appeared.article)], store, reader, now=now):
                click.echo(f"{'new' if done.changed else 'unchanged'}\t{done.claims} claims\t{done.article_iri}")
        except StoreError:
            raise  # not dealt with: it is asked for again
        except KgError as error:
            problem = error
    if problem is not None:
        NOTES.print(f"skipped: {problem}", style="yellow", markup=False, soft_wrap=True)
    appeared.taken()
