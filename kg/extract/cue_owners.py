"""Cue in its frame → whose words it is: of another value, of a name, part of a longer cue."""

from __future__ import annotations

from kg.extract.cues import Hit
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import AFTER_NOUN, AUXILIARIES, POSSESSIVES, vocabulary
from kg.lexicon import Measure
from kg.model import Entity, Mention, Quantity

_SHORT = 4  # letters of "king"
_STATES = vocabulary("out in without on at with seeking claiming receiving signing")
_PARTNERS = 3  # words of "allies and partners", "would add"
_GIVING = vocabulary("add adds added send sends sent provide provided contribute contributed supply supplied spend")
_CAME = vocabulary("rose fell grew stood hit came went climbed jumped dropped reached topped doubled tripled")
_RANKING = 6  # words from a comma to "economy"
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


def of_name(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says what a name is of: "in the town of Orsa", not "a town of 2,000"."""
    named = frame.entity(hit.last) if frame.lower(hit.last - 1) == "of" else None
    return named is not None and hit.value.owner == "place" and hit.last - hit.first > 1


def by_name(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says who did something: "the bank, led by Ann Lee", not "led by 6 points"."""
    return frame.lower(hit.last - 1) == "by" and hit.last - hit.first > 1 and frame.entity(hit.last) is not None


def of_another(frame: Frame, hit: Hit[Measure], first: int) -> bool:
    """Say whether a cue names another value: in "a loss of $21 million on sales of $730 million" each its own."""
    if hit.first > first and not _WHY.isdisjoint(frame.lows[first : hit.first]):
        return True  # "Acme fell 4 percent after its sales missed estimates"
    if hit.first > first and not _PART.isdisjoint(frame.lows[hit.first - 2 : hit.first]):
        return True  # "for $6.8 billion, including debt"
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
    own = _tokens(frame, mention)
    places = {i for other in frame.quantities if other is not mention for i in _tokens(frame, other)}
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


def _tokens(frame: Frame, mention: Mention) -> set[int]:
    """Return the tokens of a value and of what it counts."""
    found = set(range(*frame.range(mention.span)))
    if isinstance(mention.value, Quantity) and mention.value.noun is not None:
        found.update(range(*frame.range(mention.value.noun)))
    return found
