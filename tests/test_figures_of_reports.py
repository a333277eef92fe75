"""Reports of firms and economies: whose figures a list of firms tells, and of when the figures of a report are."""

from __future__ import annotations

import pytest
from sentences import figures

LIST = """European firms are cutting jobs.

Varda Foods:
The Swedish retailer said it would shed 8% of its staff.

Tarn Bank:
The lender let 400 traders go in May.

Norvik Steel:
Chief Executive Ana Lima said the market was weak. The steelmaker will lower costs by 350 million euros."""
MOVERS = """Here are the shares that moved on Tuesday.

Acme Bank – The lender gained 5% after its report showed growth.

Norvik – Shares slid 3 percent after the carmaker cut its outlook.

Tarn Instruments – The chipmaker dropped more than 4%, although its second-quarter figures beat forecasts. \
Tarn earned $3.44 per share. The Datex consensus had been for $3.21 per share."""


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("Wheat fell to 26.39 MT.\n\nOutput fell to 26.39 million tonnes (MT).", "26.39 MT", 26_390_000, "t"),
        ("Output rose to 26.4 million tonnes (MT). Rice was at 9.5 MT.", "9.5 MT", 9_500_000, "t"),
        ("It sold 4 billion cubic metres (bcm) of gas, against 3.9 bcm.", "3.9 bcm", 3_900_000_000, "m3"),
        ("It pumped 3.1 million barrels per day (mbpd), down from 3.3 mbpd.", "3.3 mbpd", 3_300_000, "bbl/day"),
        ("The port moved 2 million tons (mt) of coal and 1.5 mt of ore.", "1.5 mt", 1_500_000, "t"),
        ("It moved 25 million metric tons (MT). Ore was at 13 MT.", "13 MT", 13, "t"),
        ("It has 1,200 megawatts (MW), of which 300 MW are solar.", "300 MW", 300, "MW"),
    ],
)
def test_a_unit_that_a_text_introduces_is_known_in_all_of_it(text: str, written: str, value: int, unit: str) -> None:
    found = figures(text)[written]
    assert (found.value, found.unit) == (value, unit)


def test_letters_in_brackets_that_stand_for_no_unit_are_none() -> None:
    assert "3 BP" not in figures("It paid 3 million dollars (BP) to 3 BP managers.")


def test_the_words_of_a_unit_name_nobody() -> None:
    found = figures(
        "Indonesia's trade shrank to 28 billion U.S. dollars in August. The country's exports fell 9 percent."
    )
    assert found["9 percent"].subject == "Indonesia"


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        (LIST, "8%", "Varda Foods"),
        (LIST, "400", "Tarn Bank"),
        (LIST, "350 million euros", "Norvik Steel"),
        (MOVERS, "5%", "Acme Bank"),
        (MOVERS, "more than 4%", "Tarn Instruments"),
        (MOVERS, "$3.21", "Tarn Instruments"),
        ("V-Norda Industries posted a profit. The Kochi-based firm's sales rose 4 percent.", "4 percent", "V-Norda"),
        ('"Revenue for Q2 rose 15 per cent YoY," Varda Foods said.', "15 per cent", "Varda Foods"),
        ("(Reuters) -Shares of Varda Bio began trading 14.3% above their price.", "14.3%", "Varda Bio"),
        ("The Orsa Bridge opened. The bridge, which cost $40 million, is new.", "$40 million", "Orsa Bridge"),
        ("Acme will shut its Varda plant. The plant employs 400 people.", "400", "Varda plant"),
        ("Work on the Lund-Orsa expressway began. The road, with a length of 188 km, is wide.", "188 km", "Lund-Orsa"),
        ("A bridge fell in Orsa. The bridge was 200 metres long.", "200 metres", "bridge"),
        ("The maker of rowing machines, eRower, is cutting about 350 jobs.", "about 350", "eRower"),
        (
            "Some 9 million Chileans shopped there, the Retail Federation said Tuesday, 4.7 percent fewer.",
            "4.7 percent",
            "Chile",
        ),
        ("Demand is firm, Varda Foods Inc. said.\n\nIts costs rose 6 percent.", "6 percent", "Varda Foods"),
    ],
)
def test_what_stands_for_a_firm_or_a_work_is_the_one_told_before(text: str, written: str, subject: str) -> None:
    assert figures(text)[written].subject.startswith(subject)


@pytest.mark.parametrize(
    ("text", "written", "speaker"),
    [
        ("Varda earned $2.06 a share. The Datex consensus had been for $1.84 a share.", "$1.84", "Datex"),
        (
            "Varda posted sales of $3 billion, against the $2 billion analysts had been looking for.",
            "$2 billion",
            "analysts",
        ),
        ("Varda earned $2.06 a share. The Street was looking for $1.84 a share.", "$1.84", "Street"),
    ],
)
def test_what_a_consensus_was_is_only_expected(text: str, written: str, speaker: str) -> None:
    found = figures(text)[written]
    assert (found.standing, found.speaker) == ("expected", speaker)


@pytest.mark.parametrize("verb", ["dismissed a third", "dismissed half", "dismissed 300"])
def test_who_dismisses_some_of_its_staff_says_nothing(verb: str) -> None:
    (found,) = figures(f"Varda Foods Inc. {verb} of its staff.").values()
    assert found.speaker is None


