"""Words of a source → who issued the figures: "separate data from the Bank of England", "figures released by Acme"."""

from __future__ import annotations

from kg.extract.attribution_line import Line
from kg.extract.words import PREPOSITIONS, vocabulary
from kg.model import Entity

FIGURES = vocabulary("figures numbers statistics data latest")
_COUNTS = FIGURES | vocabulary("count counts tally tallies results")
_ANY = vocabulary(
    "first second initial early earlier preliminary partial provisional incomplete final complete full latest new "
    "fresh recent revised updated separate other previous further more near near-complete unofficial so-called"
)  # words that do not tell whose a count is
_TOLD = vocabulary("released issued published declared announced compiled available collected given obtained")
_JUST = frozenset({"just", "newly"})
_ISSUING = frozenset({"by", "from", "of"})
_ARTICLES = frozenset({"the", "a", "an"})
_NAMED = 2  # words of "Home Office monthly data" after the name
_QUALIFIED = 4  # words of "separate official data"


def of_nobody(line: Line, first: int, last: int) -> bool:
    """Say whether words are for a count that they name no counter of: "first tallies in Orsa", "final results"."""
    head = next((i for i in range(first, last) if line.low(i) not in _ANY and line.tokens[i].text != "-"), last)
    if head == last or line.low(head) not in _COUNTS:
        return False
    following = line.low(head + 1 + (line.low(head + 1) in _JUST))  # "figures just released"
    told = following in PREPOSITIONS or following in _TOLD
    if head + 1 < last and head + 1 not in line.timed and not told:
        return False  # "the statistics office"
    by = next((i for i in range(head + 1, last - 1) if line.low(i) in _ISSUING), last)
    if line.low(by) == "by" and by < last - 1:
        return False  # "a count by the union"
    after = next((i for i in range(by + 1, last) if line.low(i) not in _ARTICLES and i not in line.timed), last)
    return after >= last or (after not in line.entities and not line.tokens[after].text[0].isupper())


def issued(line: Line, first: int, last: int, sources: frozenset[str]) -> tuple[int, int] | None:
    """Return the tokens of the words for an issuer, None where tokens name figures of nobody."""
    for i in range(first, min(first + _QUALIFIED, last)):
        if line.low(i) not in FIGURES:
            continue
        by = i + 1
        if line.low(by) == "of" and line.low(last - 1) in sources and by + 1 < last:
            return by + 1, last  # "figures of the interior ministry"
        if line.low(by) != "from" and line.low(by).endswith("ed"):
            by += 1
            while by in line.timed or (by + 1 in line.timed and line.low(by) == "on"):
                by += 1  # "data released on Tuesday by the institute"
        if by + 1 < line.size and line.low(by) == ("from" if by == i + 1 else "by"):
            stop = next((k for k in range(by + 1, line.size) if line.tokens[k].text in ",.;()"), line.size)
            return by + 1, max(last, stop) if last <= by + 1 else last
        return None
    return None


def maker(line: Line, first: int, last: int, noun: str, written: bool) -> Entity | None:
    """Return whose a document is: "the audit office's annual report", "Home Office data"."""
    if not written:
        return None
    for begin, end, entity in line.named(first, last):
        if entity.form in ("adjective", "pronoun") or "Person" in entity.classes or begin > first + 1:
            return None
        owned = line.low(end) in ("'s", "'") and end + 1 < last
        return entity if owned or (noun in FIGURES and end < last <= end + _NAMED) else None
    return None
