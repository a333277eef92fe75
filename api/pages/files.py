"""What people take away: the report in each of its forms, and a feed of findings."""

from __future__ import annotations

import datetime as dt

from flask import Response, current_app

from api.findings import OWN_STYLE, REPORTS
from api.operations import Parameter
from api.pages.blueprint import asked, pages, place
from api.pages.board import FILTERS, board
from api.pages.inbox import ASKED, query_of
from api.sparql import settings
from kg.feeds import atom
from kg.report import FORMS, part, render

_MEDIA = {form: media for media, form in REPORTS.items()}
_FORM = Parameter("format", "form of the report", default="html", words=FORMS)


@pages.get("/report/download")
def report_download() -> Response:
    """Give the report, or the part of it that the filters leave, as a file."""
    wanted = asked(_FORM, *ASKED)
    form = wanted.pop("format")
    wanted["state"] = None if wanted["state"] == "any" or form == "jsonld" else wanted["state"]
    chosen = {name: value for name, value in wanted.items() if value}
    today = dt.datetime.now(dt.UTC).date().isoformat()
    body = render(
        part(board().report, **chosen),
        form,
        title=f"{settings().title}: consistency report",
        publisher=settings().title,
        base=settings().base,
        of=", ".join(f"{name} {value}" for name, value in chosen.items()) or None,
        made=today,
        locale=place(),
    )
    response = Response(body, content_type=f"{_MEDIA[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="report-{today}.{form}"'
    if form == "html":
        response.headers["Content-Security-Policy"] = OWN_STYLE
    return response


@pages.get("/feed.atom")
def feed() -> Response:
    """Give the findings that were found last as an Atom feed, with the same filters as the inbox."""
    wanted = asked(*ASKED)
    state = None if wanted["state"] == "any" else wanted["state"]
    found = board().chosen({name: wanted[name] for name in (*FILTERS, "since", "until")} | {"state": state})
    today = dt.datetime.now(dt.UTC)
    latest = sorted(found, key=lambda finding: finding.found or "", reverse=True)[:100]
    body = atom(latest, title=settings().title, base=settings().base, updated=today, query=query_of(wanted))
    return Response(body, content_type="application/atom+xml; charset=utf-8")


@pages.get("/favicon.ico")
def icon() -> Response:
    """Give the icon where browsers look for it that read no page."""
    return current_app.send_static_file("icon.svg")
