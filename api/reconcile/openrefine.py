"""The reconciliation API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/)."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request

from api import bodies
from api.operations import JSON, Parameter, given, operation
from api.problems import Problem
from api.reading import ITEM
from api.reconcile import answers
from api.reconcile.known import MOST, known, typed
from api.reconcile.matching import Condition, Wanted, candidates
from api.sparql import knowledge, settings
from api.tokens import require
from kg.vocab import KG

openrefine = Blueprint("openrefine", __name__, url_prefix="/reconcile")
_FORM = "application/x-www-form-urlencoded"
_SIZE = 2_000_000  # characters of a batch
_QUERIES = Parameter("queries", "a batch of queries, as JSON", most=_SIZE)
_EXTEND = Parameter("extend", "a data extension query, as JSON", most=_SIZE)
_CURSOR = Parameter("cursor", "suggestions to leave out before the first", "integer", 0, most=100_000)
_DEFAULT_TYPES = ("Organisation", "Person", "Place", "State", "Measure")


@openrefine.get("")
@operation(
    "Reconciliation 0.2: the manifest, or a batch of queries",
    _QUERIES,
    _EXTEND,
    answers={200: {JSON: ITEM}},
    errors=(413,),
)
def ask() -> Response:
    """Give the manifest, or answer the queries or the data extension that are asked."""
    require("read")
    wanted = given()
    return _answer(wanted["queries"], wanted["extend"])


@openrefine.post("")
@operation(
    "Reconciliation 0.2: a batch of queries, or a data extension",
    body={_FORM: {"type": "object", "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}}}},
    answers={200: {JSON: ITEM}},
    methods=("POST",),
)
def send() -> Response:
    """Answer the queries or the data extension in the form."""
    require("read")
    given()
    if bodies.media_type() != _FORM:
        raise Problem(415, f"send {_FORM}")
    form = bodies.parameters(bodies.body(_SIZE * 3))
    if len(form.get("queries", [])) + len(form.get("extend", [])) != 1:
        raise Problem(400, 'the form has one "queries" or one "extend"')
    return _answer(form.get("queries", [None])[0], form.get("extend", [None])[0])


def _answer(queries: str | None, extend: str | None) -> Response:
    if extend is not None:
        meta, rows = answers.extended(_json(extend))
        return jsonify({"meta": meta, "rows": rows})
    if queries is None:
        return jsonify(manifest())
    batch = _json(queries)
    if not isinstance(batch, dict):
        raise Problem(400, 'a batch is a JSON object: {"q0": {"query": "…"}}')
    if len(batch) > MOST:
        raise Problem(413, f"a batch has at most {MOST} queries, this one has {len(batch)}")
    wanted = {key: _wanted(key, query) for key, query in batch.items()}
    here = known()
    return jsonify({key: {"result": candidates(query, here)} for key, query in wanted.items()})


def manifest() -> dict[str, Any]:
    """Return what the service says of itself."""
    root = f"{knowledge().base}reconcile"

    def service(kind: str) -> dict[str, str]:
        paths = {"service_url": root, "service_path": f"/suggest/{kind}"}
        return paths | {"flyout_service_url": root, "flyout_service_path": f"/flyout/{kind}?id=${{id}}"}

    return {
        "versions": ["0.2"],
        "name": settings().title,
        "identifierSpace": "http://www.w3.org/2002/07/owl#Thing",
        "schemaSpace": KG.iri,
        "defaultTypes": [typed(name) for name in _DEFAULT_TYPES],
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "feature_view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": {kind: service(kind) for kind in answers.KINDS},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": list(answers.settings()),
        },
        "batchSize": MOST,
    }


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"that is no JSON: {error}") from error


def _wanted(key: str, query: Any) -> Wanted:
    """Return what a query of version 0.2 asks for; 400 where it is not in its form."""
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise Problem(400, f'{key[:40]!r}: a query is an object whose "query" is text')
    types, limit = query.get("type") or [], query.get("limit", 10)
    types = [types] if isinstance(types, str) else types
    types = (
        [each.get("id") if isinstance(each, dict) else each for each in types] if isinstance(types, list) else [None]
    )
    properties = query.get("properties") or []
    if not all(isinstance(each, str) for each in types):
        raise Problem(400, f'{key[:40]!r}: "type" is an id or a list of ids')
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        raise Problem(400, f'{key[:40]!r}: "limit" is a whole number, 0 or more')
    if not isinstance(properties, list) or not all(
        isinstance(e, dict) and isinstance(e.get("pid"), str) and "v" in e for e in properties
    ):
        raise Problem(400, f'{key[:40]!r}: "properties" is a list of {{"pid": "…", "v": …}}')
    conditions = tuple(Condition(e["pid"], tuple(e["v"] if isinstance(e["v"], list) else [e["v"]])) for e in properties)
    return Wanted(query.get("query", ""), None, tuple(types), limit or 10, conditions)


@openrefine.get("/suggest/<any(entity,property,type):kind>")
@operation(
    "Reconciliation 0.2: suggest entities, properties or types", answers.PREFIX, _CURSOR, answers={200: {JSON: ITEM}}
)
def suggest(kind: str) -> Response:
    """Suggest what the beginning of a name may mean."""
    require("read")
    wanted = given()
    return answers.suggestions(kind, wanted["prefix"] or "", start=wanted["cursor"], limit=20)


@openrefine.get("/flyout/<any(entity,property,type):kind>")
@operation("Reconciliation 0.2: a few lines about a suggestion", answers.ID, answers={200: {JSON: ITEM}}, errors=(404,))
def flyout(kind: str) -> Response:
    """Say a few words about a suggestion."""
    require("read")
    return answers.flyout(kind, given()["id"])


answers.common(openrefine, "0.2", properties="/properties")


@openrefine.get("/view")
@operation("Where an entity or measure is described", answers.ID, answers={303: None}, errors=(404,))
def view() -> Any:
    """Lead to the description of an entity or measure: its own page, or the preview where it is named elsewhere."""
    require("read")
    id = given()["id"]
    thing = known().names.get(id)
    if thing is None:
        raise Problem(404, "there is no entity and no measure of this id")
    if thing.iri.startswith(knowledge().base):
        return redirect(thing.iri, code=303)
    return redirect(f"{knowledge().base}reconcile/preview?{request.query_string.decode('ascii', 'replace')}", code=303)
