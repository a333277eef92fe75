"""Generated claims with known conflicts: series of skewed sizes, hot ones of 2,000 claims, 3 % in conflict.

``articles(claims)`` yields articles of ten claims; the same seed gives the same graph.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kg.model import Article, Claim, Span

START = date(2020, 1, 1)
PER_ARTICLE = 10
HOT = 2_000
CONFLICTS = 0.03


def sizes(total: int, *, seed: int = 7) -> list[int]:
    """Return the sizes of the series: about a twentieth as many as claims, few large and many small."""
    chance = random.Random(seed)
    found: list[int] = []
    left = total
    while left > 0:
        size = min(left, HOT, max(1, int(chance.paretovariate(1.05) * 4)))
        found.append(size)
        left -= size
    return found


def articles(total: int, *, seed: int = 7) -> Iterator[tuple[Article, list[Claim]]]:
    """Yield articles and their claims; about 3 % of the claims contradict the others of their series."""
    chance = random.Random(seed)
    stated = [
        (series, number % 28, number) for series, size in enumerate(sizes(total, seed=seed)) for number in range(size)
    ]
    chance.shuffle(stated)
    for at in range(0, len(stated), PER_ARTICLE):
        yield _article(at // PER_ARTICLE, stated[at : at + PER_ARTICLE], chance)


def _article(number: int, stated: list[tuple[int, int, int]], chance: random.Random) -> tuple[Article, list[Claim]]:
    text, claims = "", []
    name = f"generated/{number}"
    for series, offset, _ in stated:
        value = 100 + series % 800
        day = START + timedelta(days=series % 1500 + offset)
        if chance.random() < CONFLICTS:
            value += 1 + chance.randrange(2)
        words = f"Body {series} has {value} members in its assembly, report {number} says."
        start = len(text)
        text += words + " "
        first = start + words.index(f"has {value}") + 4
        claims.append(
            Claim(
                article=name,
                kind="quantity",
                span=Span(start, start + len(words)),
                quote=words,
                subject=f"Body {series}",
                subject_iri=None,
                measure="memberCount",
                value=Decimal(value),
                value_span=Span(first, first + len(str(value))),
                written=str(value),
                step=Decimal(1),
                valid_from="2023",
                valid_to="2023",
                basis="stated",
                published=day.isoformat(),
                temporality="period",
            )
        )
    return Article(name, text, published="2024-06-01"), claims


def arriving(total: int, count: int, *, seed: int = 11) -> Iterator[tuple[Article, list[Claim]]]:
    """Yield articles that come later, about series drawn by their size: the hot ones often."""
    chance = random.Random(seed)
    weights = sizes(total)
    for number in range(count):
        drawn = chance.choices(range(len(weights)), weights, k=PER_ARTICLE)
        yield _article(total + number, [(series, weights[series] % 28, 0) for series in drawn], chance)


def expected(total: int, *, seed: int = 7) -> int:
    """Return how many pairs of values of one series cannot both be true."""
    values: dict[str, set[object]] = {}
    for _, claims in articles(total, seed=seed):
        for claim in claims:
            values.setdefault(claim.subject, set()).add(claim.value)
    return sum(len(found) * (len(found) - 1) // 2 for found in values.values())
