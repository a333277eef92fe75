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
_NAMED = ("Person", "Place", "Organisation")  # whose names have words that are no cues
_STATES = vocabulary("out in without on at with seeking claiming receiving signing")
_PARTNERS = 3  # words of "allies and partners", "would add"
_GIVING = vocabulary("add adds added send sends sent provide provided contribute contributed supply supplied spend")
_CAME = vocabulary("rose fell grew stood hit came went climbed jumped dropped reached topped doubled tripled")
_RANKING = 6  # words from a comma to "economy"
_OF_THEM = ("of", "them")
_ALL = vocabulary("all both most mostly mainly")
_WHERE = vocabulary("in by since between from at under with")
_SOON = 6  # words from "valuing" to "the company at $8.6 billion"
_DWELLING = vocabulary("in at on near with alone there by")
_TOLD_BY = ("said", "by")
_NUMBERED = 16  # words of "the number of jobs at risk in the north of the country rose last year to"
_OUT_OF = vocabulary("out of the its their all a total")
_LINKS, _LISTED = frozenset({",", "and"}), 2  # steps of a list
_NEXT = 8  # words from a cue to its value
_ADDING = vocabulary("adding added adds")
_TAKINGS, _SELLERS = vocabulary("sales spending turnover takings revenue revenues profit profits"), 5
_NO_NOUN = BE | {",", "rose", "fell", "and"}
_WHY = vocabulary("after following because due amid despite thanks excluding")
_WHEN = vocabulary("when until before")
_WHILE = vocabulary("when while after as because")
_RESULT = ("as", "a", "result")
_EXCLUDED = 6  # words of "excluding petrol and VAT"
_FAILING, _HOPED = "missing", 4  # words of "missing its own target"
_RECKONED = vocabulary("estimates estimate expectations forecasts forecast target targets consensus predictions")
_PART = vocabulary("including excluding includes")


def no_cue(grammar: Grammar, frame: Frame, hit: Hit[Measure], acts: frozenset[str]) -> bool:
    """Say whether a word of a measure is a name or a verb instead: "Mr Price", "marched to demand reforms"."""
    i, word = hit.first, frame.lower(hit.first)
    if word == "lives" and hit.last == i + 1 and frame.lower(hit.last) in _DWELLING:
        return True  # "a family of five lives in one room"
    return (frame.lower(i - 1) == "to" and word in acts) or in_name(grammar, frame, hit)


