"""Sentence without a word for what happened → what people did who killed others, so that its toll has an owner."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.happened import Event
from kg.extract.phrases import Grammar
from kg.extract.scenes import scene_after
from kg.lexicon import Lexicon
from kg.model import Quantity

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
            if frame.lower(self._grammar.head(frame, subject.first, subject.last)) not in self._persons:
                continue
            noun = frame.quantities[frame.valued.index(place)].value
            end = frame.range(noun.noun)[1] if isinstance(noun, Quantity) and noun.noun is not None else place + 1
            scene = scene_after(self._grammar, frame, end, source)
            return Event(_DEED, f"{_DEED} {scene}".strip(), frame.index, verb, verb + 1, verb, True, len(scene.split()))
        return None
