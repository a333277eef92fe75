"""Whose a figure of business news is: firms and their parts, those who buy, goods and their prices, economies."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        # what only tells of a part, an example or a cause is no owner
        (
            "Norvik Inc sold more. Sales of stakes in firms including Peru's Velding Ltd raised $17m.",
            "$17m",
            "Norvik Inc",
        ),
        (
            "Norvik Inc sold its stakes in firms in Peru. This helped to bring debt down to $35m.",
            "$35m",
            "Norvik Inc",
        ),
        ("Norvik Inc had a weak year. Revenues nevertheless rose to $3m.", "$3m", "Norvik Inc"),
        ("Norvik Inc had a weak year. Employee costs rose 4%.", "4%", "Employee costs"),
        ("Norvik Inc carried fewer people. Fuel costs rose 40%.", "40%", "Fuel costs"),
        ("Roe Bank made a profit of $34m. Bad debts fell by 12%.", "12%", "Roe Bank"),
        ("The strike cost Norvik £40m in lost sales, the firm said.", "£40m", "Norvik"),
        ("Norvik Inc will cut 1,200 jobs. Some 300 will go at its Leeds plant.", "Some 300", "Norvik Inc"),
        ("China's exports to Peru fell 12%, while imports from Japan rose 3%.", "3%", "China"),
        ("Brazil, with a population of 210 million, drinks 22 million bags of coffee a year.", "22 million", "Brazil"),
        # who reports a figure of the sentence before owns the next one
        (
            "Shares of Velding fell 11% in London.\n\n"
            "Oil firm Norvik reported a profit of $0.44 a share. Revenue for the quarter was $48 million.",
            "$48 million",
            "Norvik",
        ),
        (
            "Norvik Inc owns 8% of Velding Inc. But its own shopping business, Norbank Corp, has had mixed fortunes. "
            "It lost 464,000 subscribers.",
            "464,000",
            "Norbank Corp",
        ),
        (
            "Velda gained five million users in 2004, leading to a 10% increase in its revenues.",
            "10%",
            "Velda",
        ),
        (
            "Buying Velding Inc, which had a stock market value of $22 million, would cost more.",
            "$22 million",
            "Velding Inc",
        ),
        ("Align Inc earned $2 a share. Still, shares fell about 5% after hours.", "about 5%", "Align Inc"),
        (
            "The Defence Ministry has been criticised. A Savings Office report on the biggest projects says costs have "
            "risen by £1.7bn.",
            "£1.7bn",
            "Defence Ministry",
        ),
        ("Tighter rules helped profits rise 5 percent at Norvik Inc.", "5 percent", "Norvik Inc"),
        ("LEEDS, March 17 Norvik Inc cut 300 jobs after a five-month strike.", "300", "Norvik Inc"),
        ("Clear words pushed the dollar up to $1.3270 to the euro.", "up to $1.3270", "dollar"),
        ("Strong demand drove copper prices up 4%.", "4%", "copper prices"),
        ("The news sent Norvik's shares down 3%.", "3%", "Norvik"),
        ("Norvik Inc pushed its margin up to 12%.", "12%", "Norvik Inc"),
        ("Looking ahead, the company Norvik forecast sales growth of 4% over three years.", "4%", "Norvik"),
    ],
)
def test_a_figure_of_a_firm_is_of_the_firm_it_is_told_of(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The other two-thirds of Velding was bought by the brewer Norvik Inc.", "The other two-thirds", "Norvik Inc"),
        ("The remaining 12% will be retained by the Orsa city government.", "12%", "Orsa"),
        ("Some 55% of Velding is owned by the state, and 12% is held by Norvik Inc.", "12%", "Norvik Inc"),
        ("Shares in Velding closed down 3%.", "3%", "Velding"),
        ("The fund holds 4% of Norvik, and rival Roe Capital 6%.", "4%", "fund"),
    ],
)
def test_a_share_is_of_who_holds_it(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        ("The price of crude is about 50% higher than in May, the OECD said.", "about 50%", "price of crude"),
        ("The tensions in Peru led to a 3% surge in oil prices on Tuesday.", "3%", "oil prices"),
        ("A report by Norvik Bank led to a 3% fall in cocoa futures.", "3%", "cocoa futures"),
        (
            "Oil prices fell on Monday, paring back three days of gains driven by tension in Peru.",
            "three days",
            "Oil prices",
        ),
        ("Sugar prices snapped a three-day streak of gains.", "three-day", "Sugar prices"),
        ("U.S. crude stockpiles rose by 9.4 million barrels.", "9.4 million barrels", "United States"),
        ("It expects U.S. crude oil output to average 13 million bpd.", "13 million bpd", "United States"),
        ("U.S. crude fell 37 cents to $72.95 a barrel.", "37 cents", "West Texas Intermediate crude"),
    ],
)
def test_a_price_is_of_the_goods_and_a_stock_of_the_land(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject


@pytest.mark.parametrize(
    ("text", "value", "subject"),
    [
        (
            "Forecasts for growth in Japan were cut to 4%. It foresees growth of 3.6% in 2004 for the 30 member "
            "countries of the European Union.",
            "3.6%",
            "European Union",
        ),
        ("Germany's exports fell. Europe's biggest economy grew 0.4% in May.", "0.4%", "Germany"),
        (
            "Last week Peru cut rates. Inflation in Latin America's second-biggest economy rose to 3.69%.",
            "3.69%",
            "Peru",
        ),
        ("Germany, Europe's biggest economy, has reserves of $3bn.", "$3bn", "Germany"),
        (
            "Peru votes in May. Ann Lee criticised Peru's leaders, pointing to a net loss of 800,000 jobs.",
            "800,000",
            "Peru",
        ),
        (
            "Peru votes in May. In Peru, Ann Lee pointed to Trade Ministry figures showing that exports grew 4%.",
            "4%",
            "Peru",
        ),
    ],
)
def test_a_figure_of_an_economy_is_of_the_land_or_the_group_of_lands(text: str, value: str, subject: str) -> None:
    assert figures(text)[value].subject == subject
