"""One finding: both quotes in their context, what is known of their dates, the working, the series over time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from flask import Response

from api.findings import inbox
from api.pages.blueprint import asked, pages, shown
from api.pages.board import board
from api.pages.inbox import _PLACE, _done
from api.pages.overtime import drawn, known_units
from api.problems import Problem
from api.sparql import knowledge
from kg import names
from kg.errors import StoreError
from kg.lift import Stored
from kg.model import Article, Claim, DateEvidence

_AROUND = 220  # characters of context on either side
_BLANK = re.compile(r"\s*\n\s*")  # a paragraph begins on a new line, without an empty one before it


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a finding: its words in their context, its article, its name in the graph."""

    claim: Claim
    article: Article | None
    article_iri: str
    before: str
    after: str
    iri: str | None

    @property
    def evidence(self) -> DateEvidence | None:
        """How the article's date is known."""
        return self.article.evidence[0] if self.article is not None and self.article.evidence else None


@pages.get("/inbox/<key>")
def finding_page(key: str) -> Response:
    """Show a finding, its sides, and what was decided on it."""
    now, place = board(), asked(*_PLACE)
    finding = now.by_key.get(key)
    if finding is None:
        raise Problem(404, "there is no such finding: an article that was corrected may have resolved it")
    stored = list(knowledge().store.claims(series=finding.series)) if finding.series else []
    named = {each.claim: each for each in stored}
    at = now.places[finding.id]
    return shown(
        "finding.html",
        finding=finding,
        key=key,
        sides=[_side(claim, named) for claim in finding.claims[:2]],
        more=[_side(claim, named) for claim in finding.claims[2:]],
        svg=drawn(stored, only=[finding]),
        units=known_units(finding.claims[:2]),
        values=stored,
        decision=inbox().decision(finding.id),
        previous=now.findings[at - 1] if at else None,
        following=now.findings[at + 1] if at + 1 < len(now.findings) else None,
        done=_done(now, place),
        waiting=next((each for each in (*now.findings[at + 1 :], *now.findings[:at]) if each.state == "open"), None),
    )


def _side(claim: Claim, named: dict[Claim, Stored]) -> Side:
    iri = names.article(knowledge().base, claim.article)
    known = named.get(claim)
    article = _article(iri)
    side = partial(Side, claim, article, iri, iri=known.iri if known is not None else None)
    if article is None or claim.span.of(article.text) != claim.quote:
        return side(before="", after="")
    start, end, text = claim.span.start, claim.span.end, article.text
    before = _BLANK.sub("\n", text[max(0, start - _AROUND) : start]).lstrip()
    after = _BLANK.sub("\n", text[end : end + _AROUND]).rstrip()
    return side(
        before=("…" if start > _AROUND else "") + before, after=after + ("…" if end + _AROUND < len(text) else "")
    )


def _article(iri: str) -> Article | None:
    try:
        return knowledge().store.article(iri)
    except StoreError:  # withdrawn since, or a claim that came without an article
        return None
