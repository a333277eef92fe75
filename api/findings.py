"""Findings, what people decided on them, and the report, for people's programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from api import bodies, negotiate
from api.inbox import STATES, Inbox
from api.operations import JSON, Parameter, given, member, operation
from api.problems import Problem
from api.reading import ITEM, LIMIT, OFFSET, PAGE, iri_of, page
from api.sparql import settings
from api.tokens import bearer, require
from kg.formats import finding_to_json, report_to_json
from kg.model import Finding
from kg.report import as_csv, as_markdown

findings = Blueprint("findings", __name__)
_SEVERITIES = ("violation", "warning", "info")
_FILTERS = (
    Parameter("verdict", "only findings with this verdict"),
    Parameter("severity", "only findings of this severity", words=_SEVERITIES),
    Parameter("measure", "only findings about this measure"),
    Parameter("entity", "only findings about this subject: its name or IRI"),
    Parameter("since", "only findings with a claim published on this day or later", "date"),
    Parameter("until", "only findings with a claim published on this day or earlier", "date"),
    Parameter("state", "only findings in this state", words=STATES),
)


def inbox() -> Inbox:
    """Return the findings of this application."""
    found: Inbox = current_app.config["INBOX"]
    return found


def chosen(
    *,
    verdict: str | None = None,
    severity: str | None = None,
    measure: str | None = None,
    entity: str | None = None,
    since: str | None = None,
    until: str | None = None,
    state: str | None = None,
) -> Iterator[Finding]:
    """Yield the findings that fit all that is given, the most severe first."""
    for finding in inbox().report().findings:
        days = [claim.published for claim in finding.claims if claim.published]
        about = {name for claim in finding.claims for name in (claim.subject, claim.subject_iri)}
        if (
            verdict in (None, finding.verdict)
            and severity in (None, finding.severity)
            and state in (None, finding.state)
            and (measure is None or any(claim.measure == measure for claim in finding.claims))
            and (entity is None or entity in about)
            and (since is None or any(day >= since for day in days))
            and (until is None or any(day[:10] <= until for day in days))
        ):
            yield finding


@findings.get("/findings")
@operation("List the findings", *_FILTERS, LIMIT, OFFSET, answers={200: {JSON: PAGE}})
def listed() -> Response:
    """List the findings, the most severe first; ``complete`` says whether the check saw everything."""
    require("read")
    wanted = given()
    limit, offset = wanted.pop("limit"), wanted.pop("offset")
    report = inbox().report()
    found = map(finding_to_json, chosen(**wanted))
    return page(found, limit, offset, complete=report.complete, reason=report.reason)


def one(key: str) -> Finding:
    """Return the finding of this name; 404 where there is none."""
    iri = iri_of("finding", key)
    for finding in inbox().report().findings:
        if finding.id in (iri, key):
            return finding
    raise Problem(404, f"there is no finding {iri}")


@findings.get("/findings/<key>")
@operation("One finding, with what was decided on it", answers={200: {JSON: ITEM}}, errors=(404,))
def shown(key: str) -> Response:
    """Give a finding, both its sides, and the decision on it."""
    require("read")
    given()
    finding = one(key)
    return jsonify(finding_to_json(finding) | {"decision": inbox().decision(finding.id)})


@findings.post("/findings/<key>/decision")
@operation(
    "Decide on a finding",
    body={
        JSON: {
            "type": "object",
            "required": ["state", "reason"],
            "properties": {
                "state": {"type": "string", "enum": list(STATES)},
                "reason": {"type": "string", "minLength": 1, "maxLength": 2000},
            },
        }
    },
    answers={200: {JSON: ITEM}},
    scope="write",
    errors=(404,),
    methods=("POST",),
)
def decide(key: str) -> Response:
    """Confirm, dismiss, resolve or reopen a finding, with the reason."""
    require("write")
    given()
    sent = json_body(settings().article_bytes)
    state, reason = sent.get("state"), member(sent, "reason", most=2000, required=True)
    if state not in STATES:
        raise Problem(400, f'"state" is one of {", ".join(STATES)}')
    finding = one(key)
    inbox().decide(finding.id, state, reason=reason or "", by=bearer())
    return jsonify(finding_to_json(one(key)))


def json_body(limit: int) -> dict[str, Any]:
    """Return the JSON object that was sent; 415 for another media type, 400 for another kind of value."""
    if bodies.media_type() != JSON:
        raise Problem(415, f"send {JSON}")
    try:
        sent = json.loads(bodies.text(bodies.body(limit)))
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"the body is no JSON: {error}") from error
    if not isinstance(sent, dict):
        raise Problem(400, "the body is no JSON object")
    return sent


_REPORTS = (JSON, "text/csv", "text/markdown")


@findings.get("/report")
@operation("The report", answers={200: {media: {} for media in _REPORTS}}, errors=(406,))
def report() -> Response:
    """Give the whole report in the form the client likes best."""
    require("read")
    given()
    media = negotiate.best(request.accept_mimetypes, _REPORTS)
    if media is None:
        raise Problem(406, f"the report is given as {', '.join(_REPORTS)}")
    found = inbox().report()
    if media == JSON:
        body = json.dumps(report_to_json(found), ensure_ascii=False)
    else:
        body = as_csv(found) if media == "text/csv" else as_markdown(found)
    response = Response(body, content_type=negotiate.content_type(media))
    response.vary.add("Accept")
    return response
