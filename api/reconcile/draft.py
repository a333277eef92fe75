"""The reconciliation API, 1.0 draft (https://reconciliation-api.github.io/specs/draft/)."""

from __future__ import annotations

from typing import Any, get_args

from flask import Blueprint, Response, jsonify

from api.findings import json_body
from api.operations import JSON, Parameter, given, operation
from api.problems import Problem
from api.reading import ITEM
from api.reconcile import answers
from api.reconcile.known import MOST, known
from api.reconcile.matching import Condition, Quantifier, Wanted, candidates
from api.reconcile.openrefine import manifest as manifest_of_0_2
from api.sparql import knowledge
from api.tokens import require

draft = Blueprint("reconcile_draft", __name__, url_prefix="/reconcile/1.0")
_SIZE = 2_000_000
_OFFSET = Parameter("offset", "suggestions to leave out before the first", "integer", 0, most=100_000)
_QUERY_KEYS = frozenset({"type", "limit", "lang", "dir", "conditions"})


@draft.get("")
@operation("Reconciliation 1.0 draft: the manifest", answers={200: {JSON: ITEM}})
def manifest() -> Response:
    """Say what the service does."""
    require("read")
    given()
    older = manifest_of_0_2()
    setting = [
        {
            "id": each["name"],
            "name": each["label"],
            "type": each["type"],
            "default": each["default"],
            "helpText": each["help_text"],
        }
        for each in older["extend"]["property_settings"]
    ]
    response = jsonify(
        {
            "versions": ["1.0-draft"],
            "name": older["name"],
            "lang": "en",
            "defaultTypes": older["defaultTypes"],
            "view": {"url": f"{knowledge().base}reconcile/view?id={{id}}"},
            "suggest": {kind: True for kind in answers.KINDS},
            "preview": {"width": older["preview"]["width"], "height": older["preview"]["height"]},
            "extend": {"proposeProperties": True, "propertySettings": setting},
            "standardizedScore": True,
            "batchSize": MOST,
        }
    )
    response.content_language.add("en")
    return response


@draft.post("/match")
@operation(
    "Reconciliation 1.0 draft: a batch of queries",
    body={JSON: {"type": "object", "required": ["queries"], "properties": {"queries": {"type": "array"}}}},
    answers={200: {JSON: ITEM}},
    methods=("POST",),
)
def match() -> Response:
    """Answer each query with its candidates, in the order of the queries."""
    require("read")
    given()
    queries = json_body(_SIZE).get("queries")
    if not isinstance(queries, list):
        raise Problem(400, '"queries" is a list of queries')
    if len(queries) > MOST:
        raise Problem(413, f"a batch has at most {MOST} queries, this one has {len(queries)}")
    wanted = [_wanted(number, query) for number, query in enumerate(queries, 1)]
    here = known()
    return jsonify({"results": [{"candidates": candidates(query, here)} for query in wanted]})


def _wanted(number: int, query: Any) -> Wanted:
    """Return what a query asks for; 400 where it is not in its form."""
    place = f"query {number}"
    if not isinstance(query, dict) or not set(query) <= _QUERY_KEYS:
        raise Problem(400, f"{place} is an object of {', '.join(sorted(_QUERY_KEYS))}")
    type, limit, given = query.get("type"), query.get("limit", 10), query.get("conditions")
    if type is not None and not isinstance(type, str):
        raise Problem(400, f'{place}: "type" is one id')
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 0:
        raise Problem(400, f'{place}: "limit" is a number, 0 or more')
    if not isinstance(given, list) or not given or not all(_sound(each) for each in given):
        raise Problem(
            400,
            f'{place}: "conditions" is a list, not empty, of {{"matchType": "name|id|property", "propertyValue": …}}',
        )
    by = {kind: [each for each in given if each["matchType"] == kind] for kind in ("name", "id", "property")}
    if len(by["name"]) > 1 or len(by["id"]) > 1:
        raise Problem(400, f"{place}: one condition on the name and one on the id are taken")
    conditions = tuple(
        Condition(
            each["propertyId"],
            tuple(each["propertyValue"] if isinstance(each["propertyValue"], list) else [each["propertyValue"]]),
            bool(each.get("required")),
            each.get("matchQuantifier", "any"),
        )
        for each in by["property"]
    )
    name, id = (_words(by[kind][0]["propertyValue"]) if by[kind] else None for kind in ("name", "id"))
    return Wanted(name, id, (type,) if type else (), int(limit) or 10, conditions)


def _sound(condition: Any) -> bool:
    if not isinstance(condition, dict) or condition.get("matchType") not in ("name", "id", "property"):
        return False
    if "propertyValue" not in condition or condition.get("matchQuantifier", "any") not in get_args(Quantifier):
        return False
    return condition["matchType"] != "property" or isinstance(condition.get("propertyId"), str)


def _words(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return str(first.get("id", "")) if isinstance(first, dict) else str(first)


@draft.get("/suggest/<any(entity,property,type):kind>")
@operation(
    "Reconciliation 1.0 draft: suggest entities, properties or types",
    answers.PREFIX,
    answers.LIMIT,
    _OFFSET,
    answers={200: {JSON: ITEM}},
)
def suggest(kind: str) -> Response:
    """Suggest what the beginning of a name may mean."""
    require("read")
    wanted = given()
    return answers.suggestions(kind, wanted["prefix"] or "", start=wanted["offset"], limit=wanted["limit"])


@draft.post("/extend")
@operation(
    "Reconciliation 1.0 draft: values of properties",
    body={
        JSON: {
            "type": "object",
            "required": ["ids", "properties"],
            "properties": {"ids": {"type": "array"}, "properties": {"type": "array"}},
        }
    },
    answers={200: {JSON: ITEM}},
    methods=("POST",),
)
def extend() -> Response:
    """Give the values of properties of many things."""
    require("read")
    given()
    meta, rows = answers.extended(json_body(_SIZE))
    return jsonify(
        {
            "meta": meta,
            "rows": [
                {"id": id, "properties": [{"id": name, "values": values} for name, values in row.items()]}
                for id, row in rows.items()
            ],
        }
    )


answers.common(draft, "1.0 draft", properties="/extend/propose")
