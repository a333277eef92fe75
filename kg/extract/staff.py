"""Jobs told by other words than how many → what is cut or added.

"Shed 8 percent of its staff, or about 700 people"; "employment rose by 34,000".
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.amounts import place_before
from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.cues import scheme
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.extract.words import AUXILIARIES, vocabulary
from kg.lexicon import Lexicon
from kg.model import Mention, Quantity, Span

_CUT, _ADDED, _STAFF = "jobsCut", "jobsAdded", "headcount"
_IN_WORK = frozenset({"employment", "payroll", "payrolls", "headcount", "workforce", "staff"})
_PARTED = 3  # words between "of" and "workforce": "of its global workforce"
_BACK = 8  # words from the verb to the share
_JOINED = 9  # words from the share to the number that says it again
_PEOPLE = frozenset({"people", "person", "count"})
_JOBS, _GO = vocabulary("jobs posts positions roles"), vocabulary("cut lost axed shed eliminated scrapped slashed go")
_PLANT, _VERBAL = 14, 3  # words of "at the Leeds plant of Acme may", of "be cut"


class Staff:
    """Reads cuts of a workforce that are told as a share of it."""

    def __init__(self, lexicon: Lexicon, measures: Measures) -> None:
        self._measures = measures
        self._staff = lexicon.words_of("workforce")
        self._cutting = scheme(lexicon, "cutting-staff")

    def share(self, frame: Frame, mention: Mention, role: Role) -> Role:
        """Return the role of a share of staff that is cut: it is a part of them, and no change."""
        return Role(standing=role.standing) if role.rule == "change.verb" and self._of_staff(frame, mention) else role

    def counted(self, frame: Frame, before: tuple[Mention, Chosen] | None, mention: Mention, chosen: Chosen) -> Chosen:
        """Return the measure of jobs: those of the share just told, or by which a workforce changed."""
        value = mention.value
        if not isinstance(value, Quantity) or value.unit is not None:
            return chosen
        of_change = next((name for name in (_ADDED, _CUT) if chosen.name == f"{name}Change"), None)
        if of_change is not None and chosen.cue is not None:
            moved = not _IN_WORK.isdisjoint(frame.lows[slice(*chosen.cue)])
            return replace(chosen, name=of_change, measure=self._measures.named(of_change)) if moved else chosen
        if chosen.rule == "measure.head-noun" and value.noun is not None and self._going(frame, value.noun):
            return replace(chosen, name=_CUT, measure=self._measures.named(_CUT), rule="measure.predicate")
        if before is None:
            return chosen
        known = chosen.name in (_STAFF, *_PEOPLE) and self._of_staff(frame, before[0])
        first, (begin, last) = frame.range(mention.span)[0], frame.range(before[0].span)
        link = place_before(frame, first, last)  # "6 percent of its workforce, about 900 people"
        told = known and first - last <= _JOINED and ("or" in frame.lows[last:first] or frame.lower(link) == ",")
        if not told or not any(begin - _BACK <= at < begin for at in self._cutting.places(frame)):
            return chosen
        return replace(chosen, name=_CUT, measure=self._measures.named(_CUT), rule="measure.restated")

    def _going(self, frame: Frame, noun: Span) -> bool:
        """Say whether a predicate farther on says that jobs go: "300 jobs at the Leeds plant may be cut"."""
        last = frame.range(noun)[1]
        if frame.lower(last - 1) not in _JOBS:
            return False
        end = min(frame.clauses[frame.clause(last - 1)][1], last + _PLANT)
        at = next((i for i in range(last, end) if frame.lower(i) in AUXILIARIES and frame.lower(i) != "'s"), end)
        return not _GO.isdisjoint(frame.lows[at + 1 : min(at + 1 + _VERBAL, end)]) if at < end else False

    def _of_staff(self, frame: Frame, mention: Mention) -> bool:
        value, last = mention.value, frame.range(mention.span)[1]
        if not isinstance(value, Quantity) or value.unit != "percent" or frame.lower(last) != "of":
            return False
        return not self._staff.isdisjoint(frame.lows[last + 1 : last + 2 + _PARTED])
