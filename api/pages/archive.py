"""The articles; one article with every claim marked at its words, and its date, which a person can correct."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import Response
from werkzeug.wrappers import Response as Redirect

from api.findings import inbox
from api.jobs import Job
from api.operations import Parameter
from api.pages.blueprint import asked, form, one, pages, shown, to, writer
from api.pages.board import board
from api.pages.marking import parts
from api.problems import Problem
from api.reading import iri_of
from api.sparql import knowledge, settings
from api.writing import edtf_or_400, jobs
from kg.errors import StoreError
from kg.lift import Stored
from kg.model import Block, Claim, Finding
from kg.report import ORDER
from kg.report.words import CONFLICTS

PAGE = 50
_MOMENT = 3.0  # seconds
_LIST = (Parameter("page", "number of the page", "integer", 1, least=1, most=1_000_000),)
_ONE = (Parameter("job", "the reading that a corrected date set off", most=100),)


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim of the article, what was found about it, and the colour of the gravest."""

    stored: Stored
    number: int
    findings: tuple[Finding, ...]
    colour: str

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.stored.claim

    @property
    def key(self) -> str:
        """The last part of the claim's name."""
        return self.stored.iri.rpartition("/")[2]


@pages.get("/archive")
def archive() -> Response:
    """List the articles that were read."""
    number = asked(*_LIST)["page"]
    first = (number - 1) * PAGE
    found = list(islice(knowledge().store.articles(), first, first + PAGE + 1))
    return shown("archive.html", found=found[:PAGE], page=number, more=len(found) > PAGE)


@pages.get("/archive/<key>")
def article_page(key: str) -> Response:
    """Show an article's words with its claims marked in them, the gravest finding giving the colour."""
    iri, wanted = iri_of("article", key), asked(*_ONE)
    job = jobs().get(wanted["job"]) if wanted["job"] else None
    try:
        found = knowledge().store.article(iri)
    except StoreError as error:
        if job is None:
            raise Problem(404, "there is no such article: it may have been withdrawn") from error
        return shown("arriving.html", job=job)
    stored = list(knowledge().store.claims(article=iri))
    claims = _marked(stored, board().of_article(found.id))
    gravest = sorted(claims, key=lambda each: (_grave(each), each.number))
    text = parts(found.text, [(each.claim.span, each.claim.value_span, each) for each in gravest])
    return shown(
        "article.html",
        iri=iri,
        key=key,
        article=found,
        claims=claims,
        text=text,
        settled=inbox().wait(0),
        job=job,
    )


def patiently(job: Job) -> None:
    """Wait a moment for an article to be read: most are before anybody could press a key."""
    until = time.monotonic() + _MOMENT
    while job.state != "done" and time.monotonic() < until:
        time.sleep(0.02)


def _marked(stored: list[Stored], findings: tuple[Finding, ...]) -> list[Marked]:
    about: defaultdict[Claim, list[Finding]] = defaultdict(list)
    for finding in findings:
        for claim in finding.claims:
            about[claim].append(finding)
    found = []
    for number, each in enumerate(sorted(stored, key=lambda s: (s.claim.span, s.iri)), 1):
        mine = sorted(about.get(each.claim, ()), key=lambda finding: (ORDER[finding.severity], finding.id))
        found.append(Marked(each, number, tuple(mine), mine[0].severity if mine else "plain"))
    return found


def _grave(each: Marked) -> int:
    conflict = any(finding.verdict in CONFLICTS for finding in each.findings)
    return min((ORDER[finding.severity] for finding in each.findings), default=9) - conflict


@pages.post("/archive/<key>/date")
def redate(key: str) -> Redirect:
    """Read the article again under the date a person gives it: another version, whose claims are compared anew."""
    iri, sent = iri_of("article", key), form()
    writer(sent)
    day = edtf_or_400(one(sent, "published"))
    try:
        found = knowledge().store.article(iri)
    except StoreError as error:
        raise Problem(404, str(error)) from error
    if not settings().article_bytes > len(found.text):
        raise Problem(413, "the article is longer than one that is read here")
    known = {"url": found.url, "title": found.title, "publisher": found.publisher, "language": found.language}
    # what the page's markup told of the blocks is no longer in the text
    laid = [_laid(block) for block in found.blocks]
    again = {"id": found.id, "text": found.text, "published": day, "blocks": laid}
    job = jobs().accept([again | {name: said for name, said in known.items() if said is not None}])
    patiently(job)
    return to(f"/archive/{key}?job={job.id}")


def _laid(block: Block) -> dict[str, Any]:
    """Return a block as :func:`kg.read.sources.record` takes it."""
    place: dict[str, Any] = {"kind": block.kind, "start": block.span.start, "end": block.span.end}
    return place if block.header is None else place | {"header": [block.header.start, block.header.end]}
