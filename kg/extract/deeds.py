"""Sentence without a word for what happened → what people did who killed others, so that its toll has an owner."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.phrases import Grammar
from kg.extract.scenes import scene_after
from kg.extract.words import vocabulary
from kg.lexicon import Lexicon
from kg.model import Quantity

_WEAPONS = vocabulary(
    "bomb bombs grenade grenades landmine mine rocket rockets missile missiles shell shells mortar drone"
)
_DEED = "attack"  # what people do who kill others


class Deeds:
    """Finds them by their verbs."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        self._persons = lexicon.words_of("person")
        self._killing = frozenset(cue.text for cue in lexicon.cues_of("killing") if cue.position == "before")

    def of(self, frame: Frame, source: str) -> Event | None:
        """Return what people did who killed others: "armed men on horseback killed 31 people in the Orsa area"."""
        for place in frame.valued:
            verb = place - 2 if frame.lower(place - 1) == "dead" else place - 1  # "shot dead seven workers"
            told = " ".join(frame.lows[verb:place])
            if told not in self._killing or not (verb < place - 1 or self._grammar.is_verb(frame, verb)):
                continue
            subject = self._grammar.subject(frame, frame.clause(verb))
            if subject is None or subject.relative or subject.pronoun or not subject.first < subject.last <= verb:
                continue
            head = self._grammar.head(frame, subject.first, subject.last)
            weapon = next((i for i in range(subject.first, subject.last) if frame.lower(i) in _WEAPONS), None)
            if frame.lower(head) not in self._persons and weapon is None:
                continue
            noun = frame.quantities[frame.valued.index(place)].value
            end = frame.range(noun.noun)[1] if isinstance(noun, Quantity) and noun.noun is not None else place + 1
            scene = scene_after(self._grammar, frame, end, source)
            if weapon is not None and frame.lower(head) not in self._persons:  # "a remote control bomb killed two"
                name = f"{self._grammar.name(frame, subject.first, weapon + 1, source)} {_DEED} {scene}".strip()
                fresh = frame.lower(subject.first - 1) == "a" or frame.lower(subject.first) == "a"
                size = len(name.split()) - 1
                return Event(_DEED, name, frame.index, subject.first, verb + 1, verb, True, size, fresh=fresh)
            return Event(_DEED, f"{_DEED} {scene}".strip(), frame.index, verb, verb + 1, verb, True, len(scene.split()))
        return None
