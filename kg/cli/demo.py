"""``kg demo``: the whole story on the shipped articles, in memory."""

from __future__ import annotations

import click
from rich.console import Console

from kg.check import check_claims
from kg.cli import plugged
from kg.cli.options import base_of_environment, watched
from kg.cli.tables import claims_table, findings_table
from kg.pipeline import demo_articles, open_reader


@click.command()
@click.option("--no-serve", is_flag=True, help="End after the report.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port on 127.0.0.1 to serve on.")
@click.pass_context
def demo(ctx: click.Context, no_serve: bool, port: int) -> None:
    """Read the demo articles, print their claims and findings, and serve them."""
    reader = open_reader(base=base_of_environment())
    found = list(watched(demo_articles(reader), what="reading"))
    claims = [claim for article in found for claim in reader.claims(article)]
    console = Console()
    console.print(claims_table(claim for claim in claims if claim.kind != "statement"))
    report = check_claims(claims, lexicon=reader.lexicon)
    console.print(findings_table(report))
    console.print(f"{len(found)} articles, {len(claims)} claims, {len(report.findings)} findings")
    if no_serve:
        return
    serve = plugged("serve")
    if serve is None:
        raise click.ClickException("nothing here can serve: install claimgraph with its package `api`")
    ctx.invoke(serve, demo=True, port=port)
