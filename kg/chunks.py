"""Stretch of text → its chunks: what stands between spaces, cut out once for all the stages that read it.

Each stage has its own idea of a word ("U.S." is a word to one and four signs to another), but hardly any of them joins
what a space parts. News is made of few different chunks: what a stage makes of one is remembered, so that most of a
text is looked up and not cut again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

Made = TypeVar("Made")

_SHORT = 32  # characters of a chunk worth remembering: longer ones do not come again
_REMEMBERED = 1 << 15  # different chunks
_SENTENCES = 2048  # an article is read stage by stage: its sentences come again soon, or not at all


class Chunks(NamedTuple):
    """The chunks of a stretch of text, and where each starts in the text; one space stands between two of them."""

    pieces: list[str]
    starts: list[int]


@lru_cache(maxsize=_SENTENCES)
def chunks(text: str, start: int, end: int) -> Chunks:
    """Return the chunks of ``text[start:end]``; of two spaces side by side, the chunk between is empty.

    >>> chunks("So: he left at 5 p.m.", 4, 21)
    Chunks(pieces=['he', 'left', 'at', '5', 'p.m.'], starts=[4, 7, 12, 15, 17])
    """
    pieces = text[start:end].split(" ")
    starts = list(accumulate([len(piece) + 1 for piece in pieces], initial=start))
    del starts[-1]
    return Chunks(pieces, starts)


class Remembered(dict[str, Made]):
    """What is made of chunks: looked up like a dictionary, and made where it is not there yet.

    >>> list(map(Remembered(str.upper).__getitem__, ["the", "bridge"]))
    ['THE', 'BRIDGE']
    """

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, piece: str) -> Made:
        made = self._make(piece)
        if len(piece) <= _SHORT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = made
        return made
