"""Frames → events: what happened, named by kind, place and the words around it, so that a toll has an owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from kg import names
from kg.extract.cues import Phrases, scheme
from kg.extract.deeds import Deeds
from kg.extract.event_words import (
    CRASHED,
    SUNK,
    VESSEL,
    WRECK,
    befallen,
    called_so,
    carrying,
    describes,
    only_joined,
    opening,
    past_days,
    place_after,
    says_again,
    title_case,
)
from kg.extract.frame import Frame
from kg.extract.happened import VAGUE, Event, Events, clusters
from kg.extract.nonevents import many, none
from kg.extract.phrases import Grammar, Phrase
from kg.extract.recalled import NEW, Lately, of_another_year, told_as_most
from kg.extract.scenes import scene_after
from kg.extract.words import PREPOSITIONS, RELATIVES
from kg.lexicon import Lexicon
from kg.model import Article, Entity, Time
from kg.values import replace

_TOLD, _LEAD = 2, 3  # mentions of what an article is about, or sentences from its beginning
_BEFALLS = {"collapse": "site"}  # the kind of thing that a kind of wreck befalls; the others befall crafts
_FIRE = "fire"
_STORM = "storm"  # what a disaster is that is called by its name alone
_STRIKES = frozenset({"strike", "strikes"})
_JOINTS = frozenset({"after", "when", "as", "before", "that", "because", ","})  # before who or what did something
_THEN = frozenset({"after", "when"})
_ASIDES = 4  # clauses that may stand between a verb and its subject


def event_finder(lexicon: Lexicon, grammar: Grammar) -> _Finder:
    """Return a callable that finds the events of an article's frames."""
    return _Finder(lexicon, grammar)


