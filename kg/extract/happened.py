"""The events of an article: what one mention tells, which mentions are of one event, which event is near a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from kg import names
from kg.extract.frame import Frame
from kg.extract.scenes import PLACES
from kg.extract.words import vocabulary
from kg.model import Time
from kg.values import dataclass

VAGUE = frozenset({"accident", "attack"})  # kinds whose nouns also stand for another kind ("the disaster")
_WRECKS = {"sinking": "crash"}
_CRAFTS = vocabulary("crash sinking capsizing collision derailment overturn accident")
_ANY = "accident"  # an incident, a tragedy
_LITTLE = vocabulary(
    "the a of 's and deadly recent massive huge powerful major devastating strong severe fatal tragic catastrophic "
    "destructive terrible horrific worst deadliest"
)
_LOOK_BACK = 3  # sentences
_RECENT = 12  # events of a kind that a mention is compared with
_OPENING = 2  # sentences, the headline among them
_NEXT = 4  # sentences after which an event is told again with other words
TELLING = 6  # words beyond which a name tells no more
_AGAIN = 8  # sentences after which it is still "the quake"
_BESIDE = 2  # of what an article is about, against another event spoken of more than once
_RECORD, _SHORT = 8, 4  # words from "largest" to what it was since, and letters of "west"
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
    iri: str | None = None  # of one that has a name of its own: "Hurricane Maria"
    aside: bool = False  # only said of a place: "in Orsa, where houses collapsed"
    year: str = ""  # of another one than the article's: "a quake in the same region in 1987"
    fresh: bool = False  # told as something new: "and a roadside bomb hit …"
    known: bool = False  # told as something told before: "The Airbus disintegrated …"
    several: bool = False  # "bombings", of which each is one
    apart: bool = False  # told as another one: "In a separate incident, a bomb killed two"
    since: bool = False  # only says since when: "the most since the revolt broke out in May"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What an event is called, wherever it is told of; ``when`` is the time that the article gives for it."""

    name: str
    iri: str
    when: Time | None = None
    anchor: str = ""  # the name that tells it from others of its kind


@dataclass(frozen=True, slots=True)
class Events:
    """The events of an article, and the one it is about."""

    by_frame: dict[int, tuple[Event, ...]] = field(default_factory=dict)
    main: Event | None = None
    same: dict[tuple[int, int], Event] = field(default_factory=dict)  # frame and head → the mention that names it best
    paragraphs: dict[int, int] = field(default_factory=dict)  # frame → its paragraph
    mentions: dict[Event, int] = field(default_factory=dict)  # the mention that names an event best → how many it has

    def near(self, frame: Frame, i: int) -> Event | None:
        """Return the harmful event that token i is about: of its clause, its sentence, those before, the main one."""
        here = [event for event in self._harmful(frame.index) if not event.aside or event.head < i]
        if any(event.since for event in here):
            here = [event for event in here if not _most_since(frame, event, i)]
        if here:
            clause = frame.clause(i)
            return min(
                here, key=lambda event: (abs(frame.clause(event.head) - clause), event.head > i, abs(event.head - i))
            )
        for back in range(1, _LOOK_BACK + 1):
            before = [event for event in self._harmful(frame.index - back) if not (event.aside or event.since)]
            nearby = self.paragraphs.get(frame.index - back) == frame.sentence.paragraph
            if before and (nearby or self._lasting(before[0])):
                return before[0]
        return self.main

    def _harmful(self, index: int) -> list[Event]:
        """Return the events of a frame that harmed somebody."""
        return [event for event in self.by_frame.get(index, ()) if event.harmful]

    def wreck(self, event: Event) -> Event:
        """Return the accident that an article is about instead of the storm that a craft was hit by."""
        craft = self.main is not None and self.main.kind in _CRAFTS
        return self.main if craft and self.main is not None and event.kind not in _CRAFTS else event

    def told(self) -> Iterator[tuple[Event, Event]]:
        """Yield every mention of an event with the one that names it best."""
        for found in self.by_frame.values():
            yield from ((event, self.same[event.frame, event.head]) for event in found if event.harmful)

    def _lasting(self, event: Event) -> bool:
        """Say whether an event is spoken of more than once, or is of the kind that the article tells of."""
        if self.main is None:
            return True
        known = self.same.get((event.frame, event.head), event)
        often = self.mentions.get(known, 0)
        return known.kind == self.main.kind or (often > 1 and often * _BESIDE >= self.mentions.get(self.main, 0))

    def telling(self, event: Event) -> Event:
        """Return the mention that names the event best: "the blast" is the blast that was described."""
        known = self.same.get((event.frame, event.head), event)
        if self.main is None or (event.kind not in VAGUE and (known.detail or known.kind not in VAGUE)):
            return known  # "it crashed against rocks" is no other disaster
        again = event.known and event.kind == _ANY and self.main.kind != _ANY and self.mentions.get(known, 0) == 1
        if known.detail == 0 or (again and event.frame - self.main.frame <= _NEXT):
            return self.main  # "when the incident happened in the Kalo district"
        return known