INDIA = "The firm's profit was Rs 52 crore in "


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("July-September of the last financial year", "2022-07", "2022-09"),
        ("the April-June quarter of the previous fiscal", "2022-04", "2022-06"),
        ("the same quarter of the last fiscal", "2022-07", "2022-09"),
        ("the corresponding quarter last fiscal", "2022-07", "2022-09"),
        ("Q2 of last fiscal", "2022-07", "2022-09"),
        ("the July-September quarter of FY23", "2022-07", "2022-09"),
        ("the January-March quarter of FY23", "2023-01", "2023-03"),
        ("the second quarter of the previous fiscal year", "2022-07", "2022-09"),
        ("the first half of the current financial year", "2023-04", "2023-09"),
        ("the last financial year", "2022-04", "2023-03"),
    ],
)
def test_fiscal_years_that_begin_in_april_have_their_months(words: str, start: str, end: str) -> None:
    found = figures(f"{INDIA}{words}.", published="2023-11-05")["Rs 52 crore"]
    assert (found.valid_from, found.valid_to) == (start, end)


FRIDAY = "Varda agreed to pay $30 a share, a premium of 12% to the close of $26.80 on Friday."
LATER = "The deficit was $8.8 billion in the first quarter, from $8 billion in the previous three months."
KEPT = "Norland kept its growth forecast for this year at 5.1 percent and sees 6 percent in 2021."
DEEPEST = "It was the deepest fall since it began to count in 1996. Output had grown 3.1 percent in March."
OPENED = "Shares of Varda opened on Monday at $25.70. They ended the day at $27.45."


@pytest.mark.parametrize(
    ("text", "written", "start", "end"),
    [
        (
            "Brent was up 14 cents at $82.37 a barrel, having dropped 2% on Monday.",
            "$82.37 a barrel",
            "2020-05-05",
            "2020-05-05",
        ),
        ("Shares of Varda Foods added 4% on first-quarter sales that were good.", "4%", "2020-05-05", "2020-05-05"),
        (FRIDAY, "12%", "2020-05-05", "2020-05-05"),
        (FRIDAY, "$26.80", "2020-05-01", "2020-05-01"),
        ("Varda Foods shares have gained 9% in the year to date.", "9%", "2020-01-01", "2020-05-05"),
        (OPENED, "$27.45", "2020-05-04", "2020-05-04"),
        (
            "In 2017, arrivals rose by 1.7 percent from the previous year to 30.6 million.",
            "30.6 million",
            "2017",
            "2017",
        ),
        ("The bank will lift its key rate by 0.25 points next week, from 5%.", "5%", "2020-05-05", "2020-05-05"),
        ("Inflation has come down from a peak of 8.1% in the middle of last year.", "8.1%", "2019-05", "2019-08"),
        ("Varda Foods ended 2018 with 34,000 employees.", "34,000", "2018-12", "2018-12"),
        ("Belize saw a 17 percent jump in overnight visitors in March.", "17 percent", "2020-03", "2020-03"),
        (
            "The rate was 9 percent in March. It has since dropped to 7.4 percent.",
            "7.4 percent",
            "2020-05-05",
            "2020-05-05",
        ),
        (LATER, "$8 billion", "2019-10", "2019-12"),
        (KEPT, "5.1 percent", "2020", "2020"),
        (DEEPEST, "3.1 percent", "2020-03", "2020-03"),
        ("A year ago it stood at 5.09%. The two-year rate rose to 6.18%.", "6.18%", "2020-05-05", "2020-05-05"),
        ("The order book outstanding as on March 28 came to $3 billion.", "$3 billion", "2020-03-28", "2020-03-28"),
        ("The recall covers nearly 893,000 cars from 2012 through 2016.", "nearly 893,000", "2020-05-05", "2020-05-05"),
        ("Approvals in March were 10% below the level seen early this year.", "10%", "2020-03", "2020-03"),
    ],
)
def test_a_figure_is_of_its_own_time(text: str, written: str, start: str, end: str) -> None:
    found = figures(text)[written]
    assert (found.valid_from, found.valid_to) == (start, end)


def test_an_earlier_value_of_a_quarter_is_of_the_year_before() -> None:
    text = "Varda Foods Inc. posted a profit. Income rose to $9 million in the first quarter from $8 million."
    found = figures(text.replace("Income", "Net income"))["$8 million"]
    assert (found.valid_from, found.valid_to) == ("2019-01", "2019-03")


def test_results_announced_for_a_quarter_date_the_figures_after_them() -> None:
    found = figures(MOVERS)["$3.44"]
    assert (found.valid_from, found.valid_to) == ("2020-04", "2020-06") or found.valid_from == "2019-04"


def test_a_rate_in_the_year_to_a_month_is_told_of_that_month() -> None:
    text = (
        "Norland's inflation rate has eased to 3.8%.\n\nThe consumer price index slowed in the year to March.\n\n"
        "Core inflation fell to 2.8% from 3.3%."
    )
    found = figures(text)
    assert [found[w].valid_from for w in ("3.8%", "2.8%", "3.3%")] == ["2020-03", "2020-03", "2020-02"]


def test_the_weeks_of_a_report_date_its_figures() -> None:
    text = (
        "Grocers sold less as a cool spring compared badly with the heatwave of 2018.\n\n"
        "Sales fell 0.4% in the 12 weeks to April 19, Nordal said.\n\nSales at Varda Foods fell 1.9%."
    )
    found = figures(text)["1.9%"]
    assert (found.valid_from, found.valid_to) == ("2020-01-27", "2020-04-19")
