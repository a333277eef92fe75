"""Whose a figure is and of which period, where its sentence says neither: read by the whole of the reading stages."""

from __future__ import annotations

import pytest
from sentences import figures

from kg.extract.reports import governed
from kg.model import Claim, Span


def told(text: str, *, published: str = "2024-11-14") -> dict[str, Claim]:
    """Return the figures of a text by the words they are written with."""
    return figures(text, published=published)


def period(claim: Claim) -> tuple[str | None, str | None]:
    return claim.valid_from, claim.valid_to


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        (
            "Shares of Swedish shoemaker Tolva rose on Monday.\n\nThe company employs 3,100 people.",
            "3,100",
            "Tolva",
        ),
        (
            "Pellmark, a maker of garden tools, reported results.\n\nThe company employs 480 people.",
            "480",
            "Pellmark",
        ),
        ("Its owner, Marstal Lines, said it was sorry.\n\nThe company runs 14 ferries.", "14", "Marstal Lines"),
        ("Toymaker Brosko said sales had slipped.\n\nThe firm will cut 120 jobs.", "120", "Brosko"),
        (
            "Midfielder Oke Batu scored twice.\n\nThe 22-year-old joined for 3 million euros in July.",
            "22-year-old",
            "Oke Batu",
        ),
        (
            "Ilse Maren, 61, and Jan Dorn, 34, were tried.\n\nThe court heard that the 61-year-old kept the books.",
            "61-year-old",
            "Ilse Maren",
        ),
        ("The captain, a 48-year-old Norwegian, was held.", "48-year-old", "captain"),
        ("Mira Sole of the University of Varda, a 52-year-old biologist, led the work.", "52-year-old", "Mira Sole"),
        ("His rival, the former judge Ana Ruiz, is trusted by 41 percent of voters.", "41 percent", "Ana Ruiz"),
        ("The watchdog fined the operator 400,000 euros for overloading.", "400,000 euros", "operator"),
        (
            "A judge in Tarn sentenced the port's former head to nine years in prison.",
            "nine years",
            "port's former head",
        ),
        ("The court fined Ilse Maren, 61, 20,000 euros.", "20,000 euros", "Ilse Maren"),
        ("Shares in Tolva & Sons fell 4 percent on Monday.", "4 percent", "Tolva & Sons"),
        (
            "Brewer Halvik reported results.\n\nRevenue rose 2 percent to 310 million euros, "
            "short of the 330 million expected by analysts.",
            "2 percent",
            "Halvik",
        ),
        (
            "Danish brewer Halvik had a good year.\n\nAnalysts at Corvo expect annual sales of 3 billion euros.",
            "3 billion euros",
            "Halvik",
        ),
        (
            "The Varda Group, whose largest shareholder is Arvo Holding, had debts of 90 million euros.",
            "90 million euros",
            "Varda Group",
        ),
        ("On Monday members of OPEC met in Vienna and left output at 30 million barrels a day.", "30 million", "OPEC"),
    ],
)
def test_a_figure_is_of_whom_the_words_before_it_point_at(text: str, written: str, subject: str) -> None:
    found = next(claim for words, claim in told(text).items() if written in words)
    assert subject in found.subject


def test_figures_of_a_report_are_of_the_period_that_it_began_with() -> None:
    found = told(
        "Halden Foods Plc said profit fell to 41 million pounds in the six months to the end of September, from "
        "58 million a year earlier.\n\nRevenue rose to 612 million pounds, short of the 630 million expected by "
        "analysts. The company's operating margin narrowed to 6.1% from 8.3%.",
    )
    now, before = ("2024-04", "2024-09"), ("2023-04", "2023-09")
    assert period(found["41 million pounds"]) == period(found["612 million pounds"]) == period(found["6.1%"]) == now
    assert period(found["58 million"]) == period(found["8.3%"]) == before
    assert {claim.subject for claim in found.values()} <= {"Halden Foods Plc", "Halden Foods"}


def test_a_year_ago_is_the_year_of_the_earlier_figure_alone() -> None:
    found = told("Net loss widened to $46 million, or 31 cents a share, from $12 million a year ago.")
    assert period(found["$46 million"]) == ("2024-11-14", "2024-11-14")
    assert period(found["$12 million"]) == ("2023", "2023")


