"""Cues of a sentence → those that take a value, and the one that fits it best."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.cue_owners import acting, others, over, told_of_another
from kg.extract.cues import Hit
from kg.extract.fitting import Fitting
from kg.extract.frame import Frame
from kg.extract.general import RELATIVE
from kg.extract.phrases import Grammar
from kg.extract.places import Place
from kg.extract.uses import used_for
from kg.extract.words import BE
from kg.lexicon import Lexicon, Measure
from kg.model import Mention, Quantity

_OTHERS = frozenset({"others", "more"})
ACCEPT = 1.0  # what a cue must weigh to be believed
_COMPOUND = re.compile(r"-[a-z]")  # "90-kg", not "70-75 million tonnes"
_BESIDE = 5  # words of "margin of error of plus or minus 4"
_COMES = frozenset({"came", "comes", "come", "coming"})
_PARTED = 8.0
_FOR_EACH = 2  # words of "a share"
_SHORT = 4  # words of "deficit target is"
_DESCRIBED = 3  # words from "90-kg" to what it describes
_SHARE_PRICE, _CHARGE, _SAMPLE = "priceOfStock", "charge", "sampleSize"
_GREAT, _SMALL = 10_000_000, 10_000  # no share costs as much, in whatever currency; no firm is sold for so little
_RECKONERS = frozenset({"economists", "analysts", "median", "consensus"})  # whose polls are no polls of people
_SUMMED = frozenset({"total", "maximum", "minimum", "average"})
_PLACING = frozenset({"rank", "ordinal", "duration"})
_MOVES = frozenset({"change.then-level", "change.to", "change.at"})
_MOVED_BY = frozenset({"change.verb", "change.by"})


class Figure(NamedTuple):
    """A quantity in its sentence, with what is asked of it for every cue."""

    frame: Frame
    mention: Mention
    quantity: Quantity
    role: Role
    kinds: frozenset[str]  # of unit
    noun: str  # what is counted, in small letters
    place: Place
    written: str  # its own words, in small letters

    @property
    def bare(self) -> bool:
        """Say whether it counts something that it does not name."""
        return not self.noun and "count" in self.kinds


class Best(NamedTuple):
    """A measure with what speaks for it."""

    score: float
    name: str
    chosen: Chosen


class Rivals:
    """Weighs the cues of a sentence against each other."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, fit: Fitting) -> None:
        self._grammar, self._fit = grammar, fit
        self._of_share = frozenset(used_for(lexicon, "per share"))
        self._of_each, self._in_bulk = (frozenset(used_for(lexicon, use)) for use in ("of each", "in bulk"))
        self._memberships = frozenset(used_for(lexicon, "membership"))
        self._yielding = frozenset(used_for(lexicon, "yielding"))
        self._of_poll = frozenset(used_for(lexicon, "of poll"))
        asked = {*used_for(lexicon, "contest"), *used_for(lexicon, "opinion")}
        self._polled = frozenset(name for name in asked if name.startswith("poll"))
        self.kinds_of = {measure.name: frozenset(measure.units or ("count",)) for measure in lexicon.measures}

    def best(
        self, figure: Figure, own: Sequence[Hit[Measure]], usual: Mapping[str, float], best: Best | None
    ) -> Best | None:
        """Return the measure of the cue that fits best, or ``best`` where none fits better."""
        taking = self._taking(figure, own)
        if "percentage_point" in figure.kinds and len(taking) > 1:
            erring = [hit for hit in taking if hit.value.name in self._of_poll and _beside(figure.place, hit)]
            taking = erring or taking  # "a margin of error of 4 points", "a 3-point margin of error"
        yields = any([hit.value.name in self._yielding for hit in taking])
        told = yields and any(h.value.name not in self._yielding and self._before(h, figure) for h in taking)
        unlike = self._unlike(figure) if taking else frozenset()
        if figure.noun in _OTHERS and self._of_things(figure):
            taking = [hit for hit in taking if not self._fit.of_persons(hit.value.name)]
        shared = figure.role.part == "level" and bool(figure.kinds & RELATIVE) and self._of_whole(figure)
        for hit in taking:
            name = hit.value.name
            if hit.first >= figure.place.last and _takes_another(figure.frame, hit):
                continue  # "with one mortar killing two civilians"
            if name in unlike:
                continue  # "is worth $45 billion on the stock market", "a raise from the current $7.25"
            if shared and name.endswith("Change"):
                continue  # "sales rose 5 percent, and 40 percent of the staff left"
            if told and name in self._yielding:
                continue  # "a budget deficit of 4 percent of GDP"
            if len(taking) > 1 and any([over(other, hit) and other.value.name not in unlike for other in taking]):
                continue  # "comparable sales rose" is no rise of sales
            if len(taking) > 1 and any([o.value.broader == name and figure.place.governed(o) > 0 for o in taking]):
                continue  # "the minimum wage will rise to $15 an hour"
            if self._for_each(figure.frame, hit) and any(self._share_before(figure, other, hit) for other in taking):
                continue  # "a price band of $14 to $16 a share", "traded at $14 per share" is no profit
            if figure.noun and hit.last <= figure.place.first and figure.place.holds_another(hit):
                continue  # "reported 127 cases and one death"
            if self._describes(figure, hit, known=bool(usual.get(name))) or self._only_moves(figure, hit):
                continue
            fits = self._fit.counted(hit.value, figure.noun, figure.kinds, figure.place, hit)
            score = self._weight(figure, hit, fits) + usual.get(name, 0)
            if fits < 0 and score < ACCEPT:
                continue
            if best is None or (score, name) > best[:2]:
                best = Best(score, name, Chosen(name, hit.value, "measure.cue", (hit.first, hit.last)))
        return best

    def _of_things(self, figure: Figure) -> bool:
        """Say whether those others are no people: "destroyed 300 houses and damaged 120 others"."""
        before = [m for m in figure.frame.quantities if m.span.start < figure.mention.span.start]
        noun = before[-1].value.noun if before and isinstance(before[-1].value, Quantity) else None
        word = figure.frame.lower(figure.frame.at(noun.end - 1)) if noun is not None else ""
        return bool(word) and word.endswith("s") and word not in self._fit.persons

    def takes(self, measure: Measure, kinds: frozenset[str], role: Role) -> bool:
        """Say whether a measure, or the change of it, is told in such a unit."""
        if kinds & self.kinds_of[measure.name]:
            level = measure.name.removesuffix("Change")  # three places are no rank: they can only be a change of one
            alone = level == measure.name or not kinds & self.kinds_of.get(level, kinds)
            return role.part == "change" or alone or bool(kinds & RELATIVE)
        # "defence spending will rise by 68 %": the change of what is itself an amount
        placing = self.kinds_of[measure.name] <= _PLACING  # no rank and no duration moves by percent
        return role.part == "change" and bool(kinds & RELATIVE) and measure.name != "length" and not placing

    def _taking(self, figure: Figure, own: Sequence[Hit[Measure]]) -> list[Hit[Measure]]:
        """Return the cues whose measures take the value, but for those that stand at another."""
        frame, place, kinds, role = figure.frame, figure.place, figure.kinds, figure.role
        foreign = others(frame, figure.mention)
        lasting = "duration" in kinds
        of_longer, of_noun = lasting and place.of_longer(), lasting and frame.lower(place.first - 1) == "of"
        of_noun = of_noun and frame.lower(place.first - 2) not in _SUMMED  # "jailed for a total of 34 years"
        does = "count" in kinds and role.part == "level" and frame.lower(place.first - 1) == "by"  # "by 10 gunmen"
        taken = [hit for hit in own if self.takes(hit.value, kinds, role)]
        if any([hit.value.name in self._polled for hit in taken]) and not _RECKONERS.isdisjoint(frame.distinct):
            # "against 1.5 percent in a poll of economists"
            taken = [hit for hit in taken if hit.value.name not in self._polled]
        if role.standing == "expected" or role.rule in _MOVES:  # "economists polled had forecast claims rising to 900"
            taken = [hit for hit in taken if hit.value.name != _SAMPLE]
        return [
            hit
            for hit in taken
            if not (foreign and foreign.issuperset(range(hit.first, hit.last)) and not place.among(hit))
            and not (place.told_of_part(hit) or (does and hit.value.owner == "event" and hit.last != place.first))
            and not told_of_another(frame, hit, place, taken)
            and not (of_longer and hit.last != place.first)
            and not (
                of_noun and not (place.first - 1 <= hit.last and hit.first <= place.last + 1)
            )  # "a husband of four years"
        ]

    def _of_whole(self, figure: Figure) -> bool:
        """Say whether a share is of the noun after it, or comes from somewhere: it is no change."""
        after = figure.frame.lower(figure.place.last)
        return after == "of" or (after in _COMES and figure.frame.lower(figure.place.last + 1) == "from")

    def _unlike(self, figure: Figure) -> frozenset[str]:
        """Return the measures whose sums are never so great, or never so small."""
        if "money" not in figure.kinds:
            return frozenset()
        value = figure.quantity.value
        return self._of_each if value >= _GREAT else self._in_bulk if value < _SMALL else frozenset()

    def _describes(self, figure: Figure, hit: Hit[Measure], *, known: bool) -> bool:
        """Say whether a cue only describes what the value is of, or who acts; ``known`` is a measure of the article."""
        place, relative = figure.place, figure.kinds & RELATIVE
        apart = not (0 <= hit.first - place.past <= _DESCRIBED or hit.first < place.last < hit.last)
        sized = "-" in figure.written and figure.quantity.unit is not None and not relative
        if apart and sized and _COMPOUND.search(figure.written):
            return True  # "will import 90-kg bags"
        members = not figure.noun and hit.value.name in self._memberships
        if members and acting(self._grammar, figure.frame, hit, place.first):
            return True
        if self._fit.of_circle(figure.noun, hit, place):
            return True  # "20 crew members" are no members of the network
        return not known and "count" in figure.kinds and self._fit.light(place, hit, figure.noun)

    def _only_moves(self, figure: Figure, hit: Hit[Measure]) -> bool:
        """Say whether a cue only tells how the value moves: "lost 7 percent" is no loss."""
        place, role, relative = figure.place, figure.role, figure.kinds & RELATIVE
        if relative and role.cue in range(hit.first, hit.last) and not figure.kinds & self.kinds_of[hit.value.name]:
            return True  # "a cut of 62 percent" is of no jobs
        if relative and role.part == "change" and not BE.isdisjoint(figure.frame.lows[place.last : hit.first]):
            return True  # "a decline of 68 percent is clear evidence of the damage done"
        moves = role.rule in _MOVES or (role.rule in _MOVED_BY and bool(relative))
        if hit.first == role.cue and hit.last == hit.first + 1 and moves:
            return True  # "lost $1.80 to $104.10", "lost 7 percent" is no loss
        within = place.first < hit.last <= place.last
        within = within or (place.first < hit.first < place.last and figure.frame.lower(place.last) == "to")
        return bool(relative) and within  # "fell by 1.5 percentage points to 8" is no index

    def _weight(self, figure: Figure, hit: Hit[Measure], fits: float) -> float:
        frame, place, measure = figure.frame, figure.place, hit.value
        score = self._fit.near(place, hit, figure.role) + fits + place.suits(measure)
        score += place.befallen(hit) if fits > 0 or figure.bare else 0.0
        score += 1.0 if figure.quantity.unit is not None and figure.quantity.unit in measure.units else 0.0
        if frame.lows[hit.first - 2 : hit.first] == ("of", "the") and frame.lower(hit.last) == ",":
            score += _PARTED if hit.last + 1 == place.first else 0.0  # "Of the wounded, seven were in …"
        return score

    def _for_each(self, frame: Frame, hit: Hit[Measure]) -> bool:
        """Say whether a cue only says that a sum is of each share: "$14 a share"."""
        return (
            hit.last - hit.first == _FOR_EACH
            and frame.lower(hit.last - 1) == "share"
            and hit.value.name not in self._of_share
        )

    def _share_before(self, figure: Figure, other: Hit[Measure], hit: Hit[Measure]) -> bool:
        """Say whether other words tell what is paid or quoted for each share."""
        at = figure.frame.lower(figure.place.first - 1) == "at"
        traded = other.value.name == _SHARE_PRICE and at and other.first < hit.first
        # "charges of 5 cents a share"
        charged = other.value.name == _CHARGE and 0 <= figure.place.first - other.last <= 1
        return other.value.name in self._of_share or traded or charged

    def _before(self, hit: Hit[Measure], figure: Figure) -> bool:
        """Say whether a cue stands before a value in its clause, of a measure that takes it as it is."""
        place = figure.place
        near = place.first - _SHORT <= hit.last <= place.first or place.governed(hit) > 0
        same = place.frame.clause(hit.first) == place.clause
        return near and same and bool(figure.kinds & self.kinds_of[hit.value.name])


def _takes_another(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a verb in -ing has another value for its object: "killing two", "injuring at least nine"."""
    if hit.value.owner != "event" or not frame.lower(hit.last - 1).endswith("ing"):
        return False
    return any(i in frame.valued for i in range(hit.last, hit.last + 1))


def _beside(place: Place, hit: Hit[Measure]) -> bool:
    """Say whether the words of a cue stand right before or behind a value."""
    return 0 <= hit.first - place.last <= 1 or 0 <= place.first - hit.last <= _BESIDE or place.among(hit)
