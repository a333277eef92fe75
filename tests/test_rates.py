"""Amounts in two currencies: only those of unlike rates are laid side by side, and none is missed."""

from __future__ import annotations

import re
from functools import partial

from compared import claim, named
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import names
from kg.check.arithmetic import arithmetic_findings
from kg.check.graph import ask, comparison_store
from kg.check.rates import unlike_rates
from kg.model import Claim, Span


def costs(number: int, euros: int, dollars: int, day: str = "2024-04-04") -> list[Claim]:
    quote = f"it cost {euros} euros ({dollars} dollars) in case {number}"
    facts = {"article": f"a{number}", "measure": "cost", "subject_iri": f"urn:{number}", "quote": quote, "said": day}
    places = [quote.index(str(amount)) for amount in (euros, dollars)]
    return [
        claim(amount, day, unit=unit, value_span=Span(at, at + 3), **facts)
        for amount, unit, at in ((euros, "EUR", places[0]), (dollars, "USD", places[1]))
    ]


def asked(claims: list[Claim]) -> tuple[list[str], set[tuple[str, ...]]]:
    told = named(claims)
    store = comparison_store(told, units={}, canonical={}, lexicon=None, base=names.DEFAULT_BASE)
    series = {row["s"].value for row in ask(store, "SELECT ?s { ?s a kg:Series }")}
    found = arithmetic_findings(partial(ask, store), lambda _: told, base=names.DEFAULT_BASE)
    pairs = [pair for part in unlike_rates(partial(ask, store), series) for pair in re.findall(r"\(<", part)]
    return pairs, {tuple(sorted(said)) for each, said in found if each.shape.endswith("UnlikeRate")}


def test_thirty_like_rates_and_one_unlike_are_thirty_pairs() -> None:
    pairs, found = asked([each for n in range(30) for each in costs(n, 100 + n, 110 + n)] + costs(30, 100, 300))
    assert len(found) == 30
    assert len(pairs) == 60  # both ways: which of two the shape begins with is for its query to say


rates = st.tuples(st.integers(100, 400), st.integers(100, 400), st.sampled_from(["2023-04-04", "2024-04-04"]))


@settings(deadline=None, max_examples=8)
@given(st.lists(rates, max_size=5))
def test_every_two_rates_of_one_year_that_are_far_apart_are_found(drawn: list[tuple[int, int, str]]) -> None:
    _, found = asked([each for n, (euros, dollars, day) in enumerate(drawn) for each in costs(n, euros, dollars, day)])
    far = [
        (a, b)
        for at, a in enumerate(drawn)
        for b in drawn[at + 1 :]
        if a[2] == b[2] and (4 * a[0] * b[1] > 5 * b[0] * a[1] or 4 * b[0] * a[1] > 5 * a[0] * b[1])
    ]
    assert len(found) == len(far)
