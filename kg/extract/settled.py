"""Measure and subject → how sure and how lasting a value is by its nature, whatever tense it is told in.

A budget is a plan: "approved 9.2 billion for 2024" and "will spend 8.7 billion in 2024" say of one budget what cannot
both be true. Those asked in a poll would vote so as they were asked. A deal that was struck has one value, on whatever
day it is told.
"""

from __future__ import annotations

from kg.extract.chosen import Chosen
from kg.extract.deals import STRUCK
from kg.model import Certainty, Temporality

_BUDGET, _ASKED = "budget", "pollShare"


def settled(
    certainty: Certainty, chosen: Chosen, subject_rule: str, *, changed: bool
) -> tuple[Certainty, Temporality | None]:
    """Return certainty and temporality of a value; one that moved ("raised to $9 billion") was not settled.

    >>> settled("planned", Chosen("memberCount", None, "measure.cue"), "subject.clause", changed=False)
    ('planned', None)
    """
    measure = chosen.measure
    temporality = measure.temporality if measure is not None else None
    struck = subject_rule == STRUCK and not changed
    budget = measure is not None and _BUDGET in (measure.name, measure.broader)
    if certainty == "planned" and (struck or budget or chosen.name == _ASKED):
        certainty = "asserted"
    return certainty, "constant" if struck else temporality
