"""What the news counts people by: every measure is told by its own words."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Some 40 villagers fell sick after eating at a wedding in Punjab.", "Some 40", "cases"),
        ("About 800 million people in the world are undernourished.", "About 800 million", "malnourished"),
        ("Nearly 9 million people in Yemen are one step away from famine.", "Nearly 9 million", "peopleAtRisk"),
        ("More than 1,100 prisoners escaped from a jail in Niger.", "More than 1,100", "escaped"),
        ("About 90 rebels surrendered to the army in Mindanao.", "About 90", "surrendered"),
        ("The strike left 50,000 passengers stranded at Heathrow.", "50,000", "stranded"),
        ("Germany deported 21,000 people last year.", "21,000", "deported"),
        ("China lifted 10 million people out of poverty last year.", "10 million", "liftedFromPoverty"),
        ("About 2,700 people are sleeping rough in Dublin.", "About 2,700", "homelessness"),
        ("The coastguard picked up 220 migrants south of Lampedusa.", "220", "rescued"),
        ("Nurses will vaccinate 640,000 people in the camps.", "640,000", "peopleVaccinated"),
        ("Ireland has given out 2.1 million shots.", "2.1 million", "dosesAdministered"),
        ("Some 14.2 million Chileans were called to the polls.", "Some 14.2 million", "registeredVoters"),
        ("Flooding has submerged 31,000 hectares of rice fields in Vietnam.", "31,000 hectares", "farmlandAffected"),
        ("The group will repay 80 million euros of loans.", "80 million euros", "debtRepaid"),
    ],
)
def test_people_are_counted_by_what_befell_them(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_a_crowd_that_turned_up_has_no_age() -> None:
    assert figures("Some 120,000 people turned up for the concert in Leeds.")["Some 120,000"].measure == "participants"
