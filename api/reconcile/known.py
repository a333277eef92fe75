"""The state of the store → its names and properties, made once a state."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from flask import current_app

from api.knowledge import Knowledge
from api.sparql import knowledge
from kg import ontology
from kg.lexicon import Lexicon
from kg.link.names import MEASURE, Names, Thing
from kg.link.things import names_of

MOST = 50
"""Queries of one batch, and candidates of one query."""


@dataclass(frozen=True, slots=True)
class Known:
    """What can be asked for, in one state of the store."""

    number: int
    names: Names
    lexicon: Lexicon

    def types(self) -> list[dict[str, str]]:
        """Return all types, as the API writes them."""
        return [typed(name) for name in self.names.types()]


_lock = threading.Lock()


def known() -> Known:
    """Return what can be asked for now."""
    with _lock:
        store: Knowledge = knowledge()
        kept: Known | None = current_app.config.get("NAMES")
        number = store.number
        if kept is None or kept.number != number:
            lexicon = ontology.load(base=store.base)
            kept = Known(number, names_of(store.store, lexicon), lexicon)
            current_app.config["NAMES"] = kept
        return kept


def typed(name: str) -> dict[str, str]:
    """Return a type: its id (the local name of a class) and a name for people.

    >>> typed("InternationalOrganisation")
    {'id': 'InternationalOrganisation', 'name': 'International organisation'}
    """
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
    return {"id": name, "name": words.capitalize()}


def shown(thing: Thing) -> dict[str, Any]:
    """Return a thing as candidates and suggestions have it."""
    entry: dict[str, Any] = {"id": thing.iri, "name": thing.name, "type": [typed(name) for name in thing.types]}
    return entry | ({"description": described(thing)} if described(thing) else {})


def described(thing: Thing) -> str:
    """Return a few words that tell the thing from others of its name."""
    kind = typed(thing.types[0])["name"] if thing.types and thing.types[0] != MEASURE else ""
    spoken = f"{thing.claims} claims" if thing.claims > 1 else "1 claim" if thing.claims else ""
    return ", ".join(part for part in (kind, thing.note, spoken) if part)
