"""Growth, jobs, targets and trade: words of more and less behind a number, and what an article keeps speaking of."""

from __future__ import annotations

import pytest
from sentences import figures, stated

from kg.model import Claim


def told(text: str, value: str, *, published: str = "2020-05-05") -> Claim:
    return figures(text, published=published)[value]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("Bakeries in Peru used 12 percent more flour in April.", "12 percent", "percentChange"),
        ("Chile's wheat harvest was 0.4 percent smaller in March.", "0.4 percent", "productionChange"),
        ("The mill's output was 2.8 percentage points faster.", "2.8 percentage points", "productionChange"),
        ("Chile's peso firmed 0.6 percent on Monday.", "0.6 percent", "exchangeRateChange"),
        ("Knitting in Kenya lagged by 27 percent in April.", "27 percent", "percentChange"),
    ],
)
def test_a_comparative_behind_a_share_makes_a_change_of_it(text: str, value: str, measure: str) -> None:
    assert told(text, value).measure == measure


def test_a_count_held_against_an_earlier_one_is_a_change() -> None:
    text = "Peru sold 21,000 cars in April. That was 3,000 fewer than a year earlier."
    assert (told(text, "3,000").measure, told(text, "3,000").value) == ("unitsSoldChange", -3000)


def test_more_of_something_is_no_change() -> None:
    assert told("Rescuers found 12 more bodies in Lima on Sunday.", "12").measure == "deathToll"


def test_what_follows_and_is_not_moved_by_the_growth_before_it() -> None:
    text = "Economists had been looking for job growth of 45,000 and a jobless rate of 6.1% in Chile in April."
    assert stated(text, "45,000", "6.1%") == [
        ("45,000", "jobsAdded", "Chile"),
        ("6.1%", "unemploymentRate", "Chile"),
    ]


def test_an_earlier_rate_of_growth_is_a_change_too() -> None:
    text = "Retail sales in Chile rose 3 percent in April, down from 5 percent growth in March."
    assert (told(text, "5 percent").measure, told(text, "5 percent").standing) == ("salesChange", "prior")


_GROWTH = (
    "Chile's economy is seen shrinking 2 percent this year, the regional bank said. It expects Peru's economy to grow "
    "3 percent. The forecast for economic growth in Kenya was kept at 4 percent. Cuba's contraction was put at 1.4 "
    "percent."
)


def test_a_bare_share_is_of_the_statistic_an_article_keeps_speaking_of() -> None:
    assert stated(_GROWTH, "1.4 percent") == [("1.4 percent", "gdpGrowth", "Cuba")]


def test_a_share_of_something_is_not_of_the_theme() -> None:
    text = f"{_GROWTH} In Chile 45 percent of the crop was lost."
    assert told(text, "45 percent").measure != "gdpGrowth"


def test_bare_counts_in_an_article_about_jobs_are_jobs() -> None:
    text = (
        "Chile's employers added 41,000 jobs in April. Job gains in March were revised. Hospitals led with 12,000 new "
        "positions, and payroll growth in mining came to 3,000.\n\nMarch went from 29,000 to 31,000."
    )
    assert [measure for _, measure, _ in stated(text, "12,000", "29,000", "31,000")] == ["jobsAdded"] * 3


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        (
            "Prices in Chile rose 2.9 percent, above the central bank's target of 2 percent.",
            "2 percent",
            "inflationTarget",
            "bank",
        ),
        ("Lenders in Chile approved 4,100 mortgages in April.", "4,100", "mortgageApprovals", "Chile"),
        ("Chile's deficit fell to 3 percent in 2019.", "3 percent", "budgetDeficit", "Chile"),
        ("Chile's current account deficit narrowed to 1.2 percent in 2019.", "1.2 percent", "tradeBalance", "Chile"),
        ("A ten-percent goods and services tax came into force in Chile in April.", "ten-percent", "taxRate", "Chile"),
        ("The average cost of a home in Chile rose to $189,000.", "$189,000", "price", "home"),
        (
            "Chile's trade with Peru rose 4 percent, and that with Kenya was down 6 percent.",
            "6 percent",
            "tradeChange",
            "Kenya",
        ),
        ("The number of people out of work in Chile fell to 410,000 in April.", "410,000", "unemployed", "Chile"),
    ],
)
def test_figures_of_an_economy_are_known(text: str, value: str, measure: str, owner: str) -> None:
    claim = told(text, value)
    assert (claim.measure, owner in claim.subject) == (measure, True)


def test_a_verb_of_many_objects_tells_nothing_of_a_bare_number() -> None:
    assert (
        told("Peru received many visitors in April. Chile alone sent about 5,210.", "about 5,210").measure
        != "weaponsSupplied"
    )


def test_a_level_after_a_compared_time_is_of_what_rose() -> None:
    text = "Exports of Chile rose 26 percent from a year ago to 310 billion dollars in April."
    assert told(text, "310 billion dollars").measure == "exports"


def test_a_year_to_come_governs_only_where_the_article_begins_with_it() -> None:
    forecast = (
        "The world economy will grow 2 percent this year and 3 percent in 2021, the bank said. Chile's economy is "
        "expected to grow 1 percent."
    )
    budget = (
        "Chile's budget for next year sees spending of 90 billion dollars. Revenue is to rise to 81 billion dollars."
    )
    assert told(forecast, "1 percent").valid_from == "2020"
    assert told(budget, "81 billion dollars").valid_from == "2021"


