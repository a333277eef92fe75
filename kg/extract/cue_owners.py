"""Cue in its frame → whose words it is: of another value, of a name, part of a longer cue."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.places import Place
from kg.extract.sums import money
from kg.extract.words import AFTER_NOUN, AUXILIARIES, BE, POSSESSIVES, vocabulary
from kg.lexicon import Measure
from kg.model import Entity, Mention, Quantity

_SHORT = 4  # letters of "king"
_STATES = vocabulary("out in without on at with seeking claiming receiving signing")
_PARTNERS = 3  # words of "allies and partners", "would add"
_GIVING = vocabulary("add adds added send sends sent provide provided contribute contributed supply supplied spend")
_CAME = vocabulary("rose fell grew stood hit came went climbed jumped dropped reached topped doubled tripled")
_RANKING = 6  # words from a comma to "economy"
_OF_THEM = ("of", "them")
_ALL = vocabulary("all both most mostly mainly")
_WHERE = vocabulary("in by since between from at under with")
_SOON = 6  # words from "valuing" to "the company at $8.6 billion"
_NEXT = 8  # words from a cue to its value
_ADDING = vocabulary("adding added adds")
_WHY, _PART = vocabulary("after following"), vocabulary("including excluding includes")


def no_cue(grammar: Grammar, frame: Frame, i: int, acts: frozenset[str]) -> bool:
    """Say whether a word of a measure is a name or a verb instead: "Mr Price", "marched to demand reforms"."""
    return (frame.lower(i - 1) == "to" and frame.lower(i) in acts) or surname(grammar, frame, i)


def surname(grammar: Grammar, frame: Frame, i: int) -> bool:
    """Say whether a word is part of somebody's name: Interior Minister Jaime Poll asks nobody."""
    named = frame.entity(i)
    return (
        named is not None
        and isinstance(named.value, Entity)
        and frame.tokens[i].text[0].isupper()
        and grammar.is_a(named.value.classes, ("Person",))
    )


def told_of_another(frame: Frame, hit: Hit[Measure], place: Place, own: Iterable[Hit[Measure]]) -> bool:
    """Say whether the words of a cue tell of something else than the value: a name, another value, a rank."""
    first = place.first
    if of_name(frame, hit) or by_name(frame, hit) or in_passing(frame, hit) or says(frame, hit):
        return True
    return of_another(frame, hit, first) or of_rank(frame, hit, first) or described(frame, hit, place, own)


