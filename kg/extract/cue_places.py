"""Frame → where the words of measures stand in it; all frames → of which measures an article speaks throughout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.extract.cue_owners import no_cue, over
from kg.extract.cues import Hit, Phrases
from kg.extract.frame import Frame
from kg.extract.phrases import Grammar
from kg.extract.uses import by_unit, used_for
from kg.lexicon import Lexicon, Measure

_NEVER = -100.0
_OFTEN, _EACH = 3.0, 0.6  # weight of a measure of which many sentences speak; of each sentence after the first


class CuePlaces:
    """Finds the words of measures."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        untelling = frozenset(by_unit(lexicon).values())  # their cues are too common to choose by
        self._cues: Phrases[Measure] = Phrases(
            (cue, measure)
            for measure in lexicon.measures
            if measure.name not in untelling and "date" not in measure.units
            for cue in measure.cues
            if not cue.startswith("-")
        )
        self._acts = lexicon.words_of("noun-or-verb")
        polled = frozenset(used_for(lexicon, "of poll"))
        self._of_opinion = {
            measure.name: _NEVER
            for measure in lexicon.measures
            if measure.name.startswith("poll") or measure.name in polled
        }

    def hits(self, frame: Frame) -> tuple[Hit[Measure], ...]:
        """Return every place of a frame where a measure's cue stands."""
        return tuple([hit for hit in self._cues.find(frame) if not no_cue(self._grammar, frame, hit, self._acts)])

    def usual(self, hits: Iterable[tuple[Hit[Measure], ...]], *, asked: bool) -> dict[str, float]:
        """Weigh in how many sentences an article speaks of each measure; it decides between cues that are as near.

        Without people ``asked`` there is no share of opinion: "some say" is not a poll.
        """
        counted = Counter(name for found in hits for name in {hit.value.name for hit in _whole(found)})
        weights = {name: min(_OFTEN, _EACH * (number - 1)) for name, number in counted.items()}
        return weights if asked else weights | self._of_opinion


def _whole(found: tuple[Hit[Measure], ...]) -> list[Hit[Measure]]:
    """Return the cues that are no part of a longer one: "of GDP" speaks of no growth."""
    if len(found) == 1:
        return [*found]
    return [hit for hit in found if not any([over(other, hit) for other in found])]
