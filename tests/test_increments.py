"""Articles one by one, in any order, revised and withdrawn: what is kept is what a full check gives; a cut is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from compared import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.check import check, decide, findings, recheck
from kg.check.life import findings_graph
from kg.cli import main
from kg.lexicon import Lexicon, Measure, Unit
from kg.model import Article, Claim, Finding, Span
from kg.store import Store

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
LEXICON = Lexicon(
    measures=(
        Measure("memberCount", "urn:m#memberCount", "members"),
        Measure(
            "accessionDate", "urn:m#accessionDate", "accession", temporality="event", explains=("urn:m#memberCount",)
        ),
        Measure("foundingDate", "urn:m#foundingDate", "founded", temporality="constant"),
        Measure("anniversary", "urn:m#anniversary", "anniversary", anniversary_of=("urn:m#foundingDate",)),
        Measure("cost", "urn:m#cost", "cost"),
    ),
    units=tuple(
        Unit(code, f"urn:u#{code}", kind, factor="1") for code, kind in (("year", "duration"), ("km", "length"))
    ),
)


def piece(name: str, day: str, *said: dict[str, Any], text: str | None = None) -> tuple[Article, list[Claim]]:
    words = text or f"Report {name}: " + " and ".join(f"{each['measure']} of {each['written']}" for each in said) + "."
    made = []
    for each in said:
        start = words.index(each["written"])
        facts = {"article": name, "quote": words, "basis": "stated", "said": day, "temporality": None}
        facts |= {
            "value_span": Span(start, start + len(each["written"])),
            "subject_iri": each.get("subject_iri", "urn:a"),
        }
        made.append(
            claim(
                each["value"], each.get("day", day), **facts | {k: each[k] for k in each if k not in ("value", "day")}
            )
        )
    return Article(name, words, published=day), made


def says(measure: str, value: object, written: str, **more: Any) -> dict[str, Any]:
    return {"measure": measure, "value": value, "written": written} | more


def money(name: str, subject: str, dollars: int, euros: int) -> tuple[Article, list[Claim]]:
    amounts = ((dollars, "USD"), (euros, "EUR"))
    return piece(
        name,
        "2024-05-01",
        *(
            says("cost", Decimal(n), f"{n} {c}", unit=c, subject_iri=subject, temporality="constant")
            for n, c in amounts
        ),
    )


ARTICLES = (
    piece("founded", "2024-01-01", says("foundingDate", "1990", "1990", kind="date", day=None, temporality="constant")),
    piece("feast", "2024-02-01", says("anniversary", Decimal(30), "30", unit="year", temporality="constant")),
    piece("feast-again", "2024-02-02", says("anniversary", Decimal(34), "34", unit="year", temporality="constant")),
    money("bridge", "urn:bridge", 100, 90),
    money("tunnel", "urn:tunnel", 100, 50),
    money("canal", "urn:canal", 200, 100),
    piece("before", "2023-07-01", says("memberCount", 31, "31")),
    piece("after", "2024-04-04", says("memberCount", 32, "32")),
    piece("slip", "2024-04-04", says("memberCount", 33, "33")),
    piece(
        "joined",
        "2024-03-08",
        says("accessionDate", "2024-03-07", "2024-03-07", kind="date", subject_iri="urn:s", temporality="event"),
        says("memberCount", 32, "32"),
    ),
)


def kept(store: Store) -> set[Finding]:
    return {replace(finding, state="open") for finding in findings(store) if finding.state != "resolved"}


def whole(store: Store) -> set[Finding]:
    return set(check(store).findings)


def ingest(store: Store, article: Article, claims: Sequence[Claim]) -> None:
    done = store.ingest(article, claims, lexicon=LEXICON, now=NOW)
    recheck(store, done.touched_series, now=NOW)


steps = st.tuples(
    st.permutations(range(len(ARTICLES))), st.sets(st.integers(0, len(ARTICLES) - 1), max_size=4), st.booleans()
)


@settings(deadline=None, max_examples=5)
@given(steps)
def test_whatever_the_order_increments_keep_what_a_full_check_gives(plan: tuple[list[int], set[int], bool]) -> None:
    order, gone, back = plan
    store, fresh = Store.open(), Store.open()
    for at in order:
        ingest(store, *ARTICLES[at])
    iris = {each.id: each.iri for each in store.articles()}
    for at in sorted(gone):
        recheck(store, store.withdraw(iris[ARTICLES[at][0].id], now=NOW), now=NOW)
        if back:
            store.readmit(iris[ARTICLES[at][0].id])
            ingest(store, *ARTICLES[at])
    for at, (article, claims) in enumerate(ARTICLES):
        if back or at not in gone:
            fresh.ingest(article, claims, lexicon=LEXICON, now=NOW)
    assert kept(store) == whole(store) == whole(fresh)
    before = kept(store)
    recheck(store, now=NOW)
    assert kept(store) == before


def test_the_articles_have_findings_between_series_that_one_article_does_not_touch() -> None:
    store = Store.open()
    for article, claims in ARTICLES:
        ingest(store, article, claims)
    shapes = {finding.shape.rpartition("#")[2] for finding in kept(store)}
    assert shapes >= {"Anniversary", "UnlikeRate", "ImpliedRate", "ExplainedSuccession", "Contradiction"}


def test_a_founding_date_that_comes_later_is_held_against_the_anniversary() -> None:
    founded, feast = ARTICLES[:2]
    store = Store.open()
    ingest(store, *feast)
    assert not kept(store)
    ingest(store, *founded)
    assert {finding.shape.rpartition("#")[2] for finding in kept(store)} == {"Anniversary"}
    (article,) = (each.iri for each in store.articles() if each.id == "founded")
    recheck(store, store.withdraw(article, now=NOW), now=NOW)
    assert not kept(store)


def test_a_decision_outlives_what_joins_a_side_and_the_finding_tells_of_it() -> None:
    store = Store.open()
    for name in (7, 8):
        ingest(store, *ARTICLES[name])
    (clash,) = findings(store)
    decide(store, clash.id, "dismissed", who="Ada", why="a slip", now=NOW)
    article, claims = piece("another", "2024-04-05", says("memberCount", 33, "33", day="2024-04-04"))
    ingest(store, article, claims)
    (found,) = findings(store, ids=[clash.id])
    assert found.state == "dismissed"
    assert (clash.sources, found.sources) == ((1, 1), (1, 2))
    assert len(found.claims) == 3


def test_a_check_without_ones_own_shapes_does_not_resolve_what_they_found(tmp_path: Path) -> None:
    shapes = tmp_path / "my.ttl"
    shapes.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/claimgraph/ontology#> .
        <urn:my#Few> a sh:NodeShape ; sh:targetClass kg:Claim ; sh:property <urn:my#value> .
        <urn:my#value> sh:path kg:value ; sh:minInclusive 32 ; sh:message "few members"@en .""",
        encoding="utf-8",
    )
    store = Store.open()
    ingest(store, *ARTICLES[6])
    recheck(store, now=NOW, shapes=[shapes])
    assert [each.message for each in findings(store, state="open")] == ["few members"]
    recheck(store, now=NOW)
    assert [each.message for each in findings(store, state="open")] == ["few members"]
    (article,) = (each.iri for each in store.articles())
    recheck(store, store.withdraw(article, now=NOW), now=NOW, shapes=[shapes])
    assert not list(findings(store, state="open"))


