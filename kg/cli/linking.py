"""``kg link`` and ``kg import``: the same things elsewhere, and what others say of them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.check import findings, load_reference, recheck
from kg.cli.options import EXTENSIONS, NOTES, now, open_store, reader_for, store_option
from kg.errors import KgError
from kg.exchange.crosswalk import crosswalk
from kg.exchange.dump import import_dump
from kg.exchange.facts import is_statements, reference_turtle
from kg.exchange.incoming import import_constructed, import_reviews, read_reviews
from kg.link.decisions import decide
from kg.link.follow import follow
from kg.link.matches import Match, State, keep, match, matches, proposed
from kg.link.propose import AUTOMATIC, QUEUED, propose, unlinked
from kg.link.remote import Caller, Endpoint, Finder, Reconciliation
from kg.store import Store

STORE = store_option(required=True)
BY = click.option("--by", default="desk", show_default=True, help="Who decides, kept with the match.")
REASON = click.option("--reason", default="", help="Why, kept with the match.")
MATCHES = click.argument("names", nargs=-1, required=True, metavar="MATCH...")
WIKIDATA = "https://wikidata.reconci.link/en/api"


def _cache(store: Path | str) -> Path:
    """Return where answers are kept: in the store's folder, or in this one for a store that is elsewhere."""
    return Path("link-cache") if isinstance(store, str) else store / "link-cache"


@click.group()
def link() -> None:
    """Find what others call the same things; accepted matches merge their series, and can be undone."""


@link.command()
@STORE
@click.option("--service", default=None, help=f"Address of a reconciliation service [default: {WIKIDATA}].")
@click.option("--sparql", default=None, help="Address of a SPARQL endpoint to look for names in, instead of a service.")
@click.option("--type", "types", multiple=True, help="Only things of this class (Organisation, Person …).")
@click.option("--kind", "kinds", multiple=True, help="Only candidates of this type, by its id in the service.")
@click.option("--measures", is_flag=True, help="Link measures instead of entities.")
@click.option(
    "--accept-from", default=AUTOMATIC, show_default=True, help="Score from which a match is accepted unseen."
)
@click.option("--queue-from", default=QUEUED, show_default=True, help="Score from which a person is asked.")
@click.option("--limit", default=200, show_default=True, help="Most things to ask for.")
@click.option("--pause", default=1.0, show_default=True, help="Seconds between two requests.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of what was answered before [default: link-cache in the store].",
)
@click.option("--dry-run", is_flag=True, help="Print the matches and write nothing.")
@EXTENSIONS
def suggest(
    store_path: Path | str, service: str | None, sparql: str | None, types: tuple[str, ...], kinds: tuple[str, ...],
    measures: bool, accept_from: float, queue_from: float, limit: int, pause: float, cache: Path | None, dry_run: bool,
    extensions: tuple[Path, ...],
) -> None:  # fmt: skip
    """Ask a service for things without a name elsewhere: certain matches are accepted, others wait in the queue."""
    if service and sparql:
        raise click.UsageError("--service or --sparql, not both")
    lexicon = reader_for(extensions).lexicon
    caller = Caller(cache=cache or _cache(store_path), pause=pause)
    finder: Finder = Endpoint(sparql, caller) if sparql else Reconciliation(service or WIKIDATA, caller)
    with open_store(store_path, create=False) as store:
        things = unlinked(store, lexicon, types=types, measures=measures)[:limit]
        made = propose(store, things, finder, automatic=accept_from, queued=queue_from, kinds=kinds)
        if not dry_run:
            program = f"claimgraph, score of {accept_from:g} or more"
            keep(store, made.queued, state="proposed", by="", now=now())
            keep(store, made.certain, state="accepted", by=program, now=now())
            _followed(store, follow(store, lexicon))
    _table([*made.certain, *made.queued], title="Matches")
    NOTES.print(
        f"{len(made.certain)} {'certain' if dry_run else 'accepted'}, {len(made.queued)} for a person to decide, "
        f"{made.nothing} without a candidate" + (f", {made.unasked} not asked: {made.why}" if made.unasked else ""),
        markup=False,
    )


@link.command()
@STORE
@click.option(
    "--state", type=click.Choice(["proposed", "accepted", "rejected", "undone"]), default="proposed", show_default=True
)
def queue(store_path: Path | str, state: State) -> None:
    """List the matches that wait for a decision, or those in another state, with the evidence."""
    with open_store(store_path, create=False) as store:
        _table(list(matches(store, state=state)), title=f"Matches, {state}")


def _deciding(name: str, state: State, help: str) -> None:
    """Add a command that decides on matches."""

    @link.command(name, help=help)
    @MATCHES
    @STORE
    @BY
    @REASON
    @EXTENSIONS
    def deciding(
        names: tuple[str, ...], store_path: Path | str, by: str, reason: str, extensions: tuple[Path, ...]
    ) -> None:
        lexicon = reader_for(extensions).lexicon
        with open_store(store_path, create=False) as store:
            found = [match(store, each) for each in names]
            _followed(store, decide(store, lexicon, found, state=state, by=by, reason=reason, now=now()))
            for each in found:
                click.echo(f"{state}\t{each.iri}\t{each.local}\t{each.remote}")


