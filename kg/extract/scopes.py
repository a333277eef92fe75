"""What must agree before two values are compared: the group a share is of, the part of a whole."""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.packages import LISTED
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.subjects import Subject
from kg.extract.uses import used_for
from kg.extract.words import DETERMINERS, PREPOSITIONS
from kg.lexicon import Lexicon
from kg.model import Entity, Mention, Quantity

_WORDS = 6
_NEAR = 5  # words between "0.4 percent" and "from December": "in January"
_TURNS = frozenset({"up", "down", ",", "higher", "lower", "and", "but"})
_WHOLE = 5  # words between "42 of" and "the 200 seats"
_THEM = frozenset({"them", "these", "those", "whom", "which"})
_ALL = frozenset({"'s", "about", "some", "around", "nearly", "roughly", "last", "first"})
_WHERE = frozenset({"in", "on", "at"})
_FURTHER = frozenset({"further", "additional", "another", "extra"})
_RELATED = frozenset({"which", "whom"})
_OF_WHICH = frozenset({("of", "which"), ("of", "whom")})
_HELD = frozenset({"subject", "possessor"})
_SHARES = frozenset({"percent", "percentage_point"})
_ANYBODY = frozenset({"voters", "adults", "respondents", "americans", "people", "those", "them", "others"})
_MORE = _FURTHER | {"more", "new"}


