"""Figures of economies and markets: of which measure they are, level or change, and of when."""

from __future__ import annotations

import pytest
from sentences import figures, stated


@pytest.mark.parametrize(
    ("text", "value", "month"),
    [
        ("The jobless rate was 7.8% in May, down 0.1 points on the previous month.", "0.1 points", "2020-05"),
        ("Spain had 3 million visitors in May, 20,000 more than in the same period in 2019.", "3 million", "2020-05"),
    ],
)
def test_what_a_figure_is_held_against_does_not_date_it(text: str, value: str, month: str) -> None:
    assert figures(text, published="2020-06-15")[value].valid_from == month


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("A poll of economists was released. Inflation slowed to 5.9 percent in May.", "5.9 percent", "inflation"),
        ("The bank, led by Ann Lee, lifted its rate by 225 basis points.", "225 basis points", "interestRateChange"),
        ("It is the first cut by the 11-member group since April.", "11", "memberCount"),
    ],
)
def test_economists_and_bodies_are_no_poll_and_no_change(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


JOBS = (
    "The US economy added 288,000 jobs in April, the Labor Department said on Friday. "
    "The jobless rate fell to 6.3 percent from 6.7 percent. Economists had expected a gain of 210,000 jobs. "
    "Average hourly earnings were unchanged at $24.31. Business investment fell 0.7 percent."
)


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("6.3 percent", "2020-04"),
        ("6.7 percent", "2020-03"),
        ("210,000", "2020-04"),
        ("$24.31", "2020-04"),
        ("0.7 percent", "2020-04"),
    ],
)
def test_figures_of_a_monthly_report_are_of_its_month(value: str, month: str) -> None:
    assert figures(JOBS, published="2020-05-08")[value].valid_from == month


@pytest.mark.parametrize(
    ("text", "value", "begin", "end"),
    [
        ("Acme shares have lost 8 percent this year.", "8 percent", "2020", "2020-05-05"),
        ("Clubs had revenues of 3 billion pounds in the 2018-19 season.", "3 billion pounds", "2018", "2019"),
        ("For 2019, it expects oil demand of 86 million bpd.", "86 million bpd", "2019", "2019"),
        (
            "Gold was bid at $1,184 an ounce, up from $1,169 late on Monday.",
            "$1,184 an ounce",
            "2020-05-05",
            "2020-05-05",
        ),
        ("Brent crude for June lost 32 cents to 69 dollars.", "32 cents", "2020-05-05", "2020-05-05"),
    ],
)
def test_times_of_market_figures(text: str, value: str, begin: str, end: str) -> None:
    claim = figures(text)[value]
    assert (claim.valid_from, claim.valid_to) == (begin, end)


def test_a_headline_has_the_time_of_the_figure_that_it_says_again() -> None:
    text = "Peru's population grows to 34 million\n\nPeru's population grew to 34 million in 2019, a census showed."
    found = figures(text, title="Peru's population grows to 34 million")
    assert found["34 million"].valid_from == "2019"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The economy expanded 7 percent, its fastest pace in 31 years.", "31 years"),
        ("The dollar fell for the first time in 19 months.", "19 months"),
    ],
)
def test_how_far_back_a_record_goes_is_a_figure(text: str, value: str) -> None:
    assert figures(text)[value].measure == "duration"


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        (
            "The Nikkei 225 index slipped 58.79 points, or 0.39 percent, to 15,037.24.",
            "58.79 points",
            "indexLevelChange",
        ),
        ("Light sweet crude closed down 4.00 dollars at 49.62 dollars a barrel.", "4.00 dollars", "priceChange"),
        ("The minister cut the forecast for growth in 2021 to 1.7% from 2.1%.", "1.7%", "gdpGrowth"),
        ("A third of the country's 89 million people are poor.", "89 million", "population"),
        ("Peru's economy grew 0.9 percent in the quarter, or an annualised 3.5 percent.", "3.5 percent", "gdpGrowth"),
    ],
)
def test_measures_of_markets_and_outlooks(text: str, value: str, measure: str) -> None:
    assert figures(text)[value].measure == measure


@pytest.mark.parametrize(
    ("text", "value", "measure", "owner"),
    [
        ("Ghana has a budget deficit of 10.4 percent of GDP.", "10.4 percent", "budgetDeficit", "Ghana"),
        ("Ghana spends a tenth of its budget, or 2.1 percent of GDP, on arms.", "2.1 percent", "gdpShare", "Ghana"),
        ("Maize output in Mali fell to 575,000 tonnes, 28 percent of its needs.", "28 percent", "percentageShare", ""),
        ("The rate in Peru rose 0.3 percent, the biggest gain since June.", "0.3 percent", "", "Peru"),
    ],
)
def test_a_share_of_the_product_yields_to_what_is_told_before_it(
    text: str, value: str, measure: str, owner: str
) -> None:
    claim = figures(text)[value]
    assert measure in claim.measure
    assert owner in claim.subject
    assert not claim.measure.startswith("rank")


