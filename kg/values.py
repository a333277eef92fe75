"""Class → value: a dataclass that is frozen for the type checker, and quick to make.

Python sets each field of a frozen one through a call: one of seven fields takes four times as long to make as another.
The rules make values by the thousand for each page they read, and a tenth of their time went there. What they make for
themselves, and give to nobody, is therefore frozen by ``mypy`` alone; what the stages give one another
(:mod:`kg.model`) is frozen at run time as well.

>>> @dataclass(frozen=True, slots=True)
... class Weight:
...     grams: int
>>> Weight(5) == Weight(5), len({Weight(5), Weight(5)})
(True, 1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots, **options):
        """Return the decorator of the standard library, with the same meaning but for writing to a field."""
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen and options.get("eq", True), **options)
