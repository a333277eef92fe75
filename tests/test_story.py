"""The whole story on the shipped demo articles: what a newcomer sees."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from kg.model import Article, Claim, Report
from kg.pipeline import Reader, demo_articles, fact_check


@pytest.fixture(scope="module")
def demo(reader: Reader) -> list[Article]:
    return list(demo_articles(reader))


@pytest.fixture(scope="module")
def report(demo: list[Article], reader: Reader) -> Report:
    return fact_check(demo, reader)


def found(report: Report, verdict: str, *values: str) -> bool:
    """Say whether a finding of this verdict has claims of exactly these written values."""
    for finding in report.findings:
        written = {claim.written for claim in finding.claims}
        if finding.verdict == verdict and written == set(values):
            return True
    return False


def test_every_quote_stands_in_its_article(demo: list[Article], reader: Reader) -> None:
    for article in demo:
        for claim in reader.claims(article):
            assert claim.span.of(article.text) == claim.quote
            if claim.value_span is not None:
                assert claim.value_span.of(article.text) == claim.written


def test_members_on_one_day_contradict(report: Report) -> None:
    assert found(report, "contradiction", "31", "32")


def test_members_across_dates_are_a_change(report: Report) -> None:
    assert found(report, "succession", "31", "32") or found(report, "explainedSuccession", "31", "32")


def test_an_old_value_restated_is_stale(report: Report) -> None:
    assert found(report, "staleRestatement", "31", "32")


def test_a_figure_at_three_precisions_is_one_figure(report: Report) -> None:
    assert found(report, "roundingVariant", "26 percent", "26.32 %")
    assert not found(report, "contradiction", "26 percent", "26.32 %")


def test_a_rising_toll_is_an_update(report: Report) -> None:
    assert found(report, "update", "3,419", "17,674")


def test_a_correction_is_called_one(report: Report) -> None:
    assert found(report, "correction", "1,430 km", "1,340 km")


def test_an_article_can_contradict_itself(report: Report) -> None:
    assert found(report, "selfContradiction", "12", "10")


def test_named_sources_that_differ_are_in_dispute(report: Report) -> None:
    assert found(report, "dispute", "1.28 million", "3.5 million")


def test_the_same_length_in_two_units_agrees(report: Report) -> None:
    assert found(report, "unitVariant", "1,340 km", "833 miles") or found(
        report, "unitVariant", "1,340-kilometre", "833 miles"
    )


def test_the_order_in_which_articles_arrive_changes_nothing(
    demo: list[Article], reader: Reader, report: Report
) -> None:
    for order in itertools.islice(itertools.permutations(demo), 0, 5040, 720):
        assert fact_check(order, reader).findings == report.findings


def test_an_article_that_agrees_adds_no_violation(
    demo: list[Article], reader: Reader, report: Report, make_article: Callable[..., Article]
) -> None:
    agreeing = reader.frame(make_article("NATO has 32 members, as it had in March.", "2024-04-05", id="agreeing"))
    after = fact_check([*demo, agreeing], reader)
    count = [sum(finding.severity == "violation" for finding in one.findings) for one in (report, after)]
    assert count[0] == count[1]


SEEDS = [  # (article, written value, unit, subject's name or part of it, speaker's, valid time)
    ("003", "12", None, "NATO", None, "1949"),
    ("004", "31", None, "NATO", None, "2023-09-28"),
    ("003", "32", None, "NATO", None, "2024-04"),
    ("004", "68%", "percent", "Russia", None, None),
    ("004", "67.6%", "percent", "Russia", None, None),
    ("004", "67.65%", "percent", "Russia", "Russia|Finance", None),
    ("004", "10.8 trillion rubles", "RUB", "Russia", None, None),
    ("004", "about 111.87 billion of dollars", "USD", "Russia", None, None),
    ("004", "2.4 billion euros", "EUR", "", "Stoltenberg", None),
    ("004", "100 billion euros", "EUR", "", "Stoltenberg", None),
    ("001", "At least 13,000", None, "", None, None),
    ("001", "over two million", None, "", None, None),
]


@pytest.fixture(scope="module")
def seeds(reader: Reader, shared: object) -> list[Claim]:
    from pathlib import Path

    from kg.pipeline import articles

    path = Path(str(shared)) / "dev" / "seeds" / "articles.jsonl"
    return [claim for article in articles([path], reader) for claim in reader.claims(article)]


@pytest.mark.shared
@pytest.mark.parametrize(("article", "written", "unit", "subject", "speaker", "valid"), SEEDS)
def test_the_first_articles_give_their_figures(
    seeds: list[Claim],
    article: str,
    written: str,
    unit: str | None,
    subject: str,
    speaker: str | None,
    valid: str | None,
) -> None:
    hits = [c for c in seeds if c.article.startswith(article) and c.written and written in c.written]
    assert hits
    assert any(
        c.unit == unit
        and subject in c.subject
        and (speaker is None or re.search(speaker, c.speaker or ""))
        and (valid is None or (c.valid_from or "").startswith(valid))
        for c in hits
    ), hits


@pytest.mark.shared
@pytest.mark.parametrize(("article", "value"), [("003", "1949-04-04"), ("000", "2022-09"), ("004", "2022-09")])
def test_the_first_articles_give_their_dates(seeds: list[Claim], article: str, value: str) -> None:
    assert any(c.kind == "date" and c.article.startswith(article) and c.value == value for c in seeds)