def test_the_month_of_an_earlier_value_leads_no_article() -> None:
    text = (
        "Chile's consumer price index climbed 3.5 percent in April, up from 2.2 percent in March, the office said. "
        "Food prices jumped 7.8 percent from a year earlier."
    )
    late = told(text.replace("April", "May").replace("March", "April"), "7.8 percent", published="2020-05-29")
    assert (told(text, "7.8 percent").valid_from, late.valid_from) == ("2020-04", "2020-05")


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Separate figures from the Bank of England", "Bank of England"),
        ("Figures from the statistics agency Norstat", "Norstat"),
        ("data released by the Bank of England", "Bank of England"),
    ],
)
def test_figures_speak_for_who_issued_them(source: str, speaker: str) -> None:
    assert told(f"{source} showed that prices in Chile rose 3 percent in April.", "3 percent").speaker == speaker


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        (
            "Prices for bread, and milk and cheese fell 1.9 percent and 0.7 percent, respectively.",
            "1.9 percent",
            "bread",
        ),
        (
            "Prices for bread, and milk and cheese fell 1.9 percent and 0.7 percent, respectively.",
            "0.7 percent",
            "milk and cheese",
        ),
        ("Trade with the ASEAN bloc and Peru rose by 19 percent and 12 percent, respectively.", "12 percent", "Peru"),
        ("The World Bank cut its forecast for Chile to minus 3 percent.", "minus 3 percent", "Chile"),
        ("March was the best month so far in Chile, with 192,841 tourists.", "192,841", "Chile"),
    ],
)
def test_what_is_told_of_the_owner_of_each_figure(text: str, value: str, owner: str) -> None:
    assert told(text, value).subject == owner


def test_an_office_that_only_tells_owns_no_figure() -> None:
    text = "Chile's exports rose 3 percent in April, the Finance Ministry said. Retail sales were 4 trillion dollars."
    assert told(text, "4 trillion dollars").subject != "Finance Ministry"


@pytest.mark.parametrize(
    ("text", "value", "measure", "year"),
    [
        ("Hiring in Chile slowed to 7.2 percent in March.", "7.2 percent", "jobsAddedChange", "2020-03"),
        (
            "Chile's output shrank 3.4 percent in April after a 3.2 percent drop in March.",
            "3.4 percent",
            "productionChange",
            "2020-04",
        ),
        ("Chile's economy grew 4 percent in the January-March period.", "4 percent", "gdpGrowth", "2020-01"),
    ],
)
def test_the_pace_of_growth_has_its_own_time(text: str, value: str, measure: str, year: str) -> None:
    assert (told(text, value).measure, told(text, value).valid_from) == (measure, year)


def test_the_quarter_is_not_the_one_since_which_nothing_was_as_fast() -> None:
    text = (
        "Chile's economy grew 5 percent in the first quarter, the fastest pace since the second quarter of 2016. "
        "Inflation averaged 4 percent in the quarter."
    )
    assert told(text, "4 percent").valid_from == "2020-01"


def test_a_month_of_sales_leads_the_figures_after_it() -> None:
    text = (
        "Retail sales in Chile were unchanged in April as prices fell. Receipts at petrol stations dropped 1.8 percent."
    )
    assert told(text, "1.8 percent").valid_from == "2020-04"


def test_a_figure_is_of_the_month_that_the_sentence_before_tells() -> None:
    text = (
        "Copper demand will grow by 2 percent this year. World copper supply slipped in March to 96 million tonnes. "
        "Output of Chile fell to 31 million tonnes."
    )
    assert told(text, "31 million tonnes").valid_from == "2020-03"


def test_shares_told_after_followed_by_are_of_the_change_before_them() -> None:
    text = "Lima led with a 13.9 percent increase, followed by Quito with 10.6 percent and Cuzco with 9.6 percent."
    assert {measure for _, measure, _ in stated(text, "10.6 percent", "9.6 percent")} == {"percentChange"}


def test_those_of_two_lands_have_their_own_shares() -> None:
    text = "Those in China grew by 2.6 percent and those in India by 1.8 percent."
    assert [owner for _, _, owner in stated(text, "2.6 percent", "1.8 percent")] == ["China", "India"]


def test_words_without_a_verb_own_the_count_after_them() -> None:
    text = "Building firms in Chile took on 28,000 workers, retailers 33,000 and hospitals 23,000."
    found = stated(text, "28,000", "33,000", "23,000")
    assert [measure for _, measure, _ in found] == ["jobsAdded"] * 3
    assert [owner.partition(" (")[0] for _, _, owner in found][1:] == ["retailers", "hospitals"]


def test_demand_growth_is_a_change_of_demand() -> None:
    text = "The agency left its forecast for growth in world oil demand unchanged at 1.15 million barrels per day."
    assert told(text, "1.15 million barrels per day").measure == "demandChange"


def test_a_price_told_while_trading_goes_on_is_of_the_day() -> None:
    text = (
        "OPEC's output rose to 33 million barrels per day in March.\n\nBrent was trading 1.6 percent lower by 1415 GMT."
    )
    assert told(text, "1.6 percent", published="2020-04-14").valid_from == "2020-04-14"


def test_a_whole_year_in_a_report_of_a_month_dates_nothing_after_it() -> None:
    text = (
        "The US economy created 157,000 jobs in January. For all of 2012 it added 181,000 jobs a month.\n\n"
        "Private employers hired 166,000 people."
    )
    assert told(text, "166,000", published="2013-02-01").valid_from == "2013-01"
