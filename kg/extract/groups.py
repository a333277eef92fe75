"""Several values in one sentence → which owner each has: "respectively", "46 percent to 35 percent"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.cues import Hit
from kg.extract.datelines import dateline
from kg.extract.frame import Frame
from kg.extract.page import Page
from kg.extract.phrases import Grammar
from kg.extract.shares import unit_of
from kg.extract.words import BE
from kg.lexicon import Lexicon, Measure
from kg.model import Entity, Mention, Quantity

_ALL = 101  # percent, rounded
_PAIR, _LIST, _NEAR = 2, 16, 3  # values; words of a list, and from its verb to the values
_OPENING = frozenset({"while", "whereas", "but", "with", ";", ":", "."})
_OWNING = frozenset({"for", "of", "in", "with", "on", "like", "as", "including"})
_AHEAD = frozenset({"leads", "led", "leading", "beats", "beat", "edges", "edged", "tops", "holds", "would"})
_LEVEL = frozenset({"to", "at", "on"})
_BACK = 5  # sentences in which a rival is named


class Groups:
    """Deals the values of a sentence out to their owners."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._behind = lexicon.words_of("behind")
        self._polls = frozenset(cue.text for cue in lexicon.cues_of("fieldwork") if cue.sense == "poll")
        self._preferring = lexicon.words_of("preference")
        self._order = frozenset(cue.text for cue in lexicon.cues_of("distributive") if cue.sense == "order")

    def owners(self, page: Page, frame: Frame) -> dict[Mention, Entity]:
        """Return the entity that owns a value, for the values a distributive construction deals out."""
        return {**self._contest(page, frame), **self._respectively(page, frame)} if len(frame.quantities) > 1 else {}

    def measures(
        self, frame: Frame, hits: Sequence[Hit[Measure]], taking: Sequence[Mention]
    ) -> dict[Mention, Hit[Measure]]:
        """Return the measure of each value that "respectively" deals out to measures named before."""
        values = [value for value in self._dealt(frame) if value in taking] if len(taking) > 1 else []
        if len(values) < 2:
            return {}
        first = frame.at(values[0].span.start)
        before: list[Hit[Measure]] = []
        for hit in hits:
            if hit.last <= first and not (before and hit.first < before[-1].last):
                before.append(hit)
        if len(before) < len(values) or self._entities_before(frame, first, len(values)):
            return {}
        return dict(zip(values, before[-len(values) :], strict=True))

    def _dealt(self, frame: Frame) -> list[Mention]:
        """Return the values before the word "respectively", of one kind, side by side."""
        if self._order.isdisjoint(frame.distinct):
            return []
        place = next(i for i, low in enumerate(frame.lows) if low in self._order)
        found: list[Mention] = []
        for mention in reversed(frame.quantities):
            last = frame.range(mention.span)[1]
            if last > place:
                continue
            if found and (frame.at(found[-1].span.start) - last > 4 or unit_of(mention) != unit_of(found[-1])):
                break  # "the top three, with $24 bn, $23 bn and $22 bn respectively"
            found.append(mention)
        return found[::-1]

    def _side_by_side(self, frame: Frame) -> list[Mention]:
        """Return two shares that only "and" joins, behind two names: "Labour and the Greens rose to 31 % and 12 %"."""
        if "and" not in frame.distinct:
            return []
        for left, right in zip(frame.quantities, frame.quantities[1:], strict=False):
            (first, last), after = frame.range(left.span), frame.at(right.span.start)
            alike = unit_of(left) == unit_of(right) == "percent"
            if not (alike and after - last == 1 and frame.lower(last) == "and"):
                continue
            if not (frame.lower(first - 1) in _LEVEL or self._grammar.is_verb(frame, first - 1)):
                continue
            names = self._entities_before(frame, first, _PAIR)
            if len(names) == _PAIR and frame.lower(frame.range(names[0].span)[1]) == "and":
                return [left, right]
        return []

    def _entities_before(self, frame: Frame, first: int, number: int) -> list[Mention]:
        """Return the last ``number`` entities in a list ("A, B and C") before token ``first``."""
        found: list[Mention] = []
        for mention in reversed(frame.entities):
            last = frame.range(mention.span)[1]
            if last > first or not isinstance(mention.value, Entity) or mention.value.form == "adjective":
                continue
            if found and not self._listed(frame, last, frame.at(found[-1].span.start)):
                found = []
            found.append(mention)
            if len(found) == number:
                return found[::-1]
        return []

    def _listed(self, frame: Frame, first: int, last: int) -> bool:
        return 0 < last - first <= 3 and all(frame.lower(i) in (",", "and", "the", "'s") for i in range(first, last))

    def _respectively(self, page: Page, frame: Frame) -> dict[Mention, Entity]:
        values = self._dealt(frame) or self._side_by_side(frame)
        if len(values) < 2:
            return {}
        listed = self._entities_before(frame, frame.at(values[0].span.start), len(values))
        found = [mention.value for mention in listed if isinstance(mention.value, Entity)]
        found = found or self._named(page, frame, frame.at(values[0].span.start), len(values))
        return dict(zip(values, found, strict=True)) if found else {}

    def _named(self, page: Page, frame: Frame, first: int, number: int) -> list[Entity]:
        """Return the parts of a list of words before its values: "prices for transport, and post and telecoms fell"."""
        verb = next((i for i in range(first - 1, 0, -1) if self._grammar.is_verb(frame, i)), 0)
        if not verb or first - verb > _NEAR or frame.lower(verb) in BE:
            return []  # "those numbers are 22 percent and 19 percent, respectively"
        if frame.lower(verb - 1) == "which" and frame.lower(verb - 2) == ",":
            verb -= 2  # "aluminium, nickel and zinc, which rose …"
        begin = verb
        while begin > 0 and verb - begin < _LIST and frame.lower(begin - 1) not in _OPENING:
            begin -= 1
        begin = max(begin, max([i + 1 for i in frame.valued if i < verb], default=0))
        cuts = [i for i in range(begin, verb) if frame.lower(i) in ("and", ",")]
        apart = [i for i in cuts if frame.lower(i) == "and" and frame.lower(i - 1) == ","]
        ends = apart if number == _PAIR and len(apart) == 1 else [i for i in cuts if i not in {j - 1 for j in apart}]
        if len(ends) != number - 1:
            return []
        opens = max([i + 1 for i in range(begin, ends[0]) if frame.lower(i) in _OWNING], default=begin)
        return [
            self._part(page, frame, start, end)
            for start, end in zip([opens, *(end + 1 for end in ends)], [*ends, verb], strict=True)
        ]

    def _part(self, page: Page, frame: Frame, first: int, last: int) -> Entity:
        """Return who or what a part of a list is: the name in it, else its words."""
        for i in range(first, last):
            found = frame.entity(i)
            if found is not None and isinstance(found.value, Entity):
                return found.value
        return Entity("", self._grammar.name(frame, first, last, page.article.text))

    def _contest(self, page: Page, frame: Frame) -> dict[Mention, Entity]:
        """ "A leads B by 11 points, 46 percent to 35 percent": the first value is A's, the second B's."""
        owners: dict[Mention, Entity] = {}
        for left, right in zip(frame.quantities, frame.quantities[1:], strict=False):
            if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
                continue
            first, last = frame.range(left.span)
            after = frame.at(right.span.start)
            bare = right.value.unit is None and left.value.value + right.value.value <= _ALL  # "52 percent to 48"
            if left.value.unit != "percent" or not (right.value.unit == "percent" or bare) or after - last != 1:
                continue
            if frame.lower(last) not in ("to", "-", "–") or frame.lower(first - 1) == "from":
                continue
            rivals: list[Entity] = []
            opening = dateline(frame)
            told = max(
                [v.span.end for v in frame.quantities if v.span.end < left.span.start and _percent(v)], default=0
            )
            before = [
                m
                for m in frame.entities
                if m.span.end <= left.span.start and isinstance(m.value, Entity) and frame.at(m.span.start) >= opening
            ]
            persons = [
                m
                for m in before
                if isinstance(m.value, Entity)
                and ("Person" in m.value.classes or (not m.value.classes and not self._asks(frame, m)))
            ]
            near = [m for m in persons if m.span.start >= told]  # "Among men Lee led, 47 percent to 34, but Diaz …"
            told_of = near or persons or [m for m in before if page.poll is None or not self._place(m)]
            favoured = bool(told_of) and self._favoured(frame, told_of[-1], first)
            if favoured:
                told_of = [told_of[-1], *told_of[:-1]]  # "she leads, while men favor Diaz, 52 percent to 44 percent"
            else:  # "in a race with Diaz, Lee leads by 3 points, 47 percent to 44 percent"
                told_of = sorted(told_of, key=lambda m: frame.lower(frame.range(m.span)[1]) not in _AHEAD)
            for mention in told_of:  # "In Texas, Ann Lee beat Bo Diaz"
                entity = mention.value
                if not isinstance(entity, Entity) or entity.classes == ("Office",):
                    continue
                known = bool(rivals and entity.classes and rivals[0].classes)
                alike = not known or bool(set(entity.classes) & set(rivals[0].classes))
                if alike and entity.iri not in {rival.iri for rival in rivals}:
                    rivals.append(entity)
            if rivals:
                other = rivals[1] if len(rivals) > 1 else self._rival(page, frame, rivals[0])
                behind = not favoured and any(token.lower in self._behind for token in frame.tokens[:first])
                if other is not None and behind:
                    rivals, other = [other], rivals[0]  # "A trails B, 57 percent to 41 percent"
                owners[left] = rivals[0]
                if other is not None:
                    owners[right] = other
        return owners

    def _place(self, mention: Mention) -> bool:
        return isinstance(mention.value, Entity) and "Place" in mention.value.classes

    def _favoured(self, frame: Frame, mention: Mention, first: int) -> bool:
        """Say whether somebody right before a pair of shares is whom people favour."""
        at, end = frame.range(mention.span)
        return end >= first - 1 and frame.lower(at - 1) in self._preferring

    def _asks(self, frame: Frame, mention: Mention) -> bool:
        """Say whether a name is that of a poll: "a CNN/WMUR poll"."""
        last = frame.range(mention.span)[1]
        return not self._polls.isdisjoint(frame.lows[last : last + 2])

    def _rival(self, page: Page, frame: Frame, one: Entity) -> Entity | None:
        """The other candidate, where the sentence names only one: last named beside it, else the most salient."""
        for back in range(1, _BACK):
            earlier = page.before(frame, back)
            known = [mention.value for mention in (earlier.entities if earlier is not None else ())]
            named = [entity for entity in known if isinstance(entity, Entity)]
            if any(entity.iri == one.iri for entity in named):
                alike = [e for e in named if e.iri != one.iri and set(e.classes) & set(one.classes)]
                if len({entity.iri for entity in alike}) == 1:
                    return alike[0]
        for topic in page.topics:
            if topic.entity.iri != one.iri and set(topic.entity.classes) & set(one.classes):
                return topic.entity
        return None


def _percent(mention: Mention) -> bool:
    return unit_of(mention) == "percent"
