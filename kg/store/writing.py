"""Statements → the SPARQL updates and N-Quads that change a store, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Quad

from kg.lift import nquads


@dataclass(slots=True)
class Change:
    """One transaction: graphs to drop, quads to take out, statements to add by graph."""

    drop: list[str] = field(default_factory=list)
    remove: list[Quad] = field(default_factory=list)
    add: dict[str, list[str]] = field(default_factory=dict)

    def say(self, graph: str, statements: Iterable[str]) -> None:
        """Add statements to a graph."""
        self.add.setdefault(graph, []).extend(statements)

    @property
    def size(self) -> int:
        """How many statements are added."""
        return sum(map(len, self.add.values()))

    @property
    def only_adds(self) -> bool:
        """Whether nothing is taken out."""
        return not self.drop and not self.remove

    def nquads(self) -> bytes:
        """Return what is added."""
        return b"".join(nquads(dict.fromkeys(statements), graph) for graph, statements in self.add.items())

    def update(self) -> str:
        """Return the change as one SPARQL 1.1 update."""
        operations = [f"DROP SILENT GRAPH <{graph}>" for graph in self.drop]
        removed: dict[str, list[str]] = {}
        for quad in self.remove:
            removed.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object}")
        added = {f"<{graph}>": statements for graph, statements in self.add.items()}
        for verb, graphs in (("DELETE", removed), ("INSERT", added)):
            if graphs:
                operations.append(f"{verb} DATA {{\n{_blocks(graphs)}}}")
        return " ;\n".join(operations)


def _blocks(graphs: Mapping[str, list[str]]) -> str:
    written = []
    for graph, lines in graphs.items():
        statements = "".join([f"{line} .\n" for line in lines])
        written.append(f"GRAPH {graph} {{\n{statements}}}\n")
    return "".join(written)
