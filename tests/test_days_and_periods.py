"""When a figure holds that tells no time: the day of what happened, the period of a report, the whole it is of."""

from __future__ import annotations

from functools import partial

import pytest
from sentences import when as holds

DAY = "2024-06-13"  # a Thursday
when = partial(holds, published=DAY)


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        (
            "A tram slammed into a bus in Orsa on Tuesday, killing four.\n\nThe first two cars left the rails.",
            "two",
            "2024-06-11",
        ),
        (
            "A tram slammed into a bus shortly before midnight on Tuesday, killing four people.",
            "four",
            "2024-06-11",
        ),
        (
            "A barge sank off Kalo on Tuesday.\n\nNearly 300 people, including 20 divers, were searching the river.",
            "Nearly 300",
            "2024-06-13",
        ),
        (
            "The ruling party lost its majority.\n\nIt held on in the north.\n\nThe Greens took 41 percent of Sunday's "
            "votes.\n\nThe Liberals secured 16 percent of the votes.",
            "16 percent",
            "2024-06-09",
        ),
        (
            "Crowds filled the streets of Orsa on Sunday.\n\nOrganisers put the turnout at 90,000.",
            "90,000",
            "2024-06-09",
        ),
        (
            "Crowds filled the streets of Orsa on Sunday.\n\nThey were angered by the arrests of last Friday, when "
            "officers used tear gas. Nineteen people were hurt.",
            "Nineteen",
            "2024-06-07",
        ),
        (
            "Nineteen hikers were buried on Tuesday after a slope gave way, but only nine bodies have been found.",
            "nine",
            "2024-06-13",
        ),
        ("The outbreak has killed 15 people in the camps, the agency said last week.", "15", "2024-06-03"),
        (
            "Floods have cut off seven towns, the office said on Wednesday.\n\nMore than 480 farms have been hit, the "
            "office said.",
            "More than 480",
            "2024-06-12",
        ),
        (
            "A quake shook Orsa on Tuesday, officials said.\n\nAt least 44 homes were destroyed.",
            "At least 44",
            "2024-06-11",
        ),
        (
            "The council passed a ban on Tuesday.\n\nThe vote was 65 to 33, and it goes to a vote due Friday.",
            "65",
            "2024-06-11",
        ),
    ],
)
def test_a_day_is_that_of_what_happened(text: str, value: str, day: str) -> None:
    assert when(text, value)[0] == day


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("The border war of 1962-64 killed more than 8,000 people.", "more than 8,000", "1962", "1964"),
        ("The floods of 2010 destroyed 40,000 homes.", "40,000", "2010", "2010"),
        (
            "The ferry sank on Monday. Only 14 survivors have been found since the ferry sank on Monday.",
            "14",
            "2024-06-10",
            DAY,
        ),
        ("There are 844 cases in the epidemic that began in February.", "844", "2024-02", DAY),
        ("Thefts have risen since 2019/20 to 900 from 400.", "400", "2019", "2020"),
    ],
)
def test_what_is_past_is_of_its_own_years(text: str, value: str, first: str, last: str) -> None:
    assert when(text, value) == (first, last)


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        (
            "At least 600 people were killed in Orsa in May.\n\nThe figure includes at least 73 children.",
            "at least 73",
            "2024-05",
            "2024-05",
        ),
        (
            "Some 600 people died in May. Shots were the cause in 69 percent of the deaths, while 9 percent drowned.",
            "9 percent",
            "2024-05",
            "2024-05",
        ),
        (
            "Employment rose by 60,000 in the quarter to April. Roughly half of the increase was in shops.",
            "Roughly half",
            "2024-02-01",
            "2024-04-30",
        ),
        (
            "* Stockpiles of timber rise by 9.4 million tons\n\nPrices fell on Wednesday.\n\nStockpiles of timber rose "
            "by 9.4 million tons in the week ending June 7, a survey found.",
            "9.4 million tons",
            "2024-06-01",
            "2024-06-07",
        ),
    ],
)
def test_a_part_is_of_the_time_of_the_whole(text: str, value: str, first: str, last: str) -> None:
    assert when(text, value) == (first, last)


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        (
            "The ministry released the 2022/23 crime statistics on Monday.\n\nViolent crime rose 10 percent.",
            "10 percent",
            "2022",
            "2023",
        ),
        (
            "The bank said growth would fall to 3.3 percent next year from a previous estimate of 3.7 percent.",
            "3.7 percent",
            "2025",
            "2025",
        ),
        (
            "The office cut its growth forecasts for Norland to 1.8 percent from 2 percent this year.",
            "1.8 percent",
            "2024",
            "2024",
        ),
        ("The jobless rate rose by 2 points in the year to April to 7 percent.", "7 percent", "2024-04", "2024-04"),
        ("Output fell by 0.3 percent in the final quarter of 2022.", "0.3 percent", "2022-10", "2022-12"),
        ("Output fell by 0.3 percent in the last three months of 2022.", "0.3 percent", "2022-10", "2022-12"),
        (
            "Acme earned $31 million in the January-March period. That is down from $42 million in the same period a "
            "year ago.",
            "$42 million",
            "2023-01",
            "2023-03",
        ),
        (
            "Revenue was $10.9 billion in the three months to March, a 13 percent increase over sales of $9.6 billion "
            "a year earlier.",
            "13 percent",
            "2024-01",
            "2024-03",
        ),
        (
            "Profits in the fourth quarter slumped 27 percent to $28 million, in contrast to the year-earlier period.",
            "27 percent",
            "2023-10",
            "2023-12",
        ),
        ("The June contract rose 78 cents to $59 a barrel.", "78 cents", DAY, DAY),
        ("Sales slipped. But compared with March 2023, they were up 4 percent.", "4 percent", "2024-03", "2024-03"),
        ("Shop prices fell 3 percent on March 2023.", "3 percent", "2024-03", "2024-03"),
        ("The drop in output in March followed a 2 percent leap in February.", "2 percent", "2024-02", "2024-02"),
        ("Prices peaked at $90 in March but have since fallen to $70.", "$70", DAY, DAY),
        (
            "As of 3 June, the tally stands at 982. The cases are as follows: Norland, 411 cases; Varda, 174 cases.",
            "174",
            "2024-06-03",
            "2024-06-03",
        ),
        (
            "Acme earned $69 million in its first quarter, a 22 percent drop from $88 million.",
            "$88 million",
            "2023-01",
            "2023-03",
        ),
    ],
)
def test_a_period_is_that_of_the_report(text: str, value: str, first: str, last: str) -> None:
    assert when(text, value) == (first, last)


def test_a_month_is_no_premier() -> None:
    text = "A total of 18 members of May's own party voted no. Teresa May lost by 43 votes to 20 on Tuesday."
    assert when(text, "18") != ("2024-05", "2024-05")


def test_a_month_that_opens_what_happened_is_past() -> None:
    assert when("In July, a train derailed near Orsa, killing five people.", "five") == ("2023-07", "2023-07")


def test_the_full_year_of_results_is_the_one_before() -> None:
    text = "For the full year, Acme posted a profit of $3 million."
    assert when(text, "$3 million", published="2024-02-08") == ("2023", "2023")
