"""What an article says elsewhere that bears on its quantities: countries it names, units it introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the short form of a unit stands for in an article: so many of a unit."""

    factor: Decimal
    unit: str
    dimension: str


class Setting:
    """What an article says of countries, for words that depend on them; looked up once for each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.introduced: dict[str, Meaning | None] = {}  # the short forms of units that it introduces itself
        self.dollar: str | None = None  # the currency of a bare dollar sign, once it is known
        self._said: dict[str, bool] = {}

    def places(self, words: str) -> Iterator[int]:
        """Yield where the article has these words."""
        at = self.text.find(words)
        while at >= 0:
            yield at
            at = self.text.find(words, at + len(words))

    def says(self, words: str) -> bool:
        """Say whether the article has these words."""
        if words not in self._said:
            self._said[words] = words in self.text
        return self._said[words]

    def matches(self, pattern: re.Pattern[str]) -> bool:
        """Say whether an article has words of a pattern."""
        if pattern.pattern not in self._said:
            self._said[pattern.pattern] = pattern.search(self.text) is not None
        return self._said[pattern.pattern]

    def mentions(self, words: str) -> bool:
        """Say whether an article has these words, whatever their case."""
        key = "~" + words
        if key not in self._said:
            self._said[key] = re.search(rf"\b{re.escape(words)}\b", self.text, re.IGNORECASE) is not None
        return self._said[key]
