"""Claims as a desk meets them, in the form of ``kg check --claims``: measures, units and subjects by others' names."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from kg.check import check_claims
from kg.formats import claims_from_json
from kg.lexicon import Lexicon
from kg.model import Report
from kg.ontology import load

Facts = dict[str, Any]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    return load(base="http://127.0.0.1:8000/")


def says(value: object, words: str, article: str = "a", **more: Any) -> Facts:
    """Return a claim of a number that an article states of its own day, if nothing else is said."""
    start = more.pop("at", 0)
    written = more.pop("written", None)
    day = more.get("published", "2024-05-06")
    facts = {
        "article": article,
        "quote": words,
        "start": start,
        "end": start + len(words),
        "value": value,
        "valid_from": day,
        "valid_to": day,
        "published": day,
    }
    if written is not None:
        place = start + words.index(written)
        facts |= {"value_start": place, "value_end": place + len(written)}
    return facts | more


def report(*claims: Facts, **shared: Any) -> Report:
    lines = [json.dumps({"kind": "quantity"} | shared | claim) for claim in claims]
    return check_claims(claims_from_json(lines), lexicon=lexicon(), foreign=True)


STRIKE = {"subject": "air strike on Port Orlo", "measure": "deaths", "temporality": "cumulative"}
MARCH = {"subject": "march in Velden", "measure": "attendance", "temporality": "state"}
FIRM = {"subject": "Orrin Ferries", "measure": "employees", "temporality": "state"}
BUDGET = {"subject": "city of Velden", "measure": "budget", "temporality": "period", "unit": "EUR"}
POLL = {"subject": "Green Union", "measure": "poll_share", "temporality": "period", "unit": "percent"}
RAIN = {"subject": "Marlow valley", "measure": "rainfall", "temporality": "event"}
TERM = {"subject": "Ilse Brandt", "measure": "prison_term", "temporality": "constant"}
GROWTH = {"subject": "Norland", "measure": "gdp_growth", "temporality": "period", "unit": "percent"}
TANKS = {"subject": "Norland", "measure": "tanks_delivered", "temporality": "cumulative"}
SHIP = {"subject": "ferry Aurora", "measure": "carried", "kind": "statement", "value_start": None}
YEAR = {"valid_from": "2024", "valid_to": "2024"}
NEVER: Facts = {"valid_from": None, "valid_to": None}
