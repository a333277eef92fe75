"""A draft → what the graph says of each of its figures; it is stored only where somebody asks for that."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from flask import Response, current_app, render_template
from werkzeug.wrappers import Response as Redirect

from api.checking import ANSWERS, check_text
from api.findings import OWN_STYLE
from api.pages.archive import patiently
from api.pages.blueprint import form, one, pages, place, shown, to, writer
from api.pages.marking import parts
from api.problems import Problem
from api.sparql import knowledge, settings
from api.writing import edtf_or_400, jobs
from kg import names
from kg.model import Span
from kg.report.markdown import plain
from kg.report.page import POLICY, look
from kg.report.words import day, number

SAYS = {
    "supported": "supported",
    "contradicted": "contradicted",
    "outdated": "outdated",
    "roundingVariant": "rounded otherwise",
    "notInGraph": "unknown here",
}
_NAME = 300  # characters of a title or a newsroom
_ORDER = ("contradicted", "outdated", "roundingVariant", "supported", "notInGraph")


@pages.get("/draft")
def draft() -> Response:
    """Ask for a text and the date it would carry."""
    return shown("draft.html", text="", published="", checked=None, says=SAYS, answers=_ORDER)


@pages.post("/draft")
def checked() -> Response:
    """Say of each figure of the text whether it stands; ``export`` gives the answer as a file to keep."""
    sent = form(limit=settings().article_bytes * 3 + 10_000)  # a form writes a letter beyond ASCII as up to nine bytes
    text = _text(sent)
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
            return _file(
                render_template("draft_report.html", look=look(), policy=POLICY, **values), "text/html", "html"
            )
    return shown("draft.html", **values)


@pages.post("/draft/keep")
def keep() -> Redirect:
    """Store the text as an article, read and compared like any that is sent in; lead to its page."""
    sent = form(limit=settings().article_bytes * 3 + 10_000)
    writer(sent)
    text, title, publisher = _text(sent), one(sent, "title"), one(sent, "publisher")
    if not title:
        raise Problem(400, "the article needs a title, so that it can be found again")
    if max(len(title), len(publisher)) > _NAME or not (title + publisher).isprintable():
        raise Problem(400, f"a title or the name of a newsroom is one line of at most {_NAME} characters")
    day = edtf_or_400(one(sent, "published") or dt.datetime.now(dt.UTC).date().isoformat())
    name = f"draft-{hashlib.sha256(text.encode()).hexdigest()[:20]}"  # the same text again is the same article
    article = {"id": name, "text": text, "published": day, "title": title}
    job = jobs().accept([article | ({"publisher": publisher} if publisher else {})])
    patiently(job)
    return to(f"/archive/{names.article(knowledge().base, name).rpartition('/')[2]}?job={job.id}")


def _text(sent: dict[str, list[str]]) -> str:
    """Return the text that was sent; 400 where there is none, 413 where it is too long."""
    text = one(sent, "text").replace("\r\n", "\n")
    if not text:
        raise Problem(400, "the text is empty: paste the draft into the box")
    if len(text.encode()) > settings().article_bytes:
        raise Problem(413, f"a text to check has at most {settings().article_bytes:,} bytes")
    return text


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
    if media == "text/html":
        response.headers["Content-Security-Policy"] = OWN_STYLE
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
