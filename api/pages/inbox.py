"""The findings inbox: what contradicts what, newest first; filter, decide, undo, one or many."""

from __future__ import annotations

from typing import Any, cast, get_args
from urllib.parse import urlencode

from flask import Response
from werkzeug.wrappers import Response as Redirect

from api.findings import inbox
from api.inbox import STATES
from api.operations import Parameter
from api.pages.blueprint import asked, form, one, pages, shown, to, writer
from api.pages.board import FILTERS, Board, board
from api.problems import Problem
from kg.check.life import State
from kg.model import Severity

PAGE = 50
ASKED = (
    Parameter("state", "only in this state", default="open", words=(*STATES, "any")),
    Parameter("severity", "only of this severity", words=get_args(Severity)),
    *(Parameter(name, f"only with this {name}") for name in FILTERS[2:]),
    Parameter("since", "published on this day or later", "date"),
    Parameter("until", "published on this day or earlier", "date"),
)
_PLACE = (
    Parameter("page", "number of the page", "integer", 1, least=1, most=1_000_000),
    Parameter("done", "what was just decided"),
    Parameter("as", "how it was decided", words=STATES),
)
_VERBS = {"confirmed": "Confirmed", "dismissed": "Dismissed", "open": "Opened again", "resolved": "Resolved"}


@pages.get("/inbox")
def findings_inbox() -> Response:
    """List the findings, the newest first; those that are open unless asked otherwise."""
    wanted, now = asked(*ASKED), board()
    place = asked(*_PLACE)
    filters = wanted | {"state": None if wanted["state"] == "any" else wanted["state"]}
    found = now.chosen(filters)
    first = (place["page"] - 1) * PAGE
    return shown(
        "inbox.html",
        found=found[first : first + PAGE],
        total=len(found),
        everything=len(now.findings),
        report=now.report,
        wanted=wanted,
        counts=now.counts(filters),
        page=place["page"],
        last=max(1, -(-len(found) // PAGE)),
        same=lambda **changed: f"/inbox{query_of(wanted | changed)}",
        done=_done(now, place),
    )


def query_of(wanted: dict[str, Any]) -> str:
    """Return these filters as an address has them; a changed filter begins at the first page.

    >>> query_of({"state": "open", "severity": None}), query_of({"state": "any", "newsroom": "A & B"})
    ('', '?state=any&newsroom=A+%26+B')
    """
    given = {name: value for name, value in wanted.items() if value and (name, value) != ("state", "open")}
    return f"?{urlencode(given)}" if given else ""


def _done(now: Board, place: dict[str, Any]) -> dict[str, Any] | None:
    """Return what was decided a moment ago, so that it can be undone."""
    pairs = [pair.partition(".") for pair in (place["done"] or "").split(",") if pair]
    undo = [(key, before) for key, _, before in pairs[:PAGE] if key in now.by_key and before in STATES]
    return {"verb": _VERBS[place["as"] or "open"], "undo": undo, "first": now.by_key[undo[0][0]]} if undo else None


@pages.post("/inbox/decisions")
def decided() -> Redirect:
    """Decide on the findings that were marked: confirm or dismiss them with a reason, or put them back as they were."""
    sent = form()
    by = writer(sent).who
    marked, reason, now = sent.get("finding", []), one(sent, "reason"), board()
    state = one(sent, "state")
    if not marked:
        raise Problem(400, "no finding is marked: mark one or more, then decide")
    if state not in (*STATES, "undo"):
        raise Problem(400, f"a decision is one of {', '.join(STATES)}")
    if state == "dismissed" and not reason:
        raise Problem(400, "say why: a dismissal needs a reason, so that the next reader understands it")
    if len(reason) > 2000 or len(marked) > PAGE:
        raise Problem(400, f"a reason has at most 2,000 characters, a decision at most {PAGE} findings")
    before = []
    for each in marked:
        key, _, was = each.partition(".")
        finding = now.by_key.get(key)
        if finding is None:
            raise Problem(404, f"there is no finding {key[:100]!r}: it may have been resolved by a newer article")
        new = was if state == "undo" and was in STATES else "open" if state == "undo" else state
        inbox().decide(
            finding.id, cast(State, new), reason=reason or ("undone" if state == "undo" else "decided"), by=by
        )
        before.append(f"{key}.{finding.state}")
    after = one(sent, "after")
    back = after if after.startswith("/inbox") else "/inbox"
    if state == "undo":
        return to(back)
    return to(f"{back}{'&' if '?' in back else '?'}{urlencode({'done': ','.join(before), 'as': state})}")
