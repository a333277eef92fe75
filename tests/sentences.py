"""Sentences of our own, read by the whole of the reading stages: one reader for all tests that need no other."""

from __future__ import annotations

from functools import lru_cache

from kg.model import Article, Claim
from kg.pipeline import Reader, open_reader

DAY = "2020-05-05"
Stated = tuple[str, str, str]  # the value as written, its measure, its owner


@lru_cache(maxsize=1)
def reader() -> Reader:
    return open_reader(base="http://127.0.0.1:8000/")


@lru_cache(maxsize=64)
def figures(text: str, *, title: str | None = None, published: str = DAY) -> dict[str, Claim]:
    """Return the quantities of a text, each by its own words."""
    found = reader().claims(reader().frame(Article("a", text, published=published, title=title)))
    return {claim.written or "": claim for claim in found if claim.kind == "quantity"}


def stated(text: str, *values: str) -> list[Stated]:
    found = figures(text)
    return [(value, found[value].measure, found[value].subject) for value in values]


def when(text: str, value: str, *, published: str) -> tuple[str | None, str | None]:
    """Return from when to when the figure with these words holds."""
    claim = figures(text, published=published)[value]
    return claim.valid_from, claim.valid_to