def in_name(grammar: Grammar, frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether words are part of a name: Interior Minister Jaime Poll asks nobody, Orsa High School is not high."""
    text = frame.tokens[hit.first].text
    if not text[0].isupper():
        return False
    named = frame.entity(hit.first)
    entity = named.value if named is not None else None
    if named is None or not isinstance(entity, Entity) or not entity.classes:
        # "Numbers in the Orsa-Lund National Park", not the words of a headline
        beside = text[1:].islower() and hit.first > 0 and frame.entity(hit.first - 1) is not None
        return beside and any(token.text.islower() and len(token.text) > _SHORT for token in frame.tokens)
    inside = frame.range(named.span)[1] > hit.last and grammar.is_a(entity.classes, _NAMED)
    return inside or grammar.is_a(entity.classes, ("Person",))


def told_of_another(frame: Frame, hit: Hit[Measure], place: Place, own: Iterable[Hit[Measure]]) -> bool:
    """Say whether the words of a cue tell of something else than the value: a name, another value, a rank."""
    first = place.first
    if frame.lower(hit.last - 1) == _FAILING:
        hoped = frame.lows[hit.last : hit.last + _HOPED]
        if not _RECKONED.isdisjoint(hoped) and "," not in hoped[:-1]:
            return True  # "missing estimates of 430,000"
    if of_name(frame, hit) or by_name(frame, hit) or in_passing(frame, hit) or says(frame, hit) or sells(frame, hit):
        return True
    return of_another(frame, hit, first) or of_rank(frame, hit, first) or described(frame, hit, place, own)


def of_name(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says what a name is of: "in the town of Orsa", not "a town of 2,000"."""
    named = frame.entity(hit.last) if frame.lower(hit.last - 1) == "of" else None
    return named is not None and hit.value.owner == "place" and hit.last - hit.first > 1


def by_name(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says who did something: "the bank, led by Ann Lee", not "led by 6 points"."""
    return frame.lower(hit.last - 1) == "by" and hit.last - hit.first > 1 and frame.entity(hit.last) is not None


def sells(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue only says where things are sold: "sales at home improvement stores"."""
    if "at" not in frame.distinct or _TAKINGS.isdisjoint(frame.distinct):
        return False
    before = frame.lows[max(0, hit.first - _SELLERS) : hit.first]
    at = len(before) - 1 - before[::-1].index("at") if "at" in before else 0
    return at > 0 and before[at - 1] in _TAKINGS and _NO_NOUN.isdisjoint(before[at:])


def says(frame: Frame, hit: Hit[Measure]) -> bool:
    """Say whether a cue is a word of telling: "the guard said, adding that 70 people may have been aboard".

    So is a word for those who tell: "was said by residents to have buried 600 people".
    """
    if _TOLD_BY in (frame.lows[hit.first - 2 : hit.first], frame.lows[hit.first - 3 : hit.first - 1]):
        return True
    return frame.lower(hit.last) == "that" and frame.lower(hit.last - 1) in _ADDING


def of_another(frame: Frame, hit: Hit[Measure], first: int) -> bool:
    """Say whether a cue names another value: in "a loss of $21 million on sales of $730 million" each its own."""
    if hit.first > first:
        between = frame.lows[first : hit.first]
        if not _WHY.isdisjoint(between) or (
            "result" in between and _RESULT in {between[i : i + 3] for i in range(len(between))}
        ):
            return True  # "Acme fell 4 percent after its sales missed estimates"
        if hit.value.owner != "event" and not _WHEN.isdisjoint(between):
            return True  # "had worked there for nine years when he was jailed"
        if not _PART.isdisjoint(frame.lows[max(first, hit.first - 2) : hit.first]):
            return True  # "for $6.8 billion, including debt"
        going = frame.lower(hit.first - 1) == "," and frame.lower(hit.first).endswith("ing")
        if going and any(hit.last <= value < hit.last + _SOON for value in frame.valued):
            return True  # "closed at $65.75, valuing the company at $8.6 billion"
    elif "excluding" in frame.distinct and _left_out(frame, hit.first) and "," in frame.lows[hit.last : first]:
        return True  # "sales, excluding petrol and VAT, rose 5 percent"
    of_next = frame.lower(hit.first) == "of" and hit.first > 0  # "99 percent of votes counted gave Labour 41 percent"
    if of_next or (frame.lower(hit.last - 1) == "share" and hit.first - 1 in frame.counted):
        ends = (frame.range(q.span) for q in frame.quantities)  # "opened at $46 a share, up 163 percent"
        if any(end == hit.first and begin != first for begin, end in ends):
            return True
    if hit.value.owner == "event" and hit.last <= first:
        begun = next((i for i in range(first - 1, hit.first, -1) if frame.lower(i) in _WHILE), first)
        if first - begun in range(1, _SOON + 1) and "," not in frame.lows[begun:first]:
            return True  # "14 rebels died when 40 gunmen attacked the post"
    of = hit.last if frame.lower(hit.last) == "of" else hit.last - 1
    if frame.lower(of) != "of":
        return False
    named = next((i for i in (of + 1, of + 2) if i in frame.counted), first)
    if named in frame.valued and "count" not in (hit.value.units or ("count",)):
        value = frame.quantities[frame.valued.index(named)].value
        if isinstance(value, Quantity) and value.unit is None and value.noun is not None:
            return False  # "the trade surplus of the six states rose to $9 billion"
    return named != first and first not in (named, of + 1, of + 2)


def _left_out(frame: Frame, first: int) -> bool:
    """Say whether a cue stands in what is left out of a figure, before the comma that ends it."""
    for i in range(first - 1, max(-1, first - _EXCLUDED), -1):
        if frame.lower(i) == "excluding":
            return True
        if frame.lower(i) == ",":
            return False
    return False


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
    for i in range(max(begin, first - _NUMBERED), first - 2):
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


def listed(frame: Frame, mention: Mention, source: str) -> str:
    """Return what a bare count in a list of three counts, or one of many: "32, 8 and 79 seats", "3 out of 40 towns"."""
    first, last = frame.range(mention.span)
    if frame.lower(last) not in _LINKS and frame.lower(last) != "out":
        return ""
    values = frame.quantities
    begin = end = frame.valued.index(first) if first in frame.valued else 0
    if frame.lower(last) == "out":
        end += end + 1 < len(values) and _OUT_OF.issuperset(frame.lows[last : frame.range(values[end + 1].span)[0]])
        enough = end > begin
    else:
        while end + 1 < len(values) and _next(frame, values[end], values[end + 1]):
            end += 1
        while begin > 0 and _next(frame, values[begin - 1], values[begin]):
            begin -= 1
        enough = end - begin >= _LISTED
    quantity = values[end].value
    counts = enough and isinstance(quantity, Quantity) and quantity.unit is None
    return quantity.noun.of(source).lower() if counts and isinstance(quantity, Quantity) and quantity.noun else ""


def _next(frame: Frame, one: Mention, other: Mention) -> bool:
    """Say whether two values stand side by side in a list."""
    words = frame.lows[frame.range(one.span)[1] : frame.range(other.span)[0]]
    return bool(words) and len(words) <= _LISTED and _LINKS.issuperset(words)


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
