"""Others' statements → the store: reviewed claims with their ratings, graphs of other endpoints, each with its source.

Taking the same in again changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.edtf import days
from kg.errors import BadClaims, KgError, StoreError
from kg.lexicon import Lexicon
from kg.model import Article, Claim, Span
from kg.store import Store
from kg.vocab import PROV, RDF, SCHEMA, XSD


@dataclass(frozen=True, slots=True)
class Review:
    """A claim that somebody reviewed: whose words, said when, and what the reviewer made of it."""

    url: str
    claim: str
    claimed_by: str | None
    claimed_on: str | None
    reviewer: str | None
    reviewed_on: str | None
    rating: str | None
    value: str | None
    best: str | None
    worst: str | None


def read_reviews(content: bytes, *, source: str) -> Iterator[Review]:
    """Yield the ``ClaimReview`` objects of a feed: one object, a list, a ``DataFeed``, a ``@graph``, or one a line.

    Raises :class:`BadClaims`, naming the source, where it is no JSON or holds no review.
    """
    none = True
    for found in _documents(content, source):
        for each in _reviews(found):
            none = False
            yield each
    if none:
        raise BadClaims(f"{source}: holds no schema:ClaimReview with a claimReviewed and a url")


def _documents(content: bytes, source: str) -> Iterator[Any]:
    try:
        yield json.loads(content)
        return
    except (ValueError, RecursionError) as whole:
        lines = [line for line in content.splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                reason = f"line {number}: {error}" if number > 1 else str(whole)
                raise BadClaims(f"{source}: is no JSON ({reason})") from None
            yield found


def _reviews(found: Any) -> Iterator[Review]:
    if isinstance(found, list):
        for each in found:
            yield from _reviews(each)
    elif isinstance(found, dict):
        kinds = found.get("@type")
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            review = _review(found)
            if review is not None:
                yield review
        for name in ("dataFeedElement", "itemListElement", "item", "@graph"):
            yield from _reviews(found.get(name))


def _review(found: Mapping[str, Any]) -> Review | None:
    claim, url = _text(found.get("claimReviewed")), _text(found.get("url") or found.get("@id"))
    if claim is None or url is None or not url.startswith(("http://", "https://")):
        return None
    item, rating = _one(found.get("itemReviewed")), _one(found.get("reviewRating"))
    return Review(
        url=url,
        claim=claim,
        claimed_by=_text(_one(item.get("author")).get("name")),
        claimed_on=_day(item.get("datePublished")),
        reviewer=_text(_one(found.get("author")).get("name")),
        reviewed_on=_day(found.get("datePublished")),
        rating=_text(rating.get("alternateName") or rating.get("name")),
        value=_text(rating.get("ratingValue")),
        best=_text(rating.get("bestRating")),
        worst=_text(rating.get("worstRating")),
    )


def _one(found: Any) -> Mapping[str, Any]:
    first = found[0] if isinstance(found, list) and found else found
    return first if isinstance(first, dict) else {"name": first} if isinstance(first, str) else {}


def _text(found: Any) -> str | None:
    words = " ".join(str(found).split()) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""
    return words or None


def _day(found: Any) -> str | None:
    written = str(found)[:10] if isinstance(found, str) else ""
    return written if written and days(written) is not None else None


def import_reviews(
    store: Store,
    reviews: Iterable[Review],
    *,
    lexicon: Lexicon,
    claims_of: Callable[[Article], list[Claim]],
    now: dt.datetime,
) -> Iterator[tuple[Review, bool]]:
    """File each reviewed claim as an article of its own words, with the review beside it; yield whether it was new.

    The claim is dated by when it was made, never by when it was reviewed. ``claims_of`` reads claims from words; what
    it cannot read becomes one statement.
    """
    graph = names.graph(store.base, "claim-reviews")
    for review in reviews:
        article = Article(
            id=f"reviewed:{review.url}#{names.digest(review.claim)[:8]}",
            text=review.claim,
            published=review.claimed_on,
            url=review.url,
            title=None,
            publisher=review.claimed_by,
        )
        done = store.ingest(
            article, _claims(article, review, claims_of), lexicon=lexicon, now=now, agent="claim review"
        )
        claims = [stored.iri for stored in store.claims(article=done.article_iri)]
        lines = "\n".join(f"{line} ." for line in _said(review, claims))
        store.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}\n}} }}")
        yield review, done.changed


def _claims(article: Article, review: Review, claims_of: Callable[[Article], list[Claim]]) -> list[Claim]:
    whole = Span(0, len(article.text))
    found = [
        replace(claim, speaker=review.claimed_by) if claim.speaker is None and review.claimed_by else claim
        for claim in claims_of(article)
        if claim.kind != "statement"
    ]
    return found or [
        Claim(
            article=article.id,
            kind="statement",
            span=whole,
            quote=article.text,
            subject=review.claimed_by or "claim",
            subject_iri=None,
            measure="statement",
            published=article.published,
            speaker=review.claimed_by,
            publisher=article.publisher,
        )
    ]


def _said(review: Review, claims: Iterable[str]) -> Iterator[str]:
    node = NamedNode(review.url)
    rating = NamedNode(f"{review.url.partition('#')[0]}#rating-{names.digest(review.claim)[:8]}")

    def schema(name: str) -> NamedNode:
        return NamedNode(SCHEMA.iri + name)

    yield f"{node} {RDF.type} {schema('ClaimReview')}"
    yield f"{node} {schema('claimReviewed')} {Literal(review.claim)}"
    for claim in claims:
        yield f"{node} {schema('itemReviewed')} {NamedNode(claim)}"
    for name, words in (("author", review.reviewer), ("datePublished", review.reviewed_on)):
        if words is not None:
            yield f"{node} {schema(name)} {Literal(words)}"
    told = {
        "alternateName": review.rating,
        "ratingValue": review.value,
        "bestRating": review.best,
        "worstRating": review.worst,
    }
    if any(told.values()):
        yield f"{node} {schema('reviewRating')} {rating}"
        yield f"{rating} {RDF.type} {schema('Rating')}"
        for name, words in told.items():
            if words is not None:
                yield f"{rating} {schema(name)} {Literal(words)}"


def import_constructed(
    store: Store, ntriples: bytes, *, endpoint: str, query: str, now: dt.datetime
) -> tuple[str, int]:
    """File what a CONSTRUCT of another endpoint gave, in a graph of its own, in the place of what it gave before.

    Returns the graph and the number of statements. Raises :class:`StoreError` where the answer is no N-Triples; then
    the graph stays as it was.
    """
    graph = names.graph(store.base, f"import/{names.digest(endpoint, query)}")
    imports = names.graph(store.base, "imports")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.nt"
        path.write_bytes(ntriples)
        trial = Store.open(base=store.base)  # what cannot be read must not cost what is there
        try:
            count = trial.load(path, graph)
        except KgError as error:
            raise StoreError(f"{endpoint}: the answer is no N-Triples ({str(error).partition(': ')[2]})") from None
        finally:
            trial.close()
        store.update(f"DROP SILENT GRAPH <{graph}>")
        store.load(path, graph)
    node, moment = NamedNode(graph), now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    held = [f"{q.subject} {q.predicate} {q.object} ." for q in store.match(node, None, None, NamedNode(imports))]
    said = [
        f"{node} {PROV.wasDerivedFrom} {NamedNode(endpoint)} .",
        f"{node} {PROV.generatedAtTime} {Literal(moment, datatype=XSD.dateTime)} .",
        f"{node} {SCHEMA.sha256} {Literal(hashlib.sha256(ntriples).hexdigest())} .",
        f"{node} {NamedNode(SCHEMA.iri + 'query')} {Literal(query)} .",
    ]
    removed = f"DELETE DATA {{ GRAPH <{imports}> {{ {' '.join(held)} }} }} ;\n" if held else ""
    store.update(f"{removed}INSERT DATA {{ GRAPH <{imports}> {{ {' '.join(said)} }} }}")
    return graph, count
