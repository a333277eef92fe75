"""Figures that should add up → findings with their working.

The queries of ``shapes/arithmetic.ttl`` themselves, run over all series at once instead of one focus at a time: the
logic stands in the shapes alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH

from kg.check.causes import Ask
from kg.check.compose import finding_name
from kg.check.shapes import Shape, comparison_shapes, examined
from kg.compare.independence import independent_sources
from kg.model import Claim, Finding
from kg.resources import shapes as shipped_folder

_BATCH = 500  # series that are asked about at once
_ANY = re.compile(".*")
_CURRENCY = re.compile("[A-Z]{3}")
_FOCUS: dict[str, tuple[re.Pattern[str], str | None]] = {  # dimension of the focus, what its measure is linked by
    "Anniversary": (_ANY, "anniversaryOf"),
    "BoundExcludes": (re.compile("(?!(count|date|statement|percent|percentage_point)$).*"), None),
    "ChangeOfBase": (re.compile("percent"), "changeOf"),
    "Duration": (_ANY, "durationOf"),
    "ImpliedRate": (_CURRENCY, None),
    "PartExceedsWhole": (re.compile("count|[A-Z]{3}"), "broader"),
    "UnlikeRate": (_CURRENCY, None),
    "Weekday": (re.compile("date"), None),
}


def arithmetic_findings(
    ask: Ask,
    claims_of: Callable[[Collection[str]], Mapping[str, Claim]],
    *,
    base: str,
    among: Collection[str] | None = None,
) -> list[tuple[Finding, tuple[str, ...]]]:
    """Return the findings of the arithmetic shapes over all series, or over those given, each with its claims' names.

    ``ask`` answers a SELECT over the union of all graphs, ``claims_of`` gives claims by their names.
    """
    found = []
    shapes = comparison_shapes()
    suited = _suited(ask, among)
    for name, query in queries():
        for bound in _bound(query, suited(name)):
            for row in ask(bound):
                texts = {each: row[each] for each in ("this", "left", "right", "leftSays", "rightSays", "working")}
                found.append((shapes[name], {key: _text(term) for key, term in texts.items()}))
    claims = claims_of({row[side] for _, row in found for side in ("left", "right")})
    named = [(shape, row, tuple(dict.fromkeys((row["left"], row["right"])))) for shape, row in found]
    return [(_finding(shape, row, sides, claims, base), sides) for shape, row, sides in named]


@lru_cache(maxsize=1)
def queries() -> tuple[tuple[str, str], ...]:
    """Return shape and query of the arithmetic."""
    graph = examined(shipped_folder() / "arithmetic.ttl")
    pairs = []
    for shape in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        for constraint in graph.objects(shape, SH.sparql):
            pairs.append((str(shape).rpartition("#")[2], str(graph.value(constraint, SH.select))))
    return tuple(pairs)


def _suited(ask: Ask, among: Collection[str] | None) -> Callable[[str], list[str]]:
    """Return what gives the series that could be a shape's focus: those of its dimension and measure.

    A sound over-approximation: the queries say the same again, but take long to find that out.
    """
    links: dict[str, set[str]] = {}
    for link in ("kg:changeOf", "kg:anniversaryOf", "kg:durationOf", "skos:broader"):
        found = {_text(row["measure"]) for row in ask(f"SELECT ?measure WHERE {{ ?measure {link} ?other }}")}
        links[link.partition(":")[2]] = found
    heads = []
    for part in [""] if among is None else list(_values(among)):
        for row in ask(
            f"SELECT ?this ?dimension ?measure WHERE {{ {part} ?this kg:dimension ?dimension ; kg:measure ?measure }}"
        ):
            heads.append((_text(row["this"]), _text(row["dimension"]), _text(row["measure"])))

    def suited(shape: str) -> list[str]:
        dimensions, link = _FOCUS[shape]
        return [
            series
            for series, dimension, measure in heads
            if dimensions.fullmatch(dimension) and (link is None or measure in links.get(link, ()))
        ]

    return suited


def _bound(query: str, series: Collection[str]) -> Iterator[str]:
    for part in _values(series):
        yield query.replace("WHERE {", f"WHERE {{ {part}", 1)


def _values(series: Collection[str]) -> Iterator[str]:
    remaining = iter(sorted(series))
    while part := list(islice(remaining, _BATCH)):
        yield f"VALUES ?this {{ {' '.join(f'<{iri}>' for iri in part)} }}"


def _finding(
    shape: Shape, row: Mapping[str, str], sides: tuple[str, ...], claims: Mapping[str, Claim], base: str
) -> Finding:
    quoted = tuple(claims[name] for name in sides)
    return Finding(
        id=finding_name(base, shape, row["this"], row["left"], row["right"]),
        verdict=shape.verdict,
        severity=shape.severity,
        shape=shape.iri,
        message=shape.says(**row),
        claims=quoted,
        working=row["working"],
        series=row["this"],
        sources=(independent_sources(quoted[:1]), independent_sources(quoted[-1:])),
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
