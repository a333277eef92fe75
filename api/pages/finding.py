"""One finding: both quotes in their context, what is known of their dates, the working, the series over time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import Response
from markupsafe import Markup

from api.findings import inbox
from api.pages.blueprint import asked, pages, shown
from api.pages.board import board
from api.pages.inbox import _PLACE, _done
from api.pages.overtime import drawn
from api.problems import Problem
from api.sparql import knowledge
from kg import names
from kg.errors import StoreError
from kg.lift import Stored
from kg.model import Article, Claim

_AROUND = 220  # characters of context on either side


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
    def evidence(self) -> str:
        """How the article's date is known."""
        first = self.article.evidence[0] if self.article is not None and self.article.evidence else None
        return "" if first is None else f"{first.source}{f': {first.note}' if first.note else ''}"


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
        svg=Markup(drawn(stored, only=[finding])),  # noqa: S704  (our own drawing: every word in it is escaped)
        values=stored,
        decision=inbox().decision(finding.id),
        previous=now.findings[at - 1] if at else None,
        following=now.findings[at + 1] if at + 1 < len(now.findings) else None,
        done=_done(now, place),
    )


def _side(claim: Claim, named: dict[Claim, Stored]) -> Side:
    iri = names.article(knowledge().base, claim.article)
    known = named.get(claim)
    article = _article(iri)
    side = partial(Side, claim, article, iri, iri=known.iri if known is not None else None)
    if article is None or claim.span.of(article.text) != claim.quote:
        return side(before="", after="")
    start, end, text = claim.span.start, claim.span.end, article.text
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return side(
        before=("…" if start > _AROUND else "") + before, after=after + ("…" if end + _AROUND < len(text) else "")
    )


def _article(iri: str) -> Article | None:
    try:
        return knowledge().store.article(iri)
    except StoreError:  # withdrawn since, or a claim that came without an article
        return None
