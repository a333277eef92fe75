"""``kg extract`` and ``kg recognise``: what articles claim, and what they mention."""

from __future__ import annotations

import json

import click
from rich.console import Console

from kg.cli.options import PATHS, Reading, reading_options, watched
from kg.cli.tables import claims_table
from kg.formats import claim_to_json, mention_to_json


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--explain", is_flag=True, help="Say which rule filled each slot of a claim.")
@reading_options
def extract(paths: tuple[str, ...], form: str, explain: bool, reading: Reading) -> None:
    """Print the claims of articles: text, HTML, JSONL, folders, or - for standard input."""
    reader = reading.reader()
    found = reading.claims(paths, reader, what="extracting")
    if form == "jsonl":
        for _, claims in found:
            for claim in claims:
                click.echo(json.dumps(claim_to_json(claim, explain=explain), ensure_ascii=False))
        return
    Console().print(claims_table([claim for _, claims in found for claim in claims], explain=explain))


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@reading_options
def recognise(paths: tuple[str, ...], form: str, reading: Reading) -> None:
    """Print what articles mention where: times, quantities, entities."""
    reader = reading.reader()
    for article in watched(reading.articles(paths, reader), what="recognising"):
        for mention in reader.mentions(article):
            row = mention_to_json(mention, article)
            if form == "jsonl":
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                words = mention.span.of(article.text)
                click.echo(f"{article.id}  {mention.span.start:>6}  {mention.kind:<9} {words!r}  {row['value']}")
