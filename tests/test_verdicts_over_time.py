"""Small groups of claims of things that change: a later value is news and no conflict."""

from __future__ import annotations

import pytest
from desk_claims import (
    BUDGET,
    FIRM,
    GROWTH,
    NEVER,
    POLL,
    STRIKE,
    TANKS,
    YEAR,
    Facts,
    report,
    says,
)


@pytest.mark.parametrize(
    ("expected", "shared", "claims"),
    [
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
            {"succession"},
            BUDGET,
            [
                says(1_200_000_000, "1.2bn euros in 2023", written="1.2bn", valid_from="2023", valid_to="2023"),
                says(1_500_000_000, "1.5bn euros in 2024", "b", written="1.5bn", **YEAR),
            ],
            id="budgets of two years",
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
            {"update"},
            TANKS,
            [
                says(300, "more than 300", modality="more_than", low=300, high=None),
                says(310, "about 310", "b", modality="approx", published="2024-05-20"),
            ],
            id="more than so many, then about as many and some",
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
            {"succession"},
            POLL,
            [
                says(41, "41 per cent in April", valid_from="2024-04", valid_to="2024-04"),
                says(46, "46 per cent this week", "b", valid_from="2024-05-02", valid_to="2024-05-05"),
            ],
            id="a poll of days after a poll of a month",
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
    ],
)
def test_what_a_desk_wants_to_see_is_shown(expected: set[str], shared: Facts, claims: list[Facts]) -> None:
    found = {finding.verdict for finding in report(*claims, **shared).findings}
    assert found == expected
