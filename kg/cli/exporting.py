"""``kg export``: the graph, or some of its claims, in the forms of other tools."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from kg.cli.options import EXTENSIONS, NOTES, open_store, reader_for, store_option
from kg.exchange.forms import ALL_FORMS, CC0, write
from kg.exchange.package import write_package
from kg.exchange.selection import Selection

PACKAGE = "package"


@click.command()
@store_option(required=True)
@click.option("--format", "form", type=click.Choice([*ALL_FORMS, PACKAGE]), default="trig", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path), help="File to write (a folder for a package); else standard output."
)
@click.option("--entity", help="Only claims about this entity (IRI).")
@click.option("--article", help="Only claims of this article (IRI).")
@click.option("--measure", help="Only claims of this measure (IRI).")
@click.option("--series", help="Only claims of this series (IRI).")
@click.option("--finding", help="Only the claims of this finding that the store keeps (IRI).")
@click.option("--graph", help="Only the graph of this name (a version's IRI), as RDF.")
@click.option("--title", default="Claims of news articles", show_default=True, help="Title of a package.")
@EXTENSIONS
def export(
    store_path: Path | str, form: str, out: Path | None, entity: str | None, article: str | None, measure: str | None,
    series: str | None, finding: str | None, graph: str | None, title: str, extensions: tuple[Path, ...],
) -> None:  # fmt: skip
    """Write the graph for other tools: RDF, Wikidata statements, nanopublications, schema.org, tables, a package.

    Turtle, N-Triples and RDF/XML hold the union of all graphs; `claimreview` holds what people confirmed.
    """
    selection = Selection(entity, article, measure, series, finding)
    if graph is not None and not selection.whole:
        raise click.UsageError("--graph goes with none of --entity, --article, --measure, --series, --finding")
    with open_store(store_path, create=False) as store:
        if form == PACKAGE:
            if out is None or not selection.whole or graph is not None:
                raise click.UsageError("a package is of the whole store, and needs --out FOLDER")
            files = write_package(store, out, title=title, licence=CC0, day=dt.datetime.now(dt.UTC).date().isoformat())
            NOTES.print(f"{len(files)} files in {out}", markup=False)
            return
        lexicon = reader_for(extensions).lexicon

        def whole(to: IO[bytes]) -> None:
            if graph is not None:
                store.export(form, to=to, graph=graph)
            else:
                write(store, form, to, lexicon=lexicon, selection=selection)

        _written(out, whole)


def _written(out: Path | None, write_to: Callable[[IO[bytes]], None]) -> None:
    """Write to the file, which is whole or not there, or to standard output."""
    if out is None:
        write_to(sys.stdout.buffer)
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            write_to(file)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