# A check that a limit cuts short


def crowded(count: int = 34) -> list[tuple[Article, list[Claim]]]:
    """Return articles that give as many values for one day: more contradictions than one series may have."""
    return [piece(f"paper-{n}", "2024-04-04", says("memberCount", 100 + n, str(100 + n))) for n in range(count)]


def report_of(store: Store) -> list[tuple[str, str]]:
    graph = findings_graph(store.base)
    query = f"SELECT ?complete ?cut {{ GRAPH <{graph}> {{ ?report a sh:ValidationReport ; kg:complete ?complete "
    rows = store.query(query + "OPTIONAL { ?report kg:cutBy ?cut } } }")
    return [(row["complete"].value, row["cut"].value if row["cut"] else "") for row in rows]  # type: ignore[union-attr]


def test_a_cut_check_says_so_in_report_and_graph_until_the_series_is_whole_again() -> None:
    store = Store.open()
    store_all = [store.ingest(article, claims, lexicon=LEXICON, now=NOW) for article, claims in crowded()]
    report = recheck(store, now=NOW)
    assert not report.complete
    assert "more findings than the limit allows" in (report.reason or "")
    assert len(report.findings) == 500
    ((complete, cut),) = report_of(store)
    assert complete == "false"
    assert "more findings than the limit allows" in cut
    ingest(store, *ARTICLES[0])  # another series is checked whole: the store as a whole still is not
    ((complete, _),) = report_of(store)
    assert complete == "false"
    for done in store_all[5:]:
        recheck(store, store.withdraw(done.article_iri, now=NOW), now=NOW)
    assert report_of(store) == [("true", "")]
    assert kept(store) == whole(store)


def test_a_store_keeps_one_report_however_often_it_is_checked() -> None:
    store = Store.open()
    for at, (article, claims) in enumerate(ARTICLES):
        done = store.ingest(article, claims, lexicon=LEXICON, now=NOW)
        recheck(store, done.touched_series, now=NOW + dt.timedelta(hours=at))
    assert report_of(store) == [("true", "")]
    size = store.count
    recheck(store, [], now=NOW + dt.timedelta(days=1))
    recheck(store, now=NOW + dt.timedelta(days=2))
    assert store.count == size


def test_the_exit_status_of_a_cut_check_is_3_whatever_it_found(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        for article, claims in crowded():
            store.ingest(article, claims, lexicon=LEXICON, now=NOW)
    result = CliRunner().invoke(main, ["check", "--store", str(tmp_path / "store"), "--format", "json"])
    report = json.loads(result.output)
    assert report["complete"] is False
    assert "more findings than the limit allows" in report["reason"]
    assert result.exit_code == 3
