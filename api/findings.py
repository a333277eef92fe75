"""Findings, what people decided on them, and the report, for people's programs."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from api import bodies, negotiate
from api.inbox import STATES, Inbox
from api.operations import JSON, Parameter, given, member, operation
from api.problems import Problem
from api.reading import ITEM, LIMIT, OFFSET, PAGE, iri_of, page
from api.sparql import knowledge, settings
from api.tokens import bearer, require
from kg.formats import finding_to_json
from kg.model import Finding, Report
from kg.report import Form, choose, part, render
from kg.report.page import POLICY

findings = Blueprint("findings", __name__)
_SEVERITIES = ("violation", "warning", "info")
_FILTERS = (
    Parameter("verdict", "only findings with this verdict"),
    Parameter("severity", "only findings of this severity", words=_SEVERITIES),
    Parameter("measure", "only findings about this measure"),
    Parameter("entity", "only findings about this subject: its name or IRI"),
    Parameter("newsroom", "only findings with a claim of this publisher"),
    Parameter("since", "only findings with a claim published on this day or later", "date"),
    Parameter("until", "only findings with a claim published on this day or earlier", "date"),
    Parameter("state", "only findings in this state", words=STATES),
)


def inbox() -> Inbox:
    """Return the findings of this application."""
    found: Inbox = current_app.config["INBOX"]
    return found


@findings.get("/findings")
@operation("List the findings", *_FILTERS, LIMIT, OFFSET, answers={200: {JSON: PAGE}})
def listed() -> Response:
    """List the findings, the most severe first; ``complete`` says whether the check saw everything."""
    require("read")
    wanted = given()
    limit, offset = wanted.pop("limit"), wanted.pop("offset")
    report = inbox().report()
    found = map(finding_to_json, choose(report.findings, **wanted))
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


REPORTS: dict[str, Form] = {  # media type: form of the report
    JSON: "json",
    negotiate.HTML: "html",
    "text/markdown": "md",
    negotiate.TURTLE: "ttl",
    negotiate.JSONLD: "jsonld",
    negotiate.CSV: "csv",
}
OWN_STYLE = f"{POLICY}; sandbox"  # of files that bring their style sheet with them


@findings.get("/report")
@operation(
    "The report, or the part of it that the filters leave; as JSON-LD the reviews (ClaimReview) of confirmed findings",
    *_FILTERS,
    answers={200: {media: {} for media in REPORTS}, 304: None},
    errors=(406,),
)
def report() -> Response:
    """Give the report in the form the client likes best."""
    require("read")
    wanted = given()
    media = negotiate.best(request.accept_mimetypes, REPORTS)
    if media is None:
        raise Problem(406, f"the report is given as {', '.join(REPORTS)}")
    revision = inbox().revision  # read first: what changes meanwhile is never kept under a newer name
    found = part(inbox().report(), **wanted)
    tag = knowledge().tag("report", media, revision, found.complete, sorted(wanted.items()))
    response = Response(status=304)
    if tag not in request.if_none_match:
        response = Response(_rendered(found, REPORTS[media], wanted), content_type=negotiate.content_type(media))
    if media == negotiate.HTML:
        response.headers["Content-Security-Policy"] = OWN_STYLE
    response.set_etag(tag)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _rendered(found: Report, form: Form, wanted: dict[str, str | None]) -> str:
    return render(
        found,
        form,
        title=f"{settings().title}: consistency report",
        publisher=settings().title,
        base=settings().base,
        of=", ".join(f"{name} {value}" for name, value in wanted.items() if value) or None,
        made=knowledge().changed.date().isoformat(),
    )
