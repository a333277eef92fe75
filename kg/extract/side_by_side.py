"""Shares of a poll side by side → the measure they have in common: "46 percent to 35", "… and 44 of independents"."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.changes import Role
from kg.extract.chosen import Chosen
from kg.extract.frame import Frame
from kg.extract.measures import Measures
from kg.model import Mention, Quantity

FAVOUR, APPROVE, OPINION = "pollShare", "pollApproval", "pollOpinion"
STANCE, LEAD = "measure.stance", "pollLead"
ERROR = "marginOfError"
_REPORTING = frozenset({"reported", "report", "reporting"})
_TOLD = frozenset({FAVOUR, APPROVE, OPINION})


def backed(measures: Measures, mention: Mention, chosen: Chosen) -> Chosen:
    """Return the measure of the shares of rivals in a poll: "Lee leads, 46 percent to 35 percent"."""
    value = mention.value
    percent = isinstance(value, Quantity) and value.unit == "percent"
    if not percent or chosen.name in (FAVOUR, APPROVE):
        return chosen
    return Chosen(FAVOUR, measures.named(FAVOUR), STANCE)


def alike(mention: Mention, chosen: Chosen, before: Chosen, role: Role) -> Chosen:
    """Return the measure of the share before for one that no word measures: "… and 44 percent of independents"."""
    value = mention.value
    share = isinstance(value, Quantity) and value.unit == "percent" and role.part == "level"
    return replace(before, rule="measure.parallel", cue=None) if share and before.name in _TOLD else chosen


def in_error(frame: Frame, mention: Mention, before: Chosen) -> bool:
    """Say whether points go on about a margin of error: "… of 3 points for all voters and 4.5 for the sample"."""
    first, last = frame.range(mention.span)
    joined = frame.lower(first - 1) == "and" or frame.lows[first - 3 : first] == ("and", "plus", "or")
    return before.name == ERROR and joined and frame.lower(last) in ("for", "among")


def opinion(frame: Frame, told: Chosen, chosen: Chosen) -> bool:
    """Say whether those asked hold an opinion, and tell not what they did: "19 percent reported using marijuana"."""
    done = told.name == OPINION and told.cue is not None and frame.lower(told.cue[0]) in _REPORTING
    own = chosen.measure is not None and chosen.rule == "measure.cue" and not chosen.name.startswith("poll")
    return not (done and own)
