"""``kg serve``, ``kg config`` and ``kg token``: the commands that this package adds to ``kg``."""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile
from pathlib import Path
from typing import Any

import click

from api.server import apart, run
from api.settings import read_settings, shown
from api.tokens import SCOPES, new_token
from kg.check import recheck
from kg.names import DEFAULT_BASE
from kg.pipeline import demo_articles, ingest, open_reader
from kg.store import Store


@click.command()
@click.option("--store", metavar="DIR|URL", help="Folder of the graph, or a SPARQL store's address; in memory without.")
@click.option("--demo", is_flag=True, help="Serve the demo articles, from a store that is gone afterwards.")
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--base", help="Base of instance IRIs; a store keeps the one it was made with.")
@click.option("--default-graph", type=click.Choice(["union", "plain"]), help="What a query without a dataset sees.")
@click.option("--readers", type=click.IntRange(1, 64), help="Processes that answer queries.")
def serve(store: str | None, demo: bool, **given: Any) -> None:
    """Serve SPARQL, linked data, JSON and pages until SIGTERM or SIGINT.

    `kg config` lists all settings; each is an option here, a variable KG_NAME, or a key of the TOML file KG_SETTINGS.
    """
    if not demo:
        run(read_settings(store=store, **given))
        return
    if store is not None:
        raise click.UsageError("--demo has a store of its own: leave --store out")
    with tempfile.TemporaryDirectory(prefix="claimgraph-demo-") as folder:
        token = read_settings().token or secrets.token_urlsafe(12)
        settings = read_settings(store=str(Path(folder) / "store"), token=token, **given)
        base = settings.base or f"http://{settings.host}:{settings.port}/"
        apart(lambda: fill_with_demo(Path(settings.store), base))
        click.echo(f"To decide on findings, sign in at /sign-in with the token {token}")
        run(settings)


def fill_with_demo(path: Path, base: str = DEFAULT_BASE) -> None:
    """Read the demo articles into a new store and keep what the check finds."""
    reader = open_reader(base=base)
    with Store.open(path, base=base) as store:
        for _ in ingest(demo_articles(reader), store, reader, now=lambda: dt.datetime.now(dt.UTC)):
            pass
        recheck(store, now=dt.datetime.now(dt.UTC))


@click.command()
def config() -> None:
    """Print the settings in force, and what each does."""
    rows = shown(read_settings())
    width = max(len(name) for name, _, _ in rows)
    for name, value, help in rows:
        click.echo(f"{name:<{width}}  {value or '-'}\n{'':<{width}}    {help}")


@click.command()
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, default=("write",), show_default=True)
@click.option("--name", default="", help="Whose it is, for the file of tokens.")
def token(scopes: tuple[str, ...], name: str) -> None:
    """Make a token: print it once, and the line with its hash for KG_TOKENS_FILE or KG_TOKENS."""
    made, line = new_token(*scopes, name=name)
    click.echo(f"token  {made}\nline   {line}")
