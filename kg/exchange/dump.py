"""A whole store ⇄ one file of quads: what was exported is the same store again elsewhere.

Names are hashes of content, so a dump can be taken in any number of times. The records are written last: an article
whose dump was cut off is not in the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import StoreError
from kg.store import Store
from kg.store.values import batches
from kg.vocab import KG

_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Imported:
    """How many statements were read, and how many of them were new."""

    quads: int
    new: int


def import_dump(store: Store, path: Path) -> Imported:
    """Take in a dump of another store (N-Quads, TriG or JSON-LD with graph names).

    Raises :class:`StoreError`, and writes nothing, where the file is no such dump, was made under another base, or
    holds another version of an article that the store has.
    """
    format = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None or not format.supports_datasets:
        raise StoreError(f"{path}: a dump is N-Quads, TriG or JSON-LD (.nq, .trig, .jsonld); `kg export` writes one")
    records = NamedNode(store.records_graph)
    graphs: Counter[str] = Counter()
    for quad in _read(path, format):
        if not isinstance(quad.graph_name, NamedNode):
            raise StoreError(f"{path}: a statement stands in no graph; a dump names the graph of each")
        if isinstance(quad.subject, BlankNode | Triple) or isinstance(quad.object, BlankNode | Triple):
            raise StoreError(
                f"{path}: blank nodes and triple terms are in no dump of ours; load the file with `kg import rdf`"
            )
        graphs[quad.graph_name.value] += 1
        if quad.predicate == KG.base and getattr(quad.object, "value", None) != store.base:
            raise StoreError(
                f"{path}: names its articles under {quad.object.value}, the store under {store.base}: "
                "import into a new store, with KG_BASE set to the dump's base"
            )
        if quad.predicate == KG.currentVersion and quad.graph_name == records:
            _agreed(store, quad, path)
    if records.value not in graphs:
        raise StoreError(f"{path}: has no records of a store under {store.base}; is it a dump, and KG_BASE the same?")
    before = store.count
    total = sum(graphs.values())
    for last in (False, True):
        quads = (quad for quad in _read(path, format) if (quad.graph_name == records) == last)
        for batch in batches(quads, _BATCH):
            store.update(_insertion(batch))
    return Imported(total, store.count - before)


def _read(path: Path, format: RdfFormat) -> Iterator[Quad]:
    try:
        yield from parse(path=str(path), format=format)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or error})") from None
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from None


def _agreed(store: Store, quad: Quad, path: Path) -> None:
    article, version = quad.subject, quad.object
    if not isinstance(article, NamedNode):
        raise StoreError(f"{path}: {article} has a current version and no IRI; is it a dump?")
    held = store.match(article, KG.currentVersion, None, NamedNode(store.records_graph))
    if any(each.object != version for each in held):
        raise StoreError(f"{path}: the store has another version of {article}: import the dump into a new store")


def _insertion(quads: Iterable[Quad]) -> str:
    """Return the quads as one update."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return (
        "INSERT DATA {\n"
        + "\n".join(f"GRAPH {graph} {{\n{chr(10).join(lines)}\n}}" for graph, lines in by_graph.items())
        + "\n}"
    )
