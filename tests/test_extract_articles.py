"""Articles of our own, one a domain, read by the whole of the reading stages: the expected claims lie beside them.

``UPDATE_GOLDEN=1 pytest tests/test_extract_articles.py`` writes them anew; the difference is the review.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path

import pytest

from kg.model import Article, Claim
from kg.pipeline import Reader, open_reader

ARTICLES = Path(__file__).parent / "articles"
ROWS = [json.loads(line) for line in (ARTICLES / "articles.jsonl").read_text("utf-8").splitlines()]
SHOWN = (
    "kind",
    "written",
    "value",
    "unit",
    "modality",
    "measure",
    "subject",
    "valid_from",
    "valid_to",
    "standing",
    "certainty",
    "speaker",
    "scope",
)


@lru_cache(maxsize=1)
def reader() -> Reader:
    return open_reader(base="http://127.0.0.1:8000/")


def claims(row: dict[str, str]) -> list[Claim]:
    article = Article(row["id"], row["text"], published=row["published"], title=row["title"])
    return reader().claims(reader().frame(article))


def shown(claim: Claim) -> dict[str, object]:
    if claim.kind == "statement":
        return {"kind": claim.kind, "quote": claim.quote, "speaker": claim.speaker, "certainty": claim.certainty}
    facts: dict[str, object] = {name: getattr(claim, name) for name in SHOWN}
    facts["value"] = None if claim.value is None else str(claim.value)
    facts["scope"] = list(claim.scope)
    return facts | ({"repeats": len(claim.repeats)} if claim.repeats else {})


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_article_makes_the_claims_that_were_reviewed(row: dict[str, str]) -> None:
    found = [shown(claim) for claim in claims(row) if claim.kind != "statement" or row.get("statements")]
    expected = ARTICLES / f"{row['id']}.claims.json"
    if os.environ.get("UPDATE_GOLDEN"):
        lines = ",\n ".join(json.dumps(claim, ensure_ascii=False) for claim in found)
        expected.write_text(f"[{lines}]\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_claim_stands_in_its_article_word_for_word(row: dict[str, str]) -> None:
    for claim in claims(row):
        assert claim.span.of(row["text"]) == claim.quote
        assert claim.value_span is None or claim.value_span.of(row["text"]) == claim.written


@pytest.mark.parametrize("row", ROWS[:3], ids=[row["id"] for row in ROWS[:3]])
def test_reading_twice_makes_the_same_claims(row: dict[str, str]) -> None:
    assert claims(row) == claims(row)


def test_every_article_has_its_reviewed_claims_and_no_others_are_kept() -> None:
    kept = {path.name.removesuffix(".claims.json") for path in ARTICLES.glob("*.claims.json")}
    assert kept == {row["id"] for row in ROWS}
