"""``kg ingest``, ``kg withdraw``, ``kg load``, ``kg backup``: what goes into a store, out of it, and beside it."""

from __future__ import annotations

from pathlib import Path

import click

from kg.check import load_reference
from kg.cli.options import (
    NOTES,
    PATHS,
    Reading,
    now,
    open_store,
    reader_for,
    reading_options,
    store_option,
    watched,
)
from kg.pipeline import ingest as ingest_articles
from kg.serve.backup import backup as backup_store
from kg.serve.backup import restore as restore_store
from kg.store import Ingested


@click.command()
@PATHS
@store_option(required=True)
@reading_options
def ingest(paths: tuple[str, ...], store_path: Path | str, reading: Reading) -> None:
    """Read articles into the graph in the store; an article that is there already changes nothing.

    Prints one line an article once it is safely stored: what became of it, its id, its IRI.
    """
    reader = reading.reader()
    with open_store(store_path) as store:
        found = reading.articles(paths, reader)
        counts = {"new": 0, "newer": 0, "unchanged": 0, "withdrawn": 0}
        made = ingest_articles(found, store, reader, now=now, on_error=reading.on_error)
        for done in watched(made, what="ingesting"):
            outcome = _outcome(done)
            counts[outcome] += 1
            click.echo(f"{outcome}\t{done.claims} claims\t{done.article_iri}")
    NOTES.print(", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "no articles")


def _outcome(done: Ingested) -> str:
    if done.withdrawn:
        return "withdrawn"
    if not done.changed:
        return "unchanged"
    return "new" if done.superseded is None else "newer"


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--reason", help="Why, kept with the record.")
@store_option(required=True)
def withdraw(articles: tuple[str, ...], reason: str | None, store_path: Path | str) -> None:
    """Take articles (IRIs, as `kg ingest` prints them) out of the graph whole; a record without their words stays."""
    with open_store(store_path) as store:
        for article in articles:
            store.withdraw(article, now=now(), reason=reason)
            click.echo(f"withdrawn\t{article}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--as-reference", is_flag=True, help="Trusted statements: findings then say what supports or contradicts them."
)
@click.option("--graph", help="Name (IRI) of the graph that other RDF goes to.")
@store_option(required=True)
def load(files: tuple[Path, ...], as_reference: bool, graph: str | None, store_path: Path | str) -> None:
    """Load reference facts (Wikidata statements or our own form), or RDF into a graph of your own."""
    if as_reference == (graph is not None):
        raise click.UsageError("say where it goes: --as-reference, or --graph IRI")
    reader = reader_for(())
    with open_store(store_path) as store:
        for file in files:
            if graph is None:
                click.echo(f"{load_reference(store, file, lexicon=reader.lexicon)} facts\t{file}")
            else:
                click.echo(f"{store.load(file, graph)} statements\t{file}")


def _folder(place: Path | str) -> Path:
    if isinstance(place, str):
        raise click.UsageError(f"{place} is no folder: copy a store that is served elsewhere with its own tools")
    return place


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@store_option(required=True)
def backup(target: Path, store_path: Path | str) -> None:
    """Copy a store that no service holds; of one that is served, POST /backup."""
    backup_store(_folder(store_path), target)
    click.echo(f"copied\t{target}")


@click.command()
@click.argument("copy", type=click.Path(path_type=Path, exists=True, file_okay=False))
@store_option(required=True)
def restore(copy: Path, store_path: Path | str) -> None:
    """Put a copy made by `kg backup` in the place of a store that is not there."""
    restore_store(copy, _folder(store_path))
    click.echo(f"restored\t{store_path}")
