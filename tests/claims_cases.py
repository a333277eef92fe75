"""Articles and claims for the tests of graph and store: one whole example, and anything Hypothesis can think of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from kg import model
from kg.lexicon import KnownEntity, Lexicon, Measure, Unit
from kg.model import Article, Block, Claim, DateEvidence, Span

BASE = "https://desk.example/"
NOW = dt.datetime(2026, 1, 2, 8, tzinfo=dt.UTC)
NATO = "http://www.wikidata.org/entity/Q7184"

LEXICON = Lexicon(
    measures=(
        Measure("memberCount", "https://w3id.org/claimgraph/measure#memberCount", "member count"),
        Measure("deathToll", "https://w3id.org/claimgraph/measure#deathToll", "death toll", temporality="cumulative"),
    ),
    entities=(KnownEntity(NATO, "NATO", ("Alliance",), same_as=("http://dbpedia.org/resource/NATO",)),),
    units=(
        Unit("km", "http://qudt.org/vocab/unit/KiloM", "length", factor="1000"),
        Unit("percent", "http://qudt.org/vocab/unit/PERCENT", "percent", factor="1"),
    ),
    base=BASE,
)

TEXT = "“NATO has 32 members,” the secretary general said on Thursday. It had 31 before Sweden joined."
ARTICLE = Article(
    "alliance-grows",
    TEXT,
    published="2024-04-04",
    url="https://daily.example/alliance",
    title="Alliance grows",
    publisher="The Daily",
    language="en",
    blocks=(Block(Span(0, 61), "body"), Block(Span(62, len(TEXT)), "list", header=Span(0, 4))),
    evidence=(DateEvidence("2024-04-04", "metadata"), DateEvidence("2024-04", "dateline", Span(0, 5), note="month")),
)
CLAIM = Claim(
    article="alliance-grows",
    kind="quantity",
    span=Span(1, 20),
    quote="NATO has 32 members",
    subject="NATO",
    subject_iri=NATO,
    measure="memberCount",
    value=Decimal(32),
    value_span=Span(10, 12),
    written="32",
    step=Decimal(1),
    valid_from="2024-04-04",
    valid_to="2024-04-04",
    basis="attested",
    published="2024-04-04",
    speaker="the secretary general",
    speaker_span=Span(23, 44),
    reasons=(("subject", "gazetteer"), ("value", "digits")),
    publisher="The Daily",
)


def article(number: int, *, members: int = 32, text: str | None = None) -> tuple[Article, list[Claim]]:
    """Return one of many short articles, with its only claim."""
    written = f"NATO has {members} members, report {number} says." if text is None else text
    made = Article(f"report-{number}", written, published="2024-04-04", title=f"Report {number}")
    quote = written[: written.index(",")]
    start = quote.index(str(members))
    claim = replace(
        CLAIM,
        article=made.id,
        span=Span(0, len(quote)),
        quote=quote,
        value=Decimal(members),
        value_span=Span(start, start + len(str(members))),
        written=str(members),
        speaker=None,
        speaker_span=None,
        publisher=None,
    )
    return made, [claim]


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
plain_words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
iris = st.sampled_from([NATO, "http://www.wikidata.org/entity/Q34", f"{BASE}id/entity/somebody"])
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
dates = st.sampled_from(["2024", "2024-04", "2024-04-04", "2019-35", "2023~", "199X"])


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    """Return a span of a text of this length."""
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Return any article."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=8, max_size=60))
    maybe = st.none() | words
    return Article(
        draw(words),
        text,
        published=draw(st.none() | dates),
        url=draw(st.none() | st.just("https://daily.example/1") | words),
        title=draw(maybe),
        publisher=draw(maybe),
        language=draw(st.none() | st.sampled_from(["en", "uk"])),
        blocks=tuple(
            Block(span, kind, header)
            for span, kind, header in draw(
                st.lists(
                    st.tuples(
                        spans(len(text)), st.sampled_from(get_args(model.BlockKind)), st.none() | spans(len(text))
                    ),
                    max_size=3,
                )
            )
        ),
        evidence=tuple(
            DateEvidence(date, source, span, note)
            for date, source, span, note in draw(
                st.lists(
                    st.tuples(dates, st.sampled_from(["given", "metadata"]), st.none() | spans(len(text)), maybe),
                    max_size=3,
                )
            )
        ),
    )


@st.composite
def claims(draw: st.DrawFn, article: Article) -> Claim:
    """Return any claim of the article, in the form in which extraction gives claims."""
    length = len(article.text)
    span = draw(spans(length))
    kind = draw(st.sampled_from(get_args(model.ClaimKind)))
    value = draw({"quantity": st.none() | numbers, "date": dates, "statement": st.none() | plain_words}[kind])
    value_span = draw(st.none() | spans(length))
    written = draw(st.none() | words) if value_span is None else value_span.of(article.text)
    speaker = draw(st.none() | words)
    dated = draw(st.booleans())
    return Claim(
        article=article.id,
        kind=kind,
        span=span,
        quote=span.of(article.text),
        subject=draw(words),
        subject_iri=draw(st.none() | iris),
        measure=draw(st.sampled_from(["memberCount", "deathToll", "anything else"])),
        value=value,
        value_span=value_span,
        written=written,
        low=draw(st.none() | numbers),
        high=draw(st.none() | numbers),
        step=draw(st.none() | st.sampled_from([Decimal(1), Decimal("0.01"), Decimal(1000)])),
        unit=draw(st.sampled_from([None, "km", "percent", "USD/bbl"])),
        modality=draw(st.sampled_from(get_args(model.Modality))),
        certainty=draw(st.sampled_from(get_args(model.Certainty))),
        polarity=draw(st.sampled_from(get_args(model.Polarity))),
        valid_from=draw(dates) if dated else None,
        valid_to=draw(dates) if dated and draw(st.booleans()) else None,
        basis=draw(st.sampled_from(get_args(model.Basis))),
        published=draw(st.just(article.published) | dates),
        speaker=speaker,
        speaker_iri=draw(st.none() | iris),
        speaker_span=draw(st.none() | spans(length)),
        cited_by=draw(st.none() | words),
        scope=tuple(sorted(draw(st.sets(words, max_size=3)))),
        temporality=draw(st.none() | st.sampled_from(get_args(model.Temporality))),
        standing=draw(st.sampled_from(get_args(model.Standing))),
        block=draw(st.sampled_from(get_args(model.BlockKind))),
        repeats=tuple(sorted(draw(st.sets(spans(length), max_size=2)))),
        reasons=tuple(draw(st.lists(st.tuples(plain_words, plain_words), max_size=3))),
        publisher=draw(st.just(article.publisher) | words),
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[Article, list[Claim]]:
    """Return any article with any claims of it."""
    article = draw(articles())
    return article, draw(st.lists(claims(article), max_size=3, unique=True))