def _most_since(frame: Frame, event: Event, i: int) -> bool:
    """Say whether an event only dates a record told behind token i: "the largest displacement since the war began"."""
    if not event.since or event.head < i:
        return False
    before = frame.lows[max(0, event.first - _RECORD) : event.first]
    return any(low.endswith("est") and len(low) > _SHORT for low in before) or "most" in before


def clusters(
    by_frame: dict[int, tuple[Event, ...]],
    family: dict[str, str],
    called: dict[str, frozenset[str]],
    things: dict[str, str],
    titles: frozenset[int],
) -> dict[tuple[int, int], Event]:
    """Group mentions of one event: kinds that are one, and the words that tell which mostly the same.

    The words that events of a kind are ``called`` by tell none from another: "the quake" is the earthquake; nor do
    several words for one kind of ``things``: "the jet" is the airliner. What only the frames of ``titles`` tell of is
    what the article begins with.
    """
    groups: dict[str, list[tuple[set[str], list[Event]]]] = {}
    for index in sorted(by_frame):
        for event in by_frame[index]:
            words = {things.get(low, low) for low in event.name.casefold().split()} - PLACES - _LITTLE
            kind = family.get(event.kind, event.kind)
            group = _WRECKS.get(kind, kind) + event.year  # a ship that collides and sinks has one accident
            words -= {word for word in words if word.startswith(event.kind[:4]) or word in called.get(kind, ())}
            known = groups.setdefault(group, [])
            recent = known[-_RECENT:]
            if not words and recent and event.frame - recent[-1][1][-1].frame <= 1:
                recent = recent[::-1]  # "The blast" is the one just told of
            if event.iri is not None:
                recent = [group for group in recent if not _another_name(event, words, group[1])]
            found = next(
                (group for group in recent if _alike(group[0], words) and not _new(event, words - group[0], group[1])),
                None,
            )
            if found is None and event.iri is not None:  # "A wildfire burned homes in Norland. The Kettle Fire …"
                found = known[0] if known and _gets_name(event, known[0][1]) else None
            elif found is None and event.known and len(known) == 1 and event.frame - known[0][1][-1].frame <= _AGAIN:
                found = known[0]  # "A plane crashed on Monday. The Airbus, with 90 aboard, came down near …"
            opens = event.frame <= _OPENING and not (event.several or event.apart)
            if found is None and len(known) == 1 and opens:
                titled = all(other.frame in titles for other in known[0][1])
                found = known[0] if titled else None  # "Norland ferry sinking. An inter-island ferry went down …"
            if found is None:
                known.append((words, [event]))
            else:
                found[0].update(words)
                found[1].append(event)
    same: dict[tuple[int, int], Event] = {}
    for known in groups.values():
        for _, events in known:
            best = max(events, key=lambda event: (event.iri is not None, min(event.detail, TELLING), -event.frame))
            same.update({(event.frame, event.head): best for event in events})
    return same


def _new(event: Event, words: set[str], known: Sequence[Event]) -> bool:
    """Say whether an event is told as another one than those of a group; ``words`` are those it alone is told by.

    "A bomber killed nine, and a roadside bomb hit …", "the protests recall a student rally in which 20 died", "Bombings
    killed 37 on Monday. A car bomb went off …".
    """
    if event.apart and known[-1].frame < event.frame:
        return True
    far = event.frame - known[0].frame > _NEXT
    lately = known[-_RECENT:]
    if not event.fresh:
        return bool(words) and far and not any(other.detail for other in lately)
    beside = [other for other in lately if other.frame == event.frame]
    if any(other.first == event.first for other in beside):
        return False  # "A bus skidded off the road and plunged into a gorge"
    if any(other.fresh and other.frame < event.frame and _called(event).isdisjoint(_called(other)) for other in lately):
        return True  # "A plane crashed near Orsa. … when a jet came down near Tarn"
    one_of = all(other.several for other in lately)
    return one_of or any(other.fresh for other in beside) or (bool(words) and bool(beside or far))


def _another_name(event: Event, words: set[str], known: Sequence[Event]) -> bool:
    """Say whether an event with a name, told by ``words``, has another name than a group."""
    named = {other.iri: other for other in known if other.iri is not None}
    return bool(named) and event.iri not in named and all(words.isdisjoint(_called(o)) for o in named.values())


def _gets_name(event: Event, known: Sequence[Event]) -> bool:
    """Say whether an event with a name is the one without that the article opened with."""
    opened = known[0].frame <= _OPENING and event.frame - known[-1].frame <= _NEXT
    return opened and not (event.apart or any(other.iri is not None or other.several for other in known))


def _called(event: Event) -> set[str]:
    return set(event.name.casefold().split()) - _LITTLE - {event.kind}


def _alike(known: set[str], words: set[str]) -> bool:
    smaller = min(len(known), len(words))
    return (smaller <= 1 and (not words or not known or words <= known)) or (
        smaller > 0 and len(known & words) >= _SHARED * smaller
    )


def event_iri(base: str, event: Event) -> str:
    """Return the IRI of an event known by its words; word order and little words do not matter."""
    words = sorted({word.casefold() for word in event.name.replace("'s", "").split()} - PLACES - {"the", "of", "a"})
    return names.entity(base, " ".join(words))
