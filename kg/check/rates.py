"""Amounts in two currencies → the pairs of series whose rates are far apart, so that a check looks at no others.

The shape compares every rate with all others of its year and currencies. Most are alike, so sorting them tells which
need the look: the cost is that of the rates and of what is found, not of their pairs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from fractions import Fraction

from kg.check.causes import Ask
from kg.store.printed import printed
from kg.store.values import batches, values

SHAPE = "UnlikeRate"
_APART = Fraction(5, 4)  # as the shape has it

_RATES = """
SELECT ?this ?from ?to ?said ?mine ?theirs WHERE {
    %s ?this kg:subject ?subject ; kg:measure ?measure ; kg:dimension ?from .
    ?left kg:series ?this ; prov:wasDerivedFrom ?article ; kg:amount ?mine ; kg:said ?said ; kg:quote ?quote .
    ?right prov:wasDerivedFrom ?article ; kg:series ?other ; kg:amount ?theirs ; kg:quote ?quote .
    ?other kg:subject ?subject ; kg:measure ?measure ; kg:dimension ?to .
    FILTER(?from < ?to && ?mine > 0 && ?theirs > 0)
}"""


def unlike_rates(ask: Ask, series: Collection[str]) -> Iterator[str]:
    """Yield the VALUES that keep the query of the shape to series (IRIs) that give unlike rates in one year."""
    rates: dict[tuple[str, str, str], list[tuple[Fraction, str]]] = defaultdict(list)
    for part in values("this", series):
        for this, mine, theirs, said, one, other in printed(ask(_RATES % part)):
            rates[mine, theirs, said[:4]].append((Fraction(one) / Fraction(other), this))
    pairs = {pair for group in rates.values() for pair in _far(sorted(set(group)))}
    for some in batches(sorted(pairs)):
        yield f"VALUES (?this ?series3) {{ {' '.join(f'(<{this}> <{other}>)' for this, other in some)} }}"


def _far(rates: list[tuple[Fraction, str]]) -> Iterator[tuple[str, str]]:
    """Yield the series of rates in ascending order that are far apart, each pair both ways."""
    alone = [rate for rate, _ in rates]
    for rate, series in rates:
        for _, other in rates[bisect_right(alone, rate * _APART) :]:
            yield from ((series, other), (other, series))