def of_name(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says what a name is of: "in the town of Orsa", not "a town of 2,000"."""
    named = frame.entity(hit.last) if frame.lower(hit.last - 1) == "of" else None
    return named is not None and hit.value.owner == "place" and hit.last - hit.first > 1


def by_name(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says who did something: "the bank, led by Ann Lee", not "led by 6 points"."""
    return frame.lower(hit.last - 1) == "by" and hit.last - hit.first > 1 and frame.entity(hit.last) is not None


def says(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue is a word of telling: "the guard said, adding that 70 people may have been aboard"."""
    return frame.lower(hit.last) == "that" and frame.lower(hit.last - 1) in _ADDING


def of_another(frame: Frame, hit: Hit[Measure], first: int) -> bool:
    """Say whether a cue names another value: in "a loss of $21 million on sales of $730 million" each its own."""
    if hit.first > first:
        if not _WHY.isdisjoint(frame.lows[first : hit.first]):
            return True  # "Acme fell 4 percent after its sales missed estimates"
        if not _PART.isdisjoint(frame.lows[max(first, hit.first - 2) : hit.first]):
            return True  # "for $6.8 billion, including debt"
        going = frame.lower(hit.first - 1) == "," and frame.lower(hit.first).endswith("ing")
        if going and any(hit.last <= value < hit.last + _SOON for value in frame.valued):
            return True  # "closed at $65.75, valuing the company at $8.6 billion"
    if frame.lower(hit.last - 1) == "share" and hit.first - 1 in frame.counted:  # "opened at $46 a share, up 163%"
        ends = (frame.range(q.span) for q in frame.quantities)
        if any(end == hit.first and begin != first for begin, end in ends):
            return True
    of = hit.last if frame.lower(hit.last) == "of" else hit.last - 1
    if frame.lower(of) != "of":
        return False
    named = next((i for i in (of + 1, of + 2) if i in frame.counted), first)
    return named != first and first not in (named, of + 1, of + 2)


def of_rank(frame: Frame, hit: Hit[Measure], first: int) -> bool:
    """Say whether a cue only ranks whom a sentence is of: "Norland, Europe's biggest economy, is at 1.4 percent"."""
    if hit.last > first or frame.lower(hit.last) != ",":
        return False
    before = frame.lows[max(0, hit.first - _RANKING) : hit.first]
    return "," in before and any(low.endswith("est") and len(low) > _SHORT for low in before[before.index(",") :])


def in_passing(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says who all of them are: "nine people, all members of one family, died"."""
    who = frame.lower(hit.first - 1) in _ALL and frame.lower(hit.first - 2) == ","
    if frame.lows[hit.first - 2 : hit.first] == _OF_THEM and frame.lower(hit.last - 1).endswith("s"):
        return True  # "nine people, five of them soldiers, died"
    counted = hit.first - 2 in frame.counted and frame.lower(hit.first - 1) in BE  # "19 died; five were soldiers"
    return (who or counted) and hit.value.owner != "event"


def described(frame: Frame, hit: Hit[Measure], place: Place, own: Iterable[Hit[Measure]]) -> bool:
    """Say whether a participle only tells which things a verb acts on: "recalled 900 cars sold in Peru" sold none."""
    if place.noun is None or hit.first < place.noun[0] or hit.last != place.noun[1] + 1:
        return False
    if hit.value.owner == "event" or frame.lower(hit.last) not in _WHERE:
        return False
    return any(
        hit.value is not other.value
        and place.first - _NEXT <= other.last <= place.first
        and frame.clause(other.first) == place.clause
        for other in own
    )


def acting(grammar: Grammar, frame: Frame, hit: Hit[Measure], first: int) -> bool:
    """Say whether the words of a cue do what a bare value counts: "NATO allies would add about 2,000"."""
    number = frame.clause(first)
    subject, verb = grammar.subject(frame, number), grammar.verb(frame, number)
    if subject is None or verb is None or not hit.last <= subject.last <= first:
        return False
    plural = frame.lower(hit.last - 1).endswith("s") and subject.last - hit.last <= _PARTNERS
    return plural and any(frame.lower(i) in _GIVING for i in range(verb, min(first, verb + _PARTNERS)))


def others(frame: Frame, mention: Mention) -> frozenset[int]:
    """Return the words of the other values of a frame and of what they count, less what this one counts as well."""
    if len(frame.quantities) == 1:
        return frozenset()
    own, (first, last) = _tokens(frame, mention), frame.range(mention.span)
    if money(mention.value):
        own.add(last)  # "40 percent of its $56 million budget"
    places = {i for other in frame.quantities if other is not mention for i in _tokens(frame, other, first)}
    return frozenset(places - own)


def numbered(frame: Frame, first: int) -> str:
    """Return what "the number of jobs at risk" before a bare value counts."""
    begin = frame.clauses[frame.clause(first)][0]
    for i in range(begin, first - 2):
        if frame.lower(i) == "number" and frame.lower(i + 1) == "of":
            if frame.lower(i + 2) in POSSESSIVES:
                i += 1  # "the number of its forces"
            if frame.lower(i + 2) == "people" and frame.lower(i + 3) in _STATES:
                return ""  # "the number of people out of work": what they are is a cue
            if frame.entity(i + 2) is not None or frame.lower(i + 2) == "those":
                return ""  # "the number of Americans out of work": of people, whom many measures count
            end = i + 2
            while end < first and frame.tokens[end].text[0].isalpha() and not _ends_noun(frame.lower(end)):
                if end > i + 2 and frame.lower(end) in _CAME:
                    break  # "the number of strikers rose to 900"
                end += 1
            return " ".join(frame.lows[i + 2 : end])
    return ""


def _ends_noun(word: str) -> bool:
    """Say whether a word is none of a counted noun any more: "jobs paying …", "workers nearly doubled"."""
    return word in AFTER_NOUN or word in AUXILIARIES or (word.endswith(("ing", "ly")) and len(word) > _SHORT)


def over(other: Hit[Measure], hit: Hit[Measure]) -> bool:
    """Say whether a cue is part of a longer one, or begins inside one before it."""
    inside = other.first <= hit.first and hit.last <= other.last
    return (
        inside and other.last - other.first > hit.last - hit.first
    ) or other.first < hit.first < other.last < hit.last


def _tokens(frame: Frame, mention: Mention, before: int = 0) -> set[int]:
    """Return the tokens of a value and of what it counts, if that is no word for the value at token ``before``."""
    found = set(range(*frame.range(mention.span)))
    if isinstance(mention.value, Quantity) and mention.value.noun is not None:
        begin, end = frame.range(mention.value.noun)
        if not (end == before - 1 and frame.lower(end) == "of"):  # "60 percent of the output of 9,000 tonnes"
            found.update(range(begin, end))
    return found
