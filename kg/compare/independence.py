"""The claims of a side → how many independent sources stand behind it.

A wire story printed by ten papers is one source, and so is background copied from an older article: claims whose words
are nearly the same count once, and a speaker counts once whoever quotes him. Words are compared by hashed shingles, so
the cost grows with their length, not with the number of pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from kg.model import Claim

_WORD = re.compile(r"\w+")
_SHINGLE = 3  # words
_SKETCH = 4  # smallest hashes that are compared: nearly equal texts share at least one
_SHORT = 6  # words; shorter quotes ("31 members") are alike by chance
_REMEMBERED = 2_000  # quotes: a claim of a hot series stands in several findings


def independent_sources(claims: Iterable[Claim]) -> int:
    """Return the number of groups of claims that do not share words, publisher, article or speaker.

    >>> from kg.model import Span
    >>> words = "rescuers said on Monday that 39 people had died in the crash"
    >>> copies = [Claim(paper, "quantity", Span(0, 60), words, "crash", None, "deathToll") for paper in ("a", "b")]
    >>> independent_sources(copies)
    1
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    articles = set()
    for claim in claims:
        article = f"article {claim.article}"
        articles.add(article)
        for mark in _marks(claim):
            parent[root(mark)] = root(article)
    return len({root(article) for article in articles})


def _marks(claim: Claim) -> list[str]:
    marks = [f"article {claim.article}"]
    if claim.publisher:
        marks.append(f"publisher {claim.publisher.casefold()}")
    if claim.speaker_iri or claim.speaker:
        marks.append(f"speaker {(claim.speaker_iri or claim.speaker or '').casefold()}")
    if sketch := _sketch(claim.quote):
        marks.append(f"words {sketch}")
    return marks


@lru_cache(maxsize=_REMEMBERED)
def _sketch(quote: str) -> str:
    """Return the smallest hashes of the shingles of a quote, "" of a short one."""
    words = _WORD.findall(quote.casefold())
    if len(words) < _SHORT:
        return ""
    shingles = (" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    hashed = {blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest() for shingle in shingles}
    return b"".join(sorted(hashed)[:_SKETCH]).hex()
