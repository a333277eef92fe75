"""What others say comes in with its source, and taking it in again changes nothing."""

from __future__ import annotations

import json
from decimal import Decimal

import pyoxigraph
import pytest
from link_cases import BASE, NOW

from kg.errors import BadClaims, StoreError
from kg.exchange.incoming import import_constructed, import_reviews, read_reviews
from kg.lexicon import Lexicon
from kg.pipeline import Reader
from kg.store import Store

REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://checks.example/nato-31",
    "claimReviewed": "NATO has 31 members.", "datePublished": "2024-06-03",
    "author": {"@type": "Organization", "name": "Checks"},
    "itemReviewed": {"author": {"@type": "Person", "name": "Ada Thorne"}, "datePublished": "2024-05-28"},
    "reviewRating": {"ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "Outdated"},
}  # fmt: skip


@pytest.mark.parametrize(
    "shape",
    [
        lambda r: r,
        lambda r: [r],
        lambda r: {"@type": "DataFeed", "dataFeedElement": [{"item": [r]}]},
        lambda r: {"@graph": [r]},
    ],
)
def test_a_reviewed_claim_is_a_claim_of_its_own_day_with_the_publisher_s_rating(
    reader: Reader, lexicon: Lexicon, shape: object
) -> None:
    content = json.dumps(shape(REVIEW)).encode()  # type: ignore[operator]
    with Store.open(base=BASE) as store:
        for again in (False, True):
            reviews = read_reviews(content, source="feed")
            done = list(import_reviews(store, reviews, lexicon=lexicon, claims_of=reader.claims, now=NOW))
            assert [new for _, new in done] == [not again]
        (stored,) = store.claims()
        assert (stored.claim.measure, stored.claim.value, stored.claim.speaker) == (
            "memberCount",
            Decimal(31),
            "Ada Thorne",
        )
        assert stored.claim.published == "2024-05-28"
        rows = store.query(
            "SELECT ?name ?who WHERE { ?review schema:itemReviewed ?claim ; schema:author ?who ; "
            "schema:reviewRating/schema:alternateName ?name }"
        )
        assert [(row["name"].value, row["who"].value) for row in rows] == [("Outdated", "Checks")]  # type: ignore[union-attr,index]


def test_a_review_of_words_without_a_number_is_kept_as_a_statement(reader: Reader, lexicon: Lexicon) -> None:
    content = json.dumps(REVIEW | {"claimReviewed": "Cats rule the internet"}).encode()
    with Store.open(base=BASE) as store:
        list(
            import_reviews(store, read_reviews(content, source="f"), lexicon=lexicon, claims_of=reader.claims, now=NOW)
        )
        (stored,) = store.claims()
    assert (stored.claim.kind, stored.claim.quote) == ("statement", "Cats rule the internet")


@pytest.mark.parametrize("content", [b"{oops", b"[]", b'{"@type": "NewsArticle"}', b'{"@type": "ClaimReview"}\n{oops'])
def test_a_feed_without_reviews_is_refused_with_its_name(content: bytes) -> None:
    with pytest.raises(BadClaims, match="the-feed"):
        list(read_reviews(content, source="the-feed"))


def test_constructed_statements_replace_what_the_same_query_gave_before() -> None:
    query, endpoint = "CONSTRUCT WHERE { ?s ?p ?o }", "https://other.example/sparql"
    with Store.open(base=BASE) as store:
        graph, count = import_constructed(
            store, b"<http://a> <http://b> <http://c> .\n", endpoint=endpoint, query=query, now=NOW
        )
        assert count == 1
        again, _ = import_constructed(
            store, b"<http://a> <http://b> <http://d> .\n", endpoint=endpoint, query=query, now=NOW
        )
        assert again == graph
        named = pyoxigraph.NamedNode(graph)
        assert [str(q.object) for q in store.quads.quads_for_pattern(None, None, None, named)] == ["<http://d>"]
        with pytest.raises(StoreError, match=r"other\.example"):
            import_constructed(store, b"<html>", endpoint=endpoint, query=query, now=NOW)
        assert len(list(store.quads.quads_for_pattern(None, None, None, named))) == 1
        sources = store.query(f"SELECT ?from WHERE {{ <{graph}> prov:wasDerivedFrom ?from }}")
        assert [row["from"].value for row in sources] == [endpoint]  # type: ignore[union-attr,index]
