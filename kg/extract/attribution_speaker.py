"""Who speaks: a name, what kind of speaker it is, and what its words tell of it."""

from __future__ import annotations

from kg.extract.attribution_cues import Cues
from kg.model import Entity, Span
from kg.values import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, and where this attribution names them; ``nature`` tells what they are.

    It is "person", "group", "survey", "unknown", or "paper" for a body that only a document of it speaks for.
    """

    name: str
    iri: str | None
    span: Span | None
    nature: str = "group"


def nature_of(entity: Entity) -> str:
    """Return what kind of speaker an entity is."""
    if "Person" in entity.classes:
        return "person"
    return "unknown" if not entity.classes and entity.form in ("name", "unknown") else "group"


def holds_office(speaker: Speaker, cues: Cues) -> bool:
    """Say whether a speaker is known only by what one person is: "the mayor", not "officials"."""
    office = speaker.name.split()[-1].lower()
    held = office in cues.holders and office not in cues.bodies  # no "government", no "ministry"
    return speaker.iri is None and speaker.nature == "group" and held


def single(speaker: Speaker, cues: Cues) -> bool:
    """Say whether a speaker is one capitalised word that nothing is known of, such as the name of a land."""
    name = speaker.name
    known = (speaker.iri is not None and speaker.nature != "unknown") or name.lower() in cues.sources
    return name[:1].isupper() and name.isalpha() and not name.endswith("s") and not known
