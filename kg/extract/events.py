"""Frames → events: what happened, named by kind, place and the words around it, so that a toll has an owner."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg import names
from kg.extract.cues import Phrases
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.words import PREPOSITIONS
from kg.lexicon import Lexicon
from kg.model import Article, Entity

_PLACES = frozenset({"in", "at", "near", "off", "on", "outside"})
_VAGUE = frozenset({"accident", "attack"})  # kinds whose nouns also stand for another kind ("the disaster")
_LITTLE = frozenset({"the", "a", "of", "'s", "and", "deadly", "recent", "massive"})
_LOOK_BACK = 3  # sentences
_RECENT = 12  # events of a kind that a mention is compared with
_TELLING = 6  # words beyond which a name tells no more
_TOLD, _LEAD = 2, 3  # mentions of what an article is about, or sentences from its beginning
_SHARED = 0.75


@dataclass(frozen=True, slots=True)
class Event:
    """An event mentioned in a frame at tokens ``first`` up to ``last``; ``detail`` counts the words that tell which."""

    kind: str
    name: str
    frame: int
    first: int
    last: int
    head: int
    harmful: bool
    detail: int


@dataclass(frozen=True, slots=True)
class Events:
    """The events of an article, and the one it is about."""

    by_frame: dict[int, tuple[Event, ...]] = field(default_factory=dict)
    main: Event | None = None
    same: dict[tuple[int, int], Event] = field(default_factory=dict)  # frame and head → the mention that names it best

    def near(self, frame: Frame, i: int) -> Event | None:
        """Return the harmful event that token i is about: of its clause, its sentence, those before, the main one."""
        here = [event for event in self.by_frame.get(frame.index, ()) if event.harmful]
        if here:
            clause = frame.clause(i)
            return min(
                here, key=lambda event: (abs(frame.clause(event.head) - clause), event.head > i, abs(event.head - i))
            )
        for back in range(1, _LOOK_BACK + 1):
            before = [event for event in self.by_frame.get(frame.index - back, ()) if event.harmful]
            if before:
                return before[0]
        return self.main

    def telling(self, event: Event) -> Event:
        """Return the mention that names the event best: "the blast" is the blast that was described."""
        known = self.same.get((event.frame, event.head), event)
        if known.detail == 0 and event.kind in _VAGUE and self.main is not None:
            return self.main
        return known


def _clusters(by_frame: dict[int, tuple[Event, ...]]) -> dict[tuple[int, int], Event]:
    """Group mentions of one event: same kind, and the words that tell which mostly the same."""
    groups: dict[str, list[tuple[set[str], list[Event]]]] = {}
    for index in sorted(by_frame):
        for event in by_frame[index]:
            words = {word.casefold() for word in event.name.split()} - _PLACES - _LITTLE
            words -= {word for word in words if word.startswith(event.kind[:4])}
            known = groups.setdefault(event.kind, [])
            found = next((group for group in known[-_RECENT:] if _alike(group[0], words)), None)
            if found is None:
                known.append((words, [event]))
            else:
                found[0].update(words)
                found[1].append(event)
    same: dict[tuple[int, int], Event] = {}
    for known in groups.values():
        for _, events in known:
            best = max(events, key=lambda event: (min(event.detail, _TELLING), -event.frame))
            same.update({(event.frame, event.head): best for event in events})
    return same


def _alike(known: set[str], words: set[str]) -> bool:
    smaller = min(len(known), len(words))
    return (smaller <= 1 and (not words or words <= known)) or (smaller > 0 and len(known & words) >= _SHARED * smaller)


def event_finder(lexicon: Lexicon, grammar: Grammar) -> _Finder:
    """Return a callable that finds the events of an article's frames."""
    rows = [(cue, True) for cue in lexicon.cues_of("event")] + [(cue, False) for cue in lexicon.cues_of("occasion")]
    persons = frozenset(cue.text for cue in lexicon.cues_of("person"))
    return _Finder(Phrases((cue.text, (cue.sense or cue.text, harmful)) for cue, harmful in rows), grammar, persons)


