"""Small groups of claims that cannot both be true, of many domains: disputes, contradictions and corrections."""

from __future__ import annotations

import pytest
from desk_claims import (
    BUDGET,
    FIRM,
    GROWTH,
    MARCH,
    NEVER,
    POLL,
    SHIP,
    STRIKE,
    TANKS,
    TERM,
    YEAR,
    Facts,
    report,
    says,
)


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
            {"dispute"},
            STRIKE,
            [
                says(14, "more than 14 dead, police say", speaker="police", modality="more_than", low=14),
                says(37, "37 dead, doctors say", speaker="doctors", at=50),
            ],
            id="far more than the limit of another",
        ),
        pytest.param(
            {"contradiction"},
            GROWTH | {"measure": "exports_change"},
            [says(20, "rose 20 percent", **YEAR), says(-20, "fell 20 percent", "b", **YEAR)],
            id="a rise and a fall of one size",
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
            {"dispute"},
            POLL,
            [says(41, "41 per cent", speaker="Orlo Institute"), says(46, "46 per cent", "b", speaker="Veld Surveys")],
            id="two institutes on one day",
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
