"""Words of a source → who issued the figures: "separate data from the Bank of England", "figures released by Acme"."""

from __future__ import annotations

from kg.extract.attribution_line import Line
from kg.extract.words import PREPOSITIONS, vocabulary

FIGURES = vocabulary("figures numbers statistics data latest")
_COUNTS = FIGURES | vocabulary("count counts tally tallies results")
_ANY = vocabulary(
    "first second initial early earlier preliminary partial provisional incomplete final complete full latest new "
    "fresh recent revised updated separate other previous further more near near-complete unofficial so-called"
)  # words that do not tell whose a count is
_TOLD = vocabulary("released issued published declared announced compiled available collected given obtained")
_ISSUING = frozenset({"by", "from", "of"})
_ARTICLES = frozenset({"the", "a", "an"})
_QUALIFIED = 4  # words of "separate official data"


def of_nobody(line: Line, first: int, last: int) -> bool:
    """Say whether words are for a count that they name no counter of: "first tallies in Orsa", "final results"."""
    head = next((i for i in range(first, last) if line.low(i) not in _ANY and line.tokens[i].text != "-"), last)
    if head == last or line.low(head) not in _COUNTS:
        return False
    told = line.low(head + 1) in PREPOSITIONS or line.low(head + 1) in _TOLD
    if head + 1 < last and head + 1 not in line.timed and not told:
        return False  # "the statistics office"
    by = next((i for i in range(head + 1, last - 1) if line.low(i) in _ISSUING), last)
    after = next((i for i in range(by + 1, last) if line.low(i) not in _ARTICLES and i not in line.timed), last)
    return after >= last or (after not in line.entities and not line.tokens[after].text[0].isupper())


def issued(line: Line, first: int, last: int) -> tuple[int, int] | None:
    """Return the tokens of the words for an issuer, None where tokens name figures of nobody."""
    for i in range(first, min(first + _QUALIFIED, last)):
        if line.low(i) not in FIGURES:
            continue
        by = i + 1
        if line.low(by) != "from" and line.low(by).endswith("ed"):
            by += 1
            while by in line.timed or (by + 1 in line.timed and line.low(by) == "on"):
                by += 1  # "data released on Tuesday by the institute"
        if by + 1 < line.size and line.low(by) == ("from" if by == i + 1 else "by"):
            stop = next((k for k in range(by + 1, line.size) if line.tokens[k].text in ",.;()"), line.size)
            return by + 1, max(last, stop) if last <= by + 1 else last
        return None
    return None
