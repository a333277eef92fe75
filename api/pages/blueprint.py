"""What every page shares: who is signed in, dates and numbers of the reader's place, errors people can read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Redirect

from api import bodies, negotiate
from api.operations import Parameter
from api.pages.board import board
from api.pages.sessions import Session, Sessions
from api.problems import Problem, document, log
from api.sparql import knowledge, settings
from kg import names
from kg.errors import KgError
from kg.report import words
from kg.report.page import filters, look
from kg.serve.readers import Busy, Stopped

pages = Blueprint("pages", __name__)
_SIGN_IN = {"pages.sign_in", "pages.signed_in", "pages.sheet"}
_FORM = 1_000_000  # bytes of a form that is not a text to check
_TITLES = {
    400: "This could not be understood",
    403: "This needs a permission",
    404: "There is nothing here",
    413: "This is too long",
    422: "This could not be read",
    500: "Something went wrong here",
    503: "The service is busy",
}


def sessions() -> Sessions:
    """Return who is signed in to this application."""
    found: Sessions = current_app.config["SESSIONS"]
    return found


def session() -> Session | None:
    """Return the session of this request, None where nobody signed in."""
    return sessions().get(request.cookies.get(Sessions.COOKIE, ""))


def place() -> str:
    """Return the locale whose dates and numbers the reader knows, by what the browser says."""
    if "place" not in g:
        g.place = words.locale(*request.accept_languages.values())
    return str(g.place)


def asked(*parameters: Parameter) -> dict[str, Any]:
    """Return the parameters of the address; what the page does not know is left out, what it cannot read is 400."""
    sent = bodies.address()
    return {
        each.name: each.read(sent[each.name][0]) if sent.get(each.name, [""])[0] else each.default
        for each in parameters
    }


def form(*, limit: int = _FORM) -> dict[str, list[str]]:
    """Return the fields of a form that one of our own pages sent; 403 where another site sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Problem(403, "the form was sent from another site: open the page here and send it again")
    return dict(bodies.parameters(bodies.body(limit)))


def writer(sent: dict[str, list[str]]) -> Session:
    """Return the session if it may write and the form carries its secret; else 403."""
    found = session()
    if found is None or "write" not in found.scopes:
        raise Problem(403, "sign in with a token that may write, then send this again")
    if not found.sent_by(one(sent, "csrf")):
        raise Problem(403, "the form is older than your session: open the page again and send it once more")
    return found


def one(sent: dict[str, list[str]], name: str) -> str:
    """Return the first value of a field, "" where it was not sent."""
    return sent.get(name, [""])[0].strip()


def to(address: str) -> Redirect:
    """Send the reader on by GET, so that loading a page again sends nothing twice."""
    return redirect(address, 303)


def address(article: str, iri: str | None) -> str:
    """Return where the words of a claim stand, by its article's own id and its IRI: a place on the article's page."""
    page = names.article(knowledge().base, article).rpartition("/")[2]
    return f"/archive/{page}" + (f"#c-{iri.rpartition('/')[2]}" if iri else "")


def shown(template: str, code: int = 200, /, **values: Any) -> Response:
    """Return a page; it depends on who is signed in and on the reader's language."""
    response = Response(render_template(template, **values), code, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache, private"
    response.vary.update(("Cookie", "Accept-Language"))
    return response


@pages.before_request
def readable() -> Redirect | None:
    """Let nobody read who is not signed in, where reading needs a token."""
    if request.endpoint in _SIGN_IN or _may_read():
        return None
    return to(f"/sign-in?next={quote(request.full_path, safe='')}")


@pages.get("/look.css")
def sheet() -> Response:
    """Give the style sheet that pages and reports share."""
    response = Response(look(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=300"
    return response


@pages.errorhandler(Problem)
def problem(error: Problem) -> Response:
    """Show what was wrong and what to do."""
    return _failed(error.status, error.detail)


@pages.errorhandler(KgError)
def named(error: KgError) -> Response:
    """Show what the text, query or store does not allow."""
    return _failed(503 if isinstance(error, Busy | Stopped) else 422, str(error))


@pages.errorhandler(HTTPException)
def standard(error: HTTPException) -> Response:
    """Show any other refusal."""
    return _failed(error.code or 500, error.description or "")


def nowhere(error: HTTPException) -> Response:
    """Say that there is nothing at an address: to a browser on a page, to a program as a problem document."""
    detail = f"there is nothing at {request.path}"
    offered = ("application/problem+json", negotiate.HTML)
    if negotiate.best(request.accept_mimetypes, offered) == negotiate.HTML:
        return _failed(404, detail)
    return document(404, detail)


@pages.errorhandler(Exception)
def unforeseen(error: Exception) -> Response:
    """Say that the fault is ours, and where it is written down."""
    log.error("unforeseen error", exc_info=error, extra={"request_id": g.get("request_id", "")})
    if current_app.testing and current_app.config.get("RAISE"):
        raise error
    return _failed(500, f"the service failed to answer; its log says why, under request {g.request_id}")


def _failed(status: int, detail: str) -> Response:
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    return shown("error.html", status, status=status, title=title, detail=detail[:1].upper() + detail[1:])


def install(app: Flask) -> None:
    """Put the pages into the application; they are for people, the OpenAPI document leaves them out."""
    app.config["SESSIONS"] = Sessions(app.config["TOKENS"])
    app.register_blueprint(pages)
    described = set(app.config.get("UNDESCRIBED", ()))
    app.config["UNDESCRIBED"] = described | {name for name in app.view_functions if name.startswith("pages.")}
    for name in filters(words.DEFAULT_LOCALE):
        app.jinja_env.filters[name] = _in_place(name)
    app.jinja_env.filters["key"] = lambda iri: str(iri).rpartition("/")[2]
    app.jinja_env.globals["address"] = address
    app.register_error_handler(404, nowhere)
    app.context_processor(_common)


def _in_place(name: str) -> Callable[..., Any]:
    return lambda *given: filters(place())[name](*given)


def _still_open() -> dict[str, int]:
    """Return how many open findings there are of each severity; none for somebody who may not read."""
    return dict(board().counts({"state": "open"})["severity"]) if _may_read() else {}


def _may_read() -> bool:
    found = session()
    return settings().read_open or (found is not None and "read" in found.scopes)


def _common() -> dict[str, Any]:
    return {
        "settings": settings(),
        "session": session(),
        "may_sign_in": len(current_app.config["TOKENS"]) > 0,
        "here": request.full_path.rstrip("?"),
        "severities": words.SEVERITIES,
        "still_open": _still_open,
    }
