"""Figures that should add up → findings with their working.

The queries of ``shapes/arithmetic.ttl`` themselves, run over all series at once instead of one focus at a time: the
logic stands in the shapes alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH

from kg.check.causes import Ask
from kg.check.compose import finding_name
from kg.check.rates import SHAPE, unlike_rates
from kg.check.shapes import Shape, comparison_shapes, examined
from kg.compare.independence import independent_sources
from kg.model import Claim, Finding
from kg.resources import shapes as shipped_folder
from kg.store.printed import printed
from kg.store.values import values

_ANY = re.compile(".*")
_CURRENCY = re.compile("[A-Z]{3}")
_DATE = re.compile("date")
_SERIES = re.compile(r"kg:series [?$](\w+)")
_HEADS = "SELECT ?this ?dimension ?measure WHERE { %s ?this kg:dimension ?dimension ; kg:measure ?measure }"
_FILTERED = "?this kg:dimension ?dimension . FILTER(?dimension NOT IN ('count', 'statement', 'description', 'percent'))"
_KINDRED = "SELECT DISTINCT ?this WHERE { %s ?claim kg:series ?this ; kg:kinship ?key }"
_LINKS = "SELECT ?link ?measure ?other WHERE { %s }"
_LINKED = '{ ?measure %s:%s ?other BIND("%s" AS ?link) }'
_KIN = "kinship"  # of the claims themselves, not of their measure
_FOCUS: dict[str, tuple[re.Pattern[str], str]] = {  # dimension of the focus, what its measure is linked by (or "")
    "Anniversary": (_ANY, "anniversaryOf"),
    "BoundExcludes": (re.compile("(?!(count|date|statement|description|percent|percentage_point)$).*"), ""),
    "ChangeOfBase": (re.compile("percent"), "changeOf"),
    "Duration": (_ANY, "durationOf"),
    "ImpliedRate": (_CURRENCY, ""),
    "NextStep": (_DATE, "precedes"),
    "OneEvent": (_DATE, _KIN),
    "PartExceedsWhole": (re.compile("count|[A-Z]{3}"), "broader|countedAmong"),
    "PartsExceedWhole": (re.compile("count"), "apartFrom|countedAmong"),
    "RelatedEvents": (_DATE, _KIN),
    "StepsOutOfOrder": (_DATE, "precedes"),
    "UnlikeRate": (_CURRENCY, ""),
    "Weekday": (_DATE, ""),
}


def arithmetic_findings(
    ask: Ask,
    claims_of: Callable[[Collection[str]], Mapping[str, Claim]],
    *,
    base: str,
    among: Collection[str] | None = None,
) -> list[tuple[Finding, tuple[str, ...]]]:
    """Return the findings of the arithmetic shapes over all series, or over those given, each with its claims' names.

    ``ask`` answers a SELECT over the union of all graphs, ``claims_of`` gives claims by their names. A series of
    ``among`` may be the focus of a finding or hold another of its figures: what is found is all that they take part in.
    """
    found = []
    shapes = comparison_shapes()
    suited = _suited(ask, among)
    for name, query in queries():
        focus = suited(name)
        parts = unlike_rates(ask, focus) if name == SHAPE and among is None else values("this", focus)
        bound = [query.replace("WHERE {", f"WHERE {{ {part}") for part in parts]  # in sub-selects too: asked first
        if among is not None:
            partners = suited(name, partner=True)
            others = dict.fromkeys(_SERIES.findall(query))
            bound += [each for other in others if other != "this" for each in _holding(query, other, partners)]
        for question in bound:
            for row in ask(question):
                texts = {each: row[each] for each in ("this", "left", "right", "leftSays", "rightSays", "working")}
                found.append((shapes[name], {key: _text(term) for key, term in texts.items()}))
    claims = claims_of({row[side] for _, row in found for side in ("left", "right")})
    named = [(shape, row, tuple(dict.fromkeys((row["left"], row["right"])))) for shape, row in found]
    return [(_finding(shape, row, sides, claims, base), sides) for shape, row, sides in named]


@lru_cache(maxsize=1)
def queries() -> tuple[tuple[str, str], ...]:
    """Return shape and query of the arithmetic, bound to the shape where several share it."""
    graph = examined(shipped_folder() / "arithmetic.ttl")
    pairs = []
    for shape in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        for constraint in graph.objects(shape, SH.sparql):
            query = str(graph.value(constraint, SH.select)).replace("SELECT $this $currentShape", "SELECT $this", 1)
            pairs.append((str(shape).rpartition("#")[2], query.replace("$currentShape", f"<{shape}>")))
    return tuple(pairs)


def _suited(ask: Ask, among: Collection[str] | None) -> Callable[..., list[str]]:
    """Return what gives the series that could be a shape's focus, or hold its other figures: by dimension and measure.

    A sound over-approximation: the queries say the same again, but take long to find that out.
    """
    names = {name for _, names in _FOCUS.values() for name in names.split("|")} - {"", _KIN}
    links: dict[str, tuple[set[str], set[str]]] = {name: (set(), set()) for name in sorted(names)}
    alternatives = (_LINKED % ("skos" if name == "broader" else "kg", name, name) for name in links)
    for name, measure, other in printed(ask(_LINKS % " UNION ".join(alternatives))):
        links[name][0].add(measure)
        links[name][1].add(other)
    if among is None:  # most series suit no shape: what they are is not looked up
        parts = [_FILTERED, *values("measure", set().union(*(measures for measures, _ in links.values())))]
    else:
        parts = list(values("this", among))
    heads = [list(head) for head in {tuple(head) for part in parts for head in printed(ask(_HEADS % part))}]
    dated = sorted(series for series, dimension, _ in heads if _DATE.fullmatch(dimension))
    kin = [series for part in values("this", dated) for (series,) in printed(ask(_KINDRED % part))]

    def suited(shape: str, *, partner: bool = False) -> list[str]:
        dimensions, link = _FOCUS[shape]
        if link == _KIN:
            return kin
        linked = {measure for name in filter(None, link.split("|")) for measure in links[name][partner]}
        return [
            series
            for series, dimension, measure in heads
            if (measure in linked if link else dimensions.fullmatch(dimension))
            and (partner or dimensions.fullmatch(dimension))
        ]

    return suited


def focal(dimension: str, links: Collection[str]) -> bool:
    """Say whether a figure of this dimension, whose measure has these links, may be one that must add up.

    >>> focal("count", []), focal("count", ["broader"]), focal("EUR", [])
    (False, True, True)
    """
    return any(
        found.fullmatch(dimension) and (link == "" or not set(link.split("|")).isdisjoint(links))
        for found, link in _FOCUS.values()
    )


def _holding(query: str, variable: str, series: Collection[str]) -> Iterator[str]:
    """Yield the query with one of its other series bound, where it is asked: in the innermost WHERE."""
    before, where, after = query.rpartition("WHERE {")
    yield from (f"{before}{where} {part}{after}" for part in values(variable, series))


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