@pytest.mark.parametrize(
    ("text", "written", "year"),
    [
        ("Turnout in 2010 was 55 percent.", "55 percent", "2010"),
        ("The mayor won in 2018 by 900 votes. Turnout that year was 58 percent.", "58 percent", "2018"),
    ],
)
def test_a_year_beside_the_word_of_a_measure_dates_its_figure(text: str, written: str, year: str) -> None:
    assert period(told(text)[written]) == (year, year)


@pytest.mark.parametrize(
    ("text", "written", "measure", "unit"),
    [
        ("The drug cut the risk by 22 percent in a trial of 9,400 patients.", "9,400", "patients", None),
        ("Exports to Norland fell 14 percent in May.", "14 percent", "exportsChange", "percent"),
        ("Infant mortality fell to 28 deaths per 1,000 births.", "28", "mortalityRate", "1/1000"),
        ("The flood forced 5,000 residents to leave their homes.", "5,000", "displaced", None),
        ("The firm will close four mills, with the loss of 600 jobs.", "600", "jobsCut", None),
        ("Average rents in the city climbed to 1,240 pounds a month.", "1,240 pounds a month", "rent", "GBP/month"),
        ("Her campaign has raised $18 million this year.", "$18 million", "campaignFunds", "USD"),
        ("The broker cut its price target for Halvik to $43.", "$43", "priceTarget", "USD"),
    ],
)
def test_a_figure_is_of_what_its_own_words_and_unit_tell(
    text: str, written: str, measure: str, unit: str | None
) -> None:
    found = next(claim for words, claim in told(text).items() if words.startswith(written))
    assert (found.measure, found.unit) == (measure, unit)


def test_those_of_a_place_who_did_something_are_a_part_of_its_people() -> None:
    found = told("Only 312 of the island's 1,900 inhabitants voted.")
    assert (found["312"].scope, found["1,900"].scope) == (("part of: 1,900",), ("whole of: 312",))


def test_what_is_foreseen_of_a_period_does_not_date_what_is_told_next() -> None:
    found = told(
        "Halden Foods said revenue rose to 612 million pounds in the six months to the end of September.\n\n"
        "The chief executive said the second half would be better. Online sales of soups jumped 27%.",
    )
    assert period(found["27%"]) == ("2024-04", "2024-09")


def test_a_count_of_another_year_is_no_toll_of_the_accident() -> None:
    found = told(
        "A train derailed near Sorvik on Monday, killing 11 people.\n\nThe operator, Varda Railways, said the driver "
        "was well. It carried 41 million passengers in 2023.",
    )
    assert "Varda Railways" in found["41 million"].subject
    assert "derailment" in found["11"].subject


def test_those_on_board_are_of_the_day_of_the_accident() -> None:
    found = told("A ferry sank off Lumera on Monday. The vessel had 112 passengers on board, officials said.")
    assert period(found["112"]) == ("2024-11-11", "2024-11-11")


def test_shares_of_a_vote_are_of_the_day_of_the_vote() -> None:
    found = told(
        "The Social Democratic Party won Sunday's election in Iceland, results showed on Tuesday.\n\n"
        "Turnout was 79 percent.",
        published="2024-11-12",
    )
    assert period(found["79 percent"]) == ("2024-11-10", "2024-11-10")


def _figure(start: int, **facts: object) -> Claim:
    place = Span(start, start + 1)
    claim = {"measure": "revenue", "temporality": "period", "published": "2024-11-14", "basis": "attested"} | facts
    return Claim("a", "quantity", place, "x", "Acme", "acme", value_span=place, **claim)  # type: ignore[arg-type]


def test_only_figures_of_a_period_take_the_one_of_the_report() -> None:
    report = _figure(0, valid_from="2024-07", valid_to="2024-09", basis="relative")
    sales = _figure(10, valid_from="2024-11-14", valid_to="2024-11-14")
    price = _figure(20, measure="priceOfStock", valid_from="2024-11-14", valid_to="2024-11-14")
    foreseen = _figure(30, certainty="forecast", valid_from="2024-11-14", valid_to="2024-11-14")
    made = governed([report, sales, price, foreseen], frozenset({"revenue"}))
    assert [period(claim) for claim in made] == [
        ("2024-07", "2024-09"),
        ("2024-07", "2024-09"),
        ("2024-11-14", "2024-11-14"),
        ("2024-11-14", "2024-11-14"),
    ]
