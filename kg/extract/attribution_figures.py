"""Words of a source → who issued the figures: "separate data from the Bank of England", "figures released by Acme"."""

from __future__ import annotations

from kg.extract.attribution_line import Line
from kg.extract.words import vocabulary

FIGURES = vocabulary("figures numbers statistics data latest")
_QUALIFIED = 4  # words of "separate official data"


def issued(line: Line, first: int, last: int) -> int:
    """Return the token at which the words for an issuer begin, 0 where tokens name figures of nobody."""
    for i in range(first, min(first + _QUALIFIED, last - 2)):
        if line.low(i) in FIGURES:
            by = i + 1 if line.low(i + 1) == "from" else i + 2
            told = by == i + 1 or (line.low(by) == "by" and line.low(i + 1).endswith("ed"))
            return by + 1 if told and by + 1 < last else 0
    return 0
