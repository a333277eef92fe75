"""The command ``kg``: a doorway. Exit status 0 clean, 1 findings of severity violation, 2 misuse or bad input."""

from __future__ import annotations

import importlib
import keyword
from importlib.metadata import entry_points
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

_OWN = {  # command: module it stands in, what it does in a line
    "extract": ("reading", "Print the claims of articles."),
    "recognise": ("reading", "Print what articles mention where."),
    "ingest": ("storing", "Read articles into the graph in a store."),
    "check": ("checking", "Say which claims cannot both be true."),
    "report": ("checking", "Write a report of the findings."),
    "export": ("exporting", "Write the graph for other tools."),
    "link": ("linking", "Find what others call the same things."),
    "import": ("linking", "Take in what others say."),
    "batch": ("growing", "Read and check millions of articles on a cluster."),
    "watch": ("growing", "Follow feeds and folders."),
    "decide": ("checking", "Confirm or dismiss findings, or open them again."),
    "load": ("storing", "Load reference facts, or a graph of your own."),
    "withdraw": ("storing", "Take articles out of the graph whole."),
    "backup": ("storing", "Copy a store."),
    "restore": ("storing", "Put a copy in the place of a store."),
    "demo": ("demo", "Read, check and serve the demo articles."),
}


class BadInput(click.ClickException):
    """Something a person can mend; 1 is kept for findings."""

    exit_code = 2


class _Commands(click.Group):
    """Commands are imported when they are called: ``kg --help`` need not load an RDF library."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_OWN, *sorted(point.name for point in entry_points(group="kg.commands"))]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        points = sorted(entry_points(group="kg.commands"), key=lambda point: point.name)
        others = {point.name: point.load().get_short_help_str(limit=70) for point in points}
        own = {name: help for name, (_, help) in _OWN.items()}
        with formatter.section("Commands"):
            formatter.write_dl(list((own | others).items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _OWN:
            module = importlib.import_module(f"kg.cli.{_OWN[cmd_name][0]}")
            command = getattr(module, f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name)
            return command if isinstance(command, click.Command) else None
        return plugged(cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise BadInput(str(error)) from error


def plugged(name: str) -> click.Command | None:
    """Return a command that another package adds through the entry point group ``kg.commands``."""
    for point in entry_points(group="kg.commands", name=name):
        command = point.load()
        if isinstance(command, click.Command):
            return command
    return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """News articles in; claims with their words, speaker and time out; and which of them cannot both be true."""
