"""A query that says SERVICE → the same with what the endpoints of the settings answered (`kg.serve.federation`)."""

from __future__ import annotations

from api import negotiate
from api.knowledge import Knowledge
from kg.serve.answers import Query
from kg.serve.federation import JSON, Federation
from kg.serve.guard import Bounds, screened


def joined(knowledge: Knowledge, text: str, *, default: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, Bounds]:
    """Return the query to evaluate, and how large it may be: answers have their own bound.

    Raises what :meth:`Federation.joined` raises.
    """
    settings = knowledge.settings
    bounds = Bounds(settings.query_length, settings.query_depth)
    if not settings.services or len(text) > bounds.length:
        return text, bounds
    base = f"{settings.base}sparql"

    def local(query: str) -> bytes:
        outline = screened(query, bounds)
        union = settings.default_graph == "union" and not outline.names_dataset
        rows = {"rows": negotiate.ROWS[JSON], "boolean": None, "graph": None}
        dataset = default if default or named else None
        asked = Query(query, rows, base=base, default=dataset, named=named, union=union)
        return b"".join(knowledge.ask(asked).body)

    federation = Federation(
        frozenset(settings.services.split()), settings.service_seconds, settings.service_rows, settings.service_bytes
    )
    whole = federation.joined(text, base=base, local=local)
    return whole, Bounds(max(bounds.length, len(whole)), bounds.depth)
