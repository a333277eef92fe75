"""What market reports, digests of results and trade figures write: whose values they are, of what, and of when."""

from __future__ import annotations

import pytest
from sentences import figures, when

CHANGE, LEVEL, RATE = "indexLevelChange", "indexLevel", "exchangeRate"
SHARE, MOVED = "priceOfStock", "priceOfStockChange"


@pytest.mark.parametrize(
    ("text", "value", "measure", "subject"),
    [
        ("Tokyo fell 0.59 percent, or 92.03 points, to 15,521.22.", "92.03 points", CHANGE, "Tokyo"),
        ("Tokyo fell 0.59 percent, or 92.03 points, to 15,521.22.", "15,521.22", LEVEL, "Tokyo"),
        ("Oslo rose and Hong Kong shed 92.41 points, or 0.37 percent.", "92.41 points", CHANGE, "Hong Kong"),
        ("Sydney ended flat, adding 2.7 points to 5,637.6.", "2.7 points", CHANGE, "Sydney"),
        ("The Merval let go 282.12 points or 0.79 percent, to close at 35,343.28.", "282.12 points", CHANGE, "Merval"),
        ("Frankfurt lost 1.2 percent to 12,345.67.", "1.2 percent", CHANGE, "Frankfurt"),
    ],
)
def test_what_moves_by_points_is_an_index(text: str, value: str, measure: str, subject: str) -> None:
    claim = figures(text)[value]
    assert (claim.measure, claim.subject) == (measure, subject)


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The greenback fetched 103.88 yen in New York.", "103.88 yen", "greenback"),
        ("The euro bought $1.3191 and 137.10 yen.", "137.10 yen", "euro"),
        ("The Japanese yen was off slightly at 109.55.", "109.55", "Japanese yen"),
    ],
)
def test_what_a_currency_stands_at_is_its_rate(text: str, value: str, subject: str) -> None:
    claim = figures(text)[value]
    assert (claim.measure, claim.subject) == (RATE, subject)


@pytest.mark.parametrize(
    ("value", "measure", "subject"),
    [
        ("69p", MOVED, "Carrow"),
        ("7.6%", MOVED, "Carrow"),
        ("840p", SHARE, "Carrow"),
        ("14p", MOVED, "Belding"),
        ("296p", SHARE, "Belding"),
    ],
)
def test_a_list_of_shares_names_each(value: str, measure: str, subject: str) -> None:
    text = "Among the biggest fallers were Carrow, down 69p (7.6%) at 840p, and Belding, off 14p (4.6%) at 296p."
    claim = figures(text)[value]
    assert (claim.measure, claim.subject) == (measure, subject)


def test_investors_own_no_share_price() -> None:
    text = "Velding sold more. Investors cheered, sending Velding shares up from $31.99 to $35.16."
    assert figures(text)["$35.16"].subject == "Velding"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("October crude oil fell $1.26 to $103.85 a barrel.", "$1.26"),
        ("The Kahl index closed up 2.7% at 16,862.47 after being shut for a holiday on Monday.", "2.7%"),
        ("Shares of Belding ended 4 percent lower after touching a two-year high on Monday.", "4 percent"),
    ],
)
def test_these_times_date_no_price(text: str, value: str) -> None:
    assert when(text, value, published="2024-05-15") == ("2024-05-15", "2024-05-15")


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("Mortgages were approved in August, which was a 3.8% increase on July.", "3.8%", ("2023-08", "2023-08")),
        ("Velding has sold 9 million copies since it went on sale in January.", "9 million", ("2024-01", "2024-05-15")),
        ("The carmaker's third-quarter losses narrowed to $9 million.", "$9 million", ("2024-01", "2024-03")),
        ("Norvia cut its 2024 GDP forecast to 3% from 4% and its 2025 forecast to 2% from 5%.", "4%", ("2024", "2024")),
        ("Norvia cut its 2024 GDP forecast to 3% from 4% and its 2025 forecast to 2% from 5%.", "2%", ("2025", "2025")),
    ],
)
def test_which_period_a_business_figure_is_of(text: str, value: str, period: tuple[str, str]) -> None:
    assert when(text, value, published="2024-05-15") == period


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("Malaysia's exports rose 3% in May. Exports to China rose 51.5% from a year earlier.", "51.5%", "Malaysia"),
        ("Peru's exports rose 3% in May. Exports to the United States rose 16.3%.", "16.3%", "Peru"),
        ("U.S. airlines carried 66.1 million domestic and international passengers.", "66.1 million", "U.S. airlines"),
        ("Kahl — a maker of tyres — has 300 workers.", "300", "Kahl"),
    ],
)
def test_whose_figure_of_trade_it_is(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Velding came to $2.22 a share in profit, up from net income of $10.26 billion.", "$10.26 billion", "profit"),
        ("Velding lost $344 million, versus earnings of $19 million a year ago.", "$19 million", "profit"),
        ("Acme plans a 10 percent cut in its budget.", "10 percent", "budgetChange"),
        ("Producers pumped 9 million bpd, down by 604,000 bpd from August.", "604,000 bpd", "productionChange"),
        ("Peru's exports rose 30%. The pace beat the 21.3% forecast by a Reuters poll.", "21.3%", "exportsChange"),
        ("The country's gross domestic product (GDP) growth was cut to 3 percent.", "3 percent", "gdpGrowth"),
    ],
)
def test_what_a_business_figure_measures(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


def test_bounds_of_business_figures() -> None:
    assert figures("Annual growth picked up to 4.8 per cent.")["4.8 per cent"].low is not None
    assert figures("The bank operates under two names.")["two"].low == 2
    found = figures("The bank raised its inflation forecast for 2024 to 6.5% – 7% from 4.3% – 4.8%.").values()
    assert sorted((str(claim.low), str(claim.high)) for claim in found) == [("4.3", "4.8"), ("6.5", "7")]
