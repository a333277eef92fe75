"""A bare "m" glued to a number → millions or metres: "a record of 8.1m in 2011", "from a height of 8.1m".

Money and what is counted right behind it tell of themselves; here it is for numbers with neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.recognise.quantity_setting import Setting
from kg.recognise.quantity_tokens import Token, glued, low_at

_SHORT = re.compile(
    r"[$£€₹]\s?[0-9][0-9.,]*(?:m|bn)\b|\b[0-9][0-9.,]*(?:bn|m (?:people|barrels|users|customers))\b|[0-9] million\b"
)
_BEFORE = frozenset(
    {"to", "of", "by", "from", "than", "nearly", "almost", "about", "around", "some", "over", "was", "were"}
)
_AFTER = frozenset({"", ".", ",", ";", ")", "in", "last", "this", "a", "from", "to", "of", "and", "by", "over", "on"})
_LENGTHS = frozenset(
    {
        *(
            "height",
            "depth",
            "width",
            "length",
            "distance",
            "altitude",
            "metres",
            "meters",
            "km",
            "feet",
            "high",
            "deep",
        ),
        *(
            "long",
            "wide",
            "tall",
            "jump",
            "jumped",
            "throw",
            "threw",
            "race",
            "sprint",
            "waves",
            "wave",
            "wall",
            "tower",
        ),
    }
)
_NEAR = 8  # words


def in_millions(tokens: Sequence[Token], at: int, setting: Setting) -> bool:
    """Say whether the "m" behind a number is of millions, in an article that writes them so."""
    if low_at(tokens, at + 1) != "m" or not glued(tokens, at + 1) or tokens[at + 1].text != "m":
        return False
    if low_at(tokens, at - 1) not in _BEFORE or low_at(tokens, at + 2) not in _AFTER:
        return False
    near = tokens[max(0, at - _NEAR) : at + _NEAR]
    return _LENGTHS.isdisjoint(token.low for token in near) and setting.matches(_SHORT)
