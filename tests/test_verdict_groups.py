"""Small groups of claims as a desk meets them, of many domains: what must be shown, and what is no conflict.

The claims are in the form of ``kg check --claims``, with measures, units and subjects called as other readers may.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest

from kg.check import check_claims
from kg.check.alike import alike
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


@pytest.mark.parametrize(
    ("expected", "shared", "claims"),
    [
        pytest.param(
            {"dispute"},
            STRIKE,
            [says(12, "12 dead, police say", speaker="police"), says(15, "15 dead, doctors say", speaker="doctors")],
            id="police and doctors count differently",
        ),
        pytest.param(
            {"correction"},
            STRIKE,
            [says(12, "the strike killed 12"), says(15, "the strike killed 15", "b")],
            id="two tolls of one day in two papers",
        ),
        pytest.param(
            {"update"},
            STRIKE,
            [says(12, "12 killed"), says(15, "15 killed", "b", published="2024-05-07")],
            id="a toll rises overnight",
        ),
        pytest.param(
            {"update"},
            STRIKE,
            [
                says(12, "12 killed", measure="death_toll"),
                says(15, "15 killed", "b", measure="deathToll", published="2024-05-07"),
            ],
            id="one measure under two names",
        ),
        pytest.param(
            {"dispute"},
            MARCH,
            [
                says(100000, "100,000 came, the unions said", speaker="unions", written="100,000"),
                says(20000, "20,000 came, police said", "b", speaker="police", written="20,000"),
            ],
            id="organisers and police count a march",
        ),
        pytest.param(
            {"contradiction"},
            FIRM,
            [says(4200, "employs 4,200") | NEVER, says(3600, "employs 3,600", "b") | NEVER],
            id="two headcounts of one day by a reader that gives a state no time",
        ),
        pytest.param(
            {"contradiction"},
            FIRM,
            [
                says(4200, "employs 4,200", subject_iri="http://127.0.0.1:8000/id/entity/orrin-ferries"),
                says(3600, "employs 3,600", "b"),
            ],
            id="a name that one sentence shows to be a name and another does not",
        ),
        pytest.param(
            {"succession"},
            FIRM,
            [says(4200, "employs 4,200") | NEVER, says(3900, "employs 3,900", "b", published="2024-09-02") | NEVER],
            id="a headcount shrinks, told without a time",
        ),
        pytest.param(
            {"succession"},
            FIRM,
            [says(4200, "employs 4,200"), says(3900, "has 3,900 staff left", "b", published="2024-09-02")],
            id="a headcount shrinks",
        ),
        pytest.param(
            {"contradiction"},
            FIRM,
            [says(4200, "employs 4,200"), says(3600, "employs 3,600", "b")],
            id="two headcounts of one day",
        ),
        pytest.param(
            {"contradiction"},
            FIRM,
            [
                says(31, "runs 31 ships", measure="fleet size"),
                says(28, "runs 28 ships", "b", measure="aircraftFleet"),
            ],
            id="two fleets of one day under two names",
        ),
        pytest.param(
            {"contradiction"},
            BUDGET,
            [
                says(1_200_000_000, "a budget of 1.2bn euros for 2024", written="1.2bn", **YEAR),
                says(1_500_000_000, "the 2024 budget is 1.5bn euros", "b", written="1.5bn", **YEAR),
            ],
            id="two budgets of one year",
        ),
        pytest.param(
            {"succession"},
            BUDGET,
            [
                says(1_200_000_000, "1.2bn euros in 2023", written="1.2bn", valid_from="2023", valid_to="2023"),
                says(1_500_000_000, "1.5bn euros in 2024", "b", written="1.5bn", **YEAR),
            ],
            id="budgets of two years",
        ),
        pytest.param(
            {"roundingVariant"},
            BUDGET,
            [
                says(2_000_000_000, "almost 2bn euros", modality="approx", high=2_000_000_000, **YEAR),
                says(1_940_000_000, "1.94bn euros", "b", written="1.94bn", **YEAR),
            ],
            id="almost two billion",
        ),
        pytest.param(
            {"succession"},
            GROWTH,
            [
                says(2.1, "growth of 2.1 % from July to September", valid_from="2024-Q3", valid_to="2024-Q3"),
                says(1.4, "1.4 % from April to June", at=50, valid_from="2024-Q2", valid_to="2024-Q2"),
                says(2.6, "2.6 % a year before", at=90, valid_from="2023-Q3", valid_to="2023-Q3"),
            ],
            id="a quarter, the one before and that of the year before",
        ),
        pytest.param(
            {"succession"},
            {"subject": "Norland", "measure": "transfer_fee_share", "temporality": "state", "unit": "percent"},
            [
                says(8, "from 8 percent in 2014", written="8", valid_from="2014", valid_to="2014"),
                says(7.5, "to 7.5 percent in 2015", at=50, written="7.5", valid_from="2015", valid_to="2015"),
            ],
            id="an article tells of a change that rounding could hide",
        ),
        pytest.param(
            {"roundingVariant"},
            MARCH,
            [
                says(3_000_000, "three million marched", written="three million"),
                says(3_200_000, "3.2 million marched", "b", written="3.2 million"),
            ],
            id="millions in words and in digits",
        ),
        pytest.param(
            {"roundingVariant"},
            STRIKE,
            [says(12, "a dozen dead", written="a dozen"), says(14, "14 dead", "b", written="14")],
            id="a dozen and fourteen",
        ),
        pytest.param(
            {"roundingVariant"},
            POLL,
            [
                says(66.7, "two-thirds approve", written="two-thirds"),
                says(65, "65 percent approve", "b", written="65 percent"),
            ],
            id="two thirds and 65 per cent",
        ),
        pytest.param(
            {"roundingVariant"},
            STRIKE,
            [says(750, "deaths pass 750", low=750, high=None), says(757, "757 have died", at=60)],
            id="a bound on one side that a reader calls exact",
        ),
        pytest.param(
            {"unitVariant"},
            RAIN | {"measure": "wind_speed"},
            [
                says(110, "winds of 110 mph (175 kph)", unit="mph", written="110 mph"),
                says(175, "winds of 110 mph (175 kph)", unit="km/h", written="175 kph"),
            ],
            id="a wind converted to the nearest five",
        ),
        pytest.param(
            {"dispute"},
            STRIKE,
            [
                says(14, "more than 14 dead, police say", speaker="police", modality="more_than", low=14),
                says(37, "37 dead, doctors say", speaker="doctors", at=50),
            ],
            id="far more than the limit of another",
        ),
        pytest.param(
            {"update"},
            TANKS,
            [
                says(300, "more than 300", modality="more_than", low=300, high=None),
                says(310, "about 310", "b", modality="approx", published="2024-05-20"),
            ],
            id="more than so many, then about as many and some",
        ),
        pytest.param(
            {"contradiction"},
            GROWTH | {"measure": "exports_change"},
            [says(20, "rose 20 percent", **YEAR), says(-20, "fell 20 percent", "b", **YEAR)],
            id="a rise and a fall of one size",
        ),
        pytest.param(
            {"roundingVariant"},
            GROWTH | {"measure": "exports_change"},
            [
                says(-90, "fell more than 90 percent", modality="more_than", low=None, high=-90, **YEAR),
                says(-93, "fell 93 percent", "b", low=-93, high=-93, **YEAR),
            ],
            id="more than so much of a fall",
        ),
        pytest.param(
            {"contradiction"},
            {"subject": "Velden airport", "kind": "date", "temporality": "event"},
            [
                says("2024-05-02", "opened on 2 May", measure="opened", published="2024-05-20"),
                says("2024-05-04", "since 4 May", "b", measure="opening_date", published="2024-05-20"),
            ],
            id="one opening on two days",
        ),
        pytest.param(
            {"succession"},
            FIRM,
            [
                says(31, "had 31 ships until 3 April", measure="fleet size", valid_from=None, valid_to="2024-04-03"),
                says(32, "32 ships since", measure="fleet size", at=50, valid_from="2024-04-04", valid_to="2024-04-04"),
            ],
            id="a state up to a day, and another since",
        ),
        pytest.param(
            {"succession"},
            FIRM,
            [
                says(4200, "employs 4,200"),
                says(3600, "3,600 by July 2025", at=50, certainty="planned", valid_from="2025-07", valid_to="2025-07"),
            ],
            id="a cut that is planned",
        ),
        pytest.param(
            {"selfContradiction", "succession"},
            {"subject": "port of Velden", "temporality": "period"},
            [
                says(4300, "4,300 ferries called in 2024", measure="ferry_calls", written="4,300", **YEAR),
                says(
                    4000,
                    "4,000 in 2023",
                    at=50,
                    measure="ferry_calls",
                    written="4,000",
                    valid_from="2023",
                    valid_to="2023",
                ),
                says(
                    19,
                    "a rise of 19 percent",
                    at=90,
                    measure="ferry_calls_change_pct",
                    unit="percent",
                    written="19 percent",
                    **YEAR,
                ),
            ],
            id="a change that the values do not give, of a measure nobody knows",
        ),
        pytest.param(
            {"unitVariant"},
            BUDGET,
            [
                says(200000, "200,000 euros (216,000 dollars)", written="200,000", **YEAR),
                says(216000, "(216,000 dollars)", at=16, written="216,000", unit="USD", **YEAR),
            ],
            id="one sum in two currencies",
        ),
        pytest.param(
            {"dispute"},
            POLL,
            [says(41, "41 per cent", speaker="Orlo Institute"), says(46, "46 per cent", "b", speaker="Veld Surveys")],
            id="two institutes on one day",
        ),
        pytest.param(
            {"succession"},
            POLL,
            [
                says(41, "41 per cent in April", valid_from="2024-04", valid_to="2024-04"),
                says(46, "46 per cent this week", "b", valid_from="2024-05-02", valid_to="2024-05-05"),
            ],
            id="a poll of days after a poll of a month",
        ),
        pytest.param(
            {"unitVariant"},
            RAIN,
            [says(120, "120 millimetres fell", unit="mm"), says(4.7, "4.7 inches fell", "b", unit="inches")],
            id="rain in millimetres and inches",
        ),
        pytest.param(
            {"unitVariant"},
            RAIN,
            [
                says(80, "80 kilometres away", unit="km", measure="distance"),
                says(50, "50 miles away", "b", unit="mile", measure="distance"),
            ],
            id="a distance in miles by another name of the unit",
        ),
        pytest.param(
            {"unitVariant"},
            TERM,
            [says(5, "five years in prison", unit="year"), says(60, "60 months in jail", "b", unit="month")],
            id="a sentence in years and in months",
        ),
        pytest.param(
            {"contradiction"},
            TERM,
            [says(5, "five years in prison", unit="year"), says(8, "eight years in prison", "b", unit="year")],
            id="two sentences for one verdict",
        ),
        pytest.param(
            {"dispute"},
            TANKS,
            [
                says(200, "200 tanks had arrived, the ministry said", speaker="ministry"),
                says(200, "denied that 200 tanks had arrived", "b", speaker="embassy", polarity="-"),
            ],
            id="a delivery affirmed and denied",
        ),
        pytest.param(
            {"dispute"},
            TANKS,
            [
                says(260, "260 tanks had arrived, the ministry said", speaker="ministry"),
                says(200, "denied that more than 200 had", "b", modality="more_than", speaker="embassy", polarity="-"),
            ],
            id="who denies more than 200 denies 260",
        ),
        pytest.param(
            {"dispute"},
            SHIP,
            [
                says("soldiers", "soldiers were among the passengers", speaker="state radio"),
                says("any troops", "carried no troops", speaker="the shipping line", polarity="-"),
            ],
            id="denied in other words",
        ),
        pytest.param(
            {"dispute"},
            SHIP | {"measure": "cause"},
            [
                says("a gas leak", "a gas leak, the owner said", speaker="the owner"),
                says("a bomb", "it was a bomb, police said", "b", speaker="police"),
            ],
            id="two causes of one fire",
        ),
        pytest.param(
            {"correction"},
            GROWTH,
            [
                says(2.1, "now expects 2.1 %", certainty="forecast", speaker="central bank", written="2.1", **YEAR),
                says(
                    2.6,
                    "down from 2.6 % in March",
                    certainty="superseded forecast",
                    speaker="central bank",
                    written="2.6",
                    **YEAR,
                ),
            ],
            id="a forecast is cut",
        ),
        pytest.param(
            {"dispute"},
            GROWTH,
            [
                says(2.1, "the bank sees 2.1 %", certainty="forecast", speaker="central bank", written="2.1", **YEAR),
                says(3.4, "the ministry sees 3.4 %", certainty="forecast", speaker="ministry", written="3.4", **YEAR),
            ],
            id="two forecasters",
        ),
        pytest.param(
            {"contradiction"},
            {"subject": "ferry Aurora", "measure": "accident_date", "kind": "date", "temporality": "event"},
            [
                says("2024-05-04", "sank on 4 May", valid_from="2024-05-04", valid_to="2024-05-04"),
                says("2024-05-03", "sank on 3 May", "b", valid_from="2024-05-03", valid_to="2024-05-03"),
            ],
            id="one sinking on two days",
        ),
        pytest.param(
            {"roundingVariant"},
            {"subject": "Orrin Ferries", "measure": "founding_date", "kind": "date", "temporality": "constant"},
            [
                says("1949", "founded in 1949", valid_from="1949", valid_to="1949"),
                says("1949-04", "founded in April 1949", "b", valid_from="1949-04", valid_to="1949-04"),
            ],
            id="a founding to the year and to the month",
        ),
        pytest.param(
            {"succession"},
            {"subject": "Norland", "kind": "date", "temporality": "event"},
            [
                says("2019", "applied in 2019", measure="application_date", valid_from="2019", valid_to="2019"),
                says("2023", "joined in 2023", "b", measure="accession_date", valid_from="2023", valid_to="2023"),
            ],
            id="the steps of an accession",
        ),
        pytest.param(
            {"contradiction"},
            {"subject": "Ilse Brandt", "kind": "date", "temporality": "constant"},
            [
                says("1961", "born in 1961", measure="birth_date", valid_from="1961", valid_to="1961"),
                says("1958", "died in 1958", "b", measure="death_date", valid_from="1958", valid_to="1958"),
            ],
            id="a death before the birth",
        ),
        pytest.param(
            {"selfContradiction"},
            STRIKE,
            [
                says(9, "nine died in hospital", measure="deaths_in_hospital"),
                says(4, "four survived", measure="survivors"),
            ],
            id="more died in hospital than had survived",
        ),
        pytest.param(
            {"contradiction"},
            {"subject": "Norland", "subject_iri": None, "measure": "member_count", "temporality": "state"},
            [
                says(31, "NATO has 31 members", subject="NATO"),
                says(
                    32,
                    "32 members of the alliance",
                    "b",
                    subject="the alliance",
                    subject_iri="http://www.wikidata.org/entity/Q7184",
                ),
            ],
            id="one organisation by its name and by its IRI",
        ),
    ],
)
def test_what_a_desk_wants_to_see_is_shown(expected: set[str], shared: Facts, claims: list[Facts]) -> None:
    found = {finding.verdict for finding in report(*claims, **shared).findings}
    assert found == expected


@pytest.mark.parametrize(
    ("shared", "claims"),
    [
        pytest.param(
            STRIKE,
            [
                says(16, "16 died at the north mine"),
                says(12, "12 died at the south mine", "b", subject="south mine blast"),
            ],
            id="two accidents",
        ),
        pytest.param(
            STRIKE,
            [says(36, "36 dead"), says(30, "30 of them soldiers", measure="deaths_soldiers")],
            id="a part and its whole",
        ),
        pytest.param(
            GROWTH,
            [says(2.1, "expected 2.1 %", certainty="forecast", **YEAR), says(1.4, "grew 1.4 %", "b", **YEAR)],
            id="a forecast and its outcome",
        ),
        pytest.param(
            TERM,
            [
                says(10, "prosecutors ask for ten years", unit="year", certainty="planned"),
                says(6, "sentenced to six years", "b", unit="year"),
            ],
            id="asked for and given",
        ),
        pytest.param(
            GROWTH,
            [says(3.5, "revenue rose 3.5 %", measure="revenue_change_pct"), says(3.5, "prices rose 3.5 %", "b")],
            id="one number of two things",
        ),
        pytest.param(
            FIRM,
            [says(4000, "about 4,000", modality="approx"), says(3900, "3,900 people", "b")],
            id="about that many",
        ),
        pytest.param(
            TANKS,
            [
                says(150, "150 tanks had arrived", speaker="ministry"),
                says(200, "denied that more than 200 had", "b", modality="more_than", speaker="embassy", polarity="-"),
            ],
            id="a denial of more leaves room for less",
        ),
        pytest.param(
            RAIN,
            [
                says(120, "120 mm on Monday", unit="mm"),
                says(60, "60 mm on Thursday", "b", unit="mm", published="2024-05-09"),
            ],
            id="two rainy days",
        ),
        pytest.param(
            {"subject": "crude oil", "measure": "price", "unit": "USD/bbl", "temporality": "event"},
            [says(81.2, "81.20 dollars"), says(79.4, "79.40 dollars", "b", published="2024-05-08")],
            id="a price on two days",
        ),
        pytest.param(
            POLL,
            [says(52, "52 per cent in a two-way race"), says(46, "46 per cent with four candidates")],
            id="one poll, two match-ups, told by one article",
        ),
        pytest.param(
            {"subject": "Jan Rook", "measure": "visit_date", "kind": "date", "temporality": "event"},
            [
                says("2024-05-06", "arrived on Monday"),
                says("2024-11-04", "arrived on Monday", "b", published="2024-11-04"),
            ],
            id="two Monday visits",
        ),
        pytest.param(
            STRIKE | {"measure": "missing", "temporality": "state"},
            [
                says(15, "15 missing as of 8 p.m.", valid_from="2024-05-06T20:00", valid_to="2024-05-06T20:00"),
                says(5, "five still missing", "b"),
            ],
            id="the missing in the course of a day",
        ),
        pytest.param(
            SHIP,
            [
                says("grain", "carried grain", speaker="the owner"),
                says("grain from Norland", "carried grain from Norland", "b", speaker="the port"),
            ],
            id="told in more words",
        ),
        pytest.param(
            MARCH,
            [says(20000, "20,000 marched", modality="at_least"), says(26000, "26,000 marched", "b", written="26,000")],
            id="at least that many",
        ),
    ],
)
def test_a_trap_is_no_violation(shared: Facts, claims: list[Facts]) -> None:
    severities = {finding.severity for finding in report(*claims, **shared).findings}
    assert "violation" not in severities


def test_what_the_ontology_does_not_know_keeps_its_name() -> None:
    (told,) = claims_from_json([json.dumps(says(3, "3 gizmos", measure="gizmo", unit="gizmo", subject="X"))])
    assert alike(lexicon())(told) == told


def test_findings_quote_foreign_claims_as_they_were_given() -> None:
    found = report(says(12, "12 dead"), says(15, "15 dead", "b"), **STRIKE).findings
    assert {claim.measure for finding in found for claim in finding.claims} == {"deaths"}
