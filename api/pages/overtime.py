"""What is said of an entity over time: its measures as plots and tables, as of any day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Response, current_app
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from api.operations import Parameter
from api.pages.blueprint import address, asked, pages, shown
from api.pages.board import Board, board
from api.pages.drawing import drawing
from api.problems import Problem
from api.reading import iri_of, said_of
from api.sparql import knowledge
from kg.edtf import days
from kg.interval import Units
from kg.lexicon import Scale
from kg.lift import Stored
from kg.model import Claim, Finding
from kg.points import Event, Point, points, unit_of
from kg.report.page import marks
from kg.report.words import measure
from kg.vocab import KG, OWL

PAGE, PLOTS = 100, 6
_NAME = 34  # letters of the words of an event that a plot has room for
_TIMES = (
    Parameter("as_of", "only what held on this day, by the claims' own words", "date"),
    Parameter("known_by", "only what had been published by this day", "date"),
)
_ENTITY = (Parameter("iri", "the entity", "iri", required=True), *_TIMES)
_LIST = (Parameter("q", "words of a name", most=200), Parameter("page", "page", "integer", 1, least=1, most=1_000_000))


@dataclass(frozen=True, slots=True)
class Series:
    """One measure of one entity: its values, its drawing, what was found about it."""

    iri: str
    subject: str
    measure: str
    scope: str
    values: tuple[Stored, ...]
    svg: Markup
    findings: tuple[Finding, ...]


@pages.get("/entities")
def entities() -> Response:
    """List who and what is spoken of, the most measured first; ``q`` finds by name."""
    wanted = asked(*_LIST)
    words = (wanted["q"] or "").casefold()
    found = [each for each in _entities() if words in f"{each['name']} {each['iri']}".casefold()]
    first = (wanted["page"] - 1) * PAGE
    last = max(1, -(-len(found) // PAGE))
    return shown("entities.html", found=found[first : first + PAGE], total=len(found), last=last, **wanted)


def _entities() -> list[dict[str, Any]]:
    """Return the entities, asked for once a state of the store."""
    number, kept = current_app.config.get("ENTITIES", (None, []))
    if number != knowledge().number:
        number, shared = knowledge().number, NamedNode(knowledge().store.shared_graph)
        rows = knowledge().store.select("entities", shared=shared)
        kept = [
            {
                "iri": _text(row["entity"]),
                "name": _text(row.get("name")) or measure(_text(row["entity"])),
                "measures": _text(row["measures"]),
            }
            for row in rows
        ]
        current_app.config["ENTITIES"] = (number, kept)
    return list(kept)


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


@pages.get("/entities/one")
def entity() -> Response:
    """Show one entity: each of its measures over time, and where else it is described."""
    wanted = asked(*_ENTITY)
    iri, now = wanted["iri"], board()
    if not iri:
        raise Problem(400, "which entity? the address needs ?iri=")
    found = list(knowledge().store.claims(subject=iri))
    if not found:
        raise Problem(404, f"nothing is claimed of {iri} here")
    kept = said_of(found, as_of=wanted["as_of"], known_by=wanted["known_by"])
    grouped: defaultdict[str, list[Stored]] = defaultdict(list)
    for each in kept:
        grouped[each.series].append(each)
    ordered = sorted(grouped.items(), key=lambda item: (item[1][0].claim.kind != "quantity", -len(item[1]), item[0]))
    series = [_series(name, values, now, draw=place < PLOTS) for place, (name, values) in enumerate(ordered)]
    name = next((each["name"] for each in _entities() if each["iri"] == iri), found[0].claim.subject)
    return shown("entity.html", iri=iri, name=name, series=series, same=_same(iri), total=len(found), **_chosen(wanted))


@pages.get("/over-time/<key>")
def over_time(key: str) -> Response:
    """Show one series: plot, table, findings."""
    wanted, iri = asked(*_TIMES), iri_of("series", key)
    found = list(knowledge().store.claims(series=iri))
    if not found:
        raise Problem(404, f"there is no series {iri}")
    values = said_of(found, as_of=wanted["as_of"], known_by=wanted["known_by"])
    subject = found[0].claim
    return shown(
        "series.html",
        one=_series(iri, values, board(), draw=True) if values else None,
        iri=iri,
        claim=subject,
        entity=_subject(iri),
        total=len(found),
        **_chosen(wanted),
    )


def _chosen(wanted: dict[str, Any]) -> dict[str, Any]:
    return {"as_of": wanted["as_of"], "known_by": wanted["known_by"]}


def _series(iri: str, values: Sequence[Stored], now: Board, *, draw: bool) -> Series:
    first = values[0].claim
    about = now.of_series(iri)
    svg = drawn(values) if draw else Markup()
    return Series(iri, first.subject, first.measure, ", ".join(first.scope), tuple(values), svg, about)


def drawn(values: Sequence[Stored], *, only: Sequence[Finding] | None = None) -> Markup:
    """Return the plot of a series, empty where it has no two values in numbers; claims of findings are ringed.

    ``only`` rings the claims of these findings alone, and draws what was said around their days. A point leads to its
    words in the article.
    """
    if not values:
        return Markup()
    iri, claims = values[0].series, [each.claim for each in values]
    iris = {each.claim: each.iri for each in values}
    ringed = marks(only if only is not None else board().of_series(iri))
    if only is not None:  # on the page of a finding both its points are marked, whatever the verdict
        ringed = {claim: ringed.get(claim, "change") for finding in only for claim in finding.claims[:2]}
    found = points(
        claims,
        units=known_units(claims),
        mark=lambda claim: ringed.get(claim, ""),
        link=lambda claim: address(claim.article, iris[claim]),
    )
    if only is not None:
        found = _around(found)
    title = f"{claims[0].subject}, {measure(claims[0].measure)}"
    return drawing(found, title=title, unit=unit_of(claims), events=_events(iri, found))


def _around(found: Sequence[Point]) -> list[Point]:
    """Return the points near the marked ones: a value of long ago would press what matters into a corner."""
    marked = [point.day for point in found if point.mark]
    if not marked:
        return list(found)
    margin = max(max(marked) - min(marked), dt.timedelta(days=730))
    return [point for point in found if min(marked) - margin <= point.day <= max(marked) + margin]


def _events(iri: str, found: Sequence[Point]) -> list[Event]:
    """Return the events that explain changes in the series, between the first and the last point."""
    named: dict[Any, str] = {}
    for row in knowledge().store.select("explaining_events", series=NamedNode(iri)):
        covered = days(_text(row["when"]))
        if covered and covered.start and found and found[0].day <= covered.start <= found[-1].day:
            words = " ".join(_text(row["words"]).split()).rstrip(".")
            named.setdefault(covered.start, words if len(words) <= _NAME else _text(row["who"])[:_NAME])
    return [Event(day, who) for day, who in sorted(named.items())][:8]


def known_units(claims: Sequence[Claim]) -> Units | None:
    """Return what the graph knows of the units, where the claims are in more than one."""
    if len({claim.unit for claim in claims}) < 2:
        return None
    quads, known = knowledge().quads, {}
    for quad in quads.quads_for_pattern(None, KG.factor, None):
        said = {each.predicate: _text(each.object) for each in quads.quads_for_pattern(quad.subject, None, None)}
        if KG.code in said and KG.dimension in said:
            offset = Decimal(said.get(KG.offset, "0"))
            known[said[KG.code]] = Scale(said[KG.dimension], Decimal(_text(quad.object)), offset)
    return known


def _same(iri: str) -> list[str]:
    quads, node = knowledge().quads, NamedNode(iri)
    found = {_text(quad.object) for quad in quads.quads_for_pattern(node, OWL.sameAs, None)}
    found |= {_text(quad.subject) for quad in quads.quads_for_pattern(None, OWL.sameAs, node)}
    return sorted(each for each in found | {iri} if each.startswith(("http://", "https://")))


def _subject(series: str) -> str:
    return next(
        (_text(quad.object) for quad in knowledge().quads.quads_for_pattern(NamedNode(series), KG.subject, None)), ""
    )
