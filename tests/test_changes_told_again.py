"""Changes whose verb stands with another value, changes of bulk, words around a number that bound or own nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "measure", "amount"),
    [
        ("Roe shares fell 12 cents, or 1.1%, to $10.80.", "1.1%", "priceOfStockChange", "-1.1"),
        (
            "Roe shares were trading down 0.8 percent, or 1.7 cents, at $2.10.",
            "1.7 cents",
            "priceOfStockChange",
            "-0.017",
        ),
        ("Roe shares ended the day down 5.5 cents, or 2.45%, at $2.19.", "5.5 cents", "priceOfStockChange", "-0.055"),
        ("Wheat futures ended down $0.67 or about 0.86% at $77.10 a tonne.", "about 0.86%", "priceChange", "-0.86"),
        ("Brent crude settled at $81.96 a barrel, losing $0.49 or about 0.59%.", "$0.49", "priceChange", "-0.49"),
        ("Wages rose by 0.2% in January, and 3.1% over the past 12 months.", "3.1%", "wageChange", "3.1"),
        (
            "Exports of vans and trucks rose by 3 percent to $17 billion, and 8 percent to $4.9 billion, respectively.",
            "8 percent",
            "exportsChange",
            "8",
        ),
        ("Profit fell 5 percent in Norland and 8 percent in Lundia.", "8 percent", "profitChange", "-8"),
        ("Gasoline stockpiles surged 749,000 barrels last week.", "749,000 barrels", "stockpileChange", "749000"),
        ("Wheat exports jumped 300,000 tonnes in May.", "300,000 tonnes", "exportsChange", "300000"),
        (
            "The office reported a draw of 2 million barrels in crude stocks.",
            "2 million barrels",
            "stockpileChange",
            "-2000000",
        ),
        (
            "Norland confirmed 764 cases of measles, an increase of 60 cases from the previous week.",
            "60",
            "casesChange",
            "60",
        ),
        ("Employment growth averaged 90,000 a month in Norland.", "90,000 a month", "jobsAdded", "90000"),
        ("The ministry said 4,000 jobs were lost in May.", "4,000", "jobsCut", "4000"),
        (
            "Crude stocks fell by 2 million barrels last week and are about 3% below the average.",
            "about 3%",
            "stockpileChange",
            "3",
        ),
        (
            "Acme's like-for-like sales, excluding petrol and VAT, rose 4.9% in May.",
            "4.9%",
            "comparableSalesChange",
            "4.9",
        ),
    ],
)
def test_a_change_goes_on_in_the_next_value(text: str, value: str, measure: str, amount: str) -> None:
    claim = figures(text)[value]
    assert (claim.measure, claim.value) == (measure, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Growth was 3 percent and 40 percent of it came from trade.", "40 percent"),
        ("Prices rose 5 percent, and 40 percent of shops closed.", "40 percent"),
    ],
)
def test_a_share_of_something_goes_on_no_change(text: str, value: str) -> None:
    assert not figures(text)[value].measure.endswith("Change")


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("The workforce grew, sending the jobless rate up to 6.4%.", "6.4%", "6.4", "6.4"),
        ("The blast killed 12 more people, bringing the death toll up to 45.", "45", "45", "45"),
        ("Norland is sending Lundia up to 30 tanks.", "up to 30", None, "30"),
        ("The work will take the crew up to three years.", "up to three years", None, "3"),
    ],
)
def test_what_is_moved_up_to_an_amount_has_no_bound(text: str, value: str, low: str | None, high: str | None) -> None:
    claim = figures(text)[value]
    assert (claim.low, claim.high) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    ("text", "value", "amount"),
    [
        (
            "This brings exports for the first nine months of 2019 to 24.6 billion dollars.",
            "24.6 billion dollars",
            "24600000000",
        ),
        ("Acme fell behind in the last two quarters.", "two quarters", "2"),
        ("Three quarters of the staff left.", "Three quarters", "75"),
        ("Orsa County has 155 cases, Lund County 73 and San Roque County 12, officials said.", "73", "73"),
        ("Orsa County has 155 cases, Lund County 73 and San Roque County 12, officials said.", "12", "12"),
        ("In the Lakeside poll men favour Lee by 60 percent-36 percent.", "36 percent", "36"),
        ("Lee has workers on contracts of one year or more.", "one year or more", "1"),
    ],
)
def test_which_numbers_are_read(text: str, value: str, amount: str) -> None:
    assert figures(text)[value].value == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "Acme expects a loss in the last six months of the financial year.",
        "Young voters, under 30, favoured Lee.",
        "Lee led among voters 50 and older.",
        "The maker builds the Falcon 9, the Atlas V 551 and the Starliner 2.",
    ],
)
def test_which_numbers_are_none(text: str) -> None:
    assert figures(text) == {}


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Norland has the most cholera cases, with 113. Lundia has 15.", "15", "Lundia"),
    ],
)
def test_a_stretch_of_time_owns_nothing(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


def test_a_bare_count_of_the_next_place_is_of_the_same_measure() -> None:
    read = figures(
        "Ruritania has the most cholera cases, with 113. Norland has 15, Lundia has eight and Kalvia has seven."
    )
    assert {claim.measure for claim in read.values()} == {"cases"}


@pytest.mark.parametrize(
    ("text", "value", "measure", "subject", "standing"),
    [
        (
            "Acme Motors delivered 422,000 vehicles in the quarter, missing estimates of 430,000.",
            "430,000",
            "unitsSold",
            "Acme Motors",
            "expected",
        ),
        (
            "Acme posted a profit of $40 million, missing forecasts for $45 million.",
            "$45 million",
            "profit",
            "Acme",
            "expected",
        ),
        ("Acme won a five-year contract worth $40 million.", "$40 million", "dealValue", "Acme", "current"),
        ("Acme won a five-year contract worth $40 million.", "five-year", "duration", "contract", "current"),
        ("Lee tops Roe by 7 points in the Lakeside poll.", "7 points", "pollLead", "Lee", "current"),
    ],
)
def test_words_beside_a_value_that_are_no_owner_and_no_cue(
    text: str, value: str, measure: str, subject: str, standing: str
) -> None:
    claim = figures(text)[value]
    assert (claim.measure, claim.subject, claim.standing) == (measure, subject, standing)
