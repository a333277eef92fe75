"""Sign in with a token, sign out."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as Redirect

from api.operations import Parameter
from api.pages.blueprint import asked, form, one, pages, session, sessions, shown, to
from api.pages.sessions import SECONDS, Sessions

_NEXT = Parameter("next", "where to go afterwards", default="/inbox")


def _inside(address: str) -> str:
    """Return the address if it is one of ours, else the inbox: nobody is sent on to another site, nor back to sign in.

    >>> _inside("/archive"), _inside("//elsewhere.example/"), _inside("/\\\\elsewhere.example")
    ('/archive', '/inbox', '/inbox')
    >>> _inside("/sign-in?next=/archive")
    '/inbox'
    """
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    ours = ours and address.partition("?")[0].partition("#")[0].rstrip("/") != "/sign-in"
    return address if ours else "/inbox"


@pages.get("/sign-in")
def sign_in() -> Response:
    """Ask for a token."""
    after = _inside(asked(_NEXT)["next"])
    return shown("sign_in.html", after=after, here=after, wrong=False)


@pages.post("/sign-in")
def signed_in() -> Response | Redirect:
    """Open a session, kept in a cookie that scripts cannot read."""
    sent = form()
    after = _inside(one(sent, "next") or "/inbox")
    name = sessions().begin(one(sent, "token"))
    if name is None:
        return shown("sign_in.html", 403, after=after, here=after, wrong=True)
    response = to(after)
    response.set_cookie(
        Sessions.COOKIE, name, max_age=SECONDS, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
    )
    return response


@pages.post("/sign-out")
def sign_out() -> Redirect:
    """Close the session."""
    sent, found = form(), session()
    if found is not None and found.sent_by(one(sent, "csrf")):
        sessions().end(request.cookies.get(Sessions.COOKIE, ""))
    response = to("/inbox")
    response.delete_cookie(Sessions.COOKIE, path="/")
    return response
