"""Options that several commands share, and the reader they ask for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.errors import KgError, StoreError
from kg.model import Article, Claim
from kg.names import DEFAULT_BASE, check_base
from kg.pipeline import Reader, articles, claims_of, open_reader
from kg.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")
NOTES = Console(stderr=True)


def base_of_environment() -> str:
    """Return the base under which instance IRIs are minted (``KG_BASE``)."""
    try:
        return check_base(os.environ.get("KG_BASE", DEFAULT_BASE))
    except ValueError as error:
        raise KgError(f"KG_BASE: {error}") from None


def now() -> dt.datetime:
    """Return the record time; only the edges of the program look at a clock."""
    return dt.datetime.now(dt.UTC)


class _Place(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    name = "DIR|URL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        return value if not isinstance(value, str) or "://" in value else Path(value)  # Path would fold https://


def open_store(place: Path | str, *, create: bool = True) -> Store:
    """Open the store in a folder, or at an address; commands that only read refuse a folder that holds none."""
    base = os.environ.get("KG_BASE") and base_of_environment()
    if isinstance(place, str):
        return Store.at(place, base=base)
    if not create and not place.is_dir():
        raise StoreError(f"{place}: there is no store; `kg ingest PATH... --store {place}` makes one")
    return Store.open(place, base=base)


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read, as the options say."""

    published: str | None = None
    extensions: tuple[Path, ...] = ()
    skip_bad: bool = False
    extractor: str = "rules"
    llm_url: str | None = None
    llm_model: str | None = None

    def reader(self) -> Reader:
        """Return the reader that the options ask for."""
        if self.extractor == "rules":
            return reader_for(self.extensions)
        if not self.llm_url or not self.llm_model:
            raise click.UsageError("--extractor llm needs --llm-url and --llm-model")
        from kg.extract.llm import Grounding, llm  # an HTTP client that nobody else waits for

        def tell(grounding: Grounding) -> None:
            for line in grounding.notes():
                NOTES.print(line, style="yellow", markup=False, soft_wrap=True)

        url, model, key = self.llm_url, self.llm_model, os.environ.get("KG_LLM_KEY") or None
        return open_reader(
            *self.extensions,
            base=base_of_environment(),
            extractor=lambda lexicon: llm(url=url, model=model, key=key, lexicon=lexicon, tell=tell),
        )

    @property
    def on_error(self) -> Callable[[KgError], None] | None:
        """What is done with an article that cannot be read: it is named on standard error where ``--skip-bad`` asks."""

        def name_it(error: KgError) -> None:
            NOTES.print(f"skipped: {error}", style="yellow", markup=False, soft_wrap=True)

        return name_it if self.skip_bad else None

    def articles(self, paths: tuple[str, ...], reader: Reader) -> Iterator[Article]:
        """Yield the articles of the paths."""
        return articles(paths, reader, published=self.published, on_error=self.on_error)

    def claims(
        self, paths: tuple[str, ...], reader: Reader, *, what: str = "reading"
    ) -> Iterator[tuple[Article, list[Claim]]]:
        """Yield the articles of the paths with their claims, behind a progress bar."""
        return claims_of(watched(self.articles(paths, reader), what=what), reader, on_error=self.on_error)


EXTENSIONS = click.option(
    "--ontology",
    "extensions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Turtle with more measures, entities, units or cues; may be repeated.",
)
_READING = (
    click.option("--published", metavar="DATE", help="Date of the articles (EDTF: 2024-04-04, 2024-04)."),
    EXTENSIONS,
    click.option("--skip-bad", is_flag=True, help="Name articles that cannot be read and go on with the others."),
    click.option("--extractor", type=click.Choice(["rules", "llm"]), default="rules", show_default=True,
                 help="How claims are found."),
    click.option("--llm-url", metavar="URL", help="Chat endpoint, up to its /v1; the key comes from KG_LLM_KEY."),
    click.option("--llm-model", metavar="NAME", help="Model at that endpoint."),
)  # fmt: skip


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how articles are read; the command gets them as ``reading``."""

    @wraps(command)
    def with_reading(**given: Any) -> Any:
        chosen = {field.name: given.pop(field.name) for field in fields(Reading)}
        return command(**given, reading=Reading(**chosen))

    for option in reversed(_READING):
        with_reading = option(with_reading)
    return with_reading


def store_option(*, required: bool) -> Callable[[Command], Command]:
    """Add ``--store DIR|URL``."""
    return click.option("--store", "store_path", type=_Place(), required=required, envvar="KG_STORE",
                        help="Folder of the graph, made where there is none, or a SPARQL store's address.")  # fmt: skip


PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def reader_for(extensions: tuple[Path, ...]) -> Reader:
    """Return a reader with the shipped ontology and the extensions."""
    return open_reader(*extensions, base=base_of_environment())


def watched(items: Iterator[Item], *, what: str, total: int | None = None) -> Iterator[Item]:
    """Yield the items behind a progress bar, where a person is watching."""
    if not NOTES.is_terminal:
        yield from items
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=NOTES, transient=True) as progress:
        yield from progress.track(items, description=what, total=total)
