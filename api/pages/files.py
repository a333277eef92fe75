"""What people take away: the report in each of its forms, and a feed of findings."""

from __future__ import annotations

import datetime as dt

from flask import Response

from api.findings import REPORTS
from api.operations import Parameter
from api.pages.blueprint import asked, pages, place
from api.pages.board import FILTERS, board
from api.pages.inbox import _ASKED
from api.sparql import settings
from kg.feeds import atom
from kg.report import FORMS, part, render

_MEDIA = {form: media for media, form in REPORTS.items()}
_FORM = Parameter("format", "form of the report", default="html", words=FORMS)


@pages.get("/report/download")
def report_download() -> Response:
    """Give the report, or the part of it that the filters leave, as a file."""
    wanted = asked(_FORM, *_ASKED)
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
    if form == "html":  # the file brings its own style sheet with it
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@pages.get("/feed.atom")
def feed() -> Response:
    """Give the newest findings as an Atom feed, with the same filters as the inbox."""
    wanted = asked(*_ASKED)
    wanted["state"] = None if wanted["state"] == "any" else wanted["state"]
    now = board()
    found = now.chosen({name: wanted[name] for name in (*FILTERS, "since", "until")})
    body = atom(found[:100], title=settings().title, base=settings().base, updated=dt.datetime.now(dt.UTC))
    return Response(body, content_type="application/atom+xml; charset=utf-8")
