"""The measure a value was given, and why."""

from __future__ import annotations

from kg.lexicon import Measure
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """A measure for a quantity: ``measure`` is None for one not in the lexicon; ``cue`` tells where its word stands."""

    name: str
    measure: Measure | None
    rule: str
    cue: tuple[int, int] | None = None

    @property
    def owner(self) -> str:
        """The role that owns the value."""
        return self.measure.owner if self.measure is not None else "subject"


def measure_of_change(measure: Measure, name: str) -> Measure:
    """Return the change of a measure that has none of its own in the ontology: same owner, a period's figure."""
    return Measure(
        name=name,
        iri=measure.iri + "Change",
        label=f"change in {measure.label}",
        subject_classes=measure.subject_classes,
        owner=measure.owner,
        temporality="period",
        broader=measure.name,
    )
