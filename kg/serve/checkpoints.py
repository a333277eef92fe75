"""A store on disk → checkpoints of it, one for each reader: for stores whose copies would not fit in memory.

A checkpoint has the files of the store at one moment, by hard links, so that it costs little time and no space until
the two differ. It is a store of its own: its reader writes into it what the owner has written since.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from kg.serve import sealing


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """Checkpoints in a folder of their own; ``make(path)`` makes one of the owner's store."""

    folder: Path
    make: Callable[[Path], None]
    _numbers: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.clear()
        self.folder.mkdir()

    def new(self) -> Path:
        """Return a new checkpoint."""
        path = self.folder / str(next(self._numbers))
        self.make(path)
        return path

    def clear(self) -> None:
        """Remove all: those of a service that was killed, too."""
        shutil.rmtree(self.folder, ignore_errors=True)


def checkpoints(store: Path, make: Callable[[Path], None], *, most: int) -> Checkpoints | None:
    """Return what the readers of a store in this folder read from; None where a copy in memory serves them better.

    It does if the files of the store have fewer than ``most`` bytes, or where the system cannot keep a reader that
    opens files from opening sockets. What a service that was killed left behind is removed in any case.
    """
    folder = store / "readers"
    if _size(store / "quads") >= most and sealing.possible():
        return Checkpoints(folder, make)
    shutil.rmtree(folder, ignore_errors=True)
    return None


def _size(quads: Path) -> int:
    """Return the bytes of an engine's files; it may remove some of them at any time, when it compacts."""
    size = 0
    for path in quads.glob("*.sst"):
        with contextlib.suppress(FileNotFoundError):
            size += path.stat().st_size
    return size
