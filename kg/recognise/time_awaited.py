"""Words before a date → whether it is told as one to come, "ahead of November's vote", or as one gone by."""

from __future__ import annotations

import re

from kg.recognise.time_words import Words

_AWAITING, _REACH = 48, 60  # characters
_AFTER_DOING = re.compile(r"\bafter \w+ing\b[^,;.]*$")
_AWAITED = re.compile(
    r"\b(?:ahead of|run-up to|hopefuls? (?:in|for)|(?:contenders?|nominees?) (?:in|for)) (?:the |its |their )?$", re.I
)


def awaited(words: Words, first: int) -> bool:
    """Say whether a date is told as one to come: "ahead of November's vote", "the likely contenders in …"."""
    begin = words.starts[first]
    return _AWAITED.search(words.text, max(0, begin - _AWAITING), begin) is not None


def after_doing(words: Words, first: int) -> bool:
    """Say whether a date is of what comes before the verb: "would fall after rising in January"."""
    begin = words.starts[first]
    return _AFTER_DOING.search(words.text, max(0, begin - _REACH), begin) is not None
