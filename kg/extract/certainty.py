"""Words around a value → how sure the statement is, and whether it is denied."""

from __future__ import annotations

from typing import cast, get_args

from kg.extract.cues import Phrases
from kg.extract.frame import Frame
from kg.extract.words import AUXILIARIES, DETERMINERS, vocabulary
from kg.lexicon import Lexicon
from kg.model import Certainty, Polarity, Quantity

_ORDER = ("denied", "conditional", "alleged", "possible", "forecast", "planned")
_PAST = vocabulary("left kept held made took gave sold bought paid rose fell grew lost won said told went came had was")
_REACH = 14  # words before the value
_CUES = ("certain", 0)  # key of a frame's memo


class Certainties:
    """Reads certainty and polarity off the words before a value in its clause, and the clause that governs it."""

    def __init__(self, lexicon: Lexicon) -> None:
        senses = get_args(Certainty)
        self._sure: Phrases[str] = Phrases(
            (c.text, c.sense) for c in lexicon.cues_of("certainty") if c.sense is not None and c.sense in senses
        )
        self._besting = lexicon.words_of("besting")
        self._verbs = lexicon.words_of("verb")
        self._past = frozenset(word for word in self._verbs if word.endswith("ed")) | _PAST
        self._not: Phrases[str] = Phrases((c.text, "not") for c in lexicon.cues_of("negation"))

    def of(self, frame: Frame, i: int, *, prior: bool = False) -> tuple[Certainty, Polarity, str]:
        """Return certainty, polarity and the rule for what token i states; ``prior``: it is the value of before.

        The clause counts, and the one before it where that is still within reach ("If elected, he would …").
        """
        number = frame.clause(i)
        begin, end = frame.clauses[number]
        cues = self._cues(frame)
        found: set[str] = set()
        if cues:
            reach = max(frame.clauses[max(0, number - 1)][0], i - _REACH)
            low = min(begin, max(reach, 0))
            found = {
                value
                for place, value in cues
                if low <= place < i
                and not (value == "forecast" and self._turns(frame, place, i))
                and not (place < begin and frame.lower(place) == "would")  # of its own clause alone
            }
        if frame.sentence.block == "headline" and self._infinitive(frame, begin, i):
            found.add("planned")
        if cues and begin < end:  # a clause may say it only after the value: "126 jets will be delivered"
            start = max(
                (
                    frame.range(q.value.noun)[1]
                    for q in frame.quantities
                    if isinstance(q.value, Quantity) and q.value.noun is not None and frame.at(q.span.start) == i
                ),
                default=i + 1,
            )
            joint = next((k for k in range(start, min(end, i + 8)) if frame.lower(k) in ("and", "but")), i + 8)
            after = {value for place, value in cues if start <= place < min(end, joint)}
            found |= after & {"possible", "planned", "conditional", "forecast"}
        if prior:
            found.discard("planned")  # "will be $4 billion, down from $5 billion"
        negated = self._not.places(frame)
        denied = bool(negated) and any(max(begin, i - 6) <= k < i and not _named(frame, k) for k in negated)
        sense = next((name for name in _ORDER if name in found), "asserted") if found else "asserted"
        return cast(Certainty, sense), "-" if denied else "+", f"certainty.{sense}"

    def _turns(self, frame: Frame, place: int, i: int) -> bool:
        """Say whether something else is told by then: "raised its forecast and left its rate at 4 percent"."""
        joints = (k for k in range(place + 1, i - 1) if frame.lower(k) in ("and", "but"))
        return any(frame.lower(k + 1) in self._past for k in joints)

    def _infinitive(self, frame: Frame, begin: int, i: int) -> bool:
        """Say whether a headline has the infinitive of what is to come: "Ferry line to cut 40 jobs"."""
        to = next((k for k in range(begin + 1, i) if frame.lower(k) == "to"), None)
        if to is None or to + 1 >= i or to + 1 in frame.valued or not frame.tokens[to + 1].text.islower():
            return False
        if frame.lower(to + 1) in DETERMINERS:
            return False
        return not any(frame.lower(k) in self._verbs or frame.lower(k) in AUXILIARIES for k in range(begin, to))

    def _bested(self, frame: Frame, i: int) -> bool:
        """Say whether a forecast is what was beaten or missed: "profit tops forecasts", "above expectations"."""
        return any(frame.lower(place) in self._besting for place in (i - 1, i - 2))

    def _cues(self, frame: Frame) -> list[tuple[int, str]]:
        """Return the places of the cues of a frame and what they say; "in May" is no "may"."""
        found: list[tuple[int, str]] | None = frame.memo.get(_CUES)
        if found is None:
            found = frame.memo[_CUES] = self._certain(frame)
        return found

    def _certain(self, frame: Frame) -> list[tuple[int, str]]:
        places = self._sure.places(frame)
        return [
            (i, hit.value)
            for i, hit in places.items()
            if (i == 0 or frame.tokens[i].text.islower())
            and not (hit.value == "forecast" and self._bested(frame, i))
            and not (hit.value == "possible" and frame.lower(i + 1) == "not")  # "could not be found"
        ]


def _named(frame: Frame, i: int) -> bool:
    """Say whether a word of negation is a name: the No of a referendum."""
    word = frame.tokens[i].text
    if i == 0:
        return word == "No" and frame.lower(1) in AUXILIARIES  # "No was on 45 percent"
    return word == "No" and frame.sentence.block != "headline" and frame.tokens[i - 1].text not in "\"'“‘:"
