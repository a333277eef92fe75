"""Articles, claims and series as JSON for people's programs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from flask import Blueprint, Response, jsonify
from pyoxigraph import NamedNode

from api.operations import JSON, KEY, Parameter, given, operation
from api.problems import Problem
from api.sparql import knowledge
from api.tokens import require
from kg.edtf import days
from kg.errors import StoreError
from kg.formats import claim_to_json
from kg.lift import Stored
from kg.store import Filed
from kg.vocab import KG, RDF

reading = Blueprint("reading", __name__)
LIMIT = Parameter("limit", "most items of one page", "integer", 50, least=1, most=1000)
OFFSET = Parameter("offset", "items to leave out before the first", "integer", 0, most=100_000_000)
_FILTERS = tuple(
    Parameter(name, f"only claims of this {name} (IRI)", "iri")
    for name in ("subject", "measure", "series", "article", "speaker")
)
ITEM = {"type": "object"}
PAGE = {
    "type": "object",
    "required": ["items", "offset", "next"],
    "properties": {
        "items": {"type": "array", "items": ITEM},
        "offset": {"type": "integer"},
        "next": {"type": ["integer", "null"], "description": "offset of the next page, null on the last"},
    },
}


def page(items: Iterable[Any], limit: int, offset: int, **more: Any) -> Response:
    """Return one page of the items, and where the next begins."""
    found = list(islice(items, offset, offset + limit + 1))
    return jsonify(
        {"items": found[:limit], "offset": offset, "next": offset + limit if len(found) > limit else None} | more
    )


def iri_of(kind: str, key: str) -> str:
    """Return the IRI of a thing by the last part of its name; 404 where no name looks like that."""
    if not re.fullmatch(KEY, key):
        raise Problem(404, f"no {kind} has the name {key[:100]!r}")
    return f"{knowledge().base}id/{kind}/{key}"


def _filed(filed: Filed) -> dict[str, Any]:
    return {
        "iri": filed.iri,
        "version": filed.version,
        "id": filed.id,
        "title": filed.title,
        "published": filed.published,
        "publisher": filed.publisher,
        "url": filed.url,
        "read_at": filed.read_at,
    }


def stored_to_json(stored: Stored) -> dict[str, Any]:
    """Return a claim with the names it has in the graph."""
    names = {"iri": stored.iri, "series": stored.series, "version": stored.version, "current": stored.current}
    return names | claim_to_json(stored.claim)


@reading.get("/articles")
@operation("List the articles", LIMIT, OFFSET, answers={200: {JSON: PAGE}})
def articles() -> Response:
    """List the articles, by their IRI."""
    require("read")
    wanted = given()
    return page((_filed(filed) for filed in knowledge().store.articles()), wanted["limit"], wanted["offset"])


@reading.get("/articles/<key>")
@operation("One article: its text and its claims", answers={200: {JSON: ITEM}}, errors=(404,))
def article(key: str) -> Response:
    """Give an article as its current version has it."""
    require("read")
    given()
    iri = iri_of("article", key)
    try:
        found = knowledge().store.article(iri)
    except StoreError as error:
        raise Problem(404, str(error)) from error
    claims = [stored_to_json(stored) for stored in knowledge().store.claims(article=iri)]
    return jsonify(
        {
            "iri": iri,
            "id": found.id,
            "title": found.title,
            "published": found.published,
            "publisher": found.publisher,
            "url": found.url,
            "language": found.language,
            "text": found.text,
            "blocks": [{"start": b.span.start, "end": b.span.end, "kind": b.kind} for b in found.blocks],
            "claims": claims,
        }
    )


@reading.get("/claims")
@operation("List claims", *_FILTERS, LIMIT, OFFSET, answers={200: {JSON: PAGE}})
def claims() -> Response:
    """List the current claims that fit all that is given."""
    require("read")
    wanted = given()
    limit, offset = wanted.pop("limit"), wanted.pop("offset")
    return page(map(stored_to_json, knowledge().store.claims(**wanted)), limit, offset)


@reading.get("/claims/<key>")
@operation("One claim", answers={200: {JSON: ITEM}}, errors=(404,))
def claim(key: str) -> Response:
    """Give a claim, also one of a version that was superseded."""
    require("read")
    given()
    iri = iri_of("claim", key)
    for stored in knowledge().store.claims(iris=[iri], superseded=True):
        return jsonify(stored_to_json(stored))
    raise Problem(404, f"there is no claim {iri}")


@reading.get("/series")
@operation("List the series", LIMIT, OFFSET, *_FILTERS[:2], answers={200: {JSON: PAGE}})
def series_list() -> Response:
    """List the series, each with its subject and measure."""
    require("read")
    wanted = given()
    return page(_series(wanted["subject"], wanted["measure"]), wanted["limit"], wanted["offset"])


def _series(subject: str | None, measure: str | None) -> Iterator[dict[str, Any]]:
    quads = knowledge().quads
    for node in sorted({quad.subject for quad in quads.quads_for_pattern(None, RDF.type, KG.Series)}, key=str):
        said = {quad.predicate: quad.object for quad in quads.quads_for_pattern(node, None, None)}
        found = {name: getattr(said.get(term), "value", None) for name, term in _SERIES.items()}
        if subject in (None, found["subject"]) and measure in (None, found["measure"]):
            yield {"iri": getattr(node, "value", str(node))} | found


_SERIES = {
    "subject": KG.subject,
    "measure": KG.measure,
    "temporality": KG.temporality,
    "dimension": KG.dimension,
    "scope": KG.scope,
}


@reading.get("/series/<key>")
@operation(
    "The values of one series over time",
    Parameter("as_of", "only what held on this day, by the claims' own words", "date"),
    Parameter("known_by", "only what had been published by this day", "date"),
    answers={200: {JSON: ITEM}},
    errors=(404,),
)
def series(key: str) -> Response:
    """Give what is said of one measure of one subject, in order of time, with who says so."""
    require("read")
    wanted = given()
    iri = iri_of("series", key)
    found = list(knowledge().store.claims(series=iri))
    if not found and not any(True for _ in knowledge().quads.quads_for_pattern(NamedNode(iri), None, None)):
        raise Problem(404, f"there is no series {iri}")
    return jsonify({"iri": iri} | wanted | {"values": [stored_to_json(each) for each in said_of(found, **wanted)]})


def said_of(found: Iterable[Stored], *, as_of: str | None = None, known_by: str | None = None) -> list[Stored]:
    """Return in order of time what is claimed of a day (``as_of``) and was published by another (``known_by``)."""
    values = [each for each in found if _holds(each, as_of) and (known_by is None or _said(each) <= known_by)]
    return sorted(values, key=lambda each: (each.claim.valid_from or "", _said(each), each.iri))


def _said(stored: Stored) -> str:
    covered = days(stored.claim.published) if stored.claim.published else None
    return covered.start.isoformat() if covered is not None and covered.start is not None else "9999"


def _holds(stored: Stored, as_of: str | None) -> bool:
    """Say whether the claim speaks of this day; one without a time of its own speaks of no day."""
    if as_of is None:
        return True
    day = dt.date.fromisoformat(as_of)
    first = days(stored.claim.valid_from) if stored.claim.valid_from else None
    last = days(stored.claim.valid_to) if stored.claim.valid_to else None
    if first is None and last is None:
        return False
    begun = first is None or first.start is None or first.start <= day
    return begun and (last is None or last.until is None or day < last.until)
