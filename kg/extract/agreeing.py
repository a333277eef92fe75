"""A base form and the words before it → whether it is the verb of several: "farms in the north own 40 wells"."""

from __future__ import annotations

from kg.extract.frame import Frame
from kg.extract.words import DETERMINERS, PREPOSITIONS, vocabulary

_SEVERAL = frozenset({"people", "men", "women", "children", "police"})
_NEARLY = vocabulary("about some nearly almost over roughly around altogether more less fewer at only just up")
_OBJECT = DETERMINERS | _NEARLY  # words that an object begins with
_PLACED = 5  # words of "in the far north"


def of_several(frame: Frame, i: int) -> bool:
    """Say whether a base form before an object has a plural subject that is told where: "farms in the north own 40"."""
    if not (i + 1 in frame.valued or frame.lower(i + 1) in _OBJECT):
        return False
    places = range(i - 2, max(0, i - 1 - _PLACED), -1)
    joint = next((k for k in places if frame.lower(k) in PREPOSITIONS), 0)
    if not joint or not all(frame.tokens[k].text[0].isalpha() for k in range(joint - 1, i)):
        return False
    return frame.lower(joint - 1).endswith("s") or frame.lower(joint - 1) in _SEVERAL
