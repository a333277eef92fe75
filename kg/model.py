"""The nouns of the story: frozen values, no libraries.

Offsets are Unicode code points, half-open, and index the text of the article they belong to.
Dates are EDTF strings (ISO 8601-2:2019); see :class:`Time` for the resolved interval.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from kg.values import quick

BlockKind = Literal[
    "headline", "body", "caption", "list", "table", "byline", "teaser", "form", "navigation", "duplicate"
]
ClaimKind = Literal["quantity", "date", "statement"]
Modality = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between"]
Certainty = Literal["asserted", "planned", "forecast", "possible", "conditional", "alleged", "denied"]
Polarity = Literal["+", "-"]
Temporality = Literal["constant", "state", "cumulative", "period", "event"]
Basis = Literal["stated", "relative", "anchored", "attested", "unknown"]
Standing = Literal["current", "prior", "expected"]
Verdict = Literal[
    "incomparable",
    "unitVariant",
    "agreement",
    "roundingVariant",
    "succession",
    "explainedSuccession",
    "update",
    "correction",
    "staleRestatement",
    "dispute",
    "contradiction",
    "selfContradiction",
]
Severity = Literal["info", "warning", "violation"]


@quick
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    >>> Span(0, 4).of("NATO has 32 members.")
    'NATO'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a half-open span of at least one character: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the words the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether both cover at least one character together."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page and what it is; teasers, forms, navigation and duplicates make no claims."""

    span: Span
    kind: BlockKind
    header: Span | None = None  # the line that introduces a list ("Previous assistance includes:")


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One reason to date the article: ``date`` is EDTF, ``source`` says where it stood."""

    date: str
    source: Literal["given", "user", "metadata", "dateline", "htmldate", "byline"]
    span: Span | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it was published; the text is never altered afterwards, all spans index into it."""

    id: str
    text: str
    published: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    evidence: tuple[DateEvidence, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, in a block of some kind."""

    span: Span
    block: BlockKind = "body"
    paragraph: int = 0
    header: Span | None = None


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as precise as the words are.

    ``low``/``high`` are the bounds the words state, ``None`` where they state none (open, or "about"); ``step`` is one
    unit of the last stated digit ("67.65" 0.01, "2.5 crore" 1,000,000, "13,000" 1); ``unit`` is "percent",
    "percentage_point", an ISO 4217 code, a UCUM-like name ("km", "year"), a rate ("USD/bbl"), or None for a count.
    ``noun`` is the phrase that is counted ("Member States").
    """

    value: Decimal
    unit: str | None = None
    modality: Modality = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal = Decimal(1)
    noun: Span | None = None
    ordinal: bool = False
    vague: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Time:
    """A time expression resolved against the article's date.

    ``edtf`` keeps the granularity (``2022-09``, ``2019-Q3`` is written ``2019-35``, ``199X``); ``start``/``end`` are
    the half-open interval of days it covers, ``None`` where open or unknown. ``kind`` tells a date from a duration or a
    repetition, which do not date a claim. ``point`` says how it holds: "in" the interval, "since" it, "until" it.
    """

    edtf: str | None
    start: dt.date | None
    end: dt.date | None
    basis: Basis = "stated"
    kind: Literal["date", "duration", "set", "present"] = "date"
    point: Literal["in", "since", "until", "before", "after"] = "in"
    confidence: float = 1.0


@quick
@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something mentioned: ``form`` says how; ``classes`` are local names such as "State"."""

    iri: str
    name: str
    classes: tuple[str, ...] = ()
    form: Literal["name", "alias", "adjective", "acronym", "description", "pronoun", "unknown"] = "name"


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text and what was recognised there."""

    span: Span
    value: Quantity | Time | Entity
    rule: str = ""

    @property
    def kind(self) -> Literal["quantity", "time", "entity"]:
        """The word the machine formats use."""
        if isinstance(self.value, Quantity):
            return "quantity"
        return "time" if isinstance(self.value, Time) else "entity"


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says of a subject, with the words that say it.

    ``low``/``high`` as in :class:`Quantity`; ``valid_from``/``valid_to`` are EDTF, both inclusive, ``None`` where
    unknown or open; ``basis`` tells a stated time from one only *attested at* the article's date. ``standing`` marks
    values quoted as superseded ("down from 17") or as expected by others. ``reasons`` are (slot, rule) pairs.
    """

    article: str
    kind: ClaimKind
    span: Span
    quote: str
    subject: str
    subject_iri: str | None
    measure: str
    value: Decimal | str | None = None
    value_span: Span | None = None
    written: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    unit: str | None = None
    modality: Modality = "exact"
    certainty: Certainty = "asserted"
    polarity: Polarity = "+"
    valid_from: str | None = None
    valid_to: str | None = None
    basis: Basis = "unknown"
    published: str | None = None
    speaker: str | None = None
    speaker_iri: str | None = None
    speaker_span: Span | None = None
    cited_by: str | None = None  # two levels: A (speaker) as told by B
    scope: tuple[str, ...] = ()
    temporality: Temporality | None = None
    standing: Standing = "current"
    block: BlockKind = "body"
    repeats: tuple[Span, ...] = ()  # other places of the article that say the same
    reasons: tuple[tuple[str, str], ...] = ()
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A validation result about two (or more) claims.

    ``claims`` holds the claims of both sides, the two that the message quotes first; ``working`` shows the arithmetic;
    ``sources`` counts the independent sources on each side; ``found`` is when a check of the store first gave it
    (xsd:dateTime), which is no part of what it says: two checks that find the same are equal.
    """

    id: str
    verdict: str
    severity: Severity
    shape: str
    message: str
    claims: tuple[Claim, ...]
    working: str | None = None
    series: str | None = None
    sources: tuple[int, int] | None = None
    state: Literal["open", "confirmed", "dismissed", "resolved"] = "open"
    found: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one check, and whether it was complete."""

    findings: tuple[Finding, ...]
    complete: bool = True
    reason: str | None = None  # what cut the check short
    articles: int = 0
    claims: int = 0


Extractor: TypeAlias = Callable[[Article, tuple[Sentence, ...], tuple[Mention, ...]], Iterable[Claim]]
