"""An update → what it would change: run on a copy of the store, in a process that can be killed."""

from __future__ import annotations

from itertools import pairwise

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from kg.serve.delta import Delta, GraphName
from kg.serve.tokens import Token, tokens, unescaped


def rehearsed(store: Store, update: str, *, base: str) -> Delta:
    """Run the update on this copy and return the difference it made.

    Only the graphs that the update can name are compared: every graph it writes to stands in its text as an IRI, unless
    it says ``GRAPH ?g``, ``ALL`` or ``NAMED``; then everything is compared.
    """
    found = list(tokens(unescaped(update)))
    data = _insertions(found)
    if data:  # nothing is matched, so nothing but the data itself can change
        scratch = Store()
        scratch.update(update, base_iri=base)
        added = tuple(quad for quad in scratch if quad not in store)
        created = tuple(name for name in scratch.named_graphs() if not store.contains_named_graph(name))
        return Delta(added=added, created=created)
    names = _graphs_named(found, base)
    graphs_before = set(store.named_graphs()) if names is None else {n for n in names if _exists(store, n)}
    before = _quads(store, names)
    store.update(update, base_iri=base)
    after = _quads(store, names)
    graphs_after = set(store.named_graphs()) if names is None else {n for n in names if _exists(store, n)}
    return Delta(
        removed=tuple(quad for quad in before if quad not in after),
        added=tuple(quad for quad in after if quad not in before),
        dropped=tuple(graphs_before - graphs_after),
        created=tuple(graphs_after - graphs_before),
    )


def _insertions(found: list[Token]) -> bool:
    """Say whether the update consists of INSERT DATA alone."""
    words = [token.keyword for token in found]
    verbs = [pair for pair in pairwise([*words, ""]) if pair[0] in _VERBS]
    return bool(verbs) and all(pair == ("INSERT", "DATA") for pair in verbs)


_VERBS = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


def _graphs_named(found: list[Token], base: str) -> list[GraphName] | None:
    """Return the graphs that the text names, resolved by the engine itself; None where it may mean any graph."""
    prologue: list[str] = []
    terms: set[str] = set()
    declared: set[str] = set()
    for index, token in enumerate(found):
        before = found[index - 1].keyword if index else ""
        if token.keyword == "ALL" or (token.keyword == "NAMED" and before not in {"USING", "FROM"}):
            return None
        if token.kind == "variable" and before == "GRAPH":
            return None
        if token.keyword in {"PREFIX", "BASE"}:
            length = 3 if token.keyword == "PREFIX" else 2
            parts = [part.text for part in found[index : index + length]]
            if parts[-2].upper() in declared:  # redefined on the way: the text no longer has one meaning
                return None
            declared.add(parts[-2].upper())
            prologue.append(" ".join(parts))
        elif token.kind in {"iri", "pname"}:
            terms.add(token.text.rstrip(".") if token.kind == "pname" else token.text)
    query = f"{' '.join(prologue)} SELECT ?g {{ VALUES ?g {{ {' '.join(sorted(terms))} }} }}"
    try:
        results = Store().query(query, base_iri=base)
    except SyntaxError:
        return None
    if not isinstance(results, QuerySolutions):
        return None
    named = {row["g"] for row in results}
    return [DefaultGraph(), *(name for name in named if isinstance(name, NamedNode))]


def _exists(store: Store, name: GraphName) -> bool:
    return not isinstance(name, DefaultGraph) and store.contains_named_graph(name)


def _quads(store: Store, names: list[GraphName] | None) -> dict[Quad, None]:
    if names is None:
        return dict.fromkeys(store)
    return dict.fromkeys(quad for name in names for quad in store.quads_for_pattern(None, None, None, name))
