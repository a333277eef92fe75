"""Figures of firms, their reports, sales and orders: whose they are, of what, of when."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "start"),
    [
        (
            "Norvik sold 4,100 units in April 2020. In the year-ago period, 3,200 units were sold.",
            "3,200",
            "2019-04",
        ),
        (
            "Norvik sold 4,100 cars in April 2020, against 3,200 in the corresponding period last year.",
            "3,200",
            "2019-04",
        ),
        ("Norvik sold 4,100 cars for the month of April 2020.", "4,100", "2020-04"),
        ("Norvik's April sales fell 5 percent, as it sold 4,100 cars during the month.", "4,100", "2020-04"),
        ("In March, exports went down 6 percent compared with a year ago to 1.9 million.", "1.9 million", "2020-03"),
    ],
)
def test_figures_of_a_month_are_of_that_month(text: str, value: str, start: str) -> None:
    assert figures(text)[value].valid_from == start


def test_the_period_a_year_back_is_not_that_of_the_next_firm() -> None:
    text = (
        "Norvik sold 4,100 units in April 2020. In the year-ago period, 3,200 units were sold.\n\n"
        "Veldora Motors sold 2,700 units."
    )
    found = figures(text)
    assert (found["3,200"].standing, found["2,700"].valid_from) == ("prior", "2020-04")


@pytest.mark.parametrize(
    ("text", "value", "owner", "measure"),
    [
        (
            "Airbus won an order from Norvik Air on Monday for 40 new widebodies worth $9 billion.",
            "40",
            "Norvik Air",
            "aircraftOrdered",
        ),
        (
            "Airbus won an order from Norvik Air on Monday for 40 new widebodies worth $9 billion.",
            "$9 billion",
            "Norvik Air",
            "dealValue",
        ),
        ("Norvik Air placed an order for four A320neos.", "four", "Norvik Air", "aircraftOrdered"),
        ("Airbus said it had orders for six hundred A320neos.", "six hundred", "Airbus", "aircraftOrdered"),
    ],
)
def test_an_order_is_of_who_placed_it(text: str, value: str, owner: str, measure: str) -> None:
    claim = figures(text)[value]
    assert (claim.subject, claim.measure) == (owner, measure)


@pytest.mark.parametrize(
    "words",
    ["The 147-year-old firm", "The food and clothing retailer", "The London-based retailer"],
)
def test_a_description_of_a_firm_speaks_as_the_firm(words: str) -> None:
    text = f"Sainsbury's opened 12 stores. {words} said sales rose 3 percent."
    assert figures(text)["3 percent"].speaker == "Sainsbury's"


def test_the_words_of_a_figure_own_it_less_than_who_has_it() -> None:
    text = "Norvik said its share of the toy market in Britain had slipped 0.4 percentage points to 8.7 per cent."
    found = figures(text)
    assert {found["0.4 percentage points"].subject, found["8.7 per cent"].subject} == {"Norvik"}


def test_bare_sales_are_of_the_firm_told_before() -> None:
    text = "Norvik Motors sold 410 trucks in May. The domestic lorry sales came in at 300 units."
    assert "Norvik" in figures(text)["300"].subject


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Rival Veldora cut 300 jobs. Its shares were down 3 percent.", "3 percent", "Veldora"),
        (
            "Indian Energy Exchange (IEX) earned Rs 77 crore. The exchange had earned Rs 44 crore.",
            "Rs 44 crore",
            "Indian Energy Exchange",
        ),
        (
            "Acme sold 30 mills.\n\nRamco Cements' revenue rose 30 percent. The company earned $5 million.",
            "$5 million",
            "Ramco Cements",
        ),
        (
            "Norvik grew last year. Operating income rose 5 percent. Its net profit stood at $9 million.",
            "$9 million",
            "Norvik",
        ),
        (
            "Hyundai Motor India reported a 28 percent rise in wholesales last month to 47,000 units.",
            "47,000",
            "Hyundai",
        ),
    ],
)
def test_the_firm_a_figure_is_of_is_found(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Amazon hired staff.\n\nVeldora, once the largest U.S. retailer, will close 46 stores.", "46", "Veldora"),
        ("Veldora & Co makes toys. JPMorgan Chase & Co cut 300 jobs.", "300", "JPMorgan Chase"),
        (
            "JPMorgan Chase paid a fine to the Federal Reserve. The bank lost money.\n\n"
            "The Federal Reserve raised its rate. The bank will cut 900 jobs.",
            "900",
            "JPMorgan Chase",
        ),
        ("Target said it would take on 12,000 people for the season.", "12,000", "Target"),
    ],
)
def test_firms_are_told_from_what_stands_beside_them(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


def test_words_are_called_with_the_firm_that_a_description_means() -> None:
    text = "Norvik Motors grew last year. The company's net premiums were up 27 percent."
    assert figures(text)["27 percent"].subject == "net premiums (Norvik Motors)"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Swedish chipmaker Norvik sank 12 percent on Monday.", "12 percent", "priceOfStockChange"),
        ("Operating profit rose to $5 million at Norvik.", "$5 million", "operatingProfit"),
        ("Norvik's operating margin was 9 percent.", "9 percent", "operatingMargin"),
        ("Norvik will pay $90 million to settle the case.", "$90 million", "settlement"),
        ("The CAC 40 won 0.6 percent to 4,296.", "0.6 percent", "indexLevelChange"),
        ("Shares of Norvik were trading 6 percent higher at $66 per share.", "$66", "priceOfStock"),
    ],
)
def test_measures_of_firms_and_markets(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "start"),
    [
        ("Norvik posted a profit of Rs 15 crore for Q2FY20.", "Rs 15 crore", "2019-07"),
        (
            "Revenue of Norvik was Rs 22 crore, higher than the Rs 18 crore reported in Q2FY19.",
            "Rs 18 crore",
            "2018-07",
        ),
        ("The owners hold half of Norvik, which was set up in 2007.", "half", "2020-05-05"),
    ],
)
def test_quarters_of_firms_and_what_is_only_added(text: str, value: str, start: str) -> None:
    assert figures(text)[value].valid_from == start


def test_a_level_told_against_another_is_of_whom_it_stands_beside() -> None:
    text = "Norvik's shares gained 12 percent, against a 2 percent rise in the Sensex."
    assert "Sensex" in figures(text)["2 percent"].subject


def test_a_report_is_of_its_quarter_not_of_the_day_on_which_it_was_told() -> None:
    text = "Norvik on Monday reported a 45 percent decline in net profit at $24 million for the quarter ended March 31."
    found = figures(text)
    assert {found["45 percent"].valid_from, found["$24 million"].valid_from} == {"2020-01"}


def test_jets_are_of_who_buys_them_not_of_who_makes_them() -> None:
    text = "Boeing landed an order for 85 jetliners from Norvik Lease. Veldora Air will buy 50 more Boeing jets."
    found = figures(text)
    assert (found["85"].subject, found["50"].subject) == ("Norvik Lease", "Veldora Air")


_WON = (
    "Skarn Towers share price gained 2 percent on Monday after the company won an order of Rs 94 crore from Ostland "
    "Grid Nigam Limited.\n\n"
)


@pytest.mark.parametrize(
    ("text", "value", "owner", "measure"),
    [
        ("", "Rs 94 crore", "Skarn Towers", "dealValue"),
        ("The company posted a profit of Rs 7 crore.", "Rs 7 crore", "Skarn Towers", "profit"),
        ("The stock hit a 52-week high of Rs 402.15.", "Rs 402.15", "Skarn Towers", "priceOfStock"),
        ("Skarn Towers was quoting at Rs 342.60 on the BSE.", "Rs 342.60", "Skarn Towers", "priceOfStock"),
        ("The scrip has added close to 8 percent.", "close to 8 percent", "Skarn Towers", "priceOfStockChange"),
        ("The firm has an order book of Rs 900 crore.", "Rs 900 crore", "Skarn Towers", "dealValue"),
        (
            "The firm also won contracts in Gujarat, Bihar and Kerala, with a total value of Rs 45 crore.",
            "Rs 45 crore",
            "Skarn Towers",
            "dealValue",
        ),
    ],
)
def test_whoever_wins_an_order_stays_the_company_told_of(text: str, value: str, owner: str, measure: str) -> None:
    claim = figures(_WON + text)[value]
    assert (claim.subject, claim.measure) == (owner, measure)


@pytest.mark.parametrize(
    ("lead", "period"),
    [
        ("Velding on Wednesday posted a quarterly profit that beat forecasts.", ("2020-01", "2020-03")),
        ("Velding posted first-quarter results on Thursday.", ("2020-01", "2020-03")),
        ("Velding paid its quarterly dividend on Monday.", ("2020-05-05", "2020-05-05")),
    ],
)
def test_figures_of_a_report_are_of_its_quarter_not_of_the_day(lead: str, period: tuple[str, str]) -> None:
    claim = figures(f"{lead}\n\nRevenue was $3.94 billion.")["$3.94 billion"]
    assert (claim.valid_from, claim.valid_to) == period


def test_the_line_of_the_agency_that_wrote_it_owns_nothing() -> None:
    text = (
        "Skarn Towers posts profit\n\nOrsa News\n\nThe stock of Skarn Towers climbed 4 percent.\n\n"
        "In the March quarter, it reported a 22 percent rise in net profit."
    )
    assert figures(text)["22 percent"].subject == "Skarn Towers"


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("Norvik lost 9 cents a share, less than in May.", "9 cents", "earningsPerShare", "Norvik"),
        ("Norvik's EBITDA margin was 14 percent.", "14 percent", "operatingMargin", "Norvik"),
        (
            "Norvik Bank's net interest margin narrowed to 2.6 percent.",
            "2.6 percent",
            "netInterestMargin",
            "Norvik Bank",
        ),
        ("Norvik Bank's net interest income rose to Rs 520 crore.", "Rs 520 crore", "netInterestIncome", "Norvik Bank"),
        ("Norvik Bank posted a loss. Net NPAs stood at 3.5 percent.", "3.5 percent", "badLoanRatio", "Norvik Bank"),
        (
            "Norvik Bank posted a loss. Gross non-performing assets (NPAs) rose to Rs 290 crore.",
            "Rs 290 crore",
            "badLoans",
            "Norvik Bank",
        ),
        ("Norvik closed at $12. Some 4 million shares changed hands.", "Some 4 million", "tradingVolume", "Norvik"),
        ("Norvik said 4,100 cars were sold in May.", "4,100", "unitsSold", "Norvik"),
        ("Norvik agreed to buy Veldora for $6 billion, including debt.", "$6 billion", "dealValue", "Veldora deal"),
        ("Norvik Inc fell 4 percent after its revenue shrank.", "4 percent", "priceOfStockChange", "Norvik Inc"),
        ("Norvik said about 550 roles would go at its mill.", "about 550", "jobsCut", "Norvik"),
    ],
)
def test_words_of_reports_tell_what_a_figure_of_a_firm_is(text: str, value: str, measure: str, owner: str) -> None:
    found = figures(text)[value]
    assert (found.measure, found.subject) == (measure, owner)


@pytest.mark.parametrize(
    ("text", "value", "start"),
    [
        (
            "Norvik Inc sank on Tuesday.\n\nHere's how it did in its fiscal fourth quarter ended Jan. 30, beside "
            "what was reckoned:\n\n"
            "- Revenue: $6 billion vs. $5 billion expected",
            "$6 billion",
            "2019-11",
        ),
        ("Norvik on Tuesday reported fiscal second-quarter results. Revenue was $6 billion.", "$6 billion", "2020-01"),
        (
            "Norvik fell on Monday after it posted a quarterly drop in profit of 10 percent.",
            "10 percent",
            "2020-01",
        ),
        (
            "Norvik's loans rose to 48 percent in the March quarter from 46 percent in the December quarter. "
            "Provisions fell to $9 million in the quarter.",
            "$9 million",
            "2020-01",
        ),
        (
            "Norvik's revenue more than doubled to $83 million in 2018, but its net loss widened to $35 million.",
            "$35 million",
            "2018",
        ),
    ],
)
def test_figures_of_a_report_are_of_its_period(text: str, value: str, start: str) -> None:
    day = "2020-02-18" if "Jan. 30" in text else "2020-05-05"
    found = figures(text, published=day)[value]
    assert found.valid_from == start


def test_an_earlier_value_may_stand_behind_a_time() -> None:
    text = (
        "Norvik's bad loans went up 2 percent to $91 million at the end of the March quarter from $88 million in May."
    )
    assert figures(text)["$88 million"].standing == "prior"


def test_an_earlier_value_of_a_quarterly_report_is_of_a_year_before() -> None:
    text = (
        "Norvik Inc's first-quarter profit rose 16 percent.\n\n"
        "It posted net income of $129 million, or $3 per share, up from $111 million, or $2 per share."
    )
    found = figures(text)
    assert {found[value].valid_from for value in ("$111 million", "$2")} == {"2019-01"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zinc fell 0.7 percent to $2,310 a ton, lead lost 1.2 percent to $1,985 and tin gave up 0.4 percent.",
            [
                ("0.7 percent", "priceChange"),
                ("$2,310 a ton", "price"),
                ("1.2 percent", "priceChange"),
                ("$1,985", "price"),
                ("0.4 percent", "priceChange"),
            ],
        ),
        (
            "The DAX index lost 0.4 percent, or 52.3 points, to 12,880 on Monday.",
            [("0.4 percent", "indexLevelChange"), ("52.3 points", "indexLevelChange"), ("12,880", "indexLevel")],
        ),
        ("Kerala Motors sales zoom 31 per cent in June.", [("31 per cent", "unitsSoldChange")]),
        ("The Brent basket edged up to 61.20 dollars on Friday.", [("61.20 dollars", "price")]),
        ("Volta Air signs for 14 Airbus jets.", [("14", "aircraftOrdered")]),
        ("Planemakers deliver record 612 jets.", [("612", "aircraftOrdered")]),
        ("The airline had 34 planes at the end of June.", [("34", "aircraftFleet")]),
        ("Delta Bank to pay $120 million to end a bribery probe.", [("$120 million", "settlement")]),
        ("The Antwerp plant has 1,200 people on the payroll.", [("1,200", "headcount")]),
        ("Everton paid £31m for two players.", [("£31m", "transferFee")]),
        ("The bank set aside a further £80m to compensate customers.", [("£80m", "compensation")]),
        ("The stoppage costs the company $9 million a week.", [("$9 million a week", "cost")]),
        ("The airline flew 4.1 million people in 2014.", [("4.1 million", "passengers")]),
        ("The company expects a 3 percentage point headwind from currencies.", [("3 percentage point", "headwind")]),
        ("Up to 2,100 jobs under threat at a retailer.", [("Up to 2,100", "jobsCut")]),
    ],
)
def test_trade_and_firms_in_the_words_of_headlines(text: str, expected: list[tuple[str, str]]) -> None:
    found = figures(text)
    assert [(value, found[value].measure) for value, _ in expected] == expected


def test_the_high_of_a_year_has_no_duration() -> None:
    found = figures(_WON + "The stock hit a 52-week high of Rs 402.15.")
    assert not any("52" in value for value in found)


def test_a_share_that_added_something_says_nothing() -> None:
    claim = figures(_WON + "The scrip has added close to 8 percent.")["close to 8 percent"]
    assert claim.speaker is None