_deciding("accept", "accepted", "Accept matches (as `kg link queue` names them): their series become one.")
_deciding("reject", "rejected", "Reject matches: they are not proposed again.")
_deciding("undo", "undone", "Take accepted matches back: their series are split again.")


@link.command()
@click.argument("local")
@click.argument("remote")
@click.option("--name", default=None, help="What the other one is called there [default: the name here].")
@STORE
@BY
@REASON
@EXTENSIONS
def same(
    local: str,
    remote: str,
    name: str | None,
    store_path: Path | str,
    by: str,
    reason: str,
    extensions: tuple[Path, ...],
) -> None:
    """Say that two IRIs name the same thing, without asking a service."""
    for iri in (local, remote):
        if not iri.startswith(("http://", "https://")) or any(char in iri for char in ' <>"{}|\\^`'):
            raise click.UsageError(f"{iri} is no IRI (http:// or https://)")
    lexicon = reader_for(extensions).lexicon
    with open_store(store_path, create=False) as store:
        label = next((t.name for t in unlinked(store, lexicon) if t.iri == local), local.rpartition("/")[2])
        found = proposed(
            store,
            local=local,
            local_name=label,
            remote=remote,
            remote_name=name or label,
            score=100.0,
            evidence="",
            service="",
        )
        _followed(store, decide(store, lexicon, [found], state="accepted", by=by, reason=reason, now=now()))
        click.echo(f"accepted\t{found.iri}\t{local}\t{remote}")


@link.command()
@STORE
@EXTENSIONS
def apply(store_path: Path | str, extensions: tuple[Path, ...]) -> None:
    """Put claims of articles read since then in the series that accepted matches give them."""
    lexicon = reader_for(extensions).lexicon
    with open_store(store_path, create=False) as store:
        _followed(store, follow(store, lexicon))


def _followed(store: Store, series: frozenset[str]) -> None:
    """Look again at the series that changed, where findings are kept."""
    if series and next(findings(store), None) is not None:
        recheck(store, series, now=now())
    NOTES.print(f"{len(series)} series changed" if series else "no series changed")


def _table(found: list[Match], *, title: str) -> None:
    table = Table(title=title, header_style="bold", title_justify="left")
    for name in ("match", "score", "here", "there", "evidence"):
        table.add_column(name, overflow="fold")
    for each in found:
        there = f"{each.remote_name}\n{each.remote}"
        cells = (each.iri.rpartition("/")[2][:12], each.score, each.local_name, there, each.evidence)
        table.add_row(*map(Text, cells))
    Console().print(table)


@click.group("import")
def import_() -> None:
    """Take in what others say: dumps, reference facts, reviewed claims, graphs of other endpoints."""


@import_.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@STORE
def dump(path: Path, store_path: Path | str) -> None:
    """Take in a dump of another store (`kg export --format nquads`), made under the same base."""
    with open_store(store_path) as store:
        done = import_dump(store, path)
    click.echo(f"{done.quads} statements, {done.new} of them new")


@import_.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@STORE
@EXTENSIONS
def reference(paths: tuple[Path, ...], store_path: Path | str, extensions: tuple[Path, ...]) -> None:
    """Take in trusted facts: ours (Turtle), or statements of Wikidata as JSON or RDF."""
    lexicon = reader_for(extensions).lexicon
    with open_store(store_path) as store, tempfile.TemporaryDirectory() as folder:
        for path in paths:
            facts = path
            if is_statements(path):
                facts = Path(folder) / f"{path.stem}.ttl"
                facts.write_bytes(reference_turtle(path, lexicon, crosswalk(lexicon, *extensions)))
            click.echo(f"{load_reference(store, facts, lexicon=lexicon)} facts\t{path}")


@import_.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE_OR_URL...")
@STORE
@EXTENSIONS
def reviews(sources: tuple[str, ...], store_path: Path | str, extensions: tuple[Path, ...]) -> None:
    """Take in ClaimReview feeds (JSON-LD): each reviewed claim with who said it and how it was rated."""
    reader = reader_for(extensions)
    caller = Caller()
    with open_store(store_path) as store:
        for source in sources:
            found = read_reviews(_content(source, caller), source=source)
            done = list(
                import_reviews(
                    store, found, lexicon=reader.lexicon, claims_of=lambda a: reader.claims(reader.frame(a)), now=now()
                )
            )
            click.echo(f"{len(done)} reviews, {sum(new for _, new in done)} of them new\t{source}")


@import_.command()
@click.argument("endpoint")
@click.argument("query", type=click.File("r", encoding="utf-8"))
@STORE
def construct(endpoint: str, query: IO[str], store_path: Path | str) -> None:
    """Take in what a CONSTRUCT query gives at a SPARQL endpoint, in a graph of its own that the next run replaces."""
    text = query.read()
    answer = Caller().ask("POST", endpoint, accept="application/n-triples", data={"query": text})
    with open_store(store_path) as store:
        graph, count = import_constructed(store, answer, endpoint=endpoint, query=text, now=now())
    click.echo(f"{count} statements\t{graph}")


def _content(source: str, caller: Caller) -> bytes:
    if source.startswith(("http://", "https://")):
        return caller.ask("GET", source, accept="application/ld+json, application/json")
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise KgError(f"{source}: cannot be read ({error.strerror})") from None
