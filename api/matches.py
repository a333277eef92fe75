"""Matches with others' names, for people's programs: what waits for a decision and why; accept, reject, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, get_args

from flask import Blueprint, Response, jsonify

from api.findings import inbox, json_body
from api.operations import JSON, Parameter, given, member, operation
from api.problems import Problem
from api.reading import ITEM, LIMIT, OFFSET, PAGE, iri_of, page
from api.reconcile.known import known
from api.sparql import knowledge, settings
from api.tokens import bearer, require
from kg import ontology
from kg.link.decisions import Undecidable, decide
from kg.link.matches import Match, State, keep, matches, proposed
from kg.link.names import MEASURE

linking = Blueprint("linking", __name__)
STATES: tuple[State, ...] = get_args(State)
DECISIONS: tuple[State, ...] = ("accepted", "rejected", "undone")
_IRI = {"type": "string", "format": "iri", "pattern": r"^https?://[^\x00-\x20<>\"{}|^`\\]+$", "maxLength": 2000}
_WORDS = {"type": "string", "minLength": 1, "maxLength": 2000}


def match_to_json(match: Match) -> dict[str, Any]:
    """Return a match as programs read it; ``score`` from 0 to 1."""
    return asdict(match) | {"score": float(match.score or 0)}


@linking.get("/matches")
@operation(
    "List the matches with others' names",
    Parameter("state", "only matches in this state", words=STATES),
    LIMIT,
    OFFSET,
    answers={200: {JSON: PAGE}},
)
def listed() -> Response:
    """List the matches, those most alike first, each with its evidence and what was decided."""
    require("read")
    wanted = given()
    found = matches(knowledge().store, state=wanted["state"])
    return page(map(match_to_json, found), wanted["limit"], wanted["offset"])


@linking.post("/matches")
@operation(
    "Propose a match: two names that may stand for one thing",
    body={
        JSON: {
            "type": "object",
            "required": ["local", "remote"],
            "properties": {
                "local": _IRI | {"description": "our name"},
                "remote": _IRI | {"description": "the other name"},
                "remote_name": _WORDS | {"description": "what it is called there"},
                "score": {"type": "number", "minimum": 0, "maximum": 1},
                "evidence": _WORDS | {"description": "why they may be the same"},
            },
        }
    },
    answers={201: {JSON: ITEM}},
    scope="write",
    errors=(404, 409),
    methods=("POST",),
)
def propose() -> Response:
    """Put a match in the queue; what was decided on it before stands."""
    require("write")
    given()
    sent = json_body(settings().article_bytes)
    local, remote = _address(sent, "local"), _address(sent, "remote")
    name, evidence = member(sent, "remote_name", most=2000), member(sent, "evidence", most=2000)
    score = sent.get("score", 1)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise Problem(400, '"score" is a number from 0 to 1')
    if local == remote:
        raise Problem(400, "both names are the same")
    thing = known().names.get(local)
    if thing is None or thing.iri != local:
        raise Problem(404, f"no entity and no measure here is named {local}")
    store = knowledge().store
    made = proposed(
        store,
        local=local,
        local_name=thing.name,
        remote=remote,
        remote_name=name or thing.name,
        score=score * 100,
        evidence=evidence or "",
        service="",
        kind="measure" if MEASURE in thing.types else "entity",
    )
    with knowledge().writing:
        if held := next((each for each in matches(store) if each.iri == made.iri), None):
            raise Problem(409, f"{held.iri} is {held.state} already")
        keep(store, [made], state="proposed", by=bearer(), now=dt.datetime.now(dt.UTC))
    response = jsonify(match_to_json(_one(made.iri)))
    response.status_code, response.location = 201, f"/matches/{made.iri.rpartition('/')[2]}"
    return response


def _address(sent: dict[str, Any], name: str) -> str:
    value = member(sent, name, most=2000, required=True) or ""
    if not value.startswith(("http://", "https://")) or any(ord(char) <= 32 or char in '<>"{}|\\^`' for char in value):
        raise Problem(400, f'"{name}" is no http(s) address')
    return value


def _these(iris: Sequence[str]) -> list[Match]:
    there = {each.iri: each for each in matches(knowledge().store)}
    for iri in iris:
        if iri not in there:
            raise Problem(404, f"there is no match {iri}")
    return [there[iri] for iri in iris]


def _one(iri: str) -> Match:
    return _these([iri])[0]


@linking.get("/matches/<key>")
@operation("One match, with its evidence", answers={200: {JSON: ITEM}}, errors=(404,))
def shown(key: str) -> Response:
    """Give a match, who offered it, and what was decided on it."""
    require("read")
    given()
    return jsonify(match_to_json(_one(iri_of("match", key))))


@linking.post("/matches/<key>/decision")
@operation(
    "Accept, reject or undo a match",
    body={
        JSON: {
            "type": "object",
            "required": ["state"],
            "properties": {
                "state": {"type": "string", "enum": list(DECISIONS)},
                "reason": {"type": "string", "minLength": 1, "maxLength": 2000},
            },
        }
    },
    answers={200: {JSON: ITEM}},
    scope="write",
    errors=(404, 409),
    methods=("POST",),
)
def decision(key: str) -> Response:
    """Accept a match (its series become one), reject it (it is not proposed again), or take an accepted one back."""
    require("write")
    given()
    sent = json_body(settings().article_bytes)
    state, reason = sent.get("state"), member(sent, "reason", most=2000)
    if state not in DECISIONS:
        raise Problem(400, f'"state" is one of {", ".join(DECISIONS)}')
    return jsonify(match_to_json(decided([key], state, reason=reason or "", by=bearer())[0]))


def decided(keys: Sequence[str], state: State, *, reason: str, by: str) -> list[Match]:
    """Decide on matches and have the findings of their series looked at again.

    404 and 409 where that cannot be with one of them; then nothing is decided.
    """
    store = knowledge().store
    with knowledge().writing:
        found = _these([iri_of("match", key) for key in keys])
        try:
            changed = decide(
                store,
                ontology.load(base=store.base),
                found,
                state=state,
                by=by,
                reason=reason,
                now=dt.datetime.now(dt.UTC),
            )
        except Undecidable as error:
            raise Problem(409, str(error)) from error
    if changed:
        inbox().look_at(changed)
    return _these([each.iri for each in found])