class _Finder:
    def __init__(self, phrases: Phrases[tuple[str, bool]], grammar: Grammar, persons: frozenset[str]) -> None:
        self._phrases, self._persons = phrases, persons
        self._grammar = grammar

    def __call__(self, article: Article, frames: tuple[Frame, ...]) -> Events:
        by_frame: dict[int, tuple[Event, ...]] = {}
        for frame in frames:
            found = tuple(self._of(frame, article.text))
            if found:
                by_frame[frame.index] = found
        same = _clusters(by_frame)
        weight: Counter[Event] = Counter()
        first_body = next((frame.index for frame in frames if frame.sentence.block == "body"), 0)
        for index, found in by_frame.items():
            leading = frames[index].sentence.block == "headline" or index == first_body
            for event in found:
                if event.harmful:
                    weight[same[event.frame, event.head]] += 4 if leading else 1
        ranked = sorted(
            weight.items(), key=lambda item: (-item[1], item[0].kind in _VAGUE, item[0].frame, item[0].head)
        )
        main = ranked[0][0] if ranked else None
        if main is not None and weight[main] < _TOLD and main.frame > first_body + _LEAD:
            main = None  # named once, far below: what an article recalls, not what it is about
        return Events(by_frame, main, same)

    def _of(self, frame: Frame, source: str) -> list[Event]:
        found: list[Event] = []
        used = -1
        for hit in self._phrases.find(frame):
            kind, harmful = hit.value
            if hit.first >= used:
                used = hit.last
                event = self._event(frame, hit.first, hit.last, kind, harmful, source)
                if event is not None:
                    found.append(event)
        return found

    def _event(self, frame: Frame, first: int, last: int, kind: str, harmful: bool, source: str) -> Event | None:
        grammar, head = self._grammar, last - 1
        if grammar.is_verb(frame, first):
            subject = grammar.subject(frame, frame.clause(first))
            if subject is None or subject.relative or subject.pronoun or subject.last <= subject.first:
                return Event(kind, kind, frame.index, first, last, first, harmful, 0)
            words = grammar.name(frame, subject.first, subject.last, source)
            if frame.lower(grammar.head(frame, subject.first, subject.last)) in self._persons:
                scene = self._scene(frame, last, source)  # "a gunman opened fire in a club": what matters is where
                return Event(
                    kind, f"{kind} {scene}".strip(), frame.index, first, last, head, harmful, len(scene.split())
                )
            return Event(kind, f"{words} {kind}", frame.index, subject.first, last, first, harmful, len(words.split()))
        named = frame.entity(head)
        if named is not None and isinstance(named.value, Entity) and grammar.is_a(named.value.classes, ("Event",)):
            name, (begin, end) = named.value.name, frame.range(named.span)  # "Hurricane Maria"
            return Event(kind, name, frame.index, begin, end, head, harmful, len(name.split()) - 1)
        phrase = grammar.noun_phrase(frame, last - 1)
        while frame.tokens[last - 1].text[0].isupper() and last < frame.size and self._proper(frame, last):
            last += 1  # "Hurricane Maria"
        values = [frame.range(mention.span)[1] for mention in frame.quantities]
        begins = max((end for end in values if phrase.first < end <= head), default=phrase.first)
        words = grammar.name(frame, begins, last, source)  # "a magnitude 6.4 earthquake" is an earthquake
        if not words:
            return None
        theme = None if harmful else self._theme(frame, last)
        if theme is not None:  # "the signing in Washington … of the North Atlantic Treaty"
            return Event(kind, f"{theme.name} {kind}", frame.index, phrase.first, last, head, harmful, 2)
        place = self._place(frame, last, source)
        detail = len(words.split()) - 1 + len(place.split())
        return Event(kind, f"{words} {place}".strip(), frame.index, phrase.first, last, head, harmful, detail)

    def _proper(self, frame: Frame, i: int) -> bool:
        text = frame.tokens[i].text
        return text[0].isupper() and not text.isupper() and frame.lower(i) not in PREPOSITIONS

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

    def _scene(self, frame: Frame, i: int, source: str) -> str:
        """Return "in a nightclub in Denver" where an event's verb is followed by a place."""
        if frame.lower(i) not in _PLACES:
            return ""
        end = i + 1
        while end < min(frame.size, i + 7) and frame.tokens[end].text[0].isalnum() and frame.lower(end) != "late":
            if self._grammar.is_verb(frame, end) or any(frame.at(m.span.start) == end for m in frame.times):
                break
            end += 1
        while end > i + 1 and frame.lower(end - 1) in PREPOSITIONS:
            end -= 1
        return frame.text(i, end, source) if end > i + 1 else ""

    def _place(self, frame: Frame, i: int, source: str) -> str:
        """Return "in Xinzhou" where the event's noun is followed by a place."""
        if frame.lower(i) not in _PLACES or i + 1 >= frame.size:
            return ""
        offset = frame.tokens[i + 1].start
        for mention in frame.entities:
            if offset <= mention.span.start <= offset + 16 and isinstance(mention.value, Entity):
                end = frame.range(mention.span)[1]
                return frame.text(i, end, source)
        return ""


def event_iri(base: str, event: Event) -> str:
    """Return the IRI of an event known by its words; word order and little words do not matter."""
    words = sorted({word.casefold() for word in event.name.replace("'s", "").split()} - _PLACES - {"the", "of", "a"})
    return names.entity(base, " ".join(words))
