"""Claims → ``schema:Claim`` and, where a person has decided, ``schema:ClaimReview`` as JSON-LD (https://schema.org/ClaimReview).

A review says what a person confirmed: that two statements cannot both be true. It never says which of them is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode

from kg.exchange.selection import Selection, Sourced, objects, selected
from kg.store import Store
from kg.vocab import KG, RDF

_CONTEXT = "https://schema.org"
_DECIDED = {"by": KG.decidedBy, "at": KG.decidedAt}
_MESSAGE = NamedNode("http://www.w3.org/ns/shacl#resultMessage")
_SHORT = 75  # characters that readers of the feed show of a claim


def claim_json(each: Sourced) -> dict[str, Any]:
    """Return a claim as ``schema:Claim``."""
    claim, article = each.stored.claim, each.article
    appearance: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": each.article_iri,
        "headline": article.title or article.id,
    }
    more = {"url": article.url, "datePublished": article.published, "inLanguage": article.language}
    appearance |= {name: value for name, value in more.items() if value is not None}
    if article.publisher is not None:
        appearance["publisher"] = {"@type": "Organization", "name": article.publisher}
    found: dict[str, Any] = {"@type": "Claim", "@id": each.stored.iri, "text": claim.quote, "appearance": appearance}
    if claim.published is not None:
        found["datePublished"] = claim.published
    if claim.speaker is not None or article.publisher is not None:
        kind = "Thing" if claim.speaker is not None else "Organization"
        found["author"] = {"@type": kind, "name": claim.speaker or article.publisher}
        if claim.speaker is not None and claim.speaker_iri is not None:
            found["author"]["sameAs"] = claim.speaker_iri
    about: dict[str, Any] = {"@type": "Thing", "name": claim.subject}
    found["about"] = about | ({"sameAs": claim.subject_iri} if claim.subject_iri is not None else {})
    return found


def claims_feed(claims: Iterable[Sourced]) -> Iterator[dict[str, Any]]:
    """Yield the claims, one JSON-LD object each."""
    for each in claims:
        yield {"@context": _CONTEXT} | claim_json(each)


def reviews(store: Store, findings: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield a review of every confirmed finding (IRIs; all that are kept by default), one JSON-LD object each."""
    for finding in sorted(findings if findings is not None else _kept(store)):
        if "confirmed" in objects(store, finding, KG.findingState):
            found = _review(store, finding)
            if found is not None:
                yield found


def _kept(store: Store) -> list[str]:
    answer = store.query(f"SELECT DISTINCT ?finding WHERE {{ ?finding {RDF.type} {KG.Finding} }}")
    return [row["finding"].value for row in answer]  # type: ignore[union-attr]


def _review(store: Store, finding: str) -> dict[str, Any] | None:
    sides = [next(iter(objects(store, finding, side)), None) for side in (KG.left, KG.right)]
    known = {each.stored.iri: each for each in selected(store, Selection(finding=finding))}
    first, second = (known.get(side or "") for side in sides)
    if first is None or second is None:
        return None
    later, earlier = (
        (first, second)
        if (first.stored.claim.published or "") > (second.stored.claim.published or "")
        else (second, first)
    )
    message = (objects(store, finding, _MESSAGE) or ["The statements cannot both be true."])[0]
    decided = {name: next(iter(objects(store, finding, term)), None) for name, term in _DECIDED.items()}
    quote = " ".join(later.stored.claim.quote.split())
    return {
        "@context": _CONTEXT,
        "@type": "ClaimReview",
        "@id": finding,
        "url": finding,
        "claimReviewed": quote if len(quote) <= _SHORT else quote[: _SHORT - 1] + "…",
        "itemReviewed": claim_json(later),
        "reviewBody": message,
        "reviewRating": {"@type": "Rating", "alternateName": "Cannot be true together with an earlier statement"},
        "citation": claim_json(earlier),
        "author": {"@type": "Organization", "name": decided["by"] or "the desk"},
        **({"datePublished": decided["at"][:10]} if decided["at"] else {}),
    }
