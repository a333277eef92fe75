"""Value and those told before it → its measure: by its own words, or that of the value it leans on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.extract.changes import Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.cues import Hit
from kg.extract.followers import Followers
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.page import Page
from kg.extract.pairs import Pairs
from kg.extract.phrases import Grammar
from kg.extract.words import PREPOSITIONS
from kg.lexicon import Measure
from kg.model import Claim, Mention, Quantity
from kg.values import replace

SHARED = frozenset(
    {
        "measure.compared",
        "measure.part-of",
        "measure.level-of-change",
        "measure.converted",
        "measure.figure-before",
        "measure.restated",
    }
)  # with the value before
_VALUED = ("valued", "at")
_OF_THOSE = {("of", "those"), ("of", "these"), ("of", "them")}
_OF_ALL = {("of", "the", "total"), ("of", "that", "total"), ("of", "the", "number")}
_NEXT_OF = {("the", "first"), ("the", "remaining"), ("the", "other")}  # "The first 400 will leave in November"
_FIRM, _FIRMS = "Organisation", frozenset({"Organisation", "Company", "Product", "Person"})
_UNNAMED = frozenset({"measure.sentence-before", "measure.unit", "measure.head-noun", "measure.same-sentence"})
_UNLIKE = Decimal(4)  # times as much: an expected value is seldom so far from the real one
_PAIRED = 4  # words between a change and the level it leads to


def again(frame: Frame, mention: Mention, chosen: Chosen, rule: str, opinions: frozenset[str]) -> bool:
    """Say whether a share is of those just asked: "41 percent of voters say …, 31 percent call …"."""
    percent = isinstance(mention.value, Quantity) and mention.value.unit == "percent"
    after = frame.range(mention.span)[1]
    return (
        percent
        and chosen.name in opinions
        and rule == "subject.group"
        and after < frame.size
        and (frame.tokens[after].text.islower() or frame.tokens[after].text in "()")
        and (frame.lower(after) not in PREPOSITIONS or frame.lower(after) == "against")
    )


def asked_before(frame: Frame, mention: Mention, chosen: Chosen, earlier: Sequence[Claim]) -> Claim | None:
    """Return the last opinion of the sentence before, where a share leaves out whose it is: "30 percent disagree"."""
    if chosen.rule != "measure.stance" or chosen.cue is None or chosen.cue[0] != frame.range(mention.span)[1]:
        return None
    return next((claim for claim in reversed(earlier) if claim.measure == chosen.name), None)


def same_before(earlier: Sequence[Claim], chosen: Chosen) -> Claim | None:
    """Return the last value of the sentence before that is of the same measure, where the measure is borrowed."""
    if chosen.rule.partition("+")[0] not in ("measure.sentence-before", "measure.cue"):
        return None
    base = chosen.name.removesuffix("Change")  # "Wheat rose to $8 a bushel. Prices are up 80 percent since June."
    alike = [claim for claim in earlier if claim.measure.removesuffix("Change") == base]
    return next((claim for claim in reversed(alike) if claim.measure == chosen.name), alike[-1] if alike else None)


def firm_before(earlier: Sequence[Claim], chosen: Chosen, measures: Measures) -> Claim | None:
    """Return the last value of the sentence before where both are such as only firms have: "Revenue fell to …"."""
    if not _of_firms(chosen.measure):
        return None
    return next((claim for claim in reversed(earlier) if _of_firms(measures.named(claim.measure))), None)


def _of_firms(measure: Measure | None) -> bool:
    classes = measure.subject_classes if measure is not None else ()
    return _FIRM in classes and _FIRMS.issuperset(classes)


def held_against(earlier: Sequence[Claim], mention: Mention, role: Role, chosen: Chosen, measures: Measures) -> Chosen:
    """Return the measure of the value told before that an expected one is nearest to, where its own words name none.

    "Earnings were 51 cents a share. Analysts had expected 46 cents" are earnings per share.
    """
    quantity = mention.value
    if (
        role.standing != "expected"
        or chosen.rule.partition("+")[0] not in _UNNAMED
        or not isinstance(quantity, Quantity)
    ):
        return chosen
    best: tuple[Decimal, str] | None = None
    for claim in earlier:
        if claim.standing != "current" or claim.unit != quantity.unit or not isinstance(claim.value, Decimal):
            continue
        small, great = sorted((abs(claim.value), abs(quantity.value)))
        times = great / small if small else _UNLIKE
        if times < _UNLIKE and (best is None or times < best[0]):
            best = times, claim.measure
    if best is None or best[1] == chosen.name:
        return chosen
    return Chosen(best[1], measures.named(best[1]), "measure.sentence-before")


def some_of_those(
    earlier: Sequence[Claim], frame: Frame, mention: Mention, chosen: Chosen, measures: Measures
) -> Chosen:
    """Return the measure of those told of before where only some of them are counted: "Of those, 27 were in Orsa"."""
    if chosen.rule != "measure.head-noun" or not isinstance(mention.value, Quantity):
        return chosen
    first = frame.range(mention.span)[0]
    next_of = chosen.name == "count" and frame.lows[max(0, first - 2) : first] in _NEXT_OF
    if not next_of and frame.lows[:2] not in _OF_THOSE and frame.lows[:3] not in _OF_ALL:
        return chosen
    told = next((c for c in reversed(earlier) if c.unit is None and c.standing == "current"), None)
    known = measures.named(told.measure) if told is not None else None
    return Chosen(known.name, known, "measure.sentence-before") if known is not None else chosen


def pointed_at(mention: Mention, before: tuple[Mention, Chosen] | None, earlier: Sequence[Claim]) -> Claim | None:
    """Return the value of the sentence before that this one corrects: "January's figure was revised to 284,000"."""
    if before is not None:
        return None
    alike = [c for c in earlier if isinstance(mention.value, Quantity) and c.unit == mention.value.unit]
    return next((c for c in reversed(alike) if c.standing == "current"), alike[-1] if alike else None)


def of_one(frame: Frame, before: Mention, mention: Mention, rule: str) -> bool:
    """Say whether a value is of what the one before is of: "50 jets worth $4 billion", "40 jets …, and 10 more"."""
    first = frame.range(mention.span)[0]
    one, other = before.value, mention.value
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    joined = "-" in frame.lower(frame.range(before.span)[1] - 1)  # of "a five-year contract worth $4 billion"
    if (frame.lower(first - 1) == "worth" and not joined) or frame.lows[first - 2 : first] == _VALUED:
        first -= frame.lower(first - 1) == "at"
        end = frame.range(before.span)[1]
        return first - 1 <= max(end, frame.range(one.noun)[1] if one.noun is not None else end) + 1
    if frame.range(before.span)[1] == first - 1 and frame.lower(first - 1) == "(" and other.unit is None:
        return frame.lower(frame.range(mention.span)[1]) == ")"  # "22 percent (3,617,404)"
    counts = one.unit is None and other.unit is None
    after = frame.lower(frame.range(mention.span)[1])  # not "two to Acme and three to Ghana"
    return counts and rule == "measure.parallel" and frame.lower(first - 1) == "and" and after not in PREPOSITIONS


class Leaning:
    """Reads the measure of a value with the values before it, and the one it leads to, in mind."""

    def __init__(self, grammar: Grammar, measures: Measures, changes: Changes, pairs: Pairs) -> None:
        self._measures, self._changes = measures, changes
        self._followers = Followers(grammar, measures, changes, pairs)

    def measure(
        self,
        page: Page,
        frame: Frame,
        mention: Mention,
        role: Role,
        hits: tuple[Hit[Measure], ...],
        dealt: Hit[Measure] | None,
        before: tuple[Mention, Chosen] | None,
        last: Role | None,
    ) -> Chosen:
        """Return the measure of a value; the second of "down by 30 to 126" is of the measure of the first."""
        own = (dealt,) if dealt else hits
        if before is None or before[0].rule == "quantity.multiple":  # "deaths rose tenfold to 3,400"
            return self._by_words(page, frame, mention, role, own)
        value = self._followers.follower(frame, mention, role, before, last, page.article.text)
        sure = self._followers.sure(value)
        if sure is not None:
            return sure
        return self._followers.weighed(value, self._by_words(page, frame, mention, role, own))

    def _by_words(
        self, page: Page, frame: Frame, mention: Mention, role: Role, own: tuple[Hit[Measure], ...]
    ) -> Chosen:
        """Return the measure of a value by the words of its sentence, or by those it borrows."""
        source, borrowed = page.article.text, self._borrowed(page, frame)
        return self._measures.choose(frame, mention, role, source, own=own, borrowed=borrowed, usual=page.usual)

    def _borrowed(self, page: Page, frame: Frame) -> Iterator[tuple[Hit[Measure], str]]:
        """Yield measures named outside the sentence: in the list's header, the sentence before, the title."""
        header, item = frame.sentence.header, frame.index in page.lists
        if header is not None and (header.start, header.end) in page.headers:
            for hit in self._measures.hits(page.headers[header.start, header.end]):
                yield hit, "measure.header"
        earlier = page.before(frame)
        if earlier is not None and (item or earlier.sentence.block == frame.sentence.block):
            for hit in page.hits[earlier.index]:
                yield hit, "measure.list" if item else "measure.sentence-before"

    def ahead(
        self, page: Page, frame: Frame, mention: Mention, role: Role, hits: tuple[Hit[Measure], ...], chosen: Chosen
    ) -> Chosen:
        """Return the measure of a change by the level that it leads to: "rose 3 cents to $2.67 a gallon"."""
        after = frame.quantities.index(mention) + 1 if mention in frame.quantities else len(frame.quantities)
        if after == len(frame.quantities):
            return chosen
        level = frame.quantities[after]
        begin, end = frame.range(level.span)[0], frame.range(mention.span)[1]
        if (
            frame.lower(begin - 1) not in ("to", "at")
            or begin - end - sum(i in frame.timed for i in range(end, begin)) > _PAIRED
        ):
            return chosen
        if not chosen.rule.startswith("change."):
            return self._of_kind(level, role, hits, chosen)
        source, moved = page.article.text, self._changes.role(frame, level)
        found = self._measures.choose(frame, level, moved, source, own=hits, usual=page.usual)
        if found.measure is None or found.name in self._measures.untelling or moved.part == "change":
            return chosen
        return self._measures.as_change(replace(found, rule="measure.change-to-level", cue=None), role)

    def _of_kind(self, level: Mention, role: Role, hits: tuple[Hit[Measure], ...], chosen: Chosen) -> Chosen:
        """Return what the same words measure by the level: "sales rose 5 percent to $2 billion" is of no cars sold."""
        quantity = level.value
        if chosen.cue is None or not isinstance(quantity, Quantity) or self._measures.leads(chosen, quantity):
            return chosen
        others = (
            Chosen(hit.value.name, hit.value, "measure.cue", chosen.cue)
            for hit in hits
            if (hit.first, hit.last) == chosen.cue
        )
        found = next((other for other in others if self._measures.leads(other, quantity)), None)
        return self._measures.as_change(found, role) if found is not None else chosen
