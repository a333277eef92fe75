"""Measure and value → how well they fit: by what is counted, and by how near the measure's word stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.changes import Role
from kg.extract.cues import Hit
from kg.extract.places import Place
from kg.extract.uses import used_for
from kg.extract.words import RELATIVES, singular
from kg.lexicon import Lexicon, Measure

_CUE = 14.0  # what a cue next to its value weighs; less by one for every word in between
_GOVERNS = 2.0  # the distance of a cue that is the head of the subject, or the predicate, of a value
_CLAUSE, _BETWEEN, _JOINED, _INSIDE, _UNLIKE = 4.0, 3.0, 3.0, 7.0, 12.0
_ANOTHER, _NOBODY = 8.0, -40.0
_MODEL = re.compile(r"[a-z]\d|\d[a-z]")  # letters and digits, as models are called
_UNTOLD = 5.0
_CHANGED = 5.0  # the weight of what a verb changes
_LED, _OBJECT = frozenset({"change.to", "change.by"}), 3  # words of "reduced the company's debt"
_CIRCLE = 4  # words of "of his own family"
_THERE = RELATIVES | {"where"}
_JOINS = frozenset({"and", "or", "but", "while"})
_DASHES = frozenset({"-", "–", "—", "--"})
_OTHERS = frozenset({"others", "more"})
_DEFICIT, _LOSS = "budgetDeficit", "loss"


class Fitting:
    """Weighs the cues of measures against a value."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.persons = lexicon.words_of("person")
        self.common = lexicon.words_of("common-noun")
        self._lands = frozenset(cue.text for cue in lexicon.cues_of("common-noun") if cue.sense == "land")
        self._light = lexicon.words_of("light-verb")
        self.circles = lexicon.words_of("circle")
        self._bridges = frozenset(word for cue in lexicon.cues_of("bridge") for word in cue.text.split())
        self._counted = {measure.name: frozenset(map(singular, measure.nouns)) for measure in lexicon.measures}
        called = {measure.iri: measure.name for measure in lexicon.measures}
        self._apart: dict[str, frozenset[str]] = {}  # noun → the measures that never count it
        for measure in lexicon.measures:
            names = frozenset(called[iri] for iri in measure.apart_from if iri in called)
            for noun in self._counted[measure.name] if names else ():
                self._apart[noun] = names | self._apart.get(noun, frozenset())
        happened = [measure for measure in lexicon.measures if measure.owner == "event"]
        self._there = frozenset(measure.name for measure in happened if measure.temporality == "constant")
        self._harmed = frozenset(noun for m in happened if m.monotone for noun in self._counted[m.name])
        self._of_persons = frozenset(
            measure.name
            for measure in lexicon.measures
            if any(noun.split()[-1] in self.persons for noun in measure.nouns)
        )
        self._anybody = frozenset(used_for(lexicon, "of people"))
        self._of_things = frozenset(m.name for m in lexicon.measures) - self._of_persons - self._anybody

    def counted(
        self, measure: Measure, noun: str, kinds: frozenset[str], place: Place, hit: Hit[Measure] | None
    ) -> float:
        """Weigh the counted noun: a toll counts people, an order counts what is ordered."""
        if not noun or "count" not in kinds:
            return 0.0
        words = noun.split()
        counted = self._counted[measure.name]
        if counted and any(singular(" ".join(words[start:])) in counted for start in range(len(words))):
            return 4.0
        person = any(word in self.persons or f"{word}s" in self.persons for word in words) or place.people()
        if hit is not None and place.noun is not None and hit.first < place.noun[1] <= hit.last:
            bearing = place.frame.lower(hit.last - 1) == "with"  # "two planes with 90 people on board"
            people = measure.name in self._of_persons and measure.owner in ("event", "place")
            places = people and not person and hit.first < place.first  # "refugees living in six camps"
            return _NOBODY if bearing or places else 2.0  # the cue is the noun itself: "36 killed"
        if hit is not None and counted and (_MODEL.search(words[-1]) or place.wares()):
            return 0.0  # "an order for 50 A320neos", whatever those are
        if measure.name in self._apart.get(singular(words[-1]), ()):
            return -20.0  # "twelve bodies have been pulled from the mud"
        if measure.name in self._there and singular(words[-1]) in self._harmed:
            return -20.0  # "a boat with the nine dead", "carrying 16 bodies"
        if measure.name in self._of_persons:
            return 2.0 if person else _NOBODY  # "a crash of two helicopters killed five"
        if words[-1] in _OTHERS:
            return 0.0  # "damaged 300 houses and flattened 120 others"
        if not counted and words[-1] in self._lands:
            return _NOBODY  # "halved the harvest in 12 provinces"
        if measure.name in self._of_things and (counted or person):
            return _NOBODY  # "said 600 rescue workers were dispatched" sold none, "2,000 people brought down" no drones
        light = hit is not None and hit.last == hit.first + 1 and place.frame.lower(hit.first) in self._light
        if light and counted:
            return -20.0  # "sent 150,000 tablets" supplied no weapons
        beside = hit is not None and hit.last == place.first and bool(counted)
        beside = beside and not place.frame.lower(place.first - 1).endswith("ing")  # "seating 242 passengers"
        if beside or (hit is not None and hit.last < place.first):
            # a verb's object is what it counts: "supply 900 guards"
            if person and measure.owner != "event":
                return -14.0
            whom = beside or (hit is not None and place.frame.lower(hit.last) == "to" and hit.last == place.first - 1)
            return -(16.0 if whom else 12.0) if counted else -8.0  # "on lease to 40 airlines"
        if person and counted and measure.owner == "subject":
            return -20.0  # "20,000 people ignored orders" ordered no jets
        return -8.0 if counted else -4.0

    def of_persons(self, name: str) -> bool:
        """Say whether a measure counts people."""
        return name in self._of_persons

    def light(self, place: Place, hit: Hit[Measure], noun: str) -> bool:
        """Say whether a verb of many objects is all that tells a bare number: "sent 90 guards to Oslo, 50 to Rome"."""
        alone = not noun and hit.last == hit.first + 1 <= place.first
        if not alone or place.frame.lower(hit.first) not in self._light:
            return False
        return hit.last == place.first or place.between(hit.last, place.first) > 0

    def near(self, place: Place, hit: Hit[Measure], role: Role) -> float:
        """Weigh how near a cue stands to a value, less for what stands in between."""
        first, last = place.first, place.past
        gap = float(max(0, first - hit.last if hit.last <= first else hit.first - last))
        low, high = (hit.last, first) if hit.last <= first else (last, hit.first)
        governed = place.governed(hit) or self._moved(place, hit, role)
        if governed:
            return _CUE + governed - min(gap, _GOVERNS) + (hit.last - hit.first)
        frame = place.frame
        clauses = abs(frame.clause(hit.first) - place.clause)
        score = _CUE - gap - _CLAUSE * clauses - _BETWEEN * place.between(low, high) + (hit.last - hit.first)
        if not _JOINS.isdisjoint(frame.lows[low : min(high, low + 12)]):
            score -= _JOINED if high == first else _ANOTHER  # "had three kids and built a house"
        if clauses and hit.last <= first and frame.lower(frame.clauses[frame.clause(hit.first)][0]) in RELATIVES:
            score -= _INSIDE  # "whose profits were hurt by strikes, carried 12 million"
        opening = frame.clauses[place.clause][0]
        if clauses and hit.last < opening - 1 and hit.last <= first and frame.lower(opening) in RELATIVES:
            score -= _INSIDE  # "the fatalities came from the bus, which had 38 passengers"
        if clauses and hit.first >= last and hit.value.owner == "event" and place.between(last, hit.first):
            told = frame.clauses[frame.clause(hit.first)][0]
            if place.between(max(last, told), hit.first):
                score -= _UNLIKE  # "interviews with 140 former prisoners, says 30 of them died"
        behind = clauses and hit.first >= last and (place.noun is None or frame.clause(place.noun[1]) == place.clause)
        if behind and frame.lower(frame.clauses[frame.clause(hit.first)][0]) in _THERE:
            score -= _INSIDE  # "24,000 officers are in the city, where a bomb killed …"
        if place.between(hit.first, hit.last) and not hit.first <= first < hit.last:
            score -= _INSIDE  # "leaves three dead" is of the three
        if place.noun is not None and place.noun[0] <= hit.first and hit.last < place.noun[1]:
            score -= _INSIDE  # only a modifier of what is counted: "production vehicles"
        if not _DASHES.isdisjoint(frame.lows[low:high]):
            score -= _CLAUSE  # "undervalued the peso by 40% – has given its economy"
        if clauses and role.part == "change" and place.of_other_clause(hit):
            score -= _UNLIKE  # "cases fell 2 percent, deaths rose 4"
        if ";" in frame.lows[low:high]:
            score -= _UNLIKE  # "five more cases; death toll at 17"
        words = frame.lows[hit.first : hit.last]
        score -= _INSIDE if self._bridges.issuperset(words) else 0.0
        if self.common.issuperset(words):
            within = place.noun is not None and place.noun[0] <= hit.first < place.noun[1]
            score -= _CUE + (_UNTOLD if within else 0.0)  # "compensate 300 victims", where no deaths are told of
        if (
            role.part == "change"
            and role.cue is not None
            and hit.last <= first < role.cue
            and hit.value.owner == "event"
        ):
            score -= _UNLIKE  # "missing the 4.8 percent gain" is of no toll
        return score

    def _moved(self, place: Place, hit: Hit[Measure], role: Role) -> float:
        """Weigh a cue that a verb of change has as its object: "cut the debt it took on to buy it to $2 billion"."""
        if role.cue is None or role.rule not in _LED or not 0 < hit.first - role.cue <= _OBJECT:
            return 0.0
        return _CHANGED if hit.last <= place.first and not place.between(role.cue, place.first) else 0.0

    def of_circle(self, noun: str, hit: Hit[Measure], place: Place) -> bool:
        """Say whether a cue is the "member" of crew members, who are no members of an organisation."""
        if place.noun is None or not place.noun[0] <= hit.first < place.noun[1]:
            return False
        words = noun.split()
        if self.of_a_circle(noun, place):
            return True
        return len(words) > 1 and singular(words[-2]) in self.circles and words[-1].startswith("member")

    def of_a_circle(self, noun: str, place: Place) -> bool:
        """Say whether some of a circle are counted: "five members of his staff"."""
        end = place.noun[1] if place.noun is not None else 0
        of = noun.endswith(("member", "members")) and place.frame.lower(end) == "of"
        return of and not self.circles.isdisjoint(place.frame.lows[end + 1 : end + _CIRCLE])


def of_one_sheet(hits: Sequence[Hit[Measure]]) -> Sequence[Hit[Measure]]:
    """Return the cues of a sentence, without a bare "deficit" beside a loss: that is a loss as well.

    "A loss of £33 million, against a deficit of £113 million a year before".
    """
    gaps = [hit for hit in hits if hit.value.name == _DEFICIT and hit.last == hit.first + 1]
    loss = next((hit.value for hit in hits if hit.value.name == _LOSS), None) if gaps else None
    if loss is None or len(gaps) < sum(hit.value.name == _DEFICIT for hit in hits):
        return hits
    return [hit._replace(value=loss) if hit in gaps else hit for hit in hits]
