"""Small groups of claims that say one thing otherwise: rounded, bounded, or in another unit."""

from __future__ import annotations

import pytest
from desk_claims import (
    BUDGET,
    GROWTH,
    MARCH,
    POLL,
    RAIN,
    STRIKE,
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
            {"roundingVariant"},
            BUDGET,
            [
                says(2_000_000_000, "almost 2bn euros", modality="approx", high=2_000_000_000, **YEAR),
                says(1_940_000_000, "1.94bn euros", "b", written="1.94bn", **YEAR),
            ],
            id="almost two billion",
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
            {"roundingVariant"},
            GROWTH | {"measure": "exports_change"},
            [
                says(-90, "fell more than 90 percent", modality="more_than", low=None, high=-90, **YEAR),
                says(-93, "fell 93 percent", "b", low=-93, high=-93, **YEAR),
            ],
            id="more than so much of a fall",
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
            {"roundingVariant"},
            {"subject": "Orrin Ferries", "measure": "founding_date", "kind": "date", "temporality": "constant"},
            [
                says("1949", "founded in 1949", valid_from="1949", valid_to="1949"),
                says("1949-04", "founded in April 1949", "b", valid_from="1949-04", valid_to="1949-04"),
            ],
            id="a founding to the year and to the month",
        ),
    ],
)
def test_what_a_desk_wants_to_see_is_shown(expected: set[str], shared: Facts, claims: list[Facts]) -> None:
    found = {finding.verdict for finding in report(*claims, **shared).findings}
    assert found == expected