@pytest.mark.parametrize(
    ("text", "value", "begin"),
    [
        ("The bank raised its rate to 1.5 percent, its second increase this year.", "1.5 percent", "2020-05-05"),
        ("The bank has cut its rate by 2 percentage points since March, to 3 percent.", "3 percent", "2020-05-05"),
        ("Norway's defence budget for 2019 is 14 billion euros.", "14 billion euros", "2019"),
    ],
)
def test_times_told_beside_a_level_may_date_something_else(text: str, value: str, begin: str) -> None:
    assert figures(text)[value].valid_from == begin


def test_a_bare_sum_is_of_what_the_article_keeps_speaking_of() -> None:
    text = (
        "Remittances to Lusovia rose last year, the lender said. Remittances keep many families fed. They have sent "
        "more remittances since 2015.\n\nMexico remains the largest recipient with $72 billion."
    )
    assert figures(text)["$72 billion"].measure == "remittances"
    assert figures("Mexico remains the largest recipient with $72 billion.")["$72 billion"].measure == "amount"


def test_prices_at_the_end_of_trading() -> None:
    text = "Brent crude settled down $1.50 at $60.06 a barrel. It fell as low as $58.36 earlier in the session."
    found = figures(text)
    assert found["$1.50"].measure == "priceChange"
    assert found["$60.06 a barrel"].measure == "price"
    assert not found["as low as $58.36"].measure.endswith("Change")


@pytest.mark.parametrize(
    ("text", "written", "measure"),
    [
        ("Sterling rose by 0.5% to a high of $1.2265.", "$1.2265", "exchangeRate"),
        ("In August the bank raised the rate by 350 basis points to 12%.", "12%", "interestRate"),
        ("Global growth should return to 2.0 percent in 2021.", "2.0 percent", "gdpGrowth"),
    ],
)
def test_measures_of_rates_and_growth(text: str, written: str, measure: str) -> None:
    assert figures(text)[written].measure == measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norland aims for a deficit of 5.6 percent of gross domestic product.",
            [("5.6 percent", "budgetDeficit", "Norland")],
        ),
        (
            "NATO asked its members to spend 3.5% of their national incomes on defence.",
            [("3.5%", "defenceSpendingShare", "NATO")],
        ),
        (
            "Floods hit Norland. A total of 36,000 residents of the province have been moved to safe ground.",
            [("36,000", "evacuated", "Norland Floods")],
        ),
    ],
)
def test_more_words_for_deficits_defence_and_people_moved(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(text, *(value for value, _, _ in expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The island had 3.1 million residents in 2018, down by 11,200 from a year earlier.",
            [("3.1 million", "population"), ("11,200", "populationChange")],
        ),
        (
            "Spain expects 60 million tourists this year, 400,000 more than last year.",
            [("60 million", "visitors"), ("400,000", "visitorsChange")],
        ),
        (
            "The number of people out of work stood at 26,000, down 2,000 from the previous quarter.",
            [("26,000", "unemployed"), ("2,000", "unemployedChange")],
        ),
        (
            "Applications for jobless benefits rose 3,000 to 274,000 last week.",
            [("3,000", "joblessClaimsChange"), ("274,000", "joblessClaims")],
        ),
        (
            "Unemployment in Wales was down 8,000 at 99,000.",
            [("8,000", "unemployedChange"), ("99,000", "unemployed")],
        ),
        ("There was a fall of 1,700 in the number of claimants.", [("1,700", "unemployedChange")]),
        ("Iraq accounted for 120,000 bpd of the increase.", [("120,000 bpd", "productionChange")]),
        ("The ministry will spend $4 billion more this year.", [("$4 billion", "spendingChange")]),
    ],
)
def test_a_step_from_an_earlier_count_is_a_change(text: str, expected: list[tuple[str, str]]) -> None:
    found = figures(text)
    assert [(value, found[value].measure) for value, _ in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Migrants sent home $310 million in April. May's $402 million was a record.", ("$402 million", "remittances")),
        ("Employers added 131,000 jobs in May. June's 92,000 was the weakest in a year.", ("92,000", "jobsAdded")),
        ("Unicef appealed on Monday for 55.2 million euros to help Malawi.", ("55.2 million euros", "aidSought")),
        (
            "A family of three was counted as poor if it earned less than $19,100.",
            ("less than $19,100", "incomeThreshold"),
        ),
        ("One euro bought 1.12 dollars.", ("1.12 dollars", "exchangeRate")),
        ("The company opened a 40MW wind park in Wales.", ("40MW", "powerCapacity")),
        ("The government will provide A$90 million over three years for hospitals.", ("A$90 million", "spending")),
    ],
)
def test_sums_and_counts_told_without_their_usual_words(text: str, expected: tuple[str, str]) -> None:
    assert figures(text)[expected[0]].measure == expected[1]


def test_jobs_added_stay_so_over_revisions_and_forecasts() -> None:
    text = (
        "The economy added 191,000 jobs in March; it revised this down to 162,000. The February figure was revised "
        "down by 75,000 to 112,000. Economists had forecast around 165,000 for April."
    )
    found = figures(text)
    values = ("191,000", "162,000", "75,000", "112,000", "around 165,000")
    assert {found[value].measure for value in values} == {"jobsAdded"}
