"""Whose a figure is: of a club or an airline with a place in its name, and never of the office that only tells it."""

from __future__ import annotations

import pytest
from sentences import figures


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Real Madrid posted revenues of 830 million euros.", "830 million euros", "Real Madrid"),
        ("Atletico Madrid's debts rose to 600 million euros.", "600 million euros", "Atletico Madrid"),
        ("Inter Milan had losses of 140 million euros.", "140 million euros", "Inter Milan"),
        ("Hapoel Haifa sold 12,000 tickets.", "12,000", "Hapoel Haifa"),
        ("Air Jamaica lost $30 million last year.", "$30 million", "Air Jamaica"),
        ("The airline Air Namibia owes $150 million.", "$150 million", "Air Namibia"),
        ("Commercial Bank of Ethiopia made a profit of $40 million.", "$40 million", "Commercial Bank of Ethiopia"),
        ("Real wages fell 2 percent in Spain.", "2 percent", "Spain"),
    ],
)
def test_a_name_with_a_place_in_it_is_one_name(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        (
            "Prices in China rose. Initially, the Labor Department said 4,000 jobs were lost that month.",
            "4,000",
            "China",
        ),
        (
            "Data released by the Energy Information Administration showed crude inventories in Norway rose by 9 "
            "million barrels.",
            "9 million barrels",
            "Norway",
        ),
        (
            "Production in China climbed 85 percent, statistics from the China Association of Automobiles showed.",
            "85 percent",
            "China",
        ),
        (
            "The economy grew 3 percent last year in Kenya, the finance ministry said. The ministry expects a deficit "
            "of 4 percent of GDP.",
            "4 percent",
            "Kenya",
        ),
        ("The Bureau of Labor Statistics employs 2,000 people.", "2,000", "Bureau of Labor Statistics"),
        ("China has donated 3 million dollars to the United Nations Refugee Agency.", "3 million dollars", "China"),
    ],
)
def test_who_only_tells_a_figure_has_it_not(text: str, value: str, owner: str) -> None:
    assert figures(text)[value].subject == owner


def test_a_lender_that_tells_prices_owns_no_homes() -> None:
    text = "The Lundfax said the average house price was £166,000 in May. It said prices had risen 3 percent."
    assert "Lundfax" not in figures(text)["3 percent"].subject
    told = figures("The average price of a home in England and Wales is £166,000, the Land Registry said.")
    assert told["£166,000"].subject.endswith("England and Wales")


def test_the_profits_of_firms_are_not_those_of_the_bureau() -> None:
    text = (
        "Industrial profits in Norland fell 2 percent in March, the National Bureau of Statistics said on Tuesday. "
        "Profits at state firms rose 3 percent, the bureau said."
    )
    assert "Bureau" not in figures(text)["3 percent"].subject


@pytest.mark.parametrize(
    ("text", "value", "without"),
    [
        ("It was the worst tropical storm of the year. The storm killed 40 people in Fiji.", "40", "year tropical"),
        ("The first cyclone of the season left 300 people homeless in Madagascar.", "300", "season first"),
        (
            "About 80 firefighters were working to battle a 2,500-acre blaze in Orsa County.",
            "About 80",
            "battle",
        ),
        (
            "A new vaccine is a milestone in the battle against malaria in Ghana. Doctors saved 500 lives.",
            "500",
            "battle",
        ),
        ("A bus crash killed three people, the Orsa Fire Department said.", "three", "Department"),
        ("A staggering £13bn has been wiped off the value of Norland's retailers since May.", "£13bn", "staggering"),
    ],
)
def test_an_event_is_not_called_by_passing_words(text: str, value: str, without: str) -> None:
    assert without.lower() not in figures(text)[value].subject.lower()


def test_a_coalition_has_its_own_seats() -> None:
    text = "Norland votes on Sunday. The coalition requires 76 seats to keep power in Norland."
    assert figures(text)["76"].subject.startswith("coalition")


def test_airlines_told_by_their_land_are_called_so_once() -> None:
    text = "U.S. airlines had a good year. Domestically, they carried 312 million passengers."
    assert "(" not in figures(text)["312 million"].subject


def test_jobs_that_go_are_no_owner_of_their_number() -> None:
    text = "Alcado said on Monday it would merge with a rival. About 800 jobs, or a tenth of the total, will be cut."
    assert figures(text)["About 800"].subject == "Alcado"
