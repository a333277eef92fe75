"""Two newsrooms: articles about one thing end in one series, articles about different things do not."""

from __future__ import annotations

from functools import lru_cache

import pytest

from kg.check import check_claims
from kg.model import Article, Claim, Finding
from kg.pipeline import Reader, open_reader

BASE = "http://127.0.0.1:8000/"


@lru_cache(maxsize=1)
def reader() -> Reader:
    return open_reader(base=BASE)


def read(name: str, published: str, text: str) -> list[Claim]:
    article = Article(name, text, published=published, publisher=f"Daily {name}")
    return reader().claims(reader().frame(article))


def pair(one: tuple[str, str], other: tuple[str, str]) -> tuple[list[Claim], list[Finding]]:
    """Return the claims of two articles, and the findings that are about both."""
    claims = [*read("a", *one), *read("b", *other)]
    findings = check_claims(iter(claims), lexicon=reader().lexicon).findings
    return claims, [each for each in findings if len({claim.article for claim in each.claims}) == 2]


def loud(findings: list[Finding]) -> set[str]:
    return {each.verdict for each in findings if each.severity != "info"}


def of(claims: list[Claim], article: str, measure: str) -> Claim:
    return next(claim for claim in claims if claim.article == article and claim.measure == measure)


def subjects(claims: list[Claim], measure: str) -> set[str | None]:
    return {claim.subject_iri for claim in claims if claim.measure == measure}


SAME_EVENT = {
    "a noun of a verb": (
        ("2018-05-09", "At least 14 people were killed when a footbridge collapsed near the town of Quill on Tuesday."),
        ("2018-05-09", "The collapse of a footbridge near Quill on Tuesday killed 19 people, the mayor said."),
        "deathToll",
    ),
    "a quake and an earthquake": (
        ("2020-02-03", "A magnitude 5.9 earthquake struck the Tessel region of Orvania on Saturday night."),
        (
            "2020-02-03",
            "Homes fell in the quake that hit Orvania's Tessel region on Saturday. It had a magnitude of 6.4.",
        ),
        "magnitude",
    ),
    "a ship that sank and one that went down": (
        ("2017-06-12", "The trawler Petrel, carrying 31 people, sank off Orvania on Sunday, leaving 8 people missing."),
        ("2017-06-12", "Eleven people are missing after the trawler Petrel went down on Sunday."),
        "missing",
    ),
    "a day and none": (
        ("2016-09-07", "A blast at a paint factory in Quill killed 6 people on Tuesday, police said."),
        ("2016-09-07", "An explosion in Quill has killed 9 people, the fire brigade said."),
        "deathToll",
    ),
    "an airliner and a flight of a state's airline": (
        (
            "2014-07-18",
            "A Malaysian airliner crashed in eastern Ukraine on Thursday, killing 295 people, Interfax said.",
        ),
        (
            "2014-07-18",
            "All 298 people died when Malaysia Airlines flight MH17 crashed in eastern Ukraine on Thursday.",
        ),
        "deathToll",
    ),
    "rails that were left": (
        ("2017-10-05", "A train carrying 180 people derailed near Harrow Top on Wednesday, injuring 46."),
        ("2017-10-05", "Experts looked at a train that came off the rails near Harrow Top a day earlier, injuring 64."),
        "injured",
    ),
    "an embassy nearby": (
        ("2017-06-01", "A truck bomb exploded in Kabul on Wednesday, killing 80 people near the German embassy."),
        ("2017-06-01", "The blast near the German embassy killed 93 people in Kabul on Wednesday, officials said."),
        "deathToll",
    ),
    "a dam that burst": (
        ("2014-08-22", "Seven people were missing after a dam at a tin mine burst near Quill on Thursday."),
        ("2014-08-22", "Twelve people are missing after the collapse of the dam near Quill on Thursday."),
        "missing",
    ),
}


