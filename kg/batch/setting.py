"""What every step of a batch knows: where parts go, how articles are read, and what is derived from that once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import __version__, names
from kg.batch.partitions import PARTITIONS
from kg.batch.rows import Measures
from kg.check.claims import FINDINGS, convertible
from kg.interval import Units
from kg.pipeline import Reader, open_reader
from kg.resources import ontology


@dataclass(frozen=True, slots=True)
class Setting:
    """Where parts go, and how articles are read; ``limit`` is the number of findings a series may have."""

    out: str
    base: str
    extensions: tuple[str, ...] = ()
    partitions: int = PARTITIONS
    limit: int = FINDINGS
    reading: Callable[[Setting], Reader] | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        """Fill in the digest, once: on all workers a batch is of the ontology that it was begun with."""
        if not self.digest:
            object.__setattr__(self, "digest", self._digest())

    def _digest(self) -> str:
        """Return the hash of what decides how a text is read."""
        files = [*sorted(ontology().glob("*.ttl")), *map(Path, self.extensions)]
        hashed = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
        return names.digest(__version__, self.base, str(self.partitions), str(self.limit), *hashed)

    def part(self, kind: str, name: str) -> Path:
        """Return where a part stands."""
        return Path(self.out) / kind / name


@dataclass(frozen=True, slots=True)
class Tools:
    """What the steps work with, made once a process."""

    reader: Reader
    units: Units
    canonical: dict[str, str]
    measures: Measures


@lru_cache(maxsize=2)
def tools(setting: Setting) -> Tools:
    """Return what the steps work with under this setting."""
    made = setting.reading(setting) if setting.reading is not None else None
    reader = made if made is not None else open_reader(*map(Path, setting.extensions), base=setting.base)
    units = convertible(reader.lexicon)
    canonical = {same: entity.iri for entity in reader.lexicon.entities for same in entity.same_as}
    return Tools(reader, units, canonical, Measures(reader.lexicon, units))