class Scopes:
    """Reads the qualifiers of a value."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._parts = lexicon.words_of("partitive")
        self._qualifiers = lexicon.words_of("qualifier")
        self._steps = scheme(lexicon, "step")
        self._hurt = lexicon.words_of("hurt")
        self._votes = used_for(lexicon, "contest")  # "34 percent of the vote" is of no group

    def _place(self, frame: Frame, mention: Mention, quantity: Quantity) -> Entity | None:
        """Return the place that a part of a toll is of, where the sentence tells of several or opens with the place."""
        last = frame.range(mention.span)[1] if quantity.noun is None else frame.range(quantity.noun)[1]
        begin = frame.clauses[frame.clause(frame.range(mention.span)[0])][0]
        several = len(frame.quantities) > 1 and frame.lower(last) in _WHERE
        for at in ((last + 1,) if several else ()) + ((begin + 1, begin + 2) if frame.lower(begin) in _WHERE else ()):
            found = frame.entity(at)
            if found is not None and isinstance(found.value, Entity) and found.value.form != "adjective":
                return found.value if self._grammar.is_a(found.value.classes, ("Place",)) else None
        return None

    def _where(self, frame: Frame, last: int) -> str | None:
        """Return the place that stands right after what is counted: "500 troops in Dira province"."""
        at = last + 1 + (frame.lower(last + 1) in DETERMINERS)
        found = frame.entity(at) if frame.lower(last) == "in" else None
        if found is None or not isinstance(found.value, Entity) or found.value.form == "adjective":
            return None
        return found.value.name.casefold() if self._grammar.is_a(found.value.classes, ("Place",)) else None

    def _among(self, frame: Frame, first: int, text: str) -> str:
        """Return the people whose answers a share is of, where the clause opens with them or they stand behind it."""
        begin, end = frame.clauses[frame.clause(first)]
        for at in (
            i for i in (begin, begin - 1, *range(first + 1, min(first + _WORDS, end))) if frame.lower(i) == "among"
        ):
            stop = next(
                (i for i in range(at + 1, min(at + _WORDS, frame.size)) if not frame.lower(i).isalnum()), at + 1
            )
            words = self._grammar.name(frame, at + 1, stop, text).casefold()
            if words and _ANYBODY.isdisjoint(words.split()):
                return words
        return ""

    def of(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, subject: Subject) -> tuple[str, ...]:
        """Return the qualifiers, each "kind: words"."""
        if chosen.rule == LISTED and chosen.cue is not None:
            return (f"kind: {frame.text(*chosen.cue, page.article.text).casefold()}",)
        kinds = (*self._kind(frame, chosen), *self._counted_kind(frame, mention), *self._step(frame, mention))
        return (*dict.fromkeys(kinds), *self._of(page, frame, mention, chosen, subject))

    def _shared(self, page: Page, frame: Frame, first: int, chosen: Chosen) -> str | None:
        """Return the part of a whole that the opening of a clause tells: "Of the injured, seven …", "of which 20 …"."""
        if chosen.owner != "event" and _RELATED.isdisjoint(frame.distinct):
            return None
        begin, end = frame.clauses[frame.clause(first)]
        opening = frame.lows[begin : begin + 3]
        if frame.lows[first - 2 : first] in _OF_WHICH or opening[:2] in _OF_WHICH:
            whole = next((q for q in reversed(frame.quantities) if frame.range(q.span)[1] <= begin + 1 <= first), None)
            return f"part of: {whole.span.of(page.article.text).casefold()}" if whole is not None else None
        if chosen.owner != "event":
            return None
        among = frame.lower(0) in ("of", "among") and frame.lower(1) == "the" and frame.lower(2) in self._hurt
        if among:
            return f"part of: {frame.lower(2)}"  # "Among the dead were seven children"
        for quantity in frame.quantities:  # "Nine died at the scene and five others on the way"
            last = frame.range(quantity.span)[1]
            others = frame.lower(last) in ("others", "more") and frame.lower(frame.at(quantity.span.start) - 1) == "and"
            if others and last + 1 < frame.size and not (begin <= last < end and frame.lower(last + 1) in self._hurt):
                told = frame.lower(last + 1) in PREPOSITIONS
                return "part: some" if told and first <= last else None
        return None

    def _kind(self, frame: Frame, chosen: Chosen) -> tuple[str, ...]:
        """Return what makes a measure another one: "core inflation", "youth unemployment"."""
        if chosen.cue is None or chosen.measure is None:
            return ()
        words = frame.lows[max(0, chosen.cue[0] - 1) : chosen.cue[1] - 1]
        return tuple(f"kind: {word}" for word in words if word in self._qualifiers)

    def _counted_kind(self, frame: Frame, mention: Mention) -> tuple[str, ...]:
        """Return what makes fewer of what is counted: "69,544 electric cars"."""
        quantity = mention.value
        if not isinstance(quantity, Quantity) or quantity.noun is None:
            return ()
        first, last = frame.range(mention.span)[1], frame.range(quantity.noun)[1]
        return tuple(f"kind: {word}" for word in frame.lows[first : last - 1] if word in self._qualifiers)

    def _step(self, frame: Frame, mention: Mention) -> tuple[str, ...]:
        """Return the step that a change is of, where it is another than the year: "0.4 percent from a month before"."""
        quantity = mention.value
        steps = self._steps.places(frame)
        if not steps or not isinstance(quantity, Quantity) or quantity.unit not in _SHARES:
            return ()
        last = frame.range(mention.span)[1]
        at = next((i for i in range(last, last + _NEAR) if i in steps), None)
        if at is None or not _TURNS.isdisjoint(frame.lows[last:at]):
            return ()  # "8.2 percent, up from the previous month"
        return (f"kind: {steps[at].value}",)

    def _of(self, page: Page, frame: Frame, mention: Mention, chosen: Chosen, subject: Subject) -> tuple[str, ...]:
        """Return the part, group or place that a value is of."""
        quantity = mention.value
        if not isinstance(quantity, Quantity):
            return ()
        first, last = frame.range(mention.span)
        if chosen.rule == "measure.part-of" and quantity.noun is not None:
            return (f"group: {quantity.noun.of(page.article.text).casefold()}",)
        opened = frame.lower(first) in _MORE and frame.lower(first + 1) != "than"  # "more than 60" is no increment
        increment = opened or frame.lower(last) in _MORE or frame.lower(first - 1) in _MORE
        if chosen.measure is not None and chosen.measure.temporality == "cumulative" and increment:
            return ("part: more",)  # "eight more bodies" is no toll
        if frame.lower(first - 1) in _FURTHER and chosen.owner != "event":  # "40 dead and another 12 missing"
            return ("part: more",)  # "it employs 2,150; a further 11,000 jobs depend on it"
        shared = self._shared(page, frame, first, chosen)
        if shared is not None:
            return (shared,)
        others = frame.quantities if "of" in frame.distinct and len(frame.quantities) > 1 else ()
        part = next((q for q in others if _of(frame, frame.range(q.span)[1], first)), None)
        if part is not None and chosen.owner != "possessor":
            return (f"whole of: {part.span.of(page.article.text).casefold()}",)  # "42 of the 200 seats"
        if chosen.owner == "event" and frame.lower(last) == "of" and frame.lower(last + 2) in self._hurt:
            return (f"part of: {frame.lower(last + 2)}",)  # "six of the injured"
        if frame.lower(last) == "of":
            whole = next((q for q in frame.quantities if _of(frame, last, frame.at(q.span.start))), None)
            if whole is not None:
                return (f"part of: {whole.span.of(page.article.text).casefold()}",)
        if frame.lower(last) == "of" and frame.lower(last + 1) in _THEM:
            whole = next((q for q in reversed(frame.quantities) if frame.range(q.span)[1] <= first), None)
            if whole is not None:  # "seven medals, three of them gold"
                return (f"part of: {whole.span.of(page.article.text).casefold()}",)
        if chosen.owner == "event":
            place = self._place(frame, mention, quantity)
            known = "" if place is None else place.name.casefold()
            if place is not None and not set(known.split()) & set(subject.name.casefold().split()):
                return (f"in: {known}",)  # "10 in Cuba" of a storm's toll
        told = chosen.name in self._votes and chosen.cue is not None and chosen.cue[0] <= last < chosen.cue[1]
        if chosen.owner in _HELD and quantity.unit is None:
            where = self._where(frame, last if quantity.noun is None else frame.range(quantity.noun)[1])
            if where is not None and not set(where.split()) & set(subject.name.casefold().split()):
                return (f"in: {where}",)  # "has 500 troops in Dira"
        if quantity.unit in _SHARES and (among := self._among(frame, first, page.article.text)):
            return (f"group: {among}",)  # "Among women, she leads by 21 points"
        if quantity.unit == "percent" and frame.lower(last) == "of" and not told:
            end = last + 1
            while (
                end < frame.size
                and end <= last + _WORDS
                and (frame.tokens[end].text[0].isalnum() or frame.lower(end) == "'s")
            ):
                if self._grammar.is_verb(frame, end):
                    break
                end += 1
            noun = frame.range(quantity.noun)[1] if quantity.noun is not None else end
            following = frame.lower(noun)
            if last + 1 < noun < end and following not in PREPOSITIONS and following != "'s":
                end = noun  # "80 percent of children there sleep under a net"
            words = self._grammar.name(frame, last + 1, end, page.article.text)
            if words and words.casefold() != subject.name.casefold():
                return (f"group: {words.casefold()}",)
        return ()


def _of(frame: Frame, last: int, first: int) -> bool:
    """Say whether nothing but "of the", "of its" stands from token ``last`` to the value at ``first``."""
    if not last < first <= last + _WHOLE or frame.lower(last) != "of":
        return False
    return all(
        frame.lower(i) in DETERMINERS
        or frame.lower(i) in _ALL
        or frame.entity(i) is not None
        or "'s" in (frame.lower(i), frame.lower(i + 1))  # "312 of the island's 1,900 inhabitants"
        for i in range(last + 1, first)
    )