@pytest.mark.parametrize("case", SAME_EVENT)
def test_one_event_has_one_identity_in_both_articles(case: str) -> None:
    one, other, measure = SAME_EVENT[case]
    claims, _ = pair(one, other)
    found = subjects(claims, measure)
    assert {claim.article for claim in claims if claim.measure == measure} == {"a", "b"}
    assert len(found) == 1
    assert None not in found


OTHER_EVENT = {
    "another month": (
        ("2013-03-05", "An earthquake struck the Tessel region on Monday, killing 40 people."),
        ("2015-07-14", "An earthquake hit the Tessel region on Monday, killing 12 people."),
    ),
    "another place": (
        ("2013-03-05", "An explosion at a mine near Quill killed 16 people on Monday."),
        ("2013-03-05", "An explosion at a mine near Harrow Top killed 9 people on Monday."),
    ),
    "another kind": (
        ("2013-03-05", "A fire near Quill killed 16 people on Monday."),
        ("2013-03-05", "A train crash near Quill killed 9 people on Monday."),
    ),
    "another day of an attack": (
        ("2013-03-05", "A shooting in Quill killed 3 people on Monday."),
        ("2013-03-29", "A shooting in Quill killed 2 people on Thursday."),
    ),
}


@pytest.mark.parametrize("case", OTHER_EVENT)
def test_two_events_are_two_subjects_and_raise_no_alarm(case: str) -> None:
    claims, findings = pair(*OTHER_EVENT[case])
    assert of(claims, "a", "deathToll").subject_iri != of(claims, "b", "deathToll").subject_iri
    assert loud(findings) == set()


def test_an_event_without_place_name_and_day_stays_its_articles_own() -> None:
    claims, _ = pair(("2013-03-05", "The quake killed 40 people."), ("2013-03-06", "The quake killed 12 people."))
    found = subjects(claims, "deathToll")
    assert len(found) == 2
    assert None not in found


def test_an_event_long_ago_that_only_its_article_places_is_not_shared() -> None:
    text = "A quake killed 7 people near Quill on Wednesday, two weeks after another killed more than 600 {}."
    one = read("a", "2011-11-10", text.format("in the same region"))
    other = read("b", "2015-03-12", text.format("in the same region"))
    assert {c.subject_iri for c in one if c.written == "more than 600"}.isdisjoint(c.subject_iri for c in other)


def test_an_event_is_called_by_its_place_and_its_day() -> None:
    claims = read("a", "2018-05-09", "Two people were killed when a footbridge collapsed near Quill on Tuesday.")
    assert of(claims, "a", "deathToll").subject == "Quill footbridge collapse (2018-05-08)"


def test_what_fell_is_the_bridge_of_that_place() -> None:
    one = (
        "2018-05-09",
        "A road bridge collapsed near Quill on Tuesday, killing two people. The bridge was built in 1961.",
    )
    other = (
        "2018-05-10",
        "The collapse of a road bridge near Quill killed two people. The bridge, built in 1958, was closed.",
    )
    claims, findings = pair(one, other)
    assert subjects(claims, "constructionDate") == {f"{BASE}id/entity/quill-bridge"}
    assert "contradiction" in loud(findings)


def test_a_bare_word_is_shared_by_no_two_articles() -> None:
    claims, _ = pair(
        ("2018-05-09", "Residents complain. The bridge was built in 1961."),
        ("2018-05-10", "A walk along the river is worth it. The bridge was built in 1902."),
    )
    assert len(subjects(claims, "constructionDate")) == 2


def test_the_figure_of_a_countrys_economy_is_the_countrys() -> None:
    claims, _ = pair(
        ("2021-01-11", "The World Bank expects Orvania's economy to grow 2.4 percent in 2021."),
        ("2021-01-12", "Orvania will grow by 3.9 percent in 2021, the Asian Development Bank forecast on Tuesday."),
    )
    assert {claim.subject for claim in claims if claim.measure == "gdpGrowth"} == {"Orvania"}


def test_a_budget_that_was_approved_and_what_will_be_spent_are_one_figure() -> None:
    _, findings = pair(
        ("2021-12-03", "Orvania's parliament approved a defence budget of 4.1 billion euros for 2022 on Friday."),
        ("2021-12-04", "Orvania will spend €4.8 billion on defence in 2022, the finance ministry said."),
    )
    assert "contradiction" in loud(findings) or "dispute" in loud(findings)


