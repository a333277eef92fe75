"""How quantities are read: from an article's sentences, or from the words of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.model import Article, Mention, Quantity, Sentence

Recogniser = Callable[[Article, Sequence[Sentence], Sequence[Mention]], list[Mention]]
Read = Callable[[str], list[tuple[str, Quantity]]]
