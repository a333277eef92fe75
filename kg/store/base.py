"""The base under which a store names its articles: agreed on when it is opened, kept in its records."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from kg import names
from kg.errors import StoreError
from kg.lift import nquads
from kg.store.backend import Backend
from kg.vocab import KG


def agreed(backend: Backend, base: str | None) -> str:
    """Return the base the store was made with; remember it where the store is new."""
    kept = next(filter(None, map(_base_of, backend.match(None, KG.base))), None)
    try:
        asked = names.check_base(base) if base is not None else None
    except ValueError as error:
        raise StoreError(f"the base of the names: {error}") from None
    if kept is not None and asked not in (None, kept):
        raise StoreError(
            f"the store names its articles under {kept}, not {asked}: leave the base out, or use another store"
        )
    if kept is not None:
        return kept
    chosen = asked if asked is not None else names.DEFAULT_BASE
    records = names.graph(chosen, "records")
    backend.insert(nquads([f"<{records}> {KG.base} {Literal(chosen)}"], records))
    return chosen


def _base_of(quad: Quad) -> str | None:
    """Return the base that the quad states, where it stands in the records of that very base."""
    if not isinstance(quad.object, Literal) or quad.graph_name != NamedNode(names.graph(quad.object.value, "records")):
        return None
    return quad.object.value
