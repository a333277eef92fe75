"""What newsrooms write of hiring, fees, seizures, pay and weekly figures: which measure it is."""

from __future__ import annotations

import pytest
from sentences import figures, stated


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Target has hired thousands of veterans.", "thousands", "peopleHired"),
        ("Acme recruited 40 engineers in May.", "40", "peopleHired"),
        ("Ford took on 12 apprentices.", "12", "peopleHired"),
        ("Retailers hired 9,000 people in May.", "9,000", "jobsAdded"),
        ("Colleges admitted 9,000 students in the autumn.", "9,000", "teachersAndPupils"),
        ("The officers seized 14 guns.", "14", "seizure"),
        ("The army supplied 14 guns.", "14", "weaponsSupplied"),
        ("Makers turn out only about 36 million doses a year.", "about 36 million", "production"),
        ("Nurses have given 5 million doses.", "5 million", "dosesAdministered"),
        ("The drug reduced all-cause mortality by 13%.", "13%", "mortalityRateChange"),
        ("Roughly one patient in 30 has died of cholera.", "Roughly one patient in 30", "fatalityRate"),
        ("Two planes collided and we had two deceased, the mayor said.", "two", "deathToll"),
    ],
)
def test_a_verb_tells_what_is_counted(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_a_verb_that_has_an_object_tells_nothing_of_who_acts() -> None:
    found = figures("Attacks went on all day, with one mortar killing two civilians at a packaging factory in Orsa.")
    assert found["two"].measure == "deathToll"
    assert found["one"].measure != "deathToll"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Mortgage approvals edged up 750 to 61,300 last week.", "750", "mortgageApprovalsChange"),
        ("Vacancies crept up 1,200 to 44,000.", "1,200", "vacanciesChange"),
        ("Building permits fell 5,250 between March and April.", "5,250", "housingChange"),
        ("The stock traded at $257, off 20 percent, after results.", "20 percent", "priceOfStockChange"),
        ("The shares closed at $323, off more than 20%.", "more than 20%", "priceOfStockChange"),
        ("A 3.9 per cent rise in council tax will raise £4m.", "3.9 per cent", "localTaxChange"),
        ("A 2 percent rise in the sales tax would raise $9 million a year.", "$9 million a year", "taxRevenue"),
        ("House prices in Wales rose by 2.1 per cent in June to an average of £214,000.", "£214,000", "price"),
        ("Rents in Leeds rose 4 percent over the year to June to an average of £950.", "£950", "rent"),
    ],
)
def test_small_steps_and_levels_far_behind_their_change(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Homeowners will pay an extra $180 in rates next year.", "$180", "localTaxChange"),
        ("The levy will cost each household an additional €90 a year.", "€90 a year", "costChange"),
        ("Ford will invest an additional $2 billion in Texas.", "$2 billion", "investment"),
        ("Homeowners pay $180 in rates.", "$180", "localTax"),
    ],
)
def test_what_is_charged_on_top_is_a_change(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Acme paid $3 million to 900 former workers.", "900", "workers"),
        ("The new rules affect 30,000 employees.", "30,000", "employees"),
        ("The law raised the pay of 60,000 workers.", "60,000", "workers"),
        ("Acme will pay $900 to each of its 4,000 workers.", "4,000", "headcount"),
        ("Acme employs 4,000 workers.", "4,000", "headcount"),
        ("Acme is to lay off 6 percent of its workforce, about 900 people.", "about 900", "jobsCut"),
    ],
)
def test_who_is_paid_or_met_with_something_is_no_workforce(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_a_deficit_beside_a_loss_is_a_loss() -> None:
    text = "Orsa City posted a £33 million loss, against a £113 million deficit a year earlier."
    assert [measure for _, measure, _ in stated(text, "£33 million", "£113 million")] == ["loss", "loss"]
    text = "The ministry said a loss of $3 million in fees widened the budget deficit to $40 million."
    assert figures(text)["$40 million"].measure == "budgetDeficit"


def test_those_asked_are_no_level_of_what_they_foresee() -> None:
    text = "Jobless claims rose. Economists polled by Reuters had forecast claims rising to 268,000 in the latest week."
    assert figures(text)["268,000"].measure != "sampleSize"


def test_a_chance_is_no_index() -> None:
    text = "Traders see a 70 percent chance of a quarter-point cut in September."
    assert figures(text)["70 percent"].measure != "indexLevelChange"
