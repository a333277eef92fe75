"""An article, what a chat endpoint answers about it, well or badly, and what it was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from kg.model import Article

KEY = "sk-a-secret-of-the-desk"
TEXT = (
    "The Tidewater Council said on Monday that more than 1,300 homes were flooded in March.\n\n"
    "“No dam has failed,” said Mara Olsen, its engineer. The council employs 85 people."
)
ARTICLE = Article("flood", TEXT, published="2022-04-04", title="Homes under water")


@dataclass(frozen=True)
class Answer:
    """What the server sends; ``late`` keeps it silent until the test is over."""

    body: str
    status: int = 200
    media: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    late: bool = False


@dataclass
class Endpoint:
    url: str
    answers: list[Answer]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


def said(content: object, **more: object) -> Answer:
    return Answer(json.dumps({"choices": [{"message": {"role": "assistant", "content": content} | more}]}))


def claims(*found: object) -> Answer:
    return said(json.dumps({"claims": found}))


def a_claim(**slots: object) -> dict[str, object]:
    return {
        "kind": "quantity",
        "quote": "more than 1,300 homes were flooded in March",
        "subject": "Tidewater Council",
        "measure": "homes",
        "value_words": "more than 1,300",
        "value": "1300",
        "time_words": "in March",
        "valid_from": "2022-03",
        "valid_to": "2022-03",
        "speaker": "Tidewater Council",
        "certainty": "asserted",
        "polarity": "+",
        "standing": "current",
    } | slots
