"""What a figure measures, in the many ways in which news of all kinds tell it."""

from __future__ import annotations

import pytest
from sentences import figures, stated

PRICE, COST, RATE = "price", "cost", "interestRateChange"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Carrow Air raised its fuel surcharge from £6 to £10.", "£10", "surcharge"),
        ("The port will levy a surcharge of 12 euros a crate.", "12 euros", "surcharge"),
        ("Average revenue per user slipped to 4.70 euros.", "4.70 euros", "averageRevenuePerUser"),
        ("The operator's voice traffic was 90 billion minutes.", "90 billion minutes", "callTraffic"),
        ("The lake was 2.6 degrees Celsius above the 1981-2010 average.", "2.6 degrees Celsius", "temperatureAnomaly"),
        ("Mills claim that Peru has undervalued the sol by 20 percent.", "20 percent", "currencyMisalignment"),
        ("Chile's deficit with Peru was $9 billion.", "$9 billion", "tradeBalance"),
        ("The start-up had $5 million in cash.", "$5 million", "cash"),
        ("Carrow agreed to buy Orley Foods for $5 million in cash and shares.", "$5 million", "dealValue"),
        ("The crater is 40 km across.", "40 km", "diameter"),
        ("The ferry was 650 feet from the pier.", "650 feet", "distance"),
        ("A retired nurse donated $2 million to the museum.", "$2 million", "donation"),
        ("The club is to receive a payment from Orley of £24m.", "£24m", "payment"),
        ("The fire threatens 6,400 structures.", "6,400", "buildingsThreatened"),
        ("Productivity rose at a 4 percent annual rate.", "4 percent", "productivityChange"),
        ("Exports of tin jumped sixfold last year.", "sixfold", "foldChange"),
        ("There was a 3 percent swing to Labour.", "3 percent", "voteShareChange"),
        ("Eight men were jailed for a total of 34 years.", "34 years", "prisonTerm"),
        ("A gang was jailed over a £3m investment scam.", "£3m", "fraudValue"),
    ],
)
def test_a_figure_has_the_measure_that_its_words_tell(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure", "number"),
    [
        ("The levy would add $90 to the price of a fridge.", "$90", "priceChange", "90"),
        ("The merger added $3 billion to its debt.", "$3 billion", "debtChange", "3000000000"),
        ("The row wiped £2 billion off its market value.", "£2 billion", "marketValueChange", "-2000000000"),
        ("Ministers want to take 3 percent off the tax rate.", "3 percent", "taxRateChange", "-3"),
        ("The mill added 300 jobs.", "300", "jobsAdded", "300"),
    ],
)
def test_what_is_added_to_something_is_a_change_of_it(text: str, value: str, measure: str, number: str) -> None:
    found = figures(text)[value]
    assert (found.measure, str(found.value)) == (measure, number)


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Revenue is expected to grow, with a 3 percent improvement foreseen.", "3 percent", "revenueChange"),
        ("Nurses want a 5 percent across-the-board wage increase.", "5 percent", "wageChange"),
        ("The bank's 0.25 percent cut in interest rates helped.", "0.25 percent", RATE),
        ("The jail increased its total capacity by 90 places.", "90", "productionCapacityChange"),
        ("Bird numbers declined an average of 69 percent.", "69 percent", "percentChange"),
        ("Copper prices had a three-day loss of more than 3 percent.", "more than 3 percent", "priceChange"),
        ("There were 51,000 more people in full-time jobs.", "51,000", "employedChange"),
        ("Imports rose 30 percent, up from the 24 percent in April.", "24 percent", "importsChange"),
        ("The share of homes priced below $90,000 fell to 30 percent.", "below $90,000", PRICE),
        (
            "Output is put at a record 38 million tonnes - higher by 2 million tonnes.",
            "38 million tonnes",
            "production",
        ),
        ("Investors may not raise their stake beyond 49 percent.", "beyond 49 percent", "stake"),
        ("Orley has racked up losses of $175 million since 2017.", "$175 million", "loss"),
    ],
)
def test_a_change_is_told_from_a_level(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Officials said all 61 people on board a jet from Lund to Peru were killed.", "61", "deathToll"),
        ("All 30 people aboard a ferry off Chile were rescued.", "30", "rescued"),
        ("The jet had 61 people on board.", "61", "onBoard"),
        ("Three tourists were on the passenger list of the jet that crashed.", "Three", "onBoard"),
        ("Carrow saw an exodus of 4 million subscribers.", "4 million", "customers"),
        ("Some 800 firefighters were working to put out the blaze.", "Some 800", "responders"),
    ],
)
def test_people_are_counted_by_what_befell_them(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Phones costing less than $200 sold well.", "less than $200", PRICE),
        ("The repairs cost $200 million.", "$200 million", COST),
        ("Fuel costs of £250m hurt Carrow Air.", "£250m", COST),
        ("A London club posted a 33 million-pound ($45 million) loss.", "33 million-pound", "loss"),
        ("Carrow agreed to pay $78 per Orley Foods share.", "$78", "priceOffered"),
        ("The bid offers Orley's holders $60 a share, a 30 percent premium.", "$60", "priceOffered"),
        ("Orley's stock is far below its peak of $270 a share.", "$270", "priceOfStock"),
        ("Net income came to $2.22 a share at the publicly traded firm.", "$2.22", "earningsPerShare"),
        ("Kestrel agreed to pay $350 million (£218 million) in penalties.", "$350 million", "fine"),
        ("Orley lost $344 million, or 12 cents a share, versus earnings of $19 million.", "$19 million", "profit"),
        ("The trade surplus of the six states rose to $9 billion, as prices eased.", "$9 billion", "tradeBalance"),
    ],
)
def test_money_is_told_apart_by_grammar(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Orley's sales fell from £352m to £290m and profits fell from £58m to £25m.", "£58m", "profit"),
        ("Orley's sales fell from £352m to £290m and profits fell from £58m to £25m.", "£25m", "profit"),
        ("Orley's shares leapt 17 percent, or 11p, to 75p.", "75p", "priceOfStock"),
        ("Orley's shares leapt 17 percent, or 11p, to 75p.", "11p", "priceOfStockChange"),
        ("Wheat for May delivery settled 4 cents, or 0.7 percent, lower at $6.10 a bushel.", "4 cents", "priceChange"),
        (
            "Peru raised its key rate by 2.5 percentage points and has held it at 6.5 percent.",
            "6.5 percent",
            "interestRate",
        ),
        ("Unemployment fell by 10,000 among women and by 39,000 among men.", "39,000", "unemployedChange"),
        ("Unemployment stood at 5 million, or 10 percent of the workforce.", "10 percent", "unemploymentRate"),
        ("Orley had a profit of $9 million for the six months to May, up 25 percent.", "25 percent", "profitChange"),
        (
            "Thefts climbed 8 percent, and in nine out of 10 cases nobody was caught.",
            "nine out of 10",
            "percentageShare",
        ),
        ("Exports rose 10 percent, against 1.5 percent in a poll of economists.", "1.5 percent", "exportsChange"),
    ],
)
def test_a_value_takes_its_measure_from_the_one_before_only_where_it_goes_on(
    text: str, value: str, measure: str
) -> None:
    assert figures(text)[value].measure == measure


def test_a_city_that_moves_by_points_is_its_index() -> None:
    text = "Tokyo fell 0.59 percent, or 92.03 points, to 15,521.22."
    assert [measure for _, measure, _ in stated(text, "92.03 points")] == ["indexLevelChange"]
    assert [measure for _, measure, _ in stated(text, "15,521.22")] == ["indexLevel"]


def test_doubled_stands_between_no_words() -> None:
    text = "The trade surplus of Peru tripled to $9 billion, as energy prices eased."
    found = figures(text)
    assert (found["tripled"].measure, found["$9 billion"].measure) == ("foldChange", "tradeBalance")
