"""A hot series read by few rows and few articles: the findings are those of all rows and all articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from compared import UNITS, claim
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.check import check, decide, findings, recheck, touched
from kg.check.touched import touched_series
from kg.compare import Series, row, sweep
from kg.compare.sweep import listed
from kg.compare.thin import gathered, rows_of, thinned
from kg.errors import StoreError
from kg.interval import columns
from kg.lexicon import Lexicon, Measure
from kg.model import Article, Claim, Finding, Span
from kg.packed import join, pack, unpack
from kg.store import Store
from kg.store.values import batches
from kg.vocab import KG

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
LEXICON = Lexicon(measures=(Measure("memberCount", "urn:m#memberCount", "members"),))


def lines(claims: Sequence[Claim]) -> list[tuple[str, str]]:
    packed = [
        pack(columns(each, units=UNITS), article=each.article, publisher=each.publisher, unit=each.unit)
        for each in claims
    ]
    return [(f"c{at:03}", join(each)) for at, each in enumerate(packed)]


def by_what_is_said(told: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    parted = [(name, *says.rpartition("|")[::2]) for name, says in told]
    return gathered(parted)


def swept(rows: Sequence[Any], time: str, dimension: str, recurs: bool) -> set[tuple[Any, ...]]:
    pairs = sweep(Series("urn:s", time, tuple(rows), dimension=dimension, recurs=recurs)).pairs
    return {
        (pair.question, pair.verdict, listed(pair.left), listed(pair.right), pair.left.size, pair.right.size)
        for pair in pairs
    }


DAYS = ["2024-04-01", "2024-04-02", "2024-04-03", "2024-05-01"]
numbers = st.builds(
    claim,
    st.sampled_from(["31", "32", "31.6"]),
    st.sampled_from([*DAYS, None]),
    article=st.sampled_from([f"a{n}" for n in range(9)]),
    said=st.sampled_from([*DAYS, "2024-04-04", None]),
    publisher=st.sampled_from(["The Daily", "The Weekly"]),
    certainty=st.sampled_from(["asserted", "asserted", "asserted", "forecast"]),
    standing=st.sampled_from(["current", "current", "prior"]),
    polarity=st.sampled_from(["+", "+", "+", "-"]),
    speaker=st.sampled_from([None, None, "A"]),
    written=st.sampled_from(["31", "thirty-one"]),
)
words = st.builds(
    claim,
    st.sampled_from(["a spy", "an agent"]),
    st.sampled_from([DAYS[0], DAYS[0], None]),
    article=st.sampled_from([f"a{n}" for n in range(9)]),
    said=st.sampled_from([*DAYS, None]),
    kind=st.just("statement"),
    speaker=st.sampled_from([None, "A", "B"]),
    polarity=st.sampled_from(["+", "+", "-"]),
)
dates = st.builds(
    claim,
    st.sampled_from(["2023-02-01", "2023-02", "2024-04-09"]),
    st.none(),
    article=st.sampled_from([f"a{n}" for n in range(9)]),
    said=st.sampled_from([*DAYS, None]),
    kind=st.just("date"),
)
TIMES = ["constant", "state", "cumulative", "period", "event"]


@settings(deadline=None, max_examples=100)
@given(
    st.tuples(st.just("count"), st.lists(numbers, max_size=60))
    | st.tuples(st.just("description"), st.lists(words, max_size=60))
    | st.tuples(st.just("date"), st.lists(dates, max_size=60)),
    st.sampled_from(TIMES),
    st.booleans(),
)
def test_the_few_rows_of_a_series_give_the_pairs_of_all(
    drawn: tuple[str, list[Claim]], time: str, recurs: bool
) -> None:
    dimension, claims = drawn
    told = lines(claims)
    whole = [row(name, unpack(says), counted=dimension == "count") for name, says in told]
    few = [each for group in thinned(by_what_is_said(told)) for each in rows_of(group, counted=dimension == "count")]
    assert swept(few, time, dimension, recurs) == swept(whole, time, dimension, recurs)


def test_a_hundred_claims_that_say_the_same_are_five_rows() -> None:
    told = lines([claim(31, "2024", said=f"2024-04-{1 + n % 28:02}", article=f"a{n}") for n in range(100)])
    rows = [each for group in thinned(by_what_is_said(told)) for each in rows_of(group, counted=True)]
    assert sum(1 + each.also for each in rows) == 100
    assert len(rows) == 5


# A store


def paper(number: int, *values: str, text: str = "") -> tuple[Article, list[Claim]]:
    name, day = f"paper-{number:02}", f"2024-04-{1 + number // 6:02}"
    body = f"Report {number}{text}: " + "".join(
        f"sentence {at} counts {value} members. " for at, value in enumerate(values)
    )
    made = []
    for at, value in enumerate(values):
        quote = f"sentence {at} counts {value} members."
        start = body.index(quote)
        first = start + quote.index(value)
        facts: dict[str, Any] = {"quote": quote, "span": Span(start, start + len(quote)), "temporality": None}
        facts |= {"value_span": Span(first, first + len(value)), "basis": "stated"}
        made.append(claim(value, "2024-01-01", article=name, said=day, written=value, **facts))
    return Article(name, body, published=day), made


HOT = [paper(n, "31") for n in range(26)] + [
    paper(26, "31", "31"),
    paper(27, "32", "32"),
    paper(28, "32"),
    paper(29, "33"),
]


def ingest(store: Store, article: Article, claims: Sequence[Claim]) -> None:
    done = store.ingest(article, claims, lexicon=LEXICON, now=NOW)
    recheck(store, done.touched_series, now=NOW)


def kept(store: Store) -> set[Finding]:
    return {finding for finding in findings(store) if finding.state != "resolved"}


def plain(found: set[Finding]) -> set[tuple[Any, ...]]:
    return {
        (each.id, each.message, each.working, each.claims[:2], frozenset(each.claims), each.sources) for each in found
    }


def whole(store: Store) -> set[tuple[Any, ...]]:
    return plain(set(check(store).findings))


@settings(deadline=None, max_examples=4)
@given(
    st.permutations(range(30)),
    st.lists(st.tuples(st.sampled_from(["withdraw", "supersede", "back"]), st.integers(0, 29)), max_size=6),
)
def test_what_is_kept_of_a_hot_series_is_what_a_full_check_gives(
    order: list[int], changes: list[tuple[str, int]]
) -> None:
    store = Store.open()
    for at in order[:25]:
        store.ingest(*HOT[at], lexicon=LEXICON, now=NOW)
    recheck(store, now=NOW)
    for at in order[25:]:
        ingest(store, *HOT[at])
        assert plain(kept(store)) == whole(store)
    iris = {each.id: each.iri for each in store.articles()}
    for kind, at in changes:
        iri = iris[HOT[at][0].id]
        if kind == "supersede":
            ingest(store, *paper(at, "33", "31", text=" revised"))
        elif kind == "withdraw" and any(each.iri == iri for each in store.articles()):
            recheck(store, store.withdraw(iri, now=NOW), now=NOW)
        elif kind == "back":
            ingest(store, *HOT[at])
        assert plain(kept(store)) == whole(store)


@pytest.fixture
def hot() -> Store:
    store = Store.open()
    for article, claims in HOT:
        store.ingest(article, claims, lexicon=LEXICON, now=NOW)
    return store


def series_of(store: Store) -> list[str]:
    return [
        quad.subject.value
        for quad in store.match()
        if quad.predicate.value.endswith("#temporality") and "/series/" in str(quad.subject)
    ]


def test_a_decision_stays_when_a_hot_series_grows(hot: Store) -> None:
    recheck(hot, now=NOW)
    clash = next(each for each in kept(hot) if each.verdict == "contradiction")
    decide(hot, clash.id, "dismissed", who="Ada", why="a slip", now=NOW)
    ingest(hot, *paper(40, "32"))
    (found,) = findings(hot, ids=[clash.id])
    assert found.state == "dismissed"
    assert plain(kept(hot)) == whole(hot)


def test_only_articles_whose_claims_are_named_are_read(hot: Store) -> None:
    (series,) = series_of(hot)
    (found,) = touched_series(hot, [series])
    assert sum(1 + each.also for each in found.rows) == 32
    assert 5 < len(found.rows) < 15


def test_who_says_the_same_on_one_day_says_it_in_one_string(hot: Store) -> None:
    told = [quad.object for quad in hot.match(None, KG.told)]
    assert len(told) == 32
    assert len(set(told)) == 9  # 31 on five days, 32 and 33 on one; 31 and 32 once more in one article


def test_an_article_that_is_read_with_several_parts_is_counted_once(
    hot: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "batches", lambda asked: batches(asked, 1))
    before = whole(hot)
    monkeypatch.setattr(touched, "told", lambda store, *, among: {} if not among else pytest.fail("read whole"))
    assert plain(set(check(hot, series=series_of(hot)).findings)) == before


@pytest.mark.parametrize(
    "update",
    [
        "DELETE WHERE { GRAPH ?g { ?s kg:told ?o } }",  # a store written before there was kg:told
        "DELETE { GRAPH ?g { ?s kg:told ?o } } WHERE { GRAPH ?g { ?s kg:told ?o } FILTER(STRSTARTS(?o, '[33')) }",
        "INSERT { GRAPH ?g { ?s kg:told 'spoilt' } } WHERE { GRAPH ?g { ?s kg:told ?o } }",
        "DELETE { GRAPH ?g { ?s kg:told ?o } } INSERT { GRAPH ?g { ?s kg:told ?other } } WHERE"  # as once written
        " { GRAPH ?g { ?s kg:told ?o } BIND(CONCAT(?o, '|0123456789abcdef0123') AS ?other) }",
        "INSERT { GRAPH ?g { ?s kg:told '[40,40]|fact|40|0|2024-01-01|2024-01-02|day||2024-04-01||' } }"
        " WHERE { GRAPH ?g { ?s kg:told ?o } }",
    ],
)
def test_a_store_that_is_not_told_of_all_claims_is_read_by_its_articles(hot: Store, update: str) -> None:
    recheck(hot, now=NOW)
    before = plain(kept(hot))
    hot.update(f"PREFIX kg: <https://w3id.org/claimgraph/ontology#> {update}")
    (series,) = series_of(hot)
    recheck(hot, [series], now=NOW)
    assert plain(kept(hot)) == before == whole(hot)


def test_what_is_told_of_another_claim_than_the_article_has_is_not_believed(hot: Store) -> None:
    before = whole(hot)
    hot.update(
        "PREFIX kg: <https://w3id.org/claimgraph/ontology#> DELETE { GRAPH ?g { ?s kg:told ?o } } "
        "INSERT { GRAPH ?g { ?s kg:told ?other } } "
        "WHERE { GRAPH ?g { ?s kg:told ?o } FILTER(STRSTARTS(?o, '[33')) BIND(REPLACE(?o, '33', '34') AS ?other) }"
    )
    (series,) = series_of(hot)
    assert plain(set(check(hot, series=[series]).findings)) == before


def test_a_claim_that_no_article_has_a_line_of_is_refused(hot: Store) -> None:
    (series,) = series_of(hot)
    hot.update(
        f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:c> <https://w3id.org/claimgraph/ontology#series> <{series}> }} }}"
    )
    with pytest.raises(StoreError, match="urn:c has no line"):
        recheck(hot, [series], now=NOW)
