"""Quantity in its frame → measure: by the counted noun, the cue words near it, and the units a measure takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen, measure_of_change
from kg.extract.cues import Hit, Phrases, scheme
from kg.extract.frame import Frame
from kg.extract.general import RELATIVE, UNTELLING, General
from kg.extract.phrases import Grammar
from kg.extract.places import Place
from kg.extract.words import AFTER_NOUN, RELATIVES, singular
from kg.lexicon import Lexicon, Measure
from kg.model import Mention, Quantity

_CUE = 14.0  # what a cue next to its value weighs; less by one for every word in between
_NOUN = 14.0  # what a counted noun of one measure weighs
_PERSON = 6.0  # … where it names people, whom many measures count
_GOVERNS = 2.0  # the distance of a cue that is the head of the subject, or the predicate, of a value
_CLAUSE, _BETWEEN, _JOINED, _INSIDE, _UNLIKE = 4.0, 3.0, 3.0, 7.0, 12.0
_ANOTHER = 8.0
_ACCEPT = 1.0
_FIGURES = frozenset({"figure", "figures", "number", "numbers", "total", "tally", "sum"})  # of what was told before
_SHORT = 4  # words of "January's revised figure"
OF_POLLS = frozenset({"sampleSize", "marginOfError"})
_NEVER = -100.0
_MOVES = frozenset({"change.then-level", "change.to"})
_JOINS = frozenset({"and", "or", "but", "while"})


class Measures:
    """The measures of a lexicon, found by their words."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._general = General(lexicon, grammar)
        self.kinds, self.traded = self._general.kinds, self._general.traded
        self._cues: Phrases[Measure] = Phrases(
            (cue, measure)
            for measure in lexicon.measures
            if measure.name not in UNTELLING and "date" not in measure.units
            for cue in measure.cues
        )
        self._nouns: dict[str, list[Measure]] = {}
        for measure in lexicon.measures:
            for noun in measure.nouns:
                self._nouns.setdefault(singular(noun), []).append(measure)
        self._by_name = {measure.name: measure for measure in lexicon.measures}
        self._kinds_of = {measure.name: frozenset(measure.units or ("count",)) for measure in lexicon.measures}
        self._counted = {measure.name: frozenset(map(singular, measure.nouns)) for measure in lexicon.measures}
        self._persons = frozenset(cue.text for cue in lexicon.cues_of("person"))
        self._common = frozenset(cue.text for cue in lexicon.cues_of("common-noun"))
        self._suffixes = tuple(
            (cue, measure)
            for measure in lexicon.measures
            for cue in measure.cues
            if cue.endswith("-old") or cue.startswith("-")
        )
        self._circles = frozenset(cue.text for cue in lexicon.cues_of("circle"))
        self._inception = scheme(lexicon, "inception")
        self._beginnings = {
            measure.broader: measure
            for measure in lexicon.measures
            if measure.broader is not None and measure.temporality == "constant"
        }
        self._figures = frozenset(cue.text for cue in lexicon.cues_of("figure"))
        self._bridges = frozenset(word for cue in lexicon.cues_of("bridge") for word in cue.text.split())
        self._of_persons = frozenset(
            measure.name
            for measure in lexicon.measures
            if any(noun.split()[-1] in self._persons for noun in measure.nouns)
        )

    def hits(self, frame: Frame) -> tuple[Hit[Measure], ...]:
        """Return every place of a frame where a measure's cue stands."""
        return tuple(self._cues.find(frame))

    def usual(self, hits: Iterable[tuple[Hit[Measure], ...]], *, asked: bool) -> dict[str, float]:
        """Weigh in how many sentences an article speaks of each measure; it decides between cues that are as near.

        Without people ``asked`` there is no share of opinion: "some say" is not a poll.
        """
        counted = Counter(name for found in hits for name in {hit.value.name for hit in found})
        weights = {name: min(3.0, 0.6 * (number - 1)) for name, number in counted.items()}
        return (
            weights
            if asked
            else weights | {name: _NEVER for name in self._by_name if name.startswith("poll") or name in OF_POLLS}
        )

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
            noun = self._numbered(frame, frame.range(mention.span)[0])
        usual = usual or {}
        place = Place(self._grammar, frame, mention)
        written = mention.span.of(source).lower()
        for suffix, measure in self._suffixes:
            if written.endswith(suffix):  # "six-year-old"
                return Chosen(measure.name, measure, "measure.suffix")
        best: tuple[float, str, Chosen] | None = None
        by_noun = self._by_noun(noun, kinds)
        if by_noun is not None:
            last = noun.split()[-1]
            weight = 0.0 if last in self._common else _PERSON if last in self._persons else _NOUN
            best = (weight, by_noun.name, Chosen(by_noun.name, by_noun, "measure.noun", place.noun))
        taking = [hit for hit in own if self._takes(hit.value, kinds, role)]
        for hit in taking:
            measure = hit.value
            if self._of_circle(noun, hit, place):
                continue  # "20 crew members" are no members of the network
            if any(other.first < hit.first < other.last < hit.last for other in taking):
                continue  # "comparable sales rose" is no rise of sales
            fits = self._fits(measure, noun, kinds, place, hit)
            moves = role.rule in _MOVES or (role.rule == "change.verb" and bool(kinds & RELATIVE))
            if hit.first == role.cue and hit.last == hit.first + 1 and moves:
                continue  # "lost $1.80 to $104.10", "lost 7 percent" is no loss
            if kinds & RELATIVE and place.first < hit.last <= place.last:
                continue  # "fell by 1.5 percentage points" is no index
            score = self._near(place, hit, role) + fits + usual.get(measure.name, 0) + place.suits(measure)
            score += 1.0 if quantity.unit is not None and quantity.unit in measure.units else 0.0
            if fits < 0 and score < _ACCEPT:
                continue
            if best is None or (score, measure.name) > best[:2]:
                best = (score, measure.name, Chosen(measure.name, measure, "measure.cue", (hit.first, hit.last)))
        if best is not None and best[0] < _NEVER / 2:
            best = None
        lent = list(borrowed) if best is None or best[0] < _ACCEPT else []
        item = any(rule != "measure.sentence-before" for _, rule in lent)
        leaning = item or role.standing == "expected" or self.anaphoric(frame, mention)
        if (best is None or best[0] < _ACCEPT) and leaning:
            if best is not None and best[2].rule == "measure.cue" and best[2].measure is not None and noun:
                fit = self._fits(best[2].measure, noun, kinds, place, None)
                after = best[2].cue is not None and best[2].cue[0] >= place.last  # "people have registered"
                best = best if fit >= (2.0 if after else 4.0) or "count" not in kinds else None
            if best is not None:
                best = (_ACCEPT, best[1], replace(best[2], rule="measure.same-sentence"))
            # a bare count points back to so much that only a list, or a comparison, tells to what
            bare = "count" in kinds and not item and role.standing == "current" and role.part == "level"
            for hit, rule in lent if best is None and not bare and "duration" not in kinds else ():
                fits = self._fits(hit.value, noun, kinds, place, None)
                if self._takes(hit.value, kinds, role) and fits >= (4.0 if noun else 0.0):
                    best = (_ACCEPT, hit.value.name, Chosen(hit.value.name, hit.value, rule))
                    break
        if best is not None and best[0] >= _ACCEPT:
            return self.as_change(best[2], role)
        return self.as_change(self._general.measure(quantity, noun, role), role)

    def _of_circle(self, noun: str, hit: Hit[Measure], place: Place) -> bool:
        words = noun.split()
        inside = place.noun is not None and place.noun[0] <= hit.first < place.noun[1]
        return inside and len(words) > 1 and singular(words[-2]) in self._circles and words[-1].startswith("member")

    def _numbered(self, frame: Frame, first: int) -> str:
        """Return what "the number of jobs at risk" before a bare value counts."""
        begin = frame.clauses[frame.clause(first)][0]
        for i in range(begin, first - 2):
            if frame.lower(i) == "number" and frame.lower(i + 1) == "of":
                if frame.entity(i + 2) is not None:
                    return ""  # "the number of Americans out of work": of people, whom many measures count
                end = i + 2
                while end < first and frame.lower(end) not in AFTER_NOUN and frame.tokens[end].text[0].isalpha():
                    end += 1
                return " ".join(frame.lows[i + 2 : end])
        return ""

    def refers(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a bare value is of "the figure", before it or as what is put "at" it."""
        quantity = mention.value
        if not isinstance(quantity, Quantity) or quantity.noun is not None:
            return False
        first = frame.range(mention.span)[0]
        if frame.lower(first - 1) == "at" and frame.lower(first - 3) in ("the", "that", "this"):
            return frame.lower(first - 2) in _FIGURES
        subject = self._grammar.subject(frame, frame.clause(first))
        if subject is None or subject.pronoun or subject.relative or not subject.first < subject.last <= first:
            return False
        return subject.last - subject.first <= _SHORT and frame.lower(subject.last - 1) in _FIGURES

    def anaphoric(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a value's clause points back: "they will amount to …", "the figure stood at …"."""
        subject = self._grammar.subject(frame, frame.clause(frame.range(mention.span)[0]))
        if subject is None or subject.pronoun or subject.relative or subject.first >= subject.last:
            return True
        return frame.lower(self._grammar.head(frame, subject.first, subject.last)) in self._figures

    def _by_noun(self, noun: str, kinds: frozenset[str]) -> Measure | None:
        """Return the only measure that counts such a noun; a noun that several count ("people") needs a cue."""
        words = [singular(word) for word in noun.split()]
        if len(words) > 1 and words[-1] == "member" and words[-2] in self._circles:
            return None
        for start in range(len(words)):
            counting = self._nouns.get(" ".join(words[start:]), ())
            if counting:
                fitting = [measure for measure in counting if kinds & self._kinds_of[measure.name]]
                if len(fitting) > 1:  # the one whose cue the noun is as well
                    named = " ".join(words[start:])
                    fitting = [measure for measure in fitting if named in map(singular, measure.cues)]
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _takes(self, measure: Measure, kinds: frozenset[str], role: Role) -> bool:
        if kinds & self._kinds_of[measure.name]:
            return role.part == "change" or not measure.name.endswith("Change") or bool(kinds & RELATIVE)
        # "defence spending will rise by 68 %": the change of what is itself an amount
        return role.part == "change" and bool(kinds & RELATIVE) and measure.name != "length"

    def _fits(
        self, measure: Measure, noun: str, kinds: frozenset[str], place: Place, hit: Hit[Measure] | None
    ) -> float:
        """Weigh the counted noun: a toll counts people, an order counts what is ordered."""
        if not noun or "count" not in kinds:
            return 0.0
        words = noun.split()
        counted = self._counted[measure.name]
        if counted and any(singular(" ".join(words[start:])) in counted for start in range(len(words))):
            return 4.0
        if hit is not None and place.noun is not None and hit.first < place.noun[1] <= hit.last:
            return 2.0  # the cue is the noun itself: "36 killed"
        person = any(word in self._persons for word in words)
        if measure.name in self._of_persons:
            return 2.0 if person else -14.0
        if hit is not None and hit.last < place.first:  # a verb's object is what it counts: "supply 900 guards"
            return -14.0 if person and measure.owner != "event" else -12.0 if counted else -8.0
        return -8.0 if counted else -4.0

    def _near(self, place: Place, hit: Hit[Measure], role: Role) -> float:
        first, last = place.first, place.last
        gap = float(max(0, first - hit.last if hit.last <= first else hit.first - last))
        low, high = (hit.last, first) if hit.last <= first else (last, hit.first)
        governed = place.governed(hit)
        if governed:
            return _CUE + governed - min(gap, _GOVERNS) + (hit.last - hit.first)
        frame = place.frame
        clauses = abs(frame.clause(hit.first) - place.clause)
        score = _CUE - gap - _CLAUSE * clauses - _BETWEEN * place.between(low, high) + (hit.last - hit.first)
        if any(frame.lower(i) in _JOINS for i in range(low, min(high, low + 12))):
            score -= _JOINED if high == first else _ANOTHER  # "had three kids and built a house"
        if clauses and hit.last <= first and frame.lower(frame.clauses[frame.clause(hit.first)][0]) in RELATIVES:
            score -= _INSIDE  # "whose profits were hurt by strikes, carried 12 million"
        if place.between(hit.first, hit.last) and not hit.first <= first < hit.last:
            score -= _INSIDE  # "leaves three dead" is of the three
        if place.noun is not None and place.noun[0] <= hit.first and hit.last < place.noun[1]:
            score -= _INSIDE  # only a modifier of what is counted: "production vehicles"
        if all(frame.lower(i) in self._bridges for i in range(hit.first, hit.last)):
            score -= _INSIDE
        if all(frame.lower(i) in self._common for i in range(hit.first, hit.last)):
            score -= _CUE
        if (
            role.part == "change"
            and role.cue is not None
            and hit.last <= first < role.cue
            and hit.value.owner == "event"
        ):
            score -= _UNLIKE  # "missing the 4.8 percent gain" is of no toll
        return score

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
            and measure.name not in UNTELLING
            and bool(self.kinds(quantity) & self._kinds_of[measure.name])
        )

    def level(self, chosen: Chosen) -> Chosen:
        """Return the measure whose change this is: revenueChange gives revenue."""
        name = chosen.name.removesuffix("Change")
        known = self._by_name.get(name)
        return Chosen(name, known, "measure.level-of-change", chosen.cue) if known is not None else chosen


def _is_change(name: str) -> bool:
    return name.endswith(("Change", "Growth", "inflation"))
