"""Quantity in its frame → measure: by the counted noun, the cue words near it, and the units a measure takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen, measure_of_change
from kg.extract.cue_owners import acting, by_name, numbered, of_another, of_name, of_rank, others, over
from kg.extract.cue_places import CuePlaces
from kg.extract.cues import Hit, scheme
from kg.extract.fitting import Fitting
from kg.extract.frame import Frame
from kg.extract.general import RELATIVE, General
from kg.extract.phrases import Grammar
from kg.extract.places import Place
from kg.extract.pointing import Pointing
from kg.extract.uses import used_for
from kg.extract.words import singular
from kg.lexicon import Lexicon, Measure
from kg.model import Entity, Mention, Quantity

_COMPOUND = re.compile(r"-[a-z]")  # "90-kg", not "70-75 million tonnes"
_NOUN = 14.0  # what a counted noun of one measure weighs
_PERSON = 6.0  # … where it names people, whom many measures count
_ACCEPT = 1.0
_PARTED = 8.0
_FOR_EACH = 2  # words of "a share"
_SHORT = 4  # words of "deficit target is"
_NEVER = -100.0
_DESCRIBED = 3  # words from "90-kg" to what it describes
_JOINED = 8  # characters of "-long" after "400-metre"
_SHARE_PRICE = "priceOfStock"
_PLACING = frozenset({"rank", "ordinal", "duration"})
_MOVES = frozenset({"change.then-level", "change.to"})


class Measures:
    """The measures of a lexicon, found by their words."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._general = General(lexicon, grammar)
        self.kinds, self.traded = self._general.kinds, self._general.traded
        self.kinds_of_unit = self._general.kinds_of_unit
        self.contested, self.untelling = self._general.contested, self._general.untelling
        self.of_polls = frozenset(used_for(lexicon, "of poll"))
        self._of_share = frozenset(used_for(lexicon, "per share"))
        self.opinions = frozenset(used_for(lexicon, "opinion"))
        self._memberships = frozenset(used_for(lexicon, "membership"))
        self._yielding = frozenset(used_for(lexicon, "yielding"))
        places = CuePlaces(lexicon, grammar)
        self.hits, self.usual = places.hits, places.usual
        shares = (m for m in lexicon.measures if m.name in self.untelling and "percent" in m.units)
        self._sharing = {
            tuple(cue.split()) for measure in shares for cue in measure.cues if cue.endswith((" for", " up"))
        }
        self._nouns: dict[str, list[Measure]] = {}
        for measure in lexicon.measures:
            for noun in measure.nouns:
                self._nouns.setdefault(singular(noun), []).append(measure)
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._kinds_of = {measure.name: frozenset(measure.units or ("count",)) for measure in lexicon.measures}
        self._singular_cues = {measure.name: frozenset(map(singular, measure.cues)) for measure in lexicon.measures}
        self._fit = Fitting(lexicon)
        self._suffixes = tuple(
            (cue, measure)
            for measure in lexicon.measures
            for cue in measure.cues
            if cue.endswith("-old") or cue.startswith("-")
        )
        self._inception = scheme(lexicon, "inception")
        self._beginnings = {
            measure.broader: measure
            for measure in lexicon.measures
            if measure.broader is not None and measure.temporality == "constant"
        }
        self._pointing = Pointing(lexicon, grammar)
        self.refers, self.anaphoric = self._pointing.refers, self._pointing.anaphoric

    def named(self, name: str) -> Measure | None:
        """Return the measure with this local name."""
        return self._by_name.get(name)

    def choose(
        self,
        frame: Frame,
        mention: Mention,
        role: Role,
        source: str,
        *,
        own: Iterable[Hit[Measure]],
        borrowed: Iterable[tuple[Hit[Measure], str]] = (),
        usual: Mapping[str, float] | None = None,
    ) -> Chosen:
        """Return the measure of a quantity.

        ``own`` are the cues of its sentence, ``borrowed`` those of the sentence before, the list's header and the
        title, with the rule that brings them in; ``usual`` weighs the measures the article speaks of throughout.
        """
        quantity = mention.value
        if not isinstance(quantity, Quantity):
            raise TypeError("a measure is chosen for a quantity")
        kinds = self.kinds(quantity)
        noun = quantity.noun.of(source).lower() if quantity.noun is not None else ""
        if not noun and "count" in kinds:
            noun = numbered(frame, frame.range(mention.span)[0])
        indexed = self._general.of_index(frame, frame.at(mention.span.start), role, kinds)
        if indexed is not None:
            return indexed
        usual = usual or {}
        place = Place(self._grammar, frame, mention)
        does = "count" in kinds and role.part == "level" and frame.lower(place.first - 1) == "by"  # "by 10 gunmen"
        written, joined = mention.span.of(source).lower(), source[mention.span.end : mention.span.end + _JOINED]
        for suffix, measure in self._suffixes if ("-" in written or "-" in joined) and quantity.unit != "rank" else ():
            if written.endswith(suffix) or joined.startswith(suffix):  # "six-year-old", "400-metre-long"
                return Chosen(measure.name, measure, "measure.suffix")
        best: tuple[float, str, Chosen] | None = None
        by_noun = self._by_noun(noun, kinds)
        if by_noun is not None:
            last = noun.split()[-1]
            person = last in self._fit.persons or f"{last}s" in self._fit.persons
            weight = 0.0 if last in self._fit.common else _PERSON if person else _NOUN
            best = (weight, by_noun.name, Chosen(by_noun.name, by_noun, "measure.noun", place.noun))
        if not noun and "count" in kinds and self._aged(frame, place):
            return Chosen("age", self._by_name.get("age"), "measure.age")
        foreign = others(frame, mention)
        compound = _COMPOUND.search(written) is not None and quantity.unit is not None and not kinds & RELATIVE
        taking = [
            hit
            for hit in own
            if self._takes(hit.value, kinds, role)
            and not (foreign and foreign.issuperset(range(hit.first, hit.last)) and not place.among(hit))
            and not (place.told_of_part(hit) or (does and hit.value.owner == "event"))
            and not of_name(frame, hit)
            and not by_name(frame, hit)
            and not of_another(frame, hit, place.first)
            and not of_rank(frame, hit, place.first)
        ]
        told = any(h.value.name not in self._yielding and self._before(h, place, kinds) for h in taking)
        for hit in taking:
            measure = hit.value
            if told and measure.name in self._yielding:
                continue  # "a budget deficit of 4 percent of GDP"
            if compound and not 0 <= hit.first - place.last <= _DESCRIBED:
                continue  # "will import 90-kg bags"
            if not noun and measure.name in self._memberships and acting(self._grammar, frame, hit, place.first):
                continue
            if self._fit.of_circle(noun, hit, place):
                continue  # "20 crew members" are no members of the network
            if not usual.get(measure.name) and "count" in kinds and self._fit.light(place, hit, noun):
                continue
            if self._for_each(frame, hit) and any(self._share_before(frame, other, hit, place) for other in taking):
                continue  # "a price band of $14 to $16 a share", "traded at $14 per share" is no profit
            if len(taking) > 1 and any([over(other, hit) for other in taking]):
                continue  # "comparable sales rose" is no rise of sales
            fits = self._fit.counted(measure, noun, kinds, place, hit)
            moves = role.rule in _MOVES or (role.rule in ("change.verb", "change.by") and bool(kinds & RELATIVE))
            if role.cue in range(hit.first, hit.last) and kinds & RELATIVE and not kinds & self._kinds_of[measure.name]:
                continue  # "a cut of 62 percent" is of no jobs
            if hit.first == role.cue and hit.last == hit.first + 1 and moves:
                continue  # "lost $1.80 to $104.10", "lost 7 percent" is no loss
            within = place.first < hit.last <= place.last
            within = within or (place.first < hit.first < place.last and frame.lower(place.last) == "to")
            if kinds & RELATIVE and within:
                continue  # "fell by 1.5 percentage points to 8" is no index
            score = self._fit.near(place, hit, role) + fits + usual.get(measure.name, 0) + place.suits(measure)
            score += place.befallen(hit) if fits > 0 or (not noun and "count" in kinds) else 0.0
            score += 1.0 if quantity.unit is not None and quantity.unit in measure.units else 0.0
            if frame.lows[hit.first - 2 : hit.first] == ("of", "the") and frame.lower(hit.last) == ",":
                score += _PARTED if hit.last + 1 == place.first else 0.0  # "Of the wounded, seven were in …"
            if fits < 0 and score < _ACCEPT:
                continue
            if best is None or (score, measure.name) > best[:2]:
                best = (score, measure.name, Chosen(measure.name, measure, "measure.cue", (hit.first, hit.last)))
        if best is not None and best[0] < _NEVER / 2:
            best = None
        lent = list(borrowed) if best is None or best[0] < _ACCEPT else []
        if kinds & RELATIVE and frame.lows[place.first - 2 : place.first] in self._sharing:
            lent = []  # "is expected to account for 14 percent": a share
            if best is not None and (best[2].cue is None or best[2].cue[0] < place.last):
                best = None  # "consumer spending accounts for 70 percent of activity"
        item = any(rule != "measure.sentence-before" for _, rule in lent)
        leaning = item or role.standing == "expected" or self.anaphoric(frame, mention)
        if (best is None or best[0] < _ACCEPT) and leaning:
            if best is not None and best[2].rule == "measure.noun":
                best = None  # "from more than 50 countries" founded nothing
            if best is not None and best[2].rule == "measure.cue" and best[2].measure is not None and noun:
                fit = self._fit.counted(best[2].measure, noun, kinds, place, None)
                after = best[2].cue is not None and best[2].cue[0] >= place.last  # "people have registered"
                best = best if fit >= (2.0 if after else 4.0) or "count" not in kinds else None
            if best is not None:
                best = (_ACCEPT, best[1], replace(best[2], rule="measure.same-sentence"))
            # a bare count points back to so much that only a list, or a comparison, tells to what
            bare = "count" in kinds and not item and role.standing == "current" and role.part == "level"
            for hit, rule in lent if best is None and not bare and "duration" not in kinds else ():
                fits = self._fit.counted(hit.value, noun, kinds, place, None)
                if self._takes(hit.value, kinds, role) and fits >= (4.0 if noun else 0.0):
                    best = (_ACCEPT, hit.value.name, Chosen(hit.value.name, hit.value, rule))
                    break
        if best is not None and best[0] >= _ACCEPT:
            return self.as_change(best[2], role)
        return self.as_change(self._general.measure(quantity, noun, role), role)

    def own(self, before: Chosen, mention: Mention, source: str) -> bool:
        """Say whether what is counted has a measure of its own: "1,048 cases, including 632 deaths"."""
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        counted = noun.of(source).lower().split()[-1] if noun is not None else ""
        named = singular(counted)
        others = (m for m in self._nouns.get(named, ()) if m.name != before.name and m.owner in ("event", "place"))
        return any(named in self._singular_cues[measure.name] for measure in others)

    def _aged(self, frame: Frame, place: Place) -> bool:
        """Say whether a bare number between commas is the age of the person before: "Kallas, 45, said"."""
        found = frame.entity(place.first - 2) if frame.lower(place.first - 1) == "," else None
        entity = found.value if found is not None else None
        person = isinstance(entity, Entity) and (not entity.classes or self._grammar.is_a(entity.classes, ("Person",)))
        return person and frame.lower(place.last) in (",", ".", ")")

    def _for_each(self, frame: Frame, hit: Hit[Measure]) -> bool:
        """Say whether a cue only says that a sum is of each share: "$14 a share"."""
        return (
            hit.last - hit.first == _FOR_EACH
            and frame.lower(hit.last - 1) == "share"
            and hit.value.name not in self._of_share
        )

    def _share_before(self, frame: Frame, other: Hit[Measure], hit: Hit[Measure], place: Place) -> bool:
        """Say whether other words tell what is paid or quoted for each share."""
        traded = other.value.name == _SHARE_PRICE and frame.lower(place.first - 1) == "at" and other.first < hit.first
        return other.value.name in self._of_share or traded

    def _before(self, hit: Hit[Measure], place: Place, kinds: frozenset[str]) -> bool:
        """Say whether a cue stands before a value in its clause, of a measure that takes it as it is."""
        near = place.first - _SHORT <= hit.last <= place.first or place.governed(hit) > 0
        return near and place.frame.clause(hit.first) == place.clause and bool(kinds & self._kinds_of[hit.value.name])

    def _by_noun(self, noun: str, kinds: frozenset[str]) -> Measure | None:
        """Return the only measure that counts such a noun; a noun that several count ("people") needs a cue."""
        words = [singular(word) for word in noun.split()]
        if len(words) > 1 and words[-1] == "member" and words[-2] in self._fit.circles:
            return None
        for start in range(len(words)):
            counting = self._nouns.get(" ".join(words[start:]), ())
            if counting:
                fitting = [measure for measure in counting if kinds & self._kinds_of[measure.name]]
                if len(fitting) > 1:  # the one whose cue the noun is as well
                    named = " ".join(words[start:])
                    fitting = [measure for measure in fitting if named in self._singular_cues[measure.name]]
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _takes(self, measure: Measure, kinds: frozenset[str], role: Role) -> bool:
        if kinds & self._kinds_of[measure.name]:
            return role.part == "change" or not measure.name.endswith("Change") or bool(kinds & RELATIVE)
        # "defence spending will rise by 68 %": the change of what is itself an amount
        placing = self._kinds_of[measure.name] <= _PLACING  # no rank and no duration moves by percent
        return role.part == "change" and bool(kinds & RELATIVE) and measure.name != "length" and not placing

    def as_change(self, chosen: Chosen, role: Role) -> Chosen:
        """Return the measure of the change where a value is one: defenceBudget gives defenceBudgetChange."""
        measure = chosen.measure
        if role.part != "change" or measure is None or _is_change(measure.name):
            return chosen
        name = measure.name + "Change"
        known = self._by_name.get(name)
        return Chosen(name, known or measure_of_change(measure, name), f"{chosen.rule}+{role.rule}", chosen.cue)

    def at_first(self, chosen: Chosen, frame: Frame, i: int) -> Chosen:
        """Return the measure of a beginning where the clause tells of one: "NATO began with 12 members"."""
        begin, end = frame.clauses[frame.clause(i)]
        told = self._inception.places(frame)
        if chosen.measure is None or not any(begin <= place < min(end, i + 8) for place in told):
            return chosen
        first = self._beginnings.get(chosen.name)
        return Chosen(first.name if first else chosen.name, first or chosen.measure, "measure.inception", chosen.cue)

    def leads(self, chosen: Chosen, quantity: Quantity) -> bool:
        """Say whether a value can be the level of a change: "revenue fell 11 percent to $640 million"."""
        measure = self._by_name.get(chosen.name.removesuffix("Change"))
        return (
            measure is not None
            and measure.name not in self.untelling
            and bool(self.kinds(quantity) & self._kinds_of[measure.name])
        )

    def level(self, chosen: Chosen) -> Chosen:
        """Return the measure whose change this is: revenueChange gives revenue."""
        name = chosen.name.removesuffix("Change")
        known = self._by_name.get(name)
        return Chosen(name, known, "measure.level-of-change", chosen.cue) if known is not None else chosen


def _is_change(name: str) -> bool:
    return name.endswith(("Change", "Growth", "inflation"))
