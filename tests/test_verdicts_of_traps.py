"""Small groups of claims that look like a conflict and are none; what others call things stays as they gave it."""

from __future__ import annotations

import json

import pytest
from desk_claims import (
    FIRM,
    GROWTH,
    MARCH,
    POLL,
    RAIN,
    SHIP,
    STRIKE,
    TANKS,
    TERM,
    YEAR,
    Facts,
    lexicon,
    report,
    says,
)

from kg.check.alike import alike
from kg.formats import claims_from_json


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
