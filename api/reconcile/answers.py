"""What both versions of the API answer alike: suggestions, flyouts, previews, proposed properties, extended rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

from flask import Blueprint, Response, jsonify, render_template

from api.operations import JSON, Parameter, given, operation
from api.problems import Problem
from api.reconcile.extension import SETTINGS, Properties
from api.reconcile.known import Known, known, shown, typed
from api.tokens import require
from kg.link.names import MEASURE, Thing

KINDS = ("entity", "property", "type")
PREFIX = Parameter("prefix", "beginning of a name, or an id")
LIMIT = Parameter("limit", "most suggestions", "integer", 20, least=0, most=100)
ID = Parameter("id", "id of a thing", required=True)
_OF_TYPE = Parameter("type", "id of a type")
_MOST = Parameter("limit", "most properties", "integer", 100, least=0, most=5000)
_STATES, _FRAME = 12, "frame-ancestors *; default-src 'none'; style-src 'self'"


def suggestions(kind: str, prefix: str, *, start: int, limit: int) -> Response:
    """Return the things, properties or types that the prefix may mean."""
    found: list[dict[str, Any]] = []
    here = known()
    if kind == "entity":
        found = [
            shown(thing) | {"notable": [typed(name) for name in thing.types[:3]]}
            for thing in here.names.starting(prefix)
        ]
    else:
        named = here.types() if kind == "type" else [{"id": id, "name": name} for id, name in Properties(here).all()]
        found = [each for each in named if _begins(each, prefix)]
        found.sort(key=lambda each: (each["id"] != prefix, "." in each["id"], each["name"].lower(), each["id"]))
    return jsonify({"result": found[start : start + limit]})


def _begins(named: dict[str, str], prefix: str) -> bool:
    wanted, name = prefix.strip().lower(), named["name"].lower()
    return name.startswith(wanted) or f" {wanted}" in name or named["id"].lower().startswith(wanted.rpartition("#")[2])


def flyout(kind: str, id: str) -> Response:
    """Return a few lines of HTML about one of them."""
    here = known()
    if kind == "entity":
        thing = _thing(here, id)
        return jsonify({"id": id, "html": render_template("reconcile/flyout.html", **_told(thing, here, most=3))})
    name = (
        Properties(here).name(id)
        if kind == "property"
        else next((t["name"] for t in here.types() if t["id"] == id), None)
    )
    if name is None:
        raise Problem(404, f"there is no {kind} {id[:200]!r}")
    return jsonify(
        {"id": id, "html": render_template("reconcile/flyout.html", name=name, kind=kind, iri=id, note="", values=[])}
    )


def common(blueprint: Blueprint, version: str, *, properties: str) -> None:
    """Put into a blueprint what both versions answer alike; ``properties`` is where this one proposes properties."""

    @blueprint.get("/preview")
    @operation(
        f"Reconciliation {version}: a page to show in a frame",
        ID,
        answers={200: {"text/html": {"type": "string"}}},
        errors=(404,),
    )
    def preview() -> Response:
        """Show an entity or measure in a small frame: what it is, and its latest values."""
        require("read")
        here = known()
        told = _told(_thing(here, given()["id"]), here, most=_STATES)
        response = Response(render_template("reconcile/preview.html", **told))
        response.content_type = "text/html; charset=utf-8"
        response.headers["Content-Security-Policy"] = _FRAME  # this page alone is meant to be framed
        return response

    @blueprint.get(properties)
    @operation(
        f"Reconciliation {version}: propose properties", _OF_TYPE, _MOST, answers={200: {JSON: {"type": "object"}}}
    )
    def propose() -> Response:
        """Propose properties that tables of this type can be extended with."""
        require("read")
        wanted = given()
        type, limit = wanted["type"], wanted["limit"]
        found = [{"id": id, "name": name} for id, name in Properties(known()).for_type(type)][:limit]
        return jsonify({"properties": found, "limit": limit} | ({"type": type} if type else {}))


def _thing(here: Known, id: str) -> Thing:
    thing = here.names.get(id)
    if thing is None:
        raise Problem(404, "there is no entity and no measure of this id")
    return thing


def _told(thing: Thing, here: Known, *, most: int) -> dict[str, Any]:
    properties = Properties(here)
    rows = []
    if MEASURE not in thing.types:
        for measure in properties.spoken_of(thing):
            value, unit, said = (
                properties.values(thing, f"{measure.name}{part}", {}) for part in ("", ".unit", ".date")
            )
            if value:
                plain = [str(next(iter(each[0].values()))) if each else "" for each in (value, unit, said)]
                rows.append((measure.label, *plain))
    kind = ", ".join(typed(name)["name"] for name in thing.types[:2])
    return {
        "name": thing.name,
        "kind": kind,
        "iri": thing.iri,
        "note": thing.note,
        "values": rows[:most],
        "claims": thing.claims,
    }


def extended(sent: Any) -> tuple[list[dict[str, Any]], dict[str, dict[str, list[dict[str, Any]]]]]:
    """Return the columns and, by row and column, the values; 400 where the query is not in its form."""
    ids, wanted = (sent.get("ids"), sent.get("properties")) if isinstance(sent, dict) else (None, None)
    if not _texts(ids) or not isinstance(wanted, list) or not all(_property(each) for each in wanted):
        raise Problem(400, 'a data extension query is {"ids": ["…"], "properties": [{"id": "…"}]}')
    if len(ids) * len(wanted) > 5000:
        raise Problem(413, f"{len(ids)} rows of {len(wanted)} properties are more than the 5,000 values of one answer")
    here = known()
    properties = Properties(here)
    meta = [{"id": each["id"], "name": properties.name(each["id"]) or each["id"]} for each in wanted]
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for id in ids:
        thing = here.names.get(id)
        rows[id] = {
            each["id"]: properties.values(thing, each["id"], each.get("settings") or {}) if thing is not None else []
            for each in wanted
        }
    return meta, rows


def settings() -> Sequence[dict[str, Any]]:
    """Return the settings of properties, as version 0.2 has them."""
    return SETTINGS


def _texts(found: Any) -> TypeGuard[list[str]]:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def _property(found: Any) -> bool:
    return (
        isinstance(found, dict) and isinstance(found.get("id"), str) and isinstance(found.get("settings") or {}, dict)
    )
