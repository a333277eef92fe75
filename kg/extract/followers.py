"""Value told right after another one → the measure that it takes from that: "down by 30 to 126", "50, including 9"."""

from __future__ import annotations

from kg.extract.bracketed import bracketed_earlier
from kg.extract.changes import COMPARED, Changes, Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.pairs import Pairs
from kg.extract.paths import moves_next
from kg.extract.phrases import Grammar
from kg.extract.words import camel
from kg.model import Mention, Quantity
from kg.values import dataclass, replace

_PARTS = frozenset({"including", "among", "comprising"})
_AGE, _APART = "age", 2  # clauses from a count to another of the same
_AMONG_THEM = ("among", "them")
_LED = frozenset({"change.than", "change.step"})  # to a level
_PAIRED = 4  # words between a change and the level it leads to
_SUMMING = frozenset({"average", "rate", "total", "median", "pace", "record"})
_ORDER = 10_000  # times that a value may change between two reports
_TO_LEVEL = ("change.to", "change.at", "change.from")
_OR_ABOUT = frozenset({",", "or", "about", "some", "nearly"})
_SHARES = {"votes": "voteShare", "unemployed": "unemploymentRate", "employed": "employmentRate"}
_NAMELESS = ("measure.unit", "measure.head-noun", "measure.noun")


@dataclass(frozen=True, slots=True)
class Follower:
    """A value with its part, and the value before it with its measure and its part."""

    frame: Frame
    mention: Mention
    role: Role
    one: Mention
    its: Chosen
    last: Role | None
    source: str  # the text of the article
    elsewhere: bool  # whether it counts something else: "picked up 120 migrants from two boats"


