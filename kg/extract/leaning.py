"""Value and those told before it → its measure: by its own words, or that of the value it leans on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.extract.bracketed import bracketed_earlier
from kg.extract.changes import COMPARED, Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.page import Page
from kg.extract.pairs import Pairs
from kg.extract.words import PREPOSITIONS, camel
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
_PARTS = frozenset({"including", "among", "comprising"})
_OF_THOSE = {("of", "those"), ("of", "these"), ("of", "them")}
_OF_ALL = {("of", "the", "total"), ("of", "that", "total"), ("of", "the", "number")}
_NEXT_OF = {("the", "first"), ("the", "remaining"), ("the", "other")}  # "The first 400 will leave in November"
_AMONG_THEM = ("among", "them")
_UNNAMED = frozenset({"measure.sentence-before", "measure.unit", "measure.head-noun", "measure.same-sentence"})
_UNLIKE = Decimal(4)  # times as much: an expected value is seldom so far from the real one
_LED = frozenset({"change.than", "change.step"})  # to a level
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
        and frame.tokens[after].text.islower()
        and frame.lower(after) not in PREPOSITIONS
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
    if frame.lower(first - 1) == "worth" or frame.lows[first - 2 : first] == _VALUED:
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

    def __init__(self, measures: Measures, changes: Changes, pairs: Pairs) -> None:
        self._measures, self._changes, self._pairs = measures, changes, pairs

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
        if before is not None and before[0].rule == "quantity.multiple":
            before = None  # "deaths rose tenfold to 3,400"
        # "picked up 120 migrants from two boats"
        other = role.rule == "change.from"
        elsewhere = other and before is not None and self._pairs.counts_other(frame, before[0], mention)
        if before is not None:
            gap = frame.range(mention.span)[0] - frame.range(before[0].span)[1]
            if gap > _PAIRED:  # "rose 26 percent from a year ago to 2,311 trillion"
                gap -= sum(
                    i in frame.timed for i in range(frame.range(before[0].span)[1], frame.range(mention.span)[0])
                )
            paired = role.rule in ("change.to", "change.at", "change.from") and gap <= _PAIRED
            led = isinstance(mention.value, Quantity) and self._measures.leads(before[1], mention.value)
            paired = paired and not elsewhere
            if paired and (led or self._pairs.alike(before[0], mention)):
                return self._measures.level(before[1])
            share = self._pairs.share_of(frame, before, mention)
            if share is not None:
                return share
            if self._pairs.converted(frame, before[0], mention):
                return replace(before[1], rule="measure.converted")
            if bracketed_earlier(frame, mention):
                return replace(self._measures.level(before[1]), rule="measure.level-of-change")
            begin = frame.range(mention.span)[0]
            than = "than" in frame.lows[max(0, begin - 2) : begin]  # "15 seats fewer than the 264 it won in 2009"
            if than and last is not None and last.part == "change" and self._pairs.alike(before[0], mention):
                return self._measures.level(before[1])
            including = frame.lower(begin - 1) in _PARTS or frame.lows[begin - 2 : begin] == _AMONG_THEM
            including = including and frame.lower(frame.range(mention.span)[1]) != "who"  # "including 19 who were hurt"
            including = including and not self._measures.own(before[1], mention, page.article.text)
            if (including or self._pairs.listed_part(frame, before, mention)) and self._pairs.alike(before[0], mention):
                return replace(before[1], rule="measure.part-of")
        chosen = self._measures.choose(
            frame,
            mention,
            role,
            page.article.text,
            own=(dealt,) if dealt else hits,
            borrowed=self._borrowed(page, frame),
            usual=page.usual,
        )
        if (
            before is not None
            and self._pairs.same_unit(before[0], mention)
            and self._pairs.elliptic(frame, mention, role, chosen)
        ):
            noun = before[0].value.noun if isinstance(before[0].value, Quantity) else None
            revised = role.rule == "change.to"  # "added 191,000 jobs; it revised this down to 162,000"
            if noun is not None and last is not None and not revised and self._turns(frame, last, role):
                name = camel(noun.of(page.article.text))
                return Chosen(name, self._measures.named(name), "measure.parallel-noun")
            return self._stepped(replace(before[1], rule="measure.parallel", cue=None), role, last)
        if before is not None and self._aboard(frame, before, mention, chosen):
            return replace(before[1], rule="measure.parallel", cue=None)
        if before is not None and self._pairs.shared(frame, before[0], mention, chosen):
            return self._stepped(replace(before[1], rule="measure.parallel", cue=None), role, last)
        compared = role.standing != "current" or role.rule == COMPARED
        bare = chosen.rule in ("measure.unit", "measure.head-noun", "measure.noun") and compared and not elsewhere
        if bare and before is not None and self._pairs.same_unit(before[0], mention):
            return replace(self._measures.level(before[1]), rule="measure.compared")
        return chosen

    def _aboard(self, frame: Frame, before: tuple[Mention, Chosen], mention: Mention, chosen: Chosen) -> bool:
        """Say whether a noun only tells who else met with the same: "saved 158 passengers and 23 crew"."""
        one, other = before[1].measure, chosen.measure
        events = one is not None and other is not None and one.owner == other.owner == "event"
        constant = other is not None and other.temporality == "constant" and chosen.rule == "measure.noun"
        return events and constant and self._pairs.listed(frame, before[0], mention)

    def _stepped(self, chosen: Chosen, role: Role, last: Role | None) -> Chosen:
        """Return the change of what was told before, "9 million tourists, 300,000 more than last year", or the level.

        A change leads to its level: "in Wales it was down 8,000 at 99,000".
        """
        if role.part == "level" and last is not None and last.rule in _LED:
            return replace(self._measures.level(chosen), rule=chosen.rule)
        return self._measures.as_change(chosen, role)

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

    def _turns(self, frame: Frame, last: Role, role: Role) -> bool:
        """Say whether a value goes the other way than the one before: "hotels added 600 jobs, mines lost 90"."""
        one = self._changes.direction(frame, last.cue) if last.cue is not None else None
        other = self._changes.direction(frame, role.cue) if role.cue is not None else None
        return one is not None and other is not None and {one, other} == {"up", "down"}

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