class _Finder:
    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        schemes = (("event", True), ("occasion", False), ("wreck", True))
        rows = [(cue, harmful) for name, harmful in schemes for cue in lexicon.cues_of(name)]
        self._phrases = Phrases((cue.text, (cue.sense or cue.text, harmful)) for cue, harmful in rows)
        self._kinds = {cue.text: cue.sense or cue.text for cue, harmful in rows if harmful}
        self._persons = lexicon.words_of("person")
        self._bodies = lexicon.words_of("not-event")
        self._fears, self._unhappened = lexicon.words_of("fear"), lexicon.words_of("unhappened")
        self._plurals = frozenset(
            text for text in self._kinds if text.endswith("s") and text.removesuffix("s") in self._kinds
        )
        self._deeds, self._base = Deeds(lexicon, grammar), lexicon.base
        self._grammar = grammar
        self._wrecks = {cue.text: _BEFALLS.get(cue.sense or "", "craft") for cue in lexicon.cues_of("wreck")}
        self._things = {cue.text: (cue.sense or "").split(" ")[0] for cue in lexicon.cues_of("thing")}
        crafts = ((cue.text, (cue.sense or "").partition(" ")[2]) for cue in lexicon.cues_of("thing"))
        self._alike = {text: kind for text, kind in crafts if kind}
        self._vessels = frozenset(text for text, kind in self._alike.items() if kind == VESSEL)
        self._labour = scheme(lexicon, "labour")
        self._apart = scheme(lexicon, "apart")
        self._family = {cue.text: cue.sense or cue.text for cue in lexicon.cues_of("event-family")}
        self._lasting = frozenset(cue.text for cue in lexicon.cues_of("recurrence") if cue.sense == "never")
        called: dict[str, set[str]] = {}
        for cue, harmful in rows:
            kind = cue.sense or cue.text
            if harmful:
                called.setdefault(self._family.get(kind, kind), set()).update(cue.text.split())
        self._called = {kind: frozenset(words) for kind, words in called.items()}

    def __call__(self, article: Article, frames: tuple[Frame, ...]) -> Events:
        by_frame: dict[int, tuple[Event, ...]] = {}
        found: Sequence[Event]
        told: set[str] = set()  # kinds
        lately = Lately(article.published)
        years: set[int] = set()
        struck = any(not _STRIKES.isdisjoint(frame.distinct) for frame in frames)
        year = (article.published or "")[:4]
        published = year if year.isdecimal() else ""  # "201X" is of no one year
        labour = struck and any(self._labour.places(frame) for frame in frames)
        for frame in frames:
            found = self._of(frame, article.text, published, told, years, labour=labour)
            if alone := list(self._called_alone(frame, found)):
                found = sorted([*found, *alone], key=lambda event: event.head)
            if not any(event.harmful for event in found) and (deed := self._deeds.of(frame, article.text)) is not None:
                found = [*found, deed]
            if found:
                found = lately.apart(frame, found)
                by_frame[frame.index] = tuple(found)
                told |= {event.kind for event in found if event.harmful}
            years |= {m.value.start.year for m in frame.times if isinstance(m.value, Time) and m.value.start}
        titles = frozenset([frame.index for frame in frames[:2] if frame.sentence.block == "headline"])
        same = clusters(by_frame, self._family, self._called, self._alike, titles)
        weight: Counter[Event] = Counter()
        first_body = next((frame.index for frame in frames if frame.sentence.block == "body"), 0)
        for index, found in by_frame.items():
            leading = frames[index].sentence.block == "headline" or index == first_body
            for event in {same[event.frame, event.head] for event in found if event.harmful}:
                weight[event] += 4 if leading else 1
        ranked = sorted(weight.items(), key=lambda item: (-item[1], item[0].kind in VAGUE, item[0].frame, item[0].head))
        main = ranked[0][0] if ranked else None
        if main is not None and weight[main] < _TOLD and main.frame > first_body + _LEAD:
            main = None  # named once, far below: what an article recalls, not what it is about
        paragraphs = {index: frames[index].sentence.paragraph for index in by_frame}
        return Events(by_frame, main, same, paragraphs, Counter(same.values()))

    def _of(
        self, frame: Frame, source: str, published: str, told: set[str], years: set[int], *, labour: bool
    ) -> list[Event]:
        found: list[Event] = []
        used = -1
        for hit in self._phrases.find(frame):
            kind, harmful = hit.value
            if hit.first >= used:
                used = hit.last
                if any(mention.span.covers(frame.span(hit.first, hit.last)) for mention in frame.times):
                    continue  # "March 2003" is no march
                if harmful and self._names_another(frame, hit.first, hit.last):
                    continue
                if harmful and none(frame, hit.first, hit.last, self._fears, self._unhappened, site=kind in _BEFALLS):
                    continue
                if harmful and describes(self._grammar, frame, hit.first, hit.last):
                    continue
                if harmful and found and only_joined(frame, hit.first, hit.last, found[-1].last):
                    continue
                words = " ".join(frame.lows[hit.first : hit.last])
                if words in self._wrecks and not self._befalls(
                    frame, hit.first, self._wrecks[words], again=kind in told
                ):
                    continue  # prices went down
                if labour and words in _STRIKES:
                    continue  # of workers
                event = self._event(frame, hit.first, hit.last, kind, harmful, source)
                if event is not None and not (found and says_again(frame, found[-1], event)):
                    found.append(self._set_apart(frame, event, published, set() if kind in self._lasting else years))
        return found

    def _called_alone(self, frame: Frame, found: Sequence[Event]) -> Iterator[Event]:
        """Yield the disasters that a frame names without saying what they are: "Maria killed 24 people"."""
        for mention in frame.entities:
            entity = mention.value
            if isinstance(entity, Entity) and "Disaster" in entity.classes and entity.form != "pronoun":
                first, last = frame.range(mention.span)
                if not any(event.first < last and first < event.last for event in found):
                    kind = next((self._kinds[w] for w in entity.name.lower().split() if w in self._kinds), _STORM)
                    named = entity.iri if " " in entity.name else None
                    yield Event(kind, entity.name, frame.index, first, last, last - 1, True, 1, named)

    def _set_apart(self, frame: Frame, event: Event, published: str, years: Set[int]) -> Event:
        """Return an event marked as said in passing of a place, or as one of another year, where it is."""
        number = frame.clause(event.head)
        if number and frame.lower(frame.clauses[number][0]) == "where":
            return replace(event, aside=True)
        words = opening(frame, event.first)
        several = frame.lower(event.head) in self._plurals and not self._grammar.is_verb(frame, event.head)
        fresh = event.harmful and not NEW.isdisjoint(words)
        known = event.harmful and not fresh and "the" in words
        apart = event.harmful and not known and self._apart.at(frame, 0) is not None
        since = event.harmful and "since" in frame.lows[max(0, event.first - 2) : event.first + 1]
        if several or fresh or known or apart or since:
            event = replace(event, several=several, fresh=fresh, known=known, apart=apart, since=since)
        return told_as_most(frame, of_another_year(frame, event, published, years), published) if published else event

    def _names_another(self, frame: Frame, first: int, last: int) -> bool:
        """Say whether the word is part of the name of somebody else: "Rural Fire Service", "the fire brigade"."""
        if frame.lower(last) in self._bodies or f"{frame.lower(first - 1)} {frame.lower(first)}" in self._bodies:
            return True  # "the fire brigade", "a heart attack"
        named = frame.entity(first)
        if named is None or not isinstance(named.value, Entity) or not named.value.classes:
            return False
        body = self._grammar.is_a(named.value.classes, ("Organisation",))  # "Cal Fire"
        return not self._grammar.is_a(named.value.classes, ("Event",)) and frame.range(named.span)[1] > last - body

    def _event(self, frame: Frame, first: int, last: int, kind: str, harmful: bool, source: str) -> Event | None:
        grammar, head = self._grammar, last - 1
        told = frame.lower(first).endswith("ed") and frame.lower(first - 1) in RELATIVES  # "the jet that crashed"
        if grammar.is_verb(frame, first) or told or " ".join(frame.lows[first:last]) in self._wrecks:
            subject = self._subject(frame, first) if harmful else grammar.subject(frame, frame.clause(first))
            if subject is None or subject.relative or subject.pronoun or subject.last <= subject.first:
                return Event(kind, kind, frame.index, first, last, first, harmful, 0)
            if harmful and subject.first in frame.valued and many(frame, subject.first):
                return None  # "2,690 houses collapsed" in the quake
            ends = (i for i in range(subject.first + 2, subject.last) if carrying(frame, i, self._things))
            till = next(ends, subject.last)  # "a ferry carrying 140 passengers"
            words = grammar.name(frame, subject.first, till, source)
            if frame.lower(grammar.head(frame, subject.first, till)) in self._persons:
                scene = scene_after(
                    grammar, frame, last, source
                )  # "a gunman opened fire in a club": what matters is where
                return Event(
                    kind, f"{kind} {scene}".strip(), frame.index, first, last, head, harmful, len(scene.split())
                )
            if kind == CRASHED and frame.lower(grammar.head(frame, subject.first, till)) in self._vessels:
                name = f"{words} {WRECK}"
                return Event(SUNK, name, frame.index, subject.first, last, first, True, len(words.split()))
            return Event(kind, f"{words} {kind}", frame.index, subject.first, last, first, harmful, len(words.split()))
        named = frame.entity(head)
        if named is not None and isinstance(named.value, Entity) and grammar.is_a(named.value.classes, ("Event",)):
            name, (begin, end) = named.value.name, frame.range(named.span)  # "Hurricane Maria"
            own = named.value.iri or None if " " in name else None
            return Event(kind, name, frame.index, begin, end, head, harmful, len(name.split()) - 1, own)
        if kind == _FIRE and frame.lower(head) == _FIRE and (begin := called_so(frame, head)) < head:
            name = f"{frame.text(begin, head, source)} Fire"  # "the Kettle Creek fire"
            own = names.entity(self._base, name)
            return Event(kind, name, frame.index, begin, last, head, harmful, len(name.split()) - 1, own)
        phrase = grammar.noun_phrase(frame, last - 1)
        named_on = frame.tokens[last - 1].text[0].isupper() and not title_case(frame)
        while named_on and last < frame.size and self._proper(frame, last):
            last += 1  # "Hurricane Maria"
        values = [frame.range(mention.span)[1] for mention in frame.quantities]
        begins = max((end for end in values if phrase.first < end <= head), default=phrase.first)
        if frame.lower(begins - 1) == "-" and begins - 1 in values:
            begins = min(begins + 1, head)  # "the 6.8-magnitude quake" is the quake
        begins = past_days(frame, begins, head) if harmful else begins
        words = grammar.name(frame, begins, last, source)  # "a magnitude 6.4 earthquake" is an earthquake
        if not words:
            return None
        theme = None if harmful else self._theme(frame, last)
        if theme is not None:  # "the signing in Washington … of the North Atlantic Treaty"
            return Event(kind, f"{theme.name} {kind}", frame.index, phrase.first, last, head, harmful, 2)
        if harmful and frame.lower(last) == "of" and befallen(grammar, frame, last + 1) > last + 1:
            after = befallen(grammar, frame, last + 1)  # "the collapse of a road bridge near Kalo"
            words, last = f"{grammar.name(frame, last + 1, after, source)} {words}".strip(), after
        place = place_after(frame, last, source)
        detail = len(words.split()) - 1 + len(place.split())
        return Event(kind, f"{words} {place}".strip(), frame.index, phrase.first, last, head, harmful, detail)

    def _subject(self, frame: Frame, verb: int) -> Phrase | None:
        """Return what an event's verb befell, also where an aside stands between: "the ferry, carrying 20, sank"."""
        number = frame.clause(verb)
        joined = next((i for i in range(verb - 2, frame.clauses[number][0], -1) if frame.lower(i) in _THEN), 0)
        if joined:  # "195 bodies, a day after a ferry carrying 1,400 people sank"
            ends = (i for i in range(joined + 2, verb) if frame.lower(i).endswith("ing") or frame.lower(i) == ",")
            return Phrase(joined + 1, next(ends, verb))
        if not self._grammar.is_verb(frame, verb):  # "after a dam at a mine burst": of unknown verbs, the words before
            low = frame.clauses[number][0]
            joint = next((i for i in range(verb - 1, low - 1, -1) if frame.lower(i) in _JOINTS), low - 1)
            if joint > low and frame.lower(joint) in RELATIVES:
                return self._grammar.noun_phrase(frame, joint - 1)  # "a train that came off the rails"
            return Phrase(joint + 1, verb) if joint + 1 < verb else None
        for other in range(number, max(-1, number - _ASIDES), -1):
            found = self._grammar.subject(frame, other)
            begin, end = frame.clauses[other]
            if found is not None and found.relative and other:
                end = begin  # "the bridge, which collapsed"
                while end > frame.clauses[other - 1][0] and not frame.tokens[end - 1].text[0].isalnum():
                    end -= 1
                return self._grammar.noun_phrase(frame, end - 1) if end else None
            if found is not None:
                return found
            bare = other < number and self._grammar.verb(frame, other) is None and frame.lower(end - 1) == ","
            if bare and frame.lower(begin) not in PREPOSITIONS and not frame.lower(begin).endswith("ing"):
                return Phrase(begin, end - 1)
        return None

    def _befalls(self, frame: Frame, verb: int, kind: str, *, again: bool) -> bool:
        """Say whether a verb's subject is a craft, or a site: what can go down, or burst.

        What the article told of before, it may tell ``again`` of a name: "The Aurora went down off Kalo".
        """
        subject = self._subject(frame, verb)
        if subject is None:
            return False
        if (
            again
            and frame.lower(subject.first) == "the"
            and any(frame.tokens[i].text[0].isupper() for i in range(subject.first + 1, subject.last))
        ):
            return True
        return any(self._things.get(low) == kind for low in frame.lows[subject.first : subject.last])

    def _proper(self, frame: Frame, i: int) -> bool:
        return (text := frame.tokens[i].text)[0].isupper() and not text.isupper() and frame.lower(i) not in PREPOSITIONS

    def _theme(self, frame: Frame, i: int) -> Entity | None:
        """Return what an occasion is of: the entity after "of", in its clause."""
        end = min(frame.clauses[frame.clause(i - 1)][1], i + 14)
        for place in range(i, end - 1):
            if frame.lower(place) == "of":
                found = frame.entity(place + 1) or frame.entity(place + 2)
                return found.value if found is not None and isinstance(found.value, Entity) else None
            if self._grammar.is_verb(frame, place):
                return None
        return None
