"""The queue of matches: what may be one thing under two names, and why; accept, reject or take back, one or many."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response
from werkzeug.wrappers import Response as Redirect

from api.matches import DECISIONS, STATES, decided
from api.operations import Parameter
from api.pages.blueprint import asked, form, one, pages, shown, to, writer
from api.problems import Problem
from api.sparql import knowledge
from kg.link.matches import matches

PAGE = 50
_ASKED = (
    Parameter("state", "only in this state", default="proposed", words=STATES),
    Parameter("page", "number of the page", "integer", 1, least=1, most=1_000_000),
)


@pages.get("/links")
def links() -> Response:
    """List the matches, those most alike first; those that wait unless asked otherwise."""
    wanted = asked(*_ASKED)
    found = list(matches(knowledge().store))
    counts = {state: sum(each.state == state for each in found) for state in STATES}
    chosen = [each for each in found if each.state == wanted["state"]]
    first = (wanted["page"] - 1) * PAGE
    return shown(
        "links.html",
        found=chosen[first : first + PAGE],
        counts=counts,
        state=wanted["state"],
        page=wanted["page"],
        last=max(1, -(-len(chosen) // PAGE)),
    )


@pages.post("/links/decisions")
def linked() -> Redirect:
    """Decide on the matches that were marked."""
    sent = form()
    by = writer(sent).who
    marked, reason, state = sent.get("match", []), one(sent, "reason"), one(sent, "state")
    if not marked:
        raise Problem(400, "no match is marked: mark one or more, then decide")
    if state not in DECISIONS:
        raise Problem(400, f"a decision is one of {', '.join(DECISIONS)}")
    if len(reason) > 2000 or len(marked) > PAGE:
        raise Problem(400, f"a reason has at most 2,000 characters, a decision at most {PAGE} matches")
    decided(marked, state, reason=reason, by=by)
    return to("/links?" + urlencode({"state": one(sent, "shown") or "proposed"}))