@pytest.mark.parametrize(
    "words",
    [
        "Sorrel Foods agreed on Monday to buy Tarn Mills for $3.1 billion.",
        "Tarn Mills will be bought by Sorrel Foods in a deal worth $3.9 billion.",
        "Sorrel's $3.7 billion takeover of Tarn Mills was announced on Monday.",
        "Oster Group has sold Tarn Mills to Sorrel Foods for $3.4 billion.",
        "Sorrel has completed its acquisition of Tarn Mills. The deal was valued at $3.3 billion.",
    ],
)
def test_a_deal_is_that_of_what_is_bought(words: str) -> None:
    assert of(read("a", "2019-04-02", words), "a", "dealValue").subject_iri == f"{BASE}id/entity/deal-tarn-mills-2019"


def test_a_stake_and_a_bid_are_no_purchase_of_the_whole() -> None:
    claims, findings = pair(
        ("2019-04-02", "Sorrel Foods agreed on Monday to buy Tarn Mills for $3.1 billion."),
        ("2019-04-02", "Oster Group is buying a 20 percent stake in Tarn Mills for $700 million."),
    )
    assert len(subjects(claims, "dealValue")) == 2
    assert loud(findings) == set()


@pytest.mark.parametrize(
    "words",
    [
        "A Lakeside poll published on Monday put Labour at 38 percent, with the Conservatives on 27 percent.",
        "Labour is on 38 percent and the Conservatives on 27 percent, says a Lakeside poll published on Monday.",
        "Labour would win 38 percent of the vote, the Conservatives 27 percent, a Lakeside poll showed on Monday.",
    ],
)
def test_every_party_has_its_own_share_of_the_day_of_the_poll(words: str) -> None:
    claims = [claim for claim in read("a", "2023-02-07", words) if claim.kind == "quantity"]
    assert {(claim.subject, claim.written, claim.measure) for claim in claims} == {
        ("Labour Party", "38 percent", "pollShare"),
        ("Conservative Party", "27 percent", "pollShare"),
    }
    assert {claim.valid_from for claim in claims} == {"2023-02-06"}


@pytest.mark.parametrize(
    "words",
    [
        "The Tarn Institute, founded in 1931, has offices in 12 countries.",
        "The Tarn Institute was founded in 1931 and has offices in 12 countries.",
        "Founded in 1931, the Tarn Institute is well known. It has offices in 12 countries.",
    ],
)
def test_the_year_of_the_founding_is_not_that_of_the_offices(words: str) -> None:
    assert of(read("a", "2020-06-01", words), "a", "countries").valid_from == "2020-06-01"


def test_core_inflation_is_another_figure_than_inflation() -> None:
    _, findings = pair(
        ("2022-06-02", "Inflation in Orvania fell to 6.1 percent in May, the statistics office said."),
        ("2022-06-02", "Core inflation in Orvania was 5.3 percent in May, the statistics office said."),
    )
    assert loud(findings) == set()


def test_the_order_of_the_articles_changes_no_identity() -> None:
    one, other = SAME_EVENT["a ship that sank and one that went down"][:2]
    assert {claim.subject_iri for claim in pair(one, other)[0]} == {claim.subject_iri for claim in pair(other, one)[0]}


def test_the_company_is_the_one_the_article_is_about() -> None:
    claims, findings = pair(
        ("2022-02-08", "Tarn Mills raised its prices on Monday. The company employs 3,200 people."),
        ("2022-02-08", "Tarn Mills employs 4,100 people."),
    )
    assert len(subjects(claims, "headcount")) == 1
    assert loud(findings) == {"contradiction"}


def test_a_strike_of_workers_is_no_attack() -> None:
    claims = read("a", "2018-04-03", "Train drivers went on strike on Tuesday. A second strike follows on Sunday.")
    assert not any("attack" in (claim.subject_iri or "") for claim in claims)
