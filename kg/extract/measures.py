"""Quantity in its frame → measure: by the counted noun, the cue words near it, and the units a measure takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.extract.aboard import exposed
from kg.extract.additions import ADDED, EXTRA, of_what_follows
from kg.extract.ages import Ages
from kg.extract.changes import Role
from kg.extract.chosen import Chosen, measure_of_change
from kg.extract.cue_owners import listed, numbered
from kg.extract.cue_places import CuePlaces
from kg.extract.cues import Hit, scheme
from kg.extract.fitting import Fitting, of_one_sheet
from kg.extract.frame import Frame
from kg.extract.general import RELATIVE, General
from kg.extract.markets import Markets
from kg.extract.phrases import Grammar
from kg.extract.places import Place
from kg.extract.pointing import Pointing
from kg.extract.rivals import ACCEPT, Best, Figure, Rivals
from kg.extract.uses import used_for
from kg.extract.words import AUXILIARIES, singular, vocabulary
from kg.lexicon import Lexicon, Measure
from kg.model import Mention, Quantity

_NOUN = 14.0  # what a counted noun of one measure weighs
_PERSON = 6.0  # … where it names people, whom many measures count
_NEVER, _ABSURD = -100.0, -6.0
_YEARLY = {("a", "year"), ("per", "year"), ("every", "year"), ("a", "month")}  # "equivalent to 4 percent a year"
_WARMTH, _ANOMALY = "temperature", "temperatureAnomaly"
_MAGNITUDE, _QUAKES = "magnitude", vocabulary("earthquake quake tremor temblor aftershock")
_DISTANCE, _AWAY = "distance", vocabulary("from off away north south east west northeast northwest southeast southwest")
_RATIO, _FOLDS, _MULTIPLYING = "ratio", "foldChange", ("ed", "ing", "fold")
_DISTANCE, _LENGTH, _SHORT_UNITS = "distance", "length", frozenset({"ft", "m", "in", "cm", "yd"})
_COMPOUND = re.compile(r"[\d.](-[a-z]+|[a-z]+)$")  # "480-foot", "37ft"
_WAYS = vocabulary(
    "journey trip race walk march swim drop fall plunge dive jump leap radius zone sprint relay freestyle butterfly "
    "backstroke hurdles final dash distance range climb descent waves wave swell seas surge exclusion buffer"
)
_JOINED = 20  # characters of "-long" after "400-metre", of "workforce" after "900-strong"


class Measures:
    """The measures of a lexicon, found by their words."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._general, self._markets = General(lexicon, grammar), Markets(lexicon, grammar)
        self.kinds, self.traded = self._general.kinds, self._general.traded
        self.kinds_of_unit = self._general.kinds_of_unit
        self.untelling = self._general.untelling
        self.of_polls = frozenset(used_for(lexicon, "of poll"))
        self.opinions = frozenset(used_for(lexicon, "opinion"))
        self._paid = frozenset(used_for(lexicon, "charged"))
        places = CuePlaces(lexicon, grammar)
        self.hits, self.usual = places.hits, places.usual
        shares = (m for m in lexicon.measures if m.name in self.untelling and "percent" in m.units)
        self._sharing = {
            tuple(cue.split()) for measure in shares for cue in measure.cues if cue.endswith((" for", " up"))
        }
        self._nouns: dict[str, list[Measure]] = {}
        for measure in lexicon.measures:
            for noun in dict.fromkeys(map(singular, measure.nouns)):  # "deaths" and "death" are one
                self._nouns.setdefault(noun, []).append(measure)
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._singular_cues = {measure.name: frozenset(map(singular, measure.cues)) for measure in lexicon.measures}
        self._fit = Fitting(lexicon)
        self._rivals = Rivals(lexicon, grammar, self._fit)
        self._kinds_of = self._rivals.kinds_of
        self._ages = Ages(lexicon, grammar)
        suffixes = (
            (cue, measure)
            for measure in lexicon.measures
            for cue in measure.cues
            if cue.endswith("-old") or cue.startswith("-")
        )
        self._suffixes = tuple(sorted(suffixes, key=lambda suffix: -len(suffix[0])))  # "-strong workforce", "-strong"
        self._inception = scheme(lexicon, "inception")
        self._beginnings = {
            measure.broader: measure
            for measure in lexicon.measures
            if measure.broader is not None and measure.temporality == "constant"
        }
        self._pointing = Pointing(lexicon, grammar)
        self.market = self._markets.owner
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
        own: Sequence[Hit[Measure]],
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
            noun = numbered(frame, frame.range(mention.span)[0]) or listed(frame, mention, source)
        written, joined = mention.span.of(source).lower(), source[mention.span.end : mention.span.end + _JOINED]
        place = Place(self._grammar, frame, mention)
        figure = Figure(frame, mention, quantity, role, kinds, noun, place, written)
        if role.rule == "change.noun-after" and role.cue is not None and frame.lower(role.cue + 1) == "in":
            own = of_what_follows(own, role.cue + 1, frame.lows) or own  # "a 5% fall in exports hit output"
        if role.rule == ADDED:  # "wiped $3 billion off its market value"
            own = of_what_follows(own, place.last, frame.lows) or own
        own = of_one_sheet(own)
        sure = self._sure(figure, joined)
        if sure is not None:
            return sure
        best = self._named(figure, own)
        if best is not None and (usual or {}).get(best.name, 0.0) < _NEVER / 2 and not _later(best, own, place):
            best = None  # "won back 30,000 voters", in no article about a poll; but "17 analysts polled by"
        aged = self._ages.measure(frame, place.first, place.last) if figure.bare else None
        if aged is not None:
            return Chosen(aged, self._by_name.get(aged), "measure.age")
        best = self._rivals.best(figure, own, usual or {}, best)
        if best is not None and best.score < _NEVER / 2:
            best = None
        lent = list(borrowed) if best is None or best.score < ACCEPT else []
        if kinds & RELATIVE and frame.lows[place.first - 2 : place.first] in self._sharing:
            lent = []  # "is expected to account for 14 percent": a share
            before = best is not None and (best.chosen.cue is None or best.chosen.cue[0] < place.last)
            if best is not None and (before or _is_change(best.name)):
                best = None  # "consumer spending accounts for 70 percent of activity", "a third of the CPI basket"
        if best is not None and best.score < ACCEPT and kinds & RELATIVE and frame.lower(place.last) == "of":
            best = None  # "the link-up, to be completed in May, would hold 45 percent of the capacity"
        item = any(rule != "measure.sentence-before" for _, rule in lent)
        weak = best is None or best.score < ACCEPT
        if weak and (item or role.standing == "expected" or self.anaphoric(frame, mention)):
            best = self._lent(figure, best, lent, item=item)
        if best is None or best.score < ACCEPT:
            if kinds & RELATIVE and role.part == "level" and frame.lows[place.last : place.last + 2] in _YEARLY:
                role = replace(role, part="change")
            found = self.as_change(self._general.measure(quantity, noun, role), role)
            return self._sized(figure, found) if found.name == _DISTANCE else found
        reached = role.part == "level" and frame.lower(place.first - 1) == "to"  # "a rate hike to 5.5 percent"
        if role.part == "level" and best.name in self._paid and frame.lower(place.first - 1) in EXTRA:
            role = replace(role, part="change", rule=ADDED)  # "will pay an extra $180 in rates"
        return self.level(best.chosen) if reached and _is_change(best.name) else self.as_change(best.chosen, role)

    def _sized(self, figure: Figure, found: Chosen) -> Chosen:
        """Return the length of a thing, where a joined value is none of a way: "a 37ft yacht", no "20-metre fall"."""
        frame, last = figure.frame, figure.place.last
        joined = figure.quantity.unit in _SHORT_UNITS and _COMPOUND.search(figure.written) is not None
        named = "-" in figure.written or frame.lower(figure.place.first - 1) in ("a", "an", "the", "its", "their")
        joined = joined and named and last < frame.size and frame.tokens[last].text[0].isalpha()
        length = self._by_name.get(_LENGTH) if joined and _WAYS.isdisjoint(frame.lows[last : last + 3]) else None
        return Chosen(_LENGTH, length, found.rule) if length is not None else found

    def _sure(self, figure: Figure, joined: str) -> Chosen | None:
        """Return the measure that the words of a value tell, or those ``joined`` to them: of an index, an age."""
        frame, mention, written = figure.frame, figure.mention, figure.written
        indexed = self._general.of_index(frame, frame.at(mention.span.start), figure.role, figure.kinds)
        if indexed is None:
            indexed = self._markets.measure(frame, mention, figure.role)
        if indexed is None:
            indexed = self._general.of_firm(frame, figure.place.first, figure.place.last, figure.role, figure.kinds)
        if indexed is not None:
            return indexed
        if "." in written and figure.quantity.unit is None and frame.lower(figure.place.last) in _QUAKES:
            quake = self._by_name.get(_MAGNITUDE)  # "a 6.9 earthquake"
            return Chosen(_MAGNITUDE, quake, "measure.noun", figure.place.noun) if quake is not None else None
        if mention.rule == "quantity.multiple":  # "turnout has doubled", "almost double the lead"
            before = frame.lower(figure.place.first - 1)
            moved = written.split()[-1].endswith(_MULTIPLYING) or before in AUXILIARIES or before == "to"
            name = _FOLDS if moved else _RATIO
            return Chosen(name, self._by_name.get(name), "measure.noun", figure.place.noun)
        if "length" in figure.kinds and figure.role.part == "level" and frame.lower(figure.place.past) in _AWAY:
            return Chosen(_DISTANCE, self._by_name.get(_DISTANCE), "measure.unit")  # "650 feet from the shore"
        if ("-" in written or "-" in joined) and figure.quantity.unit != "rank":
            whole = written[max(0, written.find("-")) :] + joined  # "-strong workforce"
            for suffix, measure in self._suffixes:
                # "six-year-old", "400-metre-long"
                if written.endswith(suffix) or joined.startswith(suffix) or whole.startswith(suffix):
                    return Chosen(measure.name, measure, "measure.suffix")
        return None

    def _named(self, figure: Figure, own: Sequence[Hit[Measure]]) -> Best | None:
        """Return the measure that alone counts what is counted."""
        measure = self._by_noun(figure.noun, figure.kinds) or exposed(self._nouns, figure.noun, own)
        if measure is None or self._fit.of_a_circle(figure.noun, figure.place):
            return None
        last = figure.noun.split()[-1]
        person = last in self._fit.persons or f"{last}s" in self._fit.persons
        weight = 0.0 if last in self._fit.common else _PERSON if person else _NOUN
        return Best(weight, measure.name, Chosen(measure.name, measure, "measure.noun", figure.place.noun))

    def _lent(
        self, figure: Figure, best: Best | None, lent: Iterable[tuple[Hit[Measure], str]], *, item: bool
    ) -> Best | None:
        """Return the measure of a value that points back: a weak one of its own sentence, or one that is ``lent``."""
        noun, kinds, role = figure.noun, figure.kinds, figure.role
        if best is not None and best.chosen.rule == "measure.noun":
            best = None  # "from more than 50 countries" founded nothing
        if best is not None and best.chosen.rule == "measure.cue" and best.chosen.measure is not None and noun:
            fit = self._fit.counted(best.chosen.measure, noun, kinds, figure.place, None)
            after = best.chosen.cue is not None and best.chosen.cue[0] >= figure.place.last  # "people have registered"
            best = best if fit >= (2.0 if after else 4.0) or "count" not in kinds else None
        if best is not None and role.part == "change" and best.score < _ABSURD:
            best = None  # "a decline of 68 percent is clear evidence of the damage done"
        if best is not None:
            return Best(ACCEPT, best.name, replace(best.chosen, rule="measure.same-sentence"))
        # a bare count points back to so much that only a list, or a comparison, tells to what
        bare = "count" in kinds and not item and role.standing == "current" and role.part == "level"
        for hit, rule in lent if not bare and "duration" not in kinds else ():
            fits = self._fit.counted(hit.value, noun, kinds, figure.place, None)
            if self._rivals.takes(hit.value, kinds, role) and fits >= (4.0 if noun else 0.0):
                return Best(ACCEPT, hit.value.name, Chosen(hit.value.name, hit.value, rule))
        return None

    def own(self, before: Chosen, mention: Mention, source: str) -> bool:
        """Say whether what is counted has a measure of its own: "1,048 cases, including 632 deaths"."""
        noun = mention.value.noun if isinstance(mention.value, Quantity) else None
        counted = noun.of(source).lower().split()[-1] if noun is not None else ""
        named = singular(counted)
        others = [m for m in self._nouns.get(named, ()) if m.name != before.name and m.owner in ("event", "place")]
        alone = len(others) == 1 and counted not in self._fit.persons  # "2,600 deaths among 6,500 cases"
        return alone or any(named in self._singular_cues[measure.name] for measure in others)

    def _by_noun(self, noun: str, kinds: frozenset[str]) -> Measure | None:
        """Return the only measure that counts such a noun; a noun that several count ("people") needs a cue."""
        words = [singular(word) for word in noun.split()]
        whose = len(words) > 1 and words[-1] == "member" and words[-2] in self._fit.circles
        for start in range(len(words) - whose):
            counting = self._nouns.get(" ".join(words[start:]), ())
            if counting:
                fitting = [measure for measure in counting if kinds & self._kinds_of[measure.name]]
                if len(fitting) > 1:  # the one whose cue the noun is as well
                    named = " ".join(words[start:])
                    fitting = [measure for measure in fitting if named in self._singular_cues[measure.name]]
                return fitting[0] if len(fitting) == 1 else None
        return None

    def as_change(self, chosen: Chosen, role: Role) -> Chosen:
        """Return the measure of the change where a value is one: defenceBudget gives defenceBudgetChange."""
        measure = chosen.measure
        if role.part != "change" or measure is None or _is_change(measure.name):
            return chosen
        name = measure.name + "Change"
        if measure.name == _WARMTH and role.rule == "change.beside":
            name = _ANOMALY  # "0.7 °C above the average of 1961 to 1990"
        known = self._by_name.get(name)
        return Chosen(name, known or measure_of_change(measure, name), f"{chosen.rule}+{role.rule}", chosen.cue)

    def at_first(self, chosen: Chosen, frame: Frame, i: int) -> Chosen:
        """Return the measure of a beginning where the clause tells of one: "NATO began with 12 members"."""
        told = self._inception.places(frame)
        if chosen.measure is None or not told:
            return chosen
        begin, end = frame.clauses[frame.clause(i)]
        if not any(begin <= place < min(end, i + 8) and frame.lower(place - 1) != "," for place in told):
            return chosen  # not "the alliance, formed by two parties in May, has 40 seats"
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


def _later(best: Best, own: Sequence[Hit[Measure]], place: Place) -> bool:
    """Say whether a word of the same measure stands behind the value."""
    return any(hit.value.name == best.name and hit.first >= place.last for hit in own)


def _is_change(name: str) -> bool:
    return name.endswith(("Change", "Growth", "inflation", "Anomaly", "Misalignment"))
