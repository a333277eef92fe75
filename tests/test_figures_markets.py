"""Figures of shares, indexes and lists of shares that moved."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "owner", "measure"),
    [
        (
            "The Dow Jones industrial average rose 1 percent and the Nasdaq closed 2 percent lower.",
            "2 percent",
            "Nasdaq",
            "indexLevelChange",
        ),
        (
            "The Dow gained 61 points to 9,753, while the Nasdaq rose 18 points to 5,521.",
            "18 points",
            "Nasdaq",
            "indexLevelChange",
        ),
        (
            "The Dow gained 61 points to 9,753, while the Nasdaq rose 18 points to 5,521.",
            "5,521",
            "Nasdaq",
            "indexLevel",
        ),
        (
            "The Russell 2000, a gauge of small-company stocks, climbed 2 percent.",
            "2 percent",
            "Russell 2000",
            "indexLevelChange",
        ),
    ],
)
def test_each_index_has_its_own_figures(text: str, value: str, owner: str, measure: str) -> None:
    claim = figures(text)[value]
    assert (owner in claim.subject, claim.measure) == (True, measure)


def test_prices_of_shares_take_no_month_told_before() -> None:
    text = "Veldora last month announced 300 job cuts. Its shares were down 3 percent."
    assert figures(text)["3 percent"].valid_from == "2020-05-05"


MOVERS = (
    "Stocks making moves before the bell:\n\n"
    "Netline — The social media stock dropped 22 percent after the company reported a weak forecast. "
    "Analysts had expected $1.89 per share.\n\n"
    "Kettleham — Shares popped 5 percent after it posted earnings of $3.95 per share on revenue of $14 billion."
    "\n\n"
    "Northwold (NWD) – Northwold declined 3 percent after missing revenue expectations for its third quarter. "
    "The defense company reported revenue of $8 billion.\n\n"
    "Lakeham Pharma — Barclays upgraded the drugmaker to overweight and raised its price target to $95 from $80."
)


@pytest.mark.parametrize(
    ("value", "owner", "measure"),
    [
        ("22 percent", "Netline", "priceOfStockChange"),
        ("$1.89", "Netline", "earningsPerShare"),
        ("5 percent", "Kettleham", "priceOfStockChange"),
        ("$3.95", "Kettleham", "earningsPerShare"),
        ("$14 billion", "Kettleham", "revenue"),
        ("3 percent", "Northwold", "priceOfStockChange"),
        ("$8 billion", "Northwold", "revenue"),
        ("$95", "Lakeham Pharma", "priceTarget"),
        ("$80", "Lakeham Pharma", "priceTarget"),
    ],
)
def test_an_item_that_opens_with_the_name_of_a_firm_is_of_that_firm(value: str, owner: str, measure: str) -> None:
    found = figures(MOVERS)[value]
    assert (found.subject, found.measure) == (owner, measure)


def test_a_share_that_fell_after_a_quarter_fell_on_the_day() -> None:
    assert figures(MOVERS)["3 percent"].valid_from == "2020-05-05"


@pytest.mark.parametrize(
    ("text", "value", "owner", "measure"),
    [
        (
            "Norvik's stock has risen 11 percent this year, compared with a 2 percent gain for the S&P 500.",
            "2 percent",
            "S&P 500",
            "indexLevelChange",
        ),
        (
            "Norvik shares closed 4 percent higher at $12, outpacing a 1 percent gain in the benchmark Nikkei 225.",
            "1 percent",
            "Nikkei 225",
            "indexLevelChange",
        ),
        (
            "Norvik Inc stock was trading 4 percent higher at Rs 123, as compared to a 2 percent rise in the Sensex.",
            "Rs 123",
            "Norvik Inc",
            "priceOfStock",
        ),
        (
            "Veldora Air signed an order for 56 Boeing jets valued at $18 billion.",
            "$18 billion",
            "Veldora Air",
            "dealValue",
        ),
        (
            "Norvik Inc raised its dividend. U.S. same-store sales grew 3 percent.",
            "3 percent",
            "Norvik Inc",
            "comparableSalesChange",
        ),
        ("Norvik cut its profit forecast to $4 a share.", "$4", "Norvik", "earningsPerShare"),
        ("Norvik posted a loss of 11 cents.", "11 cents", "Norvik", "earningsPerShare"),
        ("Norvik said sales rose 5 percent to $2 billion.", "5 percent", "Norvik", "revenueChange"),
        ("Norvik priced its shares at $25 each.", "$25", "Norvik", "priceOffered"),
        (
            "Shares of Norvik Inc fell on Monday. Brokerage Orsa Capital cut its target price to Rs 210.",
            "Rs 210",
            "Norvik Inc",
            "priceTarget",
        ),
        (
            "Norvik Inc posted higher sales. The Dearborn, Michigan-based chain earned $3 a share.",
            "$3",
            "Norvik Inc",
            "earningsPerShare",
        ),
        ("A team of 25 engineers arrived. Norvik Inc sent a truck.", "25", "team", "teamSize"),
    ],
)
def test_shares_orders_and_earnings_are_told_apart(text: str, value: str, owner: str, measure: str) -> None:
    found = figures(text)[value]
    assert (found.subject, found.measure) == (owner, measure)


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Tarnmin (NASDAQ:TRMN) posted a 14% rise in profit on Wednesday.", "14%", "Tarnmin"),
        ("Device maker Tarnmin Ltd. (NYSE: TRMN) posted a 14% rise in profit.", "14%", "Tarnmin Ltd"),
        ("Shares of Walmart (NYSE:WMT) fell 2%.", "2%", "Walmart"),
        ("Tarnmin (NASDAQ:TRMN) sells watches.\n\nSales advanced 9%, beating the estimate.", "9%", "Tarnmin"),
    ],
)
def test_what_a_firm_is_called_on_its_exchange_is_the_firm(text: str, value: str, owner: str) -> None:
    found = figures(text)[value]
    assert (found.subject, found.speaker) == (owner, None)
    assert "(" not in found.quote or found.quote.count("(") == found.quote.count(")")


def test_who_raises_a_price_target_says_so() -> None:
    assert figures(MOVERS)["$95"].speaker == "Barclays"
