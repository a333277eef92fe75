"""Mentions of events → one identity each: kind, what or where it befell, and when; two articles call one event alike.

An identity is a pure function of one article's text. "A road bridge collapsed near Kalo on Thursday" and "the collapse
near Kalo" of the same month have one IRI; a collapse elsewhere or of another month has another. What can be told by
neither a name nor a place nor a day stays the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg import names
from kg.extract.cues import scheme
from kg.extract.datelines import dateline
from kg.extract.event_days import day_before, day_of, stretch, tells_of_another
from kg.extract.event_words import carrying
from kg.extract.frame import Frame
from kg.extract.happened import Event, Events, Occurrence
from kg.extract.intervals import record, width
from kg.extract.page import Topic
from kg.extract.phrases import Grammar
from kg.extract.sides import of_ministry, titled
from kg.extract.words import AFTER_NOUN, DETERMINERS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Article, Entity, Span, Time
from kg.values import dataclass

_WHERE = vocabulary("in at near off on outside inside across through over around under beneath between")
_JOINING = vocabulary("as while when because although but whereas if")
_BOUND = frozenset({"to", "from"})
_SITES, _ONE_OF = vocabulary("at inside outside near"), vocabulary("a an")
_ANOTHER = vocabulary("another other others similar previous earlier second third fourth separate past last worst more")
_BACK, _POSSESSED = 7, 5  # words from a place back to "in", and from an owner on to what it owns
_MUCH = 3.0  # of the weight of a topic
_DAYS, _MONTH, _YEAR = 3, 31, 366
_LOCAL = 8  # digits
_FIRST = 6  # sentences that say where
_OFFICES = ("Agency", "Ministry", "Police", "Court")
_MODEL = frozenset("-0123456789")  # signs after a name that many share
_PLAIN = re.compile(r"[^\w]+")
_SPREADING, _LEADING = frozenset({"flood", "storm"}), 2  # kinds that befall many places; sentences, with the headline
_THING, _PLACE, _OWNER, _STATE, _BODY, _PEOPLE = range(6)  # what tells an event best comes first


@dataclass(frozen=True, slots=True, order=True)
class _Anchor:
    """The name that tells an event from others of its kind; the least tells best."""

    rank: int
    headline: bool
    frame: int
    at: int
    name: str
    wide: bool = False  # a state


class Identities:
    """Gives events their identities."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar, self._base = grammar, lexicon.base
        self._family = {cue.text: cue.sense or cue.text for cue in lexicon.cues_of("event-family")}
        recurrence = {cue.text: cue.sense for cue in lexicon.cues_of("recurrence")}
        self._grain = {kind: sense for kind, sense in recurrence.items() if sense in ("day", "never")}
        self._once = frozenset(kind for kind, sense in recurrence.items() if sense == "once")
        self._things = {  # "airliner" → "aircraft", where several words are of one kind
            cue.text: (cue.sense or "").partition(" ")[2] or cue.text for cue in lexicon.cues_of("thing")
        }
        self._striking = scheme(lexicon, "striking")
        self._generic = frozenset(
            text.removeprefix("the ")
            for name, texts in lexicon.class_descriptions.items()
            if "Place" in lexicon.kinds(name) and name != "Facility"
            for text in texts
        )

    def __call__(
        self, article: Article, frames: Sequence[Frame], events: Events, topics: Sequence[Topic]
    ) -> dict[tuple[int, int], Occurrence]:
        """Return the identity of every harmful event, by the frame and the head of each of its mentions."""
        groups: dict[tuple[int, int], list[Event]] = {}
        for index in sorted(events.by_frame):
            for event in events.by_frame[index]:
                if event.harmful:
                    best = events.same[event.frame, event.head]
                    groups.setdefault((best.frame, best.head), []).append(event)
        found: dict[tuple[int, int], Occurrence] = {}
        for place, mentions in groups.items():
            best = events.same[place]
            occurrence = self._occurrence(article, frames, best, mentions, topics, main=best == events.main)
            found.update({(event.frame, event.head): occurrence for event in mentions})
        return found

    def _occurrence(
        self,
        article: Article,
        frames: Sequence[Frame],
        best: Event,
        mentions: Sequence[Event],
        topics: Sequence[Topic],
        *,
        main: bool,
    ) -> Occurrence:
        kind = self._family.get(best.kind, best.kind)
        when = self._when(article, frames, mentions)
        if best.iri is not None:  # "Hurricane Maria"
            return Occurrence(best.name, best.iri, when)
        anchors = sorted(anchor for event in mentions for anchor in self._anchors(frames[event.frame], event))
        lasts = self._grain.get(kind) == "never"  # "the fighting" is that of the land or town an article is about
        if main and kind in _SPREADING and anchors and not anchors[0].wide and anchors[0].frame > _LEADING:
            # "Floods killed 90. … In Kalo, where houses were flooded": not only there
            anchors = [anchor for anchor in anchors if anchor.wide or anchor.frame <= _LEADING] or self._land(topics)
            main = bool(anchors)
        anchor = anchors[0] if anchors else self._about(frames, topics, wide=lasts) if main or lasts else None
        words = best.name.casefold().split()
        told = when or (None if not _ANOTHER.isdisjoint(words) and not main else day_before(article.published))
        period = self._period(kind, anchor, told)
        name = titled(best.name, anchor.name if anchor is not None else "", when)
        if anchor is None and (when is None or width(when) > _DAYS or not self._thing(words)):
            return Occurrence(name, self._own(article, name), when)
        if told is None and self._grain.get(kind) != "never":
            return Occurrence(name, self._own(article, name), when)
        what = self._key(anchor.name) if anchor is not None else ""
        if anchor is None or anchor.wide:
            what = f"{self._thing(words)} {what}".strip()  # many buses crash in a state in a month, and few trains
        iri = names.entity(self._base, " ".join(filter(None, (kind, what, period.replace("-", " ")))))
        return Occurrence(name, iri, when, anchor.name if anchor is not None else "")

    def _land(self, topics: Sequence[Topic]) -> list[_Anchor]:
        """Return the state that an article is about most."""
        states = (topic for topic in topics if self._grammar.is_a(topic.entity.classes, ("State",)))
        lands = [topic.entity.name for topic in states if topic.weight >= _MUCH]
        return [_Anchor(_STATE, False, 0, 0, name, True) for name in lands[:1]]

    def _own(self, article: Article, name: str) -> str:
        return names.entity(self._base, f"{name} {names.digest(article.id)[:_LOCAL]}")

    def _key(self, name: str) -> str:
        """Return a name without the words that say what kind of place it is: "Varda region" is Varda."""
        words = _PLAIN.sub(" ", name.casefold()).split()
        kept = [word for word in words if word not in self._generic and word not in DETERMINERS]
        return " ".join(kept or words)

    def _thing(self, words: Sequence[str]) -> str:
        return next((self._things[word] for word in reversed(words) if word in self._things), "")

    def _period(self, kind: str, anchor: _Anchor | None, when: Time | None) -> str:
        """Return the day, month or year that an event is told from others by: as long as no other is likely."""
        grain = self._grain.get(kind, "month")
        if when is None or when.start is None or grain == "never":
            return ""
        if anchor is not None and anchor.rank == _THING and kind in self._once:
            return f"{when.start:%Y}"
        if width(when) > _MONTH:
            return f"{when.start:%Y}"
        return when.start.isoformat() if grain == "day" and width(when) <= _DAYS else f"{when.start:%Y-%m}"

    def _when(self, article: Article, frames: Sequence[Frame], mentions: Sequence[Event]) -> Time | None:
        """Return the narrowest time that stands with a mention, the first of those; never one after the article."""
        latest = day_of(article.published)
        best: tuple[int, int, int, Time] | None = None
        for event in mentions:
            frame = frames[event.frame]
            begin, end = stretch(frame, event, dated=True)
            for mention in frame.times:
                time, at = mention.value, frame.at(mention.span.start)
                if not isinstance(time, Time) or not begin <= at < end or time.kind != "date" or time.point != "in":
                    continue
                if time.start is None or time.end is None or (latest is not None and time.start > latest):
                    continue
                if tells_of_another(self._grammar, frame, event, at) or "since" in frame.lows[event.head : at]:
                    continue  # "the deadliest storm since Thelma in 1991"
                if at > event.head and width(time) >= _MONTH and self._of_other(frame, mention.span, event):
                    continue  # "protests to mark a failed 1959 uprising"
                key = (width(time), event.frame, abs(at - event.head))
                if width(time) <= _YEAR and not record(frame, at) and (best is None or key < best[:3]):
                    best = (*key, time)
        return best[3] if best is not None else None

    def _of_other(self, frame: Frame, span: Span, event: Event) -> bool:
        """Say whether a year or month only tells of the noun behind it, which is not the event."""
        at, last = frame.range(span)
        return at >= event.last and frame.lower(at - 1) not in _WHERE and self._describes(frame, last)

    def _anchors(self, frame: Frame, event: Event) -> Iterator[_Anchor]:
        begin, end = stretch(frame, event)
        for mention in frame.entities:
            at, last = frame.range(mention.span)
            entity = mention.value
            if not begin <= at < end or not isinstance(entity, Entity) or entity.form == "pronoun":
                continue
            if self._grammar.is_a(entity.classes, ("Person",)):
                continue
            inside = event.first <= at < event.last
            rank = self._rank(frame, entity, at, last, begin, inside=inside)
            if inside and rank is not None and self._in_passing(frame, event.first, at) and rank != _STATE:
                rank = _PEOPLE
            wide = self._grammar.is_a(entity.classes, ("State",))
            if rank is not None:
                yield _Anchor(rank, frame.sentence.block == "headline", frame.index, at, entity.name, wide)
        if (told := of_ministry(frame)) is not None:
            yield _Anchor(_OWNER, False, frame.index, 0, told)

    def _rank(self, frame: Frame, entity: Entity, at: int, last: int, begin: int, *, inside: bool) -> int | None:
        if not inside and not self._placed(frame, at, begin):
            return None
        if entity.form == "adjective":
            return _PEOPLE if inside else None  # "near the German embassy" is not in Germany
        if self._grammar.is_a(entity.classes, ("State",)):
            if not inside and self._describes(frame, last):
                return None
            called = inside and not self._placed(frame, at, begin)
            return _PLACE if called else _STATE  # "the northeast China mine blast" is what it goes by
        if entity.classes and not self._grammar.is_a(entity.classes, ("Place", "Event")):
            before = frame.lows[max(0, at - 2) : at]  # "at Larkfield High School", but "at an Acme plant"
            site = not _SITES.isdisjoint(before) and _ONE_OF.isdisjoint(before) and frame.lower(last) != "'s"
            if not site and self._grammar.is_a(entity.classes, _OFFICES):
                return None  # "the fire department said the crash"
            return _PLACE if site or (not inside and "SportsTeam" in entity.classes) else _BODY
        if frame.lower(last)[:1] in _MODEL:
            return _BODY  # "an Antonov-74" is one of many
        if frame.lower(at - 1) in self._things and frame.lower(last) not in self._things:
            return _THING  # "the ferry Aurora"
        owns = frame.lower(last) == "'s" and any(frame.entity(i) for i in range(last + 1, last + 1 + _POSSESSED))
        return _OWNER if owns else _PLACE  # "Ruritania's Varda region" is Varda

    def _describes(self, frame: Frame, last: int) -> bool:
        """Say whether a name only describes what stands after it: "a key element in U.S. efforts"."""
        token = frame.tokens[last] if last < frame.size else None
        plain = token is not None and token.text.islower() and token.text.isalpha()
        return plain and frame.lower(last) not in AFTER_NOUN and not self._grammar.is_verb(frame, last)

    def _in_passing(self, frame: Frame, first: int, at: int) -> bool:
        """Say whether a name only tells more of a craft: "a boat taking migrants to Kalo", "which came from Kalo"."""
        bound = frame.lower(at - 1) in _BOUND
        return bound or any(
            self._grammar.is_verb(frame, i) or carrying(frame, i, self._things) for i in range(first, at)
        )

    def _placed(self, frame: Frame, at: int, begin: int) -> bool:
        """Say whether a name tells where: "near the town of Kalo", "struck the Varda region of Ruritania"."""
        struck = {hit.last for hit in self._striking.places(frame).values()}
        for i in range(at - 1, max(begin, at - _BACK) - 1, -1):
            low = frame.lower(i)
            if low in _WHERE:
                return True
            if i + 1 in struck:
                return True
            if low in _JOINING:
                return False  # "a bomb in a market as the United Nations says …"
            if not (low[0].isalnum() or low in ("'s", ",")) or (self._grammar.is_verb(frame, i) and low != "'s"):
                return False
        return False

    def _about(self, frames: Sequence[Frame], topics: Sequence[Topic], *, wide: bool) -> _Anchor | None:
        """Return the place that an article first names, is about, or was written at.

        Better a town than a state; what is ``wide``, as a war, is better told by a state.
        """
        state: _Anchor | None = None
        town: _Anchor | None = None
        for frame in frames[:_FIRST]:
            opening = dateline(frame)
            for mention in frame.entities:
                at, entity = frame.at(mention.span.start), mention.value
                if not isinstance(entity, Entity) or at < opening or not self._placed(frame, at, opening):
                    continue
                if self._describes(frame, frame.range(mention.span)[1]):
                    continue
                if entity.form in ("pronoun", "adjective") or not (
                    not entity.classes or self._grammar.is_a(entity.classes, ("Place",))
                ):
                    continue
                if not self._grammar.is_a(entity.classes, ("State",)):
                    town = town or _Anchor(_PLACE, False, frame.index, at, entity.name)
                    if not wide:
                        return town
                    continue
                state = state or _Anchor(_STATE, False, frame.index, at, entity.name, True)
        if state is not None or town is not None:
            return state or town
        places = [topic.entity for topic in topics if self._grammar.is_a(topic.entity.classes, ("Place",))]
        towns = [entity for entity in places if not self._grammar.is_a(entity.classes, ("State",))]
        for entity in (*towns, *places):
            return _Anchor(_PLACE, False, 0, 0, entity.name)
        for frame in frames[:2]:
            for mention in frame.entities if dateline(frame) else ():
                if isinstance(mention.value, Entity) and frame.at(mention.span.start) == 0:
                    return _Anchor(_PLACE, False, 0, 0, mention.value.name)
        return None
