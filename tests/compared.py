"""Claims for the tests of the comparison, by what matters to them; and their graph, as the shapes read it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyoxigraph

from kg import names
from kg.check.graph import comparison_quads
from kg.lexicon import Scale
from kg.model import Claim, Span

UNITS = {
    "km": Scale("length", Decimal(1000)),
    "mi": Scale("length", Decimal("1609.344")),
    "percent": Scale("percent"),
}


def claim(value: object, day: str | None = "2024-04-04", **more: Any) -> Claim:
    """Return a claim about a count of a state of NATO, said and valid on a day, one article a day."""
    written = more.pop("written", str(value))
    quote = more.pop("quote", f"a count of {written} was given, article {more.get('article', day)}")
    article = more.pop("article", f"article of {day}")
    kind = more.pop("kind", "quantity")
    said = more.pop("said", day)
    facts: dict[str, Any] = {
        "article": article,
        "kind": kind,
        "span": Span(0, len(quote)),
        "quote": quote,
        "subject": "NATO",
        "subject_iri": "http://www.wikidata.org/entity/Q7184",
        "measure": "memberCount",
        "value": Decimal(str(value)) if kind == "quantity" and value is not None else value,
        "written": written,
        "valid_from": day,
        "valid_to": day,
        "basis": "stated",
        "published": said,
        "temporality": "state",
    }
    return Claim(**(facts | more))


def named(claims: list[Claim]) -> dict[str, Claim]:
    """Return the claims by the names that ``check_claims`` gives them."""
    return {names.claim(names.DEFAULT_BASE, each.article, each): each for each in claims}


def graph(claims: list[Claim]) -> pyoxigraph.Store:
    """Return the claims as the shapes read them."""
    store = pyoxigraph.Store()
    quads = comparison_quads(named(claims), units=UNITS, canonical={}, lexicon=None, base=names.DEFAULT_BASE)
    store.extend(set(quads))
    return store
