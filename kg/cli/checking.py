"""``kg check`` and ``kg report``: which claims cannot both be true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console

from kg.check import check_claims, recheck
from kg.check import decide as decide_finding
from kg.check.life import State
from kg.cli.options import (
    Reading,
    base_of_environment,
    now,
    open_store,
    reading_options,
    store_option,
)
from kg.cli.tables import findings_table
from kg.formats import claims_from_json, report_to_json
from kg.model import Claim, Report
from kg.report import FORMS, render
from kg.report.choose import part

PATHS = click.argument("paths", nargs=-1, metavar="[PATH...]")
CLAIMS = click.option("--claims", "claims_file", type=click.File("r", encoding="utf8"),
                      help="Claims as `kg extract --format jsonl` prints them.")  # fmt: skip
SHAPES = click.option("--shapes", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True,
                      help="Turtle with more shapes; may be repeated.")  # fmt: skip


@click.command()
@PATHS
@CLAIMS
@store_option(required=False)
@SHAPES
@click.option("--format", "form", type=click.Choice(["table", "json", "ttl"]), default="table", show_default=True)
@reading_options
def check(form: str, **source: Any) -> None:
    """Say which claims cannot both be true: of articles, of a claims file, or of a store.

    Exit status 3 where the check had to be cut short, else 1 where a finding of severity violation was made, else 0.
    """
    report = _report(**source)
    if form == "table":
        console = Console()
        console.print(findings_table(report))
        console.print(_summary(report))
    else:
        click.echo(json.dumps(report_to_json(report), ensure_ascii=False) if form == "json" else render(report, "ttl"))
    if not report.complete:  # first: what was found is seen in the report, what was left out is not
        click.get_current_context().exit(3)
    if any(finding.severity == "violation" for finding in report.findings):
        click.get_current_context().exit(1)


@click.command()
@PATHS
@CLAIMS
@store_option(required=False)
@SHAPES
@click.option("--format", "form", type=click.Choice(FORMS), default="md", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output without it."
)
@click.option("--title", default="Consistency report", show_default=True)
@click.option("--entity", help="Only findings about this subject (name or IRI).")
@click.option("--measure", help="Only findings of this measure.")
@click.option("--newsroom", help="Only findings with a claim of this publisher.")
@click.option("--since", metavar="DAY", help="Only findings with a claim published on this day or later.")
@click.option("--until", metavar="DAY", help="Only findings with a claim published on this day or earlier.")
@reading_options
def report(
    form: str,
    out: Path | None,
    title: str,
    entity: str | None,
    measure: str | None,
    newsroom: str | None,
    since: str | None,
    until: str | None,
    **source: Any,
) -> None:
    """Write a report of the findings: for people (HTML, Markdown), spreadsheets (CSV) or programs (JSON, Turtle).

    JSON-LD holds ClaimReviews, of findings that a person confirmed and of no other.
    """
    chosen = part(_report(**source), entity=entity, measure=measure, newsroom=newsroom, since=since, until=until)
    content = render(chosen, form, title=title, base=base_of_environment(), of=entity or newsroom or measure)
    if out is None:
        click.echo(content, nl=False)
    else:
        out.write_text(content, encoding="utf8", newline="")


@click.command()
@click.argument("findings", nargs=-1, required=True, metavar="FINDING...")
@click.option("--confirm", "state", flag_value="confirmed", help="The finding is right.")
@click.option("--dismiss", "state", flag_value="dismissed", help="The finding is not one; say why.")
@click.option("--open", "state", flag_value="open", help="Undo the decision.")
@click.option("--by", "who", required=True, help="Who decides.")
@click.option("--reason", help="Why; needed to dismiss.")
@store_option(required=True)
def decide(
    findings: tuple[str, ...], state: State | None, who: str, reason: str | None, store_path: Path | str
) -> None:
    """Confirm or dismiss findings (IRIs, as `kg check --store DIR --format json` names them), or open them again."""
    if state is None:
        raise click.UsageError("say what is decided: --confirm, --dismiss or --open")
    if state == "dismissed" and not reason:
        raise click.UsageError("--dismiss needs a --reason")
    with open_store(store_path, create=False) as store:
        for finding in findings:
            done = decide_finding(store, finding, state, who=who, why=reason, now=now())
            click.echo(f"{done.state}\t{finding}")


def _report(
    paths: tuple[str, ...],
    claims_file: IO[str] | None,
    store_path: Path | str | None,
    shapes: tuple[Path, ...],
    reading: Reading,
) -> Report:
    given = [bool(paths), claims_file is not None, store_path is not None and not paths and claims_file is None]
    if sum(given) != 1:
        raise click.UsageError("name what to check: PATH..., --claims FILE, or --store DIR")
    reader = reading.reader()
    if store_path is not None and not paths and claims_file is None:
        with open_store(store_path, create=False) as store:
            return recheck(store, now=now(), shapes=shapes)

    def claims() -> Iterator[Claim]:
        if claims_file is not None:
            yield from claims_from_json(claims_file, source=claims_file.name)
            return
        for _, found in reading.claims(paths, reader):
            yield from found

    return check_claims(claims(), lexicon=reader.lexicon, shapes=shapes, foreign=claims_file is not None)


def _summary(report: Report) -> str:
    counts = {severity: 0 for severity in ("violation", "warning", "info")}
    for finding in report.findings:
        counts[finding.severity] += 1
    found = ", ".join(f"{count} of severity {severity}" for severity, count in counts.items() if count) or "no findings"
    return f"{report.claims} claims: {found}" + ("" if report.complete else f"; not complete: {report.reason}")
