"""Writes from outside → allowed or not: an article's graph stays what the shapes say an article's graph is.

Other graphs are the user's own. The shapes are run at a desk of its own, never in the thread of a request.
"""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from api.knowledge import Knowledge
from api.problems import Problem
from kg.serve.delta import Delta
from kg.serve.desk import Desk
from kg.vocab import KG


class Rules:
    """What holds for the graphs under our own base."""

    def __init__(self, knowledge: Knowledge, desk: Desk) -> None:
        self._knowledge, self._desk = knowledge, desk
        self._own, self._versions = f"<{knowledge.base}id/graph/", f"<{knowledge.base}id/version/"

    def __call__(self, delta: Delta) -> None:
        """Raise :class:`Problem` where the write would break a graph of the model; 422 comes with the SHACL report."""
        if kept := next((name for name in map(_graph, delta.added) if name.startswith(self._own)), None):
            raise Problem(403, f"{kept} is kept by the service itself: send articles, or write to a graph of your own")
        touched = {name for name in delta.graphs() if name.startswith(self._versions)}
        if not touched:
            return
        after = self._after(delta, touched)
        for name in sorted(touched):
            if after[name]:
                self._hold_to_shapes(name, after[name])
            elif self._is_current(name, delta):
                raise Problem(422, f"{name} is the graph of an article: withdraw it with DELETE /articles/…")

    def _after(self, delta: Delta, touched: set[str]) -> dict[str, set[Quad]]:
        found: dict[str, set[Quad]] = defaultdict(set)
        for name in touched:
            found[name] = set(self._knowledge.quads.quads_for_pattern(None, None, None, NamedNode(name[1:-1])))
        for quad in delta.removed:
            found[_graph(quad)].discard(quad)
        for quad in delta.added:
            found[_graph(quad)].add(quad)
        return found

    def _is_current(self, name: str, delta: Delta) -> bool:
        said = set(self._knowledge.quads.quads_for_pattern(None, KG.currentVersion, NamedNode(name[1:-1])))
        return bool(said - set(delta.removed))

    def _hold_to_shapes(self, name: str, quads: set[Quad]) -> None:
        shared = NamedNode(f"{self._own[1:]}shared")
        pointed = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
        around = {q for node in pointed for q in self._knowledge.quads.quads_for_pattern(node, None, None, shared)}
        content = serialize([*quads, *around], format=RdfFormat.N_QUADS) or b""
        seconds = self._knowledge.settings.check_seconds
        broken, report = self._desk.validate(content, seconds=seconds)
        if broken:
            raise Problem(422, f"{name} would break the rules for an article's graph: {broken[0]}", report=report)


def _graph(quad: Quad) -> str:
    return str(quad.graph_name)
