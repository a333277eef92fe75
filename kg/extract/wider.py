"""Words beside a value that say whose it is, past the subject of its clause: an average, the world, what was joined."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Candidates
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar, Phrase
from kg.extract.words import AFTER_NOUN, vocabulary
from kg.lexicon import Lexicon
from kg.model import Entity, Mention

_AVERAGES, _AT = vocabulary("average median mean norm"), frozenset({"of", "at"})
_AVERAGED, _JOINED = 15.0, 12.0
_INTO = frozenset({"in", "for", "with", "at"})
_VERB, _NAME = 4, 8  # words from what is counted to what they did, and of what they joined
_AREAS = vocabulary("provinces districts counties states municipalities villages towns regions cities communes wards")
_WORLD = frozenset({"globally", "worldwide"})
_AROUND = frozenset({"around", "across", "throughout"})
_EARTHLY, _WARM = vocabulary("global world earth world's globe"), vocabulary("temperature temperatures warming")
_GLOBAL = ("global temperature", 0)  # key of the memo of the first frame
_BEHIND = 4  # words from a value to "worldwide", from "global" to "temperature"
_TELLING = 4  # words from "Mexican" to "said"
_PARTS, _OF = vocabulary("the all those violent reported confirmed total"), 4  # words of "of the violent deaths"
_INCLUDING = vocabulary("include includes included")


class Wider:
    """Finds such owners."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, candidates: Candidates) -> None:
        self._grammar, self._candidates = grammar, candidates
        self._enrolling = lexicon.words_of("enrolling")

    def of(self, page: Page, frame: Frame, mention: Mention, noun_end: int, *, counted: bool) -> Iterator[Candidate]:
        """Yield the place of whose average a value is, and what those ``counted`` joined."""
        first = frame.range(mention.span)[0]
        yield from self._averaged(frame, first)
        if counted and frame.lower(noun_end) == "in" and frame.lower(noun_end - 1) in _AREAS:
            found = frame.entity(noun_end + 1)  # "seven of 77 provinces in Norland"
            yield from [self._candidates.entity(found, _JOINED, "subject.after-value")] if found is not None else ()
        if counted and not self._enrolling.isdisjoint(frame.distinct):
            yield from self._joined(page, frame, noun_end)

    def _averaged(self, frame: Frame, first: int) -> Iterator[Candidate]:
        """Whose average it is: "well below the European average of 10.3 percent"."""
        if frame.lower(first - 1) in _AT and frame.lower(first - 2) in _AVERAGES:
            found = frame.entity(first - 3) or frame.entity(first - 4)
            if found is not None:
                yield self._candidates.entity(found, _AVERAGED, "subject.averaged")

    def _joined(self, page: Page, frame: Frame, end: int) -> Iterator[Candidate]:
        """What people joined: "4 million households are enrolled in the Home Power Scheme", "signed up for it"."""
        verb = next((i for i in range(end, min(frame.size, end + _VERB)) if frame.lower(i) in self._enrolling), None)
        if verb is None:
            return
        link = verb + 1 + (frame.lower(verb + 1) == "up")
        if frame.lower(link) not in _INTO:
            return
        begin = link + 1 + (frame.lower(link + 1) in ("the", "its", "a"))
        last = begin
        while last < min(frame.size, begin + _NAME) and frame.tokens[last].text[0].isalnum():
            if frame.lower(last) in AFTER_NOUN or last in frame.timed or self._grammar.is_verb(frame, last):
                break
            last += 1
        found = frame.entity(last - 1) if last > begin else None
        if found is not None:
            yield self._candidates.entity(found, _JOINED, "subject.joined")
        elif last > begin:
            yield from self._candidates.words(page, frame, Phrase(begin, last), _JOINED, "subject.joined")


def worldwide(frame: Frame, mention: Mention) -> bool:
    """Say whether a value is told of the whole world: "bring the total globally to 1,236", "700 deaths worldwide"."""
    if _WORLD.isdisjoint(frame.distinct) and "world" not in frame.distinct:
        return False
    first, last = frame.range(mention.span)
    number = frame.clause(first)
    number -= bool(number) and frame.lower(frame.clauses[number][0]) == "with"
    begin, end = frame.clauses[number][0], min(frame.size, last + _BEHIND)
    return any(frame.lower(i) in _WORLD or _around(frame, i) for i in range(begin, end))


def warmth(grammar: Grammar, page: Page, frame: Frame, mention: Mention) -> str | None:
    """Return what is said to be so warm of the whole world, also where only "temperatures" goes on with it.

    "Prevent **world temperatures** rising beyond 2 degrees".
    """
    words, memo = _warm(frame, mention), page.frames[0].memo
    if words is not None:
        memo[_GLOBAL] = grammar.name(frame, *words, page.article.text)
    elif any(isinstance(m.value, Entity) and "Place" in m.value.classes for m in frame.entities):
        return None
    found: str | None = memo.get(_GLOBAL)
    return found


def _warm(frame: Frame, mention: Mention) -> tuple[int, int] | None:
    if _EARTHLY.isdisjoint(frame.distinct) or _WARM.isdisjoint(frame.distinct):
        return None
    first = frame.at(mention.span.start)
    for i in range(first - 1, -1, -1):
        if frame.lower(i) in _EARTHLY:
            last = next((k for k in range(i + 1, min(first, i + _BEHIND)) if frame.lower(k) in _WARM), None)
            if last is not None:
                return i, last + 1
    return None


def _around(frame: Frame, i: int) -> bool:
    return frame.lower(i) == "world" and frame.lower(i - 1) == "the" and frame.lower(i - 2) in _AROUND


def of_victims(frame: Frame, mention: Mention, hurt: frozenset[str]) -> bool:
    """Say whether a share is of those whom an event harmed: "69 percent of the violent deaths"."""
    last = frame.range(mention.span)[1]
    if frame.lower(last) != "of" or frame.lower(last + 1) not in _PARTS:
        return False
    i = last + 1
    while i < last + _OF and frame.lower(i) in _PARTS:
        i += 1
    if frame.lower(i) not in hurt:
        return False
    # "95 percent of those deaths occurred in Norland"
    return not any(frame.lower(k) == "in" and frame.entity(k + 1) for k in range(i + 1, i + _OF))


def acting(grammar: Grammar, frame: Frame, mention: Mention) -> bool:
    """Say whether the subject of a value's clause did it: "malaria killed 608,000 people around the world"."""
    first = frame.at(mention.span.start)
    phrase = grammar.subject(frame, frame.clause(first))
    return phrase is not None and not phrase.pronoun and phrase.first < phrase.last <= first


def telling_land(grammar: Grammar, frame: Frame) -> Entity | None:
    """Return the state whose authorities tell a sentence: "Mexican authorities said"."""
    told = grammar.told(frame)
    for mention in frame.entities if told else ():
        entity, last = mention.value, frame.range(mention.span)[1]
        adjective = (
            isinstance(entity, Entity) and entity.form == "adjective" and grammar.is_a(entity.classes, ("State",))
        )
        if adjective and isinstance(entity, Entity) and not told.isdisjoint(range(last, last + _TELLING)):
            return entity
    return None


def includes(grammar: Grammar, frame: Frame, first: int, figures: frozenset[str]) -> bool:
    """Say whether a value is part of the one told before: "The figure includes at least 730 children"."""
    if _INCLUDING.isdisjoint(frame.distinct):
        return False
    phrase = grammar.subject(frame, frame.clause(first))
    if phrase is None or phrase.last - phrase.first > 2 or frame.lower(phrase.last) not in _INCLUDING:
        return False
    return frame.lower(phrase.last - 1) in figures and phrase.last < first
