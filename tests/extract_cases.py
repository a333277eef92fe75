"""Hand-made mentions, so that the rules of extraction are tested without the recognisers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from kg.extract import rules
from kg.lexicon import Lexicon, Measure
from kg.model import Article, Claim, Entity, Extractor, Mention, Quantity, Sentence, Span, Time
from kg.ontology import load

BASE = "http://127.0.0.1:8000/"
WD = "http://www.wikidata.org/entity/"
NATO = Entity(WD + "Q7184", "NATO", ("Organisation",))
OPEC = Entity(WD + "Q7795", "OPEC", ("Organisation",))
RUSSIA = Entity(WD + "Q159", "Russia", ("State",))
ACME = Entity(BASE + "id/entity/acme", "Acme", ("Company",))
BOLT = Entity(BASE + "id/entity/bolt", "Bolt", ("Company",))
ADAMS = Entity(BASE + "id/entity/adams", "Adams", ("Person",))
BAKER = Entity(BASE + "id/entity/baker", "Baker", ("Person",))


def _measure(name: str, **facts: object) -> Measure:
    return Measure(name, "https://w3id.org/claimgraph/measure#" + name, name, **facts)  # type: ignore[arg-type]


MEASURES = (
    _measure(
        "memberCount",
        nouns=("members", "member states"),
        units=("count",),
        subject_classes=("Organisation",),
        owner="possessor",
    ),
    _measure(
        "deathToll",
        cues=("killed", "killing", "dead", "death toll", "died"),
        nouns=("people", "miners"),
        units=("count",),
        owner="event",
        temporality="cumulative",
        monotone=True,
    ),
    _measure("injuries", cues=("injured", "wounded"), nouns=("people",), units=("count",), owner="event"),
    _measure("revenue", cues=("revenue", "sales"), units=("money",), subject_classes=("Company",), owner="topic"),
    _measure("profit", cues=("profit", "earned"), units=("money",), subject_classes=("Company",), owner="topic"),
    _measure(
        "defenceBudget",
        cues=("defence budget", "defence spending"),
        units=("money",),
        subject_classes=("State",),
        temporality="period",
    ),
    _measure("pollShare", cues=("poll", "leads"), units=("percent",), subject_classes=("Person",)),
    _measure(
        "unemploymentRate", cues=("unemployment", "unemployment rate"), units=("percent",), subject_classes=("State",)
    ),
    _measure("anniversary", cues=("anniversary",), nouns=("anniversary",), units=("year", "duration", "count")),
    _measure("signingDate", cues=("signed", "signing"), units=("date",), temporality="constant"),
)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped cues with a few measures of our own."""
    shipped = load(base=BASE)
    return replace(shipped, measures=MEASURES, entities=())


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """The rules, made once."""
    return rules(lexicon())


@dataclass
class Text:
    """An article under construction: mentions are found by their words, in order."""

    text: str
    published: str | None = "2024-04-04"
    title: str | None = None

    def __post_init__(self) -> None:
        self.mentions: list[Mention] = []

    def _span(self, words: str, nth: int = 1) -> Span:
        at = -1
        for _ in range(nth):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def number(self, words: str, value: str, unit: str | None = None, noun: str | None = None, nth: int = 1) -> Text:
        span = self._span(words, nth)
        at = self.text.index(noun, span.end) if noun else 0
        counted = Span(at, at + len(noun)) if noun else None
        exact = Decimal(value)
        self.mentions.append(Mention(span, Quantity(exact, unit, low=exact, high=exact, noun=counted), "quantity.test"))
        return self

    def entity(self, words: str, entity: Entity, nth: int = 1) -> Text:
        self.mentions.append(Mention(self._span(words, nth), entity, "entity.test"))
        return self

    def time(self, words: str, edtf: str, start: str, end: str, *, point: str = "in", nth: int = 1) -> Text:
        value = Time(edtf, dt.date.fromisoformat(start), dt.date.fromisoformat(end), point=point)  # type: ignore[arg-type]
        self.mentions.append(Mention(self._span(words, nth), value, "time.test"))
        return self

    def claims(self, *, block: str = "body") -> list[Claim]:
        article = Article(id="a", text=self.text, published=self.published, title=self.title)
        sentences: list[Sentence] = []
        at = 0
        for part in self.text.split("\n"):
            if not part.strip():
                at += len(part) + 1
                continue
            sentences.append(Sentence(Span(at, at + len(part)), block, 0))  # type: ignore[arg-type]
            at += len(part) + 1
        return list(extractor()(article, tuple(sentences), tuple(self.mentions)))

    def quantities(self) -> dict[str, Claim]:
        """The quantity claims by the words of their values."""
        return {claim.written or "": claim for claim in self.claims() if claim.kind == "quantity"}