class Followers:
    """Reads the measure of a value off the one before it."""

    def __init__(self, grammar: Grammar, measures: Measures, changes: Changes, pairs: Pairs) -> None:
        self._grammar, self._measures, self._changes, self._pairs = grammar, measures, changes, pairs

    def follower(
        self, frame: Frame, mention: Mention, role: Role, before: tuple[Mention, Chosen], last: Role | None, source: str
    ) -> Follower:
        """Return a value with the one before it."""
        elsewhere = role.rule == "change.from" and self._pairs.counts_other(frame, before[0], mention)
        return Follower(frame, mention, role, before[0], before[1], last, source, elsewhere)

    def sure(self, value: Follower) -> Chosen | None:
        """Return the measure that the form of the sentence gives a value, whatever its own words are."""
        frame, mention, one, its = value.frame, value.mention, value.one, value.its
        if self._is_level(value) or self._is_it(value):
            return self._measures.level(its)
        share = self._share_of(value)
        if share is not None:
            return share
        if self._pairs.converted(frame, one, mention):
            return replace(its, rule="measure.converted")
        if bracketed_earlier(frame, mention):
            return replace(self._measures.level(its), rule="measure.level-of-change")
        begin = frame.range(mention.span)[0]
        than = "than" in frame.lows[max(0, begin - 2) : begin]  # "15 seats fewer than the 264 it won in 2009"
        changed = value.last is not None and value.last.part == "change"
        if than and changed and self._pairs.alike(one, mention):
            return self._measures.level(its)
        if self._another(value, begin) and self._pairs.alike(one, mention):
            return replace(its, rule="measure.parallel", cue=None)
        if self._is_part(value, begin) and self._pairs.alike(one, mention):
            return replace(its, rule="measure.part-of")
        return None

    def _another(self, value: Follower, begin: int) -> bool:
        """Say whether more of those before are told of: "killed 19 in Orsa, and another 23 people in Kalo"."""
        frame = value.frame
        if frame.lower(begin - 1) != "another" or frame.lower(begin - 2) not in ("and", ","):
            return False
        number = frame.clause(begin)
        verb, told = self._grammar.verb(frame, number), self._grammar.told(frame)
        first = frame.clause(frame.at(value.one.span.start))
        return (verb is None or verb < begin or verb in told) and number - first <= _APART

    def _is_level(self, value: Follower) -> bool:
        """Say whether a value is the level that the change before it leads to or comes from."""
        if value.elsewhere or value.role.rule not in _TO_LEVEL:
            return False
        frame, mention, one = value.frame, value.mention, value.one
        if value.role.rule == "change.from" and moves_next(self._grammar, frame, one, mention):
            return False
        end, begin = frame.range(one.span)[1], frame.range(mention.span)[0]
        gap = begin - end
        if gap > _PAIRED:  # "rose 26 percent from a year ago to 2,311 trillion"
            gap -= sum(i in frame.timed for i in range(end, begin))
            gap -= 3 * (frame.lower(begin - 1) == "of" and frame.lower(begin - 2) in _SUMMING)  # "to an average of"
        if gap > _PAIRED:
            return False
        if value.role.rule == "change.from" and not _near(one, mention):
            return False  # "$2.22 a share, up from $10 billion"
        led = isinstance(mention.value, Quantity) and self._measures.leads(value.its, mention.value)
        return led or self._pairs.alike(one, mention)

    def _share_of(self, value: Follower) -> Chosen | None:
        """Return the measure of a share that says a count in other words: "21,113 votes, or 59.7 percent"."""
        frame, one, other = value.frame, value.one.value, value.mention.value
        if not isinstance(one, Quantity) or not isinstance(other, Quantity) or other.unit != "percent":
            return None
        last = frame.range(one.noun)[1] if one.noun is not None else frame.range(value.one.span)[1]
        words = frame.lows[last : frame.range(value.mention.span)[0]]
        if one.unit is not None or "or" not in words or not set(words) <= _OR_ABOUT:
            return None
        name = _SHARES.get(value.its.name, "percentageShare")  # "5 million, or 10 percent of the workforce"
        return Chosen(name, self._measures.named(name), "measure.restated")

    def _is_it(self, value: Follower) -> bool:
        """Say whether a value is what the one changed before has come to: "raised its rate and held it at 6 %"."""
        begin = value.frame.range(value.mention.span)[0]
        link = value.frame.lows[max(0, begin - 2) : begin]
        moved = value.last is not None and value.last.part == "change"
        led = isinstance(value.mention.value, Quantity) and self._measures.leads(value.its, value.mention.value)
        return moved and led and link in (("it", "at"), ("it", "to"), ("them", "at"), ("them", "to"))

    def _is_part(self, value: Follower, begin: int) -> bool:
        """Say whether a value counts some of those before it, and no word of its own says as what."""
        frame, mention = value.frame, value.mention
        including = frame.lower(begin - 1) in _PARTS or frame.lows[begin - 2 : begin] == _AMONG_THEM
        including = including and frame.lower(frame.range(mention.span)[1]) != "who"  # "including 19 who were hurt"
        including = including and not self._measures.own(value.its, mention, value.source)
        return including or self._pairs.listed_part(frame, (value.one, value.its), mention)

    def weighed(self, value: Follower, chosen: Chosen) -> Chosen:
        """Return the measure of a value whose own words give it ``chosen``, or that of the one before it."""
        frame, mention, role, one, its = value.frame, value.mention, value.role, value.one, value.its
        alike = self._pairs.same_unit(one, mention)
        if its.name == _AGE and isinstance(mention.value, Quantity) and mention.value.noun is not None:
            return chosen  # "children under the age of five, and one million women"
        if alike and self._pairs.elliptic(frame, mention, role, chosen):
            return self._other_noun(value) or self._goes_on(value)
        if self._aboard(value, chosen):
            return replace(its, rule="measure.parallel", cue=None)
        if self._pairs.shared(frame, one, mention, chosen):
            return self._goes_on(value)
        compared = role.standing != "current" or role.rule == COMPARED
        if alike and compared and not value.elsewhere and chosen.rule in _NAMELESS:
            level = self._measures.level(its)
            if isinstance(mention.value, Quantity) and not self._measures.leads(its, mention.value):
                level = its  # "imports rose 30 percent, up from 24 percent in April"
            return replace(level, rule="measure.compared")
        return chosen

    def _other_noun(self, value: Follower) -> Chosen | None:
        """Return the noun of the value before where this one goes the other way: "added 600 jobs, mines lost 90"."""
        noun = value.one.value.noun if isinstance(value.one.value, Quantity) else None
        revised = value.role.rule == "change.to"  # "added 191,000 jobs; it revised this down to 162,000"
        if noun is None or value.last is None or revised or not self._turns(value.frame, value.last, value.role):
            return None
        name = camel(noun.of(value.source))
        return Chosen(name, self._measures.named(name), "measure.parallel-noun")

    def _turns(self, frame: Frame, last: Role, role: Role) -> bool:
        """Say whether a value goes the other way than the one before: "hotels added 600 jobs, mines lost 90"."""
        one = self._changes.direction(frame, last.cue) if last.cue is not None else None
        other = self._changes.direction(frame, role.cue) if role.cue is not None else None
        return one is not None and other is not None and {one, other} == {"up", "down"}

    def _aboard(self, value: Follower, chosen: Chosen) -> bool:
        """Say whether a noun only tells who else met with the same: "saved 158 passengers and 23 crew"."""
        one, other = value.its.measure, chosen.measure
        events = one is not None and other is not None and one.owner == other.owner == "event"
        constant = other is not None and other.temporality == "constant" and chosen.rule == "measure.noun"
        return events and constant and self._pairs.listed(value.frame, value.one, value.mention)

    def _goes_on(self, value: Follower) -> Chosen:
        """Return the change of what was told before, "9 million tourists, 300,000 more than last year", or the level.

        A change leads to its level: "in Wales it was down 8,000 at 99,000".
        """
        same = replace(value.its, rule="measure.parallel", cue=None)
        if value.role.part == "level" and value.last is not None and value.last.rule in _LED:
            return replace(self._measures.level(same), rule=same.rule)
        return self._measures.as_change(same, value.role)


def _near(one: Mention, other: Mention) -> bool:
    """Say whether two values are of one order."""
    left, right = one.value, other.value
    if not isinstance(left, Quantity) or not isinstance(right, Quantity) or not left.value or not right.value:
        return True
    small, great = sorted((abs(left.value), abs(right.value)))
    return small * _ORDER >= great
