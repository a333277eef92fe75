"""Words around a value → how sure the statement is, and whether it is denied."""

from __future__ import annotations

from typing import cast, get_args

from kg.extract.cues import Hit, Phrases
from kg.extract.frame import Frame
from kg.lexicon import Lexicon
from kg.model import Certainty, Polarity, Quantity

_ORDER = ("denied", "conditional", "alleged", "possible", "forecast", "planned")
_REACH = 14  # words before the value


class Certainties:
    """Reads certainty and polarity off the words before a value in its clause, and the clause that governs it."""

    def __init__(self, lexicon: Lexicon) -> None:
        senses = get_args(Certainty)
        self._sure: Phrases[str] = Phrases(
            (c.text, c.sense) for c in lexicon.cues_of("certainty") if c.sense is not None and c.sense in senses
        )
        self._not: Phrases[str] = Phrases((c.text, "not") for c in lexicon.cues_of("negation"))

    def of(self, frame: Frame, i: int) -> tuple[Certainty, Polarity, str]:
        """Return certainty, polarity and the rule for what token i states.

        The clause counts, and the one before it where that is still within reach ("If elected, he would …").
        """
        number = frame.clause(i)
        begin = frame.clauses[number][0]
        reach = max(frame.clauses[max(0, number - 1)][0], i - _REACH)
        found = {hit.value for place in range(min(begin, max(reach, 0)), i) if (hit := self._cue(frame, place))}
        end = frame.clauses[number][1]
        if begin < end:  # a clause may say it only after the value: "126 jets will be delivered"
            start = max(
                (
                    frame.range(q.value.noun)[1]
                    for q in frame.quantities
                    if isinstance(q.value, Quantity) and q.value.noun is not None and frame.at(q.span.start) == i
                ),
                default=i + 1,
            )
            found |= {hit.value for place in range(start, min(end, i + 8)) if (hit := self._cue(frame, place))} & {
                "possible",
                "planned",
                "conditional",
                "forecast",
            }
        denied = any(self._not.at(frame, place) for place in range(max(begin, i - 6), i))
        sense = next((name for name in _ORDER if name in found), "asserted")
        return cast(Certainty, sense), "-" if denied else "+", f"certainty.{sense}"

    def _cue(self, frame: Frame, i: int) -> Hit[str] | None:
        """Return the cue at token i; "in May" is no "may"."""
        return self._sure.at(frame, i) if i == 0 or frame.tokens[i].text.islower() else None
