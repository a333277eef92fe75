"""Mention of an event → the words that it is called by: no day, no more of a headline, and nothing of other things."""

from __future__ import annotations

from collections.abc import Container

from kg.extract.frame import Frame
from kg.extract.happened import TELLING, Event
from kg.extract.phrases import Grammar
from kg.extract.scenes import PLACES
from kg.extract.words import AFTER_NOUN, PREPOSITIONS, RELATIVES, vocabulary
from kg.model import Entity

_SHORT = 3  # letters of a word that a title leaves small
_CAPITALS = 0.75  # of the longer words of a title
_TITLED = ("titled", 0)  # key of a frame's memo
# "eight new Ebola deaths" are of Ebola
_PASSING = vocabulary(
    "new current latest ongoing deadly powerful massive huge magnitude third fourth fifth sixth seventh eighth ninth "
    "tenth fleeing escaping intensifying ongoing continuing"
)
_STRENGTH = vocabulary("magnitude strength intensity")  # "an earthquake of a magnitude of 6"
_SPANS = vocabulary("year season month week decade century")  # "the first tropical storm of the season"
_DAYS = vocabulary("'s last this past")
_LANDS = vocabulary("country nation state world region province city island area kingdom")
MOST = vocabulary("worst deadliest biggest bloodiest largest heaviest strongest")
_AND = frozenset({"and", "or"})
VESSEL, CRASHED, SUNK, WRECK = "vessel", "crash", "sinking", "shipwreck"


def title_case(frame: Frame) -> bool:
    """Say whether a headline writes all its words with capitals: "Quake Toll Rises in Kalo"."""
    found: bool | None = frame.memo.get(_TITLED)
    if found is None:
        long = [t.text for t in frame.tokens if len(t.text) > _SHORT and t.text.isalpha()]
        capital = sum(text[0].isupper() for text in long)
        found = frame.sentence.block == "headline" and len(long) > 1 and capital >= _CAPITALS * len(long)
        frame.memo[_TITLED] = found
    return found


def past_days(frame: Frame, first: int, head: int) -> int:
    """Return the token after what opens a name and tells no event: "Saturday's quake", "the country's worst floods"."""
    dated, begin = frame.timed, first
    if any(frame.lower(i).isdecimal() for i in dated if first <= i < head):
        return first  # "the 7 October 2023 attack" is known by its day
    begin += frame.lower(begin - 1) == "to" and begin < head  # "scramble to find ship disaster survivors"
    while begin < head:
        low = frame.lower(begin)
        owned = low in _LANDS and frame.lower(begin + 1) == "'s"
        passing = low in MOST or low in _PASSING
        if not (begin in dated or owned or passing or (low in _DAYS and begin > first)):
            break
        begin += 1
    return begin


def opening(frame: Frame, first: int) -> tuple[str, ...]:
    """Return the words that open a phrase, past a value joined to it: "a 6-square-mile blaze"."""
    begin = first
    while begin and (begin - 1 in frame.counted or (begin in frame.counted and frame.lower(begin - 1) == "-")):
        begin -= 1
    return frame.lower(begin - 1), frame.lower(begin), frame.lower(first)


def carrying(frame: Frame, i: int, things: Container[str]) -> bool:
    """Say whether what follows only tells of a craft: "a ferry carrying 140", but not "a sailing boat"."""
    return frame.lower(i).endswith("ing") and frame.lower(i + 1) not in things


def describes(grammar: Grammar, frame: Frame, first: int, last: int) -> bool:
    """Say whether a participle only describes several things: "pulled from collapsed buildings"."""
    if not frame.lower(first).endswith("ed") or grammar.is_verb(frame, first) or last >= frame.size:
        return False
    end = last
    while end < frame.size and frame.tokens[end].text.islower() and frame.lower(end) not in AFTER_NOUN:
        end += 1
    return end > last and frame.lower(end - 1).endswith("s") and not grammar.is_verb(frame, last)


def only_joined(frame: Frame, first: int, last: int, before: int) -> bool:
    """Say whether bare words only add to the event told right before them: "in floods and landslides"."""
    joint = next((i for i in range(first - 1, max(0, first - 3), -1) if frame.lower(i) in _AND), None)
    return joint == before and frame.lower(last - 1).endswith("s")


def befallen(grammar: Grammar, frame: Frame, i: int) -> int:
    """Return the token after the noun phrase that begins at token i, no later than a preposition or a verb.

    How strong an event was befell nobody ("a quake of a magnitude of 6"), nor does "of the year" say whom it befell.
    """
    end = i
    if not (_STRENGTH | _SPANS).isdisjoint(frame.lows[i : i + 2]):
        return i
    while end < min(frame.size, i + TELLING) and frame.tokens[end].text[0].isalpha():
        if frame.lower(end) in PREPOSITIONS or frame.lower(end) in RELATIVES or grammar.is_verb(frame, end):
            break
        end += 1
    return end


def says_again(frame: Frame, named: Event, event: Event) -> bool:
    """Say whether an event is only what one with a name is said to be: "Typhoon Oriel, the second storm, hit"."""
    comma = named.last
    return named.iri is not None and frame.lower(comma) == "," and event.first <= comma + 2 and event.harmful


def called_so(frame: Frame, head: int) -> int:
    """Return the token with which the name of a fire begins: "the Kettle Creek fire"; ``head`` where it has none."""
    begin = head
    while begin > 1 and head - begin < _SHORT and frame.tokens[begin - 1].text[0].isupper():
        if frame.lower(begin - 1) == "the" or begin - 1 in frame.timed:
            break
        begin -= 1
    if frame.lower(begin - 1) != "the" or title_case(frame):
        return head
    named = frame.entity(begin)
    entity = named.value if named is not None else None
    plain = not isinstance(entity, Entity) or not entity.classes or entity.form == "unknown"
    plain = plain or (isinstance(entity, Entity) and "Person" in entity.classes)
    return begin if plain else head


def place_after(frame: Frame, i: int, source: str) -> str:
    """Return "in Xinzhou" where the event's noun is followed by a place."""
    if frame.lower(i) not in PLACES or i + 1 >= frame.size:
        return ""
    offset = frame.tokens[i + 1].start
    for mention in frame.entities:
        entity = mention.value
        if not isinstance(entity, Entity) or entity.form == "adjective":
            continue  # "near the German embassy"
        if offset <= mention.span.start <= offset + 16:
            end = frame.range(mention.span)[1]
            return frame.text(i, end, source)
    return ""
