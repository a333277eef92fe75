"""A draft → what the graph says of each of its figures; nothing is stored."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, render_template

from api.checking import ANSWERS, check_text
from api.pages.blueprint import form, one, pages, place, shown
from api.pages.marking import parts
from api.problems import Problem
from api.sparql import knowledge, settings
from api.writing import edtf_or_400
from kg.model import Span
from kg.report.markdown import plain
from kg.report.page import look
from kg.report.words import day, number

SAYS = {
    "supported": "supported",
    "contradicted": "contradicted",
    "outdated": "outdated",
    "roundingVariant": "rounded otherwise",
    "notInGraph": "unknown here",
}
_ORDER = ("contradicted", "outdated", "roundingVariant", "supported", "notInGraph")


@pages.get("/draft")
def draft() -> Response:
    """Ask for a text and the date it would carry."""
    return shown("draft.html", text="", published="", checked=None, says=SAYS, answers=_ORDER)


@pages.post("/draft")
def checked() -> Response:
    """Say of each figure of the text whether it stands; ``export`` gives the answer as a file to keep."""
    sent = form(limit=settings().article_bytes * 3 + 10_000)  # a form writes a letter beyond ASCII as up to nine bytes
    text = one(sent, "text").replace("\r\n", "\n")
    if not text:
        raise Problem(400, "the text is empty: paste the draft into the box")
    if len(text.encode()) > settings().article_bytes:
        raise Problem(413, f"a text to check has at most {settings().article_bytes:,} bytes")
    published = edtf_or_400(one(sent, "published")) if one(sent, "published") else None
    found = check_text(knowledge(), current_app.config["DESK"], text=text, published=published)
    claims = [dict(answer, number=at) for at, answer in enumerate(found["claims"], 1)]
    gravest = sorted(claims, key=lambda answer: _ORDER.index(answer["answer"]))
    marked = parts(text, [spans for answer in gravest if (spans := _spans(answer, text)) is not None])
    values: dict[str, Any] = {
        "text": text,
        "published": found["published"],
        "checked": found | {"claims": claims},
        "marked": marked,
        "says": SAYS,
        "answers": _ORDER,
    }
    match one(sent, "export"):
        case "md":
            return _file(_markdown(claims, found), "text/markdown", "md")
        case "html":
            return _file(render_template("draft_report.html", look=look(), **values), "text/html", "html")
    return shown("draft.html", **values)


def _spans(answer: dict[str, Any], text: str) -> tuple[Span, Span | None, dict[str, Any]] | None:
    """Return where a claim and its value stand; None where the words there are not its own."""
    claim = answer["claim"]
    if text[claim["start"] : claim["end"]] != claim["quote"]:
        return None
    value = claim["value_start"], claim["value_end"]
    return Span(claim["start"], claim["end"]), Span(*value) if None not in value else None, answer


def _file(body: str, media: str, ending: str) -> Response:
    response = Response(body, content_type=f"{media}; charset=utf-8")
    name = f"check-{dt.datetime.now(dt.UTC):%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if media == "text/html":  # the file brings its own style sheet with it
        policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        response.headers["Content-Security-Policy"] = policy
    return response


def _markdown(claims: list[dict[str, Any]], found: dict[str, Any]) -> str:
    lines = ["# Check of a draft", "", f"Dated {day(found['published'], place())}."]
    lines += ["", ", ".join(f"{number(found['counts'][word], place())} {SAYS[word]}" for word in ANSWERS) + "."]
    for word in _ORDER:
        mine = [answer for answer in claims if answer["answer"] == word]
        if not mine:
            continue
        lines += ["", f"## {SAYS[word].capitalize()}", ""]
        for answer in mine:
            lines.append(f"- “{plain(answer['claim']['quote'])}”")
            lines += [f"    - {plain(reason['message'])}" for reason in answer["reasons"][:3]]
            for each in answer["evidence"]:
                who = each.get("publisher") or each["article"]
                lines.append(f"    - {plain(who)}, {day(each['published'], place())}: “{plain(each['quote'])}”")
    return "\n".join(lines) + "\n"
